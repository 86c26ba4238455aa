//! The heads of the columns of tables for people, and the names of the sheets of workbooks. CSV and JSON
//! are for programs: their columns have the keys in every language.

use std::borrow::Cow;

use crate::report::named::named;
use crate::report::{Fact, Language, ReportColumn};
use crate::search::FacetBy;

named! {
    /// The head of a column that is neither a fact of a report nor a facet.
    pub(crate) enum Head {
        /// The divisions that contain the one of the row.
        In => "in", "in", "所属";
        /// The region of a row.
        Region => "region", "region", "地区";
        /// The years of reports.
        Years => "years", "years", "年度";
        /// The reports that are held.
        Held => "held", "held", "所收份数";
        /// The reports that were found.
        Reports => "reports", "reports", "份数";
        /// The sections that were found.
        Sections => "sections", "sections", "节数";
        /// The mentions that were found.
        Mentions => "mentions", "mentions", "处数";
        /// The characters of the reports that are held.
        Characters => "characters", "characters", "字数";
        /// The mentions in 10,000 characters.
        Rate => "mentions_per_10000", "per 10,000", "每万字";
        /// The share of the reports that are held.
        Share => "share", "share", "占比";
        /// All rows or columns together.
        Total => "all", "total", "合计";
        /// A concept of a codebook.
        Concept => "concept", "concept", "概念";
        /// Whether a group mentions a concept.
        State => "state", "state", "状态";
        /// What stands next to a mention.
        Context => "context", "context", "上下文";
        /// What stands near mentions.
        Collocate => "collocate", "collocate", "搭配";
        /// How often it stands near mentions.
        Near => "observed", "near", "邻近次数";
        /// How often it would by chance.
        Expected => "expected", "expected", "期望次数";
        /// How often it stands anywhere.
        InAll => "total", "in all", "总次数";
        /// How unlikely the difference is by chance.
        LogLikelihood => "log_likelihood", "log-likelihood", "对数似然比";
        /// How large the difference is.
        LogRatio => "log_ratio", "log ratio", "对数比";

        // These are heads of workbooks alone, by name.
        About => "about", "about", "说明";
        Certainty => "certainty", "certainty", "可靠程度";
        Changes => "changes", "changes", "改动";
        Cited => "cited", "cited", "引文注明的报告";
        Column => "column", "column", "列";
        ColumnCode => "column_code", "code of the column", "列的地区代码";
        CountyCode => "county_code", "code of the county", "县代码";
        Depth => "depth", "depth", "标题层级";
        End => "end", "end", "止于第几字";
        Facet => "facet", "facet", "分面";
        FactName => "fact", "fact", "信息";
        Form => "form", "form", "写法";
        Hash => "hash", "hash", "文件校验值";
        HeadingPath => "heading_path", "heading path", "各级标题";
        IsElsewhere => "is_elsewhere", "is elsewhere", "别处也有";
        Left => "left", "before", "前文";
        Limits => "limits", "limits", "核对范围";
        Line => "line", "line", "行号";
        List => "list", "list", "清单";
        Longest => "longest", "longest", "最长相同文字";
        Mention => "mention", "mention", "提及";
        Newer => "newer", "newer", "较新的版本";
        Ordinal => "ordinal", "ordinal", "本节第几处";
        Others => "others", "others", "其他报告";
        Page => "page", "page", "页码";
        Passage => "passage", "passage", "原文";
        Path => "path", "path", "路径";
        Place => "place", "place", "位置";
        PrefectureCode => "prefecture_code", "code of the prefecture", "市代码";
        ProvinceCode => "province_code", "code of the province", "省代码";
        Quotation => "quotation", "quotation", "引文";
        Quote => "quote", "quote", "原文";
        Right => "right", "after", "后文";
        Row => "row", "row", "行";
        Score => "score", "score", "相关度";
        Section => "section", "section", "第几节";
        SectionsFound => "sections_found", "sections found", "找到的节数";
        Source => "source", "source", "出处";
        SpeaksFor => "speaks_for", "speaks for", "支持的值";
        Start => "start", "start", "起于第几字";
        Term => "term", "term", "检索词";
        Text => "text", "text", "文字";
        Value => "value", "value", "名称";
        Verdict => "verdict", "verdict", "判断";
        Weight => "weight", "weight", "权重";
        Written => "written", "written", "报告中的写法";
    }
}

named! {
    /// What a table is: the name of its sheet.
    enum Sheet {
        Absent => "absent", "absent", "没有提及";
        Collocates => "collocates", "collocates", "搭配词";
        Corpus => "corpus", "corpus", "收录情况";
        Coverage => "coverage", "coverage", "提及情况";
        Facets => "facets", "facets", "分面计数";
        Hits => "hits", "hits", "检索结果";
        Kwic => "kwic", "kwic", "语境";
        Mentions => "mentions", "mentions", "提及";
        Panel => "panel", "panel", "概念";
        Quotations => "quotations", "quotations", "引文核对";
        Reports => "reports", "reports", "报告";
        Sections => "sections", "sections", "节";
        Trend => "trend", "trend", "历年变化";
        Why => "why", "why", "依据";
    }
}

impl Language {
    /// Returns the head of a column of a workbook: in English its name in CSV. A column that is named by
    /// what it counts, such as a year or a concept, keeps its name.
    pub(crate) fn head(self, column: &str) -> Cow<'_, str> {
        let plain = || {
            let known = Head::from_key(column).map(|it| it.label(self));
            let known = known.or_else(|| Fact::from_column(column).map(|it| it.label(self)));
            let known = known.or_else(|| Fact::from_key(column).map(|it| it.label(self)));
            let known = known.or_else(|| ReportColumn::from_key(column).map(|it| it.label(self)));
            known.or_else(|| FacetBy::from_key(column).map(|it| it.label(self))).map(Cow::Borrowed)
        };
        // The columns of a data set that say where a fact was found, and how certain it is.
        let about_fact = |ending, words| {
            let fact = Fact::from_key(column.strip_suffix(ending)?)?;
            Some(Cow::Owned(format!("{}{words}", fact.label(self))))
        };
        // The columns of a wide table that say over how many reports a figure was counted.
        let held = || {
            let column = column.strip_suffix(" held")?;
            Some(Cow::Owned(format!("{column} {}", Head::Held.label(self))))
        };
        let chinese = || {
            let known = plain().or_else(|| about_fact("_source", "出处"));
            known.or_else(|| about_fact("_certainty", "可靠程度")).or_else(held)
        };
        let name = || Cow::Owned(column.to_owned());
        if self == Self::Chinese { chinese().unwrap_or_else(name) } else { name() }
    }

    /// Returns the name of the sheet of a table.
    pub(crate) fn sheet(self, name: &'static str) -> &'static str {
        Sheet::from_key(name).map_or(name, |sheet| sheet.label(self))
    }
}

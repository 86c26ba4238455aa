//! The parameters of a request: named as the flags of the command line, checked one like another.
//!
//! One table of parameters serves the reading of requests and the OpenAPI document, so that the two
//! cannot say different things.

use crate::analysis::State;
use crate::query::{Kinds, Years};
use crate::report::{Language, Part, ReportKind};
use crate::search::{FacetBy, GroupBy, Sort};

/// The longest query, in characters. People write some tens; every term of a query goes through all
/// the sections that hold it. Filled with 250 of the commonest characters, any of which may stand,
/// it took 0.7 s over 50,000 sections (`tests/benches`), the most that one request may cost others.
pub(in crate::web) const LONGEST_QUERY: usize = 500;

/// The longest value of another parameter, in characters: no name of an agency has so many.
pub(in crate::web) const LONGEST_VALUE: usize = 100;

/// The most queries that are set beside the first: more lines than five nobody tells apart. Each may
/// be as long as other values, not as the first, so that all together cost less than two.
const MOST_BESIDE: usize = 4;

/// The most values that one request names, over all parameters: each is compared with every name
/// of an agency or region that the index holds.
pub(super) const MOST_VALUES: usize = 100;

/// The most hits on a page: each has a passage to be read from disk. All hits are to be had as CSV.
pub(in crate::web) const MOST_HITS: usize = 200;

/// The last page that can be asked for, as on the command line.
pub(in crate::web) const LAST_PAGE: usize = 100_000;

/// Something that a request may say.
pub(in crate::web) struct Parameter {
    pub(in crate::web) name: &'static str,
    pub(in crate::web) about: &'static str,
    pub(in crate::web) kind: ParamType,
}

/// What the values of a parameter are.
pub(in crate::web) enum ParamType {
    /// Characters, at most so many.
    Text(usize),
    /// The same with the blanks around them, which tell that a word is ended.
    Line(usize),
    /// Several of those, with commas between or named again.
    Texts(usize),
    /// Queries of at most so many characters, at most so many of them, each named again: a comma
    /// belongs to a query.
    Queries { longest: usize, most: usize },
    /// Years and ranges of years.
    Years,
    /// Statutory parts, by name.
    Parts,
    /// Kinds of documents, by name.
    Kinds,
    /// One of these.
    OneOf(fn() -> Vec<&'static str>),
    /// Several of these.
    AnyOf(fn() -> Vec<&'static str>),
    /// A number from 1 to `most`.
    Number { most: usize, default: usize },
    /// Yes or no.
    Flag,
}

impl ParamType {
    /// Returns whether the parameter may have several values.
    pub(in crate::web) fn is_many(&self) -> bool {
        self.is_list() || matches!(self, Self::Queries { .. })
    }

    /// Returns whether several values may stand in one, with commas between.
    pub(in crate::web) fn is_list(&self) -> bool {
        matches!(self, Self::Texts(_) | Self::Years | Self::Parts | Self::Kinds | Self::AnyOf(_))
    }

    /// Returns whether an empty value says nothing: a flag is set by its name, and a line begins empty.
    pub(in crate::web) fn wants_something(&self) -> bool {
        !matches!(self, Self::Flag | Self::Line(_))
    }

    /// Returns what to write, in Chinese, for what people write by hand.
    pub(super) fn wants_in_chinese(&self) -> String {
        match self {
            Self::Years => "写成 2023、2021-2023、2021- 或 未识别".to_owned(),
            Self::Parts => {
                let names = Part::ALL.map(|part| part.label(Language::Chinese));
                format!("可用：{}", names.join("、"))
            }
            Self::Kinds => format!("可用：{}，或未识别", ReportKind::list()),
            Self::OneOf(names) | Self::AnyOf(names) => format!("可用：{}", names().join("、")),
            Self::Text(most)
            | Self::Line(most)
            | Self::Texts(most)
            | Self::Queries { longest: most, .. } => format!("最多 {most} 个字"),
            Self::Number { most, .. } => format!("写 1 到 {most} 的数"),
            Self::Flag => "写 true 或 false".to_owned(),
        }
    }

    /// Returns what to write where `value` cannot be used.
    pub(super) fn wants(&self, value: &str) -> Option<String> {
        let is_known = |names: &fn() -> Vec<&'static str>| names().contains(&value);
        match self {
            Self::Text(most)
            | Self::Line(most)
            | Self::Texts(most)
            | Self::Queries { longest: most, .. } => {
                let length = value.chars().count();
                (length > *most).then(|| format!("write at most {most} characters, not {length}"))
            }
            Self::Years => {
                let wanted = || "write 2023, 2021-2023, 2021- or 未识别".to_owned();
                Years::parse(value).is_none().then(wanted)
            }
            Self::Parts => Part::from_name(value).is_none().then(|| {
                let names = Part::ALL.map(|part| format!("{part} ({})", part.key()));
                format!("write one of {}", names.join(", "))
            }),
            Self::Kinds => Kinds::parse(value)
                .is_none()
                .then(|| format!("write one of {}, or 未识别", ReportKind::list())),
            Self::OneOf(names) | Self::AnyOf(names) => {
                (!is_known(names)).then(|| format!("write one of {}", names().join(", ")))
            }
            Self::Number { most, .. } => {
                let is_number = value.parse().is_ok_and(|number| (1..=*most).contains(&number));
                (!is_number).then(|| format!("write a number from 1 to {most}"))
            }
            Self::Flag => {
                let is_flag = matches!(value, "" | "true" | "1" | "false" | "0");
                (!is_flag).then(|| "write `true` or `false`".to_owned())
            }
        }
    }
}

fn modes() -> Vec<&'static str> {
    vec!["exact", "strict", "words"]
}

fn facets() -> Vec<&'static str> {
    FacetBy::ALL.map(FacetBy::key).to_vec()
}

fn groups() -> Vec<&'static str> {
    GroupBy::all().map(GroupBy::key).collect()
}

fn sorts() -> Vec<&'static str> {
    Sort::ALL.map(Sort::key).to_vec()
}

fn states() -> Vec<&'static str> {
    vec![State::Mentions.key(), State::NoMention.key()]
}

fn orders() -> Vec<&'static str> {
    vec!["table", "most", "least"]
}

fn forms() -> Vec<&'static str> {
    vec!["json", "csv"]
}

fn drawn_forms() -> Vec<&'static str> {
    vec!["json", "csv", "svg"]
}

fn languages() -> Vec<&'static str> {
    vec!["zh", "en"]
}

macro_rules! parameters {
    ($($constant:ident = $name:literal, $kind:expr, $about:literal;)*) => {
        $(pub(in crate::web) static $constant: Parameter =
            Parameter { name: $name, about: $about, kind: $kind };)*
    };
}

parameters! {
    Q = "q", ParamType::Text(LONGEST_QUERY), "What to find, in the query language of the command line.";
    WITH = "with", ParamType::Queries { longest: LONGEST_VALUE, most: MOST_BESIDE }, "A further query \
        that is counted by itself and set beside the first. At most four, each named again; a comma \
        belongs to it.";
    LINE = "q", ParamType::Line(LONGEST_QUERY), "The query line as far as it is typed, up to the cursor.";
    MODE = "mode", ParamType::OneOf(modes), "How terms are matched: exact (精确, after folding), strict \
        (严格, as the reports write them) or words (分词, cut into words).";
    YEAR = "year", ParamType::Years, "Only reports for these years: 2023, 2021-2023, 2021-, 未识别. \
        Several with commas between, or named again.";
    PROVINCE = "province", ParamType::Texts(LONGEST_VALUE), "Only reports of this row of a table by \
        province: its code, its value, or 未识别. Several with commas between, or named again.";
    PREFECTURE = "prefecture", ParamType::Texts(LONGEST_VALUE), "Only reports of this row of a table by \
        prefecture: its code, its value, or 未识别; with 本级 behind it those of the province itself.";
    COUNTY = "county", ParamType::Texts(LONGEST_VALUE), "Only reports of this row of a table by county: \
        its code, its value, or 未识别; with 本级 behind it those of the prefecture or province itself.";
    REGION = "region", ParamType::Texts(LONGEST_VALUE), "Only reports of this province, prefecture or \
        county, by name, short name or code. Several with commas between, or named again.";
    AGENCY = "agency", ParamType::Texts(LONGEST_VALUE), "Only reports of agencies whose name holds \
        this, or is this where `=` stands before it. Several with commas between, or named again.";
    PART = "part", ParamType::Parts, "Only sections of this statutory part: 举措和成效 (measures), \
        不足和原因 (shortcomings), 第一责任人履职 (leadership), 下一年安排 (next-year), 其他 (other). \
        Several with commas between, or named again.";
    KIND = "kind", ParamType::Kinds, "Only documents of this kind: 法治政府建设年度报告 (rule-of-law), \
        政府信息公开年度报告 (open-information), 未识别, … Several with commas between, or named again.";
    ROWS = "rows", ParamType::OneOf(groups), "What a row of the table stands for; a county unless \
        something else is named.";
    COLUMNS = "columns", ParamType::OneOf(facets), "What a column of the table stands for; the year \
        unless something else is named.";
    STATE = "state", ParamType::OneOf(states), "Only rows that mention it, or only those that hold a \
        report and do not mention it: mentions or no-mention.";
    ORDER = "order", ParamType::OneOf(orders), "The order of the rows: table (divisions by code), most \
        (the most mentions first) or least (the lowest share of reports first).";
    LIMIT = "limit", ParamType::Number { most: MOST_HITS, default: 10 }, "How many hits are returned at \
        most. With `format=csv` all are returned, whatever this says.";
    PAGE = "page", ParamType::Number { most: LAST_PAGE, default: 1 }, "Which page of hits is returned.";
    FACET = "facet", ParamType::AnyOf(facets), "What to count by beside the hits. Several with commas \
        between, or named again.";
    BY_FACETS = "by", ParamType::AnyOf(facets), "What to count by; the year unless something else is \
        named. Several with commas between, or named again.";
    BY_FACET = "by", ParamType::OneOf(facets), "What a row of the table stands for; the year unless \
        something else is named.";
    BY_GROUP = "by", ParamType::OneOf(groups), "What a row of the table stands for; a county unless \
        something else is named.";
    ABSENT = "absent", ParamType::Flag, "With `format=csv`: the table of those that hold a report and do \
        not mention it. JSON holds both tables.";
    SORT = "sort", ParamType::OneOf(sorts), "The order of the hits: relevance, newest (the newest year \
        first), oldest, or mentions (sections with the most mentions first).";
    AT = "at", ParamType::Text(LONGEST_VALUE), "The place on the page of a report that is linked to, and \
        those to take where it is gone, with `.` between.";
    NOTES = "notes", ParamType::Flag, "Only reports of which something could not be told.";
    FORMAT = "format", ParamType::OneOf(forms), "The form of the answer: json or csv.";
    DRAWN_FORMAT = "format", ParamType::OneOf(drawn_forms), "The form of the answer: json, csv, or svg, \
        which is a drawing.";
    LANGUAGE = "lang", ParamType::OneOf(languages), "With `format=svg`: the language of the drawing, \
        Chinese (zh) unless English (en) is named.";
}

/// The conditions on reports and sections, which most questions take.
pub(in crate::web) static FILTERS: &[&Parameter] =
    &[&YEAR, &REGION, &PROVINCE, &PREFECTURE, &COUNTY, &AGENCY, &PART, &KIND];

//! What a condition can be about: the one list of the query line's fields, the flags of the command
//! line and the parameters of requests.

use crate::report::named::named;
use crate::report::{AgencyKind, Language, Level, Part, ReportKind};

named! {
    /// What a condition is about. The key is the name of the flag and of the parameter; in the query
    /// line both the key and the Chinese label can be written before the colon.
    pub enum ConditionKey {
        /// The year reported on.
        Year => "year", "year", "年度";
        /// A division at any level.
        Region => "region", "region", "地区";
        /// A row of a table by province.
        Province => "province", "province", "省";
        /// A row of a table by prefecture.
        Prefecture => "prefecture", "prefecture", "市";
        /// A row of a table by county.
        County => "county", "county", "县";
        /// The agency.
        Agency => "agency", "agency", "机关";
        /// Whether the agency is a government, a department or a town.
        Level => "level", "level", "级别";
        /// The statutory part.
        Part => "part", "part", "部分";
        /// The kind of document.
        Kind => "kind", "kind", "类型";
        /// The day the report was signed.
        Date => "date", "signed", "日期";
        /// The day the report was published.
        Published => "published", "published", "发布";
        /// The number of the document.
        Number => "number", "document number", "文号";
        /// The address the report was saved from.
        Url => "url", "address", "网址";
        /// The title of the report or the headings of the section. This is a field of the query line
        /// only: it is part of what is searched for.
        Title => "title", "title", "标题";
    }
}

impl ConditionKey {
    /// The keys that are also flags and parameters.
    pub const FILTERS: [Self; 13] = [
        Self::Year,
        Self::Region,
        Self::Province,
        Self::Prefecture,
        Self::County,
        Self::Agency,
        Self::Level,
        Self::Part,
        Self::Kind,
        Self::Date,
        Self::Published,
        Self::Number,
        Self::Url,
    ];

    /// Returns the key that `name` before a colon of the query line means, in Chinese or English.
    ///
    /// ```
    /// use chabao::query::ConditionKey;
    /// assert_eq!(ConditionKey::from_field("单位"), Some(ConditionKey::Agency));
    /// assert_eq!(ConditionKey::from_field("county"), Some(ConditionKey::County));
    /// assert_eq!(ConditionKey::from_field("site"), Some(ConditionKey::Url));
    /// assert_eq!(ConditionKey::from_field("作者"), None);
    /// ```
    #[must_use]
    pub fn from_field(name: &str) -> Option<Self> {
        let is_named = |key: &Self| {
            key.key() == name
                || key.label(Language::Chinese) == name
                || key.other_fields().contains(&name)
        };
        Self::ALL.into_iter().find(is_named)
    }

    /// Returns the field that comes nearest to a name that is none: names of fields in other systems.
    pub(crate) fn nearest(name: &str) -> Option<Self> {
        let names = |words: &str| words.split(' ').any(|word| word.eq_ignore_ascii_case(name));
        let nearest = |key: &Self| {
            names(match key {
                Self::Year => "时间 报告年度 time years",
                Self::Region => "地方 地点 位置 行政区划 place location",
                Self::Province => "省份 直辖市 自治区",
                Self::Prefecture => "城市 地市 地级市 市州 city",
                Self::County => "区县 县区 区 县市区 district",
                Self::Agency => {
                    "作者 来源 发文机关 发布机构 制发机关 署名 主体 author source org publisher"
                }
                Self::Level => "层次 等级 行政级别 tier rank",
                Self::Part => "章节 栏目 段落 section chapter",
                Self::Kind => "文种 体裁 文件类型 种 type filetype doctype",
                Self::Date => "签署日期 落款日期 成文时间 after before since until signed",
                Self::Published => "发布时间 公布日期 公开日期 印发日期 posted pubdate",
                Self::Number => "文件编号 字号 编号 doc docno no",
                Self::Url => "链接 域名 网站 站点 地址 http https link domain host allinurl",
                Self::Title => {
                    "题名 篇名 主题 标题词 题目 intitle allintitle subject heading headline ti su"
                }
            })
        };
        Self::ALL.into_iter().find(nearest)
    }

    /// Returns further names of the field.
    fn other_fields(self) -> &'static [&'static str] {
        match self {
            Self::Year => &["年份", "年"],
            Self::Region => &["区域"],
            Self::Agency => &["单位", "部门"],
            Self::Level => &["层级"],
            Self::Kind => &["种类"],
            Self::Date => &["成文日期"],
            Self::Published => &["发布日期"],
            Self::Number => &["发文字号"],
            Self::Url => &["site", "inurl"],
            Self::Province | Self::Prefecture | Self::County | Self::Part | Self::Title => &[],
        }
    }

    /// Returns whether the query line reads the value of the field as it stands: what elsewhere is
    /// of another query language, such as `2021..2023`, `https:` and `?`, can belong to it.
    pub(super) fn takes_any_characters(self) -> bool {
        matches!(self, Self::Year | Self::Date | Self::Published | Self::Number | Self::Url)
    }

    /// Returns whether marks such as a comma separate several values; otherwise they belong to the
    /// one value.
    #[must_use]
    pub fn takes_list(self) -> bool {
        !matches!(self, Self::Title | Self::Url)
    }

    /// Returns the level of divisions that the condition is about.
    #[must_use]
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Province => Some(Level::Province),
            Self::Prefecture => Some(Level::Prefecture),
            Self::County => Some(Level::County),
            _ => None,
        }
    }

    /// Returns what to write as a value.
    #[must_use]
    pub fn hint(self, language: Language) -> String {
        let words = |english: &str, chinese: &str| language.pick(english, chinese).to_owned();
        match self {
            Self::Year => words(
                "write 2023, 2021-2023, 2021- or 未识别",
                "写成 2023、2021-2023、2021- 或 未识别",
            ),
            Self::Region => words(
                "write the name, short name or code of a province, prefecture or county",
                "写省、市、县的名称、简称或代码",
            ),
            Self::Province | Self::Prefecture | Self::County => words(
                "write the name or code of a division, or 未识别",
                "写行政区划的名称或代码，或 未识别",
            ),
            Self::Agency => words(
                "write characters of the name, or `=` and the whole name",
                "写机关名称中的字，或 = 加全称",
            ),
            Self::Part => {
                let list = Part::list(language);
                language.pick(format!("write one of {list}"), format!("可用：{list}"))
            }
            Self::Kind => {
                let list = ReportKind::list(language);
                language.pick(
                    format!("write one of {list}, or 未识别"),
                    format!("可用：{list}，或 未识别"),
                )
            }
            Self::Level => {
                let list = AgencyKind::list(language);
                language.pick(
                    format!(
                        "write one of {list}, or 未识别; for the levels of divisions there are `省:`, \
                         `市:` and `县:`"
                    ),
                    format!("可用：{list}，或 未识别；省、市、县三级请用 省:、市:、县:"),
                )
            }
            Self::Date | Self::Published => words(
                "write 2024-01-30, 2024-01, 2024, 2024-01..2024-03, 2024-01.. or 未识别",
                "写成 2024-01-30、2024-01、2024、2024-01..2024-03、2024-01.. 或 未识别",
            ),
            Self::Number => words(
                "write characters of the number, such as 〔2025〕12号, or 未识别",
                "写文号中的字，例如 〔2025〕12号，或 未识别",
            ),
            Self::Url => words(
                "write a host, or part of an address as it is: gov.cn/zwgk, or 未识别",
                "写域名或网址中连续的一段，例如 gov.cn/zwgk，或 未识别",
            ),
            Self::Title => words("write characters of the title", "写标题中的字"),
        }
    }
}

impl From<Level> for ConditionKey {
    fn from(level: Level) -> Self {
        match level {
            Level::Province => Self::Province,
            Level::Prefecture => Self::Prefecture,
            Level::County => Self::County,
        }
    }
}

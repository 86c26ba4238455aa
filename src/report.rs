//! The vocabulary of chabao: a report, its sections, its facts and the notes about it.
//!
//! Everything here is plain data. The modules before the index make these values, the modules
//! after it read them back, and all of them mean the same by the same word.

mod language;
pub(crate) mod named;

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use language::Language;

/// The year a report is about, never the year it was published in.
///
/// ```
/// use chabao::report::Year;
/// assert_eq!(Year::new(2023).unwrap().to_string(), "2023");
/// assert_eq!(Year::new(5000), None);
/// ```
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(try_from = "u16", into = "u16")]
#[schema(minimum = 1949, maximum = 2099)]
pub struct Year(u16);

impl Year {
    /// The first year that is accepted: that of the founding of the People's Republic.
    pub const FIRST: u16 = 1949;
    /// The last year that is accepted.
    pub const LAST: u16 = 2099;

    /// Returns the year, or `None` where `number` is no year a report can be about.
    #[must_use]
    pub fn new(number: u16) -> Option<Self> {
        (Self::FIRST..=Self::LAST).contains(&number).then_some(Self(number))
    }

    /// Returns the year as a number.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Year {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl TryFrom<u16> for Year {
    type Error = String;

    fn try_from(number: u16) -> Result<Self, String> {
        Self::new(number).ok_or_else(|| {
            format!("`{number}` is no year between {} and {}", Self::FIRST, Self::LAST)
        })
    }
}

impl From<Year> for u16 {
    fn from(year: Year) -> Self {
        year.0
    }
}

/// A day of the calendar, printed as `2023-12-18`.
///
/// ```
/// use chabao::report::Date;
/// assert_eq!(Date::new(2023, 12, 18).unwrap().to_string(), "2023-12-18");
/// assert_eq!(Date::new(2023, 2, 29), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Returns the day, or `None` where the calendar has no such day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        Year::new(year)?;
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// Returns the calendar year of this day.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// Returns the day as one number, such as 20231218: later days have greater ones.
    #[must_use]
    pub fn number(self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month) * 100 + u32::from(self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    /// Reads `2023-12-18`; also `2023/12/18`, `2023.12.18` and one-digit months and days.
    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || format!("`{text}` is no date such as 2023-12-18");
        let numbers: Vec<u16> = text
            .trim()
            .split(['-', '/', '.'])
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|_| refused())?;
        let [year, month, day] = numbers[..] else { return Err(refused()) };
        let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day)) else {
            return Err(refused());
        };
        Self::new(year, month, day).ok_or_else(refused)
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

/// Which of the statutory parts of the yearly report a section belongs to.
///
/// The parts are those that 《法治政府建设与责任落实督察工作规定》 asks for. Reports order and word
/// them freely; a section whose part cannot be told is [`Part::Other`].
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
pub enum Part {
    /// 举措和成效: what was done in the year, and with what result.
    #[serde(rename = "举措和成效")]
    Measures,
    /// 不足和原因: what is still wanting, and why.
    #[serde(rename = "不足和原因")]
    Shortcomings,
    /// 第一责任人履职: how the head of party and government met the duty of 第一责任人.
    #[serde(rename = "第一责任人履职")]
    Leadership,
    /// 下一年安排: what is planned for the next year.
    #[serde(rename = "下一年安排")]
    NextYear,
    /// 其他: anything else.
    #[serde(rename = "其他")]
    Other,
}

impl Part {
    /// Every part, in the order of the regulation.
    pub const ALL: [Self; 5] =
        [Self::Measures, Self::Shortcomings, Self::Leadership, Self::NextYear, Self::Other];

    /// Returns the Chinese name of the part.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Measures => "举措和成效",
            Self::Shortcomings => "不足和原因",
            Self::Leadership => "第一责任人履职",
            Self::NextYear => "下一年安排",
            Self::Other => "其他",
        }
    }

    /// Returns the English name of the part, as it is typed after `--part`.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::Measures => "measures",
            Self::Shortcomings => "shortcomings",
            Self::Leadership => "leadership",
            Self::NextYear => "next-year",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// One administrative division with its GB/T 2260 code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Division {
    /// The six-digit code, for instance `500242`.
    pub code: String,
    /// The full name, for instance 酉阳土家族苗族自治县.
    pub name: String,
}

/// Where an agency sits: province, then prefecture, then county, as far down as is known.
///
/// The prefecture is absent for the districts of municipalities and for counties that a province
/// administers itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Region {
    /// The province, autonomous region or municipality.
    pub province: Option<Division>,
    /// The prefecture.
    pub prefecture: Option<Division>,
    /// The county, district, banner or county-level city.
    pub county: Option<Division>,
}

impl Region {
    /// Returns the divisions that are known, the largest first.
    pub fn divisions(&self) -> impl Iterator<Item = &Division> {
        [&self.province, &self.prefecture, &self.county].into_iter().flatten()
    }

    /// Returns the code of the smallest division that is known.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.divisions().last().map(|division| division.code.as_str())
    }
}

impl fmt::Display for Region {
    /// Prints 河南省 › 三门峡市 › 卢氏县.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, division) in self.divisions().enumerate() {
            if at > 0 {
                out.write_str(" › ")?;
            }
            out.write_str(&division.name)?;
        }
        Ok(())
    }
}

/// What sort of body an agency is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum AgencyKind {
    /// 政府: the people's government of a county or above, its office included.
    Government,
    /// 部门: a department of a government; [`Agency::department`] says which.
    Department,
    /// 乡镇街道: the government of a town or township, or a street office.
    Town,
    /// 其他: a party committee, a court, a development zone, and whatever else reports.
    #[default]
    Other,
}

impl AgencyKind {
    /// Every kind, in the order of this list.
    pub const ALL: [Self; 4] = [Self::Government, Self::Department, Self::Town, Self::Other];

    /// Returns the Chinese name of the kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Government => "政府",
            Self::Department => "部门",
            Self::Town => "乡镇街道",
            Self::Other => "其他",
        }
    }

    /// Returns the English name of the kind, as in JSON.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::Department => "department",
            Self::Town => "town",
            Self::Other => "other",
        }
    }
}

/// What kind of document a file holds. The yearly report on 法治政府建设 has look-alikes that must
/// not be counted with it unawares.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
pub enum ReportKind {
    /// 法治政府建设年度报告, whatever the exact words of its title.
    #[serde(rename = "法治政府建设年度报告")]
    RuleOfLaw,
    /// 政府信息公开工作年度报告.
    #[serde(rename = "政府信息公开年度报告")]
    OpenInformation,
    /// 行政执法工作报告, 行政执法总体情况 and the like.
    #[serde(rename = "行政执法报告")]
    Enforcement,
    /// 政府工作报告.
    #[serde(rename = "政府工作报告")]
    GovernmentWork,
    /// 述法报告: how one leader met the duties of 第一责任人.
    #[serde(rename = "述法报告")]
    Duties,
    /// 解读: an explanation of another document.
    #[serde(rename = "解读")]
    Explanation,
    /// 方案, 计划, 要点: what is to be done.
    #[serde(rename = "方案")]
    Plan,
    /// 其他: anything else.
    #[serde(rename = "其他")]
    Other,
}

impl ReportKind {
    /// Every kind, in the order of this list.
    pub const ALL: [Self; 8] = [
        Self::RuleOfLaw,
        Self::OpenInformation,
        Self::Enforcement,
        Self::GovernmentWork,
        Self::Duties,
        Self::Explanation,
        Self::Plan,
        Self::Other,
    ];

    /// Returns the Chinese name of the kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RuleOfLaw => "法治政府建设年度报告",
            Self::OpenInformation => "政府信息公开年度报告",
            Self::Enforcement => "行政执法报告",
            Self::GovernmentWork => "政府工作报告",
            Self::Duties => "述法报告",
            Self::Explanation => "解读",
            Self::Plan => "方案",
            Self::Other => "其他",
        }
    }

    /// Returns the English name of the kind, as it is typed after `--kind`.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::RuleOfLaw => "rule-of-law",
            Self::OpenInformation => "open-information",
            Self::Enforcement => "enforcement",
            Self::GovernmentWork => "government-work",
            Self::Duties => "duties",
            Self::Explanation => "explanation",
            Self::Plan => "plan",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for ReportKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// The agency that reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Agency {
    /// The name as the report writes it, for instance 卢氏县卫健委.
    pub as_written: String,
    /// The name in full, for instance 卢氏县卫生健康委员会.
    pub canonical: String,
    /// Whether the name was made unrecognisable on purpose, as in X县卫生健康局.
    pub anonymised: bool,
    /// What sort of body it is.
    #[serde(default)]
    pub kind: AgencyKind,
    /// Which department it is: the canonical name without the place, as in 卫生健康委员会;
    /// absent for other kinds.
    #[serde(default)]
    pub department: Option<String>,
}

/// Where a fact was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// `corrections.csv` beside the reports.
    Corrections,
    /// Front matter at the top of the report's own file.
    FrontMatter,
    /// Data of the page the report was saved from.
    Metadata,
    /// The title of the report.
    Title,
    /// The agency and date that sign the report.
    SignOff,
    /// The salutation and the first paragraphs.
    Opening,
    /// The rest of the text.
    Body,
    /// The names of the file and its folders.
    Path,
}

/// Whether a fact stands in so many words or was concluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// The text says so.
    Stated,
    /// The text does not say so, but it follows from what it says.
    Inferred,
}

/// A fact with its source.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sourced<T> {
    /// The fact.
    pub value: T,
    /// Where it was found.
    pub source: Source,
    /// Whether it is stated or inferred.
    pub certainty: Certainty,
}

impl<T> Sourced<T> {
    /// Returns `value` as a fact that is stated in `source`.
    pub fn stated(value: T, source: Source) -> Self {
        Self { value, source, certainty: Certainty::Stated }
    }

    /// Returns `value` as a fact that was inferred from `source`.
    pub fn inferred(value: T, source: Source) -> Self {
        Self { value, source, certainty: Certainty::Inferred }
    }
}

/// What is known about a report beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The title, joined where it ran over two lines.
    pub title: Option<Sourced<String>>,
    /// The agency that reports.
    pub agency: Option<Sourced<Agency>>,
    /// Where the agency sits.
    pub region: Option<Sourced<Region>>,
    /// The year reported on.
    pub year: Option<Sourced<Year>>,
    /// The day the report was signed.
    pub date: Option<Sourced<Date>>,
    /// The day the report was published, as the page it was saved from says.
    #[serde(default)]
    pub published: Option<Sourced<Date>>,
    /// The number of the document: 金政发〔2025〕12号.
    #[serde(default)]
    pub document_number: Option<Sourced<String>>,
    /// The index number (索引号) under which it was made public.
    #[serde(default)]
    pub index_number: Option<Sourced<String>>,
    /// What kind of document it is.
    #[serde(default)]
    pub kind: Option<Sourced<ReportKind>>,
    /// The address it was saved from.
    #[serde(default)]
    pub url: Option<Sourced<String>>,
}

impl Facts {
    /// Returns what is known of `fact` as it is shown, with where it was found and how certain it
    /// is; `None` where it is not known.
    #[must_use]
    pub fn shown(&self, fact: Fact) -> Option<Sourced<String>> {
        fn of<T>(
            fact: Option<&Sourced<T>>,
            show: impl Fn(&T) -> String,
        ) -> Option<Sourced<String>> {
            fact.map(|it| Sourced {
                value: show(&it.value),
                source: it.source,
                certainty: it.certainty,
            })
        }
        match fact {
            Fact::Title => of(self.title.as_ref(), String::clone),
            Fact::Agency => of(self.agency.as_ref(), |agency| agency.canonical.clone()),
            Fact::Region => of(self.region.as_ref(), Region::to_string),
            Fact::Year => of(self.year.as_ref(), Year::to_string),
            Fact::Date => of(self.date.as_ref(), Date::to_string),
            Fact::Published => of(self.published.as_ref(), Date::to_string),
            Fact::DocumentNumber => of(self.document_number.as_ref(), String::clone),
            Fact::IndexNumber => of(self.index_number.as_ref(), String::clone),
            Fact::Kind => of(self.kind.as_ref(), |kind| kind.name().to_owned()),
            Fact::Url => of(self.url.as_ref(), String::clone),
        }
    }
}

/// One of the facts of a report, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// [`Facts::title`].
    Title,
    /// [`Facts::agency`].
    Agency,
    /// [`Facts::region`].
    Region,
    /// [`Facts::year`].
    Year,
    /// [`Facts::date`].
    Date,
    /// [`Facts::published`].
    Published,
    /// [`Facts::document_number`].
    DocumentNumber,
    /// [`Facts::index_number`].
    IndexNumber,
    /// [`Facts::kind`].
    Kind,
    /// [`Facts::url`].
    Url,
}

impl Fact {
    /// Every fact, in the order of this list.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Agency,
        Self::Region,
        Self::Year,
        Self::Date,
        Self::Published,
        Self::DocumentNumber,
        Self::IndexNumber,
        Self::Kind,
        Self::Url,
    ];

    /// Returns the fact that a column of `corrections.csv` sets; two have shorter names there.
    ///
    /// ```
    /// use chabao::report::Fact;
    /// assert_eq!(Fact::corrected("number"), Some(Fact::DocumentNumber));
    /// assert_eq!(Fact::corrected("sections"), None);
    /// ```
    #[must_use]
    pub fn corrected(column: &str) -> Option<Self> {
        match column {
            "number" => Some(Self::DocumentNumber),
            "index" => Some(Self::IndexNumber),
            other => Self::ALL.into_iter().find(|fact| fact.english() == other),
        }
    }

    /// Returns the English name of the fact, as in JSON.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Agency => "agency",
            Self::Region => "region",
            Self::Year => "year",
            Self::Date => "date",
            Self::Published => "published",
            Self::DocumentNumber => "document_number",
            Self::IndexNumber => "index_number",
            Self::Kind => "kind",
            Self::Url => "url",
        }
    }

    /// Returns the Chinese name of the fact.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "标题",
            Self::Agency => "机关",
            Self::Region => "地区",
            Self::Year => "年度",
            Self::Date => "成文日期",
            Self::Published => "发布日期",
            Self::DocumentNumber => "文号",
            Self::IndexNumber => "索引号",
            Self::Kind => "类型",
            Self::Url => "网址",
        }
    }
}

/// What a clue did for its fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The fact was taken from it.
    Won,
    /// It speaks for the value that was taken.
    For,
    /// It speaks for another value, or for one that was not certain enough.
    Against,
}

/// Something in or beside a report that speaks for one value of one of its facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clue {
    /// The fact.
    pub fact: Fact,
    /// The value it speaks for, as it is shown.
    pub value: String,
    /// Where it was found.
    pub source: Source,
    /// Where exactly, in words: `title`, `label 发布机构`, `code in 索引号`.
    pub place: String,
    /// How much it says, to one decimal; to be compared within the clues of one fact only.
    pub weight: f64,
    /// The words it was read from, at most 40 characters.
    pub quote: String,
    /// What came of it.
    pub verdict: Verdict,
}

/// Weights are finite, so that every clue equals itself.
impl Eq for Clue {}

/// Something that could not be told of a report; kept, counted and listed, never dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Note {
    /// No title was found.
    NoTitle,
    /// No agency was found.
    NoAgency,
    /// The agency's name was made unrecognisable on purpose.
    Anonymised {
        /// The name as written.
        name: String,
    },
    /// No region was found.
    NoRegion,
    /// The evidence fits several regions alike.
    AmbiguousRegion {
        /// The regions, each as [`Region`] prints it.
        candidates: Vec<String>,
    },
    /// The year reported on was not found.
    NoYear,
    /// Several years are as likely.
    AmbiguousYear {
        /// The years.
        candidates: Vec<Year>,
    },
    /// A user says that a fact is not known, whatever was found.
    Cleared {
        /// The name of the fact, as in `corrections.csv`.
        fact: String,
        /// Where the user says so.
        source: Source,
    },
    /// No heading was found: the report is one section.
    NoHeadings,
    /// Bytes that fit no character were replaced while decoding.
    Replaced {
        /// How many characters were replaced.
        characters: usize,
    },
    /// The file holds pictures of pages; a program recognised the characters.
    Recognised {
        /// The program, as the user named it.
        program: String,
    },
    /// Some pages were not read, or not wholly: they are pictures, their fonts tell no
    /// characters, or they are damaged.
    PagesWithoutText {
        /// The pages, counted from 1.
        pages: Vec<usize>,
    },
    /// A correction or a line of front matter could not be used.
    BadCorrection {
        /// What is wrong with it, as a sentence for the user.
        reason: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTitle => out.write_str("no title found"),
            Self::NoAgency => out.write_str("no agency found"),
            Self::Anonymised { name } => write!(out, "the agency is anonymised: {name}"),
            Self::NoRegion => out.write_str("no region found"),
            Self::AmbiguousRegion { candidates } => {
                write!(out, "the region may be any of: {}", candidates.join(", "))
            }
            Self::NoYear => out.write_str("no year found"),
            Self::AmbiguousYear { candidates } => {
                let years: Vec<String> = candidates.iter().map(Year::to_string).collect();
                write!(out, "the year may be any of: {}", years.join(", "))
            }
            Self::Cleared { fact, .. } => {
                write!(out, "no {fact}: a correction says that it is not known")
            }
            Self::NoHeadings => out.write_str("no heading found: the report is one section"),
            Self::Replaced { characters } => {
                write!(out, "{characters} characters could not be decoded and were replaced")
            }
            Self::Recognised { program } => {
                write!(out, "its text was recognised by `{program}` and may hold mistakes")
            }
            Self::PagesWithoutText { pages } => {
                let noun = if pages.len() == 1 { "page" } else { "pages" };
                let pages = spans(pages, ", ", "-");
                write!(out, "not read, or not wholly: {noun} {pages} (scanned, or damaged)")
            }
            Self::BadCorrection { reason } => write!(out, "correction not used: {reason}"),
        }
    }
}

impl Note {
    /// Returns the note as a sentence in Chinese. Why a correction was not used is told in English:
    /// it quotes the table as its reader put it.
    ///
    /// ```
    /// use chabao::report::Note;
    /// assert_eq!(Note::NoRegion.chinese(), "未能确定地区");
    /// let pages = vec![1, 3, 4, 5];
    /// let note = Note::PagesWithoutText { pages };
    /// assert_eq!(note.chinese(), "第 1、3—5 页未能读取，或未能读全（扫描页，或已损坏）");
    /// ```
    #[must_use]
    pub fn chinese(&self) -> String {
        match self {
            Self::NoTitle => "未找到标题".to_owned(),
            Self::NoAgency => "未找到报告机关".to_owned(),
            Self::Anonymised { name } => format!("机关名称已作匿名处理：{name}"),
            Self::NoRegion => "未能确定地区".to_owned(),
            Self::AmbiguousRegion { candidates } => {
                format!("地区有多种可能：{}", candidates.join("、"))
            }
            Self::NoYear => "未能确定年度".to_owned(),
            Self::AmbiguousYear { candidates } => {
                let years: Vec<String> = candidates.iter().map(Year::to_string).collect();
                format!("年度有多种可能：{}", years.join("、"))
            }
            Self::Cleared { fact, .. } => {
                let named = Fact::corrected(fact).map_or(fact.as_str(), |fact| fact.name());
                format!("{named}不详：更正如此注明")
            }
            Self::NoHeadings => "未找到小标题：全文作一节".to_owned(),
            Self::Replaced { characters } => {
                format!("{characters} 个字符无法解码，已用替代符代替")
            }
            Self::Recognised { program } => {
                format!("文字由 `{program}` 识别而来，可能有误")
            }
            Self::PagesWithoutText { pages } => {
                let pages = spans(pages, "、", "—");
                format!("第 {pages} 页未能读取，或未能读全（扫描页，或已损坏）")
            }
            Self::BadCorrection { reason } => format!("有一处更正未被采用：{reason}"),
        }
    }
}

/// Writes numbers in rising order with runs of them shortened: 1, 3-5.
fn spans(numbers: &[usize], between: &str, to: &str) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let run = |(first, last): &(usize, usize)| {
        if first == last { first.to_string() } else { format!("{first}{to}{last}") }
    };
    runs.iter().map(run).collect::<Vec<_>>().join(between)
}

/// The text under one heading: the unit that is indexed and returned.
///
/// The sections of a report follow each other without gap or overlap: joined, their texts are the
/// body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The headings from the top one down to this section's own; empty before the first heading.
    pub heading_path: Vec<String>,
    /// The statutory part this section belongs to.
    pub part: Part,
    /// The bytes of the body that are this section, its heading included.
    pub text: Range<usize>,
    /// The bytes of the body that are this section's own heading (for the section before the
    /// first heading: the title); empty where there is none.
    pub heading: Range<usize>,
}

/// One document of one agency for one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The text of the report after cleaning: paragraphs, each ended by a line feed.
    pub body: String,
    /// What is known about it.
    pub facts: Facts,
    /// Its sections, at least one, in order.
    pub sections: Vec<Section>,
    /// What could not be told.
    pub notes: Vec<Note>,
    /// What the facts were told by, fact by fact, the weightiest first.
    pub evidence: Vec<Clue>,
}

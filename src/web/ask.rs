//! The parameters of a request: named as the flags of the command line, checked one like another.
//!
//! One table of parameters serves the reading of requests and the OpenAPI document, so that the two
//! cannot say different things.

use super::problem::Problem;
use crate::analysis::State;
use crate::query::{Condition, Kinds, Query, QueryError, Years};
use crate::report::{Language, Level, Part, ReportKind};
use crate::search::{FacetBy, GroupBy, Mode, Request, Sort};

/// The longest query, in characters. People write some tens; every term of a query goes through all
/// the sections that hold it. Filled with 250 of the commonest characters, any of which may stand,
/// it took 0.7 s over 50,000 sections (`tests/benches`), the most that one request may cost others.
pub(super) const LONGEST_QUERY: usize = 500;

/// The longest value of another parameter, in characters: no name of an agency has so many.
pub(super) const LONGEST_VALUE: usize = 100;

/// The most queries that are set beside the first: more lines than five nobody tells apart. Each may
/// be as long as other values, not as the first, so that all together cost less than two.
const MOST_BESIDE: usize = 4;

/// The most values that one request names, over all parameters: each is compared with every name
/// of an agency or region that the index holds.
const MOST_VALUES: usize = 100;

/// The most hits on a page: each has a passage to be read from disk. All hits are to be had as CSV.
pub(super) const MOST_HITS: usize = 200;

/// The last page that can be asked for, as on the command line.
pub(super) const LAST_PAGE: usize = 100_000;

/// Something that a request may say.
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) kind: Kind,
}

/// What the values of a parameter are.
pub(super) enum Kind {
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

impl Kind {
    /// Returns whether the parameter may have several values.
    pub(super) fn is_many(&self) -> bool {
        self.is_list() || matches!(self, Self::Queries { .. })
    }

    /// Returns whether several values may stand in one, with commas between.
    pub(super) fn is_list(&self) -> bool {
        matches!(self, Self::Texts(_) | Self::Years | Self::Parts | Self::Kinds | Self::AnyOf(_))
    }

    /// Returns whether an empty value says nothing: a flag is set by its name, and a line begins empty.
    pub(super) fn wants_something(&self) -> bool {
        !matches!(self, Self::Flag | Self::Line(_))
    }

    /// Returns what to write, in Chinese, for what people write by hand.
    fn wants_in_chinese(&self) -> String {
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
    fn wants(&self, value: &str) -> Option<String> {
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
        $(pub(super) static $constant: Parameter =
            Parameter { name: $name, about: $about, kind: $kind };)*
    };
}

parameters! {
    Q = "q", Kind::Text(LONGEST_QUERY), "What to find, in the query language of the command line.";
    WITH = "with", Kind::Queries { longest: LONGEST_VALUE, most: MOST_BESIDE }, "A further query \
        that is counted by itself and set beside the first. At most four, each named again; a comma \
        belongs to it.";
    LINE = "q", Kind::Line(LONGEST_QUERY), "The query line as far as it is typed, up to the cursor.";
    MODE = "mode", Kind::OneOf(modes), "How terms are matched: exact (精确, after folding), strict \
        (严格, as the reports write them) or words (分词, cut into words).";
    YEAR = "year", Kind::Years, "Only reports for these years: 2023, 2021-2023, 2021-, 未识别. \
        Several with commas between, or named again.";
    PROVINCE = "province", Kind::Texts(LONGEST_VALUE), "Only reports of this row of a table by \
        province: its code, its value, or 未识别. Several with commas between, or named again.";
    PREFECTURE = "prefecture", Kind::Texts(LONGEST_VALUE), "Only reports of this row of a table by \
        prefecture: its code, its value, or 未识别; with 本级 behind it those of the province itself.";
    COUNTY = "county", Kind::Texts(LONGEST_VALUE), "Only reports of this row of a table by county: \
        its code, its value, or 未识别; with 本级 behind it those of the prefecture or province itself.";
    REGION = "region", Kind::Texts(LONGEST_VALUE), "Only reports of this province, prefecture or \
        county, by name, short name or code. Several with commas between, or named again.";
    AGENCY = "agency", Kind::Texts(LONGEST_VALUE), "Only reports of agencies whose name holds \
        this, or is this where `=` stands before it. Several with commas between, or named again.";
    PART = "part", Kind::Parts, "Only sections of this statutory part: 举措和成效 (measures), \
        不足和原因 (shortcomings), 第一责任人履职 (leadership), 下一年安排 (next-year), 其他 (other). \
        Several with commas between, or named again.";
    KIND = "kind", Kind::Kinds, "Only documents of this kind: 法治政府建设年度报告 (rule-of-law), \
        政府信息公开年度报告 (open-information), 未识别, … Several with commas between, or named again.";
    ROWS = "rows", Kind::OneOf(groups), "What a row of the table stands for; a county unless \
        something else is named.";
    COLUMNS = "columns", Kind::OneOf(facets), "What a column of the table stands for; the year \
        unless something else is named.";
    STATE = "state", Kind::OneOf(states), "Only rows that mention it, or only those that hold a \
        report and do not mention it: mentions or no-mention.";
    ORDER = "order", Kind::OneOf(orders), "The order of the rows: table (divisions by code), most \
        (the most mentions first) or least (the lowest share of reports first).";
    LIMIT = "limit", Kind::Number { most: MOST_HITS, default: 10 }, "How many hits are returned at \
        most. With `format=csv` all are returned, whatever this says.";
    PAGE = "page", Kind::Number { most: LAST_PAGE, default: 1 }, "Which page of hits is returned.";
    FACET = "facet", Kind::AnyOf(facets), "What to count by beside the hits. Several with commas \
        between, or named again.";
    BY_FACETS = "by", Kind::AnyOf(facets), "What to count by; the year unless something else is \
        named. Several with commas between, or named again.";
    BY_FACET = "by", Kind::OneOf(facets), "What a row of the table stands for; the year unless \
        something else is named.";
    BY_GROUP = "by", Kind::OneOf(groups), "What a row of the table stands for; a county unless \
        something else is named.";
    ABSENT = "absent", Kind::Flag, "With `format=csv`: the table of those that hold a report and do \
        not mention it. JSON holds both tables.";
    SORT = "sort", Kind::OneOf(sorts), "The order of the hits: relevance, newest (the newest year \
        first), oldest, or mentions (sections with the most mentions first).";
    AT = "at", Kind::Text(LONGEST_VALUE), "The place on the page of a report that is linked to, and \
        those to take where it is gone, with `.` between.";
    NOTES = "notes", Kind::Flag, "Only reports of which something could not be told.";
    FORMAT = "format", Kind::OneOf(forms), "The form of the answer: json or csv.";
    DRAWN_FORMAT = "format", Kind::OneOf(drawn_forms), "The form of the answer: json, csv, or svg, \
        which is a drawing.";
    LANGUAGE = "lang", Kind::OneOf(languages), "With `format=svg`: the language of the drawing, \
        Chinese (zh) unless English (en) is named.";
}

/// The conditions on reports and sections, which most questions take.
pub(super) static FILTERS: &[&Parameter] =
    &[&YEAR, &REGION, &PROVINCE, &PREFECTURE, &COUNTY, &AGENCY, &PART, &KIND];

/// What is done with parameters that are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// They are an error: a program that misspells one should know.
    Refused,
    /// They are passed over: people follow links to which others have added some.
    PassedOver,
}

/// The parameters of a request, each checked.
#[derive(Debug, Default)]
pub(super) struct Asked {
    values: Vec<(&'static str, String)>,
}

impl Asked {
    /// Reads the query string of an address.
    ///
    /// # Errors
    ///
    /// Fails where a value cannot be used, where a parameter that has one value is named twice,
    /// where the characters are not UTF-8, and where a parameter is not known and has to be.
    pub(super) fn read(
        query: Option<&str>,
        known: &[&'static Parameter],
        unknown: Unknown,
    ) -> Result<Self, Problem> {
        let query = query.unwrap_or_default();
        // Bytes that are not UTF-8 come out as this character, which nobody searches for.
        let holds_replaced = |text: &str| text.contains('\u{FFFD}');
        let meant = holds_replaced(query) || query.to_ascii_lowercase().contains("%ef%bf%bd");
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let Some(parameter) = known.iter().find(|parameter| parameter.name == name) else {
                if unknown == Unknown::PassedOver {
                    continue;
                }
                let name: String = name.chars().take(LONGEST_VALUE).collect();
                let names: Vec<&str> = known.iter().map(|parameter| parameter.name).collect();
                let message = format!("there is no parameter `{name}` here");
                return Err(Problem::parameter(message, format!("use {}", names.join(", "))));
            };
            if holds_replaced(&value) && !meant {
                let message = format!("the value of `{}` is not UTF-8", parameter.name);
                let problem = Problem::parameter(message, "write the address in UTF-8");
                let chinese = format!("{} 的值不是 UTF-8 编码", parameter.name);
                return Err(problem.in_chinese(chinese, "地址请用 UTF-8 编码"));
            }
            // Forms send fields that nothing was written into. A program that sends an empty value
            // has lost one, and would count more than it means to.
            let is_empty = value.trim().is_empty();
            if is_empty && unknown == Unknown::Refused && parameter.kind.wants_something() {
                let message = format!("`{}` has no value", parameter.name);
                return Err(Problem::parameter(message, "give it one, or leave it out"));
            }
            asked.add(parameter, &value)?;
        }
        Ok(asked)
    }

    fn add(&mut self, parameter: &Parameter, value: &str) -> Result<(), Problem> {
        let Parameter { name, kind, .. } = parameter;
        let pieces: Vec<&str> =
            if kind.is_list() { value.split([',', '，']).collect() } else { vec![value] };
        let is_line = matches!(kind, Kind::Line(_));
        for piece in pieces.into_iter().map(|piece| if is_line { piece } else { piece.trim() }) {
            if piece.is_empty() && !matches!(kind, Kind::Flag) {
                continue;
            }
            if let Some(wanted) = kind.wants(piece) {
                let shown: String = piece.chars().take(LONGEST_VALUE).collect();
                let message = format!("`{shown}` cannot be used as `{name}`");
                let chinese = format!("“{shown}”不能用作 {name} 的值");
                let problem = Problem::parameter(message, wanted);
                return Err(problem.in_chinese(chinese, kind.wants_in_chinese()));
            }
            if !kind.is_many() && self.one(parameter).is_some() {
                let message = format!("`{name}` is named twice");
                let problem = Problem::parameter(message, "name it once");
                return Err(problem.in_chinese(format!("{name} 出现了两次"), "只写一次"));
            }
            if let Kind::Queries { most, .. } = kind
                && self.all(parameter).count() == *most
            {
                let message = format!("`{name}` is named more than {most} times");
                return Err(Problem::parameter(message, "ask for less at once"));
            }
            self.values.push((name, piece.to_owned()));
        }
        if self.values.len() > MOST_VALUES {
            let message = format!("more than {MOST_VALUES} values are named");
            let problem = Problem::parameter(message, "ask for less at once");
            let chinese = format!("条件超过 {MOST_VALUES} 个");
            return Err(problem.in_chinese(chinese, "请减少条件"));
        }
        Ok(())
    }

    /// Returns the values of a parameter.
    pub(super) fn all(&self, parameter: &Parameter) -> impl Iterator<Item = &str> {
        let name = parameter.name;
        self.values.iter().filter(move |(it, _)| *it == name).map(|(_, value)| value.as_str())
    }

    /// Returns the value of a parameter that has one.
    pub(super) fn one(&self, parameter: &Parameter) -> Option<&str> {
        self.all(parameter).next()
    }

    /// Returns whether a flag is set.
    pub(super) fn has(&self, parameter: &Parameter) -> bool {
        self.one(parameter).is_some_and(|value| !matches!(value, "false" | "0"))
    }

    /// Returns a number, or what it is where it is not named.
    pub(super) fn number(&self, parameter: &Parameter) -> usize {
        let named = self.one(parameter).and_then(|value| value.parse().ok());
        match parameter.kind {
            Kind::Number { default, .. } => named.unwrap_or(default),
            _ => named.unwrap_or_default(),
        }
    }

    /// Returns whether a table for spreadsheets is asked for.
    pub(super) fn is_csv(&self) -> bool {
        self.one(&FORMAT) == Some("csv")
    }

    /// Returns whether a drawing is asked for.
    pub(super) fn is_svg(&self) -> bool {
        self.one(&DRAWN_FORMAT) == Some("svg")
    }

    pub(super) fn mode(&self) -> Mode {
        match self.one(&MODE) {
            Some("strict") => Mode::Strict,
            Some("words") => Mode::Words,
            _ => Mode::Exact,
        }
    }

    pub(super) fn sort(&self) -> Sort {
        let named = |name: &str| Sort::ALL.into_iter().find(|sort| sort.key() == name);
        self.one(&SORT).and_then(named).unwrap_or_default()
    }

    /// Returns the facets that are named under a parameter.
    pub(super) fn facets(&self, parameter: &Parameter) -> Vec<FacetBy> {
        let named = |name: &str| FacetBy::ALL.into_iter().find(|by| by.key() == name);
        self.all(parameter).filter_map(named).collect()
    }

    /// Returns the facet that is named under a parameter.
    pub(super) fn facet(&self, parameter: &Parameter) -> Option<FacetBy> {
        self.facets(parameter).into_iter().next()
    }

    /// Returns what rows and columns of a table stand for: counties and years, but for what is
    /// named, and years or counties against the other.
    pub(super) fn rows_and_columns(&self) -> (GroupBy, GroupBy) {
        let against = |other: FacetBy, usual: FacetBy| match other {
            FacetBy::Year => FacetBy::County,
            FacetBy::County => FacetBy::Year,
            _ => usual,
        };
        let (rows, columns) = match (self.group_under(&ROWS), self.facet(&COLUMNS)) {
            (Some(rows), Some(columns)) => (rows, columns),
            (Some(GroupBy::Facet(rows)), None) => {
                (GroupBy::Facet(rows), against(rows, FacetBy::Year))
            }
            (Some(GroupBy::Report), None) => (GroupBy::Report, FacetBy::Year),
            (None, Some(columns)) => (GroupBy::Facet(against(columns, FacetBy::County)), columns),
            (None, None) => (GroupBy::Facet(FacetBy::County), FacetBy::Year),
        };
        (rows, GroupBy::Facet(columns))
    }

    /// Returns what a row of a table stands for.
    pub(super) fn group(&self) -> GroupBy {
        self.group_under(&BY_GROUP).unwrap_or(GroupBy::Facet(FacetBy::County))
    }

    /// Returns the group that is named under a parameter.
    fn group_under(&self, parameter: &Parameter) -> Option<GroupBy> {
        let named = |name: &str| GroupBy::all().find(|by| by.key() == name);
        self.one(parameter).and_then(named)
    }

    /// Returns the conditions; of several on one fact any may hold.
    pub(super) fn filters(&self) -> Vec<Condition> {
        let years = self.all(&YEAR).filter_map(Years::parse).map(Condition::Year);
        let regions = self.all(&REGION).map(|name| Condition::Region(name.to_owned()));
        let levels = [&PROVINCE, &PREFECTURE, &COUNTY].into_iter().zip(Level::ALL);
        let divisions = levels.flat_map(|(parameter, level)| {
            self.all(parameter).map(move |name| Condition::Division(level, name.to_owned()))
        });
        let agencies = self.all(&AGENCY).map(Condition::agency);
        let parts = self.all(&PART).filter_map(Part::from_name).map(Condition::Part);
        let kinds = self.all(&KIND).filter_map(Kinds::parse).map(Condition::Kind);
        years.chain(regions).chain(divisions).chain(agencies).chain(parts).chain(kinds).collect()
    }

    /// Returns the query.
    ///
    /// # Errors
    ///
    /// Fails where it is missing or cannot be read.
    pub(super) fn query(&self) -> Result<Query, QueryError> {
        self.one(&Q).unwrap_or_default().parse()
    }

    /// Returns the queries that are set beside the first.
    ///
    /// # Errors
    ///
    /// Fails where one of them cannot be read.
    pub(super) fn beside(&self) -> Result<Vec<Query>, QueryError> {
        self.all(&WITH).map(str::parse).collect()
    }

    /// Returns the whole of what is asked of the index, without facets.
    ///
    /// # Errors
    ///
    /// Fails where the query cannot be read.
    pub(super) fn request(&self, query: Option<Query>) -> Request {
        let limit = self.number(&LIMIT);
        Request {
            query,
            mode: self.mode(),
            filters: self.filters(),
            limit,
            offset: limit * self.number(&PAGE).saturating_sub(1),
            facets: Vec::new(),
            sort: self.sort(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&Parameter] = &[&Q, &WITH, &MODE, &YEAR, &PART, &AGENCY, &LIMIT, &FACET, &NOTES];

    #[test]
    fn parameters_are_read_as_browsers_write_them() {
        let query = "q=%E4%B8%89%E9%A1%B9+%22a%26b%22&year=2021-2022,2024&part=%E4%B8%8D%E8%B6%B3\
                     &agency=%E5%8D%AB%E5%81%A5&limit=20&facet=year&facet=part&notes";
        let asked = Asked::read(Some(query), KNOWN, Unknown::Refused).unwrap();
        assert_eq!(asked.query().unwrap().to_string(), "三项 a&b");
        let filters: Vec<String> = asked.filters().iter().map(ToString::to_string).collect();
        assert_eq!(filters, ["年度:2021-2022", "年度:2024", "机关:卫健", "部分:不足和原因"]);
        assert_eq!((asked.number(&LIMIT), asked.number(&PAGE)), (20, 1));
        assert_eq!(asked.facets(&FACET), [FacetBy::Year, FacetBy::Part]);
        assert!(asked.has(&NOTES) && !asked.is_csv());
    }

    #[test]
    fn queries_beside_the_first_keep_their_commas() {
        let query = "with=a,b&with=&with=c+%E5%B9%B4%E5%BA%A6:2021";
        let asked = Asked::read(Some(query), KNOWN, Unknown::PassedOver).unwrap();
        let beside: Vec<String> = asked.beside().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(beside, ["a,b", "c 年度:2021"]);
        let asked = Asked::read(Some("with=a&with=("), KNOWN, Unknown::Refused).unwrap();
        assert!(asked.beside().is_err());
    }

    #[test]
    fn what_cannot_be_used_is_told() {
        let long = format!("q={}", "a".repeat(501));
        let many = format!("agency={}", "a,".repeat(101));
        for (query, message, hint) in [
            (
                "query=a",
                "there is no parameter `query` here",
                "use q, with, mode, year, part, agency, limit, facet, notes",
            ),
            ("mode=loose", "`loose` cannot be used as `mode`", "write one of exact, strict, words"),
            (
                "year=2023x",
                "`2023x` cannot be used as `year`",
                "write 2023, 2021-2023, 2021- or 未识别",
            ),
            ("limit=201", "`201` cannot be used as `limit`", "write a number from 1 to 200"),
            ("limit=0", "`0` cannot be used as `limit`", "write a number from 1 to 200"),
            ("limit=-1", "`-1` cannot be used as `limit`", "write a number from 1 to 200"),
            ("notes=perhaps", "`perhaps` cannot be used as `notes`", "write `true` or `false`"),
            ("q=a&q=b", "`q` is named twice", "name it once"),
            ("q=%C8%FD%CF%EE", "the value of `q` is not UTF-8", "write the address in UTF-8"),
            (
                "with=a&with=b&with=c&with=d&with=e",
                "`with` is named more than 4 times",
                "ask for less at once",
            ),
            (&many, "more than 100 values are named", "ask for less at once"),
        ] {
            let problem = Asked::read(Some(query), KNOWN, Unknown::Refused).unwrap_err();
            assert_eq!((problem.message.as_str(), problem.hint.as_deref()), (message, Some(hint)));
        }
        let problem = Asked::read(Some(&long), KNOWN, Unknown::Refused).unwrap_err();
        assert_eq!(problem.hint.unwrap(), "write at most 500 characters, not 501");
        assert!(Asked::read(Some("utm_source=x&q=a"), KNOWN, Unknown::PassedOver).is_ok());
        let lost = Asked::read(Some("q=a&year="), KNOWN, Unknown::Refused).unwrap_err();
        assert_eq!(lost.message, "`year` has no value");
        assert!(Asked::read(Some("q=a&year="), KNOWN, Unknown::PassedOver).is_ok());
    }
}

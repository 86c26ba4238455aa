//! The parameters of a request, each checked.

use super::parameters::{
    AGENCY, BY_GROUP, COLUMNS, COUNTY, DRAWN_FORMAT, FORMAT, KIND, LIMIT, LONGEST_VALUE, MODE,
    MOST_VALUES, PAGE, PART, PREFECTURE, PROVINCE, ParamType, Parameter, Q, REGION, ROWS, SORT,
    WITH, YEAR,
};
use super::problem::Problem;
use crate::query::{Condition, Kinds, Query, QueryError, Years};
use crate::report::{Level, Part};
use crate::search::{FacetBy, GroupBy, Mode, Request, Sort};

/// What is done with parameters that are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Unknown {
    /// They are an error: a program that misspells one should know.
    Refused,
    /// They are passed over: people follow links to which others have added some.
    Ignored,
}

/// The parameters of a request, each checked.
#[derive(Debug, Default)]
pub(in crate::web) struct Params {
    values: Vec<(&'static str, String)>,
}

impl Params {
    /// Reads the query string of an address.
    ///
    /// # Errors
    ///
    /// Fails where a value cannot be used, where a parameter that has one value is named twice,
    /// where the characters are not UTF-8, and where a parameter is not known and has to be.
    pub(in crate::web) fn read(
        query: Option<&str>,
        known: &[&'static Parameter],
        unknown: Unknown,
    ) -> Result<Self, Problem> {
        let query = query.unwrap_or_default();
        // Bytes that are not UTF-8 come out as this character, which nobody searches for.
        let holds_replaced = |text: &str| text.contains('\u{FFFD}');
        let meant = holds_replaced(query) || query.to_ascii_lowercase().contains("%ef%bf%bd");
        let mut params = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let Some(parameter) = known.iter().find(|parameter| parameter.name == name) else {
                if unknown == Unknown::Ignored {
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
            params.add(parameter, &value)?;
        }
        Ok(params)
    }

    fn add(&mut self, parameter: &Parameter, value: &str) -> Result<(), Problem> {
        let Parameter { name, kind, .. } = parameter;
        let pieces: Vec<&str> =
            if kind.is_list() { value.split([',', '，']).collect() } else { vec![value] };
        let is_line = matches!(kind, ParamType::Line(_));
        for piece in pieces.into_iter().map(|piece| if is_line { piece } else { piece.trim() }) {
            if piece.is_empty() && !matches!(kind, ParamType::Flag) {
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
            if let ParamType::Queries { most, .. } = kind
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
    pub(in crate::web) fn all(&self, parameter: &Parameter) -> impl Iterator<Item = &str> {
        let name = parameter.name;
        self.values.iter().filter(move |(it, _)| *it == name).map(|(_, value)| value.as_str())
    }

    /// Returns the value of a parameter that has one.
    pub(in crate::web) fn one(&self, parameter: &Parameter) -> Option<&str> {
        self.all(parameter).next()
    }

    /// Returns whether a flag is set.
    pub(in crate::web) fn has(&self, parameter: &Parameter) -> bool {
        self.one(parameter).is_some_and(|value| !matches!(value, "false" | "0"))
    }

    /// Returns a number, or what it is where it is not named.
    pub(in crate::web) fn number(&self, parameter: &Parameter) -> usize {
        let named = self.one(parameter).and_then(|value| value.parse().ok());
        match parameter.kind {
            ParamType::Number { default, .. } => named.unwrap_or(default),
            _ => named.unwrap_or_default(),
        }
    }

    /// Returns whether a table for spreadsheets is asked for.
    pub(in crate::web) fn is_csv(&self) -> bool {
        self.one(&FORMAT) == Some("csv")
    }

    /// Returns whether a drawing is asked for.
    pub(in crate::web) fn is_svg(&self) -> bool {
        self.one(&DRAWN_FORMAT) == Some("svg")
    }

    pub(in crate::web) fn mode(&self) -> Mode {
        match self.one(&MODE) {
            Some("strict") => Mode::Strict,
            Some("words") => Mode::Words,
            _ => Mode::Exact,
        }
    }

    pub(in crate::web) fn sort(&self) -> Sort {
        let named = |name: &str| Sort::ALL.into_iter().find(|sort| sort.key() == name);
        self.one(&SORT).and_then(named).unwrap_or_default()
    }

    /// Returns the facets that are named under a parameter.
    pub(in crate::web) fn facets(&self, parameter: &Parameter) -> Vec<FacetBy> {
        let named = |name: &str| FacetBy::ALL.into_iter().find(|by| by.key() == name);
        self.all(parameter).filter_map(named).collect()
    }

    /// Returns the facet that is named under a parameter.
    pub(in crate::web) fn facet(&self, parameter: &Parameter) -> Option<FacetBy> {
        self.facets(parameter).into_iter().next()
    }

    /// Returns what rows and columns of a table stand for: counties and years, but for what is
    /// named, and years or counties against the other.
    pub(in crate::web) fn rows_and_columns(&self) -> (GroupBy, GroupBy) {
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
    pub(in crate::web) fn group(&self) -> GroupBy {
        self.group_under(&BY_GROUP).unwrap_or(GroupBy::Facet(FacetBy::County))
    }

    /// Returns the group that is named under a parameter.
    fn group_under(&self, parameter: &Parameter) -> Option<GroupBy> {
        let named = |name: &str| GroupBy::all().find(|by| by.key() == name);
        self.one(parameter).and_then(named)
    }

    /// Returns the conditions; of several on one fact any may hold.
    pub(in crate::web) fn filters(&self) -> Vec<Condition> {
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
    pub(in crate::web) fn query(&self) -> Result<Query, QueryError> {
        self.one(&Q).unwrap_or_default().parse()
    }

    /// Returns the queries that are set beside the first.
    ///
    /// # Errors
    ///
    /// Fails where one of them cannot be read.
    pub(in crate::web) fn beside(&self) -> Result<Vec<Query>, QueryError> {
        self.all(&WITH).map(str::parse).collect()
    }

    /// Returns the whole of what is asked of the index, without facets.
    ///
    /// # Errors
    ///
    /// Fails where the query cannot be read.
    pub(in crate::web) fn request(&self, query: Option<Query>) -> Request {
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
    use super::super::parameters::{FACET, NOTES};
    use super::*;

    const KNOWN: &[&Parameter] = &[&Q, &WITH, &MODE, &YEAR, &PART, &AGENCY, &LIMIT, &FACET, &NOTES];

    #[test]
    fn parameters_are_read_as_browsers_write_them() {
        let query = "q=%E4%B8%89%E9%A1%B9+%22a%26b%22&year=2021-2022,2024&part=%E4%B8%8D%E8%B6%B3\
                     &agency=%E5%8D%AB%E5%81%A5&limit=20&facet=year&facet=part&notes";
        let params = Params::read(Some(query), KNOWN, Unknown::Refused).unwrap();
        assert_eq!(params.query().unwrap().to_string(), "三项 a&b");
        let filters: Vec<String> = params.filters().iter().map(ToString::to_string).collect();
        assert_eq!(filters, ["年度:2021-2022", "年度:2024", "机关:卫健", "部分:不足和原因"]);
        assert_eq!((params.number(&LIMIT), params.number(&PAGE)), (20, 1));
        assert_eq!(params.facets(&FACET), [FacetBy::Year, FacetBy::Part]);
        assert!(params.has(&NOTES) && !params.is_csv());
    }

    #[test]
    fn queries_beside_the_first_keep_their_commas() {
        let query = "with=a,b&with=&with=c+%E5%B9%B4%E5%BA%A6:2021";
        let params = Params::read(Some(query), KNOWN, Unknown::Ignored).unwrap();
        let beside: Vec<String> =
            params.beside().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(beside, ["a,b", "c 年度:2021"]);
        let params = Params::read(Some("with=a&with=("), KNOWN, Unknown::Refused).unwrap();
        assert!(params.beside().is_err());
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
            let problem = Params::read(Some(query), KNOWN, Unknown::Refused).unwrap_err();
            assert_eq!((problem.message.as_str(), problem.hint.as_deref()), (message, Some(hint)));
        }
        let problem = Params::read(Some(&long), KNOWN, Unknown::Refused).unwrap_err();
        assert_eq!(problem.hint.unwrap(), "write at most 500 characters, not 501");
        assert!(Params::read(Some("utm_source=x&q=a"), KNOWN, Unknown::Ignored).is_ok());
        let lost = Params::read(Some("q=a&year="), KNOWN, Unknown::Refused).unwrap_err();
        assert_eq!(lost.message, "`year` has no value");
        assert!(Params::read(Some("q=a&year="), KNOWN, Unknown::Ignored).is_ok());
    }
}

//! The query as a value: read from the query line, printed back to it.
//!
//! Command line, tests and later the web share it; it knows nothing of the index. What it means is
//! worked out in [`crate::search`].

mod error;
mod kinds;
mod parse;
mod typing;

use std::fmt;

pub use error::QueryError;
pub(crate) use error::Trouble;
pub use kinds::Kinds;
pub(crate) use parse::FieldName;
pub(crate) use typing::Typing;

use crate::report::{Language, Level, Part, Year};
use crate::text::numerals;

/// What is asked for.
///
/// ```
/// use chabao::query::Query;
/// let query: Query = "年度：2021-2023 三项制度 -法律顾问".parse()?;
/// assert_eq!(query.to_string(), "年度:2021-2023 三项制度 -法律顾问");
/// # Ok::<(), chabao::query::QueryError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Sections that contain a term.
    Term(Term),
    /// Sections of reports with a fact, or with a part.
    Condition(Condition),
    /// Sections that the query inside does not find.
    Not(Box<Query>),
    /// Sections that all of the queries find; at least two.
    And(Vec<Query>),
    /// Sections that any of the queries finds; at least two.
    Or(Vec<Query>),
}

/// A run of characters that has to stand in the section.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    text: String,
    strict: bool,
}

impl Term {
    /// Returns the term that is compared in folded form; quotation marks, which vanish in folding,
    /// are taken out.
    #[must_use]
    pub fn folded(text: &str) -> Self {
        let text = text.chars().filter(|c| !is_quote(*c) && !c.is_control());
        let words: String = text.collect();
        Self { text: words.split_whitespace().collect::<Vec<_>>().join(" "), strict: false }
    }

    /// Returns the term that is compared with the original text, character for character.
    #[must_use]
    pub fn strict(text: &str) -> Self {
        Self { text: text.to_owned(), strict: true }
    }

    /// Returns the term as it was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether the term is compared with the original text.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.strict
    }
}

/// A condition on what is known of the report or of the section.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// The year reported on.
    Year(Years),
    /// A division, by name, short name or code; the larger ones first where several are named.
    Region(String),
    /// One division of a level as tables of that level have it: by its code, or the value of its
    /// row. Former divisions that ended in it are others. An agency that stands above the level is
    /// in the row of its division with `（本级）` behind it.
    Division(Level, String),
    /// Characters of the agency's name.
    Agency(String),
    /// The whole name of the agency, as tables have it.
    AgencyIs(String),
    /// The statutory part.
    Part(Part),
    /// The kind of document.
    Kind(Kinds),
    /// A term in the title of the report or in the heading path of the section.
    Title(String),
}

impl Condition {
    /// Returns the condition on the agency that a name asks for: with `=` before it the whole name,
    /// else characters of it.
    #[must_use]
    pub fn agency(name: &str) -> Self {
        match name.strip_prefix(['=', '＝']) {
            Some(whole) => Self::AgencyIs(whole.trim().to_owned()),
            None => Self::Agency(name.to_owned()),
        }
    }
}

/// A range of years, ends included, or the reports whose year is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Years {
    /// From the one to the other; open where there is none.
    Range(Option<Year>, Option<Year>),
    /// Reports whose year is not known.
    Unknown,
}

impl Years {
    /// Reads `2023`, `2021-2023`, `2021-`, `-2023`, 二〇二三 and 未识别.
    ///
    /// ```
    /// use chabao::query::Years;
    /// assert_eq!(Years::parse("２０２１—2023").unwrap().to_string(), "2021-2023");
    /// assert_eq!(Years::parse("2023-2021"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if matches!(text, "未识别" | "unknown") {
            return Some(Self::Unknown);
        }
        let year = |text: &str| {
            let text = text.trim().trim_end_matches(['年', '度']);
            numerals::digits(text).and_then(|n| Year::new(u16::try_from(n).ok()?))
        };
        let dash = |c: char| matches!(c, '-' | '－' | '—' | '–' | '~' | '～' | '至' | '到');
        let Some(at) = text.find(dash) else {
            let year = year(text)?;
            return Some(Self::Range(Some(year), Some(year)));
        };
        let from = text.get(..at)?;
        let to = text.get(at..)?.trim_start_matches(dash);
        let from = if from.trim().is_empty() { None } else { Some(year(from)?) };
        let to = if to.trim().is_empty() { None } else { Some(year(to)?) };
        let is_range = match (from, to) {
            (Some(from), Some(to)) => from <= to,
            (None, None) => false,
            _ => true,
        };
        is_range.then_some(Self::Range(from, to))
    }

    /// Returns whether the range holds `year`, where `None` is a year that is not known.
    #[must_use]
    pub fn holds(self, year: Option<Year>) -> bool {
        match (self, year) {
            (Self::Unknown, year) => year.is_none(),
            (Self::Range(..), None) => false,
            (Self::Range(from, to), Some(year)) => {
                from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to)
            }
        }
    }
}

impl fmt::Display for Years {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => out.write_str("未识别"),
            Self::Range(Some(from), Some(to)) if from == to => write!(out, "{from}"),
            Self::Range(from, to) => {
                let print = |year: &Option<Year>| year.map_or(String::new(), |y| y.to_string());
                write!(out, "{}-{}", print(from), print(to))
            }
        }
    }
}

/// Returns whether a character is a quotation mark of any script.
fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '＂' | '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟'
    )
}

impl Query {
    /// Returns the queries joined so that all have to hold; nested conjunctions are made one.
    ///
    /// # Panics
    ///
    /// Panics where there is no query at all: a query that asks nothing is no query.
    #[must_use]
    pub fn all(queries: Vec<Self>) -> Self {
        let mut flat = Vec::new();
        for query in queries {
            match query {
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        only(&mut flat).unwrap_or(Self::And(flat))
    }

    /// Returns the queries joined so that any may hold; nested alternatives are made one.
    ///
    /// # Panics
    ///
    /// Panics where there is no query at all.
    #[must_use]
    pub fn any(queries: Vec<Self>) -> Self {
        let mut flat = Vec::new();
        for query in queries {
            match query {
                Self::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        only(&mut flat).unwrap_or(Self::Or(flat))
    }

    /// Returns the terms that a section is found for, those under a negation left out, each once,
    /// in the order they were typed.
    #[must_use]
    pub fn terms(&self) -> Vec<&Term> {
        let mut found = Vec::new();
        self.collect_terms(&mut found);
        found
    }

    fn collect_terms<'q>(&'q self, found: &mut Vec<&'q Term>) {
        match self {
            Self::Term(term) if !found.contains(&term) => found.push(term),
            Self::Term(_) | Self::Condition(_) | Self::Not(_) => {}
            Self::And(inner) | Self::Or(inner) => {
                for query in inner {
                    query.collect_terms(found);
                }
            }
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Term(term) => term.fmt(out),
            Self::Condition(field) => field.fmt(out),
            Self::Not(inner) => write!(out, "-{}", Grouped(inner)),
            Self::And(inner) => joined(out, inner, " "),
            Self::Or(inner) => joined(out, inner, " OR "),
        }
    }
}

/// Takes the only query out of `queries`, where there is one alone.
///
/// # Panics
///
/// Panics where there is none: a query that asks nothing is no query.
fn only(queries: &mut Vec<Query>) -> Option<Query> {
    assert!(!queries.is_empty(), "a query asks something");
    (queries.len() == 1).then(|| queries.remove(0))
}

/// A query inside another one: in brackets unless it is a single thing.
struct Grouped<'q>(&'q Query);

impl fmt::Display for Grouped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Query::And(_) | Query::Or(_) => write!(out, "({})", self.0),
            single => single.fmt(out),
        }
    }
}

fn joined(out: &mut fmt::Formatter<'_>, queries: &[Query], with: &str) -> fmt::Result {
    for (at, query) in queries.iter().enumerate() {
        if at > 0 {
            out.write_str(with)?;
        }
        write!(out, "{}", Grouped(query))?;
    }
    Ok(())
}

impl fmt::Display for Term {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.strict, self.text.contains('\'')) {
            (true, false) => write!(out, "'{}'", self.text),
            (true, true) => write!(out, "‘{}’", self.text),
            (false, _) => print_value(out, &self.text),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(years) => write!(out, "年度:{years}"),
            Self::Part(part) => write!(out, "部分:{part}"),
            Self::Kind(kinds) => write!(out, "类型:{kinds}"),
            Self::Region(name) => {
                out.write_str("地区:")?;
                print_value(out, name)
            }
            Self::Division(level, name) => {
                write!(out, "{}:", level.label(Language::Chinese))?;
                print_value(out, name)
            }
            Self::Agency(name) => {
                out.write_str("机关:")?;
                print_value(out, name)
            }
            Self::AgencyIs(name) => {
                out.write_str("机关:")?;
                print_value(out, &format!("={name}"))
            }
            Self::Title(term) => {
                out.write_str("标题:")?;
                print_value(out, term)
            }
        }
    }
}

/// Prints characters bare where they read back as they are, else in quotation marks.
fn print_value(out: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    if parse::is_bare(text) { out.write_str(text) } else { write!(out, "\"{text}\"") }
}

#[cfg(test)]
mod tests;

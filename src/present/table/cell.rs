//! Cells of tables, with their types, and rows of them.

use std::borrow::Cow;

use serde::Serialize;

use crate::analysis::{FactOrigin, State};
use crate::report::{Certainty, Date, Fact, Language, RegionView, Year};
use crate::search::{FacetBy, GroupBy, ReportView};
use crate::text::escape_formula;

/// A cell of a table.
///
/// CSV writes all of them as text; a workbook keeps their types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Text, which may come from a report; empty if there is none.
    Text(String),
    /// A number that the program counted or computed, as it is printed; empty if there is none. One
    /// below zero is no formula.
    Number(String),
    /// A percentage, such as 33.33, as it is printed; empty if there is none.
    Percent(String),
    /// A day.
    Day(Date),
    /// Something for people to read, which workbooks say in their language.
    InWords(InWords),
    /// What is known about a group.
    State(State),
    /// A figure of a group, empty if nothing was counted over, and what is known about the group.
    Figure(State, Box<Cell>),
}

/// What a cell says in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum InWords {
    /// The notes of a report, sentences in English and in Chinese.
    Notes(Vec<String>, Vec<String>),
    /// Where the facts of a report were found, by the key of the fact.
    Sources(Vec<(String, FactOrigin)>),
}

impl InWords {
    /// Returns the words: in English `title: title; year: corrections`.
    pub(super) fn text(&self, language: Language) -> String {
        let words: Vec<String> = match self {
            Self::Notes(english, chinese) => language.pick(english, chinese).clone(),
            Self::Sources(sources) => {
                sources.iter().map(|(fact, origin)| source(fact, *origin, language)).collect()
            }
        };
        words.join(language.pick("; ", "；"))
    }
}

/// Returns where a fact was found, and whether it was inferred.
fn source(fact: &str, origin: FactOrigin, language: Language) -> String {
    let inferred = match origin.certainty {
        Certainty::Stated => "",
        Certainty::Inferred => language.pick(" (inferred)", "（推断）"),
    };
    match language {
        Language::English => format!("{fact}: {}{inferred}", origin.source.key()),
        Language::Chinese => {
            let fact = Fact::from_key(fact).map_or(fact, |it| it.label(language));
            format!("{fact}：{}{inferred}", origin.source.label(language))
        }
    }
}

/// Something that is a row of a table.
pub(crate) trait Cells {
    /// Returns the cells, one for each column.
    fn cells(&self) -> Vec<Cell>;
}

/// A row in any form.
pub(crate) trait TableRow: Cells {
    /// Returns the row as a line of JSON.
    fn to_json(&self) -> String;
}

impl<T: Cells + Serialize> TableRow for T {
    fn to_json(&self) -> String {
        let mut line = serde_json::to_string(self).expect("plain data turns into JSON");
        line.push('\n');
        line
    }
}

impl Cell {
    /// Returns a text, empty if there is none.
    pub(crate) fn text(value: Option<&impl ToString>) -> Self {
        Self::Text(value.map(ToString::to_string).unwrap_or_default())
    }

    /// Returns a number, empty if there is none.
    pub(crate) fn number(value: Option<impl ToString>) -> Self {
        Self::Number(value.map(|number| number.to_string()).unwrap_or_default())
    }

    /// Returns a percentage, empty if there is none.
    pub(crate) fn percent(value: Option<f64>) -> Self {
        Self::Percent(value.map(|number| number.to_string()).unwrap_or_default())
    }

    /// Returns a day, empty if there is none.
    pub(crate) fn day(value: Option<Date>) -> Self {
        value.map_or_else(|| "".into(), Self::Day)
    }

    /// Returns the name of a group: a known year is a number.
    pub(crate) fn group(by: GroupBy, value: &str) -> Self {
        let is_year = by == GroupBy::Facet(FacetBy::Year);
        match value.parse().ok().filter(|_| is_year).and_then(Year::new) {
            Some(year) => Self::number(Some(year)),
            None => value.into(),
        }
    }

    /// Returns the cell as it is printed; with `is_raw`, also if a spreadsheet would run it.
    pub(super) fn printed(&self, is_raw: bool) -> Cow<'_, str> {
        match self {
            Self::Text(text) if !is_raw => escape_formula(text),
            Self::Text(text) | Self::Number(text) | Self::Percent(text) => Cow::Borrowed(text),
            Self::Day(day) => Cow::Owned(day.to_string()),
            Self::InWords(words) => Cow::Owned(words.text(Language::English)),
            Self::State(state) => Cow::Borrowed(state.key()),
            Self::Figure(_, figure) => figure.printed(is_raw),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<State> for Cell {
    fn from(state: State) -> Self {
        Self::State(state)
    }
}

/// Returns a row as a line of CSV; with `is_raw`, cells that a spreadsheet would run are as they are.
pub(super) fn csv_row(cells: &[Cell], is_raw: bool) -> String {
    csv_line(cells.iter().map(|cell| cell.printed(is_raw)))
}

/// Returns one line of CSV.
pub(super) fn csv_line<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    /// The bytes that are reserved for a row; most rows have some hundred.
    const USUAL: usize = 512;
    let mut writer = csv::WriterBuilder::new().buffer_capacity(USUAL).from_writer(Vec::new());
    writer.write_record(cells.into_iter().map(Bytes)).expect("writing to memory");
    let bytes = writer.into_inner().expect("writing to memory");
    String::from_utf8(bytes).expect("cells are strings")
}

/// A cell as the writer takes it.
struct Bytes<T>(T);

impl<T: AsRef<str>> AsRef<[u8]> for Bytes<T> {
    fn as_ref(&self) -> &[u8] {
        self.0.as_ref().as_bytes()
    }
}

/// Returns province, prefecture, county and code, each empty if it is not known.
pub(crate) fn region_cells(region: Option<&RegionView>) -> [Cell; 4] {
    let RegionView { province, prefecture, county, code } = region.cloned().unwrap_or_default();
    [province, prefecture, county, code].map(|name| Cell::text(name.as_ref()))
}

/// Returns kind, day of signing, day of publication and address of a report, each empty if it is not known.
pub(crate) fn facts_of_report(report: &ReportView) -> [Cell; 4] {
    let ReportView { kind, date, published, url, .. } = report;
    [Cell::text(kind.as_ref()), Cell::day(*date), Cell::day(*published), Cell::text(url.as_ref())]
}

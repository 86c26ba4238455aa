//! Rows of tables, and their cells.

use std::borrow::Cow;

use serde::Serialize;

use crate::report::RegionView;
use crate::text::escape_formula;

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Text, which may come from a report.
    Text(String),
    /// A number that the program counted or computed. One below zero is no formula.
    Number(String),
}

/// Something that is a row of a table.
pub(crate) trait Cells {
    /// Returns the cells, one for each column.
    fn cells(&self) -> Vec<Cell>;
}

/// A row in any form.
pub(crate) trait TableRow {
    /// Returns the row as a line of CSV; with `is_raw`, cells that a spreadsheet would run are as
    /// they are.
    fn to_csv(&self, is_raw: bool) -> String;

    /// Returns the row as a line of JSON.
    fn to_json(&self) -> String;
}

impl<T: Cells + Serialize> TableRow for T {
    fn to_csv(&self, is_raw: bool) -> String {
        let cells = self.cells();
        csv_row(cells.iter().map(|cell| match cell {
            Cell::Text(text) if !is_raw => escape_formula(text),
            Cell::Text(text) | Cell::Number(text) => Cow::Borrowed(text.as_str()),
        }))
    }

    fn to_json(&self) -> String {
        let mut line = serde_json::to_string(self).expect("plain data turns into JSON");
        line.push('\n');
        line
    }
}

impl Cell {
    /// Returns a text, empty if there is none.
    pub(super) fn text(value: Option<&impl ToString>) -> Self {
        Self::Text(value.map(ToString::to_string).unwrap_or_default())
    }

    /// Returns a number, empty if there is none.
    pub(super) fn number(value: Option<impl ToString>) -> Self {
        Self::Number(value.map(|number| number.to_string()).unwrap_or_default())
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

/// Returns one line of CSV.
pub(super) fn csv_row<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
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
pub(super) fn region_cells(region: Option<&RegionView>) -> [Cell; 4] {
    let RegionView { province, prefecture, county, code } = region.cloned().unwrap_or_default();
    [province, prefecture, county, code].map(|name| Cell::text(name.as_ref()))
}

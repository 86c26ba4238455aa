//! Collocates as a table.

use super::about::About;
use super::cell::{Cell, Cells};
use super::table::Table;
use crate::analysis::{Collocate, Collocates};
use crate::index::IndexReader;
use crate::search::Answer;

impl Answer<Collocates> {
    /// Returns the collocates as a table, a row for each.
    #[must_use]
    pub fn to_table<'a>(&self, reader: &IndexReader) -> Table<'a> {
        collocate_table(reader, self)
    }
}

/// Returns the collocates of an answer as a table.
pub(crate) fn collocate_table<'a>(reader: &IndexReader, answer: &Answer<Collocates>) -> Table<'a> {
    let about = About::new("collocates", reader).with_answer(answer, Some(answer.body.counts));
    let header =
        ["text", "observed", "expected", "total", "reports", "log_likelihood", "log_ratio"];
    Table::new(about, header, answer.body.rows.clone().into_iter().map(Ok))
}

impl Cells for Collocate {
    fn cells(&self) -> Vec<Cell> {
        vec![
            self.text.as_str().into(),
            self.observed.into(),
            Cell::number(Some(self.expected)),
            self.total.into(),
            self.reports.into(),
            Cell::number(Some(self.log_likelihood)),
            Cell::number(Some(self.log_ratio)),
        ]
    }
}

//! What an index holds as a table: a row for each figure, and for each file that is not counted.

use serde::Serialize;

use super::about::About;
use super::cell::{Cell, Cells};
use super::table::Table;
use crate::analysis::{Corpus, CoverageRow};
use crate::index::IndexReader;
use crate::report::Language;
use crate::search::{Answer, FacetBy, FacetRow, GroupBy};

/// A row of the table.
#[derive(Debug, Default, PartialEq, Serialize)]
struct CorpusLine<'a> {
    /// Which list it is of: `year`, `province`, `kind`, `level`, `note`, `copy`, `older-version` or
    /// `unreadable`.
    list: &'static str,
    value: &'a str,
    code: Option<&'a str>,
    year: Option<&'a str>,
    /// The number of reports; absent for a file.
    reports: Option<u64>,
    /// The path of the report that is counted for a file, why a file could not be read, or what a note
    /// is about.
    about: Option<&'a str>,
}

impl Answer<Corpus> {
    /// Returns what the index holds as a table. A province has a row for each year, also for those
    /// without a report.
    #[must_use]
    pub fn to_table<'a>(&'a self, reader: &IndexReader) -> Table<'a> {
        let about = About::new("corpus", reader).with_answer(self, None);
        let header = ["list", "value", "code", "year", "reports", "about"];
        Table::new(about, header, lines(&self.body).into_iter().map(Ok))
    }
}

/// Returns all rows.
fn lines(corpus: &Corpus) -> Vec<CorpusLine<'_>> {
    let years = corpus.held.columns.iter().map(|year| CorpusLine {
        list: "year",
        value: &year.value,
        year: Some(&year.value),
        reports: Some(year.total.held),
        ..CorpusLine::default()
    });
    let provinces = corpus.held.rows.iter().flat_map(|row| of_province(corpus, row));
    let kinds = of_facet("kind", &corpus.kinds);
    let levels = of_facet("level", &corpus.levels);
    let notes = corpus.notes.iter().map(|count| CorpusLine {
        list: "note",
        value: count.note.key(),
        reports: Some(count.reports),
        about: Some(count.note.label(Language::English)),
        ..CorpusLine::default()
    });
    let uncounted = corpus.uncounted.iter().map(|file| CorpusLine {
        list: file.duplicate.key(),
        value: &file.path,
        about: Some(&file.of),
        ..CorpusLine::default()
    });
    let unreadable = corpus.unreadable.iter().map(|file| CorpusLine {
        list: "unreadable",
        value: &file.path,
        about: Some(&file.reason),
        ..CorpusLine::default()
    });
    let figures = years.chain(provinces).chain(kinds).chain(levels).chain(notes);
    figures.chain(uncounted).chain(unreadable).collect()
}

/// Returns a row for each year of a province.
fn of_province<'a>(
    corpus: &'a Corpus,
    row: &'a CoverageRow,
) -> impl Iterator<Item = CorpusLine<'a>> {
    corpus.held.columns.iter().zip(&row.cells).map(|(year, cell)| CorpusLine {
        list: "province",
        value: &row.value,
        code: row.region.as_ref().and_then(|region| region.code.as_deref()),
        year: Some(&year.value),
        reports: Some(cell.held),
        ..CorpusLine::default()
    })
}

fn of_facet<'a>(list: &'static str, rows: &'a [FacetRow]) -> impl Iterator<Item = CorpusLine<'a>> {
    rows.iter().map(move |row| CorpusLine {
        list,
        value: &row.value,
        reports: Some(row.reports),
        ..CorpusLine::default()
    })
}

impl Cells for CorpusLine<'_> {
    fn cells(&self) -> Vec<Cell> {
        let year = GroupBy::Facet(FacetBy::Year);
        let value =
            if self.list == "year" { Cell::group(year, self.value) } else { self.value.into() };
        vec![
            self.list.into(),
            value,
            Cell::text(self.code.as_ref()),
            self.year.map_or_else(|| "".into(), |value| Cell::group(year, value)),
            Cell::number(self.reports),
            Cell::text(self.about.as_ref()),
        ]
    }
}

//! The list of reports as a table.

use super::about::About;
use super::cell::{Cell, Cells, InWords, csv_line, csv_row, region_cells};
use super::table::Table;
use crate::analysis::{ReportRow, report_rows};
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::{Fact, Language, ReportColumn};
use crate::search::{Answer, Request};

impl Request {
    /// Returns the reports that match the conditions of a request, by path. As CSV it is a table that can be edited and saved as `corrections.csv`,
    /// which accepts all of its columns.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub fn report_table<'a>(&self, reader: &'a IndexReader) -> Result<(Answer<()>, Table<'a>)> {
        let (answer, rows) = report_rows(reader, self)?;
        let table = report_table(reader, &answer, rows);
        Ok((answer, table))
    }
}

/// Returns reports as a table.
///
/// The first columns are the path and the facts, which can be corrected, under the names that
/// corrections use. A cell is empty if the fact is not known, and `-` if a user says that it is not.
pub(crate) fn report_table<'a>(
    reader: &IndexReader,
    answer: &Answer<()>,
    rows: impl Iterator<Item = Result<ReportRow>> + 'a,
) -> Table<'a> {
    let about = About::new("reports", reader).with_answer(answer, None);
    let header = ["path"]
        .into_iter()
        .chain(Fact::ALL.map(Fact::column))
        .chain(ReportColumn::ALL.map(ReportColumn::key));
    Table::new(about, header, rows)
}

impl Cells for ReportRow {
    fn cells(&self) -> Vec<Cell> {
        let [province, prefecture, county, code] = region_cells(Some(&self.facts.region));
        let versions: Vec<&str> = self.versions.iter().map(|it| it.path.as_str()).collect();
        let facts = Fact::ALL.map(|fact| editable(self, fact));
        let sources = self.sources.iter().map(|(fact, origin)| (fact.clone(), *origin)).collect();
        let further: [Cell; ReportColumn::ALL.len()] = [
            self.id.as_str().into(),
            Cell::text(self.facts.agency_as_written.as_ref()),
            Cell::text(self.facts.agency_kind.map(|kind| kind.label(Language::Chinese)).as_ref()),
            Cell::text(self.facts.department.as_ref()),
            province,
            prefecture,
            county,
            code,
            self.sections.into(),
            Cell::InWords(InWords::Notes(self.notes.clone(), self.notes_in_chinese.clone())),
            Cell::InWords(InWords::Sources(sources)),
            self.copies.join(" | ").into(),
            versions.join(" | ").into(),
        ];
        [Cell::from(self.path.as_str())].into_iter().chain(facts).chain(further).collect()
    }
}

impl ReportRow {
    /// Returns the header of a table of corrections and the row of the report in it, as lines of CSV: its
    /// path, its id and its facts as they are.
    pub(crate) fn correction(&self) -> [String; 2] {
        let header = ["path", "id"].into_iter().chain(Fact::ALL.map(Fact::column));
        let facts = Fact::ALL.map(|fact| editable(self, fact));
        let named = [self.path.as_str(), self.id.as_str()].map(Cell::from);
        let cells: Vec<Cell> = named.into_iter().chain(facts).collect();
        [csv_line(header), csv_row(&cells, false)]
    }
}

/// Returns a fact as corrections take it: `-` if a user says that it is not known.
fn editable(report: &ReportRow, fact: Fact) -> Cell {
    let facts = &report.facts;
    let typed = match fact {
        Fact::Year => facts.year.map(|year| Cell::number(Some(year))),
        Fact::Date => facts.date.map(Cell::Day),
        Fact::Published => facts.published.map(Cell::Day),
        _ => facts.get(fact).map(Cell::Text),
    };
    let is_cleared = || report.sources.contains_key(fact.key());
    typed.unwrap_or_else(|| if is_cleared() { "-" } else { "" }.into())
}

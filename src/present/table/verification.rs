//! Quotations that were found again as a table.

use super::about::About;
use super::cell::{Cell, Cells};
use super::table::Table;
use crate::analysis::{QuotationRow, Verification};
use crate::index::IndexReader;
use crate::search::{Answer, ReportView};

impl Answer<Verification> {
    /// Returns the quotations as a table, a row for each.
    #[must_use]
    pub fn to_table(&self, reader: &IndexReader) -> Table<'_> {
        let about = About::new("quotations", reader);
        let about = about.with_answer(self, None).with_subject(&self.body.file);
        let header = [
            "line",
            "quotation",
            "state",
            "id",
            "path",
            "title",
            "year",
            "heading_path",
            "part",
            "page",
            "written",
            "changes",
            "longest",
            "reports",
            "limits",
            "others",
            "cited",
            "is_elsewhere",
        ];
        Table::new(about, header, self.body.quotations.iter().map(Ok))
    }
}

impl Cells for &QuotationRow {
    fn cells(&self) -> Vec<Cell> {
        let report = self.report.as_ref();
        let ids = |reports: &[ReportView]| {
            reports.iter().map(|report| report.id.as_str()).collect::<Vec<_>>().join(" | ")
        };
        let limits: Vec<&str> = self.limits.iter().map(|limit| limit.key()).collect();
        let changes: Vec<String> = self.changes.iter().map(ToString::to_string).collect();
        vec![
            self.line.into(),
            self.quotation.as_str().into(),
            self.state.key().into(),
            Cell::text(report.map(|report| &report.id)),
            Cell::text(report.map(|report| &report.path)),
            Cell::text(report.and_then(|report| report.title.as_ref())),
            Cell::number(report.and_then(|report| report.year)),
            self.heading_path.join(" › ").into(),
            Cell::text(self.part.as_ref()),
            Cell::number(self.page),
            Cell::text(self.written.as_ref()),
            changes.join(" | ").into(),
            Cell::text(self.longest.as_ref()),
            self.reports.into(),
            limits.join(" | ").into(),
            ids(&self.others).into(),
            ids(&self.cited).into(),
            self.is_elsewhere.to_string().into(),
        ]
    }
}

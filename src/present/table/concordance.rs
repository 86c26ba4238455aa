//! The rows and the groups of a concordance as tables.

use super::about::About;
use super::cell::{Cell, Cells, facts_of_report, region_cells};
use super::table::Table;
use crate::analysis::{Concordance, ConcordanceRow, Kwic, MentionGroup};
use crate::error::Result;
use crate::index::IndexReader;
use crate::present::words::context_on_one_line;
use crate::search::Answer;

impl Kwic {
    /// Answers with the rows, or the groups, as a table.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does.
    pub fn table<'a>(&self, reader: &'a IndexReader) -> Result<(Answer<Concordance>, Table<'a>)> {
        let (answer, rows) = self.begin(reader)?;
        let table = if answer.body.lists_groups() {
            context_table(reader, &answer)
        } else {
            concordance_table(reader, &answer, rows)
        };
        Ok((answer, table))
    }
}

/// Returns the rows of an answer as a table.
pub(crate) fn concordance_table<'a>(
    reader: &IndexReader,
    answer: &Answer<Concordance>,
    rows: impl Iterator<Item = Result<ConcordanceRow>> + 'a,
) -> Table<'a> {
    let about = About::new("kwic", reader).with_answer(answer, Some(answer.body.counts));
    let header = [
        "left",
        "mention",
        "right",
        "year",
        "agency",
        "province",
        "prefecture",
        "county",
        "code",
        "heading_path",
        "part",
        "title",
        "kind",
        "date",
        "published",
        "url",
        "id",
        "path",
        "section",
        "start",
        "end",
        "page",
    ];
    Table::new(about, header, rows)
}

impl Cells for ConcordanceRow {
    fn cells(&self) -> Vec<Cell> {
        let report = &self.report;
        let [province, prefecture, county, code] = region_cells(Some(&report.region));
        let [kind, date, published, url] = facts_of_report(report);
        vec![
            context_on_one_line(&self.left).into(),
            context_on_one_line(&self.mention).into(),
            context_on_one_line(&self.right).into(),
            Cell::number(report.year),
            Cell::text(report.agency.as_ref()),
            province,
            prefecture,
            county,
            code,
            self.section.heading_path.join(" › ").into(),
            self.section.part.to_string().into(),
            Cell::text(report.title.as_ref()),
            kind,
            date,
            published,
            url,
            report.id.as_str().into(),
            report.path.as_str().into(),
            self.section_number.into(),
            Cell::number(Some(self.start)),
            Cell::number(Some(self.end)),
            Cell::number(self.page),
        ]
    }
}

/// Returns the groups of an answer as a table.
pub(crate) fn context_table<'a>(reader: &IndexReader, answer: &Answer<Concordance>) -> Table<'a> {
    let about = About::new("kwic", reader).with_answer(answer, Some(answer.body.counts));
    let header = ["context", "mentions", "sections", "reports"];
    Table::new(about, header, answer.body.groups.clone().into_iter().map(Ok))
}

impl Cells for MentionGroup {
    fn cells(&self) -> Vec<Cell> {
        let Self { context, mentions, sections, reports } = self;
        vec![context.as_str().into(), (*mentions).into(), (*sections).into(), (*reports).into()]
    }
}

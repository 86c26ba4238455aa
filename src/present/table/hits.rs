//! The hits of a search as a table.

use super::about::About;
use super::cell::{Cell, Cells, facts_of_report, region_cells};
use super::table::Table;
use crate::error::Result;
use crate::index::IndexReader;
use crate::present::citation::CitationForm;
use crate::report::{Date, Language};
use crate::search::{Answer, Hit, Request, Results, find_hits};

impl Request {
    /// Answers a request, and returns its hits as a table, a row for each.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does.
    pub fn hit_table<'a>(&self, reader: &'a IndexReader) -> Result<(Answer<Results>, Table<'a>)> {
        let (answer, hits) = find_hits(reader, self)?;
        let table = hit_table(reader, &answer, hits);
        Ok((answer, table))
    }
}

impl Answer<Results> {
    /// Returns the entry of what was counted, as a list with only this entry, with sentences that say what
    /// it is: the query as it was read, the figure with its ground, the day of the data.
    #[must_use]
    pub fn count_citation(
        &self,
        reader: &IndexReader,
        form: CitationForm,
        language: Language,
    ) -> String {
        let about = About::new("hits", reader).with_answer(self, Some(self.body.counts));
        form.single(&about.citation(Date::today(), language))
    }
}

/// Returns the hits of an answer as a table.
pub(crate) fn hit_table<'a>(
    reader: &IndexReader,
    answer: &Answer<Results>,
    hits: impl Iterator<Item = Result<Hit>> + 'a,
) -> Table<'a> {
    let about = About::new("hits", reader).with_answer(answer, Some(answer.body.counts));
    let header = [
        "score",
        "id",
        "path",
        "title",
        "agency",
        "year",
        "kind",
        "date",
        "published",
        "url",
        "province",
        "prefecture",
        "county",
        "code",
        "section",
        "heading_path",
        "part",
        "mentions",
        "page",
        "passage",
    ];
    Table::new(about, header, hits)
}

impl Cells for Hit {
    fn cells(&self) -> Vec<Cell> {
        let report = &self.report;
        let [province, prefecture, county, code] = region_cells(Some(&report.region));
        let [kind, date, published, url] = facts_of_report(report);
        vec![
            Cell::number(Some(self.score)),
            report.id.as_str().into(),
            report.path.as_str().into(),
            Cell::text(report.title.as_ref()),
            Cell::text(report.agency.as_ref()),
            Cell::number(report.year),
            kind,
            date,
            published,
            url,
            province,
            prefecture,
            county,
            code,
            self.section_number.into(),
            self.section.heading_path.join(" › ").into(),
            self.section.part.to_string().into(),
            Cell::number(Some(self.mentions)),
            Cell::number(self.page),
            self.passage.with_ellipses().into(),
        ]
    }
}

//! Counts by group as tables: facets, mentions, coverage and trend.

use serde::Serialize;

use super::about::About;
use super::cell::{Cell, Cells, region_cells};
use super::table::Table;
use crate::analysis::{
    self, AbsentRow, Coverage, CoverageRow, Figures, MentionPassages, MentionRow, Mentions, Trend,
    TrendRow, coverage_rows, coverage_rows_of_each,
};
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::{RegionView, Year};
use crate::search::{Answer, FacetBy, FacetRow, GroupBy, Passage, Request, Results};

/// A value of a facet.
#[derive(Serialize)]
struct FacetLine<'a> {
    facet: FacetBy,
    #[serde(skip)]
    has_mentions: bool,
    #[serde(flatten)]
    row: &'a FacetRow,
}

impl Answer<Results> {
    /// Returns the counts by facet as a table, a row for each value.
    #[must_use]
    pub fn facet_table(&self, reader: &IndexReader) -> Table<'_> {
        let about = About::new("facets", reader).with_answer(self, Some(self.body.counts));
        let has_mentions = self.question.has_mentions();
        let rows = self.body.facets.iter().flat_map(move |(&facet, rows)| {
            rows.iter().map(move |row| Ok(FacetLine { facet, has_mentions, row }))
        });
        let header = ["facet", "value", "code", "reports", "held", "sections", "mentions"];
        Table::new(about, header, rows)
    }
}

impl Cells for FacetLine<'_> {
    fn cells(&self) -> Vec<Cell> {
        let FacetRow { value, region, reports, held, sections, mentions, .. } = self.row;
        let [.., code] = region_cells(region.as_ref());
        vec![
            self.facet.key().into(),
            Cell::group(GroupBy::Facet(self.facet), value),
            code,
            (*reports).into(),
            (*held).into(),
            (*sections).into(),
            Cell::number(self.has_mentions.then_some(*mentions)),
        ]
    }
}

impl Request {
    /// Returns the groups that mention what a request asks for as a table; with `absent`, those
    /// that have a report and do not mention it.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does.
    pub fn mention_table<'a>(
        &self,
        reader: &'a IndexReader,
        by: GroupBy,
        absent: bool,
    ) -> Result<(Answer<Mentions>, Table<'a>)> {
        let (mut answer, passages) = MentionPassages::new(reader, self, by)?;
        let table = one_list(reader, &mut answer, passages, absent);
        Ok((answer, table))
    }

    /// Returns the tables of several requests, such as those of a codebook, as
    /// [`mention_table`](Self::mention_table) returns that of one.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does.
    pub fn mention_tables<'a>(
        requests: &[Self],
        reader: &'a IndexReader,
        by: GroupBy,
        absent: bool,
    ) -> Result<Vec<(Answer<Mentions>, Table<'a>)>> {
        let answers = MentionPassages::of_each(reader, requests, by)?.into_iter();
        let tables = answers.map(|(mut answer, passages)| {
            let table = one_list(reader, &mut answer, passages, absent);
            (answer, table)
        });
        Ok(tables.collect())
    }

    /// Returns the tables of several requests, such as those of a codebook, as
    /// [`coverage_table`](Self::coverage_table) returns that of one.
    ///
    /// # Errors
    ///
    /// Fails as [`coverage`](crate::analysis::coverage) does.
    pub fn coverage_tables<'a>(
        requests: &[Self],
        reader: &'a IndexReader,
        rows: GroupBy,
        columns: GroupBy,
    ) -> Result<Vec<(Answer<Coverage>, Table<'a>)>> {
        let answers = coverage_rows_of_each(reader, requests, rows, columns)?.into_iter();
        let tables = answers.map(|(answer, rows)| {
            let table = coverage_table(reader, &answer, rows);
            (answer, table)
        });
        Ok(tables.collect())
    }

    /// Returns what is known of rows and columns as a table: a row for each cell, also for those
    /// without reports; no totals.
    ///
    /// # Errors
    ///
    /// Fails as [`coverage`](crate::analysis::coverage) does.
    pub fn coverage_table<'a>(
        &self,
        reader: &'a IndexReader,
        rows: GroupBy,
        columns: GroupBy,
    ) -> Result<(Answer<Coverage>, Table<'a>)> {
        let (answer, rows) = coverage_rows(reader, self, rows, columns)?;
        let table = coverage_table(reader, &answer, rows);
        Ok((answer, table))
    }
}

/// Returns one of the lists of an answer as a table, and forgets the other.
pub(crate) fn one_list<'a>(
    reader: &IndexReader,
    answer: &mut Answer<Mentions>,
    passages: MentionPassages<'a>,
    absent: bool,
) -> Table<'a> {
    answer.keep_list(if absent { "absent" } else { "rows" });
    let rows = std::mem::take(&mut answer.body.rows);
    let silent = std::mem::take(&mut answer.body.absent);
    if absent {
        absent_table(reader, answer, silent)
    } else {
        mention_table(reader, answer, passages.fill(rows))
    }
}

/// A group with what it is.
#[derive(Serialize)]
struct GroupLine<R> {
    #[serde(skip)]
    by: GroupBy,
    #[serde(flatten)]
    row: R,
}

/// Returns the groups that do not mention a term as a table.
fn absent_table<'a>(
    reader: &IndexReader,
    answer: &Answer<Mentions>,
    rows: Vec<AbsentRow>,
) -> Table<'a> {
    let about = About::new("absent", reader).with_answer(answer, Some(answer.body.counts));
    let header = ["value", "province", "prefecture", "county", "code", "held", "years"];
    let by = answer.body.by;
    Table::new(about, header, rows.into_iter().map(move |row| Ok(GroupLine { by, row })))
}

impl Cells for GroupLine<AbsentRow> {
    fn cells(&self) -> Vec<Cell> {
        let Self { by, row } = self;
        let [province, prefecture, county, code] = region_cells(row.region.as_ref());
        let (value, years) = (Cell::group(*by, &row.value), year_list(&row.years).into());
        vec![value, province, prefecture, county, code, row.held.into(), years]
    }
}

/// Returns the groups that mention a term as a table.
fn mention_table<'a>(
    reader: &IndexReader,
    answer: &Answer<Mentions>,
    rows: impl Iterator<Item = Result<MentionRow>> + 'a,
) -> Table<'a> {
    let about = About::new("mentions", reader).with_answer(answer, Some(answer.body.counts));
    let header = [
        "value",
        "province",
        "prefecture",
        "county",
        "code",
        "reports",
        "held",
        "mentions",
        "years",
        "passage",
    ];
    let by = answer.body.by;
    Table::new(about, header, rows.map(move |row| row.map(|row| GroupLine { by, row })))
}

impl Cells for GroupLine<MentionRow> {
    fn cells(&self) -> Vec<Cell> {
        let Self { by, row } = self;
        let [province, prefecture, county, code] = region_cells(row.region.as_ref());
        vec![
            Cell::group(*by, &row.value),
            province,
            prefecture,
            county,
            code,
            row.reports.into(),
            row.held.into(),
            Cell::number(row.mentions),
            year_list(&row.years).into(),
            Cell::text(row.passage.as_ref().map(Passage::with_ellipses).as_ref()),
        ]
    }
}

fn year_list(years: &[Year]) -> String {
    years.iter().map(Year::to_string).collect::<Vec<_>>().join(" ")
}

/// A cell of a table of coverage, with its row and its column.
#[derive(Serialize)]
struct CoverageLine {
    #[serde(skip)]
    by: [GroupBy; 2],
    row: String,
    region: Option<RegionView>,
    column: String,
    column_region: Option<RegionView>,
    #[serde(flatten)]
    cell: analysis::Cell,
}

/// Returns the cells of rows as a table. The answer has the columns.
pub(crate) fn coverage_table<'a>(
    reader: &IndexReader,
    answer: &Answer<Coverage>,
    rows: impl Iterator<Item = CoverageRow> + 'a,
) -> Table<'a> {
    let coverage = &answer.body;
    let about = About::new("coverage", reader).with_answer(answer, Some(coverage.counts));
    let by = [coverage.rows_by, coverage.columns_by];
    let header = [
        "row",
        "province",
        "prefecture",
        "county",
        "code",
        "column",
        "column_code",
        "state",
        "reports",
        "held",
        "mentions",
    ];
    let columns: Vec<(String, Option<RegionView>)> =
        coverage.columns.iter().map(|it| (it.value.clone(), it.region.clone())).collect();
    let lines = rows.flat_map(move |row| {
        let line = |((column, column_region), &cell): (&(String, Option<RegionView>), _)| {
            let (row, region) = (row.value.clone(), row.region.clone());
            let (column, column_region) = (column.clone(), column_region.clone());
            Ok(CoverageLine { by, row, region, column, column_region, cell })
        };
        columns.iter().zip(&row.cells).map(line).collect::<Vec<_>>()
    });
    Table::new(about, header, lines)
}

impl Cells for CoverageLine {
    fn cells(&self) -> Vec<Cell> {
        let [province, prefecture, county, code] = region_cells(self.region.as_ref());
        let [.., column_code] = region_cells(self.column_region.as_ref());
        let [rows, columns] = self.by;
        vec![
            Cell::group(rows, &self.row),
            province,
            prefecture,
            county,
            code,
            Cell::group(columns, &self.column),
            column_code,
            self.cell.state.into(),
            self.cell.reports.into(),
            self.cell.held.into(),
            Cell::number(self.cell.mentions),
        ]
    }
}

/// A row of a trend, with its term.
#[derive(Serialize)]
struct TrendLine<'a> {
    term: String,
    by: FacetBy,
    #[serde(flatten)]
    row: &'a TrendRow,
}

impl Trend {
    /// Returns the series as a table: a row for each term and value; no totals.
    #[must_use]
    pub fn to_table(&self, reader: &IndexReader) -> Table<'_> {
        let mut about = About::new("trend", reader);
        let is_of_codebook = self.series.iter().any(|it| it.question.concept.is_some());
        if is_of_codebook {
            about.remarks.clone_from(&self.remarks);
            let concepts = self.series.iter().map(|series| {
                About::new("trend", reader).with_answer(series, Some(series.body.counts))
            });
            about = about.with_concepts(concepts.collect());
        } else {
            for series in &self.series {
                about = about.with_answer(series, Some(series.body.counts));
            }
        }
        let header = ["term", self.by.key(), "code"].into_iter().chain(FIGURES);
        let by = self.by;
        let lines = self.series.iter().flat_map(move |series| {
            let term = series.question.term();
            let rows = series.body.rows.iter();
            rows.map(move |row| Ok(TrendLine { term: term.clone(), by, row }))
        });
        Table::new(about, header, lines)
    }
}

impl Cells for TrendLine<'_> {
    fn cells(&self) -> Vec<Cell> {
        let [.., code] = region_cells(self.row.region.as_ref());
        let group = Cell::group(GroupBy::Facet(self.by), &self.row.value);
        let mut cells = vec![self.term.as_str().into(), group, code];
        cells.extend(self.row.figures.cells());
        cells
    }
}

/// The columns of figures.
pub(super) const FIGURES: [&str; 8] = [
    "state",
    "held",
    "reports",
    "share",
    "sections",
    "mentions",
    "characters",
    "mentions_per_10000",
];

impl Cells for Figures {
    fn cells(&self) -> Vec<Cell> {
        vec![
            self.state.into(),
            self.held.into(),
            self.reports.into(),
            Cell::percent(self.share),
            self.sections.into(),
            Cell::number(self.mentions),
            self.characters.into(),
            Cell::number(self.mentions_per_10000),
        ]
    }
}

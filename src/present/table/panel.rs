//! Panels as tables: a column for each concept, or a row for each concept.

use serde::Serialize;
use serde_json::{Map, Value};

use super::about::{About, AskedConcept};
use super::cell::{Cell, Cells, region_cells};
use super::counts::FIGURES;
use super::table::Table;
use crate::analysis::{Figures, Measure, Panel, PanelRow, panel_rows};
use crate::error::Result;
use crate::index::IndexReader;
use crate::query::Codebook;
use crate::report::RegionView;
use crate::search::{Answer, Counts, FacetBy, GroupBy, Request};

impl Request {
    /// Returns the answer of [`Request::panel`] as a table: with a measure, a row for each group and a
    /// column for each concept, empty where there is no report; without, a row with all figures for
    /// each group and concept.
    ///
    /// # Errors
    ///
    /// Fails as [`Request::panel`] does.
    pub fn panel_table(
        &self,
        reader: &IndexReader,
        codebook: &Codebook,
        by: (GroupBy, bool),
        measure: Option<Measure>,
    ) -> Result<(Answer<Panel>, Table<'static>)> {
        let (answer, rows) = panel_rows(reader, self, codebook, by)?;
        let table = panel_table(reader, &answer, rows, measure);
        Ok((answer, table))
    }
}

/// The columns that name a group.
const GROUP: [&str; 5] = ["value", "province", "prefecture", "county", "code"];

/// Returns rows of a panel as a table.
pub(crate) fn panel_table<'a>(
    reader: &IndexReader,
    answer: &Answer<Panel>,
    rows: impl Iterator<Item = PanelRow> + 'a,
    measure: Option<Measure>,
) -> Table<'a> {
    let panel = &answer.body;
    let mut about = About::new("panel", reader).with_answer(answer, Some(panel.counts));
    for concept in &panel.concepts {
        let Figures { reports, sections, mentions, .. } = concept.total;
        about.add_concept(AskedConcept {
            label: concept.label.clone(),
            query: concept.query.clone(),
            counts: Counts { reports, sections, mentions: mentions.unwrap_or_default() },
            ground: concept.ground,
        });
    }
    let labels: Vec<String> = panel.concepts.iter().map(|concept| concept.label.clone()).collect();
    let year = panel.by_year.then_some("year");
    let group = GROUP.into_iter().chain(year).map(str::to_owned);
    let Some(measure) = measure else {
        let header = ["concept".to_owned()].into_iter().chain(group);
        let header: Vec<String> = header.chain(FIGURES.map(str::to_owned)).collect();
        let lines = rows.flat_map(move |row| {
            let PanelRow { value, region, year, cells } = row;
            let line = |(concept, figures): (&String, Figures)| {
                let (concept, value) = (concept.clone(), value.clone());
                let (region, year) = (region.clone(), year.clone());
                Ok(LongLine { concept, value, region, year, figures })
            };
            labels.iter().zip(cells).map(line).collect::<Vec<_>>()
        });
        return Table::new(about, header, lines);
    };
    let header: Vec<String> =
        group.chain(["held".to_owned()]).chain(labels.iter().cloned()).collect();
    let lines = rows.map(move |row| Ok(WideLine::new(row, &labels, measure)));
    Table::new(about, header, lines)
}

/// A group and a concept with all figures.
#[derive(Serialize)]
struct LongLine {
    concept: String,
    value: String,
    region: Option<RegionView>,
    year: Option<String>,
    #[serde(flatten)]
    figures: Figures,
}

impl Cells for LongLine {
    fn cells(&self) -> Vec<Cell> {
        let [province, prefecture, county, code] = region_cells(self.region.as_ref());
        let mut cells = vec![self.concept.as_str().into(), self.value.as_str().into()];
        cells.extend([province, prefecture, county, code]);
        cells.extend(self.year.as_deref().map(year_cell));
        cells.extend(self.figures.cells());
        cells
    }
}

/// A group with one figure of each concept.
#[derive(Serialize)]
struct WideLine {
    value: String,
    region: Option<RegionView>,
    year: Option<String>,
    held: u64,
    measure: &'static str,
    /// The figures by the labels of the concepts; `null` where there is no report.
    concepts: Map<String, Value>,
    #[serde(skip)]
    cells: Vec<Cell>,
}

impl WideLine {
    fn new(row: PanelRow, labels: &[String], measure: Measure) -> Self {
        let PanelRow { value, region, year, cells: figures } = row;
        let concepts =
            labels.iter().cloned().zip(figures.iter().map(|it| json_figure(it, measure)));
        let held = figures.iter().map(|figures| figures.held).max().unwrap_or_default();
        let cells = figures.iter().map(|it| table_figure(it, measure)).collect();
        let (concepts, measure) = (concepts.collect(), measure.key());
        Self { value, region, year, held, measure, concepts, cells }
    }
}

impl Cells for WideLine {
    fn cells(&self) -> Vec<Cell> {
        let mut cells = vec![self.value.as_str().into()];
        cells.extend(region_cells(self.region.as_ref()));
        cells.extend(self.year.as_deref().map(year_cell));
        cells.push(self.held.into());
        cells.extend(self.cells.iter().cloned());
        cells
    }
}

/// Returns a year, which is a number if it is known.
fn year_cell(year: &str) -> Cell {
    Cell::group(GroupBy::Facet(FacetBy::Year), year)
}

/// Returns a figure as a cell; empty if there is no report, or nothing to count.
fn table_figure(figures: &Figures, measure: Measure) -> Cell {
    let is_counted = figures.state.is_counted();
    let number = |number: Option<u64>| Cell::number(number.filter(|_| is_counted));
    let figure = match measure {
        Measure::State => return figures.state.into(),
        Measure::Reports => number(Some(figures.reports)),
        Measure::Share => Cell::percent(figures.share),
        Measure::Sections => number(Some(figures.sections)),
        Measure::Mentions => number(figures.mentions),
        Measure::Rate => Cell::number(figures.mentions_per_10000),
    };
    Cell::Figure(figures.state, Box::new(figure))
}

/// Returns a figure as JSON; `null` if there is no report, or nothing to count.
fn json_figure(figures: &Figures, measure: Measure) -> Value {
    let is_counted = figures.state.is_counted();
    let number = |number: Option<u64>| Value::from(number.filter(|_| is_counted));
    match measure {
        Measure::State => figures.state.key().into(),
        Measure::Reports => number(Some(figures.reports)),
        Measure::Share => figures.share.into(),
        Measure::Sections => number(Some(figures.sections)),
        Measure::Mentions => number(figures.mentions),
        Measure::Rate => figures.mentions_per_10000.into(),
    }
}

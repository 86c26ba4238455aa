//! Which rows of the table of concepts a page shows, and in which order.

use crate::analysis::{Figures, Measure, Panel, PanelRow};
use crate::error::Result;
use crate::report::UNKNOWN;
use crate::search::{Answer, FacetBy, GroupBy};
use crate::text::in_pinyin;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::pages::coverage::containing_divisions;
use crate::web::pages::listing::{Listing, Rows};
use crate::web::snapshot::{NamedReport, Snapshot};

/// The most rows on a page: with forty concepts, four thousand figures.
pub(super) const MOST_ROWS: usize = 100;

/// The names of the columns that are no concepts, in addresses; a concept has its number.
pub(super) const BY_NAME: &str = "name";
pub(super) const BY_HELD: &str = "held";

/// A row of the table.
pub(super) struct Row<'a> {
    pub(super) figures: &'a PanelRow,
    /// The report that the row is, if rows are reports and its name was read.
    pub(super) report: Option<NamedReport>,
    /// The divisions around the division of the row.
    pub(super) place: String,
    /// The place of the row in the order of names, if rows are ordered by them.
    rank: Option<usize>,
}

impl<'a> Row<'a> {
    fn new(by: GroupBy, figures: &'a PanelRow) -> Self {
        let place = match by {
            GroupBy::Facet(FacetBy::County | FacetBy::Prefecture) => {
                containing_divisions(figures.region.as_ref(), &figures.value)
            }
            _ => String::new(),
        };
        Self { figures, report: None, place, rank: None }
    }

    /// Returns the name of the row. The path of a report may contain folders of the machine and is never
    /// shown.
    pub(super) fn name(&self, by: GroupBy) -> &str {
        match (by, &self.report) {
            (GroupBy::Report, Some(report)) => &report.name,
            (GroupBy::Report, None) => UNKNOWN,
            (GroupBy::Facet(_), _) => &self.figures.value,
        }
    }

    /// Returns the number of its reports, whatever the conditions of a concept.
    pub(super) fn held(&self) -> u64 {
        self.figures.cells.iter().map(|figures| figures.held).max().unwrap_or_default()
    }

    fn read_report(&mut self, snapshot: &Snapshot) -> Result<()> {
        if self.report.is_none() {
            self.report = snapshot.report_at(&self.figures.value)?;
        }
        Ok(())
    }
}

/// Returns whether all rows have to be known to show some: if they are narrowed by name or ordered.
pub(super) fn needs_all(params: &Params) -> bool {
    params.value(&parameters::NAME).is_some() || params.value(&parameters::OF).is_some()
}

/// Returns the rows of the page. If they are narrowed or ordered, the answer has all rows, and else those
/// of the page.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(super) fn rows<'a>(
    listing: &Listing<'_>,
    params: &Params,
    (answer, measure): (&'a Answer<Panel>, Measure),
    snapshot: &Snapshot,
) -> Result<Rows<Row<'a>>> {
    let panel = &answer.body;
    let mut rows: Vec<Row<'a>> = panel.rows.iter().map(|row| Row::new(panel.by, row)).collect();
    let is_by_name = params.value(&parameters::OF) == Some(BY_NAME);
    if panel.by == GroupBy::Report && (is_by_name || params.value(&parameters::NAME).is_some()) {
        rows.iter_mut().try_for_each(|row| row.read_report(snapshot))?;
    }
    let mut rows = if needs_all(params) {
        rows.retain(|row| listing.is_named(&[row.name(panel.by), &row.place]));
        if is_by_name {
            rank(&mut rows, panel.by);
        }
        let is_unknown = |row: &Row<'_>| row.figures.value == UNKNOWN;
        listing.rows(rows, MOST_ROWS, |row, key| figure(row, key, measure), is_unknown)
    } else {
        let all = answer.lists.get("rows").map_or(0, |list| list.total);
        listing.page(rows, usize::try_from(all).unwrap_or(usize::MAX), MOST_ROWS)
    };
    if panel.by == GroupBy::Report {
        rows.shown.iter_mut().try_for_each(|row| row.read_report(snapshot))?;
    }
    Ok(rows)
}

/// Gives rows their places in the order of their names, as they are read out.
fn rank(rows: &mut [Row<'_>], by: GroupBy) {
    let mut order: Vec<(String, usize)> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| (format!("{} {}", in_pinyin(row.name(by), &[]), row.name(by)), at))
        .collect();
    order.sort();
    for (rank, (_, at)) in order.into_iter().enumerate() {
        if let Some(row) = rows.get_mut(at) {
            row.rank = Some(rank);
        }
    }
}

/// Returns what a row is ordered by in a column; `None` if nothing was counted over.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn figure(row: &Row<'_>, key: &str, measure: Measure) -> Option<f64> {
    match key {
        BY_NAME => return row.rank.map(|rank| rank as f64),
        BY_HELD => return Some(row.held() as f64),
        _ => {}
    }
    let concept: usize = key.parse().ok()?;
    let figures: &Figures = row.figures.cells.get(concept.checked_sub(1)?)?;
    if !figures.state.is_counted() {
        return None;
    }
    match measure {
        Measure::State => Some(f64::from(u8::from(figures.reports > 0))),
        Measure::Reports => Some(figures.reports as f64),
        Measure::Share => figures.share,
        Measure::Sections => Some(figures.sections as f64),
        Measure::Mentions => figures.mentions.map(|mentions| mentions as f64),
        Measure::Rate => figures.mentions_per_10000,
    }
}

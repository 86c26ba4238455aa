//! Which counties mention a term, which hold a report and do not, and of which none is held.
//!
//! - `provinces`, `tiles`: a map of the provinces
//! - `non_mentions`: those that hold reports and do not mention it, by name
//! - `rows`: which rows of the table are shown, in which order
//! - `matrix`: the table, of counties and years unless others are asked for
//! - `links`: from every figure to what it counts
//! - `controls`, `notices`: what stands around the table
//! - `shading`, `labels`: how figures look and what they are called
//!
//! Without a query the page tells what is held. All figures are those of `analysis::coverage` and
//! `analysis::trend`, as the command line and the API give them.

mod controls;
mod links;
mod matrix;
mod notices;
mod provinces;
mod rows;
mod non_mentions;
mod shading;
#[cfg(test)]
mod tests;
mod tiles;
mod labels;

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::analysis::{self, Coverage, CoverageRow, State};
use crate::error::{Error, Result};
use crate::query::Query;
use crate::report::UNKNOWN;
use crate::search::{Answer, FacetBy, GroupBy, Request};
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::layout::PageContext;
use crate::web::pages::query_form;
use crate::web::snapshot::{NamedReport, Snapshot};
use links::{Line, Links};
use matrix::Matrix;
use provinces::Provinces;
use rows::Rows;

/// The parameters of the page, in addition to query, mode and conditions.
pub(super) const PARAMETERS: &[&Parameter] = &[
    &parameters::ROWS,
    &parameters::COLUMNS,
    &parameters::ORDER,
    &parameters::STATE,
    &parameters::PAGE,
];

/// Returns the page.
///
/// # Errors
///
/// Fails as a search does.
pub(super) fn page(
    context: &PageContext,
    params: &Params,
    query: Option<Query>,
    snapshot: &Snapshot,
) -> Result<String> {
    let request = params.request(query);
    let mut view = View::new(context, params, request.query.as_ref());
    let coverage = match analysis::coverage(&snapshot.reader, &request, view.rows, view.columns) {
        Ok(coverage) => Ok(coverage),
        Err(error @ (Error::SameRowsAndColumns { .. } | Error::TooManyCells { .. })) => Err(error),
        Err(error) => return Err(error),
    };
    if let Ok(coverage) = &coverage {
        view.name_reports(snapshot, &coverage.body)?;
    }
    let of_rows = coverage.as_ref().ok().and_then(|it| Provinces::of_rows(it));
    let provinces = match of_rows {
        Some(provinces) => provinces,
        None => provinces_of(snapshot, &request)?,
    };
    let title = context.pick("Which counties", "哪些地方提及");
    let read_as = request.query.as_ref().map(ToString::to_string);
    let read_as = read_as.as_deref().map(|query| (query, request.mode));
    let body = html! {
        h1.unseen { (title) }
        (query_form::form(context, params, super::COVERAGE, &view.options()))
        (query_form::ground(context, provinces.counts, provinces.ground, read_as))
        (query_form::chosen(context, params, &view.address))
        (query_form::remarks(context, &provinces.remarks))
        (view.body(&provinces, &coverage))
    };
    let title = match params.value(&parameters::Q) {
        Some(query) => format!("{query} · {title}"),
        None => title.to_owned(),
    };
    Ok(context.page(&title, &body))
}

/// Counts by province what a table does not.
fn provinces_of(snapshot: &Snapshot, request: &Request) -> Result<Provinces> {
    let trend =
        analysis::trend(&snapshot.reader, std::slice::from_ref(request), FacetBy::Province)?;
    let series = trend.series.first().expect("a series for each request");
    Ok(Provinces::of_series(series))
}

/// What all of the page shares.
struct View<'a> {
    context: &'a PageContext,
    params: &'a Params,
    query: Option<&'a Query>,
    has_query: bool,
    rows: GroupBy,
    columns: GroupBy,
    /// The address of the page, without the number of the page of rows.
    address: Address,
    links: Links,
    /// Where rows stand for reports: those that are shown, by path.
    reports: BTreeMap<String, NamedReport>,
}

impl<'a> View<'a> {
    fn new(context: &'a PageContext, params: &'a Params, query: Option<&'a Query>) -> Self {
        let (rows, columns) = params.rows_and_columns();
        let is_kept = |parameter: &&Parameter| parameter.name != parameters::PAGE.name;
        let kept: Vec<&Parameter> =
            query_form::with_question(PARAMETERS).into_iter().filter(is_kept).collect();
        let address = query_form::address_of(params, super::COVERAGE, &kept);
        let links = Links::new(params, query, &address, (rows, columns));
        let (has_query, reports) = (query.is_some(), BTreeMap::new());
        Self { context, params, query, has_query, rows, columns, address, links, reports }
    }

    /// Reads the names of the reports that rows on the page stand for.
    fn name_reports(&mut self, snapshot: &Snapshot, coverage: &Coverage) -> Result<()> {
        if self.rows != GroupBy::Report {
            return Ok(());
        }
        let rows = Rows::of(self, coverage);
        let paths = rows.shown.into_iter().chain(non_mentions::named(&coverage.rows));
        for path in paths.map(|row| &row.value) {
            if let Some(report) = snapshot.report_at(path)? {
                self.reports.insert(path.clone(), report);
            }
        }
        Ok(())
    }

    /// Returns everything that stands below what was counted.
    fn body(&self, provinces: &Provinces, coverage: &Result<Answer<Coverage>>) -> Markup {
        if provinces.ground.reports == 0 {
            let none = ("所选条件下没有收录报告。", "No report is held under these conditions.");
            return html! { p.notice { (self.context.pick(none.1, none.0)) } };
        }
        html! {
            @if provinces.counts.reports == 0 { (self.nothing()) }
            div.overview {
                (self.map(provinces))
                @if let Ok(coverage) = coverage && self.has_query {
                    (non_mentions::silent(self, &coverage.body.rows))
                }
            }
            section.table id="table" {
                @match coverage {
                    Ok(coverage) => (self.table(coverage)),
                    Err(error) => (self.refused(error)),
                }
            }
        }
    }

    /// Returns the map of the provinces; nothing where what is asked is narrowed to one.
    fn map(&self, provinces: &Provinces) -> Markup {
        if provinces.known().count() < 2 && self.is_narrowed() {
            return html! {};
        }
        let axes = (GroupBy::Facet(FacetBy::Province), GroupBy::Facet(FacetBy::Year));
        let links = Links::new(self.params, self.query, &self.address, axes);
        tiles::map(self, provinces, &links)
    }

    /// Returns whether less than everything that is held is asked.
    fn is_narrowed(&self) -> bool {
        !self.params.conditions().is_empty() || links::conditions(self.query).is_some()
    }

    /// Returns the table with what belongs to it.
    fn table(&self, answer: &Answer<Coverage>) -> Markup {
        let (context, coverage) = (self.context, &answer.body);
        let rows = Rows::of(self, coverage);
        let matrix = Matrix::new(self, answer);
        html! {
            h2 {
                (context.pick("By ", "")) (labels::axis(context, self.rows)) (context.pick(" and ", " × "))
                (labels::axis(context, self.columns))
            }
            p { (labels::summary(self, coverage)) }
            @if self.has_query { (self.tabs(coverage)) }
            (matrix.legend())
            (self.too_wide(coverage))
            @if rows.shown.is_empty() {
                p.notice { (context.pick("No row is like that.", "没有符合条件的行。")) }
            } @else {
                (matrix.table(&rows.shown))
            }
            (self.pages(&rows))
            (self.downloads())
        }
    }

    /// Returns where what a row counts stands; for a report that is the report.
    fn to_row(&self, state: State, row: &CoverageRow, line: &Line) -> Option<String> {
        self.to_report(row).or_else(|| self.links.row(state, line))
    }

    /// Returns where the report of a row stands, with the query marked in it.
    fn to_report(&self, row: &CoverageRow) -> Option<String> {
        let report = self.reports.get(&row.value)?;
        let path = format!("/reports/{}", report.id);
        Some(
            query_form::address_of(self.params, &path, &[&parameters::Q, &parameters::MODE])
                .written(),
        )
    }

    /// Returns the name of a row. The path of a report tells of the machine and is never shown.
    fn name(&self, row: &CoverageRow) -> Markup {
        let name = match self.rows {
            GroupBy::Facet(_) => Some(&row.value),
            GroupBy::Report => self.reports.get(&row.value).map(|report| &report.name),
        };
        labels::name(self.context, name.map_or(UNKNOWN, String::as_str))
    }
}

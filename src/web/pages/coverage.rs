//! Which counties mention a term, which hold a report and do not, and of which none is held.
//!
//! - `provinces`, `tiles`: a map of the provinces
//! - `silent`: those that hold reports and do not mention it, by name
//! - `rows`: which rows of the table are shown, in which order
//! - `matrix`: the table, of counties and years unless others are asked for
//! - `links`: from every figure to what it counts
//! - `controls`, `notices`: what stands around the table
//! - `shades`, `words`: how figures look and what they are called
//!
//! Without a query the page tells what is held. All figures are those of `analysis::coverage` and
//! `analysis::trend`, as the command line and the API give them.

mod controls;
mod links;
mod matrix;
mod notices;
mod provinces;
mod rows;
mod shades;
mod silent;
#[cfg(test)]
mod tests;
mod tiles;
mod words;

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::ask::{self, Asked, Parameter};
use super::super::held::{Held, NamedReport};
use super::address::Address;
use super::frame::Here;
use super::question;
use crate::analysis::{self, Coverage, CoverageRow, State};
use crate::error::{Error, Result};
use crate::index::UNKNOWN;
use crate::query::Query;
use crate::search::{FacetBy, GroupBy, Request};
use links::{Line, Links};
use matrix::Matrix;
use provinces::Provinces;
use rows::Rows;

/// What the page is asked.
pub(super) const PARAMETERS: &[&Parameter] = &[
    &ask::Q,
    &ask::MODE,
    &ask::YEAR,
    &ask::REGION,
    &ask::PROVINCE,
    &ask::PREFECTURE,
    &ask::COUNTY,
    &ask::AGENCY,
    &ask::PART,
    &ask::KIND,
    &ask::ROWS,
    &ask::COLUMNS,
    &ask::ORDER,
    &ask::STATE,
    &ask::PAGE,
];

/// Returns the page.
///
/// # Errors
///
/// Fails as a search does.
pub(super) fn page(
    here: &Here,
    asked: &Asked,
    query: Option<Query>,
    held: &Held,
) -> Result<String> {
    let request = asked.request(query);
    let mut view = View::new(here, asked, request.query.as_ref());
    let coverage = match analysis::coverage(&held.reader, &request, view.rows, view.columns) {
        Ok(coverage) => Ok(coverage),
        Err(error @ (Error::SameRowsAndColumns { .. } | Error::TooManyCells { .. })) => Err(error),
        Err(error) => return Err(error),
    };
    if let Ok(coverage) = &coverage {
        view.name_reports(held, coverage)?;
    }
    let of_rows = coverage.as_ref().ok().and_then(|it| Provinces::of_rows(view.rows, it));
    let provinces = match of_rows {
        Some(provinces) => provinces,
        None => provinces_of(held, &request)?,
    };
    let title = here.say("哪些地方提及", "Which counties");
    let read_as = request.query.as_ref().map(ToString::to_string);
    let read_as = read_as.as_deref().map(|query| (query, request.mode));
    let loosened = coverage.as_ref().ok().and_then(|coverage| coverage.words.as_ref());
    let body = html! {
        h1.unseen { (title) }
        (question::form(here, asked, super::COVERAGE, &view.options()))
        (question::ground(here, provinces.counts, provinces.ground, read_as))
        (question::chosen(here, asked, &view.address))
        (question::asides(here, held, &request, loosened)?)
        (view.body(&provinces, &coverage))
    };
    let title = match asked.one(&ask::Q) {
        Some(query) => format!("{query} · {title}"),
        None => title.to_owned(),
    };
    Ok(here.page(&title, &body))
}

/// Counts by province what a table does not.
fn provinces_of(held: &Held, request: &Request) -> Result<Provinces> {
    let trend = analysis::trend(&held.reader, std::slice::from_ref(request), FacetBy::Province)?;
    let series = trend.series.first().expect("a series for each request");
    Ok(Provinces::of_series(series))
}

/// What all of the page shares.
struct View<'a> {
    here: &'a Here,
    asked: &'a Asked,
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
    fn new(here: &'a Here, asked: &'a Asked, query: Option<&'a Query>) -> Self {
        let (rows, columns) = asked.rows_and_columns();
        let is_kept = |parameter: &&Parameter| parameter.name != ask::PAGE.name;
        let kept: Vec<&Parameter> = PARAMETERS.iter().copied().filter(is_kept).collect();
        let address = question::address_of(asked, super::COVERAGE, &kept);
        let links = Links::new(asked, query, &address, (rows, columns));
        let (has_query, reports) = (query.is_some(), BTreeMap::new());
        Self { here, asked, query, has_query, rows, columns, address, links, reports }
    }

    /// Reads the names of the reports that rows on the page stand for.
    fn name_reports(&mut self, held: &Held, coverage: &Coverage) -> Result<()> {
        if self.rows != GroupBy::Report {
            return Ok(());
        }
        let rows = Rows::of(self, coverage);
        let paths = rows.shown.into_iter().chain(silent::named(&coverage.rows));
        for path in paths.map(|row| &row.value) {
            if let Some(report) = held.report_at(path)? {
                self.reports.insert(path.clone(), report);
            }
        }
        Ok(())
    }

    /// Returns everything that stands below what was counted.
    fn body(&self, provinces: &Provinces, coverage: &Result<Coverage>) -> Markup {
        if provinces.ground.reports == 0 {
            let none = ("所选条件下没有收录报告。", "No report is held under these conditions.");
            return html! { p.notice { (self.here.say(none.0, none.1)) } };
        }
        html! {
            @if provinces.counts.reports == 0 { (self.nothing()) }
            div.overview {
                (self.map(provinces))
                @if let Ok(coverage) = coverage && self.has_query {
                    (silent::silent(self, &coverage.rows))
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
        let links = Links::new(self.asked, self.query, &self.address, axes);
        tiles::map(self, provinces, &links)
    }

    /// Returns whether less than everything that is held is asked.
    fn is_narrowed(&self) -> bool {
        !self.asked.filters().is_empty() || links::conditions(self.query).is_some()
    }

    /// Returns the table with what belongs to it.
    fn table(&self, coverage: &Coverage) -> Markup {
        let here = self.here;
        let rows = Rows::of(self, coverage);
        let matrix = Matrix::new(self, coverage);
        html! {
            h2 {
                (here.say("", "By ")) (words::axis(here, self.rows)) (here.say(" × ", " and "))
                (words::axis(here, self.columns))
            }
            p { (words::summary(self, coverage)) }
            @if self.has_query { (self.tabs(coverage)) }
            (matrix.legend())
            (self.too_wide(coverage))
            @if rows.shown.is_empty() {
                p.notice { (here.say("没有符合条件的行。", "No row is like that.")) }
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
        Some(question::address_of(self.asked, &path, &[&ask::Q, &ask::MODE]).written())
    }

    /// Returns the name of a row. The path of a report tells of the machine and is never shown.
    fn name(&self, row: &CoverageRow) -> Markup {
        let name = match self.rows {
            GroupBy::Facet(_) => Some(&row.value),
            GroupBy::Report => self.reports.get(&row.value).map(|report| &report.name),
        };
        words::name(self.here, name.map_or(UNKNOWN, String::as_str))
    }
}

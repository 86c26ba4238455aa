//! One value of a facet with its count, as a link that narrows the answer to it.

use maud::{Markup, html};

use super::view::View;
use crate::query::{Condition, Years};
use crate::report::UNKNOWN;
use crate::report::Year;
use crate::search::FacetRow;
use crate::text::grouped;
use crate::web::http::parameters::{self, Parameter};
use crate::web::pages::address::Address;
use crate::web::pages::conditions::is_one_value;
use crate::web::pages::html_text::clean;

/// How many of the reports with a value are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) reports: u64,
    pub(super) held: u64,
}

impl Share {
    /// Returns the counts of a row.
    pub(super) fn of_row(row: &FacetRow) -> Self {
        Self { reports: row.reports, held: row.held }
    }

    /// Adds the counts of another value, which has other reports.
    pub(super) fn add(&mut self, other: Self) {
        self.reports += other.reports;
        self.held += other.held;
    }
}

/// The length of a bar that stands for everything.
const WHOLE: u64 = 1000;

/// Returns one value with its share, drawn within that of all its reports. The link narrows the answer
/// to it, or removes that condition.
pub(super) fn value_row(
    view: &View<'_>,
    parameter: &Parameter,
    value: &str,
    name: &str,
    share: Share,
) -> Markup {
    row(view, (parameter, value), name, share, share.held)
}

/// Returns one value with a bar: `most` reports have the whole length.
pub(super) fn row(
    view: &View<'_>,
    (parameter, value): (&Parameter, &str),
    name: &str,
    share: Share,
    most: u64,
) -> Markup {
    let has_query = view.request.query.is_some();
    let shown = if view.is_absent { share.held - share.reports } else { share.reports };
    let length = |count: u64| (count * WHOLE).div_ceil(most.max(1));
    let is_bar = has_query || parameter.name == parameters::YEAR.name;
    let inside = html! {
        span.name lang="zh" { bdi { (clean(name)) } }
        @if is_bar {
            svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
                @if has_query { rect.held width=(length(share.held)) height="10" {} }
                rect width=(length(shown)) height="10" {}
            }
        }
        span.count {
            @if has_query { i { (view.verb()) " " } }
            (grouped(shown))
            @if has_query { "/" (grouped(share.held)) }
        }
    };
    let is_chosen = is_chosen(view, parameter, value);
    html! {
        @if is_one_value(value) && (share.held > 0 || is_chosen) {
            a.row href=(toggled(view, parameter, value, shown == 0)) aria-current=[is_chosen.then_some("true")] { (inside) }
        } @else {
            span.row { (inside) }
        }
    }
}

/// Returns whether a value is a condition of the question, or a year inside one.
fn is_chosen(view: &View<'_>, parameter: &Parameter, value: &str) -> bool {
    if view.address.has(parameter.name, value) {
        return true;
    }
    let year = value.parse().ok().and_then(Year::new);
    parameter.name == parameters::YEAR.name
        && year.is_some()
        && years(view).any(|(_, years)| years.includes(year))
}

/// Returns the conditions on years beside the query, each as it is written.
pub(super) fn years<'v>(view: &'v View<'_>) -> impl Iterator<Item = (&'v str, Years)> {
    view.params.values(&parameters::YEAR).filter_map(|written| {
        match Condition::read(parameters::YEAR.condition(), written) {
            Ok(Condition::Year(years)) => Some((written, years)),
            _ => None,
        }
    })
}

/// The parameters of divisions, of which one replaces the others.
const DIVISIONS: [&Parameter; 4] =
    [&parameters::REGION, &parameters::PROVINCE, &parameters::PREFECTURE, &parameters::COUNTY];

/// Returns the address with the condition, or without it if it is chosen. Wider conditions on the
/// same fact, such as a range of years or the province of a county, are removed, so that the count
/// next to the link is what it leads to. A further value adds its count to those that are chosen. If
/// nothing is found of a value, its reports are listed.
fn toggled(view: &View<'_>, parameter: &Parameter, value: &str, is_empty: bool) -> String {
    let name = parameter.name;
    if view.address.has(name, value) {
        return view.address.without(name, |it| it == value).to_url();
    }
    let mut address = view.address.clone();
    if name == parameters::YEAR.name {
        address = address.without(name, |it| it.parse::<u16>().is_err() && it != UNKNOWN);
    } else if name == parameters::AGENCY.name {
        address = address.without(name, |it| !it.starts_with('='));
    } else if parameters::contains(&DIVISIONS, name) {
        for other in DIVISIONS.iter().filter(|it| it.name != name) {
            address = address.without(other.name, |_| true);
        }
    }
    listing(&address.and(name, value), view.is_absent != is_empty).to_url()
}

/// Returns the address of the hits, or of the list of the reports that the query does not find.
pub(super) fn listing(address: &Address, is_absent: bool) -> Address {
    let hits = address.without(parameters::NOT_FOUND.name, |_| true);
    if is_absent { hits.and(parameters::NOT_FOUND.name, "1") } else { hits }
}

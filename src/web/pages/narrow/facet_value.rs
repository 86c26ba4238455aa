//! One value of a facet with its count, as a link that narrows the answer to it.

use maud::{Markup, html};

use super::{Narrow, Room};
use crate::query::{Condition, Years};
use crate::report::UNKNOWN;
use crate::report::Year;
use crate::search::FacetRow;
use crate::text::grouped;
use crate::web::http::parameters::{self, Parameter};
use crate::web::pages::conditions::{is_one_value, listing};
use crate::web::pages::fragments::{LinkLook, link};
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
    narrow: &Narrow<'_>,
    parameter: &Parameter,
    value: &str,
    name: &str,
    share: Share,
) -> Markup {
    row(narrow, (parameter, value), name, share, share.held)
}

/// Returns one value with a bar: `most` reports have the whole length.
pub(super) fn row(
    narrow: &Narrow<'_>,
    (parameter, value): (&Parameter, &str),
    name: &str,
    share: Share,
    most: u64,
) -> Markup {
    let shown = if narrow.is_absent { share.held - share.reports } else { share.reports };
    let has_bar = narrow.query().is_some() || parameter.name == parameters::YEAR.name;
    let inside = if narrow.room == Room::LongTable {
        html! { bdi.name lang="zh" { (clean(name)) } " " (figures(narrow, share, shown)) }
    } else {
        html! {
            span.name lang="zh" { bdi { (clean(name)) } }
            @if has_bar { (bar(narrow, share, shown, most)) }
            span.count { (figures(narrow, share, shown)) }
        }
    };
    let is_chosen = is_chosen(narrow, parameter, value);
    html! {
        @if is_one_value(value) && (share.held > 0 || is_chosen) {
            @let url = toggled(narrow, parameter, value, shown == 0);
            @let look = LinkLook { class: Some("row"), is_current: is_chosen, ..LinkLook::default() };
            (link(narrow.context, &url, look, &inside))
        } @else {
            span.row { (inside) }
        }
    }
}

/// Returns the figures of a value; what reports do is for screen readers.
fn figures(narrow: &Narrow<'_>, share: Share, shown: u64) -> Markup {
    let has_query = narrow.query().is_some();
    html! {
        @if has_query { i { (narrow.verb()) " " } }
        (grouped(shown))
        @if has_query { "/" (grouped(share.held)) }
    }
}

/// Returns a bar of what is shown within what is held.
fn bar(narrow: &Narrow<'_>, share: Share, shown: u64, most: u64) -> Markup {
    let length = |count: u64| (count * WHOLE).div_ceil(most.max(1));
    html! {
        svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
            @if narrow.query().is_some() { rect.held width=(length(share.held)) height="10" {} }
            rect width=(length(shown)) height="10" {}
        }
    }
}

/// Returns whether a value is a condition of the question, or a year inside one.
pub(super) fn is_chosen(narrow: &Narrow<'_>, parameter: &Parameter, value: &str) -> bool {
    if narrow.address.has(parameter.name, value) {
        return true;
    }
    let year = value.parse().ok().and_then(Year::new);
    parameter.name == parameters::YEAR.name
        && year.is_some()
        && years(narrow).any(|(_, years)| years.includes(year))
}

/// Returns the conditions on years beside the query, each as it is written.
pub(super) fn years<'v>(narrow: &'v Narrow<'_>) -> impl Iterator<Item = (&'v str, Years)> {
    narrow.params.values(&parameters::YEAR).filter_map(|written| {
        match Condition::read(parameters::YEAR.condition(), written) {
            Ok(Condition::Year(years)) => Some((written, years)),
            _ => None,
        }
    })
}

/// The parameters of divisions, of which one replaces the others.
const DIVISIONS: [&Parameter; 4] =
    [&parameters::REGION, &parameters::PROVINCE, &parameters::PREFECTURE, &parameters::COUNTY];

/// Returns the URL of the page with the condition, or without it if it is chosen. Wider conditions on the
/// same fact, such as a range of years or the province of a county, are removed, so that the count
/// next to the link is what it leads to. A further value adds its count to those that are chosen. If
/// nothing is found of a value, its reports are listed, where reports are.
fn toggled(narrow: &Narrow<'_>, parameter: &Parameter, value: &str, is_empty: bool) -> String {
    let name = parameter.name;
    if narrow.address.has(name, value) {
        return narrow.url(&narrow.address.without(name, |it| it == value));
    }
    let mut address = narrow.address.clone();
    if name == parameters::YEAR.name {
        address = address.without(name, |it| it.parse::<u16>().is_err() && it != UNKNOWN);
    } else if name == parameters::AGENCY.name {
        address = address.without(name, |it| !it.starts_with('='));
    } else if parameters::contains(&DIVISIONS, name) {
        for other in DIVISIONS.iter().filter(|it| it.name != name) {
            address = address.without(other.name, |_| true);
        }
    }
    let address = address.and(name, value);
    if !narrow.lists_reports() {
        return narrow.url(&address);
    }
    narrow.url(&listing(&address, narrow.is_absent != is_empty))
}

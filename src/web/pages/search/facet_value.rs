//! One value of a facet with its count, as a link that narrows the answer to it.

use maud::{Markup, html};

use super::view::View;
use crate::report::UNKNOWN;
use crate::text::grouped;
use crate::web::http::parameters::{self, Parameter};
use crate::web::pages::conditions::is_one_value;
use crate::web::pages::html_text::clean;

/// Returns one value with its count. The link narrows the answer to it, or removes that condition.
pub(super) fn value_row(
    view: &View<'_>,
    parameter: &Parameter,
    value: &str,
    name: &str,
    count: u64,
) -> Markup {
    let is_chosen = view.address.has(parameter.name, value);
    let inside = html! {
        span.name lang="zh" { bdi { (clean(name)) } }
        span.count { (grouped(count)) }
    };
    html! {
        @if is_one_value(value) {
            a.row href=(toggled(view, parameter, value)) aria-current=[is_chosen.then_some("true")] { (inside) }
        } @else {
            span.row { (inside) }
        }
    }
}

/// The parameters of divisions, of which one replaces the others.
const DIVISIONS: [&Parameter; 4] =
    [&parameters::REGION, &parameters::PROVINCE, &parameters::PREFECTURE, &parameters::COUNTY];

/// Returns the address with the condition, or without it if it is chosen. Wider conditions on the
/// same fact, such as a range of years or the province of a county, are removed, so that the count
/// next to the link is what it leads to. A further value adds its count to those that are chosen.
pub(super) fn toggled(view: &View<'_>, parameter: &Parameter, value: &str) -> String {
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
    address.and(name, value).to_url()
}

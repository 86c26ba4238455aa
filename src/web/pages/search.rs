//! The search page: the query, what it found over which ground, and what it can be narrowed to.
//! Without a query it lists the reports that are held.
//!
//! Every state of the page is an address; links and the form lead from one to another.
//!
//! - `hits`: the passages, and the pages of them
//! - `facets`, `tree`: what the answer can be narrowed to, years as a histogram and regions as a tree
//! - `held`: the reports that are held
//! - `help`: what to try where nothing was found

mod facets;
mod help;
mod held;
mod hits;
#[cfg(test)]
mod tests;
mod tree;

use maud::{Markup, html};

use super::super::ask::{self, Asked, Parameter};
use super::super::held::Held;
use super::address::Address;
use super::frame::Here;
use super::question::{self, CONDITIONS};
use crate::error::Result;
use crate::query::Query;
use crate::search::{self, Request, Results, Sort};

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
    &ask::SORT,
    &ask::PAGE,
];

/// What the parts of the page are made from.
struct View<'a> {
    here: &'a Here,
    asked: &'a Asked,
    request: &'a Request,
    results: &'a Results,
    /// The address of the page without the number of the page of hits.
    address: Address,
}

/// Returns the page of a query, or of all that is held where there is none.
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
    let has_query = query.is_some();
    let mut request = asked.request(query);
    request.facets = facets::ALL.to_vec();
    let results = if has_query {
        let mut results = search::search(&held.reader, &request)?;
        results.hits.iter_mut().for_each(|hit| held.public.hit(hit));
        results
    } else {
        search::search(&held.reader, &Request { limit: 0, ..request.clone() })?
    };
    let view =
        View { here, asked, request: &request, results: &results, address: address_of(asked) };
    let read_as = has_query.then_some((results.query.as_str(), results.mode));
    let body = html! {
        h1.unseen { (here.say("检索政府报告", "Search government reports")) }
        (question::form(here, asked, super::SEARCH, &sort(&view)))
        (question::ground(here, results.counts, results.ground, read_as))
        (question::chosen(here, asked, &view.address))
        (question::asides(here, held, &request, results.words.as_ref())?)
        a.to-facets href="#narrow" { (here.say("筛选 ↓", "Narrow down ↓")) }
        div.columns {
            section.found aria-label=(here.say("结果", "Results")) {
                @if !has_query {
                    (held::listed(&view, held)?)
                } @else if results.hits.is_empty() {
                    (help::nothing(&view, held)?)
                } @else {
                    (hits::list(&view))
                }
            }
            (facets::aside(&view))
        }
    };
    let title = asked.one(&ask::Q).unwrap_or(here.say("检索", "Search"));
    Ok(here.page(title, &body))
}

/// Returns the address of the page without the number of the page of hits.
fn address_of(asked: &Asked) -> Address {
    let kept: Vec<&Parameter> =
        PARAMETERS.iter().copied().filter(|parameter| parameter.name != ask::PAGE.name).collect();
    question::address_of(asked, super::SEARCH, &kept)
}

/// Returns the choice of an order, where there is something to order.
fn sort(view: &View<'_>) -> Markup {
    let here = view.here;
    html! {
        @if view.request.query.is_some() {
            label.sort {
                (here.say("排序", "Order"))
                select name=(ask::SORT.name) {
                    @for sort in Sort::ALL {
                        option value=(sort.key()) selected[view.request.sort == sort] {
                            (here.language.say(sort.label(crate::report::Language::Chinese), sort.label(crate::report::Language::English)))
                        }
                    }
                }
            }
        }
    }
}

/// Returns links to the pages before and behind this one, of `all` things of which `limit` stand on
/// each.
fn pages(view: &View<'_>, all: u64) -> Markup {
    let here = view.here;
    let at = view.asked.number(&ask::PAGE);
    let all = usize::try_from(all).unwrap_or(usize::MAX);
    let last = all.div_ceil(view.request.limit.max(1)).min(ask::LAST_PAGE);
    let to = |page: usize| view.address.and(ask::PAGE.name, &page.to_string()).written();
    html! {
        @if last > 1 {
            nav.pages aria-label=(here.say("分页", "Pages of results")) {
                @if at > 1 {
                    a.button.small rel="prev" href=(to((at - 1).min(last))) { (here.say("上一页", "Previous")) }
                }
                span.count { (here.say("第 ", "Page ")) (at) " / " (last) (here.say(" 页", "")) }
                @if at < last {
                    a.button.small rel="next" href=(to(at + 1)) { (here.say("下一页", "Next")) }
                }
            }
        }
    }
}

/// Returns whether the question has a condition.
fn is_narrowed(view: &View<'_>) -> bool {
    CONDITIONS.iter().any(|(_, parameter)| view.asked.one(parameter).is_some())
}

//! The search page: the query, what it found over which ground, and what it can be narrowed to.
//! Without a query it lists the reports that are held.
//!
//! Every state of the page is an address; links and the form lead from one to another.
//!
//! - `hits`: the passages, and the pages of them
//! - `facets`, `tree`: what the answer can be narrowed to, years as a histogram and regions as a tree
//! - `overview`: the reports that are held
//! - `help`: what to try where nothing was found

mod facets;
mod help;
mod hits;
mod overview;
#[cfg(test)]
mod tests;
mod tree;

use maud::{Markup, html};

use crate::error::Result;
use crate::query::Query;
use crate::search::{self, Answer, Request, Results, Sort};
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::layout::PageContext;
use crate::web::pages::query_form::{self, CONDITIONS};
use crate::web::snapshot::Snapshot;

/// The parameters of the page, in addition to query, mode and conditions.
pub(super) const PARAMETERS: &[&Parameter] = &[&parameters::SORT, &parameters::PAGE];

/// What the parts of the page are made from.
struct View<'a> {
    context: &'a PageContext,
    params: &'a Params,
    request: &'a Request,
    results: &'a Answer<Results>,
    /// The address of the page without the number of the page of hits.
    address: Address,
}

/// Returns the page of a query, or of all that is held where there is none.
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
    let has_query = query.is_some();
    let mut request = params.request(query);
    request.facets = facets::ALL.to_vec();
    let results = if has_query {
        let mut results = search::search(&snapshot.reader, &request)?;
        results.body.hits.iter_mut().for_each(|hit| snapshot.redactor.hit(hit));
        results
    } else {
        search::search(&snapshot.reader, &Request { limit: 0, ..request.clone() })?
    };
    let view =
        View { context, params, request: &request, results: &results, address: address_of(params) };
    let Answer { question, ground, remarks, body: found } = &results;
    let query = question.query_text();
    let read_as = has_query.then_some((query.as_str(), question.mode));
    let body = html! {
        h1.unseen { (context.pick("Search government reports", "检索政府报告")) }
        (query_form::form(context, params, super::SEARCH, &sort(&view)))
        (query_form::ground(context, found.counts, *ground, read_as))
        (query_form::chosen(context, params, &view.address))
        (query_form::remarks(context, remarks))
        a.to-facets href="#narrow" { (context.pick("Narrow down ↓", "筛选 ↓")) }
        div.columns {
            section.found aria-label=(context.pick("Results", "结果")) {
                @if !has_query {
                    (overview::listed(&view, snapshot)?)
                } @else if found.hits.is_empty() {
                    (help::nothing(&view, snapshot)?)
                } @else {
                    (hits::list(&view))
                }
            }
            (facets::aside(&view))
        }
    };
    let title = params.value(&parameters::Q).unwrap_or(context.pick("Search", "检索"));
    Ok(context.page(title, &body))
}

/// Returns the address of the page without the number of the page of hits.
fn address_of(params: &Params) -> Address {
    query_form::address_of(params, super::SEARCH, &query_form::with_question(&[&parameters::SORT]))
}

/// Returns the choice of an order, where there is something to order.
fn sort(view: &View<'_>) -> Markup {
    let context = view.context;
    html! {
        @if view.request.query.is_some() {
            label.sort {
                (context.pick("Order", "排序"))
                select name=(parameters::SORT.name) {
                    @for sort in Sort::ALL {
                        option value=(sort.key()) selected[view.request.sort == sort] {
                            (sort.label(context.language))
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
    let context = view.context;
    let at = view.params.page();
    let all = usize::try_from(all).unwrap_or(usize::MAX);
    let last = all.div_ceil(view.request.limit.max(1)).min(parameters::LAST_PAGE);
    let to = |page: usize| view.address.and(parameters::PAGE.name, &page.to_string()).written();
    html! {
        @if last > 1 {
            nav.pages aria-label=(context.pick("Pages of results", "分页")) {
                @if at > 1 {
                    a.button.small rel="prev" href=(to((at - 1).min(last))) { (context.pick("Previous", "上一页")) }
                }
                span.count { (context.pick("Page ", "第 ")) (at) " / " (last) (context.pick("", " 页")) }
                @if at < last {
                    a.button.small rel="next" href=(to(at + 1)) { (context.pick("Next", "下一页")) }
                }
            }
        }
    }
}

/// Returns whether the question has a condition.
fn is_narrowed(view: &View<'_>) -> bool {
    CONDITIONS.iter().any(|(_, parameter)| view.params.value(parameter).is_some())
}

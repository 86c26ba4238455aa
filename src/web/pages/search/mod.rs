//! The search page: the hits of a query, what they were counted over, and what they can be narrowed
//! to. Without a query it lists the reports.
//!
//! Every state of the page has its address; links and the form lead from one to another.
//!
//! - `view`: what all parts of the page share
//! - `hits`: the passages
//! - `facets`, `regions`, `facet_value`: what the answer can be narrowed to
//! - `overview`: the list of reports
//! - `suggestions`: what to try if nothing was found

mod facet_value;
mod facets;
mod hits;
mod overview;
mod regions;
mod suggestions;
#[cfg(test)]
mod tests;
mod view;

use maud::{Markup, html};

use super::address::Address;
use super::layout::PageContext;
use super::paths::SEARCH;
use super::{conditions, ground, query_form};
use crate::error::Result;
use crate::query::Query;
use crate::search::{self, Answer, Remark, Request, Sort};
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::snapshot::Snapshot;
use view::View;

/// The parameters of the page, in addition to query, mode and conditions.
pub(super) const PARAMETERS: &[&Parameter] =
    &[&parameters::SORT, &parameters::PAGE, &parameters::WHY];

/// Returns the form of the page, without the order of the hits.
pub(super) fn form(context: &PageContext, params: &Params) -> Markup {
    query_form::form(context, params, SEARCH, &html! {})
}

/// Returns the page of a query or, without one, of all reports.
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
    request.facets = facets::FACETS.to_vec();
    let results = if has_query {
        let mut results = search::search(&snapshot.reader, &request)?;
        results.body.hits.iter_mut().for_each(|hit| snapshot.redactor.hit(hit));
        results
    } else {
        search::search(&snapshot.reader, &Request { limit: 0, ..request.clone() })?
    };
    // The number of the page of hits is not part of the address that links start from.
    let kept = query_form::with_question(&[&parameters::SORT, &parameters::WHY]);
    let address = Address::with_values(SEARCH, params, &kept);
    let view = View { context, params, request: &request, results: &results, address };
    let Answer { question, ground: counted_over, remarks, body: found, .. } = &results;
    // What is near has its own place, with links.
    let is_told = |remark: &&Remark| !matches!(remark, Remark::Nearest { .. });
    let told: Vec<Remark> = remarks.iter().filter(is_told).cloned().collect();
    let query = question.query_text();
    let read_as = has_query.then_some((query.as_str(), question.mode));
    let body = html! {
        h1.unseen { (context.pick("Search government reports", "检索政府报告")) }
        (query_form::form(context, params, SEARCH, &order(&view)))
        (ground::ground(context, found.counts, *counted_over, read_as))
        (conditions::chosen(context, params, &view.address))
        (ground::remarks(context, &told))
        a.to-facets href="#narrow" { (context.pick("Narrow down ↓", "筛选 ↓")) }
        div.columns {
            section.found aria-label=(context.pick("Results", "结果")) {
                @if !has_query {
                    (overview::listed(&view, snapshot)?)
                } @else if found.hits.is_empty() {
                    (suggestions::nothing(&view))
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

/// Returns the choice of an order, if there is something to order.
fn order(view: &View<'_>) -> Markup {
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

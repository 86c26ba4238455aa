//! The search page: the hits of a query, what they were counted over, and what they can be narrowed
//! to. Without a query it lists the reports.
//!
//! Every state of the page has its address; links and the form lead from one to another.
//!
//! - `view`: what all parts of the page share
//! - `hits`: the passages
//! - `overview`: the list of reports
//! - `suggestions`: what to try if nothing was found
//! - `way`: from a list to a report, and back

mod hits;
mod overview;
mod suggestions;
#[cfg(test)]
mod list_tests;
#[cfg(test)]
mod offer_tests;
#[cfg(test)]
mod tests;
mod view;
mod way;

use maud::{Markup, html};

use super::layout::PageContext;
use super::listing::page_size;
use super::narrow::{self, Narrow, Room};
use super::paths::SEARCH;
use super::{cite, conditions, ground, query_form};
use crate::error::Result;
use crate::present::About;
use crate::query::Query;
use crate::search::{self, Answer, Remark, Request, Sort};
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::snapshot::Snapshot;
use view::View;

pub(super) use way::{hits_in, to_hit};

/// The parameters of the page, in addition to query, mode and conditions.
pub(super) const PARAMETERS: &[&Parameter] = &[
    &parameters::SORT,
    &parameters::BY_REPORT,
    &parameters::HITS_ON_PAGE,
    &parameters::PAGE,
    &parameters::NOT_FOUND,
];

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
    let is_absent = has_query && params.has(&parameters::NOT_FOUND);
    let mut request = params.request(query);
    request.facets = narrow::FACETS.to_vec();
    let results = if has_query && !is_absent {
        let mut results = search::search(&snapshot.reader, &request)?;
        snapshot.redactor.results(&mut results.body);
        results
    } else {
        search::search(&snapshot.reader, &Request { limit: 0, ..request.clone() })?
    };
    // The number of the page of hits is not part of the address that links start from.
    let address = way::list_address(params, 1, None);
    let view = View { context, params, request: &request, results: &results, is_absent, address };
    let Answer { question, ground: counted_over, remarks, body: found, .. } = &results;
    let is_empty = has_query && !is_absent && found.counts.sections == 0;
    // What is near has its own place, with links.
    let is_told = |remark: &&Remark| !is_empty || !suggestions::is_offered(remark);
    let told: Vec<Remark> = remarks.iter().filter(is_told).cloned().collect();
    let read_as = question.query.as_ref().map(|query| (query, question.mode, remarks.as_slice()));
    let list = if !has_query || is_absent {
        overview::listed(&view, snapshot)?
    } else if view.listed().0 == 0 {
        suggestions::nothing(&view, snapshot)?
    } else {
        hits::list(&view)
    };
    let sidebar = Narrow::new(context, params, &view.address, (&results, Room::Text));
    let sidebar = sidebar.listing_absent(is_absent);
    let body = html! {
        h1.unseen { (context.pick("Search government reports", "检索政府报告")) }
        (query_form::form(context, params, SEARCH, &list_fields(&view)))
        (ground::ground(context, found.counts, *counted_over, read_as))
        (cite::count(context, About::new("hits", &snapshot.reader).with_answer(&results, Some(found.counts))))
        (conditions::chosen(context, params, &view.address, remarks))
        (ground::remarks(context, &told))
        (ground::rewritten(context, params.value(&parameters::INDEX), &view.address))
        @if is_empty {
            // Nothing can be narrowed further.
            section.found id="found" tabindex="-1" aria-label=(context.pick("Results", "结果")) { (list) }
        } @else {
            (sidebar.beside(&list))
        }
    };
    let title = params.value(&parameters::Q).unwrap_or(context.pick("Search", "检索"));
    Ok(context.page(title, &body))
}

/// Returns the choices of a list: its order, if there is something to order, and how many entries a page
/// has.
fn list_fields(view: &View<'_>) -> Markup {
    let context = view.context;
    let has_query = view.request.query.is_some();
    let is_list = has_query || conditions::is_narrowed(view.params);
    html! {
        @if has_query {
            label.sort {
                (context.pick("List", "列出"))
                select name=(parameters::BY_REPORT.name) {
                    option value="0" { (context.pick("section by section", "按节")) }
                    option value="1" selected[view.request.by_report] { (context.pick("by report", "按报告")) }
                }
            }
            label {
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
        @if is_list { (page_size(context, &parameters::HITS_ON_PAGE, view.request.limit)) }
    }
}

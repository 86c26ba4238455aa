//! Every mention of a query with what stands before and after it; how often what stands next to it;
//! and which words occur near it more often than elsewhere.
//!
//! - `view`: what all parts of the page share
//! - `controls`: the form, the tabs, pages and files
//! - `rows`: the mentions
//! - `groups`: the mentions by what stands next to them
//! - `collocates`: the words near them
//!
//! All figures are those of the command line and the API.

mod collocates;
mod controls;
mod groups;
mod rows;
#[cfg(test)]
mod tests;
mod view;

use maud::{Markup, html};

use super::layout::PageContext;
use super::narrow::{self, Narrow, Room};
use super::paths::KWIC;
use super::{cite, conditions, ground, query_form};
use crate::error::{Error, Result};
use crate::present::About;
use crate::query::Query;
use crate::search::{self, Answer, Counts, Request, Window};
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::snapshot::Snapshot;
use view::{Tab, View};

pub(super) use view::PARAMETERS;

/// Returns the form of the page.
pub(super) fn form(context: &PageContext, params: &Params) -> Markup {
    query_form::form(context, params, KWIC, &controls::fields(context, params))
}

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
    let has_query = query.is_some();
    let facets = narrow::count(params, query.clone(), snapshot)?;
    let mut request = params.request(query);
    let view = View::new(context, params);
    let limit = view::rows_on_page(params);
    let offset = limit.saturating_mul(params.page() - 1);
    request.rows = Window { limit: Some(limit), offset };
    let (about, body) = match view.tab {
        _ if !has_query => (facets.clone().map(|found| found.counts), no_query(context)),
        Tab::Collocates => {
            match view.collocates(request.clone()).answer(&snapshot.reader) {
                // The sections are counted all the same.
                Err(Error::NoTerm) => {
                    let answer =
                        search::search(&snapshot.reader, &Request { limit: 0, ..request })?;
                    (answer.map(|found| found.counts), html! {})
                }
                answer => {
                    let (answer, found) = answer?.take_body();
                    let body = collocates::tab(&view, &answer, &found);
                    (answer.map(|()| found.counts), body)
                }
            }
        }
        Tab::Rows | Tab::Groups => {
            let answer = params.kwic(request).answer(&snapshot.reader)?;
            let (answer, found) = answer.take_body();
            let body = match view.tab {
                Tab::Groups => groups::tab(&view, &answer, &found),
                _ => rows::tab(&view, &answer, &found),
            };
            (answer.map(|()| found.counts), body)
        }
    };
    let title = match params.value(&parameters::Q) {
        Some(query) => format!("{query} · {}", view.title()),
        None => view.title().to_owned(),
    };
    let sidebar = Narrow::new(context, params, &view.address, (&facets, Room::Table));
    let cited = cite::count(
        context,
        About::new("kwic", &snapshot.reader).with_answer(&about, Some(about.body)),
    );
    Ok(context.page(&title, &whole(&view, (&about, &cited, &sidebar), has_query, &body)))
}

/// Returns everything on the page, with what was found and counted over above the list.
fn whole(
    view: &View<'_>,
    (about, cited, sidebar): (&Answer<Counts>, &Markup, &Narrow<'_>),
    has_query: bool,
    body: &Markup,
) -> Markup {
    let (context, params) = (view.context, view.params);
    let query = about.question.query.as_ref().filter(|_| has_query);
    let read_as = query.map(|query| (query, about.question.mode, about.remarks.as_slice()));
    html! {
        h1.unseen { (view.title()) }
        (form(context, params))
        (ground::ground(context, about.body, about.ground, read_as))
        (cited)
        (conditions::chosen(context, params, &view.address, &about.remarks))
        (ground::remarks(context, &about.remarks))
        (ground::rewritten(context, params.value(&parameters::INDEX), &view.address))
        (sidebar.beside(&html! {
            @if has_query { (view.tabs()) }
            @if has_query && about.body.mentions == 0 { (nothing(view, about.body)) } @else { (body) }
        }))
    }
}

fn no_query(context: &PageContext) -> Markup {
    html! {
        p.notice {
            (context.pick(
                "Type a term to see every mention of it with what stands before and after it.",
                "输入一个词，逐条查看每一处提及及其前后文。",
            ))
        }
    }
}

/// Returns what to do if there are no mentions.
fn nothing(view: &View<'_>, counts: Counts) -> Markup {
    let context = view.context;
    html! {
        p.notice {
            @if counts.sections > 0 {
                (context.pick("The query has no term whose mentions could be listed.", "检索式中没有可以逐条列出的词。"))
            } @else {
                (context.pick("No report mentions it.", "没有一份报告提及。"))
            }
            " "
            a href=(view.search_url()) { (context.pick("To the search", "转到检索")) }
        }
    }
}

//! The pages: made by the server, in two languages, usable without script.
//!
//! - `paths`, `address`: the addresses of pages
//! - `html_text`: texts of reports as HTML
//! - `layout`: the frame around every page
//! - `query_form`, `conditions`, `ground`: the question, what it is narrowed to, and what its answer
//!   was counted over
//! - `fragments`: pieces that several pages share
//! - `search`: the hits of a query, and what they can be narrowed to
//! - `coverage`: which counties mention a term, and when
//! - `trend`: how much a term is mentioned over the years
//! - `kwic`: every mention with what stands around it
//! - `panel`: the concepts of a codebook next to each other
//! - `report`: one report to read, quote and cite
//! - `help`: the pages of the manual
//! - `error_pages`: what went wrong
//!
//! Texts of reports are hostile: maud escapes them, and `html_text::clean` replaces what HTML cannot
//! contain. The styles in `style/` and the scripts in `script/` are compiled into the program.

mod address;
mod conditions;
mod coverage;
mod error_pages;
mod fragments;
mod ground;
mod help;
mod html_text;
mod kwic;
mod layout;
mod panel;
mod paths;
mod query_form;
mod report;
mod search;
mod trend;

use axum::Router;
use axum::extract::{Path, State as FromState};
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::answer::{answer, constant};
use super::http::cache::CacheKey;
use super::http::content::Content;
use super::http::limits::Cost;
use super::http::parameters::Parameter;
use super::http::params::{Params, Unknown};
use super::http::problem::Problem;
use super::snapshot::Snapshot;
use super::state::ServerState;
use crate::query::Query;

pub(super) use error_pages::problem_page;
pub(super) use layout::PageContext;
use paths::{COVERAGE, HELP, KWIC, PANEL, SEARCH, TREND};
pub(super) use paths::{SCRIPT, STYLE};

/// Returns the routes of the pages.
pub(super) fn routes() -> Router<ServerState> {
    Router::new()
        .merge(Page::new(SEARCH, search::PARAMETERS, no_fields, search::page).route())
        .merge(Page::new(COVERAGE, coverage::PARAMETERS, no_fields, coverage::page).route())
        .merge(Page::new(TREND, trend::PARAMETERS, trend::fields, trend::page).route())
        .merge(Page::new(KWIC, kwic::PARAMETERS, kwic::fields, kwic::page).route())
        .route(PANEL, get(panel_page))
        .route("/reports/{id}", get(report_page))
        .route(HELP, get(help_page))
        .route(STYLE, get(style))
        .route(SCRIPT, get(script))
        .fallback(not_found)
}

/// A page that answers a question.
#[derive(Clone, Copy)]
struct Page {
    path: &'static str,
    /// Its parameters, in addition to query, mode and conditions.
    parameters: &'static [&'static Parameter],
    fields: Fields,
    make: Make,
}

/// Returns what the form of a page has in addition to the query line.
type Fields = fn(&PageContext, &Params) -> Markup;

/// Makes the page of a query or, without one, of everything in the index.
type Make = fn(&PageContext, &Params, Option<Query>, &Snapshot) -> crate::Result<String>;

async fn panel_page(
    FromState(state): FromState<ServerState>,
    uri: Uri,
    headers: HeaderMap,
    key: CacheKey,
) -> Response {
    let context = PageContext::new(&uri, &headers);
    let known = query_form::with_question(panel::PARAMETERS);
    let params = match Params::read(uri.query(), &known, Unknown::Ignored) {
        Ok(params) => params,
        Err(problem) => return context.finish(problem_page(&context, &problem)),
    };
    let (key, page) = (key.and(context.language.key()), context.clone());
    let made = answer(&state, Cost::Costly, key, move |snapshot| {
        Ok(Content::Html(panel::page(&page, &params, snapshot)?))
    });
    let made = made.await.unwrap_or_else(|problem| problem_page(&context, &problem));
    context.finish(made)
}

fn no_fields(_: &PageContext, _: &Params) -> Markup {
    html! {}
}

impl Page {
    fn new(
        path: &'static str,
        parameters: &'static [&'static Parameter],
        fields: Fields,
        make: Make,
    ) -> Self {
        Self { path, parameters, fields, make }
    }

    /// Returns the route of the page.
    fn route(self) -> Router<ServerState> {
        let handler = move |FromState(state): FromState<ServerState>,
                            uri: Uri,
                            headers: HeaderMap,
                            key: CacheKey| async move {
            self.answer(&state, &uri, &headers, key).await
        };
        Router::new().route(self.path, get(handler))
    }

    async fn answer(
        self,
        state: &ServerState,
        uri: &Uri,
        headers: &HeaderMap,
        key: CacheKey,
    ) -> Response {
        let context = PageContext::new(uri, headers);
        let known = query_form::with_question(self.parameters);
        let params = match Params::read(uri.query(), &known, Unknown::Ignored) {
            Ok(params) => params,
            Err(problem) => return context.finish(problem_page(&context, &problem)),
        };
        let query = match params.further_queries().and_then(|_| params.query()) {
            Ok(query) => query,
            Err(error) => {
                let problem = Problem::from_error(&error.into(), state.warner());
                let fields = (self.fields)(&context, &params);
                let form = query_form::form(&context, &params, self.path, &fields);
                let page = error_pages::unreadable_query(&context, &form, &problem);
                return context.finish((problem.status, Content::Html(page)).into_response());
            }
        };
        let (key, page) = (key.and(context.language.key()), context.clone());
        let made = answer(state, params.cost(), key, move |snapshot| {
            Ok(Content::Html((self.make)(&page, &params, query, snapshot)?))
        });
        let made = made.await.unwrap_or_else(|problem| problem_page(&context, &problem));
        context.finish(made)
    }
}

async fn report_page(
    FromState(state): FromState<ServerState>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    key: CacheKey,
) -> Response {
    let context = PageContext::new(&uri, &headers);
    let params = Params::read(uri.query(), report::PARAMETERS, Unknown::Ignored);
    let params = params.unwrap_or_default();
    // The page contains the day on which it is cited, so tomorrow it is a different one.
    let visit = report::Visit::now(&headers);
    let (key, page) = (key.and(context.language.key()).and(&visit.day()), context.clone());
    let made = answer(&state, Cost::Cheap, key, move |snapshot| {
        Ok(Content::Html(report::page(&page, &params, &visit, snapshot, &id)?))
    });
    let made = made.await.unwrap_or_else(|problem| problem_page(&context, &problem));
    context.finish(made)
}

async fn help_page(
    FromState(state): FromState<ServerState>,
    uri: Uri,
    headers: HeaderMap,
    key: CacheKey,
) -> Response {
    let context = PageContext::new(&uri, &headers);
    let (key, page) = (key.and(context.language.key()), context.clone());
    let made =
        answer(&state, Cost::Cheap, key, move |_| Ok(Content::Html(help::query_page(&page))));
    let made = made.await.unwrap_or_else(|problem| problem_page(&context, &problem));
    context.finish(made)
}

async fn style(FromState(state): FromState<ServerState>, key: CacheKey) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    let style = concat!(
        include_str!("style/base.css"),
        include_str!("style/suggest.css"),
        include_str!("style/search.css"),
        include_str!("style/coverage.css"),
        include_str!("style/trend.css"),
        include_str!("style/panel.css"),
        include_str!("style/kwic.css"),
        include_str!("style/report.css"),
    );
    constant(&state, &key, ([kind], style))
}

async fn script(FromState(state): FromState<ServerState>, key: CacheKey) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    let script = concat!(
        include_str!("script/keys.js"),
        include_str!("script/pages.js"),
        include_str!("script/suggest.js"),
        include_str!("script/reader.js"),
    );
    constant(&state, &key, ([kind], script))
}

async fn not_found(uri: Uri, headers: HeaderMap) -> Response {
    problem_page(&PageContext::new(&uri, &headers), &Problem::not_found())
}

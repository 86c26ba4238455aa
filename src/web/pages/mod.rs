//! The pages: made by the server, in two languages, usable without script.
//!
//! - `paths`, `address`: the addresses of pages
//! - `html_text`: texts of reports as HTML
//! - `layout`: the frame around every page
//! - `query_form`, `conditions`, `ground`: the question, what it is narrowed to, and what its answer
//!   was counted over
//! - `listing`: long tables, narrowed, ordered and paged
//! - `fragments`: pieces that several pages share
//! - `narrow`: what an answer can be narrowed to, beside the answer
//! - `search`: the hits of a query
//! - `coverage`: which counties mention a term, and when
//! - `trend`: how much a term is mentioned over the years
//! - `kwic`: every mention with what stands around it
//! - `panel`: the concepts of a codebook next to each other
//! - `corpus`: what the index holds
//! - `saved`: what a reader keeps
//! - `report`: one report to read, quote and cite
//! - `help`: what chabao can do, and the chapters of the manual
//! - `error_pages`: what went wrong
//!
//! Texts of reports are hostile: maud escapes them, and `html_text::clean` replaces what HTML cannot
//! contain. The styles in `style/` and the scripts in `script/` are compiled into the program.

mod address;
mod cite;
mod conditions;
mod corpus;
mod coverage;
mod error_pages;
mod fragments;
mod ground;
mod help;
mod html_text;
mod kwic;
mod layout;
mod listing;
mod narrow;
#[cfg(test)]
mod link_tests;
mod panel;
mod paths;
mod query_form;
mod report;
mod saved;
mod search;
mod trend;
#[cfg(test)]
mod word_tests;

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State as FromState};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::answer::{answer, constant};
use super::http::cache::CacheKey;
use super::http::content::Content;
use super::http::limits::Cost;
use super::http::parameters::{self, LONGEST_ADDRESS, Parameter};
use super::http::params::{Asked, Params, Unknown};
use super::http::problem::Problem;
use super::http::sent::{LONGEST_BODY, Sent};
use super::snapshot::Snapshot;
use super::state::ServerState;
use crate::manual::Chapter;
use crate::query::Query;

use address::Address;
use error_pages::Usable;
pub(super) use error_pages::problem_page;
pub(super) use layout::PageContext;
use paths::{CORPUS, COVERAGE, HELP, KWIC, PANEL, SAVED, TREND};
pub(super) use paths::{OPENSEARCH, ORIGINAL, SCRIPT, SEARCH, STYLE};

/// The pages that answer a question.
const PAGES: [Page; 5] = [
    Page { path: SEARCH, parameters: search::PARAMETERS, form: search::form, make: search::page },
    Page {
        path: COVERAGE,
        parameters: coverage::PARAMETERS,
        form: coverage::form,
        make: coverage::page,
    },
    Page { path: TREND, parameters: trend::PARAMETERS, form: trend::form, make: trend::page },
    Page { path: KWIC, parameters: kwic::PARAMETERS, form: kwic::form, make: kwic::page },
    Page { path: PANEL, parameters: panel::PARAMETERS, form: panel::form, make: panel::page },
];

/// Returns the routes of the pages.
pub(super) fn routes() -> Router<ServerState> {
    let router = Router::new()
        .route("/reports/{id}", get(report_page))
        .route(CORPUS, get(corpus_page))
        .route(SAVED, get(saved_page))
        .route("/hits/{number}", get(to_hit))
        .route(HELP, get(help_page))
        .route(&format!("{HELP}/{{topic}}"), get(chapter_page))
        .route(STYLE, get(style))
        .route(SCRIPT, get(script))
        .fallback(not_found);
    PAGES.into_iter().fold(router, |router, page| router.merge(page.route()))
}

/// Returns the names of all parameters that a page reads, beside that of its language.
#[cfg(test)]
fn page_parameters() -> impl Iterator<Item = &'static str> {
    let pages = PAGES.into_iter().map(|page| query_form::with_question(page.parameters));
    let others = [report::PARAMETERS, corpus::PARAMETERS].map(<[_]>::to_vec);
    pages.chain(others).flatten().map(|parameter| parameter.name)
}

/// Returns whether a form with a codebook may be posted to an address.
pub(super) fn takes_codebook(path: &str) -> bool {
    PAGES.iter().any(|page| page.path == path && page.takes_codebook())
}

/// A page that answers a question.
#[derive(Clone, Copy)]
struct Page {
    path: &'static str,
    /// Its parameters, in addition to query, mode and conditions.
    parameters: &'static [&'static Parameter],
    form: Form,
    make: Make,
}

/// Returns the form of a page.
type Form = fn(&PageContext, &Params) -> Markup;

/// Makes the page of a query or, without one, of a codebook or of everything in the index.
type Make = fn(&PageContext, &Params, Option<Query>, &Snapshot) -> crate::Result<String>;

impl Page {
    fn takes_codebook(&self) -> bool {
        parameters::contains(self.parameters, parameters::CODEBOOK.name)
    }

    /// Returns the route of the page.
    fn route(self) -> Router<ServerState> {
        let handler = move |FromState(state): FromState<ServerState>,
                            uri: Uri,
                            headers: HeaderMap,
                            key: CacheKey,
                            sent: Result<Sent, Problem>| async move {
            let context = PageContext::new(&uri, &headers);
            let page = match sent {
                Ok(sent) => self.answer(&state, &context, key, sent).await,
                Err(problem) => problem_page(&context, &problem),
            };
            context.finish(page)
        };
        let methods = get(handler);
        let methods = if self.takes_codebook() {
            methods.post(handler).layer(DefaultBodyLimit::max(LONGEST_BODY))
        } else {
            methods
        };
        Router::new().route(self.path, methods)
    }

    async fn answer(
        self,
        state: &ServerState,
        context: &PageContext,
        key: CacheKey,
        sent: Sent,
    ) -> Response {
        let address = sent.address(self.path);
        if sent.codebook.is_some() {
            return problem_page(context, &not_a_form());
        }
        // Every page has an address that can be shared, unless none has room for its codebook.
        let is_long = address.len() > LONGEST_ADDRESS;
        if sent.is_posted && !is_long {
            return Redirect::to(&address).into_response();
        }
        // The page has its address and the day, to be cited.
        let key = sent.key(key).and(context.language.key()).and(&context.visit());
        let is_posted = sent.is_posted;
        let mut known = query_form::with_question(self.parameters);
        known.extend(narrow::PARAMETERS);
        // A codebook that is the body was refused above.
        let (params, unusable) = Params::read_usable(Some(&sent.query), &known, Unknown::Ignored);
        let context = context.clone().with_ignored(&params).posted(is_posted);
        if let Some(problem) = unusable {
            return self.unanswered(&context, &params, &problem);
        }
        let asked = params.asked();
        let problem = match asked {
            Ok(Asked::Query(query)) => {
                let make = move |context: &PageContext, params: &Params, snapshot: &Snapshot| {
                    (self.make)(context, params, query, snapshot)
                };
                return self.made(state, context, params, key, make).await;
            }
            Ok(Asked::Codebook(_)) if is_posted && self.path != PANEL => codebook_too_long(),
            Ok(Asked::Codebook(_)) => {
                let make = move |context: &PageContext, params: &Params, snapshot: &Snapshot| {
                    (self.make)(context, params, None, snapshot)
                };
                return self.made(state, context, params, key, make).await;
            }
            Err(error) => Problem::from_error(&error, state.warner()),
        };
        self.unanswered(&context, &params, &problem)
    }

    /// Answers with a page.
    async fn made(
        self,
        state: &ServerState,
        context: PageContext,
        params: Params,
        key: CacheKey,
        make: impl FnOnce(&PageContext, &Params, &Snapshot) -> crate::Result<String> + Send + 'static,
    ) -> Response {
        let (cost, page, params) = (params.cost(), context.clone(), Arc::new(params));
        let asked = params.clone();
        let answered = answer(state, cost, key, move |snapshot| {
            Ok(Content::Html(make(&page.made_from(snapshot), &asked, snapshot)?))
        });
        answered.await.unwrap_or_else(|problem| self.unanswered(&context, &params, &problem))
    }

    /// Answers with what is wrong, and with the form and the conditions that can be used.
    fn unanswered(self, context: &PageContext, params: &Params, problem: &Problem) -> Response {
        let known = query_form::with_question(self.parameters);
        let form = (self.form)(context, params);
        let address = Address::with_values(self.path, params, &known);
        error_pages::unanswered(
            context,
            &Usable { form, params, address, before: html! {} },
            problem,
        )
    }
}

/// Returns the problem of a codebook that is sent to a page by itself: the links of the page could not
/// send it again.
fn not_a_form() -> Problem {
    let hint = "send it to `/api/v1/panel`, or as the field `concept` of a form";
    Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "parameter",
        "pages take a codebook as a form",
        hint,
    )
    .in_chinese("页面只接受以表单提交的概念表", "请提交到 /api/v1/panel，或用表单字段 concept 提交")
}

/// Returns the problem of a codebook for which an address has no room, on a page that needs one.
fn codebook_too_long() -> Problem {
    let message = format!("the concepts make an address of more than {LONGEST_ADDRESS} bytes");
    let hint = "count them on the page of concepts, or give this page a part of them";
    Problem::new(StatusCode::URI_TOO_LONG, "too-long", message, hint).in_chinese(
        format!("概念太多，网址容纳不下（最多 {LONGEST_ADDRESS} 字节）"),
        "请在“概念”页统计，或在这里只填写一部分概念",
    )
}

/// Leads to the place of a hit in its report. A question that cannot be answered has its page.
async fn to_hit(
    FromState(state): FromState<ServerState>,
    Path(number): Path<usize>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let context = PageContext::new(&uri, &headers);
    let known = query_form::with_question(search::PARAMETERS);
    let (params, _) = Params::read_usable(uri.query(), &known, Unknown::Ignored);
    let list = Address::of(&uri).to_page(SEARCH, |_| true).to_url();
    let Ok(Some(query)) = params.query() else { return Redirect::to(&list).into_response() };
    let (server, limiter, cost) = (state.clone(), state.limiter(), params.cost());
    let job = move || {
        let snapshot = server.reloader().current();
        search::to_hit(&params, query, number.max(1), &snapshot)
            .map_err(|error| Problem::from_error(&error, server.warner()))
    };
    let answered = limiter.in_time(async { limiter.run(cost, job).await?.0 }).await;
    let answer = match answered {
        Ok(url) => Redirect::to(&url).into_response(),
        Err(problem) => problem_page(&context, &problem),
    };
    context.finish(answer)
}

async fn report_page(
    FromState(state): FromState<ServerState>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    key: CacheKey,
) -> Response {
    let context = PageContext::new(&uri, &headers);
    let params = match Params::read(uri.query(), report::PARAMETERS, Unknown::Ignored) {
        Ok(params) => Arc::new(params),
        Err(problem) => return context.finish(problem_page(&context, &problem)),
    };
    let context = context.with_ignored(&params);
    let (asked, seen) = (params.clone(), Arc::new(OnceLock::new()));
    let index = seen.clone();
    // The page contains the day on which it is cited, so tomorrow it is a different one.
    let visit = report::Visit::now(&headers, state.offers_originals());
    // It has the address of the report too, with the name by which the server was asked.
    let key = key.and(context.language.key()).and(&visit.day()).and(visit.host());
    let page = context.clone();
    let made = answer(&state, Cost::Cheap, key, move |snapshot| {
        let page = index.get_or_init(|| page.made_from(snapshot));
        Ok(Content::Html(report::page(page, &asked, &visit, snapshot, &id)?))
    });
    let made = made.await.unwrap_or_else(|problem| {
        let context = seen.get().unwrap_or(&context);
        let form = search::form(context, &params);
        report::missing(context, form, &params, &problem)
    });
    context.finish(made)
}

async fn corpus_page(
    FromState(state): FromState<ServerState>,
    uri: Uri,
    headers: HeaderMap,
    key: CacheKey,
) -> Response {
    // The first request counts everything and reads all notes; the others find it done.
    let request = (&uri, &headers, corpus::PARAMETERS);
    made_without_question(&state, request, key, Cost::Costly, corpus::page).await
}

async fn help_page(
    FromState(state): FromState<ServerState>,
    uri: Uri,
    headers: HeaderMap,
    key: CacheKey,
) -> Response {
    let render = |context: &PageContext, _: &Params, snapshot: &Snapshot| {
        help::glance_page(context, snapshot)
    };
    made_without_question(&state, (&uri, &headers, &[]), key, Cost::Costly, render).await
}

async fn saved_page(
    FromState(state): FromState<ServerState>,
    uri: Uri,
    headers: HeaderMap,
    key: CacheKey,
) -> Response {
    let render = |context: &PageContext, _: &Params, _: &Snapshot| Ok(saved::page(context));
    made_without_question(&state, (&uri, &headers, &[]), key, Cost::Cheap, render).await
}

async fn chapter_page(
    FromState(state): FromState<ServerState>,
    Path(topic): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    key: CacheKey,
) -> Response {
    let Some(chapter) = Chapter::from_key(&topic) else { return not_found(uri, headers).await };
    let render = move |context: &PageContext, _: &Params, _: &Snapshot| {
        Ok(help::chapter_page(context, chapter))
    };
    made_without_question(&state, (&uri, &headers, &[]), key, Cost::Cheap, render).await
}

/// Answers with a page that asks no question; its address has the parameters `known`.
async fn made_without_question(
    state: &ServerState,
    (uri, headers, known): (&Uri, &HeaderMap, &[&'static Parameter]),
    key: CacheKey,
    cost: Cost,
    render: impl FnOnce(&PageContext, &Params, &Snapshot) -> crate::Result<String> + Send + 'static,
) -> Response {
    let context = PageContext::new(uri, headers);
    let params = match Params::read(uri.query(), known, Unknown::Ignored) {
        Ok(params) => params,
        Err(problem) => return context.finish(problem_page(&context, &problem)),
    };
    let context = context.with_ignored(&params);
    let key = key.and(context.language.key()).and(&context.visit());
    let page = context.clone();
    let made = answer(state, cost, key, move |snapshot| {
        Ok(Content::Html(render(&page, &params, snapshot)?))
    });
    let made = made.await.unwrap_or_else(|problem| problem_page(&context, &problem));
    context.finish(made)
}

async fn style(FromState(state): FromState<ServerState>, key: CacheKey) -> Response {
    let style = concat!(
        include_str!("style/base.css"),
        include_str!("style/suggest.css"),
        include_str!("style/search.css"),
        include_str!("style/coverage.css"),
        include_str!("style/trend.css"),
        include_str!("style/panel.css"),
        include_str!("style/kwic.css"),
        include_str!("style/report.css"),
        include_str!("style/help.css"),
        include_str!("style/corpus.css"),
        include_str!("style/listing.css"),
        include_str!("style/bar.css"),
    );
    constant(&state, &key, || Content::Css(style.to_owned()))
}

async fn script(FromState(state): FromState<ServerState>, key: CacheKey) -> Response {
    let script = concat!(
        include_str!("script/keys.js"),
        include_str!("script/copy.js"),
        include_str!("script/pages.js"),
        include_str!("script/saved.js"),
        include_str!("script/tables.js"),
        include_str!("script/suggest.js"),
        include_str!("script/reader.js"),
    );
    constant(&state, &key, || Content::Script(script.to_owned()))
}

async fn not_found(uri: Uri, headers: HeaderMap) -> Response {
    problem_page(&PageContext::new(&uri, &headers), &Problem::not_found())
}

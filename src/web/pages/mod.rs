//! The pages for people, made here whole, in two languages; they work without script.
//!
//! - `language`: Chinese or English
//! - `address`: addresses of pages
//! - `passage`: texts of reports as HTML
//! - `frame`: what stands around every page
//! - `question`: the query line, the conditions, the ground
//! - `search`: what a query found, and what it can be narrowed to
//! - `coverage`: which counties mention it, and when
//! - `trend`: how much it is mentioned over the years
//! - `report`: one report to be read, quoted and cited
//! - `notice`: logging in, and what went wrong
//!
//! Texts of reports are hostile: they go through maud, which escapes them, and `passage::clean`.
//! The styles in `style/` and the scripts in `script/` are compiled into the program.

mod address;
mod coverage;
mod frame;
mod language;
mod notice;
mod passage;
mod question;
mod report;
mod search;
mod trend;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State as FromState};
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::access::Access;
use super::answer::{Asking, Content, answer, constant};
use super::ask::{Asked, Parameter, Unknown};
use super::gate::let_in;
use super::held::Held;
use super::problem::Problem;
use super::state::State;
use crate::query::Query;
use frame::Here;

pub(super) use language::Language;

/// Where strangers log in.
pub(super) const LOGIN: &str = "/login";

/// Where the style of all pages stands.
pub(super) const STYLE: &str = "/style.css";

/// Where the script of all pages stands.
pub(super) const SCRIPT: &str = "/script.js";

/// Where one searches.
const SEARCH: &str = "/";

/// Where one sees which counties mention a term.
const COVERAGE: &str = "/coverage";

/// Where one sees how much a term is mentioned over the years.
const TREND: &str = "/trend";

/// Returns the addresses of the pages.
pub(super) fn routes() -> Router<State> {
    Router::new()
        .route(SEARCH, get(search_page))
        .route(COVERAGE, get(coverage_page))
        .route(TREND, get(trend_page))
        .route("/reports/{id}", get(report_page))
        .route(LOGIN, get(login_page).post(log_in))
        .route(STYLE, get(style))
        .route(SCRIPT, get(script))
        .fallback(nothing)
}

/// A page that answers a question.
struct Page {
    path: &'static str,
    /// What it is asked.
    parameters: &'static [&'static Parameter],
    /// What its form holds beside the query line.
    fields: fn(&Here, &Asked) -> Markup,
    /// Makes the page of a query, or of all that is held where there is none.
    make: fn(&Here, &Asked, Option<Query>, &Held) -> crate::Result<String>,
}

async fn search_page(
    FromState(state): FromState<State>,
    uri: Uri,
    headers: HeaderMap,
    asking: Asking,
) -> Response {
    let (parameters, make) = (search::PARAMETERS, search::page);
    let page = Page { path: SEARCH, parameters, fields: no_fields, make };
    page.answer(&state, &uri, &headers, asking).await
}

async fn coverage_page(
    FromState(state): FromState<State>,
    uri: Uri,
    headers: HeaderMap,
    asking: Asking,
) -> Response {
    let (parameters, make) = (coverage::PARAMETERS, coverage::page);
    let page = Page { path: COVERAGE, parameters, fields: no_fields, make };
    page.answer(&state, &uri, &headers, asking).await
}

async fn trend_page(
    FromState(state): FromState<State>,
    uri: Uri,
    headers: HeaderMap,
    asking: Asking,
) -> Response {
    let (parameters, make) = (trend::PARAMETERS, trend::page);
    let page = Page { path: TREND, parameters, fields: trend::fields, make };
    page.answer(&state, &uri, &headers, asking).await
}

fn no_fields(_: &Here, _: &Asked) -> Markup {
    html! {}
}

impl Page {
    async fn answer(
        self,
        state: &State,
        uri: &Uri,
        headers: &HeaderMap,
        asking: Asking,
    ) -> Response {
        let here = Here::of(uri, headers);
        let asked = match Asked::read(uri.query(), self.parameters, Unknown::PassedOver) {
            Ok(asked) => asked,
            Err(problem) => return here.finish(notice::problem(&here, &problem)),
        };
        let query = asked.one(&super::ask::Q).map(|_| asked.query()).transpose();
        let query = match query.and_then(|query| asked.beside().map(|_| query)) {
            Ok(query) => query,
            Err(error) => {
                let problem = Problem::of(&error.into(), &state.warner());
                let form = question::form(&here, &asked, self.path, &(self.fields)(&here, &asked));
                let page = notice::refused(&here, &form, &problem);
                return here.finish((problem.status, Content::Html(page)).into_response());
            }
        };
        let (asking, page) = (asking.and(here.language.name()), here.clone());
        let made = answer(state, asking, move |held| {
            Ok(Content::Html((self.make)(&page, &asked, query, held)?))
        });
        let made = made.await.unwrap_or_else(|problem| notice::problem(&here, &problem));
        here.finish(made)
    }
}

async fn report_page(
    FromState(state): FromState<State>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    asking: Asking,
) -> Response {
    let here = Here::of(&uri, &headers);
    let asked = Asked::read(uri.query(), report::PARAMETERS, Unknown::PassedOver);
    let asked = asked.unwrap_or_default();
    // The page tells the day on which it is cited: tomorrow it is another one.
    let visit = report::Visit::now(&headers);
    let (asking, page) = (asking.and(here.language.name()).and(&visit.day()), here.clone());
    let made = answer(&state, asking, move |held| {
        Ok(Content::Html(report::page(&page, &asked, &visit, held, &id)?))
    });
    let made = made.await.unwrap_or_else(|problem| notice::problem(&here, &problem));
    here.finish(made)
}

async fn login_page(FromState(state): FromState<State>, uri: Uri, headers: HeaderMap) -> Response {
    if !matches!(state.access(), Access::Token(_)) {
        return Redirect::to("/").into_response();
    }
    login(Language::of(&uri, &headers), "/", StatusCode::OK)
}

async fn log_in(
    FromState(state): FromState<State>,
    uri: Uri,
    headers: HeaderMap,
    sent: Result<Bytes, BytesRejection>,
) -> Response {
    let language = Language::of(&uri, &headers);
    let Access::Token(token) = state.access() else { return Redirect::to("/").into_response() };
    let Ok(sent) = sent else {
        let (status, hint) = (StatusCode::PAYLOAD_TOO_LARGE, "send the token alone");
        let told = Problem::new(status, "too-long", "more was sent than a token has", hint)
            .in_chinese("发来的内容比口令长", "只发送口令");
        return problem(language, &told);
    };
    let pairs: Vec<(String, String)> = form_urlencoded::parse(&sent).into_owned().collect();
    let field = |name: &str| pairs.iter().find(|(it, _)| it == name).map_or("", |(_, it)| it);
    if token.is(field("token").trim()) {
        return let_in(token, field("to"));
    }
    login(language, field("to"), StatusCode::UNAUTHORIZED)
}

async fn style(FromState(state): FromState<State>, asking: Asking) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    let style = concat!(
        include_str!("style/base.css"),
        include_str!("style/suggest.css"),
        include_str!("style/search.css"),
        include_str!("style/coverage.css"),
        include_str!("style/trend.css"),
        include_str!("style/report.css"),
    );
    constant(&state, &asking, ([kind], style))
}

async fn script(FromState(state): FromState<State>, asking: Asking) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    let script = concat!(
        include_str!("script/keys.js"),
        include_str!("script/pages.js"),
        include_str!("script/suggest.js"),
        include_str!("script/reader.js"),
    );
    constant(&state, &asking, ([kind], script))
}

async fn nothing(uri: Uri, headers: HeaderMap) -> Response {
    problem(Language::of(&uri, &headers), &Problem::nothing_here())
}

/// Returns the page that tells what went wrong.
pub(super) fn problem(language: Language, problem: &Problem) -> Response {
    notice::problem(&Here::in_language(language), problem)
}

/// Returns the page that asks for the token; `to` is where to go on to.
pub(super) fn login(language: Language, to: &str, status: StatusCode) -> Response {
    notice::login(&Here::in_language(language), to, status)
}

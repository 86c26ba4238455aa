//! The pages for people: search and reading, made here whole, without script and in two languages.
//!
//! - `language`: Chinese or English
//! - `frame`: what stands around every page, and addresses of pages
//! - `search`: the query, what it found, and what it can be narrowed to
//! - `report`: one report with its outline
//! - `notice`: logging in, and what went wrong
//!
//! Texts of reports are hostile: they go through maud, which escapes them, and `frame::clean`.

mod frame;
mod language;
mod notice;
mod report;
mod search;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State as FromState};
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::access::Access;
use super::answer::{Asking, Content, answer, constant};
use super::ask::{Asked, Unknown};
use super::gate::let_in;
use super::problem::Problem;
use super::state::State;
use frame::Here;

pub(super) use language::Language;

/// Where strangers log in.
pub(super) const LOGIN: &str = "/login";

/// Where the style of all pages stands.
pub(super) const STYLE: &str = "/style.css";

/// Returns the addresses of the pages.
pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/", get(search_page))
        .route("/reports/{id}", get(report_page))
        .route(LOGIN, get(login_page).post(log_in))
        .route(STYLE, get(style))
        .fallback(nothing)
}

async fn search_page(
    FromState(state): FromState<State>,
    uri: Uri,
    headers: HeaderMap,
    asking: Asking,
) -> Response {
    let here = Here::of(&uri, &headers);
    let asked = match Asked::read(uri.query(), search::PARAMETERS, Unknown::PassedOver) {
        Ok(asked) => asked,
        Err(problem) => return here.finish(notice::problem(&here, &problem)),
    };
    let query = match asked.one(&super::ask::Q).map(|_| asked.query()).transpose() {
        Ok(query) => query,
        Err(error) => {
            let problem = Problem::of(&error.into(), &state.warner());
            let page = search::refused(&here, &asked, &problem);
            return here.finish((problem.status, Content::Html(page)).into_response());
        }
    };
    let (asking, page) = (asking.and(here.language.name()), here.clone());
    let made = answer(&state, asking, move |held| {
        Ok(Content::Html(search::page(&page, &asked, query, held)?))
    });
    let made = made.await.unwrap_or_else(|problem| notice::problem(&here, &problem));
    here.finish(made)
}

async fn report_page(
    FromState(state): FromState<State>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    asking: Asking,
) -> Response {
    let here = Here::of(&uri, &headers);
    // Where the query cannot be read nothing is marked: the report is still the report.
    let asked = Asked::read(uri.query(), search::PARAMETERS, Unknown::PassedOver);
    let asked = asked.unwrap_or_default();
    let (asking, page) = (asking.and(here.language.name()), here.clone());
    let made = answer(&state, asking, move |held| {
        Ok(Content::Html(report::page(&page, &asked, &held.report(&id)?)))
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
        let told = Problem::new(status, "too-long", "more was sent than a token has", hint);
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
    constant(&state, &asking, ([kind], include_str!("style.css")))
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

//! What programs ask of a site before they ask anything of its reports: whether it is well, what may be
//! crawled, and how a browser searches it from its address bar.

use axum::Router;
use axum::extract::{RawQuery, State as FromState};
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;
use tokio::task::spawn_blocking;

use super::answer::answer;
use super::http::access::Access;
use super::http::cache::CacheKey;
use super::http::content::{Content, json_type};
use super::http::limits::Cost;
use super::http::origin::origin;
use super::http::parameters::{LINE, Parameter};
use super::http::params::{Params, Unknown};
use super::http::problem::Problem;
use super::pages::{OPENSEARCH, SEARCH};
use super::snapshot::Snapshot;
use super::state::ServerState;

/// Whether the server can answer.
const HEALTH: &str = "/healthz";

/// What may be crawled.
const ROBOTS: &str = "/robots.txt";

/// The completions that browsers show below their address bar.
const SUGGEST: &str = "/suggest";

/// What is answered without a token, and tells nothing of the reports.
pub(super) const OPEN: [&str; 3] = [HEALTH, ROBOTS, OPENSEARCH];

/// Nobody crawls a server that is not public.
const NOTHING: &str = "User-agent: *\nDisallow: /\n";

/// Of a public server reports may be crawled, each under its one address, and what it says of itself. A
/// crawler that followed searches would ask for every value of every facet.
const REPORTS: &str = "\
User-agent: *
Allow: /$
Allow: /reports/
Allow: /corpus$
Allow: /help
Allow: /style.css
Allow: /script.js
Disallow: /reports/*?
Disallow: /reports/*/original
Disallow: /
";

/// Returns the routes.
pub(super) fn routes() -> Router<ServerState> {
    Router::new()
        .route(HEALTH, get(health))
        .route(ROBOTS, get(robots))
        .route(OPENSEARCH, get(description))
        .route(SUGGEST, get(suggestions))
}

/// Says whether the index can be read. A server that cannot open what was written last goes on with what it
/// has, and is not well: it would not start again.
async fn health(FromState(state): FromState<ServerState>) -> Response {
    let (server, limiter) = (state.clone(), state.limiter());
    let checked = limiter.in_time(async {
        // It waits for no turn: a server that is busy is well.
        let checked = spawn_blocking(move || {
            let (snapshot, is_newest) = server.reloader().newest();
            (snapshot.reader.manifest().generation, snapshot.is_readable(), is_newest)
        });
        checked.await.map_err(|_| Problem::bug())
    });
    let (status, body) = match checked.await {
        Ok((generation, true, true)) => {
            (StatusCode::OK, json!({ "status": "ok", "generation": generation }))
        }
        Ok((generation, is_readable, _)) => {
            let reason = if is_readable {
                "the index was written and cannot be opened: the generation before is served"
            } else {
                "the index cannot be read"
            };
            let body = json!({ "status": "failing", "generation": generation, "reason": reason });
            (StatusCode::SERVICE_UNAVAILABLE, body)
        }
        Err(problem) => {
            let body = json!({ "status": "failing", "reason": problem.message });
            (StatusCode::SERVICE_UNAVAILABLE, body)
        }
    };
    (status, [json_type()], format!("{body}\n")).into_response()
}

async fn robots(FromState(state): FromState<ServerState>) -> Response {
    let text = if matches!(state.access(), Access::Public) { REPORTS } else { NOTHING };
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// Describes the search to browsers (OpenSearch 1.1). Its addresses are those under which it was asked
/// for; a proxy says whether that was with TLS.
async fn description(headers: HeaderMap) -> Response {
    let root = origin(&headers).unwrap_or_default();
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>查报</ShortName>\n\
         <Description>检索法治政府建设年度报告 · Search government reports</Description>\n\
         <InputEncoding>UTF-8</InputEncoding>\n\
         <Url type=\"text/html\" template=\"{root}{SEARCH}?q={{searchTerms}}\"/>\n\
         <Url type=\"application/x-suggestions+json\" template=\"{root}{SUGGEST}?q={{searchTerms}}\"/>\n\
         </OpenSearchDescription>\n"
    );
    let kind = HeaderValue::from_static("application/opensearchdescription+xml; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], xml).into_response()
}

/// Answers a browser that completes a query line: the line, the lines it may become, and what each finds.
async fn suggestions(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Result<Response, Problem> {
    const KNOWN: &[&Parameter] = &[&LINE];
    let params = Params::read(query.as_deref(), KNOWN, Unknown::Ignored)?;
    let line = params.value(&LINE).unwrap_or_default().to_owned();
    let make = move |snapshot: &Snapshot| {
        let found = snapshot.suggest(&line)?;
        let characters: Vec<char> = line.chars().collect();
        let [from, to] = found.replaces;
        let before: String = characters.iter().take(from).collect();
        let after: String = characters.iter().skip(to).collect();
        let (mut lines, mut about) = (Vec::new(), Vec::new());
        for suggestion in &found.suggestions {
            lines.push(format!("{before}{}{after}", suggestion.insert));
            about.push(suggestion.reports.map(|it| format!("{it} 份报告")).unwrap_or_default());
        }
        Ok(Content::Json(format!("{}\n", json!([line, lines, about]))))
    };
    answer(&state, Cost::Cheap, key, make).await
}

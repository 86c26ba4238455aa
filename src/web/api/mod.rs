//! The API: the answers of the command line over HTTP, as JSON, as CSV and as drawings.
//!
//! - `operations`: the table of operations
//! - `openapi`: the document that describes them, made from that table and from the types that are
//!   served

mod openapi;
mod operations;

use axum::Router;
use axum::extract::{Path, RawQuery, State as FromState};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use axum::routing::get;

use super::answer::{answer, constant};
use super::http::cache::CacheKey;
use super::http::choices::Format;
use super::http::content::Content;
use super::http::parameters;
use super::http::params::{Params, Unknown};
use super::http::problem::Problem;
use super::snapshot::Snapshot;
use super::state::ServerState;
use super::stream::all_hits_as_csv;
use super::table_notes::table_notes;
use crate::analysis::{self, Trend};
use crate::present::json;
use crate::report::Language;
use crate::search::{self, Answer, Counts, FacetBy, GroupBy, Remark, Request};
use operations::{
    COVERAGE, DOCUMENT, FACETS, MENTIONS, Operation, REPORT, REPORTS, SEARCH, STATUS, SUGGEST,
    TREND,
};

/// What a handler returns.
type Handled = Result<Response, Problem>;

/// Returns the routes of the API.
pub(super) fn routes() -> Router<ServerState> {
    Router::new()
        .route(SEARCH.path, get(search))
        .route(MENTIONS.path, get(mentions))
        .route(COVERAGE.path, get(coverage))
        .route(TREND.path, get(trend))
        .route(FACETS.path, get(facets))
        .route(REPORTS.path, get(reports))
        .route(REPORT.path, get(report))
        .route(STATUS.path, get(status))
        .route(SUGGEST.path, get(suggest))
        .route(DOCUMENT, get(document))
        .route("/api/{*path}", get(not_found))
}

/// Reads the parameters of an operation.
fn read(query: Option<&str>, operation: &Operation) -> Result<Params, Problem> {
    Params::read(query, &operation.all_parameters(), Unknown::Refused)
}

/// Returns the request for the query, which is required.
fn request(state: &ServerState, params: &Params) -> Result<Request, Problem> {
    let query =
        params.query().map_err(|error| Problem::from_error(&error.into(), state.warner()))?;
    let Some(query) = query else {
        return Err(Problem::parameter("there is no query", "say what to find: `q=三项制度`"));
    };
    Ok(params.request(Some(query)))
}

/// Returns the headers of a table: what it was counted over, and the remarks.
fn notes<T>(answer: &Answer<T>, counts: Counts) -> Vec<(HeaderName, HeaderValue)> {
    table_notes(&ground(answer, counts), &answer.remarks)
}

/// Returns the headers of the table of a trend: those of all its series together.
fn trend_notes(trend: &Trend) -> Vec<(HeaderName, HeaderValue)> {
    let grounds = trend.series.iter().map(|series| ground(series, series.body.counts));
    let grounds: Vec<String> = grounds.collect();
    let mut remarks: Vec<Remark> = Vec::new();
    for remark in trend.series.iter().flat_map(|series| &series.remarks) {
        if !remarks.contains(remark) {
            remarks.push(remark.clone());
        }
    }
    table_notes(&grounds.join(" | "), &remarks)
}

fn ground<T>(answer: &Answer<T>, counts: Counts) -> String {
    let has_query = answer.question.query.is_some();
    counts.over(answer.ground, has_query, Language::English)
}

async fn search(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &SEARCH)?;
    let mut request = request(&state, &params)?;
    if params.format() == Format::Csv {
        return all_hits_as_csv(&state, key, request).await;
    }
    request.facets = params.facets(&parameters::FACET);
    let make = move |snapshot: &Snapshot| {
        let mut results = search::search(&snapshot.reader, &request)?;
        results.body.hits.iter_mut().for_each(|hit| snapshot.redactor.hit(hit));
        Ok(Content::Json(json(&results)))
    };
    answer(&state, key, make).await
}

async fn mentions(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &MENTIONS)?;
    let request = request(&state, &params)?;
    let make = move |snapshot: &Snapshot| {
        let mut mentions = analysis::mentions(&snapshot.reader, &request, params.rows_by())?;
        if params.rows_by() == GroupBy::Report {
            snapshot.redactor.mentions_by_report(&mut mentions.body);
        }
        Ok(if params.format() == Format::Csv {
            let text = mentions.body.to_csv(params.has(&parameters::ABSENT));
            Content::Csv { name: "mentions", text, notes: notes(&mentions, mentions.body.counts) }
        } else {
            Content::Json(json(&mentions))
        })
    };
    answer(&state, key, make).await
}

async fn coverage(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &COVERAGE)?;
    let request = request(&state, &params)?;
    let (rows, columns) = params.rows_and_columns();
    let make = move |snapshot: &Snapshot| {
        let mut coverage = analysis::coverage(&snapshot.reader, &request, rows, columns)?;
        if rows == GroupBy::Report {
            snapshot.redactor.coverage_by_report(&mut coverage.body);
        }
        Ok(if params.format() == Format::Csv {
            let text = coverage.body.to_csv();
            Content::Csv { name: "coverage", text, notes: notes(&coverage, coverage.body.counts) }
        } else {
            Content::Json(json(&coverage))
        })
    };
    answer(&state, key, make).await
}

async fn trend(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &TREND)?;
    let first = params.value(&parameters::Q).map(|_| request(&state, &params)).transpose()?;
    let further = params
        .further_queries()
        .map_err(|error| Problem::from_error(&error.into(), state.warner()))?;
    let further = further.into_iter().map(|query| params.request(Some(query)));
    let mut requests: Vec<Request> = first.into_iter().chain(further).collect();
    if requests.is_empty() {
        requests.push(params.request(None));
    }
    let by = params.facet(&parameters::BY_FACET);
    let make = move |snapshot: &Snapshot| {
        let trend = analysis::trend(&snapshot.reader, &requests, by)?;
        Ok(match params.format() {
            Format::Svg => Content::Svg("trend", drawn(&trend, &params)),
            Format::Csv => {
                let (text, notes) = (trend.to_csv(), trend_notes(&trend));
                Content::Csv { name: "trend", text, notes }
            }
            Format::Json => Content::Json(json(&trend)),
        })
    };
    answer(&state, key, make).await
}

/// Returns the drawing of a trend, the same for everyone who requests the same address.
fn drawn(trend: &Trend, params: &Params) -> String {
    trend.to_svg(params.language())
}

async fn facets(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &FACETS)?;
    let mut request = match params.value(&parameters::Q) {
        Some(_) => request(&state, &params)?,
        None => params.request(None),
    };
    request.limit = 0;
    request.facets = params.facets(&parameters::BY_FACETS);
    if request.facets.is_empty() {
        request.facets = vec![FacetBy::Year];
    }
    let make = move |snapshot: &Snapshot| {
        let results = search::search(&snapshot.reader, &request)?;
        Ok(if params.format() == Format::Csv {
            let text = results.body.facets_to_csv();
            Content::Csv { name: "facets", text, notes: notes(&results, results.body.counts) }
        } else {
            Content::Json(json(&results))
        })
    };
    answer(&state, key, make).await
}

async fn reports(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &REPORTS)?;
    let make = move |snapshot: &Snapshot| {
        let only_noted = params.has(&parameters::NOTES);
        let mut reports = analysis::reports(&snapshot.reader, &params.conditions(), only_noted)?;
        snapshot.redactor.reports(&mut reports.body);
        Ok(if params.format() == Format::Csv {
            let notes = table_notes(&reports.ground.in_words(), &reports.remarks);
            Content::Csv { name: "reports", text: reports.body.to_csv(), notes }
        } else {
            Content::Json(json(&reports))
        })
    };
    answer(&state, key, make).await
}

async fn report(
    FromState(state): FromState<ServerState>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    read(query.as_deref(), &REPORT)?;
    let make = move |snapshot: &Snapshot| Ok(Content::Json(json(&snapshot.report(&id)?)));
    answer(&state, key, make).await
}

async fn status(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    read(query.as_deref(), &STATUS)?;
    answer(&state, key, |snapshot| Ok(Content::Json(json(&snapshot.status)))).await
}

async fn suggest(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &SUGGEST)?;
    let Some(line) = params.value(&parameters::LINE).map(str::to_owned) else {
        let hint = "send what was typed: `q=三项`";
        return Err(Problem::parameter("there is no query line", hint));
    };
    let make = move |snapshot: &Snapshot| Ok(Content::Json(json(&snapshot.suggest(&line)?)));
    answer(&state, key, make).await
}

async fn document(FromState(state): FromState<ServerState>, key: CacheKey) -> Response {
    constant(&state, &key, Content::Json(json(&openapi::document())))
}

async fn not_found() -> Problem {
    Problem::not_found()
}

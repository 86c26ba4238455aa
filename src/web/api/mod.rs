//! The API: the answers of the command line over HTTP, as JSON, as tables and as drawings.
//!
//! - `by_group`: mentions, coverage, trends and panels, of a query or of the concepts of a codebook
//! - `export`: data sets
//! - `operations`: the table of operations
//! - `openapi`: the document that describes them, made from that table and from the types that are
//!   served

mod by_group;
mod export;
mod openapi;
mod operations;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State as FromState};
use axum::response::Response;
use axum::routing::get;

use super::answer::{answer, constant};
use super::http::cache::CacheKey;
use super::http::content::Content;
use super::http::limits::Cost;
use super::http::parameters::{self, FACET_ROWS, Parameter};
use super::http::params::{Params, Unknown};
use super::http::problem::Problem;
use super::http::sent::LONGEST_BODY;
use super::snapshot::Snapshot;
use super::state::ServerState;
use super::stream::{TableWriter, table};
use super::table_notes::citation_headers;
use crate::analysis::{self, report_rows};
use crate::error::Error;
use crate::present::{
    TableForm, citation_list, collocate_table, concordance_table, context_table, hit_table, json,
    report_table,
};
use crate::report::Date;
use crate::search::{self, Answer, FacetBy, Request, Window, find_hits};
use operations::{
    CITATIONS, COLLOCATES, CORPUS, COVERAGE, DOCUMENT, EXPORT_MENTIONS, EXPORT_REPORTS,
    EXPORT_SECTIONS, FACETS, KWIC, MENTIONS, OPERATIONS, Operation, PANEL, REPORT, REPORTS, SEARCH,
    STATUS, SUGGEST, TREND, WHY,
};

/// What a hit or a report takes until it is read, a score and an address, compared with the row of a
/// table: one part of so many.
const HIT_SHARE: usize = 25;

/// The memory that the facts of a report take, in bytes.
const WEIGHT_OF_REPORT: usize = 2_000;

/// What a handler returns.
type Handled = Result<Response, Problem>;

/// The address of the file of a report in the API.
pub(super) const ORIGINAL: &str = operations::ORIGINAL.path;

/// Returns the routes of the API.
pub(super) fn routes() -> Router<ServerState> {
    Router::new()
        .route(SEARCH.path, get(search))
        .route(MENTIONS.path, get(by_group::mentions).post(by_group::mentions).layer(body()))
        .route(COVERAGE.path, get(by_group::coverage).post(by_group::coverage).layer(body()))
        .route(TREND.path, get(by_group::trend).post(by_group::trend).layer(body()))
        .route(KWIC.path, get(kwic))
        .route(COLLOCATES.path, get(collocates))
        .route(PANEL.path, get(by_group::panel).post(by_group::panel).layer(body()))
        .route(FACETS.path, get(facets))
        .route(REPORTS.path, get(reports))
        .route(REPORT.path, get(report))
        .route(WHY.path, get(why))
        .route(CITATIONS.path, get(citations))
        .route(EXPORT_REPORTS.path, get(export::reports))
        .route(EXPORT_SECTIONS.path, get(export::sections))
        .route(EXPORT_MENTIONS.path, get(export::mentions))
        .route(CORPUS.path, get(corpus))
        .route(STATUS.path, get(status))
        .route(SUGGEST.path, get(suggest))
        .route(DOCUMENT, get(document))
        .route("/api/{*path}", get(not_found))
}

/// Returns whether a body may be posted to an address.
pub(super) fn takes_codebook(path: &str) -> bool {
    OPERATIONS.iter().any(|operation| operation.path == path && operation.takes_codebook())
}

/// Returns the limit on bodies with a codebook.
fn body() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LONGEST_BODY)
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

/// Adds the part of the lists that is wanted to a request: its limit, and its page or cursor.
fn add_window(
    request: &mut Request,
    params: &Params,
    limit: &'static Parameter,
    snapshot: &Snapshot,
) -> crate::Result<()> {
    request.rows = params.window(limit);
    if let Some(cursor) = params.value(&parameters::CURSOR) {
        request.start_at(&snapshot.reader, cursor)?;
    }
    Ok(())
}

/// Returns the memory that rows take until they are written: the names of groups and regions, and
/// counts; measured with a table of reports.
fn weight<T>(answer: &Answer<T>) -> usize {
    let rows: u64 = answer.lists.values().map(|list| list.listed).sum();
    weight_of_rows(usize::try_from(rows).unwrap_or(usize::MAX))
}

/// Returns the memory that so many rows take.
fn weight_of_rows(rows: usize) -> usize {
    const OF_A_ROW: usize = 800;
    rows.saturating_mul(OF_A_ROW)
}

async fn search(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &SEARCH)?;
    let mut request = request(&state, &params)?;
    let ask = move |params: &Params, snapshot: &Snapshot| {
        add_window(&mut request, params, &parameters::LIMIT, snapshot)?;
        // The part of the list is that of the hits; facets begin with their first row.
        request.rows = Window { limit: Some(FACET_ROWS), offset: 0 };
        Ok::<Request, Error>(request)
    };
    if let Some(form) = params.table_form() {
        let make = move |snapshot: &Snapshot, writer: &mut TableWriter| {
            let (answer, hits) = find_hits(&snapshot.reader, &ask(&params, snapshot)?)?;
            // Of reports, all sections are listed.
            let weight = weight_of_rows(hits.size_hint().0) / HIT_SHARE;
            let hits = hits.map(|hit| {
                hit.map(|mut hit| {
                    snapshot.redactor.hit(&mut hit);
                    hit
                })
            });
            writer.write(weight, hit_table(&snapshot.reader, &answer, hits))
        };
        return table(&state, key, form, make).await;
    }
    let cost = params.cost();
    let make = move |snapshot: &Snapshot| {
        let mut request = ask(&params, snapshot)?;
        request.facets = params.facets(&parameters::FACET);
        let mut results = search::search(&snapshot.reader, &request)?;
        snapshot.redactor.results(&mut results.body);
        Ok(Content::Json(json(&results)))
    };
    answer(&state, cost, key, make).await
}

async fn kwic(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &KWIC)?;
    let mut request = request(&state, &params)?;
    if let Some(form) = params.table_form() {
        let make = move |snapshot: &Snapshot, writer: &mut TableWriter| {
            add_window(&mut request, &params, &parameters::ROW_LIMIT, snapshot)?;
            let (answer, rows) = params.kwic(request).begin(&snapshot.reader)?;
            if answer.body.lists_groups() {
                return writer.write(weight(&answer), context_table(&snapshot.reader, &answer));
            }
            let rows = rows.map(|row| {
                row.map(|mut row| {
                    snapshot.redactor.concordance_row(&mut row);
                    row
                })
            });
            let weight = weight(&answer) / HIT_SHARE;
            writer.write(weight, concordance_table(&snapshot.reader, &answer, rows))
        };
        return table(&state, key, form, make).await;
    }
    let cost = params.cost();
    let make = move |snapshot: &Snapshot| {
        add_window(&mut request, &params, &parameters::ROW_LIMIT, snapshot)?;
        let mut answer = params.kwic(request).answer(&snapshot.reader)?;
        answer.body.rows.iter_mut().for_each(|row| snapshot.redactor.concordance_row(row));
        Ok(Content::Json(json(&answer)))
    };
    answer(&state, cost, key, make).await
}

async fn collocates(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &COLLOCATES)?;
    let mut request = request(&state, &params)?;
    let form = params.table_form();
    let count = move |snapshot: &Snapshot| -> crate::Result<_> {
        add_window(&mut request, &params, &parameters::ROW_LIMIT, snapshot)?;
        params.collocates(request).answer(&snapshot.reader)
    };
    if let Some(form) = form {
        let make = move |snapshot: &Snapshot, writer: &mut TableWriter| {
            let answer = count(snapshot)?;
            writer.write(weight(&answer), collocate_table(&snapshot.reader, &answer))
        };
        return table(&state, key, form, make).await;
    }
    // Every text is read.
    let make = move |snapshot: &Snapshot| Ok(Content::Json(json(&count(snapshot)?)));
    answer(&state, Cost::Costly, key, make).await
}

async fn facets(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &FACETS)?;
    let request = match params.value(&parameters::Q) {
        Some(_) => request(&state, &params)?,
        None => params.request(None),
    };
    let mut facets = params.facets(&parameters::BY_FACETS);
    if facets.is_empty() {
        facets = vec![FacetBy::Year];
    }
    let (cost, form) = (params.cost(), params.table_form());
    let count = move |snapshot: &Snapshot| {
        let mut request = request;
        add_window(&mut request, &params, &parameters::FACET_LIMIT, snapshot)?;
        let request = Request { limit: 0, offset: 0, facets, ..request };
        search::search(&snapshot.reader, &request)
    };
    if let Some(form) = form {
        let make = move |snapshot: &Snapshot, writer: &mut TableWriter| {
            let results = count(snapshot)?;
            writer.write(weight(&results), results.facet_table(&snapshot.reader))
        };
        return table(&state, key, form, make).await;
    }
    let make = move |snapshot: &Snapshot| Ok(Content::Json(json(&count(snapshot)?)));
    answer(&state, cost, key, make).await
}

async fn reports(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &REPORTS)?;
    let (cost, form) = (params.cost(), params.table_form());
    let mut request = Request { notes: params.notes(), ..Request::all(params.conditions()) };
    if let Some(form) = form {
        let make = move |snapshot: &Snapshot, writer: &mut TableWriter| {
            add_window(&mut request, &params, &parameters::REPORT_LIMIT, snapshot)?;
            let (answer, rows) = report_rows(&snapshot.reader, &request)?;
            let rows = rows.map(|row| {
                row.map(|mut row| {
                    snapshot.redactor.report(&mut row);
                    row
                })
            });
            let weight = weight(&answer) / HIT_SHARE;
            writer.write(weight, report_table(&snapshot.reader, &answer, rows))
        };
        return table(&state, key, form, make).await;
    }
    let make = move |snapshot: &Snapshot| {
        add_window(&mut request, &params, &parameters::REPORT_LIMIT, snapshot)?;
        let mut reports = analysis::reports(&snapshot.reader, &request)?;
        reports.body.reports.iter_mut().for_each(|row| snapshot.redactor.report(row));
        Ok(Content::Json(json(&reports)))
    };
    answer(&state, cost, key, make).await
}

async fn report(
    FromState(state): FromState<ServerState>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    read(query.as_deref(), &REPORT)?;
    let make = move |snapshot: &Snapshot| Ok(Content::Json(json(&snapshot.report(&id)?)));
    answer(&state, Cost::Cheap, key, make).await
}

async fn why(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &WHY)?;
    let request = request(&state, &params)?;
    let Some(id) = params.value(&parameters::REPORT).map(str::to_owned) else {
        let hint = "give the id of one, as `/api/v1/reports` has it: `report=1a2b3c4d`";
        return Err(Problem::parameter("there is no report", hint));
    };
    let make = move |snapshot: &Snapshot| Ok(Content::Json(json(&snapshot.check(&request, &id)?)));
    answer(&state, params.cost(), key, make).await
}

async fn citations(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &CITATIONS)?;
    let form = params.citation_form();
    let cited = params.cited().or_else(Date::today);
    // The entries contain the day on which they are cited, so tomorrow they are others.
    let key = key.and(&cited.map(|day| day.to_string()).unwrap_or_default());
    let ids: Vec<String> = params.values(&parameters::ID).map(str::to_owned).collect();
    if !ids.is_empty() && params.has_question() {
        let message = "`id` is given together with a query or a condition";
        return Err(Problem::parameter(message, "give one or the other"));
    }
    let mut request = match params.value(&parameters::Q) {
        Some(_) => request(&state, &params)?,
        None => params.request(None),
    };
    let make = move |snapshot: &Snapshot, writer: &mut TableWriter| {
        if !ids.is_empty() {
            let rows = snapshot.reports(&ids)?;
            let weight = rows.len() * WEIGHT_OF_REPORT;
            let entries = citation_list(rows.into_iter().map(Ok), form, cited);
            return writer.write_pieces(citation_headers(None, form), weight, entries);
        }
        add_window(&mut request, &params, &parameters::CITATION_LIMIT, snapshot)?;
        let (answer, entries) = request.citations(&snapshot.reader, form, cited)?;
        let headers = citation_headers(Some(&answer), form);
        writer.write_pieces(headers, weight(&answer) / HIT_SHARE, entries)
    };
    // Entries are streamed as tables are, and have none of their forms.
    table(&state, key, TableForm::Jsonl, make).await
}

async fn corpus(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &CORPUS)?;
    if let Some(form) = params.table_form() {
        let make = move |snapshot: &Snapshot, writer: &mut TableWriter| {
            let corpus = snapshot.corpus()?;
            let files = corpus.body.uncounted.len() + corpus.body.unreadable.len();
            writer.write(files * WEIGHT_OF_REPORT / HIT_SHARE, corpus.to_table(&snapshot.reader))
        };
        return table(&state, key, form, make).await;
    }
    let make = |snapshot: &Snapshot| Ok(Content::Json(json(snapshot.corpus()?)));
    answer(&state, Cost::Costly, key, make).await
}

async fn status(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    read(query.as_deref(), &STATUS)?;
    answer(&state, Cost::Cheap, key, |snapshot| Ok(Content::Json(json(&snapshot.status)))).await
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
    answer(&state, Cost::Cheap, key, make).await
}

async fn document(FromState(state): FromState<ServerState>, key: CacheKey) -> Response {
    constant(&state, &key, || Content::Json(json(&openapi::document())))
}

async fn not_found() -> Problem {
    Problem::not_found()
}

//! The API: the answers of the command line over HTTP, as JSON, as CSV and as drawings.
//!
//! - `openapi`: the document that describes it, made from the types that are served and from the
//!   table of operations here

mod openapi;

use axum::Router;
use axum::extract::{Path, RawQuery, State as FromState};
use axum::response::Response;
use axum::routing::get;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::answer::{answer, constant};
use super::http::cache::CacheKey;
use super::http::choices::Format;
use super::http::content::Content;
use crate::analysis::{self, Coverage, Mentions, Reports, ShownReport, Status, Trend};
use crate::present::{
    Drawing, coverage_as_csv, facets_as_csv, json, mentions_as_csv, reports_as_csv, trend_as_csv,
    trend_as_svg,
};
use crate::search::{self, FacetBy, GroupBy, Request, Results, Suggestions};
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::{Params, Unknown};
use crate::web::http::problem::Problem;
use crate::web::snapshot::Snapshot;
use crate::web::state::State;
use crate::web::stream::all_hits_as_csv;

type Answer = Result<Response, Problem>;

/// Schemas by the name of their type.
type Schemas = Vec<(String, RefOr<Schema>)>;

/// What can be asked for at one address.
struct Operation {
    /// The address, with `{id}` for the name of a report.
    path: &'static str,
    /// The name of the operation, for programs that make clients.
    name: &'static str,
    about: &'static str,
    parameters: &'static [&'static Parameter],
    /// The conditions it takes beside them.
    filters: &'static [&'static Parameter],
    /// The type of the answer, with those it is made of.
    answer: fn(&mut Schemas) -> String,
}

impl Operation {
    /// Returns all that a request may say.
    fn all_parameters(&self) -> Vec<&'static Parameter> {
        [self.parameters, self.filters].concat()
    }
}

/// Adds the schema of a type and of those it is made of, and returns its name.
fn schema_of<T: ToSchema + PartialSchema>(schemas: &mut Schemas) -> String {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
    T::name().into_owned()
}

/// Adds the schema of an answer and of its body, and returns its name.
fn schema_of_answer<T: ToSchema + PartialSchema>(schemas: &mut Schemas) -> String {
    let body = schema_of::<T>(schemas);
    // The name that utoipa gives to an answer inside another type.
    let name = format!("{}_{body}", search::Answer::<T>::name());
    schemas.push((name.clone(), search::Answer::<T>::schema()));
    search::Answer::<T>::schemas(schemas);
    name
}

const SEARCH: Operation = Operation {
    path: "/api/v1/search",
    name: "search",
    about: "Returns the passages that a query finds, the best first, with all counts. With \
            `format=csv` every hit is a row.",
    parameters: &[
        &parameters::Q,
        &parameters::MODE,
        &parameters::FACET,
        &parameters::SORT,
        &parameters::LIMIT,
        &parameters::PAGE,
        &parameters::FORMAT,
    ],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Results>,
};

const MENTIONS: Operation = Operation {
    path: "/api/v1/mentions",
    name: "mentions",
    about: "Tells which counties (agencies, years, …) mention a term, and which hold a report and \
            do not.",
    parameters: &[
        &parameters::Q,
        &parameters::BY_GROUP,
        &parameters::ABSENT,
        &parameters::MODE,
        &parameters::FORMAT,
    ],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Mentions>,
};

const COVERAGE: Operation = Operation {
    path: "/api/v1/coverage",
    name: "coverage",
    about: "Tells cell by cell who mentions a term when, who does not, and of whom no report is \
            held.",
    parameters: &[
        &parameters::Q,
        &parameters::ROWS,
        &parameters::COLUMNS,
        &parameters::MODE,
        &parameters::FORMAT,
    ],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Coverage>,
};

const TREND: Operation = Operation {
    path: "/api/v1/trend",
    name: "trend",
    about: "Tells how much terms are mentioned from year to year, against what is held of each; \
            without a query what is held. With `format=svg` as a drawing that can be published as it is.",
    parameters: &[
        &parameters::Q,
        &parameters::WITH,
        &parameters::BY_FACET,
        &parameters::MODE,
        &parameters::DRAWN_FORMAT,
        &parameters::LANGUAGE,
    ],
    filters: parameters::FILTERS,
    answer: schema_of::<Trend>,
};

const FACETS: Operation = Operation {
    path: "/api/v1/facets",
    name: "facets",
    about: "Counts reports, sections and mentions by year, region, agency or part; without a query \
            what is held.",
    parameters: &[&parameters::Q, &parameters::BY_FACETS, &parameters::MODE, &parameters::FORMAT],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Results>,
};

const REPORTS: Operation = Operation {
    path: "/api/v1/reports",
    name: "reports",
    about: "Lists the reports that are held, with their facts and what could not be told.",
    parameters: &[&parameters::NOTES, &parameters::FORMAT],
    filters: parameters::FILTERS,
    answer: schema_of_answer::<Reports>,
};

const REPORT: Operation = Operation {
    path: "/api/v1/reports/{id}",
    name: "report",
    about: "Returns one report with its text.",
    parameters: &[],
    filters: &[],
    answer: schema_of::<ShownReport>,
};

const STATUS: Operation = Operation {
    path: "/api/v1/status",
    name: "status",
    about: "Tells what the index holds and what could not be read. Folders of the machine are not \
            told.",
    parameters: &[],
    filters: &[],
    answer: schema_of::<Status>,
};

const SUGGEST: Operation = Operation {
    path: "/api/v1/suggest",
    name: "suggest",
    about: "Suggests how the word at the end of a query line may go on: terms, agencies, regions, \
            years, parts and kinds of documents, each with how many reports it finds.",
    parameters: &[&parameters::LINE],
    filters: &[],
    answer: schema_of::<Suggestions>,
};

/// Everything that can be asked for, in the order of the document.
const OPERATIONS: [&Operation; 9] =
    [&SEARCH, &MENTIONS, &COVERAGE, &TREND, &FACETS, &REPORTS, &REPORT, &STATUS, &SUGGEST];

/// Where the document stands.
const DOCUMENT: &str = "/api/v1/openapi.json";

/// Returns the addresses of the API.
pub(super) fn routes() -> Router<State> {
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
        .route("/api/{*path}", get(nothing))
}

/// Reads the parameters of an operation.
fn read(query: Option<&str>, operation: &Operation) -> Result<Params, Problem> {
    Params::read(query, &operation.all_parameters(), Unknown::Refused)
}

/// Reads the query of a request, which has to have one.
fn request(state: &State, params: &Params) -> Result<Request, Problem> {
    let query =
        params.query().map_err(|error| Problem::from_error(&error.into(), state.warner()))?;
    let Some(query) = query else {
        return Err(Problem::parameter("there is no query", "say what to find: `q=三项制度`"));
    };
    Ok(params.request(Some(query)))
}

async fn search(
    FromState(state): FromState<State>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Answer {
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
    FromState(state): FromState<State>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Answer {
    let params = read(query.as_deref(), &MENTIONS)?;
    let request = request(&state, &params)?;
    let make = move |snapshot: &Snapshot| {
        let mut mentions = analysis::mentions(&snapshot.reader, &request, params.rows_by())?;
        if params.rows_by() == GroupBy::Report {
            snapshot.redactor.mentions_by_report(&mut mentions.body);
        }
        Ok(if params.format() == Format::Csv {
            Content::Csv(
                "mentions",
                mentions_as_csv(&mentions.body, params.has(&parameters::ABSENT)),
            )
        } else {
            Content::Json(json(&mentions))
        })
    };
    answer(&state, key, make).await
}

async fn coverage(
    FromState(state): FromState<State>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Answer {
    let params = read(query.as_deref(), &COVERAGE)?;
    let request = request(&state, &params)?;
    let (rows, columns) = params.rows_and_columns();
    let make = move |snapshot: &Snapshot| {
        let mut coverage = analysis::coverage(&snapshot.reader, &request, rows, columns)?;
        if rows == GroupBy::Report {
            snapshot.redactor.coverage_by_report(&mut coverage.body);
        }
        Ok(if params.format() == Format::Csv {
            Content::Csv("coverage", coverage_as_csv(&coverage.body))
        } else {
            Content::Json(json(&coverage))
        })
    };
    answer(&state, key, make).await
}

async fn trend(
    FromState(state): FromState<State>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Answer {
    let params = read(query.as_deref(), &TREND)?;
    let first = params.value(&parameters::Q).map(|_| request(&state, &params)).transpose()?;
    let beside = params
        .further_queries()
        .map_err(|error| Problem::from_error(&error.into(), state.warner()))?;
    let beside = beside.into_iter().map(|query| params.request(Some(query)));
    let mut requests: Vec<Request> = first.into_iter().chain(beside).collect();
    if requests.is_empty() {
        requests.push(params.request(None));
    }
    let by = params.facet(&parameters::BY_FACET);
    let make = move |snapshot: &Snapshot| {
        let trend = analysis::trend(&snapshot.reader, &requests, by)?;
        Ok(match params.format() {
            Format::Svg => Content::Svg("trend", drawn(&trend, &params)),
            Format::Csv => Content::Csv("trend", trend_as_csv(&trend)),
            Format::Json => Content::Json(json(&trend)),
        })
    };
    answer(&state, key, make).await
}

/// Returns the drawing of a trend, the same for everyone who asks by the same address.
fn drawn(trend: &Trend, params: &Params) -> String {
    trend_as_svg(trend, Drawing { language: params.language(), ..Drawing::default() })
}

async fn facets(
    FromState(state): FromState<State>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Answer {
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
            Content::Csv("facets", facets_as_csv(&results.body))
        } else {
            Content::Json(json(&results))
        })
    };
    answer(&state, key, make).await
}

async fn reports(
    FromState(state): FromState<State>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Answer {
    let params = read(query.as_deref(), &REPORTS)?;
    let make = move |snapshot: &Snapshot| {
        let only_noted = params.has(&parameters::NOTES);
        let mut reports = analysis::reports(&snapshot.reader, &params.conditions(), only_noted)?;
        snapshot.redactor.reports(&mut reports.body);
        Ok(if params.format() == Format::Csv {
            Content::Csv("reports", reports_as_csv(&reports.body))
        } else {
            Content::Json(json(&reports))
        })
    };
    answer(&state, key, make).await
}

async fn report(
    FromState(state): FromState<State>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Answer {
    read(query.as_deref(), &REPORT)?;
    let make = move |snapshot: &Snapshot| Ok(Content::Json(json(&snapshot.report(&id)?)));
    answer(&state, key, make).await
}

async fn status(
    FromState(state): FromState<State>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Answer {
    read(query.as_deref(), &STATUS)?;
    answer(&state, key, |snapshot| Ok(Content::Json(json(&snapshot.status)))).await
}

async fn suggest(
    FromState(state): FromState<State>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Answer {
    let params = read(query.as_deref(), &SUGGEST)?;
    let Some(line) = params.value(&parameters::LINE).map(str::to_owned) else {
        let hint = "send what is typed: `q=三项`";
        return Err(Problem::parameter("there is no query line", hint));
    };
    let make = move |snapshot: &Snapshot| Ok(Content::Json(json(&snapshot.suggest(&line)?)));
    answer(&state, key, make).await
}

async fn document(FromState(state): FromState<State>, key: CacheKey) -> Response {
    constant(&state, &key, Content::Json(json(&openapi::document())))
}

async fn nothing() -> Problem {
    Problem::not_found()
}

//! Counts by group: mentions, coverage and trends of a query or of each concept of a codebook, and
//! panels.

use axum::extract::State as FromState;

use super::operations::{COVERAGE, MENTIONS, Operation, PANEL, TREND};
use super::{HIT_SHARE, Handled, add_window, request, weight};
use crate::analysis::{
    self, Coverage, CoverageRow, Measure, MentionPassages, Mentions, Trend, coverage_rows_of_each,
    panel_rows,
};
use crate::error::Error;
use crate::present::{
    Drawing, Table, coverage_matrix, coverage_table, json, one_list, panel_table,
};
use crate::query::Codebook;
use crate::search::{Answer, GroupBy, Remark, Request};
use crate::web::answer::answer;
use crate::web::http::cache::CacheKey;
use crate::web::http::choices::Format;
use crate::web::http::content::Content;
use crate::web::http::limits::Cost;
use crate::web::http::parameters;
use crate::web::http::params::{Asked, Params, Unknown};
use crate::web::http::problem::Problem;
use crate::web::http::sent::Sent;
use crate::web::snapshot::Snapshot;
use crate::web::state::ServerState;
use crate::web::stream::{TableWriter, table};

/// What is asked: one request for each query or concept.
struct Questions {
    requests: Vec<Request>,
    /// What is wrong with the lines of the codebook, if the requests are of one.
    codebook: Option<Vec<Remark>>,
    params: Params,
}

/// Reads what an operation is asked.
fn read(sent: Sent, operation: &Operation) -> Result<Params, Problem> {
    Params::read_sent(sent, &operation.all_parameters(), Unknown::Refused)
}

fn problem(state: &ServerState, error: &Error) -> Problem {
    Problem::from_error(error, state.warner())
}

impl Questions {
    /// Reads the query, which is required, or the concepts.
    fn new(state: &ServerState, params: Params) -> Result<Self, Problem> {
        let asked = params.asked().map_err(|error| problem(state, &error))?;
        let (requests, codebook) = match asked {
            Asked::Query(_) => (vec![request(state, &params)?], None),
            Asked::Codebook(codebook) => of_codebook(&codebook, &params),
        };
        Ok(Self { requests, codebook, params })
    }

    /// Reads the query, the further queries, the concepts or, if there are none, the question for
    /// everything.
    fn of_trend(state: &ServerState, params: Params) -> Result<Self, Problem> {
        let asked = params.asked().map_err(|error| problem(state, &error))?;
        let (requests, codebook) = match asked {
            Asked::Codebook(codebook) => of_codebook(&codebook, &params),
            Asked::Query(query) => {
                let further = params.further_queries();
                let further = further.map_err(|error| problem(state, &error.into()))?;
                let queries: Vec<_> = query.into_iter().chain(further).map(Some).collect();
                let queries = if queries.is_empty() { vec![None] } else { queries };
                (queries.into_iter().map(|query| params.request(query)).collect(), None)
            }
        };
        Ok(Self { requests, codebook, params })
    }

    /// Returns what the answers cost.
    fn cost(&self) -> Cost {
        if self.codebook.is_some() { Cost::Costly } else { self.params.cost() }
    }

    /// Adds the part of the lists that is wanted to the requests.
    fn add_windows(&mut self, snapshot: &Snapshot) -> crate::Result<()> {
        let Self { requests, params, .. } = self;
        requests
            .iter_mut()
            .try_for_each(|it| add_window(it, params, &parameters::ROW_LIMIT, snapshot))
    }

    /// Returns the only answer, with its explanation, or those of the concepts as JSON.
    fn to_json<T: serde::Serialize>(&self, answers: &[Answer<T>]) -> Content {
        if let Some(remarks) = &self.codebook {
            return Content::Json(Answer::json_by_concept(answers, remarks));
        }
        let only = answers.first().expect("an answer for each request");
        Content::Json(json(only))
    }

    /// Returns the only table, or those of the concepts one after the other.
    fn to_table<'t>(&self, mut tables: Vec<Table<'t>>) -> Table<'t> {
        let table = match &self.codebook {
            Some(remarks) => Table::by_concept(tables, remarks),
            None => tables.pop(),
        };
        table.expect("a table for each request")
    }
}

fn of_codebook(codebook: &Codebook, params: &Params) -> (Vec<Request>, Option<Vec<Remark>>) {
    (codebook.requests(&params.request(None)), Some(codebook.remarks()))
}

pub(super) async fn mentions(
    FromState(state): FromState<ServerState>,
    key: CacheKey,
    sent: Sent,
) -> Handled {
    let key = sent.key(key);
    let mut asked = Questions::new(&state, read(sent, &MENTIONS)?)?;
    let by = asked.params.rows_by();
    if let Some(form) = asked.params.table_form() {
        let make = move |snapshot: &Snapshot, writer: &mut TableWriter| {
            asked.add_windows(snapshot)?;
            let is_absent = asked.params.has(&parameters::ABSENT);
            let (mut size, mut tables) = (0, Vec::new());
            let answers = MentionPassages::of_each(&snapshot.reader, &asked.requests, by)?;
            for (mut answer, passages) in answers {
                snapshot.redactor.mentions(&mut answer.body);
                tables.push(one_list(&snapshot.reader, &mut answer, passages, is_absent));
                size += weight(&answer);
            }
            writer.write(size, asked.to_table(tables))
        };
        return table(&state, key, form, make).await;
    }
    let cost = asked.cost();
    let make = move |snapshot: &Snapshot| {
        asked.add_windows(snapshot)?;
        let answers = Request::mentions_of_each(&asked.requests, &snapshot.reader, by);
        let mut answers: Vec<Answer<Mentions>> = answers?;
        for answer in &mut answers {
            snapshot.redactor.mentions(&mut answer.body);
        }
        Ok(asked.to_json(&answers))
    };
    answer(&state, cost, key, make).await
}

pub(super) async fn coverage(
    FromState(state): FromState<ServerState>,
    key: CacheKey,
    sent: Sent,
) -> Handled {
    let key = sent.key(key);
    let mut asked = Questions::new(&state, read(sent, &COVERAGE)?)?;
    let (rows_by, columns) = asked.params.rows_and_columns();
    let measure = asked.params.measure();
    if measure.is_some() && asked.codebook.is_some() {
        let hint =
            "leave out `measure`, or ask `/api/v1/panel`, which has a column for each concept";
        return Err(Problem::parameter("`measure` goes with one query, not with a codebook", hint));
    }
    if let Some(form) = asked.params.table_form() {
        let make = move |snapshot: &Snapshot, writer: &mut TableWriter| {
            asked.add_windows(snapshot)?;
            let (reader, requests) = (&snapshot.reader, &asked.requests);
            let (mut size, mut tables) = (0, Vec::new());
            for (answer, rows) in coverage_rows_of_each(reader, requests, rows_by, columns)? {
                size += weight(&answer);
                let rows = rows.map(move |row| redacted(snapshot, rows_by, row));
                tables.push(match measure {
                    Some(measure) => coverage_matrix(reader, &answer, rows, measure),
                    None => coverage_table(reader, &answer, rows),
                });
            }
            writer.write(size, asked.to_table(tables))
        };
        return table(&state, key, form, make).await;
    }
    let cost = asked.cost();
    let make = move |snapshot: &Snapshot| {
        asked.add_windows(snapshot)?;
        let answers =
            Request::coverage_of_each(&asked.requests, &snapshot.reader, rows_by, columns);
        let mut answers: Vec<Answer<Coverage>> = answers?;
        for row in answers.iter_mut().flat_map(|answer| &mut answer.body.rows) {
            snapshot.redactor.row(rows_by, &mut row.value);
        }
        Ok(asked.to_json(&answers))
    };
    answer(&state, cost, key, make).await
}

/// Returns a row without folders of the machine.
fn redacted(snapshot: &Snapshot, by: GroupBy, mut row: CoverageRow) -> CoverageRow {
    snapshot.redactor.row(by, &mut row.value);
    row
}

pub(super) async fn trend(
    FromState(state): FromState<ServerState>,
    key: CacheKey,
    sent: Sent,
) -> Handled {
    let key = sent.key(key);
    let mut asked = Questions::of_trend(&state, read(sent, &TREND)?)?;
    let params = &asked.params;
    let (by, language) = (params.facet(&parameters::BY_FACET), params.language());
    let (form, is_drawn) = (params.table_form(), params.format() == Format::Svg);
    let fits_shares = params.has(&parameters::FIT_AXIS);
    let cost = asked.cost();
    let mut count = move |snapshot: &Snapshot| -> crate::Result<Trend> {
        asked.add_windows(snapshot)?;
        let mut trend = analysis::trend(&snapshot.reader, &asked.requests, by)?;
        trend.remarks = asked.codebook.clone().unwrap_or_default();
        Ok(trend)
    };
    if let Some(form) = form {
        let make = move |snapshot: &Snapshot, writer: &mut TableWriter| {
            let trend = count(snapshot)?;
            let weight = trend.series.iter().map(weight).sum();
            writer.write(weight, trend.to_table(&snapshot.reader))
        };
        return table(&state, key, form, make).await;
    }
    let make = move |snapshot: &Snapshot| {
        let trend = count(snapshot)?;
        // The drawing is the same for everyone who requests the same address.
        Ok(if is_drawn {
            let query = trend.series.first().map(|series| series.question.term());
            let drawing = trend.draw(Drawing { language, fits_shares, ..Drawing::default() });
            Content::Svg { query: query.unwrap_or_default(), drawing }
        } else {
            Content::Json(json(&trend))
        })
    };
    answer(&state, cost, key, make).await
}

pub(super) async fn panel(
    FromState(state): FromState<ServerState>,
    key: CacheKey,
    sent: Sent,
) -> Handled {
    let key = sent.key(key);
    let params = read(sent, &PANEL)?;
    let codebook = params.codebook().and_then(|given| match given {
        Some(codebook) => Ok(codebook),
        None => Codebook::outline(),
    });
    let codebook = codebook.map_err(|error| problem(&state, &error.into()))?;
    let (by, by_year) = (params.rows_by(), params.has(&parameters::BY_YEAR));
    let mut request = params.request(None);
    if let Some(form) = params.table_form() {
        let measure = params.measure().or_else(|| (!by_year).then(Measure::default));
        let make = move |snapshot: &Snapshot, writer: &mut TableWriter| {
            add_window(&mut request, &params, &parameters::ROW_LIMIT, snapshot)?;
            let (answer, rows) = panel_rows(&snapshot.reader, &request, &codebook, (by, by_year))?;
            let rows = rows.map(|mut row| {
                snapshot.redactor.row(by, &mut row.value);
                row
            });
            let weight = weight(&answer) + answer.body.concepts.len() * weight(&answer) / HIT_SHARE;
            writer.write(weight, panel_table(&snapshot.reader, &answer, rows, measure))
        };
        return table(&state, key, form, make).await;
    }
    let make = move |snapshot: &Snapshot| {
        add_window(&mut request, &params, &parameters::ROW_LIMIT, snapshot)?;
        let mut panel = request.panel(&snapshot.reader, &codebook, by, by_year)?;
        for row in &mut panel.body.rows {
            snapshot.redactor.row(by, &mut row.value);
        }
        Ok(Content::Json(json(&panel)))
    };
    answer(&state, Cost::Costly, key, make).await
}

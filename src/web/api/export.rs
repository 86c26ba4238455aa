//! Data sets: all facts of reports, the texts of sections and the mentions of a query, as tables.

use axum::extract::{RawQuery, State as FromState};

use super::operations::{EXPORT_MENTIONS, EXPORT_REPORTS, EXPORT_SECTIONS};
use super::{Handled, read, request};
use crate::analysis::{mention_data, report_data, section_data};
use crate::present::{Table, TableForm, mention_data_table, report_data_table, section_data_table};
use crate::search::Request;
use crate::web::http::cache::CacheKey;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::snapshot::Snapshot;
use crate::web::state::ServerState;
use crate::web::stream::{TableWriter, table};

/// The memory that the place of a section of a data set takes, in bytes.
const WEIGHT_OF_PLACE: usize = 16;

/// A data set with the number of its sections.
type Data<'s> = crate::Result<(Table<'s>, u64)>;

/// Answers with a data set.
async fn export(
    state: &ServerState,
    key: CacheKey,
    params: Params,
    read: for<'s> fn(&'s Snapshot, &Request, &Params) -> Data<'s>,
) -> Handled {
    let request = match params.value(&parameters::Q) {
        Some(_) => request(state, &params)?,
        None => params.request(None),
    };
    let form = params.table_form().unwrap_or(TableForm::Jsonl);
    let make = move |snapshot: &Snapshot, writer: &mut TableWriter| {
        let (table, sections) = read(snapshot, &request, &params)?;
        let weight = usize::try_from(sections).unwrap_or(usize::MAX);
        writer.write(weight.saturating_mul(WEIGHT_OF_PLACE), table)
    };
    table(state, key, form, make).await
}

pub(super) async fn reports(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &EXPORT_REPORTS)?;
    export(&state, key, params, |snapshot, request, _| {
        let redact = |row: &mut _| snapshot.redactor.report(row);
        let (answer, rows) = report_data(&snapshot.reader, request, redact)?;
        let sections = answer.body.sections;
        Ok((report_data_table(&snapshot.reader, &answer, rows), sections))
    })
    .await
}

pub(super) async fn sections(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &EXPORT_SECTIONS)?;
    export(&state, key, params, |snapshot, request, _| {
        let redact = |row: &mut _| snapshot.redactor.report(row);
        let (answer, rows) = section_data(&snapshot.reader, request, redact)?;
        let sections = answer.body.sections;
        Ok((section_data_table(&snapshot.reader, &answer, rows), sections))
    })
    .await
}

pub(super) async fn mentions(
    FromState(state): FromState<ServerState>,
    RawQuery(query): RawQuery,
    key: CacheKey,
) -> Handled {
    let params = read(query.as_deref(), &EXPORT_MENTIONS)?;
    // A data set of mentions is of a query.
    request(&state, &params)?;
    export(&state, key, params, |snapshot, request, params| {
        let redact = |row: &mut _| snapshot.redactor.report(row);
        let (answer, rows) = mention_data(&snapshot.reader, request, params.around(), redact)?;
        let sections = answer.body.sections;
        Ok((mention_data_table(&snapshot.reader, &answer, rows), sections))
    })
    .await
}

//! The files that reports were read from, to open or to save. What is sent has the hash of what was
//! indexed.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State as FromState};
use axum::http::header::HeaderValue;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::answer::revalidated;
use super::api;
use super::http::cache::CacheKey;
use super::http::file::file_headers;
use super::http::limits::Cost;
use super::http::parameters::{FILE, Parameter};
use super::http::params::{Params, Unknown};
use super::http::problem::Problem;
use super::http::room::WholeBody;
use super::pages::{self, PageContext, problem_page};
use super::state::ServerState;
use crate::ingest::Missing;

/// The parameters of a file.
const PARAMETERS: &[&Parameter] = &[&FILE];

/// Returns the routes of the files.
pub(super) fn routes() -> Router<ServerState> {
    Router::new().route(pages::ORIGINAL, get(on_page)).route(api::ORIGINAL, get(in_api))
}

async fn on_page(
    FromState(state): FromState<ServerState>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    key: CacheKey,
) -> Response {
    let context = PageContext::new(&uri, &headers);
    let sent = match Params::read(uri.query(), PARAMETERS, Unknown::Ignored) {
        Ok(params) => send(&state, key, id, params.file()).await,
        Err(problem) => Err(problem),
    };
    sent.unwrap_or_else(|problem| problem_page(&context, &problem))
}

async fn in_api(
    FromState(state): FromState<ServerState>,
    Path(id): Path<String>,
    uri: Uri,
    key: CacheKey,
) -> Result<Response, Problem> {
    let params = Params::read(uri.query(), PARAMETERS, Unknown::Refused)?;
    send(&state, key, id, params.file()).await
}

/// Answers with a file of a report; a client that has it is not sent it again, once it was compared.
async fn send(
    state: &ServerState,
    key: CacheKey,
    id: String,
    part: usize,
) -> Result<Response, Problem> {
    if !state.offers_originals() {
        return Err(not_offered());
    }
    let (server, limiter) = (state.clone(), state.limiter());
    let job = move || {
        let found = server.reloader().current().original(&id, part);
        let found = found.map_err(|error| Problem::from_error(&error, server.warner()))?;
        let original = found.map_err(missing)?;
        let tag = HeaderValue::from_str(&format!("\"{}\"", original.hash));
        let tag = tag.expect("hexadecimal digits are ASCII");
        if key.is_known(&tag) {
            return Ok((tag, None));
        }
        let headers = file_headers(&original.bytes, &original.name, &id);
        Ok((tag, Some((headers, Bytes::from(original.bytes)))))
    };
    let sent = limiter.in_time(async {
        let (result, permit) = limiter.run(Cost::Costly, job).await?;
        let (tag, file) = result?;
        let Some((headers, bytes)) = file else {
            return Ok((tag, StatusCode::NOT_MODIFIED.into_response()));
        };
        let room = limiter.room(Cost::Costly, bytes.len()).await?;
        drop(permit);
        let mut response = Response::new(Body::new(WholeBody::new(bytes, room)));
        response.headers_mut().extend(headers);
        Ok((tag, response))
    });
    let (tag, response) = sent.await?;
    Ok(revalidated(state, tag, response))
}

/// Returns the problem of a public server, which shows texts alone.
fn not_offered() -> Problem {
    let message = "this server does not offer the files of reports";
    let hint = "ask whoever runs it to start it with `--originals`";
    Problem::new(StatusCode::FORBIDDEN, "not-offered", message, hint)
        .in_chinese("本服务不提供报告的原文件", "如需提供，请由管理者在启动时加上 --originals")
}

/// Returns the problem of a file that cannot be handed over.
fn missing(missing: Missing) -> Problem {
    let (status, code, message, hint) = match missing {
        Missing::NoSuchPart => (
            StatusCode::NOT_FOUND,
            "no-such-file",
            ("the report does not have so many files", "报告没有这么多文件"),
            ("leave out `file` for the file that leads it", "去掉 file 参数即为主文件"),
        ),
        Missing::Unknown => (
            StatusCode::GONE,
            "original-unknown",
            (
                "the index is older than this question, and does not know what was in the file",
                "索引建立较早，没有记下这个文件的内容，无法核对",
            ),
            (REINDEX, REINDEX_IN_CHINESE),
        ),
        Missing::OtherMachine => (
            StatusCode::GONE,
            "original-gone",
            ("the file lies on another machine", "原文件在另一台机器上"),
            ("ask the server there, or read the text here", "请访问那台机器，或在这里阅读文本"),
        ),
        Missing::Gone => (
            StatusCode::GONE,
            "original-gone",
            ("the file is no longer where it was indexed", "原文件已不在编入索引时的位置"),
            (REINDEX, REINDEX_IN_CHINESE),
        ),
        Missing::Unreadable => (
            StatusCode::GONE,
            "original-unreadable",
            ("the server may not read the file", "服务器无法读取原文件"),
            ("read the text here", "请在这里阅读文本"),
        ),
        Missing::Outside => (
            StatusCode::FORBIDDEN,
            "original-outside",
            (
                "a link leads from the indexed folder to the file, which lies elsewhere",
                "原文件在所索引的文件夹之外，经由链接才能到达",
            ),
            ("index the folder that it lies in", "请直接索引它所在的文件夹"),
        ),
        Missing::Changed => (
            StatusCode::GONE,
            "original-changed",
            (
                "the file was changed since it was indexed, and is not the one that was read",
                "原文件在编入索引之后改动过，已不是当时读取的文件",
            ),
            (REINDEX, REINDEX_IN_CHINESE),
        ),
    };
    Problem::new(status, code, message.0, hint.0).in_chinese(message.1, hint.1)
}

/// What to do if the files are no longer those of the index.
const REINDEX: &str = "read the text here, or have the folder indexed again";
const REINDEX_IN_CHINESE: &str = "请在这里阅读文本，或请管理者重新索引";

//! Makes an answer from the index, or finds it among those that were made, or says that the client has it
//! already.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::http::access::Access;
use super::http::cache::CacheKey;
use super::http::content::Content;
use super::http::limits::Cost;
use super::http::problem::Problem;
use super::snapshot::Snapshot;
use super::state::ServerState;

/// Answers with what `make` makes of the index, on a thread that may block. If the client has the
/// answer already, `make` is not called.
///
/// # Errors
///
/// Fails if `make` does, if the server is busy, and if the answer takes too long.
pub(super) async fn answer(
    state: &ServerState,
    cost: Cost,
    key: CacheKey,
    make: impl FnOnce(&Snapshot) -> crate::Result<Content> + Send + 'static,
) -> Result<Response, Problem> {
    let (server, limiter) = (state.clone(), state.limiter());
    let job = move || {
        let snapshot = server.reloader().current();
        let tag = key.tag(server.process(), &snapshot.version());
        if key.is_known(&tag) {
            return Ok((tag, None));
        }
        if let Some(packed) = server.kept().find(&tag) {
            return Ok((tag, Some(packed)));
        }
        let content =
            make(&snapshot).map_err(|error| Problem::from_error(&error, server.warner()))?;
        let packed = content.pack(key.encoding());
        server.kept().keep(&tag, &packed);
        Ok((tag, Some(packed)))
    };
    let answered = limiter.in_time(async {
        let (result, permit) = limiter.run(cost, job).await?;
        let (tag, packed) = result?;
        let Some(packed) = packed else {
            return Ok((tag, StatusCode::NOT_MODIFIED.into_response()));
        };
        // Until there is room for it, the answer keeps its turn: no others are made meanwhile.
        let room = limiter.room(cost, packed.len()).await?;
        drop(permit);
        Ok((tag, packed.into_response_in(room)))
    });
    let (tag, response) = answered.await?;
    Ok(tagged(state, tag, response))
}

/// Answers with something that stays the same as long as the program runs.
pub(super) fn constant(
    state: &ServerState,
    key: &CacheKey,
    make: impl FnOnce() -> Content,
) -> Response {
    let tag = key.tag(state.process(), "");
    if key.is_known(&tag) {
        return tagged(state, tag, StatusCode::NOT_MODIFIED.into_response());
    }
    let packed = state.kept().find(&tag).unwrap_or_else(|| {
        let packed = make().pack(key.encoding());
        state.kept().keep(&tag, &packed);
        packed
    });
    tagged(state, tag, packed.into_response())
}

/// Adds the tag of an answer, that it may be compressed, and the rule that it may be stored but has to be
/// revalidated.
pub(super) fn tagged(state: &ServerState, tag: HeaderValue, response: Response) -> Response {
    let mut response = revalidated(state, tag, response);
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// Adds the tag of an answer that is always sent as it is, and the rule that it may be stored but has to
/// be revalidated.
pub(super) fn revalidated(
    state: &ServerState,
    tag: HeaderValue,
    mut response: Response,
) -> Response {
    let cache_control = match state.access() {
        Access::Token(_) => "private, no-cache",
        Access::Open | Access::Public => "no-cache",
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control));
    response
}

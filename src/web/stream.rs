//! All hits as a table that is sent while it is written: never more of it is in memory than a few
//! rows, however many there are.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::answer::tagged;
use super::http::cache::CacheKey;
use super::http::content::csv_headers;
use super::http::limits::Permit;
use super::http::problem::Problem;
use super::state::State;
use crate::present::{ground_in_words, hit_as_csv, hits_csv_header};
use crate::report::Language;
use crate::search::{Request, all_hits};

/// How much is sent at once, in bytes: some hundred rows.
const CHUNK: usize = 32 << 10;

/// How many chunks wait for the one who reads.
const WAITING: usize = 4;

/// How long is waited for the one who reads; longer, and nobody does any more.
const PATIENCE: Duration = Duration::from_secs(30);

/// The header that says what the rows were counted over, for which a table has no place.
const GROUND: HeaderName = HeaderName::from_static("chabao-ground");

/// What is known before the first row.
type Begun = Result<(HeaderValue, Option<String>), Problem>;

/// One piece of the table, or its end: a table whose end does not come was cut off.
enum Piece {
    Rows(Bytes),
    End,
}

/// Answers with all hits of a request, a row for each.
///
/// # Errors
///
/// Fails as a search does, before the first row is sent; where the index fails later the connection
/// is cut off, so that nobody takes a part for the whole.
pub(super) async fn all_hits_as_csv(
    state: &State,
    key: CacheKey,
    request: Request,
) -> Result<Response, Problem> {
    let place = state.limiter().stream_permit()?;
    let (begun, beginning) = oneshot::channel();
    let (rows, pieces) = mpsc::channel(WAITING);
    let start = |permit| async {
        let server = state.clone();
        let runtime = Handle::current();
        drop(spawn_blocking(move || {
            let writer = Writer { server, runtime, rows, chunk: Vec::with_capacity(CHUNK) };
            writer.run(permit, begun, &key, &request);
            drop(place);
        }));
        beginning.await.unwrap_or_else(|_| Err(Problem::bug()))
    };
    let (tag, ground) = state.limiter().with_permit(start).await?;
    let Some(ground) = ground else {
        return Ok(tagged(state, tag, StatusCode::NOT_MODIFIED.into_response()));
    };
    let ground = HeaderValue::from_str(&ground).unwrap_or(HeaderValue::from_static(""));
    let body = Body::new(Pieces { pieces, state: Sending::Rows });
    let response = (csv_headers("hits"), [(GROUND, ground)], body).into_response();
    Ok(tagged(state, tag, response))
}

/// Writes the table, on a thread where it may wait.
struct Writer {
    server: State,
    runtime: Handle,
    rows: mpsc::Sender<Piece>,
    chunk: Vec<u8>,
}

impl Writer {
    fn run(
        mut self,
        permit: Permit,
        begun: oneshot::Sender<Begun>,
        key: &CacheKey,
        request: &Request,
    ) {
        let snapshot = self.server.reloader().current();
        let tag = key.tag(self.server.process(), &snapshot.version());
        // Nobody hears it where the one who asked has gone: there is nothing to do about that.
        if key.is_known(&tag) {
            drop(begun.send(Ok((tag, None))));
            return;
        }
        let hits = match all_hits(&snapshot.reader, request) {
            Ok((results, hits)) => {
                let ground = ground_in_words(
                    results.body.counts,
                    results.ground,
                    results.question.query.is_some(),
                    Language::English,
                );
                if begun.send(Ok((tag, Some(ground)))).is_err() {
                    return;
                }
                hits
            }
            Err(error) => {
                drop(begun.send(Err(Problem::from_error(&error, self.server.warner()))));
                return;
            }
        };
        // What is left takes as long as the one who reads, and must not keep searches waiting.
        drop(permit);
        self.chunk.extend(hits_csv_header().bytes());
        for hit in hits {
            let Ok(mut hit) = hit.inspect_err(|error| self.server.warn(&error.to_string())) else {
                return;
            };
            snapshot.redactor.hit(&mut hit);
            self.chunk.extend(hit_as_csv(&hit).bytes());
            if self.chunk.len() >= CHUNK && !self.send() {
                return;
            }
        }
        if self.send() {
            self.put(Piece::End);
        }
    }

    /// Sends what was written; returns whether somebody reads on.
    fn send(&mut self) -> bool {
        let rows = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK));
        self.put(Piece::Rows(rows.into()))
    }

    fn put(&self, piece: Piece) -> bool {
        let sent = self.runtime.block_on(timeout_of(self.rows.send(piece)));
        matches!(sent, Ok(Ok(())))
    }
}

/// Returns `future` with an end to its patience; made inside the runtime, which has the clock.
async fn timeout_of<F: Future>(future: F) -> Result<F::Output, tokio::time::error::Elapsed> {
    timeout(PATIENCE, future).await
}

/// The pieces as a body.
struct Pieces {
    pieces: mpsc::Receiver<Piece>,
    state: Sending,
}

enum Sending {
    Rows,
    Done,
}

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if matches!(self.state, Sending::Done) {
            return Poll::Ready(None);
        }
        self.pieces.poll_recv(context).map(|piece| match piece {
            Some(Piece::Rows(rows)) => Some(Ok(Frame::data(rows))),
            Some(Piece::End) => {
                self.state = Sending::Done;
                None
            }
            None => {
                self.state = Sending::Done;
                Some(Err(io::Error::other("the table was cut off")))
            }
        })
    }
}

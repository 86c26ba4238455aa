//! All hits as a table that is sent while it is written: however many hits there are, only a few rows
//! are in memory.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
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
use super::state::ServerState;
use super::table_notes::table_notes;
use crate::present::{hit_as_csv, hits_csv_header};
use crate::report::Language;
use crate::search::{Request, all_hits};

/// The size of a chunk, in bytes: a few hundred rows.
const CHUNK: usize = 32 << 10;

/// The number of chunks that wait for the client.
const WAITING: usize = 4;

/// How long the client may take for a chunk; after that it is considered gone.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is known before the first row.
type Begun = Result<(HeaderValue, Option<Notes>), Problem>;

/// The headers of the table.
type Notes = Vec<(HeaderName, HeaderValue)>;

/// A piece of the table, or its end: a table without an end was cut off.
enum Piece {
    Rows(Bytes),
    End,
}

/// Answers with all hits of a request, a row for each.
///
/// # Errors
///
/// Fails as a search does, before the first row is sent. If the index fails later, the connection is
/// cut, so that nobody takes a part for the whole.
pub(super) async fn all_hits_as_csv(
    state: &ServerState,
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
    let (tag, notes) = state.limiter().with_permit(start).await?;
    let Some(notes) = notes else {
        return Ok(tagged(state, tag, StatusCode::NOT_MODIFIED.into_response()));
    };
    let body = Body::new(Pieces { pieces, state: Sending::Rows });
    let response = (csv_headers("hits"), AppendHeaders(notes), body).into_response();
    Ok(tagged(state, tag, response))
}

/// Writes the table, on a thread that may block.
struct Writer {
    server: ServerState,
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
        // Sending fails if the client has gone: nothing can be done about that.
        if key.is_known(&tag) {
            drop(begun.send(Ok((tag, None))));
            return;
        }
        let hits = match all_hits(&snapshot.reader, request) {
            Ok((results, hits)) => {
                let ground = results.body.counts.over(
                    results.ground,
                    results.question.query.is_some(),
                    Language::English,
                );
                let notes = table_notes(&ground, &results.remarks);
                if begun.send(Ok((tag, Some(notes)))).is_err() {
                    return;
                }
                hits
            }
            Err(error) => {
                drop(begun.send(Err(Problem::from_error(&error, self.server.warner()))));
                return;
            }
        };
        // The rest takes as long as the client, and must not keep searches waiting.
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

    /// Sends what was written; returns whether the client still reads.
    fn send(&mut self) -> bool {
        let rows = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK));
        self.put(Piece::Rows(rows.into()))
    }

    fn put(&self, piece: Piece) -> bool {
        let sent = self.runtime.block_on(timeout_of(self.rows.send(piece)));
        matches!(sent, Ok(Ok(())))
    }
}

/// Returns `future` with a time limit; called inside the runtime, which has the clock.
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

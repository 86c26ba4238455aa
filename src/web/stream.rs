//! A table that is sent while it is written: however long it is, only a few rows are in memory. The
//! rows of a workbook are all in memory before it is written, and it has a limit.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::answer::tagged;
use super::http::cache::CacheKey;
use super::http::encoding::{COMPRESSOR, Encoding, Packer};
use super::http::limits::{Cost, Permit};
use super::http::problem::Problem;
use super::http::room::Room;
use super::snapshot::Snapshot;
use super::state::ServerState;
use super::table_notes::{Headers, table_headers};
use crate::error::Error;
use crate::present::{Table, TableForm};

/// The size of a chunk as it is sent, in bytes: a few hundred rows, or some thousand compressed ones.
const CHUNK: usize = 32 << 10;

/// The number of chunks that wait for the client.
const WAITING: usize = 4;

/// What is known before the first row.
type Begun = Result<(HeaderValue, Option<Headers>), Problem>;

/// A piece of the table, or its end: a table without an end was cut off.
enum Piece {
    Rows(Bytes),
    End,
}

/// Answers with a table, which `make` gives to the writer.
///
/// # Errors
///
/// Fails as `make` does, before the first row is sent, if the server is busy, and if this takes too
/// long. If the index fails later, the connection is cut, so that nobody takes a part for the whole.
pub(super) async fn table(
    state: &ServerState,
    key: CacheKey,
    form: TableForm,
    make: impl FnOnce(&Snapshot, &mut TableWriter) -> crate::Result<()> + Send + 'static,
) -> Result<Response, Problem> {
    let limiter = state.limiter();
    // A workbook is compressed in itself.
    let key = if matches!(form, TableForm::Xlsx { .. }) { key.plain() } else { key };
    let says_address = matches!(form, TableForm::Xlsx { .. } | TableForm::Csv { about: true, .. });
    let key = if says_address { key.with_address() } else { key };
    let address = key.address().filter(|_| says_address).map(str::to_owned);
    let encoding = key.encoding();
    let compressor = if encoding == Encoding::Gzip { COMPRESSOR } else { 0 };
    let (begun, beginning) = oneshot::channel();
    let (rows, pieces) = mpsc::channel(WAITING);
    let opening = async {
        let place = limiter.stream_place().await?;
        let room = limiter.room(Cost::Cheap, CHUNK * (WAITING + 2) + compressor).await?;
        let permit = limiter.permit(Cost::Costly).await?;
        let (server, runtime) = (state.clone(), Handle::current());
        drop(spawn_blocking(move || {
            let snapshot = server.reloader().current();
            let tag = key.tag(server.process(), &snapshot.version());
            if key.is_known(&tag) {
                // Sending fails if the client has gone: nothing can be done about that.
                drop(begun.send(Ok((tag, None))));
                return;
            }
            let start = Some(Start { begun, tag, permit });
            let packer = Packer::new(encoding, CHUNK);
            let mut writer = TableWriter {
                server,
                runtime,
                rows,
                form,
                address,
                encoding,
                packer,
                start,
                room: None,
            };
            if let Err(error) = make(&snapshot, &mut writer) {
                writer.fail(&error);
            }
            drop(place);
        }));
        let begun = beginning.await.unwrap_or_else(|_| Err(Problem::bug()))?;
        Ok((begun, room))
    };
    let ((tag, headers), room) = limiter.in_time(opening).await?;
    let Some(headers) = headers else {
        return Ok(tagged(state, tag, StatusCode::NOT_MODIFIED.into_response()));
    };
    let body = Body::new(PieceBody { pieces, state: Sending::Rows, _room: room });
    let mut response = Response::new(body);
    response.headers_mut().extend(headers);
    Ok(tagged(state, tag, response))
}

/// What has to be said before the first row.
struct Start {
    begun: oneshot::Sender<Begun>,
    tag: HeaderValue,
    permit: Permit,
}

/// Writes a table, on a thread that may block.
pub(super) struct TableWriter {
    server: ServerState,
    runtime: Handle,
    rows: mpsc::Sender<Piece>,
    form: TableForm,
    /// The address of the table, if it says it.
    address: Option<String>,
    encoding: Encoding,
    packer: Packer,
    start: Option<Start>,
    /// Room for what the rows are made from.
    room: Option<Room>,
}

impl TableWriter {
    /// Writes the table with its headers. `weight` is the memory that it takes until its last row is
    /// written, in bytes.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged, and if a workbook cannot hold the table.
    pub(super) fn write(&mut self, weight: usize, table: Table<'_>) -> crate::Result<()> {
        let form = self.form;
        let table = match self.address.take() {
            Some(address) => table.with_address(address),
            None => table,
        };
        let written = if let TableForm::Xlsx { language } = form {
            // While its rows are read, it has its turn: few are made at once.
            let mut workbook = table.into_workbook(language)?;
            workbook.finish();
            self.reserve(weight.saturating_add(workbook.memory()))
                && self.begin(table_headers(workbook.about(), form))
                && is_whole(workbook.save(&mut *self))?
        } else {
            self.reserve(weight)
                && self.begin(table_headers(table.about(), form))
                && is_whole(table.write(form, &mut *self))?
        };
        if written {
            self.end();
        }
        Ok(())
    }

    /// Writes pieces of text, which are no table, with their headers. `weight` is the memory that they take
    /// until the last is written, in bytes.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(super) fn write_pieces(
        &mut self,
        headers: Headers,
        weight: usize,
        pieces: impl Iterator<Item = crate::Result<String>>,
    ) -> crate::Result<()> {
        if !self.reserve(weight) || !self.begin(headers) {
            return Ok(());
        }
        for piece in pieces {
            if self.write_all(piece?.as_bytes()).is_err() {
                return Ok(());
            }
        }
        self.end();
        Ok(())
    }

    /// Waits for room for what the rows are made from; returns whether there is any.
    fn reserve(&mut self, weight: usize) -> bool {
        let limiter = self.server.limiter();
        let room = self.runtime.block_on(limiter.in_time(limiter.room(Cost::Costly, weight)));
        match room {
            Ok(room) => self.room = Some(room),
            Err(problem) => self.refuse(problem),
        }
        self.room.is_some()
    }

    /// Sends the headers; returns whether the client still waits for the table. The rest takes as long
    /// as the client, and must not keep searches waiting.
    fn begin(&mut self, mut headers: Headers) -> bool {
        headers.extend(self.encoding.header().map(|it| (header::CONTENT_ENCODING, it)));
        let Some(Start { begun, tag, permit }) = self.start.take() else { return false };
        drop(permit);
        begun.send(Ok((tag, Some(headers)))).is_ok()
    }

    /// Says why there is no table.
    fn refuse(&mut self, problem: Problem) {
        if let Some(Start { begun, .. }) = self.start.take() {
            drop(begun.send(Err(problem)));
        }
    }

    /// Says why there is no table, or cuts it off if some of it was sent.
    fn fail(&mut self, error: &crate::Error) {
        if self.start.is_some() {
            self.refuse(Problem::from_error(error, self.server.warner()));
        } else {
            self.server.warner().error(error);
        }
    }

    /// Sends the rest of what was written, and says that it is the end.
    fn end(&mut self) {
        let packer = std::mem::replace(&mut self.packer, Packer::new(Encoding::Plain, 0));
        if self.put(Piece::Rows(packer.finish().into())) {
            self.put(Piece::End);
        }
    }

    fn put(&self, piece: Piece) -> bool {
        let stalled = self.server.limiter().stalled();
        // The time limit is made inside the runtime, which has the clock.
        let sent = self.runtime.block_on(async { timeout(stalled, self.rows.send(piece)).await });
        matches!(sent, Ok(Ok(())))
    }
}

/// Collects what is written into chunks, and sends them.
impl Write for TableWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.packer.write(bytes)?;
        if self.packer.ready() >= CHUNK {
            let rows = self.packer.take(CHUNK);
            if !self.put(Piece::Rows(rows.into())) {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns whether the client read the whole table. That it has gone is no failure.
fn is_whole<T>(written: crate::Result<T>) -> crate::Result<bool> {
    match written {
        Err(Error::NotWritten { source }) if source.kind() == io::ErrorKind::BrokenPipe => {
            Ok(false)
        }
        written => written.map(|_| true),
    }
}

/// The pieces as a body.
struct PieceBody {
    pieces: mpsc::Receiver<Piece>,
    state: Sending,
    /// Room for the pieces that wait.
    _room: Room,
}

enum Sending {
    Rows,
    Done,
}

impl hyper::body::Body for PieceBody {
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

//! The server: connections with limits on time, size and number, and a shutdown that cuts nobody off.

use std::future::poll_fn;
use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::{Sleep, sleep, timeout};

use super::connections::{Attended, Connections};
use super::http::access::Access;
use super::router::router;
use super::state::ServerState;
use crate::error::{Error, Result};

/// How long a connection may be idle, or take to send the headers of a request.
const IDLE: Duration = Duration::from_secs(30);

/// The fewest bytes that a client has to read in the time it has for a piece: by default 4 kB a second,
/// which the slowest line that still shows pages can carry.
const LEAST: usize = 128 << 10;

/// The most bytes that are read of the headers of a request; `security` has a lower limit, with a
/// message.
const BUFFER: usize = 64 << 10;

/// How long the shutdown waits for running requests.
const FAREWELL: Duration = Duration::from_secs(5);

/// How long to wait if no connection can be accepted, for instance because too many files are open.
const PAUSE: Duration = Duration::from_millis(100);

impl Access {
    /// Listens on `address`, such as `127.0.0.1:7878`; for port 0 the system chooses one.
    ///
    /// # Errors
    ///
    /// Fails if the address cannot be listened on, and if other machines could reach it although they
    /// have no access.
    pub fn listen(&self, address: &str) -> Result<TcpListener> {
        let failed = |source| Error::Listen { address: address.to_owned(), source };
        let addresses: Vec<SocketAddr> = address.to_socket_addrs().map_err(failed)?.collect();
        let is_here = |address: &SocketAddr| address.ip().to_canonical().is_loopback();
        if matches!(self, Self::Open) && !addresses.iter().all(is_here) {
            return Err(Error::Unguarded { address: address.to_owned() });
        }
        TcpListener::bind(&addresses[..]).map_err(failed)
    }
}

impl ServerState {
    /// Serves until Ctrl-C or SIGTERM.
    ///
    /// # Errors
    ///
    /// Fails if the system refuses threads, signals or the listener.
    pub fn run(self, listener: TcpListener) -> Result<()> {
        let failed = |source| Error::Listen { address: name_of(&listener), source };
        let runtime =
            tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
        let address = name_of(&listener);
        let served = runtime.block_on(async {
            let ended = ended().map_err(|source| Error::Listen { address, source })?;
            serve(listener, self, ended).await
        });
        // A search that nobody waits for must not keep the program from ending.
        runtime.shutdown_background();
        served
    }
}

/// Serves until `shutdown` is ready, then accepts no more connections and waits for running requests,
/// at most five seconds. Has to be called inside a tokio runtime with clock and network.
///
/// # Errors
///
/// Fails if the system refuses the listener.
pub(super) async fn serve(
    listener: TcpListener,
    state: ServerState,
    shutdown: impl Future<Output = ()>,
) -> Result<()> {
    let address = name_of(&listener);
    let taken = listener.set_nonblocking(true);
    let taken = taken.and_then(|()| tokio::net::TcpListener::from_std(listener));
    let listener = taken.map_err(|source| Error::Listen { address, source })?;
    let graceful = Arc::new(GracefulShutdown::new());
    let accepting = tokio::spawn(accept(listener, state.clone(), graceful.clone()));
    shutdown.await;
    accepting.abort();
    // It ends at once and drops its share of `graceful`.
    drop(accepting.await);
    if let Some(graceful) = Arc::into_inner(graceful)
        && timeout(FAREWELL, graceful.shutdown()).await.is_err()
    {
        let english = "some requests were still running and were cut off";
        state.warner().say_in(english, "有几个请求尚未完成，已被中断");
    }
    Ok(())
}

fn name_of(listener: &TcpListener) -> String {
    listener.local_addr().map(|address| address.to_string()).unwrap_or_default()
}

/// Accepts connections until it is aborted.
async fn accept(
    listener: tokio::net::TcpListener,
    state: ServerState,
    graceful: Arc<GracefulShutdown>,
) {
    let (router, limiter) = (router(&state), state.limiter());
    let connections = Connections::new(limiter.connections());
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(IDLE).max_buf_size(BUFFER);
    loop {
        let Ok((stream, client)) = listener.accept().await else {
            sleep(PAUSE).await;
            continue;
        };
        let connection = connections.open().await;
        // If it cannot be set, answers arrive a little later.
        drop(stream.set_nodelay(true));
        let service = TowerToHyperService::new(router.clone());
        let (log, client) = (state.access_log().cloned(), client.ip().to_canonical());
        let connected = connection.clone();
        let service = Attended { routes: service, connection: connected, log, client };
        let stream = TokioIo::new(Impatient::new(stream, limiter.stalled()));
        let answering = graceful.watch(server.serve_connection(stream, service));
        tokio::spawn(async move {
            let (mut answering, mut leaving) = (pin!(answering), pin!(connection.gives_way()));
            // An error here is the client's: there is nobody to report it to.
            let ended = poll_fn(|context| match answering.as_mut().poll(context) {
                Poll::Ready(_) => Poll::Ready(()),
                Poll::Pending => leaving.as_mut().poll(context),
            });
            ended.await;
        });
    }
}

/// Returns a future that is ready on Ctrl-C or SIGTERM.
fn ended() -> io::Result<impl Future<Output = ()>> {
    let told = Arc::new(Notify::new());
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
            let (mut signal, told) = (signal(kind)?, told.clone());
            tokio::spawn(async move {
                signal.recv().await;
                told.notify_one();
            });
        }
    }
    #[cfg(not(unix))]
    {
        let told = told.clone();
        tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                told.notify_one();
            }
        });
    }
    Ok(async move { told.notified().await })
}

/// A connection that fails if the client reads too slowly: memory and a place among the tables are
/// kept for it.
pub(super) struct Impatient {
    stream: TcpStream,
    /// How long the client may take to read [`LEAST`] bytes.
    stalled: Duration,
    /// From the first write that had to wait: until when [`LEAST`] bytes have to be read.
    until: Option<Pin<Box<Sleep>>>,
    /// The bytes that were written since.
    written: usize,
}

impl Impatient {
    pub(super) fn new(stream: TcpStream, stalled: Duration) -> Self {
        Self { stream, stalled, until: None, written: 0 }
    }

    /// Returns the result of a write, or a failure if the client reads too slowly.
    fn waited(
        &mut self,
        written: Poll<io::Result<usize>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(result) = written {
            self.written += result.as_ref().copied().unwrap_or_default();
            if self.written >= LEAST {
                self.until = None;
            }
            return Poll::Ready(result);
        }
        if self.until.is_none() {
            self.written = 0;
        }
        let until = self.until.get_or_insert_with(|| Box::pin(sleep(self.stalled)));
        ready!(until.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Impatient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if read.is_ready() {
            // Another request: the answer to the one before was read.
            self.until = None;
        }
        read
    }
}

impl AsyncWrite for Impatient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.waited(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.waited(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

//! The open connections. When all places are taken and a client comes, the connection that has been
//! idle longest gives way: browsers keep connections open for requests that may never come.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::Response;
use hyper::Request;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use super::http::log::{Log, LoggedRequest};
use super::redact::without_tokens;

/// The places for connections, and the connections that are idle.
#[derive(Clone)]
pub(super) struct Connections {
    places: Arc<Semaphore>,
    idle: Arc<Mutex<Idle>>,
}

/// The connections that wait for a request, in the order in which they began to.
#[derive(Default)]
struct Idle {
    turns: u64,
    waiting: BTreeMap<u64, Arc<Notify>>,
}

/// An open connection.
pub(super) struct Connection {
    idle: Arc<Mutex<Idle>>,
    /// The turn of the connection among those that are idle, while it is.
    turn: Mutex<Option<u64>>,
    /// Told when the connection has to give way.
    gives_way: Arc<Notify>,
    _place: OwnedSemaphorePermit,
}

impl Connections {
    /// Returns so many places.
    pub(super) fn new(places: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(places)), idle: Arc::default() }
    }

    /// Returns a place for a new connection, which is idle until its first request. If all are taken,
    /// the longest idle one gives way; if none is idle, waits until one ends.
    pub(super) async fn open(&self) -> Arc<Connection> {
        let place = if let Ok(place) = self.places.clone().try_acquire_owned() {
            place
        } else {
            let longest = lock(&self.idle).waiting.pop_first();
            if let Some((_, gives_way)) = longest {
                gives_way.notify_one();
            }
            self.places.clone().acquire_owned().await.expect("it is never closed")
        };
        let (turn, gives_way) = (Mutex::new(None), Arc::default());
        let connection = Connection { idle: self.idle.clone(), turn, gives_way, _place: place };
        connection.rest();
        Arc::new(connection)
    }
}

impl Connection {
    /// Returns when the connection has to give way to another.
    pub(super) async fn gives_way(&self) {
        self.gives_way.notified().await;
    }

    /// Begins to wait for a request.
    fn rest(&self) {
        let mut idle = lock(&self.idle);
        idle.turns += 1;
        let turn = idle.turns;
        idle.waiting.insert(turn, self.gives_way.clone());
        *lock(&self.turn) = Some(turn);
    }

    /// Begins to answer a request.
    fn work(&self) {
        let mut idle = lock(&self.idle);
        if let Some(turn) = lock(&self.turn).take() {
            idle.waiting.remove(&turn);
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.work();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The service of one connection: the routes, and whether it is idle.
pub(super) struct Attended {
    pub(super) routes: TowerToHyperService<Router>,
    pub(super) connection: Arc<Connection>,
    pub(super) log: Option<Arc<Log>>,
    pub(super) client: IpAddr,
}

impl Service<Request<Incoming>> for Attended {
    type Response = Response<AttendedBody>;
    type Error = std::convert::Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        self.connection.work();
        let busy = Busy(self.connection.clone());
        let logged = self.log.as_ref().map(|log| {
            let asked = (request.method(), request.uri());
            LoggedRequest::new(log, self.client, asked, without_tokens)
        });
        let answer = self.routes.call(request);
        Box::pin(async move {
            let answer = answer.await?;
            let logged = logged.map(|it| it.answered(answer.status()));
            Ok(answer.map(|body| AttendedBody { body, logged, _busy: busy }))
        })
    }
}

/// The connection answers a request, until this is dropped.
struct Busy(Arc<Connection>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.rest();
    }
}

/// The body of an answer. When its end was given to the connection, this is idle.
pub(super) struct AttendedBody {
    body: Body,
    logged: Option<LoggedRequest>,
    _busy: Busy,
}

impl hyper::body::Body for AttendedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let (Poll::Ready(Some(Ok(frame))), Some(logged)) = (&polled, &mut self.logged) {
            logged.count(frame.data_ref().map_or(0, Bytes::len));
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

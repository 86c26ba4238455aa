//! The server when there is much to do: who gives way to whom, and what memory it takes.

use std::future::poll_fn;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use tokio::io::AsyncWrite;
use tokio::sync::oneshot;

use super::router::router;
use super::server::{Impatient, serve};
use super::testing::{Site, report};
use crate::web::http::limits::{Cost, Limits};
use crate::web::state::ServerOptions;

const SHORT: Duration = Duration::from_millis(200);

/// Returns a server over one short report.
fn site(limits: Limits) -> Site {
    let text = report("云岫县司法局2023年法治政府建设工作报告", "三项制度。法律顾问。");
    Site::new(&[("a.txt", &text)], ServerOptions { limits, ..ServerOptions::default() })
}

/// Sends a request and returns the first bytes of the answer; none if the connection is closed.
fn ask(stream: &mut TcpStream) -> String {
    let request = "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n";
    if stream.write_all(request.as_bytes()).is_err() {
        return String::new();
    }
    let mut begin = [0; 15];
    let read = stream.read(&mut begin).unwrap_or_default();
    // The rest of the answer is read too.
    stream.set_read_timeout(Some(SHORT)).unwrap();
    let mut rest = Vec::new();
    let ended = stream.read_to_end(&mut rest).map_err(|error| error.kind());
    assert!(matches!(
        ended,
        Ok(_) | Err(ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::ConnectionReset)
    ));
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    String::from_utf8_lossy(&begin[..read]).into_owned()
}

#[test]
fn idle_connections_give_way_to_new_ones() {
    let site = site(Limits { connections: 3, ..Limits::default() });
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (end, ended) = oneshot::channel::<()>();
    let served = site.spawn(serve(listener, site.state().clone(), async { drop(ended.await) }));
    let connect = || {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        // Connections are accepted in this order.
        std::thread::sleep(Duration::from_millis(50));
        stream
    };
    let (mut silent, mut first, mut second) = (connect(), connect(), connect());
    assert!(ask(&mut first).starts_with("HTTP/1.1 200"));
    assert!(ask(&mut second).starts_with("HTTP/1.1 200"));
    // One more than there are places: the one that never asked has been idle longest.
    let begun = Instant::now();
    let mut third = connect();
    assert!(ask(&mut third).starts_with("HTTP/1.1 200"));
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(ask(&mut silent), "");
    assert!(ask(&mut first).starts_with("HTTP/1.1 200"));
    // Now the second has waited longest.
    let mut fourth = connect();
    assert!(ask(&mut fourth).starts_with("HTTP/1.1 200"));
    assert_eq!(ask(&mut second), "");
    assert!(ask(&mut first).starts_with("HTTP/1.1 200"));
    end.send(()).unwrap();
    site.run(served).unwrap().unwrap();
}

#[test]
fn cheap_questions_pass_costly_ones() {
    // Long enough for a cheap question on a machine with much else to do.
    let time = Duration::from_secs(1);
    let site = site(Limits { time, running: 1, costly: 1, ..Limits::default() });
    // Something costly takes long, and others of its kind wait for it.
    let ((started, starts), (release, released)) = (channel(), channel::<()>());
    let state = site.state().clone();
    let long = site.spawn(async move {
        let job = move || {
            started.send(()).unwrap();
            assert!(released.recv().is_err(), "nothing is sent");
        };
        state.limiter().run(Cost::Costly, job).await.map(|((), _)| ())
    });
    starts.recv().unwrap();
    let long_query = "%E6%B3%95".repeat(80);
    let query = "q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6";
    for (address, is_costly) in [
        ("/api/v1/status".to_owned(), false),
        (format!("/api/v1/search?{query}"), false),
        (format!("/api/v1/mentions?{query}"), false),
        (format!("/?{query}"), false),
        (format!("/coverage?{query}"), false),
        (format!("/api/v1/search?{query}&mode=strict"), true),
        (format!("/api/v1/search?q={long_query}"), true),
        (format!("/api/v1/search?{query}&format=csv"), true),
        ("/api/v1/reports?format=jsonl".to_owned(), true),
        (format!("/api/v1/mentions?{query}&by=report"), true),
        (format!("/coverage?{query}&rows=agency"), true),
    ] {
        let status = site.get(&address).status;
        let expected = if is_costly { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
        assert_eq!(status, expected, "{address}");
    }
    drop(release);
    site.run(long).unwrap().unwrap();
    assert_eq!(site.get(&format!("/api/v1/search?{query}&mode=strict")).status, StatusCode::OK);
}

#[test]
fn answers_that_nobody_reads_have_one_bound() {
    // Enough for the pieces of one table, or for some pages.
    let site = site(Limits { time: SHORT, unread: 400 << 10, ..Limits::default() });
    let begin = |address: &str| {
        let request =
            Request::get(address).header("host", "localhost").body(Body::empty()).unwrap();
        let service = TowerToHyperService::new(router(site.state()));
        site.run(async { service.call(request).await.unwrap() })
    };
    let table = "/api/v1/search?q=%E6%B3%95&format=csv";
    let unread = begin(table);
    assert_eq!(unread.status(), StatusCode::OK);
    assert_eq!(begin(table).status(), StatusCode::SERVICE_UNAVAILABLE);
    let read = site.run(to_bytes(unread.into_body(), usize::MAX)).unwrap();
    assert!(read.starts_with(b"score,"));
    let unread: Vec<_> = (0..400)
        .map(|_| begin("/?q=%E6%B3%95"))
        .take_while(|answer| answer.status() == StatusCode::OK)
        .collect();
    assert!((3..100).contains(&unread.len()), "{}", unread.len());
    // Those who go away give back their room.
    drop(unread);
    assert_eq!(begin("/?q=%E6%B3%95").status(), StatusCode::OK);
    assert_eq!(begin(table).status(), StatusCode::OK);
    // A long answer that waits for room lets short ones pass.
    let limiter = site.state().limiter();
    let all = site.run(limiter.room(Cost::Costly, usize::MAX)).unwrap();
    let state = site.state().clone();
    let next = site.spawn(async move { state.limiter().room(Cost::Costly, 1).await.is_ok() });
    assert_eq!(begin("/?q=%E6%B3%95").status(), StatusCode::OK);
    assert_eq!(begin("/?q=%E6%B3%95&mode=strict").status(), StatusCode::SERVICE_UNAVAILABLE);
    drop(all);
    assert!(site.run(next).unwrap());
}

/// Writes so many bytes to a client that reads, or does not read; returns how it ended.
fn write(bytes: usize, reads: bool) -> Result<(), ErrorKind> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (stream, _) = listener.accept().unwrap();
    stream.set_nonblocking(true).unwrap();
    let mut reader = client.try_clone().unwrap();
    let reading = std::thread::spawn(move || {
        let mut buffer = vec![0; 1 << 20];
        while reads && reader.read(&mut buffer).is_ok_and(|read| read > 0) {}
    });
    let written = runtime.block_on(async {
        let mut stream = Impatient::new(tokio::net::TcpStream::from_std(stream).unwrap(), SHORT);
        let chunk = vec![b'x'; 64 << 10];
        let mut left = bytes;
        while left > 0 {
            let piece = &chunk[..chunk.len().min(left)];
            left -= poll_fn(|context| Pin::new(&mut stream).poll_write(context, piece)).await?;
        }
        Ok(())
    });
    drop(client.shutdown(std::net::Shutdown::Both));
    reading.join().unwrap();
    written.map_err(|error: std::io::Error| error.kind())
}

#[test]
fn a_client_that_does_not_read_is_cut_off() {
    assert_eq!(write(64 << 20, true), Ok(()));
    assert_eq!(write(64 << 20, false), Err(ErrorKind::TimedOut));
}

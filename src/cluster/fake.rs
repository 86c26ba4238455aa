//! A server for tests that answers what it is told to, one answer a connection.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use super::Cluster;

/// Answers requests one after the other.
pub(super) struct Fake {
    address: SocketAddr,
    requests: Receiver<String>,
}

impl Fake {
    /// Starts a server that gives each answer once; a status of 0 closes the connection without one.
    /// After the last one it is gone.
    pub(super) fn start(answers: Vec<(u16, String)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, requests) = channel();
        thread::spawn(move || {
            for (status, body) in answers {
                let (mut stream, _) = listener.accept().unwrap();
                sender.send(read(&stream)).unwrap();
                if status != 0 {
                    write(&mut stream, status, &body);
                }
            }
        });
        Self { address, requests }
    }

    /// Returns a host and port at which nobody listens.
    pub(super) fn nobody() -> SocketAddr {
        TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn cluster(&self) -> Cluster {
        cluster_at(&[self.address])
    }

    /// Returns the requests so far: method, path and body.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.try_iter().collect()
    }
}

/// Returns an index at several hosts.
pub(super) fn cluster_at(hosts: &[SocketAddr]) -> Cluster {
    let mut place = String::from("opensearch+http://");
    for (number, host) in hosts.iter().enumerate() {
        write!(place, "{}{host}", if number == 0 { "" } else { "," }).unwrap();
    }
    Cluster::at(Path::new(&(place + "/r"))).unwrap().unwrap()
}

fn read(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    let mut length = 0;
    let mut line = String::new();
    while reader.read_line(&mut line).unwrap() > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let first = first.trim_end().trim_end_matches(" HTTP/1.1");
    format!("{first}\n{}", String::from_utf8(body).unwrap())
}

fn write(stream: &mut TcpStream, status: u16, body: &str) {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    stream.write_all((head + body).as_bytes()).unwrap();
}

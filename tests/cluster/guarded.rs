//! A cluster behind TLS that lets only those in who say who they are.
//!
//! The nodes of the tests speak plain HTTP. In front of one stands a server with a certificate of its own
//! authority (`tls/`, whose key guards nothing else), which hands on the requests that have the right header.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::thread;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};

use crate::nodes::Cluster;
use crate::reports::{QUESTIONS, Run, World, finish};

const AUTHORITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cluster/tls/ca.pem");

/// `reader:a b:c` and a token, as a client has to send them.
const LET_IN: [&str; 2] = ["Basic cmVhZGVyOmEgYjpj", "Bearer abc.def"];

pub(crate) fn cluster(cluster: &mut Cluster) {
    let door = door_to(cluster.address(0));
    let index = |host: &str| format!("opensearch+https://{host}:{door}/guarded");
    let user = [("USER", "reader"), ("PASSWORD", "a b:c"), ("CA", AUTHORITY)];
    let token = [("TOKEN", "abc.def"), ("CA", AUTHORITY)];
    let world = World::new();
    world.reports("reports", 0..40);
    let here = index("127.0.0.1");

    let run = world.ask(&user, &["index", "reports", "--index", &here]);
    assert!(run.is_good(), "{run:?}");
    let expected = world.local_answers(&["reports"]);
    for variables in [&user[..], &token] {
        for (question, expected) in QUESTIONS.iter().zip(&expected) {
            let run = world.ask(variables, &[question, &["--index", &here][..]].concat());
            assert_eq!((run.code, &run.out), (Some(0), expected), "{run:?}");
        }
    }

    let wrong = [("USER", "reader"), ("PASSWORD", "abc"), ("CA", AUTHORITY)];
    let there = index("localhost");
    let plain = here.replace("https", "http");
    for (variables, index, hint) in [
        // An authority that is not known, a name that the certificate is not for, no TLS at all.
        (&user[..2], &here, "CHABAO_CLUSTER_CA=ca.pem"),
        (&user[..], &there, "CHABAO_CLUSTER_CA=ca.pem"),
        (&user[..], &plain, "write `https` if it speaks TLS"),
        (&wrong[..], &here, "set `CHABAO_CLUSTER_USER` and `CHABAO_CLUSTER_PASSWORD`"),
        (&user[2..], &here, "set `CHABAO_CLUSTER_USER` and `CHABAO_CLUSTER_PASSWORD`"),
    ] {
        for command in [&["search", "行政处罚"][..], &["index", "reports"]] {
            let run = world.ask(variables, &[command, &["--index", index][..]].concat());
            assert!(run.is_error_with_hint() && run.err.contains(hint), "{hint}: {run:?}");
            assert!(!run.err.contains("a b:c") && !run.err.contains("abc.def"), "{run:?}");
        }
    }
}

impl World {
    /// Runs the program with what the environment says about the cluster.
    fn ask(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
        let mut command: Command = self.command("one", arguments);
        command.envs(variables.iter().map(|it| (format!("CHABAO_CLUSTER_{}", it.0), it.1)));
        finish(command)
    }
}

/// Starts the server in front of a node, and returns its port.
fn door_to(node: String) -> u16 {
    let certificate = CertificateDer::from_pem_slice(include_bytes!("tls/node.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/node.key")).unwrap();
    let config = ServerConfig::builder().with_no_client_auth();
    let config = Arc::new(config.with_single_cert(vec![certificate], key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, config, node) = (stream.unwrap(), config.clone(), node.clone());
            // Whoever does not trust the certificate hangs up, and so does whoever speaks no TLS.
            thread::spawn(move || hand_on(stream, config, &node).ok());
        }
    });
    port
}

/// Hands one request on, and its answer back.
fn hand_on(mut stream: TcpStream, config: Arc<ServerConfig>, node: &str) -> std::io::Result<()> {
    let mut connection = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut stream = Stream::new(&mut connection, &mut stream);
    let mut reader = BufReader::new(&mut stream);
    let mut head = String::new();
    let (mut length, mut is_let_in) = (0, false);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? <= 2 {
            break;
        }
        match line.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().map_err(std::io::Error::other)?;
            }
            // Only empty bodies come in pieces: the last piece, which has none, is all there is.
            Some((name, "chunked")) if name.eq_ignore_ascii_case("transfer-encoding") => {
                length = b"0\r\n\r\n".len();
            }
            Some((name, value)) if name.eq_ignore_ascii_case("authorization") => {
                is_let_in = LET_IN.contains(&value);
            }
            _ => {}
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    if is_let_in {
        let mut node = TcpStream::connect(node)?;
        node.write_all((head + "Connection: close\r\n\r\n").as_bytes())?;
        node.write_all(&body)?;
        std::io::copy(&mut node, &mut stream)?;
    } else {
        const ANSWER: &[u8] =
            b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        stream.write_all(ANSWER)?;
    }
    stream.conn.send_close_notify();
    stream.flush()
}

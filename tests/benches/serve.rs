//! How many requests a second `chabao serve` answers, the 99th percentile of its answers, and whether
//! its memory grows: the program itself, over connections that are kept open.

use std::fmt::{self, Write as _};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;
use crate::words::NOUNS;

/// A variable with the number of requests after which memory is measured, such as 1000000.
const REQUESTS: &str = "CHABAO_BENCH_REQUESTS";

/// The default number: a few seconds.
const MODEST: usize = 20_000;

/// The numbers of connections that send requests at the same time.
const CONNECTIONS: [usize; 3] = [1, 16, 64];

/// The requests: what each represents, and the address.
const ADDRESSES: &[(&str, &str)] = &[
    ("API, rare term", "/api/v1/search?q=%E4%BE%A8%E4%B9%A1"),
    ("API, common term", "/api/v1/search?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6"),
    ("page, five facets", "/?q=%E6%B3%95%E5%BE%8B%E9%A1%BE%E9%97%AE"),
    ("page, which counties", "/coverage?q=%E6%B3%95%E5%BE%8B%E9%A1%BE%E9%97%AE"),
    ("page, over the years", "/trend?q=%E6%B3%95%E5%BE%8B%E9%A1%BE%E9%97%AE"),
    ("API, suggestions", "/api/v1/suggest?q=%E6%B3%95"),
];

/// The number of connections before memory is measured again.
const MANY: usize = 16;

/// One in so many of these requests goes to the other addresses in turn; the rest go to the first,
/// which is the cheapest.
const OTHERS_EVERY: usize = 10;

/// What was measured.
pub(crate) struct Served {
    sections: u64,
    rows: Vec<Row>,
    first_byte: Vec<(&'static str, Duration)>,
    memory: Option<Memory>,
    requests: usize,
}

struct Row {
    what: &'static str,
    connections: usize,
    a_second: f64,
    median: Duration,
    p99: Duration,
}

/// Resident memory in kilobytes, when the server was warm and after many requests.
struct Memory {
    before: u64,
    after: u64,
}

/// Starts the program over an index, and measures for so long for each row.
pub(crate) fn measure(index: &Path, sections: u64, time: Duration) -> Result<Served> {
    let server = Server::start(index)?;
    let mut measured =
        Served { sections, rows: Vec::new(), first_byte: Vec::new(), memory: None, requests: 0 };
    for &(what, address) in ADDRESSES {
        measured.first_byte.push((what, server.first_byte(address)?));
        for connections in CONNECTIONS {
            measured.rows.push(server.load(what, address, connections, time)?);
        }
    }
    measured.first_byte.push(("API, longest query", server.first_byte(&longest())?));
    let named = std::env::var(REQUESTS).ok();
    let is_short = time < Duration::from_secs(1);
    measured.requests = match named {
        Some(named) => named.parse().map_err(|_| format!("{REQUESTS} is no number: {named}"))?,
        None if is_short => 50,
        None => MODEST,
    };
    let before = server.memory();
    server.many(measured.requests)?;
    measured.memory = before.zip(server.memory()).map(|(before, after)| Memory { before, after });
    Ok(measured)
}

/// Returns the address of the longest query that is accepted, over the most frequent terms: single
/// characters of the nouns that the reports are made of, joined with `|`.
fn longest() -> String {
    /// With a `|` after each but the last, these are 499 characters; 500 are accepted.
    const CHARACTERS: usize = 250;
    let mut characters: Vec<char> = Vec::new();
    for character in NOUNS.iter().flat_map(|noun| noun.chars()) {
        if !characters.contains(&character) && characters.len() < CHARACTERS {
            characters.push(character);
        }
    }
    let mut address = String::from("/api/v1/search?q=");
    for (at, character) in characters.iter().enumerate() {
        if at > 0 {
            address.push_str("%7C");
        }
        address.push_str(&encoded(character.encode_utf8(&mut [0; 4])));
    }
    address
}

/// Returns a text as it stands in an address.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

/// The program at work; it ends with the value.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) address: String,
}

impl Server {
    /// Starts the program over an index.
    pub(crate) fn start(index: &Path) -> Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chabao"));
        command.arg("--index").arg(index).args(["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let stderr = child.stderr.take().ok_or("the program has no standard error")?;
        let mut line = String::new();
        BufReader::new(stderr).read_line(&mut line)?;
        let address = line.split("http://").nth(1).and_then(|it| it.split('/').next());
        let address = address.ok_or_else(|| format!("no address in: {line}"))?.to_owned();
        Ok(Self { child, address })
    }

    /// Returns the median time from sending a request to the first byte of the answer, on one
    /// connection that is warm.
    fn first_byte(&self, address: &str) -> Result<Duration> {
        let mut connection = Connection::to(&self.address)?;
        let mut times = Vec::new();
        for _ in 0..50 {
            times.push(connection.ask(address)?.first_byte);
        }
        times.sort_unstable();
        Ok(share(&times, 50))
    }

    /// Asks from so many connections at once, each again as soon as it has its answer.
    fn load(
        &self,
        what: &'static str,
        address: &str,
        connections: usize,
        time: Duration,
    ) -> Result<Row> {
        let begun = Instant::now();
        let asked = thread::scope(|scope| {
            let one = || -> std::result::Result<Vec<Duration>, String> {
                let failed = |error: Box<dyn std::error::Error>| error.to_string();
                let mut connection = Connection::to(&self.address).map_err(failed)?;
                let mut times = Vec::new();
                while begun.elapsed() < time {
                    times.push(connection.ask(address).map_err(failed)?.whole);
                }
                Ok(times)
            };
            let threads: Vec<_> = (0..connections).map(|_| scope.spawn(one)).collect();
            let ended = threads.into_iter().map(thread::ScopedJoinHandle::join);
            ended.map(|it| it.map_err(|_| "a thread failed".to_owned())?).collect::<Vec<_>>()
        });
        let mut times = Vec::new();
        for asked in asked {
            times.extend(asked?);
        }
        times.sort_unstable();
        let a_second = times.len() as f64 / begun.elapsed().as_secs_f64();
        let (median, p99) = (share(&times, 50), share(&times, 99));
        Ok(Row { what, connections, a_second, median, p99 })
    }

    /// Asks so many times in all, from many connections at once, also for every other address.
    fn many(&self, requests: usize) -> Result<()> {
        let next = AtomicUsize::new(0);
        let one = || -> std::result::Result<(), String> {
            let failed = |error: Box<dyn std::error::Error>| error.to_string();
            let mut connection = Connection::to(&self.address).map_err(failed)?;
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= requests {
                    return Ok(());
                }
                let turn = number.is_multiple_of(OTHERS_EVERY).then_some(number / OTHERS_EVERY);
                let at = turn.map_or(0, |turn| turn % ADDRESSES.len());
                let (_, address) = ADDRESSES.get(at).ok_or("there is an address")?;
                connection.ask(address).map_err(failed)?;
            }
        };
        thread::scope(|scope| {
            let threads: Vec<_> = (0..MANY).map(|_| scope.spawn(one)).collect();
            for thread in threads {
                thread.join().map_err(|_| "a thread failed".to_owned())??;
            }
            Ok(())
        })
    }

    /// Returns the resident memory of the program in kilobytes, if the system reports it (Linux).
    pub(crate) fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().trim_end_matches(" kB").parse().ok()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Returns the time within which so many of a hundred came; the times are sorted.
pub(crate) fn share(times: &[Duration], of_hundred: usize) -> Duration {
    let at = (times.len() * of_hundred / 100).min(times.len().saturating_sub(1));
    times.get(at).copied().unwrap_or_default()
}

/// A connection that is kept.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

/// When an answer came.
pub(crate) struct Answer {
    pub(crate) first_byte: Duration,
    pub(crate) whole: Duration,
}

impl Connection {
    /// Connects to a server.
    pub(crate) fn to(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { stream: BufReader::new(stream), host: address.to_owned() })
    }

    /// Asks and reads the whole answer; one that is not right is an error.
    pub(crate) fn ask(&mut self, address: &str) -> Result<Answer> {
        let request = format!("GET {address} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        let begun = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.stream.fill_buf()?;
        let first_byte = begun.elapsed();
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        if !line.starts_with("HTTP/1.1 200 ") {
            return Err(format!("answered with {line}").into());
        }
        let mut length = 0;
        while line != "\r\n" {
            line.clear();
            self.stream.read_line(&mut line)?;
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
                length = value.trim().parse()?;
            }
        }
        self.stream.read_exact(&mut vec![0; length])?;
        Ok(Answer { first_byte, whole: begun.elapsed() })
    }
}

impl fmt::Display for Served {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = |time: &Duration| time.as_secs_f64() * 1e3;
        writeln!(out, "serve over {} sections, no request without its answer", self.sections)?;
        for row in &self.rows {
            let Row { what, connections, a_second, median, p99 } = row;
            let (median, p99) = (milliseconds(median), milliseconds(p99));
            writeln!(
                out,
                "serve  {connections:>3} connections {a_second:>8.0} a second  median {median:>7.2} ms  \
                 p99 {p99:>7.2} ms  {what}"
            )?;
        }
        for (what, time) in &self.first_byte {
            writeln!(
                out,
                "serve  first byte, warm, one connection {:>6.2} ms  {what}",
                milliseconds(time)
            )?;
        }
        match &self.memory {
            Some(Memory { before, after }) => writeln!(
                out,
                "serve  resident memory {before} kB, after {} further requests {after} kB",
                self.requests
            ),
            None => writeln!(out, "serve  resident memory is not told on this system"),
        }
    }
}

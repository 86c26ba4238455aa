//! A real OpenSearch cluster on this machine, whose nodes tests kill, stop and start again: one
//! process for each, on ports that were free, with its data below `target/cluster`.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::Value;
use tempfile::TempDir;

use crate::launch::{Tools, target};

/// How long nodes may take to find each other, or an index to be whole: it takes 10 seconds on two
/// free cores, several times that beside a compiler.
const PATIENCE: Duration = Duration::from_secs(180);

/// How long one answer may take. The kernel accepts connections for a stopped node too.
const ANSWER: Duration = Duration::from_secs(30);

/// A cluster of nodes that have started; all end with the value, and their data with them.
pub(crate) struct Cluster {
    nodes: Vec<Node>,
    /// Settings of all nodes beside those that every node has.
    settings: Vec<String>,
    /// Options of their Java beside those that every node has.
    java: Vec<String>,
    tools: Tools,
    /// Data and logs of the nodes.
    home: TempDir,
}

struct Node {
    name: String,
    http: u16,
    transport: u16,
    /// Nothing if it was killed.
    child: Option<Child>,
}

/// What the cluster says of itself.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Health {
    /// `green`, `yellow` or `red`.
    pub(crate) status: String,
    pub(crate) nodes: u64,
}

/// What a node answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Cluster {
    /// Starts a cluster and waits until all its nodes are there. Settings that begin with `-` are options
    /// of Java; the last of two that contradict each other counts.
    ///
    /// # Errors
    ///
    /// Says in a few words what is missing on this machine. Nodes that do not start are a panic.
    pub(crate) fn start(count: usize, settings: &[&str]) -> Result<Self, String> {
        let tools = Tools::find()?;
        let home = TempDir::new_in(target()).unwrap();
        let mut ports = free_ports(2 * count).into_iter();
        let mut port = || ports.next().expect("two for each node");
        let node = |number| Node {
            name: format!("n{number}"),
            http: port(),
            transport: port(),
            child: None,
        };
        let nodes = (1..=count).map(node).collect();
        let settings = settings.iter().map(|&it| it.to_owned());
        let (java, settings) = settings.partition(|it: &String| it.starts_with('-'));
        let mut cluster = Self { nodes, settings, java, tools, home };
        for node in 0..count {
            cluster.spawn(node);
        }
        cluster.wait_for("green", count);
        Ok(cluster)
    }

    /// Returns the address of a node: `127.0.0.1:43210`.
    pub(crate) fn address(&self, node: usize) -> String {
        format!("127.0.0.1:{}", self.nodes[node].http)
    }

    /// Returns the number of its nodes, whether they run or not.
    pub(crate) fn size(&self) -> usize {
        self.nodes.len()
    }

    /// Returns which node the others have elected, as one of them says.
    #[track_caller]
    pub(crate) fn manager(&self) -> usize {
        let said = |node| self.ask(node, "GET", "/_cat/cluster_manager?format=json", &Value::Null);
        let said = (0..self.nodes.len()).find_map(said).expect("a node answers");
        let name = said.body[0]["node"].as_str().expect("there is a manager");
        self.nodes.iter().position(|node| node.name == name).expect("it is one of these")
    }

    /// Kills a node at once, as a power cut does; its data stay.
    pub(crate) fn kill(&mut self, node: usize) {
        let mut child = self.nodes[node].child.take().expect("it runs");
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Starts a node that was killed, with the data it had; does not wait until it has joined.
    pub(crate) fn restart(&mut self, node: usize) {
        assert!(self.nodes[node].child.is_none(), "it runs");
        self.spawn(node);
    }

    /// Stops a node in the middle of what it does, as a cut network or a long pause does: it is
    /// connected and does not answer.
    pub(crate) fn freeze(&self, node: usize) {
        self.signal(node, "-STOP");
    }

    /// Lets a node go on that was stopped.
    pub(crate) fn thaw(&self, node: usize) {
        self.signal(node, "-CONT");
    }

    fn signal(&self, node: usize, signal: &str) {
        let child = self.nodes[node].child.as_ref().expect("it runs");
        let done = Command::new("kill").arg(signal).arg(child.id().to_string()).status();
        assert!(done.unwrap().success(), "{signal} reaches {}", self.nodes[node].name);
    }

    /// Starts what is not running, lets go on what was stopped, and waits until all is whole: for
    /// the test that comes next.
    pub(crate) fn mend(&mut self) {
        for node in 0..self.nodes.len() {
            if self.nodes[node].child.is_none() {
                self.spawn(node);
            } else {
                self.thaw(node);
            }
        }
        self.wait_for("green", self.nodes.len());
    }

    /// Asks one node. `None` if it does not answer.
    pub(crate) fn ask(
        &self,
        node: usize,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Option<Answer> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        ask(&self.address(node), method, path, &body, ANSWER).ok()
    }

    /// Waits until a node that answers says that the cluster is so.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, status: &str, nodes: usize) {
        let wanted = Health { status: status.to_owned(), nodes: nodes as u64 };
        let begun = Instant::now();
        let mut seen = Vec::new();
        while begun.elapsed() < PATIENCE {
            self.look_after();
            seen = (0..self.nodes.len()).map(|node| self.health(node)).collect();
            if seen.iter().flatten().any(|health| *health == wanted) {
                return;
            }
            thread::sleep(Duration::from_millis(200));
        }
        panic!("not {wanted:?} after {PATIENCE:?} but {seen:?}\n{}", self.logs());
    }

    /// Returns what a node says of the cluster; nothing if it does not answer or has no manager.
    fn health(&self, node: usize) -> Option<Health> {
        let limit = Duration::from_secs(2);
        let path = "/_cluster/health?cluster_manager_timeout=1s&timeout=0s";
        let answer = ask(&self.address(node), "GET", path, "", limit).ok()?;
        // 408 is the answer to `timeout=0s` while shards start.
        let status = answer.body["status"].as_str()?.to_owned();
        Some(Health { status, nodes: answer.body["number_of_nodes"].as_u64()? })
    }

    /// Panics with the log of a node that has ended by itself.
    #[track_caller]
    fn look_after(&mut self) {
        let ended = |node: &mut Node| {
            let child = node.child.as_mut()?;
            child.try_wait().unwrap().map(|status| format!("{} ended: {status}", node.name))
        };
        if let Some(ended) = self.nodes.iter_mut().find_map(ended) {
            panic!("{ended}\n{}", self.logs());
        }
    }

    fn spawn(&mut self, number: usize) {
        let list = |part: &dyn Fn(&Node) -> String| {
            self.nodes.iter().map(part).collect::<Vec<_>>().join(",")
        };
        let seeds = list(&|node| format!("127.0.0.1:{}", node.transport));
        let names = list(&|node| node.name.clone());
        let node = &self.nodes[number];
        let home = self.home.path().join(&node.name);
        let mut command = self.tools.node(&home, &self.java);
        command.args(&self.settings).args([
            format!("node.name={}", node.name),
            format!("http.port={}", node.http),
            format!("transport.port={}", node.transport),
            format!("discovery.seed_hosts={seeds}"),
            format!("cluster.initial_cluster_manager_nodes={names}"),
        ]);
        self.nodes[number].child = Some(command.spawn().unwrap());
    }

    /// Returns the last lines that each node wrote.
    fn logs(&self) -> String {
        let log = |node: &Node| {
            let log = fs::read_to_string(self.home.path().join(&node.name).join("log"));
            let log = log.unwrap_or_default();
            let lines: Vec<&str> = log.lines().collect();
            let last = lines.get(lines.len().saturating_sub(12)..).unwrap_or_default();
            format!("{}:\n{}\n", node.name, last.join("\n"))
        };
        self.nodes.iter().map(log).collect()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // A node that is stopped or hangs ends by this too.
        for child in self.nodes.iter_mut().filter_map(|node| node.child.as_mut()) {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

/// Sends a request to an address and reads the answer.
fn ask(address: &str, method: &str, path: &str, body: &str, limit: Duration) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(limit))?;
    // An answer of HTTP/1.0 is in one piece and ends with the connection.
    write!(
        stream,
        "{method} {path} HTTP/1.0\r\nHost: {address}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut read = String::new();
    stream.read_to_string(&mut read)?;
    let cut = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let (head, body) = read.split_once("\r\n\r\n").ok_or_else(cut)?;
    let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).ok_or_else(cut)?;
    Ok(Answer { status, body: serde_json::from_str(body)? })
}

/// Returns ports that nobody listens on.
fn free_ports(count: usize) -> Vec<u16> {
    // All are held until the last is found, so that none is found twice.
    let listeners: Vec<_> = (0..count).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    listeners.iter().map(|listener| listener.local_addr().unwrap().port()).collect()
}

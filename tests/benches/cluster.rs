//! The same reports in a cluster of OpenSearch nodes and in an index on this machine's disk: what each
//! takes to load, and to answer, side by side. All nodes are on this machine.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::Result;
use crate::corpus::Corpus;
use crate::findings::{CONCEPTS, codebook_of, place};
use crate::nodes::Cluster;
use crate::questions::{Question, questions};
use crate::serve::{Connection, Server};
use crate::times::{Row, Times};

/// The numbers of nodes; a test of this benchmark starts the last.
const NODES: [usize; 2] = [3, 1];

/// The nodes compile as servers do; those of the tests have to start fast.
const JAVA: &[&str] = &["-XX:TieredStopAtLevel=4"];

/// How often a question is asked again each time.
const AGAIN: usize = 10;

/// What was measured.
pub(crate) struct Compared {
    local: Loaded,
    clusters: Vec<InCluster>,
    /// Why there is no cluster.
    missing: Option<String>,
}

/// An index that was loaded by the program.
struct Loaded {
    /// The bytes of all reports.
    text: u64,
    time: Duration,
    /// Its bytes: on disk, or those of the nodes' shards without and with copies.
    bytes: u64,
    bytes_with_copies: u64,
}

struct InCluster {
    nodes: usize,
    loaded: Loaded,
    sections: u64,
    /// The bytes of the files that whoever opens the index copies.
    skeleton: u64,
    rows: Vec<Row>,
    /// The resident memory of the two servers in kilobytes after all questions, if the system reports it.
    memory: [Option<u64>; 2],
}

/// Loads so many reports into clusters and into an index on disk, and asks all.
pub(crate) fn measure(reports: usize, is_measured: bool) -> Result<Compared> {
    let corpus = Corpus::new(reports)?;
    place(&corpus)?;
    let scratch = TempDir::new()?;
    let local = scratch.path().join("index");
    let codebook = scratch.path().join("codebook.csv");
    fs::write(&codebook, codebook_of(CONCEPTS))?;
    let asked = questions(&codebook)?;
    let time = load(&local, &corpus)?;
    let bytes = bytes_below(&local)?;
    let loaded = Loaded { text: corpus.bytes() as u64, time, bytes, bytes_with_copies: bytes };
    println!("{loaded} on disk");
    let mut compared = Compared { local: loaded, clusters: Vec::new(), missing: None };
    for nodes in NODES.into_iter().filter(|nodes| is_measured || *nodes == 1) {
        let cluster = match Cluster::start(nodes, JAVA) {
            Ok(cluster) => cluster,
            Err(reason) => {
                compared.missing = Some(reason);
                break;
            }
        };
        let addresses: Vec<String> = (0..nodes).map(|node| cluster.address(node)).collect();
        let index = PathBuf::from(format!("opensearch+http://{}/bench", addresses.join(",")));
        let sides = Sides { cluster: &cluster, indices: [index, local.clone()] };
        let mut in_cluster = sides.load(nodes, &corpus)?;
        (in_cluster.rows, in_cluster.memory) = sides.ask(&asked, is_measured)?;
        println!("{in_cluster}");
        compared.clusters.push(in_cluster);
    }
    Ok(compared)
}

/// Runs `chabao index`, and returns how long it took.
fn load(index: &Path, corpus: &Corpus) -> Result<Duration> {
    let folder = corpus.folder().display().to_string();
    let time = run(index, &["index".to_owned(), folder])?;
    Ok(time)
}

/// Runs the program with an index, and returns how long it took.
fn run(index: &Path, arguments: &[String]) -> Result<Duration> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chabao"));
    command.arg("--index").arg(index).args(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let status = command.status()?;
    let time = begun.elapsed();
    // 1 says that nothing was found.
    if status.success() || status.code() == Some(1) {
        return Ok(time);
    }
    Err(format!("`chabao --index {} {}` failed", index.display(), arguments.join(" ")).into())
}

fn bytes_below(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_folder = entry.file_type()?.is_dir();
        bytes += if is_folder { bytes_below(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}

/// The index in the cluster and the one on disk.
struct Sides<'a> {
    cluster: &'a Cluster,
    indices: [PathBuf; 2],
}

impl Sides<'_> {
    /// Loads the reports into the cluster, and looks what is there.
    fn load(&self, nodes: usize, corpus: &Corpus) -> Result<InCluster> {
        let [index, _] = &self.indices;
        let time = load(index, corpus)?;
        self.say("POST", "/bench-sections,bench-files,bench-state/_flush")?;
        let stats = self.say("GET", "/bench-sections,bench-files,bench-state/_stats/docs,store")?;
        let number = |pointer: &str| stats.pointer(pointer).and_then(Value::as_u64);
        let missing = || format!("the nodes do not say what they hold: {stats}");
        let bytes = number("/_all/primaries/store/size_in_bytes").ok_or_else(missing)?;
        let bytes_with_copies = number("/_all/total/store/size_in_bytes").ok_or_else(missing)?;
        let sections =
            number("/indices/bench-sections/primaries/docs/count").ok_or_else(missing)?;
        let generation = self.say("GET", "/bench-state/_doc/state")?;
        let files = generation.pointer("/_source/files").and_then(Value::as_array);
        let skeleton = files.into_iter().flatten().filter_map(|file| file["bytes"].as_u64()).sum();
        let text = corpus.bytes() as u64;
        let loaded = Loaded { text, time, bytes, bytes_with_copies };
        Ok(InCluster { nodes, loaded, sections, skeleton, rows: Vec::new(), memory: [None; 2] })
    }

    fn say(&self, method: &str, path: &str) -> Result<Value> {
        let answer = self.cluster.ask(0, method, path, &Value::Null);
        let answer = answer.filter(|answer| answer.status == 200);
        Ok(answer.ok_or_else(|| format!("{method} {path} is not answered"))?.body)
    }

    /// Has the nodes forget the answers that they keep.
    fn forget(&self) -> Result<()> {
        self.say("POST", "/bench-sections/_cache/clear").map(drop)
    }

    fn ask(&self, asked: &[Question], is_measured: bool) -> Result<(Vec<Row>, [Option<u64>; 2])> {
        let mut rows = Vec::new();
        for questions in asked.chunk_by(|a, b| a.what == b.what) {
            rows.push((questions, Row::new(questions)));
        }
        let [cluster, local] = &self.indices;
        // What Java has compiled by then is what it will run.
        for question in asked.iter().filter(|it| is_measured && it.rounds > 1) {
            run(cluster, &question.arguments)?;
        }
        let most = if is_measured { usize::MAX } else { 1 };
        let mut memory = [None; 2];
        let rounds = asked.iter().map(|question| question.rounds).max().unwrap_or_default();
        for round in 0..rounds.min(most) {
            let (cluster, local) = (Server::start(cluster)?, Server::start(local)?);
            let connections = (Connection::to(&cluster.address)?, Connection::to(&local.address)?);
            self.ask_servers(connections, &mut rows, round)?;
            if round == 0 {
                memory = [cluster.memory(), local.memory()];
            }
        }
        for (questions, row) in &mut rows {
            for question in *questions {
                for round in 0..question.rounds.min(most) {
                    if round > 0 && row.run.is_enough() {
                        break;
                    }
                    self.forget()?;
                    row.run.cluster.push(run(cluster, &question.arguments)?);
                    row.run.local.push(run(local, &question.arguments)?);
                }
            }
        }
        Ok((rows.into_iter().map(|(_, row)| row.sorted()).collect(), memory))
    }

    /// Asks two servers what is new to them, and again.
    fn ask_servers(
        &self,
        (mut cluster, mut local): (Connection, Connection),
        rows: &mut [(&[Question], Row)],
        round: usize,
    ) -> Result<()> {
        for (questions, row) in rows {
            let Some([new, again]) = &mut row.served else { continue };
            for question in *questions {
                let Some(address) = &question.address else { continue };
                if round >= question.rounds || round > 0 && new.is_enough() {
                    continue;
                }
                let mut ask = |times: &mut Times| -> Result<()> {
                    times.cluster.push(cluster.ask(address)?.first_byte);
                    times.local.push(local.ask(address)?.first_byte);
                    Ok(())
                };
                self.forget()?;
                ask(new)?;
                ask(again)?;
                for _ in 1..AGAIN {
                    if !again.is_enough() {
                        ask(again)?;
                    }
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for InCluster {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HEAD: &str = "     p50      p95    local      p95   times";
        let Self { nodes, loaded, sections, skeleton, .. } = self;
        let skeleton = *skeleton as f64 / 1e6;
        writeln!(out, "{loaded}, {skeleton:.1} MB copied by each reader: cluster of {nodes}")?;
        writeln!(out, "cluster of {nodes}, {sections} sections; ms to the first byte")?;
        writeln!(out, "served, a new question {HEAD}")?;
        for row in &self.rows {
            let Some([new, _]) = &row.served else { continue };
            writeln!(out, "served, new            {new}  {}: {}", row.what, row.query)?;
        }
        writeln!(out, "served, asked again    {HEAD}")?;
        for row in &self.rows {
            let Some([_, again]) = &row.served else { continue };
            writeln!(out, "served, again          {again}  {}: {}", row.what, row.query)?;
        }
        if let [Some(of_cluster), Some(of_local)] = self.memory {
            writeln!(out, "served, resident memory {of_cluster} kB, local {of_local} kB")?;
        }
        writeln!(out, "whole process, to end  {HEAD}")?;
        for row in &self.rows {
            writeln!(out, "whole process          {}  {}: {}", row.run, row.what, row.query)?;
        }
        Ok(())
    }
}

impl fmt::Display for Loaded {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
        let speed = megabytes(self.text) / self.time.as_secs_f64();
        let (bytes, with_copies) = (megabytes(self.bytes), megabytes(self.bytes_with_copies));
        write!(out, "loading {speed:>5.1} MB/s, {bytes:.1} MB, {with_copies:.1} MB with copies")
    }
}

impl fmt::Display for Compared {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{} on disk, of {:.1} MB of text", self.local, self.local.text as f64 / 1e6)?;
        if let Some(reason) = &self.missing {
            writeln!(out, "cluster  not measured: {reason} (see tests/cluster/main.rs)")?;
        }
        for in_cluster in &self.clusters {
            write!(out, "\n{in_cluster}")?;
        }
        Ok(())
    }
}

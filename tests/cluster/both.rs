//! The same reports in two indexes, one in a folder and one in the cluster, that are asked the same.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use chabao::index::IndexReader;
use serde::Serialize;

use crate::nodes::Cluster;
use crate::served::Server;
use crate::world::World;

/// The name of the index in the folder.
const LOCAL: &str = "index-in-a-folder";

/// How far two scores may differ, relative to them. All figures that a score is made of are equal; only
/// the order in which they are added is not promised, and each addition rounds to 24 binary digits.
const TOLERANCE: f64 = 1e-5;

/// Two indexes of the same folders of a world.
pub(crate) struct Both {
    pub(crate) world: World,
    /// The address of the index in the cluster.
    pub(crate) remote: String,
}

/// What both engines made of one question: that of the folder first.
pub(crate) type Pair = [String; 2];

impl Both {
    /// Indexes folders of a world twice, in the cluster under a name that no other test has.
    pub(crate) fn new(cluster: &Cluster, name: &str, world: World, folders: &[&str]) -> Self {
        let nodes = [0, 1, 2].map(|node| cluster.address(node)).join(",");
        let both = Self { world, remote: format!("opensearch+http://{nodes}/{name}") };
        both.index(folders);
        both
    }

    /// Indexes folders twice; both say the same of it.
    #[track_caller]
    pub(crate) fn index(&self, folders: &[&str]) -> String {
        let arguments: Vec<&str> = ["index"].iter().chain(folders).copied().collect();
        let [local, remote] = self.run(&arguments);
        assert!(local.starts_with("exit: 0"), "{local}");
        assert_eq!(local, remote);
        local
    }

    /// Returns the names of both indexes.
    fn names(&self) -> [&str; 2] {
        [LOCAL, &self.remote]
    }

    /// Runs a command over both, at the same time. What names the index is the same in both.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Pair {
        let started = self.names().map(|index| {
            let mut command = self.world.command(arguments);
            command.env("CHABAO_INDEX", index).stdout(Stdio::piped()).stderr(Stdio::piped());
            (index, command.spawn().unwrap())
        });
        started.map(|(index, child)| {
            let output = child.wait_with_output().unwrap();
            let code = output.status.code().map_or("killed".to_owned(), |code| code.to_string());
            // A workbook is no text.
            let data = String::from_utf8(output.stdout)
                .unwrap_or_else(|data| format!("data: {}\n", blake3::hash(data.as_bytes())));
            let warned = String::from_utf8(output.stderr).unwrap();
            format!("exit: {code}\n{data}stderr:\n{warned}").replace(index, "INDEX")
        })
    }

    /// Opens both.
    pub(crate) fn readers(&self) -> [IndexReader; 2] {
        self.readers_with(None)
    }

    /// Opens both with a table of aliases.
    pub(crate) fn readers_with(&self, aliases: Option<&Path>) -> [IndexReader; 2] {
        [self.world.path(LOCAL), PathBuf::from(&self.remote)]
            .map(|index| IndexReader::open_with_aliases(&index, aliases).unwrap())
    }

    /// Serves both.
    pub(crate) fn servers(&self) -> [Server; 2] {
        self.names().map(|index| {
            let mut command = self.world.command(["serve", "--listen", "127.0.0.1:0"]);
            command.env("CHABAO_INDEX", index);
            Server::start(command)
        })
    }
}

/// Returns an answer, or why there is none, as JSON.
pub(crate) fn json<T: Serialize>(answer: chabao::Result<T>) -> String {
    match answer {
        Ok(answer) => serde_json::to_string(&answer).unwrap(),
        Err(error) => format!("error: {error}"),
    }
}

/// Leaves the version of the index out of the cursors of an answer: it is a hash of the numbers of reports,
/// which a cluster gives, among others. The place in the list stays.
fn without_versions(text: &str) -> String {
    let mut pieces = text.split("\"next\":\"");
    let first = pieces.next().unwrap_or_default().to_owned();
    let place = |cursor: &str| cursor.split_once('-').map(|(_, place)| place.to_owned());
    pieces.fold(first, |kept, cursor| kept + "\"next\":\"" + &place(cursor).unwrap_or_default())
}

/// Returns where two answers begin to differ; `None` if they are the same byte for byte, but for the last
/// digits of scores.
pub(crate) fn difference(pair: &Pair) -> Option<String> {
    let [local, remote] = pair.each_ref().map(|text| without_versions(text));
    let mut local = local.split("\"score\":").enumerate();
    let mut remote = remote.split("\"score\":").enumerate();
    loop {
        let (one, other) = match (local.next(), remote.next()) {
            (None, None) => return None,
            (Some((0, one)), Some((_, other))) => (one, other),
            (one, other) => {
                let [(score, one), (other_score, other)] =
                    [one, other].map(|piece| scored(piece.map_or("", |(_, text)| text)));
                if (score - other_score).abs() > TOLERANCE * score.abs() {
                    return Some(format!(
                        "score {score}\n--- in the cluster:\nscore {other_score}"
                    ));
                }
                (one, other)
            }
        };
        if one != other {
            let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
            let from = same.count().saturating_sub(60);
            let part = |text: &str| text.chars().skip(from).take(300).collect::<String>();
            return Some(format!("{}\n--- in the cluster:\n{}", part(one), part(other)));
        }
    }
}

/// Returns the score that a text begins with, and what stands behind it.
fn scored(text: &str) -> (f64, &str) {
    let is_of_number = |c: char| c.is_ascii_digit() || " .eE+-".contains(c);
    let end = text.find(|c| !is_of_number(c)).unwrap_or(text.len());
    let (score, rest) = text.split_at(end);
    (score.trim().parse().unwrap_or(0.0), rest)
}

/// Fails with the first of what differs.
#[track_caller]
pub(crate) fn assert_none(differing: &[String], asked: usize) {
    let few: Vec<&str> = differing.iter().map(String::as_str).take(5).collect();
    assert!(differing.is_empty(), "{} of {asked} differ:\n{}", differing.len(), few.join("\n\n"));
}

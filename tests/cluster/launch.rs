//! How the process of a node is started: the programs and files it needs, and its settings.
//!
//! `ensure_cluster` of `.ci/tools` brings the jars and compiles the launcher. A node ends when its
//! standard input does, which only the tests hold open: none outlives them, however they end.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// What each node's Java machine is started with.
const MACHINE: [&str; 7] = [
    // Three nodes beside a compiler on a machine of two cores: small heaps, no threads that collect
    // garbage beside each other, and quick compilation, with which they start in half the time.
    "-Xms512m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Dlog4j2.disable.jmx=true",
    "-Dlog4j2.level=WARN",
    "-Dfile.encoding=UTF-8",
];

/// What all nodes are set to.
const SETTINGS: [&str; 15] = [
    "cluster.name=chabao-tests",
    "network.host=127.0.0.1",
    // Not every machine that runs tests allows as many maps of memory as a server of its own.
    "node.store.allow_mmap=false",
    "bootstrap.memory_lock=false",
    "node.processors=2",
    // A developer's disk may be fuller than the server likes; the test of a full disk sets this.
    "cluster.routing.allocation.disk.threshold_enabled=false",
    // A node that is gone or stopped is missed after 3 seconds instead of 30: 3 checks of 1 second.
    "cluster.fault_detection.follower_check.interval=500ms",
    "cluster.fault_detection.follower_check.timeout=1s",
    "cluster.fault_detection.leader_check.interval=500ms",
    "cluster.fault_detection.leader_check.timeout=1s",
    "cluster.publish.timeout=5s",
    "cluster.follower_lag.timeout=10s",
    // Nodes start together and look for each other until they are there.
    "discovery.find_peers_interval=300ms",
    "discovery.request_peers_timeout=1s",
    "cluster.election.max_timeout=2s",
];

/// The programs and files that nodes are made of.
pub(crate) struct Tools {
    java: PathBuf,
    class_path: String,
    /// Has Java take the classes that a node loaded once, where it can.
    archive: String,
}

impl Tools {
    /// Finds them.
    ///
    /// # Errors
    ///
    /// Says in a few words what is missing on this machine.
    pub(crate) fn find() -> Result<Self, String> {
        let java = program("java").ok_or("no Java")?;
        let target = target();
        if !target.join("launcher.jar").is_file() {
            return Err(format!("no OpenSearch below `{}`", target.display()));
        }
        let target = target.display();
        let class_path = format!("{target}/launcher.jar:{target}/jars/*");
        let archive = format!("-XX:SharedArchiveFile={target}/classes.jsa");
        Ok(Self { java, class_path, archive })
    }

    /// Returns the command of a node with its data and its log in a folder, and with further options of
    /// Java; what only this node is set to is added to it.
    pub(crate) fn node(&self, home: &Path, java: &[String]) -> Command {
        fs::create_dir_all(home).unwrap();
        let log = File::options().create(true).append(true).open(home.join("log")).unwrap();
        let mut command = Command::new(&self.java);
        command.args(MACHINE).args(java).arg(&self.archive).arg("-cp").arg(&self.class_path);
        command.arg("Launcher").args(SETTINGS).arg(format!("path.home={}", home.display()));
        command.stdin(Stdio::piped()).stdout(log.try_clone().unwrap()).stderr(log);
        command
    }
}

/// Returns the folder of the jars, the launcher and the data.
pub(crate) fn target() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is below `target`");
    target.join("cluster")
}

/// Returns the path of a program.
fn program(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

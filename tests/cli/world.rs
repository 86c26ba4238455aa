//! A scratch folder with reports in it, and the program run there as a user runs it.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde::de::DeserializeOwned;
use tempfile::TempDir;

use crate::corpus::{files, samples};

/// How an answer says that every file was read, and what the snapshots have in its place: a word of
/// that sentence would else be spelled in all of them.
const ALL_READ: [&str; 2] = ["; all files could be read", "; …"];

/// The variables that say the language.
pub(crate) const LANGUAGE_VARIABLES: [&str; 4] = ["CHABAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];

/// A scratch folder; it goes away with the value.
pub(crate) struct World {
    dir: TempDir,
}

impl World {
    /// Returns an empty folder.
    pub(crate) fn new() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    /// Returns a folder with a copy of the samples as `data`.
    pub(crate) fn with_samples() -> Self {
        let world = Self::new();
        for (below, path) in files(&samples()) {
            world.report_bytes(format!("data/{below}"), &fs::read(path).unwrap());
        }
        world
    }

    /// Returns a folder with three short reports of one invented county, indexed.
    pub(crate) fn with_three_reports() -> Self {
        let world = Self::new();
        for (year, told) in [
            (2021, "聘请法律顾问3名。落实“三项”制度。"),
            (2022, "双随机、一公开监管全覆盖。三项制度落实到位。"),
            (2023, "法律顾问审查合同12份，法律顾问参加会议4次。"),
        ] {
            world.report(&format!("reports/{year}.txt"), &report(year, told));
        }
        world.index(["reports"]);
        world
    }

    /// Returns the full path of something in the folder.
    pub(crate) fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(below)
    }

    /// Writes a report, with the folders above it.
    pub(crate) fn report(&self, below: &str, text: &str) {
        self.report_bytes(below, text.as_bytes());
    }

    /// Writes a report of any bytes under any name.
    pub(crate) fn report_bytes(&self, below: impl AsRef<Path>, bytes: &[u8]) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Returns the program, ready to run in the folder.
    pub(crate) fn command<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
    ) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chabao"));
        command.args(arguments).current_dir(self.dir.path()).stdin(Stdio::null());
        command.env("NO_COLOR", "1");
        let others =
            ["CHABAO_INDEX", "CHABAO_TOKEN", "CLICOLOR_FORCE", "RUST_BACKTRACE", "COLUMNS"];
        for name in others.iter().chain(&LANGUAGE_VARIABLES) {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program and returns what it said and how it ended, as one text.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> String {
        self.told(&self.command(arguments).output().unwrap())
    }

    /// Indexes folders; all of their files must be read.
    pub(crate) fn index<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) {
        let mut command = self.command(["index", "--quiet"]);
        assert_eq!(self.told(&command.args(arguments).output().unwrap()), "exit: 0\n");
    }

    /// Returns what a run said and how it ended: `exit: 0`, standard output, standard error. That
    /// every file was read is abbreviated.
    pub(crate) fn told(&self, output: &Output) -> String {
        let code = output.status.code().map_or("killed".to_owned(), |code| code.to_string());
        let mut text = format!("exit: {code}\n");
        for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            let said = String::from_utf8(bytes.clone()).expect("the program writes UTF-8");
            if !said.is_empty() {
                let _ = write!(text, "{name}:\n{said}");
            }
        }
        let [all_read, short] = ALL_READ;
        text.replace(&self.dir.path().display().to_string(), "SCRATCH").replace(all_read, short)
    }

    /// Runs the program and returns its standard output; it must have found something.
    pub(crate) fn data<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> String {
        let output = self.command(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", self.told(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs the program and reads the JSON it prints.
    pub(crate) fn json<T: DeserializeOwned>(&self, arguments: &[&str]) -> T {
        let text = self.data(arguments.iter().chain(&["--format", "json"]));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
    }

    /// Returns every file below a folder with a hash of what is in it.
    pub(crate) fn listing(&self, below: &str) -> Vec<(String, String)> {
        let hash = |path: &Path| blake3::hash(&fs::read(path).unwrap()).to_string();
        files(&self.path(below)).into_iter().map(|(name, path)| (name, hash(&path))).collect()
    }
}

/// Returns the text of a short report of an invented county.
pub(crate) fn report(year: u16, told: &str) -> String {
    format!(
        "云岫县司法局{year}年法治政府建设工作报告\n\n一、主要举措和成效\n{told}\n\n二、存在的不足\n\
         执法力量不足。\n"
    )
}

//! What the tests look at: the samples and one hostile report, indexed, and `chabao serve` over them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::files::WRITERS;
use crate::served::Server;

/// A script that a hostile report contains, in every text that is shown.
pub(crate) const HOSTILE: &str =
    "<script>window.hacked=1</script><img src=x onerror=\"window.hacked=2;alert(3)\">";

/// A term of the hostile report alone, to find it by.
pub(crate) const HOSTILE_TERM: &str = "敌意文本";

/// An index and a server over it; both go with the value.
pub(crate) struct Site {
    dir: TempDir,
    server: Server,
}

impl Site {
    /// Indexes the samples and the hostile report, and serves them.
    pub(crate) fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let hostile = dir.path().join("hostile");
        fs::create_dir(&hostile).unwrap();
        // A name cannot contain a slash, so no closing tag either.
        fs::write(hostile.join("<img src=x onerror=alert(4)>&\"'.txt"), hostile_report()).unwrap();
        Self::over(dir, &[samples(), hostile])
    }

    /// Indexes the samples alone, and serves them.
    pub(crate) fn of_samples() -> Self {
        Self::over(TempDir::new().unwrap(), &[samples()])
    }

    /// Indexes a PDF of several pages, one paragraph long, and serves it.
    pub(crate) fn of_pages() -> Self {
        let dir = TempDir::new().unwrap();
        let folder = dir.path().join("paged");
        fs::create_dir(&folder).unwrap();
        let pdf = WRITERS.iter().find(|writer| writer.ending == "pdf").unwrap();
        let told = (1..=90).map(|at| format!("第{at}项由法律顾问审查合同、出具意见；"));
        let told: String = told.collect();
        let text = format!("云岫县司法局2024年法治政府建设工作报告\n一、主要举措\n{told}\n");
        fs::write(folder.join("报告.pdf"), (pdf.write)(&text).unwrap()).unwrap();
        Self::over(dir, &[folder])
    }

    /// Indexes folders into a scratch folder, and serves them.
    pub(crate) fn over(dir: TempDir, folders: &[PathBuf]) -> Self {
        let mut indexing = command(dir.path());
        let told = indexing.arg("index").args(folders).arg("--quiet").output().unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        let server = Server::start(serving(dir.path()));
        Self { dir, server }
    }

    /// Returns another server over the same index, which asks for a token.
    pub(crate) fn closed_server(&self) -> Server {
        let mut serving = serving(self.dir.path());
        serving.env("CHABAO_TOKEN", "correct-horse-battery");
        Server::start(serving)
    }

    /// Returns the address of the server.
    pub(crate) fn address(&self) -> &str {
        &self.server.address
    }

    /// Returns what the API answers, to compare a page with.
    #[track_caller]
    pub(crate) fn api(&self, path: &str) -> Value {
        let answer = self.server.get(&format!("/api/v1/{path}"));
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        serde_json::from_str(&answer.body).unwrap()
    }
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn command(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chabao"));
    command.arg("--index").arg(dir.join("index")).stdin(Stdio::null()).env("NO_COLOR", "1");
    command.env_remove("CHABAO_TOKEN").env("CHABAO_LANG", "en");
    command
}

fn serving(dir: &Path) -> Command {
    let mut command = command(dir);
    command.args(["serve", "--listen", "127.0.0.1:0"]);
    command
}

/// Returns a report with markup in its title, its facts, its headings and its text.
fn hostile_report() -> String {
    format!(
        "---\nagency: {HOSTILE}局\nnumber: {HOSTILE}〔2023〕1号\nurl: javascript:window.hacked=5\n---\n\
         敌县司法局2023年法治政府建设{HOSTILE}工作报告\n\n\
         一、主要举措{HOSTILE}\n\n{HOSTILE_TERM}：{HOSTILE}。\n\n\
         二、存在的不足\n\n{HOSTILE_TERM}。\n"
    )
}

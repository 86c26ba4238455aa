//! A folder with reports of invented agencies, the program run in it, and its answers, which are the
//! same whether a folder or a cluster has the index.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::nodes::Cluster;

/// What is asked of an index: counts by year, an absence, places, and an order.
pub(crate) const QUESTIONS: [&[&str]; 4] = [
    &["mentions", "行政处罚", "--by", "year", "--format", "csv"],
    &["coverage", "行政复议 -听证", "--format", "csv"],
    &["search", "行政处罚 NEAR/30 法律顾问", "--limit", "30"],
    &["search", "法律顾问", "--limit", "15"],
];

/// A scratch folder; it goes away with the value.
pub(crate) struct World {
    dir: TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) took: Duration,
}

impl Run {
    pub(crate) fn is_good(&self) -> bool {
        self.code == Some(0)
    }

    /// Returns whether it says what went wrong and what to do, and gives no count.
    pub(crate) fn is_error_with_hint(&self) -> bool {
        let says = |words: &str| self.err.contains(words);
        self.code == Some(2) && self.out.is_empty() && says("chabao: error: ") && says("\nhint: ")
    }
}

impl World {
    /// Returns an empty folder.
    pub(crate) fn new() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.dir.path().join(below)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, below: &str, text: &str) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes the reports of these numbers into a folder.
    pub(crate) fn reports(&self, folder: &str, numbers: std::ops::Range<usize>) {
        for number in numbers {
            self.write(&format!("{folder}/{number:03}.txt"), &report(number));
        }
    }

    pub(crate) fn remove(&self, below: &str) {
        fs::remove_file(self.path(below)).unwrap();
    }

    /// Returns the program, ready to run in the folder as on a machine.
    pub(crate) fn command(&self, machine: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chabao"));
        command.args(arguments).current_dir(self.dir.path()).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env("NO_COLOR", "1").env("CHABAO_LANG", "en").env("CHABAO_MACHINE", machine);
        for name in ["CHABAO_INDEX", "CHABAO_TOKEN", "CLICOLOR_FORCE", "RUST_BACKTRACE", "COLUMNS"]
        {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        finish(self.command("one", arguments))
    }

    /// Indexes folders, which has to succeed.
    #[track_caller]
    pub(crate) fn index(&self, folders: &[&str], index: &str) -> Run {
        let run = self.run(&[&["index", "--index", index][..], folders].concat());
        assert!(run.is_good(), "{run:?}");
        run
    }

    /// Asks everything of an index; each answer has to be one.
    #[track_caller]
    pub(crate) fn answers(&self, index: &str) -> Vec<String> {
        let ask = |question: &&[&str]| {
            let run = self.run(&[question, &["--index", index][..]].concat());
            assert!(run.is_good(), "{question:?}: {run:?}");
            run.out
        };
        QUESTIONS.iter().map(ask).collect()
    }

    /// Returns the answers of an index that is built anew in a folder.
    #[track_caller]
    pub(crate) fn local_answers(&self, folders: &[&str]) -> Vec<String> {
        drop(fs::remove_dir_all(self.path("local")));
        self.index(folders, "local");
        self.answers("local")
    }

    /// Returns the number of sections of the index in a folder that was made last, copies included.
    #[track_caller]
    pub(crate) fn local_sections(&self) -> u64 {
        let run = self.run(&["status", "--format", "json", "--index", "local"]);
        let status: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!((&status["copies"], &status["older_versions"]), (&json!(0), &json!(0)));
        status["sections"].as_u64().unwrap()
    }

    /// Asks one question after the other while something is done, and returns what came of both.
    pub(crate) fn ask_during<T>(
        &self,
        index: &str,
        expected: &[String],
        body: impl FnOnce() -> T,
    ) -> (T, Asked) {
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            let asked = scope.spawn(|| {
                let mut asked = Asked::default();
                for (question, expected) in QUESTIONS.iter().zip(expected).cycle() {
                    if is_over.load(Ordering::Relaxed) {
                        break;
                    }
                    asked.add(self.run(&[question, &["--index", index][..]].concat()), &[expected]);
                }
                asked
            });
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(body));
            is_over.store(true, Ordering::Relaxed);
            let asked = asked.join().unwrap();
            (done.unwrap_or_else(|why| std::panic::resume_unwind(why)), asked)
        })
    }
}

/// What came of questions while something went wrong.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    pub(crate) right: usize,
    pub(crate) errors: usize,
    longest: Duration,
    /// The last error.
    error: String,
}

impl Asked {
    /// Adds an answer: one of those that are right, or an error that says what to do.
    #[track_caller]
    pub(crate) fn add(&mut self, run: Run, right: &[&String]) {
        self.longest = self.longest.max(run.took);
        if run.is_good() && right.contains(&&run.out) {
            self.right += 1;
            return;
        }
        assert!(run.is_error_with_hint(), "neither right nor an error: {run:?}\n{right:?}");
        self.errors += 1;
        self.error = run.err;
    }

    /// Prints the figures.
    pub(crate) fn say(&self, what: &str) {
        let Self { right, errors, longest, error } = self;
        let error = error.lines().next().unwrap_or_default();
        crate::say(&format!(
            "{what}: {right} right, {errors} errors, longest {longest:.1?} {error}"
        ));
    }
}

/// Runs a command to its end.
pub(crate) fn finish(mut command: Command) -> Run {
    let begun = Instant::now();
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        took: begun.elapsed(),
    }
}

/// Returns the address of an index in a cluster by the hosts of all its nodes.
pub(crate) fn address(cluster: &Cluster, name: &str) -> String {
    let hosts: Vec<String> = (0..cluster.size()).map(|node| cluster.address(node)).collect();
    format!("opensearch+http://{}/{name}", hosts.join(","))
}

/// Returns how many sections a cluster stores for an index, of how many reports.
#[track_caller]
pub(crate) fn stored(cluster: &Cluster, node: usize, name: &str) -> (u64, u64) {
    let refreshed = cluster.ask(node, "POST", &format!("/{name}-sections/_refresh"), &Value::Null);
    assert_eq!(refreshed.unwrap().status, 200);
    let question = json!({
        "size": 0, "track_total_hits": true,
        "aggs": {"reports": {"cardinality": {"field": "report", "precision_threshold": 40_000}}},
    });
    let path = format!("/{name}-sections/_search?allow_partial_search_results=false");
    let answer = cluster.ask(node, "POST", &path, &question).unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
    let number = |pointer| answer.body.pointer(pointer).and_then(Value::as_u64).unwrap();
    (number("/hits/total/value"), number("/aggregations/reports/value"))
}

const COUNTIES: [&str; 16] = [
    "云岫", "青溪", "石磬", "松陵", "鹭洲", "梅坞", "竹屿", "兰皋", "桂屏", "枫泾", "荻港", "柳浪",
    "鹤汀", "雁荡", "麦岭", "芦湾",
];

const DEPARTMENTS: [&str; 6] = ["司法局", "水利局", "财政局", "民政局", "教育局", "交通运输局"];

/// Characters of texts that no two reports share.
const CHARACTERS: &str = "政务公开规范执法监督评议考核培训普法宣传基层治理服务大厅清单证照审批\
                          备案合同审查决策论证风险评估队伍建设信息平台数据共享";

/// Returns a report: each number is of another agency or year, and of another text.
pub(crate) fn report(number: usize) -> String {
    let county = COUNTIES[number % 16];
    let department = DEPARTMENTS[number / 16 % 6];
    let year = 2016 + number / 96 % 8;
    let characters: Vec<char> = CHARACTERS.chars().collect();
    let mut state = number as u64 + 1;
    let mut text = |length: usize| -> String {
        let next = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040);
            characters[usize::try_from(state >> 33).unwrap() % characters.len()]
        };
        (0..length).map(next).collect()
    };
    let counsel = "聘请法律顾问。".repeat(number % 3);
    let review = if number.is_multiple_of(5) { "办理行政复议案件。" } else { "" };
    format!(
        "{county}县{department}{year}年法治政府建设工作报告\n\n一、主要举措和成效\n作出行政处罚{number}件，\
         {counsel}{}。{}。\n\n二、行政复议和应诉\n{review}{}。行政处罚均已公示。\n\n三、存在的不足\n{}。\n",
        text(200),
        text(300),
        text(300),
        text(200),
    )
}

//! What a whole process of `chabao search` costs, in processor time.

use std::fmt;
use std::process::{Command, Stdio};
use std::time::Instant;

use tempfile::TempDir;

use crate::{Result, processor};

/// The mean cost of a process, in milliseconds.
pub(crate) struct Cold {
    rows: Vec<(&'static str, Option<f64>, f64)>,
}

/// Runs each command `times` times on the index in `dir`.
pub(crate) fn measure(dir: &TempDir, times: u32) -> Result<Cold> {
    let chabao = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chabao"));
        command.arg("--index").arg(dir.path());
        command
    };
    let search = |term: &str| {
        let mut command = chabao();
        command.arg("search").arg(term);
        command
    };
    let mut help = chabao();
    help.arg("--version");
    let mut words = search("行政执法公示");
    words.arg("--words");
    let rows = [
        ("--version", help, times),
        ("search 渔家法律驿站", search("渔家法律驿站"), times),
        ("search 双随机一公开", search("双随机一公开"), times),
        ("search 行政执法", search("行政执法"), times),
        ("search --words 行政执法公示", words, times.div_ceil(10)),
    ];
    let mut measured = Vec::new();
    for (name, mut command, times) in rows {
        let (processor, wall) = mean(&mut command, times)?;
        measured.push((name, processor, wall));
    }
    Ok(Cold { rows: measured })
}

/// Returns the mean processor time, if the system reports it, and the mean time by the clock.
fn mean(command: &mut Command, times: u32) -> Result<(Option<f64>, f64)> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status()?;
    let before = processor::of_children();
    let start = Instant::now();
    for _ in 0..times {
        command.status()?;
    }
    let wall = start.elapsed().as_secs_f64();
    let processor = before.zip(processor::of_children()).map(|(before, after)| after - before);
    let each = |seconds: f64| seconds * 1e3 / f64::from(times);
    Ok((processor.map(each), each(wall)))
}

impl fmt::Display for Cold {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, processor, wall) in &self.rows {
            match processor {
                Some(processor) => write!(out, "cold  {processor:>6.2} ms CPU")?,
                None => write!(out, "cold    not told    ")?,
            }
            writeln!(out, "  {wall:>6.2} ms by the clock  chabao {name}")?;
        }
        Ok(())
    }
}

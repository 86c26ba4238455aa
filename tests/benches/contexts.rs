//! How long a concordance takes: its first rows, which read a few texts, and what reads all of them.

use std::fmt;
use std::time::{Duration, Instant};

use chabao::index::IndexReader;
use chabao::search::{Request, search};

use crate::Result;
use crate::indexing::median;

/// The terms: what each represents, and the query line.
const TERMS: [(&str, &str); 3] =
    [("common", "行政"), ("four characters", "三项制度"), ("rare", "渔家法律驿站")];

/// What was measured.
pub(crate) struct Table {
    sections: u64,
    rows: Vec<(String, Duration)>,
}

/// Measures concordances over an index: medians of so many rounds.
pub(crate) fn measure(reader: &IndexReader, rounds: usize) -> Result<Table> {
    let mut rows = Vec::new();
    for (what, line) in TERMS {
        let mut request = Request::read(line)?;
        let found = search(reader, &request)?.body.counts;
        request.rows.limit = Some(50);
        let mut first = request.clone();
        first.rows.limit = Some(1);
        let kwic = || request.clone().kwic();
        let near = request.clone().collocates();
        let (groups, words) = (kwic().grouped_by("left")?, kwic().grouped_by("left:word")?);
        let (first, fifty) = (first.kwic(), kwic());
        let (sample, left) = (kwic().with_sample(50, 1), kwic().sorted_by("left"));
        let asked: [(&str, &dyn Fn() -> chabao::Result<()>); 7] = [
            ("first row", &|| first.answer(reader).map(drop)),
            ("fifty rows", &|| fifty.answer(reader).map(drop)),
            ("a sample of fifty", &|| sample.answer(reader).map(drop)),
            ("fifty rows by left context", &|| left.answer(reader).map(drop)),
            ("groups of two characters", &|| groups.answer(reader).map(drop)),
            ("groups of words", &|| words.answer(reader).map(drop)),
            ("collocates", &|| near.answer(reader).map(drop)),
        ];
        for (name, ask) in asked {
            let mut times = Vec::new();
            for _ in 0..rounds {
                let start = Instant::now();
                ask()?;
                times.push(start.elapsed().as_secs_f64());
            }
            let about = format!(
                "{name}, {what}: {line}, {} mentions in {} sections",
                found.mentions, found.sections
            );
            rows.push((about, Duration::from_secs_f64(median(times.into_iter()))));
        }
    }
    Ok(Table { sections: reader.manifest().sections, rows })
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "concordances over {} sections", self.sections)?;
        for (about, time) in &self.rows {
            writeln!(out, "contexts {:>9.2} ms  {about}", time.as_secs_f64() * 1e3)?;
        }
        Ok(())
    }
}

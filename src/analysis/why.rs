//! Why a report is attributed to its agency, region and year: its facts with their evidence.

use serde::{Deserialize, Serialize};

use super::lookup::find_report;
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::{Certainty, Clue, Fact, Language, Source, Verdict};

/// The facts of one report with their evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// The name by which the report can be asked for.
    pub id: String,
    /// The path of its file.
    pub path: String,
    /// Its facts, including those that are not known.
    pub facts: Vec<WhyFact>,
    /// Notes on missing or ambiguous facts, as sentences.
    pub notes: Vec<String>,
    /// The same in Chinese.
    #[serde(skip)]
    pub notes_in_chinese: Vec<String>,
}

/// A fact with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhyFact {
    /// The fact.
    pub fact: Fact,
    /// Its value as it is shown; absent if it is not known.
    pub value: Option<String>,
    /// Where it was found.
    pub source: Option<Source>,
    /// Whether it is stated or inferred.
    pub certainty: Option<Certainty>,
    /// The evidence for it, first the clue it was taken from, then the evidence for other values; a
    /// few of each.
    pub evidence: Vec<WhyClue>,
}

/// Evidence for one value of a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhyClue {
    /// The value that it supports.
    pub value: String,
    /// Where it was found.
    pub source: Source,
    /// The exact place, in words.
    pub place: String,
    /// How strong it is; comparable only within one fact.
    pub weight: f64,
    /// The words it was found in.
    pub quote: String,
    /// What was made of it.
    pub verdict: Verdict,
}

impl WhyClue {
    fn from_clue(clue: Clue) -> Self {
        let Clue { value, source, place, weight, quote, verdict, .. } = clue;
        Self { value, source, place, weight, quote, verdict }
    }
}

/// Returns the facts of one report with their evidence. The report is found by `name` as
/// [`show`](super::show) finds it.
///
/// # Errors
///
/// Fails if no report or more than one has the name, and if the index is damaged.
pub fn why(reader: &IndexReader, name: &str) -> Result<Why> {
    let number = find_report(reader.catalog()?, name)?.number;
    let report = reader.guard(|| reader.report(number))?;
    let facts = Fact::ALL.into_iter().map(|fact| {
        let shown = report.facts.get(fact);
        let clues = report.evidence.iter().filter(|clue| clue.fact == fact);
        WhyFact {
            fact,
            source: shown.as_ref().map(|shown| shown.source),
            certainty: shown.as_ref().map(|shown| shown.certainty),
            value: shown.map(|shown| shown.value),
            evidence: clues.cloned().map(WhyClue::from_clue).collect(),
        }
    });
    Ok(Why {
        facts: facts.collect(),
        id: report.id,
        path: report.path,
        notes: report.notes.iter().map(|note| note.text(Language::English)).collect(),
        notes_in_chinese: report.notes.iter().map(|note| note.text(Language::Chinese)).collect(),
    })
}

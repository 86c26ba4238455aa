//! Why a report is said to be of this agency, region and year: its facts with what they were told by.

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
    /// Its facts, those that are not known among them.
    pub facts: Vec<WhyFact>,
    /// What could not be told, as sentences.
    pub notes: Vec<String>,
}

/// A fact with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhyFact {
    /// The fact.
    pub fact: Fact,
    /// Its value as it is shown; absent where it is not known.
    pub value: Option<String>,
    /// Where it was found.
    pub source: Option<Source>,
    /// Whether it is stated or inferred.
    pub certainty: Option<Certainty>,
    /// What spoke for it, the clue it was taken from first, then what spoke for other values; a few
    /// of each.
    pub evidence: Vec<WhyClue>,
}

/// Something that speaks for one value of a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhyClue {
    /// The value it speaks for.
    pub value: String,
    /// Where it was found.
    pub source: Source,
    /// Where exactly, in words.
    pub place: String,
    /// How much it says, to be compared within one fact only.
    pub weight: f64,
    /// The words it was read from.
    pub quote: String,
    /// What came of it.
    pub verdict: Verdict,
}

impl WhyClue {
    fn of(clue: Clue) -> Self {
        let Clue { value, source, place, weight, quote, verdict, .. } = clue;
        Self { value, source, place, weight, quote, verdict }
    }
}

/// Returns the facts of one report with their evidence; `name` names it as for
/// [`show`](super::show).
///
/// # Errors
///
/// Fails where no report or more than one has the name, and where the index is damaged.
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
            evidence: clues.cloned().map(WhyClue::of).collect(),
        }
    });
    Ok(Why {
        facts: facts.collect(),
        id: report.id,
        path: report.path,
        notes: report.notes.iter().map(|note| note.text(Language::English)).collect(),
    })
}

//! The evidence for the facts of a report.

use serde::{Deserialize, Serialize};

use super::fact::Fact;
use super::named::named;
use super::source::Source;

named! {
    /// What a clue did for its fact.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Verdict {
        /// The fact was taken from it.
        Won => "won", "taken", "采用";
        /// It supports the value that was taken.
        For => "for", "for", "支持";
        /// It supports another value, or one that was not certain enough.
        Against => "against", "against", "不支持";
    }
}

/// Something in a report or next to it that supports one value of one of its facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clue {
    /// The fact.
    pub fact: Fact,
    /// The value it supports, as it is shown.
    pub value: String,
    /// Where it was found.
    pub source: Source,
    /// Where exactly, in words: `title`, `label 发布机构`, `code in 索引号`.
    pub place: String,
    /// Its weight, to one decimal. Weights are comparable within the clues of one fact only.
    pub weight: f64,
    /// The words it was read from, at most 40 characters.
    pub quote: String,
    /// What became of it.
    pub verdict: Verdict,
}

/// Weights are finite, so that every clue equals itself.
impl Eq for Clue {}

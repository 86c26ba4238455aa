//! Answers as JSON.

use serde::Serialize;

use crate::search::{Answer, Remark};

impl<T: Serialize> Answer<T> {
    /// Returns the answers about the concepts of a codebook as one JSON object; `remarks` are on the
    /// codebook.
    #[must_use]
    pub fn json_by_concept(answers: &[Self], remarks: &[Remark]) -> String {
        json(&ByConcept { remarks, concepts: answers })
    }
}

/// The answers about the concepts of a codebook.
#[derive(Serialize)]
struct ByConcept<'a, T> {
    remarks: &'a [Remark],
    concepts: &'a [Answer<T>],
}

/// Returns a value as one JSON object on indented lines.
///
/// # Panics
///
/// Never: the types of this library contain nothing that JSON cannot express.
#[must_use]
pub fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain data turns into JSON");
    text.push('\n');
    text
}

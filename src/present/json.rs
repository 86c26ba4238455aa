//! Answers as JSON.

use serde::Serialize;

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

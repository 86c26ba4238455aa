//! The clues of a report as they are stored: each string once, however many clues contain it.
//!
//! A title is the value of one clue and the quotation of four others. With the names of all fields
//! written out in every clue, it would be stored five times.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::report::{Clue, Fact, Source, Verdict};

/// Clues as they are stored.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct StoredClues {
    /// The strings of all clues.
    words: Vec<String>,
    /// For each clue its fact, its verdict, its source and its weight, then the places in `words` of its
    /// value, its place and its quotation.
    clues: Vec<(Fact, Verdict, Source, f64, usize, usize, usize)>,
}

/// Writes clues.
pub(super) fn serialize<S: Serializer>(clues: &[Clue], to: S) -> Result<S::Ok, S::Error> {
    let mut stored = StoredClues::default();
    for clue in clues {
        let Clue { fact, value, source, place, weight, quote, verdict } = clue;
        let [value, place, quote] = [value, place, quote].map(|words| place_of(words, &mut stored));
        stored.clues.push((*fact, *verdict, *source, *weight, value, place, quote));
    }
    stored.serialize(to)
}

/// Returns the place of `words` in those that are stored, after adding them if they are new.
fn place_of(words: &str, stored: &mut StoredClues) -> usize {
    stored.words.iter().position(|known| known == words).unwrap_or_else(|| {
        stored.words.push(words.to_owned());
        stored.words.len() - 1
    })
}

/// Reads clues; fails if one refers to words that are not stored.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Clue>, D::Error> {
    let StoredClues { words, clues } = StoredClues::deserialize(from)?;
    let word = |at: usize| {
        let found = words.get(at).cloned();
        found.ok_or_else(|| serde::de::Error::custom("a clue lacks its words"))
    };
    let clues = clues.into_iter().map(|(fact, verdict, source, weight, value, place, quote)| {
        let (value, place, quote) = (word(value)?, word(place)?, word(quote)?);
        Ok(Clue { fact, value, source, place, weight, quote, verdict })
    });
    clues.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clues as a field of something that is stored.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Holder(#[serde(with = "super")] Vec<Clue>);

    fn clue(fact: Fact, value: &str, weight: f64) -> Clue {
        let (place, quote) = ("title".to_owned(), "云岫县司法局2023年工作报告".to_owned());
        let (value, source, verdict) = (value.to_owned(), Source::Title, Verdict::Won);
        Clue { fact, value, source, place, weight, quote, verdict }
    }

    #[test]
    fn clues_are_read_back_and_their_words_are_stored_once() {
        let one = clue(Fact::Year, "2023", 7.5);
        let other = clue(Fact::Title, "云岫县司法局2023年工作报告", 10.0);
        let holder = Holder(vec![one, other]);
        let json = serde_json::to_string(&holder).unwrap();
        assert_eq!(json.matches("云岫县").count(), 1, "{json}");
        assert_eq!(serde_json::from_str::<Holder>(&json).unwrap(), holder);
        let damaged = json.replace("\"title\",", "");
        assert!(serde_json::from_str::<Holder>(&damaged).is_err(), "{damaged}");
    }
}

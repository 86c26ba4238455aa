//! The evidence for the facts, kept so that a user can ask why.
//!
//! While facts are found, everything that speaks for a value of one of them is added with its weight
//! and the words it was read from. The few weightiest clues for each fact are kept, including those
//! that lost: a user who doubts a fact wants to see them.

use std::cmp::Ordering;

use super::quotes::shortened;
use crate::report::{Clue, Fact, Facts, Source, Sourced, Verdict};

/// The most clues that are kept for the chosen value of a fact; as many are kept for all others.
const MOST: usize = 3;

/// The weight of what a user said, which is above that of all other evidence.
const CORRECTED: f64 = 1000.0;

/// The clues found so far.
#[derive(Debug, Default)]
pub(super) struct Clues {
    found: Vec<Clue>,
}

impl Clues {
    /// Adds a clue. Clues for the same value in the same place are one: their weights add up, and
    /// the first words are quoted.
    pub(super) fn add(
        &mut self,
        fact: Fact,
        value: impl Into<String>,
        (source, place): (Source, &str),
        weight: f64,
        quote: &str,
    ) {
        let value = value.into();
        let same = |clue: &&mut Clue| {
            clue.fact == fact && clue.value == value && clue.source == source && clue.place == place
        };
        if let Some(clue) = self.found.iter_mut().find(same) {
            clue.weight += weight;
            return;
        }
        let (place, quote) = (place.to_owned(), shortened(quote));
        let verdict = Verdict::Against;
        self.found.push(Clue { fact, value, source, place, weight, quote, verdict });
    }

    /// Returns the clues that are kept, with their verdicts, given the facts that were chosen.
    pub(super) fn judged(self, facts: &Facts) -> Vec<Clue> {
        let mut kept = Vec::new();
        for fact in Fact::ALL {
            let own = self.found.iter().filter(|clue| clue.fact == fact && clue.weight > 0.0);
            let (mut agreeing, mut against) = match facts.get(fact) {
                Some(chosen) => {
                    let (agreeing, against) =
                        own.cloned().partition(|clue| agrees(clue, &chosen.value));
                    (with_winner(agreeing, &chosen), against)
                }
                None => (Vec::new(), own.cloned().collect()),
            };
            against.sort_by(by_weight);
            agreeing.truncate(MOST);
            against.truncate(MOST);
            kept.append(&mut agreeing);
            kept.append(&mut against);
        }
        for clue in &mut kept {
            clue.weight = (clue.weight * 10.0).round() / 10.0;
        }
        kept
    }
}

/// Orders clues by falling weight.
fn by_weight(one: &Clue, other: &Clue) -> Ordering {
    other.weight.total_cmp(&one.weight)
}

/// Returns the clues that agree with the `chosen` value, with verdicts and by falling weight; the
/// one it was taken from comes first.
fn with_winner(mut agreeing: Vec<Clue>, chosen: &Sourced<String>) -> Vec<Clue> {
    agreeing.sort_by(by_weight);
    let is_source = |clue: &Clue| clue.source == chosen.source && clue.value == chosen.value;
    let winner = agreeing.iter().position(is_source).unwrap_or(0);
    for (at, clue) in agreeing.iter_mut().enumerate() {
        clue.verdict = if at == winner { Verdict::Won } else { Verdict::For };
    }
    if let Some(before) = agreeing.get_mut(..=winner) {
        before.rotate_right(1);
    }
    agreeing
}

/// Returns whether `clue` speaks for `value`: names it, or for a region names a larger one around
/// it.
fn agrees(clue: &Clue, value: &str) -> bool {
    let Some(rest) = value.strip_prefix(clue.value.as_str()) else { return false };
    rest.is_empty() || clue.fact == Fact::Region && rest.starts_with(" › ")
}

/// Puts what a user said about facts before the clues that were found.
pub(in crate::parse) fn add_corrections(evidence: &mut Vec<Clue>, facts: &Facts) {
    for fact in Fact::ALL {
        let chosen = facts.get(fact);
        let said_in = |source: Source| match source {
            Source::Corrections => Some("corrections.csv"),
            Source::FrontMatter => Some("front matter"),
            _ => None,
        };
        let place = chosen.as_ref().and_then(|chosen| said_in(chosen.source));
        if place.is_none() && chosen.is_some() {
            continue;
        }
        for clue in evidence.iter_mut().filter(|clue| clue.fact == fact) {
            let agrees = chosen.as_ref().is_some_and(|chosen| agrees(clue, &chosen.value));
            clue.verdict = if agrees { Verdict::For } else { Verdict::Against };
        }
        let (Some(place), Some(chosen)) = (place, chosen) else { continue };
        let at = evidence.iter().position(|clue| clue.fact >= fact).unwrap_or(evidence.len());
        let clue = Clue {
            fact,
            quote: shortened(&chosen.value),
            value: chosen.value,
            source: chosen.source,
            place: place.to_owned(),
            weight: CORRECTED,
            verdict: Verdict::Won,
        };
        evidence.insert(at, clue);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Date, Sourced};

    fn day(day: u8) -> Date {
        Date::new(2024, 1, day).unwrap()
    }

    fn shown(clues: &[Clue]) -> Vec<String> {
        let line = |clue: &Clue| {
            let Clue { value, place, weight, quote, verdict, .. } = clue;
            format!("{verdict:?} {weight} {value} {place} {quote}")
        };
        clues.iter().map(line).collect()
    }

    #[test]
    fn clues_are_summed_judged_and_cut() {
        let mut clues = Clues::default();
        let sign_off = (Source::SignOff, "sign-off");
        clues.add(Fact::Date, "2024-01-05", (Source::Opening, "opening"), 0.62, "甲");
        clues.add(Fact::Date, "2024-01-05", (Source::Opening, "opening"), 0.62, "乙");
        clues.add(Fact::Date, "2024-01-05", sign_off, 1.0, &"丙".repeat(50));
        clues.add(Fact::Date, "2024-01-09", (Source::Metadata, "label 日期"), 9.0, "丁\n戊");
        let facts =
            Facts { date: Some(Sourced::stated(day(5), Source::SignOff)), ..Facts::default() };
        let mut evidence = clues.judged(&facts);
        let cut = format!("{}…", "丙".repeat(39));
        assert_eq!(
            shown(&evidence),
            [
                format!("Won 1 2024-01-05 sign-off {cut}"),
                "For 1.2 2024-01-05 opening 甲".to_owned(),
                "Against 9 2024-01-09 label 日期 丁 戊".to_owned(),
            ]
        );
        let facts =
            Facts { date: Some(Sourced::stated(day(9), Source::Corrections)), ..Facts::default() };
        add_corrections(&mut evidence, &facts);
        let verdicts: Vec<Verdict> = evidence.iter().map(|clue| clue.verdict).collect();
        assert_eq!(verdicts, [Verdict::Won, Verdict::Against, Verdict::Against, Verdict::For]);
        assert_eq!(evidence[0].place, "corrections.csv");
    }

    #[test]
    fn a_fact_that_is_not_known_has_nothing_but_clues_against() {
        let mut clues = Clues::default();
        clues.add(Fact::Region, "北京市 › 朝阳区", (Source::Title, "title"), 20.0, "朝阳区");
        let mut evidence = clues.judged(&Facts::default());
        assert_eq!(evidence[0].verdict, Verdict::Against);
        evidence[0].verdict = Verdict::Won;
        add_corrections(&mut evidence, &Facts::default());
        assert_eq!(evidence[0].verdict, Verdict::Against);
    }
}

//! What the facts were told by, kept so that a user can ask why.
//!
//! While facts are found, everything that speaks for a value of one of them is noted with its
//! weight and the words it was read from. What is kept are the few weightiest clues for each fact,
//! those that lost among them: a clue that lost is what a user who doubts a fact wants to see.

use super::quotes::shortened;
use crate::report::{Clue, Fact, Facts, Source, Verdict};

/// The most clues that are kept for what was chosen, and as many for everything else.
const MOST: usize = 3;

/// What a user said weighs more than all else; the number stands for that.
const CORRECTED: f64 = 1000.0;

/// The clues found so far.
#[derive(Debug, Default)]
pub(super) struct Clues {
    found: Vec<Clue>,
}

impl Clues {
    /// Adds a clue. Clues for the same value in the same place are one: their weights add up, and
    /// the first words stand for all.
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

    /// Returns the clues that are kept, judged by what became of the facts.
    pub(super) fn judged(self, facts: &Facts) -> Vec<Clue> {
        let mut kept = Vec::new();
        for fact in Fact::ALL {
            let shown = facts.get(fact);
            let value = shown.as_ref().map(|shown| shown.value.as_str()).unwrap_or_default();
            let of_fact = self.found.iter().filter(|clue| clue.fact == fact && clue.weight > 0.0);
            let (mut agreeing, mut against): (Vec<Clue>, Vec<Clue>) =
                of_fact.cloned().partition(|clue| shown.is_some() && agrees(clue, value));
            for clues in [&mut agreeing, &mut against] {
                clues.sort_by(|a, b| b.weight.total_cmp(&a.weight));
                for clue in clues {
                    clue.weight = (clue.weight * 10.0).round() / 10.0;
                }
            }
            let source = shown.as_ref().map(|shown| shown.source);
            let own = |clue: &Clue| Some(clue.source) == source && clue.value == value;
            let winner =
                agreeing.iter().position(own).or(if agreeing.is_empty() { None } else { Some(0) });
            if let Some(winner) = winner {
                let mut clue = agreeing.remove(winner);
                clue.verdict = Verdict::Won;
                for other in &mut agreeing {
                    other.verdict = Verdict::For;
                }
                agreeing.insert(0, clue);
            }
            agreeing.truncate(MOST);
            against.truncate(MOST);
            kept.append(&mut agreeing);
            kept.append(&mut against);
        }
        kept
    }
}

/// Returns whether `clue` speaks for `value`: names it, or for a region names what it lies in.
fn agrees(clue: &Clue, value: &str) -> bool {
    let inner = value.strip_prefix(clue.value.as_str());
    inner
        .is_some_and(|rest| rest.is_empty() || clue.fact == Fact::Region && rest.starts_with(" › "))
}

/// Puts what a user said about facts before the clues that were found.
pub(in crate::parse) fn corrected(evidence: &mut Vec<Clue>, facts: &Facts) {
    for fact in Fact::ALL {
        let shown = facts.get(fact);
        let value = shown.as_ref().map(|shown| shown.value.as_str());
        let said = |source: Source| match source {
            Source::Corrections => Some("corrections.csv"),
            Source::FrontMatter => Some("front matter"),
            _ => None,
        };
        let place = shown.as_ref().and_then(|shown| Some((shown.source, said(shown.source)?)));
        if place.is_none() && shown.is_some() {
            continue;
        }
        for clue in evidence.iter_mut().filter(|clue| clue.fact == fact) {
            let same = value.is_some_and(|value| agrees(clue, value));
            clue.verdict = if same { Verdict::For } else { Verdict::Against };
        }
        let (Some((source, place)), Some(value)) = (place, value) else { continue };
        let at = evidence.iter().position(|clue| clue.fact >= fact).unwrap_or(evidence.len());
        let clue = Clue {
            fact,
            value: value.to_owned(),
            source,
            place: place.to_owned(),
            weight: CORRECTED,
            quote: shortened(value),
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
        corrected(&mut evidence, &facts);
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
        corrected(&mut evidence, &Facts::default());
        assert_eq!(evidence[0].verdict, Verdict::Against);
    }
}

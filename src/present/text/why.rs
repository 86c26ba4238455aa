//! The facts of a report with the evidence for and against them.

use std::fmt::Write as _;

use super::style::{BOLD, Style, one_line};
use crate::analysis::{Why, WhyFact};
use crate::report::{Fact, Language};

impl Why {
    /// Returns the facts of a report with their evidence.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let mut out = format!("{}  {}\n", style.wrap(BOLD, &one_line(&self.path)), self.id);
        let has_evidence = |fact: &&WhyFact| fact.value.is_some() || !fact.evidence.is_empty();
        for fact in self.facts.iter().filter(has_evidence) {
            out.push('\n');
            out.push_str(&one_fact(fact, style));
        }
        let others = self.facts.iter().filter(|fact| !has_evidence(fact));
        let others: Vec<String> = others.map(|fact| name_in_both(fact.fact)).collect();
        if !others.is_empty() {
            let _ = writeln!(out, "\nno evidence for: {}", others.join(", "));
        }
        for note in &self.notes {
            let _ = writeln!(out, "note: {}", one_line(note));
        }
        out
    }
}

fn one_fact(fact: &WhyFact, style: Style) -> String {
    let known = match (&fact.value, fact.source, fact.certainty) {
        (Some(value), Some(source), Some(certainty)) => {
            format!("{}  [{}, {}]", one_line(value), source.key(), certainty.key())
        }
        _ => "not known".to_owned(),
    };
    let mut out = format!("{}  {known}\n", style.wrap(BOLD, &name_in_both(fact.fact)));
    for clue in &fact.evidence {
        let verdict = match fact.value {
            Some(_) => clue.verdict.label(Language::English),
            None => "unsure",
        };
        let weight = clue.weight;
        let _ = write!(out, "   {verdict:<8}{weight:>6.1}  {}", one_line(&clue.place));
        if Some(&clue.value) != fact.value.as_ref() {
            let _ = write!(out, " → {}", one_line(&clue.value));
        }
        let _ = writeln!(out, ": {}", one_line(&clue.quote));
    }
    out
}

/// Returns the name of a fact in both languages: `year (年度)`.
fn name_in_both(fact: Fact) -> String {
    format!("{} ({})", fact.label(Language::English), fact.label(Language::Chinese))
}

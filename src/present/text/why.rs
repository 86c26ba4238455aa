//! Why a report is said to be what it is: its facts with what they were told by.

use std::fmt::Write as _;

use super::style::{BOLD, Style, line};
use crate::analysis::{Why, WhyFact};
use crate::present::words::named;
use crate::report::{Language, Verdict};

/// Returns the facts of a report with their evidence.
#[must_use]
pub fn why_as_text(why: &Why, style: Style) -> String {
    let mut out = format!("{}  {}\n", style.wrap(BOLD, &line(&why.path)), why.id);
    let is_told = |fact: &&WhyFact| fact.value.is_some() || !fact.evidence.is_empty();
    for fact in why.facts.iter().filter(is_told) {
        out.push('\n');
        out.push_str(&one_fact(fact, style));
    }
    let silent: Vec<String> = why
        .facts
        .iter()
        .filter(|fact| !is_told(fact))
        .map(|fact| {
            format!(
                "{} ({})",
                named(fact.fact).replace('_', " "),
                fact.fact.label(Language::Chinese)
            )
        })
        .collect();
    if !silent.is_empty() {
        let _ = writeln!(out, "\nnothing tells: {}", silent.join(", "));
    }
    for note in &why.notes {
        let _ = writeln!(out, "note: {}", line(note));
    }
    out
}

fn one_fact(fact: &WhyFact, style: Style) -> String {
    let name =
        format!("{} ({})", fact.fact.key().replace('_', " "), fact.fact.label(Language::Chinese));
    let known = match (&fact.value, fact.source, fact.certainty) {
        (Some(value), Some(source), Some(certainty)) => {
            format!("{}  [{}, {}]", line(value), named(source), named(certainty))
        }
        _ => "not known".to_owned(),
    };
    let mut out = format!("{}  {known}\n", style.wrap(BOLD, &name));
    for clue in &fact.evidence {
        let verdict = match clue.verdict {
            _ if fact.value.is_none() => "unsure",
            Verdict::Won => "taken",
            Verdict::For => "for",
            Verdict::Against => "against",
        };
        let weight = clue.weight;
        let _ = write!(out, "   {verdict:<8}{weight:>6.1}  {}", line(&clue.place));
        if Some(&clue.value) != fact.value.as_ref() {
            let _ = write!(out, " → {}", line(&clue.value));
        }
        let _ = writeln!(out, ": {}", line(&clue.quote));
    }
    out
}

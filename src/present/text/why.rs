//! The facts of a report with the evidence for and against them.

use std::fmt::Write as _;

use super::style::{BOLD, Style, one_line};
use super::table::filled;
use crate::analysis::{Why, WhyFact};
use crate::report::{Fact, Language};

/// The width of what was made of a clue, in cells of the terminal.
const VERDICTS: usize = 8;

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
        let others: Vec<String> = others.map(|fact| fact_name(fact.fact, style)).collect();
        if !others.is_empty() {
            let others = others.join(style.pick(", ", "、"));
            let _ = writeln!(out, "\n{}{others}", style.pick("no evidence for: ", "没有依据："));
        }
        for note in style.pick(&self.notes, &self.notes_in_chinese) {
            let _ = writeln!(out, "{}{}", style.pick("note: ", "说明："), one_line(note));
        }
        out
    }
}

fn one_fact(fact: &WhyFact, style: Style) -> String {
    let known = match (&fact.value, fact.source, fact.certainty) {
        (Some(value), Some(source), Some(certainty)) => {
            let origin = style.pick(
                format!("[{}, {}]", source.key(), certainty.key()),
                format!("[{}，{}]", source.label(style.language), certainty.label(style.language)),
            );
            format!("{}  {origin}", one_line(value))
        }
        _ => style.pick("not known", "不详").to_owned(),
    };
    let mut out = format!("{}  {known}\n", style.wrap(BOLD, &fact_name(fact.fact, style)));
    for clue in &fact.evidence {
        let verdict = match fact.value {
            Some(_) => clue.verdict.label(style.language),
            None => style.pick("unsure", "存疑"),
        };
        let weight = clue.weight;
        let (verdict, place) = (filled(verdict, VERDICTS), style.language.sentence(&clue.place));
        let _ = write!(out, "   {verdict}{weight:>6.1}  {}", one_line(&place));
        if Some(&clue.value) != fact.value.as_ref() {
            let _ = write!(out, " → {}", one_line(&clue.value));
        }
        let _ = writeln!(out, "{}{}", style.pick(": ", "："), one_line(&clue.quote));
    }
    out
}

/// Returns the name of a fact: `年度`, in English in both languages, `year (年度)`.
fn fact_name(fact: Fact, style: Style) -> String {
    let [english, chinese] = [Language::English, Language::Chinese].map(|it| fact.label(it));
    style.pick(format!("{english} ({chinese})"), chinese.to_owned())
}

//! How a request is understood, in sentences.

use std::collections::BTreeMap;

use super::labels::mode_title;
use crate::analysis::{Panel, ReportCheck};
use crate::report::Language;
use crate::search::{Answer, Counts, ExplainedClause, Explanation, Mode, Question};

impl<T> Answer<T> {
    /// Returns how the question is understood and what its clauses and each mode find, line by line;
    /// nothing if that was not asked for.
    #[must_use]
    pub fn explanation_lines(&self, language: Language) -> Vec<String> {
        lines_of(self.explanation.as_ref(), &self.question, language)
    }
}

impl Answer<Panel> {
    /// Returns how the query of each concept is understood, line by line; nothing if that was not asked
    /// for.
    #[must_use]
    pub fn concept_explanation_lines(&self, language: Language) -> Vec<String> {
        let of_concept = |concept: &crate::analysis::PanelConcept| {
            let (label, query) = (Some(concept.label.clone()), concept.query.parse().ok());
            let question = Question { concept: label, query, ..self.question.clone() };
            lines_of(concept.explanation.as_ref(), &question, language)
        };
        self.body.concepts.iter().flat_map(of_concept).collect()
    }
}

impl ReportCheck {
    /// Returns how the query is understood, line by line; nothing if that was not asked for.
    #[must_use]
    pub fn explanation_lines(&self, language: Language) -> Vec<String> {
        lines_of(self.explanation.as_ref(), &self.question, language)
    }
}

fn lines_of(
    explanation: Option<&Explanation>,
    question: &Question,
    language: Language,
) -> Vec<String> {
    explanation.map(|it| it.lines(question, language)).unwrap_or_default()
}

impl Explanation {
    /// Returns how a question is understood, line by line.
    fn lines(&self, question: &Question, language: Language) -> Vec<String> {
        let (query, mode) = (question.query_text(), mode_title(question.mode, language));
        let mut read = language
            .pick(format!("read as `{query}`, {mode}"), format!("检索式读作 {query}，{mode}匹配"));
        if let Some(label) = &question.concept {
            read = language.pick(format!("`{label}`: {read}"), format!("“{label}”：{read}"));
        }
        if !question.filters.is_empty() {
            let filters: Vec<String> = question.filters.iter().map(ToString::to_string).collect();
            read = read + language.pick(", among ", "，限于 ") + &filters.join(" ");
        }
        let searched = language.pick("searched for ", "实际查找：");
        let mut lines = vec![read, format!("{searched}{}", self.plan)];
        for (&mode, counts) in &self.counts {
            let (mode, counts) = (mode_title(mode, language), counts.in_words(language));
            lines.push(mode + language.pick(": ", "：") + &counts);
        }
        for clause in &self.clauses {
            add_clause(&mut lines, clause, 0, language);
        }
        lines
    }
}

/// Adds the line of a clause, and indented those that it is made of.
fn add_clause(lines: &mut Vec<String>, clause: &ExplainedClause, depth: usize, language: Language) {
    let ExplainedClause { query, plan, counts, clauses } = clause;
    let indent = "  ".repeat(depth);
    // Of a condition there is nothing to search for in the text.
    let plan = match plan.as_str() {
        "all" => String::new(),
        plan => language.pick(", searched for ", "，实际查找 ").to_owned() + plan,
    };
    let counts = by_mode(counts, language);
    lines.push(language.pick(
        format!("{indent}`{query}` by itself{plan}: {counts}"),
        format!("{indent}单独检索 {query}{plan}：{counts}"),
    ));
    for part in clauses {
        add_clause(lines, part, depth + 1, language);
    }
}

/// Returns what each mode finds; those that find the same together.
fn by_mode(counts: &BTreeMap<Mode, Counts>, language: Language) -> String {
    let mut groups: Vec<(Counts, Vec<&str>)> = Vec::new();
    for (mode, found) in counts {
        let label = mode.label(language);
        match groups.iter_mut().find(|(counts, _)| counts == found) {
            Some((_, modes)) => modes.push(label),
            None => groups.push((*found, vec![label])),
        }
    }
    let group = |(found, modes): &(Counts, Vec<&str>)| {
        let counts = found.in_words(language);
        language.pick(
            format!("{counts} ({})", modes.join(", ")),
            format!("{counts}（{}）", modes.join("、")),
        )
    };
    groups.iter().map(group).collect::<Vec<_>>().join(language.pick("; ", "；"))
}

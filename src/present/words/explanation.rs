//! How a request is understood, in sentences.

use std::collections::BTreeMap;

use crate::analysis::{Panel, ReportCheck};
use crate::report::Language;
use crate::search::{Answer, Counts, ExplainedClause, Explanation, Mode, Question};

impl<T> Answer<T> {
    /// Returns how the question is understood and what its clauses and each mode find, line by line;
    /// nothing if that was not asked for.
    #[must_use]
    pub fn explanation_lines(&self) -> Vec<String> {
        lines_of(self.explanation.as_ref(), &self.question)
    }
}

impl Answer<Panel> {
    /// Returns how the query of each concept is understood, line by line; nothing if that was not asked
    /// for.
    #[must_use]
    pub fn concept_explanation_lines(&self) -> Vec<String> {
        let of_concept = |concept: &crate::analysis::PanelConcept| {
            let (label, query) = (Some(concept.label.clone()), concept.query.parse().ok());
            let question = Question { concept: label, query, ..self.question.clone() };
            lines_of(concept.explanation.as_ref(), &question)
        };
        self.body.concepts.iter().flat_map(of_concept).collect()
    }
}

impl ReportCheck {
    /// Returns how the query is understood, line by line; nothing if that was not asked for.
    #[must_use]
    pub fn explanation_lines(&self) -> Vec<String> {
        lines_of(self.explanation.as_ref(), &self.question)
    }
}

fn lines_of(explanation: Option<&Explanation>, question: &Question) -> Vec<String> {
    explanation.map(|it| it.lines(question)).unwrap_or_default()
}

impl Explanation {
    /// Returns how a question is understood, line by line.
    fn lines(&self, question: &Question) -> Vec<String> {
        let mut read = format!("read as `{}`, {}", question.query_text(), question.mode);
        if let Some(label) = &question.concept {
            read = format!("`{label}`: {read}");
        }
        if !question.filters.is_empty() {
            let filters: Vec<String> = question.filters.iter().map(ToString::to_string).collect();
            read = format!("{read}, among {}", filters.join(" "));
        }
        let mut lines = vec![read, format!("searched for {}", self.plan)];
        for (mode, counts) in &self.counts {
            lines.push(format!("{mode}: {}", counts.in_words()));
        }
        for clause in &self.clauses {
            add_clause(&mut lines, clause, 0);
        }
        lines
    }
}

/// Adds the line of a clause, and indented those that it is made of.
fn add_clause(lines: &mut Vec<String>, clause: &ExplainedClause, depth: usize) {
    let ExplainedClause { query, plan, counts, clauses } = clause;
    let indent = "  ".repeat(depth);
    // Of a condition there is nothing to search for in the text.
    let plan = if plan == "all" { String::new() } else { format!(", searched for {plan}") };
    lines.push(format!("{indent}`{query}` by itself{plan}: {}", by_mode(counts)));
    for part in clauses {
        add_clause(lines, part, depth + 1);
    }
}

/// Returns what each mode finds; those that find the same together.
fn by_mode(counts: &BTreeMap<Mode, Counts>) -> String {
    let mut groups: Vec<(Counts, Vec<&str>)> = Vec::new();
    for (mode, found) in counts {
        let label = mode.label(Language::English);
        match groups.iter_mut().find(|(counts, _)| counts == found) {
            Some((_, modes)) => modes.push(label),
            None => groups.push((*found, vec![label])),
        }
    }
    let group = |(found, modes): &(Counts, Vec<&str>)| {
        format!("{} ({})", found.in_words(), modes.join(", "))
    };
    groups.iter().map(group).collect::<Vec<_>>().join("; ")
}

//! Whether a query finds a report, and why.

use std::fmt::Write as _;

use super::passage::shown_passage;
use super::style::{BOLD, Style, one_line};
use crate::analysis::{CheckedClause, CheckedSection, NearestSection, ReportCheck};
use crate::present::words::counted;
use crate::report::Language;

impl ReportCheck {
    /// Returns whether the query finds the report, each clause and filter with what the report has for
    /// it, and the passage that comes nearest.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let head = format!("{}  {}", style.wrap(BOLD, &one_line(&self.path)), self.id);
        let mut out = format!("{}\n", head.trim_end());
        let verdict = self.verdict.label(Language::English);
        let question =
            format!("{} · {}", one_line(&self.question.query_text()), self.question.mode);
        let _ = writeln!(out, "{}: {verdict}", style.wrap(BOLD, &question));
        if let Some(reason) = &self.reason {
            let _ = writeln!(out, "   {}", one_line(reason));
        }
        if let Some(counted) = &self.counted {
            let _ = writeln!(out, "   counted is {}", one_line(counted));
        }
        for remark in &self.remarks {
            let _ = writeln!(out, "{}", one_line(&remark.text(Language::English)));
        }
        if !self.filters_met.is_empty() {
            out.push_str("\nfilters\n");
        }
        for filter in &self.filters_met {
            let met = met(filter.sections > 0);
            let _ = writeln!(
                out,
                "   {met}  {}: {} ({})",
                one_line(&filter.filter),
                one_line(&filter.value),
                counted(filter.sections, "section")
            );
        }
        if !self.clauses.is_empty() {
            out.push_str("\nclauses\n");
        }
        for clause in &self.clauses {
            add_clause(&mut out, clause, 1);
        }
        if !self.found.is_empty() {
            let _ = writeln!(out, "\nmet as a whole in {}", sections(&self.found));
        }
        if let Some(nearest) = &self.nearest {
            out.push_str(&nearest_section(nearest, style));
        }
        out
    }
}

fn met(is_met: bool) -> &'static str {
    if is_met { "met    " } else { "not met" }
}

/// Adds a clause, and indented those that it is made of.
fn add_clause(out: &mut String, clause: &CheckedClause, depth: usize) {
    let indent = "   ".repeat(depth);
    let CheckedClause { clause: text, value, found, mentions, parts } = clause;
    let _ = write!(out, "{indent}{}  {}", met(!found.is_empty()), one_line(text));
    if let Some(value) = value {
        let _ = write!(out, ": {}", one_line(value));
    }
    if !found.is_empty() {
        let mentions = if *mentions > 0 {
            format!("{} in ", counted(*mentions, "mention"))
        } else {
            String::new()
        };
        let _ = write!(out, " ({mentions}{})", sections(found));
    }
    out.push('\n');
    for part in parts {
        add_clause(out, part, depth + 1);
    }
}

/// The most sections that are named: of a clause that many meet, these are examples.
const MOST_NAMED: usize = 5;

/// Returns `sections 2, 5, 7`.
fn sections(found: &[CheckedSection]) -> String {
    let numbers: Vec<String> =
        found.iter().take(MOST_NAMED).map(|it| it.section.to_string()).collect();
    let more = if found.len() > MOST_NAMED { ", …" } else { "" };
    match found.len() {
        1 => format!("section {}", numbers.join(", ")),
        many => format!("{many} sections: {}{more}", numbers.join(", ")),
    }
}

fn nearest_section(nearest: &NearestSection, style: Style) -> String {
    let NearestSection { section, heading_path, met, not_met, passage } = nearest;
    let mut out = format!("\nnearest: section {section}");
    if !heading_path.is_empty() {
        let _ = write!(out, " · {}", one_line(&heading_path.join(" › ")));
    }
    let _ = writeln!(out, "\n   met: {}", one_line(&met.join(", ")));
    if !not_met.is_empty() {
        let _ = writeln!(out, "   not met: {}", one_line(&not_met.join(", ")));
    }
    let _ = writeln!(out, "   {}", shown_passage(passage, style).replace('\n', "\n   "));
    out
}

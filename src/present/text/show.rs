//! One report with its outline and text.

use std::fmt::Write as _;

use super::reports::one_report;
use super::style::{Style, line, printable};
use crate::analysis::{SectionText, ShownReport};
use crate::query::Term;
use crate::search::mark_terms;

/// Returns one report: its facts, then the given sections with the terms marked.
///
/// With `outline_only` the headings alone are shown.
#[must_use]
pub fn report_as_text(
    shown: &ShownReport,
    sections: &[SectionText],
    terms: &[Term],
    outline_only: bool,
    style: Style,
) -> String {
    let mut out = one_report(&shown.report, style);
    if let Some(date) = shown.report.date {
        let _ = writeln!(out, "   signed {date}");
    }
    if let Some(date) = shown.report.published {
        let _ = writeln!(out, "   published {date}");
    }
    for (name, value) in [
        ("document number", &shown.report.document_number),
        ("index number", &shown.report.index_number),
        ("address", &shown.report.url),
    ] {
        if let Some(value) = value {
            let _ = writeln!(out, "   {name} {}", line(value));
        }
    }
    out.push_str("\n   outline\n");
    for (at, section) in shown.sections.iter().enumerate() {
        let indent = "  ".repeat(section.heading_path.len().saturating_sub(1));
        let heading =
            section.heading_path.last().map_or("(before the first heading)", String::as_str);
        let _ = writeln!(out, "   {:>3}  {indent}{}  [{}]", at + 1, line(heading), section.part);
    }
    if outline_only {
        return out;
    }
    for section in sections {
        out.push('\n');
        let mut at = 0;
        for range in mark_terms(&section.text, terms) {
            let before = section.text.get(at..range.start).unwrap_or_default();
            let matched = section.text.get(range.clone()).unwrap_or_default();
            out.push_str(&printable(before));
            out.push_str(&style.matched(&printable(matched)));
            at = range.end;
        }
        out.push_str(&printable(section.text.get(at..).unwrap_or_default()));
    }
    out
}

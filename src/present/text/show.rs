//! One report with its outline and text.

use std::fmt::Write as _;

use super::reports::one_report;
use super::style::{Style, one_line};
use crate::analysis::{SectionText, ShownReport};
use crate::query::Term;
use crate::report::Fact;
use crate::search::find_terms;
use crate::text::cut;

/// The facts that the list of reports shows in its first lines.
const LISTED_FACTS: [Fact; 5] = [Fact::Title, Fact::Agency, Fact::Region, Fact::Year, Fact::Kind];

impl ShownReport {
    /// Returns one report: its facts, its outline, then the given sections with the terms marked.
    ///
    /// With `outline_only`, returns no sections.
    #[must_use]
    pub fn to_text(
        &self,
        sections: &[SectionText],
        terms: &[Term],
        outline_only: bool,
        style: Style,
    ) -> String {
        let mut out = one_report(&self.report, style);
        for fact in Fact::ALL.into_iter().filter(|fact| !LISTED_FACTS.contains(fact)) {
            if let Some(value) = self.report.facts.get(fact) {
                let label = fact.label(style.language);
                let _ = writeln!(out, "   {label}{}{}", style.pick(": ", "："), one_line(&value));
            }
        }
        out.push_str(style.pick("\n   outline\n", "\n   目录\n"));
        for (at, section) in self.sections.iter().enumerate() {
            let indent = "  ".repeat(section.heading_path.len().saturating_sub(1));
            let no_heading = style.pick("(before the first heading)", "（第一个标题之前）");
            let heading = section.heading_path.last().map_or(no_heading, String::as_str);
            let _ = writeln!(
                out,
                "   {:>3}  {indent}{}  [{}]",
                at + 1,
                one_line(heading),
                section.part
            );
        }
        if outline_only {
            return out;
        }
        for section in sections {
            out.push('\n');
            out.push_str(&marked(&section.text, terms, style));
        }
        out
    }
}

/// Returns text with the terms marked.
fn marked(text: &str, terms: &[Term], style: Style) -> String {
    let piece = |from: usize, to: usize| Style::printable(cut(text, from..to));
    let (mut out, mut at) = (String::new(), 0);
    for range in find_terms(text, terms) {
        out.push_str(&piece(at, range.start));
        out.push_str(&style.matched(&piece(range.start, range.end)));
        at = range.end;
    }
    out + &piece(at, text.len())
}

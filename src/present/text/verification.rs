//! Quotations that were found again.

use std::fmt::Write as _;

use super::head::{foot, remark_lines};
use super::style::{BOLD, Style, one_line};
use crate::analysis::{
    Change, ChangeKind, QuotationLimit, QuotationRow, QuotationState, Verification,
};
use crate::present::words::counted;
use crate::report::Language::English;
use crate::search::{Answer, ReportView};
use crate::text::grouped;

impl Answer<Verification> {
    /// Returns the quotations of a file, each with where it was found and what is different.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let Verification { file, counts, quotations } = &self.body;
        let states = counts
            .iter()
            .map(|(state, count)| format!("{} {}", grouped(count), state.label(English)));
        let mut out = format!(
            "{}: {}; {}; {}\n",
            style.wrap(BOLD, &one_line(file)),
            counted(quotations.len() as u64, "quotation"),
            states.collect::<Vec<_>>().join(", "),
            self.ground.in_words(English)
        );
        out.extend(remark_lines(&self.remarks));
        for row in quotations {
            out.push('\n');
            out.push_str(&one_quotation(row, style));
        }
        out + &foot(self, "quotations")
    }
}

fn one_quotation(row: &QuotationRow, style: Style) -> String {
    let state = style.wrap(BOLD, row.state.label(English));
    let mut out = format!("line {}: {state}\n   “{}”\n", row.line, one_line(&row.quotation));
    if let Some(report) = &row.report {
        let mut place = name(report);
        if !row.heading_path.is_empty() {
            let _ = write!(place, " · {}", row.heading_path.join(" › "));
        }
        let _ =
            writeln!(out, "   {}\n   {}  {}", one_line(&place), one_line(&report.path), report.id);
    }
    if let Some(longest) = &row.longest {
        let _ = writeln!(out, "   longest part found: {}", one_line(longest));
    }
    for change in &row.changes {
        let _ = writeln!(out, "   {}", one_line(&change.to_string()));
    }
    let is_least = row.limits.contains(&QuotationLimit::AtLeast);
    if is_least && row.reports == 1 {
        out.push_str("   stands in at least 1 report\n");
    }
    if row.reports > 1 {
        let others: Vec<String> = row.others.iter().take(3).map(|it| one_line(&it.path)).collect();
        let least = if is_least { "at least " } else { "" };
        let all = format!("{least}{}", counted(row.reports, "report"));
        let _ = writeln!(out, "   stands in {all}, also in {}", others.join(", "));
    }
    for limit in &row.limits {
        let _ = writeln!(out, "   {}", limit.label(English));
    }
    if row.is_elsewhere || row.state == QuotationState::NotFound && !row.cited.is_empty() {
        let cited: Vec<String> = row.cited.iter().map(|it| one_line(&name(it))).collect();
        let _ = writeln!(out, "   not in the report named beside it: {}", cited.join(", "));
    }
    out
}

/// Returns the title of a report with its year.
fn name(report: &ReportView) -> String {
    let name = report.title.as_ref().or(report.agency.as_ref()).unwrap_or(&report.path);
    report.year.map_or_else(|| name.clone(), |year| format!("{name} · {year}"))
}

impl std::fmt::Display for Change {
    /// Prints `marks: after 三项制度, 。 for ，`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, before, quoted, written } = self;
        if *kind == ChangeKind::Order {
            return write!(out, "the parts do not stand there in this order");
        }
        write!(out, "{}: ", kind.label(English))?;
        if !before.is_empty() {
            write!(out, "after {before}, ")?;
        }
        let written = written.replace('\n', "⏎");
        match (quoted.as_str(), written.as_str()) {
            ("", left_out) => write!(out, "{left_out} left out"),
            (added, "") => write!(out, "{added} added"),
            (quoted, written) => write!(out, "{quoted} for {written}"),
        }
    }
}

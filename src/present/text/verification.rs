//! Quotations that were found again.

use std::fmt::Write as _;

use super::head::{foot, remark_lines};
use super::style::{BOLD, Style, one_line};
use crate::analysis::{
    Change, ChangeKind, QuotationLimit, QuotationRow, QuotationState, Verification,
};
use crate::present::words::{QUOTATIONS, REPORTS};
use crate::report::Language::{self, English};
use crate::search::{Answer, ReportView};
use crate::text::grouped;

impl Answer<Verification> {
    /// Returns the quotations of a file, each with where it was found and what is different.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let Verification { file, counts, quotations } = &self.body;
        let states = counts.iter().map(|(state, count)| {
            let (count, label) = (grouped(count), state.label(style.language));
            style.pick(format!("{count} {label}"), format!("{label} {count}"))
        });
        let parts = [
            style.counted(quotations.len() as u64, QUOTATIONS),
            states.collect::<Vec<_>>().join(style.pick(", ", "，")),
            self.ground.in_words(style.language),
        ];
        let file = style.wrap(BOLD, &one_line(file));
        let (colon, separator) = style.pick((": ", "; "), ("：", "；"));
        let mut out = format!("{file}{colon}{}\n", parts.join(separator));
        out.extend(remark_lines(&self.remarks, style.language));
        for row in quotations {
            out.push('\n');
            out.push_str(&one_quotation(row, style));
        }
        out + &foot(self, "quotations", style)
    }
}

fn one_quotation(row: &QuotationRow, style: Style) -> String {
    let state = style.wrap(BOLD, row.state.label(style.language));
    let (line, quotation) = (row.line, one_line(&row.quotation));
    let line = style.pick(format!("line {line}: "), format!("第 {line} 行："));
    let mut out = format!("{line}{state}\n   “{quotation}”\n");
    if let Some(report) = &row.report {
        let mut place = name(report);
        if !row.heading_path.is_empty() {
            let _ = write!(place, " · {}", row.heading_path.join(" › "));
        }
        let _ =
            writeln!(out, "   {}\n   {}  {}", one_line(&place), one_line(&report.path), report.id);
    }
    if let Some(longest) = &row.longest {
        let begin = style.pick("longest part found: ", "找到的最长片段：");
        let _ = writeln!(out, "   {begin}{}", one_line(longest));
    }
    for change in &row.changes {
        let _ = writeln!(out, "   {}", one_line(&change.in_words(style.language)));
    }
    let is_least = row.limits.contains(&QuotationLimit::AtLeast);
    if is_least && row.reports == 1 {
        let sentence = style.pick("stands in at least 1 report", "至少见于 1 份报告");
        let _ = writeln!(out, "   {sentence}");
    }
    if row.reports > 1 {
        let others: Vec<String> = row.others.iter().take(3).map(|it| one_line(&it.path)).collect();
        let least = if is_least { style.pick("at least ", "至少") } else { "" };
        let (all, others) =
            (style.counted(row.reports, REPORTS), others.join(style.pick(", ", "、")));
        let sentence = style.pick(
            format!("stands in {least}{all}, also in {others}"),
            format!("{least}见于 {all}，另见 {others}"),
        );
        let _ = writeln!(out, "   {sentence}");
    }
    for limit in &row.limits {
        let _ = writeln!(out, "   {}", limit.label(style.language));
    }
    if row.is_elsewhere || row.state == QuotationState::NotFound && !row.cited.is_empty() {
        let cited: Vec<String> = row.cited.iter().map(|it| one_line(&name(it))).collect();
        let cited = cited.join(style.pick(", ", "、"));
        let begin = style.pick("not in the report named beside it: ", "旁边注明的报告中没有：");
        let _ = writeln!(out, "   {begin}{cited}");
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
        out.write_str(&self.in_words(English))
    }
}

impl Change {
    /// Returns `marks: after 三项制度, 。 for ，`.
    fn in_words(&self, language: Language) -> String {
        let Self { kind, before, quoted, written } = self;
        if *kind == ChangeKind::Order {
            let order = language
                .pick("the parts do not stand there in this order", "各部分在原文中的先后次序不同");
            return order.to_owned();
        }
        let label = kind.label(language);
        let place = match before.as_str() {
            "" => String::new(),
            before => language.pick(format!("after {before}, "), format!("“{before}”之后，")),
        };
        let written = written.replace('\n', "⏎");
        let change = match (quoted.as_str(), written.as_str()) {
            ("", left_out) => {
                language.pick(format!("{left_out} left out"), format!("漏“{left_out}”"))
            }
            (added, "") => language.pick(format!("{added} added"), format!("多“{added}”")),
            (quoted, written) => language
                .pick(format!("{quoted} for {written}"), format!("原文“{written}”引作“{quoted}”")),
        };
        format!("{label}{}{place}{change}", language.pick(": ", "："))
    }
}

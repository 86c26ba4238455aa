//! Whether a query finds a report, and why.

use std::fmt::Write as _;

use super::passage::shown_passage;
use super::style::{BOLD, Style, one_line};
use crate::analysis::{CheckedClause, CheckedSection, NearestSection, ReportCheck};
use crate::present::words::{MENTIONS, SECTIONS, mode_title};
use crate::text::grouped;

impl ReportCheck {
    /// Returns whether the query finds the report, each clause and filter with what the report has for
    /// it, and the passage that comes nearest.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let head = format!("{}  {}", style.wrap(BOLD, &one_line(&self.path)), self.id);
        let mut out = format!("{}\n", head.trim_end());
        let verdict = self.verdict.label(style.language);
        let colon = style.pick(": ", "：");
        let mode = mode_title(self.question.mode, style.language);
        let question = format!("{} · {mode}", one_line(&self.question.query_text()));
        let _ = writeln!(out, "{}{colon}{verdict}", style.wrap(BOLD, &question));
        if let Some(reason) = &self.reason {
            let _ = writeln!(out, "   {}", one_line(&style.language.sentence(reason)));
        }
        if let Some(counted) = &self.counted {
            let counted_is = style.pick("counted is ", "计入的是 ");
            let _ = writeln!(out, "   {counted_is}{}", one_line(counted));
        }
        for remark in &self.remarks {
            let _ = writeln!(out, "{}", one_line(&remark.text(style.language)));
        }
        if !self.filters_met.is_empty() {
            out.push_str(style.pick("\nfilters\n", "\n限定条件\n"));
        }
        for filter in &self.filters_met {
            let met = met(filter.sections > 0, style);
            let (written, value) = (one_line(&filter.filter), one_line(&filter.value));
            let sections = style.counted(filter.sections, SECTIONS);
            let _ = writeln!(
                out,
                "   {met}  {}",
                style.pick(
                    format!("{written}: {value} ({sections})"),
                    format!("{written}：{value}（{sections}）")
                )
            );
        }
        if !self.clauses.is_empty() {
            out.push_str(style.pick("\nclauses\n", "\n检索式各项\n"));
        }
        for clause in &self.clauses {
            add_clause(&mut out, clause, 1, style);
        }
        if !self.found.is_empty() {
            let sections = sections(&self.found, style);
            let whole = style.pick("met as a whole in ", "整个检索式符合于");
            let _ = writeln!(out, "\n{whole}{sections}");
        }
        if let Some(nearest) = &self.nearest {
            out.push_str(&nearest_section(nearest, style));
        }
        out
    }
}

fn met(is_met: bool, style: Style) -> &'static str {
    if is_met { style.pick("met    ", "符合  ") } else { style.pick("not met", "不符合") }
}

/// Adds a clause, and indented those that it is made of.
fn add_clause(out: &mut String, clause: &CheckedClause, depth: usize, style: Style) {
    let indent = "   ".repeat(depth);
    let CheckedClause { clause: text, value, found, mentions, parts } = clause;
    let _ = write!(out, "{indent}{}  {}", met(!found.is_empty(), style), one_line(text));
    if let Some(value) = value {
        let _ = write!(out, "{}{}", style.pick(": ", "："), one_line(value));
    }
    if !found.is_empty() {
        let sections = sections(found, style);
        let mentions = match mentions {
            0 => String::new(),
            some => {
                let mentions = style.counted(*some, MENTIONS);
                style.pick(format!("{mentions} in "), format!("{mentions}，"))
            }
        };
        out.push_str(
            &style.pick(format!(" ({mentions}{sections})"), format!("（{mentions}{sections}）")),
        );
    }
    out.push('\n');
    for part in parts {
        add_clause(out, part, depth + 1, style);
    }
}

/// The most sections that are named: of a clause that many meet, these are examples.
const MOST_NAMED: usize = 5;

/// Returns `sections 2, 5, 7`.
fn sections(found: &[CheckedSection], style: Style) -> String {
    let numbers: Vec<String> =
        found.iter().take(MOST_NAMED).map(|it| it.section.to_string()).collect();
    let numbers = numbers.join(style.pick(", ", "、"));
    match (found.len(), found.len() > MOST_NAMED) {
        (1, _) => style.pick(format!("section {numbers}"), format!("第 {numbers} 节")),
        (many, false) => style.pick(
            format!("{many} sections: {numbers}"),
            format!("{} 节：第 {numbers} 节", grouped(many)),
        ),
        (many, true) => style.pick(
            format!("{many} sections: {numbers}, …"),
            format!("{} 节：第 {numbers} 等节", grouped(many)),
        ),
    }
}

fn nearest_section(nearest: &NearestSection, style: Style) -> String {
    let NearestSection { section, heading_path, met, not_met, passage } = nearest;
    let mut out =
        style.pick(format!("\nnearest: section {section}"), format!("\n最接近的是第 {section} 节"));
    if !heading_path.is_empty() {
        let _ = write!(out, " · {}", one_line(&heading_path.join(" › ")));
    }
    let listed = |clauses: &[String]| one_line(&clauses.join(style.pick(", ", "、")));
    let _ = writeln!(out, "\n   {}{}", style.pick("met: ", "符合："), listed(met));
    if !not_met.is_empty() {
        let _ = writeln!(out, "   {}{}", style.pick("not met: ", "不符合："), listed(not_met));
    }
    let _ = writeln!(out, "   {}", shown_passage(passage, style).replace('\n', "\n   "));
    out
}

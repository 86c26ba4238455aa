//! Why the query of the page finds the report or does not: which clause or filter keeps it out, and the
//! section that comes nearest.
//!
//! It is open if the report is not found: that is what a reader asks then.

use maud::{Markup, html};

use super::text::Reading;
use crate::analysis::{CheckedClause, CheckedFilter, CheckedSection, NearestSection, ReportCheck};
use crate::web::pages::fragments::counted_in;
use crate::web::pages::html_text::{clean, marked};
use crate::web::pages::layout::PageContext;

/// The most sections that a clause links to: of one that many meet, these are examples.
const MOST_LINKED: usize = 8;

/// Returns why the report is found or is not.
pub(super) fn why(context: &PageContext, check: &ReportCheck, reading: &Reading<'_>) -> Markup {
    html! {
        details.why id="why" open[!check.is_found()] {
            summary {
                (context.pick("Why: ", "为什么：")) strong { (check.verdict.label(context.language)) }
            }
            ul.clauses {
                @for filter in &check.filters_met { (one_filter(context, filter)) }
                @for clause in &check.clauses { (one_clause(context, clause, reading)) }
            }
            @if let Some(nearest) = &check.nearest { (nearest_section(context, nearest, reading)) }
        }
    }
}

/// Returns whether something is met, in a sign and in words.
fn verdict(context: &PageContext, is_met: bool) -> Markup {
    let (sign, words) = if is_met {
        ("✓", context.pick("met", "符合"))
    } else {
        ("✗", context.pick("not met", "不符合"))
    };
    html! { span.verdict { span aria-hidden="true" { (sign) " " } (words) } }
}

fn one_filter(context: &PageContext, filter: &CheckedFilter) -> Markup {
    let is_met = filter.sections > 0;
    html! {
        li.not-met[!is_met] {
            (verdict(context, is_met)) " " code lang="zh" { bdi { (clean(&filter.filter)) } }
            " " span.quiet lang="zh" { (clean(&filter.value)) }
        }
    }
}

/// Returns a clause, and below it those that it is made of.
fn one_clause(context: &PageContext, clause: &CheckedClause, reading: &Reading<'_>) -> Markup {
    let CheckedClause { clause: text, value, found, mentions, parts } = clause;
    let is_met = !found.is_empty();
    html! {
        li.not-met[!is_met] {
            (verdict(context, is_met)) " " code lang="zh" { bdi { (clean(text)) } }
            @if let Some(value) = value { " " span.quiet lang="zh" { (clean(value)) } }
            @if is_met {
                " " span.quiet {
                    @if *mentions > 0 { (counted_in(context, *mentions, "mention", "处")) " · " }
                    (sections(context, found, reading))
                }
            }
            @if !parts.is_empty() {
                ul { @for part in parts { (one_clause(context, part, reading)) } }
            }
        }
    }
}

/// Returns links to sections, by their numbers.
fn sections(context: &PageContext, found: &[CheckedSection], reading: &Reading<'_>) -> Markup {
    let name = if found.len() == 1 { "section " } else { "sections " };
    html! {
        (context.language.pick(name, "第 "))
        @for (at, section) in found.iter().take(MOST_LINKED).enumerate() {
            @if at > 0 { (context.pick(", ", "、")) }
            a href=[anchor(reading, section.section)] title=[section.heading_path.last()] { (section.section) }
        }
        @if found.len() > MOST_LINKED { "…" }
        (context.pick("", " 节"))
    }
}

/// Returns the link to a section on the page; its number is counted from 1.
fn anchor(reading: &Reading<'_>, section: u64) -> Option<String> {
    let at = usize::try_from(section).ok()?.checked_sub(1)?;
    reading.sections.get(at).map(|section| format!("#{}", section.anchor))
}

fn nearest_section(
    context: &PageContext,
    nearest: &NearestSection,
    reading: &Reading<'_>,
) -> Markup {
    let NearestSection { section, heading_path, met, not_met, passage } = nearest;
    let number = context.language.pick(format!("section {section}"), format!("第 {section} 节"));
    html! {
        div.nearest {
            p {
                (context.pick("Nearest is ", "最接近的是"))
                a href=[anchor(reading, *section)] { (number) }
                @if !heading_path.is_empty() {
                    " " bdi lang="zh" { (clean(&heading_path.join(" › "))) }
                }
            }
            p.quiet { (context.pick("met: ", "符合：")) (clauses(met)) }
            @if !not_met.is_empty() {
                p.quiet { (context.pick("not met: ", "不符合：")) (clauses(not_met)) }
            }
            blockquote lang="zh" {
                @if passage.begins_inside { "…" }
                (marked(&passage.text, &passage.highlights))
                @if passage.ends_inside { "…" }
            }
        }
    }
}

fn clauses(clauses: &[String]) -> Markup {
    html! {
        @for (at, clause) in clauses.iter().enumerate() {
            @if at > 0 { " · " }
            code lang="zh" { bdi { (clean(clause)) } }
        }
    }
}

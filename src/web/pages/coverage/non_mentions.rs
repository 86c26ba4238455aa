//! Those that have reports and do not mention the term, by name.

use maud::{Markup, html};

use super::labels::{does_not_mention, is_unknown, non_mentions_title, unit_of};
use super::links::LineCondition;
use super::tile_grid::name_in;
use super::view::View;
use crate::analysis::{CoverageRow, State};
use crate::report::Language;
use crate::search::{FacetBy, GroupBy};
use crate::text::grouped;

/// The most names next to the map: as many as fit. The table has all.
pub(super) const MOST_NAMES: usize = 60;

/// Returns the rows that do not mention it, without that of unknown groups.
fn known(rows: &[CoverageRow]) -> impl Iterator<Item = &CoverageRow> {
    rows.iter().filter(|row| does_not_mention(row) && !is_unknown(row))
}

/// Returns the rows whose names are shown.
pub(super) fn named(rows: &[CoverageRow]) -> impl Iterator<Item = &CoverageRow> {
    known(rows).take(MOST_NAMES)
}

/// Returns the section with the names.
pub(super) fn section(view: &View, rows: &[CoverageRow]) -> Markup {
    let context = view.context;
    let count = known(rows).count();
    let named: Vec<&CoverageRow> = named(rows).collect();
    let unknown = rows.iter().find(|row| does_not_mention(row) && is_unknown(row));
    html! {
        section.silent aria-labelledby="silent" {
            h2 id="silent" { (non_mentions_title(context, view.rows, view.form.has_mentions, count)) }
            @if count == 0 {
                p { (nothing_silent(view)) }
            } @else if is_by_province(view.rows) {
                (by_province(view, &named))
            } @else {
                // Titles are long: one a line.
                ul.names.lines[view.rows == GroupBy::Report] { @for row in &named { (one(view, row)) } }
            }
            @if named.len() < count {
                p { a href=(view.state_url(Some(State::NoMention))) {
                    (context.pick("All ", "列出全部 ")) (grouped(count)) (context.pick("", " 项"))
                } }
            }
            @if let Some(row) = unknown { p { (of_unknown(view, row)) } }
        }
    }
}

/// Says that all that have reports mention it.
fn nothing_silent(view: &View) -> String {
    let (measure, _, many) = unit_of(view.rows);
    let noun = measure.trim_start_matches(['个', '份', '类']);
    let context = view.context;
    match (context.language, view.form.has_mentions) {
        (Language::Chinese, true) => format!("收有报告的{noun}都有提及。"),
        (Language::Chinese, false) => format!("收有报告的{noun}都有符合的。"),
        (Language::English, true) => format!("All {many} with reports mention it."),
        (Language::English, false) => format!("All {many} with reports meet the query."),
    }
}

/// Returns how many reports of unknown groups do not mention it: they are none of the groups above.
fn of_unknown(view: &View, row: &CoverageRow) -> Markup {
    let line = LineCondition::new(view.rows, &row.value, row.region.as_ref());
    let context = view.context;
    let absent = row.total.held - row.total.reports;
    let label = view.rows.label(context.language);
    let verb = match (context.language, view.form.has_mentions) {
        (Language::Chinese, true) => "未提及",
        (Language::Chinese, false) => "不符合",
        (Language::English, true) => "do not mention it",
        (Language::English, false) => "do not meet the query",
    };
    let of_these = context.language.pick(
        format!("Of the reports without a known {label}, {} {verb}", grouped(absent)),
        format!("{label}未识别的报告中，{} 份{verb}", grouped(absent)),
    );
    html! { a href=[view.links.absent_of_row(&line)] { (of_these) } (context.pick(".", "。")) }
}

/// Returns whether rows are sorted by province and need it to tell their names apart.
fn is_by_province(rows: GroupBy) -> bool {
    matches!(rows, GroupBy::Facet(FacetBy::Prefecture | FacetBy::County))
}

fn by_province(view: &View, rows: &[&CoverageRow]) -> Markup {
    let province = |row: &CoverageRow| row.region.as_ref()?.province.clone();
    let groups = rows.chunk_by(|a, b| province(a) == province(b)).map(|group| {
        let name = group.first().and_then(|row| province(row)).unwrap_or_default();
        (name_in(view.context, &name), group)
    });
    html! {
        dl {
            @for (province, group) in groups {
                div {
                    dt { (province) }
                    dd { ul.names { @for row in group { (one(view, row)) } } }
                }
            }
        }
    }
}

fn one(view: &View, row: &CoverageRow) -> Markup {
    let line = LineCondition::new(view.rows, &row.value, row.region.as_ref());
    let count = row.total.held - row.total.reports;
    html! {
        li {
            a href=[view.row_url(State::NoMention, row, &line)] { (view.name(row)) }
            @if count > 1 { " " span.count { (grouped(count)) (view.context.pick("", " 份")) } }
        }
    }
}

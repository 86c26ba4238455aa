//! Who holds reports and does not mention it, by name: half of what is asked for.

use maud::{Markup, html};

use super::View;
use super::labels::{is_silent, is_unknown, silent_ones};
use super::links::Line;
use super::tiles::name_in;
use crate::analysis::{CoverageRow, State};
use crate::search::{FacetBy, GroupBy};

/// How many names stand beside the map: what fits beside it. All are in the table.
const MOST_NAMES: usize = 60;

/// Returns the rows that are silent, but for that of no one group.
fn known(rows: &[CoverageRow]) -> impl Iterator<Item = &CoverageRow> {
    rows.iter().filter(|row| is_silent(row) && !is_unknown(row))
}

/// Returns those of them that are named.
pub(super) fn named(rows: &[CoverageRow]) -> impl Iterator<Item = &CoverageRow> {
    known(rows).take(MOST_NAMES)
}

/// Returns those who hold reports and do not mention it.
pub(super) fn silent(view: &View, rows: &[CoverageRow]) -> Markup {
    let context = view.context;
    let count = known(rows).count();
    let named: Vec<&CoverageRow> = named(rows).collect();
    let unknown = rows.iter().find(|row| is_silent(row) && is_unknown(row));
    html! {
        section.silent aria-labelledby="silent" {
            h2 id="silent" { (silent_ones(context, view.rows)) " " span.count { (count) } }
            @if count == 0 {
                p { (context.pick("None: wherever reports are held, it is mentioned.", "没有。凡收录了报告的都有提及。")) }
            } @else if is_by_province(view.rows) {
                (by_province(view, &named))
            } @else {
                ul.names { @for row in &named { (one(view, row)) } }
            }
            @if named.len() < count {
                p { a href=(view.tab(Some(State::NoMention))) {
                    (context.pick("All ", "列出全部 ")) (count) (context.pick("", " 项"))
                } }
            }
            @if let Some(row) = unknown { ul.names { (one(view, row)) } }
        }
    }
}

/// Returns whether rows are in the order of their provinces, and their names not told apart without.
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
    let line = Line::of(view.rows, &row.value, row.region.as_ref());
    let count = row.total.held - row.total.reports;
    html! {
        li {
            // Of those that are not known, which are no one group, some may mention it.
            @let silent_alone = (row.total.reports == 0).then(|| view.to_row(State::NoMention, row, &line));
            a href=[silent_alone.flatten()] { (view.name(row)) }
            @if count > 1 || is_unknown(row) {
                " " span.count { (count) (view.context.pick("", " 份")) }
            }
        }
    }
}

//! The regions of an answer as a tree: provinces, the prefectures in them, the counties in those.
//!
//! Every report belongs to one division, so the counts of a tree are sums of its leaves.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Narrow;
use super::facet_value::{Share, value_row};
use crate::present::{OWN_AGENCIES, OWN_AGENCIES_VALUE};
use crate::report::UNKNOWN;
use crate::report::{Language, Level};
use crate::search::FacetRow;
use crate::web::http::parameters::{self, Parameter};
use crate::web::pages::fragments::{LinkLook, link};

/// The most divisions of a page that can all be unfolded in place. If there are more, a link unfolds one:
/// 2,800 counties would make a page of 500 kB.
const MOST_LEAVES: usize = 150;

/// The digits of a code.
const CODE: usize = 6;

/// A division with those inside it.
#[derive(Debug, Default)]
struct Branch {
    name: String,
    level: Option<Level>,
    /// The reports of the division and of all inside it.
    share: Share,
    /// The reports of the division's own agencies.
    own: Share,
    /// The divisions inside it by key, that is, code and name: two that succeeded each other may have
    /// one code.
    inside: BTreeMap<String, Branch>,
}

/// Returns the tree of the rows of a facet by region.
pub(super) fn tree(narrow: &Narrow<'_>, rows: &[FacetRow]) -> Markup {
    let provinces = branches(rows);
    let unknown = rows.iter().find(|row| row.value == UNKNOWN);
    let is_small = rows.len() <= MOST_LEAVES;
    html! {
        ul.values.tree {
            @for (key, province) in &provinces { (branch(narrow, key, province, (is_small, None))) }
            @if let Some(row) = unknown {
                li { (value_row(narrow, &parameters::COUNTY, UNKNOWN, UNKNOWN, Share::of_row(row))) }
            }
        }
    }
}

/// Returns the provinces by key, each with the divisions inside it.
fn branches(rows: &[FacetRow]) -> BTreeMap<String, Branch> {
    let mut provinces = BTreeMap::new();
    for row in rows {
        let mut level = &mut provinces;
        let smallest = row.divisions.smallest();
        for division in row.divisions.divisions() {
            let branch: &mut Branch = level.entry(division.to_key()).or_default();
            branch.name.clone_from(&division.name);
            branch.level = Some(division.level());
            branch.share.add(Share::of_row(row));
            if Some(division) == smallest {
                branch.own.add(Share::of_row(row));
            }
            level = &mut branch.inside;
        }
    }
    provinces
}

/// Returns the parameter for the level of a division.
fn parameter_of(division: &Branch) -> &'static Parameter {
    match division.level {
        Some(Level::Province) => &parameters::PROVINCE,
        Some(Level::Prefecture) => &parameters::PREFECTURE,
        Some(Level::County) | None => &parameters::COUNTY,
    }
}

/// Returns a division with those inside it: all of them if the tree is small, which the browser unfolds;
/// else those of what is unfolded or chosen. `above` is the code of the division around it.
fn branch(
    narrow: &Narrow<'_>,
    key: &str,
    division: &Branch,
    (is_small, above): (bool, Option<&str>),
) -> Markup {
    let is_chosen = contains_chosen(narrow, key, division);
    let is_open = is_chosen || contains_open(narrow, key, division);
    let has_more = !division.inside.is_empty();
    let row = value_row(narrow, parameter_of(division), key, &division.name, division.share);
    html! {
        li {
            (row)
            @if has_more && is_small {
                details open[is_chosen] {
                    summary { span.unseen { (label(narrow, division, false)) } }
                    (inside(narrow, key, division, is_small))
                }
            } @else if has_more {
                @if is_chosen { span.arrow.open aria-hidden="true" {} }
                @else { (arrow(narrow, (key, division), is_open, above)) }
                @if is_open { (inside(narrow, key, division, is_small)) }
            }
        }
    }
}

/// Returns the own agencies of a division, then the divisions inside it.
fn inside(narrow: &Narrow<'_>, key: &str, division: &Branch, is_small: bool) -> Markup {
    html! {
        ul {
            @if division.own.held > 0 {
                @let name = format!("{}{OWN_AGENCIES}", division.name);
                @let value = format!("{key}{OWN_AGENCIES_VALUE}");
                li { (value_row(narrow, &parameters::COUNTY, &value, &name, division.own)) }
            }
            @for (inner, branch) in &division.inside {
                (self::branch(narrow, inner, branch, (is_small, Some(code(key)))))
            }
        }
    }
}

/// Returns the link that unfolds a division on the same page without choosing it, or folds it again.
fn arrow(
    narrow: &Narrow<'_>,
    (key, division): (&str, &Branch),
    is_open: bool,
    above: Option<&str>,
) -> Markup {
    let context = narrow.context;
    let name = parameters::OPEN.name;
    let address = match (is_open, above) {
        (false, _) => narrow.address.and(name, code(key)),
        (true, Some(above)) => narrow.address.and(name, above),
        (true, None) => narrow.address.clone(),
    };
    // The page is shown at the arrow that was followed.
    let id = format!("{name}-{}", code(key));
    let url = format!("{}#{id}", narrow.url(&address));
    let label = label(narrow, division, is_open);
    html! {
        @if context.is_posted() {
            @let look = LinkLook { class: Some("arrow"), ..LinkLook::default() };
            (link(context, &url, look, &label))
        } @else {
            a.arrow.open[is_open] id=(id) href=(url) { (label) }
        }
    }
}

/// Returns what an arrow does, for screen readers: the style shows a sign instead.
fn label(narrow: &Narrow<'_>, division: &Branch, is_open: bool) -> Markup {
    let context = narrow.context;
    let verb =
        if is_open { context.pick("Fold ", "收起") } else { context.pick("Unfold ", "展开") };
    html! {
        (verb)
        @if context.language == Language::Chinese { (division.name) }
        @else { span lang="zh" { (division.name) } }
    }
}

/// Returns the code in the key of a division.
fn code(key: &str) -> &str {
    key.split_at_checked(CODE).map_or(key, |(code, _)| code)
}

/// Returns whether the division, or one inside it, is unfolded by the address.
fn contains_open(narrow: &Narrow<'_>, key: &str, division: &Branch) -> bool {
    narrow.params.value(&parameters::OPEN) == Some(code(key))
        || division.inside.iter().any(|(key, inner)| contains_open(narrow, key, inner))
}

/// Returns whether the division, or one inside it, is a condition of the question.
fn contains_chosen(narrow: &Narrow<'_>, key: &str, division: &Branch) -> bool {
    narrow.address.has(parameter_of(division).name, key)
        || narrow.address.has(parameters::COUNTY.name, &format!("{key}{OWN_AGENCIES_VALUE}"))
        || division.inside.iter().any(|(key, inner)| contains_chosen(narrow, key, inner))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Division;

    #[test]
    fn a_tree_adds_up() {
        let row = |divisions: &[&str], reports| FacetRow {
            value: String::new(),
            region: None,
            divisions: divisions.iter().filter_map(|key| Division::from_key(key)).collect(),
            reports,
            held: 2 * reports,
            sections: reports,
            mentions: reports,
        };
        let rows = [
            row(&["410000河南省"], 1),
            row(&["410000河南省", "411200三门峡市"], 2),
            row(&["410000河南省", "411200三门峡市", "411224卢氏县"], 4),
            row(&["410000河南省", "419001济源市"], 8),
            row(&["500000重庆市", "500242酉阳土家族苗族自治县"], 16),
            row(&[], 32),
        ];
        let mut lines = Vec::new();
        print(&branches(&rows), 0, &mut lines);
        assert_eq!(
            lines,
            [
                "410000河南省 15 (1)",
                " 411200三门峡市 6 (2)",
                "  411224卢氏县 4 (4)",
                " 419001济源市 8 (8)",
                "500000重庆市 16 (0)",
                " 500242酉阳土家族苗族自治县 16 (16)",
            ]
        );
    }

    fn print(level: &BTreeMap<String, Branch>, depth: usize, lines: &mut Vec<String>) {
        for (key, branch) in level {
            let Branch { name, share: Share { reports, held }, own, inside, .. } = branch;
            assert!(key.ends_with(name.as_str()));
            assert_eq!(*held, 2 * reports);
            lines.push(format!("{:depth$}{key} {reports} ({})", "", own.reports));
            print(inside, depth + 1, lines);
        }
    }
}

//! The regions of an answer as a tree: provinces, the prefectures in them, the counties in those.
//!
//! Every report belongs to one division, so the counts of a tree are sums of its leaves.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::facet_value::{Share, value_row};
use super::view::View;
use crate::present::{OWN_AGENCIES, OWN_AGENCIES_VALUE};
use crate::report::Level;
use crate::report::UNKNOWN;
use crate::search::FacetRow;
use crate::web::http::parameters::{self, Parameter};

/// The most divisions of a page that can all be unfolded. If there are more, only the provinces that
/// are chosen can be: 2,800 counties would make a page of 500 kB.
const MOST_LEAVES: usize = 150;

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
pub(super) fn tree(view: &View<'_>, rows: &[FacetRow]) -> Markup {
    let provinces = branches(rows);
    let unknown = rows.iter().find(|row| row.value == UNKNOWN);
    let is_small = rows.len() <= MOST_LEAVES;
    html! {
        ul.values.tree {
            @for (key, province) in &provinces { (branch(view, key, province, is_small)) }
            @if let Some(row) = unknown {
                li { (value_row(view, &parameters::COUNTY, UNKNOWN, UNKNOWN, Share::of_row(row))) }
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

/// Returns a division with those inside it, if they may be shown or one of them is chosen.
fn branch(view: &View<'_>, key: &str, division: &Branch, is_shown: bool) -> Markup {
    let context = view.context;
    let parameter = parameter_of(division);
    let is_inside = contains_chosen(view, key, division);
    let has_more = !division.inside.is_empty() && (is_shown || is_inside);
    html! {
        li {
            (value_row(view, parameter, key, &division.name, division.share))
            @if has_more {
                details open[is_inside] {
                    summary { span.unseen {
                        (context.pick("Unfold ", "展开")) span lang="zh" { (division.name) }
                    } }
                    ul {
                        @if division.own.held > 0 {
                            @let name = format!("{}{OWN_AGENCIES}", division.name);
                            @let value = format!("{key}{OWN_AGENCIES_VALUE}");
                            li { (value_row(view, &parameters::COUNTY, &value, &name, division.own)) }
                        }
                        @for (key, inner) in &division.inside { (branch(view, key, inner, true)) }
                    }
                }
            }
        }
    }
}

/// Returns whether the division, or one inside it, is a condition of the question.
fn contains_chosen(view: &View<'_>, key: &str, division: &Branch) -> bool {
    view.address.has(parameter_of(division).name, key)
        || view.address.has(parameters::COUNTY.name, &format!("{key}{OWN_AGENCIES_VALUE}"))
        || division.inside.iter().any(|(key, inner)| contains_chosen(view, key, inner))
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

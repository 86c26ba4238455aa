//! The regions of an answer as a tree: provinces, the prefectures in them, the counties in those.
//!
//! A report sits in one division, so that the counts of a tree are sums of its leaves.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::View;
use super::facets::value_row;
use crate::report::Level;
use crate::report::UNKNOWN;
use crate::search::FacetRow;
use crate::web::http::parameters::{self, Parameter};

/// So many divisions are shown at once, all provinces open to be unfolded; where there are more,
/// only what lies in the provinces that are chosen: 2,800 counties would make a page of 500 kB.
const MOST_LEAVES: usize = 150;

/// A division with what lies in it.
#[derive(Debug, Default)]
struct Branch {
    name: String,
    level: Option<Level>,
    /// Reports of the division and of all that lies in it.
    reports: u64,
    /// Reports of agencies of the division itself.
    own: u64,
    /// What lies in it, by code and name: a code alone can be that of two, one after the other.
    within: BTreeMap<String, Branch>,
}

/// Returns the tree of the rows of a facet by region.
pub(super) fn of(view: &View<'_>, rows: &[FacetRow]) -> Markup {
    let provinces = grown(rows);
    let unknown = rows.iter().find(|row| row.value == UNKNOWN);
    let is_small = rows.len() <= MOST_LEAVES;
    html! {
        ul.values.tree {
            @for (step, province) in &provinces { (branch(view, step, province, is_small)) }
            @if let Some(row) = unknown {
                li { (value_row(view, &parameters::COUNTY, UNKNOWN, UNKNOWN, row.reports)) }
            }
        }
    }
}

/// Returns the provinces by code and name, each with what lies in it.
fn grown(rows: &[FacetRow]) -> BTreeMap<String, Branch> {
    let mut provinces = BTreeMap::new();
    for row in rows {
        let mut level = &mut provinces;
        let smallest = row.divisions.smallest();
        for division in row.divisions.divisions() {
            let branch: &mut Branch = level.entry(division.to_key()).or_default();
            branch.name.clone_from(&division.name);
            branch.level = Some(division.level());
            branch.reports += row.reports;
            if Some(division) == smallest {
                branch.own += row.reports;
            }
            level = &mut branch.within;
        }
    }
    provinces
}

/// Returns the parameter of the level of a division.
fn parameter_of(division: &Branch) -> &'static Parameter {
    match division.level {
        Some(Level::Province) => &parameters::PROVINCE,
        Some(Level::Prefecture) => &parameters::PREFECTURE,
        Some(Level::County) | None => &parameters::COUNTY,
    }
}

fn branch(view: &View<'_>, step: &str, division: &Branch, is_shown: bool) -> Markup {
    let context = view.context;
    let parameter = parameter_of(division);
    let is_inside = holds_chosen(view, step, division);
    let has_more = !division.within.is_empty() && (is_shown || is_inside);
    html! {
        li {
            (value_row(view, parameter, step, &division.name, division.reports))
            @if has_more {
                details open[is_inside] {
                    summary { span.unseen {
                        (context.pick("Unfold ", "展开")) span lang="zh" { (division.name) }
                    } }
                    ul {
                        @if division.own > 0 {
                            @let name = format!("{}（本级）", division.name);
                            li { (value_row(view, &parameters::COUNTY, &format!("{step}本级"), &name, division.own)) }
                        }
                        @for (step, inner) in &division.within { (branch(view, step, inner, true)) }
                    }
                }
            }
        }
    }
}

/// Returns whether the division, or one in it, is a condition of the question.
fn holds_chosen(view: &View<'_>, step: &str, division: &Branch) -> bool {
    view.address.has(parameter_of(division).name, step)
        || view.address.has(parameters::COUNTY.name, &format!("{step}本级"))
        || division.within.iter().any(|(step, inner)| holds_chosen(view, step, inner))
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
        print(&grown(&rows), 0, &mut lines);
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
        for (step, branch) in level {
            let Branch { name, reports, own, within, .. } = branch;
            assert!(step.ends_with(name.as_str()));
            lines.push(format!("{:depth$}{step} {reports} ({own})", ""));
            print(within, depth + 1, lines);
        }
    }
}

//! The regions of an answer as a tree: provinces, the prefectures in them, the counties in those.
//!
//! A report sits in one division, so that the counts of a tree are sums of its leaves.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::super::ask::{self, Parameter};
use super::View;
use super::facets::value_row;
use crate::index::UNKNOWN;
use crate::search::{FacetRow, RegionView};

/// So many divisions are shown at once, all provinces open to be unfolded; where there are more,
/// only what lies in the provinces that are chosen: 2,800 counties would make a page of 500 kB.
const MOST_LEAVES: usize = 150;

/// A division with what lies in it.
#[derive(Debug, Default)]
struct Branch {
    name: String,
    /// Reports of the division and of all that lies in it.
    reports: u64,
    /// Reports of agencies of the division itself.
    own: u64,
    /// What lies in it, by code.
    within: BTreeMap<String, Branch>,
}

/// The levels of the tree, each with its parameter.
const LEVELS: [&Parameter; 3] = [&ask::PROVINCE, &ask::PREFECTURE, &ask::COUNTY];

/// Returns the tree of the rows of a facet by region.
pub(super) fn of(view: &View<'_>, rows: &[FacetRow]) -> Markup {
    let provinces = grown(rows);
    let unknown = rows.iter().find(|row| row.value == UNKNOWN);
    let is_small = rows.len() <= MOST_LEAVES;
    html! {
        ul.values.tree {
            @for (code, province) in &provinces { (branch(view, code, province, is_small)) }
            @if let Some(row) = unknown {
                li { (value_row(view, &ask::COUNTY, UNKNOWN, UNKNOWN, row.reports)) }
            }
        }
    }
}

/// Returns the provinces by code, each with what lies in it.
fn grown(rows: &[FacetRow]) -> BTreeMap<String, Branch> {
    let mut provinces = BTreeMap::new();
    for row in rows {
        let Some((region, code)) = row.region.as_ref().and_then(|it| Some((it, it.code.as_ref()?)))
        else {
            continue;
        };
        let mut level = &mut provinces;
        let path = path(region, code);
        for (at, (code, name)) in path.iter().enumerate() {
            let branch: &mut Branch = level.entry(code.clone()).or_default();
            branch.name.clone_from(name);
            branch.reports += row.reports;
            if at + 1 == path.len() {
                branch.own += row.reports;
            }
            level = &mut branch.within;
        }
    }
    provinces
}

/// Returns the codes and names of the divisions of a region, the largest first.
fn path(region: &RegionView, code: &str) -> Vec<(String, String)> {
    let begun = |digits: usize| code.get(..digits).unwrap_or_default();
    let steps = [
        (format!("{}0000", begun(2)), &region.province),
        (format!("{}00", begun(4)), &region.prefecture),
        (code.to_owned(), &region.county),
    ];
    steps.into_iter().filter_map(|(code, name)| Some((code, name.clone()?))).collect()
}

/// Returns the parameter of the level of a code.
fn level_of(code: &str) -> &'static Parameter {
    let [province, prefecture, county] = LEVELS;
    match (code.ends_with("0000"), code.ends_with("00")) {
        (true, _) => province,
        (false, true) => prefecture,
        (false, false) => county,
    }
}

fn branch(view: &View<'_>, code: &str, division: &Branch, is_shown: bool) -> Markup {
    let here = view.here;
    let parameter = level_of(code);
    let is_inside = holds_chosen(view, code, division);
    let has_more = !division.within.is_empty() && (is_shown || is_inside);
    html! {
        li {
            (value_row(view, parameter, code, &division.name, division.reports))
            @if has_more {
                details open[is_inside] {
                    summary { span.unseen {
                        (here.say("展开", "Unfold ")) span lang="zh" { (division.name) }
                    } }
                    ul {
                        @if division.own > 0 {
                            @let name = format!("{}（本级）", division.name);
                            li { (value_row(view, &ask::COUNTY, &format!("{code}本级"), &name, division.own)) }
                        }
                        @for (code, inner) in &division.within { (branch(view, code, inner, true)) }
                    }
                }
            }
        }
    }
}

/// Returns whether the division, or one in it, is a condition of the question.
fn holds_chosen(view: &View<'_>, code: &str, division: &Branch) -> bool {
    view.address.has(level_of(code).name, code)
        || view.address.has(ask::COUNTY.name, &format!("{code}本级"))
        || division.within.iter().any(|(code, inner)| holds_chosen(view, code, inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_adds_up() {
        let row = |names: [Option<&str>; 3], code: &str, reports| FacetRow {
            value: String::new(),
            region: Some(RegionView {
                province: names[0].map(str::to_owned),
                prefecture: names[1].map(str::to_owned),
                county: names[2].map(str::to_owned),
                code: Some(code.to_owned()),
            }),
            reports,
            sections: reports,
            mentions: reports,
        };
        let rows = [
            row([Some("河南省"), None, None], "410000", 1),
            row([Some("河南省"), Some("三门峡市"), None], "411200", 2),
            row([Some("河南省"), Some("三门峡市"), Some("卢氏县")], "411224", 4),
            row([Some("河南省"), None, Some("济源市")], "419001", 8),
            row([Some("重庆市"), None, Some("酉阳土家族苗族自治县")], "500242", 16),
        ];
        let mut lines = Vec::new();
        print(&grown(&rows), 0, &mut lines);
        assert_eq!(
            lines,
            [
                "410000 河南省 15 (1)",
                " 411200 三门峡市 6 (2)",
                "  411224 卢氏县 4 (4)",
                " 419001 济源市 8 (8)",
                "500000 重庆市 16 (0)",
                " 500242 酉阳土家族苗族自治县 16 (16)",
            ]
        );
    }

    fn print(level: &BTreeMap<String, Branch>, depth: usize, lines: &mut Vec<String>) {
        for (code, branch) in level {
            let Branch { name, reports, own, within } = branch;
            lines.push(format!("{:depth$}{code} {name} {reports} ({own})", ""));
            print(within, depth + 1, lines);
        }
    }
}

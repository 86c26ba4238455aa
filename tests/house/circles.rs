//! Circles of files that use each other.
//!
//! A module may use those below it and declare what they share: what a `mod.rs` uses from its own
//! folder closes no circle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::tree::{Module, Names, Tree};

/// Returns the shortest circle through each group of files that reach each other, each line with the
/// paths that close it.
pub(crate) fn find(tree: &Tree) -> Vec<String> {
    let graph: BTreeMap<&Names, BTreeMap<Names, String>> =
        tree.modules.iter().map(|(path, module)| (path, uses_beyond(tree, module))).collect();
    let mut seen: BTreeSet<&Names> = BTreeSet::new();
    let mut lines = Vec::new();
    for &start in graph.keys() {
        if seen.contains(start) {
            continue;
        }
        let reached = reach(&graph, start);
        let group: Vec<&Names> = graph
            .keys()
            .copied()
            .filter(|it| reached.contains_key(*it) && reach(&graph, it).contains_key(start))
            .collect();
        seen.extend(&group);
        if group.contains(&start) {
            lines.push(describe(tree, &graph, start, &group));
        }
    }
    lines
}

/// Returns what a module uses, except the modules below it.
fn uses_beyond(tree: &Tree, module: &Module) -> BTreeMap<Names, String> {
    let mut used = tree.uses(module);
    used.retain(|target, _| !target.starts_with(&module.path));
    used
}

/// Returns the modules that can be reached from `start` in one step or more, each with the one
/// before it.
fn reach<'a>(
    graph: &'a BTreeMap<&Names, BTreeMap<Names, String>>,
    start: &'a Names,
) -> BTreeMap<&'a Names, &'a Names> {
    let mut before = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        for next in graph.get(here).into_iter().flat_map(BTreeMap::keys) {
            if !before.contains_key(next) {
                before.insert(next, here);
                queue.push_back(next);
            }
        }
    }
    before
}

fn describe(
    tree: &Tree,
    graph: &BTreeMap<&Names, BTreeMap<Names, String>>,
    start: &Names,
    group: &[&Names],
) -> String {
    let before = reach(graph, start);
    let mut circle = vec![start];
    let mut here = before[start];
    while here != start {
        circle.push(here);
        here = before[here];
    }
    circle.push(start);
    circle.reverse();
    let file = |path: &Names| tree.modules[path].file.clone();
    let steps = circle.windows(2).map(|it| format!("{} uses {}", file(it[0]), graph[it[0]][it[1]]));
    let steps: Vec<String> = steps.collect();
    let files: Vec<String> = group.iter().map(|it| file(it)).collect();
    format!("{} files ({}): {}", group.len(), files.join(", "), steps.join("; "))
}

//! Finds the reports that meet a part of a plan as a whole.

use crate::index::{IndexReader, NumberSet};
use crate::search::plan::Node;

/// The reports that meet the inner plans of [`Node::Report`].
#[derive(Default)]
pub(super) struct ReportSets(Vec<(Node, NumberSet)>);

impl ReportSets {
    /// Finds the reports for every part of a plan that asks for them. `with_section` returns the counted
    /// reports with a section that a plan finds.
    pub(super) fn find(
        reader: &IndexReader,
        root: &Node,
        with_section: impl Fn(&Node) -> tantivy::Result<NumberSet>,
    ) -> tantivy::Result<Self> {
        let mut wanted = Vec::new();
        collect_reports(root, &mut wanted);
        let mut sets = Self::default();
        for inner in wanted {
            if sets.get(inner).is_none() {
                let reports = reports_that_meet(reader, inner, &with_section)?;
                sets.0.push((inner.clone(), reports));
            }
        }
        Ok(sets)
    }

    /// Returns the reports that meet an inner plan.
    pub(super) fn get(&self, inner: &Node) -> Option<&NumberSet> {
        self.0.iter().find(|(known, _)| known == inner).map(|(_, reports)| reports)
    }
}

fn collect_reports<'n>(node: &'n Node, found: &mut Vec<&'n Node>) {
    match node {
        Node::Report(inner) => found.push(inner),
        Node::Not(inner) => collect_reports(inner, found),
        Node::And(nodes) | Node::Or(nodes) => {
            for node in nodes {
                collect_reports(node, found);
            }
        }
        _ => {}
    }
}

/// Returns the counted reports that meet a plan as a whole: AND, OR and NOT are about the report,
/// everything else about any of its sections.
fn reports_that_meet(
    reader: &IndexReader,
    plan: &Node,
    with_section: impl Fn(&Node) -> tantivy::Result<NumberSet>,
) -> tantivy::Result<NumberSet> {
    let mut leaves = Vec::new();
    collect_leaves(plan, &mut leaves);
    let mut sets: Vec<(&Node, NumberSet)> = Vec::new();
    for leaf in leaves {
        if sets.iter().all(|(known, _)| *known != leaf) {
            sets.push((leaf, with_section(leaf)?));
        }
    }
    let met = all_reports(reader)?.into_iter().filter(|&report| meets(plan, report, &sets));
    Ok(met.collect())
}

fn collect_leaves<'n>(node: &'n Node, found: &mut Vec<&'n Node>) {
    match node {
        Node::Not(inner) => collect_leaves(inner, found),
        Node::And(nodes) | Node::Or(nodes) => {
            for node in nodes {
                collect_leaves(node, found);
            }
        }
        leaf => found.push(leaf),
    }
}

/// Returns the numbers of all counted reports.
fn all_reports(reader: &IndexReader) -> tantivy::Result<Vec<u64>> {
    let mut reports = NumberSet::default();
    for segment in reader.segments() {
        let column = segment.reports()?;
        let counted = (0..segment.max_doc()).filter(|&doc| segment.is_counted(doc));
        reports.extend(counted.filter_map(|doc| column.first(doc)));
    }
    Ok(reports.iter().collect())
}

/// Returns whether a report meets a plan as a whole; `sets` are the reports with a section that meets a
/// leaf.
fn meets(plan: &Node, report: u64, sets: &[(&Node, NumberSet)]) -> bool {
    match plan {
        Node::Not(inner) => !meets(inner, report, sets),
        Node::And(nodes) => nodes.iter().all(|node| meets(node, report, sets)),
        Node::Or(nodes) => nodes.iter().any(|node| meets(node, report, sets)),
        leaf => sets.iter().any(|(known, reports)| *known == leaf && reports.contains(report)),
    }
}

//! Finds terms in the titles of reports and the headings of sections.

use std::collections::HashSet;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::phrase::Phrase;
use super::score::Weight;
use super::windows::{for_windows_of, single_character};
use crate::index::{IndexReader, Segment};
use crate::search::plan::Node;

/// The reports whose title contains one of the forms that a plan looks for in titles.
pub(super) struct Titles {
    reports: Vec<(Vec<String>, HashSet<u64>)>,
}

impl Titles {
    /// Finds the reports of an index for each title condition of a plan.
    pub(super) fn new(reader: &IndexReader, root: &Node) -> tantivy::Result<Self> {
        let mut wanted = Vec::new();
        collect_titles(root, &mut wanted);
        let mut titles = Self { reports: Vec::new() };
        for forms in wanted {
            let mut reports = HashSet::new();
            for segment in reader.segments() {
                for doc in sections_headed(segment, forms)? {
                    // The heading of a report's first section is its title.
                    if segment.is_counted(doc) && segment.ordinals()?.first(doc) == Some(0) {
                        reports.extend(segment.reports()?.first(doc));
                    }
                }
            }
            titles.reports.push((forms.to_vec(), reports));
        }
        Ok(titles)
    }

    /// Returns the sections of a segment, in order, with one of the forms in their heading path or
    /// in the title of their report.
    pub(super) fn sections(
        &self,
        segment: &Segment,
        forms: &[String],
    ) -> tantivy::Result<Vec<u32>> {
        let mut docs = sections_headed(segment, forms)?;
        if let Some((_, reports)) = self.reports.iter().find(|(known, _)| known == forms) {
            let column = segment.reports()?;
            let is_titled =
                |&doc: &u32| column.first(doc).is_some_and(|report| reports.contains(&report));
            docs.extend((0..segment.max_doc()).filter(is_titled));
        }
        docs.sort_unstable();
        docs.dedup();
        Ok(docs)
    }
}

fn collect_titles<'n>(node: &'n Node, found: &mut Vec<&'n [String]>) {
    match node {
        Node::Title(forms) => found.push(forms),
        Node::Not(inner) | Node::Report(inner) | Node::Section(inner) => {
            collect_titles(inner, found);
        }
        Node::And(nodes) | Node::Or(nodes) => {
            for node in nodes {
                collect_titles(node, found);
            }
        }
        Node::All | Node::Term { .. } | Node::Words(_) | Node::Condition(_) | Node::Spans(_) => {}
    }
}

/// Returns the sections of a segment with one of the forms in their heading path.
fn sections_headed(segment: &Segment, forms: &[String]) -> tantivy::Result<Vec<u32>> {
    let (heading, field) = (segment.heading()?, segment.fields().heading);
    let weight = Weight::new(1, 1, 1);
    let mut docs = Vec::new();
    for form in forms {
        if let Some(character) = single_character(form) {
            for_windows_of(heading, character, IndexRecordOption::Basic, |mut postings| {
                while postings.doc() != TERMINATED {
                    docs.push(postings.doc());
                    postings.advance();
                }
            })?;
        } else if let Some(mut phrase) = Phrase::open(heading, field, form, weight, false)? {
            while phrase.doc() != TERMINATED {
                docs.push(phrase.doc());
                phrase.seek(phrase.doc() + 1);
            }
        }
    }
    Ok(docs)
}

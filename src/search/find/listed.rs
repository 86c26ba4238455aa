//! The sections that contain the forms of a plan, if a cluster holds the texts of the index.
//!
//! The cluster is asked once for all forms of a plan, only among the sections that the plan can find:
//! which sections contain a form, and how often. What a section is counted for is decided here, as it is
//! for an index on disk. Where the places of the forms matter, the texts of these sections are read.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use tantivy::{DocId, DocSet, TERMINATED};

use super::windows::{can_overlap, covering_windows};
use crate::cluster::{Filter, Search};
use crate::index::{IndexReader, Listing, Remote, SectionAddress};
use crate::search::plan::{Literal, Nesting, Node, Plan, SpanTree};
use crate::text::Folded;

/// A section that contains a form.
#[derive(Clone, Debug)]
pub(super) struct ListedSection {
    pub(super) doc: u32,
    /// The number of occurrences, also of those that overlap.
    pub(super) count: u32,
    /// The position behind each occurrence, in characters of the folded text; empty unless the places
    /// matter.
    pub(super) ends: Vec<u32>,
}

/// The sections of one segment that contain a form, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    sections: Arc<[ListedSection]>,
    at: usize,
}

impl Listed {
    /// Returns the section that it is on, or [`TERMINATED`].
    pub(super) fn doc(&self) -> u32 {
        self.section().map_or(TERMINATED, |section| section.doc)
    }

    /// Returns what is known of the section that it is on.
    pub(super) fn section(&self) -> Option<&ListedSection> {
        self.sections.get(self.at)
    }

    /// Moves to the first section at or after `target`.
    pub(super) fn seek(&mut self, target: u32) {
        let rest = self.sections.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|section| section.doc < target);
    }

    /// Returns the number of sections.
    pub(super) fn len(&self) -> usize {
        self.sections.len()
    }

    /// Returns all sections.
    pub(super) fn all(&self) -> &[ListedSection] {
        &self.sections
    }
}

impl DocSet for Listed {
    fn advance(&mut self) -> DocId {
        self.at += usize::from(self.at < self.sections.len());
        self.doc()
    }

    fn doc(&self) -> DocId {
        Self::doc(self)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.len()).expect("a segment has less than 2³² sections")
    }
}

/// The forms of a plan, each with the sections of each segment that contain it.
#[derive(Debug)]
pub(super) struct Lists {
    forms: BTreeMap<String, Vec<Listed>>,
    /// The number of counted sections with each window by which forms are weighted.
    windows: BTreeMap<String, u64>,
}

impl Lists {
    /// Asks for the forms of a plan; `None` if the index is on disk.
    pub(super) fn ask(
        reader: &IndexReader,
        plan: &Plan,
        least_words: usize,
    ) -> tantivy::Result<Option<Self>> {
        let Some(remote) = reader.remote() else { return Ok(None) };
        let asked = AskedForms::of_plan(plan, least_words);
        let (searches, windows) = (asked.searches(), asked.windows());
        let AskedForms { with_places, with_texts, .. } = asked;
        let counts = remote.count_sections(reader.segments(), &windows)?;
        let mut lists =
            Self { forms: BTreeMap::new(), windows: windows.into_iter().zip(counts).collect() };
        let found = remote.sections_with(reader.segments(), &searches)?;
        let needs_places = |form: &str| with_places || can_overlap(form);
        let is_read =
            |(search, _): &(&Search, &Arc<Listing>)| with_texts || needs_places(&search.form);
        let read = searches.iter().zip(&found).filter(is_read);
        let read: BTreeSet<SectionAddress> =
            read.flat_map(|(_, listing)| listing.addresses()).collect();
        let texts = FoldedTexts::read(reader, remote, read)?;
        for (Search { form, .. }, listing) in searches.into_iter().zip(found) {
            let wants_places = needs_places(&form);
            let mut segments = Vec::new();
            for (segment, sections) in (0..).zip(&listing.segments) {
                let listed = |&(doc, count): &(u32, u32)| {
                    let address = SectionAddress { segment, doc };
                    let ends = if wants_places { texts.ends(address, &form) } else { Vec::new() };
                    ListedSection { doc, count, ends }
                };
                segments.push(Listed { sections: sections.iter().map(listed).collect(), at: 0 });
            }
            lists.forms.insert(form, segments);
        }
        Ok(Some(lists))
    }

    /// Asks for the forms of several plans at once, so that they are known when each is looked at.
    pub(super) fn ask_ahead<'p>(
        reader: &IndexReader,
        plans: impl Iterator<Item = (&'p Plan, usize)>,
    ) -> tantivy::Result<()> {
        let Some(remote) = reader.remote() else { return Ok(()) };
        let asked: Vec<AskedForms> =
            plans.map(|(plan, least_words)| AskedForms::of_plan(plan, least_words)).collect();
        let windows: BTreeSet<String> = asked.iter().flat_map(AskedForms::windows).collect();
        let windows: Vec<String> = windows.into_iter().collect();
        remote.count_sections(reader.segments(), &windows)?;
        let searches: HashSet<Search> = asked.iter().flat_map(AskedForms::searches).collect();
        let searches: Vec<Search> = searches.into_iter().collect();
        remote.sections_with(reader.segments(), &searches).map(drop)
    }

    /// Returns the sections of the segment with the number `at` that contain a form.
    pub(super) fn sections(&self, form: &str, at: u32) -> Listed {
        let of_form = self.forms.get(form).expect("every form of a plan was asked for");
        of_form.get(at as usize).cloned().unwrap_or_default()
    }

    /// Returns the number of counted sections with a window.
    pub(super) fn sections_with_window(&self, window: &str) -> u64 {
        self.windows.get(window).copied().expect("the windows of every form were asked for")
    }
}

/// The folded texts of sections.
struct FoldedTexts(BTreeMap<SectionAddress, Folded>);

impl FoldedTexts {
    /// Reads the texts of sections.
    fn read(
        reader: &IndexReader,
        remote: &Remote,
        sections: BTreeSet<SectionAddress>,
    ) -> tantivy::Result<Self> {
        let sections: Vec<SectionAddress> = sections.into_iter().collect();
        let texts = remote.texts(reader.segments(), &sections)?;
        let folded = texts.iter().map(|text| Folded::new(text));
        Ok(Self(sections.into_iter().zip(folded).collect()))
    }

    /// Returns the position behind each occurrence of a form in a section.
    fn ends(&self, address: SectionAddress, form: &str) -> Vec<u32> {
        let text = self.0.get(&address).expect("the texts of sections with the form were read");
        let end = |place: std::ops::Range<usize>| u32::try_from(place.end);
        let ends = text.places(form).into_iter().map(end);
        ends.map(|end| end.expect("a section is smaller than 4 GB")).collect()
    }
}

/// Returns the windows by which a form is weighted.
fn windows_of(form: &str) -> Vec<String> {
    let characters: Vec<char> = form.chars().collect();
    covering_windows(&characters).into_iter().map(|(_, window)| window).collect()
}

/// Returns which sections a plan can find, as far as their texts tell.
fn among(node: &Node, least_words: usize) -> Filter {
    match node {
        Node::Term { forms, .. } => any_form(forms),
        Node::Words(words) => {
            let least = least_words.clamp(1, words.len().max(1));
            Filter::AtLeast(least, words.iter().cloned().map(Filter::Form).collect())
        }
        Node::Spans(tree) => among(&Node::candidates(tree), least_words),
        Node::Section(inner) => among(inner, least_words),
        Node::And(nodes) => {
            let all = nodes.iter().map(|node| among(node, least_words));
            let narrowing: Vec<Filter> = all.filter(|filter| *filter != Filter::All).collect();
            if narrowing.is_empty() { Filter::All } else { Filter::And(narrowing) }
        }
        Node::Or(nodes) => {
            let any: Vec<Filter> = nodes.iter().map(|node| among(node, least_words)).collect();
            if any.contains(&Filter::All) { Filter::All } else { Filter::AtLeast(1, any) }
        }
        Node::All | Node::Title(_) | Node::Condition(_) | Node::Report(_) | Node::Not(_) => {
            Filter::All
        }
    }
}

/// Returns the sections with any of the forms; all if there are none to tell.
fn any_form(forms: &[String]) -> Filter {
    match forms {
        [] => Filter::All,
        [form] => Filter::Form(form.clone()),
        _ => Filter::AtLeast(1, forms.iter().cloned().map(Filter::Form).collect()),
    }
}

/// The forms of a plan, and among which sections each is looked for.
struct AskedForms {
    among: Filter,
    forms: BTreeMap<String, Filter>,
    /// Whether the places of all forms matter.
    with_places: bool,
    /// Whether the texts of the sections are looked at.
    with_texts: bool,
}

impl Default for AskedForms {
    fn default() -> Self {
        Self { among: Filter::All, forms: BTreeMap::new(), with_places: false, with_texts: false }
    }
}

impl AskedForms {
    fn of_plan(plan: &Plan, least_words: usize) -> Self {
        let mut asked = Self { among: among(&plan.root, least_words), ..Self::default() };
        asked.collect_plan(plan);
        asked
    }

    fn searches(&self) -> Vec<Search> {
        let search =
            |(form, among): (&String, &Filter)| Search { form: form.clone(), among: among.clone() };
        self.forms.iter().map(search).collect()
    }

    /// Returns the windows by which the forms are weighted, each once.
    fn windows(&self) -> Vec<String> {
        let windows: BTreeSet<String> = self.forms.keys().flat_map(|it| windows_of(it)).collect();
        windows.into_iter().collect()
    }

    fn collect_plan(&mut self, plan: &Plan) {
        self.collect(&plan.root);
        for node in plan.counted.iter().flatten() {
            self.collect(node);
        }
        match &plan.nesting {
            None => {}
            Some(Nesting::InText(_)) => self.with_texts = true,
            Some(Nesting::Folded(inner)) => {
                self.with_places = true;
                for inner in inner {
                    self.add(&inner.form);
                    inner.within.iter().for_each(|(longer, _)| self.add(longer));
                }
            }
            Some(Nesting::Spans(tree)) => self.collect_tree(tree),
        }
    }

    fn collect(&mut self, node: &Node) {
        match node {
            Node::Term { forms, strict } => {
                self.with_texts |= strict.as_ref().is_some_and(|text| text.chars().count() > 1);
                self.add_all(forms);
            }
            Node::Words(words) => {
                // Words that stand near each other score higher.
                self.with_places |= words.len() > 1;
                self.add_all(words);
            }
            Node::Spans(tree) => self.collect_tree(tree),
            Node::Section(inner) | Node::Not(inner) => self.collect(inner),
            Node::Report(inner) => {
                // A section that the query does not find can be what its report is found for.
                let among = std::mem::replace(&mut self.among, Filter::All);
                self.collect(inner);
                self.among = among;
            }
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|it| self.collect(it)),
            Node::All | Node::Title(_) | Node::Condition(_) => {}
        }
    }

    fn collect_tree(&mut self, tree: &SpanTree<Literal>) {
        if tree.needs_text() {
            self.with_texts = true;
            self.collect(&Node::candidates(tree));
            return;
        }
        self.with_places = true;
        let forms = tree.leaves().into_iter().flat_map(|literal| &literal.forms);
        forms.for_each(|form| self.add(form));
    }

    fn add_all(&mut self, forms: &[String]) {
        for form in forms {
            self.add(form);
        }
    }

    fn add(&mut self, form: &str) {
        // The same form may stand at a place where it is looked for in all sections.
        let among = match self.forms.get(form) {
            Some(known) if *known != self.among => Filter::All,
            _ => self.among.clone(),
        };
        self.forms.insert(form.to_owned(), among);
    }
}

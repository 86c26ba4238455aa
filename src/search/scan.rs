//! Runs a plan over the segments of an index and hands every section found to a visitor.

use std::collections::HashSet;

use tantivy::columnar::{Column, StrColumn};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, TERMINATED, Term};

use super::cursor::{Checked, Cursor, Words};
use super::phrase::{Phrase, covering_windows};
use super::plan::{FacetCondition, Filters, Node, Plan};
use super::score::{Tally, Weight};
use crate::error::{Error, Result};
use crate::index::{FacetField, IndexReader, SectionAddress, Segment, UNKNOWN, facet_steps};

/// A section that the plan finds.
pub(super) struct Found<'a, 'c> {
    pub(super) address: SectionAddress,
    pub(super) segment: &'a Segment,
    /// Which filters the section passes.
    pub(super) passed: Passed,
    /// What tells mentions and score: the cursor that found the section, or those of the terms.
    counting: &'c mut [Cursor<'a>],
}

impl Found<'_, '_> {
    /// Returns mentions and score of the section.
    pub(super) fn tally(&mut self) -> tantivy::Result<Tally> {
        let mut tally = Tally::default();
        let doc = self.address.doc;
        let lengths = |doc| self.segment.lengths.fieldnorm_id(doc);
        for cursor in self.counting.iter_mut() {
            cursor.seek(doc)?;
            cursor.tally(doc, &lengths, &mut tally);
        }
        Ok(tally)
    }
}

/// What a scan runs over.
pub(super) struct Scan<'a, 'p> {
    pub(super) reader: &'a IndexReader,
    pub(super) plan: &'p Plan,
    /// How many words of a loose question a section must hold.
    pub(super) least_words: usize,
}

impl<'a> Scan<'a, '_> {
    /// Calls `visit` for every section that the plan finds, segment by segment.
    ///
    /// With `also_failed`, sections that fail the filter of one single facet are visited too, for
    /// the counts of that facet.
    pub(super) fn run(
        &self,
        also_failed: bool,
        mut visit: impl FnMut(Found<'a, '_>) -> tantivy::Result<()>,
    ) -> Result<()> {
        self.reader.guard(|| {
            let titled = self.reports_by_title(&self.plan.root)?;
            for (segment, at) in self.reader.segments().iter().zip(0..) {
                let gate = Gate::new(segment, &self.plan.filters)?;
                let Some(mut cursor) = self.cursor(segment, at, &self.plan.root, &titled)? else {
                    continue;
                };
                let mut apart = self.counted_apart(segment, at, &titled)?;
                let mut doc = cursor.doc();
                while doc != TERMINATED {
                    let passed = gate.passed(doc);
                    let is_wanted = match passed {
                        Passed::All => true,
                        Passed::AllBut(_) => also_failed,
                        Passed::TooFew => false,
                    };
                    if is_wanted && segment.is_counted(doc) {
                        let address = SectionAddress { segment: at, doc };
                        let counting = match &mut apart {
                            Some(cursors) => cursors.as_mut_slice(),
                            None => std::slice::from_mut(&mut cursor),
                        };
                        visit(Found { address, segment, passed, counting })?;
                    }
                    doc = cursor.advance()?;
                }
            }
            Ok(())
        })
    }

    /// Calls `visit` for those of `sections`, which are in the order of their addresses, that the
    /// plan finds and the filters let through, whether their reports are counted or not.
    pub(super) fn among(
        &self,
        sections: &[SectionAddress],
        mut visit: impl FnMut(Found<'a, '_>) -> tantivy::Result<()>,
    ) -> Result<()> {
        self.reader.guard(|| {
            let titled = self.reports_by_title(&self.plan.root)?;
            for of_segment in sections.chunk_by(|a, b| a.segment == b.segment) {
                let Some(&SectionAddress { segment: at, .. }) = of_segment.first() else {
                    continue;
                };
                let Some(segment) = self.reader.segments().get(at as usize) else { continue };
                let gate = Gate::new(segment, &self.plan.filters)?;
                let Some(mut cursor) = self.cursor(segment, at, &self.plan.root, &titled)? else {
                    continue;
                };
                let mut apart = self.counted_apart(segment, at, &titled)?;
                for &address in of_segment {
                    let passed = gate.passed(address.doc);
                    if passed == Passed::All && cursor.seek(address.doc)? == address.doc {
                        let counting = match &mut apart {
                            Some(cursors) => cursors.as_mut_slice(),
                            None => std::slice::from_mut(&mut cursor),
                        };
                        visit(Found { address, segment, passed, counting })?;
                    }
                }
            }
            Ok(())
        })
    }

    /// Returns cursors over what is counted, where that is not what finds the sections.
    fn counted_apart(
        &self,
        segment: &'a Segment,
        at: u32,
        titled: &Titled,
    ) -> tantivy::Result<Option<Vec<Cursor<'a>>>> {
        let Some(nodes) = &self.plan.counted else { return Ok(None) };
        let mut cursors = Vec::new();
        for node in nodes {
            cursors.extend(self.cursor(segment, at, node, titled)?);
        }
        Ok(Some(cursors))
    }

    /// Returns a cursor over what `node` finds in a segment, or `None` where it finds nothing.
    fn cursor(
        &self,
        segment: &'a Segment,
        at: u32,
        node: &Node,
        titled: &Titled,
    ) -> tantivy::Result<Option<Cursor<'a>>> {
        let all = || Cursor::All { doc: 0, end: segment.max_doc() };
        let cursor = match node {
            Node::All => Some(all()),
            Node::Term { forms, strict } => {
                let found = if forms.is_empty() {
                    Some(all())
                } else {
                    any(self.forms(segment, forms, false)?)
                };
                match (found, strict) {
                    (Some(inner), Some(text)) => Some(self.checked(inner, at, text)),
                    (found, _) => found,
                }
            }
            Node::Words(words) => {
                let len = words.iter().map(|word| word.chars().count()).sum::<usize>();
                let mut cursors = Vec::new();
                for word in words {
                    cursors.extend(any(self.forms(segment, std::slice::from_ref(word), true)?));
                }
                let least = self.least_words.clamp(1, words.len());
                let is_enough = cursors.len() >= least;
                let len = u32::try_from(len).expect("queries are short");
                if is_enough {
                    Some(Cursor::Words(Box::new(Words::new(cursors, (least, words.len()), len)?)))
                } else {
                    None
                }
            }
            Node::Title(forms) => {
                let mut docs = headed(segment, forms)?;
                if let Some((_, reports)) = titled.iter().find(|(known, _)| known == forms) {
                    let column = segment.reports()?;
                    docs.extend((0..segment.max_doc()).filter(|&doc| {
                        column.first(doc).is_some_and(|report| reports.contains(&report))
                    }));
                }
                docs.sort_unstable();
                docs.dedup();
                Some(Cursor::Docs { docs, at: 0 })
            }
            Node::FacetCondition(condition) => {
                let column =
                    FacetGate::new(segment, condition.facet(), |steps| condition.accepts(steps))?;
                let docs = (0..segment.max_doc()).filter(|&doc| column.accepts(doc)).collect();
                Some(Cursor::Docs { docs, at: 0 })
            }
            Node::Not(inner) => Some(match self.cursor(segment, at, inner, titled)? {
                Some(without) => Cursor::Except(Box::new(all()), Box::new(without)),
                None => all(),
            }),
            Node::Or(nodes) => {
                let mut cursors = Vec::new();
                for node in nodes {
                    cursors.extend(self.cursor(segment, at, node, titled)?);
                }
                any(cursors)
            }
            Node::And(nodes) => self.all_of(segment, at, nodes, titled)?,
        };
        cursor.map(Cursor::start).transpose()
    }

    /// Returns a cursor over what all nodes find, those under a negation taken out.
    fn all_of(
        &self,
        segment: &'a Segment,
        at: u32,
        nodes: &[Node],
        titled: &Titled,
    ) -> tantivy::Result<Option<Cursor<'a>>> {
        let mut wanted = Vec::new();
        let mut unwanted = Vec::new();
        for node in nodes {
            if let Node::Not(inner) = node {
                unwanted.extend(self.cursor(segment, at, inner, titled)?);
            } else {
                let Some(cursor) = self.cursor(segment, at, node, titled)? else { return Ok(None) };
                wanted.push(cursor);
            }
        }
        // The rarest leads.
        wanted.sort_by_key(Cursor::cost);
        let mut found = match wanted.len() {
            0 => Cursor::All { doc: 0, end: segment.max_doc() },
            1 => wanted.remove(0),
            _ => Cursor::And(wanted).start()?,
        };
        for without in unwanted {
            found = Cursor::Except(Box::new(found), Box::new(without)).start()?;
        }
        Ok(Some(found))
    }

    /// Returns a cursor for each form that stands in the segment.
    fn forms(
        &self,
        segment: &'a Segment,
        forms: &[String],
        in_words: bool,
    ) -> tantivy::Result<Vec<Cursor<'a>>> {
        let field = segment.fields().text;
        let mut cursors = Vec::new();
        for form in forms {
            let mut characters = form.chars();
            if let (Some(only), None) = (characters.next(), characters.next()) {
                cursors.extend(self.single(segment, only)?);
                continue;
            }
            let weight = self.weight(self.holding(form)?);
            let Some(phrase) = Phrase::open(&segment.text, field, form, weight, in_words)? else {
                continue;
            };
            let heading = segment.heading()?;
            let heading_field = segment.fields().heading;
            let heading = Phrase::open(heading, heading_field, form, weight, false)?;
            let word = if in_words {
                let term = Term::from_field_text(field, form);
                segment.text.read_postings(&term, IndexRecordOption::Basic)?
            } else {
                None
            };
            cursors.push(Cursor::Phrase(Box::new(phrase.with_bonus(heading, word))));
        }
        Ok(cursors)
    }

    /// Returns the sections that hold a single character: those of all windows that begin with it.
    fn single(&self, segment: &'a Segment, character: char) -> tantivy::Result<Option<Cursor<'a>>> {
        let mut counts = vec![0u32; segment.max_doc() as usize];
        for_windows_of(&segment.text, character, |mut postings| {
            loop {
                let doc = postings.doc();
                let Some(count) = counts.get_mut(doc as usize) else { break };
                *count += postings.term_freq();
                postings.advance();
            }
        })?;
        let docs: Vec<(u32, u32)> = (0..).zip(counts).filter(|&(_, count)| count > 0).collect();
        // A single character tells little, as if half of all sections held it.
        let weight = self.weight(self.reader.manifest().sections / 2);
        Ok((!docs.is_empty()).then_some(Cursor::Counted { docs, at: 0, weight }))
    }

    fn checked(&self, inner: Cursor<'a>, at: u32, text: &str) -> Cursor<'a> {
        let reader = self.reader;
        let text = text.to_owned();
        let check = Box::new(move |doc| {
            let section = reader.section(SectionAddress { segment: at, doc })?;
            let count = section.text.matches(text.as_str()).count();
            Ok(u32::try_from(count).expect("a section is smaller than 4 GB"))
        });
        Cursor::Checked(Box::new(Checked::new(inner, check)))
    }

    fn weight(&self, holding: u64) -> Weight {
        let manifest = self.reader.manifest();
        Weight::new(holding, manifest.sections, manifest.characters)
    }

    /// Returns the most sections of the whole index that can hold a form: those of its rarest
    /// window.
    fn holding(&self, form: &str) -> tantivy::Result<u64> {
        let characters: Vec<char> = form.chars().collect();
        let mut least = u64::MAX;
        for (_, window) in covering_windows(&characters) {
            let mut holding = 0;
            for segment in self.reader.segments() {
                let term = Term::from_field_text(segment.fields().text, &window);
                holding += if segment.counts_all() {
                    u64::from(segment.text.doc_freq(&term)?)
                } else {
                    counted_holding(segment, &term)?
                };
            }
            least = least.min(holding);
        }
        Ok(least)
    }

    /// Returns the reports whose title holds the forms that the plan asks titles for.
    fn reports_by_title(&self, node: &Node) -> tantivy::Result<Titled> {
        let mut wanted = Vec::new();
        collect_titles(node, &mut wanted);
        let mut titled = Titled::new();
        for forms in wanted {
            let mut reports = HashSet::new();
            for segment in self.reader.segments() {
                for doc in headed(segment, &forms)? {
                    // The heading of a report's first section is its title.
                    if segment.is_counted(doc) && segment.ordinals()?.first(doc) == Some(0) {
                        reports.extend(segment.reports()?.first(doc));
                    }
                }
            }
            titled.push((forms, reports));
        }
        Ok(titled)
    }
}

/// Counts the sections with a term that are counted: an index brought up to date, or with copies,
/// ranks like a fresh one without.
fn counted_holding(segment: &Segment, term: &Term) -> tantivy::Result<u64> {
    let mut counted = 0;
    if let Some(mut postings) = segment.text.read_postings(term, IndexRecordOption::Basic)? {
        while postings.doc() != TERMINATED {
            counted += u64::from(segment.is_counted(postings.doc()));
            postings.advance();
        }
    }
    Ok(counted)
}

/// For each title that is asked for, the reports that have it.
type Titled = Vec<(Vec<String>, HashSet<u64>)>;

fn collect_titles(node: &Node, found: &mut Vec<Vec<String>>) {
    match node {
        Node::Title(forms) => found.push(forms.clone()),
        Node::Not(inner) => collect_titles(inner, found),
        Node::And(nodes) | Node::Or(nodes) => {
            for node in nodes {
                collect_titles(node, found);
            }
        }
        Node::All | Node::Term { .. } | Node::Words(_) | Node::FacetCondition(_) => {}
    }
}

/// Returns the sections of a segment with one of the forms in their heading.
fn headed(segment: &Segment, forms: &[String]) -> tantivy::Result<Vec<u32>> {
    let field = segment.fields().heading;
    let weight = Weight::new(1, 1, 1);
    let mut docs = Vec::new();
    for form in forms {
        let mut characters = form.chars();
        if let (Some(only), None) = (characters.next(), characters.next()) {
            for_windows_of(segment.heading()?, only, |mut postings| {
                while postings.doc() != TERMINATED {
                    docs.push(postings.doc());
                    postings.advance();
                }
            })?;
        } else if let Some(mut phrase) =
            Phrase::open(segment.heading()?, field, form, weight, false)?
        {
            while phrase.doc() != TERMINATED {
                docs.push(phrase.doc());
                phrase.seek(phrase.doc() + 1);
            }
        }
    }
    Ok(docs)
}

/// Calls `visit` with the postings of every window that begins with `character`.
fn for_windows_of(
    inverted: &InvertedIndexReader,
    character: char,
    mut visit: impl FnMut(SegmentPostings),
) -> tantivy::Result<()> {
    let prefix = character.to_string();
    let mut stream = inverted.terms().range().ge(&prefix).into_stream()?;
    while stream.advance() {
        let Some(term) = stream.key().strip_prefix(prefix.as_bytes()) else { break };
        // Longer terms are words, not windows.
        let is_window = std::str::from_utf8(term).is_ok_and(|rest| rest.chars().count() == 1);
        if is_window {
            let option = IndexRecordOption::WithFreqs;
            visit(inverted.read_postings_from_terminfo(stream.value(), option)?);
        }
    }
    Ok(())
}

/// Returns a cursor over what any of the cursors finds.
fn any(mut cursors: Vec<Cursor<'_>>) -> Option<Cursor<'_>> {
    match cursors.len() {
        0 => None,
        1 => cursors.pop(),
        _ => Some(Cursor::AtLeast { least: 1, cursors, doc: 0 }),
    }
}

/// Fails for a filter on a region that is no division and that no report held lies in.
pub(super) fn check_regions(reader: &IndexReader, plan: &Plan) -> Result<()> {
    let given = plan.filters.on(FacetField::Region).iter().flatten();
    for condition in given.chain(plan.filters.written_on(FacetField::Region)) {
        let FacetCondition::Region(regions) = condition else { continue };
        if regions.is_known() || regions.name == UNKNOWN {
            continue;
        }
        let mut is_held = false;
        reader.guard(|| {
            for segment in reader.segments() {
                for_values(segment.facet(FacetField::Region)?, |value| {
                    is_held |= condition.accepts(&facet_steps(value));
                })?;
            }
            Ok(())
        })?;
        if !is_held {
            return Err(Error::UnknownRegion { name: regions.name.clone() });
        }
    }
    Ok(())
}

/// The filters of the whole query on the facets of one segment.
pub(super) struct Gate<'a> {
    facets: Vec<FacetGate<'a>>,
    /// The same for the conditions of the query line.
    written: Vec<FacetGate<'a>>,
}

impl<'a> Gate<'a> {
    /// Works out which values of each facet in the segment the filters accept.
    pub(super) fn new(segment: &'a Segment, filters: &Filters) -> tantivy::Result<Self> {
        let (mut facets, mut written) = (Vec::new(), Vec::new());
        for facet in FacetField::ALL {
            if !filters.on(facet).is_empty() {
                facets.push(FacetGate::new(segment, facet, |steps| filters.accepts(facet, steps))?);
            }
            if !filters.written_on(facet).is_empty() {
                let accepts = |steps: &[&str]| filters.accepts_written(facet, steps);
                written.push(FacetGate::new(segment, facet, accepts)?);
            }
        }
        Ok(Self { facets, written })
    }

    /// Returns which filters a section passes.
    pub(super) fn passed(&self, doc: u32) -> Passed {
        if self.written.iter().any(|facet| !facet.accepts(doc)) {
            return Passed::TooFew;
        }
        let mut passed = Passed::All;
        for facet in self.facets.iter().filter(|facet| !facet.accepts(doc)) {
            passed = match passed {
                Passed::All => Passed::AllBut(facet.field),
                _ => return Passed::TooFew,
            };
        }
        passed
    }
}

/// Which filters a section passes: what it counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passed {
    /// All of them: it is found.
    All,
    /// All but those of one facet that were given as flags: it counts for this facet alone, which
    /// does not follow its own filter.
    AllBut(FacetField),
    /// Those of two or more facets are failed, or one of the query line: it counts for nothing.
    TooFew,
}

/// Which values of one facet are accepted in one segment.
struct FacetGate<'a> {
    field: FacetField,
    column: &'a Column<u64>,
    accepted: Vec<bool>,
}

impl<'a> FacetGate<'a> {
    fn new(
        segment: &'a Segment,
        field: FacetField,
        accepts: impl Fn(&[&str]) -> bool,
    ) -> tantivy::Result<Self> {
        let column = segment.facet(field)?;
        let mut accepted = Vec::new();
        for_values(column, |value| accepted.push(accepts(&facet_steps(value))))?;
        Ok(Self { field, column: column.ords(), accepted })
    }

    fn accepts(&self, doc: u32) -> bool {
        let ordinal = self.column.first(doc).and_then(|ordinal| usize::try_from(ordinal).ok());
        ordinal.and_then(|ordinal| self.accepted.get(ordinal)).copied().unwrap_or(false)
    }
}

/// Calls `visit` with every value of a facet in a segment, in the order of their ordinals.
pub(super) fn for_values(column: &StrColumn, mut visit: impl FnMut(&str)) -> tantivy::Result<()> {
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        visit(std::str::from_utf8(stream.key()).unwrap_or_default());
    }
    Ok(())
}

//! Runs a plan over the segments of an index and hands every section that it finds to a visitor.

use std::collections::HashSet;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, TERMINATED, Term};

use super::cursor::{Checked, Cursor, Words};
use super::filter_mask::{FacetMask, FilterMask, FilterResult};
use super::phrase::{Phrase, covering_windows};
use super::score::{Tally, Weight};
use crate::index::{IndexReader, SectionAddress, Segment};
use crate::search::plan::{Node, Plan};

/// A section that the plan finds.
pub(in crate::search) struct Found<'a, 'c> {
    pub(in crate::search) address: SectionAddress,
    pub(in crate::search) segment: &'a Segment,
    /// Which filters the section passes.
    pub(in crate::search) passed: FilterResult,
    /// The cursors that know mentions and score: the one that found the section, or one for each
    /// term.
    counting: &'c mut [Cursor<'a>],
}

impl Found<'_, '_> {
    /// Returns mentions and score of the section.
    pub(in crate::search) fn tally(&mut self) -> tantivy::Result<Tally> {
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

/// A plan over an index.
pub(in crate::search) struct Scan<'a, 'p> {
    reader: &'a IndexReader,
    plan: &'p Plan,
    /// How many words of a loose question a section must contain.
    least_words: usize,
    /// The reports whose title contains what the plan asks titles for.
    titled: Titled,
}

/// What a plan finds in one segment.
pub(in crate::search) struct SegmentScan<'a> {
    segment: &'a Segment,
    at: u32,
    pub(in crate::search) mask: FilterMask<'a>,
    /// What finds the sections; `None` if there are none.
    cursor: Option<Cursor<'a>>,
    /// What knows mentions and scores, unless that is `cursor`.
    counting: Option<Vec<Cursor<'a>>>,
}

impl<'a> SegmentScan<'a> {
    /// Calls `visit` for every counted section that the plan finds. Sections that fail the flags on
    /// a single facet are visited too with `near_misses`, for the counts of that facet.
    pub(in crate::search) fn for_each(
        &mut self,
        near_misses: bool,
        mut visit: impl FnMut(Found<'a, '_>) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        let mut doc = self.cursor.as_ref().map_or(TERMINATED, Cursor::doc);
        while doc != TERMINATED {
            let passed = self.mask.result(doc);
            let is_wanted = match passed {
                FilterResult::All => true,
                FilterResult::AllBut(_) => near_misses,
                FilterResult::TooFew => false,
            };
            if is_wanted && self.segment.is_counted(doc) {
                visit(self.found(doc, passed))?;
            }
            let cursor = self.cursor.as_mut().expect("a cursor has returned a section");
            doc = cursor.advance()?;
        }
        Ok(())
    }

    /// Calls `visit` for those of `docs`, which are in order, that the plan finds and the filters
    /// let through, whether their reports are counted or not.
    fn for_each_of(
        &mut self,
        docs: impl Iterator<Item = u32>,
        mut visit: impl FnMut(Found<'a, '_>) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        for doc in docs {
            let Some(cursor) = &mut self.cursor else { return Ok(()) };
            if self.mask.passes(doc) && cursor.seek(doc)? == doc {
                visit(self.found(doc, FilterResult::All))?;
            }
        }
        Ok(())
    }

    fn found(&mut self, doc: u32, passed: FilterResult) -> Found<'a, '_> {
        let address = SectionAddress { segment: self.at, doc };
        let counting = match &mut self.counting {
            Some(cursors) => cursors.as_mut_slice(),
            None => self.cursor.as_mut_slice(),
        };
        Found { address, segment: self.segment, passed, counting }
    }
}

impl<'a, 'p> Scan<'a, 'p> {
    /// Prepares a plan for an index. Of the words of a loose question a section must contain at
    /// least `least_words`.
    pub(in crate::search) fn new(
        reader: &'a IndexReader,
        plan: &'p Plan,
        least_words: usize,
    ) -> tantivy::Result<Self> {
        let mut scan = Self { reader, plan, least_words, titled: Titled::new() };
        scan.titled = scan.reports_by_title(&plan.root)?;
        Ok(scan)
    }

    /// Opens the plan on the segment at this place.
    pub(in crate::search) fn open(
        &self,
        segment: &'a Segment,
        at: u32,
    ) -> tantivy::Result<SegmentScan<'a>> {
        let mask = FilterMask::new(segment, &self.plan.filters)?;
        let cursor = self.cursor(segment, at, &self.plan.root)?;
        let counting = match &self.plan.counted {
            Some(nodes) if cursor.is_some() => Some(self.cursors(segment, at, nodes)?),
            _ => None,
        };
        Ok(SegmentScan { segment, at, mask, cursor, counting })
    }

    /// Returns the number of counted sections that the plan finds.
    pub(in crate::search) fn count_sections(&self) -> tantivy::Result<u64> {
        let mut sections = 0;
        for (segment, at) in self.reader.segments().iter().zip(0..) {
            self.open(segment, at)?.for_each(false, |_| {
                sections += 1;
                Ok(())
            })?;
        }
        Ok(sections)
    }

    /// Calls `visit` for those of `sections`, which are in the order of their addresses, that the
    /// plan finds and the filters let through, whether their reports are counted or not.
    pub(in crate::search) fn for_each_of(
        &self,
        sections: &[SectionAddress],
        mut visit: impl FnMut(Found<'a, '_>) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        for of_segment in sections.chunk_by(|a, b| a.segment == b.segment) {
            let Some(&first) = of_segment.first() else { continue };
            let mut scan = self.open(self.reader.segment(first), first.segment)?;
            scan.for_each_of(of_segment.iter().map(|address| address.doc), &mut visit)?;
        }
        Ok(())
    }

    /// Returns the cursors of several nodes, those that find nothing left out.
    fn cursors(
        &self,
        segment: &'a Segment,
        at: u32,
        nodes: &[Node],
    ) -> tantivy::Result<Vec<Cursor<'a>>> {
        let mut cursors = Vec::new();
        for node in nodes {
            cursors.extend(self.cursor(segment, at, node)?);
        }
        Ok(cursors)
    }

    /// Returns a cursor over what `node` finds in a segment, or `None` where it finds nothing.
    fn cursor(
        &self,
        segment: &'a Segment,
        at: u32,
        node: &Node,
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
                if let Some((_, reports)) = self.titled.iter().find(|(known, _)| known == forms) {
                    let column = segment.reports()?;
                    docs.extend((0..segment.max_doc()).filter(|&doc| {
                        column.first(doc).is_some_and(|report| reports.contains(&report))
                    }));
                }
                docs.sort_unstable();
                docs.dedup();
                Some(Cursor::Docs { docs, at: 0 })
            }
            Node::Condition(condition) => {
                let accepts = |value: &str| condition.accepts(value);
                let mask = FacetMask::new(segment, condition.facet(), accepts)?;
                let docs = (0..segment.max_doc()).filter(|&doc| mask.accepts(doc)).collect();
                Some(Cursor::Docs { docs, at: 0 })
            }
            Node::Not(inner) => Some(match self.cursor(segment, at, inner)? {
                Some(without) => Cursor::Except(Box::new(all()), Box::new(without)),
                None => all(),
            }),
            Node::Or(nodes) => any(self.cursors(segment, at, nodes)?),
            Node::And(nodes) => self.all_of(segment, at, nodes)?,
        };
        cursor.map(Cursor::start).transpose()
    }

    /// Returns a cursor over what all nodes find, those under a negation taken out.
    fn all_of(
        &self,
        segment: &'a Segment,
        at: u32,
        nodes: &[Node],
    ) -> tantivy::Result<Option<Cursor<'a>>> {
        let mut wanted = Vec::new();
        let mut unwanted = Vec::new();
        for node in nodes {
            if let Node::Not(inner) = node {
                unwanted.extend(self.cursor(segment, at, inner)?);
            } else {
                let Some(cursor) = self.cursor(segment, at, node)? else { return Ok(None) };
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
        Node::All | Node::Term { .. } | Node::Words(_) | Node::Condition(_) => {}
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

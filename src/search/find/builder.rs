//! Turns the nodes of a plan into cursors over the sections of a segment.

use std::collections::BTreeSet;

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

use super::character_places::CharacterPlaces;
use super::cursor::{Checked, Cursor, Kept, Words};
use super::filter_mask::FacetMask;
use super::listed::Lists;
use super::phrase::Phrase;
use super::reports::ReportSets;
use super::score::Weight;
use super::span_cursor::{FormPlaces, Leaf, SpanCursor};
use super::titles::Titles;
use super::windows::{character_counts, covering_windows, single_character};
use crate::index::{IndexReader, NumberSet, SHORTEST_WORD, SectionAddress, Segment};
use crate::search::matches::count_mentions;
use crate::search::plan::{Literal, Needle, Node, Plan, SpanTree};
use crate::text::{fold_each, is_mark};

/// Builds the cursors of a plan.
pub(super) struct CursorBuilder<'a> {
    reader: &'a IndexReader,
    /// The number of words of a loose question that a section must contain.
    least_words: usize,
    titles: Titles,
    reports: ReportSets,
    /// What the cluster has listed that holds the texts; `None` if the index has its own windows.
    lists: Option<Lists>,
}

impl<'a> CursorBuilder<'a> {
    /// Prepares a plan for an index.
    pub(super) fn new(
        reader: &'a IndexReader,
        plan: &Plan,
        least_words: usize,
    ) -> tantivy::Result<Self> {
        let titles = Titles::new(reader, &plan.root)?;
        let lists = Lists::ask(reader, plan, least_words)?;
        let mut builder =
            Self { reader, least_words, titles, reports: ReportSets::default(), lists };
        let with_section = |plan: &Node| builder.reports_with_section(plan);
        builder.reports = ReportSets::find(reader, &plan.root, with_section)?;
        Ok(builder)
    }

    /// Returns the index that cursors are built for.
    pub(super) fn reader(&self) -> &'a IndexReader {
        self.reader
    }

    /// Returns a cursor for each of the nodes that finds anything in the segment.
    pub(super) fn cursors(
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

    /// Returns a cursor over what `node` finds in a segment, or `None` if it finds nothing.
    pub(super) fn cursor(
        &self,
        segment: &'a Segment,
        at: u32,
        node: &Node,
    ) -> tantivy::Result<Option<Cursor<'a>>> {
        let all = || Cursor::All { doc: 0, end: segment.max_doc() };
        let cursor = match node {
            Node::All => Some(all()),
            Node::Term { forms, strict: None } => any_of(self.forms(segment, at, forms, false)?),
            Node::Term { forms, strict: Some(text) } => match single_character(text) {
                Some(character) if is_mark(character) => self.mark(segment, character)?,
                Some(character) => self.written(segment, at, character)?,
                None => {
                    let inner = self.with_marks(segment, at, forms, text)?;
                    let text = text.clone();
                    let count = move |original: &str| {
                        let count = original.matches(text.as_str()).count();
                        u32::try_from(count).expect("a section is smaller than 4 GB")
                    };
                    inner.map(|inner| self.checked(inner, at, count))
                }
            },
            Node::Words(words) => self.words(segment, at, words)?,
            Node::Title(forms) => {
                let docs = self.titles.sections(segment, forms)?;
                Some(Cursor::Docs { docs, at: 0 })
            }
            Node::Condition(condition) => {
                let accepts = |value: &str| condition.accepts(value);
                let mask = FacetMask::new(segment, condition.facet(), accepts)?;
                let docs = (0..segment.max_doc()).filter(|&doc| mask.accepts(doc)).collect();
                Some(Cursor::Docs { docs, at: 0 })
            }
            Node::Spans(tree) => Some(self.spans(segment, at, tree)?),
            Node::Section(inner) => self.cursor(segment, at, inner)?,
            Node::Report(inner) => Some(self.in_reports(all(), segment, inner)?),
            Node::Not(inner) => Some(match self.cursor(segment, at, inner)? {
                Some(without) => Cursor::Except(Box::new(all()), Box::new(without)),
                None => all(),
            }),
            Node::Or(nodes) => any_of(self.cursors(segment, at, nodes)?),
            Node::And(nodes) => self.all_of(segment, at, nodes)?,
        };
        cursor.map(Cursor::start).transpose()
    }

    /// Returns a cursor over what all nodes find, without what the negated ones find.
    fn all_of(
        &self,
        segment: &'a Segment,
        at: u32,
        nodes: &[Node],
    ) -> tantivy::Result<Option<Cursor<'a>>> {
        let mut wanted = Vec::new();
        let mut unwanted = Vec::new();
        let mut reports = Vec::new();
        for node in nodes {
            match node {
                Node::Not(inner) => unwanted.extend(self.cursor(segment, at, inner)?),
                Node::Report(inner) => reports.push(inner),
                _ => {
                    let Some(cursor) = self.cursor(segment, at, node)? else { return Ok(None) };
                    wanted.push(cursor);
                }
            }
        }
        // The rarest leads.
        wanted.sort_by_key(Cursor::cost);
        let mut found = match wanted.len() {
            0 => Cursor::All { doc: 0, end: segment.max_doc() },
            1 => wanted.remove(0),
            _ => Cursor::And(wanted).start()?,
        };
        for inner in reports {
            found = self.in_reports(found, segment, inner)?.start()?;
        }
        for without in unwanted {
            found = Cursor::Except(Box::new(found), Box::new(without)).start()?;
        }
        Ok(Some(found))
    }

    /// Returns a cursor over the sections with spans of a tree.
    fn spans(
        &self,
        segment: &'a Segment,
        at: u32,
        tree: &SpanTree<Literal>,
    ) -> tantivy::Result<Cursor<'a>> {
        if !tree.needs_text() {
            return Ok(Cursor::Spans(Box::new(self.span_cursor(segment, at, tree)?)));
        }
        let none = Cursor::Docs { docs: Vec::new(), at: 0 };
        let candidates = self.cursor(segment, at, &Node::candidates(tree))?.unwrap_or(none);
        let needles = [Needle::Spans(tree.clone())];
        Ok(self.checked(candidates, at, move |text| count_mentions(text, &needles)))
    }

    /// Returns a cursor over the spans of a tree that can be answered from the index.
    pub(super) fn span_cursor(
        &self,
        segment: &'a Segment,
        at: u32,
        tree: &SpanTree<Literal>,
    ) -> tantivy::Result<SpanCursor> {
        let tree = tree.try_map(&mut |literal: &Literal| -> tantivy::Result<Leaf> {
            let mut found = Vec::new();
            for form in &literal.forms {
                if let Some(character) = single_character(form) {
                    let places = self.character_places(segment, at, form, character)?;
                    found.extend(places.map(FormPlaces::Character));
                    continue;
                }
                let phrase = self.phrase(segment, at, form, true)?;
                let all = |phrase: Phrase| {
                    if literal.with_overlaps { phrase.with_overlaps() } else { phrase }
                };
                let phrase = phrase.map(|phrase| FormPlaces::Phrase(Box::new(all(phrase))));
                found.extend(phrase);
            }
            Ok(Leaf::new(found))
        })?;
        SpanCursor::new(tree, segment)
    }

    /// Returns those sections of `found` whose reports meet a plan as a whole.
    fn in_reports(
        &self,
        found: Cursor<'a>,
        segment: &'a Segment,
        inner: &Node,
    ) -> tantivy::Result<Cursor<'a>> {
        let reports = self.reports.get(inner).cloned().unwrap_or_default();
        let column = segment.reports()?;
        let is_met =
            move |doc: u32| column.first(doc).is_some_and(|report| reports.contains(report));
        Ok(Cursor::Kept(Box::new(Kept::new(found, is_met))))
    }

    /// Returns a cursor over the sections that contain enough words of a loose question.
    fn words(
        &self,
        segment: &'a Segment,
        at: u32,
        words: &[String],
    ) -> tantivy::Result<Option<Cursor<'a>>> {
        let mut cursors = Vec::new();
        for word in words {
            cursors.extend(any_of(self.forms(segment, at, std::slice::from_ref(word), true)?));
        }
        let least = self.least_words.clamp(1, words.len());
        if cursors.len() < least {
            return Ok(None);
        }
        let len = words.iter().map(|word| word.chars().count()).sum::<usize>();
        let len = u32::try_from(len).expect("queries are short");
        Ok(Some(Cursor::Words(Box::new(Words::new(cursors, (least, words.len()), len)?))))
    }

    /// Returns a cursor for each form that occurs in the segment.
    fn forms(
        &self,
        segment: &'a Segment,
        at: u32,
        forms: &[String],
        are_words: bool,
    ) -> tantivy::Result<Vec<Cursor<'a>>> {
        let mut cursors = Vec::new();
        for form in forms {
            if let Some(character) = single_character(form) {
                cursors.extend(self.single(segment, at, character)?);
                continue;
            }
            let Some(phrase) = self.phrase(segment, at, form, are_words)? else { continue };
            let word = if are_words { self.word(segment, at, form)? } else { None };
            cursors.push(Cursor::Phrase(Box::new(phrase.with_word(word))));
        }
        Ok(cursors)
    }

    /// Returns the sections in which jieba has cut a form as a word; `None` if there are none.
    fn word(
        &self,
        segment: &'a Segment,
        at: u32,
        form: &str,
    ) -> tantivy::Result<Option<Box<dyn DocSet>>> {
        if let Some(lists) = self.lists.as_ref().filter(|_| form.chars().count() < SHORTEST_WORD) {
            // A window is a term by itself.
            return Ok(Some(Box::new(lists.sections(form, at))));
        }
        let term = Term::from_field_text(segment.fields().text, form);
        let postings = segment.text.read_postings(&term, IndexRecordOption::Basic)?;
        Ok(postings.map(|postings| Box::new(postings) as Box<dyn DocSet>))
    }

    /// Returns the sections that contain a form of two or more characters, with its places; `None` if
    /// there are none.
    pub(super) fn places(
        &self,
        segment: &'a Segment,
        at: u32,
        form: &str,
    ) -> tantivy::Result<Option<Phrase>> {
        self.plain_phrase(segment, at, form, Weight::new(1, 1, 1), true)
    }

    /// Returns the sections that contain a form of two or more characters; `None` if there are none.
    fn plain_phrase(
        &self,
        segment: &'a Segment,
        at: u32,
        form: &str,
        weight: Weight,
        wants_positions: bool,
    ) -> tantivy::Result<Option<Phrase>> {
        match &self.lists {
            None => {
                let field = segment.fields().text;
                Phrase::open(&segment.text, field, form, weight, wants_positions)
            }
            Some(lists) => Ok(Phrase::listed(lists.sections(form, at), form, weight)),
        }
    }

    /// Returns the same, with what counts for ranking.
    fn phrase(
        &self,
        segment: &'a Segment,
        at: u32,
        form: &str,
        wants_positions: bool,
    ) -> tantivy::Result<Option<Phrase>> {
        let fields = segment.fields();
        let weight = self.weight(self.sections_at_most(form)?);
        let phrase = self.plain_phrase(segment, at, form, weight, wants_positions)?;
        let Some(phrase) = phrase else { return Ok(None) };
        let heading = Phrase::open(segment.heading()?, fields.heading, form, weight, false)?;
        Ok(Some(phrase.with_heading(heading)))
    }

    /// Returns a cursor over the sections that contain the folded forms and the marks of a text.
    fn with_marks(
        &self,
        segment: &'a Segment,
        at: u32,
        forms: &[String],
        text: &str,
    ) -> tantivy::Result<Option<Cursor<'a>>> {
        let mut wanted = Vec::new();
        if !forms.is_empty() {
            let found = any_of(self.forms(segment, at, forms, false)?);
            let Some(found) = found else { return Ok(None) };
            wanted.push(found.start()?);
        }
        let marks: BTreeSet<char> = text.chars().filter(|&c| is_mark(c) && c != '\n').collect();
        for mark in marks {
            let option = IndexRecordOption::Basic;
            let term = Term::from_field_text(segment.fields().marks, mark.encode_utf8(&mut [0; 4]));
            let Some(postings) = segment.marks()?.read_postings(&term, option)? else {
                return Ok(None);
            };
            wanted.push(Cursor::Mark(Box::new(postings)));
        }
        wanted.sort_by_key(Cursor::cost);
        Ok(Some(match wanted.len() {
            0 => Cursor::All { doc: 0, end: segment.max_doc() },
            1 => wanted.remove(0),
            _ => Cursor::And(wanted).start()?,
        }))
    }

    /// Returns a cursor over the sections whose text has a mark.
    fn mark(&self, segment: &'a Segment, mark: char) -> tantivy::Result<Option<Cursor<'a>>> {
        let term = Term::from_field_text(segment.fields().marks, mark.encode_utf8(&mut [0; 4]));
        let postings = segment.marks()?.read_postings(&term, IndexRecordOption::WithFreqs)?;
        let mut docs = Vec::new();
        if let Some(mut postings) = postings {
            while postings.doc() != TERMINATED {
                docs.push((postings.doc(), postings.term_freq()));
                postings.advance();
            }
        }
        Ok(self.counted(docs))
    }

    /// Returns a cursor over the sections whose original text has a character that folds to itself:
    /// where it stands in the folded text, without the marks that became it, as （ becomes (.
    fn written(
        &self,
        segment: &'a Segment,
        at: u32,
        character: char,
    ) -> tantivy::Result<Option<Cursor<'a>>> {
        let mut counts = self.character_counts(segment, at, character)?;
        let marks = segment.marks()?;
        let mut stream = marks.terms().stream()?;
        while stream.advance() {
            let mark = std::str::from_utf8(stream.key()).expect("marks are characters");
            let mut made = 0;
            fold_each(mark, |folded, _| made += u32::from(folded == character));
            if made == 0 {
                continue;
            }
            let option = IndexRecordOption::WithFreqs;
            let mut postings = marks.read_postings_from_terminfo(stream.value(), option)?;
            while let Some(count) = counts.get_mut(postings.doc() as usize) {
                *count = count.saturating_sub(made * postings.term_freq());
                postings.advance();
            }
        }
        Ok(self.counted(docs_with(counts)))
    }

    /// Returns a cursor over the sections that contain a character: those of all windows that begin
    /// with it.
    fn single(
        &self,
        segment: &'a Segment,
        at: u32,
        character: char,
    ) -> tantivy::Result<Option<Cursor<'a>>> {
        Ok(self.counted(docs_with(self.character_counts(segment, at, character)?)))
    }

    /// Returns the number of occurrences of a character in the folded text of each section.
    fn character_counts(
        &self,
        segment: &Segment,
        at: u32,
        character: char,
    ) -> tantivy::Result<Vec<u32>> {
        let Some(lists) = &self.lists else { return character_counts(segment, character) };
        let mut counts = vec![0u32; segment.max_doc() as usize];
        for section in lists.sections(&character.to_string(), at).all() {
            if let Some(count) = counts.get_mut(section.doc as usize) {
                *count = section.count;
            }
        }
        Ok(counts)
    }

    /// Returns the places of a character; `None` if there are none.
    fn character_places(
        &self,
        segment: &Segment,
        at: u32,
        form: &str,
        character: char,
    ) -> tantivy::Result<Option<CharacterPlaces>> {
        let weight = self.weight_of_character();
        match &self.lists {
            None => CharacterPlaces::find(segment, character, weight),
            Some(lists) => {
                Ok(CharacterPlaces::listed(&lists.sections(form, at), segment.max_doc(), weight))
            }
        }
    }

    /// Returns a cursor over sections, each with its number of mentions.
    fn counted(&self, docs: Vec<(u32, u32)>) -> Option<Cursor<'a>> {
        let weight = self.weight_of_character();
        (!docs.is_empty()).then_some(Cursor::Counted { docs, at: 0, weight })
    }

    /// Returns a cursor over those sections of `inner` in whose original text `count` counts anything.
    fn checked(&self, inner: Cursor<'a>, at: u32, count: impl Fn(&str) -> u32 + 'a) -> Cursor<'a> {
        let reader = self.reader;
        let check = Box::new(move |doc| {
            let section = reader.section(SectionAddress { segment: at, doc })?;
            Ok(count(&section.text))
        });
        Cursor::Checked(Box::new(Checked::new(inner, check)))
    }

    /// Returns the counted reports with a section that a plan finds.
    fn reports_with_section(&self, plan: &Node) -> tantivy::Result<NumberSet> {
        let mut reports = NumberSet::default();
        for (segment, at) in self.reader.segments().iter().zip(0..) {
            let Some(mut cursor) = self.cursor(segment, at, plan)? else { continue };
            let column = segment.reports()?;
            while cursor.doc() != TERMINATED {
                let doc = cursor.doc();
                reports.extend(column.first(doc).filter(|_| segment.is_counted(doc)));
                cursor.advance()?;
            }
        }
        Ok(reports)
    }

    /// Returns the weight of a single character. It says little: it is weighted as if half of all sections
    /// contained it.
    fn weight_of_character(&self) -> Weight {
        self.weight(self.reader.manifest().sections / 2)
    }

    /// Returns the weight of a form that at most `sections` sections of the index contain.
    fn weight(&self, sections: u64) -> Weight {
        let manifest = self.reader.manifest();
        Weight::new(sections, manifest.sections, manifest.characters)
    }

    /// Returns the most sections of the whole index that can contain a form: those with its rarest
    /// window.
    fn sections_at_most(&self, form: &str) -> tantivy::Result<u64> {
        let characters: Vec<char> = form.chars().collect();
        let mut least = u64::MAX;
        for (_, window) in covering_windows(&characters) {
            if let Some(lists) = &self.lists {
                least = least.min(lists.sections_with_window(&window));
                continue;
            }
            let mut sections = 0;
            for segment in self.reader.segments() {
                let term = Term::from_field_text(segment.fields().text, &window);
                sections += if segment.counts_all() {
                    u64::from(segment.text.doc_freq(&term)?)
                } else {
                    counted_sections_with(segment, &term)?
                };
            }
            least = least.min(sections);
        }
        Ok(least)
    }
}

/// Returns the number of counted sections with a term. Leaving out deleted sections and copies
/// makes an updated index, or one with copies, rank like a fresh one without.
fn counted_sections_with(segment: &Segment, term: &Term) -> tantivy::Result<u64> {
    let mut counted = 0;
    if let Some(mut postings) = segment.text.read_postings(term, IndexRecordOption::Basic)? {
        while postings.doc() != TERMINATED {
            counted += u64::from(segment.is_counted(postings.doc()));
            postings.advance();
        }
    }
    Ok(counted)
}

/// Returns the sections with at least one occurrence.
fn docs_with(counts: Vec<u32>) -> Vec<(u32, u32)> {
    (0..).zip(counts).filter(|&(_, count)| count > 0).collect()
}

/// Returns a cursor over what any of the cursors finds; `None` without cursors.
fn any_of(mut cursors: Vec<Cursor<'_>>) -> Option<Cursor<'_>> {
    match cursors.len() {
        0 => None,
        1 => cursors.pop(),
        _ => Some(Cursor::AtLeast { least: 1, cursors, doc: 0 }),
    }
}

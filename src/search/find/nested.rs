//! Leaves out the mentions that lie inside others.

use std::collections::BTreeMap;

use super::builder::CursorBuilder;
use super::phrase::Phrase;
use super::span_cursor::SpanCursor;
use super::windows::can_overlap;
use crate::index::{IndexReader, SectionAddress, Segment};
use crate::search::matches::count_mentions;
use crate::search::plan::{InnerForm, Needle, Nesting};

/// Corrects the mentions of sections for those that lie inside others.
pub(super) enum NestedMentions<'a> {
    Folded(NestedForms),
    Spans(Box<SpanCursor>),
    InText { reader: &'a IndexReader, segment: u32, needles: Vec<Needle> },
}

impl<'a> NestedMentions<'a> {
    /// Opens the forms of a plan in the segment with the number `at`.
    pub(super) fn open(
        nesting: &Nesting,
        builder: &CursorBuilder<'a>,
        segment: &'a Segment,
        at: u32,
    ) -> tantivy::Result<Self> {
        Ok(match nesting {
            Nesting::Folded(inner) => {
                Self::Folded(NestedForms::open(inner, |form| builder.places(segment, at, form))?)
            }
            Nesting::Spans(tree) => Self::Spans(Box::new(builder.span_cursor(segment, at, tree)?)),
            Nesting::InText(needles) => {
                Self::InText { reader: builder.reader(), segment: at, needles: needles.clone() }
            }
        })
    }

    /// Returns the mentions in a section, of which `all` were found for each term by itself.
    /// Sections come in their order.
    pub(super) fn leave_out(&mut self, all: u32, doc: u32) -> tantivy::Result<u32> {
        match self {
            Self::Folded(forms) => Ok(all.saturating_sub(forms.count_inner(doc))),
            Self::Spans(spans) => {
                spans.seek(doc);
                Ok(if spans.doc() == doc { spans.mentions() } else { 0 })
            }
            Self::InText { reader, segment, needles } => {
                let section = reader.section(SectionAddress { segment: *segment, doc })?;
                Ok(count_mentions(&section.text, needles))
            }
        }
    }
}

/// Counts the mentions of forms that lie inside longer ones.
///
/// Where a longer form stands, the shorter ones inside it stand at known distances, so that only the
/// longer ones are looked up. A shorter form that can overlap itself is looked up too: of 和和和 only
/// the first 和和 is a mention.
pub(super) struct NestedForms {
    /// The forms that occur in the segment.
    phrases: Vec<Phrase>,
    inner: Vec<Inner>,
    ends: Vec<u32>,
}

struct Inner {
    /// Its own phrase, if it can overlap itself.
    own: Option<usize>,
    /// The phrases of longer forms, each with the distances from the end of an occurrence back to the
    /// ends of this form in it.
    within: Vec<(usize, Vec<u32>)>,
}

impl NestedForms {
    /// Opens the forms; `places` returns the sections that contain a form, with its places.
    fn open(
        forms: &[InnerForm],
        places: impl Fn(&str) -> tantivy::Result<Option<Phrase>>,
    ) -> tantivy::Result<Self> {
        let mut phrases = Vec::new();
        let mut known: BTreeMap<String, Option<usize>> = BTreeMap::new();
        let mut look_up = |form: &str| -> tantivy::Result<Option<usize>> {
            if let Some(&at) = known.get(form) {
                return Ok(at);
            }
            let phrase = places(form)?;
            let at = phrase.is_some().then_some(phrases.len());
            phrases.extend(phrase);
            known.insert(form.to_owned(), at);
            Ok(at)
        };
        let mut inner = Vec::new();
        for InnerForm { form, within } in forms {
            let len = length(form);
            let mut longer = Vec::new();
            for (outer, places) in within {
                if let Some(at) = look_up(outer)? {
                    let back = places.iter().map(|place| length(outer) - place - len).collect();
                    longer.push((at, back));
                }
            }
            let own = if can_overlap(form) { look_up(form)? } else { None };
            inner.push(Inner { own, within: longer });
        }
        Ok(Self { phrases, inner, ends: Vec::new() })
    }

    /// Returns the number of mentions in a section that lie inside longer ones.
    fn count_inner(&mut self, doc: u32) -> u32 {
        for phrase in &mut self.phrases {
            phrase.seek(doc);
            if phrase.doc() == doc {
                phrase.read();
            }
        }
        let positions = |at: usize| {
            let phrase = self.phrases.get(at).filter(|phrase| phrase.doc() == doc);
            phrase.map(Phrase::positions).unwrap_or_default()
        };
        let mut count = 0;
        for Inner { own, within } in &self.inner {
            self.ends.clear();
            for (at, back) in within {
                let ends = positions(*at).iter();
                self.ends.extend(ends.flat_map(|end| back.iter().map(move |back| end - back)));
            }
            // Longer forms that overlap can share one.
            self.ends.sort_unstable();
            self.ends.dedup();
            if let Some(own) = own {
                let own = positions(*own);
                self.ends.retain(|end| own.binary_search(end).is_ok());
            }
            count += length_of(&self.ends);
        }
        count
    }
}

fn length(form: &str) -> u32 {
    u32::try_from(form.chars().count()).expect("queries are short")
}

fn length_of(ends: &[u32]) -> u32 {
    u32::try_from(ends.len()).expect("positions are 32 bits wide")
}

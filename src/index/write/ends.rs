//! The ends of sentences and paragraphs: where they stand in the folded text of each section.

use std::io;

use tantivy::postings::FieldSerializer;

use crate::index::schema::{PARAGRAPH_END, SENTENCE_END};
use crate::text::Ends;

/// The ends in consecutive documents.
#[derive(Default)]
pub(super) struct EndsOfTexts {
    sentences: Postings,
    paragraphs: Postings,
}

/// The places of one kind of end.
#[derive(Default)]
struct Postings {
    /// Each document with the number of its places.
    documents: Vec<(u32, u32)>,
    /// The places in all documents, each as the distance from the one before it.
    deltas: Vec<u32>,
}

impl EndsOfTexts {
    /// Adds the ends in a folded text. Documents come in order.
    pub(super) fn add(&mut self, document: u32, folded: &str) {
        let Ends { sentences, paragraphs } = Ends::new(folded);
        self.sentences.add(document, &sentences);
        self.paragraphs.add(document, &paragraphs);
    }

    /// Returns the number of ends.
    pub(super) fn tokens(&self) -> u64 {
        (self.sentences.deltas.len() + self.paragraphs.deltas.len()) as u64
    }

    /// Writes the postings of both kinds of ends.
    pub(super) fn write(self, mut to: FieldSerializer<'_>) -> io::Result<()> {
        // In the order of their bytes.
        for (term, postings) in [(PARAGRAPH_END, self.paragraphs), (SENTENCE_END, self.sentences)] {
            if !postings.documents.is_empty() {
                to.new_term(term.as_bytes(), 0, true)?;
                postings.write(&mut to);
                to.close_term()?;
            }
        }
        to.close()
    }
}

impl Postings {
    fn add(&mut self, document: u32, places: &[u32]) {
        if places.is_empty() {
            return;
        }
        let count = u32::try_from(places.len()).expect("a section has fewer than 4 billion ends");
        self.documents.push((document, count));
        let mut before = 0;
        self.deltas.extend(places.iter().map(|&place| {
            let delta = place - before;
            before = place;
            delta
        }));
    }

    fn write(&self, to: &mut FieldSerializer<'_>) {
        let mut rest = self.deltas.as_slice();
        for &(document, count) in &self.documents {
            let (deltas, behind) = rest.split_at(count as usize);
            to.write_doc(document, count, deltas);
            rest = behind;
        }
    }
}

//! The marks of texts: which sections contain each, and how often.
//!
//! A mark, such as 、 or “, is not always itself in the folded text, so that windows do not say where it
//! stands. Reading the texts for it takes seconds; looking it up does not.

use std::collections::BTreeMap;
use std::io;

use rustc_hash::FxHashMap;
use tantivy::postings::FieldSerializer;

use crate::text::is_mark;

/// The marks of consecutive documents.
#[derive(Default)]
pub(super) struct Marks {
    /// For each mark, the documents with it and its number in each.
    postings: BTreeMap<char, Vec<(u32, u32)>>,
    tokens: u64,
}

impl Marks {
    /// Adds the marks of a document. Documents come in order.
    pub(super) fn add(&mut self, document: u32, text: &str) {
        let mut counts: FxHashMap<char, u32> = FxHashMap::default();
        for mark in text.chars().filter(|&character| is_mark(character) && character != '\n') {
            *counts.entry(mark).or_default() += 1;
        }
        for (mark, count) in counts {
            self.postings.entry(mark).or_default().push((document, count));
            self.tokens += u64::from(count);
        }
    }

    /// Returns the number of marks.
    pub(super) fn tokens(&self) -> u64 {
        self.tokens
    }

    /// Writes the postings of every mark.
    pub(super) fn write(self, mut to: FieldSerializer<'_>) -> io::Result<()> {
        // The order of characters is that of their bytes in UTF-8.
        for (mark, documents) in self.postings {
            to.new_term(mark.encode_utf8(&mut [0; 4]).as_bytes(), 0, true)?;
            for (document, count) in documents {
                to.write_doc(document, count, &[]);
            }
            to.close_term()?;
        }
        to.close()
    }
}

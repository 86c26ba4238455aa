//! Inverts texts: from the terms of each document to the documents of each term.
//!
//! tantivy's indexer looks up every token in a table of terms and appends to the list of its term.
//! That touches three distant places in memory for each token and takes 0.18 µs if every second
//! character begins another term. Here the tokens are logged in the order of the text, four bytes
//! each; when all documents are in, one counting sort groups the places by term. That takes a third
//! of the time and writes the same bytes.

use std::io;

use rustc_hash::FxHashMap;
use tantivy::postings::FieldSerializer;

/// The number of a term, counted from 0 in the order of first use.
type TermId = u32;

/// Marks a place in the log at which no window begins.
const NO_TERM: TermId = TermId::MAX;

/// The length of a stretch of the log whose first document is looked up, as a power of two.
const STRETCH: u32 = 8;

/// The terms of one field of consecutive documents, with their places.
#[derive(Default)]
pub(super) struct Inversion {
    /// The windows, with both characters in one number, which is hashed in one step.
    windows: FxHashMap<u64, TermId>,
    words: FxHashMap<Box<str>, TermId>,
    /// All terms, concatenated.
    written: String,
    /// The end of each term in `written`.
    ends: Vec<u32>,
    /// The number of places of each term.
    counts: Vec<u32>,
    /// The window that begins at each character of each document.
    log: Vec<TermId>,
    /// The words, each with the place in the log at which it begins.
    longer: Vec<(TermId, u32)>,
    /// The place in the log at which each document begins.
    starts: Vec<u32>,
    tokens: u64,
    /// Whether windows are only counted.
    without_windows: bool,
}

impl Inversion {
    /// Returns an inversion of words alone: windows are counted and not kept.
    pub(super) fn of_words() -> Self {
        Self { without_windows: true, ..Self::default() }
    }

    /// Returns the number of characters.
    pub(super) fn len(&self) -> usize {
        self.log.len()
    }

    /// Begins the next document.
    pub(super) fn begin_document(&mut self) {
        self.starts.push(number(self.log.len()));
    }

    /// Adds the window of the next character, `first`, and the one behind it.
    pub(super) fn window(&mut self, first: char, second: char) {
        if self.without_windows {
            self.tokens += 1;
            return self.no_window();
        }
        let (written, ends, counts) = (&mut self.written, &mut self.ends, &mut self.counts);
        let window = u64::from(first) << 32 | u64::from(second);
        let id = *self.windows.entry(window).or_insert_with(|| {
            written.push(first);
            written.push(second);
            new_term(written, ends, counts)
        });
        self.log.push(id);
        self.count(id);
    }

    /// Records that no window begins at the next character.
    pub(super) fn no_window(&mut self) {
        self.log.push(NO_TERM);
    }

    /// Adds a word that begins at character `start` of the document.
    ///
    /// Words are longer than windows, so the two are never confused.
    pub(super) fn word(&mut self, start: usize, word: &str) {
        let id = if let Some(&known) = self.words.get(word) {
            known
        } else {
            self.written.push_str(word);
            let new = new_term(&self.written, &mut self.ends, &mut self.counts);
            self.words.insert(word.into(), new);
            new
        };
        let document = self.starts.last().copied().unwrap_or_default();
        self.longer.push((id, document + number(start)));
        self.count(id);
    }

    fn count(&mut self, id: TermId) {
        *self.counts.get_mut(id as usize).expect("each term has a count") += 1;
        self.tokens += 1;
    }

    /// Returns the number of tokens.
    pub(super) fn tokens(&self) -> u64 {
        self.tokens
    }

    /// Writes the postings of every term, in the order of the terms.
    pub(super) fn write(self, mut to: FieldSerializer<'_>) -> io::Result<()> {
        let order = self.order();
        let places = self.places(&order);
        let documents = Documents::new(self.starts, self.log.len());
        drop(self.log);
        let mut deltas: Vec<u32> = Vec::new();
        let mut from = 0;
        for id in order {
            let len = self.counts.get(id as usize).map_or(0, |&count| count as usize);
            let of_term = places.get(from..from + len).expect("the counts add up");
            from += len;
            // The number of documents serves scores that tantivy is never asked for.
            to.new_term(term(&self.written, &self.ends, id).as_bytes(), 0, true)?;
            let mut rest = of_term;
            while let Some(&first) = rest.first() {
                let (document, start, end) = documents.at(first);
                let mut before = start;
                deltas.clear();
                deltas.extend(rest.iter().take_while(|&&place| place < end).map(|&place| {
                    let delta = place - before;
                    before = place;
                    delta
                }));
                to.write_doc(document, number(deltas.len()), &deltas);
                rest = rest.get(deltas.len()..).expect("each place has a delta");
            }
            to.close_term()?;
        }
        to.close()
    }

    /// Returns the terms in the order of their bytes.
    fn order(&self) -> Vec<TermId> {
        let mut order: Vec<(u64, TermId)> = (0..number(self.ends.len()))
            .map(|id| {
                // Eight bytes are enough to distinguish nearly all terms.
                let mut head = [0; 8];
                let bytes = term(&self.written, &self.ends, id).bytes();
                head.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = byte);
                (u64::from_be_bytes(head), id)
            })
            .collect();
        let text = |id| term(&self.written, &self.ends, id);
        order.sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then_with(|| text(*x).cmp(text(*y))));
        order.into_iter().map(|(_, id)| id).collect()
    }

    /// Returns the places of all terms, grouped by term in `order` and ascending within each term (a
    /// counting sort: `next` is the next free slot of each term).
    fn places(&self, order: &[TermId]) -> Vec<u32> {
        let mut next = vec![0; self.counts.len()];
        let mut total = 0;
        for &id in order {
            *next.get_mut(id as usize).expect("each term has a slot") = total;
            total += self.counts.get(id as usize).expect("each term has a count");
        }
        let mut places = vec![0; total as usize];
        let windows = self.log.iter().copied().zip(0..);
        for (id, place) in windows.chain(self.longer.iter().copied()) {
            // `NO_TERM` has no slot.
            if let Some(slot) = next.get_mut(id as usize) {
                *places.get_mut(*slot as usize).expect("the counts add up") = place;
                *slot += 1;
            }
        }
        places
    }
}

/// Ends the term at the end of `written` and returns its number.
fn new_term(written: &str, ends: &mut Vec<u32>, counts: &mut Vec<u32>) -> TermId {
    let id = number(ends.len());
    ends.push(number(written.len()));
    counts.push(0);
    id
}

/// Returns the term with this number.
fn term<'a>(written: &'a str, ends: &[u32], id: TermId) -> &'a str {
    let at = id as usize;
    let from = at.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |&end| end as usize);
    let to = ends.get(at).map_or(from, |&end| end as usize);
    written.get(from..to).expect("terms end where they were closed")
}

/// Finds the document of a place in the log.
struct Documents {
    /// The beginning of each document, and the end of the last one.
    starts: Vec<u32>,
    /// The document in which each stretch of the log begins.
    by_stretch: Vec<u32>,
}

impl Documents {
    fn new(mut starts: Vec<u32>, len: usize) -> Self {
        starts.push(number(len));
        let mut by_stretch = Vec::with_capacity((len >> STRETCH) + 1);
        let mut document = 0;
        for stretch in 0..=number(len >> STRETCH) {
            while starts.get(document + 1).is_some_and(|&end| end <= stretch << STRETCH) {
                document += 1;
            }
            by_stretch.push(number(document));
        }
        Self { starts, by_stretch }
    }

    /// Returns the number of the document at `place`, with its beginning and its end.
    fn at(&self, place: u32) -> (u32, u32, u32) {
        let stretch = self.by_stretch.get((place >> STRETCH) as usize);
        let mut document = stretch.map_or(0, |&document| document as usize);
        loop {
            let end = self.starts.get(document + 1).copied().unwrap_or(u32::MAX);
            if place < end {
                let start = self.starts.get(document).copied().unwrap_or_default();
                return (number(document), start, end);
            }
            document += 1;
        }
    }
}

/// Narrows a number; a segment is closed long before it has 4 billion characters.
fn number(len: usize) -> u32 {
    u32::try_from(len).expect("a segment has fewer than 4 billion characters")
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use super::*;

    impl fmt::Display for Inversion {
        fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            let windows = self.log.iter().copied().zip(0..);
            let all = windows.filter(|(id, _)| *id != NO_TERM).chain(self.longer.iter().copied());
            for (at, (id, place)) in all.enumerate() {
                let gap = if at == 0 { "" } else { " " };
                write!(out, "{gap}{}@{place}", term(&self.written, &self.ends, id))?;
            }
            Ok(())
        }
    }

    #[test]
    fn places_are_found_in_their_documents() {
        let documents = Documents::new(vec![0, 3, 3, 900], 1000);
        for (place, expected) in [
            (0, (0, 0, 3)),
            (2, (0, 0, 3)),
            (3, (2, 3, 900)),
            (899, (2, 3, 900)),
            (900, (3, 900, 1000)),
            (999, (3, 900, 1000)),
        ] {
            assert_eq!(documents.at(place), expected, "{place}");
        }
    }

    #[test]
    fn terms_are_in_the_order_of_their_bytes() {
        let mut inversion = Inversion::default();
        inversion.begin_document();
        for (first, second) in [('法', '治'), ('a', '法'), ('法', '律'), ('𠀀', '字'), ('法', '治')]
        {
            inversion.window(first, second);
        }
        inversion.word(2, "法律顾问");
        let order = inversion.order();
        let terms: Vec<&str> =
            order.iter().map(|&id| term(&inversion.written, &inversion.ends, id)).collect();
        assert_eq!(terms, ["a法", "法律", "法律顾问", "法治", "𠀀字"]);
        assert_eq!(inversion.places(&order), [1, 2, 2, 0, 4, 3]);
    }
}

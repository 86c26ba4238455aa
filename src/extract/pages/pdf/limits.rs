//! Measures what a file would cost before it is read.
//!
//! `unpdf` stops at single streams that expand beyond a gigabyte, and at circles of pages and
//! forms. It has no limit on nesting, on the sum of all streams, on pages that share a stream, or
//! on the character maps of fonts. All of this is measured here with little memory: what is refused
//! would have cost gigabytes, minutes, or the whole program.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;
use unpdf::parser::backend::PageId;
use unpdf::parser::raw::tokenizer::{self, PdfDict, PdfObject};
use unpdf::parser::raw::xref::{self, XrefEntry, XrefTable};
use unpdf::parser::raw::{PdfStream, RawDocument};

use super::character_map::CharacterMaps;
use super::inflate::{Budget, MOST_EXPANDED};
use super::masked::{MASKED, masked};
use super::nesting::{self, DEEPEST, skip_blanks, walk};
use crate::extract::Unreadable;

/// The most objects outside streams, counting each number in an array: the largest yearbooks have a
/// million.
const MOST_OBJECTS: usize = 16_000_000;

/// How often each byte may be walked over: once for each level of nesting.
const MOST_WALKS: usize = DEEPEST;

/// How often the table of objects may refer to the same packed object.
const MOST_TWINS: usize = 16;

/// The sizes of the pages of a file.
pub(super) struct Sizes {
    document: RawDocument,
    /// The content streams that were measured.
    known: RefCell<FxHashMap<(u32, u16), Content>>,
}

/// The content of a page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Content {
    /// Its expanded size in bytes.
    pub(super) bytes: usize,
    /// Whether some of it is incomplete.
    pub(super) is_broken: bool,
}

/// Measures a file.
///
/// Fails if reading it would cost more than any report, if it is encrypted, or if it has no
/// objects.
pub(super) fn check(data: &[u8]) -> Result<Sizes, Unreadable> {
    let (ends, maps) = (endings(data), CharacterMaps::default());
    let mut guard = Guard { data, ends, budget: Budget::new(), maps, walked: 0 };
    let streams = guard.walk_all()?;
    for (dictionary, bytes) in &streams {
        let raw = data.get(bytes.clone()).unwrap_or_default();
        guard.take_stream(dictionary, raw)?;
    }
    drop(streams);
    let (table, trailer) = objects(data)?;
    if trailer.contains_key(b"Encrypt".as_slice()) {
        guard.take_encrypted(&table)?;
    }
    let document = RawDocument::load(data).map_err(|error| super::reason(&error))?;
    Ok(Sizes { document, known: RefCell::default() })
}

impl Sizes {
    /// Returns the content of `page`; each stream counts as often as the page refers to it.
    pub(super) fn content_of(&self, page: PageId) -> Content {
        let page = self.document.get_dict(page).ok();
        let Some(contents) = page.and_then(|page| page.get(b"Contents".as_slice())) else {
            return Content::default();
        };
        let PdfObject::Array(parts) = self.document.resolve(contents) else {
            return self.stream(contents);
        };
        let mut whole = Content::default();
        for part in parts {
            let Content { bytes, is_broken } = self.stream(part);
            whole.bytes = whole.bytes.saturating_add(bytes);
            whole.is_broken |= is_broken;
        }
        whole
    }

    /// Returns the content of the stream that `part` is or refers to.
    fn stream(&self, part: &PdfObject) -> Content {
        let key = part.as_reference();
        if let Some(known) = key.and_then(|key| self.known.borrow().get(&key).copied()) {
            return known;
        }
        let mut content = Content::default();
        if let Some(stream) = self.document.resolve(part).as_stream() {
            // The budget was enough for all streams together; here each has its own.
            let mut budget = Budget::new();
            let expanded = budget.expand(&stream.dict, &stream.raw_data);
            content.bytes = expanded.map_or(usize::MAX, |expanded| expanded.len());
            content.is_broken = budget.is_broken();
        }
        if let Some(key) = key {
            self.known.borrow_mut().insert(key, content);
        }
        content
    }
}

/// What has been spent on a file.
struct Guard<'a> {
    data: &'a [u8],
    /// The offsets of `endstream`.
    ends: Vec<usize>,
    budget: Budget,
    maps: CharacterMaps,
    /// The number of bytes walked over.
    walked: usize,
}

impl Guard<'_> {
    /// Walks over every object of the file, and returns the dictionary and the bytes of each
    /// stream.
    fn walk_all(&mut self) -> Result<Vec<(PdfDict, Range<usize>)>, Unreadable> {
        let mut streams = Vec::new();
        let mut objects = 0usize;
        let mut raw = 0usize;
        for (at, byte) in self.data.iter().enumerate() {
            if !matches!(byte, b'[' | b'<' | b'o') {
                continue;
            }
            let rest = self.data.get(at..).unwrap_or_default();
            let is_dictionary = rest.starts_with(b"<<");
            let is_object = rest.starts_with(b"obj") && !before_is_letter(self.data, at);
            if !is_dictionary && !is_object && *byte != b'[' {
                continue;
            }
            let start = if is_object { at + 3 } else { at };
            let found = self.walk(start)?;
            if is_object {
                objects = objects.saturating_add(found.objects);
            }
            if objects > MOST_OBJECTS {
                return Err(Unreadable::TooMuch { most: MOST_EXPANDED });
            }
            if !is_dictionary || !found.is_whole {
                continue;
            }
            // The walk included the stream: only its dictionary is read again.
            let Some((dictionary, bytes)) = self.stream(start) else { continue };
            raw = raw.saturating_add(bytes.len());
            if raw > MOST_EXPANDED {
                return Err(Unreadable::TooMuch { most: MOST_EXPANDED });
            }
            streams.push((dictionary, bytes));
        }
        Ok(streams)
    }

    /// Walks over the object at `start`.
    fn walk(&mut self, start: usize) -> Result<nesting::Walk, Unreadable> {
        let found = walk(self.data, start, |at| {
            let bytes = nesting::stream_at(self.data, at, None, &self.ends)?;
            Some(bytes.end + b"endstream".len())
        });
        self.walked = self.walked.saturating_add(found.end.saturating_sub(start));
        if found.is_too_deep {
            return Err(Unreadable::TooDeep { most: DEEPEST });
        }
        // A megabyte more: small files may be walked over more often.
        if self.walked / MOST_WALKS > self.data.len() + (1 << 20) {
            return Err(Unreadable::TooMuch { most: MOST_EXPANDED });
        }
        Ok(found)
    }

    /// Returns the dictionary at `start` and the bytes of its stream, if it has one.
    fn stream(&self, start: usize) -> Option<(PdfDict, Range<usize>)> {
        let dictionary = walk(self.data, start, |_| None);
        let alone = self.data.get(start..dictionary.end)?;
        nesting::stream_at(self.data, dictionary.end, None, &self.ends)?;
        let (PdfObject::Dict(found), _) = tokenizer::parse_object(alone, 0).ok()? else {
            return None;
        };
        let length = found.get(b"Length".as_slice()).and_then(PdfObject::as_i64);
        let length = length.and_then(|length| usize::try_from(length).ok());
        let bytes = nesting::stream_at(self.data, dictionary.end, length, &self.ends)?;
        Some((found, bytes))
    }

    /// Spends the cost of a stream and of what reading it leads to.
    fn take_stream(&mut self, dictionary: &PdfDict, raw: &[u8]) -> Result<(), Unreadable> {
        let is = |key: &str, value: &str| {
            dictionary.get(key.as_bytes()).and_then(PdfObject::as_name) == Some(value.as_bytes())
        };
        let has = |key: &str| dictionary.contains_key(key.as_bytes());
        // Pictures are not expanded, unless the file uses them as something else.
        let is_packed = (has("First") || has(MASKED)) && has("N");
        if is("Subtype", "Image") && !is_packed && !has("W") {
            return Ok(());
        }
        let expanded = self.budget.expand(dictionary, raw)?;
        if is_packed {
            self.take_packed(dictionary, &expanded)?;
        }
        self.maps.add(&expanded)
    }

    /// Spends the cost of the objects packed in a stream.
    fn take_packed(&mut self, dictionary: &PdfDict, expanded: &[u8]) -> Result<(), Unreadable> {
        let number = |key: &str| {
            let number = dictionary.get(key.as_bytes()).and_then(PdfObject::as_i64);
            usize::try_from(number.unwrap_or(0)).unwrap_or(0)
        };
        let first = number("First").max(number(MASKED));
        let mut at = 0;
        let mut next = || {
            at = skip_blanks(expanded, at);
            let digits = expanded.get(at..)?.iter().take_while(|byte| byte.is_ascii_digit());
            let end = at + digits.count();
            let text = std::str::from_utf8(expanded.get(at..end)?).ok()?;
            at = end;
            text.parse::<usize>().ok()
        };
        for _ in 0..number("N") {
            let (Some(_), Some(offset)) = (next(), next()) else { break };
            let start = first.saturating_add(offset);
            let found = walk(expanded, start, |_| None);
            if found.is_too_deep {
                return Err(Unreadable::TooDeep { most: DEEPEST });
            }
            self.budget.take(found.end.saturating_sub(start).max(16))?;
        }
        Ok(())
    }

    /// Spends the cost of the streams of an encrypted file, which are decrypted first.
    ///
    /// The file is read with its packed objects hidden, since reading would expand them.
    fn take_encrypted(&mut self, table: &XrefTable) -> Result<(), Unreadable> {
        let masked = masked(self.data);
        let document = RawDocument::load(&masked).map_err(|error| super::reason(&error))?;
        drop(masked);
        for id in table.entries.keys() {
            if let Some(stream) = document.get_object(*id).and_then(PdfObject::as_stream) {
                let PdfStream { dict, raw_data } = stream;
                self.take_stream(dict, raw_data)?;
            }
        }
        Ok(())
    }
}

/// Returns the offsets of `endstream` in `data`.
fn endings(data: &[u8]) -> Vec<usize> {
    let word = b"endstream";
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = data.get(at..).and_then(|rest| rest.iter().position(|&b| b == b'e')) {
        at += next;
        if data.get(at..).is_some_and(|rest| rest.starts_with(word)) {
            found.push(at);
            at += word.len();
        } else {
            at += 1;
        }
    }
    found
}

/// Returns whether a letter precedes `at`, as in `endobj`.
fn before_is_letter(data: &[u8], at: usize) -> bool {
    at.checked_sub(1).and_then(|at| data.get(at)).is_some_and(u8::is_ascii_alphabetic)
}

/// Returns the table of objects and the trailer as `unpdf` finds them.
fn objects(data: &[u8]) -> Result<(XrefTable, PdfDict), Unreadable> {
    let damaged = Unreadable::Damaged("its objects cannot be found");
    let chain = xref::parse_xref_chain(data).ok();
    let is_sound = chain.as_ref().is_some_and(|(table, _)| {
        table.entries.iter().all(|(&(number, generation), entry)| match *entry {
            XrefEntry::Uncompressed(at) => xref::object_header_at(data, at, number, generation),
            XrefEntry::Compressed(..) => true,
        })
    });
    let (table, trailer) = match chain {
        Some(chain) if is_sound => chain,
        // If the table cannot be rebuilt, `unpdf` uses one that may point anywhere.
        chain => {
            let (table, mut trailer) = xref::reconstruct(data).map_err(|_| damaged)?;
            for (key, value) in chain.map(|(_, trailer)| trailer).into_iter().flatten() {
                trailer.insert(key, value);
            }
            (table, trailer)
        }
    };
    // Each entry is a copy of the packed object.
    let mut twins: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    for entry in table.entries.values() {
        if let XrefEntry::Compressed(stream, index) = *entry {
            *twins.entry((stream, index)).or_default() += 1;
        }
    }
    if twins.values().any(|&count| count > MOST_TWINS) {
        return Err(Unreadable::Damaged("its table of objects lists one of them too often"));
    }
    Ok((table, trailer))
}

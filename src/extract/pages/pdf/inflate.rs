//! What streams expand to, measured within a budget.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use unpdf::parser::raw::PdfStream;
use unpdf::parser::raw::stream;
use unpdf::parser::raw::tokenizer::{PdfDict, PdfObject};

use crate::extract::Unreadable;

/// The most bytes that one file may expand to, and that are read of it.
///
/// The yearbooks with most maps come to some 60 MB. Each page counts with its content and its
/// objects.
pub(super) const MOST_EXPANDED: usize = 256 << 20;

/// The most filters of one stream; real files have two, one for letters and one for size.
const MOST_FILTERS: usize = 4;

/// The cost of an incomplete stream: `unpdf` tries it again in this many ways.
const BROKEN: usize = 20;

/// What may still be spent on a file.
pub(super) struct Budget {
    left: usize,
    /// Whether the last stream was incomplete.
    is_broken: bool,
}

impl Budget {
    /// Returns the budget of a file.
    pub(super) fn new() -> Self {
        Self { left: MOST_EXPANDED, is_broken: false }
    }

    /// Returns whether the last stream was incomplete.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Spends `bytes`.
    ///
    /// Fails if fewer are left.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), Unreadable> {
        self.left =
            self.left.checked_sub(bytes).ok_or(Unreadable::TooMuch { most: MOST_EXPANDED })?;
        Ok(())
    }

    /// Returns the content of the stream of `dictionary` with the bytes `raw`, as far as it can be
    /// expanded.
    ///
    /// Fails if it is larger than what is left.
    pub(super) fn expand(
        &mut self,
        dictionary: &PdfDict,
        raw: &[u8],
    ) -> Result<Vec<u8>, Unreadable> {
        self.is_broken = false;
        self.take(raw.len())?;
        let names = filters(dictionary);
        if names.len() > MOST_FILTERS {
            return Err(Unreadable::TooDeep { most: MOST_FILTERS });
        }
        let mut data = raw.to_vec();
        for name in names {
            data = match name {
                b"FlateDecode" | b"Fl" => self.inflate(&data)?,
                b"DCTDecode" | b"DCT" | b"JPXDecode" | b"JBIG2Decode" | b"CCITTFaxDecode"
                | b"CCF" => break,
                _ => self.other(name, data)?,
            };
        }
        Ok(data)
    }

    /// Expands Flate data with the header of zlib, or without as some programs write it.
    fn inflate(&mut self, data: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let (whole, is_whole) = self.read(ZlibDecoder::new(data))?;
        if is_whole {
            return Ok(whole);
        }
        let (bare, is_whole) = self.read(DeflateDecoder::new(data))?;
        if is_whole {
            return Ok(bare);
        }
        // In many files only the checksum at the end is wrong.
        let (_, is_whole) = self.read(DeflateDecoder::new(data.get(2..).unwrap_or_default()))?;
        self.is_broken |= !is_whole;
        let longer = if whole.len() < bare.len() { bare } else { whole };
        self.take(longer.len().saturating_mul(BROKEN))?;
        Ok(longer)
    }

    /// Reads `reader` as far as possible, and returns whether that was all of it.
    fn read(&mut self, reader: impl Read) -> Result<(Vec<u8>, bool), Unreadable> {
        let most = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        let mut out = Vec::new();
        let is_whole = reader.take(most).read_to_end(&mut out).is_ok();
        self.take(out.len())?;
        Ok((out, is_whole))
    }

    /// Expands another filter, unless its result could be larger than what is left.
    fn other(&mut self, name: &[u8], data: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
        // The most that a byte expands to is 2.5 bytes, in LZW, whose longest entry has 3,838 bytes
        // for 12 bits.
        let most: usize = match name {
            b"LZWDecode" | b"LZW" => 2600,
            b"RunLengthDecode" | b"RL" => 64,
            _ => 4,
        };
        if data.len().saturating_mul(most) > self.left.saturating_mul(8) {
            // It may be a bomb: it counts with the most it could expand to.
            self.take(data.len().saturating_mul(8))?;
        }
        let mut dict = PdfDict::new();
        dict.insert(b"Filter".to_vec(), PdfObject::Name(name.to_vec()));
        let decoded = stream::decode(&PdfStream { dict, raw_data: data }).map(|it| it.data);
        self.is_broken |= decoded.is_err();
        let decoded = decoded.unwrap_or_default();
        self.take(decoded.len())?;
        Ok(decoded)
    }
}

/// Returns the names of the filters of a stream, in the order in which they are decoded.
fn filters(dictionary: &PdfDict) -> Vec<&[u8]> {
    match dictionary.get(b"Filter".as_slice()) {
        Some(PdfObject::Name(name)) => vec![name.as_slice()],
        Some(PdfObject::Array(names)) => names.iter().filter_map(PdfObject::as_name).collect(),
        _ => Vec::new(),
    }
}

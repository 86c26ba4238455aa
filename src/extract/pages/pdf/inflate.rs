//! What streams expand to, measured within a budget.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use unpdf::parser::raw::PdfStream;
use unpdf::parser::raw::stream;
use unpdf::parser::raw::tokenizer::{PdfDict, PdfObject};

use crate::extract::Unreadable;

/// How much one file may expand to, and how much of it is looked at, in bytes.
///
/// The yearbooks with most maps come to some 60 MB; a page is counted with its content, and with
/// what its objects take.
pub(super) const MOST_EXPANDED: usize = 256 << 20;

/// How many filters one stream may pass through; two are met, one for letters and one for size.
const MOST_FILTERS: usize = 4;

/// What a stream that breaks off counts for: `unpdf` tries it again in so many ways.
const BROKEN: usize = 20;

/// What may still be spent on a file.
pub(super) struct Budget {
    left: usize,
    /// Whether the stream that was expanded last broke off.
    is_broken: bool,
}

impl Budget {
    /// Returns the budget of a file.
    pub(super) fn new() -> Self {
        Self { left: MOST_EXPANDED, is_broken: false }
    }

    /// Returns whether the stream that was expanded last broke off.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Takes `bytes`.
    ///
    /// Fails where there are not as many left.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), Unreadable> {
        self.left =
            self.left.checked_sub(bytes).ok_or(Unreadable::TooMuch { most: MOST_EXPANDED })?;
        Ok(())
    }

    /// Returns what the stream of `dictionary` expands to from its bytes `raw`, as far as it can
    /// be expanded.
    ///
    /// Fails where that is more than there is left.
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

    /// Expands what passed through Flate: with the header of zlib, or without as some write it.
    fn inflate(&mut self, data: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let (whole, is_whole) = self.read(ZlibDecoder::new(data))?;
        if is_whole {
            return Ok(whole);
        }
        let (bare, is_whole) = self.read(DeflateDecoder::new(data))?;
        if is_whole {
            return Ok(bare);
        }
        // Of many files the checksum alone is wrong, behind all that was packed.
        let (_, is_whole) = self.read(DeflateDecoder::new(data.get(2..).unwrap_or_default()))?;
        self.is_broken |= !is_whole;
        let longer = if whole.len() < bare.len() { bare } else { whole };
        self.take(longer.len().saturating_mul(BROKEN))?;
        Ok(longer)
    }

    /// Reads all of `reader` that it gives, and returns whether that was all there was.
    fn read(&mut self, reader: impl Read) -> Result<(Vec<u8>, bool), Unreadable> {
        let most = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        let mut out = Vec::new();
        let is_whole = reader.take(most).read_to_end(&mut out).is_ok();
        self.take(out.len())?;
        Ok((out, is_whole))
    }

    /// Expands what passed through another filter, where that cannot take more than there is left.
    fn other(&mut self, name: &[u8], data: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
        // No byte expands to more: 2.5 in LZW, whose longest entry has 3,838 bytes for 12 bits.
        let most: usize = match name {
            b"LZWDecode" | b"LZW" => 2600,
            b"RunLengthDecode" | b"RL" => 64,
            _ => 4,
        };
        if data.len().saturating_mul(most) > self.left.saturating_mul(8) {
            // So much of it that it may be a bomb: it counts for what it has at best.
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

/// Returns the names of the filters of a stream, in the order they are undone.
fn filters(dictionary: &PdfDict) -> Vec<&[u8]> {
    match dictionary.get(b"Filter".as_slice()) {
        Some(PdfObject::Name(name)) => vec![name.as_slice()],
        Some(PdfObject::Array(names)) => names.iter().filter_map(PdfObject::as_name).collect(),
        _ => Vec::new(),
    }
}

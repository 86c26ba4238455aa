//! The signatures of all reports as a file: written at each commit, read at the next.
//!
//! Only indexing needs them, so they stand beside the ledger and not in it: they take more than the
//! ledger does. All numbers are little-endian; 0 stands for a fact that is not known, except where
//! a constant below says otherwise.

use std::fs;
use std::path::Path;

use super::manifest::{Manifest, hash_of};
use super::pieces::{Piece, PieceKind};
use super::signature::{AgencyClaim, SetByUser, Signature};
use crate::error::{Error, Result};

/// What stands for a kind of document that is not known.
const NO_KIND: u8 = u8::MAX;

/// What stands for the part of the year in a title that is not known.
const NO_PERIOD: u32 = u32::MAX;

/// The bits of a piece's length in the byte that holds its kind above them.
const LEN_BITS: u32 = 6;

/// Stands for a length that does not fit into them; the length follows in two bytes.
const LONG: u8 = (1 << LEN_BITS) - 1;

/// Reads the signatures that belong to `manifest`.
///
/// They have to be the very bytes that were written: copies would be counted otherwise.
pub(super) fn read(dir: &Path, manifest: &Manifest) -> Result<Vec<Signature>> {
    let bytes = checked(dir, manifest)?;
    let mut rest = Bytes(&bytes);
    let mut signatures = Vec::new();
    while !rest.0.is_empty() {
        let Some(signature) = rest.signature() else {
            let what = format!("`{}` cannot be read", manifest.signatures_name());
            return Err(Error::Damaged { dir: dir.to_owned(), what });
        };
        signatures.push(signature);
    }
    Ok(signatures)
}

/// Returns the file of the signatures, after its hash was compared.
pub(super) fn checked(dir: &Path, manifest: &Manifest) -> Result<Vec<u8>> {
    let name = manifest.signatures_name();
    let damaged = |what: String| Error::Damaged { dir: dir.to_owned(), what };
    let bytes =
        fs::read(dir.join(&name)).map_err(|_| damaged(format!("its file `{name}` is missing")))?;
    if hash_of(&bytes) != manifest.signatures_hash {
        return Err(damaged(format!("not what was written: `{name}`")));
    }
    Ok(bytes)
}

/// Returns the signatures as they are written.
pub(super) fn to_bytes(signatures: &[Signature]) -> Vec<u8> {
    let mut out = Vec::new();
    for signature in signatures {
        write(signature, &mut out);
    }
    out
}

fn write(signature: &Signature, out: &mut Vec<u8>) {
    let number = |option: Option<u32>| option.unwrap_or_default().to_le_bytes();
    out.extend(signature.number.to_le_bytes());
    out.extend(signature.exact);
    out.extend(signature.characters.to_le_bytes());
    let (claim, name) = match &signature.agency {
        AgencyClaim::Unknown => (0, ""),
        AgencyClaim::Placeless(name) => (1, name.as_str()),
        AgencyClaim::Anonymised(name) => (2, name.as_str()),
        AgencyClaim::Placed(name) => (3, name.as_str()),
    };
    out.push(claim);
    out.extend(u32::try_from(name.len()).expect("names are short").to_le_bytes());
    out.extend(name.as_bytes());
    out.extend(number(signature.region));
    out.extend(signature.year.unwrap_or_default().to_le_bytes());
    out.push(signature.kind.unwrap_or(NO_KIND));
    // Every hash is below the modulus, far from this.
    out.extend(signature.period.unwrap_or(NO_PERIOD).to_le_bytes());
    out.extend(number(signature.published));
    out.extend(number(signature.date));
    out.push(signature.set_by_user.0);
    out.push(signature.facts);
    out.extend(signature.notes.to_le_bytes());
    let pieces = u32::try_from(signature.pieces.len()).expect("a report is smaller than 4 GB");
    out.extend(pieces.to_le_bytes());
    for piece in &signature.pieces {
        let kind = match piece.kind {
            PieceKind::Sentence => 0,
            PieceKind::Line => 1,
            PieceKind::Figures => 2,
        };
        // The fourth byte of every hash is 0.
        out.extend(piece.hash.to_le_bytes().into_iter().take(3));
        match u8::try_from(piece.len) {
            Ok(len) if len < LONG => out.push(len | kind << LEN_BITS),
            _ => {
                out.push(LONG | kind << LEN_BITS);
                out.extend(piece.len.to_le_bytes());
            }
        }
    }
}

/// What is left to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn signature(&mut self) -> Option<Signature> {
        Some(Signature {
            number: u64::from_le_bytes(self.array()?),
            exact: self.array()?,
            characters: self.u32()?,
            agency: self.agency()?,
            region: Some(self.u32()?).filter(|code| *code > 0),
            year: Some(self.u16()?).filter(|year| *year > 0),
            kind: Some(self.u8()?).filter(|kind| *kind != NO_KIND),
            period: Some(self.u32()?).filter(|period| *period != NO_PERIOD),
            published: Some(self.u32()?).filter(|day| *day > 0),
            date: Some(self.u32()?).filter(|day| *day > 0),
            set_by_user: SetByUser(self.u8()?),
            facts: self.u8()?,
            notes: self.u16()?,
            pieces: self.pieces()?,
        })
    }

    fn agency(&mut self) -> Option<AgencyClaim> {
        let claim = self.u8()?;
        let len = usize::try_from(self.u32()?).ok()?;
        let name = String::from_utf8(self.take(len)?.to_vec()).ok()?;
        Some(match claim {
            0 => AgencyClaim::Unknown,
            1 => AgencyClaim::Placeless(name),
            2 => AgencyClaim::Anonymised(name),
            3 => AgencyClaim::Placed(name),
            _ => return None,
        })
    }

    fn pieces(&mut self) -> Option<Vec<Piece>> {
        let count = usize::try_from(self.u32()?).ok()?;
        // Each takes four bytes or more.
        let mut pieces = Vec::with_capacity(count.min(self.0.len() / 4));
        for _ in 0..count {
            let [a, b, c, len] = self.array()?;
            let kind = match len >> LEN_BITS {
                0 => PieceKind::Sentence,
                1 => PieceKind::Line,
                2 => PieceKind::Figures,
                _ => return None,
            };
            let len = match len & LONG {
                LONG => self.u16()?,
                len => u16::from(len),
            };
            pieces.push(Piece { hash: u32::from_le_bytes([a, b, c, 0]), len, kind });
        }
        Some(pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::PageFacts;
    use crate::index::pieces::Cutter;
    use crate::parse;
    use crate::text::Folded;

    fn signature(number: u64, text: &str) -> Signature {
        let report = parse::report(text, &PageFacts::default(), "某/1.txt", None);
        let mut cutter = Cutter::new();
        cutter.add(&Folded::new(&report.body).text);
        Signature::of(number, &report, cutter.finish())
    }

    #[test]
    fn what_is_written_is_read_back() {
        let long = "依法行政".repeat(10_000);
        let signatures = [
            signature(3, "云岫县司法局2023年上半年工作报告\n一、工作\n办案561件。\n- 3 -\n"),
            signature(7, "---\nyear: 2021\ndate: 2022-01-05\n---\n办案。\n"),
            signature(900, "X县卫生健康局2021年法治政府建设工作报告\n办案561件。\n"),
            signature(901, "司法局2021年法治政府建设工作报告\n"),
            signature(902, &long),
        ];
        let bytes = to_bytes(&signatures);
        let mut rest = Bytes(&bytes);
        for expected in &signatures {
            assert_eq!(rest.signature().as_ref(), Some(expected));
        }
        assert!(rest.0.is_empty());
        // Cut anywhere, the last one is missed and nothing else happens.
        for len in 0..to_bytes(&signatures[..1]).len() {
            assert_eq!(Bytes(&bytes[..len]).signature(), None, "{len}");
        }
    }
}

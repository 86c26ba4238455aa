//! The fingerprints of all reports as a file: written at each commit, read at the next.
//!
//! Only indexing needs them, so they stand beside the ledger and not in it: they take more than the
//! ledger does. All numbers are little-endian; 0 stands for a fact that is not known, except where
//! a constant below says otherwise.

use std::path::Path;

use super::fingerprint::{AgencyClaim, Fingerprint, SetByUser};
use super::sentences::{Piece, PieceKind};
use crate::error::{Error, Result};
use crate::index::files::read_checked;
use crate::index::manifest::Manifest;

/// What stands for a kind of document that is not known.
const NO_KIND: u8 = u8::MAX;

/// What stands for the part of the year in a title that is not known.
const NO_PERIOD: u32 = u32::MAX;

/// The bits of a piece's length in the byte that holds its kind above them.
const LEN_BITS: u32 = 6;

/// Stands for a length that does not fit into them; the length follows in two bytes.
const LONG: u8 = (1 << LEN_BITS) - 1;

/// Reads the fingerprints that belong to `manifest`.
///
/// They have to be the very bytes that were written: copies would be counted otherwise.
pub(in crate::index) fn read_fingerprints(
    dir: &Path,
    manifest: &Manifest,
) -> Result<Vec<Fingerprint>> {
    let bytes = check_fingerprints(dir, manifest)?;
    let mut rest = Bytes(&bytes);
    let mut fingerprints = Vec::new();
    while !rest.0.is_empty() {
        let Some(fingerprint) = rest.fingerprint() else {
            let what = format!("`{}` cannot be read", manifest.fingerprints_name());
            return Err(Error::Damaged { dir: dir.to_owned(), what });
        };
        fingerprints.push(fingerprint);
    }
    Ok(fingerprints)
}

/// Returns the bytes of the file of fingerprints, after checking their hash.
///
/// # Errors
///
/// Fails if the file is missing or is not what was written.
pub(in crate::index) fn check_fingerprints(dir: &Path, manifest: &Manifest) -> Result<Vec<u8>> {
    read_checked(dir, &manifest.fingerprints_name(), &manifest.fingerprints_hash)
}

/// Returns the fingerprints as they are written.
pub(in crate::index) fn fingerprints_to_bytes(fingerprints: &[Fingerprint]) -> Vec<u8> {
    let mut out = Vec::new();
    for fingerprint in fingerprints {
        write(fingerprint, &mut out);
    }
    out
}

fn write(fingerprint: &Fingerprint, out: &mut Vec<u8>) {
    let number = |option: Option<u32>| option.unwrap_or_default().to_le_bytes();
    out.extend(fingerprint.number.to_le_bytes());
    out.extend(fingerprint.exact);
    out.extend(fingerprint.characters.to_le_bytes());
    let (claim, name) = match &fingerprint.agency {
        AgencyClaim::Unknown => (0, ""),
        AgencyClaim::Placeless(name) => (1, name.as_str()),
        AgencyClaim::Anonymised(name) => (2, name.as_str()),
        AgencyClaim::Placed(name) => (3, name.as_str()),
    };
    out.push(claim);
    out.extend(u32::try_from(name.len()).expect("names are short").to_le_bytes());
    out.extend(name.as_bytes());
    out.extend(number(fingerprint.region));
    out.extend(fingerprint.year.unwrap_or_default().to_le_bytes());
    out.push(fingerprint.kind.unwrap_or(NO_KIND));
    // Every hash is below the modulus, far from this.
    out.extend(fingerprint.period.unwrap_or(NO_PERIOD).to_le_bytes());
    out.extend(number(fingerprint.published));
    out.extend(number(fingerprint.date));
    out.push(fingerprint.set_by_user.0);
    out.push(fingerprint.facts);
    out.extend(fingerprint.notes.to_le_bytes());
    let pieces = u32::try_from(fingerprint.pieces.len()).expect("a report is smaller than 4 GB");
    out.extend(pieces.to_le_bytes());
    for piece in &fingerprint.pieces {
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

    fn fingerprint(&mut self) -> Option<Fingerprint> {
        Some(Fingerprint {
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
    use crate::index::duplicates::sentences::Cutter;
    use crate::index::stored::StoredReport;
    use crate::parse;
    use crate::text::Folded;

    fn fingerprint(number: u64, text: &str) -> Fingerprint {
        let report = parse::report(text, &PageFacts::default(), "某/1.txt", None);
        let mut cutter = Cutter::new();
        cutter.add(&Folded::new(&report.body).text);
        let (stored, _) = StoredReport::split(report, String::new(), String::new());
        Fingerprint::new(number, &stored, cutter.finish())
    }

    #[test]
    fn what_is_written_is_read_back() {
        let long = "依法行政".repeat(10_000);
        let fingerprints = [
            fingerprint(3, "云岫县司法局2023年上半年工作报告\n一、工作\n办案561件。\n- 3 -\n"),
            fingerprint(7, "---\nyear: 2021\ndate: 2022-01-05\n---\n办案。\n"),
            fingerprint(900, "X县卫生健康局2021年法治政府建设工作报告\n办案561件。\n"),
            fingerprint(901, "司法局2021年法治政府建设工作报告\n"),
            fingerprint(902, &long),
        ];
        let bytes = fingerprints_to_bytes(&fingerprints);
        let mut rest = Bytes(&bytes);
        for expected in &fingerprints {
            assert_eq!(rest.fingerprint().as_ref(), Some(expected));
        }
        assert!(rest.0.is_empty());
        // Cut anywhere, the last one is missed and nothing else happens.
        for len in 0..fingerprints_to_bytes(&fingerprints[..1]).len() {
            assert_eq!(Bytes(&bytes[..len]).fingerprint(), None, "{len}");
        }
    }
}

//! The fingerprints of all reports as a file: written at each commit, read at the next.
//!
//! Only indexing needs them, so they have a file of their own next to the ledger: they are larger
//! than it is. The file is a list in the format of `postcard`.

use std::path::Path;

use super::fingerprint::Fingerprint;
use crate::error::{Error, Result};
use crate::index::files::read_checked;
use crate::index::manifest::Manifest;

/// Reads the fingerprints that belong to `manifest`.
///
/// They have to be the very bytes that were written: with others, copies would be counted.
///
/// # Errors
///
/// Fails if the file is missing or is not what was written.
pub(in crate::index) fn read_fingerprints(
    dir: &Path,
    manifest: &Manifest,
) -> Result<Vec<Fingerprint>> {
    let bytes = check_fingerprints(dir, manifest)?;
    postcard::from_bytes(&bytes).map_err(|_| Error::Damaged {
        dir: dir.to_owned(),
        what: format!("`{}` cannot be read", manifest.fingerprints_name()),
    })
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
    postcard::to_allocvec(fingerprints).expect("plain data can be encoded in memory")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::duplicates::fingerprint::fingerprint;

    fn read(bytes: &[u8]) -> Option<Vec<Fingerprint>> {
        postcard::from_bytes(bytes).ok()
    }

    #[test]
    fn fingerprints_are_read_back_as_written() {
        let long = "依法行政".repeat(10_000);
        let fingerprints = vec![
            fingerprint(3, "云岫县司法局2023年上半年工作报告\n一、工作\n办案561件。\n- 3 -\n"),
            fingerprint(7, "---\nyear: 2021\ndate: 2022-01-05\n---\n办案。\n"),
            fingerprint(900, "X县卫生健康局2021年法治政府建设工作报告\n办案561件。\n"),
            fingerprint(901, "司法局2021年法治政府建设工作报告\n"),
            fingerprint(902, &long),
        ];
        let bytes = fingerprints_to_bytes(&fingerprints);
        assert_eq!(read(&bytes), Some(fingerprints));
    }

    #[test]
    fn a_file_that_is_cut_short_is_refused() {
        let text = "云岫县司法局2023年工作报告\n一、工作\n办案561件。\n- 3 -\n";
        let bytes = fingerprints_to_bytes(&[fingerprint(3, text), fingerprint(4, text)]);
        for len in 0..bytes.len() {
            assert_eq!(read(&bytes[..len]), None, "{len}");
        }
    }
}

//! Duplicate detection: which reports are copies or superseded versions of others.
//!
//! - `sentences`: a folded text → hashes of its sentences and lines
//! - `fingerprint`: those hashes with the facts that decide
//! - `fingerprint_file`: all fingerprints on disk
//! - `similarity`: two texts → the same, versions, or different
//! - `candidates`: which pairs of reports are compared
//! - `verdict`: what every report is counted as
//! - `successors`: which report took the place of one that is gone

mod sentences;
mod fingerprint;
mod fingerprint_file;
mod similarity;
mod candidates;
mod verdict;
mod successors;

pub(super) use fingerprint::Fingerprint;
pub(super) use fingerprint_file::{check_fingerprints, fingerprints_to_bytes, read_fingerprints};
pub(super) use sentences::Cutter;
pub(super) use successors::{Placed, successors};
pub(super) use verdict::judge_all;

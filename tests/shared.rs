//! What some tests need that is not part of the repository: published reports, sample files written
//! by many programs, and pages that were judged by hand. It is in `../shared`.
//!
//! A test that needs it is `#[ignore = "needs ../shared"]`; `.ci/run` runs these too if the
//! folder exists.

use std::path::{Path, PathBuf};

/// Returns the path of a file or folder in `../shared`.
///
/// # Panics
///
/// If it does not exist: a test that lacks its input fails.
pub(crate) fn shared(below: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(below);
    path.canonicalize().unwrap_or_else(|error| panic!("{} is needed: {error}", path.display()))
}

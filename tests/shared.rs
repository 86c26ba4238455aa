//! What some tests need that is not part of the repository: published reports, sample files written
//! by many programs, and pages that were judged by hand. It is in `../shared`.
//!
//! A test that needs it is `#[ignore = "needs ../shared"]`; `.ci/run` runs these too if the
//! folder exists.

use std::path::{Path, PathBuf};

/// Returns the first two lines of a report as one, without blanks: its title, if it has one. Tests
/// read it from the report, since no text of a published report may be in the repository.
pub(crate) fn first_two_lines(report: &str) -> String {
    let lines = report.lines().filter(|line| !line.trim().is_empty()).take(2);
    lines.flat_map(str::chars).filter(|character| !character.is_whitespace()).collect()
}

/// Returns the path of a file or folder in `../shared`.
///
/// # Panics
///
/// If it does not exist: a test that lacks its input fails.
pub(crate) fn shared(below: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(below);
    path.canonicalize().unwrap_or_else(|error| panic!("{} is needed: {error}", path.display()))
}

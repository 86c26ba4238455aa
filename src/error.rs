//! Everything that can go wrong, one variant for each thing the user can do about it.
//!
//! What that is, [`crate::present::hint`] says: it differs between the command line, the API and
//! pages.

use std::io;
use std::path::PathBuf;

use crate::query::QueryError;
use crate::segment::BadDictionary;

/// What went wrong, in a sentence for the user.
///
/// A sentence begins in lower case and names things in backticks, paths as the user typed them. It
/// replaces the messages of other libraries wherever it can say it better.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no index in the folder.
    #[error("no index at `{}`", .dir.display())]
    NoIndex {
        /// The folder that was asked for.
        dir: PathBuf,
    },
    /// The folder contains other things, so no index is built in it.
    #[error("`{}` is not an index and not empty: nothing was written to it", .dir.display())]
    NotAnIndex {
        /// The folder that was asked for.
        dir: PathBuf,
    },
    /// The index has the format of another release of the program.
    #[error("the index at `{}` has {found}; this program reads format {expected}", .dir.display())]
    OtherFormat {
        /// The index.
        dir: PathBuf,
        /// The format that was found, in words.
        found: String,
        /// The format that can be read.
        expected: u32,
    },
    /// The index was built with another dictionary or other folding rules.
    #[error("the index at `{}` was built with another dictionary or other folding rules \
             ({found}, not {expected})", .dir.display())]
    OtherDictionary {
        /// The index.
        dir: PathBuf,
        /// The fingerprint in the index.
        found: String,
        /// The fingerprint of the dictionary and rules in use.
        expected: String,
    },
    /// Files of the index are missing, or are not as they were written.
    #[error("the index at `{}` is damaged: {what}", .dir.display())]
    Damaged {
        /// The index.
        dir: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// Another process is writing the index.
    #[error("another `chabao index` is writing `{}`", .dir.display())]
    Locked {
        /// The index.
        dir: PathBuf,
    },
    /// A file or folder could not be read or written.
    #[error("cannot {action} `{}`", .path.display())]
    Io {
        /// What was tried: read, write, …
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// The folders contain no report that can be read.
    #[error("no report found in {}", .paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", "))]
    NoReports {
        /// The folders and files, as typed.
        paths: Vec<String>,
    },
    /// No folder was given, and none is known from before.
    #[error("nothing to index: no folder was given")]
    NothingToIndex,
    /// A line of the user's dictionary cannot be used.
    #[error("dictionary `{}`", .path.display())]
    Dictionary {
        /// The dictionary.
        path: PathBuf,
        /// The line and what is wrong with it.
        source: BadDictionary,
    },
    /// An address cannot be listened on.
    #[error("cannot listen on `{address}`")]
    Listen {
        /// The address as typed.
        address: String,
        /// Why it failed.
        source: io::Error,
    },
    /// Other machines could reach the address, and no option allows it.
    #[error(
        "`{address}` can be reached from other machines: the reports would be open to everyone"
    )]
    Unguarded {
        /// The address as typed.
        address: String,
    },
    /// The query cannot be read.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// No report has the name.
    #[error("no report `{name}` in the index")]
    UnknownReport {
        /// The name as typed.
        name: String,
    },
    /// Several reports match the name.
    #[error("`{name}` matches {count} reports, among them {}", .examples.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", "))]
    AmbiguousReport {
        /// The name as typed.
        name: String,
        /// The number of reports that match.
        count: usize,
        /// Some of them.
        examples: Vec<String>,
    },
    /// The report has no such section.
    #[error("`{report}` has no section `{section}`")]
    UnknownSection {
        /// The path of the report.
        report: String,
        /// The section as typed.
        section: String,
    },
    /// A region that was asked for is not a division, and no report names it.
    #[error("no report is from a region `{name}`")]
    UnknownRegion {
        /// The name as typed.
        name: String,
    },
    /// A region that was asked for may be one of several, of which there are reports.
    #[error("`{name}` may be {}", .candidates.join(" or "))]
    AmbiguousRegion {
        /// The name as typed.
        name: String,
        /// The regions, each as tables print it.
        candidates: Vec<String>,
    },
    /// A table has the same groups as rows and as columns.
    #[error("rows and columns are both `{name}`")]
    SameRowsAndColumns {
        /// The group as typed.
        name: String,
    },
    /// A table has more cells than can be shown.
    #[error("{rows} rows and {columns} columns make more than {most} cells")]
    TooManyCells {
        /// The number of rows.
        rows: usize,
        /// The number of columns.
        columns: usize,
        /// The most cells that a table may have.
        most: usize,
    },
}

impl Error {
    /// Returns a short name for the kind of error, the same in every release.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoIndex { .. } => "no-index",
            Self::NotAnIndex { .. } => "not-an-index",
            Self::OtherFormat { .. } => "other-format",
            Self::OtherDictionary { .. } => "other-dictionary",
            Self::Damaged { .. } => "damaged",
            Self::Locked { .. } => "locked",
            Self::Io { .. } => "io",
            Self::NoReports { .. } => "no-reports",
            Self::NothingToIndex => "nothing-to-index",
            Self::Dictionary { .. } => "dictionary",
            Self::Listen { .. } => "listen",
            Self::Unguarded { .. } => "unguarded",
            Self::Query(_) => "query",
            Self::UnknownReport { .. } => "unknown-report",
            Self::AmbiguousReport { .. } => "ambiguous-report",
            Self::UnknownSection { .. } => "unknown-section",
            Self::UnknownRegion { .. } => "unknown-region",
            Self::AmbiguousRegion { .. } => "ambiguous-region",
            Self::SameRowsAndColumns { .. } => "same-rows-and-columns",
            Self::TooManyCells { .. } => "too-many-cells",
        }
    }
}

/// What most functions of the library return.
pub type Result<T> = std::result::Result<T, Error>;

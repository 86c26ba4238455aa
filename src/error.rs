//! Everything that can go wrong, one variant for each thing the user can do about it.

use std::io;
use std::path::PathBuf;

use crate::query::QueryError;
use crate::segment::BadDictionary;

/// What went wrong, with the sentence a user reads and a hint what to do.
///
/// The sentences begin in lower case and name things in backticks, paths as the user typed them.
/// No other library's message is shown where a sentence of ours can say it better.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no index in the folder.
    #[error("no index at `{}`", .dir.display())]
    NoIndex {
        /// The folder that was asked for.
        dir: PathBuf,
    },
    /// The folder holds other things, so no index is built in it.
    #[error("`{}` is not an index and not empty: nothing was written into it", .dir.display())]
    NotAnIndex {
        /// The folder that was asked for.
        dir: PathBuf,
    },
    /// The index was built by a program that stores things differently.
    #[error("the index at `{}` has {found}, this program reads format {expected}", .dir.display())]
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
        /// The fingerprint of what is used now.
        expected: String,
    },
    /// Files of the index are missing or hold something else than was written.
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
    /// The folders hold no report that can be read.
    #[error("no report found in {}", .paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", "))]
    NoReports {
        /// The folders and files, as typed.
        paths: Vec<String>,
    },
    /// No folder was named, and none is known from before.
    #[error("nothing to index: no folder was named")]
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
    /// Others than this machine could reach the address, and nothing says that they may.
    #[error("`{address}` can be reached from other machines: the reports would be open to all")]
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
    /// Several reports have the name.
    #[error("`{name}` fits {count} reports, among them {}", .examples.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", "))]
    AmbiguousReport {
        /// The name as typed.
        name: String,
        /// How many reports fit.
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
    /// A region that is asked for is no division and no report names it.
    #[error("no report held lies in a region `{name}`")]
    UnknownRegion {
        /// The name as typed.
        name: String,
    },
    /// A table has the same groups as rows and as columns.
    #[error("rows and columns are both `{name}`")]
    SameRowsAndColumns {
        /// The groups as typed.
        name: String,
    },
    /// A table has more cells than can be shown.
    #[error("{rows} rows and {columns} columns make more than {most} cells")]
    TooManyCells {
        /// How many rows there are.
        rows: usize,
        /// How many columns there are.
        columns: usize,
        /// How many cells a table may have.
        most: usize,
    },
}

impl Error {
    /// Returns a short name of the kind of error, the same in every release.
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
            Self::SameRowsAndColumns { .. } => "same-rows-and-columns",
            Self::TooManyCells { .. } => "too-many-cells",
        }
    }

    /// Returns what the user can do, with a command to paste where there is one.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NoIndex { .. } => {
                "build one with `chabao index FOLDER`, or name another with `--index DIR`"
                    .to_owned()
            }
            Self::NotAnIndex { .. } => "name an empty or new folder with `--index DIR`".to_owned(),
            Self::OtherDictionary { dir, .. } => format!(
                "build it again with `chabao index --rebuild --index {} FOLDER`, and with `--dict \
                 FILE` for a dictionary of your own",
                dir.display()
            ),
            Self::OtherFormat { dir, .. } | Self::Damaged { dir, .. } => format!(
                "build it again with `chabao index --rebuild --index {} FOLDER`",
                dir.display()
            ),
            Self::Locked { .. } => {
                "wait until it is done, or build into another folder with `--index DIR`".to_owned()
            }
            Self::NoReports { .. } => {
                "name a folder that holds reports: `chabao index FOLDER`".to_owned()
            }
            Self::NothingToIndex => "name the folder: `chabao index FOLDER`".to_owned(),
            Self::Dictionary { .. } => {
                "write one word a line, with a frequency behind it or none: `智慧卫监 900`"
                    .to_owned()
            }
            Self::Listen { .. } => "name another address with `--listen 127.0.0.1:7879`".to_owned(),
            Self::Unguarded { .. } => {
                "ask for a token with `--token TOKEN`, or open them to all with `--public`"
                    .to_owned()
            }
            Self::Query(error) => error.hint(),
            Self::UnknownReport { .. } => "list the reports with `chabao reports`".to_owned(),
            Self::AmbiguousReport { .. } => {
                "give the whole path, or the id that `chabao reports` shows".to_owned()
            }
            Self::UnknownSection { report, .. } => {
                format!("see its outline with `chabao show {report}`")
            }
            Self::UnknownRegion { .. } => {
                "see the regions held with `chabao facets --by region`".to_owned()
            }
            Self::SameRowsAndColumns { .. } => {
                "name others, as in `--rows county --columns year`".to_owned()
            }
            Self::TooManyCells { .. } => {
                "take larger groups, as in `--columns year`, or fewer reports with `--region` or \
                 `--year`"
                    .to_owned()
            }
            Self::Io { .. } => return None,
        };
        Some(hint)
    }
}

/// What most functions of the library return.
pub type Result<T> = std::result::Result<T, Error>;

//! Everything that can go wrong, one variant for each thing the user can do about it.
//!
//! What that is, [`crate::present::hint`] says: it differs between the command line, the API and
//! pages.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::aliases::BadAliases;
use crate::query::{CodebookError, QueryError};
use crate::report::{Language, Level};
use crate::segment::BadDictionary;
use crate::text::grouped;

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
    /// An index is to be moved, and there is none.
    #[error("no index at `{}`", .dir.display())]
    NothingToMove {
        /// The folder or address that was given.
        dir: PathBuf,
    },
    /// An index is to be moved to where there is one already.
    #[error("there is an index at `{}` already", .dir.display())]
    IndexThere {
        /// The folder or address.
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
    /// What was given as the address of an index in a cluster is none.
    #[error("`{address}` is not the address of an index in a cluster: {what}")]
    ClusterAddress {
        /// The address as typed, without a password.
        address: String,
        /// What is wrong with it.
        what: String,
    },
    /// A cluster did not do what it was asked for.
    #[error("the cluster at `{address}` {trouble}: {reason}")]
    Cluster {
        /// The address as typed.
        address: String,
        /// What it is about.
        trouble: ClusterTrouble,
        /// What was tried, and what the cluster answered.
        reason: String,
    },
    /// Another process published a generation of an index in a cluster in the meantime.
    #[error("another `chabao index` has written to `{address}` in the meantime")]
    Overtaken {
        /// The address as typed.
        address: String,
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
    #[error("no report found in {}", in_backticks(.paths))]
    NoReports {
        /// The folders and files, as typed.
        paths: Vec<String>,
    },
    /// No folder was given, and none is known from before.
    #[error("nothing to index: no folder was given")]
    NothingToIndex,
    /// An index is to be built again, and its folders cannot be read any more.
    #[error("the index at `{}` does not say any more which folders it was made of", .dir.display())]
    FoldersUnknown {
        /// The index.
        dir: PathBuf,
    },
    /// Other folders were named than the index is made of, and nothing was said about these.
    #[error(
        "the index at `{}` is made of {}, not of {}",
        .dir.display(), in_backticks(.known), in_backticks(.named)
    )]
    OtherFolders {
        /// The index.
        dir: PathBuf,
        /// The names of the folders that it is made of.
        known: Vec<String>,
        /// The folders as typed.
        named: Vec<String>,
        /// Whether the index is made of these and others.
        are_some: bool,
    },
    /// A folder of the index is not where it was.
    #[error("the folder `{name}` of the index is no longer at `{}`", .path.display())]
    FolderGone {
        /// Its name.
        name: String,
        /// Where it was.
        path: PathBuf,
    },
    /// A folder has the name of one that another machine has indexed into the same cluster.
    #[error("the machine `{machine}` has a folder in the index that is also named `{name}`")]
    FolderElsewhere {
        /// The name of the folder.
        name: String,
        /// The other machine.
        machine: String,
    },
    /// An index is to be built anew, and this machine does not have all of its folders.
    #[error("the folder `{name}` of the index lies on the machine `{machine}`")]
    RebuildElsewhere {
        /// The name of the folder.
        name: String,
        /// The other machine.
        machine: String,
    },
    /// A folder of the index may be in several places: the index was moved or copied.
    #[error(
        "the folder `{name}` of the index may be {}",
        .places.iter().map(|path| format!("`{}`", path.display())).collect::<Vec<_>>().join(" or ")
    )]
    SeveralPlaces {
        /// Its name.
        name: String,
        /// Where it may be.
        places: Vec<PathBuf>,
    },
    /// A folder that held reports has none now, is empty, or cannot be searched.
    #[error("`{folder}` held {} and has none now", reports_in_words(*.reports))]
    Emptied {
        /// The name of the folder.
        folder: String,
        /// The number of reports it held.
        reports: usize,
    },
    /// A disk that held reports is not mounted any more.
    #[error("the disk at `{folder}`, with {} of the index, is not connected", reports_in_words(*.reports))]
    DiskGone {
        /// The name of the folder at which it was.
        folder: String,
        /// The number of reports it held.
        reports: usize,
    },
    /// A line of the user's dictionary cannot be used.
    #[error("dictionary `{}`", .path.display())]
    Dictionary {
        /// The dictionary.
        path: PathBuf,
        /// The line and what is wrong with it.
        source: BadDictionary,
    },
    /// An entry of the user's table of aliases cannot be used.
    #[error("table of aliases `{}`", .path.display())]
    Aliases {
        /// The table.
        path: PathBuf,
        /// The line and what is wrong with it.
        source: BadAliases,
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
    /// Mentions were asked for, and the query has none: it has conditions alone, or there is none.
    #[error("there is no term whose mentions could be listed")]
    NoTerm,
    /// No report has the name.
    #[error("no report `{name}` in the index")]
    UnknownReport {
        /// The name as typed.
        name: String,
    },
    /// Several reports match the name.
    #[error("`{name}` matches {} reports, among them {}", grouped(.count), .examples.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", "))]
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
    /// A file that was given cannot be read.
    #[error("`{path}` cannot be read: {reason}")]
    UnreadableFile {
        /// The file as typed.
        path: String,
        /// Why.
        reason: String,
    },
    /// A table that was given has no such column.
    #[error("{}", no_column(.column, .columns))]
    UnknownColumn {
        /// The column.
        column: String,
        /// Those that it has; none if the file is no table.
        columns: Vec<String>,
    },
    /// The report does not have what is quoted from it.
    #[error("`{report}` does not have the quotation “{quotation}”")]
    UnknownQuotation {
        /// The path of the report.
        report: String,
        /// The quotation.
        quotation: String,
    },
    /// A region that was asked for is not a division, and no report names it.
    #[error("no report is from a {} `{name}`", .level.map_or("region", |it| it.label(Language::English)))]
    UnknownRegion {
        /// The name as typed.
        name: String,
        /// The level that it has to have, if any.
        level: Option<Level>,
        /// Names of divisions that are like it, as they are typed in its place; of another level with the
        /// name of the field.
        nearest: Vec<String>,
    },
    /// A region that was asked for may be one of several, of which there are reports.
    #[error("`{name}` may be {}", .candidates.join(" or "))]
    AmbiguousRegion {
        /// The name as typed.
        name: String,
        /// The regions, each as tables print it.
        candidates: Vec<String>,
    },
    /// An agency that was asked for in letters may be one of several, of which there are reports.
    #[error("`{name}` may be {}", .candidates.join(" or "))]
    AmbiguousAgency {
        /// The name as typed.
        name: String,
        /// The names that it may stand for.
        candidates: Vec<String>,
    },
    /// A codebook cannot be used.
    #[error(transparent)]
    Codebook(#[from] CodebookError),
    /// What was given as a cursor is none.
    #[error("`{cursor}` is no cursor")]
    BadCursor {
        /// What was given.
        cursor: String,
    },
    /// The index was written after the answer that gave a cursor: the list may be another.
    #[error("the index was written since this list was begun")]
    OldCursor,
    /// What was given to group mentions by cannot be read.
    #[error("`{written}` is nothing that mentions can be grouped by")]
    BadContextGroup {
        /// What was given.
        written: String,
    },
    /// A table has the same groups as rows and as columns.
    #[error("rows and columns are both `{name}`")]
    SameRowsAndColumns {
        /// The group as typed.
        name: String,
    },
    /// A table has more cells than can be shown.
    #[error("{} rows and {} columns make more than {} cells", grouped(.rows), grouped(.columns), grouped(.most))]
    TooManyCells {
        /// The number of rows.
        rows: usize,
        /// The number of columns.
        columns: usize,
        /// The most cells that a table may have.
        most: usize,
    },
    /// A table has more rows than a workbook holds, or than one that is made in memory may hold.
    #[error(
        "{}", if *.is_in_memory {
            format!("the table is too large for a workbook in memory: only its first {} rows fit", grouped(.rows))
        } else {
            format!("the table has more than the {} rows that a workbook holds", grouped(.rows))
        }
    )]
    WorkbookFull {
        /// The number of rows that it holds.
        rows: u32,
        /// Whether it is made in memory.
        is_in_memory: bool,
    },
    /// The answer cannot be written to where it goes.
    #[error("the answer cannot be written")]
    NotWritten {
        /// Why it failed.
        source: io::Error,
    },
}

impl Error {
    /// Returns a short name for the kind of error, the same in every release.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoIndex { .. } => "no-index",
            Self::NothingToMove { .. } => "nothing-to-move",
            Self::IndexThere { .. } => "index-there",
            Self::NotAnIndex { .. } => "not-an-index",
            Self::OtherFormat { .. } => "other-format",
            Self::OtherDictionary { .. } => "other-dictionary",
            Self::Damaged { .. } => "damaged",
            Self::Locked { .. } => "locked",
            Self::ClusterAddress { .. } => "cluster-address",
            Self::Cluster { trouble, .. } => trouble.code(),
            Self::Overtaken { .. } => "overtaken",
            Self::Io { .. } => "io",
            Self::NoReports { .. } => "no-reports",
            Self::NothingToIndex => "nothing-to-index",
            Self::FoldersUnknown { .. } => "folders-unknown",
            Self::OtherFolders { .. } => "other-folders",
            Self::FolderGone { .. } => "folder-gone",
            Self::FolderElsewhere { .. } => "folder-elsewhere",
            Self::RebuildElsewhere { .. } => "rebuild-elsewhere",
            Self::SeveralPlaces { .. } => "several-places",
            Self::Emptied { .. } => "emptied",
            Self::DiskGone { .. } => "disk-gone",
            Self::Dictionary { .. } => "dictionary",
            Self::Aliases { .. } => "aliases",
            Self::Listen { .. } => "listen",
            Self::Unguarded { .. } => "unguarded",
            Self::Query(_) => "query",
            Self::NoTerm => "no-term",
            Self::UnknownReport { .. } => "unknown-report",
            Self::AmbiguousReport { .. } => "ambiguous-report",
            Self::UnknownSection { .. } => "unknown-section",
            Self::UnreadableFile { .. } => "unreadable-file",
            Self::UnknownColumn { .. } => "unknown-column",
            Self::UnknownQuotation { .. } => "unknown-quotation",
            Self::UnknownRegion { .. } => "unknown-region",
            Self::AmbiguousRegion { .. } => "ambiguous-region",
            Self::AmbiguousAgency { .. } => "ambiguous-agency",
            Self::Codebook(_) => "codebook",
            Self::BadCursor { .. } => "bad-cursor",
            Self::OldCursor => "old-cursor",
            Self::BadContextGroup { .. } => "bad-context-group",
            Self::SameRowsAndColumns { .. } => "same-rows-and-columns",
            Self::TooManyCells { .. } => "too-many-cells",
            Self::WorkbookFull { .. } => "workbook-full",
            Self::NotWritten { .. } => "not-written",
        }
    }
}

/// What is the matter with a cluster, by what can be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterTrouble {
    /// What the environment says about users, tokens and certificates cannot be used.
    Settings,
    /// Nothing answers at its address.
    Unreachable,
    /// Its certificate is not accepted, or it does not speak TLS.
    Tls,
    /// The user, the password or the token is wrong.
    Credentials,
    /// The user may not do this.
    Forbidden,
    /// It took too long.
    Silent,
    /// It refuses requests for the time being, or has not elected a manager.
    Busy,
    /// Some of the data could not be asked.
    Incomplete,
    /// It does not write, since its disks are full.
    ReadOnly,
    /// It is of a release that cannot be used.
    Release,
    /// It is set to search in a way that can count wrongly.
    Unsafe,
    /// What is stored in it is missing, or not as it was written.
    Damaged,
    /// Anything else that it refused.
    Refused,
}

impl ClusterTrouble {
    fn code(self) -> &'static str {
        match self {
            Self::Settings => "cluster-settings",
            Self::Unreachable => "cluster-unreachable",
            Self::Tls => "cluster-tls",
            Self::Credentials => "cluster-credentials",
            Self::Forbidden => "cluster-forbidden",
            Self::Silent => "cluster-silent",
            Self::Busy => "cluster-busy",
            Self::Incomplete => "cluster-incomplete",
            Self::ReadOnly => "cluster-read-only",
            Self::Release => "cluster-release",
            Self::Unsafe => "cluster-unsafe",
            Self::Damaged => "cluster-damaged",
            Self::Refused => "cluster-refused",
        }
    }
}

impl fmt::Display for ClusterTrouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Settings => "cannot be asked",
            Self::Unreachable => "cannot be reached",
            Self::Tls => "cannot be reached over TLS",
            Self::Credentials => "does not accept the user or the token",
            Self::Forbidden => "does not allow this",
            Self::Silent => "did not answer in time",
            Self::Busy => "is too busy",
            Self::Incomplete => "could not ask all of its data",
            Self::ReadOnly => "does not write, since its disks are full",
            Self::Release => "is of a release that cannot be used",
            Self::Unsafe => "may count wrongly",
            Self::Damaged => "has a damaged index",
            Self::Refused => "refused a request",
        })
    }
}

/// Returns that a table has no column, and which it has.
fn no_column(column: &str, columns: &[String]) -> String {
    match columns {
        [] => format!("there is no column `{column}`: the file is no table"),
        columns => {
            let columns = in_backticks(columns);
            format!("the table has no column `{column}`: its columns are {columns}")
        }
    }
}

/// Returns names in backticks, separated by commas.
fn in_backticks(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Returns a number of reports in words.
fn reports_in_words(reports: usize) -> String {
    if reports == 1 { "1 report".to_owned() } else { format!("{reports} reports") }
}

/// What most functions of the library return.
pub type Result<T> = std::result::Result<T, Error>;

//! The index on disk: its format, how it is written, and how it is opened.
//!
//! An index is a folder with tantivy's files, one document for each section. The *manifest* (format,
//! fingerprint, counts, folders) is the payload of tantivy's commit: it is written last, with the same
//! atomic rename that makes the new documents visible. So the two never disagree, and a crash at any
//! moment leaves the previous state. Next to tantivy's files is the *ledger* of that commit, which
//! records the outcome for every file, and the *fingerprints* of all reports, by which the next commit
//! recognises copies and versions without reading any text again.
//!
//! Every report that was read is stored with all its sections. Copies and superseded versions are
//! masked when the index is opened, by a set of documents for each segment. So each commit can
//! decide anew which reports are counted, whatever was added or removed.
//!
//! - `counted_as`: counted, copy or superseded version; leaf types
//! - `schema`, `clue_codec`, `stored`: what a document contains
//! - `files`, `ledger`, `earlier_names`, `manifest`, `open`, `guard`: the files, and the errors they can cause
//! - `root`: the folders that an index is made of
//! - `directory`, `paged_file`: the folder as tantivy uses it, with files that are checked when read
//! - `place`, `working_folder`: a folder, or a cluster with a copy of its files in a temporary one
//! - `duplicates/`: which reports are copies or versions of others
//! - `read/`: [`IndexReader`], its segments, and the catalog of reports
//! - `write/`: the writer, its workers, and the inversion

mod counted_as;
mod schema;
mod clue_codec;
mod stored;
mod files;
mod earlier_names;
mod ledger;
mod root;
mod manifest;
mod paged_file;
mod directory;
mod guard;
mod open;
mod working_folder;
mod place;
mod duplicates;
mod read;
mod write;

pub(crate) use counted_as::VersionOrder;
pub(crate) use counted_as::Versions;
pub(crate) use files::{hash_of, hash_of_reader};
pub(crate) use ledger::{FileKey, Outcome, report_id};
pub(crate) use manifest::{FORMAT, Manifest};
pub(crate) use place::machine_name;
pub use read::IndexReader;
pub(crate) use read::{Catalog, CatalogReport, UnreadableFile};
pub(crate) use read::{
    DuplicateKind, Listing, NumberSet, Remote, SectionAddress, Segment, WordTotals,
};
pub(crate) use root::{Root, is_below};
pub(crate) use schema::{FacetField, PARAGRAPH_END, SENTENCE_END, facet_value};
pub(crate) use stored::StoredReport;
pub(crate) use write::{IndexWriter, KnownFile, LastCommit, SHORTEST_WORD};

//! The index on disk: what it is made of, how it is written and how it is opened.
//!
//! A folder with tantivy's files, one document for each section. The manifest (format, fingerprint,
//! counts, folders) is the payload of tantivy's commit: it is written last, with the same atomic
//! rename that makes the new documents visible, so the two can never disagree, and a crash at any
//! moment leaves the state before. Beside it stands the *ledger* of that commit, which says of every
//! file what became of it, and the *signatures*, by which copies and versions of a report are
//! recognised at the next commit without reading its text again.
//!
//! Every report that was read stands in the index with all its sections. Copies and older versions
//! are left out when it is opened, by a set of documents for each segment; so the standing of every
//! report can be worked out anew at each commit, whatever came and went.

mod pieces;
mod signature;
mod likeness;
mod pairs;
mod standing;
mod manifest;
mod signatures;
mod left_out;
mod schema;
mod evidence;
mod reader;
mod inversion;
mod analyzer;
mod builder;
mod workers;
mod writer;

pub use manifest::{Entry, FORMAT, Ledger, Manifest, Numbers, Outcome};
pub use reader::{IndexReader, SectionAddress};
pub use schema::{FacetField, UNKNOWN, facet_path};
pub use standing::{Standing, VersionOrder, Versions};
pub use writer::IndexWriter;

pub(crate) use analyzer::SHORTEST_WORD;
pub(crate) use left_out::{HeldAs, Seen};
pub(crate) use reader::{Segment, StoredReport, facet_steps};

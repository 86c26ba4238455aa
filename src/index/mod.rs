//! The index on disk: what it is made of, how it is written and how it is opened.
//!
//! A folder with tantivy's files, one document for each section. The manifest (format, fingerprint,
//! counts, folders) is the payload of tantivy's commit: it is written last, with the same atomic
//! rename that makes the new documents visible, so the two can never disagree, and a crash at any
//! moment leaves the state before. Beside it stands the *ledger* of that commit, which says of every
//! file what became of it.

mod manifest;
mod schema;
mod reader;
mod inversion;
mod analyzer;
mod builder;
mod workers;
mod writer;

pub use manifest::{Entry, FORMAT, Ledger, Manifest, Outcome};
pub use reader::{IndexReader, SectionAddress};
pub use schema::{FacetField, UNKNOWN, facet_path};
pub use writer::IndexWriter;

pub(crate) use reader::{Segment, StoredReport, facet_steps};

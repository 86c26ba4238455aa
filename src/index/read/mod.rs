//! Reading an index: the reader, its segments, and the catalog of its reports.

mod alias_file;
mod number_set;
mod uncounted;
mod catalog;
mod segment;
mod remote;
mod completeness;
mod word_totals;
mod reader;

pub(crate) use catalog::{Catalog, CatalogReport, UnreadableFile};
pub use reader::IndexReader;

pub(crate) use number_set::NumberSet;
pub(crate) use remote::{Listing, Remote};
pub(crate) use segment::{SectionAddress, Segment};
pub(crate) use uncounted::DuplicateKind;
pub(crate) use word_totals::WordTotals;

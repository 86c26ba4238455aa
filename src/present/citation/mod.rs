//! Entries for lists of references: GB/T 7714, BibTeX, RIS and CSL-JSON.
//!
//! - `citation`: what an entry says of a report, and of a quotation from it
//! - `gbt`, `bibtex`, `ris`, `csl`: an entry in each form
//! - `form`, `list`: the forms, and lists of entries in them
//!
//! What is not known is left out. A day that was inferred is left out too: readers rely on what an
//! entry says.

mod bibtex;
#[expect(clippy::module_inception, reason = "the file is named after the type in it")]
mod citation;
mod csl;
mod form;
mod gbt;
mod list;
mod ris;

pub(crate) use citation::Citation;
pub use form::CitationForm;
pub(crate) use list::citation_list;

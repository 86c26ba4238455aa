//! Chinese text as characters: folding with a map back to the original, numerals, page numbers.

mod fold;
pub mod numerals;
mod page_number;

pub use fold::{FOLDING, Folded, fold_each, fold_term};
pub use page_number::{PageNumber, page_number};

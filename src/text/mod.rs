//! Chinese text as characters: folding with a map back to the original, and numerals.

mod fold;
pub mod numerals;

pub use fold::{FOLDING, Folded, fold_each, fold_term, plain};

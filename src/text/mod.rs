//! Chinese text as characters: numerals here, folding beside it.

pub mod numerals;

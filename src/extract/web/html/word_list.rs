//! Word lists as data: one text for each, with the words separated by white space.

use rustc_hash::FxHashSet;

/// Returns the words of `list` in order.
pub(super) fn words(list: &'static str) -> Vec<&'static str> {
    list.split_whitespace().collect()
}

/// Returns the words of `list` as a set.
pub(super) fn word_set(list: &'static str) -> FxHashSet<&'static str> {
    list.split_whitespace().collect()
}

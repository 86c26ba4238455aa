//! Counts with their nouns, in English.

use crate::index::IndexReader;
use crate::search::Counts;
use crate::text::grouped;

/// Returns `1 report`, `2,000 reports`.
#[must_use]
pub(crate) fn counted(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

impl IndexReader {
    /// Returns the number of reports that are counted: `2,000 reports`.
    #[must_use]
    pub fn reports_in_words(&self) -> String {
        counted(self.manifest().reports, "report")
    }
}

impl Counts {
    /// Returns what was found, without its ground.
    #[must_use]
    pub fn in_words(self) -> String {
        format!(
            "{} in {} of {}",
            counted(self.mentions, "mention"),
            counted(self.sections, "section"),
            counted(self.reports, "report")
        )
    }
}

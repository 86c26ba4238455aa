//! Counts with their nouns, in English.

use crate::search::Counts;
use crate::text::grouped;

/// Returns `1 report`, `2,000 reports`.
#[must_use]
pub fn counted(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
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

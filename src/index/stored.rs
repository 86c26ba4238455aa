//! What is stored of a report and of a section.

use serde::{Deserialize, Serialize};

use crate::report::{Clue, Facts, Note, Report, Section, SectionPages};

/// What is stored of a report apart from its sections, as JSON with its first section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredReport {
    pub(crate) id: String,
    pub(crate) path: String,
    /// The hash of its file ([`hash_of`](super::files::hash_of)).
    pub(crate) hash: String,
    pub(crate) facts: Facts,
    pub(crate) notes: Vec<Note>,
    /// The number of sections.
    pub(crate) sections: u64,
    /// The length of the body in characters.
    pub(crate) characters: u64,
    /// Where the pages of its file begin. Indexes that were written before do not have it.
    #[serde(default, skip_serializing_if = "SectionPages::is_empty")]
    pub(crate) pages: SectionPages,
    /// The clues from which the facts were determined.
    #[serde(with = "super::clue_codec")]
    pub(crate) evidence: Vec<Clue>,
}

/// The text of a report with its sections.
pub(super) struct ReportText {
    pub(super) body: String,
    /// The sections, whose texts are ranges of the body.
    pub(super) sections: Vec<Section>,
}

impl StoredReport {
    /// Splits a report into what is stored of it once and its text.
    pub(super) fn split(
        report: Report,
        id: String,
        path: String,
        hash: String,
    ) -> (Self, ReportText) {
        let Report { body, page_starts, paged_file, facts, sections, notes, evidence } = report;
        let section_starts: Vec<usize> = sections.iter().map(|it| it.text.start).collect();
        let pages = SectionPages::new(&page_starts, &section_starts, paged_file);
        let characters = body.chars().count() as u64;
        let count = sections.len() as u64;
        let stored =
            Self { id, path, hash, facts, notes, sections: count, characters, pages, evidence };
        (stored, ReportText { body, sections })
    }
}

/// What is stored of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredSection {
    pub(crate) text: String,
    pub(crate) heading_path: Vec<String>,
}

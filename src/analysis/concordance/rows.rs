//! The rows of a concordance, each read when it is needed.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::context::Surroundings;
use super::mentions::{Found, Mention};
use crate::error::Result;
use crate::search::{ReportView, ReportViews, SectionView};
use crate::text::cut;

/// A mention with what stands before and behind it, in the report's own characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ConcordanceRow {
    /// The characters before the mention, not beyond its section. A line feed ends a paragraph.
    pub left: String,
    /// The mention.
    pub mention: String,
    /// The characters behind it.
    pub right: String,
    /// The report.
    pub report: ReportView,
    /// The section.
    pub section: SectionView,
    /// The number of the section in the report, counted from 1 as in the outline.
    pub section_number: u64,
    /// The characters of the text of the section before the mention.
    pub start: usize,
    /// Those up to its end.
    pub end: usize,
    /// The page of the file on which it begins, counted from 1, if the file has fixed pages.
    pub page: Option<u32>,
    /// The paragraph with the mention, and the place in it.
    #[serde(skip)]
    pub paragraph: MentionPlace,
}

/// A mention in its paragraph; found again when the rest of the report was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MentionPlace {
    /// The whole paragraph, without its line feed, in which the mention begins.
    pub(crate) text: String,
    /// The characters before the mention.
    pub(crate) character: usize,
    /// The number of the paragraph among those of the section with the same text, counted from 1.
    pub(crate) number: usize,
}

/// The rows of a concordance. Each is read when the iterator gets to it; mentions of one section that
/// follow each other share its text.
pub(crate) struct ConcordanceRows<'a> {
    pub(super) found: Found<'a>,
    pub(super) listed: std::vec::IntoIter<Mention>,
    pub(super) left: usize,
    pub(super) right: usize,
    /// The section that was read last.
    pub(super) last: Option<ReadSection>,
    /// The reports that were read.
    pub(super) reports: ReportViews,
}

/// A section with its text.
pub(super) struct ReadSection {
    /// Its place in the list.
    at: u32,
    text: String,
    heading_path: Vec<String>,
    /// The byte ranges of its mentions.
    mentions: Vec<Range<usize>>,
}

impl Iterator for ConcordanceRows<'_> {
    type Item = Result<ConcordanceRow>;

    fn next(&mut self) -> Option<Self::Item> {
        let mention = self.listed.next()?;
        Some(self.row(mention))
    }
}

impl ConcordanceRows<'_> {
    fn row(&mut self, mention: Mention) -> Result<ConcordanceRow> {
        let section = self.found.section(mention);
        let reader = self.found.reader;
        if self.last.as_ref().is_none_or(|last| last.at != mention.section) {
            let stored = reader.guard(|| reader.section(section.address))?;
            let mentions = self.found.ranges(section, &stored.text);
            let (text, heading_path) = (stored.text, stored.heading_path);
            self.last = Some(ReadSection { at: mention.section, text, heading_path, mentions });
        }
        let part = reader.guard(|| reader.part(section.address))?;
        let place = u64::from(section.ordinal);
        let (report, pages) = reader.guard(|| self.reports.read(reader, section.report, place))?;
        let ReadSection { text, heading_path, mentions, .. } =
            self.last.as_ref().expect("the section was read");
        let range = mentions.get(mention.at as usize).expect("a mention for each counted");
        let surroundings = Surroundings::new(text, range);
        let written = cut(text, range.clone());
        let start = cut(text, ..range.start).chars().count();
        Ok(ConcordanceRow {
            left: surroundings.before(self.left).to_owned(),
            mention: written.to_owned(),
            right: surroundings.behind(self.right).to_owned(),
            report,
            section: SectionView { heading_path: heading_path.clone(), part },
            section_number: place + 1,
            start,
            end: start + written.chars().count(),
            page: pages.page_at(range.start),
            paragraph: MentionPlace::new(text, range.start),
        })
    }
}

impl MentionPlace {
    /// Returns the place of byte `at` of a section's text.
    fn new(text: &str, at: usize) -> Self {
        let before = cut(text, ..at);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let paragraph = cut(text, start..).split('\n').next().unwrap_or_default();
        let earlier = cut(text, ..start).split_terminator('\n');
        Self {
            text: paragraph.to_owned(),
            character: cut(before, start..).chars().count(),
            number: 1 + earlier.filter(|it| *it == paragraph).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_is_found_by_its_paragraph() {
        let text = "一、工作\n聘请顾问。\n聘请顾问。\n其他。";
        for (mention, expected) in
            [(0, ("一、工作", 0, 1)), (1, ("聘请顾问。", 2, 1)), (2, ("聘请顾问。", 2, 2))]
        {
            let at = if mention == 0 {
                0
            } else {
                text.match_indices("顾问").nth(mention - 1).unwrap().0
            };
            let place = MentionPlace::new(text, at);
            assert_eq!((place.text.as_str(), place.character, place.number), expected);
        }
    }
}

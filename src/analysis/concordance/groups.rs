//! Mentions with the same characters, or the same word, next to them.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::mentions::{Found, Mention};
use super::question::ContextGroup;
use crate::error::Result;

/// Mentions with the same context.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MentionGroup {
    /// What stands next to the mention, which is `_`: `聘请_`, `建立_制度`; in folded form. The end of a
    /// paragraph is `↵`.
    pub context: String,
    /// The number of mentions.
    pub mentions: u64,
    /// Sections with such a mention.
    pub sections: u64,
    /// Reports with such a mention.
    pub reports: u64,
}

/// The counts of a group, with the section and the report that were counted last.
#[derive(Default)]
struct Tally {
    mentions: u64,
    sections: u64,
    reports: u64,
    last_section: Option<u32>,
    last_report: Option<u64>,
}

impl Found<'_> {
    /// Counts the groups of `mentions`, which are in order of place: those with the most mentions
    /// first, then by name.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(super) fn groups(
        &self,
        mentions: &[Mention],
        by: ContextGroup,
    ) -> Result<Vec<MentionGroup>> {
        let segmenter = by.needs_words().then(|| self.reader.segmenter()).transpose()?;
        let mut groups: FxHashMap<String, Tally> = FxHashMap::default();
        // The mentions of a section, and the sections of a report, come one after the other.
        self.read(mentions, |it| {
            let tally = groups.entry(it.surroundings.group(by, segmenter)).or_default();
            tally.mentions += 1;
            if tally.last_section.replace(it.mention.section) != Some(it.mention.section) {
                tally.sections += 1;
            }
            if tally.last_report.replace(it.section.report) != Some(it.section.report) {
                tally.reports += 1;
            }
        })?;
        let group = |(context, tally): (String, Tally)| {
            let Tally { mentions, sections, reports, .. } = tally;
            MentionGroup { context, mentions, sections, reports }
        };
        let mut groups: Vec<MentionGroup> = groups.into_iter().map(group).collect();
        groups.sort_unstable_by(|a, b| {
            b.mentions.cmp(&a.mentions).then_with(|| a.context.cmp(&b.context))
        });
        Ok(groups)
    }

    /// Keeps those of `mentions`, which are in order of place, that belong to one group.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(super) fn keep_group(
        &self,
        mentions: &mut Vec<Mention>,
        by: ContextGroup,
        name: &str,
    ) -> Result<()> {
        let segmenter = by.needs_words().then(|| self.reader.segmenter()).transpose()?;
        let mut kept = Vec::new();
        self.read(mentions, |it| {
            if it.surroundings.group(by, segmenter) == name {
                kept.push(it.mention);
            }
        })?;
        kept.sort_unstable();
        *mentions = kept;
        Ok(())
    }
}

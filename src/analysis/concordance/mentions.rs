//! The mentions that a concordance lists, and the reading of their texts.

use std::ops::Range;

use super::context::Surroundings;
use super::question::{Kwic, MentionOrder};
use super::sample::draw;
use crate::error::Result;
use crate::index::IndexReader;
use crate::search::{MentionedSection, Prepared};

/// A mention: the section by its place in the list, and the place of the mention among those of the
/// section. Ordered by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mention {
    pub(super) section: u32,
    pub(super) at: u32,
}

/// The sections with mentions in the order of their places, and the query that finds the mentions.
pub(super) struct Found<'a> {
    pub(super) reader: &'a IndexReader,
    pub(super) prepared: Prepared,
    pub(super) sections: Vec<MentionedSection>,
}

/// A mention with its text.
pub(super) struct ReadMention<'t> {
    pub(super) mention: Mention,
    pub(super) section: MentionedSection,
    pub(super) surroundings: Surroundings<'t>,
}

impl Found<'_> {
    /// Returns the mentions that are asked for, in order of place: all of them, or a sample.
    pub(super) fn chosen(&self, asked: &Kwic) -> Vec<Mention> {
        let Some(sample) = asked.sample else {
            let of_section = |(it, section): (&MentionedSection, u32)| {
                (0..it.mentions).map(move |at| Mention { section, at })
            };
            return self.sections.iter().zip(0..).flat_map(of_section).collect();
        };
        let total = self.sections.iter().map(|it| u64::from(it.mentions)).sum();
        let mut drawn = draw(total, sample.size, sample.seed).into_iter().peekable();
        let mut chosen = Vec::new();
        let mut first = 0;
        for (it, section) in self.sections.iter().zip(0..) {
            let behind = first + u64::from(it.mentions);
            while let Some(number) = drawn.next_if(|&number| number < behind) {
                let at = u32::try_from(number - first).expect("a mention of the section");
                chosen.push(Mention { section, at });
            }
            first = behind;
        }
        chosen
    }

    /// Sorts mentions, which are in order of place.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(super) fn sort(&self, mentions: &mut Vec<Mention>, order: MentionOrder) -> Result<()> {
        if order.facet().is_some() {
            mentions.sort_by_key(|mention| self.section(*mention).group);
        } else if order.reads_texts() {
            let mut keyed = Vec::with_capacity(mentions.len());
            self.read(mentions, |it| {
                let key = match order {
                    MentionOrder::Left => it.surroundings.left_key(),
                    _ => it.surroundings.right_key(),
                };
                keyed.push((key, it.mention));
            })?;
            keyed.sort_unstable();
            mentions.clear();
            mentions.extend(keyed.into_iter().map(|(_, mention)| mention));
        }
        Ok(())
    }

    /// Returns the section of a mention.
    pub(super) fn section(&self, mention: Mention) -> MentionedSection {
        let section = self.sections.get(mention.section as usize);
        *section.expect("mentions are those of the sections")
    }

    /// Calls `visit` with every one of `mentions`, which are in order of place, section by section in
    /// the order of the index: each text is read once, neighbours together, the sections of a report
    /// one after the other.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(super) fn read(
        &self,
        mentions: &[Mention],
        mut visit: impl FnMut(ReadMention<'_>),
    ) -> Result<()> {
        let by_section = mentions.chunk_by(|a, b| a.section == b.section);
        let mut by_section: Vec<(MentionedSection, &[Mention])> = by_section
            .filter_map(|mentions| Some((self.section(*mentions.first()?), mentions)))
            .collect();
        by_section.sort_unstable_by_key(|(section, _)| section.address);
        self.reader.expect(by_section.iter().map(|(section, _)| section.address));
        for (section, mentions) in by_section {
            let text = self.reader.guard(|| self.reader.section(section.address))?.text;
            let ranges = self.ranges(section, &text);
            for &mention in mentions {
                let range = ranges.get(mention.at as usize).expect("a mention for each counted");
                let surroundings = Surroundings::new(&text, range);
                visit(ReadMention { mention, section, surroundings });
            }
        }
        Ok(())
    }

    /// Returns the byte ranges of the mentions in the text of a section.
    pub(super) fn ranges(&self, section: MentionedSection, text: &str) -> Vec<Range<usize>> {
        let ranges = self.prepared.mention_ranges(text);
        assert_eq!(
            ranges.len(),
            section.mentions as usize,
            "mentions are counted as they are marked"
        );
        ranges
    }
}

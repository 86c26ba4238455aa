//! Counts the words or characters near the mentions of a query, and in all texts.

use std::num::NonZero;
use std::ops::Range;
use std::thread;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::question::{CollocateQuestion, CollocateUnit};
use super::sentences::Sentences;
use super::statistics::Frequencies;
use crate::error::{Error, Result};
use crate::index::{IndexReader, SectionAddress};
use crate::search::{
    Answer, Counts, MentionList, MentionedSection, Prepared, Remark, SectionsInGround, Totals, walk,
};
use crate::segment::Segmenter;

/// The words or characters that occur near the mentions of a query more often than elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Collocates {
    /// The mentions that were found.
    pub counts: Counts,
    /// What was counted.
    pub unit: CollocateUnit,
    /// How many words, or characters, before a mention are near it; not beyond its sentence.
    pub left: usize,
    /// How many behind it.
    pub right: usize,
    /// The fewest times that a listed word stands near a mention.
    pub least: u64,
    /// The number of words, or runs of characters, near a mention.
    pub near: u64,
    /// The number of all of them in the sections that pass the filters, without the mentions.
    pub all: u64,
    /// The collocates, those with the highest log-likelihood first.
    pub rows: Vec<Collocate>,
}

/// A word, or a run of characters, that stands near the mentions more often than elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Collocate {
    /// The word, in folded form.
    pub text: String,
    /// The number of times it stands near a mention.
    pub observed: u64,
    /// The number of times it would if it stood there as often as elsewhere; rounded to two decimal
    /// places, as the following are.
    pub expected: f64,
    /// The number of times it occurs in all, without mentions.
    pub total: u64,
    /// Reports in which it stands near a mention.
    pub reports: u64,
    /// The log-likelihood ratio G²: how unlikely the difference is by chance.
    pub log_likelihood: f64,
    /// The log ratio: how large the difference is. 1 is twice as frequent near the mentions as
    /// elsewhere, 2 four times.
    pub log_ratio: f64,
}

impl CollocateQuestion {
    /// Counts what stands near the mentions and lists what does so more often than elsewhere. Reads all
    /// texts that pass the filters. Loads jieba if words are counted.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does, and if the query has nothing to mention.
    pub fn answer(&self, reader: &IndexReader) -> Result<Answer<Collocates>> {
        let list = (MentionList::new(None), SectionsInGround::default());
        let collectors = (Totals::default(), list);
        let answer = walk(reader, &self.request, collectors, |(counts, lists), prepared| {
            Ok((counts, lists, prepared))
        })?;
        let (mut answer, (counts, (mentioned, ground), prepared)) = answer.take_body();
        if !prepared.counts_mentions() {
            return Err(Error::NoTerm);
        }
        let is_word = self.unit == CollocateUnit::Word;
        let segmenter = is_word.then(|| reader.segmenter()).transpose()?;
        let counter = Counter::new(reader, prepared, segmenter, self, mentioned);
        let (near, mut candidates) = counter.count_near()?;
        candidates.retain(|_, tally| tally.observed >= self.least);
        let (all, totals) = counter.count_all(&ground, &candidates)?;
        let frequencies = |text: &str, tally: &Tally| {
            let total = totals.get(text).copied().unwrap_or_default();
            Frequencies { observed: tally.observed, total, near, all }
        };
        let listed = candidates.iter().map(|(text, tally)| (text, tally, frequencies(text, tally)));
        let mut listed: Vec<(f64, Collocate)> = listed
            .filter(|(.., frequencies)| frequencies.is_attracted())
            .map(|(text, tally, frequencies)| {
                (frequencies.log_likelihood(), Collocate::new(text, tally.reports, frequencies))
            })
            .collect();
        listed
            .sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.text.cmp(&other.text)));
        let Self { unit, left, right, least, .. } = *self;
        let key = unit.key().to_owned();
        answer.remarks.push(Remark::NearMentions { unit: key, left, right, least, near, all });
        let window = self.request.rows;
        answer.add_list(reader, "rows", window, listed.len());
        let rows = window.cut(listed.into_iter().map(|(_, collocate)| collocate));
        Ok(answer.map(|()| Collocates { counts, unit, left, right, least, near, all, rows }))
    }
}

impl Collocate {
    fn new(text: &str, reports: u64, frequencies: Frequencies) -> Self {
        let rounded = |figure: f64| (figure * 100.0).round() / 100.0;
        Self {
            text: text.to_owned(),
            observed: frequencies.observed,
            expected: rounded(frequencies.expected()),
            total: frequencies.total,
            reports,
            log_likelihood: rounded(frequencies.log_likelihood()),
            log_ratio: rounded(frequencies.log_ratio()),
        }
    }
}

/// How often a word stands near a mention.
#[derive(Default)]
struct Tally {
    observed: u64,
    reports: u64,
    /// The report that was counted last.
    last: Option<u64>,
}

type Tallies = FxHashMap<Box<str>, Tally>;

/// What both counts share.
struct Counter<'a> {
    reader: &'a IndexReader,
    prepared: Prepared,
    segmenter: Option<&'a Segmenter>,
    asked: &'a CollocateQuestion,
    /// The sections with mentions, in the order of the index: those of a report one after the other.
    mentioned: Vec<MentionedSection>,
}

impl<'a> Counter<'a> {
    fn new(
        reader: &'a IndexReader,
        prepared: Prepared,
        segmenter: Option<&'a Segmenter>,
        asked: &'a CollocateQuestion,
        mut mentioned: Vec<MentionedSection>,
    ) -> Self {
        mentioned.sort_unstable_by_key(|section| section.address);
        Self { reader, prepared, segmenter, asked, mentioned }
    }

    fn sentences(&self) -> Sentences<'_> {
        let CollocateQuestion { unit, left, right, .. } = self.asked;
        Sentences::new(self.segmenter, unit.run().unwrap_or(1), (*left, *right))
    }

    /// Counts everything near a mention, and each word of it.
    fn count_near(&self) -> Result<(u64, Tallies)> {
        let mut sentences = self.sentences();
        let (mut near, mut tallies) = (0, Tallies::default());
        for section in &self.mentioned {
            let (text, mentions) = self.read(section.address)?;
            sentences.read(&text, &mentions, |word, is_near| {
                if !is_near {
                    return;
                }
                near += 1;
                if !tallies.contains_key(word) {
                    tallies.insert(word.into(), Tally::default());
                }
                let tally = tallies.get_mut(word).expect("it was added");
                tally.observed += 1;
                if tally.last.replace(section.report) != Some(section.report) {
                    tally.reports += 1;
                }
            });
        }
        Ok((near, tallies))
    }

    /// Counts everything in the sections, and each of the candidates, on all processors.
    fn count_all<'c>(
        &self,
        ground: &[SectionAddress],
        candidates: &'c Tallies,
    ) -> Result<(u64, FxHashMap<&'c str, u64>)> {
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let piece = ground.len().div_ceil(threads).max(1);
        let counted = thread::scope(|scope| {
            let count = |sections| move || self.count_piece(sections, candidates);
            let pieces: Vec<_> =
                ground.chunks(piece).map(|sections| scope.spawn(count(sections))).collect();
            let joined = pieces.into_iter().map(|thread| {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            joined.collect::<Result<Vec<_>>>()
        })?;
        let (mut all, mut totals) = (0, FxHashMap::default());
        for (of_piece, in_piece) in counted {
            all += of_piece;
            for (word, count) in in_piece {
                *totals.entry(word).or_default() += count;
            }
        }
        Ok((all, totals))
    }

    fn count_piece<'c>(
        &self,
        sections: &[SectionAddress],
        candidates: &'c Tallies,
    ) -> Result<(u64, FxHashMap<&'c str, u64>)> {
        let mut sentences = self.sentences();
        let (mut all, mut totals) = (0, FxHashMap::default());
        for &address in sections {
            let (text, mentions) = self.read(address)?;
            sentences.read(&text, &mentions, |word, _| {
                all += 1;
                if let Some((word, _)) = candidates.get_key_value(word) {
                    *totals.entry(&**word).or_default() += 1;
                }
            });
        }
        Ok((all, totals))
    }

    /// Reads the text of a section and finds its mentions. A section that is not found has none, even
    /// if a term of the query occurs in it.
    fn read(&self, address: SectionAddress) -> Result<(String, Vec<Range<usize>>)> {
        let text = self.reader.guard(|| self.reader.section(address))?.text;
        let is_found = self.mentioned.binary_search_by_key(&address, |it| it.address).is_ok();
        let mentions = if is_found { self.prepared.mention_ranges(&text) } else { Vec::new() };
        Ok((text, mentions))
    }
}

//! The answer: what occurs near the mentions more often than elsewhere.

use serde::{Deserialize, Serialize};

use super::counter::{Counted, Counter, Tally};
use super::question::{CollocateQuestion, CollocateUnit};
use super::statistics::Frequencies;
use crate::error::{Error, Result};
use crate::index::IndexReader;
use crate::search::{Answer, Counts, MentionList, Remark, SectionsInGround, Totals, walk};

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
    /// The fewest times that a listed word occurs near a mention.
    pub least: u64,
    /// The number of words, or runs of characters, near a mention.
    pub near: u64,
    /// The number of all of them in the sections that pass the filters, without the mentions.
    pub all: u64,
    /// The collocates, those with the highest log-likelihood first.
    pub rows: Vec<Collocate>,
}

/// A word, or a run of characters, that occurs near the mentions more often than elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Collocate {
    /// The word, in folded form.
    pub text: String,
    /// The number of times it occurs near a mention.
    pub observed: u64,
    /// The number of times it would if it occurred there as often as elsewhere; rounded to two decimal
    /// places, as the following are.
    pub expected: f64,
    /// The number of times it occurs in all, without mentions.
    pub total: u64,
    /// Reports in which it occurs near a mention.
    pub reports: u64,
    /// The log-likelihood ratio G²: how unlikely the difference is by chance.
    pub log_likelihood: f64,
    /// The log ratio: how large the difference is. 1 is twice as frequent near the mentions as
    /// elsewhere, 2 four times.
    pub log_ratio: f64,
}

impl CollocateQuestion {
    /// Counts what occurs near the mentions and lists what does so more often than elsewhere. Reads all
    /// texts that pass the filters; of words only once for the same filters, since the reader keeps their
    /// totals. Loads jieba if words are counted.
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
        let Counted { near, all, tallies } = counter.count(&ground)?;
        let frequencies = |tally: &Tally| {
            let Tally { observed, total, .. } = *tally;
            Frequencies { observed, total, near, all }
        };
        let listed = tallies.iter().map(|(text, tally)| (text, tally, frequencies(tally)));
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

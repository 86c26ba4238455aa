//! Counts the words or characters near the mentions of a query, and in all texts.

use std::mem;
use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rustc_hash::FxHashMap;

use super::question::CollocateQuestion;
use super::sentences::{Change, Sentences};
use crate::error::Result;
use crate::index::{IndexReader, SectionAddress, WordTotals};
use crate::search::{MentionedSection, Prepared};
use crate::segment::Segmenter;

/// The number of sections that a thread takes at once: few enough that all threads end together, and
/// many more than a report has.
const PIECE: usize = 256;

/// How often a word occurs near a mention, and in all.
#[derive(Default)]
pub(super) struct Tally {
    /// The number of times near a mention.
    pub(super) observed: u64,
    /// The number of times in all.
    pub(super) total: u64,
    /// The reports in which it occurs near a mention.
    pub(super) reports: u64,
    /// The report that was counted last.
    last: Option<u64>,
}

type Tallies = FxHashMap<Box<str>, Tally>;

/// What was counted.
#[derive(Default)]
pub(super) struct Counted {
    /// The number of all words near a mention.
    pub(super) near: u64,
    /// The number of all words.
    pub(super) all: u64,
    /// Each word that occurs near enough mentions.
    pub(super) tallies: Tallies,
}

/// Counts in the texts of an index.
pub(super) struct Counter<'a> {
    reader: &'a IndexReader,
    prepared: Prepared,
    segmenter: Option<&'a Segmenter>,
    asked: &'a CollocateQuestion,
    /// The sections with mentions, in the order of the index: those of a report one after the other.
    mentioned: Vec<MentionedSection>,
}

/// A section with its mentions.
struct Read {
    text: String,
    mentions: Vec<Range<usize>>,
    /// The report, of a section that is found.
    report: Option<u64>,
}

impl<'a> Counter<'a> {
    pub(super) fn new(
        reader: &'a IndexReader,
        prepared: Prepared,
        segmenter: Option<&'a Segmenter>,
        asked: &'a CollocateQuestion,
        mut mentioned: Vec<MentionedSection>,
    ) -> Self {
        mentioned.sort_unstable_by_key(|section| section.address);
        Self { reader, prepared, segmenter, asked, mentioned }
    }

    /// Counts everything in the sections, which are in the order of the index, and each word that
    /// occurs near enough mentions.
    pub(super) fn count(&self, sections: &[SectionAddress]) -> Result<Counted> {
        let mut counted = if self.segmenter.is_some() {
            self.count_words(sections)?
        } else {
            // There are millions of different runs, of which few stand near a mention.
            self.count_runs(sections)?
        };
        counted.tallies.retain(|_, tally| tally.observed >= self.asked.least);
        Ok(counted)
    }

    /// Counts words. Cutting a text takes longer than everything else, and of a text without a mention it is
    /// the same for all queries: the reader keeps how often each word is in all sections, and only what the
    /// mentions change is counted anew.
    fn count_words(&self, sections: &[SectionAddress]) -> Result<Counted> {
        let whole = self.reader.word_totals(sections, || {
            let add = |totals: &mut WordTotals, sentences: &mut Sentences<'_>, read: &Read| {
                sentences.read(&read.text, &[], |word, _| {
                    totals.all += 1;
                    *total_of(&mut totals.each, word) += 1;
                });
            };
            Ok(joined_totals(self.on_all_processors(sections, add)?))
        })?;
        let mentioned: Vec<SectionAddress> = self.mentioned.iter().map(|it| it.address).collect();
        let changes = self.on_all_processors(&mentioned, Changes::add)?;
        let changes = changes.into_iter().reduce(Changes::with).unwrap_or_default();
        let Changes { mut counted, removed } = changes;
        counted.all = whole.all + counted.all - removed.all;
        for (word, tally) in &mut counted.tallies {
            let [whole, removed] = [&*whole, &removed]
                .map(|totals| totals.each.get(word).copied().unwrap_or_default());
            tally.total = whole + tally.total - removed;
        }
        Ok(counted)
    }

    fn count_runs(&self, sections: &[SectionAddress]) -> Result<Counted> {
        let mentioned: Vec<SectionAddress> = self.mentioned.iter().map(|it| it.address).collect();
        let near = self.on_all_processors(&mentioned, Counted::add_near)?;
        let mut counted = Counted::joined(near);
        counted.tallies.retain(|_, tally| tally.observed >= self.asked.least);
        let numbers: FxHashMap<&str, usize> =
            counted.tallies.keys().zip(0..).map(|(word, number)| (&**word, number)).collect();
        let add = |totals: &mut Totals, sentences: &mut Sentences<'_>, read: &Read| {
            totals.each.resize(numbers.len(), 0);
            sentences.read(&read.text, &read.mentions, |word, _| {
                totals.all += 1;
                if let Some(total) = numbers.get(word).and_then(|&at| totals.each.get_mut(at)) {
                    *total += 1;
                }
            });
        };
        let totals = self.on_all_processors(sections, add)?;
        let all = totals.iter().map(|totals| totals.all).sum();
        // In the same order as the numbers were given.
        for (tally, number) in counted.tallies.values_mut().zip(0..) {
            let of_word = totals.iter().filter_map(|totals| totals.each.get(number));
            tally.total = of_word.sum();
        }
        Ok(Counted { all, ..counted })
    }

    /// Calls `add` for every section, with what its thread has counted. The sections of a report are
    /// counted by one thread, one after the other.
    fn on_all_processors<T: Default + Send>(
        &self,
        sections: &[SectionAddress],
        add: impl Fn(&mut T, &mut Sentences<'_>, &Read) + Sync,
    ) -> Result<Vec<T>> {
        let pieces = self.pieces(sections)?;
        let next = AtomicUsize::new(0);
        let count = || {
            let mut counted = T::default();
            let CollocateQuestion { unit, left, right, .. } = self.asked;
            let run = unit.run().unwrap_or(1);
            let mut sentences = Sentences::new(self.segmenter, run, (*left, *right));
            while let Some(piece) = pieces.get(next.fetch_add(1, Ordering::Relaxed)) {
                for &address in *piece {
                    add(&mut counted, &mut sentences, &self.read(address)?);
                }
            }
            Ok(counted)
        };
        let threads = thread::available_parallelism().map_or(1, NonZero::get).min(pieces.len());
        thread::scope(|scope| {
            let threads: Vec<_> = (0..threads).map(|_| scope.spawn(count)).collect();
            let counted = threads.into_iter().map(|thread| {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            counted.collect()
        })
    }

    /// Divides sections into pieces that begin with the first section of a report.
    fn pieces<'s>(&self, sections: &'s [SectionAddress]) -> Result<Vec<&'s [SectionAddress]>> {
        let report = |at: usize| {
            let section = sections.get(at).copied();
            section.map(|it| self.reader.guard(|| self.reader.report_number(it))).transpose()
        };
        let (mut pieces, mut from) = (Vec::new(), 0);
        while from < sections.len() {
            let mut to = (from + PIECE).min(sections.len());
            let last = report(to - 1)?;
            while report(to)? == last {
                to += 1;
            }
            pieces.extend(sections.get(from..to));
            from = to;
        }
        Ok(pieces)
    }

    /// Reads the text of a section and finds its mentions. A section that is not found has none, even
    /// if a term of the query occurs in it.
    fn read(&self, address: SectionAddress) -> Result<Read> {
        let text = self.reader.guard(|| self.reader.section(address))?.text;
        let found = self.mentioned.binary_search_by_key(&address, |it| it.address);
        let found = found.ok().and_then(|at| self.mentioned.get(at));
        let mentions = found.map(|_| self.prepared.mention_ranges(&text)).unwrap_or_default();
        Ok(Read { text, mentions, report: found.map(|section| section.report) })
    }
}

/// How many runs there are, and how many of each candidate.
#[derive(Default)]
struct Totals {
    all: u64,
    each: Vec<u64>,
}

/// What mentions change in the words of their sentences.
#[derive(Default)]
struct Changes {
    /// The words that are there if the mentions are cut out.
    counted: Counted,
    /// Those that are there if they are not.
    removed: WordTotals,
}

impl Changes {
    fn add(&mut self, sentences: &mut Sentences<'_>, read: &Read) {
        let Self { counted, removed } = self;
        sentences.read_changes(&read.text, &read.mentions, |word, change| {
            let Change::Added { is_near } = change else {
                removed.all += 1;
                *total_of(&mut removed.each, word) += 1;
                return;
            };
            counted.all += 1;
            let tally = tally_of(&mut counted.tallies, word);
            tally.total += 1;
            if is_near {
                counted.near += 1;
                tally.add_near(read.report);
            }
        });
    }

    /// Adds up what was counted in the sections of different reports.
    fn with(self, other: Self) -> Self {
        Self {
            counted: Counted::joined(vec![self.counted, other.counted]),
            removed: joined_totals(vec![self.removed, other.removed]),
        }
    }
}

/// Adds up how often each word occurs in different sections.
fn joined_totals(parts: Vec<WordTotals>) -> WordTotals {
    let mut parts = parts.into_iter();
    let mut joined = parts.next().unwrap_or_default();
    for part in parts {
        joined.all += part.all;
        for (word, total) in part.each {
            *joined.each.entry(word).or_default() += total;
        }
    }
    joined
}

impl Counted {
    /// Counts what occurs near a mention in a section.
    fn add_near(&mut self, sentences: &mut Sentences<'_>, read: &Read) {
        sentences.read(&read.text, &read.mentions, |word, is_near| {
            if is_near {
                self.near += 1;
                tally_of(&mut self.tallies, word).add_near(read.report);
            }
        });
    }

    /// Adds up what was counted in the sections of different reports.
    fn joined(parts: Vec<Self>) -> Self {
        let mut parts = parts.into_iter();
        let mut joined = parts.next().unwrap_or_default();
        for part in parts {
            joined.near += part.near;
            joined.all += part.all;
            for (word, Tally { observed, total, reports, .. }) in part.tallies {
                let tally = joined.tallies.entry(word).or_default();
                tally.observed += observed;
                tally.total += total;
                tally.reports += reports;
            }
        }
        joined
    }
}

impl Tally {
    /// Counts the word near a mention in a report.
    fn add_near(&mut self, report: Option<u64>) {
        self.observed += 1;
        if mem::replace(&mut self.last, report) != report {
            self.reports += 1;
        }
    }
}

fn total_of<'t>(totals: &'t mut FxHashMap<Box<str>, u64>, word: &str) -> &'t mut u64 {
    if !totals.contains_key(word) {
        totals.insert(word.into(), 0);
    }
    totals.get_mut(word).expect("it was added")
}

fn tally_of<'t>(tallies: &'t mut Tallies, word: &str) -> &'t mut Tally {
    if !tallies.contains_key(word) {
        tallies.insert(word.into(), Tally::default());
    }
    tallies.get_mut(word).expect("it was added")
}

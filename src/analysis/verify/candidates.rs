//! The reports that a quotation may be from, and their texts.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::report_text::{QuotedPart, ReportText};
use crate::analysis::show::show_number;
use crate::error::Result;
use crate::index::IndexReader;
use crate::query::{Condition, Query, Term};
use crate::search::{Request, reports_with};

/// The most reports that are compared for a quotation. What stands in more of them is a phrase of the
/// field, and its place in these says enough.
const MOST_COMPARED: usize = 200;

/// The most reports that are compared character by character.
const MOST_ALIGNED: usize = 12;

/// The texts that are kept: quotations beside each other are often from the same reports.
const KEPT: usize = 256;

/// The number of characters of a short piece.
const PIECE: usize = 6;

/// The most short pieces of a quotation.
const MOST_PIECES: usize = 48;

/// The longest stretch that is searched for, in characters.
const LONGEST_TERM: usize = 40;

/// The texts of the reports that pass some filters.
pub(super) struct Texts<'a> {
    reader: &'a IndexReader,
    filters: Vec<Condition>,
    kept: HashMap<u64, Rc<ReportText>>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(reader: &'a IndexReader, filters: Vec<Condition>) -> Self {
        Self { reader, filters, kept: HashMap::new() }
    }

    pub(super) fn reader(&self) -> &'a IndexReader {
        self.reader
    }

    /// Returns the text of a report.
    pub(super) fn read(&mut self, number: u64) -> Result<Rc<ReportText>> {
        if let Some(text) = self.kept.get(&number) {
            return Ok(text.clone());
        }
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        let text = Rc::new(ReportText::new(&show_number(self.reader, number)?));
        self.kept.insert(number, text.clone());
        Ok(text)
    }

    /// Returns the number of the newest version of a report.
    pub(super) fn counted_for(&self, number: u64) -> u64 {
        self.reader.catalog().map_or(number, |catalog| catalog.counted_for(number))
    }

    /// Returns the reports that contain the longest stretches of the parts, those named beside the
    /// quotation first, then by path.
    pub(super) fn with_all(&self, parts: &[QuotedPart], cited: &[u64]) -> Result<Vec<u64>> {
        let mut runs: Vec<&str> = parts.iter().flat_map(|part| part.bare.runs()).collect();
        runs.sort_by_key(|run| std::cmp::Reverse(run.chars().count()));
        let mut common: Option<BTreeSet<u64>> = None;
        // The fourth stretch rarely tells apart what the first three do not.
        for run in runs.into_iter().take(3).filter(|run| run.chars().nth(1).is_some()) {
            let term: String = run.chars().take(LONGEST_TERM).collect();
            let found: BTreeSet<u64> = self.with(&term)?.into_iter().collect();
            common = Some(match common {
                Some(common) => common.intersection(&found).copied().collect(),
                None => found,
            });
        }
        Ok(self.ordered(common.unwrap_or_default().into_iter().collect(), cited, MOST_COMPARED))
    }

    /// Returns the reports that contain most of the short pieces of the parts; rare ones say more. Those
    /// named beside the quotation are always among them.
    pub(super) fn with_most(&self, parts: &[QuotedPart], cited: &[u64]) -> Result<Vec<u64>> {
        let mut pieces: Vec<String> = Vec::new();
        for run in parts.iter().flat_map(|part| part.bare.runs()) {
            let characters: Vec<char> = run.chars().collect();
            let length = characters.len().min(PIECE);
            if length >= 3 {
                pieces.extend(characters.windows(length).map(|it| it.iter().collect::<String>()));
            }
        }
        let step = pieces.len().div_ceil(MOST_PIECES).max(1);
        let mut weights: HashMap<u64, f64> = HashMap::new();
        for piece in pieces.iter().step_by(step) {
            let found = self.with(piece)?;
            #[expect(clippy::cast_precision_loss, reason = "a weight is no count")]
            let weight = 1.0 / (found.len() as f64).sqrt();
            for number in found {
                *weights.entry(number).or_default() += weight;
            }
        }
        let mut ranked: Vec<(u64, f64)> = weights.into_iter().collect();
        let catalog = self.reader.catalog()?;
        ranked.sort_by(|a, b| {
            b.1.total_cmp(&a.1).then_with(|| catalog.place_of(a.0).cmp(&catalog.place_of(b.0)))
        });
        let ranked = ranked.into_iter().map(|(number, _)| number).take(MOST_ALIGNED);
        let known: BTreeSet<u64> = ranked.chain(cited.iter().copied()).collect();
        Ok(self.ordered(known.into_iter().collect(), cited, usize::MAX))
    }

    /// Returns the reports that contain a stretch.
    fn with(&self, run: &str) -> Result<Vec<u64>> {
        let query = Query::Term(Term::folded(run));
        let request = Request { filters: self.filters.clone(), ..Request::new(query) };
        reports_with(self.reader, &request)
    }

    /// Orders reports: those named beside the quotation, then by path.
    fn ordered(&self, mut numbers: Vec<u64>, cited: &[u64], most: usize) -> Vec<u64> {
        let place = |number: u64| self.reader.catalog().ok().and_then(|it| it.place_of(number));
        numbers.sort_by_key(|&number| (!cited.contains(&number), place(number)));
        numbers.truncate(most);
        numbers
    }
}

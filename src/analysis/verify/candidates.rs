//! The reports that a quotation may be from, and their texts.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::report_text::{QuotedPart, ReportText};
use crate::analysis::show::show_number;
use crate::error::Result;
use crate::index::IndexReader;
use crate::query::{Condition, Query, Term};
use crate::search::{Request, reports_with};

/// The most reports that are compared character by character.
pub(super) const MOST_ALIGNED: usize = 12;

/// The texts that are kept: quotations beside each other are often from the same reports.
const KEPT: usize = 256;

/// The numbers of characters of a short piece. The shorter ones find a report that has marks everywhere.
pub(super) const PIECES: [usize; 2] = [6, 2];

/// The most short pieces of a quotation.
const MOST_PIECES: usize = 48;

/// The least length of a stretch that is searched for in pieces: shorter pieces are in most reports.
pub(super) const LEAST_DIVIDED: usize = 8;

/// The most pieces of a stretch. A report with marks of its own in all of them is not found.
pub(super) const MOST_PARTS: usize = 3;

/// The number of stretches that are searched for: the fourth rarely tells apart what the first three do not.
pub(super) const STRETCHES: usize = 3;

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

    /// Returns all reports that contain a piece of each of the longest stretches of the parts, those named
    /// beside the quotation first, then by path. A report may have marks inside a stretch where the
    /// quotation has none: then another piece of it is found.
    pub(super) fn with_all(&self, parts: &[QuotedPart], cited: &[u64]) -> Result<Vec<u64>> {
        let mut runs: Vec<&str> = parts.iter().flat_map(|part| part.bare.runs()).collect();
        runs.sort_by_key(|run| std::cmp::Reverse(run.chars().count()));
        let mut common: Option<BTreeSet<u64>> = None;
        for run in runs.into_iter().take(STRETCHES).filter(|run| run.chars().nth(1).is_some()) {
            let found: BTreeSet<u64> = self.with(&pieces_of(run))?.into_iter().collect();
            common = Some(match common {
                Some(common) => common.intersection(&found).copied().collect(),
                None => found,
            });
        }
        Ok(self.ordered(common.unwrap_or_default().into_iter().collect(), cited))
    }

    /// Returns the reports that contain most of the pieces of the parts of a length; rare ones say more. Those
    /// named beside the quotation are always among them.
    pub(super) fn with_most(
        &self,
        parts: &[QuotedPart],
        piece: usize,
        cited: &[u64],
    ) -> Result<Vec<u64>> {
        let mut pieces: Vec<String> = Vec::new();
        for run in parts.iter().flat_map(|part| part.bare.runs()) {
            let characters: Vec<char> = run.chars().collect();
            let length = characters.len().min(piece);
            if length >= piece.min(3) {
                pieces.extend(characters.windows(length).map(|it| it.iter().collect::<String>()));
            }
        }
        let step = pieces.len().div_ceil(MOST_PIECES).max(1);
        let mut weights: HashMap<u64, f64> = HashMap::new();
        for piece in pieces.iter().step_by(step) {
            let found = self.with(std::slice::from_ref(piece))?;
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
        Ok(self.ordered(known.into_iter().collect(), cited))
    }

    /// Returns the reports that contain one of the pieces.
    fn with(&self, pieces: &[String]) -> Result<Vec<u64>> {
        let mut terms: Vec<Query> =
            pieces.iter().map(|piece| Query::Term(Term::folded(piece))).collect();
        let query = if terms.len() == 1 { terms.remove(0) } else { Query::Or(terms) };
        let request = Request { filters: self.filters.clone(), ..Request::new(query) };
        reports_with(self.reader, &request)
    }

    /// Orders reports: those named beside the quotation, then by path.
    pub(super) fn ordered(&self, mut numbers: Vec<u64>, cited: &[u64]) -> Vec<u64> {
        let place = |number: u64| self.reader.catalog().ok().and_then(|it| it.place_of(number));
        numbers.sort_by_key(|&number| (!cited.contains(&number), place(number)));
        numbers
    }
}

/// Divides a stretch into pieces of about the same length, of which a report has at least one.
fn pieces_of(run: &str) -> Vec<String> {
    let characters: Vec<char> = run.chars().collect();
    let parts = match characters.len() {
        length if length < LEAST_DIVIDED => 1,
        length => (length / (LEAST_DIVIDED / 2)).min(MOST_PARTS),
    };
    let length = characters.len().div_ceil(parts).max(1);
    characters.chunks(length).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_stretch_is_searched_for_in_pieces() {
        for (run, expected) in [
            ("三项制度", "三项制度"),
            ("聘请法律顾问啊", "聘请法律顾问啊"),
            ("全县聘请法律顾问", "全县聘请|法律顾问"),
            ("全县各乡镇聘请法律顾问", "全县各乡镇聘|请法律顾问"),
            ("全县各乡镇都聘请法律顾问", "全县各乡|镇都聘请|法律顾问"),
            ("全县各乡镇都已聘请法律顾问", "全县各乡镇|都已聘请法|律顾问"),
        ] {
            assert_eq!(pieces_of(run).join("|"), expected);
        }
    }
}

//! Questions for a first look at an index: terms of the field that its reports have, and a place that
//! they are from.

use crate::error::Result;
use crate::index::IndexReader;
use crate::query::{Query, Term};
use crate::report::{Language, ReportKind};
use crate::search::{FacetBy, Request, search};
use crate::segment::listed_words;

/// The number of terms of the field that are tried, the best-known first. Each costs a search: a few
/// milliseconds in an index of 50,000 sections.
const TRIED: usize = 40;

impl IndexReader {
    /// Returns terms for a first look, with a division that reports with the first of them are from: the term
    /// of the field that the most reports mention, and the one that comes nearest to being mentioned by half
    /// of them. There are fewer if reports have no such terms, and no division if all regions are unknown.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub fn terms_to_try(&self) -> Result<(Vec<String>, Option<String>)> {
        let reports = self.manifest().reports;
        let mut mentioned: Vec<(String, u64)> = Vec::new();
        // What every report of a kind is called is no question.
        let is_title = |word: &String| {
            ReportKind::ALL.iter().any(|it| it.label(Language::Chinese).contains(word.as_str()))
        };
        for word in listed_words(None).filter(|word| !is_title(word)).take(TRIED) {
            let found = search(self, &asking(&word, Vec::new()))?.body.counts.reports;
            mentioned.extend((found > 0).then_some((word, found)));
        }
        // Of terms that are mentioned alike, the first of the list.
        let most = mentioned.iter().rev().max_by_key(|(_, found)| *found);
        let Some((frequent, _)) = most else { return Ok((Vec::new(), None)) };
        let is_partial = |(word, found): &&(String, u64)| *found < reports && word != frequent;
        let from_half = |(_, found): &&(String, u64)| (2 * found).abs_diff(reports);
        let partial = mentioned.iter().filter(is_partial).min_by_key(from_half);
        let terms = [Some(frequent), partial.map(|(word, _)| word)].into_iter().flatten().cloned();
        Ok((terms.collect(), self.place_of(frequent)?))
    }

    /// Returns the province, or if there is only one the county, that most reports with a term are from.
    fn place_of(&self, word: &str) -> Result<Option<String>> {
        let facets = vec![FacetBy::Province, FacetBy::County];
        let found = search(self, &asking(word, facets))?.body.facets;
        let rows = |by: FacetBy| {
            let rows = found.get(&by).into_iter().flatten();
            rows.filter(move |row| {
                let level = by.level().expect("both are levels");
                row.divisions.smallest().is_some_and(|it| it.level() == level)
            })
        };
        let by =
            if rows(FacetBy::Province).count() > 1 { FacetBy::Province } else { FacetBy::County };
        let most = rows(by).max_by_key(|row| (row.reports, std::cmp::Reverse(row.value.clone())));
        Ok(most.map(|row| row.value.clone()))
    }
}

fn asking(word: &str, facets: Vec<FacetBy>) -> Request {
    Request { limit: 0, facets, ..Request::new(Query::Term(Term::folded(word))) }
}

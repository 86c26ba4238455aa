//! Plain scans over the texts of all sections: what exact search has to agree with.

use std::collections::{BTreeSet, HashSet};

use chabao::search::{Answer, Counts, Hit, Results};
use chabao::text::fold_term;

use crate::corpus::{Corpus, Held};

/// Every position in the folded texts, sorted by the text that follows it (a suffix array): the result
/// of a plain scan for any form can be looked up.
pub(crate) struct Places {
    texts: Vec<Vec<char>>,
    sorted: Vec<(usize, usize)>,
}

impl Places {
    pub(crate) fn of(sections: &[Held]) -> Self {
        let texts: Vec<Vec<char>> =
            sections.iter().map(|section| section.folded.text.chars().collect()).collect();
        let all = texts.iter().enumerate();
        let mut sorted: Vec<(usize, usize)> =
            all.flat_map(|(at, text)| (0..text.len()).map(move |place| (at, place))).collect();
        sorted.sort_by(|&(a, x), &(b, y)| texts[a][x..].cmp(&texts[b][y..]));
        Self { texts, sorted }
    }

    /// Returns the number of occurrences of `form` in each section that contains it; occurrences do
    /// not overlap.
    fn of_form(&self, form: &str) -> Vec<(usize, u64)> {
        let form: Vec<char> = form.chars().collect();
        let head = |&(at, place): &(usize, usize)| {
            let rest = &self.texts[at][place..];
            rest[..rest.len().min(form.len())].to_vec()
        };
        let from = self.sorted.partition_point(|place| head(place) < form);
        let len = self.sorted[from..].partition_point(|place| head(place) == form);
        let mut found = self.sorted[from..from + len].to_vec();
        found.sort_unstable();
        let mut counts: Vec<(usize, u64)> = Vec::new();
        let mut free_from = (0, 0);
        for (at, place) in found {
            if (at, place) < free_from {
                continue;
            }
            free_from = (at, place + form.len());
            match counts.last_mut() {
                Some((last, count)) if *last == at => *count += 1,
                _ => counts.push((at, 1)),
            }
        }
        counts
    }

    /// Returns the sections that contain the term, and the number of mentions in all of them.
    pub(crate) fn of_term(&self, term: &str) -> (BTreeSet<usize>, u64) {
        let mut sections = BTreeSet::new();
        let mut mentions = 0;
        for form in fold_term(term) {
            for (at, count) in self.of_form(&form) {
                sections.insert(at);
                mentions += count;
            }
        }
        (sections, mentions)
    }
}

/// Returns what a scan of all texts finds.
pub(crate) fn scanned(corpus: &Corpus, term: &str) -> (BTreeSet<usize>, u64) {
    let forms = fold_term(term);
    let mut found = BTreeSet::new();
    let mut mentions = 0;
    for (at, section) in corpus.sections.iter().enumerate() {
        let count: usize = forms.iter().map(|form| section.folded.occurrences(form).len()).sum();
        mentions += count as u64;
        if count > 0 {
            found.insert(at);
        }
    }
    (found, mentions)
}

/// Returns the counts of these sections with so many mentions.
pub(crate) fn counts(corpus: &Corpus, sections: &BTreeSet<usize>, mentions: u64) -> Counts {
    let reports: HashSet<&str> =
        sections.iter().map(|&at| corpus.sections[at].path.as_str()).collect();
    Counts { reports: reports.len() as u64, sections: sections.len() as u64, mentions }
}

/// Returns a name for each section that was found, sorted.
pub(crate) fn named(found: &Answer<Results>) -> Vec<String> {
    let name = |hit: &Hit| {
        format!("{} {:?} {}", hit.report.path, hit.section.heading_path, hit.section.part)
    };
    let mut names: Vec<String> = found.body.hits.iter().map(name).collect();
    names.sort();
    names
}

/// Returns the names that these sections should be found by.
pub(crate) fn expected(corpus: &Corpus, sections: &BTreeSet<usize>) -> Vec<String> {
    let name = |&at: &usize| {
        let Held { path, heading_path, part, .. } = &corpus.sections[at];
        format!("{path} {heading_path:?} {part}")
    };
    let mut names: Vec<String> = sections.iter().map(name).collect();
    names.sort();
    names
}

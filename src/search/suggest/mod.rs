//! Suggests how the word that is being typed may go on: terms that reports mention, and the
//! agencies, regions, years, parts and kinds of those that are held.
//!
//! - `names`: what reports that are held are known by, each with how many there are
//! - `name`: one of those, and whether it holds what was typed
//! - `divisions`: how a division is named so that no other one is meant
//! - `words`: terms that reports mention, the commonest first
//!
//! Whatever is suggested finds something, and just as many reports as stand beside it. What is typed
//! may be a thousand times as many questions as are ever asked, so each has a bound on its work.

mod divisions;
mod name;
mod names;
#[cfg(test)]
mod tests;
mod words;

use std::cmp::Reverse;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::count::whole_ground;
use super::counts::Ground;
use super::hits::search;
use super::request::Request;
use crate::error::Result;
use crate::index::IndexReader;
use crate::query::{ConditionKey, Query, Term, Typing};
use crate::text::Folded;
use name::{Name, Typed};
use names::Names;
use words::Words;

/// How many are suggested at most: nobody reads more while typing.
const MOST: usize = 10;

/// How many of them are terms at most: each has to be counted.
const MOST_TERMS: usize = 6;

/// How many terms are kept with their counts: some are asked for at every key, most never again.
const MOST_COUNTED: usize = 20_000;

/// How many sections are gone through at most to count the terms of one answer the first time: about
/// 30 ms. In an index that holds more the commonest terms stand without a count.
const MOST_SECTIONS: u64 = 200_000;

/// How the word that is being typed may go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Suggestions {
    /// The characters of the line that a suggestion takes the place of: from where to where, counted
    /// from 0.
    pub replaces: [usize; 2],
    /// What reports are counted over.
    pub ground: Ground,
    /// The suggestions, the likeliest of each kind first.
    pub suggestions: Vec<Suggestion>,
}

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// Its name.
    pub text: String,
    /// Which characters of the name are those that were typed.
    pub highlights: Vec<[usize; 2]>,
    /// For a region: the divisions it lies in.
    pub within: Option<String>,
    /// What to write into the line.
    pub insert: String,
    /// How many reports the line finds that holds nothing else: for a term those that mention it,
    /// matched exactly, else those that are held. Absent for a term that stands in too many sections
    /// to be counted while somebody types.
    pub reports: Option<u64>,
}

/// What is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SuggestionKind {
    /// A year that reports are about.
    Year,
    /// Characters that reports mention.
    Term,
    /// A province, prefecture or county.
    Region,
    /// An agency.
    Agency,
    /// A statutory part.
    Part,
    /// A kind of document.
    Kind,
}

/// Every kind in the order in which they are shown, with how many of it are shown before those of
/// the others have had their share.
const SHARES: [(SuggestionKind, usize); 6] = [
    (SuggestionKind::Year, 3),
    (SuggestionKind::Term, MOST_TERMS),
    (SuggestionKind::Region, 2),
    (SuggestionKind::Agency, 2),
    (SuggestionKind::Part, 1),
    (SuggestionKind::Kind, 1),
];

/// Makes suggestions for one index.
pub struct Suggester {
    names: Names,
    words: Words,
    /// The terms that were counted, with how many reports mention them.
    counted: Mutex<FxHashMap<String, u64>>,
}

impl Suggester {
    /// Reads what reports are known by: every section is looked at once.
    ///
    /// # Errors
    ///
    /// Fails where the index is damaged.
    pub fn new(reader: &IndexReader) -> Result<Self> {
        let (names, words) = (Names::new(reader)?, Words::new(reader));
        Ok(Self { names, words, counted: Mutex::default() })
    }

    /// Returns how the word at the end of `line` may go on; none where it ends with a blank.
    ///
    /// `reader` has to be the one that this was made with.
    ///
    /// # Errors
    ///
    /// Fails where the index is damaged.
    pub fn suggest(&self, reader: &IndexReader, line: &str) -> Result<Suggestions> {
        let end = line.chars().count();
        let ground = whole_ground(reader);
        let Some(typing) = Typing::at_end_of(line) else {
            return Ok(Suggestions { replaces: [end, end], ground, suggestions: Vec::new() });
        };
        let suggestions = self.for_word(reader, &typing)?;
        Ok(Suggestions { replaces: [typing.from, end], ground, suggestions })
    }

    fn for_word(&self, reader: &IndexReader, typing: &Typing) -> Result<Vec<Suggestion>> {
        let typed = Typed::new(&typing.text, typing.field.is_some());
        let form = typed.forms().next();
        // Behind the colon of a field nothing needs to be typed: all its values fit.
        if typing.field.is_none() && form.is_none() {
            return Ok(Vec::new());
        }
        let level = typing.field.and_then(ConditionKey::level);
        let mut found = Vec::new();
        for (kind, share) in SHARES {
            let suggestions = match (kind, form) {
                _ if !takes(typing.field, kind) => Vec::new(),
                (SuggestionKind::Term, Some(form)) => self.terms(reader, form, MOST_SECTIONS)?,
                _ => {
                    let names = typed.find(self.names.of(kind), level, MOST).into_iter();
                    names.filter_map(|name| of_name(name, &typed)).collect()
                }
            };
            found.push((share, suggestions));
        }
        without_places(&mut found);
        Ok(shared_out(found))
    }

    /// Returns terms that hold `form`, those that most reports mention first; each with how many, as
    /// far as `left` sections tell.
    fn terms(&self, reader: &IndexReader, form: &str, mut left: u64) -> Result<Vec<Suggestion>> {
        let mut terms = Vec::new();
        for word in reader.guard(|| self.words.holding(reader, form))? {
            if terms.len() == MOST_TERMS {
                break;
            }
            let sections = reader.guard(|| words::sections_at_most(reader, &word))?;
            let reports = if sections <= left {
                left -= sections;
                Some(self.reports_with(reader, &word)?)
            } else {
                None
            };
            // A word may stand in copies and older versions alone.
            if reports != Some(0) {
                terms.extend(of_term(word, form, reports));
            }
        }
        // What is not counted is the commonest.
        let rank =
            |term: &Suggestion| (term.text != form, Reverse(term.reports.unwrap_or(u64::MAX)));
        terms.sort_by_key(rank);
        Ok(terms)
    }

    /// Returns how many reports mention a term.
    fn reports_with(&self, reader: &IndexReader, word: &str) -> Result<u64> {
        let counted = || self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&reports) = counted().get(word) {
            return Ok(reports);
        }
        let query = Query::Term(Term::folded(word));
        let reports =
            search(reader, &Request { limit: 0, ..Request::new(query) })?.body.counts.reports;
        let mut counted = counted();
        if counted.len() >= MOST_COUNTED {
            counted.clear();
        }
        counted.insert(word.to_owned(), reports);
        Ok(reports)
    }
}

/// Returns whether a suggestion of a kind can be the value of a field; without a field any can.
fn takes(field: Option<ConditionKey>, kind: SuggestionKind) -> bool {
    let only = match field {
        None => return true,
        Some(ConditionKey::Year) => SuggestionKind::Year,
        Some(
            ConditionKey::Region
            | ConditionKey::Province
            | ConditionKey::Prefecture
            | ConditionKey::County,
        ) => SuggestionKind::Region,
        Some(ConditionKey::Agency) => SuggestionKind::Agency,
        Some(ConditionKey::Part) => SuggestionKind::Part,
        Some(ConditionKey::Kind) => SuggestionKind::Kind,
        // What stands in titles is not told apart from what stands in texts.
        Some(ConditionKey::Title) => return false,
    };
    kind == only
}

/// Returns what is shown of each kind, in their order: its share, then more of those that come
/// first.
fn shared_out(found: Vec<(usize, Vec<Suggestion>)>) -> Vec<Suggestion> {
    let mut left = MOST;
    let mut counts = Vec::new();
    for (share, suggestions) in &found {
        let count = suggestions.len().min(*share).min(left);
        left -= count;
        counts.push(count);
    }
    let mut shown = Vec::new();
    for ((_, suggestions), count) in found.into_iter().zip(counts) {
        let more = (suggestions.len() - count).min(left);
        left -= more;
        shown.extend(suggestions.into_iter().take(count + more));
    }
    shown
}

/// Takes out the terms that are suggested as regions too: who types 卢氏县 rarely looks for reports
/// that write it.
fn without_places(found: &mut [(usize, Vec<Suggestion>)]) {
    let all = found.iter().flat_map(|(_, suggestions)| suggestions);
    let regions = all.filter(|it| it.kind == SuggestionKind::Region);
    let names: Vec<String> = regions.map(|it| it.text.clone()).collect();
    for (_, suggestions) in found {
        suggestions.retain(|it| it.kind != SuggestionKind::Term || !names.contains(&it.text));
    }
}

fn of_name(name: &Name, typed: &Typed) -> Option<Suggestion> {
    Some(Suggestion {
        kind: name.kind,
        text: name.text.to_string(),
        highlights: typed
            .forms()
            .find_map(|form| highlight(&name.text, form))
            .into_iter()
            .collect(),
        within: name.within().map(str::to_owned),
        insert: written(&Query::Condition(name.field()))?,
        reports: Some(name.reports),
    })
}

fn of_term(word: String, form: &str, reports: Option<u64>) -> Option<Suggestion> {
    Some(Suggestion {
        kind: SuggestionKind::Term,
        highlights: highlight(&word, form).into_iter().collect(),
        within: None,
        insert: written(&Query::Term(Term::folded(&word)))?,
        reports,
        text: word,
    })
}

/// Returns the query as it is written into the line, where it reads back as the same: a name with
/// quotation marks in it may not.
fn written(query: &Query) -> Option<String> {
    let written = query.to_string();
    let read: Option<Query> = written.parse().ok();
    let is_same = read.is_some_and(|read| read.to_string() == written);
    is_same.then_some(written)
}

/// Returns where `form` stands in `text` first, in characters of `text`.
fn highlight(text: &str, form: &str) -> Option<[usize; 2]> {
    let folded = Folded::new(text);
    let first = folded.occurrences(form).into_iter().next()?;
    let bytes = folded.origin(first)?;
    let place = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    Some([place(bytes.start), place(bytes.end)])
}

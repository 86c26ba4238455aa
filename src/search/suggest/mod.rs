//! Completes the word that is being typed: with terms that reports mention, and with the agencies,
//! regions, years, parts, kinds and levels of reports in the index.
//!
//! - `names`: the names of years, regions, agencies, parts, kinds and levels, with their numbers of reports
//! - `name`: a name, and whether it contains what was typed
//! - `divisions`: unambiguous names of divisions
//! - `words`: terms that reports mention, the most common first
//!
//! Every suggestion finds something, and exactly as many reports as are shown with it. Every key
//! that is typed asks for suggestions, which is far more often than a search, so the work is
//! bounded: names are counted once for an index, terms are counted only as long as a number of
//! sections lasts, and counts are cached.

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

/// The maximum number of suggestions: nobody reads more while typing.
const MOST: usize = 10;

/// The maximum number of terms among them: each has to be counted.
const MOST_TERMS: usize = 6;

/// The maximum number of cached counts of terms. Some terms are needed at every key, most never
/// again; the cache is cleared when it is full.
const MOST_CACHED: usize = 20_000;

/// The maximum number of sections that are visited to count the terms of one answer: about 30 ms.
/// In a larger index there is no count of the terms if one of them is too common.
const MOST_SECTIONS: u64 = 200_000;

/// Completions of the word that is being typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[expect(clippy::struct_field_names, reason = "it is the name in JSON")]
pub(crate) struct Suggestions {
    /// The range of characters of the line that a suggestion replaces, counted from 0.
    pub replaces: [usize; 2],
    /// What reports are counted over.
    pub ground: Ground,
    /// The suggestions, the likeliest of each kind first.
    pub suggestions: Vec<Suggestion>,
}

/// One completion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct Suggestion {
    /// What is suggested.
    pub kind: SuggestionKind,
    /// The name or term.
    pub text: String,
    /// The ranges of characters of `text` that were typed.
    pub highlights: Vec<[usize; 2]>,
    /// For a region: the divisions that it is in.
    pub within: Option<String>,
    /// The replacement in the line.
    pub insert: String,
    /// The number of reports that `insert` finds by itself: for a term the reports that mention it,
    /// matched exactly. Absent for all terms of an answer if they are in too many sections to be counted while
    /// someone types.
    pub reports: Option<u64>,
}

/// The kind of a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SuggestionKind {
    /// A year that reports are about.
    Year,
    /// A term that reports mention.
    Term,
    /// A province, prefecture or county.
    Region,
    /// An agency.
    Agency,
    /// A statutory part.
    Part,
    /// A kind of document.
    Kind,
    /// A level of agencies.
    Level,
}

/// All kinds in the order in which they are shown, each with its share: so many are shown even if
/// other kinds have more.
const SHARES: [(SuggestionKind, usize); 7] = [
    (SuggestionKind::Year, 3),
    (SuggestionKind::Term, MOST_TERMS),
    (SuggestionKind::Region, 2),
    (SuggestionKind::Agency, 2),
    (SuggestionKind::Part, 1),
    (SuggestionKind::Kind, 1),
    (SuggestionKind::Level, 1),
];

/// Makes suggestions for one index.
pub(crate) struct Suggester {
    names: Names,
    words: Words,
    /// A cache of the number of reports that mention a term.
    report_counts: Mutex<FxHashMap<String, u64>>,
}

impl Suggester {
    /// Reads the names of an index. Visits every section once.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(crate) fn new(reader: &IndexReader) -> Result<Self> {
        let (names, words) = (Names::new(reader)?, Words::new(reader));
        Ok(Self { names, words, report_counts: Mutex::default() })
    }

    /// Completes the word at the end of `line`. There are no suggestions if the line ends with a
    /// space.
    ///
    /// `reader` has to be the one given to [`Suggester::new`].
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(crate) fn suggest(&self, reader: &IndexReader, line: &str) -> Result<Suggestions> {
        let end = line.chars().count();
        let ground = whole_ground(reader);
        let Some(typing) = Typing::at_end_of(line) else {
            return Ok(Suggestions { replaces: [end, end], ground, suggestions: Vec::new() });
        };
        let suggestions = self.complete(reader, &typing)?;
        Ok(Suggestions { replaces: [typing.from, end], ground, suggestions })
    }

    fn complete(&self, reader: &IndexReader, typing: &Typing) -> Result<Vec<Suggestion>> {
        let mut typed = Typed::new(&typing.text, typing.field.is_some());
        if let Some(letters) = typed.letters().filter(|it| it.as_str().len() > 1).cloned() {
            typed.add_names(self.names.offices_begun_by(&letters));
        }
        let form = typed.forms().next();
        // After the key of a condition, all of its values are suggested even if nothing is typed.
        if typing.field.is_none() && form.is_none() {
            return Ok(Vec::new());
        }
        let level = typing.field.and_then(ConditionKey::level);
        let mut found = Vec::new();
        for (kind, share) in SHARES {
            let suggestions = match (kind, form) {
                _ if !accepts(typing.field, kind) => Vec::new(),
                (kind, _) if typing.only_terms && kind != SuggestionKind::Term => Vec::new(),
                (SuggestionKind::Term, Some(form)) => self.terms(reader, form, MOST_SECTIONS)?,
                _ => {
                    let names = typed.find(self.names.of_kind(kind), level, MOST).into_iter();
                    names.filter_map(|name| suggest_name(name, &typed)).collect()
                }
            };
            found.push((share, suggestions));
        }
        remove_region_terms(&mut found);
        Ok(fill_shares(found))
    }

    /// Returns terms that contain `form`, those that the most reports mention first. At most `left`
    /// sections are visited to count reports; if these are not enough for all terms, none has a count.
    ///
    /// The words of the index only say in how many sections a word was cut as a word; an exact
    /// search also finds it within other words. So each term is searched for, in the order of that
    /// estimate.
    fn terms(&self, reader: &IndexReader, form: &str, mut left: u64) -> Result<Vec<Suggestion>> {
        let mut terms = Vec::new();
        for word in reader.guard(|| self.words.containing(reader, form))? {
            if terms.len() == MOST_TERMS {
                break;
            }
            let sections = reader.guard(|| words::sections_at_most(reader, &word))?;
            let reports = if sections <= left {
                left -= sections;
                Some(self.count_reports(reader, &word)?)
            } else {
                None
            };
            // A word can occur only in copies and older versions.
            if reports != Some(0) {
                terms.extend(suggest_term(word, form, reports));
            }
        }
        // Without counts, terms stay in the order of the estimate.
        if terms.iter().any(|term| term.reports.is_none()) {
            for term in &mut terms {
                term.reports = None;
            }
        }
        terms.sort_by_key(|term| (term.text != form, Reverse(term.reports)));
        Ok(terms)
    }

    /// Returns the number of reports that mention a term.
    fn count_reports(&self, reader: &IndexReader, word: &str) -> Result<u64> {
        let cache = || self.report_counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&reports) = cache().get(word) {
            return Ok(reports);
        }
        let query = Query::Term(Term::folded(word));
        let reports =
            search(reader, &Request { limit: 0, ..Request::new(query) })?.body.counts.reports;
        let mut cache = cache();
        if cache.len() >= MOST_CACHED {
            cache.clear();
        }
        cache.insert(word.to_owned(), reports);
        Ok(reports)
    }
}

/// Returns whether a suggestion of a kind can be the value of a condition; without a key, any can.
fn accepts(key: Option<ConditionKey>, kind: SuggestionKind) -> bool {
    let only = match key {
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
        Some(ConditionKey::Level) => SuggestionKind::Level,
        // The words of titles are not indexed separately from those of texts. Days, numbers and
        // addresses are nearly as many as reports.
        Some(
            ConditionKey::Title
            | ConditionKey::Date
            | ConditionKey::Published
            | ConditionKey::Number
            | ConditionKey::Url,
        ) => return false,
    };
    kind == only
}

/// Returns what is shown of each kind, in their order. Each kind first gets its share; what is left
/// is given to the kinds that come first.
fn fill_shares(found: Vec<(usize, Vec<Suggestion>)>) -> Vec<Suggestion> {
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

/// Removes terms that are also suggested as regions: someone who types 卢氏县 is more likely to look
/// for its reports than for reports that mention it.
fn remove_region_terms(found: &mut [(usize, Vec<Suggestion>)]) {
    let all = found.iter().flat_map(|(_, suggestions)| suggestions);
    let regions = all.filter(|it| it.kind == SuggestionKind::Region);
    let names: Vec<String> = regions.map(|it| it.text.clone()).collect();
    for (_, suggestions) in found {
        suggestions.retain(|it| it.kind != SuggestionKind::Term || !names.contains(&it.text));
    }
}

fn suggest_name(name: &Name, typed: &Typed) -> Option<Suggestion> {
    Some(Suggestion {
        kind: name.kind,
        text: name.text.to_string(),
        highlights: typed
            .forms()
            .find_map(|form| highlight(&name.text, form))
            .into_iter()
            .collect(),
        within: name.within().map(str::to_owned),
        insert: query_line(&Query::Condition(name.condition()))?,
        reports: Some(name.reports),
    })
}

fn suggest_term(word: String, form: &str, reports: Option<u64>) -> Option<Suggestion> {
    Some(Suggestion {
        kind: SuggestionKind::Term,
        highlights: highlight(&word, form).into_iter().collect(),
        within: None,
        insert: query_line(&Query::Term(Term::folded(&word)))?,
        reports,
        text: word,
    })
}

/// Returns the query as it is written in a query line, if it is read back as the same query. A name
/// with quotation marks may not be.
fn query_line(query: &Query) -> Option<String> {
    let line = query.to_string();
    let read: Option<Query> = line.parse().ok();
    let is_same = read.is_some_and(|read| read.to_string() == line);
    is_same.then_some(line)
}

/// Returns the first occurrence of `form` in `text`, as a range of characters of `text`.
fn highlight(text: &str, form: &str) -> Option<[usize; 2]> {
    let folded = Folded::new(text);
    let first = folded.occurrences(form).into_iter().next()?;
    let bytes = folded.origin(first)?;
    let place = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    Some([place(bytes.start), place(bytes.end)])
}

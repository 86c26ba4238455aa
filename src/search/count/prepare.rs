//! The plan of a request, and the number of words of a loose question that a section must contain.

use std::collections::BTreeSet;
use std::ops::Range;

use super::near_names::nearest_divisions;
use super::spellings::SpelledTerm;
use super::typed_names::with_names_read;
use crate::aliases::Resolved;
use crate::error::{Error, Result};
use crate::index::{IndexReader, SectionAddress};
use crate::query::Term;
use crate::search::answer::Remark;
use crate::search::find::{Scan, map_values, value_of};
use crate::search::matches::mention_ranges;
use crate::search::passage::{Passage, passage_in};
use crate::search::plan::{FacetCondition, Plan};
use crate::search::request::{Mode, Request};

/// A request prepared for an index.
pub(crate) struct Prepared {
    pub(in crate::search) plan: Plan,
    /// The number of words of a loose question that a section must contain; 0 if it is not loose.
    least_words: usize,
    /// The terms that were asked for with aliases.
    pub(super) spelled: Vec<SpelledTerm>,
    /// How the query was read, if not as it was typed.
    remarks: Vec<Remark>,
    /// The request with the names in its conditions written out, if they were not.
    read: Option<Box<Request>>,
}

/// If fewer sections than this contain all words of a loose question, sections with fewer words are
/// included. On the judged queries this raises the share of what a reader wants that is among the
/// first ten hits from 0.52 to 0.78.
const ENOUGH: u64 = 5;

impl Prepared {
    /// Plans a request, and determines how many words of a loose question are required.
    ///
    /// These are all words, if enough sections contain them; otherwise the most words that enough
    /// sections contain, but more than half. Sections are counted without the filters: a row of a
    /// table and the passages that it links to, with one filter more, then require the same number.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged, if folding leaves nothing of a term, or if a region is neither
    /// known nor that of any report, or may be one of several.
    pub(in crate::search) fn new(reader: &IndexReader, request: &Request) -> Result<Self> {
        let (read, names) = match with_names_read(reader, request)? {
            Some((read, remarks)) => (Some(Box::new(read)), remarks),
            None => (None, Vec::new()),
        };
        let request = read.as_deref().unwrap_or(request);
        let segmenter = if request.mode == Mode::Words { Some(reader.segmenter()?) } else { None };
        let Request { query, mode, filters, .. } = request;
        let resolved = query.as_ref().map(|query| reader.aliases().resolve(query));
        let asked = resolved.as_ref().map(|resolved| &resolved.query);
        let mut plan = Plan::new(asked, *mode, filters, segmenter)?;
        check_places(reader, &plan)?;
        let (mut spelled, mut remarks) = (Vec::new(), names);
        if let Some(resolved) = resolved {
            remarks.extend(about_aliases(&resolved));
            spelled = SpelledTerm::all(&resolved, &plan, *mode, segmenter)?;
        }
        let all = plan.most_words;
        if all == 0 {
            return Ok(Self { plan, least_words: 0, spelled, remarks, read });
        }
        let filters = std::mem::take(&mut plan.filters);
        let count = |plan: &Plan, least: usize| {
            reader.guard(|| Scan::new(reader, plan, least)?.count_sections())
        };
        let (mut least, mut most) = (all, count(&plan, all)?);
        for fewer in (all / 2 + 1..all).rev() {
            if most >= ENOUGH {
                break;
            }
            let found = count(&plan, fewer)?;
            if found > most {
                (least, most) = (fewer, found);
            }
        }
        plan.filters = filters;
        remarks.push(Remark::ReadAsWords { words: plan.folded_needles() });
        if least < all {
            let containing_all = count(&plan, all)?;
            remarks.push(Remark::WordsLoosened { all, least, containing_all });
        }
        Ok(Self { plan, least_words: least, spelled, remarks, read })
    }

    /// Returns how the query was read, if not as it was typed.
    pub(in crate::search) fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Returns `request`, for which this was prepared, with the names in its conditions written out.
    pub(super) fn as_read<'r>(&'r self, request: &'r Request) -> &'r Request {
        self.read.as_deref().unwrap_or(request)
    }

    /// Returns the passage of a section, with the matches of the request marked.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(crate) fn passage(&self, reader: &IndexReader, address: SectionAddress) -> Result<Passage> {
        let section = reader.guard(|| reader.section(address))?;
        Ok(passage_in(&section.text, &self.plan.needles))
    }

    /// Returns whether the query has anything whose mentions are counted. A query of conditions has not.
    pub(crate) fn counts_mentions(&self) -> bool {
        !self.plan.needles.is_empty()
    }

    /// Returns the byte ranges of the mentions in the text of a section that was found, in order: as
    /// many as are counted. None lies inside another one; two of different terms may overlap, and have the
    /// same range if one character of the text folds to both.
    pub(crate) fn mention_ranges(&self, text: &str) -> Vec<Range<usize>> {
        mention_ranges(text, &self.plan.needles)
    }

    /// Returns the plan, and the number of words of a loose question that a section must contain.
    pub(super) fn asked_for(&self) -> (&Plan, usize) {
        (&self.plan, self.least_words)
    }

    /// Returns the scan of the plan over an index.
    pub(in crate::search) fn scan<'a>(
        &self,
        reader: &'a IndexReader,
    ) -> tantivy::Result<Scan<'a, '_>> {
        Scan::new(reader, &self.plan, self.least_words)
    }
}

/// Returns which terms were excluded with their aliases, and which have none.
fn about_aliases(resolved: &Resolved) -> Vec<Remark> {
    let names = |terms: &[Term]| {
        terms.iter().map(|term| term.clone().without_aliases().to_string()).collect::<Vec<_>>()
    };
    let excluded = resolved.terms.iter().filter(|aliased| aliased.is_excluded);
    let mut remarks: Vec<Remark> = excluded
        .map(|aliased| {
            let mut aliases = names(&aliased.spellings);
            Remark::ExcludedWithAliases { term: aliases.remove(0), aliases }
        })
        .collect();
    if !resolved.without.is_empty() {
        remarks.push(Remark::WithoutAliases { terms: names(&resolved.without) });
    }
    remarks
}

/// Fails if a condition names a division that the gazetteer does not know and no report is in, and if
/// it names one that reports of several are from: they would be counted as one.
fn check_places(reader: &IndexReader, plan: &Plan) -> Result<()> {
    for condition in plan.conditions() {
        let Some(name) = condition.division_name() else { continue };
        let (mut is_met, mut divisions) = (false, BTreeSet::new());
        reader.guard(|| {
            for segment in reader.segments() {
                let column = segment.facet(condition.facet())?;
                let mapped = map_values(column, |value| {
                    is_met |= condition.accepts(value);
                    condition.division(value)
                })?;
                divisions.extend(mapped.into_iter().flatten());
            }
            Ok(())
        })?;
        if !is_met && !condition.knows_place() {
            let (name, level) = (name.to_owned(), condition.level());
            let nearest = nearest_divisions(reader, &name, level)?;
            return Err(Error::UnknownRegion { name, level, nearest });
        }
        if divisions.len() > 1 {
            divisions = reader.guard(|| divisions_in_use(reader, condition))?;
        }
        if divisions.len() > 1 {
            let candidates = divisions.into_iter().collect();
            return Err(Error::AmbiguousRegion { name: name.to_owned(), candidates });
        }
    }
    Ok(())
}

/// Returns the divisions that a condition takes its name for, of reports that are counted: a segment
/// also has the values of those that were deleted.
fn divisions_in_use(
    reader: &IndexReader,
    condition: &FacetCondition,
) -> tantivy::Result<BTreeSet<String>> {
    let mut divisions = BTreeSet::new();
    for segment in reader.segments() {
        let column = segment.facet(condition.facet())?;
        let mapped = map_values(column, |value| condition.division(value))?;
        for doc in (0..segment.max_doc()).filter(|&doc| segment.is_counted(doc)) {
            if let Some(Some(division)) = value_of(column.ords(), doc, &mapped)
                && !divisions.contains(division)
            {
                divisions.insert(division.clone());
            }
        }
    }
    Ok(divisions)
}

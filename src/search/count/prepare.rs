//! The plan of a request, and how many words of a loose question a section must contain.

use crate::error::{Error, Result};
use crate::index::{FacetField, IndexReader, SectionAddress};
use crate::search::answer::Remark;
use crate::search::find::{Scan, map_values};
use crate::search::passage::{Passage, passage_in};
use crate::search::plan::{FacetCondition, Plan};
use crate::search::request::{Mode, Request};

/// A request worked out for an index.
pub(crate) struct Prepared {
    pub(in crate::search) plan: Plan,
    /// How many words of a loose question a section must contain; 0 if it is not loose.
    least_words: usize,
    /// How the query was read, if that is not as it was typed.
    remarks: Vec<Remark>,
}

/// If fewer sections than this contain all words of a loose question, those that contain fewer of
/// them are included: on the judged queries, asking for all words alone found 0.52 of what a reader
/// wants among the first ten hits, and this finds 0.78.
const ENOUGH: u64 = 5;

impl Prepared {
    /// Works out the plan of a request and how many words of a loose question are asked for.
    ///
    /// All of them, if enough sections contain them; otherwise as many as enough sections contain,
    /// but more than half. Sections are counted whatever the conditions, so that a row of a table
    /// and the passages that it links to, which have one more condition, ask for as many words.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged, if a term leaves nothing to compare, and if no report is in a
    /// region that is asked for.
    pub(in crate::search) fn new(reader: &IndexReader, request: &Request) -> Result<Self> {
        let segmenter = if request.mode == Mode::Words { Some(reader.segmenter()?) } else { None };
        let Request { query, mode, filters, .. } = request;
        let mut plan = Plan::new(query.as_ref(), *mode, filters, segmenter)?;
        check_regions(reader, &plan)?;
        let all = plan.most_words;
        if all == 0 {
            return Ok(Self { plan, least_words: 0, remarks: Vec::new() });
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
        let mut remarks = vec![Remark::ReadAsWords { words: plan.folded_needles() }];
        if least < all {
            let containing_all = count(&plan, all)?;
            remarks.push(Remark::WordsLoosened { all, least, containing_all });
        }
        Ok(Self { plan, least_words: least, remarks })
    }

    /// Returns how the query was read, if that is not as it was typed.
    pub(in crate::search) fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Returns the passage of a section, with what the request asks for marked in it.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(crate) fn passage(&self, reader: &IndexReader, address: SectionAddress) -> Result<Passage> {
        let section = reader.guard(|| reader.section(address))?;
        Ok(passage_in(&section.text, &self.plan.needles))
    }

    /// Returns the plan over an index.
    pub(in crate::search) fn scan<'a>(
        &self,
        reader: &'a IndexReader,
    ) -> tantivy::Result<Scan<'a, '_>> {
        Scan::new(reader, &self.plan, self.least_words)
    }
}

/// Fails for a condition on a region that the gazetteer does not know and that no report is in.
fn check_regions(reader: &IndexReader, plan: &Plan) -> Result<()> {
    for condition in plan.filters.conditions() {
        let FacetCondition::Region(region) = condition else { continue };
        if region.is_known() {
            continue;
        }
        let mut has_reports = false;
        reader.guard(|| {
            for segment in reader.segments() {
                let values = segment.facet(FacetField::Region)?;
                has_reports |=
                    map_values(values, |value| condition.accepts(value))?.contains(&true);
            }
            Ok(())
        })?;
        if !has_reports {
            return Err(Error::UnknownRegion { name: region.name.clone() });
        }
    }
    Ok(())
}

//! The one walk over the sections of an index that answers a request.

use std::collections::BTreeMap;

use super::collector::Collector;
use super::former::FormerDivisions;
use super::one_section::in_one_section;
use super::prepare::Prepared;
use super::read_as::read_as;
use super::sections::over_sections;
use super::shared_names::SharedNames;
use super::totals::Totals;
use crate::error::Result;
use crate::index::IndexReader;
use crate::search::answer::{Answer, Question, Remark};
use crate::search::counts::Counts;
use crate::search::request::Request;

/// Answers a request with the result of a collector, which `finish` turns into the body of the
/// answer.
///
/// # Errors
///
/// Fails if the index is damaged, if folding leaves nothing of a term, or if a region is neither
/// known nor that of any report.
pub(crate) fn walk<'a, C: Collector<'a>, T>(
    reader: &'a IndexReader,
    request: &Request,
    collector: C,
    finish: impl FnOnce(C::Fruit, Prepared) -> Result<T>,
) -> Result<Answer<T>> {
    let prepared = Prepared::new(reader, request)?;
    let totals: Vec<Totals> = request.query.iter().map(|_| Totals::default()).collect();
    let about_conditions = (FormerDivisions::new(request), SharedNames::new(request));
    let mut collectors = (about_conditions, (totals, collector));
    let ground = over_sections(reader, &prepared, &mut collectors)?;
    let ((former, shared_names), (totals, fruit)) = collectors.finish();
    let mut remarks = [former, shared_names, prepared.remarks().to_vec()].concat();
    if let [found] = *totals {
        remarks.extend(about_the_query(reader, request, found)?);
    }
    let body = finish(fruit, prepared)?;
    Ok(Answer { question: Question::new(request), ground, remarks, lists: BTreeMap::new(), body })
}

/// Returns what one has to know of how the query was read to understand that it `found` so much.
fn about_the_query(reader: &IndexReader, request: &Request, found: Counts) -> Result<Vec<Remark>> {
    let unit = in_one_section(reader, request, found)?;
    let mut remarks: Vec<Remark> = unit.into_iter().collect();
    remarks.extend(read_as(reader, request, found)?);
    Ok(remarks)
}

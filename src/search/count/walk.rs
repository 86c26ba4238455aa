//! The one walk over the sections of an index that answers a request.

use super::collector::{Collector, FoundSection, GroundSection};
use super::former::FormerDivisions;
use super::ground::{GroundCounter, whole_ground};
use super::prepare::Prepared;
use super::shared_names::SharedNames;
use crate::error::Result;
use crate::index::{IndexReader, Segment};
use crate::search::answer::{Answer, Question};
use crate::search::counts::Ground;
use crate::search::find::{Found, Scan};
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
    let about_conditions = (FormerDivisions::new(request), SharedNames::new(request));
    let mut collectors = (about_conditions, collector);
    let ground = reader.guard(|| {
        let scan = prepared.scan(reader)?;
        // Without filters the ground is in the manifest.
        if prepared.plan.filters.is_empty() && !collectors.wants_ground() {
            walk_found(reader, &scan, &mut collectors)?;
            Ok(whole_ground(reader))
        } else {
            walk_all(reader, &scan, &mut collectors)
        }
    })?;
    let ((former, shared_names), fruit) = collectors.finish();
    let remarks = [former, shared_names, prepared.remarks().to_vec()].concat();
    let body = finish(fruit, prepared)?;
    Ok(Answer { question: Question::new(request), ground, remarks, body })
}

/// Adds what is found to a collector.
fn walk_found<'a>(
    reader: &'a IndexReader,
    scan: &Scan<'a, '_>,
    collector: &mut impl Collector<'a>,
) -> tantivy::Result<()> {
    for (segment, at) in reader.segments().iter().zip(0..) {
        collector.enter(segment)?;
        if collector.wants_found() {
            let near_misses = collector.wants_near_misses();
            scan.open(segment, at)?.for_each(near_misses, |found| add(found, collector))?;
        }
        collector.leave()?;
    }
    Ok(())
}

/// Adds what is found and what is counted over to a collector, and counts the latter.
fn walk_all<'a>(
    reader: &'a IndexReader,
    scan: &Scan<'a, '_>,
    collector: &mut impl Collector<'a>,
) -> tantivy::Result<Ground> {
    let mut ground = GroundCounter::new(reader);
    let wants_ground = collector.wants_ground();
    for (segment, at) in reader.segments().iter().zip(0..) {
        collector.enter(segment)?;
        let mut sections = scan.open(segment, at)?;
        if collector.wants_found() {
            let near_misses = collector.wants_near_misses();
            sections.for_each(near_misses, |found| add(found, collector))?;
        }
        let reports = segment.reports()?;
        for doc in (0..segment.max_doc()).filter(|&doc| segment.is_alive(doc)) {
            if !sections.mask.passes(doc) {
                continue;
            }
            let Some(report) = reports.first(doc) else { continue };
            if ground.add(report) && wants_ground {
                collector.add_ground(GroundSection { segment, doc, report })?;
            }
        }
        collector.leave()?;
    }
    Ok(ground.finish())
}

/// Adds a section that was found to a collector.
fn add<'a>(mut found: Found<'a, '_>, collector: &mut impl Collector<'a>) -> tantivy::Result<()> {
    let tally = found.tally()?;
    let Found { segment, address, passed, .. } = found;
    let report = report_of(segment, address.doc)?;
    let (mentions, score) = (tally.mentions, tally.score);
    collector.add_found(FoundSection { segment, address, report, passed, mentions, score })
}

/// Returns the number of the report that a section belongs to.
fn report_of(segment: &Segment, doc: u32) -> tantivy::Result<u64> {
    let number = segment.reports()?.first(doc);
    number.ok_or_else(|| {
        tantivy::TantivyError::InternalError("a section lacks the number of its report".to_owned())
    })
}

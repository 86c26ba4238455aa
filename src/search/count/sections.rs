//! Goes over the sections of an index once and shows them to a collector.

use super::collector::{Collector, FoundSection, GroundSection};
use super::ground::{GroundCounter, whole_ground};
use super::prepare::Prepared;
use super::totals::Totals;
use crate::error::Result;
use crate::index::{IndexReader, Segment};
use crate::search::counts::{Counts, Ground};
use crate::search::find::{FilterResult, Found, Scan, SegmentScan};
use crate::search::request::Request;

/// Shows a collector what prepared requests with the same filters find, and returns what was counted
/// over.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(super) fn over_sections<'a>(
    reader: &'a IndexReader,
    prepared: &[&Prepared],
    collector: &mut impl Collector<'a>,
) -> Result<Ground> {
    reader.guard(|| {
        if prepared.len() > 1 {
            Scan::ask_ahead(reader, prepared.iter().map(|it| it.asked_for()))?;
        }
        let scans: tantivy::Result<Vec<Scan<'a, '_>>> =
            prepared.iter().map(|prepared| prepared.scan(reader)).collect();
        let scans = scans?;
        // Without filters the ground is in the manifest.
        let is_filtered = prepared.iter().any(|prepared| !prepared.plan.filters.is_empty());
        if !is_filtered && !collector.wants_ground() {
            walk_found(reader, &scans, collector)?;
            Ok(whole_ground(reader))
        } else {
            walk_all(reader, &scans, collector)
        }
    })
}

/// Counts what a request finds.
///
/// # Errors
///
/// Fails as [`Prepared::new`] does.
pub(super) fn count(reader: &IndexReader, request: &Request) -> Result<Counts> {
    let mut totals = Totals::default();
    over_sections(reader, &[&Prepared::new(reader, request)?], &mut totals)?;
    Ok(totals.finish())
}

/// Adds what is found to a collector.
fn walk_found<'a>(
    reader: &'a IndexReader,
    scans: &[Scan<'a, '_>],
    collector: &mut impl Collector<'a>,
) -> tantivy::Result<()> {
    for (segment, at) in reader.segments().iter().zip(0..) {
        collector.enter(segment)?;
        if collector.wants_found() {
            for (query, scan) in scans.iter().enumerate() {
                add_all(&mut scan.open(segment, at)?, query, collector)?;
            }
        }
        collector.leave()?;
    }
    Ok(())
}

/// Adds what is found and what is counted over to a collector, and counts the latter.
fn walk_all<'a>(
    reader: &'a IndexReader,
    scans: &[Scan<'a, '_>],
    collector: &mut impl Collector<'a>,
) -> tantivy::Result<Ground> {
    let mut ground = GroundCounter::new(reader);
    let (wants_ground, near_misses) = (collector.wants_ground(), collector.wants_near_misses());
    for (segment, at) in reader.segments().iter().zip(0..) {
        collector.enter(segment)?;
        let mut mask = None;
        for (query, scan) in scans.iter().enumerate() {
            let mut sections = scan.open(segment, at)?;
            if collector.wants_found() {
                add_all(&mut sections, query, collector)?;
            }
            // That of all of them.
            mask.get_or_insert(sections.mask);
        }
        let Some(mask) = mask else { continue };
        let reports = segment.reports()?;
        for doc in (0..segment.max_doc()).filter(|&doc| segment.is_alive(doc)) {
            let passed = mask.result(doc);
            let is_near = matches!(passed, FilterResult::AllBut(_)) && wants_ground && near_misses;
            if passed != FilterResult::All && !is_near {
                continue;
            }
            let Some(report) = reports.first(doc) else { continue };
            let is_counted = if is_near { ground.counts(report) } else { ground.add(report) };
            if is_counted && wants_ground {
                collector.add_ground(GroundSection { segment, doc, report, passed })?;
            }
        }
        collector.leave()?;
    }
    Ok(ground.finish())
}

/// Adds what one of the queries finds in a segment to a collector.
fn add_all<'a>(
    sections: &mut SegmentScan<'a>,
    query: usize,
    collector: &mut impl Collector<'a>,
) -> tantivy::Result<()> {
    let near_misses = collector.wants_near_misses();
    sections.for_each(near_misses, |found| add(found, query, collector))
}

/// Adds a section that was found to a collector.
fn add<'a>(
    mut found: Found<'a, '_>,
    query: usize,
    collector: &mut impl Collector<'a>,
) -> tantivy::Result<()> {
    let tally = found.tally()?;
    let Found { segment, address, passed, .. } = found;
    let report = report_of(segment, address.doc)?;
    let (mentions, score) = (tally.mentions, tally.score);
    collector.add_found(FoundSection { segment, address, query, report, passed, mentions, score })
}

/// Returns the number of the report that a section belongs to.
fn report_of(segment: &Segment, doc: u32) -> tantivy::Result<u64> {
    let number = segment.reports()?.first(doc);
    number.ok_or_else(|| {
        tantivy::TantivyError::InternalError("a section lacks the number of its report".to_owned())
    })
}

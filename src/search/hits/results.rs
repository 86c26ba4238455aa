//! Answers requests: counts, facets, and the best sections with their passages.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::best::Ranked;
use super::by_report::TopReport;
use super::top::Top;
use super::view::{Hit, ReportHits, ReportViews};
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::{Region, RegionView};
use crate::search::answer::Answer;
use crate::search::count::{AxisEntry, Matrix, Prepared, TableCollector, Totals, walk};
use crate::search::counts::Counts;
use crate::search::facet::{FacetBy, FacetRow, GroupBy};
use crate::search::plan::Needle;
use crate::search::request::Request;
use crate::search::window::Window;

/// The most passages of a report, if hits are grouped by report: a page has room for those of ten or
/// twenty.
const PASSAGES: usize = 3;

/// The result of a search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Results {
    /// The number of reports, sections and mentions that were found.
    pub counts: Counts,
    /// The rows of each requested facet.
    pub facets: BTreeMap<FacetBy, Vec<FacetRow>>,
    /// The best sections; empty if they are grouped by report.
    pub hits: Vec<Hit>,
    /// The best reports, each with its best sections; only if that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reports: Option<Vec<ReportHits>>,
}

/// Answers a request.
///
/// The same request over the same reports always has the same answer: sections of equal score are
/// ordered by year, the newer first, then by path and place in the report.
///
/// # Errors
///
/// Fails if the index is damaged, if folding leaves nothing of a term, or if a region is neither
/// known nor that of any report.
pub fn search(reader: &IndexReader, request: &Request) -> Result<Answer<Results>> {
    let (mut answer, mut hits) = best(reader, request, PASSAGES)?;
    match hits.groups.take() {
        Some(reports) => answer.body.reports = Some(hits.of_reports(&reports)?),
        None => answer.body.hits = hits.collect::<Result<Vec<Hit>>>()?,
    }
    Ok(answer)
}

/// The hits of an answer. Each is read when the iterator gets to it.
pub(crate) struct Hits<'a> {
    reader: &'a IndexReader,
    needles: Vec<Needle>,
    chosen: std::vec::IntoIter<(f32, Ranked)>,
    reports: ReportViews,
    /// The reports of these sections, in their order, if hits are grouped by report.
    groups: Option<Vec<TopReport>>,
}

impl Hits<'_> {
    /// Reads the hits of each of the reports.
    fn of_reports(&mut self, reports: &[TopReport]) -> Result<Vec<ReportHits>> {
        let mut read = Vec::with_capacity(reports.len());
        for TopReport { sections, mentions, best } in reports {
            let hits = self.take(best.len()).collect::<Result<Vec<Hit>>>()?;
            read.push(ReportHits::new(hits, *sections, *mentions));
        }
        Ok(read)
    }
}

impl Iterator for Hits<'_> {
    type Item = Result<Hit>;

    fn next(&mut self) -> Option<Self::Item> {
        let (score, section) = self.chosen.next()?;
        let Self { reader, needles, reports, .. } = self;
        Some(reader.guard(|| Hit::read(reader, (section, score), needles, reports)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.chosen.size_hint()
    }
}

/// Answers a request, as [`search`] does. Each hit is read when the iterator gets to it;
/// `Results::hits` is empty. If hits are grouped by report, the iterator has all sections of each report.
///
/// # Errors
///
/// Fails as [`search`] does; the hits fail if the index is damaged.
pub(crate) fn find<'a>(
    reader: &'a IndexReader,
    request: &Request,
) -> Result<(Answer<Results>, Hits<'a>)> {
    best(reader, request, usize::MAX)
}

/// Answers a request with, if hits are grouped by report, at most `passages` sections of each report.
fn best<'a>(
    reader: &'a IndexReader,
    request: &Request,
    passages: usize,
) -> Result<(Answer<Results>, Hits<'a>)> {
    // No more than there are: a limit of all must not reserve memory for more.
    let sections = usize::try_from(reader.manifest().sections).unwrap_or(usize::MAX);
    let last = request.limit.saturating_add(request.offset).min(sections);
    let top = Top::new(reader, request, last, passages);
    // Without a query everything that is counted over is found.
    let has_query = request.query.is_some();
    let facets: Vec<TableCollector<'_>> =
        request.facets.iter().map(|&by| TableCollector::for_facet(by, has_query)).collect();
    let collectors = (Totals::default(), (top, facets));
    let answer = walk(reader, request, collectors, |(counts, (top, tables)), prepared| {
        let Prepared { plan, .. } = prepared;
        let chosen = reader.guard(|| top.in_order(reader, request.offset))?;
        reader.expect(chosen.sections.iter().map(|(_, section)| section.address));
        let facets = request.facets.iter().zip(tables);
        let facets = facets.map(|(&by, table)| (by, facet_rows(by, table)));
        let facets: BTreeMap<FacetBy, Vec<FacetRow>> = facets.collect();
        let (needles, reports) = (plan.needles, ReportViews::default());
        let (groups, chosen) = (chosen.reports, chosen.sections.into_iter());
        let hits = Hits { reader, needles, chosen, reports, groups };
        Ok((Results { counts, facets, hits: Vec::new(), reports: None }, hits))
    })?;
    let (mut answer, (mut results, hits)) = answer.take_body();
    if request.limit > 0 {
        let limit = Some(request.limit).filter(|&limit| limit < usize::MAX);
        let window = Window { limit, offset: request.offset };
        let Counts { reports, sections, .. } = results.counts;
        let (name, found) =
            if request.by_report { ("reports", reports) } else { ("hits", sections) };
        answer.add_list(reader, name, window, usize::try_from(found).unwrap_or(usize::MAX));
    }
    for (by, rows) in &mut results.facets {
        answer.add_list(reader, by.key(), request.rows, rows.len());
        *rows = request.rows.cut(std::mem::take(rows));
    }
    Ok((answer.map(|()| results), hits))
}

/// Returns the rows of a facet, also those of which nothing was found: agencies with the most reports
/// first, others in the order of their groups.
fn facet_rows(by: FacetBy, table: Matrix) -> Vec<FacetRow> {
    let group_by = GroupBy::Facet(by);
    let row = |entry: &AxisEntry| {
        let AxisEntry { group, tally, .. } = entry;
        let has_region = group_by.is_region() || by == FacetBy::Agency;
        let divisions = if has_region { group.region() } else { Region::default() };
        let Counts { reports, sections, mentions } = tally.found;
        FacetRow {
            value: group.label(group_by),
            region: (!divisions.is_empty()).then(|| RegionView::from(&divisions)),
            divisions,
            reports,
            held: tally.reports.max(reports),
            sections,
            mentions,
        }
    };
    let mut entries = table.rows;
    if by == FacetBy::Agency {
        entries.sort_by_cached_key(|entry| {
            let Counts { reports, mentions, .. } = entry.tally.found;
            let most_first = Reverse((reports, mentions, entry.tally.reports));
            (entry.group.is_unknown(), most_first, entry.group.label(group_by))
        });
    }
    entries.iter().map(row).collect()
}

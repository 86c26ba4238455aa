//! The answer to a query: counts, facets and the best sections with their passages.

use std::cmp::Ordering;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BinaryHeap};

use serde::{Deserialize, Serialize};

use super::count::{Counts, FacetCounter, FacetRow, Ground, facet_rows, ground, sections_found};
use super::groups::held_first_sections;
use super::passage::{Passage, matches, passage};
use super::plan::{Mode, Plan};
use super::scan::{Passed, Scan, check_regions, for_values};
use super::{Request, Sort};
use crate::error::Result;
use crate::index::{FacetField, IndexReader, NumberSet, SectionAddress, StoredReport};
use crate::query::Condition;
use crate::report::{Part, RegionView, Year};

/// The answer to a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Results {
    /// The query as it was understood.
    pub query: String,
    /// How terms were matched.
    pub mode: Mode,
    /// How many reports, sections and mentions were found.
    pub counts: Counts,
    /// What was counted over.
    pub ground: Ground,
    /// The counts by each facet that was asked for.
    pub facets: BTreeMap<String, Vec<FacetRow>>,
    /// The best sections.
    pub hits: Vec<Hit>,
    /// In words mode: how the words were asked for.
    #[serde(skip)]
    pub words: Option<WordsAsked>,
}

/// A section that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Hit {
    /// How well the section fits; comparable within one answer only.
    pub score: f32,
    /// The report that the section is of.
    pub report: ReportView,
    /// The section.
    pub section: SectionView,
    /// The window of the section that is shown.
    pub passage: Passage,
}

/// What is shown of a report beside a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReportView {
    /// The name by which the report can be asked for.
    pub id: String,
    /// The path of its file.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// The canonical name of its agency.
    pub agency: Option<String>,
    /// The year it is about.
    pub year: Option<Year>,
    /// Where its agency sits.
    pub region: RegionView,
}

impl ReportView {
    /// Returns what is shown of a report.
    pub(crate) fn of(report: &StoredReport) -> Self {
        let facts = &report.facts;
        Self {
            id: report.id.clone(),
            path: report.path.clone(),
            title: facts.title.as_ref().map(|title| title.value.clone()),
            agency: facts.agency.as_ref().map(|agency| agency.value.canonical.clone()),
            year: facts.year.as_ref().map(|year| year.value),
            region: facts.region.as_ref().map(|it| RegionView::from(&it.value)).unwrap_or_default(),
        }
    }
}

/// What is shown of a section beside a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SectionView {
    /// The headings from the top one down to the section's own.
    pub heading_path: Vec<String>,
    /// The statutory part.
    pub part: Part,
}

/// Answers a request.
///
/// The same request over the same reports always gives the same answer: sections of one score are
/// ordered by year, the newer first, then by path and place in the report.
///
/// # Errors
///
/// Fails where the index is damaged, or where a term of the query leaves nothing to compare.
pub fn search(reader: &IndexReader, request: &Request) -> Result<Results> {
    let (mut results, hits) = found(reader, request)?;
    results.hits = hits.collect::<Result<Vec<Hit>>>()?;
    Ok(results)
}

/// Answers a request with all hits, whatever its limit and offset, in the order of [`search`]; each
/// is read when it is asked for. The results hold everything but the hits.
///
/// # Errors
///
/// Fails as [`search`] does; the hits fail where the index is damaged.
pub fn all_hits<'a>(reader: &'a IndexReader, request: &Request) -> Result<(Results, Hits<'a>)> {
    let limit = usize::try_from(reader.manifest().sections).unwrap_or(usize::MAX);
    found(reader, &Request { limit, offset: 0, ..request.clone() })
}

/// The hits of an answer, each read when it is asked for.
pub struct Hits<'a> {
    reader: &'a IndexReader,
    plan: Plan,
    chosen: std::vec::IntoIter<(f32, SectionAddress)>,
}

impl Iterator for Hits<'_> {
    type Item = Result<Hit>;

    fn next(&mut self) -> Option<Self::Item> {
        let (score, address) = self.chosen.next()?;
        Some(self.reader.guard(|| hit(self.reader, &self.plan, score, address)))
    }
}

/// Finds and counts what a request asks for, and chooses its hits.
fn found<'a>(reader: &'a IndexReader, request: &Request) -> Result<(Results, Hits<'a>)> {
    let (plan, words) = prepare(reader, request)?;
    let least_words = words.as_ref().map_or(0, |words| words.least);
    let scan = Scan { reader, plan: &plan, least_words };
    let mut counts = Counts::default();
    let mut seen = NumberSet::default();
    let mut facets: Vec<FacetCounter<'_>> =
        request.facets.iter().map(|&by| FacetCounter::new(by)).collect();
    let mut best = Best::new(request.limit.saturating_add(request.offset));
    let mut sorter = Sorter { by: request.sort, years: Years::default() };
    scan.run(!facets.is_empty(), |mut found| {
        let tally = found.tally()?;
        let (segment, doc) = (found.segment, found.address.doc);
        let report = segment.reports()?.first(doc).unwrap_or_default();
        for (facet, by) in facets.iter_mut().zip(&request.facets) {
            // A facet does not follow its own filter.
            if matches!(found.passed, Passed::All) || found.passed == Passed::AllBut(by.field()) {
                facet.add(found.address.segment, segment, doc, report, tally.mentions)?;
            }
        }
        if found.passed == Passed::All {
            counts.sections += 1;
            counts.mentions += u64::from(tally.mentions);
            seen.insert(report);
            let order = sorter.order(reader, found.address, tally.mentions)?;
            best.offer(Rank { order, score: tally.score }, found.address);
        }
        Ok(())
    })?;
    counts.reports = seen.len();
    let facets = facets
        .into_iter()
        .zip(&request.facets)
        .map(|(facet, &by)| (by.key().to_owned(), facet_rows(by, facet.finish())))
        .collect();
    let mut chosen = reader.guard(|| best.finish(reader))?;
    chosen.drain(..request.offset.min(chosen.len()));
    let results = Results {
        query: request.printed(),
        mode: request.mode,
        counts,
        ground: ground(reader, &plan)?,
        facets,
        hits: Vec::new(),
        words,
    };
    Ok((results, Hits { reader, plan, chosen: chosen.into_iter() }))
}

/// How the words of a loose question were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsAsked {
    /// The words that the query was cut into, in folded form.
    pub words: Vec<String>,
    /// How many of them one section could hold.
    pub all: usize,
    /// How many of them a section had to hold to be counted.
    pub least: usize,
    /// How many sections hold all of them.
    pub holding_all: u64,
}

/// So many sections have to hold all words of a loose question, or else those that hold fewer are
/// taken in: on the judged queries, asking for all words alone met 0.52 of what a reader wants in
/// the first ten hits, and this meets 0.78.
const ENOUGH: u64 = 5;

/// Works out the plan of a request and how many words of a loose question a section must hold.
///
/// All of them, where enough sections do; else as many as enough sections hold, but more than half.
/// That is told over all sections that are counted, whatever the conditions: so that a row of a table
/// and the passages it leads to, which have one condition more, ask for as many words.
pub(super) fn prepare(
    reader: &IndexReader,
    request: &Request,
) -> Result<(Plan, Option<WordsAsked>)> {
    let segmenter = if request.mode == Mode::Words { Some(reader.segmenter()?) } else { None };
    let query = request.query.as_ref();
    let mut plan = Plan::new(query, request.mode, &request.filters, segmenter)?;
    check_regions(reader, &plan)?;
    let all = plan.most_words;
    if all == 0 {
        return Ok((plan, None));
    }
    let filters = std::mem::take(&mut plan.filters);
    let count = |plan: &Plan, least_words| sections_found(&Scan { reader, plan, least_words });
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
    let holding_all = count(&plan, all)?;
    let words = plan.folded_needles();
    Ok((plan, Some(WordsAsked { words, all, least, holding_all })))
}

/// How a request was understood, and what each way of matching finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The plan: folded forms, words, conditions.
    pub plan: String,
    /// For each mode, what it finds.
    pub counts: Vec<(Mode, Counts)>,
}

/// Tells how a request is understood and what each way of matching finds; loads jieba.
///
/// # Errors
///
/// Fails as [`search`] does.
pub fn explain(reader: &IndexReader, request: &Request) -> Result<Explanation> {
    let (plan, _) = prepare(reader, request)?;
    let mut counts = Vec::new();
    for mode in [Mode::Exact, Mode::Strict, Mode::Words] {
        let request = Request { mode, limit: 0, facets: Vec::new(), ..request.clone() };
        counts.push((mode, search(reader, &request)?.counts));
    }
    Ok(Explanation { plan: plan.root.to_string(), counts })
}

fn hit(
    reader: &IndexReader,
    plan: &Plan,
    score: f32,
    address: SectionAddress,
) -> tantivy::Result<Hit> {
    let section = reader.section(address)?;
    let report = reader.report(reader.report_number(address)?)?;
    let part = reader.part(address)?;
    let found = matches(&section.text, &plan.needles);
    Ok(Hit {
        score,
        report: ReportView::of(&report),
        section: SectionView { heading_path: section.heading_path, part },
        passage: passage(&section.text, &found),
    })
}

/// Tells what comes before the score in the order of hits.
struct Sorter {
    by: Sort,
    years: Years,
}

impl Sorter {
    /// Returns the place of a section in the order that was asked for; the greatest comes first.
    fn order(
        &mut self,
        reader: &IndexReader,
        address: SectionAddress,
        mentions: u32,
    ) -> tantivy::Result<i64> {
        let mut year = |unknown: i64| {
            let year = year_of(reader, address, &mut self.years)?;
            Ok(year.map_or(unknown, |year| i64::from(year.get())))
        };
        match self.by {
            Sort::Relevance => Ok(0),
            Sort::Newest => year(i64::MIN),
            Sort::Oldest => year(i64::MAX).map(i64::saturating_neg),
            Sort::Mentions => Ok(i64::from(mentions)),
        }
    }
}

/// What orders hits before year, path and place: the greatest comes first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rank {
    order: i64,
    score: f32,
}

impl Rank {
    const LOWEST: Self = Self { order: 0, score: 0.0 };

    fn total_cmp(&self, other: &Self) -> Ordering {
        self.order.cmp(&other.order).then_with(|| self.score.total_cmp(&other.score))
    }
}

/// Keeps the best sections of all that are offered.
struct Best {
    limit: usize,
    /// The worst of the kept ones on top.
    heap: BinaryHeap<Candidate>,
    /// Sections that rank as high as the worst kept one; which of them stay is told at the end.
    ties: Vec<SectionAddress>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Candidate {
    rank: Rank,
    address: SectionAddress,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        // The lowest rank is the greatest candidate, so that the heap gives it first.
        other.rank.total_cmp(&self.rank).then_with(|| self.address.cmp(&other.address))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Best {
    fn new(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::new(), ties: Vec::new() }
    }

    fn offer(&mut self, rank: Rank, address: SectionAddress) {
        if self.limit == 0 {
            return;
        }
        if self.heap.len() < self.limit {
            self.heap.push(Candidate { rank, address });
            return;
        }
        let Some(worst) = self.heap.peek().copied() else { return };
        match rank.total_cmp(&worst.rank) {
            Ordering::Less => {}
            Ordering::Equal => self.ties.push(address),
            Ordering::Greater => {
                self.heap.pop();
                self.heap.push(Candidate { rank, address });
                let still_worst = self.heap.peek().map(|next| next.rank);
                if still_worst.is_some_and(|next| next.total_cmp(&worst.rank).is_eq()) {
                    self.ties.push(worst.address);
                } else {
                    self.ties.clear();
                }
            }
        }
    }

    /// Returns the best sections in order: by rank, then the newer year, then path and place.
    fn finish(self, reader: &IndexReader) -> tantivy::Result<Vec<(f32, SectionAddress)>> {
        let limit = self.limit;
        let rank = self.heap.peek().map_or(Rank::LOWEST, |worst| worst.rank);
        let tied = self.ties.into_iter().map(|address| Candidate { rank, address });
        let mut all: Vec<Candidate> = self.heap.into_iter().chain(tied).collect();
        all.sort_by(|a, b| {
            b.rank.total_cmp(&a.rank).then_with(|| a.address.segment.cmp(&b.address.segment))
        });
        let mut ordered = Vec::with_capacity(limit);
        let mut years = Years::default();
        for same in all.chunk_by(|a, b| a.rank.total_cmp(&b.rank).is_eq()) {
            if ordered.len() >= limit {
                break;
            }
            if let [only] = same {
                ordered.push((only.rank.score, only.address));
                continue;
            }
            let addresses: Vec<SectionAddress> = same.iter().map(|it| it.address).collect();
            let first = first_by_place(reader, &addresses, limit, &mut years)?;
            let score = same.first().map_or(0.0, |it| it.rank.score);
            ordered.extend(first.into_iter().map(|address| (score, address)));
        }
        ordered.truncate(limit);
        Ok(ordered)
    }
}

/// Returns the first of the sections by year, the newer first, then by path and place. Those of a
/// segment stand together.
///
/// There can be thousands. Within a segment the numbers of their paths tell the order; the paths
/// themselves are read for the first of each segment only.
fn first_by_place(
    reader: &IndexReader,
    sections: &[SectionAddress],
    limit: usize,
    years: &mut Years,
) -> tantivy::Result<Vec<SectionAddress>> {
    let mut first: Vec<(Place, SectionAddress)> = Vec::new();
    for of_segment in sections.chunk_by(|a, b| a.segment == b.segment) {
        let mut places = Vec::with_capacity(of_segment.len());
        for &address in of_segment {
            places.push((place_in_segment(reader, address, years)?, address));
        }
        places.sort_unstable();
        for ((year, _, ordinal), address) in places.into_iter().take(limit) {
            first.push(((year, reader.path(address)?, ordinal), address));
        }
    }
    first.sort();
    Ok(first.into_iter().map(|(_, address)| address).take(limit).collect())
}

/// Returns the first sections of the reports that are held and that the filters let through: of
/// `limit` reports behind the first `offset`, by year, the newer first, then by path.
pub(crate) fn held_by_year(
    reader: &IndexReader,
    filters: &[Condition],
    offset: usize,
    limit: usize,
) -> Result<Vec<SectionAddress>> {
    let firsts = held_first_sections(reader, filters)?;
    let up_to = offset.saturating_add(limit);
    let first = reader.guard(|| first_by_place(reader, &firsts, up_to, &mut Years::default()))?;
    Ok(first.into_iter().skip(offset).collect())
}

/// Where a section stands among those of the same score: newer years first, then by path.
type Place = (std::cmp::Reverse<Option<Year>>, String, u64);

/// The years of the values of each segment's facet.
type Years = BTreeMap<u32, Vec<Option<Year>>>;

/// Returns the same with the number of the path in the segment in place of the path.
fn place_in_segment(
    reader: &IndexReader,
    address: SectionAddress,
    years: &mut Years,
) -> tantivy::Result<(std::cmp::Reverse<Option<Year>>, u64, u64)> {
    let segment = reader.segment(address);
    let year = year_of(reader, address, years)?;
    let path = segment.paths()?.ords().first(address.doc).unwrap_or_default();
    let ordinal = segment.ordinals()?.first(address.doc).unwrap_or_default();
    Ok((std::cmp::Reverse(year), path, ordinal))
}

/// Returns the year of the report that a section is of.
fn year_of(
    reader: &IndexReader,
    address: SectionAddress,
    years: &mut Years,
) -> tantivy::Result<Option<Year>> {
    let segment = reader.segment(address);
    if let Entry::Vacant(slot) = years.entry(address.segment) {
        let mut values = Vec::new();
        for_values(segment.facet(FacetField::Year)?, |value| {
            values.push(value.parse().ok().and_then(Year::new));
        })?;
        slot.insert(values);
    }
    let ordinal = segment.facet(FacetField::Year)?.ords().first(address.doc);
    let year = ordinal
        .and_then(|ordinal| usize::try_from(ordinal).ok())
        .and_then(|ordinal| years.get(&address.segment)?.get(ordinal).copied());
    Ok(year.flatten())
}

//! The one walk over the sections of an index that answers a request, or several together.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::collector::Collector;
use super::former::{FormerDivisions, has_conditions};
use super::one_section::in_one_section;
use super::prepare::Prepared;
use super::read_as::read_as;
use super::relaxed::relaxed;
use super::sections::over_sections;
use super::shared_names::SharedNames;
use super::tables::{QueryTable, TablesCollector};
use super::totals::Totals;
use crate::error::Result;
use crate::index::IndexReader;
use crate::search::answer::{Answer, Question, Remark};
use crate::search::counts::{Counts, Ground};
use crate::search::facet::GroupBy;
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
    let read = prepared.as_read(request);
    let about_conditions = (FormerDivisions::new(read), SharedNames::new(read));
    let spelled = &prepared.spelled;
    let spellings: Vec<_> =
        reader.guard(|| spelled.iter().map(|it| it.collectors(reader, 0)).collect())?;
    let mut collectors = ((about_conditions, spellings), (totals, collector));
    let ground = over_sections(reader, &[&prepared], &mut collectors)?;
    let (((former, shared_names), spellings), (totals, fruit)) = collectors.finish();
    let mut remarks = [former, shared_names, prepared.remarks().to_vec()].concat();
    remarks.extend(spelled.iter().zip(spellings).map(|(term, counts)| term.remark(counts)));
    if let [found] = *totals {
        remarks.extend(about_the_query(reader, request, found)?);
        remarks.extend(nearest(reader, request, found, ground)?);
    }
    let body = finish(fruit, prepared)?;
    let (question, lists) = (Question::new(request), BTreeMap::new());
    let explanation = request.explanation(reader)?;
    Ok(Answer { question, ground, remarks, lists, explanation, body })
}

/// Counts what each of several requests finds by rows and columns, each as an answer of its own. The
/// sections that they are counted over are gone over once for all requests with the same filters.
///
/// # Errors
///
/// Fails as [`walk`] does.
pub(crate) fn walk_each(
    reader: &IndexReader,
    requests: &[Request],
    rows: GroupBy,
    columns: Option<GroupBy>,
) -> Result<Vec<Answer<QueryTable>>> {
    let answers = walk_each_with(reader, requests, (rows, columns), Vec::<Totals>::new)?;
    Ok(answers.into_iter().map(|answer| answer.map(|found| found.table)).collect())
}

/// What one of several requests finds.
pub(crate) struct FoundByOne<F> {
    pub(crate) table: QueryTable,
    pub(crate) prepared: Prepared,
    /// The result of a further collector, for all requests with the same filters.
    pub(crate) more: Rc<F>,
    /// Which of the queries of that collector the request is.
    pub(crate) query: usize,
}

/// Answers requests as [`walk_each`] does, and shows the sections to a further collector, which `more`
/// makes for each group of requests with the same filters.
///
/// # Errors
///
/// Fails as [`walk`] does.
pub(crate) fn walk_each_with<'a, C: Collector<'a>>(
    reader: &'a IndexReader,
    requests: &[Request],
    (rows, columns): (GroupBy, Option<GroupBy>),
    more: impl Fn() -> C,
) -> Result<Vec<Answer<FoundByOne<C::Fruit>>>> {
    let mut asked = Vec::new();
    for (at, request) in requests.iter().enumerate() {
        asked.push(Asked { at, request, prepared: Prepared::new(reader, request)? });
    }
    let is_single = requests.iter().filter(|request| request.query.is_some()).count() == 1;
    let mut answers = Vec::new();
    while let Some(first) = asked.first() {
        let filters =
            |asked: &Asked<'_>| asked.prepared.plan.filters == first.prepared.plan.filters;
        let is_same: Vec<bool> = asked.iter().map(filters).collect();
        let mut is_same = is_same.into_iter();
        let (same, others) = asked.into_iter().partition(|_| is_same.next().unwrap_or_default());
        let collectors = (TablesCollector::new(rows, columns), more());
        answers.extend(over_one_ground(reader, same, collectors, is_single)?);
        asked = others;
    }
    answers.sort_by_key(|(at, _)| *at);
    let mut answers: Vec<_> = answers.into_iter().map(|(_, answer)| answer).collect();
    add_own_conditions(reader, requests, &mut answers)?;
    Ok(answers)
}

/// The answers of requests, each with its place among them.
type Answered<F> = Vec<(usize, Answer<FoundByOne<F>>)>;

/// One of several requests, and its place among them.
struct Asked<'r> {
    at: usize,
    request: &'r Request,
    prepared: Prepared,
}

/// Answers requests with the same filters. `is_single` says that no other query is asked.
fn over_one_ground<'a, C: Collector<'a>>(
    reader: &'a IndexReader,
    asked: Vec<Asked<'_>>,
    collectors: (TablesCollector<'a>, C),
    is_single: bool,
) -> Result<Answered<C::Fruit>> {
    // What is to know of the filters is the same for all; a query can have conditions of its own.
    let mut about_conditions = Vec::new();
    let (mut shared, mut places) = (None, Vec::new());
    for Asked { request, prepared, .. } in &asked {
        let is_own = has_own_conditions(request);
        let place = shared.filter(|_| !is_own).unwrap_or(about_conditions.len());
        if place == about_conditions.len() {
            let read = prepared.as_read(request);
            about_conditions.push((FormerDivisions::new(read), SharedNames::new(read)));
            shared = if is_own { shared } else { Some(place) };
        }
        places.push(place);
    }
    let prepared: Vec<&Prepared> = asked.iter().map(|asked| &asked.prepared).collect();
    let mut spellings = Vec::new();
    for (query, Asked { prepared, .. }) in asked.iter().enumerate() {
        let of_query = prepared.spelled.iter().map(|it| it.collectors(reader, query));
        spellings.push(reader.guard(|| of_query.collect::<tantivy::Result<Vec<_>>>())?);
    }
    let mut collectors = (about_conditions, (spellings, collectors));
    let ground = over_sections(reader, &prepared, &mut collectors)?;
    let (about_conditions, (spellings, (tables, more))) = collectors.finish();
    let more = Rc::new(more);
    let mut answers = Vec::new();
    let queries = tables.into_queries(asked.len()).into_iter().zip(places).zip(spellings);
    for (query, (Asked { at, request, prepared }, ((table, place), spellings))) in
        asked.into_iter().zip(queries).enumerate()
    {
        let (former, shared_names) = about_conditions.get(place).cloned().unwrap_or_default();
        let mut remarks = [former, shared_names, prepared.remarks().to_vec()].concat();
        let spelled = prepared.spelled.iter().zip(spellings);
        remarks.extend(spelled.map(|(term, counts)| term.remark(counts)));
        if request.query.is_some() {
            let found = table.total().found;
            remarks.extend(about_the_query(reader, request, found)?);
            if is_single {
                remarks.extend(nearest(reader, request, found, ground)?);
            }
        }
        let (question, lists) = (Question::new(request), BTreeMap::new());
        let explanation = request.explanation(reader)?;
        let body = FoundByOne { table, prepared, more: Rc::clone(&more), query };
        answers.push((at, Answer { question, ground, remarks, lists, explanation, body }));
    }
    Ok(answers)
}

/// Says of the concepts whose queries have conditions what these leave out.
fn add_own_conditions<T>(
    reader: &IndexReader,
    requests: &[Request],
    answers: &mut [Answer<T>],
) -> Result<()> {
    let is_own = |it: &Request| it.concept.is_some() && has_own_conditions(it);
    let Some(first) = requests.iter().find(|request| is_own(request)) else { return Ok(()) };
    let everything = Prepared::new(reader, &first.everything())?;
    let of = over_sections(reader, &[&everything], &mut Vec::<Totals>::new())?.reports;
    for (_, answer) in requests.iter().zip(answers).filter(|(request, _)| is_own(request)) {
        let reports = answer.ground.reports;
        answer.remarks.extend((reports < of).then_some(Remark::OwnCondition { reports, of }));
    }
    Ok(())
}

/// Returns whether the query of a request has conditions: other reports may be counted over than
/// without it.
pub(crate) fn has_own_conditions(request: &Request) -> bool {
    request.query.as_ref().is_some_and(has_conditions)
}

/// Returns the nearest questions that find something, if nothing was found in some reports. Who asks
/// many questions at once wants their counts and no help.
fn nearest(
    reader: &IndexReader,
    request: &Request,
    found: Counts,
    ground: Ground,
) -> Result<Option<Remark>> {
    let is_typed = request.line.is_some() && request.concept.is_none();
    if !is_typed || found.sections > 0 || ground.reports == 0 {
        return Ok(None);
    }
    let others = relaxed(reader, request)?;
    Ok((!others.is_empty()).then_some(Remark::Nearest { others }))
}

/// Returns what one has to know of how the query was read to understand that it `found` so much.
fn about_the_query(reader: &IndexReader, request: &Request, found: Counts) -> Result<Vec<Remark>> {
    let unit = in_one_section(reader, request, found)?;
    let mut remarks: Vec<Remark> = unit.into_iter().collect();
    remarks.extend(read_as(reader, request, found)?);
    Ok(remarks)
}

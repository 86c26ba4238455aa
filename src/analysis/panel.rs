//! Many concepts next to each other: how often each is mentioned in each group, and in which year.

use serde::{Deserialize, Serialize};

use super::Figures;
use super::coverage::check_size;
use crate::error::{Error, Result};
use crate::index::IndexReader;
use crate::query::{Codebook, Query};
use crate::report::RegionView;
use crate::report::named::named;
use crate::search::{
    Answer, Counts, Explanation, FacetBy, Ground, Group, GroupBy, QueryTable, Remark, Request,
    entry_of, groups_without_gaps, walk_each,
};

/// How often the concepts of a codebook are mentioned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Panel {
    /// What the rows are: counties, agencies, reports, years, …
    #[schema(value_type = String)]
    pub by: GroupBy,
    /// Whether there is a row for each year of a group.
    pub by_year: bool,
    /// The reports and sections that are counted over.
    pub counts: Counts,
    /// The concepts, in the order of the codebook.
    pub concepts: Vec<PanelConcept>,
    /// The rows: every group with a report, 未识别 last; with years, every year from the first with
    /// a report to the last.
    pub rows: Vec<PanelRow>,
}

/// One of the concepts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PanelConcept {
    /// Its label.
    pub label: String,
    /// Its queries as one, in canonical form.
    pub query: String,
    /// What the codebook notes on it.
    pub note: String,
    /// What it was counted over: other reports than the other concepts if its query has conditions.
    pub ground: Ground,
    /// All rows together. Each report counts once.
    pub total: Figures,
    /// How its query is understood; only if that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// A group, or one of its years.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PanelRow {
    /// The group: a county, an agency, a report; 未识别 if it is not known.
    pub value: String,
    /// The region of the group; absent for years and parts.
    pub region: Option<RegionView>,
    /// The year, or 未识别; absent unless there is a row for each.
    pub year: Option<String>,
    /// The figures of each concept, in the order of the concepts.
    pub cells: Vec<Figures>,
}

named! {
    /// Which figure a table with a column for each concept shows.
    #[derive(Default)]
    pub enum Measure {
        /// Whether there are mentions, or any report.
        State => "state", "state", "状态";
        /// Reports that mention the concept.
        Reports => "reports", "reports that mention it", "提及的报告";
        /// The percentage of these reports.
        Share => "share", "reports that mention it, per cent", "提及的报告占比（%）";
        /// Sections that mention it.
        Sections => "sections", "sections", "节";
        /// The number of mentions.
        #[default]
        Mentions => "mentions", "mentions", "提及次数";
        /// Mentions per 10,000 characters.
        Rate => "per-10000", "mentions per 10,000 characters", "每万字提及次数";
    }
}

impl Measure {
    /// The figures that a cell of a table of two groupings has.
    pub const OF_CELLS: [Self; 3] = [Self::Reports, Self::Share, Self::Mentions];
}

impl Request {
    /// Counts the concepts of a codebook by group, with `by_year` also by year, and returns the rows
    /// that the request wants. Its query, limit, offset and facets are ignored.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does, if the groups are years and divided by year,
    /// and if there are more than 4,000,000 figures.
    pub fn panel(
        &self,
        reader: &IndexReader,
        codebook: &Codebook,
        by: GroupBy,
        by_year: bool,
    ) -> Result<Answer<Panel>> {
        let (mut answer, rows) = panel_rows(reader, self, codebook, (by, by_year))?;
        check_size(rows.len(), codebook.concepts.len())?;
        answer.body.rows = rows.collect();
        Ok(answer)
    }
}

impl Codebook {
    /// Returns what `request` asks of each concept.
    #[must_use]
    pub fn requests(&self, request: &Request) -> Vec<Request> {
        let of_concept = |concept: &crate::query::Concept| {
            let (query, line) = (Some(concept.query.clone()), concept.line().map(str::to_owned));
            Request { query, line, concept: Some(concept.label.clone()), ..request.clone() }
        };
        self.concepts.iter().map(of_concept).collect()
    }

    /// Returns what is wrong with the lines of the codebook.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark> {
        let remark = |problem: &crate::query::CodebookProblem| Remark::Codebook {
            line: problem.line,
            fault: problem.fault,
            value: problem.value.clone(),
        };
        self.problems.iter().map(remark).collect()
    }
}

/// Returns the answer of [`Request::panel`] without its rows, and the rows, each of which is made when
/// the iterator gets to it.
///
/// # Errors
///
/// Fails as [`Request::panel`] does, whatever the number of figures.
pub(crate) fn panel_rows(
    reader: &IndexReader,
    request: &Request,
    codebook: &Codebook,
    (by, by_year): (GroupBy, bool),
) -> Result<(Answer<Panel>, impl ExactSizeIterator<Item = PanelRow> + use<>)> {
    let year = GroupBy::Facet(FacetBy::Year);
    if by_year && by == year {
        return Err(Error::SameRowsAndColumns { name: year.key().to_owned() });
    }
    // The first request finds everything: what there is to count over.
    let everything = request.everything();
    let of_concepts = codebook.requests(&everything);
    let requests: Vec<Request> = std::iter::once(everything.clone()).chain(of_concepts).collect();
    let answers = walk_each(reader, &requests, by, by_year.then_some(year))?;
    let mut answers = answers.into_iter();
    let whole = answers.next().expect("an answer for each request");
    let groups: Vec<Group> =
        groups_without_gaps(by, whole.body.rows().iter()).into_iter().collect();
    let years: Vec<Option<Group>> = if by_year {
        groups_without_gaps(year, whole.body.columns().iter()).into_iter().map(Some).collect()
    } else {
        vec![None]
    };
    let (mut answer, whole) = whole.take_body();
    answer.remarks.extend(codebook.remarks());
    let (mut concepts, mut tables) = (Vec::new(), Vec::new());
    for (concept, found) in codebook.concepts.iter().zip(answers) {
        let has_mentions = found.question.has_mentions();
        add_remarks(&mut answer, &concept.label, found.remarks);
        let query = found.question.query.as_ref().map(Query::to_string).unwrap_or_default();
        concepts.push(PanelConcept {
            label: concept.label.clone(),
            query,
            note: concept.note.clone(),
            ground: found.ground,
            total: Figures::new(found.body.total(), whole.total(), has_mentions),
            explanation: found.explanation,
        });
        tables.push((found.body, has_mentions));
    }
    answer.add_list(reader, "rows", request.rows, groups.len() * years.len());
    let places = request.rows.cut(0..groups.len() * years.len());
    let counts = whole.total().found;
    let row = move |at: usize| {
        let group = groups.get(at / years.len()).expect("a place of the list");
        panel_row(
            &whole,
            &tables,
            (by, group),
            years.get(at % years.len()).and_then(Option::as_ref),
        )
    };
    let body = Panel { by, by_year, counts, concepts, rows: Vec::new() };
    Ok((answer.map(|()| body), places.into_iter().map(row)))
}

/// Adds the remarks on a concept that are not about all of them. That its terms have to stand in one
/// section is what a codebook means; it is told of a concept that finds little or excludes a term.
fn add_remarks(answer: &mut Answer<()>, label: &str, remarks: Vec<Remark>) {
    let is_plain = |it: &Remark| matches!(it, Remark::InOneSection { in_one_report: None, .. });
    for remark in remarks.into_iter().filter(|it| !is_plain(it)) {
        if !answer.remarks.contains(&remark) {
            let (label, remark) = (label.to_owned(), Box::new(remark));
            answer.remarks.push(Remark::OfConcept { label, remark });
        }
    }
}

fn panel_row(
    whole: &QueryTable,
    tables: &[(QueryTable, bool)],
    (by, group): (GroupBy, &Group),
    year: Option<&Group>,
) -> PanelRow {
    let entry = entry_of(whole.rows(), group);
    let all = whole.tally(group, year);
    let figures = |(table, has_mentions): &(QueryTable, bool)| {
        Figures::new(table.tally(group, year), all, *has_mentions)
    };
    PanelRow {
        value: group.label(by),
        region: entry.and_then(|entry| entry.region.clone()),
        year: year.map(|year| year.label(GroupBy::Facet(FacetBy::Year))),
        cells: tables.iter().map(figures).collect(),
    }
}

//! Mentions of terms by year, relative to the reports in the index.
//!
//! More mentions in a later year can just mean more reports, or longer ones. So every count comes
//! with the reports and the characters that it was counted over.

use serde::{Deserialize, Serialize};

use super::State;
use super::coverage::with_everything;
use super::rate::per;
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::RegionView;
use crate::search::{
    Answer, Counts, FacetBy, GroupBy, QueryTable, Remark, Request, Tally, entry_of,
    groups_without_gaps, walk_each,
};

/// How often terms are mentioned, and whether that grows: a series for each term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Trend {
    /// What the rows are: usually years.
    #[schema(value_type = String)]
    pub by: FacetBy,
    /// A series for each term, in the order of the terms. All have the same rows. Each is a
    /// separate answer, since its query can have conditions that others do not have.
    pub series: Vec<Answer<Series>>,
    /// What there is to know of all series: lines of the codebook that cannot be used.
    #[serde(default)]
    pub remarks: Vec<Remark>,
}

/// How often one term is mentioned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Series {
    /// The counts of all rows together.
    pub counts: Counts,
    /// All rows together. Each report counts once.
    pub total: TrendRow,
    /// The rows. There is a row for every year from the first with a report to the last, 未识别 last.
    pub rows: Vec<TrendRow>,
}

/// How often one term is mentioned in one year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TrendRow {
    /// The year, or another group; 未识别 if it is not known; `total` for all together.
    pub value: String,
    /// The region of the group; absent for years and parts.
    pub region: Option<RegionView>,
    /// What was counted.
    #[serde(flatten)]
    pub figures: Figures,
}

/// How often a term is mentioned in a group, and over what that was counted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Figures {
    /// Whether the group mentions the term, or has any report.
    pub state: State,
    /// Reports of the group in the index.
    pub held: u64,
    /// Reports of the group that mention the term.
    pub reports: u64,
    /// The percentage of reports that mention the term, rounded to two decimal places; absent if
    /// there are no reports.
    pub share: Option<f64>,
    /// Sections that mention the term.
    pub sections: u64,
    /// The number of mentions; absent if the query has no term that could be mentioned.
    pub mentions: Option<u64>,
    /// Characters of all sections of the group, before folding and with line ends.
    pub characters: u64,
    /// Mentions per 10,000 of these characters, rounded to two decimal places; absent if there are
    /// no characters, and where mentions are.
    pub mentions_per_10000: Option<f64>,
}

/// Counts what each request finds by the values of a facet, relative to what was counted over, and
/// returns the rows that the first request wants. The limits, offsets and facets of the requests are
/// ignored.
///
/// # Errors
///
/// Fails as [`search`](crate::search::search) does.
pub fn trend(reader: &IndexReader, requests: &[Request], by: FacetBy) -> Result<Trend> {
    let group_by = GroupBy::Facet(by);
    let asked = with_everything(requests);
    let mut answers = walk_each(reader, &asked, group_by, None)?;
    let all = (asked.len() > requests.len()).then(|| answers.pop()).flatten();
    let all = all.map(|answer| answer.body);
    // A query can have conditions of its own. Groups that they exclude are rows if another series
    // has them.
    let groups = groups_without_gaps(group_by, answers.iter().flat_map(|it| it.body.rows()));
    let window = requests.first().map(|request| request.rows).unwrap_or_default();
    for answer in &mut answers {
        answer.add_list(reader, "rows", window, groups.len());
    }
    let groups = window.cut(groups);
    let series = |table: QueryTable, has_mentions: bool| {
        let rows = groups.iter().map(|group| {
            let region = entry_of(table.rows(), group).and_then(|entry| entry.region.clone());
            let all = all.as_ref().map(|all| all.tally(group, None));
            let tally = table.tally(group, None);
            let figures = Figures::new(tally, all.unwrap_or_default(), has_mentions);
            TrendRow { value: group.label(group_by), region, figures }
        });
        let all = all.as_ref().map(QueryTable::total).unwrap_or_default();
        let total = Figures::new(table.total(), all, has_mentions);
        Series {
            counts: table.total().found,
            total: TrendRow { value: "total".to_owned(), region: None, figures: total },
            rows: rows.collect(),
        }
    };
    let series = answers.into_iter().map(|answer| {
        let has_mentions = answer.question.has_mentions();
        answer.map(|table| series(table, has_mentions))
    });
    let series = series.collect();
    Ok(Trend { by, series, remarks: Vec::new() })
}

impl Figures {
    /// Returns the figures of what was counted in a group, where there is so much whatever the
    /// conditions of the query.
    pub(super) fn new(tally: Tally, all: Tally, has_mentions: bool) -> Self {
        let Tally { found, reports: held, characters } = tally;
        let mentions = has_mentions.then_some(found.mentions);
        Self {
            state: State::new(held, found.reports).of_all(all.reports),
            held,
            reports: found.reports,
            share: per(100, found.reports, held),
            sections: found.sections,
            mentions,
            characters,
            mentions_per_10000: mentions.and_then(|it| per(10_000, it, characters)),
        }
    }
}

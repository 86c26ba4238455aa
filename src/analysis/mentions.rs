//! Who mentions a term, who holds a report and does not, and how often.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::index::IndexReader;
use crate::report::{Level, RegionView, Year};
use crate::search::{
    FacetBy, Ground, GroupBy, GroupTally, Mode, Passage, Request, WordsAsked, grouped,
};

/// The answer to *which counties mention it, and which do not*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Mentions {
    /// The term, or the query, as it was understood.
    pub term: String,
    /// What the rows stand for: county, prefecture, province, region, agency, year, part, kind, report.
    pub by: String,
    /// What was counted over.
    pub ground: Ground,
    /// The groups that mention it.
    pub rows: Vec<MentionRow>,
    /// The groups that hold a report and do not mention it; those of 未识别 also where others of 未识别
    /// mention it, since it is no one group.
    pub absent: Vec<AbsentRow>,
    /// How the term was matched.
    #[serde(skip)]
    pub mode: Mode,
    /// In words mode: how the words were asked for.
    #[serde(skip)]
    pub words: Option<WordsAsked>,
}

/// A group that mentions the term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MentionRow {
    /// The group: a county, a year, an agency; 未识别 where it is not known.
    pub value: String,
    /// Where it sits; absent for years, parts and kinds.
    pub region: Option<RegionView>,
    /// Reports of the group that mention it.
    pub reports: u64,
    /// Reports of the group that are held.
    pub held: u64,
    /// How often they mention it.
    pub mentions: u64,
    /// The years of the reports that mention it, as far as known.
    pub years: Vec<Year>,
    /// The passage of the first section that mentions it, by path and place.
    pub passage: Option<Passage>,
}

/// A group that holds a report and does not mention the term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AbsentRow {
    /// The group; 未识别 where it is not known.
    pub value: String,
    /// Where it sits; absent for years, parts and kinds.
    pub region: Option<RegionView>,
    /// Reports of the group that are held and do not mention it.
    pub held: u64,
    /// The years of these reports, as far as known.
    pub years: Vec<Year>,
}

/// Finds what the request asks for and tells, group by group, who mentions it and who does not.
///
/// Limit, offset and facets of the request are not used.
///
/// # Errors
///
/// Fails where the index is damaged, or where a term leaves nothing to compare.
pub fn mentions(reader: &IndexReader, request: &Request, by: GroupBy) -> Result<Mentions> {
    let grouped = grouped(reader, request, by)?;
    let mut rows = Vec::new();
    let mut absent = Vec::new();
    for (group, tally) in &grouped.groups {
        let value = match by {
            GroupBy::Facet(by) => group.label(by),
            GroupBy::Report => group.steps.concat(),
        };
        let region = region(by, tally, group.is_unknown());
        // Reports of which the region (or year, or agency) is not known are no one county: those
        // that do not mention the term are listed also where others do.
        let is_absent = tally.found.reports == 0 || group.is_unknown();
        if is_absent && tally.silent > 0 {
            let years = known(&tally.silent_years);
            let (value, region) = (value.clone(), region.clone());
            absent.push(AbsentRow { value, region, held: tally.silent, years });
        }
        if tally.found.reports == 0 {
            continue;
        }
        rows.push(MentionRow {
            value,
            region,
            reports: tally.found.reports,
            held: tally.held,
            mentions: tally.found.mentions,
            years: known(&tally.found_years),
            passage: grouped.passage(tally)?,
        });
    }
    Ok(Mentions {
        term: request.printed(),
        by: by.key().to_owned(),
        ground: grouped.ground,
        rows,
        absent,
        mode: request.mode,
        words: grouped.words,
    })
}

/// Returns where a group sits: divisions as far down as the table goes.
fn region(by: GroupBy, tally: &GroupTally, is_unknown: bool) -> Option<RegionView> {
    let region = tally.region.clone().unwrap_or_default();
    let down_to = |level| Some(RegionView::from(&region.down_to(level)));
    match by {
        GroupBy::Facet(FacetBy::Year | FacetBy::Part | FacetBy::Kind) => None,
        _ if is_unknown && by != GroupBy::Facet(FacetBy::Agency) => Some(RegionView::default()),
        GroupBy::Facet(FacetBy::Province) => down_to(Level::Province),
        GroupBy::Facet(FacetBy::Prefecture) => down_to(Level::Prefecture),
        _ => down_to(Level::County),
    }
}

fn known(years: &BTreeSet<Option<Year>>) -> Vec<Year> {
    years.iter().copied().flatten().collect()
}

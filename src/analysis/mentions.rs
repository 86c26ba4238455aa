//! Who mentions a term, who does not, and how often.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::index::IndexReader;
use crate::report::{RegionView, Year};
use crate::search::{
    Answer, Counts, FacetBy, FirstSections, GroupBy, Passage, Request, TableCollector, Tally, walk,
};

/// Which counties, or other groups, mention a term, and which do not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Mentions {
    /// What the rows are: counties, prefectures, provinces, regions, agencies, years, parts, kinds
    /// or reports.
    #[schema(value_type = String)]
    pub by: GroupBy,
    /// The counts of all rows together.
    pub counts: Counts,
    /// The groups that mention it.
    pub rows: Vec<MentionRow>,
    /// The groups that have a report and do not mention it. 未识别 is listed even if some of its
    /// reports mention it, since it is not a single group.
    pub absent: Vec<AbsentRow>,
}

/// A group that mentions the term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MentionRow {
    /// The group: a county, a year, an agency; 未识别 if it is not known.
    pub value: String,
    /// The region of the group; absent for years, parts and kinds.
    pub region: Option<RegionView>,
    /// Reports of the group that mention it.
    pub reports: u64,
    /// Reports of the group in the index.
    pub held: u64,
    /// The number of mentions.
    pub mentions: u64,
    /// The known years of the reports that mention it.
    pub years: Vec<Year>,
    /// The passage of the first section that mentions it, by path and place.
    pub passage: Option<Passage>,
}

/// A group that has a report and does not mention the term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AbsentRow {
    /// The group; 未识别 if it is not known.
    pub value: String,
    /// The region of the group; absent for years, parts and kinds.
    pub region: Option<RegionView>,
    /// Reports of the group that do not mention it.
    pub held: u64,
    /// The known years of these reports.
    pub years: Vec<Year>,
}

/// Lists the groups that mention what a request asks for, and those that do not. The limit, offset
/// and facets of the request are ignored.
///
/// # Errors
///
/// Fails as [`search`](crate::search::search) does.
pub fn mentions(reader: &IndexReader, request: &Request, by: GroupBy) -> Result<Answer<Mentions>> {
    // The years of a group are the columns in which it mentions the term, or has a report that
    // does not.
    let table = TableCollector::new(by, Some(GroupBy::Facet(FacetBy::Year)));
    walk(reader, request, (table, FirstSections::new(by)), |(table, firsts), prepared| {
        let (mut rows, mut absent) = (Vec::new(), Vec::new());
        for row in &table.rows {
            let Tally { found, reports: held, .. } = row.tally;
            let years_with = |wanted: fn(Tally) -> bool| -> Vec<Year> {
                let columns = table.columns.iter().filter(|year| wanted(table.cell(row, year)));
                columns.filter_map(|year| Year::new(year.group.key().parse().ok()?)).collect()
            };
            let (value, region) = (row.group.label(by), row.region.clone());
            // Reports without a known region (or year, or agency) are not a single county. Those
            // that do not mention the term are listed even if others do.
            let is_absent = found.reports == 0 || row.group.is_unknown();
            if is_absent && held > found.reports {
                let (value, region) = (value.clone(), region.clone());
                let years = years_with(|cell| cell.reports > cell.found.reports);
                absent.push(AbsentRow { value, region, held: held - found.reports, years });
            }
            if found.reports == 0 {
                continue;
            }
            let passage = match firsts.first(reader, &row.group)? {
                Some(first) => Some(prepared.passage(reader, first)?),
                None => None,
            };
            rows.push(MentionRow {
                value,
                region,
                reports: found.reports,
                held,
                mentions: found.mentions,
                years: years_with(|cell| cell.found.sections > 0),
                passage,
            });
        }
        Ok(Mentions { by, counts: table.total.found, rows, absent })
    })
}

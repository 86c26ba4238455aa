//! How much a term is mentioned, year by year, set against what is held of each year.
//!
//! More mentions in a later year can mean no more than more reports, or longer ones. So every count
//! stands beside the reports and the characters it was counted over.

use serde::{Deserialize, Serialize};

use super::State;
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::RegionView;
use crate::search::{
    Answer, Counts, FacetBy, GroupBy, Matrix, Request, TableCollector, Tally, entry_of,
    groups_without_gaps, walk,
};

/// The answer to *how much is it mentioned, and does that grow*: a series for each term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Trend {
    /// What the rows are: years, unless another facet was asked for.
    #[schema(value_type = String)]
    pub by: FacetBy,
    /// A series for each term, in the order of the terms. All have the same rows. Each is an answer
    /// of its own, since a query can have conditions of its own.
    pub series: Vec<Answer<Series>>,
}

/// How much one term is mentioned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Series {
    /// What was found in all rows together.
    pub counts: Counts,
    /// All rows together, each report counted once.
    pub total: TrendRow,
    /// The rows. There is a row for every year from the first with a report to the last, 未识别 last.
    pub rows: Vec<TrendRow>,
}

/// How much one term is mentioned in one year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TrendRow {
    /// The year, or another group; 未识别 where it is not known; `total` for all together.
    pub value: String,
    /// Where the group sits; absent for years and parts.
    pub region: Option<RegionView>,
    /// Whether reports of it mention the term, or are held.
    pub state: State,
    /// Reports of it that are held.
    pub held: u64,
    /// Reports of it that mention the term.
    pub reports: u64,
    /// How many in a hundred of the reports held mention the term, rounded to two places; absent
    /// where none is held.
    pub share: Option<f64>,
    /// Sections that mention the term.
    pub sections: u64,
    /// How often they mention it.
    pub mentions: u64,
    /// Characters of the sections that are held, as the reports write them and line ends included.
    pub characters: u64,
    /// Mentions in 10,000 of these characters, rounded to two places; absent where there are none.
    pub mentions_per_10000: Option<f64>,
}

/// Finds what each request asks for, and sets it against what was counted over, row by row. Limits,
/// offsets and facets of the requests are not used.
///
/// # Errors
///
/// Fails as [`search`](crate::search::search) does.
pub fn trend(reader: &IndexReader, requests: &[Request], by: FacetBy) -> Result<Trend> {
    let group_by = GroupBy::Facet(by);
    let mut answers: Vec<Answer<Matrix>> = Vec::new();
    for request in requests {
        let table = TableCollector::new(group_by, None);
        answers.push(walk(reader, request, table, |matrix, _| Ok(matrix))?);
    }
    // A query can have conditions of its own: what they leave out of one series is in others.
    let groups = groups_without_gaps(group_by, answers.iter().flat_map(|it| &it.body.rows));
    let series = |matrix: Matrix| {
        let rows = groups.iter().map(|group| {
            let entry = entry_of(&matrix.rows, group);
            let tally = entry.map(|entry| entry.tally).unwrap_or_default();
            let region = entry.and_then(|entry| entry.region.clone());
            TrendRow::new(group.label(group_by), region, tally)
        });
        Series {
            counts: matrix.total.found,
            total: TrendRow::new("total".to_owned(), None, matrix.total),
            rows: rows.collect(),
        }
    };
    Ok(Trend { by, series: answers.into_iter().map(|answer| answer.map(series)).collect() })
}

impl TrendRow {
    fn new(value: String, region: Option<RegionView>, tally: Tally) -> Self {
        let Tally { found, reports: held, characters } = tally;
        Self {
            value,
            region,
            state: State::new(held, found.reports),
            held,
            reports: found.reports,
            share: per(100, found.reports, held),
            sections: found.sections,
            mentions: found.mentions,
            characters,
            mentions_per_10000: per(10_000, found.mentions, characters),
        }
    }
}

/// Returns how many there are in `base` of all, rounded to two places, halves upwards.
#[expect(clippy::cast_precision_loss, reason = "rates have far fewer digits than a float")]
fn per(base: u64, number: u64, all: u64) -> Option<f64> {
    let (number, all) = (u128::from(number), u128::from(all));
    let twice = (number * u128::from(base) * 200).checked_add(all)?;
    let hundredths = twice.checked_div(2 * all)?;
    Some(hundredths as f64 / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_rounded_once_and_never_made_up() {
        for (base, number, all, expected) in [
            (100, 0, 0, None),
            (100, 0, 7, Some("0.00")),
            (100, 7, 7, Some("100.00")),
            (100, 1, 3, Some("33.33")),
            (100, 2, 3, Some("66.67")),
            (100, 1, 800, Some("0.13")),
            (10_000, 28, 23_423, Some("11.95")),
            (10_000, 1, 4_000_000, Some("0.00")),
            (10_000, u64::MAX, u64::MAX, Some("10000.00")),
        ] {
            let told = per(base, number, all).map(|rate| format!("{rate:.2}"));
            assert_eq!(told.as_deref(), expected, "{number} of {all}");
        }
    }
}

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
    Counts, FacetBy, Ground, GroupBy, Matrix, Mode, Request, Tally, WordsAsked, groups_of, label,
    line_of, matrix,
};

/// The answer to *how much is it mentioned, and does that grow*: a series for each term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Trend {
    /// What the rows stand for: the year, unless another group was asked for.
    pub by: String,
    /// A series for each term, in the order of the terms. All have the same rows.
    pub series: Vec<Series>,
}

/// How much one term is mentioned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Series {
    /// The term, or the query, as it was understood.
    pub term: String,
    /// How the term was matched.
    pub mode: Mode,
    /// What was counted over.
    pub ground: Ground,
    /// What was found in all rows together.
    pub counts: Counts,
    /// All rows together, each report counted once.
    pub total: TrendRow,
    /// The rows. Years go on without gaps from the first held to the last, 未识别 behind them.
    pub rows: Vec<TrendRow>,
    /// In words mode: how the words were asked for.
    #[serde(skip)]
    pub words: Option<WordsAsked>,
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

/// Finds what each request asks for and sets it against what is held, row by row. Limits, offsets
/// and facets of the requests are not used.
///
/// # Errors
///
/// Fails where the index is damaged, or where a term leaves nothing to compare.
pub fn trend(reader: &IndexReader, requests: &[Request], by: FacetBy) -> Result<Trend> {
    let group_by = GroupBy::Facet(by);
    let mut counted: Vec<(&Request, Matrix)> = Vec::new();
    for request in requests {
        counted.push((request, matrix(reader, request, group_by, None)?));
    }
    // A query may hold conditions of its own: what it leaves out of one series is in others.
    let lines = counted.iter().flat_map(|(_, matrix)| &matrix.rows);
    let groups = groups_of(group_by, lines);
    let series = counted.into_iter().map(|(request, matrix)| {
        let rows = groups.iter().map(|group| {
            let line = line_of(&matrix.rows, group);
            let tally = line.map(|line| line.tally).unwrap_or_default();
            let region = line.and_then(|line| line.region.clone());
            TrendRow::of(label(group_by, group), region, tally)
        });
        Series {
            term: request.printed(),
            mode: request.mode,
            ground: matrix.ground,
            counts: matrix.total.found,
            total: TrendRow::of("total".to_owned(), None, matrix.total),
            rows: rows.collect(),
            words: matrix.words,
        }
    });
    Ok(Trend { by: by.key().to_owned(), series: series.collect() })
}

impl TrendRow {
    fn of(value: String, region: Option<RegionView>, tally: Tally) -> Self {
        let Tally { found, held, characters } = tally;
        Self {
            value,
            region,
            state: State::of(held, found.reports),
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

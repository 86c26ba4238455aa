//! Which rows of a trend are years, and whether it has a query.

use crate::analysis::{Trend, TrendRow};

/// Returns whether a row is a year, and so has a place on the axis.
pub(super) fn is_year(row: &TrendRow) -> bool {
    row.value.parse::<u16>().is_ok()
}

/// Returns whether a trend is of all reports, without a query.
pub(super) fn has_no_query(trend: &Trend) -> bool {
    matches!(trend.series.as_slice(), [only] if only.question.query.is_none())
}

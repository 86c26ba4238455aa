//! Which rows of the table are shown, and in which order.

use std::cmp::{Ordering, Reverse};

use super::View;
use super::labels::{is_silent, is_unknown};
use crate::analysis::{Coverage, CoverageRow, State};
use crate::web::http::choices::RowOrder;

/// The most rows on a page. Every province fits, so that what is narrowed to one stands on one page:
/// Hebei has 208 counties, with those that are no more, and 12 divisions above them.
pub(super) const MOST_ROWS: usize = 220;

/// The rows of a page.
pub(super) struct Rows<'a> {
    /// The rows that are shown.
    pub(super) shown: Vec<&'a CoverageRow>,
    /// The number of the page.
    pub(super) page: usize,
    /// How many rows all pages have.
    pub(super) all: usize,
}

impl<'a> Rows<'a> {
    /// Returns the rows that are asked for, in the order that is asked for. That of which the group
    /// is not known comes last: it is no one group.
    pub(super) fn of(view: &View, coverage: &'a Coverage) -> Self {
        let state = view.state();
        let mut rows: Vec<&CoverageRow> =
            coverage.rows.iter().filter(|row| is_of(row, state)).collect();
        match (view.params.row_order(), view.has_query) {
            (RowOrder::Most, true) => rows.sort_by_key(|row| Reverse(row.total.mentions)),
            (RowOrder::Most, false) => rows.sort_by_key(|row| Reverse(row.total.held)),
            (RowOrder::Least, true) => rows.sort_by(|a, b| by_share(a, b)),
            (RowOrder::Least, false) => rows.sort_by_key(|row| row.total.held),
            (RowOrder::Table, _) => {}
        }
        rows.sort_by_key(|row| is_unknown(row));
        let all = rows.len();
        let page = view.params.page().min(all.div_ceil(MOST_ROWS).max(1));
        let shown = rows.into_iter().skip((page - 1) * MOST_ROWS).take(MOST_ROWS).collect();
        Self { shown, page, all }
    }

    /// Returns the number of the last page.
    pub(super) fn last(&self) -> usize {
        self.all.div_ceil(MOST_ROWS).max(1)
    }
}

/// Compares the shares of reports that mention it; of two that are the same the one over more reports
/// comes first, which says more.
fn by_share(a: &CoverageRow, b: &CoverageRow) -> Ordering {
    let (a, b) = (a.total, b.total);
    let share = (a.reports * b.held).cmp(&(b.reports * a.held));
    share.then(b.held.cmp(&a.held))
}

/// Returns whether a row is of a state; `None` are all. Those not known may be of both.
pub(super) fn is_of(row: &CoverageRow, state: Option<State>) -> bool {
    match state {
        None => true,
        Some(State::Mentions) => row.total.reports > 0,
        Some(_) => is_silent(row),
    }
}

//! Which rows of the table a page shows, and in which order.

use std::cmp::{Ordering, Reverse};

use super::labels::{does_not_mention, is_unknown};
use super::view::View;
use crate::analysis::{Coverage, CoverageRow, State};
use crate::web::http::choices::RowOrder;

/// The most rows on a page. The counties of every province fit on one page: Hebei has 208, including
/// former ones, and 12 divisions above them.
pub(super) const MOST_ROWS: usize = 220;

/// The rows of a page.
pub(super) struct Rows<'a> {
    /// The rows of the page.
    pub(super) shown: Vec<&'a CoverageRow>,
    /// The number of the page.
    pub(super) page: usize,
    /// The number of rows on all pages.
    pub(super) all: usize,
}

impl<'a> Rows<'a> {
    /// Returns the rows of the page in the order that the request asks for. The row of unknown groups
    /// comes last: it is not one group.
    pub(super) fn new(view: &View, coverage: &'a Coverage) -> Self {
        let state = view.state();
        let mut rows: Vec<&CoverageRow> =
            coverage.rows.iter().filter(|row| is_in_state(row, state)).collect();
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

/// Compares the shares of reports that mention it. Of two equal shares, the one of more reports comes
/// first: it says more.
fn by_share(a: &CoverageRow, b: &CoverageRow) -> Ordering {
    let (a, b) = (a.total, b.total);
    let share = (a.reports * b.held).cmp(&(b.reports * a.held));
    share.then(b.held.cmp(&a.held))
}

/// Returns whether a row is in a state; `None` is any. The row of unknown groups may be in two.
pub(super) fn is_in_state(row: &CoverageRow, state: Option<State>) -> bool {
    match state {
        None => true,
        Some(State::Mentions) => row.total.reports > 0,
        Some(_) => does_not_mention(row),
    }
}

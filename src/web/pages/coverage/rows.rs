//! Which rows of the table a page shows, and in which order.

use std::cmp::{Ordering, Reverse};

use super::labels::{TOTALS, containing_divisions, does_not_mention, is_unknown};
use super::matrix::MOST_COLUMNS;
use super::non_mentions::MOST_NAMES;
use super::view::View;
use crate::analysis::{Cell, Coverage, CoverageRow, State};
use crate::report::RegionView;
use crate::search::GroupBy;
use crate::web::http::choices::RowOrder;

/// The most rows on a page.
const MOST_ROWS: usize = 220;

/// The most elements of the rows of a page and of what each column has outside of them: with everything
/// else it has some 2,100, which browsers lay out at once, and readers with a keyboard can pass. Of 13
/// years, 16 counties have as many.
const MOST_ELEMENTS: usize = 1_210;

/// The elements of a column in the head and the totals, and of a year in the sidebar.
const ELEMENTS_OF_COLUMN: usize = 11;

/// The elements of a cell, and of a row without its cells: its name, its link, the divisions around it.
const ELEMENTS_OF_CELL: usize = 4;
const ELEMENTS_OF_ROW: usize = 5;

/// The most bytes of the rows of a page, of the map and of the names of those that do not mention it, if
/// all figures were as long as below. With everything else, a page has at most 200 kB without
/// compression.
const MOST_BYTES: usize = 168_000;

/// The links beside the table: of the provinces on the map and of the names.
const LINKS_BESIDE: usize = 34 + MOST_NAMES;

/// The bytes of a cell without the URL of its link.
const BYTES_OF_CELL: usize =
    r#"<td class="level-5"><a href=""><i>mentioned in </i>1,234 of 1,234<small>5,678 times</small></a></td>"#.len();

/// The bytes of the condition of a row or column in a URL, without its value.
const BYTES_OF_CONDITION: usize = "&amp;county=110101".len();

/// The bytes of a row without its cells: its name, and the divisions that contain it.
const BYTES_OF_ROW: usize = 250;

/// The bytes of a concept in the list of them, without the address of the page.
const BYTES_OF_CONCEPT: usize = 400;

/// How often the address of the page stands around the table: in forms, in links to pages, and to where
/// provinces begin.
const FORMS: usize = 40;

/// The links of the sidebar that is longest, without the years, and the bytes of each without the address
/// of the page.
const LINKS_OF_SIDEBAR: usize = 110;
const BYTES_OF_SIDEBAR_LINK: usize = 180;

/// The bytes of the address of a page with a short query, for which there is room.
const SHORT_ADDRESS: usize = 60;

/// Returns how many rows a page has. Every figure leads to what it counts, so a page of many columns,
/// or of a long question, has fewer.
fn rows_on_page(view: &View, coverage: &Coverage) -> usize {
    let mean = |sum: usize, count: usize| sum / count.max(1);
    let values = coverage.rows.iter().map(|row| row.value.len()).sum();
    let names = coverage.columns.iter().map(|column| column.value.len()).sum();
    let value = mean(values, coverage.rows.len()) + mean(names, coverage.columns.len());
    // The link to a report has the way back to the table.
    let way = if view.rows == GroupBy::Report { view.list_address().to_url().len() } else { 0 };
    let cell = view.links.bytes_of_cell() + BYTES_OF_CELL + 2 * BYTES_OF_CONDITION + value + way;
    // The name and the total of a row have links too.
    let cells = coverage.columns.len().min(MOST_COLUMNS) + 2;
    let row = BYTES_OF_ROW + view.links.bytes_of_row() + cells * cell;
    // Each concept of a codebook leads to its page, and so does the head of each column.
    let of_concept = BYTES_OF_CONCEPT + view.address.to_url().len();
    let concepts = if view.concepts > 1 { view.concepts * of_concept } else { 0 };
    // The head of each column orders the rows, and there are forms and pages; a short address is no more
    // than a name.
    let address = view.address.to_url().len().saturating_sub(SHORT_ADDRESS);
    let concepts = concepts + (cells + FORMS) * address;
    let of_value = view.address.to_short_url().len() + BYTES_OF_SIDEBAR_LINK;
    let sidebar = (LINKS_OF_SIDEBAR + coverage.columns.len()) * of_value;
    let beside = concepts + sidebar + LINKS_BESIDE * view.links.bytes_of_cell();
    let of_bytes = MOST_BYTES.saturating_sub(beside) / row;
    let outside = coverage.columns.len() * ELEMENTS_OF_COLUMN;
    let of_elements =
        MOST_ELEMENTS.saturating_sub(outside) / (ELEMENTS_OF_ROW + cells * ELEMENTS_OF_CELL);
    of_bytes.min(of_elements).clamp(1, MOST_ROWS)
}

/// The rows of a page.
pub(super) struct Rows<'a> {
    /// The rows of the page.
    pub(super) shown: Vec<&'a CoverageRow>,
    /// The number of the page.
    pub(super) page: usize,
    /// The number of rows on a full page.
    pub(super) on_page: usize,
    /// The number of rows on all pages.
    pub(super) all: usize,
    /// Where the rows of each larger division begin: its name, and the number of the page. None if rows
    /// are in another order, or all in one division.
    pub(super) beginnings: Vec<(String, usize)>,
}

impl<'a> Rows<'a> {
    /// Returns the rows of the page in the order that the request asks for. The row of unknown groups
    /// comes last: it is not one group.
    pub(super) fn new(view: &View, coverage: &'a Coverage) -> Self {
        let (state, listing) = (view.state(), view.listing());
        let is_named = |row: &CoverageRow| {
            let place = containing_divisions(row.region.as_ref(), &row.value);
            listing.is_named(&[view.plain_name(row), view.path(row), &place])
        };
        let is_wanted = |row: &&CoverageRow| is_in_state(row, state) && is_named(row);
        let mut rows: Vec<&CoverageRow> = coverage.rows.iter().filter(is_wanted).collect();
        let is_ordered = listing.order(&mut rows, |row, key| figure(view, coverage, row, key));
        match (view.params.row_order(), view.has_query) {
            _ if is_ordered => {}
            (RowOrder::Most, _) => rows.sort_by_key(|row| Reverse(number(view, &row.total))),
            (RowOrder::Least, true) => rows.sort_by(|a, b| by_share(a, b)),
            (RowOrder::Least, false) => rows.sort_by_key(|row| row.total.held),
            (RowOrder::Table, _) => {}
        }
        rows.sort_by_key(|row| is_unknown(row));
        let (all, on_page) = (rows.len(), rows_on_page(view, coverage));
        let page = view.params.page().min(all.div_ceil(on_page).max(1));
        let is_by_place = view.params.row_order() == RowOrder::Table;
        let beginnings = if is_by_place { beginnings(&rows, on_page) } else { Vec::new() };
        let shown = rows.into_iter().skip((page - 1) * on_page).take(on_page).collect();
        Self { shown, page, on_page, all, beginnings }
    }

    /// Returns the number of the last page.
    pub(super) fn last(&self) -> usize {
        self.all.div_ceil(self.on_page).max(1)
    }
}

/// Returns where each province begins, or, if there is only one, each prefecture.
fn beginnings(rows: &[&CoverageRow], on_page: usize) -> Vec<(String, usize)> {
    let by = |division: fn(&RegionView) -> Option<&String>| {
        let mut found: Vec<(String, usize)> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let Some(name) = row.region.as_ref().and_then(division) else { continue };
            if found.iter().all(|(known, _)| known != name) {
                found.push((name.clone(), at / on_page + 1));
            }
        }
        found
    };
    let provinces = by(|region| region.province.as_ref());
    if provinces.len() > 1 { provinces } else { by(|region| region.prefecture.as_ref()) }
}

/// Returns the number by which cells are ordered: their mentions, or the reports that meet a query without
/// a term; without a query all reports.
fn number(view: &View, cell: &Cell) -> u64 {
    if view.has_query { cell.mentions.unwrap_or(cell.reports) } else { cell.held }
}

/// Returns the figure of a row in a column, by which rows are ordered: its number, and the share of the
/// reports of the whole row; `None` if nothing was counted over.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn figure(view: &View, coverage: &Coverage, row: &CoverageRow, key: &str) -> Option<f64> {
    let total = Some(&row.total).filter(|total| total.state.is_counted());
    let [mentions, reports] = TOTALS;
    if key == mentions {
        return total.map(|total| number(view, total) as f64);
    }
    if key == reports {
        let share = |total: &Cell| total.reports as f64 / total.held.max(1) as f64;
        let held = |total: &Cell| total.held as f64;
        return total.map(|total| if view.has_query { share(total) } else { held(total) });
    }
    let at = coverage.columns.iter().position(|column| column.value == key)?;
    let cell = row.cells.get(at).filter(|cell| cell.state.is_counted())?;
    Some(number(view, cell) as f64)
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

//! The URLs of what every figure of a table counts, and of tables of one row or column.
//!
//! A page has thousands of figures. What their URLs share is therefore written once: the question,
//! then the condition of each row and of each column.

use crate::analysis::State;
use crate::query::Query;
use crate::report::RegionView;
use crate::search::{FacetBy, GroupBy};
use crate::web::http::parameters::{self, LONGEST_QUERY};
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::{condition_of, is_one_value, search};

/// The URLs that a table links to.
pub(super) struct Links {
    /// The passages that were found.
    found: UrlPrefixes,
    /// The reports: with a query, those that it does not find.
    reports: UrlPrefixes,
    /// This page with a table of one row.
    row: Option<String>,
    /// This page with a table of one column.
    column: String,
    /// Whether the query is too long for the pages that it would lead to.
    is_too_long: bool,
}

/// The condition of a row or a column as URLs contain it; none if a URL cannot contain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LineCondition(Option<String>);

impl LineCondition {
    /// Returns the condition that matches exactly what a row or a column counts.
    pub(super) fn new(by: GroupBy, value: &str, region: Option<&RegionView>) -> Self {
        let GroupBy::Facet(by) = by else { return Self(None) };
        let (parameter, value) = condition_of(by, value, region);
        let written = || Address::to("").and(parameter.name, &value).to_short_url();
        Self(is_one_value(&value).then(|| written().trim_start_matches('?').to_owned()))
    }
}

/// What URLs begin with: the whole question, and the question without the conditions that the row,
/// the column, or both replace.
struct UrlPrefixes {
    all: String,
    row: String,
    column: String,
    cell: String,
}

impl UrlPrefixes {
    fn new(address: &Address, rows: GroupBy, columns: GroupBy) -> Self {
        let row = without(address, rows);
        Self {
            all: address.to_short_url(),
            cell: open(&without(&row, columns)),
            row: open(&row),
            column: open(&without(address, columns)),
        }
    }
}

impl Links {
    /// Returns the URLs that a table of these rows and columns links to. `page` is the address of the
    /// table.
    pub(super) fn new(
        params: &Params,
        query: Option<&Query>,
        page: &Address,
        (rows, columns): (GroupBy, GroupBy),
    ) -> Self {
        let reports = search_for(params, query.is_some());
        let page = page.without(parameters::STATE.name, |_| true);
        Self {
            found: UrlPrefixes::new(&search(params, None), rows, columns),
            reports: UrlPrefixes::new(&reports, rows, columns),
            row: finer(rows, columns).map(|finer| {
                let page = with_axes(&page, finer, columns);
                open(&without(&page, rows))
            }),
            column: open(&without(&page, columns)),
            is_too_long: params.query_length() > LONGEST_QUERY,
        }
    }

    /// Returns the bytes of a link of a cell in the page, without the conditions of its row and its
    /// column.
    pub(super) fn bytes_of_cell(&self) -> usize {
        let in_page = |url: &String| url.len() + url.matches('&').count() * "amp;".len();
        in_page(&self.found.cell).max(in_page(&self.reports.cell))
    }

    /// Returns the bytes of the link of the name of a row, beyond those of a link of a cell.
    pub(super) fn bytes_of_row(&self) -> usize {
        self.row.as_ref().map_or(0, |url| url.len().saturating_sub(self.bytes_of_cell()))
    }

    fn prefixes(&self, state: State) -> Option<&UrlPrefixes> {
        match state {
            State::Mentions | State::NoMention if self.is_too_long => None,
            State::Mentions => Some(&self.found),
            State::NoMention => Some(&self.reports),
            State::NotHeld | State::LeftOut => None,
        }
    }

    /// Returns the URL of all passages, or of all reports if there is no passage. `None` if there are
    /// no reports.
    pub(super) fn all(&self, state: State) -> Option<String> {
        Some(self.prefixes(state)?.all.clone())
    }

    /// Returns the URL of what a row counts.
    pub(super) fn row(&self, state: State, row: &LineCondition) -> Option<String> {
        Some(format!("{}{}", self.prefixes(state)?.row, row.0.as_ref()?))
    }

    /// Returns the URL of the reports of a row that are not found.
    pub(super) fn absent_of_row(&self, row: &LineCondition) -> Option<String> {
        self.row(State::NoMention, row)
    }

    /// Returns the URL of what a column counts.
    pub(super) fn column(&self, state: State, column: &LineCondition) -> Option<String> {
        Some(format!("{}{}", self.prefixes(state)?.column, column.0.as_ref()?))
    }

    /// Returns the URL of what a cell counts.
    pub(super) fn cell(
        &self,
        state: State,
        row: &LineCondition,
        column: &LineCondition,
    ) -> Option<String> {
        let prefix = &self.prefixes(state)?.cell;
        let (row, column) = (row.0.as_ref()?, column.0.as_ref()?);
        // A county and its region share one condition.
        Some(if row == column {
            format!("{prefix}{row}")
        } else {
            format!("{prefix}{row}&{column}")
        })
    }

    /// Returns the URL of a table of one row, divided further: a province by county, a county by
    /// agency, an agency by part.
    pub(super) fn table_of_row(&self, row: &LineCondition) -> Option<String> {
        Some(format!("{}{}", self.row.as_ref()?, row.0.as_ref()?))
    }

    /// Returns the URL of a table of one column.
    pub(super) fn table_of_column(&self, column: &LineCondition) -> Option<String> {
        Some(format!("{}{}", self.column, column.0.as_ref()?))
    }
}

/// Returns the address of the list of the reports that the query does not find; without a query, of all.
fn search_for(params: &Params, has_query: bool) -> Address {
    let all = search(params, None);
    if has_query { all.and(parameters::NOT_FOUND.name, "1") } else { all }
}

/// Returns what one row is divided into against these columns.
fn finer(rows: GroupBy, columns: GroupBy) -> Option<GroupBy> {
    let GroupBy::Facet(by) = rows else { return None };
    let finer = GroupBy::Facet(match by {
        FacetBy::Province | FacetBy::Prefecture => FacetBy::County,
        FacetBy::County | FacetBy::Region | FacetBy::Level => FacetBy::Agency,
        FacetBy::Agency => FacetBy::Part,
        FacetBy::Year | FacetBy::Part | FacetBy::Kind => by,
    });
    Some(if finer == columns { rows } else { finer })
}

/// Returns the address of a table with other rows and columns.
pub(super) fn with_axes(page: &Address, rows: GroupBy, columns: GroupBy) -> Address {
    page.set(parameters::ROWS.name, rows.key()).set(parameters::COLUMNS.name, columns.key())
}

/// Returns the address without the conditions that one on a row or column replaces: of several on the
/// same fact, only one has to be met.
fn without(address: &Address, by: GroupBy) -> Address {
    match by {
        GroupBy::Facet(by) => address.without(condition_of(by, "", None).0.name, |_| true),
        GroupBy::Report => address.clone(),
    }
}

/// Returns the URL ready for one more condition.
fn open(address: &Address) -> String {
    let url = address.to_short_url();
    let sign = if url.contains('?') { '&' } else { '?' };
    format!("{url}{sign}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_a_url_cannot_contain_has_no_link() {
        let line = |value: &str| LineCondition::new(GroupBy::Facet(FacetBy::Agency), value, None).0;
        assert_eq!(line("甲县司法局").as_deref(), Some("agency=%3D甲县司法局"));
        assert_eq!(line("甲局，乙局"), None);
        assert_eq!(line(&"局".repeat(100)), None);
        assert_eq!(LineCondition::new(GroupBy::Report, "甲.txt", None), LineCondition(None));
    }
}

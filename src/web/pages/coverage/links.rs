//! Leads from every figure of a table to what it counts, and from its rows and columns to a table
//! of them alone.
//!
//! A page has thousands of figures, so that all that their addresses share is written once: what is
//! asked, then the condition of each row and of each column.

use crate::analysis::State;
use crate::query::{Condition, Query};
use crate::report::RegionView;
use crate::search::{FacetBy, GroupBy};
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::pages::SEARCH;
use crate::web::pages::address::Address;
use crate::web::pages::query_form::{address_of, condition_of, is_one_value};

/// The addresses that a table leads to.
pub(super) struct Links {
    /// The passages that are found.
    found: Beginnings,
    /// The reports that are held.
    held: Beginnings,
    /// This page, with another table of one row.
    row: Option<String>,
    /// This page, with a table of one column.
    column: String,
}

/// The condition of a row or a column as it stands in an address; none where an address cannot hold
/// it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line(Option<String>);

impl Line {
    /// Returns the condition that lets through just what a row or a column counts.
    pub(super) fn of(by: GroupBy, value: &str, region: Option<&RegionView>) -> Self {
        let GroupBy::Facet(by) = by else { return Self(None) };
        let (parameter, value) = condition_of(by, value, region);
        let written = || Address::to("").and(parameter.name, &value).written();
        Self(is_one_value(&value).then(|| written().trim_start_matches('?').to_owned()))
    }
}

/// How addresses begin: all of it, and without the condition on the row, the column, and both.
struct Beginnings {
    all: String,
    row: String,
    column: String,
    cell: String,
}

impl Beginnings {
    fn of(address: &Address, rows: GroupBy, columns: GroupBy) -> Self {
        let row = without(address, rows);
        Self {
            all: address.written(),
            cell: open(&without(&row, columns)),
            row: open(&row),
            column: open(&without(address, columns)),
        }
    }
}

impl Links {
    /// Returns the addresses that a table of these rows and columns leads to. `page` is the address
    /// of the table.
    pub(super) fn new(
        params: &Params,
        query: Option<&Query>,
        page: &Address,
        (rows, columns): (GroupBy, GroupBy),
    ) -> Self {
        let question: Vec<&Parameter> = [&parameters::Q, &parameters::MODE]
            .into_iter()
            .chain(parameters::FILTERS.iter().copied())
            .collect();
        let found = address_of(params, SEARCH, &question);
        let held = address_of(params, SEARCH, parameters::FILTERS);
        let held = match conditions(query) {
            Some(conditions) => held.and(parameters::Q.name, &conditions),
            None => held,
        };
        let page = page.without(parameters::STATE.name, |_| true);
        Self {
            found: Beginnings::of(&found, rows, columns),
            held: Beginnings::of(&held, rows, columns),
            row: finer(rows, columns).map(|finer| {
                let page = parted(&page, finer, columns);
                open(&without(&page, rows))
            }),
            column: open(&without(&page, columns)),
        }
    }

    fn beginnings(&self, state: State) -> Option<&Beginnings> {
        match state {
            State::Mentions => Some(&self.found),
            State::NoMention => Some(&self.held),
            State::NotHeld => None,
        }
    }

    /// Returns where everything that is counted stands: the passages, or the reports where none of
    /// them has any; nowhere where none is held.
    pub(super) fn all(&self, state: State) -> Option<String> {
        Some(self.beginnings(state)?.all.clone())
    }

    /// Returns where that stands which a row counts.
    pub(super) fn row(&self, state: State, row: &Line) -> Option<String> {
        Some(format!("{}{}", self.beginnings(state)?.row, row.0.as_ref()?))
    }

    /// Returns where that stands which a column counts.
    pub(super) fn column(&self, state: State, column: &Line) -> Option<String> {
        Some(format!("{}{}", self.beginnings(state)?.column, column.0.as_ref()?))
    }

    /// Returns where that stands which a cell counts.
    pub(super) fn cell(&self, state: State, row: &Line, column: &Line) -> Option<String> {
        let begin = &self.beginnings(state)?.cell;
        let (row, column) = (row.0.as_ref()?, column.0.as_ref()?);
        // A county and its region have one condition between them.
        Some(if row == column { format!("{begin}{row}") } else { format!("{begin}{row}&{column}") })
    }

    /// Returns a table of one row, parted further: a province by counties, a county by agencies, an
    /// agency by the parts of its reports.
    pub(super) fn of_row(&self, row: &Line) -> Option<String> {
        Some(format!("{}{}", self.row.as_ref()?, row.0.as_ref()?))
    }

    /// Returns the table of one column.
    pub(super) fn of_column(&self, column: &Line) -> Option<String> {
        Some(format!("{}{}", self.column, column.0.as_ref()?))
    }
}

/// Returns the rows that one row can be parted into beside these columns.
fn finer(rows: GroupBy, columns: GroupBy) -> Option<GroupBy> {
    let GroupBy::Facet(by) = rows else { return None };
    let finer = GroupBy::Facet(match by {
        FacetBy::Province | FacetBy::Prefecture => FacetBy::County,
        FacetBy::County | FacetBy::Region => FacetBy::Agency,
        FacetBy::Agency => FacetBy::Part,
        FacetBy::Year | FacetBy::Part | FacetBy::Kind => by,
    });
    Some(if finer == columns { rows } else { finer })
}

/// Returns the address with another table.
pub(super) fn parted(page: &Address, rows: GroupBy, columns: GroupBy) -> Address {
    [(&parameters::ROWS, rows), (&parameters::COLUMNS, columns)].into_iter().fold(
        page.clone(),
        |page, (parameter, by)| {
            page.without(parameter.name, |_| true).and(parameter.name, by.key())
        },
    )
}

/// Returns the address without the conditions that one on a row or column takes the place of: of
/// several on the same fact any may hold.
fn without(address: &Address, by: GroupBy) -> Address {
    match by {
        GroupBy::Facet(by) => address.without(condition_of(by, "", None).0.name, |_| true),
        GroupBy::Report => address.clone(),
    }
}

/// Returns the address so that one more condition can stand behind it.
fn open(address: &Address) -> String {
    let written = address.written();
    let sign = if written.contains('?') { '&' } else { '?' };
    format!("{written}{sign}")
}

/// Returns the conditions that a query holds for the whole of itself: what is held passes them too.
pub(super) fn conditions(query: Option<&Query>) -> Option<String> {
    let parts = match query? {
        Query::And(parts) => parts.as_slice(),
        single => std::slice::from_ref(single),
    };
    let is_condition = |part: &&Query| matches!(part, Query::Condition(field) if !matches!(field, Condition::Title(_)));
    let conditions: Vec<Query> = parts.iter().filter(is_condition).cloned().collect();
    (!conditions.is_empty()).then(|| Query::all(conditions).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_passes_the_conditions_of_the_query() {
        for (query, expected) in [
            ("法律顾问", None),
            ("年度:2023 法律顾问 -部分:不足", Some("年度:2023")),
            ("标题:法治 法律顾问", None),
            ("地区:河南省", Some("地区:河南省")),
            (
                "省:河南省 机关:=卢氏县司法局 (甲 OR 年度:2022)",
                Some("省:河南省 机关:=卢氏县司法局"),
            ),
        ] {
            let printed = conditions(Some(&query.parse().unwrap()));
            assert_eq!(printed.as_deref(), expected, "{query}");
        }
    }

    #[test]
    fn a_value_that_an_address_cannot_hold_leads_nowhere() {
        let line = |value: &str| Line::of(GroupBy::Facet(FacetBy::Agency), value, None).0;
        let expected = "agency=%3D%E7%94%B2%E5%8E%BF%E5%8F%B8%E6%B3%95%E5%B1%80";
        assert_eq!(line("甲县司法局").as_deref(), Some(expected));
        assert_eq!(line("甲局，乙局"), None);
        assert_eq!(line(&"局".repeat(100)), None);
        assert_eq!(Line::of(GroupBy::Report, "甲.txt", None), Line(None));
    }
}

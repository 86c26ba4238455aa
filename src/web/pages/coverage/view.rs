//! What all parts of the coverage page share.

use std::collections::BTreeMap;

use maud::Markup;

use super::figure::FigureForm;
use super::labels::{is_unknown, name};
use super::links::{LineCondition, Links};
use crate::analysis::{Coverage, CoverageRow, Measure, State};
use crate::query::Query;
use crate::report::UNKNOWN;
use crate::search::{FacetBy, GroupBy};
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::{marked_in, page_of_list, with_way_back};
use crate::web::pages::layout::PageContext;
use crate::web::pages::listing::Listing;
use crate::web::pages::paths::COVERAGE;
use crate::web::pages::query_form::with_question;
use crate::web::snapshot::NamedReport;

/// The parameters of the page, in addition to query, mode and conditions.
pub(in crate::web::pages) const PARAMETERS: &[&Parameter] = &[
    &parameters::ROWS,
    &parameters::COLUMNS,
    &parameters::ORDER,
    &parameters::OF,
    &parameters::NAME,
    &parameters::STATE,
    &parameters::CELL_MEASURE,
    &parameters::SCALE,
    &parameters::CONCEPT,
    &parameters::CODEBOOK,
    &parameters::LABEL,
    &parameters::PAGE,
];

/// A question with its rows and columns.
pub(super) struct View<'a> {
    pub(super) context: &'a PageContext,
    /// The question. Of a codebook it is that of the concept that the page shows.
    pub(super) params: &'a Params,
    /// The parameters of the page.
    pub(super) of_page: &'a Params,
    /// The number of concepts that are asked for; 1 of a query.
    pub(super) concepts: usize,
    pub(super) query: Option<&'a Query>,
    pub(super) has_query: bool,
    pub(super) rows: GroupBy,
    pub(super) columns: GroupBy,
    /// How figures are shown.
    pub(super) form: FigureForm,
    /// The address of the page, without the number of the page of rows.
    pub(super) address: Address,
    pub(super) links: Links,
    /// If rows are reports: those that are shown, by path.
    pub(super) reports: BTreeMap<String, NamedReport>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        context: &'a PageContext,
        params: &'a Params,
        query: Option<&'a Query>,
    ) -> Self {
        let (rows, columns) = params.rows_and_columns();
        let is_kept = |parameter: &&Parameter| parameter.name != parameters::PAGE.name;
        let kept: Vec<&Parameter> = with_question(PARAMETERS).into_iter().filter(is_kept).collect();
        let address = Address::with_values(COVERAGE, params, &kept);
        let links = Links::new(params, query, &address, (rows, columns));
        let (has_query, reports) = (query.is_some(), BTreeMap::new());
        let has_mentions = query.is_none_or(Query::finds_mentions);
        let form = FigureForm { measure: Measure::Reports, has_mentions };
        let (of_page, concepts) = (params, 1);
        Self {
            context,
            params,
            of_page,
            concepts,
            query,
            has_query,
            rows,
            columns,
            form,
            address,
            links,
            reports,
        }
    }

    /// Decides which figure the cells of a table show first: the one that is asked for, or else
    /// mentions if most cells have a single report, whose share could only be all or nothing.
    pub(super) fn choose_measure(&mut self, coverage: &Coverage) {
        let known = coverage.rows.iter().filter(|row| !is_unknown(row));
        let held = || known.clone().flat_map(|row| &row.cells).filter(|cell| cell.held > 0);
        let single = held().filter(|cell| cell.held == 1).count();
        let usual = if single * 2 > held().count() { Measure::Mentions } else { Measure::Reports };
        let chosen = self.of_page.measure().unwrap_or(usual);
        let is_shown = self.form.has_mentions || chosen != Measure::Mentions;
        self.form.measure = if is_shown { chosen } else { Measure::Reports };
    }

    /// Returns the view of a concept. `of_page` has the codebook.
    pub(super) fn of_concept(
        context: &'a PageContext,
        (of_page, params): (&'a Params, &'a Params),
        (query, concepts): (&'a Query, usize),
    ) -> Self {
        let page = Self::new(context, of_page, None);
        let links = Links::new(params, Some(query), &page.address, (page.rows, page.columns));
        let has_mentions = query.finds_mentions();
        let form = FigureForm { has_mentions, ..page.form };
        Self { params, concepts, query: Some(query), has_query: true, form, links, ..page }
    }

    /// Returns the choice and the order of the rows.
    pub(super) fn listing(&self) -> Listing<'_> {
        Listing::new(self.context, self.of_page, &self.address, "table")
    }

    /// Returns the state to which the rows are narrowed.
    pub(super) fn state(&self) -> Option<State> {
        self.params.state().filter(|_| self.has_query)
    }

    /// Returns the URL of the rows in one state, or of all.
    pub(super) fn state_url(&self, state: Option<State>) -> String {
        let all = self.address.without(parameters::STATE.name, |_| true);
        let address = match state {
            Some(state) => all.and(parameters::STATE.name, state.key()),
            None => all,
        };
        format!("{}#table", address.to_url())
    }

    /// Returns whether some reports are left out by conditions.
    pub(super) fn is_narrowed(&self) -> bool {
        let written = self.query.is_some_and(|query| !query.conditions_and_rest().0.is_empty());
        written || !self.params.conditions().is_empty()
    }

    /// Returns the URL of what a row counts; of a row that is a report, the URL of the report.
    pub(super) fn row_url(
        &self,
        state: State,
        row: &CoverageRow,
        line: &LineCondition,
    ) -> Option<String> {
        self.report_url(row).or_else(|| self.links.row(state, line))
    }

    /// Returns the address of the present page of the table.
    pub(super) fn list_address(&self) -> Address {
        page_of_list(&self.address, self.of_page.page(), self.context.index_mark())
    }

    /// Returns the URL of the report that a row is, with the query, which marks its mentions.
    pub(super) fn report_url(&self, row: &CoverageRow) -> Option<String> {
        Some(self.report_address(row)?.to_short_url())
    }

    /// Returns the URL of that report for a cell: if its column is a part, with the mentions in this part.
    pub(super) fn report_cell_url(&self, row: &CoverageRow, column: &str) -> Option<String> {
        let report = self.report_address(row)?;
        let part = parameters::PART.name;
        Some(match self.columns {
            GroupBy::Facet(FacetBy::Part) => report.set(part, column).to_short_url(),
            _ => report.to_short_url(),
        })
    }

    fn report_address(&self, row: &CoverageRow) -> Option<Address> {
        let report = self.reports.get(&row.value)?;
        Some(with_way_back(marked_in(&report.id, self.params, None), &self.list_address(), None))
    }

    /// Returns the name of a row.
    pub(super) fn name(&self, row: &CoverageRow) -> Markup {
        name(self.context, self.plain_name(row))
    }

    /// Returns the name of a row as text. The path of a report may contain folders of the machine and is
    /// never shown.
    pub(super) fn plain_name<'r>(&'r self, row: &'r CoverageRow) -> &'r str {
        match self.rows {
            GroupBy::Facet(_) => &row.value,
            GroupBy::Report => self.reports.get(&row.value).map_or(UNKNOWN, |report| &report.name),
        }
    }

    /// Returns the redacted path of a row that is a report; empty of any other.
    pub(super) fn path(&self, row: &CoverageRow) -> &str {
        self.reports.get(&row.value).map_or("", |report| &report.path)
    }
}

//! What an answer can be narrowed to, beside the answer: years, regions, parts, levels, agencies and
//! kinds, each value with its count and a link to the same page with this condition.
//!
//! - `facets`: the lists, and a field for a range of years
//! - `regions`: the regions as a tree
//! - `facet_value`: one value with its count
//!
//! The counts are those of a search for the question of the page, whatever else the page counts, so that
//! they are the same on every page. The search page has them from its own walk over the sections; the
//! other pages take a second one, `count`: about 8 ms of processor time over 56,000 sections.

mod facet_value;
mod facets;
mod regions;
#[cfg(test)]
mod tests;

use maud::{Markup, html};

use super::address::Address;
use super::layout::PageContext;
use super::paths::SEARCH;
use crate::error::Result;
use crate::query::Query;
use crate::report::Language;
use crate::search::{self, Answer, FacetBy, Request, Results};
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::snapshot::Snapshot;

/// What is counted by, in the order of the page.
pub(super) const FACETS: [FacetBy; 6] =
    [FacetBy::Year, FacetBy::Region, FacetBy::Part, FacetBy::Level, FacetBy::Agency, FacetBy::Kind];

/// The parameters of pages with a sidebar that are part of no question: which region is unfolded, and from
/// which index a link to the page was made. No link keeps them.
pub(super) const PARAMETERS: &[&Parameter] = &[&parameters::OPEN, &parameters::INDEX];

/// How much room a page leaves for the sidebar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// A list of texts or a drawing: the sidebar stands beside it on most screens.
    Text,
    /// A wide table: beside it only where the screen has room for both.
    Table,
    /// A wide table on a page whose elements and bytes are counted: without bars, and with short links.
    LongTable,
}

/// Counts the values of all facets for the question of a page; without a query, what is held. The line is
/// left out, which what finds nothing is asked more about.
///
/// # Errors
///
/// Fails as a search does.
pub(super) fn count(
    params: &Params,
    query: Option<Query>,
    snapshot: &Snapshot,
) -> Result<Answer<Results>> {
    let asked = params.request(query);
    let request = Request { limit: 0, offset: 0, line: None, facets: FACETS.to_vec(), ..asked };
    search::search(&snapshot.reader, &request)
}

/// The sidebar of a page.
pub(super) struct Narrow<'a> {
    context: &'a PageContext,
    params: &'a Params,
    /// The address that links start from: that of the page, without the number of a page of its list.
    address: Address,
    results: &'a Answer<Results>,
    room: Room,
    /// Whether the page lists the reports that the query does not find.
    is_absent: bool,
}

impl<'a> Narrow<'a> {
    /// Returns the sidebar of a page with this address. `results` has the facets.
    pub(super) fn new(
        context: &'a PageContext,
        params: &'a Params,
        address: &Address,
        (results, room): (&'a Answer<Results>, Room),
    ) -> Self {
        let address = address.without(parameters::PAGE.name, |_| true);
        Self { context, params, address, results, room, is_absent: false }
    }

    /// Says whether the page lists the reports that the query does not find.
    pub(super) fn listing_absent(self, is_absent: bool) -> Self {
        Self { is_absent, ..self }
    }

    /// Returns the answer of the page with the sidebar beside it or, on a narrow screen, folded above it.
    pub(super) fn beside(&self, answer: &Markup) -> Markup {
        let context = self.context;
        let title = context.pick("Narrow down", "筛选");
        let is_open = self.params.value(&parameters::OPEN).is_some();
        html! {
            div.columns.for-table[self.room != Room::Text] {
                aside.facets id="narrow" aria-label=(title) {
                    a.skip href="#found" { (context.pick("Skip the filters", "跳过筛选")) }
                    details open[is_open] {
                        summary { (title) }
                        (facets::facets(self))
                    }
                }
                section.found id="found" tabindex="-1" aria-label=(context.pick("Results", "结果")) {
                    (answer)
                }
            }
        }
    }

    /// Returns an address as the links of the sidebar contain it.
    fn url(&self, address: &Address) -> String {
        if self.room == Room::LongTable { address.to_short_url() } else { address.to_url() }
    }

    fn query(&self) -> Option<&Query> {
        self.results.question.query.as_ref()
    }

    /// Returns whether a value whose reports are not found leads to a list of them.
    fn lists_reports(&self) -> bool {
        self.address.path() == SEARCH
    }

    /// Returns whether the query has terms: without any, it is met and not mentioned.
    fn has_terms(&self) -> bool {
        self.query().is_some_and(|query| !query.terms().is_empty())
    }

    /// Returns what the reports do that are counted.
    fn verb(&self) -> &'static str {
        match (self.has_terms(), self.is_absent) {
            (true, false) => self.context.pick("mention", "提及"),
            (true, true) => self.context.pick("no mention", "未提及"),
            (false, false) => self.context.pick("meet", "符合"),
            (false, true) => self.context.pick("do not meet", "不符合"),
        }
    }

    /// Returns what is counted; of several queries on the page, of which.
    fn counted(&self) -> String {
        let context = self.context;
        let counted = match (self.query().is_some(), self.has_terms(), self.is_absent) {
            (false, ..) => context.pick("Number of reports", "所收报告数"),
            (_, true, false) => {
                context.pick("Reports that mention it / held", "提及的报告数 / 所收报告数")
            }
            (_, true, true) => {
                context.pick("Reports that do not mention it / held", "未提及的报告数 / 所收报告数")
            }
            (_, false, false) => {
                context.pick("Reports that meet the query / held", "符合的报告数 / 所收报告数")
            }
            (_, false, true) => context
                .pick("Reports that do not meet the query / held", "不符合的报告数 / 所收报告数"),
        };
        let has_others = self.params.value(&parameters::WITH).is_some();
        match (self.params.value(&parameters::Q).filter(|_| has_others), context.language) {
            (None, _) => counted.to_owned(),
            (Some(query), Language::Chinese) => format!("{query}：{counted}"),
            (Some(query), Language::English) => format!("{query}: {counted}"),
        }
    }
}

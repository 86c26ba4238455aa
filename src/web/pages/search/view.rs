//! What all parts of the search page share.

use maud::Markup;

use super::way::list_address;

use crate::query::Query;
use crate::report::RegionView;
use crate::report::Year;
use crate::search::{Answer, Request, Results};
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::layout::PageContext;
use crate::web::pages::listing::{Entry, Pages, pages_of};

/// A question and its answer.
pub(super) struct View<'a> {
    pub(super) context: &'a PageContext,
    pub(super) params: &'a Params,
    pub(super) request: &'a Request,
    pub(super) results: &'a Answer<Results>,
    /// Whether the page lists the reports that the query does not find.
    pub(super) is_absent: bool,
    /// The address of the page without the number of the page of hits.
    pub(super) address: Address,
}

impl View<'_> {
    /// Returns the address of the present page of the list.
    pub(super) fn list_address(&self) -> Address {
        list_address(self.params, self.params.page(), self.context.index_mark())
    }

    /// Returns how many hits, or reports with hits, the page has, and how many there are on all pages.
    pub(super) fn listed(&self) -> (usize, u64) {
        let found = &self.results.body;
        match &found.reports {
            Some(reports) => (reports.len(), found.counts.reports),
            None => (found.hits.len(), found.counts.sections),
        }
    }

    /// Returns the number of reports that are counted over and not found.
    pub(super) fn absent(&self) -> u64 {
        self.results.ground.reports.saturating_sub(self.results.body.counts.reports)
    }

    /// Returns whether the query has terms: without any, it is met and not mentioned.
    fn has_terms(&self) -> bool {
        self.request.query.as_ref().is_some_and(Query::finds_mentions)
    }

    /// Returns what reports do that are found.
    pub(super) fn found_verb(&self) -> &'static str {
        if self.has_terms() {
            self.context.pick("mention it", "提及")
        } else {
            self.context.pick("meet the query", "符合")
        }
    }

    /// Returns links to the previous and the next page of `count` entries.
    pub(super) fn paging(&self, count: u64, entry: Entry) -> Markup {
        let all = usize::try_from(count).unwrap_or(usize::MAX);
        let pages = Pages { page: self.params.page(), on_page: self.request.limit, all };
        let address = list_address(self.params, 1, self.context.index_mark());
        pages_of(self.context, &address, "", pages, entry)
    }

    /// Returns the year of a report, or that it is not known.
    pub(super) fn year(&self, year: Option<Year>) -> String {
        let unknown = self.context.pick("year unknown", "年度未识别");
        year.map_or_else(|| unknown.to_owned(), |year| year.to_string())
    }

    /// Returns the region of a report, or that it is not known.
    pub(super) fn region(&self, region: &RegionView) -> String {
        let path = region.path();
        let unknown = self.context.pick("region unknown", "地区未识别");
        if path.is_empty() { unknown.to_owned() } else { path }
    }
}

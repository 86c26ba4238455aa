//! What all parts of the search page share.

use maud::Markup;

use crate::report::RegionView;
use crate::report::Year;
use crate::search::{Answer, Request, Results};
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::marked_in;
use crate::web::pages::fragments::paging;
use crate::web::pages::layout::PageContext;

/// A question and its answer.
pub(super) struct View<'a> {
    pub(super) context: &'a PageContext,
    pub(super) params: &'a Params,
    pub(super) request: &'a Request,
    pub(super) results: &'a Answer<Results>,
    /// The address of the page without the number of the page of hits.
    pub(super) address: Address,
}

impl View<'_> {
    /// Returns the address of a report: with the query, which is marked in it; on a list of reports that
    /// another query does not find, with that one, which is explained.
    pub(super) fn report_address(&self, id: &str) -> Address {
        marked_in(id, self.params, self.params.value(&parameters::WHY))
    }

    /// Returns links to the previous and the next page of `count` items.
    pub(super) fn paging(&self, count: u64) -> Markup {
        let page = self.params.page();
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let last = count.div_ceil(self.request.limit.max(1)).min(parameters::LAST_PAGE);
        let position = format!("{} / {}", grouped(page), grouped(last));
        let position =
            self.context.language.pick(format!("Page {position}"), format!("第 {position} 页"));
        paging(self.context, page, last, &position, |page| {
            self.address.and(parameters::PAGE.name, &page.to_string()).to_url()
        })
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

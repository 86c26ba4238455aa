//! The way from a list to a report and back: the address of the report has that of the list and the number
//! of the hit, so that its page can lead back to just this list, and on to the hits before and behind.

use crate::error::Result;
use crate::present::is_about_request;
use crate::query::Query;
use crate::search::{self, Passage, Request, SectionView};
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::{Params, Unknown};
use crate::web::pages::address::Address;
use crate::web::pages::conditions::{marked_in, page_of_list, with_way_back};
use crate::web::pages::html_text::paragraph_url;
use crate::web::pages::paths::SEARCH;
use crate::web::pages::query_form::with_question;
use crate::web::snapshot::Snapshot;

/// What makes a list of a question: its order, what its entries are, and how many a page has.
pub(super) const LIST: [&Parameter; 4] =
    [&parameters::SORT, &parameters::BY_REPORT, &parameters::HITS_ON_PAGE, &parameters::NOT_FOUND];

/// Returns the address of a page of the list that is asked for. `mark` is that of the index.
pub(super) fn list_address(params: &Params, page: usize, mark: Option<&str>) -> Address {
    page_of_list(&Address::with_values(SEARCH, params, &with_question(&LIST)), page, mark)
}

/// Returns the address of a report of a list, of which it may be a hit with this number.
pub(super) fn report_address(
    params: &Params,
    id: &str,
    list: &Address,
    hit: Option<usize>,
) -> Address {
    with_way_back(marked_in(id, params, None), list, hit)
}

/// Returns the URL of the place of a hit in the report `id`.
pub(super) fn hit_url(
    params: &Params,
    id: &str,
    (section, passage): (&SectionView, &Passage),
    list: &Address,
    number: usize,
) -> String {
    let report = report_address(params, id, list, Some(number));
    paragraph_url(&report, &passage.paragraph, &section.heading_path)
}

/// Returns the URL of the hit with a number in the list that is asked for, or of the best hit of the report
/// with this number if hits are grouped by report; of the page behind the last hit
/// if there are fewer.
///
/// # Errors
///
/// Fails as a search does.
pub(in crate::web::pages) fn to_hit(
    params: &Params,
    query: Query,
    number: usize,
    snapshot: &Snapshot,
) -> Result<String> {
    let request = params.request(Some(query));
    let page = (number - 1) / request.limit.max(1) + 1;
    let list = list_address(params, page, Some(&snapshot.mark()));
    let request = Request { limit: 1, offset: number - 1, line: None, ..request };
    let found = search::search(&snapshot.reader, &request)?.body;
    let hit = found.hits.first().map(|it| (&it.report, &it.section, &it.passage));
    let report = found.reports.iter().flatten().next();
    let best = report.and_then(|it| Some((&it.report, it.hits.first()?)));
    let best = best.map(|(report, hit)| (report, &hit.section, &hit.passage));
    Ok(match hit.or(best) {
        Some((report, section, passage)) => {
            hit_url(params, &report.id, (section, passage), &list, number)
        }
        None => list.set(parameters::PAGE.name, &(page + 1).to_string()).to_url(),
    })
}

/// Returns the number of hits in a list, or of reports if they are grouped by report; `None` if its question cannot be answered.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(in crate::web::pages) fn hits_in(list: &Address, snapshot: &Snapshot) -> Result<Option<u64>> {
    let known = with_question(super::PARAMETERS);
    let url = list.to_url();
    let asked = url.split_once('?').map(|(_, query)| query);
    let (params, unusable) = Params::read_usable(asked, &known, Unknown::Ignored);
    let Ok(Some(query)) = params.query() else { return Ok(None) };
    if unusable.is_some() {
        return Ok(None);
    }
    let request = Request { limit: 0, offset: 0, line: None, ..params.request(Some(query)) };
    let counts = match search::search(&snapshot.reader, &request) {
        Err(error) if is_about_request(&error) => return Ok(None),
        found => found?.body.counts,
    };
    Ok(Some(if request.by_report { counts.reports } else { counts.sections }))
}

//! How much a term is mentioned over the years, against what is held of each.

use maud::html;

use super::super::ask::{self, Asked, Parameter};
use super::super::held::Held;
use super::frame::Here;
use super::question;
use crate::error::Result;
use crate::query::Query;
use crate::search;

/// What the page is asked.
pub(super) const PARAMETERS: &[&Parameter] = &[
    &ask::Q,
    &ask::MODE,
    &ask::YEAR,
    &ask::REGION,
    &ask::PROVINCE,
    &ask::PREFECTURE,
    &ask::COUNTY,
    &ask::AGENCY,
    &ask::PART,
    &ask::KIND,
];

/// Returns the page.
///
/// # Errors
///
/// Fails as a search does.
pub(super) fn page(
    here: &Here,
    asked: &Asked,
    query: Option<Query>,
    held: &Held,
) -> Result<String> {
    let has_query = query.is_some();
    let results = search::search(&held.reader, &asked.request(query))?;
    let read_as = has_query.then_some((results.query.as_str(), results.mode));
    let address = question::address_of(asked, super::TREND, PARAMETERS);
    let title = here.say("历年变化", "Over the years");
    let body = html! {
        h1.unseen { (title) }
        (question::form(here, asked, super::TREND, &html! {}))
        (question::ground(here, results.counts, results.ground, read_as))
        (question::chosen(here, asked, &address))
    };
    Ok(here.page(title, &body))
}

//! Which counties mention a term, which hold a report and do not, and of which none is held.

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
    let address = question::address_of(asked, super::COVERAGE, PARAMETERS);
    let title = here.say("哪些地方提及", "Which counties");
    let body = html! {
        h1.unseen { (title) }
        (question::form(here, asked, super::COVERAGE, &html! {}))
        (question::ground(here, results.counts, results.ground, read_as))
        (question::chosen(here, asked, &address))
    };
    Ok(here.page(title, &body))
}

//! What all parts of the concordance page share.

use crate::analysis::CollocateQuestion;
use crate::search::Request;
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::{page_of_list, search};
use crate::web::pages::layout::PageContext;
use crate::web::pages::paths::KWIC;
use crate::web::pages::query_form::with_question;

/// The parameters of the page, in addition to query, mode and conditions.
pub(in crate::web::pages) const PARAMETERS: &[&Parameter] = &[
    &parameters::LEFT,
    &parameters::RIGHT,
    &parameters::MENTION_SORT,
    &parameters::CONTEXT_GROUP,
    &parameters::ONLY,
    &parameters::SAMPLE,
    &parameters::SEED,
    &parameters::COLLOCATES,
    &parameters::UNIT,
    &parameters::WINDOW,
    &parameters::LEAST,
    &parameters::ROWS_ON_PAGE,
    &parameters::PAGE,
];

/// The mentions on a page, unless it is chosen.
const ROWS: usize = 50;

/// The groups or collocates on a page, unless it is chosen.
const LINES: usize = 100;

/// What the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    /// The mentions.
    Rows,
    /// The mentions by what stands next to them.
    Groups,
    /// The words near them.
    Collocates,
}

/// A question with its address.
pub(super) struct View<'a> {
    pub(super) context: &'a PageContext,
    pub(super) params: &'a Params,
    pub(super) tab: Tab,
    /// The address of the page, without the number of the page of the list.
    pub(super) address: Address,
}

impl<'a> View<'a> {
    pub(super) fn new(context: &'a PageContext, params: &'a Params) -> Self {
        let is_kept = |parameter: &&Parameter| parameter.name != parameters::PAGE.name;
        let kept: Vec<&Parameter> = with_question(PARAMETERS).into_iter().filter(is_kept).collect();
        let address = Address::with_values(KWIC, params, &kept);
        Self { context, params, tab: tab(params), address }
    }

    /// Returns the address of the present page of the list.
    pub(super) fn list_address(&self) -> Address {
        page_of_list(&self.address, self.params.page(), self.context.index_mark())
    }

    pub(super) fn title(&self) -> &'static str {
        self.context.pick("Concordance", "语境")
    }

    /// Returns the question for collocates.
    pub(super) fn collocates(&self, request: Request) -> CollocateQuestion {
        let window = self.params.given_number(&parameters::WINDOW);
        self.params.collocates(request).with_window(window, window)
    }

    /// Returns the address without what only some tabs have.
    pub(super) fn plain(&self) -> Address {
        let of_tabs = [
            &parameters::CONTEXT_GROUP,
            &parameters::ONLY,
            &parameters::COLLOCATES,
            &parameters::UNIT,
            &parameters::WINDOW,
            &parameters::LEAST,
        ];
        of_tabs.iter().fold(self.address.clone(), |address, parameter| {
            address.without(parameter.name, |_| true)
        })
    }

    /// Returns the URL of the search for the same question.
    pub(super) fn search_url(&self) -> String {
        search(self.params, None).to_url()
    }
}

/// Returns how many rows of the list a page has.
pub(super) fn rows_on_page(params: &Params) -> usize {
    let usual = if tab(params) == Tab::Rows { ROWS } else { LINES };
    params.given_number(&parameters::ROWS_ON_PAGE).unwrap_or(usual)
}

/// Returns what the page lists.
pub(super) fn tab(params: &Params) -> Tab {
    let is_grouped = params.context_group().is_some();
    match params.value(&parameters::ONLY) {
        _ if params.has(&parameters::COLLOCATES) => Tab::Collocates,
        None if is_grouped => Tab::Groups,
        _ => Tab::Rows,
    }
}

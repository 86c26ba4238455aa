//! The list that the reader came from: the way back to its page, and to the hits before and behind.

use maud::{Markup, html};

use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::ground;
use crate::web::pages::layout::PageContext;
use crate::web::pages::paths::{COVERAGE, HIT_ANCHOR, KWIC, PANEL, SEARCH, TREND, hit_path};

/// A list, and the number of the hit in it.
struct List {
    address: Address,
    hit: Option<usize>,
}

impl List {
    /// Returns the list that the address of the page has.
    fn of_page(params: &Params) -> Option<Self> {
        let address = Address::of_list(params.value(&parameters::FROM)?)?;
        let hit = params.given_number(&parameters::HIT);
        let is_hit = |_: &usize| [SEARCH, KWIC].contains(&address.path());
        Some(Self { hit: hit.filter(is_hit), address })
    }

    /// Returns the URL of the list, at the hit, or at the table that it is.
    fn url(&self) -> String {
        let url = self.address.to_url();
        match self.hit {
            Some(hit) => format!("{url}#{HIT_ANCHOR}{hit}"),
            None if [COVERAGE, PANEL].contains(&self.address.path()) => format!("{url}#table"),
            None => url,
        }
    }

    /// Returns the number of the hit if the list is one of hits, in which others come before and behind.
    fn step(&self) -> Option<usize> {
        self.hit.filter(|_| self.address.path() == SEARCH)
    }

    /// Returns the URL of another hit: that of its report is known when it is followed.
    fn hit_url(&self, hit: usize) -> String {
        let is_kept = |name: &str| ![parameters::PAGE.name, parameters::INDEX.name].contains(&name);
        self.address.to_page(&hit_path(hit), is_kept).to_url()
    }

    /// Returns whether the hits of the list are grouped by report.
    fn is_by_report(&self) -> bool {
        self.address.value(parameters::BY_REPORT.name).is_some_and(|value| value != "0")
    }

    /// Returns the names of the ways to the hits, or the reports, before and behind the one with a number.
    fn steps(&self, context: &PageContext, hit: usize) -> [String; 3] {
        let hit = grouped(hit);
        if self.is_by_report() {
            context.language.pick(
                ["Previous report", &format!("report {hit}"), "Next report"].map(str::to_owned),
                ["上一份", &format!("第 {hit} 份"), "下一份"].map(str::to_owned),
            )
        } else {
            context.language.pick(
                ["Previous result", &format!("result {hit}"), "Next result"].map(str::to_owned),
                ["上一条", &format!("第 {hit} 条"), "下一条"].map(str::to_owned),
            )
        }
    }

    fn name(&self, context: &PageContext) -> &'static str {
        match self.address.path() {
            COVERAGE => context.pick("← Back to the table", "← 回到表格"),
            TREND => context.pick("← Back to the chart", "← 回到图表"),
            PANEL => context.pick("← Back to the concepts", "← 回到概念"),
            KWIC => context.pick("← Back to the concordance", "← 回到语境"),
            _ if self.hit.is_none() => context.pick("← Back to the list", "← 回到列表"),
            _ => context.pick("← Back to the results", "← 回到检索结果"),
        }
    }
}

/// Returns the way back and on; without a list, to a search for the query of the page.
pub(super) fn ways(context: &PageContext, params: &Params, page: &Address) -> Markup {
    let Some(list) = List::of_page(params) else {
        let is_question = |name: &str| name != parameters::FROM.name;
        let back = page.to_page(SEARCH, is_question);
        return html! {
            p.back.no-print {
                a href=(back.to_url()) { (context.pick("← Back to the search", "← 回到检索")) }
            }
        };
    };
    let mark = list.address.value(parameters::INDEX.name);
    let first = list.address.without(parameters::PAGE.name, |_| true);
    let first = first.without(parameters::INDEX.name, |_| true);
    html! {
        nav.back.no-print aria-label=(context.pick("The list of results", "检索结果列表")) {
            a data-way="back" href=(list.url()) { (list.name(context)) }
            @if let Some(hit) = list.step() {
                @let [previous, this, next] = list.steps(context, hit);
                span.steps {
                    @if hit > 1 { a rel="prev" href=(list.hit_url(hit - 1)) { (previous) } }
                    span.count { (this) }
                    a rel="next" href=(list.hit_url(hit + 1)) { (next) }
                }
            }
        }
        (ground::rewritten(context, mark, &first))
    }
}

//! The list that the reader came from: the way back to its page, and to the hits before and behind.

use maud::{Markup, html};

use crate::error::Result;
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::ground;
use crate::web::pages::layout::PageContext;
use crate::web::pages::paths::{
    CORPUS, COVERAGE, HIT_ANCHOR, KWIC, PANEL, SEARCH, TREND, hit_path,
};
use crate::web::pages::search::hits_in;
use crate::web::snapshot::Snapshot;

/// A list, and the hit of it that is read.
pub(super) struct List {
    address: Address,
    /// The number of the hit.
    hit: Option<usize>,
    /// The number of hits in the list, if it could be counted.
    hits: Option<u64>,
}

impl List {
    /// Returns the list that the address of the page has.
    pub(super) fn of_page(params: &Params) -> Option<Self> {
        let address = Address::of_list(params.value(&parameters::FROM)?)?;
        let hit = params.given_number(&parameters::HIT);
        let is_hit = |_: &usize| [SEARCH, KWIC].contains(&address.path());
        Some(Self { hit: hit.filter(is_hit), address, hits: None })
    }

    /// Counts the hits of the list, of which one is read.
    pub(super) fn counted(mut self, snapshot: &Snapshot) -> Result<Self> {
        if self.step().is_some() {
            self.hits = hits_in(&self.address, snapshot)?;
        }
        Ok(self)
    }

    /// Returns the URL of the list, at the hit, or at the table that it is.
    fn url(&self) -> String {
        let url = self.address.to_url();
        match self.hit {
            Some(hit) => format!("{url}#{HIT_ANCHOR}{hit}"),
            None if [COVERAGE, PANEL].contains(&self.address.path()) => format!("{url}#table"),
            None if self.is_of_files() => format!("{url}#uncounted"),
            None => url,
        }
    }

    /// Returns the number of the hit if the list is one of hits, in which others come before and behind.
    fn step(&self) -> Option<usize> {
        self.hit.filter(|_| self.address.path() == SEARCH)
    }

    /// Returns whether it is the list of the files that are not counted, on the page of the data.
    fn is_of_files(&self) -> bool {
        self.address.path() == CORPUS && !self.address.has_any(parameters::NOTE.name)
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

    /// Returns the names of the ways to the hits, or the reports, before and behind the one with a number, and
    /// which it is, and of how many. A list that has become shorter may have none with this number.
    fn steps(&self, context: &PageContext, hit: usize) -> [String; 3] {
        let (english, chinese) =
            if self.is_by_report() { ("report", "份") } else { ("section", "节") };
        let at = grouped(hit);
        let all = self.hits.filter(|&hits| hits >= hit as u64).map(grouped);
        let (of, among) = all.map_or_else(Default::default, |all| {
            (format!(" of {all}"), format!("，共 {all} {chinese}"))
        });
        context.language.pick(
            [
                format!("Previous {english}"),
                format!("{english} {at}{of}"),
                format!("Next {english}"),
            ],
            [
                format!("上一{chinese}"),
                format!("第 {at} {chinese}{among}"),
                format!("下一{chinese}"),
            ],
        )
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

/// Returns the way back, and to the hits before and behind; without a list, to a search for the query of the
/// page.
pub(super) fn ways(context: &PageContext, list: Option<&List>, page: &Address) -> Markup {
    let Some(list) = list else {
        let is_question = |name: &str| name != parameters::FROM.name;
        let back = page.to_page(SEARCH, is_question);
        return html! {
            p.back.no-print {
                a href=(back.to_url()) { (context.pick("← Back to the search", "← 回到检索")) }
            }
        };
    };
    html! {
        nav.back.no-print aria-label=(context.pick("The list of results", "检索结果列表")) {
            a data-way="back" href=(list.url()) { (list.name(context)) }
            @if let Some(hit) = list.step() {
                @let [previous, this, next] = list.steps(context, hit);
                span.steps {
                    @if hit > 1 { a rel="prev" href=(list.hit_url(hit - 1)) { (previous) } }
                    span.count { (this) }
                    @if list.hits.is_none_or(|hits| (hit as u64) < hits) {
                        a rel="next" href=(list.hit_url(hit + 1)) { (next) }
                    }
                }
            }
        }
    }
}

/// Says that the index was written since the list was made.
pub(super) fn rewritten(context: &PageContext, list: &List) -> Markup {
    let mark = list.address.value(parameters::INDEX.name);
    let first = list.address.without(parameters::PAGE.name, |_| true);
    let first = first.without(parameters::INDEX.name, |_| true);
    ground::rewritten(context, mark, &first)
}

//! The search page: the query, what it found over which ground, and what it can be narrowed to.
//!
//! Every state of the page is an address; links and the form lead from one to another.

use maud::{Markup, html};

use super::super::ask::{self, Asked, Parameter};
use super::super::held::Held;
use super::address::Address;
use super::frame::Here;
use super::passage::{anchor, clean, marked};
use super::question::{self, CONDITIONS, chosen, form};
use crate::error::Result;
use crate::query::Query;
use crate::search::{self, FacetRow, Hit, Mode, Results};

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
    &ask::SORT,
    &ask::PAGE,
];

/// How many values of a facet are shown: more would be longer than the hits beside them.
const MOST_ROWS: usize = 24;

/// Returns the page of a query, or of all that is held where there is none.
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
    let mut request = asked.request(query);
    request.facets = CONDITIONS.iter().map(|&(by, _)| by).collect();
    if !has_query {
        request.limit = 0;
    }
    let mut results = search::search(&held.reader, &request)?;
    results.hits.iter_mut().for_each(|hit| held.public.hit(hit));
    let address = address_of(asked);
    let read_as = has_query.then_some((results.query.as_str(), results.mode));
    let body = html! {
        h1.unseen { (here.say("检索政府报告", "Search government reports")) }
        (form(here, asked, super::SEARCH, &html! {}))
        (question::ground(here, results.counts, results.ground, read_as))
        (chosen(here, asked, &address))
        div.columns {
            section.found aria-label=(here.say("结果", "Results")) {
                @if has_query && results.hits.is_empty() { (nothing(here, asked, &results)) }
                @if !results.hits.is_empty() {
                    ol.hits start=(request.offset + 1) {
                        @for hit in &results.hits { (one_hit(here, asked, hit)) }
                    }
                }
                (pages(here, asked, &address, &results, request.limit))
            }
            (facets(here, &address, &results, has_query))
        }
    };
    let title = match asked.one(&ask::Q) {
        Some(query) => query.to_owned(),
        None => here.say("检索", "Search").to_owned(),
    };
    Ok(here.page(&title, &body))
}

/// Returns the address of the page without the number of the page of hits.
fn address_of(asked: &Asked) -> Address {
    let kept: Vec<&Parameter> =
        PARAMETERS.iter().copied().filter(|parameter| parameter.name != ask::PAGE.name).collect();
    question::address_of(asked, super::SEARCH, &kept)
}

/// Returns what to try where nothing was found.
fn nothing(here: &Here, asked: &Asked, results: &Results) -> Markup {
    let address = address_of(asked);
    let words = address.without("mode", |_| true).and("mode", "words");
    let first = address.written();
    html! {
        @if results.counts.sections > 0 {
            p { a href=(first) { (here.say("此页之前才有结果：回到第一页", "Nothing on this page: back to the first")) } }
        } @else {
            p { (here.say("没有找到。", "Nothing was found.")) }
            @if asked.mode() != Mode::Words {
                p { a href=(words.written()) { (here.say("改用分词检索", "Search for the words instead")) } }
            }
        }
    }
}

fn one_hit(here: &Here, asked: &Asked, hit: &Hit) -> Markup {
    let report = &hit.report;
    let name = report.title.as_ref().or(report.agency.as_ref()).unwrap_or(&report.path);
    let mut link = Address::to(format!("/reports/{}", report.id));
    for parameter in [&ask::Q, &ask::MODE] {
        if let Some(value) = asked.one(parameter) {
            link = link.and(parameter.name, value);
        }
    }
    let link = format!("{}#{}", link.written(), anchor(&hit.section.heading_path));
    let year = report.year.map(|year| year.to_string());
    let region = Some(report.region.path()).filter(|path| !path.is_empty());
    html! {
        li.hit lang="zh" {
            h2 { a href=(link) { bdi { (clean(name)) } } }
            p.facts {
                (year.as_deref().unwrap_or(here.say("年度未识别", "year not known")))
                " · " (region.as_deref().unwrap_or(here.say("地区未识别", "region not known")))
                " · " (hit.section.part)
                @if !hit.section.heading_path.is_empty() {
                    " · " bdi { (clean(&hit.section.heading_path.join(" › "))) }
                }
            }
            blockquote {
                @if hit.passage.begins_inside { "…" }
                (marked(&hit.passage.text, &hit.passage.highlights))
                @if hit.passage.ends_inside { "…" }
            }
            p.path { bdi { (clean(&report.path)) } }
        }
    }
}

/// Returns links to the pages of hits before and behind this one.
fn pages(here: &Here, asked: &Asked, address: &Address, results: &Results, limit: usize) -> Markup {
    let at = asked.number(&ask::PAGE);
    let sections = usize::try_from(results.counts.sections).unwrap_or(usize::MAX);
    let last = sections.div_ceil(limit.max(1)).min(ask::LAST_PAGE);
    let to = |page: usize| address.and("page", &page.to_string()).written();
    html! {
        @if last > 1 && limit > 0 {
            nav.pages aria-label=(here.say("分页", "Pages")) {
                @if at > 1 { a rel="prev" href=(to((at - 1).min(last))) { (here.say("上一页", "Previous")) } }
                span { (at) " / " (last) }
                @if at < last { a rel="next" href=(to(at + 1)) { (here.say("下一页", "Next")) } }
            }
        }
    }
}

/// Returns what the answer can be narrowed to, each with its count.
fn facets(here: &Here, address: &Address, results: &Results, has_query: bool) -> Markup {
    let counted = if has_query {
        here.say("提及的报告数", "reports that mention it")
    } else {
        here.say("报告数", "reports")
    };
    html! {
        aside.facets aria-label=(here.say("筛选", "Narrow down")) {
            @for (by, parameter) in CONDITIONS {
                @let rows = results.facets.get(by.name()).map(Vec::as_slice).unwrap_or_default();
                section {
                    h2 { (here.language.say(by.chinese(), by.name())) }
                    ul aria-label=(counted) {
                        @for row in rows.iter().take(MOST_ROWS) {
                            (facet_row(here, address, parameter, row))
                        }
                    }
                    @if rows.len() > MOST_ROWS {
                        p { (rows.len() - MOST_ROWS) " " (here.say("项未列出", "more not shown")) }
                    }
                }
            }
        }
    }
}

fn facet_row(here: &Here, address: &Address, parameter: &Parameter, row: &FacetRow) -> Markup {
    let is_chosen = address.has(parameter.name, &row.value);
    let link = if is_chosen {
        address.without(parameter.name, |value| value == row.value)
    } else {
        address.and(parameter.name, &row.value)
    };
    html! {
        li {
            a href=(link.written()) aria-current=[is_chosen.then_some("true")] {
                @if is_chosen { span.unseen { (here.say("取消：", "take off: ")) } }
                bdi lang="zh" { (clean(&row.value)) }
            }
            " " span.count { (row.reports) }
        }
    }
}

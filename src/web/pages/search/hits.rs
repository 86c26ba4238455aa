//! The passages that were found, each with its report and its place in it.

use maud::{Markup, html};

use super::view::View;
use super::way::hit_url;
use crate::present::CitationForm;
use crate::search::Hit;
use crate::text::grouped;
use crate::web::http::choices::Format;
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::listing;
use crate::web::pages::fragments::{Download, TableSize, citations, downloads};
use crate::web::pages::html_text::{clean, marked};
use crate::web::pages::paths::{CITATIONS, HIT_ANCHOR};

/// Returns the hits of the page.
pub(super) fn list(view: &View<'_>) -> Markup {
    let context = view.context;
    let first = view.request.offset + 1;
    let last = view.request.offset + view.results.body.hits.len();
    let own = view.list_address();
    html! {
        div.list-head {
            h2 id="results" tabindex="-1" {
                (context.pick("Sections ", "第 ")) (grouped(first)) "–" (grouped(last)) (context.pick("", " 节"))
                small { (context.pick(" of ", "，共 ")) (grouped(view.results.body.counts.sections)) (context.pick("", " 节")) }
            }
            (files(view))
        }
        (rest(view))
        ol.hits start=(first) {
            @for (hit, number) in view.results.body.hits.iter().zip(first..) {
                (one_hit(view, hit, &own, number))
            }
        }
        (view.paging(view.results.body.counts.sections))
    }
}

/// Returns a link to the list of the reports that the query does not find.
fn rest(view: &View<'_>) -> Markup {
    let absent = view.absent();
    let query = view.request.query.as_ref().filter(|_| absent > 0);
    html! {
        @if let Some(query) = query {
            @let sentence = query.rest_in_words(absent, view.request.mode, view.context.language);
            p.rest { a href=(listing(&view.address, true).to_url()) { (clean(&sentence)) } }
        }
    }
}

/// Returns links to the hits as files.
fn files(view: &View<'_>) -> Markup {
    let api = view.address.to_page("/api/v1/search", |name| name != parameters::LIMIT.name);
    let context = view.context;
    let hits = usize::try_from(view.results.body.counts.sections).unwrap_or(usize::MAX);
    let all = context.pick("All hits", "全部结果");
    let size = TableSize { entries: hits, rows: hits, texts: 15 };
    let mut files = Download::table(all, &api, &parameters::LIMIT, size);
    if hits > parameters::MOST_HITS {
        let first = api.and(parameters::LIMIT.name, &parameters::MOST_HITS.to_string());
        let label = context.pick("The first 200", "前 200 节");
        files.push(Download::new(label, Format::Json, &first));
    }
    // The order of the hits says nothing about that of their reports.
    let cite = api.to_page(CITATIONS, |name| name != parameters::SORT.name);
    html! {
        (downloads(context.pick("Download", "下载"), &files))
        (citations(context.pick("Cite these reports", "引用这些报告"), &cite, &CitationForm::LISTED))
    }
}

/// Returns a hit: its report, its heading path and its passage.
fn one_hit(view: &View<'_>, hit: &Hit, list: &Address, number: usize) -> Markup {
    let report = &hit.report;
    let name = report.title.as_ref().or(report.agency.as_ref()).unwrap_or(&report.path);
    let link = hit_url(view.params, hit, list, number);
    let agency = report.agency.as_ref().filter(|agency| !name.contains(agency.as_str()));
    html! {
        li.hit id={ (HIT_ANCHOR) (number) } {
            h3 { a href=(link) lang="zh" { bdi { (clean(name)) } } }
            p.facts {
                span.year { (view.year(report.year)) }
                @if let Some(agency) = agency { " · " bdi lang="zh" { (clean(agency)) } }
                " · " span lang="zh" { (view.region(&report.region)) }
                " · " span.part lang="zh" { (hit.section.part) }
            }
            @if !hit.section.heading_path.is_empty() {
                p.heading-path lang="zh" { bdi { (clean(&hit.section.heading_path.join(" › "))) } }
            }
            blockquote lang="zh" {
                @if hit.passage.begins_inside { "…" }
                (marked(&hit.passage.text, &hit.passage.highlights))
                @if hit.passage.ends_inside { "…" }
            }
            p.path { bdi { (clean(&report.path)) } }
        }
    }
}

//! The passages that were found, each with its report and its place in it.

use maud::{Markup, html};

use super::{View, pages};
use crate::search::Hit;
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::html_text::{clean, marked, to_paragraph};

/// Returns the hits of the page.
pub(super) fn list(view: &View<'_>) -> Markup {
    let context = view.context;
    let first = view.request.offset + 1;
    let last = view.request.offset + view.results.body.hits.len();
    html! {
        div.list-head {
            h2 id="results" tabindex="-1" {
                (context.pick("Sections ", "第 ")) (first) "–" (last) (context.pick("", " 条"))
                small { (context.pick(" of ", "，共 ")) (view.results.body.counts.sections) (context.pick("", " 条")) }
            }
            (downloads(view))
        }
        ol.hits start=(first) {
            @for hit in &view.results.body.hits { (one_hit(view, hit)) }
        }
        (pages(view, view.results.body.counts.sections))
    }
}

/// Returns links to all hits as files.
fn downloads(view: &View<'_>) -> Markup {
    let api = view.address.to_page("/api/v1/search", |_| true);
    let say = |chinese, english| view.context.pick(english, chinese);
    html! {
        p.downloads {
            a href=(api.and(parameters::FORMAT.name, "csv").written()) download { (say("全部结果 CSV", "All hits as CSV")) }
            " · "
            a href=(api.and(parameters::LIMIT.name, &parameters::MOST_HITS.to_string()).written()) {
                (say("前 200 条 JSON", "the first 200 as JSON"))
            }
        }
    }
}

fn one_hit(view: &View<'_>, hit: &Hit) -> Markup {
    let context = view.context;
    let report = &hit.report;
    let name = report.title.as_ref().or(report.agency.as_ref()).unwrap_or(&report.path);
    let mut link = Address::to(format!("/reports/{}", report.id));
    for parameter in [&parameters::Q, &parameters::MODE, &parameters::PART] {
        for value in view.params.values(parameter) {
            link = link.and(parameter.name, value);
        }
    }
    let link = to_paragraph(&link, &hit.passage.paragraph, &hit.section.heading_path);
    let year = report.year.map(|year| year.to_string());
    let region = Some(report.region.path()).filter(|path| !path.is_empty());
    let agency = report.agency.as_ref().filter(|agency| !name.contains(agency.as_str()));
    html! {
        li.hit {
            h3 { a href=(link) lang="zh" { bdi { (clean(name)) } } }
            p.facts {
                span.year { (year.as_deref().unwrap_or(context.pick("year not known", "年度未识别"))) }
                @if let Some(agency) = agency { " · " bdi lang="zh" { (clean(agency)) } }
                " · " span lang="zh" { (region.as_deref().unwrap_or(context.pick("region not known", "地区未识别"))) }
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

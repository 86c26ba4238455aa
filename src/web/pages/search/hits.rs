//! The passages that were found, each with its report and its place in it.

use maud::{Markup, html};

use super::view::View;
use super::way::{LIST, hit_url, report_address};
use crate::present::CitationForm;
use crate::search::{Hit, Passage, ReportHits, ReportView, SectionHit, SectionView};
use crate::text::grouped;
use crate::web::http::choices::Format;
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::listing;
use crate::web::pages::fragments::{Download, TableSize, citations, counted_in, downloads};
use crate::web::pages::html_text::{clean, marked};
use crate::web::pages::listing::Entry;
use crate::web::pages::paths::{CITATIONS, FIRST_MARK, HIT_ANCHOR};

/// Returns the hits of the page.
pub(super) fn list(view: &View<'_>) -> Markup {
    let found = &view.results.body;
    let first = view.request.offset + 1;
    let own = view.list_address();
    let entry = if view.request.by_report { Entry::Report } else { Entry::Section };
    html! {
        div.list-head {
            h2 id="results" tabindex="-1" { (part_of_list(view, first)) }
            (files(view))
        }
        (rest(view))
        ol.hits start=(first) {
            @for (hit, number) in found.hits.iter().zip(first..) {
                (one_hit(view, hit, &own, number))
            }
            @for (report, number) in found.reports.iter().flatten().zip(first..) {
                (one_report(view, report, &own, number))
            }
        }
        (view.paging(view.listed().1, entry))
    }
}

/// Returns which part of the list the page has, which begins with the entry `first`, and of how many.
fn part_of_list(view: &View<'_>, first: usize) -> Markup {
    let context = view.context;
    let (listed, all) = view.listed();
    let noun = if view.request.by_report {
        context.pick("Reports ", " 份")
    } else {
        context.pick("Sections ", " 节")
    };
    let part = format!("{}–{}", grouped(first), grouped(first + listed - 1));
    let (part, of) = context.language.pick(
        (format!("{noun}{part}"), format!(" of {}", grouped(all))),
        (format!("第 {part}{noun}"), format!("，共 {}{noun}", grouped(all))),
    );
    html! { (part) small { (of) } }
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
    files.insert(1, Download::explained(all, &api));
    if hits > parameters::MOST_HITS {
        let first = api.and(parameters::LIMIT.name, &parameters::MOST_HITS.to_string());
        let label = if view.request.by_report {
            context.pick("The first 200 reports", "前 200 份")
        } else {
            context.pick("The first 200", "前 200 节")
        };
        files.push(Download::new(label, Format::Json, &first));
    }
    // What the list of hits is like says nothing about that of their reports.
    let cite = api.to_page(CITATIONS, |name| !parameters::contains(&LIST, name));
    html! {
        (downloads(context, context.pick("Download", "下载"), &files))
        (citations(context, context.pick("Cite these reports", "引用这些报告"), &cite, &CitationForm::LISTED))
    }
}

/// Returns a hit: its report, its heading path and its passage.
fn one_hit(view: &View<'_>, hit: &Hit, list: &Address, number: usize) -> Markup {
    let Hit { report, section, passage, .. } = hit;
    let link = hit_url(view.params, &report.id, (section, passage), list, number);
    html! {
        li.hit id={ (HIT_ANCHOR) (number) } {
            h3 { a href=(link) lang="zh" { bdi { (clean(name(report))) } } }
            p.facts { (facts(view, report)) " · " span.part lang="zh" { (section.part) } }
            @if !section.heading_path.is_empty() {
                p.heading-path lang="zh" { bdi { (clean(&section.heading_path.join(" › "))) } }
            }
            (quotation(passage))
            p.path { bdi { (clean(&report.path)) } }
        }
    }
}

/// Returns a report with its best passages, and a link to the first of all mentions if it has more.
fn one_report(view: &View<'_>, found: &ReportHits, list: &Address, number: usize) -> Markup {
    let ReportHits { report, sections, mentions, hits } = found;
    let context = view.context;
    let url = |hit: &SectionHit| {
        hit_url(view.params, &report.id, (&hit.section, &hit.passage), list, number)
    };
    let whole = report_address(view.params, &report.id, list, Some(number)).to_url();
    let counts = [
        counted_in(context, *sections, "section", "节"),
        counted_in(context, *mentions, "mention", "处"),
    ];
    let more = sections.saturating_sub(hits.len() as u64);
    html! {
        li.hit.of-report id={ (HIT_ANCHOR) (number) } {
            h3 { a href=(hits.first().map_or(whole.clone(), url)) lang="zh" { bdi { (clean(name(report))) } } }
            p.facts { (facts(view, report)) " · " b { (counts.join(context.pick(", ", "、"))) } }
            @for hit in hits {
                p.heading-path {
                    a href=(url(hit)) lang="zh" { bdi { (clean(&place(&hit.section))) } }
                }
                (quotation(&hit.passage))
            }
            @if more > 0 {
                @let more = counted_in(context, more, "more section", "节");
                p.more {
                    a href={ (whole) "#" (FIRST_MARK) } {
                        (context.language.pick(format!("{more} in this report"), format!("本报告另有 {more}")))
                    }
                }
            }
            p.path { bdi { (clean(&report.path)) } }
        }
    }
}

/// Returns the part and the headings of a section.
fn place(section: &SectionView) -> String {
    let part = [section.part.to_string()];
    let headings = section.heading_path.join(" › ");
    part.into_iter()
        .chain((!headings.is_empty()).then_some(headings))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Returns what a report is called.
fn name(report: &ReportView) -> &str {
    report.title.as_ref().or(report.agency.as_ref()).unwrap_or(&report.path)
}

/// Returns the year, the agency if its name is not in that of the report, and the region.
fn facts(view: &View<'_>, report: &ReportView) -> Markup {
    let agency = report.agency.as_ref().filter(|agency| !name(report).contains(agency.as_str()));
    html! {
        span.year { (view.year(report.year)) }
        @if let Some(agency) = agency { " · " bdi lang="zh" { (clean(agency)) } }
        " · " span lang="zh" { (view.region(&report.region)) }
    }
}

fn quotation(passage: &Passage) -> Markup {
    html! {
        blockquote lang="zh" {
            @if passage.begins_inside { "…" }
            (marked(&passage.text, &passage.highlights))
            @if passage.ends_inside { "…" }
        }
    }
}

//! One report to be read: its facts, its outline, and its text with the terms of the query marked.

use std::collections::HashSet;

use maud::{Markup, html};

use super::super::ask::{self, Asked};
use super::address::Address;
use super::frame::Here;
use super::passage::{anchor, clean, marked};
use crate::analysis::{Evidence, ReportRow, SectionText, ShownReport};
use crate::discover::make_unique;
use crate::query::Term;
use crate::report::{Certainty, Source};
use crate::search::mark_terms;

/// Returns the page of a report.
pub(super) fn page(here: &Here, asked: &Asked, shown: &ShownReport) -> String {
    // A query that cannot be read marks nothing.
    let query = asked.one(&ask::Q).and_then(|_| asked.query().ok());
    let terms: Vec<Term> = query.iter().flat_map(|query| query.terms()).cloned().collect();
    let ShownReport { report, sections, newer, .. } = shown;
    let mut taken = HashSet::new();
    let anchors: Vec<String> = sections
        .iter()
        .map(|section| {
            let mut name = anchor(&section.heading_path);
            make_unique(&mut name, &mut taken);
            name.replace([' ', '(', ')'], "-")
        })
        .collect();
    let title = report.title.as_ref().or(report.agency.as_ref()).unwrap_or(&report.path);
    let back =
        [&ask::Q, &ask::MODE].into_iter().fold(Address::to("/"), |address, parameter| match asked
            .one(parameter)
        {
            Some(value) => address.and(parameter.name, value),
            None => address,
        });
    let body = html! {
        p.back { a href=(back.written()) { (here.say("← 回到检索", "← Back to the search")) } }
        h1 lang="zh" { bdi { (clean(title)) } }
        @if let Some(newer) = newer {
            p { (here.say("此报告有更新的版本：", "There is a newer version of this report: ")) bdi { (clean(newer)) } }
        }
        (facts(here, report))
        div.columns {
            nav.outline aria-label=(here.say("提纲", "Outline")) {
                ol lang="zh" {
                    @for (section, anchor) in sections.iter().zip(&anchors) {
                        (outline_row(here, section, anchor))
                    }
                }
            }
            article lang="zh" {
                @for (section, anchor) in sections.iter().zip(&anchors) {
                    (one_section(here, section, anchor, &terms))
                }
            }
        }
    };
    here.page(title, &body)
}

/// Returns what is known of the report, and where from.
fn facts(here: &Here, report: &ReportRow) -> Markup {
    let region = Some(report.region.path()).filter(|path| !path.is_empty());
    let rows = [
        ("agency", here.say("机关", "Agency"), report.agency.clone()),
        ("region", here.say("地区", "Region"), region),
        ("year", here.say("年度", "Year"), report.year.map(|year| year.to_string())),
        ("date", here.say("落款日期", "Signed"), report.date.map(|date| date.to_string())),
        (
            "published",
            here.say("发布日期", "Published"),
            report.published.map(|day| day.to_string()),
        ),
        ("kind", here.say("类型", "Kind"), report.kind.map(|kind| kind.to_string())),
        ("document_number", here.say("文号", "Number"), report.document_number.clone()),
        ("index_number", here.say("索引号", "Index number"), report.index_number.clone()),
        ("url", here.say("网址", "Address"), report.url.clone()),
        ("", here.say("文件", "File"), Some(report.path.clone())),
        ("", here.say("编号", "Id"), Some(report.id.clone())),
    ];
    html! {
        dl.facts {
            @for (fact, name, value) in rows {
                div {
                    dt { (name) }
                    dd {
                        @match value {
                            Some(value) => bdi lang="zh" { (clean(&value)) },
                            None => (here.say("未识别", "not known")),
                        }
                        @if let Some(evidence) = report.sources.get(fact) {
                            " " small { "（" (source(here, *evidence)) "）" }
                        }
                    }
                }
            }
        }
        @if !report.notes.is_empty() {
            ul.notes aria-label=(here.say("未能确定之处", "What could not be told")) lang="en" {
                @for note in &report.notes { li { (clean(note)) } }
            }
        }
    }
}

/// Returns where a fact comes from.
fn source(here: &Here, evidence: Evidence) -> String {
    let place = match evidence.source {
        Source::Corrections => here.say("更正表", "corrections"),
        Source::FrontMatter => here.say("文件头", "front matter"),
        Source::Metadata => here.say("网页信息", "page metadata"),
        Source::Title => here.say("标题", "title"),
        Source::SignOff => here.say("落款", "sign-off"),
        Source::Opening => here.say("开头", "opening"),
        Source::Body => here.say("正文", "body"),
        Source::Path => here.say("文件名", "file name"),
    };
    match evidence.certainty {
        Certainty::Stated => place.to_owned(),
        Certainty::Inferred => format!("{place}{}", here.say("，推断", ", inferred")),
    }
}

/// Returns the own heading of a section.
fn heading<'a>(here: &Here, section: &'a SectionText) -> &'a str {
    let before = here.say("（第一个标题之前）", "(before the first heading)");
    section.heading_path.last().map_or(before, String::as_str)
}

fn outline_row(here: &Here, section: &SectionText, anchor: &str) -> Markup {
    let depth = section.heading_path.len().clamp(1, 6);
    html! {
        li class=(format!("depth-{depth}")) {
            a href={ "#" (anchor) } { bdi { (clean(heading(here, section))) } }
            " " small { (section.part) }
        }
    }
}

/// Returns the text of a section, paragraph by paragraph, in the report's own characters.
fn one_section(here: &Here, section: &SectionText, anchor: &str, terms: &[Term]) -> Markup {
    let own = section.heading_path.last().map(String::as_str);
    let found = mark_terms(&section.text, terms);
    let mut at = 0;
    let mut paragraphs = Vec::new();
    for line in section.text.split_inclusive('\n') {
        let (from, to) = (at, at + line.len());
        at = to;
        let text = line.trim_end_matches('\n');
        let inside = found.iter().filter(|range| from <= range.start && range.start < to);
        let place = |byte: usize| {
            line.get(..byte.clamp(from, from + text.len()) - from)
                .map_or(0, |it| it.chars().count())
        };
        let highlights: Vec<[usize; 2]> =
            inside.map(|range| [place(range.start), place(range.end)]).collect();
        let is_heading = own.is_some_and(|own| own.trim() == text.trim());
        paragraphs.push((is_heading, marked(text, &highlights)));
    }
    let depth = section.heading_path.len().clamp(1, 5);
    html! {
        section id=(anchor) aria-label=(clean(heading(here, section))) {
            @for (is_heading, text) in paragraphs {
                @match (is_heading, depth) {
                    (true, 1) => h2 { (text) },
                    (true, 2) => h3 { (text) },
                    (true, 3) => h4 { (text) },
                    (true, 4) => h5 { (text) },
                    (true, _) => h6 { (text) },
                    (false, _) => p { (text) },
                }
            }
        }
    }
}

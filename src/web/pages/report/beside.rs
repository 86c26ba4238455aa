//! What is held beside a report: those of other years, its copies and its other versions.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::super::address::Address;
use super::super::frame::Here;
use super::super::language::Language;
use super::super::passage::clean;
use super::counted;
use crate::analysis::{ShownReport, VersionRow, YearRow};
use crate::index::VersionOrder;
use crate::report::Year;

/// Returns links to the reports that the agency gave for other years, with the years between of which
/// none is held. `question` is what is kept of the address of this page.
pub(super) fn years(
    here: &Here,
    shown: &ShownReport,
    rows: &[YearRow],
    question: &Address,
) -> Markup {
    let held: BTreeSet<u16> = rows.iter().filter_map(|row| row.year).map(Year::get).collect();
    let between = held.first().zip(held.last()).map(|(&first, &last)| first..=last);
    let known = between.into_iter().flatten().map(Some);
    let has_unknown = rows.iter().any(|row| row.year.is_none());
    let of_year =
        |year: Option<u16>| rows.iter().filter(move |row| row.year.map(Year::get) == year);
    html! {
        @if rows.len() > 1 {
            nav.years aria-label=(here.say("此机关的历年报告", "Reports of this agency by year")) {
                span.label aria-hidden="true" { (here.say("历年报告", "By year")) }
                ol {
                    @for year in known.chain(has_unknown.then_some(None)) {
                        @for row in of_year(year) { li { (one_year(here, shown, row, question)) } }
                        @if of_year(year).next().is_none() {
                            li.gap {
                                (year.map(|year| year.to_string()).unwrap_or_default())
                                " " small { (here.say("未收", "not held")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn one_year(here: &Here, shown: &ShownReport, row: &YearRow, question: &Address) -> Markup {
    let is_here = row.id == shown.report.id;
    let year = row.year.map(|year| year.to_string());
    let kind = row.kind.filter(|kind| Some(*kind) != shown.report.kind);
    html! {
        a href=(to(question, &row.id)) aria-current=[is_here.then_some("page")] {
            (year.as_deref().unwrap_or(here.say("年度未识别", "year not known")))
            @if let Some(kind) = kind { " " small lang="zh" { (kind) } }
            @if let Some(mentions) = row.mentions {
                " " small.count { (counted(here, mentions, "处", "hit")) }
            }
        }
    }
}

/// Returns the link to the newer version, where this one is not counted.
pub(super) fn newer(here: &Here, shown: &ShownReport, question: &Address) -> Markup {
    let newer = shown.newer.as_ref().zip(shown.newer_id.as_ref());
    html! {
        @if let Some((path, id)) = newer {
            p.newer {
                (here.say(
                    "此为旧版，不计入统计。较新的一版：",
                    "This is an older version and is not counted. The newer one: ",
                ))
                a href=(to(question, id)) { bdi lang="zh" { (clean(path)) } }
            }
        }
    }
}

fn to(question: &Address, id: &str) -> String {
    question.to_page(&format!("/reports/{id}"), |_| true).written()
}

/// Returns what is told of copies and older versions; nothing where there are none.
pub(super) fn versions(here: &Here, shown: &ShownReport, question: &Address) -> Markup {
    let ShownReport { report, asked, .. } = shown;
    let is_alone = asked.is_none() && report.copies.is_empty() && report.versions.is_empty();
    html! {
        @if !is_alone {
            section.versions {
                h2 { (here.say("版本与副本", "Versions and copies")) }
                @if let Some(asked) = asked {
                    p {
                        (here.say("所打开的文件与本报告内容相同：", "The file that was asked for holds the same report: "))
                        bdi lang="zh" { (clean(asked)) }
                    }
                }
                @if !report.copies.is_empty() {
                    (copies(here, &report.copies))
                }
                @if !report.versions.is_empty() {
                    p { (here.say("旧版，不计入统计：", "Older versions, not counted:")) }
                    ul {
                        @for version in &report.versions {
                            li {
                                a href=(to(question, &version.id)) { bdi lang="zh" { (clean(&version.path)) } }
                                " " small { (told(here, version)) }
                                @if !version.copies.is_empty() { (copies(here, &version.copies)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn copies(here: &Here, paths: &[String]) -> Markup {
    html! {
        p { (here.say("内容相同的文件，不重复计数：", "Files that hold the same, counted once:")) }
        ul lang="zh" { @for path in paths { li { bdi { (clean(path)) } } } }
    }
}

/// Returns the days of a version and what tells that it is the older one.
fn told(here: &Here, version: &VersionRow) -> String {
    let day = |it: crate::report::Date, chinese, english| match here.language {
        Language::Chinese => format!("{it} {chinese}"),
        Language::English => format!("{english} {it}"),
    };
    let published = version.published.map(|it| day(it, "发布", "published"));
    let signed = version.date.map(|it| day(it, "成文", "signed"));
    let order = match version.told {
        VersionOrder::Dates => here.say("据日期为旧版", "older by its date"),
        VersionOrder::Nothing => here.say("无日期可辨先后", "no date tells which is older"),
    };
    let parts: Vec<String> =
        published.into_iter().chain(signed).chain([order.to_owned()]).collect();
    parts.join(here.say("，", ", "))
}

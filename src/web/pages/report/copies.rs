//! Related reports: those of other years, copies and other versions.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::analysis::{ShownReport, VersionRow, YearRow};
use crate::gazetteer::places_named_in;
use crate::index::VersionOrder;
use crate::report::Language;
use crate::report::Year;
use crate::web::pages::address::Address;
use crate::web::pages::fragments::counted_in;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::pages::paths::report_path;

/// Returns links to the agency's reports for other years, with the years in between that have none.
/// `question` is the part of this page's address that links keep.
pub(super) fn years(
    context: &PageContext,
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
            nav.years aria-label=(context.pick("Reports of this agency by year", "此机关的历年报告")) {
                span.label aria-hidden="true" { (context.pick("By year", "历年报告")) }
                ol {
                    @for year in known.chain(has_unknown.then_some(None)) {
                        @for row in of_year(year) {
                            li { (one_year(context, shown, (row, apart(row, of_year(year))), question)) }
                        }
                        @if of_year(year).next().is_none() {
                            li.gap {
                                (year.map(|year| year.to_string()).unwrap_or_default())
                                " " small { (context.pick("not indexed", "未收")) }
                            }
                        }
                    }
                }
                @if let Some(places) = namesakes(shown) {
                    p.notice {
                        (context.language.pick(
                            format!("The place of this agency is not known, and {places} places share its name: these reports may be of different agencies."),
                            format!("本机关所在地区未识别，而有 {places} 地同名：以上报告可能出自不同机关。"),
                        ))
                    }
                }
            }
        }
    }
}

/// Returns the number of places that share the name of the agency, if there are several and its own is
/// not known.
fn namesakes(shown: &ShownReport) -> Option<usize> {
    let facts = &shown.report.facts;
    let agency = facts.agency.as_ref().filter(|_| facts.region.code.is_none())?;
    let places = places_named_in(agency);
    (places > 1).then_some(places)
}

/// Returns what a report of a year is known by among `all` of the year: its day, or else its file; `None` if
/// it is the only one.
fn apart<'r>(row: &'r YearRow, all: impl Iterator<Item = &'r YearRow>) -> Option<String> {
    let others: Vec<&YearRow> = all.filter(|other| other.id != row.id).collect();
    if others.is_empty() {
        return None;
    }
    let day = row.day.filter(|day| others.iter().all(|other| other.day != Some(*day)));
    Some(day.map_or_else(|| row.file.clone(), |day| day.to_string()))
}

/// Returns the link to a report. `name` is what it is known by among those of the year, if there are several.
fn one_year(
    context: &PageContext,
    shown: &ShownReport,
    (row, name): (&YearRow, Option<String>),
    question: &Address,
) -> Markup {
    let is_here = row.id == shown.report.id;
    let year = row.year.map(|year| year.to_string());
    let kind = row.kind.filter(|kind| Some(*kind) != shown.report.facts.kind);
    html! {
        a href=(report_url(question, &row.id)) aria-current=[is_here.then_some("page")] {
            (year.as_deref().unwrap_or(context.pick("year unknown", "年度未识别")))
            @if let Some(kind) = kind { " " small lang="zh" { (kind) } }
            @if let Some(name) = name { " " small { bdi { (clean(&name)) } } }
            @if let Some(mentions) = row.mentions {
                " " small.count { (counted_in(context, mentions, "mention", "处")) }
            }
        }
    }
}

/// Returns the link to the newer version, if this one is superseded.
pub(super) fn newer(context: &PageContext, shown: &ShownReport, question: &Address) -> Markup {
    let newer = shown.newer.as_ref().zip(shown.newer_id.as_ref());
    html! {
        @if let Some((path, id)) = newer {
            p.newer {
                (context.pick(
                    "This is an older version, which is not counted. Newer version: ",
                    "此为旧版，不计入统计。新版：",
                ))
                a href=(report_url(question, id)) { bdi lang="zh" { (clean(path)) } }
            }
        }
    }
}

/// Returns the URL of another report, with the question.
fn report_url(question: &Address, id: &str) -> String {
    question.to_page(&report_path(id), |_| true).to_url()
}

/// Returns the copies and older versions, if there are any.
pub(super) fn versions(context: &PageContext, shown: &ShownReport, question: &Address) -> Markup {
    let ShownReport { report, asked, .. } = shown;
    let is_alone = asked.is_none() && report.copies.is_empty() && report.versions.is_empty();
    html! {
        @if !is_alone {
            section.versions {
                h2 { (context.pick("Versions and copies", "版本与副本")) }
                @if let Some(asked) = asked {
                    p {
                        (context.pick("The file you opened is a copy of this report: ", "所打开的文件是本报告的副本："))
                        bdi lang="zh" { (clean(asked)) }
                    }
                }
                @if !report.copies.is_empty() {
                    (copies(context, &report.copies))
                }
                @if !report.versions.is_empty() {
                    p { (context.pick("Older versions, not counted:", "旧版，不计入统计：")) }
                    ul {
                        @for version in &report.versions {
                            li {
                                a href=(report_url(question, &version.id)) { bdi lang="zh" { (clean(&version.path)) } }
                                " " small { (days_and_order(context, version)) }
                                @if !version.copies.is_empty() { (copies(context, &version.copies)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn copies(context: &PageContext, paths: &[String]) -> Markup {
    html! {
        p { (context.pick("Copies, counted once:", "内容相同的文件，不重复计数：")) }
        ul lang="zh" { @for path in paths { li { bdi { (clean(path)) } } } }
    }
}

/// Returns the days of a version and what shows that it is the older one.
fn days_and_order(context: &PageContext, version: &VersionRow) -> String {
    let day = |it: crate::report::Date, chinese, english| match context.language {
        Language::Chinese => format!("{it} {chinese}"),
        Language::English => format!("{english} {it}"),
    };
    let published = version.published.map(|it| day(it, "发布", "published"));
    let signed = version.date.map(|it| day(it, "成文", "signed"));
    let order = match version.told {
        VersionOrder::Dates => context.pick("older by its date", "据日期为旧版"),
        VersionOrder::Nothing => context.pick("no date shows which is older", "没有日期可辨先后"),
    };
    let parts: Vec<String> =
        published.into_iter().chain(signed).chain([order.to_owned()]).collect();
    parts.join(context.pick(", ", "，"))
}

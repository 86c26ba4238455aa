//! The reports that are held, where nothing is searched for: what to begin with, the reports by
//! year, and the files that could not be read.

use maud::{Markup, html};

use super::super::super::ask;
use super::super::super::held::Held;
use super::super::address::Address;
use super::super::language::Language;
use super::super::passage::clean;
use super::{View, is_narrowed, pages};
use crate::analysis::{self, ReportRow};
use crate::error::Result;
use crate::present::counted;

/// What to begin with: terms that every yearly report has something to say on.
const EXAMPLES: [&str; 6] =
    ["三项制度", "法律顾问", "双随机一公开", "行政复议", "法律顾问 -公职律师", "标题:普法"];

/// So many files that could not be read are listed: a folder of scans can hold thousands.
const MOST_UNREADABLE: usize = 100;

/// So many reports can be turned over page by page: to find what stands on a page takes reading the
/// paths of all before it. The list as a file has them all.
const MOST_TURNED_OVER: usize = 2_000;

/// Returns the list of the reports that are held and that the conditions let through.
///
/// # Errors
///
/// Fails where the index is damaged.
pub(super) fn listed(view: &View<'_>, held: &Held) -> Result<Markup> {
    let here = view.here;
    let (filters, offset) = (&view.request.filters, view.request.offset);
    let offset = offset.min(MOST_TURNED_OVER);
    let mut reports =
        analysis::holdings_by_year(&held.reader, filters, offset, view.request.limit)?;
    for report in &mut reports {
        held.public.report(report);
    }
    let all = view.results.counts.reports;
    let is_start = !is_narrowed(view) && offset == 0;
    Ok(html! {
        @if is_start { (beginning(view)) }
        div.list-head {
            h2 id="results" tabindex="-1" {
                (here.say("收有的报告", "Reports held"))
                small.count { " " (all) }
            }
            p.downloads {
                @let is_filter = |name: &str| ask::FILTERS.iter().any(|filter| filter.name == name);
                @let api = view.address.to_page("/api/v1/reports", is_filter);
                (here.say("列表：", "The list: "))
                a href=(api.and(ask::FORMAT.name, "csv").written()) download { "CSV" }
                " · "
                a href=(api.written()) { "JSON" }
            }
        }
        @if reports.is_empty() {
            p { (here.say("没有符合这些条件的报告。", "No report meets these conditions.")) }
        }
        ol.reports start=(offset + 1) {
            @for report in &reports { (one_report(view, report)) }
        }
        (pages(view, all.min(MOST_TURNED_OVER as u64)))
        @if all > MOST_TURNED_OVER as u64 {
            p.quiet { (here.say(
                "这里只能翻看前 2000 份；全部见上面的列表文件。",
                "The first 2,000 can be turned over here; the files above list all.",
            )) }
        }
        @if is_start { (unreadable(view, held)) }
    })
}

/// Returns queries to try.
fn beginning(view: &View<'_>) -> Markup {
    html! {
        p.examples {
            (view.here.say("试试：", "Try "))
            @for example in EXAMPLES {
                a lang="zh" href=(Address::to(super::super::SEARCH).and(ask::Q.name, example).written()) { (example) }
                " "
            }
        }
    }
}

fn one_report(view: &View<'_>, report: &ReportRow) -> Markup {
    let here = view.here;
    let name = report.title.as_ref().or(report.agency.as_ref()).unwrap_or(&report.path);
    let region = Some(report.region.path()).filter(|path| !path.is_empty());
    html! {
        li {
            a lang="zh" href={ "/reports/" (report.id) } { bdi { (clean(name)) } }
            p.facts {
                (report.year.map(|year| year.to_string()).as_deref()
                    .unwrap_or(here.say("年度未识别", "year not known")))
                " · " span lang="zh" { (region.as_deref().unwrap_or(here.say("地区未识别", "region not known"))) }
                " · " bdi { (clean(&report.path)) }
            }
        }
    }
}

/// Returns the files that could not be read, with the reasons.
fn unreadable(view: &View<'_>, held: &Held) -> Markup {
    let here = view.here;
    let files = &held.status.unreadable;
    let told = match here.language {
        Language::Chinese => format!("{} 个文件无法读取，未计入任何统计", files.len()),
        Language::English => {
            let files = counted(files.len() as u64, "file");
            format!("{files} could not be read, and counted nowhere")
        }
    };
    html! {
        @if !files.is_empty() {
            details id="unreadable" {
                summary { (told) }
                ul {
                    @for file in files.iter().take(MOST_UNREADABLE) {
                        li { bdi { (clean(&file.path)) } " — " span lang="en" { (clean(&file.reason)) } }
                    }
                }
                @if files.len() > MOST_UNREADABLE {
                    p { a href="/api/v1/status" { (here.say("全部（JSON）", "All of them (JSON)")) } }
                }
            }
        }
    }
}

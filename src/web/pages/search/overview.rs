//! The reports that are held, where nothing is searched for: what to begin with, the reports by
//! year, and the files that could not be read.

use maud::{Markup, html};

use super::{View, is_narrowed, pages};
use crate::analysis::{self, ReportRow};
use crate::error::Result;
use crate::present::counted;
use crate::report::Language;
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::html_text::clean;
use crate::web::snapshot::Snapshot;

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
pub(super) fn listed(view: &View<'_>, snapshot: &Snapshot) -> Result<Markup> {
    let context = view.context;
    let (filters, offset) = (&view.request.filters, view.request.offset);
    let offset = offset.min(MOST_TURNED_OVER);
    let mut reports =
        analysis::reports_by_year(&snapshot.reader, filters, offset, view.request.limit)?;
    for report in &mut reports {
        snapshot.redactor.report(report);
    }
    let all = view.results.body.counts.reports;
    let is_start = !is_narrowed(view) && offset == 0;
    Ok(html! {
        @if is_start { (beginning(view)) }
        div.list-head {
            h2 id="results" tabindex="-1" {
                (context.pick("Reports held", "收有的报告"))
                small.count { " " (all) }
            }
            p.downloads {
                @let is_filter = |name: &str| parameters::contains(parameters::FILTERS, name);
                @let api = view.address.to_page("/api/v1/reports", is_filter);
                (context.pick("The list: ", "列表："))
                a href=(api.and(parameters::FORMAT.name, "csv").written()) download { "CSV" }
                " · "
                a href=(api.written()) { "JSON" }
            }
        }
        @if reports.is_empty() {
            p { (context.pick("No report meets these conditions.", "没有符合这些条件的报告。")) }
        }
        ol.reports start=(offset + 1) {
            @for report in &reports { (one_report(view, report)) }
        }
        (pages(view, all.min(MOST_TURNED_OVER as u64)))
        @if all > MOST_TURNED_OVER as u64 {
            p.quiet { (context.pick(
                "The first 2,000 can be turned over here; the files above list all.",
                "这里只能翻看前 2000 份；全部见上面的列表文件。",
            )) }
        }
        @if is_start { (unreadable(view, snapshot)) }
    })
}

/// Returns queries to try.
fn beginning(view: &View<'_>) -> Markup {
    html! {
        p.examples {
            (view.context.pick("Try ", "试试："))
            @for example in EXAMPLES {
                a lang="zh" href=(Address::to(crate::web::pages::SEARCH).and(parameters::Q.name, example).written()) { (example) }
                " "
            }
        }
    }
}

fn one_report(view: &View<'_>, report: &ReportRow) -> Markup {
    let context = view.context;
    let name = report.title.as_ref().or(report.agency.as_ref()).unwrap_or(&report.path);
    let region = Some(report.region.path()).filter(|path| !path.is_empty());
    html! {
        li {
            a lang="zh" href={ "/reports/" (report.id) } { bdi { (clean(name)) } }
            p.facts {
                (report.year.map(|year| year.to_string()).as_deref()
                    .unwrap_or(context.pick("year not known", "年度未识别")))
                " · " span lang="zh" { (region.as_deref().unwrap_or(context.pick("region not known", "地区未识别"))) }
                " · " bdi { (clean(&report.path)) }
            }
        }
    }
}

/// Returns the files that could not be read, with the reasons.
fn unreadable(view: &View<'_>, snapshot: &Snapshot) -> Markup {
    let context = view.context;
    let files = &snapshot.status.unreadable;
    let told = match context.language {
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
                    p { a href="/api/v1/status" { (context.pick("All of them (JSON)", "全部（JSON）")) } }
                }
            }
        }
    }
}

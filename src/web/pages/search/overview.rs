//! The list of reports, shown without a query: example queries, the reports by year, and the files
//! that could not be read.

use maud::{Markup, html};

use super::view::View;
use super::way::{LIST, report_address};
use crate::analysis::{self, Extent, ReportRow};
use crate::error::Result;
use crate::present::{CitationForm, counted};
use crate::report::Language;
use crate::search::GroupBy;
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::{is_narrowed, listing};
use crate::web::pages::fragments::{Download, TableSize, citations, downloads};
use crate::web::pages::html_text::clean;
use crate::web::pages::listing::Entry;
use crate::web::pages::paths::{CITATIONS, SEARCH};
use crate::web::snapshot::Snapshot;

/// Example queries, about things that every yearly report mentions.
const EXAMPLES: [&str; 6] =
    ["三项制度", "法律顾问", "双随机一公开", "行政复议", "法律顾问 -公职律师", "标题:普法"];

/// The most unreadable files in the list: a folder of scans may have thousands.
const MOST_UNREADABLE: usize = 100;

/// The most reports on pages: to find those of a page, the paths of all before it have to be read.
/// The list as a file has all.
const MOST_LISTED: usize = 2_000;

/// Returns the list of the reports that match the conditions.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(super) fn listed(view: &View<'_>, snapshot: &Snapshot) -> Result<Markup> {
    let context = view.context;
    let offset = view.request.offset.min(MOST_LISTED);
    let part = (offset, view.request.limit);
    let mut reports =
        analysis::reports_by_year(&snapshot.reader, view.request, view.is_absent, part)?;
    for report in &mut reports {
        snapshot.redactor.report(report);
    }
    let all = if view.is_absent { view.absent() } else { view.results.body.counts.reports };
    let is_start = !view.is_absent && !is_narrowed(view.params) && offset == 0;
    Ok(html! {
        @if is_start {
            p.extent {
                (context.pick(
                    "Searches the full text of government reports and counts exactly: which places mention                      it, in which years, in which passages. ",
                    "在政府报告全文中检索，准确统计：哪些地方、哪些年度提及，原文怎么写。",
                ))
                (Extent::new(&snapshot.reader, view.results).in_words(context.language))
            }
            (examples(view))
        }
        div.list-head {
            h2 id="results" tabindex="-1" {
                @if let (true, Some(query)) = (view.is_absent, &view.request.query) {
                    (clean(&query.absence_in_words(all, view.request.mode, context.language)))
                } @else {
                    (context.pick("Reports", "收录的报告"))
                    small.count { " " (grouped(all)) }
                }
            }
            (files(view))
        }
        @if view.is_absent {
            @let found = view.results.body.counts.reports;
            p.quiet {
                (context.pick("Open one to see why.", "打开报告可见原因。")) " "
                @if found > 0 {
                    a href=(listing(&view.address, false).to_url()) { (hits_of(view, found)) }
                }
            }
        }
        @if reports.is_empty() {
            p { (context.pick("No reports match these conditions.", "没有符合这些条件的报告。")) }
        }
        ol.reports start=(offset + 1) {
            @for report in &reports { (one_report(view, report)) }
        }
        (view.paging(all.min(MOST_LISTED as u64), Entry::Report))
        @if all > MOST_LISTED as u64 {
            p.quiet { (context.pick(
                "Only the first 2,000 are shown; download the list for all.",
                "此处最多显示 2,000 份，完整清单请下载。",
            )) }
        }
        @if is_start { (unreadable(view, snapshot)) }
    })
}

/// Returns the link to the hits.
fn hits_of(view: &View<'_>, found: u64) -> String {
    let number = grouped(found);
    let verb = view.found_verb();
    view.context
        .language
        .pick(format!("See the {number} that {verb}"), format!("看{verb}的 {number} 份"))
}

/// Returns links to the list as a file.
fn files(view: &View<'_>) -> Markup {
    if view.is_absent {
        return files_of_absent(view);
    }
    let is_filter = |name: &str| parameters::contains(parameters::FILTERS, name);
    let api = view.address.to_page("/api/v1/reports", is_filter);
    let reports = usize::try_from(view.results.body.counts.reports).unwrap_or(usize::MAX);
    let size = TableSize { entries: reports, rows: reports, texts: 25 };
    let files = Download::table("", &api, &parameters::REPORT_LIMIT, size);
    let cite = view.address.to_page(CITATIONS, is_filter);
    let context = view.context;
    html! {
        (downloads(context, context.pick("Download the list", "下载清单"), &files))
        (citations(context, context.pick("Cite these reports", "引用这些报告"), &cite, &CitationForm::LISTED))
    }
}

/// Returns links to the list of reports that the query does not find.
fn files_of_absent(view: &View<'_>) -> Markup {
    let is_kept = |name: &str| !parameters::contains(&LIST, name);
    let api = view.address.to_page("/api/v1/mentions", is_kept);
    let api = api.and(parameters::BY_GROUP.name, GroupBy::Report.key());
    let api = api.and(parameters::ABSENT.name, "true");
    let reports = usize::try_from(view.absent()).unwrap_or(usize::MAX);
    let size = TableSize { entries: reports, rows: reports, texts: 8 };
    let mut files = Download::table("", &api, &parameters::ROW_LIMIT, size);
    // JSON has both lists at once.
    files.truncate(2);
    downloads(view.context, view.context.pick("Download the list", "下载清单"), &files)
}

/// Returns queries to try.
fn examples(view: &View<'_>) -> Markup {
    html! {
        p.examples {
            (view.context.pick("Try ", "试试："))
            @for example in EXAMPLES {
                a lang="zh" href=(Address::to(SEARCH).and(parameters::Q.name, example).to_url()) { (example) }
                " "
            }
        }
    }
}

fn one_report(view: &View<'_>, report: &ReportRow) -> Markup {
    let name = report.facts.title.as_ref().or(report.facts.agency.as_ref()).unwrap_or(&report.path);
    html! {
        li {
            a lang="zh" href=(report_address(view.params, &report.id, &view.list_address(), None).to_url()) { bdi { (clean(name)) } }
            p.facts {
                (view.year(report.facts.year))
                " · " span lang="zh" { (view.region(&report.facts.region)) }
                " · " bdi { (clean(&report.path)) }
            }
        }
    }
}

/// Returns the files that could not be read, with the reasons.
fn unreadable(view: &View<'_>, snapshot: &Snapshot) -> Markup {
    let context = view.context;
    let files = &snapshot.status.unreadable;
    let summary = match context.language {
        Language::Chinese => format!("{} 个文件无法读取，未计入任何统计", grouped(files.len())),
        Language::English => {
            let files = counted(files.len() as u64, "file");
            format!("{files} could not be read and are not counted")
        }
    };
    html! {
        @if !files.is_empty() {
            details id="unreadable" {
                summary { (summary) }
                ul {
                    @for file in files.iter().take(MOST_UNREADABLE) {
                        li { bdi { (clean(&file.path)) } " — " span { (clean(&context.language.sentence(&file.reason))) } }
                    }
                }
                @if files.len() > MOST_UNREADABLE {
                    p { a href="/api/v1/status" { (context.pick("All (JSON)", "全部（JSON）")) } }
                }
            }
        }
    }
}

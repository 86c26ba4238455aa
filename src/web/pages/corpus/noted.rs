//! The reports with a note of one kind, to be checked and corrected.

use maud::{Markup, html};

use crate::analysis::{self, ReportRow};
use crate::error::Result;
use crate::report::{Language, NoteKind};
use crate::search::{Request, Window};
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::fragments::{Download, TableSize, downloads};
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::pages::listing::{Entry, Pages, pages_of};
use crate::web::pages::paths::{CORPUS, report_path};
use crate::web::snapshot::Snapshot;

/// The most reports on a page.
const MOST_REPORTS: usize = 50;

/// Returns the page of a kind of notes.
pub(super) fn page(
    context: &PageContext,
    params: &Params,
    kind: NoteKind,
    snapshot: &Snapshot,
) -> Result<String> {
    let offset = MOST_REPORTS * (params.page() - 1);
    let rows = Window { limit: Some(MOST_REPORTS), offset };
    let request = Request { notes: vec![kind], rows, ..Request::all(Vec::new()) };
    let mut answer = analysis::reports(&snapshot.reader, &request)?;
    answer.body.reports.iter_mut().for_each(|report| snapshot.redactor.report(report));
    let all = answer.lists.get("reports").map_or(0, |list| list.total);
    let all = usize::try_from(all).unwrap_or(usize::MAX);
    let address = Address::to(CORPUS).and(parameters::NOTE.name, kind.key());
    let pages = Pages { page: params.page(), on_page: MOST_REPORTS, all };
    let title = kind.label(context.language);
    let own = match params.page() {
        1 => address.clone(),
        page => address.and(parameters::PAGE.name, &page.to_string()),
    };
    let body = html! {
        p { a href=(CORPUS) { "← " (context.pick("The data", "关于数据")) } }
        h1 { (title) " " small.count { (context.language.pick(format!("{} reports", grouped(all)), format!("{} 份", grouped(all)))) } }
        p.quiet {
            (context.pick(
                "To correct facts, fill in the downloaded table, save it as corrections.csv in the folder of the \
                 reports, and index them again.",
                "要改正时，在下载的表中填好，存为报告文件夹中的 corrections.csv，再重新索引。",
            ))
        }
        (files(context, kind, all))
        ol.reports start=(offset + 1) {
            @for report in &answer.body.reports { (one(context, kind, report, &own)) }
        }
        (pages_of(context, &address, "", pages, Entry::Report))
    };
    Ok(context.page(title, &body))
}

/// Returns links to the list as a file.
fn files(context: &PageContext, kind: NoteKind, all: usize) -> Markup {
    let api = Address::to("/api/v1/reports").and(parameters::NOTE.name, kind.key());
    let size = TableSize { entries: all, rows: all, texts: 25 };
    let files = Download::table("", &api, &parameters::REPORT_LIMIT, size);
    downloads(context, context.pick("Download the list", "下载清单"), &files)
}

/// Returns a report of the `list`, which its page leads back to.
fn one(context: &PageContext, kind: NoteKind, report: &ReportRow, list: &Address) -> Markup {
    let link =
        Address::to(report_path(&report.id)).and(parameters::FROM.name, &list.to_short_url());
    let name = report.facts.title.as_ref().or(report.facts.agency.as_ref()).unwrap_or(&report.path);
    let notes = context.language.pick(&report.notes, &report.notes_in_chinese);
    // The title of the page says what all of them have.
    let title = kind.label(context.language);
    let notes: Vec<&str> = notes.iter().map(String::as_str).filter(|note| *note != title).collect();
    let between = context.pick("; ", "；");
    let lang = matches!(context.language, Language::English).then_some("en");
    html! {
        li {
            a lang="zh" href=(link.to_url()) { bdi { (clean(name)) } }
            @if !notes.is_empty() { p.facts lang=[lang] { (clean(&notes.join(between))) } }
            p.facts { bdi { (clean(&report.path)) } }
        }
    }
}

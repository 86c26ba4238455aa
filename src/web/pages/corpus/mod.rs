//! What the index holds: reports by province and year, their kinds and levels, notes on them, files that
//! are not counted, and when it was written. Every number leads to the list of what it counts.
//!
//! - `files`: the files that are not counted, and those that could not be read
//! - `noted`: the reports with a note of one kind

mod files;
mod noted;
#[cfg(test)]
mod tests;

use maud::{Markup, html};

use super::address::Address;
use super::cite;
use super::conditions::condition_of;
use super::coverage;
use super::fragments::{Download, TableSize, downloads};
use super::html_text::clean;
use super::layout::PageContext;
use super::paths::{CORPUS, COVERAGE, SEARCH};
use crate::analysis::Corpus;
use crate::error::Result;
use crate::present::About;
use crate::search::{Answer, FacetBy, FacetRow};
use crate::text::grouped;
use crate::web::http::choices::Format;
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::snapshot::Snapshot;

/// The parameters of the page.
pub(super) const PARAMETERS: &[&Parameter] = &[&parameters::NOTE, &parameters::PAGE];

/// Returns the page, or the list of the reports with a note of one kind.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(super) fn page(context: &PageContext, params: &Params, snapshot: &Snapshot) -> Result<String> {
    if let Some(kind) = params.note() {
        return noted::page(context, params, kind, snapshot);
    }
    let answer = snapshot.corpus()?;
    let corpus = &answer.body;
    let title = context.pick("The data", "关于数据");
    let body = html! {
        h1 { (title) }
        p.extent { (corpus.extent.in_words(context.language)) }
        (cite::count(context, About::new("corpus", &snapshot.reader).with_answer(answer, Some(corpus.extent.counts))))
        (downloads_of(context, corpus))
        section {
            h2 { (context.pick("Reports by province and year", "各省历年报告")) }
            (coverage::held(context, &answer.clone().map(|corpus| corpus.held)))
            p.more {
                a href=(COVERAGE) { (context.pick("By county and year: where years are missing", "逐县查看缺哪些年度")) }
                a href=(Address::to(COVERAGE).and(parameters::ROWS.name, "agency").to_url()) {
                    (context.pick("By agency and year", "逐机关查看"))
                }
            }
        }
        div.side-by-side {
            (shares(context, FacetBy::Kind, context.pick("Kinds of documents", "文种"), (&corpus.kinds, answer)))
            (shares(context, FacetBy::Level, context.pick("Levels of agencies", "机关级别"), (&corpus.levels, answer)))
        }
        (notes(context, corpus))
        (files::not_counted(context, answer))
        (files::unreadable(context, &corpus.unreadable))
        (about_index(context, corpus))
    };
    Ok(context.page(title, &body))
}

/// Returns links to all figures and to the list of reports as files.
fn downloads_of(context: &PageContext, corpus: &Corpus) -> Markup {
    let api = Address::to("/api/v1/corpus");
    let all = context.pick("everything on this page", "本页全部数据");
    let mut files = vec![
        Download::new(all, Format::Csv, &api),
        Download::new(all, Format::Xlsx, &api),
        Download::new(all, Format::Json, &api),
    ];
    let reports = usize::try_from(corpus.extent.counts.reports).unwrap_or(usize::MAX);
    let size = TableSize { entries: reports, rows: reports, texts: 25 };
    let list = context.pick("the list of reports,", "报告清单");
    let api = Address::to("/api/v1/reports");
    files.extend(Download::table(list, &api, &parameters::REPORT_LIMIT, size));
    downloads(context, context.pick("Download", "下载"), &files)
}

/// Returns the reports by the values of a facet, each with its share as a bar.
fn shares(
    context: &PageContext,
    by: FacetBy,
    title: &str,
    (rows, answer): (&[FacetRow], &Answer<Corpus>),
) -> Markup {
    let all = answer.ground.reports.max(1);
    html! {
        section {
            h2 { (title) }
            table.shares {
                caption.unseen { (title) }
                thead {
                    tr {
                        th scope="col" { (title) }
                        th.number scope="col" { (context.pick("reports", "报告")) }
                        th scope="col" { (context.pick("share", "占比")) }
                    }
                }
                tbody {
                    @for row in rows {
                        @let (parameter, value) = condition_of(by, &row.value, None);
                        @let url = Address::to(SEARCH).and(parameter.name, &value).to_url();
                        // The unit is a thousandth of all reports.
                        @let share = (row.reports * 1000 + all / 2) / all;
                        tr {
                            th scope="row" { a href=(url) lang="zh" { bdi { (clean(&row.value)) } } }
                            td.number { (grouped(row.reports)) }
                            td {
                                svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
                                    rect width=(share.max(2)) height="10" {}
                                }
                                span.count { (share / 10) "." (share % 10) "%" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the kinds of notes with the reports that have one; each leads to their list.
fn notes(context: &PageContext, corpus: &Corpus) -> Markup {
    html! {
        section id="notes" {
            h2 { (context.pick("To be checked", "待核实")) }
            @if corpus.notes.is_empty() {
                p { (context.pick("There are no notes on any report.", "所有报告都没有待核实之处。")) }
            } @else {
                p.quiet {
                    (context.pick(
                        "What could not be determined, or not read. A report may have several notes. The list of \
                         each kind can be corrected and indexed again.",
                        "未能确定或未能读全的地方；一份报告可能有几处。点开一项可以列出清单；在清单中改正后，重新索引即可。",
                    ))
                }
                table.shares {
                    caption.unseen { (context.pick("Notes by kind", "按类列出")) }
                    thead {
                        tr {
                            th scope="col" { (context.pick("what", "问题")) }
                            th.number scope="col" { (context.pick("reports", "报告")) }
                        }
                    }
                    tbody {
                        @for count in &corpus.notes {
                            @let list = Address::to(CORPUS).and(parameters::NOTE.name, count.note.key());
                            tr {
                                th scope="row" { a href=(list.to_url()) { (count.note.label(context.language)) } }
                                td.number { (grouped(count.reports)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns what the index was made from, and when.
fn about_index(context: &PageContext, corpus: &Corpus) -> Markup {
    let unknown = context.pick("unknown", "不详");
    let written = corpus.extent.written.map(|day| day.to_string());
    html! {
        section {
            h2 { (context.pick("The index", "索引")) }
            dl.facts-list {
                dt { (context.pick("written on", "更新日期")) }
                dd { (written.as_deref().unwrap_or(unknown)) }
                dt { (context.pick("written", "更新次数")) }
                dd { (grouped(corpus.generation)) (context.pick(" times", " 次")) }
                dt { (context.pick("folders", "文件夹")) }
                dd {
                    @for (at, root) in corpus.roots.iter().enumerate() {
                        @if at > 0 { (context.pick(", ", "、")) }
                        bdi { (clean(root)) }
                    }
                }
                dt { (context.pick("sections", "节")) }
                dd { (grouped(corpus.extent.counts.sections)) }
                dt { (context.pick("characters", "字数")) }
                dd { (grouped(corpus.characters)) }
            }
        }
    }
}

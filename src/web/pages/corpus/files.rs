//! The files that hold no report of their own: copies, older versions, further pages, and those that
//! could not be read.

use maud::{Markup, html};

use crate::analysis::{Corpus, UncountedFile, UnreadableRow};
use crate::index::DuplicateKind;
use crate::report::Language;
use crate::search::Answer;
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::fragments::counted_in;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::pages::paths::{CORPUS, report_path};

/// The most files of a list on the page: a folder of scans may have thousands. The table has all.
const MOST_FILES: usize = 100;

/// Returns the files whose report is counted by another file.
pub(super) fn not_counted(context: &PageContext, answer: &Answer<Corpus>) -> Markup {
    let corpus = &answer.body;
    let of = |kind: DuplicateKind| -> Vec<&UncountedFile> {
        corpus.uncounted.iter().filter(|file| file.duplicate == kind).collect()
    };
    let (copies, versions) = (of(DuplicateKind::Copy), of(DuplicateKind::OlderVersion));
    html! {
        section id="uncounted" {
            h2 { (context.pick("Stored and not counted", "收存而未计入")) }
            @if copies.is_empty() && versions.is_empty() && corpus.joined == 0 {
                p { (context.pick("There are no copies, older versions or files that are part of another report.", "没有重复、旧版或分页文件。")) }
            }
            (group(context, &copies, context.pick("Copies: the same text in another file", "重复：另一个文件有同样的正文")))
            (group(context, &versions, context.pick("Older versions: a newer one is counted", "旧版：已计入较新的一版")))
            @if corpus.joined > 0 {
                p {
                    (context.language.pick(
                        format!("{} files are further pages or attachments, counted with their report.", grouped(corpus.joined)),
                        format!("另有 {} 个文件是分页或附件，随所属报告计入。", grouped(corpus.joined)),
                    ))
                }
            }
        }
    }
}

/// Returns files of one kind, each with the report that is counted for it.
fn group(context: &PageContext, files: &[&UncountedFile], title: &str) -> Markup {
    html! {
        @if !files.is_empty() {
            details {
                summary { (title) " " span.count { (counted(context, files.len())) } }
                ul {
                    @for file in files.iter().take(MOST_FILES) {
                        @let page = |id: &str| Address::to(report_path(id)).and(parameters::FROM.name, CORPUS).to_url();
                        li {
                            a href=(page(&file.report)) { bdi { (clean(&file.path)) } }
                            (context.pick(" — counted: ", " — 计入的是："))
                            a href=(page(&file.id)) { bdi { (clean(&file.of)) } }
                        }
                    }
                }
                (rest(context, files.len()))
            }
        }
    }
}

/// Returns the files that could not be read, with the reasons.
pub(super) fn unreadable(context: &PageContext, files: &[UnreadableRow]) -> Markup {
    html! {
        section id="unreadable" {
            h2 { (context.pick("Files that could not be read", "未能读取的文件")) " " span.count { (counted(context, files.len())) } }
            @if files.is_empty() {
                p { (context.pick("All files could be read.", "所有文件均可读取。")) }
            } @else {
                p.quiet { (context.pick("They are not counted anywhere.", "这些文件未计入任何统计。")) }
                ul.unread {
                    @for file in files.iter().take(MOST_FILES) {
                        li { bdi { (clean(&file.path)) } " — " span { (clean(&context.language.sentence(&file.reason))) } }
                    }
                }
                (rest(context, files.len()))
            }
        }
    }
}

/// Returns a number of files.
fn counted(context: &PageContext, files: usize) -> String {
    counted_in(context, files as u64, "file", "个文件")
}

/// Says that a list is only the beginning.
fn rest(context: &PageContext, files: usize) -> Markup {
    let (shown, all) = (grouped(MOST_FILES), grouped(files));
    html! {
        @if files > MOST_FILES {
            p.quiet {
                (match context.language {
                    Language::Chinese => format!("这里列出 {shown} 个，共 {all} 个；下载的表格中有全部。"),
                    Language::English => format!("{shown} of {all} are listed; the downloaded table has all."),
                })
            }
        }
    }
}

//! Help at a glance: what can be written and what it finds here, how terms are compared, what is
//! counted; then parts of chapters, which stand there alone.

use maud::{Markup, html};

use super::super::address::Address;
use super::super::layout::PageContext;
use super::super::paths::{CORPUS, SEARCH, help_path};
use super::super::query_form::explanation;
use super::chapter::{anchor, rendered, section};
use super::drawing::counts_drawing;
use crate::manual::Chapter;
use crate::report::Language;
use crate::search::{Counts, Mode};
use crate::text::grouped;
use crate::web::examples::Examples;
use crate::web::http::parameters;

/// The parts of the page that are made here, in English and Chinese.
const OWN: [[&str; 2]; 3] = [
    ["What you can write", "检索式怎么写"],
    ["Three ways of comparing", "三种匹配方式"],
    ["Reports, sections, mentions", "份、节、处"],
];

/// The parts of chapters that the page shows: their headings in English and Chinese.
pub(super) const PARTS: [(Chapter, [&str; 2]); 6] = [
    (Chapter::Counts, ["Three states", "三种状态"]),
    (Chapter::Counts, ["Copies and versions", "副本和版本"]),
    (Chapter::Counts, ["What is not known", "未识别"]),
    (Chapter::Server, ["Keys", "快捷键"]),
    (Chapter::Tables, ["Columns", "列"]),
    (Chapter::Api, ["Addresses", "地址"]),
];

/// Returns the headings of the page.
pub(super) fn titles(language: Language) -> impl Iterator<Item = &'static str> {
    let parts = PARTS.into_iter().map(|(_, titles)| titles);
    OWN.into_iter().chain(parts).map(move |[english, chinese]| language.pick(english, chinese))
}

/// Returns what the page says of an index.
pub(super) fn glance(context: &PageContext, examples: &Examples) -> Markup {
    let [write, modes, counts] = OWN.map(|[english, chinese]| context.pick(english, chinese));
    html! {
        h1 { (context.pick("Help", "帮助")) }
        p {
            (context.language.pick(
                format!("The figures are from the index that is served here, over {} reports; each leads to its passages.", grouped(examples.reports)),
                format!("下面的数字都来自这里的索引，共 {} 份报告；点击数字可看原文。", grouped(examples.reports)),
            ))
        }
        h2 id=(anchor(write)) { (write) }
        (forms(context, examples, write))
        (more(context, Chapter::Query))
        h2 id=(anchor(modes)) { (modes) }
        (compared(context, examples, modes))
        (more(context, Chapter::Modes))
        h2 id=(anchor(counts)) { (counts) }
        (counts_drawing(context))
        (more(context, Chapter::Counts))
        @for (at, (chapter, [english, chinese])) in PARTS.into_iter().enumerate() {
            @let title = context.pick(english, chinese);
            (rendered(section(&chapter.blocks(context.language), title)))
            @match at {
                1 => (not_counted(context, examples)),
                2 => (unknown(context, examples)),
                _ => {}
            }
            @if chapter != Chapter::Counts { (more(context, chapter)) }
        }
    }
}

/// Returns the table of what can be written.
fn forms(context: &PageContext, examples: &Examples, name: &str) -> Markup {
    html! {
        div.wide {
            table aria-label=(name) {
                thead {
                    tr {
                        th scope="col" { (context.pick("write", "写")) }
                        th scope="col" { (context.pick("to find", "意思")) }
                        th scope="col" { (context.pick("finds here", "找到")) }
                    }
                }
                tbody {
                    @for example in &examples.forms {
                        tr {
                            th scope="row" {
                                a href=(link(&example.line, Mode::Exact)) { code lang="zh" { (example.line) } }
                            }
                            td { (context.pick(example.english, example.chinese)) }
                            td.count { (found(context, example.found)) }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the table of what the modes find.
fn compared(context: &PageContext, examples: &Examples, name: &str) -> Markup {
    html! {
        div.wide {
            table aria-label=(name) {
                thead {
                    tr {
                        th scope="col" { (context.pick("mode", "方式")) }
                        th scope="col" { (context.pick("what is compared", "比较什么")) }
                        th scope="col" { code lang="zh" { (examples.term) } }
                    }
                }
                tbody {
                    @for &(mode, counts) in &examples.modes {
                        tr {
                            th scope="row" { (mode.label(context.language)) }
                            td { (explanation(context, mode)) }
                            td.count {
                                @if counts.is_some() {
                                    a href=(link(examples.term, mode)) { (found(context, counts)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns what was found, in words.
fn found(context: &PageContext, counts: Option<Counts>) -> Markup {
    let Some(Counts { reports, sections, mentions }) = counts else { return html! {} };
    let [reports, sections, mentions_in_digits] = [reports, sections, mentions].map(grouped);
    let mut told = context.language.pick(
        format!("{reports} reports · {sections} sections"),
        format!("{reports} 份 · {sections} 节"),
    );
    if mentions > 0 {
        told += &context.language.pick(
            format!(" · {mentions_in_digits} mentions"),
            format!(" · {mentions_in_digits} 处"),
        );
    }
    html! { (told) }
}

/// Returns how many copies, older versions and unreadable files this index has.
fn not_counted(context: &PageContext, examples: &Examples) -> Markup {
    let [copies, older, unreadable] =
        [examples.copies, examples.older_versions, examples.unreadable].map(grouped);
    html! {
        p {
            (context.language.pick(
                format!("Here: {copies} copies and {older} older versions are not counted; {unreadable} files could not be read. "),
                format!("这里有 {copies} 份副本、{older} 份旧版未计入，{unreadable} 个文件无法读取。"),
            ))
            a href=(CORPUS) { (context.pick("About the data", "关于数据")) }
        }
    }
}

/// Returns how many reports of this index have no known year or region.
fn unknown(context: &PageContext, examples: &Examples) -> Markup {
    let [year, region] = examples.unknown.map(grouped);
    html! {
        p {
            (context.language.pick(
                format!("Here: the year of {year} reports and the region of {region} are not known. "),
                format!("这里有 {year} 份报告的年度、{region} 份的地区未识别。"),
            ))
            a href=(CORPUS) { (context.pick("About the data", "关于数据")) }
        }
    }
}

/// Returns the address of a query.
fn link(line: &str, mode: Mode) -> String {
    let address = Address::to(SEARCH).and(parameters::Q.name, line);
    let address = match mode {
        Mode::Exact => address,
        _ => address.and(parameters::MODE.name, mode.key()),
    };
    address.to_url()
}

/// Returns the link to a chapter.
fn more(context: &PageContext, chapter: Chapter) -> Markup {
    html! {
        p.further {
            (context.pick("All of it: ", "详见："))
            a href=(help_path(chapter)) { (chapter.label(context.language)) }
        }
    }
}

//! Help: what chabao can do, and the chapters of the manual.
//!
//! - `glance`: help on one page, with counts from the index
//! - `drawing`: what is counted, drawn
//! - `chapter`: the chapters as HTML

mod drawing;
mod glance;
mod chapter;

use maud::{Markup, html};

use super::layout::PageContext;
use super::paths::{HELP, help_path};
use crate::manual::Chapter;
use crate::web::snapshot::Snapshot;
use chapter::{anchor, headings, rendered};

/// Returns help on one page, which leads to the chapters.
pub(super) fn glance_page(context: &PageContext, snapshot: &Snapshot) -> crate::Result<String> {
    let examples = snapshot.examples()?;
    let titles: Vec<String> = glance::titles(context.language).map(str::to_owned).collect();
    let body = html! {
        div.manual {
            (contents(context, None, &titles))
            article { (glance::glance(context, examples)) }
        }
    };
    Ok(context.page(context.pick("Help", "帮助"), &body))
}

/// Returns the page of a chapter.
pub(super) fn chapter_page(context: &PageContext, chapter: Chapter) -> String {
    let blocks = chapter.blocks(context.language);
    let titles: Vec<String> = headings(&blocks).collect();
    let body = html! {
        div.manual {
            (contents(context, Some(chapter), &titles))
            article { (rendered(&blocks)) }
        }
    };
    context.page(chapter.label(context.language), &body)
}

/// Returns the links to the chapters, and to the headings of the page that is shown: below its chapter, on
/// narrow screens in a part of their own that opens.
fn contents(context: &PageContext, shown: Option<Chapter>, titles: &[String]) -> Markup {
    let is_here = |here: bool| here.then_some("page");
    let headings = links(titles);
    html! {
        nav aria-label=(context.pick("Contents", "目录")) {
            ul {
                li {
                    a href=(HELP) aria-current=[is_here(shown.is_none())] {
                        (context.pick("At a glance", "一览"))
                    }
                    @if shown.is_none() { (headings) }
                }
                @for chapter in Chapter::ALL {
                    @let is_shown = shown == Some(chapter);
                    li {
                        a href=(help_path(chapter)) aria-current=[is_here(is_shown)] {
                            (chapter.label(context.language))
                        }
                        @if is_shown { (headings) }
                    }
                }
            }
            details.here {
                summary { (context.pick("On this page", "本页内容")) }
                (headings)
            }
        }
    }
}

/// Returns the links to headings.
fn links(titles: &[String]) -> Markup {
    html! {
        ul {
            @for title in titles {
                li { a href={ "#" (anchor(title)) } { (title) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::page_parameters;
    use super::*;
    use crate::manual::{Block, Form};
    use crate::report::Language;
    use crate::web::state::ServerOptions;
    use crate::web::testing::{Site, report};

    #[test]
    fn every_chapter_is_a_page_with_its_contents_at_the_side() {
        for language in Language::ALL {
            let context = PageContext::in_language(language);
            let all = contents(&context, None, &[]).into_string();
            for chapter in Chapter::ALL {
                let link = format!("href=\"{}\"", help_path(chapter));
                assert!(all.contains(&link), "{link}");
                let page = chapter_page(&context, chapter);
                let titles: Vec<String> = headings(&chapter.blocks(language)).collect();
                assert!(!titles.is_empty(), "{}", chapter.key());
                for anchor in titles.iter().map(|title| anchor(title)) {
                    // Beside the chapter, and on narrow screens above it.
                    let counts = [format!("href=\"#{anchor}\""), format!("id=\"{anchor}\"")]
                        .map(|it| page.matches(&it).count());
                    assert_eq!(counts, [2, 1], "{anchor}");
                }
                let rendered = page.split("<pre").map(|it| it.split("</pre>").last().unwrap());
                for mark in ["**", "```", "\n#", "]("] {
                    assert!(rendered.clone().all(|it| !it.contains(mark)), "{}", chapter.key());
                }
            }
        }
    }

    #[test]
    fn help_at_a_glance_counts_what_a_search_finds() {
        let name = |at: usize| format!("{at}.txt");
        let texts: Vec<(String, String)> = [
            "聘请法律顾问2名。行政执法“三项制度”落实到位。",
            "法律顾问制度。行政执法工作，三项制度。",
            "三项制度，三項制度。",
        ]
        .iter()
        .enumerate()
        .map(|(at, text)| {
            (name(at), report(&format!("云岫县司法局202{at}年法治政府建设工作报告"), text))
        })
        .collect();
        let reports: Vec<(&str, &str)> =
            texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let site = Site::new(&reports, ServerOptions::default());
        for language in Language::ALL {
            let page = site.get(&format!("/help?lang={}", language.key())).body;
            for title in glance::titles(language) {
                assert_eq!(
                    page.matches(&format!("id=\"{}\"", anchor(title))).count(),
                    1,
                    "{title}"
                );
            }
            let mut counted = 0;
            for row in page.split("<tr>").filter(|row| row.contains("href=\"/?q=")) {
                let address = row.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
                let asked = address.replace("&amp;", "&").replace("/?", "/api/v1/search?");
                let counts = site.get(&asked).json()["counts"].clone();
                let [reports, sections, mentions] =
                    ["reports", "sections", "mentions"].map(|it| counts[it].as_u64().unwrap());
                let told = language.pick(
                    format!("{reports} reports · {sections} sections"),
                    format!("{reports} 份 · {sections} 节"),
                );
                let mentioned =
                    language.pick(format!(" · {mentions} mentions"), format!(" · {mentions} 处"));
                assert_eq!(row.contains(&told), sections > 0, "{asked} {told}: {row}");
                assert_eq!(row.contains(&mentioned), mentions > 0, "{asked} {mentioned}: {row}");
                counted += usize::from(sections > 0);
            }
            assert!(counted > 10, "{counted}: {page}");
        }
    }

    #[test]
    fn the_chapter_for_programs_has_every_address() {
        let site = Site::small();
        let document = site.get("/api/v1/openapi.json").json();
        let paths = document["paths"].as_object().unwrap();
        assert!(paths.len() > 15, "{paths:?}");
        for language in Language::ALL {
            for path in paths.keys() {
                let page = chapter_page(&PageContext::in_language(language), Chapter::Api);
                let is_named =
                    ["</code>", "?"].iter().any(|end| page.contains(&format!("<code>{path}{end}")));
                assert!(is_named, "{} {path}", language.key());
            }
        }
    }

    /// Returns the code in the first column of the table below a heading of the chapter on pages.
    fn listed(language: Language, title: &str) -> BTreeSet<String> {
        let blocks = Chapter::Server.blocks(language);
        let tables = chapter::section(&blocks, title).iter().filter_map(|block| match block {
            Block::Table { rows, .. } => Some(rows),
            _ => None,
        });
        let first = tables.flatten().filter_map(|row| row.first()).flatten();
        first.filter(|span| span.form == Form::Code).map(|span| span.text.clone()).collect()
    }

    #[test]
    fn the_chapter_on_pages_has_every_parameter_of_the_pages_and_no_other() {
        let known: BTreeSet<String> =
            page_parameters().map(str::to_owned).chain(["lang".to_owned()]).collect();
        assert!(known.len() > 40, "{known:?}");
        for language in Language::ALL {
            let title = language.pick("Parameters of addresses", "网址里的参数");
            assert_eq!(listed(language, title), known);
        }
    }

    #[test]
    fn the_chapter_on_pages_has_every_key_of_the_scripts_and_no_other() {
        let script = Site::small().get("/script.js").body;
        // A key stands behind its name, or is the first argument of a function that makes several.
        let named = ["key: \"", "sorts(\"", "leads(\""];
        let texts = named.iter().flat_map(|it| script.split(it).skip(1));
        let keys = texts.map(|it| it.split('"').next().unwrap());
        let keys: BTreeSet<String> =
            keys.flat_map(|keys| keys.split(' ')).map(str::to_owned).collect();
        // No other function makes one.
        assert_eq!(script.matches("key, zh, en, where").count(), 2, "{keys:?}");
        assert!(keys.len() > 15, "{keys:?}");
        for language in Language::ALL {
            assert_eq!(listed(language, language.pick("Keys", "快捷键")), keys);
        }
    }

    #[test]
    fn an_index_without_reports_has_help_without_counts() {
        let site = Site::new(&[("1.txt", "今天没有会议。\n")], ServerOptions::default());
        let page = site.get("/help").body;
        assert!(page.contains("NEAR/20") && !page.contains(" 节</td>"), "{page}");
    }

    #[test]
    fn the_chapter_of_the_query_line_has_every_form_in_both_languages() {
        for language in Language::ALL {
            let page = chapter_page(&PageContext::in_language(language), Chapter::Query);
            for form in ["NEAR/20", "BEFORE/20", "同句:", "同段:", "同节:", "全篇:", "~三项制度"]
            {
                assert!(page.contains(form), "{form}");
            }
            for key in crate::query::ConditionKey::ALL {
                let field = format!("{}:", key.label(Language::Chinese));
                assert!(
                    page.contains(&field) && page.contains(&format!("{}:", key.key())),
                    "{field}"
                );
            }
        }
    }
}

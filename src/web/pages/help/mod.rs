//! Help: what chabao can do, and the chapters of the manual.
//!
//! - `glance`: help on one page, with counts from the index
//! - `examples`: what these count; `drawing`: what is counted, drawn
//! - `markdown`: the chapters as HTML

mod drawing;
mod examples;
mod glance;
mod markdown;

use maud::{Markup, html};

use super::layout::PageContext;
use super::paths::{HELP, help_path};
use crate::index::IndexReader;
use crate::manual::Chapter;
use examples::Examples;
use markdown::{anchor, blocks, headings};

/// Returns help on one page, which leads to the chapters.
pub(super) fn glance_page(context: &PageContext, reader: &IndexReader) -> crate::Result<String> {
    let examples = Examples::new(reader)?;
    let body = html! {
        div.manual {
            (contents(context, None))
            article { (glance::glance(context, &examples)) }
        }
    };
    Ok(context.page(context.pick("Help", "帮助"), &body))
}

/// Returns the page of a chapter.
pub(super) fn chapter_page(context: &PageContext, chapter: Chapter) -> String {
    let body = html! {
        div.manual {
            (contents(context, Some(chapter)))
            article { (blocks(chapter.text(context.language))) }
        }
    };
    context.page(chapter.label(context.language), &body)
}

/// Returns the links to the chapters, and to the headings of the one that is shown.
fn contents(context: &PageContext, shown: Option<Chapter>) -> Markup {
    let is_here = |here: bool| here.then_some("page");
    html! {
        nav aria-label=(context.pick("Contents", "目录")) {
            ul {
                li {
                    a href=(HELP) aria-current=[is_here(shown.is_none())] {
                        (context.pick("At a glance", "一览"))
                    }
                    @if shown.is_none() { (headings_below(glance::titles(context.language))) }
                }
                @for chapter in Chapter::ALL {
                    @let is_shown = shown == Some(chapter);
                    li {
                        a href=(help_path(chapter)) aria-current=[is_here(is_shown)] {
                            (chapter.label(context.language))
                        }
                        @if is_shown { (headings_below(headings(chapter.text(context.language)))) }
                    }
                }
            }
        }
    }
}

/// Returns the links to the headings of the page that is shown.
fn headings_below(titles: impl Iterator<Item = &'static str>) -> Markup {
    html! {
        ul {
            @for title in titles {
                li { a href={ "#" (anchor(title)) } { (title.replace('`', "")) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;
    use crate::web::state::ServerOptions;
    use crate::web::testing::{Site, report};

    #[test]
    fn every_chapter_is_a_page_with_its_contents_at_the_side() {
        for language in Language::ALL {
            let context = PageContext::in_language(language);
            let all = contents(&context, None).into_string();
            for chapter in Chapter::ALL {
                let link = format!("href=\"{}\"", help_path(chapter));
                assert!(all.contains(&link), "{link}");
                let page = chapter_page(&context, chapter);
                let text = chapter.text(language);
                let anchors: Vec<String> = headings(text).map(anchor).collect();
                assert!(!anchors.is_empty(), "{}", chapter.key());
                for anchor in &anchors {
                    let both = [format!("href=\"#{anchor}\""), format!("id=\"{anchor}\"")];
                    assert!(both.iter().all(|it| page.matches(it).count() == 1), "{both:?}");
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
                let text = Chapter::Api.text(language);
                let is_named = ["`", "?"].iter().any(|end| text.contains(&format!("`{path}{end}")));
                assert!(is_named, "{} {path}", language.key());
            }
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

//! Help: what chabao can do, and the chapters of the manual.
//!
//! - `markdown`: the chapters as HTML

mod markdown;

use maud::{Markup, html};

use super::layout::PageContext;
use super::paths::{HELP, help_path};
use crate::manual::Chapter;
use markdown::{anchor, blocks, headings};

/// Returns the page that leads to the chapters.
pub(super) fn contents_page(context: &PageContext) -> String {
    let title = context.pick("Help", "帮助");
    let body = html! {
        div.manual {
            (contents(context, None))
            article { h1 { (title) } }
        }
    };
    context.page(title, &body)
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
                }
                @for chapter in Chapter::ALL {
                    @let is_shown = shown == Some(chapter);
                    li {
                        a href=(help_path(chapter)) aria-current=[is_here(is_shown)] {
                            (chapter.label(context.language))
                        }
                        @if is_shown {
                            ul {
                                @for title in headings(chapter.text(context.language)) {
                                    li { a href={ "#" (anchor(title)) } { (title.replace('`', "")) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;

    #[test]
    fn every_chapter_is_a_page_with_its_contents_at_the_side() {
        for language in Language::ALL {
            let context = PageContext::in_language(language);
            let all = contents_page(&context);
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

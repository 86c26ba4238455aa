//! The outline of a report: its headings by statutory part, each with the number of hits below it.

use maud::{Markup, html};

use super::text::{OneSection, Reading};
use crate::web::pages::fragments::counted_in;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;

/// Returns the outline: at the side if there is room, else folded above the text.
pub(super) fn outline(context: &PageContext, reading: &Reading<'_>) -> Markup {
    let sections = reading.sections.len();
    let is_same = |a: &OneSection<'_>, b: &OneSection<'_>| a.section.part == b.section.part;
    html! {
        nav.outline aria-label=(context.pick("Outline", "提纲")) {
            details {
                summary {
                    (context.pick("Outline", "提纲"))
                    " " small { (counted_in(context, sections, "section", "节")) }
                }
                ol {
                    @for of_part in reading.sections.chunk_by(is_same) {
                        @if let Some(first) = of_part.first() {
                            li {
                                span.part { (first.section.part.label(context.language)) }
                                ol lang="zh" {
                                    @for section in of_part { (entry(context, section)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn entry(context: &PageContext, section: &OneSection<'_>) -> Markup {
    let hits = section.marks.numbers();
    let told = counted_in(context, hits.len(), "hit", "处");
    html! {
        li class=(format!("depth-{}", section.depth())) {
            a href={ "#" (section.anchor) } { bdi { (clean(section.name(context))) } }
            @if !hits.is_empty() {
                " " a.hit-count href={ "#h" (hits.start) } aria-label=(told) { (hits.len()) }
            }
        }
    }
}

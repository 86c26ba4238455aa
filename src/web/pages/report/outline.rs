//! The outline of a report: its headings by statutory part, each with the number of hits below it.

use maud::{Markup, html};

use super::super::frame::Here;
use super::super::passage::clean;
use super::text::{OneSection, Reading};
use super::{counted, part_name};

/// Returns the outline: at the side where there is room, else folded before the text.
pub(super) fn shown(here: &Here, reading: &Reading<'_>) -> Markup {
    let sections = reading.sections.len();
    let is_same = |a: &OneSection<'_>, b: &OneSection<'_>| a.section.part == b.section.part;
    html! {
        nav.outline aria-label=(here.say("提纲", "Outline")) {
            details {
                summary {
                    (here.say("提纲", "Outline"))
                    " " small { (counted(here, sections, "节", "section")) }
                }
                ol {
                    @for of_part in reading.sections.chunk_by(is_same) {
                        @if let Some(first) = of_part.first() {
                            li {
                                span.part { (part_name(here, first.section.part)) }
                                ol lang="zh" {
                                    @for section in of_part { (entry(here, section)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn entry(here: &Here, section: &OneSection<'_>) -> Markup {
    let hits = section.marks.numbers();
    let told = counted(here, hits.len(), "处", "hit");
    html! {
        li class=(format!("depth-{}", section.depth())) {
            a href={ "#" (section.anchor) } { bdi { (clean(section.name(here))) } }
            @if !hits.is_empty() {
                " " a.hit-count href={ "#h" (hits.start) } aria-label=(told) { (hits.len()) }
            }
        }
    }
}

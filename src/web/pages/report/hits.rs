//! From hit to hit: what the query finds in the report, and the bar that leads through it.
//!
//! Without script the bar is a list of links. With it two buttons and two keys lead on; the number
//! of the hit stands in the address.

use maud::{Markup, html};

use super::super::address::Address;
use super::super::frame::Here;
use super::super::language::Language;
use super::super::passage::clean;
use super::counted;
use super::text::Reading;
use crate::search::Mode;
use crate::web::ask::{self, Asked};

/// How many hits are listed one by one; the outline leads to the first of each section.
const MOST_LISTED: usize = 50;

/// What a query found in a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Sections that the query finds.
    pub(super) sections: usize,
    /// Mentions in them, as the search counts them.
    pub(super) mentions: u64,
    /// Matches that are marked in them: those that overlap are one.
    pub(super) marked: usize,
    /// Matches in the other sections.
    pub(super) uncounted: usize,
}

impl Found {
    /// Adds up what is marked, beside the sections and mentions that the search counts.
    pub(super) fn of(sections: usize, mentions: u64, reading: &Reading<'_>) -> Self {
        let marks = || reading.sections.iter().map(|section| &section.marks);
        let marked = marks().map(|marks| marks.numbers().len()).sum();
        let uncounted = marks().map(super::marks::Marks::uncounted).sum();
        Self { sections, mentions, marked, uncounted }
    }
}

/// Why nothing is marked though a query was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unmarked {
    /// The query cannot be read or answered, and why.
    Refused(String),
    /// It asks for nothing that stands in a text, such as `年度:2023`.
    NothingToMark,
}

/// Returns the line to search in the report, and what the query of this page found in it.
pub(super) fn search(
    here: &Here,
    asked: &Asked,
    page: &Address,
    found: Option<&Result<Found, Unmarked>>,
) -> Markup {
    let kept = [&ask::MODE, &ask::PART].into_iter();
    html! {
        form.within role="search" method="get" action=(page.path()) {
            label for="within" { (here.say("本报告中查找", "Find in this report")) }
            input id="within" name="q" type="search" value=(asked.one(&ask::Q).unwrap_or_default())
                maxlength=(ask::LONGEST_QUERY) autocomplete="off" autocapitalize="off"
                spellcheck="false" enterkeyhint="search";
            @for parameter in kept {
                @for value in asked.all(parameter) {
                    input type="hidden" name=(parameter.name) value=(value);
                }
            }
            button type="submit" { (here.say("标出", "Mark")) }
            @match found {
                Some(Ok(found)) => p.result { (told(here, asked, *found)) },
                Some(Err(Unmarked::NothingToMark)) => p.result {
                    (here.say("检索式没有可在正文中标出的词。", "The query holds no term that could be marked."))
                },
                Some(Err(Unmarked::Refused(reason))) => p.result {
                    (here.say("检索式无法处理，未作标记：", "The query cannot be answered, nothing is marked: "))
                    span lang="en" { (clean(reason)) }
                },
                None => {},
            }
        }
    }
}

/// Returns what was found, in the words of the search.
fn told(here: &Here, asked: &Asked, found: Found) -> String {
    let Found { sections, mentions, marked, uncounted } = found;
    let counts = match here.language {
        _ if sections == 0 && uncounted > 0 => {
            here.say("没有一节符合检索式", "no section is found by the query").to_owned()
        }
        _ if sections == 0 => here.say("本报告没有提及", "not mentioned here").to_owned(),
        Language::Chinese => format!("{sections} 节，{mentions} 处"),
        Language::English => format!(
            "{} in {}",
            counted(here, mentions, "处", "mention"),
            counted(here, sections, "节", "section"),
        ),
    };
    let overlap = (mentions != marked as u64).then(|| match here.language {
        Language::Chinese => format!("相互重叠的合并标出，共标出 {marked} 处"),
        Language::English => format!("those that overlap are marked as one: {marked}"),
    });
    let others = (uncounted > 0).then(|| match here.language {
        Language::Chinese => format!("另有 {uncounted} 处在不合检索式的各节中，以虚线标出，不计入"),
        Language::English => format!(
            "{uncounted} more in sections that the query does not find, dotted, not counted"
        ),
    });
    let mode = match asked.mode() {
        Mode::Exact => here.say("精确", "exact"),
        Mode::Strict => here.say("严格", "strict"),
        Mode::Words => here.say("分词", "words"),
    };
    let told: Vec<String> = [Some(counts), overlap, others].into_iter().flatten().collect();
    format!("{} · {mode}", told.join(here.say("；", "; ")))
}

/// Returns the bar that leads from hit to hit.
pub(super) fn bar(here: &Here, found: Found) -> Markup {
    let all = found.marked;
    let listed = all.min(MOST_LISTED);
    let (at, none) = match here.language {
        Language::Chinese => ("第 {at} 处，共 {all} 处", format!("共 {all} 处")),
        Language::English => ("hit {at} of {all}", counted(here, all, "处", "hit")),
    };
    html! {
        nav.hit-bar aria-label=(here.say("检索词在本报告中的各处", "Hits in this report"))
            data-all=(all) data-at=(at) data-none=(none) {
            div.steps hidden {
                button type="button" data-step="-1" {
                    span aria-hidden="true" { "↑ " } (here.say("上一处", "Previous")) " " kbd { "p" }
                }
                span.place role="status" aria-atomic="true" { (none) }
                button type="button" data-step="1" {
                    span aria-hidden="true" { "↓ " } (here.say("下一处", "Next")) " " kbd { "n" }
                }
            }
            div.list {
                span.label { (none) }
                ol {
                    @for number in 1..=listed { li { a href={ "#h" (number) } { (number) } } }
                }
                @if listed < all {
                    span { (here.say("其后各处见提纲中各节的数字", "for the others follow the numbers in the outline")) }
                }
            }
        }
    }
}

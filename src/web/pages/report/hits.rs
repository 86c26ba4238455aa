//! What a query finds in the report, and the ways from hit to hit.
//!
//! Without script they are a list of links. With it, two buttons and two keys go to the next and the
//! previous hit; the number of the hit is in the address.

use maud::{Markup, html};

use super::text::Reading;
use crate::report::Language;
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::fragments::{counted_in, hidden_inputs};
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;

/// The most hits in the list; the outline links to the first of each section.
const MOST_LISTED: usize = 50;

/// What a query found in a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Sections that match the query.
    pub(super) sections: usize,
    /// Mentions in these sections, as the search counts them.
    pub(super) mentions: u64,
    /// Matches marked in these sections: overlapping ones are one.
    pub(super) marked: usize,
    /// Matches marked in the other sections.
    pub(super) uncounted: usize,
}

impl Found {
    /// Counts the marks; `sections` and `mentions` are the counts of the search.
    pub(super) fn new(sections: usize, mentions: u64, reading: &Reading<'_>) -> Self {
        let marks = || reading.sections.iter().map(|section| &section.marks);
        let marked = marks().map(|marks| marks.numbers().len()).sum();
        let uncounted = marks().map(super::marks::Marks::uncounted).sum();
        Self { sections, mentions, marked, uncounted }
    }
}

/// Why nothing is marked although there is a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unmarked {
    /// The query cannot be read or answered, for this reason.
    Refused(String),
    /// The query has no term to mark, such as `年度:2023`.
    NothingToMark,
}

/// Returns the form to search in the report, with what the present query found.
pub(super) fn search(
    context: &PageContext,
    params: &Params,
    page: &Address,
    found: Option<&Result<Found, Unmarked>>,
) -> Markup {
    let kept = [
        &parameters::MODE,
        &parameters::ALIASES,
        &parameters::PART,
        &parameters::FROM,
        &parameters::HIT,
    ];
    let kept = kept.into_iter();
    html! {
        form.within role="search" method="get" action=(page.path()) {
            label for="within" { (context.pick("Find in this report", "本报告中查找")) }
            input id="within" name="q" type="search" value=(params.value(&parameters::Q).unwrap_or_default())
                maxlength=(parameters::LONGEST_QUERY) autocomplete="off" autocapitalize="off"
                spellcheck="false" enterkeyhint="search";
            (hidden_inputs(params, kept))
            button type="submit" { (context.pick("Mark", "标出")) }
            @match found {
                Some(Ok(found)) => p.result { (counts(context, params, *found)) },
                Some(Err(Unmarked::NothingToMark)) => p.result {
                    (context.pick("The query has no term that could be marked.", "检索式中没有可在正文标出的词。"))
                },
                Some(Err(Unmarked::Refused(reason))) => p.result {
                    (context.pick("The query cannot be answered, so nothing is marked: ", "检索式无法处理，未作标记："))
                    (clean(reason))
                },
                None => {},
            }
        }
    }
}

/// Returns what was found, counted as the search counts it.
fn counts(context: &PageContext, params: &Params, found: Found) -> String {
    let Found { sections, mentions, marked, uncounted } = found;
    let counts = match context.language {
        _ if sections == 0 && uncounted > 0 => {
            context.pick("no section matches the query", "没有一节符合检索式").to_owned()
        }
        _ if sections == 0 => context.pick("not mentioned here", "本报告没有提及").to_owned(),
        Language::Chinese => format!("{} 节，{} 处", grouped(sections), grouped(mentions)),
        Language::English => format!(
            "{} in {}",
            counted_in(context, mentions, "mention", "处"),
            counted_in(context, sections, "section", "节"),
        ),
    };
    let overlap = (mentions != marked as u64).then(|| match context.language {
        Language::Chinese => format!("相互重叠的合并标出，共标出 {marked} 处"),
        Language::English => format!("overlapping ones are marked as one, {marked} marks in all"),
    });
    let others = (uncounted > 0).then(|| match context.language {
        Language::Chinese => format!("另有 {uncounted} 处在不符合检索式的节中，以虚线标出，不计入"),
        Language::English => {
            format!("{uncounted} more in sections that do not match the query, dotted, not counted")
        }
    });
    let mode = params.mode().label(context.language);
    let parts: Vec<String> = [Some(counts), overlap, others].into_iter().flatten().collect();
    format!("{} · {mode}", parts.join(context.pick("; ", "；")))
}

/// Returns the buttons that lead from hit to hit, which the script shows.
pub(super) fn steps(context: &PageContext, found: Found) -> Markup {
    let all = found.marked;
    let at = context.pick("hit {at} of {all}", "第 {at} 处，共 {all} 处");
    let none = none(context, found);
    html! {
        nav.hit-bar hidden aria-label=(context.pick("Hits in this report", "检索词在本报告中的各处"))
            data-all=(all) data-at=(at) data-none=(none) {
            button type="button" data-step="-1" {
                span aria-hidden="true" { "↑ " } (context.pick("Previous", "上一处")) " " kbd { "p" }
            }
            span.place role="status" aria-atomic="true" { (none) }
            button type="button" data-step="1" {
                span aria-hidden="true" { "↓ " } (context.pick("Next", "下一处")) " " kbd { "n" }
            }
        }
    }
}

/// Returns links to the hits, for browsers without script.
pub(super) fn list(context: &PageContext, found: Found) -> Markup {
    let all = found.marked;
    let listed = all.min(MOST_LISTED);
    html! {
        nav.hit-list aria-label=(context.pick("Hits in this report", "检索词在本报告中的各处")) {
            span.label { (none(context, found)) }
            ol {
                @for number in 1..=listed { li { a href={ "#h" (number) } { (number) } } }
            }
            @if listed < all {
                span { (context.pick("for the others, use the numbers in the outline", "其余各处见提纲中各节的数字")) }
            }
        }
    }
}

/// Returns how many hits there are, while none is gone to.
fn none(context: &PageContext, found: Found) -> String {
    match context.language {
        Language::Chinese => format!("共 {} 处", found.marked),
        Language::English => counted_in(context, found.marked, "hit", "处"),
    }
}

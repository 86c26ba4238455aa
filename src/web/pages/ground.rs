//! What every answer says first: what was found, what it was counted over, and how the question was
//! understood.

use std::convert::Infallible;

use maud::{Markup, html};

use super::address::Address;
use super::fragments::copy_link;
use super::html_text::clean;
use super::layout::PageContext;
use super::paths::{CORPUS, HELP};
use crate::query::{Condition, Query};
use crate::search::{Counts, Ground, Mode, Remark, with_names_of};

/// Returns what was found and what it was counted over, with a link to the files that could not be
/// read, and from when the index is; without a query, what there is. `read_as` is the query with what has to
/// be known to understand it.
pub(super) fn ground(
    context: &PageContext,
    counts: Counts,
    ground: Ground,
    read_as: Option<(&Query, Mode, &[Remark])>,
) -> Markup {
    let sentence = counts.over(ground, read_as.map(|(query, ..)| query), context.language);
    html! {
        div.ground {
            p {
                (sentence)
                @if ground.unreadable > 0 {
                    " " a.no-print href="/#unreadable" { (context.pick("Which?", "哪些？")) }
                }
            }
            @if let Some((query, mode, remarks)) = read_as {
                p.read-as {
                    (clean(&with_names(query, remarks).in_words(mode, context.language))) " · "
                    code lang="zh" { (clean(&query.to_string())) }
                    " · " (mode.label(context.language))
                }
            }
            (about_data(context))
        }
    }
}

/// Returns what several queries were counted over, each of which is said below.
pub(super) fn ground_of_several(
    context: &PageContext,
    ground: Ground,
    number: usize,
    (english, chinese): (&str, &str),
) -> Markup {
    let over = ground.in_words(context.language);
    let sentence = context.language.pick(
        format!("{number} {english}, each counted separately; {over}"),
        format!("{number} {chinese}，分别统计；{over}"),
    );
    html! { div.ground { p { (sentence) } (about_data(context)) } }
}

/// Returns links to what the data are, with the day that they are of, and to the help.
fn about_data(context: &PageContext) -> Markup {
    html! {
        p.read-as.index-day {
            a href=(CORPUS) {
                @match context.index_day() {
                    Some(day) => { (context.pick("data of ", "数据截至 ")) (day) }
                    None => { (context.pick("about the data", "关于数据")) }
                }
            }
            " · " a href=(HELP) { (context.pick("help", "帮助")) }
            @if !context.is_posted() { " " (copy_link(context)) }
        }
    }
}

/// Returns a query with its names as they were read: a sentence says 重庆市 for `cq`.
fn with_names(query: &Query, remarks: &[Remark]) -> Query {
    let mut read = |condition: &Condition| {
        Ok::<_, Infallible>(with_names_of(remarks, condition).unwrap_or_else(|| condition.clone()))
    };
    let Ok(query) = query.try_map_conditions(&mut read);
    query
}

/// Returns whether a page says it elsewhere: that a list is a part of what was found, with the links to its
/// other pages; that a query is met within one section, or is a condition whose text no report has, with
/// the query.
fn is_said(remark: &Remark) -> bool {
    let is_elsewhere =
        matches!(remark, Remark::Clipped { .. } | Remark::InOneSection { in_one_report: None, .. });
    is_elsewhere || remark.is_of_absent_text()
}

/// Returns whether a remark says how it was counted, as it was asked for, and warns of nothing.
fn is_quiet(remark: &Remark) -> bool {
    match remark {
        Remark::ReadAsWords { .. } | Remark::WithAliases { .. } | Remark::NearMentions { .. } => {
            true
        }
        Remark::OfConcept { remark, .. } => is_quiet(remark),
        _ => false,
    }
}

/// Returns what readers have to know to read the answer rightly.
pub(super) fn remarks(context: &PageContext, remarks: &[Remark]) -> Markup {
    html! {
        @for remark in remarks.iter().filter(|it| !is_said(it)) {
            @let is_quiet = is_quiet(remark);
            p.remark.quiet[is_quiet] { (clean(&remark.text(context.language))) }
        }
    }
}

/// Says that the index was written since a link was made, which has the `mark` of the index then. `first`
/// is the address of the first page of the list.
pub(super) fn rewritten(context: &PageContext, mark: Option<&str>, first: &Address) -> Markup {
    let is_other = mark.is_some() && mark != context.index_mark();
    html! {
        @if is_other {
            (notice(context, &html! {
                (written_on(context)) (context.pick(
                    " The list may be another one than before. ",
                    "列表可能与先前不同。",
                ))
                a href=(first.to_url()) { (context.pick("Go to page 1", "回到第 1 页")) }
            }))
        }
    }
}

/// Returns a notice that stays in sight, wherever on the page a reader lands, until it is closed.
pub(super) fn notice(context: &PageContext, sentence: &Markup) -> Markup {
    html! {
        p.notice.fixed role="status" {
            span { (sentence) }
            button.close type="button" hidden aria-label=(context.pick("Close", "关闭")) { "×" }
        }
    }
}

/// Returns that the index was written, and when.
pub(super) fn written_on(context: &PageContext) -> String {
    match context.index_day() {
        Some(day) => context
            .language
            .pick(format!("The data were updated on {day}."), format!("数据已于 {day} 更新。")),
        None => context.pick("The data were updated.", "数据已更新。").to_owned(),
    }
}

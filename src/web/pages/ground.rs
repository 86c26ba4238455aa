//! What every answer says first: what was found, what it was counted over, and how the question was
//! understood.

use maud::{Markup, html};

use super::html_text::clean;
use super::layout::PageContext;
use crate::search::{Counts, Ground, Mode, Remark};

/// Returns what was found and what it was counted over, with a link to the files that could not be
/// read; without a query, what there is. `read_as` is the query as it was understood.
pub(super) fn ground(
    context: &PageContext,
    counts: Counts,
    ground: Ground,
    read_as: Option<(&str, Mode)>,
) -> Markup {
    let sentence = counts.over(ground, read_as.is_some(), context.language);
    html! {
        div.ground {
            p {
                (sentence)
                @if ground.unreadable > 0 {
                    " " a.no-print href="/#unreadable" { (context.pick("Which?", "哪些？")) }
                }
            }
            @if let Some((query, mode)) = read_as {
                p.read-as {
                    (context.pick("read as: ", "检索式读作：")) code lang="zh" { (clean(query)) }
                    " · " (mode.label(context.language))
                }
            }
        }
    }
}

/// Returns what readers have to know to read the answer rightly. That a list is only a part of what
/// was found is clear from the links to its other pages.
pub(super) fn remarks(context: &PageContext, remarks: &[Remark]) -> Markup {
    html! {
        @for remark in remarks.iter().filter(|it| !matches!(it, Remark::Clipped { .. })) {
            @let is_quiet = matches!(remark, Remark::ReadAsWords { .. });
            p.remark.quiet[is_quiet] { (clean(&remark.text(context.language))) }
        }
    }
}

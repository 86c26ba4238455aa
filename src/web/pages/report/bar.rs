//! The bar that stays in sight while the text is read: back to the list, to the hits before and behind in
//! it, and from match to match in the report.

use maud::{Markup, html};

use super::hits::{self, Found};
use super::list::{self, List};
use crate::web::pages::address::Address;
use crate::web::pages::fragments::copy_link;
use crate::web::pages::ground;
use crate::web::pages::layout::PageContext;

/// What the bar leads along.
pub(super) struct Bar<'a> {
    /// The list that the reader came from.
    pub(super) list: Option<&'a List>,
    /// What is marked in the report, if anything is.
    pub(super) found: Option<Found>,
    /// Whether the text was changed since the link to the page was made.
    pub(super) is_changed: bool,
    /// The address of the page with the question.
    pub(super) address: &'a Address,
}

/// Returns the bar. Readers land in the middle of the text, so notices about the list and the text are in it.
pub(super) fn bar(context: &PageContext, bar: &Bar<'_>) -> Markup {
    let &Bar { list, found, is_changed, address } = bar;
    let stays = list.is_some() || found.is_some() || is_changed;
    html! {
        div.reader-bar.stays[stays] {
            (list::ways(context, list, address))
            div.steps {
                @if let Some(found) = found { (hits::steps(context, found)) }
                (copy_link(context))
            }
            @if let Some(list) = list { (list::rewritten(context, list)) }
            @if is_changed { (changed_notice(context)) }
        }
    }
}

/// Returns the notice that the text is not the one that the link was made for.
fn changed_notice(context: &PageContext) -> Markup {
    let sentence = context.pick(
        "The text of this report was changed after this link was made: compare what is quoted from it.",
        "这个链接建立之后，报告的文本改动过；引文请与现在的文本核对。",
    );
    ground::notice(context, &html! { (sentence) })
}

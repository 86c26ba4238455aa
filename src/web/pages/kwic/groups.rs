//! The mentions by what stands next to them; each group leads to its mentions.

use maud::{Markup, html};

use super::view::View;
use crate::analysis::Concordance;
use crate::search::Answer;
use crate::text::grouped;
use crate::web::http::parameters::{self, LONGEST_VALUE};
use crate::web::pages::html_text::clean;

/// Returns the groups of the page.
pub(super) fn tab(view: &View<'_>, answer: &Answer<()>, found: &Concordance) -> Markup {
    let context = view.context;
    let columns = [
        context.pick("mentions", "提及次数"),
        context.pick("sections", "节"),
        context.pick("reports", "报告"),
    ];
    let about = context.pick("What stands next to the mentions", "提及处的前后文");
    html! {
        div.scroll tabindex="0" role="region" aria-label=(about) {
            table.groups {
                caption.unseen { (about) }
                thead {
                    tr {
                        th scope="col" { (context.pick("context", "前后文")) }
                        @for name in columns { th.number scope="col" { (name) } }
                    }
                }
                tbody {
                    @for group in &found.groups {
                        tr {
                            th.context scope="row" lang="zh" {
                                a href=[url(view, &group.context)] { bdi { (clean(&group.context)) } }
                            }
                            @for count in [group.mentions, group.sections, group.reports] {
                                td.number { (grouped(count)) }
                            }
                        }
                    }
                }
            }
        }
        p.quiet {
            (context.pick(
                "_ is the mention, ↵ the end of a paragraph. In folded form: without quotation marks and 、.",
                "_ 代表提及处，↵ 代表段落结束。按归一后的文字统计，引号、顿号不计。",
            ))
        }
        (view.paging(answer, "groups"))
        (view.files())
    }
}

/// Returns the URL of the mentions of a group; `None` if an address cannot contain its name.
fn url(view: &View<'_>, name: &str) -> Option<String> {
    let fits = name.chars().count() <= LONGEST_VALUE;
    fits.then(|| view.address.and(parameters::ONLY.name, name).to_url())
}

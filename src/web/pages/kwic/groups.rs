//! The mentions by what stands next to them; each group leads to its mentions.

use maud::{Markup, html};

use super::view::View;
use crate::analysis::{Concordance, PARAGRAPH_END};
use crate::search::{Answer, Mode};
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
        (view.files())
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
                                a href=[url(view, &group.context)] { (name(view, &group.context)) }
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
                "Counted in folded form: without quotation marks and 、. Files have _ for the mention and ↵ for \
                 the end of a paragraph.",
                "按归一后的文字统计，引号、顿号不计。下载的文件中，_ 代表提及处，↵ 代表段落结束。",
            ))
        }
        (view.paging(answer, "groups"))
    }
}

/// Returns the name of a group with the term in its place.
pub(super) fn name(view: &View<'_>, name: &str) -> Markup {
    let context = view.context;
    let group = view.params.context_group().map(|group| group.to_string()).unwrap_or_default();
    // A text may have the sign of the mention itself.
    let (before, after) = match (group.starts_with("left"), group.contains("right")) {
        (true, false) => (name.strip_suffix('_').unwrap_or(name), ""),
        (false, true) => ("", name.strip_prefix('_').unwrap_or(name)),
        _ => name.split_once('_').unwrap_or((name, "")),
    };
    let end = context.pick("[end of paragraph]", "〔段末〕");
    let side = |text: &str| clean(&text.replace(PARAGRAPH_END, end)).into_owned();
    let term = term(view).unwrap_or_else(|| context.pick("[mention]", "〔提及处〕").to_owned());
    html! { bdi { (side(before)) b { (clean(&term)) } (side(after)) } }
}

/// Returns what is mentioned, if it is the same in every group: the only term of the query.
fn term(view: &View<'_>) -> Option<String> {
    let query = view.params.query().ok()??;
    let has_aliases = query == query.with_aliases() || view.params.has(&parameters::ALIASES);
    match query.terms().as_slice() {
        [only] if !has_aliases && !only.is_pattern() && view.params.mode() != Mode::Words => {
            Some(only.text().to_owned())
        }
        _ => None,
    }
}

/// Returns the URL of the mentions of a group; `None` if an address cannot contain its name.
fn url(view: &View<'_>, name: &str) -> Option<String> {
    let fits = name.chars().count() <= LONGEST_VALUE;
    fits.then(|| view.address.and(parameters::ONLY.name, name).to_url())
}

//! The words near the mentions; each leads to the sections with both.

use maud::{Markup, html};

use super::view::View;
use crate::analysis::{Collocate, Collocates};
use crate::search::Answer;
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::pages::conditions::search;
use crate::web::pages::html_text::clean;

/// A column of figures.
type Column = (&'static str, fn(&Collocate) -> String);

/// Returns the collocates of the page.
pub(super) fn tab(view: &View<'_>, answer: &Answer<()>, found: &Collocates) -> Markup {
    let context = view.context;
    let columns: [Column; 6] = [
        (context.pick("near", "邻近次数"), |it| grouped(it.observed)),
        (context.pick("expected", "期望次数"), |it| format!("{:.2}", it.expected)),
        (context.pick("in all", "总次数"), |it| grouped(it.total)),
        (context.pick("reports", "报告"), |it| grouped(it.reports)),
        (context.pick("log-likelihood", "对数似然比"), |it| {
            format!("{:.2}", it.log_likelihood)
        }),
        (context.pick("log ratio", "对数比"), |it| format!("{:.2}", it.log_ratio)),
    ];
    let about = context.pick("Collocates", "搭配词");
    html! {
        @if found.rows.is_empty() {
            p.notice { (context.pick("Nothing stands near it more often than elsewhere.", "没有比别处更常出现在附近的词。")) }
        } @else {
            div.scroll tabindex="0" role="region" aria-label=(about) {
                table.groups {
                    caption.unseen { (about) }
                    thead {
                        tr {
                            th scope="col" { (found.unit.label(context.language)) }
                            @for (name, _) in columns { th.number scope="col" { (name) } }
                        }
                    }
                    tbody {
                        @for row in &found.rows {
                            tr {
                                th scope="row" lang="zh" {
                                    a href=(url(view, row)) title=(context.pick("the sections with both", "看两者同时出现的节")) {
                                        bdi { (clean(&row.text)) }
                                    }
                                }
                                @for (_, figure) in columns { td.number { (figure(row)) } }
                            }
                        }
                    }
                }
            }
            p.quiet {
                (context.pick(
                    "Log-likelihood (G², Dunning 1993): how unlikely the difference is by chance; above 10.83 \
                     at most 0.1 %. Log ratio (Hardie 2014): how large it is; 1 is twice as frequent as \
                     elsewhere, 2 four times.",
                    "对数似然比（G²，Dunning 1993）衡量差异有多不可能出于偶然，大于 10.83 即 p < 0.001；对数比（Hardie 2014）\
                     衡量差异有多大，1 表示频率是别处的两倍，2 表示四倍。",
                ))
            }
        }
        (view.paging(answer, "rows"))
        (view.files())
    }
}

/// Returns the URL of the search for the sections that the query finds and that contain the word.
fn url(view: &View<'_>, row: &Collocate) -> String {
    let query = view.params.value(&parameters::Q).unwrap_or_default();
    let both = format!("({query}) \"{}\"", row.text);
    search(view.params, Some(&both)).to_url()
}

//! The words near the mentions; each leads to the sections with both.

use maud::{Markup, html};

use super::view::View;
use crate::analysis::{Collocate, Collocates};
use crate::search::Answer;
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::pages::conditions::search;
use crate::web::pages::html_text::clean;

/// A column of figures: its name, what it is, and its figure.
type Column = (&'static str, &'static str, fn(&Collocate) -> String);

/// Returns the collocates of the page.
pub(super) fn tab(view: &View<'_>, answer: &Answer<()>, found: &Collocates) -> Markup {
    let context = view.context;
    let columns: [Column; 6] = [
        (
            context.pick("near", "邻近次数"),
            context.pick("how often it stands near a mention", "在提及处附近出现的次数"),
            |it| grouped(it.observed),
        ),
        (
            context.pick("expected", "期望次数"),
            context.pick("how often it would if it were as frequent there as elsewhere", "假如附近与别处一样常见，应有的次数"),
            |it| decimal(it.expected),
        ),
        (
            context.pick("in all", "总次数"),
            context.pick("how often it stands anywhere, without the mentions", "在统计范围内出现的总次数，提及处本身不计"),
            |it| grouped(it.total),
        ),
        (
            context.pick("reports", "报告"),
            context.pick("the reports in which it stands near a mention", "在提及处附近出现它的报告份数"),
            |it| grouped(it.reports),
        ),
        (
            context.pick("log-likelihood", "对数似然比"),
            context.pick(
                "how unlikely the difference is by chance (G², Dunning 1993); above 10.83 at most 0.1 %",
                "差异有多不可能出于偶然（G²，Dunning 1993），大于 10.83 即 p < 0.001",
            ),
            |it| decimal(it.log_likelihood),
        ),
        (
            context.pick("log ratio", "对数比"),
            context.pick(
                "how large the difference is (Hardie 2014); 1 is twice as frequent as elsewhere, 2 four times",
                "差异有多大（Hardie 2014），1 表示频率是别处的两倍，2 表示四倍",
            ),
            |it| decimal(it.log_ratio),
        ),
    ];
    let about = context.pick("Collocates", "搭配词");
    html! {
        @if found.rows.is_empty() {
            p.notice { (context.pick("Nothing stands near it more often than elsewhere.", "没有比别处更常出现在附近的词。")) }
        } @else {
            (view.files())
            div.scroll tabindex="0" role="region" aria-label=(about) {
                table.groups {
                    caption.unseen { (about) }
                    thead {
                        tr {
                            th scope="col" { (found.unit.label(context.language)) }
                            @for (name, meaning, _) in columns { th.number scope="col" title=(meaning) { (name) } }
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
                                @for (.., figure) in columns { td.number { (figure(row)) } }
                            }
                        }
                    }
                }
            }
            dl.meanings {
                @for (name, meaning, _) in columns { div { dt { (name) } dd { (meaning) } } }
            }
        }
        (view.paging(answer, "rows"))
    }
}

/// Returns a figure with two decimal places: `13,014.48`.
fn decimal(figure: f64) -> String {
    let text = format!("{figure:.2}");
    match text.split_once('.').map(|(whole, places)| (whole.parse::<u64>(), places)) {
        Some((Ok(whole), places)) => format!("{}.{places}", grouped(whole)),
        _ => text,
    }
}

/// Returns the URL of the search for the sections that the query finds and that contain the word.
fn url(view: &View<'_>, row: &Collocate) -> String {
    let query = view.params.value(&parameters::Q).unwrap_or_default();
    let both = format!("({query}) \"{}\"", row.text);
    search(view.params, Some(&both)).to_url()
}

//! The figures of a trend as a table: a row for each year or place, with a link to its passages.

use maud::{Markup, html};

use crate::analysis::{Series, State, TrendRow};
use crate::present::above;
use crate::search::{Answer, FacetBy};
use crate::text::grouped;
use crate::web::http::params::Params;
use crate::web::pages::conditions::passages;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;

/// The most rows on the page. The file has all.
const MOST_ROWS: usize = 300;

/// The rows of each of many tables on the page: as many years as there are of the field.
const LEAST_ROWS: usize = 20;

/// Returns the table of one of `all` terms or, without one, of all reports. `term` is the query as it was
/// typed, or that of a concept.
pub(super) fn table(
    context: &PageContext,
    params: &Params,
    (by, all): (FacetBy, usize),
    answer: &Answer<Series>,
    term: &str,
) -> Markup {
    let (series, read_as) = (&answer.body, answer.question.query_text());
    let columns = columns(context, !term.is_empty());
    let name = by.label(context.language);
    let most_rows = (MOST_ROWS / all.max(1)).max(LEAST_ROWS);
    let left_out = series.rows.len().saturating_sub(most_rows);
    html! {
        section.trend-table aria-label=(clean(if term.is_empty() { name } else { term })) {
            @if !term.is_empty() {
                h2 lang="zh" { bdi { (clean(&answer.question.term())) } }
                @if answer.question.concept.is_some() {
                    p.read-as { code lang="zh" { (clean(&read_as)) } }
                }
                // The ground of a single term is at the top of the page.
                @if all > 1 { p.quiet { (ground(context, answer)) } }
            }
            div.scroll {
                table {
                    caption.unseen lang="zh" {
                        @if term.is_empty() { (name) } @else { (clean(&read_as)) }
                    }
                    thead {
                        tr {
                            th scope="col" { (name) }
                            @for column in &columns { th.number scope="col" { (column.name) } }
                        }
                    }
                    tbody {
                        @for row in series.rows.iter().take(most_rows) {
                            tr {
                                th scope="row" lang="zh" { (row_name(context, params, by, row, term)) }
                                (cells(context, by, row, &columns))
                            }
                        }
                    }
                    tfoot {
                        tr {
                            th scope="row" { (context.pick("total", "合计")) }
                            (cells(context, by, &series.total, &columns))
                        }
                    }
                }
            }
            @if left_out > 0 {
                p.quiet {
                    (grouped(left_out as u64)) " "
                    (context.pick("more rows are not shown; the file has all.", "行未列出；下载的表格中有全部。"))
                }
            }
        }
    }
}

/// Returns what was found and what it was counted over.
fn ground(context: &PageContext, answer: &Answer<Series>) -> String {
    answer.body.counts.over(answer.ground, true, context.language)
}

/// A column of figures.
struct Column {
    name: &'static str,
    figure: fn(&TrendRow) -> String,
}

fn columns(context: &PageContext, has_query: bool) -> Vec<Column> {
    let column = |english, chinese, figure| Column { name: context.pick(english, chinese), figure };
    let held = column("reports", "所收报告", |row| grouped(row.figures.held));
    let characters = column("characters", "字数", |row| grouped(row.figures.characters));
    if !has_query {
        return vec![held, characters];
    }
    vec![
        held,
        column("mention it", "提及的报告", |row| grouped(row.figures.reports)),
        column("share", "比例", |row| {
            row.figures.share.map_or_else(String::new, |share| format!("{share:.2}%"))
        }),
        column("sections", "节", |row| grouped(row.figures.sections)),
        column("mentions", "提及次数", |row| grouped(row.figures.mentions)),
        characters,
        column("per 10,000", "每万字", |row| {
            row.figures.mentions_per_10000.map_or_else(String::new, |rate| format!("{rate:.2}"))
        }),
    ]
}

/// Returns the figures of a row, or that there is no report.
fn cells(context: &PageContext, by: FacetBy, row: &TrendRow, columns: &[Column]) -> Markup {
    // The index may have reports that the conditions leave out, so this only speaks of those counted.
    let nothing = match by {
        FacetBy::Year => context
            .pick("no report for this year among those counted", "统计范围内没有这一年度的报告"),
        FacetBy::Part => {
            context.pick("no such section among those counted", "统计范围内没有这样的节")
        }
        _ => context.pick("no such report among those counted", "统计范围内没有这样的报告"),
    };
    html! {
        @if row.figures.state == State::LeftOut {
            td.not-held colspan=(columns.len()) { (State::LeftOut.label(context.language)) }
        } @else if row.figures.held == 0 {
            td.not-held colspan=(columns.len()) { (nothing) }
        } @else {
            @for column in columns { td.number { ((column.figure)(row)) } }
        }
    }
}

/// Returns the name of a row and the divisions that contain it. If passages were counted in the row,
/// the name links to them.
fn row_name(
    context: &PageContext,
    params: &Params,
    by: FacetBy,
    row: &TrendRow,
    term: &str,
) -> Markup {
    let line = (by, row.value.as_str(), row.region.as_ref());
    let url = (row.figures.reports > 0).then(|| passages(params, Some(term), &[line])).flatten();
    let place = match by {
        FacetBy::County | FacetBy::Prefecture => above(row.region.as_ref(), &row.value),
        _ => String::new(),
    };
    let to_passages = context.pick("the passages in these reports", "看这些报告中的段落");
    html! {
        @match url {
            Some(url) => a href=(url.to_short_url()) title=(to_passages) { bdi { (clean(&row.value)) } },
            None => bdi { (clean(&row.value)) },
        }
        @if !place.is_empty() {
            " " small { (clean(&place)) }
        }
    }
}

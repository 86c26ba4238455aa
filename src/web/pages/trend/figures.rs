//! The figures of a trend as a table: a row for each year or place, each with a link to its passages.

use maud::{Markup, html};

use crate::analysis::{Series, TrendRow};
use crate::present::{above, ground_in_words};
use crate::search::{Answer, FacetBy};
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::pages::query_form::{address_of, condition_of, is_one_value};

/// So many rows are shown: more are for a spreadsheet, which has them all.
const MOST_ROWS: usize = 300;

/// Returns the table of a term, or of what is held where there is none. `term` is the query as it
/// was typed.
pub(super) fn table(
    context: &PageContext,
    params: &Params,
    by: FacetBy,
    answer: &Answer<Series>,
    term: &str,
) -> Markup {
    let (series, read_as) = (&answer.body, answer.question.query_text());
    let columns = columns(context, !term.is_empty());
    let name = by.label(context.language);
    let left_out = series.rows.len().saturating_sub(MOST_ROWS);
    html! {
        section.trend-table aria-label=(clean(if term.is_empty() { name } else { term })) {
            @if !term.is_empty() {
                h2 lang="zh" { bdi { (clean(&read_as)) } }
                // Of one term it stands above, always in sight.
                @if super::terms(params).len() > 1 { p.quiet { (ground(context, answer)) } }
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
                        @for row in series.rows.iter().take(MOST_ROWS) {
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
                    (context.pick("rows are not shown; the file has all.", "行未列出；下载的表格里有全部。"))
                }
            }
        }
    }
}

/// Returns over what the term was counted.
fn ground(context: &PageContext, answer: &Answer<Series>) -> String {
    let Answer { ground, body: Series { counts, .. }, .. } = answer;
    ground_in_words(*counts, *ground, true, context.language)
}

/// A column of figures.
struct Column {
    name: &'static str,
    written: fn(&TrendRow) -> String,
}

fn columns(context: &PageContext, has_query: bool) -> Vec<Column> {
    let column =
        |chinese, english, written| Column { name: context.pick(english, chinese), written };
    let held = column("所收报告", "reports held", |row| grouped(row.held));
    let characters = column("字数", "characters", |row| grouped(row.characters));
    if !has_query {
        return vec![held, characters];
    }
    vec![
        held,
        column("提及的报告", "mention it", |row| grouped(row.reports)),
        column("比例", "share", |row| {
            row.share.map_or_else(String::new, |share| format!("{share:.2}%"))
        }),
        column("节", "sections", |row| grouped(row.sections)),
        column("提及次数", "mentions", |row| grouped(row.mentions)),
        characters,
        column("每万字", "per 10,000", |row| {
            row.mentions_per_10000.map_or_else(String::new, |rate| format!("{rate:.2}"))
        }),
    ]
}

/// Returns the figures of a row, or that there are none.
fn cells(context: &PageContext, by: FacetBy, row: &TrendRow, columns: &[Column]) -> Markup {
    // Conditions may have left out what is held: what is told is true of what was counted over.
    let nothing = match by {
        FacetBy::Year => context
            .pick("no report of this year among those counted over", "所计范围内没有该年度的报告"),
        FacetBy::Part => {
            context.pick("no such section among those counted over", "所计范围内没有这样的节")
        }
        _ => context.pick("no such report among those counted over", "所计范围内没有这样的报告"),
    };
    html! {
        @if row.held == 0 {
            td.not-held colspan=(columns.len()) { (nothing) }
        } @else {
            @for column in columns { td.number { ((column.written)(row)) } }
        }
    }
}

/// Returns the name of a row, as a link to the passages that were counted in it where there are
/// any, and where it lies.
fn row_name(
    context: &PageContext,
    params: &Params,
    by: FacetBy,
    row: &TrendRow,
    term: &str,
) -> Markup {
    let link = (row.reports > 0).then(|| passages(params, by, row, term)).flatten();
    let place = match by {
        FacetBy::County | FacetBy::Prefecture => above(row.region.as_ref(), &row.value),
        _ => String::new(),
    };
    let to_passages = context.pick("the passages in these reports", "看这些报告里的段落");
    html! {
        @match link {
            Some(link) => a href=(link) title=(to_passages) { bdi { (clean(&row.value)) } },
            None => bdi { (clean(&row.value)) },
        }
        @if !place.is_empty() {
            " " small { (clean(&place)) }
        }
    }
}

/// Returns the search that finds just what a row counts: with the same conditions, but that the row
/// is in the place of those on the same fact, of which any may hold. None where its name cannot be
/// written as a value.
fn passages(params: &Params, by: FacetBy, row: &TrendRow, term: &str) -> Option<String> {
    let (parameter, value) = condition_of(by, &row.value, row.region.as_ref());
    if !is_one_value(&value) {
        return None;
    }
    let mut address = address_of(params, crate::web::pages::SEARCH, &[&parameters::MODE])
        .without("mode", |mode| mode == "exact");
    if !term.is_empty() {
        address = address.and(parameters::Q.name, term);
    }
    for filter in parameters::FILTERS.iter().filter(|filter| filter.name != parameter.name) {
        for value in params.values(filter) {
            address = address.and(filter.name, value);
        }
    }
    Some(address.and(parameter.name, &value).written())
}

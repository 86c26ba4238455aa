//! The concepts of a codebook next to each other: a row for each county, agency, report or year, with
//! a link from every figure to what it counts.
//!
//! - `rows`: which rows are shown, in which order
//! - `cells`: the table

mod cells;
mod rows;
#[cfg(test)]
mod tests;

use maud::{Markup, html};

use super::address::Address;
use super::conditions::page_of_list;
use super::fragments::{Download, codebook_form, downloads, hidden_inputs};
use super::html_text::clean;
use super::layout::PageContext;
use super::listing::Listing;
use super::narrow::{self, Narrow, Room};
use super::paths::PANEL;
use super::{cite, conditions, ground, query_form};
use crate::analysis::{Figures, Measure, Panel};
use crate::error::{Error, Result};
use crate::present::{Audience, panel_table};
use crate::query::{Codebook, Query};
use crate::search::{Answer, Counts, FacetBy, GroupBy, Window};
use crate::web::http::choices::Format;
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::snapshot::Snapshot;
use cells::Table;

/// The parameters of the page, in addition to query, mode and conditions.
pub(super) const PARAMETERS: &[&Parameter] = &[
    &parameters::CONCEPT,
    &parameters::CODEBOOK,
    &parameters::BY_GROUP,
    &parameters::BY_YEAR,
    &parameters::MEASURE,
    &parameters::NAME,
    &parameters::ORDER,
    &parameters::OF,
    &parameters::PAGE,
];

/// What the table shows of the answer, without which there is the same answer.
const OF_TABLE: [&Parameter; 4] =
    [&parameters::NAME, &parameters::ORDER, &parameters::OF, &parameters::PAGE];

/// The id of the section with the table.
const SECTION: &str = "table";

/// So few rows are looked over at once, and need no field to narrow them.
const FEW_ROWS: usize = 12;

/// Returns the page: a panel of the concepts that are given or, without any, of the query of another
/// page; without both, what to do.
///
/// # Errors
///
/// Fails as a search does.
pub(super) fn page(
    context: &PageContext,
    params: &Params,
    query: Option<Query>,
    snapshot: &Snapshot,
) -> Result<String> {
    let title = context.pick("Concepts", "概念");
    let given = match (params.codebook()?, params.value(&parameters::Q)) {
        (None, Some(line)) => Some(Codebook::from_lines([line])?),
        (given, _) => given,
    };
    let mut remarks = Vec::new();
    let answered = match given {
        Some(codebook) => panel(params, &codebook, snapshot).and_then(|panel| {
            remarks.clone_from(&panel.remarks);
            answer(context, params, &panel, snapshot)
        }),
        None => Ok(introduction(context, params)),
    };
    let answered = match answered {
        // The form stays, so that what is wrong can be mended.
        Err(error) if is_about_table(&error) => problem(context, &error),
        answered => answered?,
    };
    let address = address(context, params);
    let facets = narrow::count(params, query, snapshot)?;
    let sidebar = Narrow::new(context, params, &address, (&facets, Room::Table));
    let body = html! {
        h1 { (title) }
        (form(context, params))
        (codebook_form(context, params, PANEL))
        @if context.is_posted() { (no_address(context)) }
        (conditions::chosen(context, params, &address, &remarks))
        (sidebar.beside(&answered))
    };
    Ok(context.page(title, &body))
}

/// Says that the page has no address that could be shared.
fn no_address(context: &PageContext) -> Markup {
    html! {
        p.notice {
            (context.pick(
                "The codebook is too long for an address: this page has no link that can be shared. Its \
                 files have all figures.",
                "概念表太长，网址容纳不下：本页没有可以分享的链接，下载的表格中有全部数值。",
            ))
        }
    }
}

/// Counts the concepts.
fn panel(params: &Params, codebook: &Codebook, snapshot: &Snapshot) -> Result<Answer<Panel>> {
    let mut request = params.request(None);
    if !rows::needs_all(params) {
        let offset = rows::MOST_ROWS * (params.page() - 1);
        request.rows = Window { limit: Some(rows::MOST_ROWS), offset };
    }
    let by_year = params.has(&parameters::BY_YEAR);
    request.panel(&snapshot.reader, codebook, params.rows_by(), by_year)
}

/// Returns whether an error is about the table of the concepts.
fn is_about_table(error: &Error) -> bool {
    matches!(error, Error::SameRowsAndColumns { .. } | Error::TooManyCells { .. })
}

/// Returns the address of the page, without the number of the page of rows, and without the concepts if
/// they are posted.
fn address(context: &PageContext, params: &Params) -> Address {
    let known = query_form::with_question(PARAMETERS);
    let address = Address::with_values(PANEL, params, &known);
    let address = address.without(parameters::PAGE.name, |_| true);
    address.without(parameters::CONCEPT.name, |_| context.is_posted())
}

/// Returns what is wrong with the concepts, and what to do.
fn problem(context: &PageContext, error: &Error) -> Markup {
    let audience = Audience::Page(context.language);
    html! {
        div.problem role="alert" {
            p { (clean(&error.message(audience))) }
            @if let Some(hint) = error.hint(audience) { p { (clean(&hint)) } }
        }
    }
}

/// Returns the forms: the query line, as on the other pages, and the concepts. These are posted, since they
/// may be long; the server leads to the address of the page if there is room in one. The choices stand
/// where what is counted was typed, and the other form keeps them.
pub(super) fn form(context: &PageContext, params: &Params) -> Markup {
    let is_of_line = params.value(&parameters::Q).is_some() && !params.has_codebook();
    let (chosen, kept) = (options(context, params), hidden_inputs(params, CHOICES.into_iter()));
    let filters = hidden_inputs(params, parameters::FILTERS.iter().copied());
    html! {
        form.search role="search" method="get" action=(PANEL) {
            (query_form::line(context, params))
            @if is_of_line { (chosen) } @else { (kept) }
            (filters)
        }
        details.codebook-fields open[!is_of_line] {
            summary { (context.pick("or several concepts at once", "或一次统计多个概念")) }
            form.search method="post" action=(PANEL) {
                (query_form::concepts(context, params, &query_form::typed_concepts(params)))
                @if is_of_line { (kept) } @else { (chosen) }
                (filters)
                button type="submit" { (context.pick("Count", "统计")) }
            }
        }
    }
}

/// The choices beside what is counted.
const CHOICES: [&Parameter; 5] = [
    &parameters::MODE,
    &parameters::ALIASES,
    &parameters::BY_GROUP,
    &parameters::BY_YEAR,
    &parameters::MEASURE,
];

/// Returns the fields of the choices.
fn options(context: &PageContext, params: &Params) -> Markup {
    let (by, measure) = (params.rows_by(), params.measure().unwrap_or_default());
    html! {
        div.options {
            (query_form::modes(context, params))
            label {
                (context.pick("rows", "行"))
                select name=(parameters::BY_GROUP.name) {
                    @for one in GroupBy::all() {
                        option value=(one.key()) selected[one == by] { (one.label(context.language)) }
                    }
                }
            }
            label {
                input type="checkbox" name=(parameters::BY_YEAR.name) value="true"
                    checked[params.has(&parameters::BY_YEAR)];
                (context.pick("and years", "分年度"))
            }
            label {
                (context.pick("figure", "数值"))
                select name=(parameters::MEASURE.name) {
                    @for one in Measure::ALL {
                        option value=(one.key()) selected[one == measure] {
                            (one.label(context.language))
                        }
                    }
                }
            }
        }
    }
}

/// Returns what was found of a lone concept, and over what; of several, over what.
fn ground_of(context: &PageContext, params: &Params, answer: &Answer<Panel>) -> Markup {
    let panel = &answer.body;
    let [only] = panel.concepts.as_slice() else {
        let noun = ("concepts", "个概念");
        return ground::ground_of_several(context, answer.ground, panel.concepts.len(), noun);
    };
    let Figures { reports, sections, mentions, .. } = only.total;
    let counts = Counts { reports, sections, mentions: mentions.unwrap_or_default() };
    let query: Option<Query> = only.query.parse().ok();
    let read_as = query.as_ref().map(|query| (query, params.mode(), answer.remarks.as_slice()));
    ground::ground(context, counts, only.ground, read_as)
}

/// Returns what a newcomer can do.
fn introduction(context: &PageContext, params: &Params) -> Markup {
    let shipped = address(context, params).set(parameters::CODEBOOK.name, "outline");
    html! {
        p {
            (context.pick(
                "Counts many terms at once, each with its reports and years. ",
                "一次统计多个概念，看哪些地方、哪些年度提及。",
            ))
            a href=(shipped.to_url()) {
                (context.pick(
                    "Try it with forty concepts: the parts of a report and the tasks for 2021 to 2025",
                    "用四十个概念试一试：年度报告的各部分和 2021—2025 年的各项任务",
                ))
            }
        }
    }
}

/// Returns the answer: the ground, the remarks, the table, the files, the queries.
fn answer(
    context: &PageContext,
    params: &Params,
    answer: &Answer<Panel>,
    snapshot: &Snapshot,
) -> Result<Markup> {
    let panel = &answer.body;
    let about = panel_table(&snapshot.reader, answer, std::iter::empty(), None);
    let measure = params.measure().unwrap_or_default();
    let address = address(context, params);
    let listing = Listing::new(context, params, &address, SECTION);
    let rows = rows::rows(&listing, params, (answer, measure), snapshot)?;
    let is_long = rows.all > FEW_ROWS || rows::needs_all(params);
    let list = page_of_list(&address, params.page(), context.index_mark());
    let table = Table { context, params, answer, measure, listing: &listing, list };
    Ok(html! {
        (ground_of(context, params, answer))
        (cite::count(context, about.about().clone()))
        (ground::remarks(context, &answer.remarks))
        (ground::rewritten(context, params.value(&parameters::INDEX), &address))
        @if answer.ground.reports == 0 {
            p.notice { (context.pick("No reports match these conditions.", "没有符合这些条件的报告。")) }
        } @else {
            section id=(SECTION) {
                (table.legend())
                @if is_long { (listing.name_field(rows.all)) }
                @if rows.shown.is_empty() {
                    p.notice { (context.pick("No rows match.", "没有符合条件的行。")) }
                } @else {
                    (table.table(&rows.shown))
                }
                (listing.paging(&rows))
            }
            (files(context, params))
            (queries(context, panel))
        }
    })
}

/// Returns links to the same answer for spreadsheets and programs.
fn files(context: &PageContext, params: &Params) -> Markup {
    let is_kept = |name: &str| !parameters::contains(&OF_TABLE, name) && name != parameters::Q.name;
    let mut api = address(context, params).to_page("/api/v1/panel", is_kept);
    if let (false, Some(line)) = (params.has_codebook(), params.value(&parameters::Q)) {
        api = api.and(parameters::CONCEPT.name, line);
    }
    let all = api.without(parameters::MEASURE.name, |_| true);
    let all = all.set(parameters::BY_YEAR.name, "true");
    let wide = context.pick("this table", "本表");
    let mut files = vec![
        Download::new(wide, Format::Csv, &api),
        Download::explained(wide, &api),
        Download::new(wide, Format::Xlsx, &api),
        Download::new("", Format::Json, &api.without(parameters::MEASURE.name, |_| true)),
    ];
    // Years cannot be divided by year.
    if params.rows_by() != GroupBy::Facet(FacetBy::Year) {
        let long = context.pick("all figures by year,", "分年度的全部数值");
        files.push(Download::new(long, Format::Csv, &all));
        files.push(Download::new(long, Format::Jsonl, &all));
    }
    let files: Vec<Download> = files.into_iter().map(|file| file.of_page(context)).collect();
    downloads(context, context.pick("Download", "下载"), &files)
}

/// Returns the concepts with their queries as they were read.
fn queries(context: &PageContext, panel: &Panel) -> Markup {
    // The ground has the query of a lone concept.
    if let [only] = panel.concepts.as_slice()
        && only.label == only.query
        && only.note.is_empty()
    {
        return html! {};
    }
    html! {
        h2 { (context.pick("The concepts", "概念")) }
        dl.codebook {
            @for concept in &panel.concepts {
                dt lang="zh" { bdi { (clean(&concept.label)) } }
                dd {
                    code lang="zh" { (clean(&concept.query)) }
                    @if !concept.note.is_empty() { " " small lang="zh" { (clean(&concept.note)) } }
                }
            }
        }
    }
}

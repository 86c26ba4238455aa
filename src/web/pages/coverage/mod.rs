//! Which counties mention a term, which have reports and do not mention it, and which have none.
//!
//! - `view`: what all parts of the page share
//! - `provinces`, `tiles`, `tile_grid`: a map of the provinces
//! - `non_mentions`: those that have reports and do not mention it, by name
//! - `summary`: how many rows mention it
//! - `rows`: which rows of the table are shown, in which order
//! - `matrix`: the table, of counties and years by default
//! - `links`: from every figure to what it counts
//! - `concepts`: the concepts of a codebook, of which the page shows one
//! - `controls`, `notices`: what is around the table
//! - `figure`: what stands in a cell; `shading`, `labels`: colours and names
//!
//! Without a query the page shows which reports there are. All figures are those of
//! `analysis::coverage` and `analysis::trend`, as on the command line and in the API.

mod concepts;
mod controls;
mod figure;
#[cfg(test)]
mod light;
mod links;
mod matrix;
mod notices;
mod provinces;
mod rows;
mod non_mentions;
mod shading;
mod summary;
#[cfg(test)]
mod tests;
mod tile_grid;
mod tiles;
mod view;
mod labels;

use maud::{Markup, html};

use super::html_text::clean;
use super::layout::PageContext;
use super::narrow::{self, Narrow, Room};
use super::paths::COVERAGE;
use super::{cite, conditions, ground, query_form};
use crate::analysis::{self, Coverage};
use crate::error::{Error, Result};
use crate::present::About;
use crate::query::Query;
use crate::search::{Answer, FacetBy, GroupBy, Request, Results};
use crate::web::http::parameters;
use crate::web::http::params::{Params, Unknown};
use crate::web::snapshot::Snapshot;
use labels::axis;
use links::Links;
use matrix::Matrix;
use provinces::Provinces;
use rows::Rows;
use summary::summary;
use view::View;

pub(super) use labels::containing_divisions;
pub(super) use tile_grid::short_name;
pub(super) use view::PARAMETERS;

/// Returns the form of the page, without the choice of rows and columns.
pub(super) fn form(context: &PageContext, params: &Params) -> Markup {
    query_form::form(context, params, COVERAGE, &query_form::instead_of_query(context, params))
}

/// Returns the page.
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
    if let Some(codebook) = params.codebook()? {
        return concepts::page(context, params, &codebook, snapshot);
    }
    let request = params.request(query);
    let view = View::new(context, params, request.query.as_ref());
    answered(view, &request, &html! {}, snapshot)
}

/// Returns what is held by province and year as a table, for another page.
pub(super) fn held(context: &PageContext, held: &Answer<Coverage>) -> Markup {
    let (rows, columns) = (held.body.rows_by.key(), held.body.columns_by.key());
    let address =
        format!("{}={rows}&{}={columns}", parameters::ROWS.name, parameters::COLUMNS.name);
    let known = query_form::with_question(PARAMETERS);
    let Ok(params) = Params::read(Some(&address), &known, Unknown::Ignored) else {
        unreachable!("rows and columns are parameters of the page")
    };
    let view = View::new(context, &params, None);
    let matrix = Matrix::new(&view, held).unsorted();
    html! {
        (matrix.legend())
        (matrix.table(&held.body.rows.iter().collect::<Vec<_>>()))
    }
}

/// Answers a request. `before` stands before its answer.
fn answered(
    mut view: View<'_>,
    request: &Request,
    before: &Markup,
    snapshot: &Snapshot,
) -> Result<String> {
    let coverage = analysis::coverage(&snapshot.reader, request, view.rows, view.columns);
    let coverage = match coverage {
        // The page shows why there is no table, and which table there could be.
        Err(error) if !is_about_table(&error) => return Err(error),
        coverage => coverage,
    };
    if let Ok(coverage) = &coverage {
        view.choose_measure(&coverage.body);
        name_reports(&mut view, snapshot, &coverage.body)?;
    }
    let from_rows = coverage.as_ref().ok().and_then(Provinces::from_rows);
    let provinces = match from_rows {
        Some(provinces) => provinces,
        None => count_by_province(snapshot, request)?,
    };
    // The concepts of a codebook have many queries, and what is held is the same for all.
    let asked = request.query.clone().filter(|_| request.concept.is_none());
    let facets = narrow::count(view.of_page, asked, snapshot)?;
    let concept = request.concept.as_deref();
    let about = coverage.as_ref().ok().map(|answer| {
        About::new("coverage", &snapshot.reader).with_answer(answer, Some(answer.body.counts))
    });
    let cited = about.map(|about| cite::count(view.context, about));
    Ok(whole(&view, (concept, before, cited), (&provinces, &facets), &coverage))
}

/// Returns the whole page.
fn whole(
    view: &View<'_>,
    (concept, before, cited): (Option<&str>, &Markup, Option<Markup>),
    (provinces, facets): (&Provinces, &Answer<Results>),
    coverage: &Result<Answer<Coverage>>,
) -> String {
    let (context, params) = (view.context, view.params);
    let title = if view.form.has_mentions {
        context.pick("Which counties", "哪些地方提及")
    } else {
        context.pick("Which counties", "哪些地方符合")
    };
    let read_as = view.query.map(|query| (query, params.mode(), provinces.remarks.as_slice()));
    let room = (facets, Room::LongTable);
    let sidebar = Narrow::new(context, view.of_page, &view.address, room);
    let body = html! {
        h1.unseen { (title) }
        (query_form::form(context, view.of_page, COVERAGE, &view.options()))
        (before)
        @if let Some(concept) = concept { h2 lang="zh" { bdi { (clean(concept)) } } }
        (ground::ground(context, provinces.counts, provinces.ground, read_as))
        @if let Some(cited) = cited { (cited) }
        (conditions::chosen(context, params, &view.address, &provinces.remarks))
        (ground::remarks(context, &provinces.remarks))
        (ground::rewritten(context, view.of_page.value(&parameters::INDEX), &view.address))
        (sidebar.beside(&body(view, provinces, coverage)))
    };
    let title = match concept.or(params.value(&parameters::Q)) {
        Some(query) => format!("{query} · {title}"),
        None => title.to_owned(),
    };
    context.page(&title, &body)
}

/// Returns whether an error is about the rows and columns of the table.
fn is_about_table(error: &Error) -> bool {
    matches!(error, Error::SameRowsAndColumns { .. } | Error::TooManyCells { .. })
}

/// Counts by province, for a table whose rows are not in provinces.
fn count_by_province(snapshot: &Snapshot, request: &Request) -> Result<Provinces> {
    let trend =
        analysis::trend(&snapshot.reader, std::slice::from_ref(request), FacetBy::Province)?;
    let series = trend.series.first().expect("a series for each request");
    Ok(Provinces::from_series(series))
}

/// Reads the names of the reports that the rows on the page are.
fn name_reports(view: &mut View<'_>, snapshot: &Snapshot, coverage: &Coverage) -> Result<()> {
    if view.rows != GroupBy::Report {
        return Ok(());
    }
    // A name is looked for among those of all rows.
    if view.params.value(&parameters::NAME).is_some() {
        let named = snapshot.named_reports()?;
        let of_row = |path: &String| Some((path.clone(), named.get(path)?.clone()));
        view.reports = coverage.rows.iter().filter_map(|row| of_row(&row.value)).collect();
        return Ok(());
    }
    let rows = Rows::new(view, coverage);
    let paths = rows.shown.into_iter().chain(non_mentions::named(&coverage.rows));
    for path in paths.map(|row| &row.value) {
        if let Some(report) = snapshot.report_at(path)? {
            view.reports.insert(path.clone(), report);
        }
    }
    Ok(())
}

/// Returns everything below the ground.
fn body(view: &View<'_>, provinces: &Provinces, coverage: &Result<Answer<Coverage>>) -> Markup {
    if provinces.ground.reports == 0 {
        let none =
            view.context.pick("No reports match these conditions.", "没有符合所选条件的报告。");
        return html! { p.notice { (none) } };
    }
    html! {
        @if provinces.counts.reports == 0 { (view.nothing()) }
        div.overview {
            (map(view, provinces))
            @if let Ok(coverage) = coverage && view.has_query {
                (non_mentions::section(view, &coverage.body.rows))
            }
        }
        section.table id="table" {
            @match coverage {
                Ok(coverage) => (table(view, coverage)),
                Err(error) => (view.refused(error)),
            }
        }
    }
}

/// Returns the map of the provinces; nothing if the question is narrowed to one province.
fn map(view: &View<'_>, provinces: &Provinces) -> Markup {
    if provinces.known().count() < 2 && view.is_narrowed() {
        return html! {};
    }
    let axes = (GroupBy::Facet(FacetBy::Province), GroupBy::Facet(FacetBy::Year));
    let links = Links::new(view.params, view.query, &view.address, axes);
    tiles::map(view, provinces, &links)
}

/// So few rows are looked over at once, and need no field to narrow them.
const FEW_ROWS: usize = 12;

/// Returns the table with everything around it.
fn table(view: &View<'_>, answer: &Answer<Coverage>) -> Markup {
    let (context, coverage) = (view.context, &answer.body);
    let rows = Rows::new(view, coverage);
    let matrix = Matrix::new(view, answer);
    html! {
        h2 {
            (context.pick("By ", "")) (axis(context, view.rows)) (context.pick(" and ", " × "))
            (axis(context, view.columns))
        }
        p { (summary(view, coverage)) }
        @if view.has_query { (view.tabs(coverage)) (view.switch()) }
        (matrix.legend())
        (view.too_wide(coverage))
        (view.files(answer))
        @if coverage.rows.len() > FEW_ROWS { (view.listing().name_field(rows.all)) }
        (view.paging(&rows))
        @if rows.shown.is_empty() {
            p.notice { (context.pick("No rows match.", "没有符合条件的行。")) }
        } @else {
            (view.beginnings(&rows))
            a.skip href="#after-table" { (context.pick("Skip the table", "跳过表格")) }
            (matrix.table(&rows.shown))
        }
        div id="after-table" tabindex="-1" { (view.paging(&rows)) }
    }
}

//! The table of a panel: each cell has mentions, or reports without any, or no report.

use maud::{Markup, html};

use crate::analysis::{Figures, Measure, Panel, PanelConcept, PanelRow, State};
use crate::error::Result;
use crate::present::above;
use crate::report::UNKNOWN;
use crate::search::{Answer, FacetBy, GroupBy, Mode};
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::{condition_of, is_one_value};
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::pages::paths::{SEARCH, report_path};
use crate::web::snapshot::{NamedReport, Snapshot};

/// Returns the table with a column for each concept.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(super) fn table(
    context: &PageContext,
    params: &Params,
    answer: &Answer<Panel>,
    measure: Measure,
    snapshot: &Snapshot,
) -> Result<Markup> {
    let panel = &answer.body;
    let mut rows = Vec::new();
    for row in &panel.rows {
        let report = match panel.by {
            GroupBy::Report => snapshot.report_at(&row.value)?,
            GroupBy::Facet(_) => None,
        };
        rows.push((row, report));
    }
    let label = context.pick("Table, scrolls sideways", "表格，可左右滚动");
    let year = FacetBy::Year.label(context.language);
    Ok(html! {
        p.legend {
            span { (context.pick("Figures: ", "数值：")) (measure.label(context.language)) }
            span.key.level-0 { "“" (no_mention(context, measure)) "”" (context.pick(": reports, not mentioned", "：收有报告，没有提及")) }
            span.key.none { "“·”" (context.pick(": no report indexed", "：没有收录报告")) }
            @if has_left_out(panel) {
                span.key.left-out { "“–”" (context.pick(": ", "：")) (State::LeftOut.label(context.language)) }
            }
        }
        div.scroll.matrix.panel tabindex="0" role="region" aria-label=(label) {
            table {
                caption.unseen { (context.pick("Concepts by ", "各概念 × ")) (panel.by.label(context.language)) }
                thead {
                    tr {
                        th scope="col" { (panel.by.label(context.language)) }
                        @if panel.by_year { th scope="col" { (year) } }
                        th.number scope="col" { (context.pick("reports", "所收报告")) }
                        @for concept in &panel.concepts {
                            th.number scope="col" lang="zh" { bdi { (clean(&concept.label)) } }
                        }
                    }
                }
                tbody {
                    @for (row, report) in &rows {
                        (self::row(context, params, panel, (row, report.as_ref()), measure))
                    }
                }
                tfoot {
                    tr {
                        th scope="row" { (context.pick("All rows", "全部行合计")) }
                        @if panel.by_year { td {} }
                        td.total { (grouped(answer.ground.reports)) }
                        @for concept in &panel.concepts {
                            (cell(context, &concept.total, measure, None))
                        }
                    }
                }
            }
        }
    })
}

fn row(
    context: &PageContext,
    params: &Params,
    panel: &Panel,
    (row, report): (&PanelRow, Option<&NamedReport>),
    measure: Measure,
) -> Markup {
    let place = match panel.by {
        GroupBy::Facet(FacetBy::County | FacetBy::Prefecture) => {
            above(row.region.as_ref(), &row.value)
        }
        _ => String::new(),
    };
    let shown = match (panel.by, report) {
        (GroupBy::Report, Some(report)) => report.name.as_str(),
        (GroupBy::Report, None) => UNKNOWN,
        (GroupBy::Facet(_), _) => &row.value,
    };
    let held = row.cells.iter().map(|figures| figures.held).max().unwrap_or_default();
    html! {
        tr {
            th scope="row" lang="zh" {
                bdi { (clean(shown)) }
                @if !place.is_empty() { " " small { (clean(&place)) } }
            }
            @if let Some(year) = &row.year { td { (clean(year)) } }
            td { (grouped(held)) }
            @for (concept, figures) in panel.concepts.iter().zip(&row.cells) {
                @let url = (figures.state == State::Mentions)
                    .then(|| passages_url(params, panel, row, concept, report)).flatten();
                (cell(context, figures, measure, url))
            }
        }
    }
}

/// Returns a cell; one with mentions links to them.
fn cell(context: &PageContext, figures: &Figures, measure: Measure, url: Option<String>) -> Markup {
    match figures.state {
        State::NotHeld => {
            html! { td.none { span.unseen { (context.pick("not indexed", "未收")) } } }
        }
        State::LeftOut => {
            html! { td.left-out { span.unseen { (State::LeftOut.label(context.language)) } } }
        }
        State::NoMention => html! { td.level-0 { (no_mention(context, measure)) } },
        State::Mentions => html! {
            td { a href=[url] { (figure(context, figures, measure)) } }
        },
    }
}

fn has_left_out(panel: &Panel) -> bool {
    panel.rows.iter().flat_map(|row| &row.cells).any(|figures| figures.state == State::LeftOut)
}

fn no_mention(context: &PageContext, measure: Measure) -> &'static str {
    match measure {
        Measure::State => State::NoMention.label(context.language),
        _ => "0",
    }
}

fn figure(context: &PageContext, figures: &Figures, measure: Measure) -> String {
    let rate = |rate: Option<f64>| rate.map_or_else(String::new, |rate| format!("{rate:.2}"));
    match measure {
        Measure::State => figures.state.label(context.language).to_owned(),
        Measure::Reports => grouped(figures.reports),
        Measure::Share => rate(figures.share),
        Measure::Sections => grouped(figures.sections),
        Measure::Mentions => grouped(figures.mentions),
        Measure::Rate => rate(figures.mentions_per_10000),
    }
}

/// Returns the URL of the search that finds exactly what a cell counts; of a report, the URL of its
/// page with the mentions marked. `None` if the URL cannot contain the name of the row, or the query.
fn passages_url(
    params: &Params,
    panel: &Panel,
    row: &PanelRow,
    concept: &PanelConcept,
    report: Option<&NamedReport>,
) -> Option<String> {
    if concept.query.chars().count() > parameters::LONGEST_QUERY {
        return None;
    }
    let path = match (panel.by, report) {
        (GroupBy::Report, Some(report)) => report_path(&report.id),
        (GroupBy::Report, None) => return None,
        (GroupBy::Facet(_), _) => SEARCH.to_owned(),
    };
    let is_report = path != SEARCH;
    let address = Address::with_values(path, params, &[&parameters::MODE])
        .without(parameters::MODE.name, |mode| mode == Mode::Exact.key())
        .and(parameters::Q.name, &concept.query);
    if is_report {
        return Some(address.to_url());
    }
    let mut of_row = Vec::new();
    if let GroupBy::Facet(by) = panel.by {
        of_row.push(condition_of(by, &row.value, row.region.as_ref()));
    }
    of_row.extend(row.year.as_deref().map(|year| condition_of(FacetBy::Year, year, None)));
    if of_row.iter().any(|(_, value)| !is_one_value(value)) {
        return None;
    }
    // Of several conditions on the same fact, only one has to be met: the row replaces them.
    let is_replaced = |name: &str| of_row.iter().any(|(parameter, _)| parameter.name == name);
    let mut address = address;
    for filter in parameters::FILTERS.iter().filter(|filter| !is_replaced(filter.name)) {
        for value in params.values(filter) {
            address = address.and(filter.name, value);
        }
    }
    for (parameter, value) in &of_row {
        address = address.and(parameter.name, value);
    }
    Some(address.to_url())
}

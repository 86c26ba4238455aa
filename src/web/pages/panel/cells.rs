//! The table of a panel: each cell has mentions, or reports without any, or no report.

use maud::{Markup, html};

use crate::analysis::{Figures, Measure, Panel, PanelConcept, PanelRow, State};
use crate::error::Result;
use crate::present::above;
use crate::report::UNKNOWN;
use crate::search::{Answer, FacetBy, GroupBy};
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::pages::conditions::{marked_in, passages};
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
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
                @let url = matches!(figures.state, State::Mentions | State::NoMention)
                    .then(|| cell_url(params, panel, row, concept, (figures.state, report))).flatten();
                (cell(context, figures, measure, url))
            }
        }
    }
}

/// Returns a cell; one with mentions links to them, one without to the reports.
fn cell(context: &PageContext, figures: &Figures, measure: Measure, url: Option<String>) -> Markup {
    match figures.state {
        State::NotHeld => {
            html! { td.none { span.unseen { (context.pick("not indexed", "未收")) } } }
        }
        State::LeftOut => {
            html! { td.left-out { span.unseen { (State::LeftOut.label(context.language)) } } }
        }
        State::NoMention => {
            html! { td.level-0 { a href=[url] { (no_mention(context, measure)) } } }
        }
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

/// Returns the URL of the search that finds exactly what a cell counts; without mentions, of the list of
/// its reports; of a report, the URL of its page, which marks the mentions or explains why there are
/// none. `None` if the URL cannot contain the name of the row, or the query.
fn cell_url(
    params: &Params,
    panel: &Panel,
    row: &PanelRow,
    concept: &PanelConcept,
    (state, report): (State, Option<&NamedReport>),
) -> Option<String> {
    if concept.query.chars().count() > parameters::LONGEST_QUERY {
        return None;
    }
    let query = Some(concept.query.as_str());
    let mut lines = Vec::new();
    match panel.by {
        GroupBy::Report => return Some(marked_in(&report?.id, params, query).to_url()),
        GroupBy::Facet(by) => lines.push((by, row.value.as_str(), row.region.as_ref())),
    }
    lines.extend(row.year.as_deref().map(|year| (FacetBy::Year, year, None)));
    let passages = passages(params, query, &lines)?;
    Some(match state {
        State::NoMention => passages.and(parameters::NOT_FOUND.name, "1").to_url(),
        _ => passages.to_url(),
    })
}

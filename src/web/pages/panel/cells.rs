//! The table of a panel: each cell has mentions, or reports without any, or no report.

use maud::{Markup, html};

use super::rows::{BY_HELD, BY_NAME, Row};
use crate::analysis::{Figures, Measure, Panel, PanelConcept, State};
use crate::present::percent;
use crate::search::{Answer, FacetBy, GroupBy};
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::{Line, marked_in, passages, with_way_back};
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::pages::listing::Listing;

/// What all cells share.
pub(super) struct Table<'a> {
    pub(super) context: &'a PageContext,
    pub(super) params: &'a Params,
    pub(super) answer: &'a Answer<Panel>,
    pub(super) measure: Measure,
    pub(super) listing: &'a Listing<'a>,
    /// The address of the present page of the table.
    pub(super) list: Address,
}

impl Table<'_> {
    pub(super) fn legend(&self) -> Markup {
        let Self { context, measure, .. } = *self;
        let mut concepts = self.answer.body.concepts.iter();
        let has_mentions = concepts.any(|concept| concept.total.mentions.is_some());
        let no_mention_key = if has_mentions {
            context.pick(": reports, not mentioned", "：收有报告，没有提及")
        } else {
            context.pick(": reports, none meets it", "：收有报告，都不符合")
        };
        html! {
            p.legend {
                span { (context.pick("Figures: ", "数值：")) (measure.label(context.language)) }
                span.key.level-0 { "“" (no_mention(context, measure, has_mentions)) "”" (no_mention_key) }
                span.key.none { "“·”" (context.pick(": no report indexed", "：没有收录报告")) }
                @if has_left_out(&self.answer.body) {
                    span.key.left-out { "“–”" (context.pick(": ", "：")) (State::LeftOut.label(context.language)) }
                }
            }
        }
    }

    /// Returns the table with a column for each concept. The totals are those of all rows.
    pub(super) fn table(&self, rows: &[Row<'_>]) -> Markup {
        let Self { context, answer, measure, .. } = *self;
        let panel = &answer.body;
        let label = context.pick("Table, scrolls sideways", "表格，可左右滚动");
        html! {
            div.scroll.matrix.panel tabindex="0" role="region" aria-label=(label) {
                table {
                    caption.unseen { (context.pick("Concepts by ", "各概念 × ")) (panel.by.label(context.language)) }
                    (self.head())
                    tbody { @for row in rows { (self.row(row)) } }
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
        }
    }

    /// Returns the heads, each of which orders the rows by its column.
    fn head(&self) -> Markup {
        let Self { context, listing, .. } = *self;
        let panel = &self.answer.body;
        let name = html! { (panel.by.label(context.language)) };
        let held = html! { (context.pick("reports", "所收报告")) };
        html! {
            thead {
                tr {
                    (listing.name_head(BY_NAME, &name))
                    @if panel.by_year { th scope="col" { (FacetBy::Year.label(context.language)) } }
                    (listing.head(BY_HELD, &held, None))
                    @for (concept, number) in panel.concepts.iter().zip(1..) {
                        @let label = html! { bdi lang="zh" { (clean(&concept.label)) } };
                        (listing.head(&format!("{number}"), &label, None))
                    }
                }
            }
        }
    }

    fn row(&self, row: &Row<'_>) -> Markup {
        let panel = &self.answer.body;
        let name = html! { bdi { (clean(row.name(panel.by))) } };
        html! {
            tr {
                th scope="row" lang="zh" {
                    @match self.report_url(row, None).or_else(|| self.row_url(row)) {
                        Some(url) => a href=(url) { (name) },
                        None => (name),
                    }
                    @if !row.place.is_empty() { " " small { (clean(&row.place)) } }
                }
                @if let Some(year) = &row.figures.year { td { (clean(year)) } }
                td { (grouped(row.held())) }
                @for (concept, figures) in panel.concepts.iter().zip(&row.figures.cells) {
                    @let url = figures.state.is_counted()
                        .then(|| self.cell_url(row, concept, figures.state)).flatten();
                    (cell(self.context, figures, self.measure, url))
                }
            }
        }
    }

    /// Returns the URL of the report that a row is, in which a query is marked, with the way back.
    fn report_url(&self, row: &Row<'_>, query: Option<&str>) -> Option<String> {
        let id = &row.report.as_ref()?.id;
        let report = marked_in(id, self.params, query.or(Some("")));
        // A page that was posted has no address to lead back to.
        if self.context.is_posted() {
            return Some(report.to_url());
        }
        Some(with_way_back(report, &self.list, None).to_url())
    }

    /// Returns the URL of the list of the reports of a row; `None` if the URL cannot contain its name.
    fn row_url(&self, row: &Row<'_>) -> Option<String> {
        let lines = self.lines(row);
        if lines.is_empty() || row.held() == 0 {
            return None;
        }
        Some(passages(self.params, Some(""), &lines)?.to_url())
    }

    /// Returns what a row is, and its year; nothing if it is a report.
    fn lines<'r>(&self, row: &'r Row<'_>) -> Vec<Line<'r>> {
        let GroupBy::Facet(by) = self.answer.body.by else { return Vec::new() };
        let figures = row.figures;
        let mut lines = vec![(by, figures.value.as_str(), figures.region.as_ref())];
        lines.extend(figures.year.as_deref().map(|year| (FacetBy::Year, year, None)));
        lines
    }

    /// Returns the URL of the search that finds exactly what a cell counts; without mentions, of the list
    /// of its reports; of a report, the URL of its page, which marks the mentions or explains why there are
    /// none. `None` if the URL cannot contain the name of the row, or the query.
    fn cell_url(&self, row: &Row<'_>, concept: &PanelConcept, state: State) -> Option<String> {
        if concept.query.chars().count() > parameters::LONGEST_QUERY {
            return None;
        }
        let query = Some(concept.query.as_str());
        if self.answer.body.by == GroupBy::Report {
            return self.report_url(row, query);
        }
        let passages = passages(self.params, query, &self.lines(row))?;
        Some(match state {
            State::NoMention => passages.and(parameters::NOT_FOUND.name, "1").to_url(),
            _ => passages.to_url(),
        })
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
            html! { td.level-0 { a href=[url] { (no_mention(context, measure, figures.mentions.is_some())) } } }
        }
        State::Mentions => html! {
            td { a href=[url] { (figure(context, figures, measure)) } }
        },
    }
}

fn has_left_out(panel: &Panel) -> bool {
    panel.rows.iter().flat_map(|row| &row.cells).any(|figures| figures.state == State::LeftOut)
}

fn no_mention(context: &PageContext, measure: Measure, has_mentions: bool) -> &'static str {
    match measure {
        Measure::State => State::NoMention.label_of(has_mentions, context.language),
        _ => "0",
    }
}

fn figure(context: &PageContext, figures: &Figures, measure: Measure) -> String {
    let has_mentions = figures.mentions.is_some();
    // A concept without a term is met, and has no mentions to count.
    let met = || State::Mentions.label_of(has_mentions, context.language).to_owned();
    match measure {
        Measure::State => figures.state.label_of(has_mentions, context.language).to_owned(),
        Measure::Reports => grouped(figures.reports),
        Measure::Share => percent(figures.reports, figures.held),
        Measure::Sections => grouped(figures.sections),
        Measure::Mentions => figures.mentions.map_or_else(met, grouped),
        Measure::Rate => figures.mentions_per_10000.map_or_else(met, |rate| format!("{rate:.2}")),
    }
}

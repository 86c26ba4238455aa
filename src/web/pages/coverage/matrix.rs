//! The table: each cell mentions the term, or has reports that do not, or has none.

use maud::{Markup, html};

use super::labels::{TOTALS, axis, containing_divisions, is_unknown, name};
use super::links::LineCondition;
use super::shading::Shading;
use super::view::View;
use crate::analysis::{Cell, Coverage, CoverageColumn, CoverageRow, Measure, State};
use crate::search::{Answer, FacetBy, GroupBy};
use crate::text::grouped;
use crate::web::pages::listing::Listing;

/// The most columns on the page: more than there are provinces. CSV has all.
pub(super) const MOST_COLUMNS: usize = 40;

/// More columns than these are printed smaller, so that all are on the sheet.
const MANY_COLUMNS: usize = 18;

/// Returns what the shades of cells show: without a query the number of reports; with one, the figure that
/// the cells show first. All rows decide, not only those of the page; the row of unknown groups does
/// not.
fn shading_of(view: &View<'_>, coverage: &Coverage) -> Shading {
    let known = coverage.rows.iter().filter(|row| !is_unknown(row));
    let cells = known.flat_map(|row| &row.cells).filter(|cell| cell.held > 0);
    let most = |figure: fn(&Cell) -> u64| cells.clone().map(figure).max().unwrap_or(0);
    match (view.has_query, view.form.measure) {
        (false, _) => Shading::for_counts(most(|cell| cell.held)),
        (true, Measure::Mentions) => {
            Shading::for_counts(most(|cell| cell.mentions.unwrap_or_default()))
        }
        (true, _) => {
            let shares = cells.map(|cell| (cell.reports, cell.held));
            Shading::for_shares(view.of_page.scale(), shares)
        }
    }
}

/// What all cells share.
pub(super) struct Matrix<'a> {
    view: &'a View<'a>,
    total: Cell,
    columns: Vec<(&'a CoverageColumn, LineCondition)>,
    shading: Shading,
    /// Whether the reports of a cell do not meet a condition of the query.
    has_left_out: bool,
    listing: Listing<'a>,
    /// Whether its rows can be ordered by a column: a table that is part of another page is short.
    is_sorted: bool,
}

impl<'a> Matrix<'a> {
    pub(super) fn new(view: &'a View<'a>, answer: &'a Answer<Coverage>) -> Self {
        let (coverage, total) = (&answer.body, answer.total());
        let shading = shading_of(view, coverage);
        let columns = coverage.columns.iter().take(MOST_COLUMNS).map(|column| {
            (column, LineCondition::new(view.columns, &column.value, column.region.as_ref()))
        });
        let mut cells = coverage.rows.iter().flat_map(|row| &row.cells);
        let has_left_out = cells.any(|cell| cell.state == State::LeftOut);
        let (columns, listing) = (columns.collect(), view.listing());
        Self { view, total, columns, shading, has_left_out, listing, is_sorted: true }
    }

    /// Returns the table without links that order its rows.
    pub(super) fn unsorted(self) -> Self {
        Self { is_sorted: false, ..self }
    }

    /// Returns the table with these of its rows; the totals are those of all rows.
    pub(super) fn table(&self, rows: &[&CoverageRow]) -> Markup {
        let context = self.view.context;
        let label = context.pick("Table, scrolls sideways", "表格，可左右滚动");
        html! {
            div.scroll.matrix tabindex="0" role="region" aria-label=(label) {
                table.many-columns[self.columns.len() > MANY_COLUMNS] {
                    caption.unseen {
                        (axis(context, self.view.rows)) " × " (axis(context, self.view.columns))
                    }
                    (self.head())
                    tbody { @for row in rows { (self.row(row)) } }
                    (self.foot())
                }
            }
        }
    }

    /// Returns the names of the totals, as columns and as rows: English, Chinese.
    fn totals(&self) -> &'static [(&'static str, &'static str)] {
        match (self.view.has_query, self.view.form.has_mentions) {
            (false, _) => &[("reports", "报告")],
            (true, true) => &[("mentions", "次数"), ("reports", "提及/所收")],
            (true, false) => &[("reports", "符合/所收")],
        }
    }

    /// Returns the names of the totals in addresses.
    fn keys(&self) -> &'static [&'static str] {
        if self.has_mentions() { &TOTALS } else { &TOTALS[1..] }
    }

    /// Returns whether the table has mentions, with totals of their own.
    fn has_mentions(&self) -> bool {
        self.view.has_query && self.view.form.has_mentions
    }

    /// Returns the link that orders the rows by a column, if the table is one that can be ordered.
    fn sort_link(&self, key: &str, name: &str) -> Markup {
        html! { @if self.is_sorted { (self.listing.sort_link(key, name)) } }
    }

    fn head(&self) -> Markup {
        let context = self.view.context;
        html! {
            thead {
                tr {
                    th scope="col" { (axis(context, self.view.rows)) }
                    @for (column, line) in &self.columns {
                        th.number scope="col" aria-sort=[self.listing.sorted(&column.value)] {
                            a href=[self.view.links.table_of_column(line)] { (name(context, &column.value)) }
                            (self.sort_link(&column.value, &column.value))
                        }
                    }
                    @for ((english, chinese), key) in self.totals().iter().zip(self.keys()) {
                        @let name = context.pick(english, chinese);
                        th.number.total scope="col" aria-sort=[self.listing.sorted(key)] {
                            (name) (self.sort_link(key, name))
                        }
                    }
                }
            }
        }
    }

    fn row(&self, row: &CoverageRow) -> Markup {
        let links = &self.view.links;
        let line = LineCondition::new(self.view.rows, &row.value, row.region.as_ref());
        let has_places =
            matches!(self.view.rows, GroupBy::Facet(FacetBy::County | FacetBy::Prefecture));
        let within = if has_places {
            containing_divisions(row.region.as_ref(), &row.value)
        } else {
            String::new()
        };
        let report = self.view.report_url(row);
        html! {
            tr {
                th scope="row" {
                    a href=[report.or_else(|| links.table_of_row(&line))] {
                        (self.view.name(row))
                    }
                    @if !within.is_empty() { " " small lang="zh" { (within) } }
                }
                @for ((column, condition), cell) in self.columns.iter().zip(&row.cells) {
                    @let report = self.view.report_cell_url(row, &column.value);
                    (self.cell(cell, report.or_else(|| links.cell(cell.state, &line, condition))))
                }
                (self.row_totals(&row.total, self.view.row_url(row.total.state, row, &line)))
            }
        }
    }

    fn cell(&self, cell: &Cell, link: Option<String>) -> Markup {
        if !cell.state.is_counted() {
            return self.none(cell.state);
        }
        let Cell { reports, held, mentions, .. } = *cell;
        let level = match (self.view.has_query, self.shading) {
            (true, Shading::Shares(..)) => self.shading.level(reports, held),
            (true, Shading::Counts(..)) => {
                let mentions = mentions.unwrap_or_default();
                self.shading.level(mentions.max(u64::from(reports > 0)), held)
            }
            (false, _) => self.shading.level(held, held),
        };
        html! {
            td class=(level) {
                a href=[link] {
                    @if self.view.has_query {
                        (self.view.form.figures(self.view.context, cell))
                    } @else { (grouped(held)) }
                }
            }
        }
    }

    /// Returns a cell without reports that were counted over. The style puts a sign into it.
    fn none(&self, state: State) -> Markup {
        let context = self.view.context;
        html! {
            @if state == State::LeftOut {
                td.left-out { span.unseen { (state.label(context.language)) } }
            } @else {
                td.none { span.unseen { (context.pick("not indexed", "未收")) } }
            }
        }
    }

    /// Returns the totals of a row: its mentions, and how many of its reports mention it.
    fn row_totals(&self, total: &Cell, link: Option<String>) -> Markup {
        html! {
            @if self.has_mentions() { (self.mentions(total)) }
            (self.reports(total, link))
        }
    }

    fn mentions(&self, total: &Cell) -> Markup {
        if !total.state.is_counted() {
            return self.none(total.state);
        }
        html! { td.total { (grouped(total.mentions.unwrap_or_default())) } }
    }

    fn reports(&self, total: &Cell, link: Option<String>) -> Markup {
        if !total.state.is_counted() {
            return self.none(total.state);
        }
        html! {
            td.total {
                a href=[link] {
                    @if self.view.has_query { (grouped(total.reports)) "/" } (grouped(total.held))
                }
            }
        }
    }

    /// Returns the totals of the columns and of everything, each report counted once.
    fn foot(&self) -> Markup {
        let (context, links) = (self.view.context, &self.view.links);
        let all = self.total;
        html! {
            tfoot {
                @if self.has_mentions() {
                    tr {
                        th scope="row" { (context.pick("All rows · mentions", "全部行合计 · 次数")) }
                        @for (column, _) in &self.columns { (self.mentions(&column.total)) }
                        (self.mentions(&all))
                        td.total {}
                    }
                }
                tr {
                    th scope="row" { (context.pick("All rows · reports", "全部行合计 · 份数")) }
                    @for (column, line) in &self.columns {
                        (self.reports(&column.total, links.column(column.total.state, line)))
                    }
                    @if self.has_mentions() { td.total {} }
                    (self.reports(&all, links.all(all.state)))
                }
            }
        }
    }

    /// Returns the legend of the cells.
    pub(super) fn legend(&self) -> Markup {
        let context = self.view.context;
        let of_parts = [self.view.rows, self.view.columns].contains(&GroupBy::Facet(FacetBy::Part));
        let none = if of_parts {
            context.pick(": no such part indexed", "：没有收录这一部分")
        } else {
            context.pick(": no report indexed", "：没有收录报告")
        };
        let shaded_by = match self.shading {
            Shading::Shares(..) => {
                context.pick("Shaded by the share of reports:", "颜色深浅按报告所占比例：")
            }
            Shading::Counts(..) => context.pick("Shaded by mentions:", "颜色深浅按提及次数："),
        };
        let form = self.view.form;
        let no_mention = if form.has_mentions {
            context.pick(": reports, not mentioned", "：收有报告，没有提及")
        } else {
            context.pick(": reports, none meets it", "：收有报告，都不符合")
        };
        html! {
            p.legend {
                @if self.view.has_query {
                    span { (form.explanation(context)) (context.pick(". ", "。")) (shaded_by) }
                    span.key.level-0 { "“0”" (no_mention) }
                } @else {
                    span { (context.pick("Reports: ", "报告数：")) }
                }
                @for level in self.shading.levels() { span class={ "key " (level) } { (self.shading.range(level)) } }
                span.key.none { "“·”" (none) }
                @if self.has_left_out {
                    span.key.left-out { "“–”" (context.pick(": ", "：")) (State::LeftOut.label(context.language)) }
                }
                span.no-print { (context.pick(
                    "Click a number for the passages, a name to see only that row or column.",
                    "点数字看原文或报告，点名称只看该行或该列。",
                )) }
            }
        }
    }
}

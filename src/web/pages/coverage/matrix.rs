//! The table: each cell mentions it, or holds reports and does not, or holds none.

use maud::{Markup, html};

use super::View;
use super::labels::{above, axis, is_unknown, name};
use super::links::Line;
use super::shading::{Level, Shades};
use crate::analysis::{Cell, Coverage, CoverageColumn, CoverageRow, State};
use crate::search::{Answer, FacetBy, Ground, GroupBy};

/// The most columns that are shown: more than there are provinces. CSV holds all.
pub(super) const MOST_COLUMNS: usize = 40;

/// Returns what the shades of cells stand for: the reports that are held where nothing is asked for;
/// the mentions where most cells hold one report, of which all or none mentions it; else the share of
/// the reports. All rows tell that, not those of one page, but for that of no one group.
fn shades_of(coverage: &Coverage, has_query: bool) -> Shades {
    let (mut cells, mut single) = (0_usize, 0_usize);
    let (mut held, mut mentions) = (0, 0);
    for row in coverage.rows.iter().filter(|row| !is_unknown(row)) {
        for cell in row.cells.iter().filter(|cell| cell.held > 0) {
            cells += 1;
            single += usize::from(cell.held == 1);
            held = held.max(cell.held);
            mentions = mentions.max(cell.mentions);
        }
    }
    match has_query {
        false => Shades::of_counts(held),
        true if single * 2 > cells => Shades::of_counts(mentions),
        true => Shades::Shares,
    }
}

/// Returns whether the mentions of a cell tell all of it. A report can be found by its title alone,
/// without a mention: it must not look silent.
fn is_plain(cell: &Cell) -> bool {
    cell.held <= 1 && (cell.reports == 0) == (cell.mentions == 0)
}

/// What all cells share.
pub(super) struct Matrix<'a> {
    view: &'a View<'a>,
    coverage: &'a Coverage,
    ground: Ground,
    columns: Vec<(&'a CoverageColumn, Line)>,
    shades: Shades,
}

impl<'a> Matrix<'a> {
    pub(super) fn new(view: &'a View<'a>, answer: &'a Answer<Coverage>) -> Self {
        let (coverage, ground) = (&answer.body, answer.ground);
        let shades = shades_of(coverage, view.has_query);
        let columns =
            coverage.columns.iter().take(MOST_COLUMNS).map(|column| {
                (column, Line::of(view.columns, &column.value, column.region.as_ref()))
            });
        Self { view, coverage, ground, columns: columns.collect(), shades }
    }

    /// Returns the table with these of its rows; the totals are those of all rows.
    pub(super) fn table(&self, rows: &[&CoverageRow]) -> Markup {
        let context = self.view.context;
        let label = context.pick("Table; scrolls sideways", "表格，可左右滚动");
        html! {
            div.scroll.matrix tabindex="0" role="region" aria-label=(label) {
                table {
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

    /// Returns the names of the totals, behind the rows as below the columns.
    fn totals(&self) -> &'static [(&'static str, &'static str)] {
        if self.view.has_query {
            &[("提及", "mentions"), ("报告", "reports")]
        } else {
            &[("报告", "reports")]
        }
    }

    fn head(&self) -> Markup {
        let context = self.view.context;
        html! {
            thead {
                tr {
                    th scope="col" { (axis(context, self.view.rows)) }
                    @for (column, line) in &self.columns {
                        th.number scope="col" {
                            a href=[self.view.links.of_column(line)] { (name(context, &column.value)) }
                        }
                    }
                    @for (chinese, english) in self.totals() {
                        th.number.total scope="col" { (context.pick(english, chinese)) }
                    }
                }
            }
        }
    }

    fn row(&self, row: &CoverageRow) -> Markup {
        let links = &self.view.links;
        let line = Line::of(self.view.rows, &row.value, row.region.as_ref());
        let has_places =
            matches!(self.view.rows, GroupBy::Facet(FacetBy::County | FacetBy::Prefecture));
        let within = if has_places { above(row) } else { String::new() };
        let report = self.view.to_report(row);
        html! {
            tr {
                th scope="row" {
                    a href=[report.clone().or_else(|| links.of_row(&line))] {
                        (self.view.name(row))
                    }
                    @if !within.is_empty() { " " small lang="zh" { (within) } }
                }
                @for ((_, column), cell) in self.columns.iter().zip(&row.cells) {
                    (self.cell(cell, report.clone().or_else(|| links.cell(cell.state, &line, column))))
                }
                (self.ends(&row.total, self.view.to_row(row.total.state, row, &line)))
            }
        }
    }

    fn cell(&self, cell: &Cell, link: Option<String>) -> Markup {
        if cell.state == State::NotHeld {
            return self.none();
        }
        let Cell { reports, held, mentions, .. } = *cell;
        let level = match (self.view.has_query, self.shades) {
            (true, Shades::Shares) => self.shades.level(reports, held),
            (true, Shades::Counts(_)) => {
                self.shades.level(mentions.max(u64::from(reports > 0)), held)
            }
            (false, _) => self.shades.level(held, held),
        };
        html! {
            td class=(level) {
                a href=[link] {
                    @if self.view.has_query {
                        (mentions)
                        @if !is_plain(cell) { " " small { (reports) "/" (held) } }
                    } @else { (held) }
                }
            }
        }
    }

    /// Returns a cell of which nothing is held. The style puts a dot into it.
    fn none(&self) -> Markup {
        html! { td.none { span.unseen { (self.view.context.pick("none", "未收")) } } }
    }

    /// Returns the totals behind a row: its mentions, and how many of its reports mention it.
    fn ends(&self, total: &Cell, link: Option<String>) -> Markup {
        html! {
            @if self.view.has_query { (self.mentions(total)) }
            (self.reports(total, link))
        }
    }

    fn mentions(&self, total: &Cell) -> Markup {
        if total.state == State::NotHeld {
            return self.none();
        }
        html! { td.total { (total.mentions) } }
    }

    fn reports(&self, total: &Cell, link: Option<String>) -> Markup {
        if total.state == State::NotHeld {
            return self.none();
        }
        html! {
            td.total { a href=[link] { @if self.view.has_query { (total.reports) "/" } (total.held) } }
        }
    }

    /// Returns the totals of the columns and of everything, each report counted once.
    fn foot(&self) -> Markup {
        let (context, links) = (self.view.context, &self.view.links);
        let (counts, ground) = (self.coverage.counts, self.ground);
        let all = Cell {
            state: match (ground.reports, counts.reports) {
                (0, _) => State::NotHeld,
                (_, 0) => State::NoMention,
                _ => State::Mentions,
            },
            reports: counts.reports,
            held: ground.reports,
            mentions: counts.mentions,
        };
        html! {
            tfoot {
                @if self.view.has_query {
                    tr {
                        th scope="row" { (context.pick("All rows · mentions", "全部行合计 · 提及")) }
                        @for (column, _) in &self.columns { (self.mentions(&column.total)) }
                        (self.mentions(&all))
                        td.total {}
                    }
                }
                tr {
                    th scope="row" { (context.pick("All rows · reports", "全部行合计 · 报告")) }
                    @for (column, line) in &self.columns {
                        (self.reports(&column.total, links.column(column.total.state, line)))
                    }
                    @if self.view.has_query { td.total {} }
                    (self.reports(&all, links.all(all.state)))
                }
            }
        }
    }

    /// Returns what cells mean.
    pub(super) fn legend(&self) -> Markup {
        let context = self.view.context;
        let of_parts = [self.view.rows, self.view.columns].contains(&GroupBy::Facet(FacetBy::Part));
        let none = if of_parts {
            context.pick("no such part held", "没有收录这一部分")
        } else {
            context.pick("no report held", "没有收录报告")
        };
        let shaded_by = match self.shades {
            Shades::Shares => context.pick("the share of reports:", "提及的报告所占比例："),
            Shades::Counts(_) => context.pick("mentions:", "提及次数："),
        };
        html! {
            p.legend {
                @if self.view.has_query {
                    span { (context.pick(
                        "“5”: 5 mentions; “5 2/3”: 5 mentions in 2 of 3 reports held. Shaded by ",
                        "“5”提及 5 次；“5 2/3”收有 3 份报告，2 份提及，共 5 次。颜色按",
                    )) (shaded_by) }
                    span.key.level-0 { "0 " (context.pick("held, not mentioned", "收有报告，没有提及")) }
                } @else {
                    span { (context.pick("Reports held: ", "收有的报告数：")) }
                }
                @for level in Level::ALL { span class={ "key " (level) } { (self.shades.range(level)) } }
                span.key.none { "· " (none) }
                span.no-print { (context.pick(
                    "Figures lead to the passages or reports, names to a table of them alone.",
                    "点数字看原文或报告，点名称只看该行、该列。",
                )) }
            }
        }
    }
}

//! The table of who mentions a term where and when, who does not, and who has no report.

use std::fmt::Write as _;

use super::head::{foot, head};
use super::style::{Style, one_line};
use super::table::{Align, table};
use crate::analysis::{Cell, Coverage, CoverageRow, Measure, State};
use crate::present::words::{Head, above, group_title, has_namesakes, percent};
use crate::search::{Answer, FacetBy, GroupBy};

/// A cell without reports. Not a middle dot, which terminals set to Chinese show two cells wide.
const NO_REPORT: &str = ".";

/// A cell whose reports do not meet a condition of the query.
const LEFT_OUT: &str = "-";

impl Answer<Coverage> {
    /// Returns the table, with a line before it that says what its cells mean; with a measure, cells
    /// have this figure alone.
    #[must_use]
    pub fn to_text(&self, style: Style, measure: Option<Measure>) -> String {
        let coverage = &self.body;
        let (rows, columns) = (coverage.rows_by, coverage.columns_by);
        let found = coverage.counts.over(self.ground, self.question.query.as_ref(), style.language);
        let mut out = head(self, &found, style);
        if coverage.rows.is_empty() {
            return out + &foot(self, "rows", style);
        }
        let has_mentions = self.question.has_mentions();
        let form = match measure {
            // There are no mentions of a query that is met without any.
            None | Some(Measure::Mentions) if !has_mentions => Form::Only(Measure::Reports),
            None => Form::shortest(coverage),
            Some(measure) => Form::Only(measure),
        };
        let of_parts = [rows, columns].contains(&GroupBy::Facet(FacetBy::Part));
        let legend = form.legend((of_parts, has_mentions), style);
        let _ = writeln!(out, "{legend}{}\n", left_out(coverage, style));

        let title = group_title(rows, style.language);
        let has_places = has_namesakes(rows);
        let names: Vec<String> =
            coverage.columns.iter().map(|column| one_line(&column.value)).collect();
        let mut header = vec![(title.as_str(), Align::Left)];
        header.extend(has_places.then_some((style.head(Head::In), Align::Left)));
        header.extend(names.iter().map(|name| (name.as_str(), Align::Right)));
        header.extend(form.totals().iter().map(|head| (style.head(*head), Align::Right)));

        let mut lines: Vec<Vec<String>> = Vec::new();
        for row in &coverage.rows {
            let mut cells = vec![one_line(&row.value)];
            cells.extend(has_places.then(|| one_line(&above(row.region.as_ref(), &row.value))));
            lines.push(cells);
        }
        for head in form.totals() {
            let mut cells = vec![style.head(*head).to_owned()];
            cells.extend(has_places.then(String::new));
            lines.push(cells);
        }
        match form {
            Form::Mentions => add_mentions(&mut lines, self),
            Form::WithReports => add_with_reports(&mut lines, self),
            Form::Only(measure) => add_figures(&mut lines, self, measure),
        }
        out.push_str(&table(&header, &lines));
        out + &foot(self, "rows", style)
    }
}

/// Adds the mentions of the cells to the lines, then the totals: mentions and reports of each row and,
/// below, of each column.
fn add_mentions(lines: &mut [Vec<String>], answer: &Answer<Coverage>) {
    let coverage = &answer.body;
    let totals: Vec<Cell> = coverage.columns.iter().map(|column| column.total).collect();
    for (line, row) in lines.iter_mut().zip(&coverage.rows) {
        line.extend(row.cells.iter().chain([&row.total]).map(mentions_cell));
        line.push(reports_cell(&row.total));
    }
    let all = answer.total();
    if let [.., of_mentions, of_reports] = lines {
        of_mentions.extend(totals.iter().chain([&all]).map(mentions_cell));
        of_reports
            .extend(totals.iter().map(reports_cell).chain([String::new(), reports_cell(&all)]));
    }
}

/// Adds mentions and reports of the cells to the lines, digits below digits, then the totals of rows
/// and columns.
fn add_with_reports(lines: &mut [Vec<String>], answer: &Answer<Coverage>) {
    let coverage = &answer.body;
    let rows = &coverage.rows;
    let columns = coverage.columns.iter().enumerate().map(|(at, column)| {
        let cells = rows.iter().filter_map(|row| row.cells.get(at));
        cells.chain([&column.total]).copied().collect()
    });
    let totals = rows.iter().map(|row| row.total).chain([answer.total()]).collect();
    for column in columns.chain([totals]).collect::<Vec<Vec<Cell>>>() {
        let width = column.iter().map(|cell| reports_cell(cell).len()).max().unwrap_or(0);
        for (line, cell) in lines.iter_mut().zip(&column) {
            let of_reports = if cell.held > 0 { reports_cell(cell) } else { String::new() };
            line.push(format!("{} {of_reports:>width$}", mentions_cell(cell)));
        }
    }
}

/// Adds one figure of each cell to the lines, then the totals of rows and columns.
fn add_figures(lines: &mut [Vec<String>], answer: &Answer<Coverage>, measure: Measure) {
    let (rows, columns) = (answer.body.rows.iter(), answer.body.columns.iter());
    let of_row = |row: &CoverageRow| row.cells.iter().chain([&row.total]).copied().collect();
    let totals: Vec<Cell> = columns.map(|it| it.total).chain([answer.total()]).collect();
    for (line, cells) in lines.iter_mut().zip(rows.map(of_row).chain([totals])) {
        line.extend(cells.iter().map(|cell: &Cell| figure_cell(cell, measure)));
    }
}

/// Returns what the cells mean whose reports do not meet a condition of the query, if there are any.
fn left_out(coverage: &Coverage, style: Style) -> String {
    let mut cells = coverage.rows.iter().flat_map(|row| &row.cells);
    if !cells.any(|cell| cell.state == State::LeftOut) {
        return String::new();
    }
    let label = State::LeftOut.label(style.language);
    style.pick(format!("; `{LEFT_OUT}` {label}"), format!("；“{LEFT_OUT}”{label}"))
}

fn mentions_cell(cell: &Cell) -> String {
    match cell.state {
        State::NotHeld => NO_REPORT.to_owned(),
        State::LeftOut => LEFT_OUT.to_owned(),
        State::Mentions | State::NoMention => cell.mentions.unwrap_or_default().to_string(),
    }
}

fn reports_cell(cell: &Cell) -> String {
    match cell.state {
        State::NotHeld => NO_REPORT.to_owned(),
        State::LeftOut => LEFT_OUT.to_owned(),
        State::Mentions | State::NoMention => format!("{}/{}", cell.reports, cell.held),
    }
}

fn figure_cell(cell: &Cell, measure: Measure) -> String {
    match measure {
        Measure::Reports => reports_cell(cell),
        Measure::Share if cell.state.is_counted() => percent(cell.reports, cell.held),
        _ => mentions_cell(cell),
    }
}

/// How cells are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Only mentions, if no cell has more than one report.
    Mentions,
    /// Mentions, then the reports that mention the term out of all.
    WithReports,
    /// One figure.
    Only(Measure),
}

impl Form {
    /// Returns the shortest form that hides nothing.
    fn shortest(coverage: &Coverage) -> Self {
        let is_all_plain = coverage.rows.iter().flat_map(|row| &row.cells).all(Cell::is_plain);
        if is_all_plain { Self::Mentions } else { Self::WithReports }
    }

    /// Returns the names of the totals, of rows and of columns.
    fn totals(self) -> &'static [Head] {
        match self {
            Self::Mentions => &[Head::Mentions, Head::Reports],
            Self::WithReports | Self::Only(_) => &[Head::Total],
        }
    }

    /// Returns what the cells mean.
    fn legend(self, (of_parts, has_mentions): (bool, bool), style: Style) -> String {
        let no_report = if of_parts {
            style.pick("no such section", "没有这一部分")
        } else {
            State::NotHeld.label(style.language)
        };
        match self {
            Self::Mentions => style.pick(
                format!(
                    "cells: mentions; `0` a report, but no mention; `{NO_REPORT}` {no_report}; \
                     reports: `2/3` 2 of 3 mention it"
                ),
                format!(
                    "单元格：处数；“0”有报告，未提及；“{NO_REPORT}”{no_report}；份数：“2/3”3 份中有 2 份提及"
                ),
            ),
            Self::Only(measure) => {
                let (english, chinese) = match (measure, has_mentions) {
                    (Measure::Reports, true) => {
                        ("`2/3` 2 of 3 reports mention it", "“2/3”3 份报告中有 2 份提及")
                    }
                    (Measure::Reports, false) => {
                        ("`2/3` 2 of 3 reports meet the query", "“2/3”3 份报告中有 2 份符合")
                    }
                    (Measure::Share, true) => {
                        ("the share of the reports that mention it", "提及的报告占比")
                    }
                    (Measure::Share, false) => {
                        ("the share of the reports that meet the query", "符合的报告占比")
                    }
                    _ => ("mentions; `0` a report, but no mention", "处数；“0”有报告，未提及"),
                };
                style.pick(
                    format!("cells: {english}; `{NO_REPORT}` {no_report}"),
                    format!("单元格：{chinese}；“{NO_REPORT}”{no_report}"),
                )
            }
            Self::WithReports => style.pick(
                format!(
                    "cells: `5 2/3` 5 mentions in 2 of 3 reports; `0 0/3` 3 reports, but no mention; \
                     `{NO_REPORT}` {no_report}"
                ),
                format!(
                    "单元格：“5 2/3”3 份报告中有 2 份提及，共 5 处；“0 0/3”有 3 份报告，均未提及；\
                     “{NO_REPORT}”{no_report}"
                ),
            ),
        }
    }
}

//! The table of who mentions a term where and when, who does not, and who is not held.

use std::fmt::Write as _;

use super::head::head;
use super::style::{Style, line};
use super::table::{Align, table};
use crate::analysis::{Cell, Coverage, State};
use crate::present::words::{above, ground_sentence};
use crate::report::Language;
use crate::search::{Answer, FacetBy, GroupBy};

/// What stands for a cell of which nothing is held. No middle dot: terminals set for Chinese show it
/// two cells wide.
const NOT_HELD: &str = ".";

/// Returns the table for people, with a line before it that says what its cells mean.
#[must_use]
pub fn coverage_as_text(answer: &Answer<Coverage>, style: Style) -> String {
    let coverage = &answer.body;
    let (rows, columns) = (coverage.rows_by, coverage.columns_by);
    let mut out = head(answer, &ground_sentence(coverage.counts, answer.ground), style);
    if coverage.rows.is_empty() {
        return out;
    }
    let form = Form::of(coverage);
    let of_parts = [rows, columns].contains(&GroupBy::Facet(FacetBy::Part));
    let _ = writeln!(out, "{}\n", form.legend(of_parts));

    let title = format!("{} ({})", rows.key(), rows.label(Language::Chinese));
    let has_places = matches!(rows, GroupBy::Facet(FacetBy::County | FacetBy::Prefecture));
    let names: Vec<String> = coverage.columns.iter().map(|column| line(&column.value)).collect();
    let mut header = vec![(title.as_str(), Align::Left)];
    header.extend(has_places.then_some(("in", Align::Left)));
    header.extend(names.iter().map(|name| (name.as_str(), Align::Right)));
    header.extend(form.totals().iter().map(|name| (*name, Align::Right)));

    let mut lines: Vec<Vec<String>> = Vec::new();
    for row in &coverage.rows {
        let mut cells = vec![line(&row.value)];
        cells.extend(has_places.then(|| line(&above(row.region.as_ref(), &row.value))));
        lines.push(cells);
    }
    for name in form.totals() {
        let mut cells = vec![(*name).to_owned()];
        cells.extend(has_places.then(String::new));
        lines.push(cells);
    }
    match form {
        Form::Mentions => add_mentions(&mut lines, answer),
        Form::WithReports => add_with_reports(&mut lines, answer),
    }
    out.push_str(&table(&header, &lines));
    out
}

/// Writes the cells behind the lines as mentions alone. Behind and below them stand the mentions of
/// rows and columns, and the reports.
fn add_mentions(lines: &mut [Vec<String>], answer: &Answer<Coverage>) {
    let coverage = &answer.body;
    let totals: Vec<Cell> = coverage.columns.iter().map(|column| column.total).collect();
    for (line, row) in lines.iter_mut().zip(&coverage.rows) {
        line.extend(row.cells.iter().chain([&row.total]).map(mentions));
        line.push(reports(&row.total));
    }
    let all = all(answer);
    if let [.., of_mentions, of_reports] = lines {
        of_mentions.extend(totals.iter().chain([&all]).map(mentions));
        of_reports.extend(totals.iter().map(reports).chain([String::new(), reports(&all)]));
    }
}

/// Writes the cells behind the lines with their reports, digits under digits, and the totals of
/// rows and columns behind and below them.
fn add_with_reports(lines: &mut [Vec<String>], answer: &Answer<Coverage>) {
    let coverage = &answer.body;
    let rows = &coverage.rows;
    let columns = coverage.columns.iter().enumerate().map(|(at, column)| {
        let cells = rows.iter().filter_map(|row| row.cells.get(at));
        cells.chain([&column.total]).copied().collect()
    });
    let totals = rows.iter().map(|row| row.total).chain([all(answer)]).collect();
    for column in columns.chain([totals]).collect::<Vec<Vec<Cell>>>() {
        let width = column.iter().map(|cell| reports(cell).len()).max().unwrap_or(0);
        for (line, cell) in lines.iter_mut().zip(&column) {
            let of_reports = if cell.held > 0 { reports(cell) } else { String::new() };
            line.push(format!("{} {of_reports:>width$}", mentions(cell)));
        }
    }
}

/// Returns the counts of all cells together: those of the line above the table.
fn all(answer: &Answer<Coverage>) -> Cell {
    let (counts, ground) = (answer.body.counts, answer.ground);
    Cell {
        state: State::Mentions,
        reports: counts.reports,
        held: ground.reports,
        mentions: counts.mentions,
    }
}

fn mentions(cell: &Cell) -> String {
    match cell.state {
        State::NotHeld => NOT_HELD.to_owned(),
        State::Mentions | State::NoMention => cell.mentions.to_string(),
    }
}

fn reports(cell: &Cell) -> String {
    match cell.state {
        State::NotHeld => NOT_HELD.to_owned(),
        State::Mentions | State::NoMention => format!("{}/{}", cell.reports, cell.held),
    }
}

/// How cells are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// The mentions alone, where no cell holds more than one report.
    Mentions,
    /// The mentions, then how many of the reports held mention it.
    WithReports,
}

impl Form {
    /// Returns the shortest form in which no cell of the table hides anything.
    fn of(coverage: &Coverage) -> Self {
        // A report can be found by its title alone, without a mention: it must not look silent.
        let is_plain = |cell: &Cell| cell.held <= 1 && (cell.reports == 0) == (cell.mentions == 0);
        let is_all_plain = coverage.rows.iter().flat_map(|row| &row.cells).all(is_plain);
        if is_all_plain { Self::Mentions } else { Self::WithReports }
    }

    /// Returns the names of the totals, behind the rows as below the columns.
    fn totals(self) -> &'static [&'static str] {
        match self {
            Self::Mentions => &["mentions", "reports"],
            Self::WithReports => &["total"],
        }
    }

    /// Returns what the cells mean.
    fn legend(self, of_parts: bool) -> String {
        let not_held = if of_parts { "no such section held" } else { "no report held" };
        match self {
            Self::Mentions => format!(
                "cells: mentions; `0` held and not mentioned; `{NOT_HELD}` {not_held}; reports: \
                 `2/3` of 3 held mention it"
            ),
            Self::WithReports => format!(
                "cells: `5 2/3` 5 mentions in 2 of 3 reports held; `0 0/3` held and not mentioned; \
                 `{NOT_HELD}` {not_held}"
            ),
        }
    }
}

//! The table of who mentions a term where and when, who does not, and who is not held.

use std::fmt::Write as _;

use super::human::{BOLD, Style, ground_sentence, line, words_sentence};
use super::table::{Align, table};
use super::{csv, place};
use crate::analysis::{Cell, Coverage, State};
use crate::search::{FacetBy, GroupBy, RegionView};

/// What stands for a cell of which nothing is held. No middle dot: terminals set for Chinese show it
/// two cells wide.
const NOT_HELD: &str = ".";

/// Returns the table for people, with a line before it that says what its cells mean.
#[must_use]
pub fn coverage_as_text(
    coverage: &Coverage,
    rows: GroupBy,
    columns: GroupBy,
    style: Style,
) -> String {
    let head = style.wrap(BOLD, &format!("{} · {}", line(&coverage.term), coverage.mode));
    let ground = ground_sentence(coverage.counts, coverage.ground);
    let mut out = format!("{head}: {ground}\n{}", words_sentence(coverage.words));
    if coverage.rows.is_empty() {
        return out;
    }
    let form = Form::of(coverage);
    let of_parts = [rows, columns].contains(&GroupBy::Facet(FacetBy::Part));
    let _ = writeln!(out, "{}\n", form.legend(of_parts));

    let title = format!("{} ({})", rows.name(), rows.chinese());
    let has_places = matches!(rows, GroupBy::Facet(FacetBy::County | FacetBy::Prefecture));
    let mut header = vec![(title.as_str(), Align::Left)];
    header.extend(has_places.then_some(("in", Align::Left)));
    let names: Vec<String> = coverage.columns.iter().map(|column| line(&column.value)).collect();
    header.extend(names.iter().map(|name| (name.as_str(), Align::Right)));
    header.push(("total", Align::Right));

    let totals: Vec<Cell> = coverage.columns.iter().map(|column| column.total).collect();
    // The counts of all cells together are those of the line above the table.
    let all = Cell {
        state: State::Mentions,
        reports: coverage.counts.reports,
        held: coverage.ground.reports,
        mentions: coverage.counts.mentions,
    };
    let mut lines: Vec<Vec<String>> = Vec::new();
    for row in &coverage.rows {
        let mut cells = vec![line(&row.value)];
        cells.extend(has_places.then(|| line(&above(row.region.as_ref(), &row.value))));
        lines.push(cells);
    }
    let mut last = vec!["total".to_owned()];
    last.extend(has_places.then(String::new));
    lines.push(last);
    for (at, total) in totals.iter().enumerate() {
        let column = coverage.rows.iter().filter_map(|row| row.cells.get(at));
        add_column(&mut lines, column, *total, form);
    }
    add_column(&mut lines, coverage.rows.iter().map(|row| &row.total), all, Form::WithReports);
    out.push_str(&table(&header, &lines));
    out
}

/// Writes the cells of a column and its total behind the lines, digits under digits.
fn add_column<'a>(
    lines: &mut [Vec<String>],
    cells: impl Iterator<Item = &'a Cell>,
    total: Cell,
    form: Form,
) {
    let mut written: Vec<[String; 2]> = cells.map(|cell| form.write(cell)).collect();
    written.push(Form::WithReports.write(&total));
    let width = written.iter().map(|[_, reports]| reports.len()).max().unwrap_or(0);
    for (line, [mentions, reports]) in lines.iter_mut().zip(written) {
        line.push(format!("{mentions}{reports:>width$}"));
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

    /// Returns the mentions, and what stands behind them.
    fn write(self, cell: &Cell) -> [String; 2] {
        if cell.state == State::NotHeld {
            return [NOT_HELD.to_owned(), String::new()];
        }
        let reports = match self {
            Self::Mentions => String::new(),
            Self::WithReports => format!(" {}/{}", cell.reports, cell.held),
        };
        [cell.mentions.to_string(), reports]
    }

    /// Returns what the cells mean.
    fn legend(self, of_parts: bool) -> String {
        let not_held = if of_parts { "no such section held" } else { "no report held" };
        match self {
            Self::Mentions => format!(
                "cells: mentions; `0` held and not mentioned; `{NOT_HELD}` {not_held}; totals: \
                 `5 2/3` is 5 mentions in 2 of 3 reports held"
            ),
            Self::WithReports => format!(
                "cells: `5 2/3` is 5 mentions in 2 of 3 reports held; `0 0/3` held and not \
                 mentioned; `{NOT_HELD}` {not_held}"
            ),
        }
    }
}

/// Returns the names of the divisions that a division named `value` lies in.
pub(super) fn above(region: Option<&RegionView>, value: &str) -> String {
    let Some(region) = region else { return String::new() };
    let names = [&region.province, &region.prefecture, &region.county].into_iter().flatten();
    let above: Vec<&str> = names.map(String::as_str).filter(|name| *name != value).collect();
    above.join(" › ")
}

/// Returns the table as CSV: a line for each cell, also those of which nothing is held, without
/// totals.
#[must_use]
pub fn coverage_as_csv(coverage: &Coverage) -> String {
    let header = [
        "row",
        "province",
        "prefecture",
        "county",
        "code",
        "column",
        "column_code",
        "state",
        "reports",
        "held",
        "mentions",
    ];
    let lines = coverage.rows.iter().flat_map(|row| {
        let [province, prefecture, county, code] = place(row.region.as_ref());
        coverage.columns.iter().zip(&row.cells).map(move |(column, cell)| {
            let [.., column_code] = place(column.region.as_ref());
            [
                row.value.clone(),
                province.clone(),
                prefecture.clone(),
                county.clone(),
                code.clone(),
                column.value.clone(),
                column_code,
                cell.state.name().to_owned(),
                cell.reports.to_string(),
                cell.held.to_string(),
                cell.mentions.to_string(),
            ]
        })
    });
    csv(header, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_is_shown_with_those_above_it() {
        let name = |name: &str| Some(name.to_owned());
        let lushi = RegionView {
            province: name("河南省"),
            prefecture: name("三门峡市"),
            county: name("卢氏县"),
            code: name("411224"),
        };
        assert_eq!(above(Some(&lushi), "卢氏县"), "河南省 › 三门峡市");
        let prefecture = RegionView { county: None, ..lushi };
        assert_eq!(above(Some(&prefecture), "三门峡市"), "河南省");
        assert_eq!(above(Some(&RegionView::default()), "未识别"), "");
        assert_eq!(above(None, "2023"), "");
    }
}

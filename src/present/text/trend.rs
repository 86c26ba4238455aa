//! How often terms are mentioned, year by year.

use std::fmt::Write as _;

use super::head::{foot, head, remark_lines};
use super::style::{Style, one_line};
use super::table::{Align, table};
use crate::analysis::{Measure, Series, Trend, TrendRow};
use crate::present::words::{Head, above, group_title, has_namesakes};
use crate::search::{Answer, GroupBy};

/// The width of the bar for 100 per cent, in cells of the terminal.
const BAR: u64 = 20;

impl Trend {
    /// Returns a table for each term, each with its own ground. If there are several, a last table
    /// compares their shares.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let by = GroupBy::Facet(self.by);
        let mut out: String = remark_lines(&self.remarks, style.language).collect();
        for series in &self.series {
            if !out.is_empty() {
                out.push('\n');
            }
            let found = series.body.counts.over(
                series.ground,
                series.question.query.as_ref(),
                style.language,
            );
            out.push_str(&head(series, &found, style));
            if !series.body.rows.is_empty() {
                out.push('\n');
                out.push_str(&one_series(&series.body, by, style));
            }
            out.push_str(&foot(series, "rows", style));
        }
        let has_rows = self.series.first().is_some_and(|series| !series.body.rows.is_empty());
        if self.series.len() > 1 && has_rows {
            let title = Measure::Share.label(style.language);
            let _ = write!(out, "\n{title}{}\n\n", style.pick(":", "："));
            out.push_str(&share_table(&self.series, by, style));
        }
        out
    }
}

/// The columns of figures, and whether each is about mentions.
const FIGURES: [(Head, bool); 7] = [
    (Head::Held, false),
    (Head::Reports, false),
    (Head::Sections, false),
    (Head::Mentions, true),
    (Head::Characters, false),
    (Head::Rate, true),
    (Head::Share, false),
];

fn one_series(series: &Series, by: GroupBy, style: Style) -> String {
    let has_mentions = series.total.figures.mentions.is_some();
    let figures = FIGURES.iter().filter(|(_, is_of_mentions)| has_mentions || !is_of_mentions);
    let (title, has_places) = (group_title(by, style.language), has_namesakes(by));
    let mut header = vec![(title.as_str(), Align::Left)];
    header.extend(has_places.then_some((style.head(Head::In), Align::Left)));
    header.extend(figures.map(|(head, _)| (style.head(*head), Align::Right)));
    header.push(("", Align::Left));
    let rows = named_rows(series, style).map(|(name, row)| {
        let mut cells = row_name(name, row, has_places);
        if !row.figures.state.is_counted() {
            cells.push("0".to_owned());
            cells.resize(header.len() - 1, String::new());
            cells.push(row.figures.state.label(style.language).to_owned());
            return cells;
        }
        let counts = [
            Some(row.figures.held),
            Some(row.figures.reports),
            Some(row.figures.sections),
            row.figures.mentions,
            Some(row.figures.characters),
        ];
        cells.extend(counts.iter().flatten().map(ToString::to_string));
        let rate = row.figures.mentions_per_10000.map(|rate| format!("{rate:.2}"));
        cells.extend(has_mentions.then(|| rate.unwrap_or_default()));
        cells.extend([share(row, style), bar(row.figures.reports, row.figures.held)]);
        cells
    });
    table(&header, &rows.collect::<Vec<_>>())
}

/// Returns the shares of all series, a column for each.
fn share_table(series: &[Answer<Series>], by: GroupBy, style: Style) -> String {
    let (title, has_places) = (group_title(by, style.language), has_namesakes(by));
    let names: Vec<String> =
        series.iter().map(|series| one_line(&series.question.term())).collect();
    let mut header = vec![(title.as_str(), Align::Left)];
    header.extend(has_places.then_some((style.head(Head::In), Align::Left)));
    header.extend(names.iter().map(|name| (name.as_str(), Align::Right)));
    let series: Vec<&Series> = series.iter().map(|series| &series.body).collect();
    let first = series.first().into_iter();
    let rows = first.flat_map(|first| named_rows(first, style)).enumerate();
    let rows = rows.map(|(at, (name, row))| {
        let mut cells = row_name(name, row, has_places);
        let of_series =
            series.iter().map(|series| share(series.rows.get(at).unwrap_or(&series.total), style));
        cells.extend(of_series);
        cells
    });
    table(&header, &rows.collect::<Vec<_>>())
}

/// Returns the rows with their names, then that of all together.
fn named_rows(series: &Series, style: Style) -> impl Iterator<Item = (String, &TrendRow)> {
    let rows = series.rows.iter().map(|row| (one_line(&row.value), row));
    rows.chain([(style.head(Head::Total).to_owned(), &series.total)])
}

/// Returns the first cells of a row: its name and, if asked for, the divisions that contain it.
fn row_name(name: String, row: &TrendRow, has_places: bool) -> Vec<String> {
    let mut cells = vec![name];
    cells.extend(has_places.then(|| one_line(&above(row.region.as_ref(), &row.value))));
    cells
}

fn share(row: &TrendRow, style: Style) -> String {
    let none = || row.figures.state.label(style.language).to_owned();
    row.figures.share.map_or_else(none, |share| format!("{share:.2} %"))
}

/// Returns a bar for `number` of `all`, in eighths of a cell; at least one eighth if `number` is not 0.
fn bar(number: u64, all: u64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = number.saturating_mul(BAR * 8).checked_div(all).unwrap_or(0);
    let eighths = eighths.clamp(u64::from(number > 0), BAR * 8);
    let rest = EIGHTHS.iter().zip(0..).find(|&(_, at)| at == eighths % 8);
    (0..eighths / 8).map(|_| "█").chain(rest.map(|(block, _)| *block)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_the_share() {
        for (number, all, expected) in [
            (0, 0, ""),
            (0, 9, ""),
            (1, 1_000_000, "▏"),
            (1, 160, "▏"),
            (1, 20, "█"),
            (3, 40, "█▌"),
            (1, 2, "██████████"),
            (999_999, 1_000_000, "███████████████████▉"),
            (7, 7, "████████████████████"),
        ] {
            assert_eq!(bar(number, all), expected, "{number} of {all}");
        }
    }
}

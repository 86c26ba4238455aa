//! How much terms are mentioned from year to year.

use super::head::head;
use super::style::{Style, line};
use super::table::{Align, table};
use crate::analysis::{Series, State, Trend, TrendRow};
use crate::present::words::{above, ground_sentence};
use crate::report::Language;
use crate::search::{Answer, FacetBy};

/// How many cells the bar of a share of 100 per cent has.
const BAR: u64 = 20;

/// Returns a table for each term, each with its own ground, and behind several one that sets their
/// shares side by side.
#[must_use]
pub fn trend_as_text(trend: &Trend, style: Style) -> String {
    let by = trend.by;
    let title = format!("{} ({})", by.key(), by.label(Language::Chinese));
    let mut out = String::new();
    for (at, series) in trend.series.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        out.push_str(&head(series, &ground_sentence(series.body.counts, series.ground), style));
        if !series.body.rows.is_empty() {
            out.push('\n');
            out.push_str(&one_series(&series.body, &title, by));
        }
    }
    let has_rows = trend.series.first().is_some_and(|series| !series.body.rows.is_empty());
    if trend.series.len() > 1 && has_rows {
        out.push_str("\nreports that mention it, per cent of those held:\n\n");
        out.push_str(&side_by_side(&trend.series, &title, by));
    }
    out
}

fn one_series(series: &Series, title: &str, by: FacetBy) -> String {
    let has_places = has_places(by);
    let mut header = vec![(title, Align::Left)];
    header.extend(has_places.then_some(("in", Align::Left)));
    header.extend([
        ("held", Align::Right),
        ("reports", Align::Right),
        ("sections", Align::Right),
        ("mentions", Align::Right),
        ("characters", Align::Right),
        ("per 10,000", Align::Right),
        ("share", Align::Right),
        ("", Align::Left),
    ]);
    let rows = series.rows.iter().chain([&series.total]).map(|row| {
        let mut cells = named(row, has_places);
        if row.state == State::NotHeld {
            cells.push("0".to_owned());
            cells.resize(header.len() - 1, String::new());
            cells.push("no report held".to_owned());
            return cells;
        }
        let counts = [row.held, row.reports, row.sections, row.mentions, row.characters];
        cells.extend(counts.iter().map(ToString::to_string));
        cells.push(row.mentions_per_10000.map_or_else(String::new, |rate| format!("{rate:.2}")));
        cells.extend([share(row), bar(row.reports, row.held)]);
        cells
    });
    table(&header, &rows.collect::<Vec<_>>())
}

/// Returns the shares of all series, a column for each.
fn side_by_side(series: &[Answer<Series>], title: &str, by: FacetBy) -> String {
    let has_places = has_places(by);
    let names: Vec<String> =
        series.iter().map(|series| line(&series.question.query_text())).collect();
    let mut header = vec![(title, Align::Left)];
    header.extend(has_places.then_some(("in", Align::Left)));
    header.extend(names.iter().map(|name| (name.as_str(), Align::Right)));
    let series: Vec<&Series> = series.iter().map(|series| &series.body).collect();
    let first = series.first().into_iter();
    let rows = first.flat_map(|first| first.rows.iter().chain([&first.total])).enumerate();
    let rows = rows.map(|(at, row)| {
        let mut cells = named(row, has_places);
        let of_series =
            series.iter().map(|series| share(series.rows.get(at).unwrap_or(&series.total)));
        cells.extend(of_series);
        cells
    });
    table(&header, &rows.collect::<Vec<_>>())
}

/// Returns whether the rows are divisions that lie in others, and whose names may be those of
/// several.
fn has_places(by: FacetBy) -> bool {
    matches!(by, FacetBy::County | FacetBy::Prefecture)
}

fn named(row: &TrendRow, has_places: bool) -> Vec<String> {
    let mut cells = vec![line(&row.value)];
    cells.extend(has_places.then(|| line(&above(row.region.as_ref(), &row.value))));
    cells
}

fn share(row: &TrendRow) -> String {
    row.share.map_or_else(|| "not held".to_owned(), |share| format!("{share:.2} %"))
}

/// Returns a bar for `number` of `all`, in eighths of a cell, at least one for what is not nothing.
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

//! Counts by facet.

use super::style::{BOLD, Style, line};
use super::table::{Align, table};
use crate::present::words::{counted, ground_sentence, not_counted, words_sentence};
use crate::report::Language;
use crate::search::{FacetBy, FacetRow, Results};

pub(super) fn facet_tables(results: &Results) -> String {
    let mut out = String::new();
    for by in FacetBy::ALL {
        if let Some(rows) = results.facets.get(by.key()) {
            out.push('\n');
            out.push_str(&facet_table(by, rows, !results.query.is_empty()));
        }
    }
    out
}

/// Returns the counts of one facet; without a query nothing is mentioned, and no column says so.
fn facet_table(by: FacetBy, rows: &[FacetRow], has_query: bool) -> String {
    let title = format!("{} ({})", by.key(), by.label(Language::Chinese));
    let mut header =
        vec![(title.as_str(), Align::Left), ("reports", Align::Right), ("sections", Align::Right)];
    header.extend(has_query.then_some(("mentions", Align::Right)));
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let numbers = [row.reports, row.sections, row.mentions];
            let cells = numbers.iter().take(header.len() - 1).map(ToString::to_string);
            std::iter::once(line(&row.value)).chain(cells).collect()
        })
        .collect();
    table(&header, &rows)
}

/// Returns the counts by facet alone.
#[must_use]
pub fn facets_as_text(results: &Results, style: Style) -> String {
    let (counts, ground) = (results.counts, results.ground);
    let mut out = if results.query.is_empty() {
        format!(
            "{} of {}{}; {} could not be read\n",
            counted(counts.sections, "section"),
            counted(counts.reports, "report"),
            not_counted(ground),
            counted(ground.unreadable, "file")
        )
    } else {
        let head = format!("{} · {}", line(&results.query), results.mode);
        format!("{}: {}\n", style.wrap(BOLD, &head), ground_sentence(counts, ground))
    };
    out.push_str(&words_sentence(results.words.as_ref()));
    out.push_str(&facet_tables(results));
    out
}

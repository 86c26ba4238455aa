//! Counts by facet.

use super::head::head;
use super::style::{Style, line};
use super::table::{Align, table};
use crate::present::words::{counted, ground_sentence, not_counted};
use crate::report::Language;
use crate::search::{Answer, FacetBy, FacetRow, Results};

pub(super) fn facet_tables(answer: &Answer<Results>) -> String {
    let mut out = String::new();
    for (&by, rows) in &answer.body.facets {
        out.push('\n');
        out.push_str(&facet_table(by, rows, answer.question.query.is_some()));
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
pub fn facets_as_text(answer: &Answer<Results>, style: Style) -> String {
    let (counts, ground) = (answer.body.counts, answer.ground);
    let found = if answer.question.query.is_some() {
        ground_sentence(counts, ground)
    } else {
        format!(
            "{} of {}{}; {} could not be read",
            counted(counts.sections, "section"),
            counted(counts.reports, "report"),
            not_counted(ground),
            counted(ground.unreadable, "file")
        )
    };
    head(answer, &found, style) + &facet_tables(answer)
}

//! Counts by facet.

use super::head::{foot, head};
use super::style::{Style, one_line};
use super::table::{Align, table};
use crate::present::words::{Head, group_title};
use crate::search::{Answer, FacetBy, FacetRow, GroupBy, Results};

/// Returns a table for each facet.
pub(super) fn facet_tables(answer: &Answer<Results>, style: Style) -> String {
    let mut out = String::new();
    for (&by, rows) in &answer.body.facets {
        out.push('\n');
        out.push_str(&facet_table(by, rows, answer.question.query.is_some(), style));
        out.push_str(&foot(answer, by.key(), style));
    }
    out
}

/// Returns the counts of one facet. Without a query there are no mentions and no column for them.
fn facet_table(by: FacetBy, rows: &[FacetRow], has_query: bool, style: Style) -> String {
    let title = group_title(GroupBy::Facet(by), style.language);
    let mut header = vec![(title.as_str(), Align::Left)];
    let held = has_query.then_some(Head::Held);
    let mentions = has_query.then_some(Head::Mentions);
    let counted = [Head::Reports].into_iter().chain(held).chain([Head::Sections]).chain(mentions);
    header.extend(counted.map(|head| (style.head(head), Align::Right)));
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let numbers = [
                Some(row.reports),
                held.map(|_| row.held),
                Some(row.sections),
                mentions.map(|_| row.mentions),
            ];
            let cells = numbers.into_iter().flatten().map(|number| number.to_string());
            std::iter::once(one_line(&row.value)).chain(cells).collect()
        })
        .collect();
    table(&header, &rows)
}

impl Answer<Results> {
    /// Returns the counts by facet, without hits.
    #[must_use]
    pub fn facets_to_text(&self, style: Style) -> String {
        let has_query = self.question.query.is_some();
        let found = self.body.counts.over(self.ground, has_query, style.language);
        head(self, &found, style) + &facet_tables(self, style)
    }
}

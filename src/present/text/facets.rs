//! Counts by facet.

use super::head::{foot, head};
use super::style::{Style, one_line};
use super::table::{Align, table};
use crate::present::words::{Head, group_title};
use crate::query::Query;
use crate::search::{Answer, FacetBy, FacetRow, GroupBy, Results};

/// Returns a table for each facet.
pub(super) fn facet_tables(answer: &Answer<Results>, style: Style) -> String {
    let mut out = String::new();
    for (&by, rows) in &answer.body.facets {
        out.push('\n');
        out.push_str(&facet_table(by, rows, answer.question.query.as_ref(), style));
        out.push_str(&foot(answer, by.key(), style));
    }
    out
}

/// Returns the counts of one facet. Where there are no mentions, there is no column for them.
fn facet_table(by: FacetBy, rows: &[FacetRow], query: Option<&Query>, style: Style) -> String {
    let title = group_title(GroupBy::Facet(by), style.language);
    let mut header = vec![(title.as_str(), Align::Left)];
    let held = query.map(|_| Head::Held);
    let mentions = query.filter(|it| it.finds_mentions()).map(|_| Head::Mentions);
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
        let found =
            self.body.counts.over(self.ground, self.question.query.as_ref(), style.language);
        head(self, &found, style) + &facet_tables(self, style)
    }
}

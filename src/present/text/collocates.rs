//! What occurs near the mentions more often than elsewhere.

use std::fmt::Write as _;

use super::head::{foot, head};
use super::style::{Style, one_line};
use super::table::{Align, table};
use crate::analysis::{Collocate, Collocates};
use crate::present::words::counted;
use crate::report::Language;
use crate::search::Answer;

impl Answer<Collocates> {
    /// Returns a table of the collocates under how they were counted.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let collocates = &self.body;
        let found = collocates.counts.over(self.ground, true, Language::English);
        let mut out = head(self, &found, style);
        if collocates.rows.is_empty() {
            if collocates.counts.mentions > 0 {
                let least = counted(collocates.least, "time");
                let _ = writeln!(
                    out,
                    "\nnothing stands near it at least {least} and more often than elsewhere"
                );
            }
        } else {
            out.push('\n');
            out.push_str(&rows(&collocates.rows));
        }
        out.push_str(&foot(self, "rows"));
        out
    }
}

fn rows(rows: &[Collocate]) -> String {
    let header = [
        ("collocate", Align::Left),
        ("near", Align::Right),
        ("expected", Align::Right),
        ("in all", Align::Right),
        ("reports", Align::Right),
        ("log-likelihood", Align::Right),
        ("log ratio", Align::Right),
    ];
    let rows = rows.iter().map(|row| {
        vec![
            one_line(&row.text),
            row.observed.to_string(),
            format!("{:.2}", row.expected),
            row.total.to_string(),
            row.reports.to_string(),
            format!("{:.2}", row.log_likelihood),
            format!("{:.2}", row.log_ratio),
        ]
    });
    table(&header, &rows.collect::<Vec<_>>())
}

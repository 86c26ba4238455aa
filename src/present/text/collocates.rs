//! What occurs near the mentions more often than elsewhere.

use std::fmt::Write as _;

use super::head::{foot, head};
use super::style::{Style, one_line};
use super::table::{Align, table};
use crate::analysis::{Collocate, Collocates};
use crate::present::words::{Head, counted};
use crate::search::Answer;

impl Answer<Collocates> {
    /// Returns a table of the collocates under how they were counted.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let collocates = &self.body;
        let found =
            collocates.counts.over(self.ground, self.question.query.as_ref(), style.language);
        let mut out = head(self, &found, style);
        if collocates.rows.is_empty() {
            if collocates.counts.mentions > 0 {
                let least = collocates.least;
                let times = counted(least, "time");
                let sentence = style.pick(
                    format!(
                        "nothing stands near it at least {times} and more often than elsewhere"
                    ),
                    format!("邻近处没有出现至少 {least} 次、且比别处更常见的词"),
                );
                let _ = writeln!(out, "\n{sentence}");
            }
        } else {
            out.push('\n');
            out.push_str(&rows(&collocates.rows, style));
        }
        out.push_str(&foot(self, "rows", style));
        out
    }
}

fn rows(rows: &[Collocate], style: Style) -> String {
    let header = [
        (style.head(Head::Collocate), Align::Left),
        (style.head(Head::Near), Align::Right),
        (style.head(Head::Expected), Align::Right),
        (style.head(Head::InAll), Align::Right),
        (style.head(Head::Reports), Align::Right),
        (style.head(Head::LogLikelihood), Align::Right),
        (style.head(Head::LogRatio), Align::Right),
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

//! The hits of a search.

use std::fmt::Write as _;

use super::facets::facet_tables;
use super::head::{foot, head};
use super::passage::shown_passage;
use super::style::{BOLD, DIM, Style, one_line};
use crate::search::{Answer, Hit, Results};

impl Answer<Results> {
    /// Returns the answer to a search, of which the first `offset` hits were skipped.
    #[must_use]
    pub fn to_text(&self, offset: usize, style: Style) -> String {
        let results = &self.body;
        let query = self.question.query.as_ref();
        let found = results.counts.over(self.ground, query, style.language);
        let mut out = head(self, &found, style);
        for (at, hit) in results.hits.iter().enumerate() {
            out.push('\n');
            out.push_str(&one_hit(offset + at + 1, hit, style));
        }
        out.push_str(&foot(self, "hits", style));
        out.push_str(&facet_tables(self, style));
        out
    }
}

fn one_hit(number: usize, hit: &Hit, style: Style) -> String {
    let report = &hit.report;
    let name = report.title.as_ref().or(report.agency.as_ref()).unwrap_or(&report.path);
    let year = report.year.map_or("年度未识别".to_owned(), |year| year.to_string());
    let region = report.region.path();
    let region = if region.is_empty() { "地区未识别".to_owned() } else { region };
    let mut place = format!("{year} · {region} · {}", hit.section.part);
    if !hit.section.heading_path.is_empty() {
        let _ = write!(place, " · {}", hit.section.heading_path.join(" › "));
    }
    let passage = shown_passage(&hit.passage, style);
    let path = style.wrap(DIM, &one_line(&report.path));
    format!(
        "{number}. {}\n   {}\n   {}\n   {path}\n",
        style.wrap(BOLD, &one_line(name)),
        one_line(&place),
        passage.replace('\n', "\n   "),
    )
}

//! The hits of a search.

use std::fmt::Write as _;

use super::facets::facet_tables;
use super::passage::shown_passage;
use super::style::{BOLD, DIM, Style, line};
use crate::present::words::{counted, ground_sentence, words_sentence};
use crate::search::{Hit, Results};

/// Returns the answer to a search. `offset` hits were left out before the first.
#[must_use]
pub fn results_as_text(results: &Results, offset: usize, style: Style) -> String {
    let mut out = String::new();
    let head = format!("{} · {}", line(&results.query), results.mode);
    let _ = writeln!(
        out,
        "{}: {}",
        style.wrap(BOLD, &head),
        ground_sentence(results.counts, results.ground)
    );
    out.push_str(&words_sentence(results.words.as_ref()));
    for (at, hit) in results.hits.iter().enumerate() {
        out.push('\n');
        out.push_str(&one_hit(offset + at + 1, hit, style));
    }
    if results.hits.is_empty() && results.counts.sections > 0 {
        out.push_str("\nnothing on this page: all that was found stands on the pages before it\n");
    }
    let shown = offset as u64 + results.hits.len() as u64;
    if !results.hits.is_empty() && shown < results.counts.sections {
        let rest = counted(results.counts.sections - shown, "more section");
        let _ =
            writeln!(out, "\n{rest}: `--page {}` or `--limit`", offset / results.hits.len() + 2);
    }
    out.push_str(&facet_tables(results));
    out
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
    let path = style.wrap(DIM, &line(&report.path));
    format!(
        "{number}. {}\n   {}\n   {}\n   {path}\n",
        style.wrap(BOLD, &line(name)),
        line(&place),
        passage.replace('\n', "\n   "),
    )
}

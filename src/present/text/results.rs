//! The hits of a search.

use std::fmt::Write as _;

use super::facets::facet_tables;
use super::head::{foot, head};
use super::passage::shown_passage;
use super::style::{BOLD, DIM, Style, one_line};
use crate::present::words::{MENTIONS, SECTIONS};
use crate::search::{Answer, Hit, Passage, ReportHits, ReportView, Results, SectionView};

impl Answer<Results> {
    /// Returns the answer to a search, of which the first `offset` hits or reports were skipped.
    #[must_use]
    pub fn to_text(&self, offset: usize, style: Style) -> String {
        let results = &self.body;
        let query = self.question.query.as_ref();
        let found = results.counts.over(self.ground, query, style.language);
        let mut out = head(self, &found, style);
        let hits = results.hits.iter().zip(offset + 1..);
        out.extend(hits.map(|(hit, number)| one_hit(number, hit, style)));
        let reports = results.reports.iter().flatten().zip(offset + 1..);
        out.extend(reports.map(|(report, number)| one_report(number, report, style)));
        let list = if results.reports.is_some() { "reports" } else { "hits" };
        out.push_str(&foot(self, list, style));
        out.push_str(&facet_tables(self, style));
        out
    }
}

/// Returns a section with its report.
fn one_hit(number: usize, Hit { report, section, passage, .. }: &Hit, style: Style) -> String {
    let place = format!("{} · {}", year_and_region(report), part_and_headings(section));
    format!(
        "\n{number}. {}\n   {}\n   {}\n   {}\n",
        name(report, style),
        one_line(&place),
        indented(passage, 3, style),
        path(report, style),
    )
}

/// Returns a report with its best sections.
fn one_report(number: usize, found: &ReportHits, style: Style) -> String {
    let ReportHits { report, sections, mentions, hits } = found;
    let counts = [style.counted(*sections, SECTIONS), style.counted(*mentions, MENTIONS)];
    let place = format!("{} · {}", year_and_region(report), counts.join(style.pick(", ", "、")));
    let mut out = format!(
        "\n{number}. {}\n   {}\n   {}\n",
        name(report, style),
        one_line(&place),
        path(report, style),
    );
    for hit in hits {
        let place = one_line(&part_and_headings(&hit.section));
        let _ = writeln!(out, "   - {place}\n     {}", indented(&hit.passage, 5, style));
    }
    let more = sections.saturating_sub(hits.len() as u64);
    if more > 0 {
        let more = style.counted(more, ("more section", "节"));
        let line = style.pick(format!("and {more}"), format!("另有 {more}"));
        let _ = writeln!(out, "   - {line}");
    }
    out
}

/// Returns what a report is called.
fn name(report: &ReportView, style: Style) -> String {
    let name = report.title.as_ref().or(report.agency.as_ref()).unwrap_or(&report.path);
    style.wrap(BOLD, &one_line(name))
}

fn path(report: &ReportView, style: Style) -> String {
    style.wrap(DIM, &one_line(&report.path))
}

fn year_and_region(report: &ReportView) -> String {
    let year = report.year.map_or("年度未识别".to_owned(), |year| year.to_string());
    let region = report.region.path();
    let region = if region.is_empty() { "地区未识别" } else { &region };
    format!("{year} · {region}")
}

fn part_and_headings(section: &SectionView) -> String {
    let part = section.part;
    if section.heading_path.is_empty() {
        return part.to_string();
    }
    format!("{part} · {}", section.heading_path.join(" › "))
}

/// Returns a passage whose further lines begin with so many blanks.
fn indented(passage: &Passage, blanks: usize, style: Style) -> String {
    shown_passage(passage, style).replace('\n', &format!("\n{:blanks$}", ""))
}

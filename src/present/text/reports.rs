//! The list of reports.

use std::fmt::Write as _;

use super::style::{BOLD, Style, line};
use crate::analysis::{ReportRow, Reports, VersionRow};
use crate::index::VersionOrder;
use crate::present::words::counted;
use crate::report::ReportKind;

/// Returns the reports that are held.
#[must_use]
pub fn reports_as_text(holdings: &Reports, style: Style) -> String {
    let mut out = String::new();
    for report in &holdings.reports {
        out.push_str(&one_report(report, style));
    }
    let noted = holdings.reports.iter().filter(|report| !report.notes.is_empty()).count() as u64;
    let _ =
        writeln!(out, "{}, {noted} with notes", counted(holdings.reports.len() as u64, "report"));
    out
}

pub(super) fn one_report(report: &ReportRow, style: Style) -> String {
    let year = report.year.map_or("年度未识别".to_owned(), |year| year.to_string());
    let region = report.region.path();
    let region = if region.is_empty() { "地区未识别" } else { &region };
    let agency = report.agency.as_deref().unwrap_or("机关未识别");
    let head = style.wrap(BOLD, &line(&report.path));
    let mut out = format!(
        "{head}  {}\n   {year} · {} · {} · {}\n",
        report.id,
        line(region),
        line(agency),
        counted(report.sections, "section")
    );
    if let Some(title) = &report.title {
        let _ = writeln!(out, "   {}", line(title));
    }
    if let Some(kind) = report.kind.filter(|kind| *kind != ReportKind::RuleOfLaw) {
        let _ = writeln!(out, "   kind: {kind}");
    }
    for note in &report.notes {
        let _ = writeln!(out, "   note: {}", line(note));
    }
    for copy in &report.copies {
        let _ = writeln!(out, "   copy: {}", line(copy));
    }
    for version in &report.versions {
        let _ = writeln!(out, "   older version: {}", version_line(version));
        for copy in &version.copies {
            let _ = writeln!(out, "   copy of that version: {}", line(copy));
        }
    }
    out
}

/// Returns the path of an older version with its day, or with what is said where no day tells that
/// it is the older one.
fn version_line(version: &VersionRow) -> String {
    let path = line(&version.path);
    let day = version.published.or(version.date).map(|day| day.to_string());
    let told = match version.told {
        VersionOrder::Dates => None,
        VersionOrder::Nothing => Some("no day tells which is the newer one".to_owned()),
    };
    let about: Vec<String> = day.into_iter().chain(told).collect();
    if about.is_empty() { path } else { format!("{path} ({})", about.join("; ")) }
}

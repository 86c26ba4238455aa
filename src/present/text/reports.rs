//! The list of reports.

use std::fmt::Write as _;

use super::head::{foot, remark_lines};
use super::style::{BOLD, Style, one_line};
use crate::analysis::{ReportRow, VersionRow, report_rows};
use crate::error::Result;
use crate::index::{IndexReader, VersionOrder};
use crate::present::words::counted;
use crate::report::ReportKind;
use crate::search::{Answer, Request};
use crate::text::grouped;

impl Request {
    /// Returns the list of the reports that match the conditions of a request, in pieces: remarks, a
    /// piece for each report, then their number.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged, as a piece does.
    pub fn report_text<'a>(
        &self,
        reader: &'a IndexReader,
        style: Style,
    ) -> Result<(Answer<()>, impl Iterator<Item = Result<String>> + 'a)> {
        let (answer, rows) = report_rows(reader, self)?;
        let begin: String = remark_lines(&answer.remarks).collect();
        let listed = rows.len() as u64;
        let mut end = Some(foot(&answer, "reports"));
        let (mut rows, mut noted) = (rows, 0);
        let pieces = std::iter::from_fn(move || {
            let Some(row) = rows.next() else {
                let (all, noted) = (counted(listed, "report"), grouped(noted));
                return end.take().map(|end| Ok(format!("{all}, {noted} with notes\n{end}")));
            };
            Some(row.map(|row| {
                noted += u64::from(!row.notes.is_empty());
                one_report(&row, style)
            }))
        });
        Ok((answer, std::iter::once(Ok(begin)).chain(pieces)))
    }
}

/// Returns what is known of a report, on a few lines.
pub(super) fn one_report(report: &ReportRow, style: Style) -> String {
    let year = report.facts.year.map_or("年度未识别".to_owned(), |year| year.to_string());
    let region = report.facts.region.path();
    let region = if region.is_empty() { "地区未识别" } else { &region };
    let agency = report.facts.agency.as_deref().unwrap_or("机关未识别");
    let head = style.wrap(BOLD, &one_line(&report.path));
    let mut out = format!(
        "{head}  {}\n   {year} · {} · {} · {}\n",
        report.id,
        one_line(region),
        one_line(agency),
        counted(report.sections, "section")
    );
    if let Some(title) = &report.facts.title {
        let _ = writeln!(out, "   {}", one_line(title));
    }
    if let Some(kind) = report.facts.kind.filter(|kind| *kind != ReportKind::RuleOfLaw) {
        let _ = writeln!(out, "   kind: {kind}");
    }
    for note in &report.notes {
        let _ = writeln!(out, "   note: {}", one_line(note));
    }
    for path in &report.joined {
        let _ = writeln!(out, "   joined: {}", one_line(path));
    }
    for copy in &report.copies {
        let _ = writeln!(out, "   copy: {}", one_line(copy));
    }
    for version in &report.versions {
        let _ = writeln!(out, "   older version: {}", version_line(version));
        for copy in &version.copies {
            let _ = writeln!(out, "   copy of that version: {}", one_line(copy));
        }
    }
    out
}

/// Returns the path of an older version with its date, and says so if no date shows that it is the
/// older one.
fn version_line(version: &VersionRow) -> String {
    let path = one_line(&version.path);
    let day = version.published.or(version.date).map(|day| day.to_string());
    let doubt = match version.told {
        VersionOrder::Dates => None,
        VersionOrder::Nothing => Some("no date says which is newer".to_owned()),
    };
    let about: Vec<String> = day.into_iter().chain(doubt).collect();
    if about.is_empty() { path } else { format!("{path} ({})", about.join("; ")) }
}

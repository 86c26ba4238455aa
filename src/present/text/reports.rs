//! The list of reports.

use std::fmt::Write as _;

use super::head::{foot, remark_lines};
use super::style::{BOLD, Style, one_line};
use crate::analysis::{ReportRow, VersionRow, report_rows};
use crate::error::Result;
use crate::index::{IndexReader, VersionOrder};
use crate::present::words::{REPORTS, SECTIONS};
use crate::report::{Fact, Language, ReportKind};
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
        let begin: String = remark_lines(&answer.remarks, style.language).collect();
        let listed = rows.len() as u64;
        let mut end = Some(foot(&answer, "reports", style));
        let (mut rows, mut noted) = (rows, 0);
        let pieces = std::iter::from_fn(move || {
            let Some(row) = rows.next() else {
                let (all, noted) = (style.counted(listed, REPORTS), grouped(noted));
                let line = style.pick(
                    format!("{all}, {noted} with notes"),
                    format!("{all}，其中 {noted} 份有说明"),
                );
                return end.take().map(|end| Ok(format!("{line}\n{end}")));
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
        style.counted(report.sections, SECTIONS)
    );
    if let Some(title) = &report.facts.title {
        let _ = writeln!(out, "   {}", one_line(title));
    }
    let mut line = |english: &str, chinese: &str, text: &str| {
        let begin = style.pick(format!("{english}: "), format!("{chinese}："));
        let _ = writeln!(out, "   {begin}{text}");
    };
    if let Some(kind) = report.facts.kind.filter(|kind| *kind != ReportKind::RuleOfLaw) {
        line("kind", Fact::Kind.label(Language::Chinese), kind.label(Language::Chinese));
    }
    for note in style.pick(&report.notes, &report.notes_in_chinese) {
        line("note", "说明", &one_line(note));
    }
    for path in &report.joined {
        line("joined", "并入", &one_line(path));
    }
    for copy in &report.copies {
        line("copy", "重复", &one_line(copy));
    }
    for version in &report.versions {
        line("older version", "旧版", &version_line(version, style));
        for copy in &version.copies {
            line("copy of that version", "旧版的重复", &one_line(copy));
        }
    }
    out
}

/// Returns the path of an older version with its date, and says so if no date shows that it is the
/// older one.
fn version_line(version: &VersionRow, style: Style) -> String {
    let path = one_line(&version.path);
    let day = version.published.or(version.date).map(|day| day.to_string());
    let doubt = match version.told {
        VersionOrder::Dates => None,
        VersionOrder::Nothing => {
            let doubt = style.pick("no date says which is newer", "没有日期，无法确定哪份较新");
            Some(doubt.to_owned())
        }
    };
    let about: Vec<String> = day.into_iter().chain(doubt).collect();
    match about.join(style.pick("; ", "；")) {
        about if about.is_empty() => path,
        about => style.pick(format!("{path} ({about})"), format!("{path}（{about}）")),
    }
}

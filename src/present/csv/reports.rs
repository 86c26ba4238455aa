//! The list of reports as CSV.

use super::row::{cell, csv, region_cells};
use crate::analysis::{ReportRow, Reports};
use crate::report::{Certainty, Fact, Language, REPORT_COLUMNS};

impl Reports {
    /// Returns the reports as CSV: a table that can be edited and saved as `corrections.csv`, which
    /// accepts all of its columns.
    ///
    /// The first columns are the path and the facts, which can be corrected, under the names that
    /// corrections use. A cell is empty if the fact is not known, and `-` if a user says that it is not.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let header = ["path"].into_iter().chain(Fact::ALL.map(Fact::column)).chain(REPORT_COLUMNS);
        csv(header, self.reports.iter().map(report_cells))
    }
}

fn report_cells(report: &ReportRow) -> Vec<String> {
    let [province, prefecture, county, code] = region_cells(Some(&report.facts.region));
    let versions: Vec<&str> = report.versions.iter().map(|it| it.path.as_str()).collect();
    let facts = Fact::ALL.map(|fact| editable(report, fact));
    let further: [String; REPORT_COLUMNS.len()] = [
        report.id.clone(),
        cell(report.facts.agency_as_written.as_ref()),
        cell(report.facts.agency_kind.map(|kind| kind.label(Language::Chinese)).as_ref()),
        cell(report.facts.department.as_ref()),
        province,
        prefecture,
        county,
        code,
        report.sections.to_string(),
        report.notes.join("; "),
        sources_in_words(report),
        report.copies.join(" | "),
        versions.join(" | "),
    ];
    [report.path.clone()].into_iter().chain(facts).chain(further).collect()
}

/// Returns a fact as corrections take it: `-` if a user says that it is not known.
fn editable(report: &ReportRow, fact: Fact) -> String {
    match report.facts.get(fact) {
        Some(value) => value,
        None if report.sources.contains_key(fact.key()) => "-".to_owned(),
        None => String::new(),
    }
}

/// Returns where the facts of a report were found: `title: title; year: corrections`.
fn sources_in_words(report: &ReportRow) -> String {
    let words = report.sources.iter().map(|(name, origin)| {
        let inferred = match origin.certainty {
            Certainty::Stated => "",
            Certainty::Inferred => " (inferred)",
        };
        format!("{name}: {}{inferred}", origin.source.key())
    });
    words.collect::<Vec<_>>().join("; ")
}

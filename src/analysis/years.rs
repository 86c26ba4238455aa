//! The reports of one agency from year to year.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::index::{FacetField, IndexReader, facet_value};
use crate::report::{Date, Part, ReportKind, Year};
use crate::search::{ReportQuery, reports_of_agency};

/// A report of an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct YearRow {
    /// The name by which the report can be asked for.
    pub(crate) id: String,
    /// The year it is about.
    pub(crate) year: Option<Year>,
    /// The kind of document.
    pub(crate) kind: Option<ReportKind>,
    /// The day it was published, or else signed; it distinguishes reports of the same year.
    pub(crate) day: Option<Date>,
    /// The name of its file, without the folders; it distinguishes those of the same day.
    pub(crate) file: String,
    /// The number of mentions in it, if there is a query.
    pub(crate) mentions: Option<u64>,
}

/// Returns the counted reports of the agency of the report with this number, that is, those with the
/// same canonical name and region: by year, those without a year last. Returns none if the agency is
/// not known. With a query, each has the number of its mentions.
///
/// # Errors
///
/// Fails if no report has the number, and if the index is damaged.
pub(crate) fn years(
    reader: &IndexReader,
    number: u64,
    within: Option<&ReportQuery<'_>>,
) -> Result<Vec<YearRow>> {
    let facts = reader.guard(|| reader.report(number))?.facts;
    if facts.agency.is_none() {
        return Ok(Vec::new());
    }
    let agency = facet_value(FacetField::Agency, &facts, Part::Other);
    let mut rows = Vec::new();
    for first in reports_of_agency(reader, &agency)? {
        let number = reader.guard(|| reader.report_number(first))?;
        let stored = reader.guard(|| reader.report_at(first))?;
        let year = stored.facts.year.map(|it| it.value);
        let kind = stored.facts.kind.map(|it| it.value);
        let day = stored.facts.published.or(stored.facts.date).map(|it| it.value);
        let file = stored.path.rsplit('/').next().unwrap_or_default().to_owned();
        let row = YearRow { id: stored.id, year, kind, day, file, mentions: None };
        rows.push((stored.path, number, row));
    }
    rows.sort_by(|(a_path, _, a), (b_path, _, b)| {
        (a.year.is_none(), a.year, a_path).cmp(&(b.year.is_none(), b.year, b_path))
    });
    if let Some(within) = within {
        let numbers: Vec<u64> = rows.iter().map(|(_, number, _)| *number).collect();
        let mut by_report: BTreeMap<u64, u64> = BTreeMap::new();
        for ((report, _), mentions) in within.mentions(&numbers)? {
            *by_report.entry(report).or_default() += u64::from(mentions);
        }
        for (_, number, row) in &mut rows {
            row.mentions = Some(by_report.get(number).copied().unwrap_or_default());
        }
    }
    Ok(rows.into_iter().map(|(_, _, row)| row).collect())
}

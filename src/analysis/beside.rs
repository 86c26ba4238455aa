//! What is held beside the reports that are counted: their copies and older versions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::index::{CountedAs, IndexReader, Ledger, Outcome, StoredReport, VersionOrder};
use crate::report::Date;

/// A version of a report of which a newer one is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct VersionRow {
    /// The name by which it can be asked for.
    #[serde(skip)]
    pub id: String,
    /// The path of its file.
    pub path: String,
    /// The day it was signed.
    pub date: Option<Date>,
    /// The day it was published.
    pub published: Option<Date>,
    /// What tells that it is the older one.
    pub told: VersionOrder,
    /// The paths of files that hold this version once more.
    pub copies: Vec<String>,
}

/// The copies and older versions of all reports, by the number of the report.
#[derive(Debug, Default)]
pub(super) struct Beside {
    copies: BTreeMap<u64, Vec<String>>,
    versions: BTreeMap<u64, Vec<(u64, String, VersionOrder)>>,
}

impl Beside {
    /// Reads what is held beside the reports; the ledger only where there is anything.
    pub(super) fn read(reader: &IndexReader) -> Result<Self> {
        let manifest = reader.manifest();
        if manifest.copies.is_empty() && manifest.older_versions.is_empty() {
            return Ok(Self::default());
        }
        Ok(Self::of(&reader.ledger()?))
    }

    fn of(ledger: &Ledger) -> Self {
        let mut beside = Self::default();
        for entry in ledger.entries.values() {
            let Outcome::Report { number, counted_as, .. } = &entry.outcome else { continue };
            let path = entry.path.clone();
            match counted_as {
                CountedAs::Itself => {}
                CountedAs::Copy { of } => beside.copies.entry(*of).or_default().push(path),
                CountedAs::OlderVersion { of, by: told } => {
                    beside.versions.entry(*of).or_default().push((*number, path, *told));
                }
            }
        }
        beside
    }

    /// Returns the paths of the copies of a report, in order.
    pub(super) fn copies(&self, report: u64) -> Vec<String> {
        self.copies.get(&report).cloned().unwrap_or_default()
    }

    /// Returns the older versions of a report, the newest first as far as their days tell.
    pub(super) fn versions(&self, reader: &IndexReader, report: u64) -> Result<Vec<VersionRow>> {
        let mut rows = Vec::new();
        for (number, path, told) in self.versions.get(&report).into_iter().flatten() {
            let StoredReport { id, facts, .. } = reader.guard(|| reader.report(*number))?;
            rows.push(VersionRow {
                id,
                path: path.clone(),
                date: facts.date.map(|it| it.value),
                published: facts.published.map(|it| it.value),
                told: *told,
                copies: self.copies(*number),
            });
        }
        rows.sort_by(|a, b| {
            let day = |row: &VersionRow| row.published.or(row.date);
            day(b).cmp(&day(a)).then_with(|| a.path.cmp(&b.path))
        });
        Ok(rows)
    }
}

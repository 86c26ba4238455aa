//! What is stored in addition to the reports that are counted: their copies and older versions.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::index::{Catalog, IndexReader, VersionOrder};
use crate::report::Date;

/// A version of a report that a newer one supersedes.
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
    /// What shows that it is the older one.
    pub told: VersionOrder,
    /// The paths of its copies.
    pub copies: Vec<String>,
}

/// Returns the paths of the copies of the report with this number, sorted.
pub(super) fn copy_paths(catalog: &Catalog, number: u64) -> Vec<String> {
    catalog.copies(number).map(|copy| copy.path.to_string()).collect()
}

/// Returns the older versions of the report with this number, the newest first as far as their days
/// are known.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(super) fn version_rows(
    reader: &IndexReader,
    catalog: &Catalog,
    number: u64,
) -> Result<Vec<VersionRow>> {
    let mut rows = Vec::new();
    for (version, told) in catalog.older_versions(number) {
        let facts = reader.guard(|| reader.report(version.number))?.facts;
        rows.push(VersionRow {
            id: version.id.to_string(),
            path: version.path.to_string(),
            date: facts.date.map(|it| it.value),
            published: facts.published.map(|it| it.value),
            told,
            copies: copy_paths(catalog, version.number),
        });
    }
    rows.sort_by(|a, b| {
        let day = |row: &VersionRow| row.published.or(row.date);
        day(b).cmp(&day(a)).then_with(|| a.path.cmp(&b.path))
    });
    Ok(rows)
}

//! Counts, and what they are counted over.
//!
//! Reports, sections and mentions are three different counts, and each is exact: every section that
//! is found is visited, and distinct reports are counted by their numbers.

use serde::{Deserialize, Serialize};

use crate::index::Versions;

/// The number of reports, sections and mentions that were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Counts {
    /// Distinct reports with at least one section that was found.
    pub reports: u64,
    /// Sections that were found.
    pub sections: u64,
    /// Occurrences of the terms in these sections.
    pub mentions: u64,
}

/// What was counted over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Ground {
    /// Reports that pass the filters.
    pub reports: u64,
    /// Files that could not be read and are not counted.
    pub unreadable: u64,
    /// Files that pass the filters and are copies of other reports; they are not counted.
    pub copies: u64,
    /// Reports that pass the filters and are older versions of others; they are counted only if
    /// all `versions` are.
    pub older_versions: u64,
    /// Which versions of a report are counted.
    pub versions: Versions,
}

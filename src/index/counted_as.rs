//! What a report is counted as: itself, a copy, or a superseded version.

use serde::{Deserialize, Serialize};

/// What a report is counted as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountedAs {
    /// A report of its own.
    #[default]
    Itself,
    /// A copy of another report, which is counted or is a superseded version.
    Copy {
        /// The number of the other report.
        of: u64,
    },
    /// A version of a report of which a newer version is counted.
    OlderVersion {
        /// The number of the newer version.
        of: u64,
        /// What shows which of the two is newer.
        by: VersionOrder,
    },
}

impl CountedAs {
    /// Returns whether the report is counted as itself.
    #[must_use]
    pub fn is_itself(&self) -> bool {
        matches!(self, Self::Itself)
    }
}

/// What shows which of two versions is newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VersionOrder {
    /// The days on which they were published or signed.
    Dates,
    /// Nothing: the version with a date is counted, or else the longer one.
    Nothing,
}

/// Which versions of a report are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Versions {
    /// The newest only.
    #[default]
    Newest,
    /// All of them, each as a report of its own.
    All,
}

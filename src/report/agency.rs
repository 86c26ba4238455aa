//! The agency that reports.

use serde::{Deserialize, Serialize};

use super::named::named;
use super::region::Region;

named! {
    /// The kind of body that an agency is.
    #[derive(Default, Serialize, Deserialize, utoipa::ToSchema)]
    #[serde(rename_all = "kebab-case")]
    pub enum AgencyKind {
        /// The people's government of a county or a larger division, including its office.
        Government => "government", "government", "政府";
        /// A department of a government: see [`Agency::department`].
        Department => "department", "department", "部门";
        /// The government of a town or township, or a subdistrict office.
        Town => "town", "town or subdistrict", "乡镇街道";
        /// A party committee, a court, a development zone, or any other body.
        #[default]
        Other => "other", "other", "其他";
    }
}

/// The agency that reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Agency {
    /// The name as the report writes it, for instance 卢氏县卫健委.
    pub as_written: String,
    /// The name in full, for instance 卢氏县卫生健康委员会.
    pub canonical: String,
    /// Whether the name was made unrecognisable on purpose, as in X县卫生健康局.
    pub anonymised: bool,
    /// The kind of body it is.
    #[serde(default)]
    pub kind: AgencyKind,
    /// The canonical name of a department without the place, as in 卫生健康委员会; absent for other
    /// kinds.
    #[serde(default)]
    pub department: Option<String>,
}

/// An agency and its place. Agencies of one name in different places are different agencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlacedAgency {
    /// The canonical name.
    pub(crate) name: String,
    /// The region; empty if it is not known.
    pub(crate) region: Region,
}

impl PlacedAgency {
    /// Returns the agency as one string, as the index stores it: its name, then NUL and the key of
    /// its region, if that is known.
    pub(crate) fn to_key(&self) -> String {
        let Self { name, region } = self;
        if region.is_empty() { name.clone() } else { format!("{name}\u{0}{}", region.to_key()) }
    }

    /// Parses what [`PlacedAgency::to_key`] wrote.
    pub(crate) fn from_key(key: &str) -> Self {
        let (name, region) = key.split_once('\u{0}').unwrap_or((key, ""));
        Self { name: name.to_owned(), region: Region::from_key(region) }
    }
}

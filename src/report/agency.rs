//! The agency that reports.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::language::Language;
use super::named::{by_name, listed, named};
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

impl AgencyKind {
    /// Returns the kind that a user means by `name`: its key or the start of it, or characters of
    /// its Chinese name that no other kind has.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        by_name(name, &Self::ALL, |kind| (kind.key(), kind.label(Language::Chinese)))
    }

    /// Lists every kind for a user who gave none of them.
    pub(crate) fn list(language: Language) -> String {
        listed(&Self::ALL, language, |kind| (kind.key(), kind.label(Language::Chinese)))
    }
}

impl fmt::Display for AgencyKind {
    /// Prints the Chinese name.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.label(Language::Chinese))
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

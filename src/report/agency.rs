//! The agency that reports.

use serde::{Deserialize, Serialize};

use super::named::named;

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

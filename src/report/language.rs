//! The two languages in which chabao speaks to people.

use serde::{Deserialize, Serialize};

/// A language of labels, messages and pages.
///
/// It has the names that `named!` gives to other enums; they are written out since the labels of all
/// others depend on it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Language {
    /// Chinese, as the reports are.
    #[default]
    #[serde(rename = "zh")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Every value, in the order in which lists show them.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// Returns the name for programs: stable and ASCII, as in flags and parameters.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.pick("en", "zh")
    }

    /// Returns the value with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| value.key() == key)
    }

    /// Returns the one of two texts that is in this language.
    #[must_use]
    pub fn pick<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }
}

//! The two languages in which chabao speaks to people.

use serde::{Deserialize, Serialize};

use super::named::named;

named! {
    /// A language of labels, messages and pages.
    #[derive(Default, Serialize, Deserialize)]
    pub enum Language {
        /// Chinese, as the reports are.
        #[default]
        #[serde(rename = "zh")]
        Chinese => "zh", "Chinese", "中文";
        /// English.
        #[serde(rename = "en")]
        English => "en", "English", "英文";
    }
}

impl Language {
    /// Returns the one of two texts that is in this language.
    #[must_use]
    pub fn pick<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }
}

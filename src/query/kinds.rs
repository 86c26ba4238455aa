//! Kinds of document as questions ask for them.

use std::fmt;

use crate::report::{Language, ReportKind, UNKNOWN};

/// A kind of document, or the reports whose kind is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kinds {
    /// Reports of this kind.
    Known(ReportKind),
    /// Reports whose kind is not known.
    Unknown,
}

impl Kinds {
    /// Parses the name of a kind as [`ReportKind::from_name`] does, or 未识别.
    ///
    /// ```
    /// use chabao::query::Kinds;
    /// assert_eq!(Kinds::parse("公开").unwrap().to_string(), "政府信息公开年度报告");
    /// assert_eq!(Kinds::parse("unknown"), Some(Kinds::Unknown));
    /// assert_eq!(Kinds::parse("政府"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if [UNKNOWN, "unknown"].contains(&text) {
            return Some(Self::Unknown);
        }
        ReportKind::from_name(text).map(Self::Known)
    }
}

impl fmt::Display for Kinds {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Known(kind) => kind.label(Language::Chinese),
            Self::Unknown => UNKNOWN,
        })
    }
}

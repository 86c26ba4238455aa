//! Values as conditions ask for them.

use std::fmt;

use crate::report::UNKNOWN;

/// A value that a condition asks for, or the reports of which it is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked<T> {
    /// Reports with this value.
    Known(T),
    /// Reports whose value is not known.
    Unknown,
}

impl<T> Asked<T> {
    /// Reads 未识别, or a value as `read` does.
    pub(super) fn parse(text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Self> {
        let text = text.trim();
        if is_unknown(text) { Some(Self::Unknown) } else { read(text).map(Self::Known) }
    }

    /// Returns whether the value of a report, as answers show it, is asked for; `is` compares one
    /// that is known.
    pub(crate) fn accepts(&self, value: &str, is: impl FnOnce(&T) -> bool) -> bool {
        match self {
            Self::Known(asked) => value != UNKNOWN && is(asked),
            Self::Unknown => value == UNKNOWN,
        }
    }
}

/// Returns whether a value asks for the reports of which it is not known.
pub(super) fn is_unknown(text: &str) -> bool {
    [UNKNOWN, "unknown"].contains(&text)
}

impl<T: fmt::Display> fmt::Display for Asked<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(value) => value.fmt(out),
            Self::Unknown => out.pad(UNKNOWN),
        }
    }
}

//! Years as questions ask for them.

use std::fmt;

use crate::report::{UNKNOWN, Year};
use crate::text::numerals;

/// A range of years, both ends included, or the reports whose year is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Years {
    /// From the first to the second; open at an end that is absent.
    Range(Option<Year>, Option<Year>),
    /// Reports whose year is not known.
    Unknown,
}

impl Years {
    /// Parses `2023`, `2021-2023`, `2021-`, `-2023`, 二〇二三 and 未识别.
    ///
    /// ```
    /// use chabao::query::Years;
    /// assert_eq!(Years::parse("２０２１—2023").unwrap().to_string(), "2021-2023");
    /// assert_eq!(Years::parse("2023-2021"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if [UNKNOWN, "unknown"].contains(&text) {
            return Some(Self::Unknown);
        }
        let year = |text: &str| {
            let text = text.trim().trim_end_matches(['年', '度']);
            numerals::digits(text).and_then(|n| Year::new(u16::try_from(n).ok()?))
        };
        let dash = |c: char| matches!(c, '-' | '－' | '—' | '–' | '~' | '～' | '至' | '到');
        let Some(at) = text.find(dash) else {
            let year = year(text)?;
            return Some(Self::Range(Some(year), Some(year)));
        };
        let from = text.get(..at)?;
        let to = text.get(at..)?.trim_start_matches(dash);
        let from = if from.trim().is_empty() { None } else { Some(year(from)?) };
        let to = if to.trim().is_empty() { None } else { Some(year(to)?) };
        let is_range = match (from, to) {
            (Some(from), Some(to)) => from <= to,
            (None, None) => false,
            _ => true,
        };
        is_range.then_some(Self::Range(from, to))
    }

    /// Returns whether the range includes `year`; `None` is a year that is not known.
    #[must_use]
    pub fn includes(self, year: Option<Year>) -> bool {
        match (self, year) {
            (Self::Unknown, year) => year.is_none(),
            (Self::Range(..), None) => false,
            (Self::Range(from, to), Some(year)) => {
                from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to)
            }
        }
    }
}

impl fmt::Display for Years {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => out.write_str(UNKNOWN),
            Self::Range(Some(from), Some(to)) if from == to => write!(out, "{from}"),
            Self::Range(from, to) => {
                let print = |year: &Option<Year>| year.map_or(String::new(), |y| y.to_string());
                write!(out, "{}-{}", print(from), print(to))
            }
        }
    }
}

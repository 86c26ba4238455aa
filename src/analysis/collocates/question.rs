//! What collocates are asked for.

use serde::{Deserialize, Serialize};

use crate::report::named::named;
use crate::search::Request;

named! {
    /// What is counted near the mentions.
    #[derive(Default, Serialize, Deserialize, utoipa::ToSchema)]
    pub enum CollocateUnit {
        /// Words, as jieba cuts them.
        #[default]
        #[serde(rename = "word")]
        Word => "word", "words", "词";
        /// Single characters.
        #[serde(rename = "1")]
        One => "1", "characters", "单字";
        /// Runs of two characters.
        #[serde(rename = "2")]
        Two => "2", "runs of 2 characters", "二字串";
        /// Runs of three characters.
        #[serde(rename = "3")]
        Three => "3", "runs of 3 characters", "三字串";
        /// Runs of four characters.
        #[serde(rename = "4")]
        Four => "4", "runs of 4 characters", "四字串";
    }
}

impl CollocateUnit {
    /// Returns the number of characters of a run; `None` for words.
    pub(super) fn run(self) -> Option<usize> {
        match self {
            Self::Word => None,
            Self::One => Some(1),
            Self::Two => Some(2),
            Self::Three => Some(3),
            Self::Four => Some(4),
        }
    }

    /// Returns how many words, or characters, on each side are near a mention, unless it is said.
    pub(crate) fn usual_window(self) -> usize {
        if self == Self::Word { 5 } else { 10 }
    }
}

/// A question for collocates.
#[derive(Clone, Debug)]
pub struct CollocateQuestion {
    /// The query, the filters, and the part of the list that is wanted.
    pub(crate) request: Request,
    pub(crate) unit: CollocateUnit,
    /// The number of words, or characters, before a mention that are near it.
    pub(crate) left: usize,
    /// The number of those behind it.
    pub(crate) right: usize,
    /// The fewest times that a collocate occurs near a mention.
    pub(crate) least: u64,
}

impl Request {
    /// Returns the question for the words near the mentions that the request finds.
    #[must_use]
    pub fn collocates(self) -> CollocateQuestion {
        let unit = CollocateUnit::default();
        let window = unit.usual_window();
        let least = CollocateQuestion::USUAL_LEAST;
        CollocateQuestion { request: self, unit, left: window, right: window, least }
    }

    /// Returns the keys of what can be counted near mentions.
    #[must_use]
    pub fn collocate_units() -> Vec<&'static str> {
        CollocateUnit::ALL.map(CollocateUnit::key).to_vec()
    }
}

impl CollocateQuestion {
    /// The fewest times that a collocate occurs near a mention, unless it is said.
    pub(crate) const USUAL_LEAST: u64 = 3;

    /// Counts these units, within the usual window; a key that is none of
    /// [`Request::collocate_units`] changes nothing.
    #[must_use]
    pub fn with_unit(self, unit: &str) -> Self {
        let Some(unit) = CollocateUnit::from_key(unit) else { return self };
        Self { unit, left: unit.usual_window(), right: unit.usual_window(), ..self }
    }

    /// Takes for near what is at most so many words, or characters, away.
    #[must_use]
    pub fn with_window(self, left: Option<usize>, right: Option<usize>) -> Self {
        let (left, right) = (left.unwrap_or(self.left), right.unwrap_or(self.right));
        Self { left, right, ..self }
    }

    /// Lists only what occurs near a mention at least so many times.
    #[must_use]
    pub fn with_least(self, least: u64) -> Self {
        Self { least: least.max(1), ..self }
    }
}

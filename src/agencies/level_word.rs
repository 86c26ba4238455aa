//! The words by which names and reports call a level: the 县 of 县卫健局 and of 全县.

use crate::gazetteer::{Gazetteer, NodeId};

/// A word for a level of divisions.
///
/// It says more than the level: 县, 区 and 旗 are all counties, but a report of 我区 is not one of a
/// 县.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LevelWord(&'static str);

/// The words, the longer before those they end in.
const WORDS: [&str; 11] =
    ["自治区", "自治州", "自治县", "自治旗", "省", "市", "县", "区", "州", "旗", "盟"];

impl LevelWord {
    /// Returns the word that `text` begins with.
    pub(super) fn starting(text: &str) -> Option<Self> {
        WORDS.into_iter().find(|word| text.starts_with(word)).map(Self)
    }

    /// Returns the word that `text` ends in.
    pub(super) fn ending(text: &str) -> Option<Self> {
        WORDS.into_iter().find(|word| text.ends_with(word)).map(Self)
    }

    /// Returns the word as it is written.
    pub(crate) fn as_str(self) -> &'static str {
        self.0
    }

    /// Returns whether the division `node` is one that a report calls by this word.
    pub(crate) fn fits(self, node: NodeId) -> bool {
        let name = Gazetteer::shared().node(node).name;
        match self.0 {
            "区" => name.ends_with('区') && !name.ends_with("地区") && !name.ends_with("自治区"),
            "州" => name.ends_with("自治州"),
            word => name.ends_with(word),
        }
    }

    /// Returns the level that a text speaks of as its own: 县 if it says 县委、县政府 or 全县.
    ///
    /// A county names its city and its province too, so the smallest level wins.
    pub(crate) fn own_of(text: &str) -> Option<Self> {
        let organs = ["政府", "人民政府", "党委"];
        let is_own = |(at, word): (usize, &str)| {
            let (before, rest) = text.split_at(at);
            let (_, after) = rest.split_at(word.len());
            // 自治区人民政府 is none of a 区, 社区委员会 is no organ.
            let is_part = before.ends_with(['社', '辖', '小', '园', '片'])
                || (word == "区" && before.ends_with("自治"));
            let is_organ = organs.iter().any(|organ| after.starts_with(organ))
                || (after.starts_with('委')
                    && !after.starts_with("委员")
                    && !after.starts_with("委托"));
            (before.ends_with(['全', '我']) || is_organ) && !is_part
        };
        let smallest_first = ["县", "旗", "区", "州", "市", "省", "自治区"];
        smallest_first.into_iter().find(|word| text.match_indices(word).any(is_own)).map(Self)
    }
}

#[cfg(test)]
impl From<&'static str> for LevelWord {
    fn from(word: &'static str) -> Self {
        Self(word)
    }
}

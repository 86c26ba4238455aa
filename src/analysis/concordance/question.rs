//! What a concordance is asked for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::report::named::named;
use crate::search::{FacetBy, Request};

named! {
    /// The order of the rows of a concordance. Equal rows are ordered by place.
    #[derive(Default, Serialize, Deserialize, utoipa::ToSchema)]
    #[serde(rename_all = "kebab-case")]
    pub enum MentionOrder {
        /// By the path of the report and the place in it.
        #[default]
        Place => "place", "place", "位置";
        /// By what stands before the mention, read from the mention backwards: by the code points of
        /// the folded characters.
        Left => "left", "left context", "前文";
        /// By what stands behind the mention.
        Right => "right", "right context", "后文";
        /// The oldest year first, reports without a known year last.
        Year => "year", "year", "年度";
        /// By the codes of the divisions, reports without a known region last.
        Region => "region", "region", "地区";
        /// By the names of the agencies, unknown ones last.
        Agency => "agency", "agency", "机关";
    }
}

impl MentionOrder {
    /// Returns the facet that the order follows, if it does.
    pub(super) fn facet(self) -> Option<FacetBy> {
        match self {
            Self::Year => Some(FacetBy::Year),
            Self::Region => Some(FacetBy::Region),
            Self::Agency => Some(FacetBy::Agency),
            Self::Place | Self::Left | Self::Right => None,
        }
    }

    /// Returns whether the texts have to be read to sort.
    pub(crate) fn reads_texts(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }
}

/// How much of one side is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContextUnit {
    /// So many characters of the folded text.
    Characters(usize),
    /// The next word, as jieba cuts it.
    Word,
}

/// What mentions are grouped by: the characters or the word before them, behind them, or both.
/// Written `left`, `right:3`, `left:word`, `left:2,right:2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ContextGroup {
    pub(super) left: Option<ContextUnit>,
    pub(super) right: Option<ContextUnit>,
}

impl ContextGroup {
    /// What a side is that is written without it: most words have two characters.
    const USUAL: &str = "2";

    /// The most characters of a side.
    const MOST: usize = 9;

    /// Returns the grouping by characters in which a group has this name.
    fn of_context(name: &str) -> Self {
        let (left, right) = name.split_once('_').unwrap_or((name, ""));
        let side = |context: &str| {
            let count = context.chars().count();
            (count > 0).then(|| ContextUnit::Characters(count.min(Self::MOST)))
        };
        Self { left: side(left), right: side(right) }
    }

    /// Returns whether jieba is needed.
    pub(super) fn needs_words(self) -> bool {
        [self.left, self.right].contains(&Some(ContextUnit::Word))
    }
}

impl FromStr for ContextGroup {
    type Err = Error;

    fn from_str(written: &str) -> Result<Self> {
        let refused = || Error::BadContextGroup { written: written.to_owned() };
        let mut group = Self { left: None, right: None };
        for side in written.split([',', '，']).map(str::trim) {
            let (name, unit) = side.split_once([':', '：']).unwrap_or((side, Self::USUAL));
            let unit = match unit {
                "word" => ContextUnit::Word,
                number => {
                    let number = number.parse().ok().filter(|it| (1..=Self::MOST).contains(it));
                    ContextUnit::Characters(number.ok_or_else(refused)?)
                }
            };
            let slot = match name {
                "left" => &mut group.left,
                "right" => &mut group.right,
                _ => return Err(refused()),
            };
            if slot.replace(unit).is_some() {
                return Err(refused());
            }
        }
        Ok(group)
    }
}

impl fmt::Display for ContextGroup {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |name: &str, unit: Option<ContextUnit>| match unit? {
            ContextUnit::Characters(number) => Some(format!("{name}:{number}")),
            ContextUnit::Word => Some(format!("{name}:word")),
        };
        let sides = [side("left", self.left), side("right", self.right)];
        out.write_str(&sides.into_iter().flatten().collect::<Vec<_>>().join(","))
    }
}

/// Stands for the end of a paragraph or section in the name of a group.
pub(crate) const PARAGRAPH_END: char = '↵';

/// Returns a folded character as the name of a group has it: marks as Chinese texts write them.
pub(super) fn shown(character: char) -> char {
    match character {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
        '\n' => PARAGRAPH_END,
        other => other,
    }
}

/// A random sample of the mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Sample {
    /// The number of mentions to draw; all if there are fewer.
    pub size: u64,
    /// The seed: with the same one, the same mentions are drawn from the same index.
    pub seed: u64,
}

/// A question for a concordance.
#[derive(Clone, Debug)]
pub struct Kwic {
    /// The query, the filters, and the part of the list that is wanted.
    pub(crate) request: Request,
    pub(crate) left: usize,
    pub(crate) right: usize,
    pub(crate) order: MentionOrder,
    pub(crate) group: Option<ContextGroup>,
    pub(crate) only: Option<String>,
    pub(crate) sample: Option<Sample>,
}

impl Request {
    /// Returns the question for a concordance of what the request finds, with 20 characters on each
    /// side.
    #[must_use]
    pub fn kwic(self) -> Kwic {
        let (order, group, only, sample) = Default::default();
        Kwic { request: self, left: Kwic::USUAL, right: Kwic::USUAL, order, group, only, sample }
    }

    /// Returns the keys of the orders that a concordance can have.
    #[must_use]
    pub fn kwic_orders() -> Vec<&'static str> {
        MentionOrder::ALL.map(MentionOrder::key).to_vec()
    }
}

impl Kwic {
    /// The number of characters on each side, unless others are asked for.
    pub(crate) const USUAL: usize = 20;

    /// Shows so many characters before and behind each mention.
    #[must_use]
    pub fn with_context(self, left: usize, right: usize) -> Self {
        Self { left, right, ..self }
    }

    /// Sorts the rows; a key that is none of [`Request::kwic_orders`] changes nothing.
    #[must_use]
    pub fn sorted_by(self, order: &str) -> Self {
        Self { order: MentionOrder::from_key(order).unwrap_or(self.order), ..self }
    }

    /// Lists groups of mentions with the same characters or word next to them: `left`, `right:3`,
    /// `left:word`, `left:2,right:2`.
    ///
    /// # Errors
    ///
    /// Fails if `group` cannot be read.
    pub fn grouped_by(self, group: &str) -> Result<Self> {
        Ok(Self { group: Some(group.parse()?), ..self })
    }

    /// Lists the mentions of one group: `聘请_`. If nothing was said of groups, they are those of as many
    /// characters as it has on each side.
    #[must_use]
    pub fn with_only(self, only: Option<&str>) -> Self {
        let Some(only) = only else { return Self { only: None, ..self } };
        let only: String = only.replace('＿', "_").chars().map(shown).collect();
        let group = self.group.or_else(|| Some(ContextGroup::of_context(&only)));
        Self { group, only: Some(only), ..self }
    }

    /// Draws `size` mentions at random from all of them.
    #[must_use]
    pub fn with_sample(self, size: u64, seed: u64) -> Self {
        Self { sample: Some(Sample { size, seed }), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_written_by_side_and_read_back() {
        for (written, expected) in [
            ("left", Some("left:2")),
            ("right:3", Some("right:3")),
            ("left:word", Some("left:word")),
            ("right, left:1", Some("left:1,right:2")),
            ("left：2，right：word", Some("left:2,right:word")),
            ("", None),
            ("left:0", None),
            ("left:10", None),
            ("middle", None),
            ("left,left:3", None),
            ("left:words", None),
        ] {
            let read = written.parse::<ContextGroup>().ok();
            assert_eq!(read.map(|it| it.to_string()).as_deref(), expected, "{written}");
            if let Some(group) = read {
                assert_eq!(group.to_string().parse::<ContextGroup>().unwrap(), group);
            }
        }
    }
}

//! An agency's name, taken apart.

use super::level_word::LevelWord;
use super::offices::Office;
use crate::gazetteer::Named;
use crate::text::ends_with_any;

/// A place in a name.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The place as the name writes it.
    pub(crate) written: String,
    /// The divisions it can mean.
    pub(crate) readings: &'static [Named],
}

/// An agency's name, taken apart.
#[derive(Clone, Debug)]
pub(crate) struct AgencyName {
    /// What precedes the places: 中共, 国家税务总局.
    pub(crate) head: String,
    /// The places, the largest first.
    pub(crate) places: Vec<Place>,
    /// The level if no place is named: 县 in 县卫健局.
    pub(crate) level: Option<LevelWord>,
    /// What the agency does.
    pub(crate) office: Office,
    /// Whether its place was made unrecognisable.
    pub(crate) anonymised: bool,
    /// Whether it names a place that the gazetteer does not have.
    pub(crate) unknown_place: bool,
}

impl AgencyName {
    /// Returns the name of `office` at no place.
    pub(super) fn bare(office: Office) -> Self {
        Self {
            head: String::new(),
            places: Vec::new(),
            level: None,
            office,
            anonymised: false,
            unknown_place: false,
        }
    }

    /// Returns whether this is an agency of the central government.
    pub(crate) fn is_national(&self) -> bool {
        let is_central_form = |name: &String| {
            ["部", "总局", "署"].iter().any(|form| name.ends_with(form)) || name == "国务院"
        };
        let is_central = ["国家", "中国"].iter().any(|start| self.head.starts_with(start));
        !self.is_placed()
            && self.level.is_none()
            && (is_central || self.office.canonical.iter().any(is_central_form))
    }

    /// Returns whether this is a government whose place the name does not give: 县政府, 人民政府. Any
    /// report speaks of one, so that it is nobody's name.
    pub(crate) fn is_unplaced_government(&self) -> bool {
        !self.is_placed() && self.head.is_empty() && self.office.is_government()
    }

    /// Returns whether this is a town, a street or a zone: a body within a county, named after a place
    /// that the gazetteer need not have.
    pub(crate) fn is_within_county(&self) -> bool {
        let ends = "镇人民政府 乡人民政府 苏木人民政府 街道办事处 管理委员会";
        self.office.canonical.iter().any(|name| ends_with_any(name, ends))
    }

    /// Returns whether the name says where the agency is, even if the place is hidden or unknown.
    pub(crate) fn is_placed(&self) -> bool {
        !self.places.is_empty() || self.anonymised || self.unknown_place
    }
}

/// Returns whether `character` hides a name: X县, ××市, 某区.
pub(super) fn is_mask(character: char) -> bool {
    matches!(character, '×' | '*' | '某' | '○' | '□' | '_' | '●' | '◯' | '✕' | 'x' | '-')
        || character.is_ascii_uppercase()
}

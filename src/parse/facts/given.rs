//! Facts as a user gives them, in a correction or in front matter.

use super::agency::{AgencyCandidate, given_candidate};
use super::agency_in_full::in_full;
use super::date;
use super::normalized::Normalized;
use crate::gazetteer::{Choice, Evidence, Named, NodeId, chain_readings};
use crate::report::{Agency, Date, Year};
use crate::text::numerals::digits;

/// An agency's name that a user gives, and the divisions it can be in.
pub(in crate::parse) struct GivenAgency {
    candidate: AgencyCandidate,
    /// The divisions that the name speaks of; empty if it names no place.
    pub(in crate::parse) nodes: Vec<NodeId>,
}

impl GivenAgency {
    /// Reads `name`; `None` if it does not look like the name of an agency.
    pub(in crate::parse) fn from_name(name: &str) -> Option<Self> {
        let candidate = given_candidate(name)?;
        let places = &candidate.name.places;
        let chain: Vec<&[Named]> = places.iter().map(|place| place.readings).collect();
        let nodes = match Evidence::default().choose(&chain_readings(&chain), None) {
            Choice::None => Vec::new(),
            Choice::One(node) => vec![node],
            Choice::Several(nodes) => nodes,
        };
        Some(Self { candidate, nodes })
    }

    /// Returns whether this is an agency of the central government.
    pub(in crate::parse) fn is_national(&self) -> bool {
        self.candidate.name.is_national()
    }

    /// Returns the agency, with its places in full if `node` is known.
    pub(in crate::parse) fn agency(&self, node: Option<NodeId>) -> Agency {
        in_full(&self.candidate, node, &[])
    }
}

/// Parses a year: 2023, 2023年度, 二〇二三年.
pub(in crate::parse) fn parse_year(text: &str) -> Option<Year> {
    let bare = text.trim().trim_end_matches("度").trim_end_matches('年').trim();
    Year::new(u16::try_from(digits(bare)?).ok()?)
}

/// The most characters of a day.
const LONGEST_DAY: usize = 40;

/// Parses a day: 2023-12-18, 2023年12月18日.
pub(in crate::parse) fn parse_date(text: &str) -> Option<Date> {
    let normalized = Normalized::new(text, 0, LONGEST_DAY);
    let (range, date) = date::dates(&normalized.text).pop()?;
    (range == (0..normalized.text.trim_end().len())).then_some(date)
}

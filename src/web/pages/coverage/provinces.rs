//! The number of reports of each province, and how many of them mention the term.

use std::collections::BTreeMap;

use crate::analysis::{Coverage, Figures, Series, State};
use crate::report::RegionView;
use crate::search::{Answer, Counts, FacetBy, Ground, GroupBy, Remark};

/// The counts of a province, or of the reports whose province is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Province {
    pub(super) held: u64,
    pub(super) reports: u64,
    pub(super) mentions: u64,
}

impl Province {
    /// Returns whether it mentions the term.
    pub(super) fn state(&self) -> State {
        match (self.held, self.reports) {
            (0, _) => State::NotHeld,
            (_, 0) => State::NoMention,
            _ => State::Mentions,
        }
    }
}

/// The provinces that have reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Provinces {
    pub(super) ground: Ground,
    pub(super) remarks: Vec<Remark>,
    pub(super) counts: Counts,
    /// By the code of the province; without a code, the reports whose province is not known.
    by_code: BTreeMap<Option<String>, Province>,
}

impl Provinces {
    /// Returns the provinces of a table whose rows are divisions. Every report is in one row, so rows
    /// add up, and there is no need to search again.
    pub(super) fn from_rows(answer: &Answer<Coverage>) -> Option<Self> {
        let divisions = [FacetBy::Province, FacetBy::Prefecture, FacetBy::County, FacetBy::Region];
        let coverage = &answer.body;
        if !divisions.map(GroupBy::Facet).contains(&coverage.rows_by) {
            return None;
        }
        let mut provinces = Self::new(answer, coverage.counts);
        for row in &coverage.rows {
            let total = row.total;
            let mentions = total.mentions.unwrap_or_default();
            provinces.add(row.region.as_ref(), [total.held, total.reports, mentions]);
        }
        Some(provinces)
    }

    /// Returns the provinces of a series by province.
    pub(super) fn from_series(answer: &Answer<Series>) -> Self {
        let series = &answer.body;
        let mut provinces = Self::new(answer, series.counts);
        for row in &series.rows {
            let Figures { held, reports, mentions, .. } = row.figures;
            let counts = [held, reports, mentions.unwrap_or_default()];
            provinces.add(row.region.as_ref(), counts);
        }
        provinces
    }

    fn new<T>(answer: &Answer<T>, counts: Counts) -> Self {
        let (ground, remarks) = (answer.ground, answer.remarks.clone());
        Self { ground, remarks, counts, by_code: BTreeMap::new() }
    }

    fn add(&mut self, region: Option<&RegionView>, [held, reports, mentions]: [u64; 3]) {
        // The first two digits of a code are those of the province.
        let code = region.and_then(|region| region.code.as_deref()?.get(..2));
        let code = code.map(|digits| format!("{digits}0000"));
        let province = self.by_code.entry(code).or_default();
        province.held += held;
        province.reports += reports;
        province.mentions += mentions;
    }

    /// Returns the province with this code, if it has reports.
    pub(super) fn by_code(&self, code: &str) -> Option<&Province> {
        self.by_code.get(&Some(code.to_owned()))
    }

    /// Returns the reports whose province is not known.
    pub(super) fn unknown(&self) -> Option<&Province> {
        self.by_code.get(&None)
    }

    /// Returns the provinces that are known.
    pub(super) fn known(&self) -> impl Iterator<Item = &Province> {
        self.by_code.iter().filter(|(code, _)| code.is_some()).map(|(_, province)| province)
    }
}

//! What is kept of a report's text so that another copy of it is recognised without reading it again.
//!
//! Beside the pieces of its text stand the facts that tell whether two reports can be the same one at
//! all, and which of them is counted.

use super::sentences::{Cut, Piece, Run};
use crate::index::stored::StoredReport;
use crate::report::{AgencyKind, Certainty, Date, Facts, Region, ReportKind, Source, Sourced};
use crate::text::Folded;

/// What is kept of the agency's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AgencyClaim {
    /// It is not known.
    Unknown,
    /// It is the name of a department without its place: 卫生健康局.
    Placeless(String),
    /// It was made unrecognisable on purpose.
    Anonymised(String),
    /// It names one agency.
    Placed(String),
}

/// What tells whether two reports are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::index) struct Fingerprint {
    /// The number of the report.
    pub(in crate::index) number: u64,
    /// A hash of the folded text without the ends of paragraphs.
    pub(super) exact: [u8; 16],
    /// The characters of that text.
    pub(super) characters: u32,
    pub(super) agency: AgencyClaim,
    /// The code of the smallest division that is known.
    pub(super) region: Option<u32>,
    pub(super) year: Option<u16>,
    /// The place of the kind in [`ReportKind::ALL`].
    pub(super) kind: Option<u8>,
    /// A hash of the part of the year that the title names, 0 for none; `None` without a title.
    pub(super) period: Option<u32>,
    /// When it was published, and the day it was signed, as `20240131`.
    pub(super) published: Option<u32>,
    pub(super) date: Option<u32>,
    /// Which facts the user set.
    pub(super) set_by_user: SetByUser,
    /// How many facts are known, and how many notes there are.
    pub(super) facts: u8,
    pub(super) notes: u16,
    pub(super) pieces: Vec<Piece>,
}

/// Which facts the user set by a correction or in front matter, a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SetByUser(pub(super) u8);

impl SetByUser {
    pub(super) const AGENCY: u8 = 1;
    pub(super) const REGION: u8 = 2;
    pub(super) const YEAR: u8 = 4;

    /// Returns whether both say that the user set the fact.
    pub(super) fn both(self, other: Self, fact: u8) -> bool {
        self.0 & other.0 & fact != 0
    }
}

impl Fingerprint {
    /// Returns the fingerprint of a report whose folded text was cut.
    pub(in crate::index) fn new(number: u64, report: &StoredReport, cut: Cut) -> Self {
        let Cut { exact, characters, pieces } = cut;
        let facts = &report.facts;
        let day = |date: &Option<Sourced<Date>>| date.as_ref().map(|date| date.value.number());
        // What says nothing of its kind is no evidence of another kind.
        let is_told = |kind: &&Sourced<ReportKind>| {
            kind.value != ReportKind::Other || kind.certainty == Certainty::Stated
        };
        let kind = facts.kind.as_ref().filter(is_told).and_then(|kind| {
            let at = ReportKind::ALL.iter().position(|it| *it == kind.value)?;
            u8::try_from(at).ok()
        });
        Self {
            number,
            exact,
            characters,
            agency: agency_claim(facts),
            region: facts.region.as_ref().and_then(|it| region_code(&it.value)),
            year: told(facts.year.as_ref()).map(|year| year.get()),
            kind,
            period: facts.title.as_ref().map(|title| period(&title.value)),
            published: day(&facts.published),
            date: day(&facts.date),
            set_by_user: set_by_user(facts),
            facts: known(facts),
            notes: u16::try_from(report.notes.len()).unwrap_or(u16::MAX),
            pieces,
        }
    }
}

/// Returns a hash of the part of the year that a title names, 0 where it names none: 上半年, 第三季度,
/// 1-9月. A report on a half year is never a version of the year's.
fn period(title: &str) -> u32 {
    let folded = Folded::new(title).text;
    let mut found = Run::default();
    for (word, least) in [("半年", 1), ("季度", 1), ("月份", 1), ("月", 2)] {
        for (at, _) in folded.match_indices(word) {
            let before = folded.get(..at).unwrap_or_default();
            let which: Vec<char> = before.chars().rev().take_while(|&c| is_of_period(c)).collect();
            // 2024年1月 may be when it was written; 1-9月 is what it is about.
            let is_range = which.iter().any(|c| "-—–~至".contains(*c));
            if which.len() >= least && (word != "月" || is_range) {
                found = which.iter().rev().chain(&[' ']).fold(found, |run, &c| run.and(c));
            }
        }
    }
    found.hash
}

/// Returns whether a character tells which half year, quarter or months are meant.
fn is_of_period(character: char) -> bool {
    character.is_ascii_digit() || "上下前后一二三四五六七八九十-—–~至".contains(character)
}

fn region_code(region: &Region) -> Option<u32> {
    region.code()?.parse().ok()
}

/// Returns a fact unless only the path tells it: folders are named by the year of publication too, and
/// a copy may lie anywhere.
fn told<T>(fact: Option<&Sourced<T>>) -> Option<&T> {
    fact.filter(|fact| fact.source != Source::Path).map(|fact| &fact.value)
}

/// Returns what is known of the agency.
fn agency_claim(facts: &Facts) -> AgencyClaim {
    let Some(agency) = told(facts.agency.as_ref()) else {
        return AgencyClaim::Unknown;
    };
    let name = agency.canonical.clone();
    if agency.anonymised {
        return AgencyClaim::Anonymised(name);
    }
    let is_bare = agency.kind == AgencyKind::Department
        && agency.department.as_deref() == Some(agency.canonical.as_str());
    let has_region = facts.region.as_ref().is_some_and(|it| it.value.code().is_some());
    if has_region || (!is_bare && names_a_place(&name)) {
        AgencyClaim::Placed(name)
    } else {
        AgencyClaim::Placeless(name)
    }
}

/// Returns whether the name of an agency holds that of a county or above: 云岫县司法局 does, 司法局,
/// 县司法局 and 城市管理局 do not. 城关镇人民政府 does not: many counties have one.
fn names_a_place(name: &str) -> bool {
    /// Words that end like the name of a place and are none.
    const NO_PLACES: [&str; 18] = [
        "城市", "都市", "城区", "校区", "社区", "园区", "景区", "辖区", "库区", "矿区", "发区",
        "全市", "全县", "全区", "我市", "我县", "我区", "地区",
    ];
    let characters: Vec<char> = name.chars().collect();
    characters.windows(2).any(|pair| {
        let word: String = pair.iter().collect();
        let ends = ['省', '市', '县', '区', '旗', '州', '盟'];
        word.ends_with(ends) && !word.starts_with(ends) && !NO_PLACES.contains(&word.as_str())
    })
}

fn set_by_user(facts: &Facts) -> SetByUser {
    let is_users = |source: Source| matches!(source, Source::Corrections | Source::FrontMatter);
    let bit = |source: Option<Source>, bit: u8| {
        if source.is_some_and(is_users) { bit } else { 0 }
    };
    SetByUser(
        bit(facts.agency.as_ref().map(|it| it.source), SetByUser::AGENCY)
            | bit(facts.region.as_ref().map(|it| it.source), SetByUser::REGION)
            | bit(facts.year.as_ref().map(|it| it.source), SetByUser::YEAR),
    )
}

/// Counts the facts that are known.
fn known(facts: &Facts) -> u8 {
    [
        facts.title.is_some(),
        facts.agency.is_some(),
        facts.region.is_some(),
        facts.year.is_some(),
        facts.date.is_some(),
        facts.published.is_some(),
        facts.document_number.is_some(),
        facts.index_number.is_some(),
        facts.kind.is_some(),
        facts.url.is_some(),
    ]
    .into_iter()
    .map(u8::from)
    .sum()
}

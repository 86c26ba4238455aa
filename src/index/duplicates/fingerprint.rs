//! The fingerprint of a report: what is stored so that a copy is recognised without reading any text
//! again.
//!
//! It holds hashes of the pieces of the text, and the facts that decide whether two reports can be
//! the same one, and which of them is counted.

use serde::{Deserialize, Serialize};

use super::sentences::{Cut, Piece, TextRun};
use crate::gazetteer::places_named_in;
use crate::index::stored::StoredReport;
use crate::report::{
    AgencyKind, Certainty, Date, Fact, Facts, Region, ReportKind, Source, Sourced,
};
use crate::text::Folded;

/// What is known of a report's agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum AgencyClaim {
    /// Nothing.
    Unknown,
    /// The name of a department without its place: 卫生健康局.
    Placeless(String),
    /// A name that was made unrecognisable on purpose.
    Anonymised(String),
    /// The name of one agency.
    Placed(String),
}

/// What decides whether two reports are the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::index) struct Fingerprint {
    /// The number of the report.
    pub(in crate::index) number: u64,
    /// A hash of the folded text without the ends of paragraphs.
    pub(super) exact: [u8; 16],
    /// The length of that text in characters.
    pub(super) characters: u32,
    pub(super) agency: AgencyClaim,
    /// The code of the smallest known division.
    pub(super) region: Option<u32>,
    pub(super) year: Option<u16>,
    pub(super) kind: Option<ReportKind>,
    /// A hash of the part of the year in the title, 0 if it has none; `None` without a title.
    pub(super) period: Option<u32>,
    /// The day of publication, as `20240131`.
    pub(super) published: Option<u32>,
    /// The day of signing, as `20240131`.
    pub(super) date: Option<u32>,
    pub(super) set_by_user: SetByUser,
    /// The number of known facts.
    pub(super) facts: u8,
    /// The number of notes.
    pub(super) notes: u16,
    pub(super) pieces: Vec<Piece>,
}

/// The facts that the user set by a correction or in front matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SetByUser {
    pub(super) agency: bool,
    pub(super) region: bool,
    pub(super) year: bool,
}

impl SetByUser {
    fn from_facts(facts: &Facts) -> Self {
        fn is_users<T>(fact: Option<&Sourced<T>>) -> bool {
            let source = fact.map(|fact| fact.source);
            matches!(source, Some(Source::Corrections | Source::FrontMatter))
        }
        Self {
            agency: is_users(facts.agency.as_ref()),
            region: is_users(facts.region.as_ref()),
            year: is_users(facts.year.as_ref()),
        }
    }

    /// Returns the number of facts that the user set.
    pub(super) fn count(self) -> u8 {
        [self.agency, self.region, self.year].into_iter().map(u8::from).sum()
    }
}

impl Fingerprint {
    /// Returns the fingerprint of a report whose folded text was cut.
    pub(in crate::index) fn new(number: u64, report: &StoredReport, cut: Cut) -> Self {
        let Cut { exact, characters, pieces } = cut;
        let facts = &report.facts;
        let day = |date: &Option<Sourced<Date>>| date.as_ref().map(|date| date.value.number());
        // A report that does not say of what kind it is may still be of any kind.
        let is_evidence = |kind: &&Sourced<ReportKind>| {
            kind.value != ReportKind::Other || kind.certainty == Certainty::Stated
        };
        Self {
            number,
            exact,
            characters,
            agency: agency_claim(facts),
            region: facts.region.as_ref().and_then(|it| region_code(&it.value)),
            year: unless_from_path(facts.year.as_ref()).map(|year| year.get()),
            kind: facts.kind.as_ref().filter(is_evidence).map(|kind| kind.value),
            period: facts.title.as_ref().map(|title| period(&title.value)),
            published: day(&facts.published),
            date: day(&facts.date),
            set_by_user: SetByUser::from_facts(facts),
            facts: count_known(facts),
            notes: u16::try_from(report.notes.len()).unwrap_or(u16::MAX),
            pieces,
        }
    }
}

/// Returns the fingerprint of the report that `text` is, for tests.
#[cfg(test)]
pub(super) fn fingerprint(number: u64, text: &str) -> Fingerprint {
    use super::sentences::Cutter;
    use crate::{extract::PageFacts, parse};
    let report = parse::report(text, &PageFacts::default(), "某/1.txt", None);
    let mut cutter = Cutter::new();
    cutter.add(&Folded::new(&report.body).text);
    let (stored, _) = StoredReport::split(report, String::new(), String::new(), String::new());
    Fingerprint::new(number, &stored, cutter.finish())
}

/// Returns a hash of the part of the year in a title, 0 if there is none: 上半年, 第三季度, 1-9月. A
/// report on a half year is never a version of the report on the year.
fn period(title: &str) -> u32 {
    let folded = Folded::new(title).text;
    let mut found = TextRun::default();
    for (word, shortest) in [("半年", 1), ("季度", 1), ("月份", 1), ("月", 2)] {
        for (at, _) in folded.match_indices(word) {
            let before = folded.get(..at).expect("a match begins at a character");
            let which: Vec<char> = before.chars().rev().take_while(|&c| is_of_period(c)).collect();
            // 2024年1月 may be the date of writing; 1-9月 is what the report is about.
            let is_range = which.iter().any(|c| "-—–~至".contains(*c));
            if which.len() >= shortest && (word != "月" || is_range) {
                found = which.iter().rev().chain(&[' ']).fold(found, |run, &c| run.and(c));
            }
        }
    }
    found.hash
}

/// Returns whether a character says which half year, quarter or months are meant.
fn is_of_period(character: char) -> bool {
    character.is_ascii_digit() || "上下前后一二三四五六七八九十-—–~至".contains(character)
}

fn region_code(region: &Region) -> Option<u32> {
    region.code()?.parse().ok()
}

/// Returns a fact unless it comes from the path only: folders are also named by the year of
/// publication, and a copy may lie anywhere.
fn unless_from_path<T>(fact: Option<&Sourced<T>>) -> Option<&T> {
    fact.filter(|fact| fact.source != Source::Path).map(|fact| &fact.value)
}

/// Returns what is known of the agency.
fn agency_claim(facts: &Facts) -> AgencyClaim {
    let Some(agency) = unless_from_path(facts.agency.as_ref()) else {
        return AgencyClaim::Unknown;
    };
    let name = agency.canonical.clone();
    if agency.anonymised {
        return AgencyClaim::Anonymised(name);
    }
    let is_bare = agency.kind == AgencyKind::Department
        && agency.department.as_deref() == Some(agency.canonical.as_str());
    let has_region = facts.region.as_ref().is_some_and(|it| it.value.code().is_some());
    // 市中区司法局 is one of several agencies, and nobody knows which.
    let is_shared = || places_named_in(&name) > 1;
    if has_region || (!is_bare && names_a_place(&name) && !is_shared()) {
        AgencyClaim::Placed(name)
    } else {
        AgencyClaim::Placeless(name)
    }
}

/// Returns whether the name of an agency contains that of a county or above: 云岫县司法局 does, 司法局,
/// 县司法局 and 城市管理局 do not. 城关镇人民政府 does not: many counties have one.
fn names_a_place(name: &str) -> bool {
    /// Words that end like the name of a place but are none.
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

/// Counts the facts that are known.
fn count_known(facts: &Facts) -> u8 {
    let known = Fact::ALL.into_iter().filter(|&fact| facts.get(fact).is_some()).count();
    u8::try_from(known).expect("there are few facts")
}

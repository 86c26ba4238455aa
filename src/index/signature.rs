//! What is kept of a report's text so that another copy of it is recognised without reading it again.
//!
//! The folded text is cut into *pieces*, at 。；！？ and at the ends of paragraphs, and each piece is
//! kept as a hash and a length: six bytes. The hash is one of those whose value for two pieces in a
//! row follows from their two values, so it does not matter where a conversion broke or joined the
//! lines: pieces are compared as the sentences they make together. Beside them stand the facts that
//! tell whether two reports can be the same one at all.

use crate::report::{AgencyKind, Date, Facts, Region, Report, ReportKind, Source, Sourced};
use crate::text::Folded;

/// The modulus of the hash, a prime (2³¹ − 1): two different pieces have the same hash once in two
/// thousand million cases.
const MODULUS: u64 = (1 << 31) - 1;

/// The base of the hash: larger than any character, with nothing special about it.
const BASE: u64 = 1_103_515_245;

/// The longest piece in characters; a longer one is cut. Sentences have some 40.
const LONGEST: u32 = (1 << 14) - 1;

/// The longest line that can be a page number: `第 12 页 共 345 页` has ten characters when folded.
const LONGEST_PAGE_NUMBER: u32 = 12;

/// A run of characters with its hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Run {
    pub(super) hash: u32,
    /// Its length in characters.
    pub(super) len: u32,
}

impl Run {
    /// Returns the run with one character more.
    fn and(self, character: char) -> Self {
        let hash = (u64::from(self.hash) * BASE + u64::from(character) + 1) % MODULUS;
        Self { hash: narrow(hash), len: self.len + 1 }
    }

    /// Returns this run with the other behind it.
    pub(super) fn then(self, other: Self) -> Self {
        let (mut power, mut square, mut rest) = (1, BASE, other.len);
        while rest > 0 {
            if rest & 1 == 1 {
                power = power * square % MODULUS;
            }
            square = square * square % MODULUS;
            rest >>= 1;
        }
        let hash = (u64::from(self.hash) * power + u64::from(other.hash)) % MODULUS;
        Self { hash: narrow(hash), len: self.len + other.len }
    }
}

fn narrow(hash: u64) -> u32 {
    u32::try_from(hash).expect("a remainder is below the modulus")
}

/// How a piece ends, or what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// It ends with 。；！ or ？.
    Sentence,
    /// It ends where the paragraph ends: a heading, or a line that was broken.
    Line,
    /// It is a line of figures alone: a page number, or a cell of a table.
    Figures,
}

/// A piece of a report's folded text. Millions are held at once, so it is kept small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) hash: u32,
    /// Its length in characters.
    pub(super) len: u16,
    pub(super) kind: PieceKind,
}

impl Piece {
    /// Returns the characters of the piece.
    pub(super) fn run(self) -> Run {
        Run { hash: self.hash, len: u32::from(self.len) }
    }
}

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
pub(super) struct Signature {
    /// The number of the report.
    pub(super) number: u64,
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

/// Cuts the folded text of a report into pieces, section by section.
pub(super) struct Cutter {
    exact: blake3::Hasher,
    characters: u32,
    pieces: Vec<Piece>,
    open: Run,
    /// Whether the open piece began with its paragraph and has nothing but figures so far.
    figures: bool,
}

impl Cutter {
    /// Returns a cutter for the next report.
    pub(super) fn new() -> Self {
        let (exact, open) = (blake3::Hasher::new(), Run::default());
        Self { exact, characters: 0, pieces: Vec::new(), open, figures: true }
    }

    /// Adds the folded text of the next section.
    pub(super) fn add(&mut self, folded: &str) {
        for line in folded.split('\n') {
            self.exact.update(line.as_bytes());
            for character in line.chars() {
                match character {
                    '。' | ';' | '!' | '?' => {
                        self.close(PieceKind::Sentence);
                        self.characters += 1;
                        self.figures = false;
                    }
                    _ => {
                        self.open = self.open.and(character);
                        self.figures &= is_of_page_number(character);
                        if self.open.len >= LONGEST {
                            self.close(PieceKind::Line);
                        }
                    }
                }
            }
            let is_short = self.open.len <= LONGEST_PAGE_NUMBER;
            let is_figures = self.figures && is_short;
            self.close(if is_figures { PieceKind::Figures } else { PieceKind::Line });
            self.figures = true;
        }
    }

    fn close(&mut self, kind: PieceKind) {
        let run = std::mem::take(&mut self.open);
        self.characters += run.len;
        let len = u16::try_from(run.len).expect("a piece is closed at its greatest length");
        if len > 0 {
            self.pieces.push(Piece { hash: run.hash, len, kind });
        } else if kind == PieceKind::Sentence {
            // The line was broken right before its stop; a page number may stand between.
            let mut before = self.pieces.iter_mut().rev();
            if let Some(last) = before.find(|piece| piece.kind != PieceKind::Figures) {
                last.kind = PieceKind::Sentence;
            }
        }
    }

    /// Returns the pieces alone.
    #[cfg(test)]
    pub(super) fn into_pieces(self) -> Vec<Piece> {
        self.pieces
    }

    /// Returns the signature of the report whose text was added.
    pub(super) fn finish(self, number: u64, report: &Report) -> Signature {
        let mut exact = [0; 16];
        let hash = self.exact.finalize();
        exact.iter_mut().zip(hash.as_bytes()).for_each(|(slot, byte)| *slot = *byte);
        let facts = &report.facts;
        let day = |date: &Option<Sourced<Date>>| date.as_ref().map(|date| date.value.number());
        let kind = facts.kind.as_ref().and_then(|kind| {
            let at = ReportKind::ALL.iter().position(|it| *it == kind.value)?;
            u8::try_from(at).ok()
        });
        Signature {
            number,
            exact,
            characters: self.characters,
            agency: agency_claim(facts),
            region: facts.region.as_ref().and_then(|it| region_code(&it.value)),
            year: facts.year.as_ref().map(|year| year.value.get()),
            kind,
            period: facts.title.as_ref().map(|title| period(&title.value)),
            published: day(&facts.published),
            date: day(&facts.date),
            set_by_user: set_by_user(facts),
            facts: known(facts),
            notes: u16::try_from(report.notes.len()).unwrap_or(u16::MAX),
            pieces: self.pieces,
        }
    }
}

/// Returns whether a character stands in the lines that number pages: -3-, 3/12, 第3页共12页.
fn is_of_page_number(character: char) -> bool {
    character.is_ascii_digit()
        || matches!(
            character,
            '-' | '—' | '–' | '―' | '_' | '~' | '/' | '|' | '.' | '(' | ')' | '第' | '页' | '共'
        )
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

/// Returns what is known of the agency.
fn agency_claim(facts: &Facts) -> AgencyClaim {
    let Some(agency) = facts.agency.as_ref().map(|agency| &agency.value) else {
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

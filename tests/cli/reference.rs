//! Queries of every form agree with a naive evaluator that shares no code with the program: it goes
//! over every section, character by character, as the table in `chabao help query` says.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;

use chabao::search::{Request, search};
use tempfile::TempDir;

use crate::corpus::{Corpus, Held};
use crate::dice::Dice;

/// Pieces of the texts: folding drops some characters and changes others.
const PIECES: [&str; 24] = [
    "法治",
    "法",
    "行政",
    "执法",
    "顾问",
    "法律顾问",
    "聘请",
    "聘請",
    "“顾问”",
    "、",
    "。",
    "；",
    "，",
    "！",
    "\n",
    "行政執法",
    "制度",
    "三项",
    "三",
    "２０",
    "20",
    "‘法治’",
    "《制度》",
    "和",
];
/// Traditional characters of the pieces.
const TRADITIONAL: [(char, char); 2] = [('請', '请'), ('執', '执')];

const TERMS: [&str; 14] = [
    "法治",
    "法",
    "行政",
    "执法",
    "行政执法",
    "顾问",
    "法律顾问",
    "聘請",
    "三项制度",
    "20",
    "治法",
    "。",
    "“制度”",
    "政执",
];
const PATTERNS: [&str; 9] = [
    "聘请*顾问",
    "法?顾问",
    "法＊制度",
    "行政？法",
    "?法",
    "行政??法",
    "三*执*法",
    "顾问?*",
    "执法*20",
];

/// What ends a sentence, after folding. A `?` of a pattern stands for none of them.
const SENTENCE_ENDS: [char; 5] = ['。', '!', '?', ';', '\n'];

/// A query, as the test understands it.
enum Asked {
    Term(String),
    Strict(String),
    Pattern(String),
    Near { within: usize, ordered: bool, both: Box<[Asked; 2]> },
    And(Vec<Asked>),
    Or(Vec<Asked>),
    Not(Box<Asked>),
    Sentence(Box<Asked>),
    Paragraph(Box<Asked>),
    Section(Box<Asked>),
    Report(Box<Asked>),
    Year(u16),
    Shortcomings,
    Title(String),
}

use Asked::{
    And, Near, Not, Or, Paragraph, Pattern, Report, Section, Sentence, Shortcomings, Strict,
};
use Asked::{Term, Title, Year};

impl Asked {
    /// Returns the query as it is typed, with brackets around everything that has parts.
    fn typed(&self) -> String {
        let joined = |parts: &[Self], with: &str| {
            let parts: Vec<String> = parts.iter().map(Self::typed).collect();
            format!("({})", parts.join(with))
        };
        match self {
            Term(text) | Pattern(text) => text.clone(),
            Strict(text) => format!("'{text}'"),
            Near { within, ordered, both } => {
                let name = if *ordered { "BEFORE" } else { "NEAR" };
                format!("({} {name}/{within} {})", both[0].typed(), both[1].typed())
            }
            And(parts) => joined(parts, " "),
            Or(parts) => joined(parts, " OR "),
            Not(inner) => format!("-{}", inner.typed()),
            Sentence(inner) => format!("同句:{}", inner.typed()),
            Paragraph(inner) => format!("同段：{}", inner.typed()),
            Section(inner) => format!("section:{}", inner.typed()),
            Report(inner) => format!("全篇:{}", inner.typed()),
            Year(year) => format!("年度:{year}"),
            Shortcomings => "部分:不足".to_owned(),
            Title(text) => format!("标题:{text}"),
        }
    }
}

/// A text as it is compared: its characters, and for each where it is in the original.
struct Text {
    folded: Vec<char>,
    places: Vec<usize>,
    original: Vec<char>,
}

fn fold(character: char) -> Option<char> {
    let narrow = match character {
        '“' | '”' | '‘' | '’' | '、' | '《' | '》' | ' ' => return None,
        '０'..='９' => char::from(b'0' + u8::try_from(character as u32 - '０' as u32).unwrap()),
        '；' => ';',
        '，' => ',',
        '！' => '!',
        '（' => '(',
        '）' => ')',
        other => other,
    };
    let simplified = TRADITIONAL.iter().find(|(from, _)| *from == narrow).map(|(_, to)| *to);
    Some(simplified.unwrap_or(narrow))
}

impl Text {
    fn new(original: &str) -> Self {
        let original: Vec<char> = original.chars().collect();
        let kept = original.iter().enumerate().filter_map(|(at, c)| Some((fold(*c)?, at)));
        let (folded, places) = kept.unzip();
        Self { folded, places, original }
    }

    /// Returns the ranges of sentences or paragraphs, with what ends them.
    fn units(&self, ends: &[char]) -> Vec<Range<usize>> {
        let mut units = Vec::new();
        let mut from = 0;
        for (at, character) in self.folded.iter().enumerate() {
            if ends.contains(character) {
                units.push(from..at + 1);
                from = at + 1;
            }
        }
        units.push(from..self.folded.len());
        units
    }

    /// Returns a part of the text as a text.
    fn part(&self, unit: &Range<usize>) -> Self {
        let folded = self.folded[unit.clone()].to_vec();
        let Some(&first) = self.places[unit.clone()].first() else {
            return Self { folded, places: Vec::new(), original: Vec::new() };
        };
        let places: Vec<usize> = self.places[unit.clone()].iter().map(|it| it - first).collect();
        let last = places[places.len() - 1];
        Self { folded, places, original: self.original[first..=first + last].to_vec() }
    }

    /// Returns the occurrences of a term from left to right, without overlap.
    fn occurrences(&self, term: &str) -> Vec<Range<usize>> {
        let term: Vec<char> = term.chars().filter_map(fold).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at + term.len() <= self.folded.len() {
            if self.folded[at..at + term.len()] == term[..] {
                found.push(at..at + term.len());
                at += term.len();
            } else {
                at += 1;
            }
        }
        found
    }

    /// Returns the occurrences of a term as it is written.
    fn written(&self, term: &str) -> Vec<Range<usize>> {
        let term: Vec<char> = term.chars().collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at + term.len() <= self.original.len() {
            if self.original[at..at + term.len()] == term[..] {
                let inside = at..at + term.len();
                let kept = (0..self.folded.len()).filter(|it| inside.contains(&self.places[*it]));
                let kept: Vec<usize> = kept.collect();
                found.push(kept[0]..kept[kept.len() - 1] + 1);
                at += term.len();
            } else {
                at += 1;
            }
        }
        found
    }

    /// Returns the shortest matches of a pattern within sentences, from left to right, without overlap.
    fn matches(&self, pattern: &str) -> Vec<Range<usize>> {
        let wide = |c: char| match c {
            '？' => '?',
            '＊' => '*',
            other => other,
        };
        let pattern: Vec<char> = pattern.chars().map(wide).collect();
        let pattern: Vec<char> = pattern
            .strip_suffix(&['*'])
            .unwrap_or(&pattern)
            .iter()
            .filter_map(|c| fold(*c))
            .collect();
        let sentences = self.units(&SENTENCE_ENDS);
        let mut all = Vec::new();
        for sentence in sentences {
            for from in sentence.clone() {
                let fits = |to: &usize| does_match(&self.folded[from..*to], &pattern);
                all.extend((from + 1..=sentence.end).find(fits).map(|to| from..to));
            }
        }
        shortest(all)
    }
}

fn does_match(text: &[char], pattern: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|skip| does_match(&text[skip..], rest)),
        Some((first, rest)) => {
            let Some((character, after)) = text.split_first() else { return false };
            let is_any = *first == '?' && !SENTENCE_ENDS.contains(character);
            (is_any || first == character) && does_match(after, rest)
        }
    }
}

/// Leaves out stretches that contain another, then those that overlap one before them.
fn shortest(mut all: Vec<Range<usize>>) -> Vec<Range<usize>> {
    all.sort_by_key(|it| (it.start, it.end));
    all.dedup();
    let contains =
        |a: &Range<usize>, b: &Range<usize>| a != b && a.start <= b.start && b.end <= a.end;
    let least = all.iter().filter(|a| !all.iter().any(|b| contains(a, b)));
    let mut free = 0;
    let mut found = Vec::new();
    for stretch in least {
        if stretch.start >= free {
            free = stretch.end;
            found.push(stretch.clone());
        }
    }
    found
}

/// Returns the mentions of what is not excluded, and whether the text meets the query as a section.
struct Judge<'a> {
    section: &'a Held,
    text: &'a Text,
    /// All sections of the report, for `全篇:`.
    report: &'a [(&'a Held, &'a Text)],
}

impl Judge<'_> {
    fn other<'b>(&'b self, section: &'b Held, text: &'b Text) -> Judge<'b> {
        Judge { section, text, report: self.report }
    }

    /// Returns the mentions of one thing: a term, a pattern, a nearness, alternatives of such.
    fn marks(&self, asked: &Asked) -> Vec<Range<usize>> {
        match asked {
            Term(term) => self.text.occurrences(term),
            Strict(term) => self.text.written(term),
            Pattern(pattern) => self.text.matches(pattern),
            Near { within, ordered, both } => {
                let [left, right] = [&both[0], &both[1]].map(|it| self.marks(it));
                let mut all = Vec::new();
                for a in &left {
                    for b in &right {
                        let after = a.end <= b.start && b.start - a.end <= *within;
                        let before = b.end <= a.start && a.start - b.end <= *within && !ordered;
                        if after || before {
                            all.push(a.start.min(b.start)..a.end.max(b.end));
                        }
                    }
                }
                shortest(all)
            }
            And(parts) | Or(parts) => parts.iter().flat_map(|part| self.marks(part)).collect(),
            Sentence(inner) => self.in_units(inner, &SENTENCE_ENDS),
            Paragraph(inner) => self.in_units(inner, &['\n']),
            Section(inner) | Report(inner) => self.marks(inner),
            Not(_) | Year(_) | Shortcomings | Title(_) => Vec::new(),
        }
    }

    /// Returns the mentions in units that meet a query as a section would.
    fn in_units(&self, inner: &Asked, ends: &[char]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for unit in self.text.units(ends) {
            let text = self.text.part(&unit);
            let judge = self.other(self.section, &text);
            if judge.meets(inner) {
                let marks = judge.marks(inner).into_iter();
                found.extend(marks.map(|it| it.start + unit.start..it.end + unit.start));
            }
        }
        found
    }

    /// Returns whether the section is found: with `全篇:` in a query, it also needs a mention, unless
    /// nothing can be mentioned.
    fn finds(&self, asked: &Asked) -> bool {
        let needs_mention = has_report(asked) && has_marks(asked);
        self.meets(asked) && !(needs_mention && self.marks(asked).is_empty())
    }

    /// Returns whether the section meets a query.
    fn meets(&self, asked: &Asked) -> bool {
        match asked {
            And(parts) => parts.iter().all(|part| self.meets(part)),
            Or(parts) => parts.iter().any(|part| self.meets(part)),
            Not(inner) => !self.meets(inner),
            Section(inner) => self.meets(inner),
            Report(inner) => self.report_meets(inner),
            Year(year) => self
                .section
                .facts
                .year
                .as_ref()
                .is_some_and(|it| it.value.to_string() == year.to_string()),
            Shortcomings => self.section.heading_path.iter().any(|it| it.contains("不足")),
            Title(text) => {
                let title = self.section.facts.title.as_ref().map(|it| it.value.clone());
                title.iter().chain(&self.section.heading_path).any(|it| it.contains(text.as_str()))
            }
            _ => !self.marks(asked).is_empty(),
        }
    }

    fn report_meets(&self, asked: &Asked) -> bool {
        match asked {
            And(parts) => parts.iter().all(|part| self.report_meets(part)),
            Or(parts) => parts.iter().any(|part| self.report_meets(part)),
            Not(inner) => !self.report_meets(inner),
            _ => self.report.iter().any(|(section, text)| self.other(section, text).meets(asked)),
        }
    }
}

fn is_in(inner: &Range<usize>, unit: &Range<usize>) -> bool {
    unit.start <= inner.start && inner.end <= unit.end
}

fn has_marks(asked: &Asked) -> bool {
    match asked {
        And(parts) | Or(parts) => parts.iter().any(has_marks),
        Not(_) | Year(_) | Shortcomings | Title(_) => false,
        Section(inner) | Report(inner) => has_marks(inner),
        _ => true,
    }
}

fn has_report(asked: &Asked) -> bool {
    match asked {
        And(parts) | Or(parts) => parts.iter().any(has_report),
        Not(inner) => has_report(inner),
        Report(_) => true,
        _ => false,
    }
}

/// Returns the number of mentions that lie in no other one.
fn count(mut marks: Vec<Range<usize>>) -> u64 {
    marks.sort_by_key(|it| (it.start, it.end));
    marks.dedup();
    let is_inside = |a: &&Range<usize>| marks.iter().any(|b| *a != b && is_in(a, b));
    marks.iter().filter(|mark| !is_inside(mark)).count() as u64
}

fn two(dice: &mut Dice, mut make: impl FnMut(&mut Dice) -> Asked) -> Vec<Asked> {
    vec![make(dice), make(dice)]
}

/// Returns a query; `widest` is the widest scope that can stand in it: 3 is 全篇.
fn asked(dice: &mut Dice, depth: usize, widest: usize) -> Asked {
    if widest < 2 {
        return required(dice, depth, widest);
    }
    let below = depth.saturating_sub(1);
    match dice.below(if depth == 0 { 3 } else { 12 }) {
        0 => match dice.below(3) {
            0 => Year(2021 + u16::try_from(dice.below(3)).unwrap()),
            1 => Shortcomings,
            _ => Title(dice.pick(&["法治", "不足", "司法局"]).to_owned()),
        },
        3 | 4 => And(two(dice, |dice| asked(dice, below, widest))),
        5 | 6 => Or(two(dice, |dice| asked(dice, below, widest))),
        7 => match asked(dice, below, widest) {
            Not(inner) => *inner,
            other => Not(Box::new(other)),
        },
        8..=10 => scope(dice, below, widest),
        _ => marked(dice, depth),
    }
}

/// Returns what stands in one unit that is not wider than `widest`.
fn scope(dice: &mut Dice, depth: usize, widest: usize) -> Asked {
    let unit = dice.below(widest + 1);
    let inner = match unit {
        0 => required(dice, depth, 0),
        1 => required(dice, depth, 1),
        2 => asked(dice, depth, 2),
        _ => asked(dice, depth, 3),
    };
    // A scope has to be narrower than the one around it.
    let inner = Box::new(flat(inner, unit));
    match unit {
        0 => Sentence(inner),
        1 => Paragraph(inner),
        2 => Section(inner),
        _ => Report(inner),
    }
}

/// Takes out scopes that are as wide as the one around them.
fn flat(asked: Asked, unit: usize) -> Asked {
    let all = |parts: Vec<Asked>| parts.into_iter().map(|it| flat(it, unit)).collect();
    match asked {
        And(parts) => And(all(parts)),
        Or(parts) => Or(all(parts)),
        Not(inner) => Not(Box::new(flat(*inner, unit))),
        Sentence(inner) if unit == 0 => flat(*inner, unit),
        Paragraph(inner) if unit <= 1 => flat(*inner, unit),
        Section(inner) if unit <= 2 => flat(*inner, unit),
        Report(inner) => flat(*inner, unit),
        other => other,
    }
}

/// Returns something of which every alternative needs a term.
fn required(dice: &mut Dice, depth: usize, widest: usize) -> Asked {
    let below = depth.saturating_sub(1);
    match dice.below(if depth == 0 { 1 } else { 6 }) {
        1 => And(two(dice, |dice| required(dice, below, widest))),
        2 => Or(two(dice, |dice| required(dice, below, widest))),
        3 => And(vec![required(dice, below, widest), Not(Box::new(required(dice, below, widest)))]),
        4 if widest > 0 => Sentence(Box::new(required(dice, below, 0))),
        _ => marked(dice, depth),
    }
}

fn marked(dice: &mut Dice, depth: usize) -> Asked {
    let below = depth.saturating_sub(1);
    match dice.below(if depth == 0 { 6 } else { 10 }) {
        0..=3 => Term(dice.pick(&TERMS).to_owned()),
        4 => Strict(dice.pick(&["行政", "法治", "聘請", "２０", "法治，"]).to_owned()),
        5 => Pattern(dice.pick(&PATTERNS).to_owned()),
        6 => Or(two(dice, |dice| marked(dice, below))),
        _ => Near {
            within: dice.pick(&[0, 1, 3, 8, 20]),
            ordered: dice.below(2) == 0,
            both: Box::new([marked(dice, below), marked(dice, below)]),
        },
    }
}

/// Writes reports of invented places, and indexes them.
fn corpus(dice: &mut Dice) -> Corpus {
    let dir = TempDir::new().unwrap();
    for (at, place) in
        ["云岫县", "石燕县", "鹿鸣县", "青崖县", "白榆县", "松溪沟县"].iter().enumerate()
    {
        let text = |dice: &mut Dice| {
            let mut text = String::from("开展工作。");
            for _ in 0..30 + dice.below(60) {
                text.push_str(dice.pick(&PIECES));
            }
            text.replace("\n\n", "\n") + "。"
        };
        let year = 2021 + at % 3;
        let mut report = format!("{place}司法局{year}年度法治政府建设情况报告\n\n");
        for heading in ["一、主要举措和成效", "二、存在的不足和原因", "三、下一年工作安排"]
        {
            let _ = write!(report, "{heading}\n{}\n\n", text(dice));
        }
        fs::write(dir.path().join(format!("{at}.txt")), report).unwrap();
    }
    Corpus::of(&[dir.path().to_owned()])
}

#[test]
fn every_form_finds_what_a_naive_evaluator_finds() {
    let mut dice = Dice::new(41);
    let corpus = corpus(&mut dice);
    let texts: Vec<Text> = corpus.sections.iter().map(|it| Text::new(&it.text)).collect();
    let all: Vec<(&Held, &Text)> = corpus.sections.iter().zip(&texts).collect();
    let reports: Vec<&[(&Held, &Text)]> =
        all.chunk_by(|(one, _), (other, _)| one.path == other.path).collect();
    let mut partial = 0;
    for round in 0..2_000 {
        let asked = match round % 4 {
            0 => Report(Box::new(asked(&mut dice, 1 + round % 3, 2))),
            _ => asked(&mut dice, 1 + round % 3, 3),
        };
        let line = asked.typed();
        let mut expected = (0, 0, 0);
        let mut found = BTreeSet::new();
        for report in &reports {
            let mut is_found = false;
            for (section, text) in *report {
                let judge = Judge { section, text, report };
                if judge.finds(&asked) {
                    is_found = true;
                    expected.1 += 1;
                    expected.2 += count(judge.marks(&asked));
                    found.insert((section.path.clone(), section.heading_path.clone()));
                }
            }
            expected.0 += u64::from(is_found);
        }
        let request = Request::read(&line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let request = Request { limit: all.len(), ..request };
        let results = search(&corpus.reader, &request).unwrap().body;
        let counts = results.counts;
        assert_eq!((counts.reports, counts.sections, counts.mentions), expected, "{line}");
        let hits = results.hits.iter();
        let hits: BTreeSet<_> =
            hits.map(|hit| (hit.report.path.clone(), hit.section.heading_path.clone())).collect();
        assert_eq!(hits, found, "{line}");
        partial += usize::from(!found.is_empty() && found.len() < all.len());
    }
    assert!(partial > 800, "{partial} queries find some sections and not others");
}

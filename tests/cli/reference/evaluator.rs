//! The naive evaluator: it goes over a text character by character.
//!
//! A mention is a stretch of the original text, so that two share a character if and only if the report
//! has that character in both.

use std::ops::Range;

use super::queries::{ALIASES, Asked, CUT};
use crate::corpus::Held;

use Asked::{
    Aliased, And, Near, Not, Or, Paragraph, Pattern, Report, Section, Sentence, Shortcomings,
    Strict, StrictPattern, Term, Title, Words, Year,
};

/// Traditional characters of the texts.
const TRADITIONAL: [(char, char); 2] = [('請', '请'), ('執', '执')];

/// What ends a sentence, after folding. A `?` of a pattern stands for none of them.
const SENTENCE_ENDS: [char; 5] = ['。', '!', '?', ';', '\n'];

/// How the terms of a query are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Exact,
    Strict,
    Words,
}

/// Returns a query whose terms say how they are compared, and with what aliases.
pub(super) fn resolved(asked: &Asked, way: Way, with_aliases: bool) -> Asked {
    asked.map(false, &|leaf, is_near| {
        let (term, is_aliased) = match leaf {
            Aliased(term) => (&**term, true),
            other => (other, with_aliases && !matches!(other, Pattern(_))),
        };
        match (term, way) {
            (Pattern(pattern), Way::Strict) => StrictPattern(pattern.clone()),
            (Term(text) | Strict(text), _) if is_aliased && !aliases(text).is_empty() => {
                let is_strict = matches!(term, Strict(_)) || way == Way::Strict;
                let compared = |text: &str| {
                    if is_strict { Strict(text.to_owned()) } else { Term(text.to_owned()) }
                };
                let names = std::iter::once(text.as_str()).chain(aliases(text));
                Or(names.map(compared).collect())
            }
            (Term(text), Way::Strict) => Strict(text.clone()),
            (Term(text), Way::Words) if !is_near => match CUT.iter().find(|(it, _)| it == text) {
                Some((_, words)) => Words(words.iter().map(|it| (*it).to_owned()).collect()),
                // A term that has no aliases, though they were asked for.
                None => term.clone(),
            },
            _ => term.clone(),
        }
    })
}

/// Returns the aliases of a term, without those that fold to what it folds to.
fn aliases(term: &str) -> Vec<&'static str> {
    let form = |text: &str| text.chars().filter_map(fold).collect::<String>();
    let groups = ALIASES.iter().filter(|(of, _)| of.iter().any(|it| form(it) == form(term)));
    groups.flat_map(|(_, names)| *names).copied().filter(|it| form(it) != form(term)).collect()
}

/// A text, and which of its characters are compared.
pub(super) struct Text {
    original: Vec<char>,
    folded: Vec<Option<char>>,
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
    pub(super) fn new(original: &str) -> Self {
        Self::of(original.chars().collect())
    }

    fn of(original: Vec<char>) -> Self {
        let folded = original.iter().map(|c| fold(*c)).collect();
        Self { original, folded }
    }

    /// Returns a stretch of the text.
    pub(super) fn cut(&self, range: &Range<usize>) -> String {
        self.original[range.clone()].iter().collect()
    }

    /// Returns the ranges of sentences or paragraphs, with what ends them.
    fn units(&self, ends: &[char]) -> Vec<Range<usize>> {
        let mut units = Vec::new();
        let mut from = 0;
        for (at, folded) in self.folded.iter().enumerate() {
            if folded.is_some_and(|it| ends.contains(&it)) {
                units.push(from..at + 1);
                from = at + 1;
            }
        }
        units.push(from..self.original.len());
        units
    }

    /// Returns the places of the characters that folding keeps.
    fn kept(&self) -> Vec<usize> {
        (0..self.original.len()).filter(|at| self.folded[*at].is_some()).collect()
    }

    /// Returns the number of characters that folding keeps in a stretch.
    fn kept_in(&self, range: Range<usize>) -> usize {
        self.folded[range].iter().flatten().count()
    }

    /// Returns the occurrences of a term from left to right, without overlap.
    fn occurrences(&self, term: &str) -> Vec<Range<usize>> {
        let term: Vec<char> = term.chars().filter_map(fold).collect();
        let kept = self.kept();
        let mut found = Vec::new();
        let mut at = 0;
        while at + term.len() <= kept.len() {
            let places = &kept[at..at + term.len()];
            if places.iter().zip(&term).all(|(place, it)| self.folded[*place] == Some(*it)) {
                found.push(places[0]..places[places.len() - 1] + 1);
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
                found.push(at..at + term.len());
                at += term.len();
            } else {
                at += 1;
            }
        }
        found
    }

    /// Returns the shortest matches of a pattern within sentences, from left to right, without overlap.
    fn matches(&self, pattern: &str, is_strict: bool) -> Vec<Range<usize>> {
        let wide = |c: char| match c {
            '？' => '?',
            '＊' => '*',
            other => other,
        };
        let pattern: Vec<char> = pattern.chars().map(wide).collect();
        let pattern = pattern.strip_suffix(&['*']).unwrap_or(&pattern);
        let compared = |c: &char| if is_strict { Some(*c) } else { fold(*c) };
        let pattern: Vec<char> = pattern.iter().filter_map(compared).collect();
        let mut all = Vec::new();
        for sentence in self.units(&SENTENCE_ENDS) {
            for from in sentence.clone() {
                let begins = is_strict || self.folded[from].is_some();
                let fits = |to: &usize| self.does_match(from..*to, &pattern, is_strict);
                let end = (from + 1..=sentence.end).filter(|_| begins).find(fits);
                all.extend(end.map(|to| from..to));
            }
        }
        shortest(all)
    }

    /// Returns whether a pattern matches a stretch from its first character to its last one.
    fn does_match(&self, range: Range<usize>, pattern: &[char], is_strict: bool) -> bool {
        let Some((first, rest)) = pattern.split_first() else { return range.is_empty() };
        let Range { start, end } = range;
        if *first == '*' {
            return (start..=end).any(|from| self.does_match(from..end, rest, is_strict));
        }
        if start == end {
            return false;
        }
        let folded = self.folded[start];
        let is_met = match (first, is_strict) {
            ('?', _) => folded.is_some_and(|it| !SENTENCE_ENDS.contains(&it)),
            (first, true) => self.original[start] == *first,
            (first, false) => folded == Some(*first),
        };
        if is_met && self.does_match(start + 1..end, rest, is_strict) {
            return true;
        }
        // What folding drops stands for nothing: between characters that are compared folded, and on
        // both sides of what a `?` stands for.
        if *first == '?' && is_met && is_strict {
            let skipped = (start + 1..end).take_while(|at| self.folded[*at].is_none());
            if skipped.into_iter().any(|at| self.does_match(at + 1..end, rest, is_strict)) {
                return true;
            }
        }
        folded.is_none()
            && (*first == '?' || !is_strict)
            && self.does_match(start + 1..end, pattern, is_strict)
    }
}

/// Leaves out stretches that contain another, then those that overlap one before them.
fn shortest(mut all: Vec<Range<usize>>) -> Vec<Range<usize>> {
    all.sort_by_key(|it| (it.start, it.end));
    all.dedup();
    let least = all.iter().filter(|a| !all.iter().any(|b| *a != b && is_in(b, a)));
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
pub(super) struct Judge<'a> {
    pub(super) section: &'a Held,
    pub(super) text: &'a Text,
    /// All sections of the report, for `全篇:`.
    pub(super) report: &'a [(&'a Held, &'a Text)],
}

impl Judge<'_> {
    fn other<'b>(&'b self, section: &'b Held, text: &'b Text) -> Judge<'b> {
        Judge { section, text, report: self.report }
    }

    /// Returns the mentions of one thing: a term, a pattern, a nearness, alternatives of such.
    pub(super) fn marks(&self, asked: &Asked) -> Vec<Range<usize>> {
        match asked {
            Term(term) => self.text.occurrences(term),
            Strict(term) => self.text.written(term),
            Pattern(pattern) => self.text.matches(pattern, false),
            StrictPattern(pattern) => self.text.matches(pattern, true),
            Words(words) => words.iter().flat_map(|it| self.text.occurrences(it)).collect(),
            Near { within, ordered, both } => {
                let [left, right] = [&both[0], &both[1]].map(|it| self.marks(it));
                let is_near = |a: &Range<usize>, b: &Range<usize>| {
                    a.end <= b.start && self.text.kept_in(a.end..b.start) <= *within
                };
                let mut all = Vec::new();
                for a in &left {
                    for b in &right {
                        if is_near(a, b) || !ordered && is_near(b, a) {
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
            Aliased(_) => unreachable!("its aliases are known"),
        }
    }

    /// Returns the mentions in units that meet a query as a section would.
    fn in_units(&self, inner: &Asked, ends: &[char]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for unit in self.text.units(ends) {
            let text = Text::of(self.text.original[unit.clone()].to_vec());
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
    pub(super) fn finds(&self, asked: &Asked) -> bool {
        let needs_mention = asked.has_report() && asked.has_marks();
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
            Words(words) => words.iter().all(|word| !self.text.occurrences(word).is_empty()),
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

/// Leaves out the stretches that lie in others.
pub(super) fn outermost(mut marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    marks.sort_by_key(|it| (it.start, it.end));
    marks.dedup();
    let is_inside = |a: &Range<usize>| marks.iter().any(|b| a != b && is_in(a, b));
    marks.iter().filter(|mark| !is_inside(mark)).cloned().collect()
}

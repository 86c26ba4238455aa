//! Reports wrapped at every usual width, as editors and printers do it, become paragraphs again.

use std::collections::BTreeSet;

use crate::parse::clean;
use crate::testing::{notice, ratio, real_reports, sample_reports};

/// How an editor wraps a paragraph.
#[derive(Clone, Copy, Debug)]
struct Wrapping {
    /// The Chinese characters of a line.
    width: usize,
    /// Whether a letter counts as half of one.
    has_halves: bool,
    /// The blanks before a paragraph.
    indent: &'static str,
    /// What happens to a stop that would begin a line.
    stops: Stops,
    /// The line between two paragraphs.
    between: &'static str,
}

/// What happens to a stop that would begin a line.
#[derive(Clone, Copy, Debug)]
enum Stops {
    /// Nothing.
    Begin,
    /// It stands after the end of the line before.
    Hang,
    /// The character before it moves to the next line with it.
    Carry,
}

/// Returns whether `character` must not begin a line.
fn is_stop(character: char) -> bool {
    "，。、；：！？）》”’〕】,.;:!?)".contains(character)
}

/// Returns whether `character` must not end a line.
fn is_opening(character: char) -> bool {
    "（《“‘〔【(".contains(character)
}

impl Wrapping {
    /// Returns the number of the characters `rest` that fit on a line.
    fn fitting(self, rest: &[char]) -> usize {
        let mut room = self.width * 2;
        let fits = |character: &&char| {
            let width = if self.has_halves && u32::from(**character) < 0x100 { 1 } else { 2 };
            let is_in = width <= room;
            room = room.saturating_sub(width);
            is_in
        };
        rest.iter().take_while(fits).count()
    }

    /// Returns the lines of `paragraph`.
    fn lines(self, paragraph: &str) -> Vec<String> {
        let mut rest: Vec<char> = format!("{}{paragraph}", self.indent).chars().collect();
        let mut lines = Vec::new();
        while self.fitting(&rest) < rest.len() {
            let most = self.fitting(&rest);
            let at = |at: usize| rest.get(at).copied();
            let mut end = most;
            match self.stops {
                Stops::Begin => {}
                Stops::Hang => {
                    while at(end).is_some_and(is_stop) {
                        end += 1;
                    }
                }
                Stops::Carry => {
                    while end > most - 6
                        && (at(end).is_some_and(is_stop) || at(end - 1).is_some_and(is_opening))
                    {
                        end -= 1;
                    }
                }
            }
            let tail = rest.split_off(end);
            lines.push(rest.iter().collect());
            rest = tail;
        }
        lines.push(rest.iter().collect());
        lines.retain(|line: &String| !line.is_empty());
        lines
    }

    /// Returns `paragraphs` wrapped.
    fn wrap(self, paragraphs: &[&str]) -> String {
        let lines = paragraphs.iter().map(|it| self.lines(it).join("\n"));
        lines.collect::<Vec<_>>().join(&format!("\n{}", self.between)) + "\n"
    }
}

/// Returns every way to wrap a text.
fn wrappings() -> Vec<Wrapping> {
    let mut all = Vec::new();
    for width in 24..=40 {
        for indent in ["", "\u{3000}\u{3000}", "    "] {
            for stops in [Stops::Begin, Stops::Hang, Stops::Carry] {
                for (between, has_halves) in [("", false), ("\n", false), ("", true), ("\n", true)]
                {
                    all.push(Wrapping { width, has_halves, indent, stops, between });
                }
            }
        }
    }
    all
}

/// Returns the ends of the paragraphs of `text`, as the number of characters before each.
fn ends(text: &str) -> BTreeSet<usize> {
    let mut count = 0;
    let mut ends = BTreeSet::new();
    for line in text.lines() {
        count += line.chars().filter(|character| !character.is_whitespace()).count();
        ends.insert(count);
    }
    ends
}

/// Returns `text` without white space.
fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Wraps each of `texts` in every way and reads it again. Panics if a line was not joined: then a term
/// is not found. Returns the share of ends of paragraphs that were lost, in percent.
fn lost_ends(texts: &[(String, String)]) -> f64 {
    let (mut lost, mut all) = (0, 0);
    let mut cuts = Vec::new();
    for (name, text) in texts {
        // The debris of a word processor is none if a line ends within it.
        let text = text.replace("[bookmark: _GoBack]", "");
        let whole = clean(&text);
        let before = ends(&whole);
        let paragraphs: Vec<&str> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        for wrapping in wrappings() {
            let again = clean(&wrapping.wrap(&paragraphs));
            assert_eq!(bare(&again), bare(&whole), "{name} {wrapping:?}");
            let after = ends(&again);
            lost += before.difference(&after).count();
            all += before.len();
            if let Some(at) = after.difference(&before).next() {
                let around: String =
                    bare(&whole).chars().skip(at.saturating_sub(8)).take(16).collect();
                cuts.push(format!("{name} {wrapping:?}: {around}"));
            }
        }
    }
    assert!(cuts.is_empty(), "{} cut:\n{}", cuts.len(), cuts.join("\n"));
    let share = 100.0 * ratio(lost, all);
    notice(&format!("{share:.2} % of {all} ends of paragraphs are lost"));
    share
}

#[test]
fn wrapped_samples_are_read_as_if_they_were_not() {
    assert!(lost_ends(&sample_reports()) < 1.0);
}

#[test]
#[ignore = "needs ../shared"]
fn wrapped_real_reports_are_read_as_if_they_were_not() {
    assert!(lost_ends(&real_reports()) < 1.0);
}

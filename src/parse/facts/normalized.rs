//! A stretch of a report in one form, as the search for facts reads it, with a way back to the report.
//!
//! Names and titles come with blanks inside (情 况 报 告), full-width digits, traditional characters,
//! readings after characters (習(xí)) and debris. The normalized text has none of these, and every
//! character of it knows the character of the report it was made from.

use std::ops::Range;

use crate::text::{cut, is_han, simplified};

/// A normalized copy of a stretch of a body.
#[derive(Debug, Default)]
pub(super) struct Normalized {
    /// The copy. Lines are ended by line feeds; two or more blanks are one.
    pub(super) text: String,
    /// For each byte of `text`, the byte of the body where its character begins.
    origins: Vec<usize>,
}

impl Normalized {
    /// Normalizes at most `most` characters of `body` from byte `start` on.
    pub(super) fn new(body: &str, start: usize, most: usize) -> Self {
        let (_, stretch) = body.split_at(start);
        let traditional = is_traditional(stretch.split_at(limit(stretch, most)).0);
        let mut normalized = Self::default();
        let mut count = 0;
        let mut skip_to = 0;
        let mut blank: Option<(usize, usize)> = None;
        for (at, character) in stretch.char_indices() {
            if at < skip_to {
                continue;
            }
            if count >= most {
                break;
            }
            count += 1;
            if let Some(len) = debris(stretch, at, character, normalized.text.chars().next_back()) {
                skip_to = at + len;
                continue;
            }
            if character != '\n' && character.is_whitespace() {
                blank = Some(blank.map_or((at, 1), |(first, len)| (first, len + 1)));
                continue;
            }
            let inside = !normalized.text.is_empty()
                && !normalized.text.ends_with('\n')
                && character != '\n';
            if let Some((first, len)) = blank.take().filter(|_| inside) {
                let between_words = normalized.text.ends_with(|c: char| c.is_ascii_alphabetic())
                    && character.is_ascii_alphabetic();
                if len >= 2 || between_words {
                    normalized.push(' ', start + first);
                }
            }
            let half = half_width(character);
            normalized.push(if traditional { simplified(half) } else { half }, start + at);
        }
        normalized
    }

    fn push(&mut self, character: char, origin: usize) {
        self.text.push(character);
        self.origins.resize(self.text.len(), origin);
    }

    /// Returns the bytes `range` of `text`, which are between characters.
    pub(super) fn get(&self, range: &Range<usize>) -> &str {
        cut(&self.text, range.clone())
    }

    /// Returns the characters of `body` that the bytes `range` of this text were made from, without
    /// what was left out between them.
    pub(super) fn original(&self, body: &str, range: &Range<usize>) -> String {
        self.get(range)
            .char_indices()
            .filter_map(|(at, character)| {
                let origin = *self.origins.get(range.start + at)?;
                let written = body.get(origin..)?.chars().next()?;
                Some(if character == ' ' { ' ' } else { written })
            })
            .collect()
    }

    /// Returns the byte of the body where the character at byte `at` of this text begins.
    pub(super) fn origin(&self, at: usize) -> Option<usize> {
        self.origins.get(at).copied()
    }

    /// Returns the bytes of each line that is not empty, without decoration around it.
    pub(super) fn lines(&self) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let is_decoration = |c: char| c.is_whitespace() || matches!(c, '#' | '*' | '|');
            let bare = line.trim_start_matches(is_decoration);
            // *区财政局 hides a name, **一、概况** is bold.
            let is_hidden = bare.starts_with(['省', '市', '县', '区', '州', '旗']);
            let (before, _) = line.split_at(line.len() - bare.len());
            let left = if is_hidden { before.trim_end_matches('*').len() } else { before.len() };
            let right = line.trim_end_matches(is_decoration).len();
            if left < right {
                lines.push(start + left..start + right);
            }
            start += line.len();
        }
        lines
    }
}

/// Returns the byte where the first `most` characters of `text` end.
fn limit(text: &str, most: usize) -> usize {
    text.char_indices().nth(most).map_or(text.len(), |(end, _)| end)
}

/// Returns the number of bytes from `at` on that are not words of the report.
fn debris(text: &str, at: usize, character: char, before: Option<char>) -> Option<usize> {
    let rest = text.get(at..)?;
    match character {
        '\r' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' => Some(character.len_utf8()),
        '[' if rest.starts_with("[bookmark") => {
            rest.find(']').filter(|&end| end < 80).map(|end| end + 1)
        }
        '(' | '（' if before.is_some_and(is_han) => {
            let inner = rest.get(character.len_utf8()..)?;
            let end = inner.find([')', '）']).filter(|&end| (1..=12).contains(&end))?;
            let is_reading =
                inner.get(..end)?.chars().all(|c| c.is_lowercase() && c.is_alphabetic());
            let close = inner.get(end..)?.chars().next()?.len_utf8();
            is_reading.then_some(character.len_utf8() + end + close)
        }
        _ => None,
    }
}

/// Returns the half-width form of a full-width character, and one form of each bracket and dash.
fn half_width(character: char) -> char {
    match character {
        '–' | '—' | '―' | '－' | '~' | '～' => '-',
        '！'..='～' => {
            let offset = u32::from(character) - 0xfee0;
            char::from_u32(offset).unwrap_or(character)
        }
        '〔' | '﹝' => '[',
        '〕' | '﹞' => ']',
        _ => character,
    }
}

/// Characters of titles and names that only traditional text has.
const TRADITIONAL_SIGNS: &str = "縣區會報設關國務廳衛發業進總長機";

/// Returns whether `text` is written in traditional characters: any such text shows one of the signs
/// within its first lines.
fn is_traditional(text: &str) -> bool {
    text.contains(|character| TRADITIONAL_SIGNS.contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debris_widths_and_blanks_are_gone() {
        for (body, expected) in [
            ("　　情 况 报 告\n", "情况报告\n"),
            ("[bookmark: _GoBack]２０２３ 年", "2023年"),
            ("甲县財政局（蓋章）關於", "甲县财政局(盖章)关于"),
            ("學習(xí)設", "学习设"),
            ("乾县财政局", "乾县财政局"),
            ("甲县财政局      2024年1月5日", "甲县财政局 2024年1月5日"),
            ("甲政发〔2024〕1号", "甲政发[2024]1号"),
        ] {
            let view = Normalized::new(body, 0, 100);
            assert_eq!(view.text, expected, "{body}");
        }
    }

    #[test]
    fn lines_are_without_decoration_but_keep_what_hides_a_name() {
        for (body, expected) in [
            ("## **一、概况**\n", "一、概况"),
            ("| 甲 |\n\n", "甲"),
            ("**县财政局\n", "**县财政局"),
            ("# *区财政局报告\n", "*区财政局报告"),
        ] {
            let view = Normalized::new(body, 0, 100);
            let lines: Vec<&str> = view.lines().iter().map(|line| view.get(line)).collect();
            assert_eq!(lines, [expected], "{body}");
        }
    }

    #[test]
    fn every_character_knows_where_it_came_from() {
        let body = "序\n湘潭縣 衛生健康局２０２３年";
        let view = Normalized::new(body, 0, 100);
        let start = view.text.find("湘潭县").unwrap();
        let range = start..view.text.len();
        assert_eq!(view.original(body, &range), "湘潭縣衛生健康局２０２３年");
        assert_eq!(view.origin(start), body.find('湘'));
    }
}

//! Notes at the foot of pages: where each begins, and the mark in the text that refers to it.

use super::line::TextLine;
use super::paged::Paged;
use crate::extract::office::symbols::raised;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// The mark that refers to it, as it is in the text; empty if it has none.
    pub(super) mark: String,
    /// Its text without the mark: a mark such as ① would make it a heading.
    pub(super) text: Paged,
}

/// Returns the notes in the lines at the foot of a page.
pub(super) fn notes(lines: &[TextLine]) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for line in lines {
        match (split_mark(&line.text), notes.last_mut()) {
            (None, Some(last)) => last.text.append(&line.text, line.page),
            (None, None) => {
                let text = Paged::new(&line.text, line.page);
                notes.push(Note { mark: String::new(), text });
            }
            (Some((mark, text)), _) => {
                let text = Paged::new(text, line.page);
                notes.push(Note { mark: mark.to_owned(), text });
            }
        }
    }
    for note in &mut notes {
        if note.mark.bytes().all(|byte| byte.is_ascii_digit()) {
            note.mark = raised(&note.mark);
        }
    }
    notes.retain(|note| !note.text.text.is_empty());
    notes
}

/// Returns the mark at the start of a note, and the rest; `None` if the line continues a note.
fn split_mark(line: &str) -> Option<(&str, &str)> {
    let first = line.chars().next()?;
    let split = |length: usize| {
        let (mark, rest) = line.split_at_checked(length)?;
        Some((mark, rest.trim_start_matches([' ', '.', '．', '、', '：', ':', '\u{3000}', '\t'])))
    };
    match first {
        '①'..='⑳' | '⑴'..='⒇' | '*' | '＊' | '※' | '†' | '¹' | '²' | '³' | '⁰'..='⁹' =>
        {
            let same = line.chars().take_while(|&it| it == first).count();
            split(same * first.len_utf8())
        }
        '[' | '〔' | '［' | '【' => {
            let end = line.find([']', '〕', '］', '】'])?;
            let close = line.get(end..)?.chars().next()?;
            let inside = line.get(first.len_utf8()..end)?;
            let is_number = !inside.is_empty() && inside.bytes().all(|it| it.is_ascii_digit());
            split(end + close.len_utf8()).filter(|_| is_number && inside.len() < 4)
        }
        '0'..='9' => {
            let length = line.bytes().take_while(u8::is_ascii_digit).count();
            let next = line.get(length..)?.chars().next()?;
            // A number with what it counts is text: 12件, 3月.
            let counts = "年月日件个名次项条人万亿%％时号.-—/".contains(next);
            split(length).filter(|_| length < 3 && !counts)
        }
        _ => None,
    }
}

/// Returns the byte of `paragraph` where `mark` is, if it is in it once and not at its start.
pub(super) fn place_of_mark(paragraph: &str, mark: &str) -> Option<usize> {
    if mark.is_empty() || paragraph.matches(mark).count() != 1 {
        return None;
    }
    let (before, _) = paragraph.split_once(mark)?;
    // 10² and m² are no references.
    let is_power = mark.starts_with(['¹', '²', '³']) && before.ends_with(is_base);
    (!before.is_empty() && !is_power).then_some(before.len())
}

/// Returns whether `character` may have a power.
fn is_base(character: char) -> bool {
    character.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_split_off_and_text_stays() {
        let table = [
            ("① 指甲。", Some(("①", "指甲。"))),
            ("[2]指甲。", Some(("[2]", "指甲。"))),
            ("1 指甲。", Some(("1", "指甲。"))),
            ("2“甲”指乙。", Some(("2", "“甲”指乙。"))),
            ("¹指甲。", Some(("¹", "指甲。"))),
            ("*指甲。", Some(("*", "指甲。"))),
            ("12件。", None),
            ("2023年起。", None),
            ("[注]甲。", None),
            ("指甲。", None),
        ];
        for (line, expected) in table {
            assert_eq!(split_mark(line), expected, "{line}");
        }
        for (paragraph, mark, expected) in [
            ("甲①，乙", "①", Some(3)),
            ("①甲，乙", "①", None),
            ("甲①乙①", "①", None),
            ("甲10²，乙", "²", None),
            ("甲²，乙", "²", Some(3)),
        ] {
            assert_eq!(place_of_mark(paragraph, mark), expected, "{paragraph}");
        }
    }
}

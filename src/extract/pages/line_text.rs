//! What the text of a line shows about paragraphs: punctuation, numbers and dates.

use super::line::TextLine;
use crate::text::numerals::cardinal;
use crate::text::without_radical;

/// Returns whether a sentence or a clause ends with `character`.
pub(super) fn is_stop(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '；' | '：' | '…' | '!' | '?' | ';' | ':' | '”')
}

/// Returns the width, in characters, of the start of `text` that programs do not break: a character
/// with the punctuation around it, a number or a Latin word.
pub(super) fn unbroken(text: &str) -> f32 {
    let mut width = 0.0;
    let mut last = '（';
    // 12 characters: longer words are broken after all, or rarer than paragraphs that end early.
    for character in text.chars().take(12) {
        let opens = |c| matches!(c, '（' | '(' | '《' | '“' | '〔' | '‘' | '【' | '〈' | '「');
        let closes = |c: char| is_stop(c) || "）)》”〕’】〉」，、,.%".contains(c);
        let is_word = |c: char| c.is_ascii_alphanumeric();
        let sticks = opens(last)
            || closes(character)
            || (is_word(character) && (is_word(last) || matches!(last, '〕' | ')' | '）')));
        if !sticks {
            break;
        }
        width += if character.is_ascii() { 0.5 } else { 1.0 };
        last = character;
    }
    width
}

/// Returns whether a line ends with the end of a sentence or a clause.
pub(super) fn ends_sentence(line: &TextLine) -> bool {
    line.text.ends_with(is_stop)
}

/// Returns whether a line ends in the middle of a sentence, as headings do not.
pub(super) fn ends_open(line: &TextLine) -> bool {
    line.text.ends_with(['、', '，', ',', '（', '《', '“', '第', '和', '与', '至'])
}

/// Returns whether `text` starts like a numbered heading: 一、 （一） 1. ① 第一章.
pub(super) fn is_numbered(text: &str) -> bool {
    item_number(text).is_some()
}

/// The form of a number at the start of a line: the characters around it, and whether it is Chinese.
pub(super) type ItemForm = (bool, char, char);

/// Returns the form and the value of the number at the start of `text`, if it is one of a heading or
/// an item.
pub(super) fn item_number(text: &str) -> Option<(ItemForm, u32)> {
    let mut characters =
        text.chars().map(without_radical).skip_while(|next| matches!(next, '（' | '('));
    let is_bracketed = text.starts_with(['（', '(']);
    let first = characters.next()?;
    for (row, last) in [('①', '⑳'), ('⑴', '⒇'), ('⒈', '⒛'), ('㈠', '㈩')] {
        if (row..=last).contains(&first) {
            return Some(((false, row, row), u32::from(first) - u32::from(row) + 1));
        }
    }
    let is_chinese = |next: &char| "一二三四五六七八九十百".contains(*next);
    let belongs = |next: &char| next.is_ascii_digit() || is_chinese(next);
    let is_chapter = first == '第';
    let figures: Vec<char> =
        std::iter::once(first).filter(|_| !is_chapter).chain(characters).take(12).collect();
    let length = figures.iter().take_while(|next| belongs(next)).count();
    let behind = figures.get(length).copied().unwrap_or(' ');
    if length == 0 || length > 4 {
        return None;
    }
    let next = figures.get(length + 1).copied().unwrap_or(' ');
    let fits = match behind {
        _ if is_chapter => matches!(behind, '章' | '节' | '部' | '篇' | '条'),
        _ if is_bracketed => matches!(behind, '）' | ')'),
        '、' | '）' | ')' => true,
        '.' | '．' => !next.is_ascii_digit(),
        _ => false,
    };
    let written: String = figures.iter().take(length).collect();
    let value = cardinal(&written).unwrap_or(0);
    let opens = if is_chapter {
        '第'
    } else if is_bracketed {
        '（'
    } else {
        ' '
    };
    let form = (figures.first().is_some_and(is_chinese), opens, behind);
    fits.then_some((form, value))
}

/// Returns whether `text` is only a date.
pub(super) fn is_date(text: &str) -> bool {
    let is_figure = |character: char| {
        character.is_ascii_digit() || "〇○零一二三四五六七八九十年月日".contains(character)
    };
    let mut characters = text.chars().map(without_radical);
    characters.all(is_figure) && text.contains('年')
}

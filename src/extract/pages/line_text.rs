//! What the text of a line shows about paragraphs: punctuation, numbers and dates.

use super::line::TextLine;
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
    let mut characters =
        text.chars().map(without_radical).skip_while(|next| matches!(next, '（' | '('));
    let is_bracketed = text.starts_with(['（', '(']);
    let first = characters.next().unwrap_or(' ');
    if matches!(first, '①'..='⒛' | '㈠'..='㈩') {
        return true;
    }
    let is_chinese = |next: &char| "一二三四五六七八九十百".contains(*next);
    let belongs = |next: &char| next.is_ascii_digit() || is_chinese(next);
    let is_chapter = first == '第';
    let figures: Vec<char> =
        std::iter::once(first).filter(|_| !is_chapter).chain(characters).take(12).collect();
    let length = figures.iter().take_while(|next| belongs(next)).count();
    let behind = figures.get(length).copied().unwrap_or(' ');
    if length == 0 || length > 4 {
        return false;
    }
    if is_chapter {
        return matches!(behind, '章' | '节' | '部' | '篇' | '条');
    }
    if is_bracketed {
        return matches!(behind, '）' | ')');
    }
    let next = figures.get(length + 1).copied().unwrap_or(' ');
    match behind {
        '、' | '）' | ')' => true,
        '.' | '．' => !next.is_ascii_digit(),
        _ => false,
    }
}

/// Returns whether `text` is only a date.
pub(super) fn is_date(text: &str) -> bool {
    let is_figure = |character: char| {
        character.is_ascii_digit() || "〇○零一二三四五六七八九十年月日".contains(character)
    };
    let mut characters = text.chars().map(without_radical);
    characters.all(is_figure) && text.contains('年')
}

//! The numbers that headings begin with: 一、 （一） 1. （1） ① 第一章.
//!
//! A number at the start of a paragraph is not always that of a heading: 一、二级医院 counts hospitals,
//! 12.4 is a day or a decimal, 2023. a year. This module decides by the first few characters; the
//! outline considers the sequence of the numbers.

use crate::text::numerals::{cardinal, digit};

/// The form of a number, in the order in which the forms nest in a report that follows the national
/// rules for official documents (GB/T 9704: 一、 then （一） then 1. then （1）).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NumberStyle {
    /// 第一章, 第一部分, 第一篇
    Chapter,
    /// 第一节
    Division,
    /// 一、
    Chinese,
    /// （一）
    ChineseBracket,
    /// 1.
    Digit,
    /// （1）
    DigitBracket,
    /// ①
    Circled,
}

/// The number a paragraph begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HeadingNumber {
    /// Its form.
    pub(crate) style: NumberStyle,
    /// Its value, 1 to 99.
    pub(crate) number: u32,
    /// Its length in bytes, including brackets and stops.
    pub(crate) length: usize,
}

/// The longest paragraph that can be the heading of a chapter, in bytes: 40 characters.
const LONGEST_CHAPTER: usize = 120;

/// Reads the number that `paragraph` (cleaned, without leading blanks) begins with.
pub(crate) fn heading_number(paragraph: &str) -> Option<HeadingNumber> {
    let first = paragraph.chars().next()?;
    let found = match first {
        '（' | '(' => bracketed(paragraph),
        '第' => chapter(paragraph),
        '0'..='9' | '０'..='９' => digits(paragraph),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '廿' => {
            chinese(paragraph)
        }
        _ => single(first),
    }?;
    let rest = paragraph.get(found.length..)?;
    let has_words = found.style == NumberStyle::Chapter || !rest.trim().is_empty();
    let stopped = rest.starts_with(['、', '，', '。', '；', '：', '）', ')', '.', ',', '；', ';']);
    (has_words && !stopped && (1..=99).contains(&found.number)).then_some(found)
}

/// Reads a number that is one character: ① ⑴ ⒈ ㈠.
fn single(first: char) -> Option<HeadingNumber> {
    let code = u32::from(first);
    let (style, zero) = match first {
        '①'..='⑳' => (NumberStyle::Circled, 0x245F),
        '⑴'..='⒇' => (NumberStyle::DigitBracket, 0x2473),
        '⒈'..='⒛' => (NumberStyle::Digit, 0x2487),
        '㈠'..='㈩' => (NumberStyle::ChineseBracket, 0x321F),
        _ => return None,
    };
    Some(HeadingNumber { style, number: code - zero, length: first.len_utf8() })
}

/// Splits `text` after the characters at its start that `belongs` accepts, five at most.
fn run(text: &str, belongs: fn(char) -> bool) -> Option<(&str, &str)> {
    let length = text.chars().take(5).take_while(|&next| belongs(next)).map(char::len_utf8).sum();
    text.split_at_checked(length)
}

/// Returns whether `character` can be part of a Chinese number.
fn is_chinese(character: char) -> bool {
    matches!(character, '十' | '廿' | '百' | '〇' | '零')
        || matches!(character, '一'..='龥') && digit(character).is_some()
}

/// Returns whether `character` is a digit in ASCII or full width.
fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

/// Reads （一） or （1）.
fn bracketed(paragraph: &str) -> Option<HeadingNumber> {
    let inside = paragraph.get(paragraph.chars().next()?.len_utf8()..)?;
    let (number, rest) = run(inside, |next| is_chinese(next) || is_digit(next))?;
    let closing = rest.chars().next().filter(|next| matches!(next, '）' | ')'))?;
    let after = rest.get(closing.len_utf8()..)?;
    if after.starts_with(['至', '和', '及', '项', '款', '目', '-', '—']) {
        return None;
    }
    let style = if number.chars().all(is_digit) {
        NumberStyle::DigitBracket
    } else {
        NumberStyle::ChineseBracket
    };
    Some(HeadingNumber { style, number: cardinal(number)?, length: paragraph.len() - after.len() })
}

/// Reads 第一章, 第二部分, 第一节.
fn chapter(paragraph: &str) -> Option<HeadingNumber> {
    if paragraph.len() > LONGEST_CHAPTER || paragraph.contains(['。', '；']) {
        return None;
    }
    let inside = paragraph.strip_prefix('第')?;
    let (number, rest) = run(inside, |next| is_chinese(next) || is_digit(next))?;
    let kinds = [
        ("章", NumberStyle::Chapter),
        ("部分", NumberStyle::Chapter),
        ("篇", NumberStyle::Chapter),
        ("节", NumberStyle::Division),
    ];
    let (style, after) =
        kinds.iter().find_map(|(kind, style)| Some((*style, rest.strip_prefix(kind)?)))?;
    let after = after.trim_start_matches(['、', '：', ':', ' ', '，']);
    Some(HeadingNumber { style, number: cardinal(number)?, length: paragraph.len() - after.len() })
}

/// Reads 1. 1、 1） and their full-width forms.
fn digits(paragraph: &str) -> Option<HeadingNumber> {
    let (number, rest) = run(paragraph, is_digit)?;
    let stop = rest.chars().next()?;
    let style = match stop {
        '.' | '．' | '、' | '﹒' => NumberStyle::Digit,
        '）' | ')' => NumberStyle::DigitBracket,
        _ => return None,
    };
    let after = rest.get(stop.len_utf8()..)?;
    let (figure, behind) = run(after, is_digit)?;
    let is_year = figure.chars().count() == 4 && behind.starts_with('年');
    if !(figure.is_empty() || is_year) {
        return None;
    }
    Some(HeadingNumber { style, number: cardinal(number)?, length: paragraph.len() - after.len() })
}

/// Reads 一、 一. and 一）.
fn chinese(paragraph: &str) -> Option<HeadingNumber> {
    let (number, rest) = run(paragraph, is_chinese)?;
    let stop = rest.chars().next()?;
    let style = match stop {
        '、' | '.' | '．' | '﹑' | '､' => NumberStyle::Chinese,
        '）' | ')' => NumberStyle::ChineseBracket,
        _ => return None,
    };
    let after = rest.get(stop.len_utf8()..)?;
    // 一、二级医院, 二、三季度, 一、二、三期: one number after another that counts something.
    let (next_number, counted) = run(after, is_chinese)?;
    let counts = counted.starts_with([
        '、', '级', '类', '产', '线', '期', '档', '等', '年', '月', '季', '批', '届', '楼', '区',
    ]);
    let is_year = counted.starts_with('年') && next_number != "二" && next_number != "三";
    if !next_number.is_empty() && counts && !is_year {
        return None;
    }
    Some(HeadingNumber { style, number: cardinal(number)?, length: paragraph.len() - after.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_form() {
        let table = [
            ("一、概况", NumberStyle::Chinese, 1, "一、"),
            ("十二、附则", NumberStyle::Chinese, 12, "十二、"),
            ("二.概况", NumberStyle::Chinese, 2, "二."),
            ("（一）概况", NumberStyle::ChineseBracket, 1, "（一）"),
            ("(十)概况", NumberStyle::ChineseBracket, 10, "(十)"),
            ("（三)概况", NumberStyle::ChineseBracket, 3, "（三)"),
            ("㈡概况", NumberStyle::ChineseBracket, 2, "㈡"),
            ("一）概况", NumberStyle::ChineseBracket, 1, "一）"),
            ("1.概况", NumberStyle::Digit, 1, "1."),
            ("１．概况", NumberStyle::Digit, 1, "１．"),
            ("12、概况", NumberStyle::Digit, 12, "12、"),
            ("⒊概况", NumberStyle::Digit, 3, "⒊"),
            ("1.2023年概况", NumberStyle::Digit, 1, "1."),
            ("（1）概况", NumberStyle::DigitBracket, 1, "（1）"),
            ("2)概况", NumberStyle::DigitBracket, 2, "2)"),
            ("⑵概况", NumberStyle::DigitBracket, 2, "⑵"),
            ("③概况", NumberStyle::Circled, 3, "③"),
            ("第一章总则", NumberStyle::Chapter, 1, "第一章"),
            ("第二部分：概况", NumberStyle::Chapter, 2, "第二部分："),
            ("第三节概况", NumberStyle::Division, 3, "第三节"),
            ("二、三项制度落实情况", NumberStyle::Chinese, 2, "二、"),
            ("二、一年来的工作", NumberStyle::Chinese, 2, "二、"),
            ("三、2024年工作思路", NumberStyle::Chinese, 3, "三、"),
        ];
        for (paragraph, style, number, text) in table {
            let expected = HeadingNumber { style, number, length: text.len() };
            assert_eq!(heading_number(paragraph), Some(expected), "{paragraph}");
        }
    }

    #[test]
    fn counting_words_dates_and_decimals_are_not_numbers_of_headings() {
        let table = [
            "",
            "一",
            "一、",
            "一是健全机制",
            "一、二级医院",
            "一、二、三期工程",
            "二、三季度",
            "2023.5",
            "2023年概况",
            "12.4宪法日",
            "99.5%",
            "1.5亿元",
            "3个方面",
            "100.概况",
            "第一责任人职责",
            "第一，健全机制",
            "第三条规定",
            "（2023）1号",
            "（一）至（三）项",
            "（一）、（二）项",
            "（略）",
            "()",
            "0.概况",
            "1.",
            "（一）",
        ];
        for paragraph in table {
            assert_eq!(heading_number(paragraph), None, "{paragraph}");
        }
    }
}

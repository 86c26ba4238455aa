//! Numbers written in Chinese, full-width and ASCII digits.
//!
//! Reports write the same year as 2023, ２０２３ and 二〇二三, the last one with any of the circles
//! that keyboards offer for zero; headings count 一 … 十二 … 二十. Both readings are here, so that
//! years, dates and headings agree on what a digit is.

/// Returns the value of one digit in ASCII, full-width or Chinese form, including traditional and
/// formal (壹) forms.
///
/// Letters and circles that are used for zero (○, Ｏ, O) are digits only next to other digits. Read a
/// run of digits with [`digits`], which takes care of that.
///
/// ```
/// use chabao::text::numerals::digit;
/// assert_eq!(digit('〇'), Some(0));
/// assert_eq!(digit('３'), Some(3));
/// assert_eq!(digit('贰'), Some(2));
/// assert_eq!(digit('十'), None);
/// ```
#[must_use]
pub fn digit(character: char) -> Option<u32> {
    let value = match character {
        '0'..='9' => u32::from(character) - u32::from('0'),
        '０'..='９' => u32::from(character) - u32::from('０'),
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    };
    Some(value)
}

/// Returns whether `character` is used for zero although it is not a digit by itself.
fn is_loose_zero(character: char) -> bool {
    matches!(character, '○' | '◯' | 'Ｏ' | 'O' | 'o' | 'О')
}

/// Parses `text` digit by digit: 二〇二三, ２０２３, 二○二三 and 2023 are all 2023.
///
/// Returns `None` if a character is not a digit, if there is no digit at all, or if the number has
/// more than nine digits.
///
/// ```
/// use chabao::text::numerals::digits;
/// assert_eq!(digits("二○二三"), Some(2023));
/// assert_eq!(digits("２０２３"), Some(2023));
/// assert_eq!(digits("O"), None);
/// assert_eq!(digits("十二"), None);
/// ```
#[must_use]
pub fn digits(text: &str) -> Option<u32> {
    let mut value = 0u32;
    let mut count = 0;
    let mut certain = false;
    for character in text.chars() {
        let next = match digit(character) {
            Some(next) => {
                certain = true;
                next
            }
            None if is_loose_zero(character) => 0,
            None => return None,
        };
        count += 1;
        if count > 9 {
            return None;
        }
        value = value * 10 + next;
    }
    certain.then_some(value)
}

/// Parses `text` as a counting number: 十二, 二十, 廿一, 一百零三, and also 12 and １２.
///
/// Returns `None` if `text` is not such a number. The largest unit is 万.
///
/// ```
/// use chabao::text::numerals::cardinal;
/// assert_eq!(cardinal("十"), Some(10));
/// assert_eq!(cardinal("二十一"), Some(21));
/// assert_eq!(cardinal("廿一"), Some(21));
/// assert_eq!(cardinal("一千二百三十四"), Some(1234));
/// assert_eq!(cardinal("三万五千"), Some(35000));
/// assert_eq!(cardinal("１２"), Some(12));
/// assert_eq!(cardinal("十十"), None);
/// ```
#[must_use]
pub fn cardinal(text: &str) -> Option<u32> {
    if let Some(value) = digits(text) {
        return Some(value);
    }
    let mut total = 0u32;
    let mut group = 0u32;
    let mut waiting: Option<u32> = None;
    let mut last_unit = u32::MAX;
    for character in text.chars() {
        if let Some(value) = digit(character) {
            let repeated = waiting.is_some_and(|digit| digit != 0);
            if repeated {
                return None;
            }
            waiting = Some(value);
            continue;
        }
        let (unit, implied) = match character {
            '十' | '拾' => (10, 1),
            '廿' => (10, 2),
            '卅' => (10, 3),
            '百' | '佰' => (100, 0),
            '千' | '仟' => (1000, 0),
            '万' | '萬' => {
                group += waiting.take().unwrap_or(0);
                total = total.checked_add(group.checked_mul(10_000)?)?;
                group = 0;
                last_unit = u32::MAX;
                continue;
            }
            _ => return None,
        };
        if unit >= last_unit {
            return None;
        }
        last_unit = unit;
        let factor = match waiting.take() {
            Some(factor) if factor > 0 => factor,
            _ if implied > 0 => implied,
            _ => return None,
        };
        group += factor * unit;
    }
    if text.is_empty() {
        return None;
    }
    Some(total + group + waiting.unwrap_or(0))
}

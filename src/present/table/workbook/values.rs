//! Numbers, days and texts as workbooks have them.

use std::borrow::Cow;

use rust_xlsxwriter::ExcelDateTime;

use crate::report::Date;

/// The most characters of a cell, in units of UTF-16.
pub(super) const MOST_CHARACTERS: usize = 32_767;

/// What stands at the end of a text that is longer.
const CUT: &str = "……【截断 cut】";

/// Returns a day as workbooks have it; `None` before 1900, where their calendar begins.
pub(super) fn in_workbooks(day: Date) -> Option<ExcelDateTime> {
    let number = day.number();
    let part = |number: u32| u8::try_from(number % 100).ok();
    ExcelDateTime::from_ymd(day.year(), part(number / 100)?, part(number)?).ok()
}

/// Returns the number that is printed in a cell, if a workbook has it as it is: it counts with 53 bits.
pub(super) fn number(text: &str) -> Option<f64> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    text.parse().ok().filter(|number: &f64| number.abs() <= MOST)
}

/// Returns a percentage as a part of 1, as workbooks have it: 33.33 is 0.3333.
pub(super) fn part(percentage: f64) -> f64 {
    (percentage * 100.0).round() / 10_000.0
}

/// Returns a text as a cell holds it.
pub(super) fn fitted(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST_CHARACTERS || text.encode_utf16().count() <= MOST_CHARACTERS {
        return Cow::Borrowed(text);
    }
    let mut room = MOST_CHARACTERS - CUT.encode_utf16().count();
    let is_within = |c: &char| {
        let is_within = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        is_within
    };
    let mut kept: String = text.chars().take_while(is_within).collect();
    kept.push_str(CUT);
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits_and_percentages_are_parts() {
        for (text, expected) in [
            ("2023", Some(2023.0)),
            ("-5.2", Some(-5.2)),
            ("9007199254740992", Some(9_007_199_254_740_992.0)),
            ("18446744073709551615", None),
            ("NaN", None),
            ("inf", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
        for (percentage, expected) in
            [(33.33, 0.3333), (100.0, 1.0), (0.13, 0.0013), (14.29, 0.1429)]
        {
            assert!((part(percentage) - expected).abs() < f64::EPSILON, "{percentage}");
        }
    }

    #[test]
    fn days_are_counted_as_workbooks_count_them() {
        let day = in_workbooks(Date::new(2023, 12, 18).unwrap()).unwrap();
        let epoch = in_workbooks(Date::new(1970, 1, 1).unwrap()).unwrap();
        assert!((day.to_excel() - 45_278.0).abs() < f64::EPSILON);
        assert!((epoch.to_excel() - 25_569.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_text_that_is_cut_says_so() {
        let whole = "法".repeat(MOST_CHARACTERS);
        assert_eq!(fitted(&whole), whole);
        // Characters outside the first plane count twice.
        for text in ["法".repeat(MOST_CHARACTERS + 1), "\u{20000}".repeat(MOST_CHARACTERS / 2 + 1)]
        {
            let cut = fitted(&text);
            let kept = cut.strip_suffix(CUT).unwrap();
            assert!(text.starts_with(kept));
            let length = cut.encode_utf16().count();
            assert!(length == MOST_CHARACTERS || length == MOST_CHARACTERS - 1, "{length}");
        }
    }
}

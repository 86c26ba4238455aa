//! What cells of workbooks look like.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatPattern};
use unicode_width::UnicodeWidthStr;

use crate::analysis::State;

/// The formats of cells. Text that is wrapped makes rows high: everything stands at their top.
pub(super) struct Looks {
    /// The head of a column.
    pub(super) head: Format,
    /// Everything that needs no format of its own.
    pub(super) plain: Format,
    /// Text that is wrapped.
    pub(super) wrapped: Format,
    /// A part of a whole.
    pub(super) percent: Format,
    /// A day.
    pub(super) day: Format,
    mentions: Format,
    no_mention: Format,
    not_held: Format,
    left_out: Format,
}

impl Looks {
    pub(super) fn new() -> Self {
        let plain = Format::new().set_align(FormatAlign::Top);
        let head = plain.clone().set_bold().set_background_color(0x00E9_E6DD);
        Self {
            head: head.set_border_bottom(FormatBorder::Thin),
            wrapped: plain.clone().set_text_wrap(),
            percent: plain.clone().set_num_format("0.00%"),
            day: plain.clone().set_num_format("yyyy-mm-dd"),
            mentions: plain.clone().set_background_color(0x00A6_D1C6),
            no_mention: plain.clone().set_background_color(0x00F3_E3C8),
            // Hatched, so that it can be told apart without colours, as on the pages.
            not_held: plain
                .clone()
                .set_pattern(FormatPattern::LightUp)
                .set_foreground_color(0x00C9_C6BD)
                .set_background_color(0x00FF_FFFF),
            left_out: plain
                .clone()
                .set_pattern(FormatPattern::Gray125)
                .set_foreground_color(0x00C9_C6BD)
                .set_background_color(0x00FF_FFFF),
            plain,
        }
    }

    /// Returns the look of a state.
    pub(super) fn state(&self, state: State) -> &Format {
        match state {
            State::Mentions => &self.mentions,
            State::NoMention => &self.no_mention,
            State::NotHeld => &self.not_held,
            State::LeftOut => &self.left_out,
        }
    }
}

/// The narrowest and the widest column, in digits; longer text is wrapped. Sixty digits are thirty
/// Chinese characters, a line that is read at a glance.
const NARROWEST: usize = 8;
pub(super) const WIDEST: usize = 60;

/// The width of the arrow that a filter puts beside a head, in digits.
const ARROW: usize = 3;

/// Returns the width that text takes in one line, in digits: a Chinese character is two wide.
pub(super) fn text_width(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// Returns the width of a column with this head whose widest cell has this width, with a margin.
#[expect(clippy::cast_precision_loss, reason = "it is a number of two digits")]
pub(super) fn column_width(head: &str, widest: usize) -> f64 {
    let width = widest.max(text_width(head) + ARROW).clamp(NARROWEST, WIDEST);
    // In the usual fonts a Chinese character is a little wider than two digits.
    width as f64 * 1.1 + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_chinese_text_needs() {
        assert_eq!(text_width("卢氏县ab\n县"), 8);
        for (head, widest, digits) in
            [("code", 6, 8.0), ("county", 16, 16.0), ("passage", 900, 60.0), ("mentions", 1, 11.0)]
        {
            let expected = digits * 1.1 + 1.0;
            assert!((column_width(head, widest) - expected).abs() < 1e-9, "{head}");
        }
    }
}

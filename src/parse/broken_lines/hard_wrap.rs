//! Text in which every line ends where the line of the page did.

use super::TextLine;
use crate::parse::heading_number::{NumberStyle, heading_number};
use crate::text::cut;

/// Returns whether `character` ends a sentence or an independent clause.
pub(super) fn is_stop(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '；' | '：' | '…' | '!' | '?' | ';' | ':')
}

/// Returns whether a line that begins with `character` was broken before it.
pub(super) fn is_closing(character: char) -> bool {
    matches!(character, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '”' | '〕')
}

/// Returns the width of `text` in half characters: two for a character of three bytes or more, one
/// for others.
fn width(text: &str) -> usize {
    let wide: usize = text.bytes().map(|byte| usize::from(byte >= 0xE0)).sum();
    let narrow: usize =
        text.bytes().map(|byte| usize::from(byte < 0x80 || (0xC0..0xE0).contains(&byte))).sum();
    wide * 2 + narrow
}

/// What the lines of a hard-wrapped text have in common, in half characters.
pub(super) struct HardWrap {
    /// The width at which lines are broken.
    width: usize,
    /// The indent of most lines.
    indent: usize,
}

impl HardWrap {
    /// The least width of a line that is measured: 15 characters. Shorter ones are titles.
    const LEAST: usize = 30;
    /// The greatest width at which text is wrapped: 100 characters.
    const MOST: usize = 200;
    /// The least number of lines that show a width.
    const FEWEST: usize = 8;

    /// Measures `lines`; `None` if they are not hard-wrapped. More than half of the lines must have one
    /// width, give or take a character, hardly any may be wider, and most of these must break off
    /// within a sentence.
    pub(super) fn measure(text: &str, lines: &[TextLine]) -> Option<Self> {
        let mut widths = [0usize; Self::MOST + 1];
        let mut indents = [0usize; 16];
        let mut total = 0;
        let words = |line: &TextLine| cut(text, line.start..line.end);
        for line in lines {
            let bytes = line.end - line.start;
            if bytes < Self::LEAST || words(line).contains('\t') {
                continue;
            }
            // A line wider than any page need not be measured.
            let width = if bytes > Self::MOST * 2 { Self::MOST } else { width(words(line)) };
            if width < Self::LEAST {
                continue;
            }
            total += 1;
            let slots =
                (widths.get_mut(width.min(Self::MOST)), indents.get_mut(line.indent.min(15)));
            if let (Some(width), Some(indent)) = slots {
                *width += 1;
                *indent += 1;
            }
        }
        if total < Self::FEWEST {
            return None;
        }
        let band = |middle: usize| -> usize { widths.iter().skip(middle - 2).take(5).sum() };
        let width = (Self::LEAST..Self::MOST - 2).max_by_key(|&middle| band(middle))?;
        let wider: usize = widths.iter().skip(width + 4).sum();
        if band(width) * 2 <= total || wider * 20 > total {
            return None;
        }
        let indent = (0..16).max_by_key(|&at| (indents.get(at), usize::MAX - at))?;
        let page = Self { width, indent };
        page.breaks_sentences(text, lines).then_some(page)
    }

    /// Returns whether most of the lines as wide as the page have stops within them and none at the end.
    fn breaks_sentences(&self, text: &str, lines: &[TextLine]) -> bool {
        let mut full = 0usize;
        let mut broken = 0usize;
        for line in lines {
            let words = cut(text, line.start..line.end);
            if words.len() > Self::MOST * 2 || width(words).abs_diff(self.width) > 2 {
                continue;
            }
            full += 1;
            let prose = words.contains(['，', '。', '；', '、']);
            broken += usize::from(prose && !words.ends_with(is_stop));
        }
        broken * 2 > full
    }

    /// Returns whether `line`, with the words `second`, continues the paragraph of the line `first`.
    pub(super) fn continues(&self, first: &str, second: &str, line: &TextLine) -> bool {
        if second.starts_with(is_closing) {
            return true;
        }
        if line.indent >= self.indent + 3 {
            return false;
        }
        let width = width(first);
        let stopped = first.ends_with(is_stop) || first.ends_with("。”");
        let short = width + 4 < self.width;
        match heading_number(second).map(|marker| marker.style) {
            Some(NumberStyle::Chinese | NumberStyle::ChineseBracket | NumberStyle::Chapter) => {
                return false;
            }
            Some(_) if stopped || short => return false,
            _ => {}
        }
        // 72 of 100: the least share of the page that a line broken before a long word fills.
        let ends = width * 100 < self.width * 72 || (stopped && (short || line.after_blank));
        !(ends || (line.after_blank && short))
    }
}

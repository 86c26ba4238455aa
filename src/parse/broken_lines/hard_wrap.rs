//! Text in which every line ends where the line of the page did.
//!
//! An editor breaks a line before what no longer fits: a character with the stops after it and the
//! opening marks before it, or a word in letters or figures. So a line goes on in the next one if what
//! the next one begins with had no room left. Editors count characters or their widths, the blanks
//! before a paragraph included, and some let a stop stand after the end of the line.

use super::{LineWidth, TextLine};
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

/// Returns whether `character` can stand after the end of a line, or must not begin one.
fn can_hang(character: char) -> bool {
    is_closing(character)
        || matches!(character, ',' | '.' | ';' | ':' | '!' | '?' | ')' | '’' | '】')
}

/// Returns whether `character` must not end a line.
fn is_opening(character: char) -> bool {
    matches!(character, '（' | '《' | '“' | '‘' | '〔' | '【' | '(')
}

/// How an editor counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counting {
    /// Two for a Chinese character, one for a letter.
    Widths,
    /// Two for every character.
    Characters,
}

impl Counting {
    /// Returns the width of `text` in half characters.
    fn width(self, text: &str) -> usize {
        let LineWidth { halves, characters } = LineWidth::of_text(text);
        match self {
            Self::Widths => halves,
            Self::Characters => characters * 2,
        }
    }

    /// Returns the width that `line` had before it was cleaned, in half characters.
    fn width_of_line(self, line: &TextLine) -> usize {
        match self {
            Self::Widths => line.width.halves,
            Self::Characters => line.width.characters * 2,
        }
    }
}

/// What the lines of a hard-wrapped text have in common, in half characters.
pub(super) struct HardWrap {
    counting: Counting,
    /// The width at which lines are broken.
    width: usize,
    /// By how much a line can be shorter, beside what its break explains.
    slack: usize,
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
    /// By how much a line can be shorter than the width, beside what its break explains, unless all
    /// lines were broken exactly: two characters.
    const SLACK: usize = 4;
    /// The least number of lines that show that all are broken exactly, and how many of a hundred of
    /// them must.
    const EXACT: (usize, usize) = (4, 90);

    /// Measures `lines`; `None` if they are not hard-wrapped. Of the lines, a third or more must have
    /// one width, hardly any may be wider, most of the first must break off within a sentence, and most
    /// of the others must not.
    pub(super) fn measure(text: &str, lines: &[TextLine]) -> Option<Self> {
        let widths = Self::measure_counting(text, lines, Counting::Widths);
        let characters = Self::measure_counting(text, lines, Counting::Characters);
        let best = match (widths, characters) {
            (Some(widths), Some(characters)) if characters.1 > widths.1 => characters,
            (widths, characters) => widths.or(characters)?,
        };
        Some(best.0)
    }

    /// Measures `lines` as an editor counts; returns the number of lines of the width found too.
    fn measure_counting(
        text: &str,
        lines: &[TextLine],
        counting: Counting,
    ) -> Option<(Self, usize)> {
        let mut indents = [0usize; 16];
        let mut measured: Vec<Measured> = Vec::new();
        for line in lines {
            let words = cut(text, line.start..line.end);
            if counting.width_of_line(line) < Self::LEAST || words.contains('\t') {
                continue;
            }
            measured.push(Measured::new(words, line, counting));
            if let Some(count) = indents.get_mut(line.indent.min(15)) {
                *count += 1;
            }
        }
        if measured.len() < Self::FEWEST {
            return None;
        }
        let width = common_width(&measured)?;
        let is_full = |line: &&Measured| line.is_about(width);
        let full = measured.iter().filter(is_full);
        let count = full.clone().count();
        let wider = measured.iter().filter(|line| line.bare > width + 3).count();
        let broken = full.filter(|line| line.breaks_off).count();
        let others = || measured.iter().filter(|line| !line.is_about(width));
        let ended = others().filter(|line| line.is_ended).count();
        let is_wrapped = count * 3 > measured.len()
            && wider * 20 <= measured.len()
            && broken * 2 > count
            && (count * 2 > measured.len() || ended * 2 > others().count());
        let indent = (0..16).max_by_key(|&at| (indents.get(at), usize::MAX - at))?;
        let slack = if is_exact(text, lines, counting, width) { 0 } else { Self::SLACK };
        is_wrapped.then_some((Self { counting, width, slack, indent }, count))
    }

    /// Returns whether the line `second` continues the paragraph of the line `first`; each comes with
    /// its words.
    pub(super) fn continues(
        &self,
        (first, before): (&str, &TextLine),
        (second, line): (&str, &TextLine),
    ) -> bool {
        if second.starts_with(is_closing) {
            return true;
        }
        if line.indent >= self.indent + 3 {
            return false;
        }
        let width = self.counting.width_of_line(before);
        let stopped = first.ends_with(is_stop) || first.ends_with("。”");
        let short = width + self.counting.width(unit(second)) + self.slack <= self.width;
        match heading_number(second).map(|marker| marker.style) {
            Some(NumberStyle::Chinese | NumberStyle::ChineseBracket | NumberStyle::Chapter)
                if stopped || short || line.after_blank =>
            {
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

/// Returns whether the lines that break off within a sentence had no room for what follows, given the
/// `width` of the page.
fn is_exact(text: &str, lines: &[TextLine], counting: Counting, width: usize) -> bool {
    let (mut exact, mut all) = (0, 0);
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        let measured = Measured::new(cut(text, line.start..line.end), line, counting);
        if measured.breaks_off && measured.full * 2 > width && measured.bare <= width {
            let room = counting.width(unit(cut(text, next.start..next.end)));
            all += 1;
            exact += usize::from(measured.full + room > width);
        }
    }
    let (fewest, share) = HardWrap::EXACT;
    all >= fewest && exact * 100 >= all * share
}

/// Returns what an editor keeps on one line at the beginning of `text`: a character, or a word in
/// letters or figures, with the opening marks before it and the stops after it.
fn unit(text: &str) -> &str {
    let rest = text.trim_start_matches(is_opening);
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '%' | '/' | ',');
    let word = rest.len() - rest.trim_start_matches(is_word).len();
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let (_, after) = rest.split_at(word.max(first));
    let end = text.len() - after.trim_start_matches(can_hang).len();
    text.split_at(end).0
}

/// The widths of a line, and how it ends.
struct Measured {
    full: usize,
    /// The width without the stops at its end.
    bare: usize,
    /// Whether it breaks off within a sentence.
    breaks_off: bool,
    /// Whether it ends with a stop.
    is_ended: bool,
}

impl Measured {
    fn new(words: &str, line: &TextLine, counting: Counting) -> Self {
        let full = counting.width_of_line(line);
        // What is wider than any page need not be read.
        let hung = if full > HardWrap::MOST * 2 {
            0
        } else {
            let (_, hung) = words.split_at(words.trim_end_matches(can_hang).len());
            counting.width(hung)
        };
        let is_ended = words.ends_with(is_stop) || words.ends_with("。”");
        let breaks_off = !is_ended && words.contains(['，', '。', '；', '、']);
        Self { full, bare: full.saturating_sub(hung), breaks_off, is_ended }
    }

    /// Returns whether the line is as wide as a page of `width`: as wide, at most two characters
    /// shorter, or wider by the stops at its end.
    fn is_about(&self, width: usize) -> bool {
        (width.saturating_sub(HardWrap::SLACK)..=width).contains(&self.full)
            || (self.bare <= width && self.full > width)
    }
}

/// Returns the width that the most of `lines` have; the least of several.
fn common_width(lines: &[Measured]) -> Option<usize> {
    /// By how much stops can make a line wider: 。”） are three.
    const HUNG: usize = 6;
    let mut counts = [0usize; HardWrap::MOST + HardWrap::SLACK + HUNG + 1];
    for line in lines {
        // The widths of pages that this line is about.
        let (first, last) = (line.bare.max(HardWrap::LEAST), line.full + HardWrap::SLACK);
        let own = counts.iter_mut().take(last + 1).skip(first.min(line.full));
        if line.full <= HardWrap::MOST + HUNG {
            own.for_each(|count| *count += 1);
        }
    }
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    counts.iter().position(|count| *count == most)
}

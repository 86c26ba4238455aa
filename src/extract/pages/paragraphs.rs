//! Lines → paragraphs, across the ends of pages.
//!
//! Indents of first lines decide, if the report has them; otherwise the ends of lines, the space
//! between them and the numbers of headings. The rules and limits were measured on reports printed
//! by several programs, with and without indents, justified and ragged.

use super::line::{LineKind, TextLine, append, most_common_size};
use crate::text::without_radical;

/// What the lines of a report have in common.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// The size of most text.
    size: f32,
    /// The left edge of lines that are not indented.
    left: f32,
    /// The right edge of full lines.
    right: f32,
    /// The distance between baselines in a paragraph.
    leading: f32,
    /// How paragraphs are marked.
    style: Style,
}

/// How the starts of paragraphs are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// First lines are indented.
    Indented,
    /// The space between paragraphs is larger than between lines.
    Spaced,
    /// Only by short last lines.
    Plain,
}

/// Returns the paragraphs of `pages`, each ended by a line feed; `areas` are the left, bottom,
/// right and top edges of each page.
pub(super) fn text(pages: &[Vec<TextLine>], areas: &[[f32; 4]]) -> String {
    let frames = Frame::measure_pages(pages, areas);
    let mut builder = Builder::default();
    for (lines, frame) in pages.iter().zip(&frames) {
        let (main, notes) = lines.split_at(lines.len() - footnotes(lines, frame));
        for line in main {
            builder.add(line, frame);
        }
        builder.notes.extend(notes.iter().map(|line| (line.clone(), *frame)));
    }
    builder.end();
    builder.out
}

/// Returns the number of lines at the foot of a page that are smaller than its text: footnotes.
fn footnotes(lines: &[TextLine], frame: &Frame) -> usize {
    let is_small = |line: &&TextLine| line.kind == LineKind::Words && line.size < frame.size - 1.4;
    let count = lines.iter().rev().take_while(is_small).count();
    if count == lines.len() { 0 } else { count }
}

/// Builds paragraphs.
#[derive(Default)]
struct Builder {
    out: String,
    /// The current paragraph.
    paragraph: String,
    /// Its last line.
    last: Option<TextLine>,
    /// The left edge of its lines after the first.
    hang: Option<f32>,
    /// Whether its first line is numbered.
    is_numbered: bool,
    /// Footnotes that wait for the end of a paragraph that continues on the next page.
    notes: Vec<(TextLine, Frame)>,
}

impl Builder {
    /// Adds a line of the main text.
    fn add(&mut self, line: &TextLine, frame: &Frame) {
        let continues = self.last.as_ref().is_some_and(|last| self.continues(last, line, frame));
        if continues {
            append(&mut self.paragraph, &line.text);
            self.hang = Some(line.left);
        } else {
            self.end();
            self.paragraph.push_str(&line.text);
            self.is_numbered = is_numbered(&line.text);
        }
        self.last = Some(line.clone());
    }

    /// Returns whether the current paragraph may be a heading: numbered, and not yet a sentence.
    fn is_numbered_heading(&self) -> bool {
        // 60 characters: longer headings are very rare.
        self.is_numbered
            && self.paragraph.len() <= 180
            && !self.paragraph.contains(['。', '，', '；'])
    }

    /// Ends the current paragraph, and writes the footnotes that waited for it.
    fn end(&mut self) {
        self.flush();
        for (note, frame) in std::mem::take(&mut self.notes) {
            let small = Frame { size: note.size, leading: note.size * 1.5, ..frame };
            let continues = self.last.as_ref().is_some_and(|last| {
                !self.paragraph.is_empty() && self.continues(last, &note, &small)
            });
            if !continues {
                self.flush();
            }
            append(&mut self.paragraph, &note.text);
            self.last = Some(note);
        }
        self.flush();
    }

    /// Writes the current paragraph.
    fn flush(&mut self) {
        if !self.paragraph.is_empty() {
            self.out.push_str(&self.paragraph);
            self.out.push('\n');
            self.paragraph.clear();
        }
        self.last = None;
        self.hang = None;
    }

    /// Returns whether `line` continues the paragraph whose last line is `last`.
    fn continues(&self, last: &TextLine, line: &TextLine, frame: &Frame) -> bool {
        let is_words = |line: &TextLine| line.kind == LineKind::Words && !line.text.contains('\t');
        if !is_words(last) || !is_words(line) || (last.size - line.size).abs() > 1.5 {
            return false;
        }
        if is_wrapped_title(last, line, frame) {
            return true;
        }
        let is_spaced = frame.is_spaced(last, line);
        if is_spaced || line.page > last.page + 1 || frame.is_centred(last) {
            return false;
        }
        let em = line.size;
        let room = frame.right - last.right;
        let is_stopped = last.text.ends_with(is_stop);
        let is_new = is_numbered(&line.text);
        let offset = line.left - frame.left;
        let hangs = match self.hang {
            Some(hang) => (line.left - hang).abs() < 0.5 * em && hang > frame.left + 0.6 * em,
            None => self.is_numbered && line.left > last.left + 0.6 * em && offset < 6.0 * em,
        };
        if hangs && !is_new && room < 1.5 * em && !frame.is_centred(line) {
            return true;
        }
        if offset.abs() > 0.9 * em {
            return false;
        }
        // A line ends where the next word would not fit: with less than a character left, or before
        // a number or a bracketed name that is not broken.
        let is_full = room < (unbroken(&line.text) + 0.8) * em;
        let measure = frame.right - frame.left;
        match frame.style {
            Style::Indented => {
                let is_full = is_full || room < 3.0 * em;
                let breaks_off = !is_stopped && !self.is_numbered_heading() && room < 0.4 * measure;
                (is_full || breaks_off) && !(is_new && is_stopped)
            }
            Style::Spaced => {
                let is_within = is_one_place(last, line);
                (is_full || (is_within && room < 0.4 * measure)) && !(is_new && is_stopped)
            }
            Style::Plain => is_full && !(is_new && (is_stopped || !ends_open(last))),
        }
    }
}

/// Returns whether two lines are one title: both centred, larger than the text, close together.
fn is_wrapped_title(last: &TextLine, line: &TextLine, frame: &Frame) -> bool {
    let is_title = |line: &TextLine| line.size > frame.size + 0.9 && frame.is_centred(line);
    let is_close = is_one_place(last, line) && last.base - line.base < 2.3 * line.size;
    let opens = line.text.starts_with(['（', '(', '—', '〔']) || is_numbered(&line.text);
    // Titles such as 某县司法局 ⏎ 关于…的报告 are broken on purpose, with room left on the first line.
    let room = frame.right - frame.left - (last.right - last.left);
    let is_parted = line.text.starts_with("关于") && room > 2.0 * last.size;
    let same_size = (last.size - line.size).abs() < 0.6;
    is_title(last)
        && is_title(line)
        && is_close
        && same_size
        && !opens
        && !is_parted
        && !is_date(&line.text)
        && !last.text.ends_with(is_stop)
}

impl Frame {
    /// Measures `pages`. Pages of the same width share a frame, or have one for odd and one for
    /// even pages if their margins differ.
    fn measure_pages(pages: &[Vec<TextLine>], areas: &[[f32; 4]]) -> Vec<Self> {
        let words = pages.iter().flatten().filter(|line| line.kind == LineKind::Words);
        let size = most_common_size(words.map(|line| (line.size, line.text.len())));
        let width = |[left, _, right, _]: [f32; 4]| right - left;
        let mut frames: Vec<Option<Self>> = vec![None; pages.len()];
        while let Some(first) = frames.iter().position(Option::is_none) {
            let area = areas.get(first).copied().unwrap_or_default();
            let belongs = |at: usize| {
                at == first
                    || areas.get(at).is_some_and(|it| (width(*it) - width(area)).abs() < 2.0)
            };
            let alike: Vec<usize> = (first..pages.len()).filter(|&at| belongs(at)).collect();
            for (at, frame) in Self::measure_alike(size, area, pages, &alike) {
                if let Some(slot @ None) = frames.get_mut(at) {
                    *slot = Some(frame);
                }
            }
        }
        frames.into_iter().flatten().collect()
    }

    /// Measures the pages at the indexes `alike`, which have the same width.
    fn measure_alike(
        size: f32,
        area: [f32; 4],
        pages: &[Vec<TextLine>],
        alike: &[usize],
    ) -> Vec<(usize, Self)> {
        let of = |wanted: &dyn Fn(usize) -> bool| {
            let pages = alike.iter().filter(|&&at| wanted(at)).filter_map(|&at| pages.get(at));
            Self::measure(size, area, pages.flatten())
        };
        let all = of(&|_| true);
        let (odd, even) = (of(&|at| at.is_multiple_of(2)), of(&|at| !at.is_multiple_of(2)));
        // Mirrored margins: both edges are shifted by the same distance.
        let (left, right) = (odd.left - even.left, odd.right - even.right);
        let mirrored = alike.len() > 3 && left.abs() > 4.0 && (left - right).abs() < 0.6 * size;
        let frame_of = |at: usize| match (mirrored, at.is_multiple_of(2)) {
            (true, true) => Self { left: odd.left, right: odd.right, ..all },
            (true, false) => Self { left: even.left, right: even.right, ..all },
            (false, _) => all,
        };
        alike.iter().map(|&at| (at, frame_of(at))).collect()
    }

    /// Measures `lines` on pages of `area`; those of about `size` are the text.
    fn measure<'a>(size: f32, area: [f32; 4], lines: impl Iterator<Item = &'a TextLine>) -> Self {
        let text: Vec<&TextLine> = lines
            .filter(|line| line.kind == LineKind::Words && (line.size - size).abs() < 0.8)
            .filter(|line| !line.text.contains('\t'))
            .collect();
        let mut lefts: Vec<f32> = text.iter().map(|line| line.left).collect();
        let mut rights: Vec<f32> = text.iter().map(|line| line.right).collect();
        lefts.sort_by(f32::total_cmp);
        rights.sort_by(f32::total_cmp);
        // The leftmost place at which 8 of 100 lines start.
        let fewest = (text.len() * 8 / 100).max(2);
        let begins = |left: f32| {
            let near = lefts.partition_point(|&other| other < left - 1.5);
            lefts.partition_point(|&other| other <= left + 1.5) - near
        };
        let left = lefts.iter().copied().find(|&left| begins(left) >= fewest);
        let left = left.or(lefts.first().copied()).unwrap_or(0.0);
        let mut right = rights.get(rights.len() * 9 / 10).copied().unwrap_or(0.0);
        // If no two lines break off at this edge, none of them is full: the right margin is then
        // taken to be as wide as the left one.
        let is_broken = |line: &&&TextLine| right - line.right < 1.5 * size && !ends_sentence(line);
        if text.iter().filter(is_broken).count() < 2 {
            let [page_left, _, page_right, _] = area;
            right = right.max(page_right - (left - page_left));
        }
        let mut steps: Vec<f32> = text
            .windows(2)
            .filter_map(|pair| match pair {
                [one, other] if is_one_place(one, other) => Some(one.base - other.base),
                _ => None,
            })
            .filter(|step| *step > 0.8 * size && *step < 4.0 * size)
            .collect();
        steps.sort_by(f32::total_cmp);
        let leading = steps.get(steps.len() / 2).copied().unwrap_or(1.8 * size);
        let mut frame = Self { size, left, right, leading, style: Style::Plain };
        let is_indented = |line: &&&TextLine| {
            let offset = (line.left - left) / size;
            (1.2..=4.5).contains(&offset) && !frame.is_centred(line)
        };
        let indented = text.iter().filter(is_indented).count();
        let spaced = steps.iter().filter(|&&step| step > 1.25 * leading).count();
        if indented >= fewest {
            frame.style = Style::Indented;
        } else if spaced >= (steps.len() * 8 / 100).max(2) {
            frame.style = Style::Spaced;
        }
        frame
    }

    /// Returns whether the space between two lines is larger than within a paragraph.
    fn is_spaced(&self, last: &TextLine, line: &TextLine) -> bool {
        if !is_one_place(last, line) {
            return false;
        }
        let step = last.base - line.base;
        let most = if self.style == Style::Spaced { 1.2 } else { 1.45 };
        step <= 0.0 || step > most * self.leading * (line.size / self.size).max(1.0)
    }

    /// Returns whether a line is centred, with space on both sides.
    fn is_centred(&self, line: &TextLine) -> bool {
        let (before, behind) = (line.left - self.left, self.right - line.right);
        // A first line that ends a little early has as much space on both sides as its indent.
        let least = if line.size > self.size + 0.9 { 0.5 } else { 3.2 } * self.size;
        before > least && behind > least && (before - behind).abs() < 2.2 * self.size
    }
}

/// Returns whether a sentence or a clause ends with `character`.
fn is_stop(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '；' | '：' | '…' | '!' | '?' | ';' | ':' | '”')
}

/// Returns the width, in characters, of the start of `text` that programs do not break: a character
/// with the punctuation around it, a number or a Latin word.
fn unbroken(text: &str) -> f32 {
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

/// Returns whether two lines are on one page and in one column.
fn is_one_place(one: &TextLine, other: &TextLine) -> bool {
    (one.page, one.region) == (other.page, other.region)
}

/// Returns whether a line ends with the end of a sentence or a clause.
fn ends_sentence(line: &TextLine) -> bool {
    line.text.ends_with(is_stop)
}

/// Returns whether a line ends in the middle of a sentence, as headings do not.
fn ends_open(line: &TextLine) -> bool {
    line.text.ends_with(['、', '，', ',', '（', '《', '“', '第', '和', '与', '至'])
}

/// Returns whether `text` starts like a numbered heading: 一、 （一） 1. ① 第一章.
fn is_numbered(text: &str) -> bool {
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
fn is_date(text: &str) -> bool {
    let is_figure = |character: char| {
        character.is_ascii_digit() || "〇○零一二三四五六七八九十年月日".contains(character)
    };
    let mut characters = text.chars().map(without_radical);
    characters.all(is_figure) && text.contains('年')
}

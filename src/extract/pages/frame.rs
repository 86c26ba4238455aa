//! The frame of a report's text: its edges, its leading, and how paragraphs are marked.

use super::line::{LineKind, TextLine, most_common_size};
use super::line_text::ends_sentence;

/// What the lines of a report have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The size of most text.
    pub(super) size: f32,
    /// The left edge of lines that are not indented.
    pub(super) left: f32,
    /// The right edge of full lines.
    pub(super) right: f32,
    /// The distance between baselines in a paragraph.
    pub(super) leading: f32,
    /// How paragraphs are marked.
    pub(super) style: Style,
}

/// How the starts of paragraphs are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// First lines are indented.
    Indented,
    /// The space between paragraphs is larger than between lines.
    Spaced,
    /// Only by short last lines.
    Plain,
}

impl Frame {
    /// Measures `pages`. Pages of the same width share a frame, or have one for odd and one for
    /// even pages if their margins differ.
    pub(super) fn measure_pages(pages: &[Vec<TextLine>], areas: &[[f32; 4]]) -> Vec<Self> {
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
    pub(super) fn is_spaced(&self, last: &TextLine, line: &TextLine) -> bool {
        if !is_one_place(last, line) {
            return false;
        }
        let step = last.base - line.base;
        let most = if self.style == Style::Spaced { 1.2 } else { 1.45 };
        step <= 0.0 || step > most * self.leading * (line.size / self.size).max(1.0)
    }

    /// Returns whether a line is centred, with space on both sides.
    pub(super) fn is_centred(&self, line: &TextLine) -> bool {
        let (before, behind) = (line.left - self.left, self.right - line.right);
        // A first line that ends a little early has as much space on both sides as its indent.
        let least = if line.size > self.size + 0.9 { 0.5 } else { 3.2 } * self.size;
        before > least && behind > least && (before - behind).abs() < 2.2 * self.size
    }
}

/// Returns whether two lines are on one page and in one column.
pub(super) fn is_one_place(one: &TextLine, other: &TextLine) -> bool {
    (one.page, one.region) == (other.page, other.region)
}

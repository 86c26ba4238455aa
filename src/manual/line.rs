//! Text of a chapter on its way to lines of a terminal.

use std::fmt::Write as _;
use std::ops::Range;

use super::markdown::{Form, Span};
use crate::present::{BOLD, CODE, Style, least_width, lines};

/// Text of one line, not yet broken, with the weight and colour of its parts.
#[derive(Clone)]
pub(super) struct Line {
    style: Style,
    pub(super) text: String,
    looks: Vec<(Range<usize>, &'static str)>,
    /// What does not break: code and addresses.
    kept: Vec<Range<usize>>,
}

impl Line {
    pub(super) fn new(style: Style, spans: &[Span]) -> Self {
        let mut line = Self { style, text: String::new(), looks: Vec::new(), kept: Vec::new() };
        for span in spans {
            let start = line.text.len();
            match &span.form {
                // Without colour its marks say that it is code.
                Form::Code if !style.colour => line.text.extend(["`", &span.text, "`"]),
                _ => line.text += &span.text,
            }
            let range = start..line.text.len();
            match &span.form {
                Form::Code => {
                    line.kept.push(range.clone());
                    line.looks.push((range, CODE));
                }
                _ if span.is_bold => line.looks.push((range, BOLD)),
                _ => {}
            }
            if let Form::Link(address) = &span.form
                && address.starts_with("http")
            {
                let open = style.pick(" (", "（");
                let start = line.text.len() + open.len();
                let _ = write!(line.text, "{open}{address}{}", style.pick(")", "）"));
                line.kept.push(start..start + address.len());
            }
        }
        line
    }

    /// Makes all of it bold.
    pub(super) fn bold(mut self) -> Self {
        self.looks = vec![(0..self.text.len(), BOLD)];
        self
    }

    /// Returns the two as one line.
    pub(super) fn followed_by(mut self, between: &str, other: &Self) -> Self {
        self.text += between;
        let start = self.text.len();
        let moved = |range: &Range<usize>| range.start + start..range.end + start;
        self.text += &other.text;
        self.looks.extend(other.looks.iter().map(|(range, look)| (moved(range), *look)));
        self.kept.extend(other.kept.iter().map(moved));
        self
    }

    /// Breaks it into lines of at most `width` cells, each with its width.
    pub(super) fn broken(&self, width: usize) -> Vec<(String, usize)> {
        let lines = lines(&self.text, width, &self.unbroken(width));
        let lines = lines.into_iter().map(|line| {
            let cells = Style::cells(self.text.get(line.clone()).unwrap_or_default());
            (self.painted(line), cells)
        });
        lines.collect()
    }

    /// Returns the width of its widest part that does not break in lines of this width.
    pub(super) fn least(&self, width: usize) -> usize {
        least_width(&self.text, &self.unbroken(width))
    }

    /// Returns the parts that do not break in lines of this width. Code that is longer than half a line
    /// breaks at its blanks, and anywhere if it has none.
    fn unbroken(&self, width: usize) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        for range in &self.kept {
            let code = self.text.get(range.clone()).unwrap_or_default();
            let words = if Style::cells(code) <= width / 2 { vec![code] } else { words(code) };
            let mut start = range.start;
            for word in words {
                let end = start + word.len();
                if Style::cells(word.trim_end()) <= width {
                    parts.push(start..end);
                }
                start = end;
            }
        }
        parts
    }

    /// Breaks it into lines that begin with an indent.
    pub(super) fn hanging(&self, width: usize, first: &str, further: &str) -> Vec<String> {
        let lines = self.broken(width - further.len()).into_iter().enumerate();
        lines
            .map(|(at, (line, _))| [if at == 0 { first } else { further }, &line].concat())
            .collect()
    }

    /// Returns a part of its text with weight and colour.
    fn painted(&self, part: Range<usize>) -> String {
        let mut painted = String::new();
        let mut from = part.start;
        let text = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        for (range, look) in &self.looks {
            let (start, end) = (range.start.max(part.start), range.end.min(part.end));
            if start < end {
                painted += text(from..start);
                painted += &self.style.wrap(look, text(start..end));
                from = end;
            }
        }
        painted + text(from..part.end)
    }
}

/// Returns the words of code, each with the blank behind it.
fn words(code: &str) -> Vec<&str> {
    code.split_inclusive(' ').collect()
}

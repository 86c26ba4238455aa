//! The stretches of a report that are searched for facts.

use super::normalized::Normalized;

/// The number of characters of the beginning that are read.
const HEAD: usize = 1500;

/// The number of characters of the end that are read.
const TAIL: usize = 600;

/// The number of characters after the beginning that are read if beginning and end do not say who
/// reports.
const MORE: usize = 6000;

/// A report's body, its beginning and its end.
pub(super) struct ReportText<'b> {
    pub(super) body: &'b str,
    pub(super) head: Normalized,
    /// The end. It overlaps the beginning if the report is short.
    pub(super) tail: Normalized,
    /// The bytes where the beginning ends and the end begins.
    head_end: usize,
    tail_start: usize,
}

impl<'b> ReportText<'b> {
    /// Cuts the beginning and the end of `body`.
    pub(super) fn new(body: &'b str) -> Self {
        let head_end = head_end(body);
        let trimmed = body.trim_end();
        let tail_start = trimmed.char_indices().rev().nth(TAIL - 1).map_or(0, |(at, _)| at);
        Self {
            body,
            head: Normalized::new(body, 0, HEAD),
            tail: Normalized::new(body, tail_start, TAIL),
            head_end,
            tail_start,
        }
    }

    /// Returns the beginning and the end as they are written.
    pub(super) fn written_ends(&self) -> [&'b str; 2] {
        [self.body.split_at(self.head_end).0, self.body.split_at(self.tail_start).1]
    }

    /// Returns the beginning, and the end without what is in the beginning of a short report too.
    pub(super) fn into_separate_ends(self) -> [Normalized; 2] {
        let overlaps = self.tail_start < self.head_end;
        let tail =
            if overlaps { Normalized::new(self.body, self.head_end, TAIL) } else { self.tail };
        [self.head, tail]
    }
}

/// Returns what follows the beginning of `body`; `None` if nothing does.
pub(super) fn after_head(body: &str) -> Option<Normalized> {
    let start = head_end(body);
    (start < body.len()).then(|| Normalized::new(body, start, MORE))
}

/// Returns the byte where the beginning of `body` ends.
fn head_end(body: &str) -> usize {
    body.char_indices().nth(HEAD).map_or(body.len(), |(at, _)| at)
}

//! What is different between a quotation and the text that it was taken from.
//!
//! White space says nothing, except that the end of a paragraph was left out. Quotation marks of another
//! kind are the same: inside a quotation “三项制度” becomes ‘三项制度’.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::bare::Bare;
use crate::report::named::named;
use crate::text::{cut, fold_each, is_han};

named! {
    /// What kind of difference it is.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum ChangeKind {
        /// Other words or figures.
        Words => "words", "words", "字词";
        /// Other marks.
        Marks => "marks", "marks", "标点";
        /// Traditional characters for simplified ones, or the reverse.
        Script => "script", "script", "简繁";
        /// Full width for half width, or the reverse, or another form of the same character.
        Width => "width", "width", "全半角";
        /// Other letter case.
        Case => "case", "letter case", "大小写";
        /// Its parts stand there in another order.
        Order => "order", "order of the parts", "次序";
        /// The end of a paragraph was left out.
        Paragraph => "paragraph", "paragraph", "分段";
    }
}

/// A difference between a quotation and its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What kind it is.
    pub kind: ChangeKind,
    /// The characters of the quotation before it.
    pub before: String,
    /// What the quotation has; may be empty.
    pub quoted: String,
    /// What the report has; may be empty.
    pub written: String,
}

/// Stretches of a quotation and of a report that have the same characters without marks.
pub(super) type Run = (Range<usize>, Range<usize>);

/// A quotation and the text that it is compared with.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) quoted: (&'a str, &'a Bare),
    pub(super) written: (&'a str, &'a Bare),
}

impl Pair<'_> {
    /// Returns the differences: those inside the runs, and the words between them. The runs are in order;
    /// with `is_whole` they are all of the quotation, so that the marks at its ends count.
    pub(super) fn changes(self, runs: &[Run], is_whole: bool) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut last: Option<&Run> = None;
        for run in runs {
            if let Some(last) = last {
                let (quoted, written) = (last.0.end..run.0.start, last.1.end..run.1.start);
                if quoted.is_empty() && written.is_empty() {
                    self.gap(quoted.start, written.start, &mut changes);
                } else {
                    self.words(&quoted, &written, &mut changes);
                }
            }
            self.inside(run, &mut changes);
            last = Some(run);
        }
        if let (true, Some(first), Some(last)) = (is_whole, runs.first(), last) {
            self.ends(first, last, &mut changes);
        }
        changes
    }

    /// Adds the differences inside a run.
    fn inside(self, (quoted, written): &Run, changes: &mut Vec<Change>) {
        let mut differing: Option<(Range<usize>, Range<usize>)> = None;
        for (at, of) in quoted.clone().zip(written.clone()) {
            let is_same = cut(self.quoted.0, self.quoted.1.origin(at))
                == cut(self.written.0, self.written.1.origin(of));
            if !is_same {
                let (from, to) = differing.as_ref().map_or((at, of), |it| (it.0.start, it.1.start));
                differing = Some((from..at + 1, to..of + 1));
            }
            let is_last = at + 1 == quoted.end;
            if let Some((quoted, written)) = differing.take_if(|_| is_same || is_last) {
                self.forms(&quoted, &written, changes);
            }
            if !is_last {
                self.gap(at + 1, of + 1, changes);
            }
        }
    }

    /// Adds characters that differ only in their form.
    fn forms(self, quoted: &Range<usize>, written: &Range<usize>, changes: &mut Vec<Change>) {
        let shown = |(text, bare): (&str, &Bare), range| cut(text, bare.bytes(range)).to_owned();
        let (quoted_text, written) = (shown(self.quoted, quoted), shown(self.written, written));
        let kind = if quoted_text.chars().any(is_han) {
            ChangeKind::Script
        } else if quoted_text.to_lowercase() == written.to_lowercase() {
            ChangeKind::Case
        } else {
            ChangeKind::Width
        };
        self.add(kind, self.quoted.1.origin(quoted.start).start, &quoted_text, &written, changes);
    }

    /// Adds the words between two runs.
    fn words(self, quoted: &Range<usize>, written: &Range<usize>, changes: &mut Vec<Change>) {
        let shown = |(text, bare): (&str, &Bare), range: &Range<usize>| {
            if range.is_empty() { String::new() } else { cut(text, bare.bytes(range)).to_owned() }
        };
        let at = match quoted.start.checked_sub(1) {
            Some(before) => self.quoted.1.origin(before).end,
            None => 0,
        };
        let (quoted, written) = (shown(self.quoted, quoted), shown(self.written, written));
        self.add(ChangeKind::Words, at, &quoted, &written, changes);
    }

    /// Adds the difference between what stands before a character of the quotation and what stands before
    /// one of the report.
    fn gap(self, at: usize, of: usize, changes: &mut Vec<Change>) {
        let between = |(text, bare): (&str, &Bare), at: usize| {
            let (from, to) = (bare.origin(at.saturating_sub(1)).end, bare.origin(at).start);
            (from, text.get(from..to).unwrap_or_default().to_owned())
        };
        let (place, quoted) = between(self.quoted, at);
        let (_, written) = between(self.written, of);
        if same_marks(&quoted) == same_marks(&written) {
            if written.contains('\n') && !quoted.contains(['\n', ' ', '\u{3000}']) {
                self.add(ChangeKind::Paragraph, place, "", "\n", changes);
            }
            return;
        }
        let kind = if half_width(&quoted) == half_width(&written) {
            ChangeKind::Width
        } else {
            ChangeKind::Marks
        };
        self.add(kind, place, quoted.trim(), written.trim(), changes);
    }

    /// Adds the difference between the marks at the ends of the quotation and those of the report.
    fn ends(self, first: &Run, last: &Run, changes: &mut Vec<Change>) {
        let (quoted, written) = (self.quoted, self.written);
        let lead = cut(quoted.0, ..quoted.1.origin(first.0.start).start);
        let before = match first.1.start.checked_sub(1) {
            Some(before) => written.1.origin(before).end,
            None => 0,
        };
        let before = cut(written.0, before..written.1.origin(first.1.start).start);
        if !same_marks(before).ends_with(&same_marks(lead)) {
            let (lead, before) = (lead.trim(), last_line(before));
            self.add(kind_of_marks(lead, before), 0, lead, before, changes);
        }
        let end = quoted.1.origin(last.0.end - 1).end;
        let tail = cut(quoted.0, end..);
        let from = written.1.origin(last.1.end - 1).end;
        let to = if last.1.end < written.1.len() {
            written.1.origin(last.1.end).start
        } else {
            written.0.len()
        };
        let behind = cut(written.0, from..to);
        if !same_marks(behind).starts_with(&same_marks(tail)) {
            let (tail, behind) = (tail.trim(), behind.trim().lines().next().unwrap_or_default());
            self.add(kind_of_marks(tail, behind), end, tail, behind, changes);
        }
    }

    fn add(
        self,
        kind: ChangeKind,
        at: usize,
        quoted: &str,
        written: &str,
        changes: &mut Vec<Change>,
    ) {
        /// The characters of the quotation that show where a change is.
        const CONTEXT: usize = 6;
        let before: Vec<char> = cut(self.quoted.0, ..at).chars().collect();
        let from = before.len().saturating_sub(CONTEXT);
        let before = before.get(from..).unwrap_or_default().iter().collect();
        let (quoted, written) = (quoted.to_owned(), written.to_owned());
        changes.push(Change { kind, before, quoted, written });
    }
}

fn kind_of_marks(quoted: &str, written: &str) -> ChangeKind {
    if half_width(written).contains(&half_width(quoted)) {
        ChangeKind::Width
    } else {
        ChangeKind::Marks
    }
}

fn last_line(text: &str) -> &str {
    text.trim().rsplit('\n').next().unwrap_or_default()
}

/// Returns marks without white space, with one quotation mark for all kinds.
fn same_marks(marks: &str) -> String {
    let marks = marks.chars().filter(|it| !it.is_whitespace());
    marks.map(|it| if "“”‘’「」『』\"'＂＇".contains(it) { '"' } else { it }).collect()
}

/// Returns marks in half width; those that folding ignores stay as they are.
fn half_width(marks: &str) -> String {
    let mut out = String::new();
    for mark in same_marks(marks).chars() {
        let before = out.len();
        fold_each(mark.encode_utf8(&mut [0; 4]), |folded, _| out.push(folded));
        if out.len() == before {
            out.push(mark);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the differences of a quotation that stands in a text, on one line.
    fn changes(quotation: &str, text: &str) -> String {
        let (quoted, written) = (Bare::new(quotation), Bare::new(text));
        let place = written.places(&quoted).remove(0);
        let pair = Pair { quoted: (quotation, &quoted), written: (text, &written) };
        let changes = pair.changes(&[(0..quoted.len(), place)], true);
        let shown = changes.iter().map(|it| {
            let Change { kind, before, quoted, written } = it;
            format!("{} {before}[{quoted}→{written}]", kind.key())
        });
        shown.collect::<Vec<_>>().join("; ").replace('\n', "⏎")
    }

    #[test]
    fn what_was_changed_is_said_with_its_kind() {
        for (quotation, text, expected) in [
            ("落实三项制度，全县推进", "一、落实三项制度，全县推进。", ""),
            ("落实‘三项’制度", "落实“三项”制度", ""),
            ("落实「三项」制度", "落实“三项”制度", ""),
            ("落实三项制度", "落实“三项”制度", "marks 落实[→“]; marks 落实三项[→”]"),
            ("落实三项制度；全县推进", "落实三项制度，全县推进", "marks 落实三项制度[；→，]"),
            ("落实三项制度,全县推进", "落实三项制度，全县推进", "width 落实三项制度[,→，]"),
            ("行政執法與監督", "行政执法与监督", "script 行政[執→执]; script 行政執法[與監→与监]"),
            ("共１２件", "共12件", "width 共[１２→12]"),
            ("ＬＥＤ屏", "LED屏", "width [ＬＥＤ→LED]"),
            ("led屏", "LED屏", "case [led→LED]"),
            ("推进制度。二是聘请顾问", "推进制度。\n二是聘请顾问", "paragraph 推进制度[→⏎]"),
            ("推进制度。\n二是聘请顾问", "推进制度。\n二是聘请顾问", ""),
            ("推进\n制度", "推进制度", ""),
            ("落实三项制度。", "落实三项制度，全县", "marks 落实三项制度[。→，]"),
            ("落实三项制度。", "落实三项制度。\n二、", ""),
            ("（一）落实三项制度", "一、概况\n（一）落实三项制度", ""),
            ("10m²", "10㎡", "width 10[m²→㎡]"),
        ] {
            assert_eq!(changes(quotation, text), expected, "{quotation} in {text}");
        }
    }
}

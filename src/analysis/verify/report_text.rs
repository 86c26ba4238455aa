//! The text of a report, to find quotations in.

use std::ops::Range;

use super::align::{can_align, common_runs, longest_run};
use super::bare::Bare;
use super::changes::{Change, ChangeKind, Pair, Run};
use crate::analysis::reports::ReportRow;
use crate::analysis::show::ShownReport;
use crate::report::{PageStarts, Part};
use crate::search::ReportView;
use crate::text::cut;

/// The text of a report.
pub(super) struct ReportText {
    pub(super) view: ReportView,
    text: String,
    bare: Bare,
    /// The byte of the text at which each section begins, its headings and its part.
    sections: Vec<(usize, Vec<String>, Part)>,
    /// Where pages begin in the text.
    pages: PageStarts,
}

/// A part of a quotation: what stands between two ellipses.
pub(super) struct QuotedPart {
    text: String,
    pub(super) bare: Bare,
}

/// Where a quotation stands in a report, and what is different there.
pub(super) struct Place {
    pub(super) heading_path: Vec<String>,
    pub(super) part: Option<Part>,
    /// Its first and last page.
    pub(super) pages: Option<[u32; 2]>,
    /// What the report has there.
    pub(super) written: String,
    pub(super) changes: Vec<Change>,
    /// The number of characters without marks that are the same.
    pub(super) same: usize,
    /// The longest stretch that is the same, as the quotation has it.
    pub(super) longest: String,
    /// The length of that stretch, without marks.
    pub(super) longest_length: usize,
    /// Whether the rest of the quotation was compared too.
    pub(super) is_aligned: bool,
}

/// A way in which all parts stand in a report: its length, the number of its differences, the places, and
/// the differences.
type Candidate = (usize, usize, Vec<Range<usize>>, Vec<Change>);

impl QuotedPart {
    pub(super) fn new(text: &str) -> Self {
        Self { bare: Bare::new(text), text: text.to_owned() }
    }
}

impl ReportText {
    /// Returns the text of a report.
    pub(super) fn new(shown: &ShownReport) -> Self {
        let (mut text, mut sections) = (String::new(), Vec::with_capacity(shown.sections.len()));
        let mut pages = PageStarts::default();
        for section in &shown.sections {
            sections.push((text.len(), section.heading_path.clone(), section.part));
            pages.append(text.len(), &section.pages);
            text.push_str(&section.text);
        }
        let (bare, view) = (Bare::new(&text), view(&shown.report));
        Self { view, text, bare, sections, pages }
    }

    /// Returns whether the report has this title.
    pub(super) fn has_title(&self, title: &Bare) -> bool {
        let own = self.view.title.as_deref().map(Bare::new);
        own.is_some_and(|own| own.characters == title.characters)
    }

    /// Returns where all parts stand, one behind the other: the stretch that is shortest, and of several
    /// the one with the fewest differences.
    pub(super) fn find(&self, parts: &[QuotedPart]) -> Option<Place> {
        let (first, rest) = parts.split_first()?;
        let mut best: Option<Candidate> = None;
        for start in self.bare.places(&first.bare) {
            let mut places = vec![start];
            for part in rest {
                let from = places.last().map_or(0, |last| last.end);
                let next = self.bare.places(&part.bare).into_iter().find(|it| it.start >= from);
                places.extend(next);
            }
            if places.len() < parts.len() {
                break;
            }
            let span = places.last()?.end - places.first()?.start;
            let changes = self.changes(parts, &places);
            let rank = (changes.len(), span);
            if best.as_ref().is_none_or(|(count, length, ..)| rank < (*count, *length)) {
                best = Some((changes.len(), span, places, changes));
            }
        }
        let (.., places, changes) = best?;
        let written = places.iter().map(|it| self.with_marks(self.bare.bytes(it)));
        let written = written.collect::<Vec<_>>().join("……");
        let same = parts.iter().map(|part| part.bare.len()).sum();
        let place = self.place(places.first()?.start..places.last()?.end, written, changes);
        Some(Place { same, longest_length: same, ..place })
    }

    /// Returns a stretch of the text with the marks around it of which it has one half.
    fn with_marks(&self, bytes: Range<usize>) -> &str {
        const PAIRS: [(char, char); 6] =
            [('“', '”'), ('‘', '’'), ('《', '》'), ('（', '）'), ('「', '」'), ('【', '】')];
        let Range { mut start, mut end } = bytes;
        for (open, close) in PAIRS {
            let count = |mark: char| cut(&self.text, start..end).matches(mark).count();
            let (opened, closed) = (count(open), count(close));
            if opened > closed && cut(&self.text, end..).starts_with(close) {
                end += close.len_utf8();
            }
            if closed > opened && cut(&self.text, ..start).ends_with(open) {
                start -= open.len_utf8();
            }
        }
        cut(&self.text, start..end)
    }

    fn changes(&self, parts: &[QuotedPart], places: &[Range<usize>]) -> Vec<Change> {
        let of_part = |(part, place): (&QuotedPart, &Range<usize>)| {
            self.pair(part).changes(&[(0..part.bare.len(), place.clone())], true)
        };
        parts.iter().zip(places).flat_map(of_part).collect()
    }

    fn pair<'a>(&'a self, part: &'a QuotedPart) -> Pair<'a> {
        Pair { quoted: (&part.text, &part.bare), written: (&self.text, &self.bare) }
    }

    /// Returns what of the parts stands in the report, if it is at least `least` characters in one
    /// stretch.
    pub(super) fn find_partly(&self, parts: &[QuotedPart], least: usize) -> Option<Place> {
        let longest = |part: &QuotedPart| longest_run(&part.bare.characters, &self.bare.characters);
        let longest: Vec<Option<Run>> = parts.iter().map(longest).collect();
        let length = |run: &Option<Run>| run.as_ref().map_or(0, |run| run.0.len());
        let (best, run) =
            (0..).zip(&longest).max_by_key(|(at, run)| (length(run), usize::MAX - at))?;
        let (best_part, best_run): (&QuotedPart, &Run) = (parts.get(best)?, run.as_ref()?);
        if best_run.0.len() < least {
            return None;
        }
        let (mut same, mut changes, mut written) = (0, Vec::new(), Vec::new());
        for (part, run) in parts.iter().zip(&longest) {
            let Some(run) = run.as_ref().filter(|run| run.0.len() >= least.min(part.bare.len()))
            else {
                changes.push(missing(part));
                continue;
            };
            let runs = common_runs(&part.bare.characters, &self.bare.characters, run);
            same += runs.iter().map(|run| run.0.len()).sum::<usize>();
            changes.extend(self.pair(part).changes(&runs, false));
            // What was not compared is neither left out nor added.
            if can_align(&part.bare.characters) {
                changes.extend(outside(part, &runs));
            }
            let span = runs.first()?.1.start..runs.last()?.1.end;
            written.push(cut(&self.text, self.bare.bytes(&span)));
        }
        let is_aligned = parts.iter().all(|part| can_align(&part.bare.characters));
        if changes.is_empty() && is_aligned {
            // All of them stand in the report, and not one behind the other.
            let [before, quoted, written] = Default::default();
            changes.push(Change { kind: ChangeKind::Order, before, quoted, written });
        }
        let place = self.place(best_run.1.clone(), written.join("……"), changes);
        let longest = cut(&best_part.text, best_part.bare.bytes(&best_run.0)).to_owned();
        let longest_length = best_run.0.len();
        Some(Place { same, longest, longest_length, is_aligned, ..place })
    }

    /// Returns the place of the characters without marks `within` the text.
    fn place(&self, within: Range<usize>, written: String, changes: Vec<Change>) -> Place {
        let bytes = self.bare.bytes(&within);
        let byte = bytes.start;
        let at = self.sections.partition_point(|(begin, ..)| *begin <= byte).checked_sub(1);
        let section = at.and_then(|at| self.sections.get(at));
        Place {
            heading_path: section.map(|(_, headings, _)| headings.clone()).unwrap_or_default(),
            part: section.map(|(.., part)| *part),
            pages: self.pages.pages_of(bytes),
            written,
            changes,
            same: 0,
            longest: String::new(),
            longest_length: 0,
            is_aligned: true,
        }
    }
}

fn view(report: &ReportRow) -> ReportView {
    let facts = &report.facts;
    ReportView {
        id: report.id.clone(),
        path: report.path.clone(),
        title: facts.title.clone(),
        agency: facts.agency.clone(),
        year: facts.year,
        kind: facts.kind,
        date: facts.date,
        published: facts.published,
        url: facts.url.clone(),
        region: facts.region.clone(),
    }
}

/// Returns that a part does not stand in the report.
fn missing(part: &QuotedPart) -> Change {
    let (before, quoted, written) = (String::new(), part.text.clone(), String::new());
    Change { kind: ChangeKind::Words, before, quoted, written }
}

/// Returns what of a part stands before its first and behind its last stretch that the report has.
fn outside(part: &QuotedPart, runs: &[Run]) -> Vec<Change> {
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else { return Vec::new() };
    let mut outside = Vec::new();
    for range in [0..first.0.start, last.0.end..part.bare.len()] {
        if range.is_empty() {
            continue;
        }
        let before = match range.start {
            0 => 0..0,
            start => start.saturating_sub(6).max(last.0.start)..start,
        };
        let shown = |range: &Range<usize>| {
            if range.is_empty() {
                String::new()
            } else {
                cut(&part.text, part.bare.bytes(range)).to_owned()
            }
        };
        let (before, quoted) = (shown(&before), shown(&range));
        outside.push(Change { kind: ChangeKind::Words, before, quoted, written: String::new() });
    }
    outside
}

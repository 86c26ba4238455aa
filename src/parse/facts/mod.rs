//! The facts of a report: its title, agency, region, year and the day it was signed.
//!
//! - `view`: a stretch of the text as it is searched, with a way back to the text
//! - `simplify`: traditional characters of names
//! - `kinds`: what an agency does; 卫健委 is 卫生健康委员会
//! - `names`, `whole`: names of agencies in running text, and on lines of their own
//! - `date`: days and years as they are written
//! - `title`, `signoff`: the first lines and the last
//! - `agency`, `place`, `year`: what follows from all of it
//!
//! The search reads the first 1,500 characters, the last 600, and the path; only where they do not
//! tell who reports from where does it read on. A fact that cannot be told leaves a note.

mod agency;
mod date;
mod kinds;
mod names;
mod place;
mod signoff;
mod simplify;
mod title;
mod view;
mod whole;
mod year;

use std::ops::Range;

use crate::extract::PageFacts;
use crate::region::{Choice, Evidence, Gazetteer, Named, NodeId, chain_readings};
use crate::report::{Agency, Certainty, Date, Facts, Note, Source, Sourced, Year};
use crate::text::numerals::digits;
use agency::Candidate;
use names::{Scan, scan};
use place::PathPlaces;
use view::View;

/// Characters of the beginning that are read.
const HEAD: usize = 1500;

/// Characters of the end that are read.
const TAIL: usize = 600;

/// Characters after the beginning that are read where it does not tell enough.
const MORE: usize = 6000;

/// What was found out about a report.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The facts.
    pub facts: Facts,
    /// What could not be told.
    pub notes: Vec<Note>,
    /// The bytes of the body that are the lines of the title; empty where there is none.
    pub title: Range<usize>,
}

/// Finds the facts of a report in its cleaned text, in what the page it was saved from says beside
/// it, and in its path, relative to the indexed folder with `/` between its parts.
///
/// ```
/// use chabao::parse::facts::facts;
/// # use chabao::extract::PageFacts;
/// let text = "卢氏县卫健委关于2024年法治政府建设情况的报告\n我委认真工作。\n";
/// let found = facts(text, &PageFacts::default(), "1.txt");
/// assert_eq!(found.facts.agency.unwrap().value.canonical, "卢氏县卫生健康委员会");
/// assert_eq!(found.facts.region.unwrap().value.to_string(), "河南省 › 三门峡市 › 卢氏县");
/// assert_eq!(found.facts.year.unwrap().value.get(), 2024);
/// ```
#[must_use]
pub fn facts(body: &str, _page: &PageFacts, path: &str) -> Found {
    let head = View::new(body, 0, HEAD);
    let tail = View::new(body, start_of_tail(body), TAIL);
    let title = title::find(&head, body);
    let (title_end, first_line) =
        title.as_ref().map_or((0, 0), |title| (title.body.end, title.lines.end));
    let signed = signoff::find(&tail, body, title_end);
    let date = signed.date.map(|date| Sourced::stated(date, Source::SignOff)).or_else(|| {
        let in_head = signoff::date_in_head(&head, first_line)?;
        Some(Sourced::stated(in_head, Source::Opening))
    });

    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let file = parts.pop().unwrap_or_default();
    let file = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let year = year::find(&year::Evidence {
        title: title.as_ref().map(|title| title.folded.as_str()),
        head: &head,
        first_line,
        tail: &tail,
        file,
        folders: &parts,
        signed: date.as_ref().map(|date| date.value),
    });
    parts.push(file);

    let mut texts = Texts::new(body, head, tail);
    let from = texts.views.first().map_or(0, |view| line_start(view, first_line));
    let path = PathPlaces::new(&parts);
    let known_year = year.as_ref().ok().map(|year| year.value);
    let mut chosen = texts.choose(title.as_ref(), signed, from);
    let mut place = texts.place(chosen.as_ref(), &path, known_year);
    if place.choice == Choice::None
        && chosen.as_ref().is_none_or(|found| !found.name.is_placed())
        && texts.read_on(body)
    {
        let signed = signoff::find(&texts.views[1], body, title_end);
        chosen = texts.choose(title.as_ref(), signed, from);
        place = texts.place(chosen.as_ref(), &path, known_year);
    }
    if chosen.is_none() {
        chosen = agency::in_file_name(file);
        if let Some(in_name) = &chosen {
            place = texts.place(Some(in_name), &path, known_year);
            if in_name.name.places.is_empty()
                && !in_name.name.anonymised
                && in_name.name.level.is_none()
                && !in_name.name.is_national()
            {
                place = texts.place(None, &path, known_year);
            }
        }
    }

    let mut notes = Vec::new();
    if title.is_none() {
        notes.push(Note::NoTitle);
    }
    let wording: Vec<&str> = texts.views.iter().map(|view| view.text.as_str()).collect();
    let node = match &place.choice {
        Choice::One(node) => Some(*node),
        Choice::None | Choice::Several(_) => None,
    };
    let agency = chosen.as_ref().map(|found| Sourced {
        value: agency::written_out(found, node, &wording),
        source: found.source,
        certainty: if found.name.kind.len == 0 { Certainty::Inferred } else { found.certainty },
    });
    notes.extend(agency_note(
        chosen.as_ref(),
        agency.as_ref().map(|agency| &agency.value.as_written),
    ));
    notes.extend(region_note(chosen.as_ref(), &place.choice));
    let region = node.map(|node| Sourced {
        value: Gazetteer::shared().region(node),
        source: place.source,
        certainty: place.certainty,
    });
    let year = year.map_err(|note| notes.push(note)).ok();
    Found {
        title: title.as_ref().map_or(0..0, |title| title.body.clone()),
        facts: Facts {
            title: title.map(|title| Sourced::stated(title.shown(), Source::Title)),
            agency,
            region,
            year,
            date,
            ..Facts::default()
        },
        notes,
    }
}

/// An agency's name that a user gives, and the divisions it may sit in.
pub(super) struct Given {
    candidate: Candidate,
    /// The divisions that the name speaks of; empty where it names no place.
    pub(super) nodes: Vec<NodeId>,
}

impl Given {
    /// Reads `name`; `None` where it does not look like an agency's name.
    pub(super) fn new(name: &str) -> Option<Self> {
        let candidate = agency::given(name)?;
        let places = &candidate.name.places;
        let chain: Vec<&[Named]> = places.iter().map(|place| place.readings).collect();
        let nodes = match Evidence::default().choose(&chain_readings(&chain), None) {
            Choice::None => Vec::new(),
            Choice::One(node) => vec![node],
            Choice::Several(nodes) => nodes,
        };
        Some(Self { candidate, nodes })
    }

    /// Returns whether this is an agency of the central government.
    pub(super) fn is_national(&self) -> bool {
        self.candidate.name.is_national()
    }

    /// Returns the agency, its places in full where `node` is known.
    pub(super) fn agency(&self, node: Option<NodeId>) -> Agency {
        agency::written_out(&self.candidate, node, &[])
    }
}

/// Returns the byte where the last [`TAIL`] characters of `body` begin.
fn start_of_tail(body: &str) -> usize {
    let trimmed = body.trim_end();
    trimmed.char_indices().rev().nth(TAIL - 1).map_or(0, |(at, _)| at)
}

/// Returns the byte where line `line` of `view` begins.
fn line_start(view: &View, line: usize) -> usize {
    view.lines().get(line).map_or(view.text.len(), |range| range.start)
}

/// Reads a year that a user gives: 2023, 2023年度, 二〇二三年.
pub(super) fn given_year(text: &str) -> Option<Year> {
    let bare = text.trim().trim_end_matches("度").trim_end_matches('年').trim();
    Year::new(u16::try_from(digits(bare)?).ok()?)
}

/// Reads a day that a user gives: 2023-12-18, 2023年12月18日.
pub(super) fn given_date(text: &str) -> Option<Date> {
    let view = View::new(text, 0, 40);
    let (range, date) = date::dates(&view.text).pop()?;
    (range == (0..view.text.trim_end().len())).then_some(date)
}

fn agency_note(chosen: Option<&Candidate>, written: Option<&String>) -> Option<Note> {
    match (chosen, written) {
        (Some(found), Some(name)) if found.name.anonymised => {
            Some(Note::Anonymised { name: name.clone() })
        }
        (Some(_), _) => None,
        (None, _) => Some(Note::NoAgency),
    }
}

/// Returns the note about a region that is not known; central and anonymised agencies have none.
fn region_note(chosen: Option<&Candidate>, choice: &Choice) -> Option<Note> {
    let gazetteer = Gazetteer::shared();
    let shown = |node: &NodeId| gazetteer.region(*node).to_string();
    match choice {
        Choice::One(_) => None,
        Choice::Several(nodes) => {
            Some(Note::AmbiguousRegion { candidates: nodes.iter().map(shown).collect() })
        }
        Choice::None => {
            let none =
                chosen.is_some_and(|found| found.name.anonymised || found.name.is_national());
            (!none).then_some(Note::NoRegion)
        }
    }
}

/// The stretches of a report that are read, and what they name.
struct Texts<'b> {
    body: &'b str,
    /// The beginning, the end, and what was read on.
    views: Vec<View>,
    scans: Vec<Scan>,
}

impl<'b> Texts<'b> {
    fn new(body: &'b str, head: View, tail: View) -> Self {
        let scans = vec![scan(&head.text), scan(&tail.text)];
        Self { body, views: vec![head, tail], scans }
    }

    /// Reads the part after the beginning; returns whether there is one.
    fn read_on(&mut self, body: &str) -> bool {
        let Some((start, _)) = body.char_indices().nth(HEAD) else { return false };
        let view = View::new(body, start, MORE);
        self.scans.push(scan(&view.text));
        self.views.push(view);
        true
    }

    /// Returns the agency that reports; `from` is the byte of the beginning after the title.
    fn choose(
        &self,
        title: Option<&title::Title>,
        signed: signoff::SignOff,
        from: usize,
    ) -> Option<Candidate> {
        let mentions: Vec<(&View, &[names::Mention])> = self
            .views
            .iter()
            .zip(&self.scans)
            .map(|(view, scan)| (view, &*scan.agencies))
            .collect();
        let candidates = agency::candidates(title, signed, &mentions, self.body);
        let head = self.views.first()?;
        let own = agency::own_form(&head.text);
        let places = self.scans.first().map(|scan| &*scan.places).unwrap_or_default();
        agency::choose(&candidates, own).or_else(|| {
            let government = || agency::government_in_opening(head, from, places, self.body);
            own.is_none().then(government).flatten()
        })
    }

    fn place(
        &self,
        chosen: Option<&Candidate>,
        path: &PathPlaces,
        year: Option<Year>,
    ) -> place::Found {
        let mut evidence = Evidence::default();
        for (view, scan) in self.views.iter().zip(&self.scans) {
            place::add_text(&mut evidence, view, &scan.places);
        }
        path.add(&mut evidence);
        let name = chosen.map(|found| (&found.name, found.source));
        let head = self.views.first().map(|head| head.text.as_str()).unwrap_or_default();
        place::find(name, head, &evidence, path, year)
    }
}

/// Returns the full forms that an agency's abbreviated name may stand for, what stands before it
/// kept; none where the name holds no abbreviation that is known.
///
/// ```
/// use chabao::parse::facts::written_out;
/// assert_eq!(written_out("卢氏县卫健委"), ["卢氏县卫生健康委员会"]);
/// assert!(written_out("卫生").is_empty());
/// ```
#[must_use]
pub fn written_out(name: &str) -> Vec<String> {
    let parts = name.char_indices().filter_map(|(at, _)| name.split_at_checked(at));
    let mut found = parts.filter_map(|(before, rest)| Some((before, rest, kinds::kind_at(rest)?)));
    let Some((before, rest, kind)) = found.next() else { return Vec::new() };
    let behind = rest.get(kind.len..).unwrap_or_default();
    kind.canonical.iter().map(|full| format!("{before}{full}{behind}")).collect()
}

#[cfg(test)]
mod tests;

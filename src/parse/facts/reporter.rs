//! Who reports, and from where: the agency and its region, found together.
//!
//! Each needs the other: the agency's name leads to the region, and what speaks for a region writes
//! out an agency that calls itself 市卫健委. Where the beginning and the end of a report do not tell,
//! more of it is read; where nothing does, the name of its file.

use std::ops::Range;

use super::agency::{self, Candidate};
use super::clues::Clues;
use super::header::HeaderLabel;
use super::normalized::Normalized;
use super::region::{self, PathPlaces, RegionEvidence, Sought};
use super::sign_off::Signer;
use super::title::Title;
use super::{HEAD, MORE};
use crate::agencies::{AgencyMention, FoundNames, find_names};
use crate::gazetteer::{Choice, Gazetteer, NodeId};
use crate::report::{Agency, Certainty, Fact, Note, Region, Source, Sourced, Year};

/// What is at hand beside the stretches of the text.
#[derive(Clone, Copy)]
pub(super) struct Sources<'b> {
    pub(super) body: &'b str,
    pub(super) labels: &'b [HeaderLabel],
    /// The title of the report and that of its page.
    pub(super) titles: [Option<&'b Title>; 2],
    pub(super) path: &'b PathPlaces<'b>,
    /// The bytes of the beginning that are the title; empty before the text where there is none.
    pub(super) title: &'b Range<usize>,
    pub(super) url: Option<&'b str>,
}

/// Who reports, and from where.
pub(super) struct Reporter<'b> {
    sources: Sources<'b>,
    /// The beginning, the end, and what was read on.
    views: Vec<Normalized>,
    scans: Vec<FoundNames>,
    candidates: Vec<Candidate>,
    evidence: RegionEvidence,
    chosen: Option<Candidate>,
    place: region::Found,
}

impl<'b> Reporter<'b> {
    /// Finds the agency and its region; `views` are the beginning and the end of the report, `file`
    /// the name of its file without its extension.
    pub(super) fn find(
        sources: Sources<'b>,
        views: [Normalized; 2],
        signer: Option<Signer>,
        file: &str,
        year: Option<Year>,
        hosts: &[NodeId],
    ) -> Self {
        let scans = views.iter().map(|view| find_names(&view.text)).collect();
        let mut who = Self {
            sources,
            views: views.into(),
            scans,
            candidates: Vec::new(),
            evidence: RegionEvidence::default(),
            chosen: None,
            place: region::Found::nowhere(),
        };
        who.weigh(signer.clone());
        who.settle(year, hosts);
        if who.place.choice == Choice::None
            && who.chosen.as_ref().is_none_or(|found| !found.name.is_placed())
            && who.read_on()
        {
            who.weigh(signer);
            who.settle(year, hosts);
        }
        if who.chosen.is_none()
            && let Some(named) = agency::in_file_name(file)
        {
            let name = &named.name;
            // A name that says nothing of where (卫健委) must not keep the path from saying it.
            let says = !name.places.is_empty()
                || name.anonymised
                || name.level.is_some()
                || name.is_national();
            who.place = who.place_of(Some(&named).filter(|_| says), year, hosts);
            who.chosen = Some(named);
        }
        who
    }

    /// Reads the part after the beginning; returns whether there is one.
    fn read_on(&mut self) -> bool {
        let body = self.sources.body;
        let Some((start, _)) = body.char_indices().nth(HEAD) else { return false };
        let view = Normalized::new(body, start, MORE);
        self.scans.push(find_names(&view.text));
        self.views.push(view);
        true
    }

    /// Collects what speaks for agencies and places.
    fn weigh(&mut self, signer: Option<Signer>) {
        let Sources { body, labels, titles, path, url, title } = self.sources;
        let mentions: Vec<(&Normalized, &[AgencyMention])> =
            self.views.iter().zip(&self.scans).map(|(view, it)| (view, &*it.agencies)).collect();
        self.candidates = agency::candidates(titles, signer, labels, &mentions, body, title);
        let mut evidence = RegionEvidence::default();
        for (view, scan) in self.views.iter().zip(&self.scans) {
            evidence.add_text(view, &scan.places);
        }
        evidence.add_labels(labels);
        path.add(&mut evidence);
        let texts: Vec<&str> = self.views.iter().map(|view| view.text.as_str()).collect();
        evidence.add_codes(&texts, labels, url);
        self.evidence = evidence;
    }

    /// Chooses the agency and its region.
    fn settle(&mut self, year: Option<Year>, hosts: &[NodeId]) {
        let head = self.views.first();
        let own = head.and_then(|head| agency::own_form(&head.text));
        let places = self.scans.first().map(|scan| &*scan.places).unwrap_or_default();
        let government = || {
            let Sources { title, body, .. } = self.sources;
            agency::government_in_opening(head?, title.end, places, body).filter(|_| own.is_none())
        };
        let chosen = agency::choose(&self.candidates, own).or_else(government);
        self.place = self.place_of(chosen.as_ref(), year, hosts);
        self.chosen = chosen;
    }

    fn place_of(
        &self,
        chosen: Option<&Candidate>,
        year: Option<Year>,
        hosts: &[NodeId],
    ) -> region::Found {
        // Where one name was hidden, nothing beside the text may uncover it.
        let hidden = self.candidates.iter().any(|found| found.name.anonymised);
        let hosts = if hidden { &[] } else { hosts };
        region::find(&Sought {
            name: chosen.map(|found| (&found.name, found.source)),
            text: self.views.first().map(|head| head.text.as_str()).unwrap_or_default(),
            evidence: &self.evidence,
            path: self.sources.path,
            year,
            hosts,
        })
    }

    fn node(&self) -> Option<NodeId> {
        match self.place.choice {
            Choice::One(node) => Some(node),
            Choice::None | Choice::Several(_) => None,
        }
    }

    /// Returns the agency.
    pub(super) fn agency(&self) -> Option<Sourced<Agency>> {
        let found = self.chosen.as_ref()?;
        let texts: Vec<&str> = self.views.iter().map(|view| view.text.as_str()).collect();
        let bare = found.name.office.len == 0;
        Some(Sourced {
            value: agency::written_out(found, self.node(), &texts),
            source: found.source,
            certainty: if bare { Certainty::Inferred } else { found.certainty },
        })
    }

    /// Returns the region.
    pub(super) fn region(&self) -> Option<Sourced<Region>> {
        let region::Found { source, certainty, .. } = self.place;
        let value = Gazetteer::shared().region(self.node()?);
        Some(Sourced { value, source, certainty })
    }

    /// Returns the notes about what is not known; central and anonymised agencies have no region.
    pub(super) fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        match self.agency() {
            Some(agency) if agency.value.anonymised => {
                notes.push(Note::Anonymised { name: agency.value.as_written });
            }
            Some(_) => {}
            None => notes.push(Note::NoAgency),
        }
        let none = |found: &Candidate| found.name.anonymised || found.name.is_national();
        match &self.place.choice {
            Choice::One(_) => {}
            Choice::Several(tied) => {
                let candidates = tied.iter().map(|node| shown(*node)).collect();
                notes.push(Note::AmbiguousRegion { candidates });
            }
            Choice::None if self.chosen.as_ref().is_some_and(none) => {}
            Choice::None => notes.push(Note::NoRegion),
        }
        notes
    }

    /// Notes what spoke for agencies and regions, for those that were not chosen too.
    pub(super) fn add_clues(&self, clues: &mut Clues, url: Option<&str>, hosts: &[NodeId]) {
        let agency = self.agency().map(|agency| agency.value.canonical);
        let found = self
            .chosen
            .iter()
            .filter(|found| self.candidates.iter().all(|other| other.place != found.place));
        for candidate in self.candidates.iter().chain(found) {
            let same =
                self.chosen.as_ref().filter(|it| agency::same_agency(&it.name, &candidate.name));
            let value = agency.as_ref().filter(|_| same.is_some()).unwrap_or(&candidate.folded);
            let place = (candidate.source, candidate.place.as_str());
            clues.add(Fact::Agency, value, place, candidate.weight, &candidate.quote);
        }
        let node = self.node();
        if let Some((found, node)) = self.chosen.as_ref().zip(node)
            && !found.name.places.is_empty()
        {
            let place = format!("agency in {}", found.place);
            let place = (found.source, place.as_str());
            clues.add(Fact::Region, shown(node), place, found.weight, &found.quote);
        }
        let gazetteer = Gazetteer::shared();
        for mention in &self.evidence.mentions {
            let chosen = node.filter(|node| mention.nodes.contains(node));
            // A place within the region says nothing against it.
            let within = |outer| mention.nodes.iter().all(|&it| gazetteer.is_within(it, outer));
            if chosen.is_none() && node.is_some_and(within) {
                continue;
            }
            let value = chosen.map_or_else(|| any_of(&mention.nodes), shown);
            let place = (mention.source, mention.place.as_str());
            clues.add(Fact::Region, value, place, mention.weight, &mention.quote);
        }
        let host = url.unwrap_or_default().split('/').nth(2).unwrap_or_default();
        for &named in hosts {
            clues.add(Fact::Region, shown(named), (Source::Metadata, "host"), 0.5, host);
        }
    }
}

fn shown(node: NodeId) -> String {
    Gazetteer::shared().region(node).to_string()
}

/// Returns the regions that a name may mean, three at most.
fn any_of(nodes: &[NodeId]) -> String {
    const MOST: usize = 3;
    let mut names: Vec<String> = nodes.iter().take(MOST).map(|node| shown(*node)).collect();
    names.extend((nodes.len() > MOST).then(|| "…".to_owned()));
    names.join(" or ")
}

//! Who reports, and from where: the agency and its region, found together.
//!
//! Each needs the other. The agency's name leads to the region, and the evidence for a region
//! completes the name of an agency that calls itself 市卫健委. If the beginning and the end of a
//! report are not enough, more of it is read, and at last the name of its file.

use super::agency::{self, AgencyCandidate, AgencySources};
use super::agency_in_full::in_full;
use super::clues::Clues;
use super::genre::Genre;
use super::header::Header;
use super::normalized::Normalized;
use super::path_places::PathPlaces;
use super::region::{self, RegionQuestion};
use super::region_evidence::RegionEvidence;
use super::report_text::after_head;
use super::sign_off::Signer;
use super::title::Title;
use crate::agencies::{FoundNames, find_names};
use crate::gazetteer::{Choice, Gazetteer, NodeId};
use crate::report::{Agency, Certainty, Fact, Note, Region, Source, Sourced, Year};

/// What is known in addition to the stretches of the text.
#[derive(Clone, Copy)]
pub(super) struct Sources<'b> {
    /// What the text is if it is about reports and none itself.
    pub(super) genre: Option<Genre>,
    pub(super) body: &'b str,
    pub(super) header: &'b Header,
    /// The title of the report and that of its page.
    pub(super) titles: [Option<&'b Title>; 2],
    pub(super) path: &'b PathPlaces<'b>,
    /// The name of the file without its extension.
    pub(super) file: &'b str,
    pub(super) url: Option<&'b str>,
    /// The divisions that the host of the address can be named after.
    pub(super) hosts: &'b [NodeId],
    pub(super) year: Option<Year>,
}

/// Who reports, and from where.
pub(super) struct Reporter<'b> {
    sources: Sources<'b>,
    /// The beginning, the end, and what was read after the beginning, with their names.
    stretches: Vec<(Normalized, FoundNames)>,
    candidates: Vec<AgencyCandidate>,
    evidence: RegionEvidence,
    chosen: Option<AgencyCandidate>,
    region: region::Found,
}

impl<'b> Reporter<'b> {
    /// Finds the agency and its region; `ends` are the beginning and the end of the report.
    pub(super) fn find(
        sources: Sources<'b>,
        ends: [Normalized; 2],
        signer: Option<Signer>,
    ) -> Self {
        let mut reporter = Self {
            sources,
            stretches: ends.map(with_names).into(),
            candidates: Vec::new(),
            evidence: RegionEvidence::default(),
            chosen: None,
            region: region::Found::nowhere(),
        };
        if let Some((head, names)) = reporter.stretches.first_mut() {
            names.agencies.extend(agency::own_bodies(head, sources.header.title_range.end));
        }
        reporter.collect(signer.clone());
        reporter.choose();
        let is_placed = reporter.chosen.as_ref().is_some_and(|found| found.name.is_placed());
        if reporter.region.choice == Choice::None
            && !is_placed
            && let Some(more) = after_head(sources.body)
        {
            reporter.stretches.push(with_names(more));
            reporter.collect(signer);
            reporter.choose();
        }
        if reporter.chosen.is_none()
            && sources.genre.is_none()
            && let Some(named) = agency::candidate_in_file_name(sources.file)
        {
            let name = &named.name;
            // A name that says nothing of where (卫健委) must not keep the path from saying it.
            let says_where = !name.places.is_empty()
                || name.anonymised
                || name.level.is_some()
                || name.is_national();
            reporter.region = reporter.region_of(Some(&named).filter(|_| says_where));
            reporter.chosen = Some(named);
        }
        reporter
    }

    /// Collects the evidence for agencies and regions.
    fn collect(&mut self, signer: Option<Signer>) {
        let Sources { body, header, titles, path, url, .. } = self.sources;
        let stretches: Vec<_> =
            self.stretches.iter().map(|(text, names)| (text, &*names.agencies)).collect();
        let sources = AgencySources { titles, signer, header, stretches: &stretches, body };
        self.candidates = agency::candidates(sources);
        // A text about reports names agencies that are not its own.
        if let Some(genre) = self.sources.genre {
            let is_own = |source| matches!(source, Source::Title | Source::SignOff);
            self.candidates.retain(|found| {
                found.place.starts_with("label") || (is_own(found.source) && genre.has_own_title())
            });
        }
        let mut evidence = RegionEvidence::default();
        for (text, names) in &self.stretches {
            evidence.add_text(text, &names.places);
        }
        evidence.add_labels(&header.labels);
        evidence.add_path(path);
        evidence.add_codes(&self.texts(), &header.labels, url);
        self.evidence = evidence;
    }

    /// Chooses the agency and its region.
    fn choose(&mut self) {
        let Some((head, names)) = self.stretches.first() else { return };
        let own_form = agency::own_form(&head.text);
        let government = || {
            let Sources { header, body, .. } = self.sources;
            let start = header.title_range.end;
            agency::government_in_opening(head, start, &names.places, body)
                .filter(|_| own_form.is_none() && self.sources.genre.is_none())
        };
        let chosen = agency::choose(&self.candidates, own_form).or_else(government);
        self.region = self.region_of(chosen.as_ref());
        // 县人民政府 is nobody's name unless it is known of which county; 县教育局 in a model for
        // reports is any of them.
        let is_template = agency::is_template(&head.text);
        let is_known = self.node().is_some();
        self.chosen = chosen.filter(|found| {
            let is_nobody = found.name.is_unplaced_government()
                || (is_template && !found.name.is_placed() && found.name.level.is_some());
            is_known || !is_nobody
        });
    }

    fn region_of(&self, chosen: Option<&AgencyCandidate>) -> region::Found {
        // If one name was hidden, nothing outside the text may uncover it.
        let is_hidden = self.candidates.iter().any(|found| found.name.anonymised);
        region::find(&RegionQuestion {
            name: chosen.map(|found| (&found.name, found.source)),
            text: self.stretches.first().map_or("", |(head, _)| head.text.as_str()),
            evidence: &self.evidence,
            path: self.sources.path,
            year: self.sources.year,
            hosts: if is_hidden { &[] } else { self.sources.hosts },
        })
    }

    fn texts(&self) -> Vec<&str> {
        self.stretches.iter().map(|(text, _)| text.text.as_str()).collect()
    }

    fn node(&self) -> Option<NodeId> {
        match self.region.choice {
            Choice::One(node) => Some(node),
            Choice::None | Choice::Several(_) => None,
        }
    }

    /// Returns the agency.
    pub(super) fn agency(&self) -> Option<Sourced<Agency>> {
        let found = self.chosen.as_ref()?;
        // That a place stands for its government is a conclusion.
        let is_bare_place = found.name.office.len == 0;
        Some(Sourced {
            value: in_full(found, self.node(), &self.texts()),
            source: found.source,
            certainty: if is_bare_place { Certainty::Inferred } else { found.certainty },
        })
    }

    /// Returns the region.
    pub(super) fn region(&self) -> Option<Sourced<Region>> {
        let region::Found { source, certainty, .. } = self.region;
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
        let has_none = |found: &AgencyCandidate| found.name.anonymised || found.name.is_national();
        match &self.region.choice {
            Choice::One(_) => {}
            Choice::Several(tied) => {
                let candidates = tied.iter().map(|node| full_name(*node)).collect();
                notes.push(Note::AmbiguousRegion { candidates });
            }
            Choice::None if self.chosen.as_ref().is_some_and(has_none) => {}
            Choice::None => notes.push(Note::NoRegion),
        }
        notes
    }

    /// Adds the evidence for agencies and regions, also for those that were not chosen.
    pub(super) fn add_clues(&self, clues: &mut Clues) {
        self.add_agency_clues(clues);
        self.add_region_clues(clues);
    }

    fn add_agency_clues(&self, clues: &mut Clues) {
        let canonical = self.agency().map(|agency| agency.value.canonical);
        let is_new = |found: &&AgencyCandidate| {
            self.candidates.iter().all(|other| other.place != found.place)
        };
        for candidate in self.candidates.iter().chain(self.chosen.iter().filter(is_new)) {
            let is_same = self
                .chosen
                .as_ref()
                .is_some_and(|it| agency::is_same_agency(&it.name, &candidate.name));
            let value = canonical.as_ref().filter(|_| is_same).unwrap_or(&candidate.folded);
            let place = (candidate.source, candidate.place.as_str());
            clues.add(Fact::Agency, value, place, candidate.weight, &candidate.quote);
        }
    }

    fn add_region_clues(&self, clues: &mut Clues) {
        let node = self.node();
        if let Some((found, node)) = self.chosen.as_ref().zip(node)
            && !found.name.places.is_empty()
        {
            let place = format!("agency in {}", found.place);
            let place = (found.source, place.as_str());
            clues.add(Fact::Region, full_name(node), place, found.weight, &found.quote);
        }
        let gazetteer = Gazetteer::shared();
        for mention in &self.evidence.mentions {
            let chosen = node.filter(|node| mention.nodes.contains(node));
            // A place within the region is not evidence against it.
            let is_within = |outer| mention.nodes.iter().all(|&it| gazetteer.is_within(it, outer));
            if chosen.is_none() && node.is_some_and(is_within) {
                continue;
            }
            let value = chosen.map_or_else(|| any_of(&mention.nodes), full_name);
            let place = (mention.source, mention.place.as_str());
            clues.add(Fact::Region, value, place, mention.weight, &mention.quote);
        }
        let host = self.sources.url.and_then(|url| url.split('/').nth(2)).unwrap_or_default();
        for &named in self.sources.hosts {
            clues.add(Fact::Region, full_name(named), (Source::Metadata, "host"), 0.5, host);
        }
    }
}

fn with_names(text: Normalized) -> (Normalized, FoundNames) {
    let names = find_names(&text.text);
    (text, names)
}

fn full_name(node: NodeId) -> String {
    Gazetteer::shared().region(node).to_string()
}

/// Returns the regions that a name can mean, three at most.
fn any_of(nodes: &[NodeId]) -> String {
    const MOST: usize = 3;
    let mut names: Vec<String> = nodes.iter().take(MOST).map(|node| full_name(*node)).collect();
    names.extend((nodes.len() > MOST).then(|| "…".to_owned()));
    names.join(" or ")
}

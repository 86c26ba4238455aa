//! The part of an index that a cluster holds: which sections contain a form, and what they say.
//!
//! Answers are kept as long as the reader: it reads one generation, in which they do not change.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use super::segment::{SectionAddress, Segment};
use crate::cluster::{Cluster, Contents, Row, Search};
use crate::error::{ClusterTrouble, Error, Result};
use crate::index::guard::{corrupt, from_cluster};

/// The most rows that are kept of earlier answers: 64 MB.
const MOST_ROWS: usize = 8_000_000;

/// The most counts of sections that are kept.
const MOST_COUNTS: usize = 100_000;

/// The most bytes of texts that are kept.
const MOST_BYTES: usize = 64 << 20;

/// The sections that contain a form, by segment and in order, each with the number of occurrences.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) segments: Vec<Vec<(u32, u32)>>,
}

impl Listing {
    /// Returns the places of the sections.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = SectionAddress> + '_ {
        (0..).zip(&self.segments).flat_map(|(segment, sections)| {
            sections.iter().map(move |&(doc, _)| SectionAddress { segment, doc })
        })
    }

    fn len(&self) -> usize {
        self.segments.iter().map(Vec::len).sum()
    }
}

/// The part of an index that a cluster holds.
pub(crate) struct Remote {
    cluster: Cluster,
    generation: u64,
    /// What this generation has.
    own: OnceLock<Own>,
    /// The reports that are not counted.
    uncounted: Vec<u64>,
    listings: Mutex<HashMap<Search, Arc<Listing>>>,
    counts: Mutex<HashMap<String, u64>>,
    texts: Mutex<Texts>,
}

/// What a generation has of the sections in the cluster.
struct Own {
    /// The place of the first section of each report.
    firsts: FxHashMap<u64, SectionAddress>,
    contents: Contents,
}

/// The number of texts that are read at once of those that are asked for one after the other.
const AHEAD: usize = 256;

/// The number of sections of a report that are read at once: who reads one reads the next.
const AHEAD_IN_REPORT: u32 = 64;

/// Texts that were read.
#[derive(Default)]
struct Texts {
    by_address: HashMap<SectionAddress, Arc<str>>,
    bytes: usize,
    /// The sections that are said to be asked for next, in this order.
    expected: Vec<SectionAddress>,
}

impl Remote {
    pub(super) fn new(cluster: Cluster, generation: u64, uncounted: Vec<u64>) -> Self {
        Self {
            cluster,
            generation,
            own: OnceLock::new(),
            uncounted,
            listings: Mutex::default(),
            counts: Mutex::default(),
            texts: Mutex::default(),
        }
    }

    /// Returns the cluster.
    pub(crate) fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// Returns what each of several searches finds. All that are new are asked for at once.
    pub(crate) fn sections_with(
        &self,
        segments: &[Segment],
        searches: &[Search],
    ) -> tantivy::Result<Vec<Arc<Listing>>> {
        let known: Vec<Option<Arc<Listing>>> = {
            let listings = lock(&self.listings);
            searches.iter().map(|search| listings.get(search).cloned()).collect()
        };
        let new = searches.iter().zip(&known).filter(|(_, known)| known.is_none());
        let new: Vec<Search> = new.map(|(search, _)| search.clone()).collect();
        let mut asked = Vec::new();
        if !new.is_empty() {
            let contents = &self.own(segments)?.contents;
            let rows = self.cluster.rows(&new, contents).map_err(|error| self.why(error))?;
            for rows in rows {
                asked.push(Arc::new(self.listing(segments, &rows)?));
            }
            self.check_generation().map_err(from_cluster)?;
        }
        let mut listings = lock(&self.listings);
        if listings.values().chain(&asked).map(|listing| listing.len()).sum::<usize>() > MOST_ROWS {
            listings.clear();
        }
        listings.extend(new.into_iter().zip(asked.iter().cloned()));
        let mut asked = asked.into_iter();
        let found = known.into_iter().map(|known| known.or_else(|| asked.next()));
        Ok(found.map(|found| found.expect("what is not known was asked for")).collect())
    }

    /// Returns the number of counted sections that contain each form.
    pub(crate) fn count_sections(
        &self,
        segments: &[Segment],
        forms: &[String],
    ) -> tantivy::Result<Vec<u64>> {
        let mut counts: HashMap<String, u64> = {
            let known = lock(&self.counts);
            forms.iter().filter_map(|form| Some((form.clone(), *known.get(form)?))).collect()
        };
        let new = forms.iter().filter(|form| !counts.contains_key(*form)).cloned();
        let new: Vec<String> = new.collect();
        if !new.is_empty() {
            let contents = &self.own(segments)?.contents;
            let asked = self.cluster.count_sections(&new, contents, &self.uncounted);
            let asked = asked.map_err(|error| self.why(error))?;
            counts.extend(new.into_iter().zip(asked));
            let mut known = lock(&self.counts);
            if known.len() > MOST_COUNTS {
                known.clear();
            }
            known.extend(counts.clone());
        }
        let count = |form| counts.get(form).copied().expect("what is not known was asked for");
        Ok(forms.iter().map(count).collect())
    }

    /// Returns the texts of sections.
    pub(crate) fn texts(
        &self,
        segments: &[Segment],
        sections: &[SectionAddress],
    ) -> tantivy::Result<Vec<Arc<str>>> {
        let mut found: BTreeMap<SectionAddress, Arc<str>> = {
            let texts = lock(&self.texts);
            let known = |at: &SectionAddress| Some((*at, texts.by_address.get(at)?.clone()));
            sections.iter().filter_map(known).collect()
        };
        let is_new = |address: &&SectionAddress| !found.contains_key(*address);
        let new: Vec<SectionAddress> = sections.iter().filter(is_new).copied().collect();
        if !new.is_empty() {
            let mut places = Vec::new();
            for &address in &new {
                let segment = segments.get(address.segment as usize).expect("it is of this index");
                let (reports, ordinals) = (segment.reports()?, segment.ordinals()?);
                let ordinal = ordinals.first(address.doc).and_then(|it| u32::try_from(it).ok());
                let place = reports.first(address.doc).zip(ordinal);
                places.push(place.ok_or_else(|| corrupt("a section has no place"))?);
            }
            let texts = self.cluster.texts(&places).map_err(|error| self.why(error))?;
            let texts = texts.into_iter().map(Arc::<str>::from);
            let read: Vec<(SectionAddress, Arc<str>)> = new.into_iter().zip(texts).collect();
            lock(&self.texts).keep(&read);
            found.extend(read);
        }
        let text = |address| found.get(address).cloned().expect("what is not known was read");
        Ok(sections.iter().map(text).collect())
    }

    /// Returns the text of a section. Those that are expected next are read with it, or else the following
    /// ones of its report.
    pub(super) fn text(
        &self,
        segments: &[Segment],
        address: SectionAddress,
    ) -> tantivy::Result<Arc<str>> {
        let mut wanted = {
            let texts = lock(&self.texts);
            if let Some(known) = texts.by_address.get(&address) {
                return Ok(Arc::clone(known));
            }
            let from = texts.expected.iter().position(|it| *it == address);
            from.map(|from| texts.expected.iter().skip(from).take(AHEAD).copied().collect())
        };
        if wanted.is_none() {
            let segment = segments.get(address.segment as usize).expect("it is of this index");
            let reports = segment.reports()?;
            let end = segment.max_doc().min(address.doc + AHEAD_IN_REPORT);
            let is_same = |doc: &u32| reports.first(*doc) == reports.first(address.doc);
            let docs = (address.doc..end).take_while(is_same);
            wanted = Some(docs.map(|doc| SectionAddress { doc, ..address }).collect::<Vec<_>>());
        }
        let texts = self.texts(segments, &wanted.unwrap_or_default())?;
        texts.into_iter().next().ok_or_else(|| corrupt("a section has no text"))
    }

    /// Says which sections are asked for next.
    pub(super) fn expect(&self, sections: &[SectionAddress]) {
        sections.clone_into(&mut lock(&self.texts).expected);
    }

    /// Returns the sections of rows of the cluster that this generation has.
    fn listing(&self, segments: &[Segment], rows: &[Row]) -> tantivy::Result<Listing> {
        let firsts = &self.own(segments)?.firsts;
        let mut found = vec![Vec::new(); segments.len()];
        for &Row { report, ordinal, count } in rows {
            // Others belong to another generation, or to a run that was stopped.
            let Some(first) = firsts.get(&report) else { continue };
            let segment = found.get_mut(first.segment as usize).expect("addresses are valid");
            segment.push((first.doc + ordinal, count));
        }
        for sections in &mut found {
            sections.sort_unstable();
        }
        Ok(Listing { segments: found })
    }

    /// Returns what this generation has.
    fn own(&self, segments: &[Segment]) -> tantivy::Result<&Own> {
        if let Some(own) = self.own.get() {
            return Ok(own);
        }
        let (mut firsts, mut sections) = (FxHashMap::default(), 0);
        for (segment, at) in segments.iter().zip(0..) {
            let (reports, ordinals) = (segment.reports()?, segment.ordinals()?);
            for doc in (0..segment.max_doc()).filter(|&doc| segment.is_alive(doc)) {
                sections += 1;
                if ordinals.first(doc) != Some(0) {
                    continue;
                }
                let number = reports.first(doc);
                let number = number.ok_or_else(|| corrupt("a section belongs to no report"))?;
                firsts.insert(number, SectionAddress { segment: at, doc });
            }
        }
        let contents = Contents::new(firsts.keys().copied().collect(), sections);
        Ok(self.own.get_or_init(|| Own { firsts, contents }))
    }

    /// Returns why the cluster did not answer: sections that are missing may be those of a generation
    /// that was replaced.
    fn why(&self, error: Error) -> tantivy::TantivyError {
        use ClusterTrouble::{Damaged, Incomplete};
        let Error::Cluster { trouble: Damaged | Incomplete, .. } = error else {
            return from_cluster(error);
        };
        match self.check_generation() {
            Err(overtaken @ Error::Overtaken { .. }) => from_cluster(overtaken),
            _ => from_cluster(error),
        }
    }

    /// Checks that the cluster still has all sections of this generation.
    fn check_generation(&self) -> Result<()> {
        let state = self.cluster.state()?;
        // An earlier generation is that of another index of the same name.
        let is_there = state.is_some_and(|state| {
            let now = state.generation;
            (now.oldest..=now.number).contains(&self.generation)
        });
        if is_there {
            Ok(())
        } else {
            Err(Error::Overtaken { address: self.cluster.address().to_owned() })
        }
    }
}

impl Texts {
    fn keep(&mut self, read: &[(SectionAddress, Arc<str>)]) {
        let bytes: usize = read.iter().map(|(_, text)| text.len()).sum();
        if self.bytes + bytes > MOST_BYTES {
            self.by_address.clear();
            self.bytes = 0;
        }
        self.bytes += bytes;
        self.by_address.extend(read.iter().cloned());
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

//! An index in a cluster of OpenSearch (or Elasticsearch), over HTTP.
//!
//! The cluster holds the texts of the sections and says which sections contain a form, and how often;
//! everything else of an index is in files that the cluster only keeps. A generation consists of both,
//! and becomes visible as a whole when the document that names it is replaced.
//!
//! A count is whole or an error. An answer that lacks a shard, that was cut short, or that is an
//! estimate is asked for again, and then refused.
//!
//! - `address`, `credentials`: where the cluster is, and who asks
//! - `client`, `patience`, `failure`: requests, when they are made again, and why they failed
//! - `release`: which cluster it is
//! - `mapping`: the three indices that one index has in a cluster
//! - `place`: sections as the index has them
//! - `bulk`, `sink`, `files`, `state`: what is written
//! - `question`, `answer`, `contents`, `rows`, `counts`, `texts`: what is asked
//! - `strays`: sections that no generation has
//! - `health`: how the cluster is, and that all copies show what was written

mod address;
mod answer;
mod bulk;
mod client;
mod contents;
mod counts;
mod credentials;
mod failure;
mod files;
mod health;
mod mapping;
mod patience;
mod place;
mod question;
mod release;
mod rows;
mod sink;
mod state;
mod strays;
mod texts;

#[cfg(test)]
mod fake;
#[cfg(test)]
mod tests;

use std::env;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use address::Address;
use client::Client;
pub(crate) use contents::Contents;
use credentials::Credentials;
pub(crate) use files::StoredFile;
pub(crate) use health::Health;
pub(crate) use question::{Filter, Search};
pub(crate) use rows::Row;
pub(crate) use sink::{SectionDocument, Sink};
pub(crate) use state::{Generation, Publication, State};

use crate::error::{ClusterTrouble, Error, Result};

/// An index in a cluster. A copy of it asks through the same connections.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    client: Arc<Client>,
}

impl Cluster {
    /// Returns the index at an address such as `opensearch+https://HOST:9200/NAME`; `None` if `place`
    /// is an ordinary path. No request is made.
    ///
    /// Who asks is said by the environment: `CHABAO_CLUSTER_USER` and `CHABAO_CLUSTER_PASSWORD`, or
    /// `CHABAO_CLUSTER_TOKEN`; certificate authorities by the PEM file `CHABAO_CLUSTER_CA`.
    pub(crate) fn at(place: &Path) -> Option<Result<Self>> {
        let address = match Address::read(place)? {
            Ok(address) => address,
            Err(error) => return Some(Err(error)),
        };
        let credentials = Credentials::read(|name| env::var(name).ok()).map_err(|reason| {
            let address = address.written.clone();
            Error::Cluster { address, trouble: ClusterTrouble::Settings, reason }
        });
        Some(credentials.map(|it| Self { client: Arc::new(Client::new(address, it)) }))
    }

    /// Returns whether `place` is such an address, or was meant as one.
    pub(crate) fn is_address(place: &Path) -> bool {
        Address::read(place).is_some()
    }

    /// Returns the address as it was typed.
    pub(crate) fn address(&self) -> &str {
        &self.client.address.written
    }

    /// Reads the current generation as it was last published; `None` if there is none.
    pub(crate) fn state(&self) -> Result<Option<State>> {
        state::read(&self.client)
    }

    /// Checks that what the cluster counts is right.
    pub(crate) fn check(&self) -> Result<()> {
        mapping::check_search(&self.client)
    }

    /// Creates the three indices, if they are missing. Several programs may do so at once.
    pub(crate) fn create(&self) -> Result<()> {
        mapping::create(&self.client)
    }

    /// Makes a generation the current one, if `over` still is; `None` if there must be none yet.
    pub(crate) fn publish(&self, new: &Generation, over: Option<&State>) -> Result<Publication> {
        state::publish(&self.client, new, over)
    }

    /// Takes numbers for reports. None is ever given twice.
    pub(crate) fn reserve_numbers(&self, count: u64) -> Result<Range<u64>> {
        state::reserve_numbers(&self.client, count)
    }

    /// Copies files into a folder: those that are missing there, or are not as they were stored.
    pub(crate) fn download(&self, files: &[StoredFile], dir: &Path) -> Result<()> {
        files::download(&self.client, files, dir)
    }

    /// Stores the files of a folder that are not in `known`, and returns all of them, in the order
    /// of their names.
    pub(crate) fn upload(
        &self,
        dir: &Path,
        names: &[String],
        known: &[StoredFile],
    ) -> Result<Vec<StoredFile>> {
        files::upload(&self.client, dir, names, known)
    }

    /// Removes files that no generation needs any more.
    pub(crate) fn remove_files(&self, files: &[StoredFile]) -> Result<()> {
        files::remove(&self.client, files)
    }

    /// Returns what takes sections and sends them, from several threads at once.
    pub(crate) fn sink(&self) -> Sink {
        Sink::new(&self.client)
    }

    /// Removes the sections of reports, given by their numbers and how many sections they have.
    pub(crate) fn remove_sections(&self, reports: &[(u64, u64)]) -> Result<()> {
        strays::remove_sections(&self.client, reports)
    }

    /// Removes the sections of reports with numbers below `below` that are not known: they were
    /// written by a program that ended before it published them. Returns how many reports there were.
    pub(crate) fn remove_strays(&self, is_known: impl Fn(u64) -> bool, below: u64) -> Result<u64> {
        strays::remove_strays(&self.client, is_known, below)
    }

    /// Makes all sections that were written visible in every copy of every shard.
    pub(crate) fn refresh(&self) -> Result<()> {
        health::refresh(&self.client)
    }

    /// Returns the sections of each search with their counts, by report and section; all searches
    /// are one request if sizes allow. All sections of `contents` have to be there; others may be found
    /// too.
    pub(crate) fn rows(&self, searches: &[Search], contents: &Contents) -> Result<Vec<Vec<Row>>> {
        rows::rows(&self.client, searches, contents)
    }

    /// Returns for each folded form how many sections of `contents` contain it, without those of some
    /// reports.
    pub(crate) fn count_sections(
        &self,
        forms: &[String],
        contents: &Contents,
        without_reports: &[u64],
    ) -> Result<Vec<u64>> {
        counts::count_sections(&self.client, forms, contents, without_reports)
    }

    /// Returns how many sections the reports have whose numbers lie in `reports`.
    pub(crate) fn sections_of(&self, reports: &[Range<u64>]) -> Result<u64> {
        counts::sections_of(&self.client, reports)
    }

    /// Returns the error for a cluster that has other sections than were written to it.
    pub(crate) fn incomplete(&self, found: u64, expected: u64) -> Error {
        let reason = format!("{found} of {expected} sections are there");
        let address = self.address().to_owned();
        Error::Cluster { address, trouble: ClusterTrouble::Incomplete, reason }
    }

    /// Returns the error for a cluster that has lost sections, with what it lacks.
    pub(crate) fn lacks(&self, missing: &[String]) -> Error {
        let reason = format!("sections are missing: {}", missing.join(", "));
        let address = self.address().to_owned();
        Error::Cluster { address, trouble: ClusterTrouble::Damaged, reason }
    }

    /// Returns the texts of sections, given by the number of the report and their own, in that order.
    pub(crate) fn texts(&self, places: &[(u64, u32)]) -> Result<Vec<String>> {
        texts::texts(&self.client, places)
    }

    /// Returns how the cluster and the sections in it are.
    pub(crate) fn health(&self) -> Result<Health> {
        health::read(&self.client)
    }
}

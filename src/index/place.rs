//! Where an index lies: in a folder, or in a cluster that holds its texts.
//!
//! An index in a cluster has the same files as one in a folder, but for the texts and their windows,
//! which the cluster holds and searches. The files are small; they are kept in the cluster too, and
//! whoever opens the index works with a copy of them in a folder of its own.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::files::names;
use super::manifest::Manifest;
use super::open::read_manifest;
use super::root::Root;
use super::working_folder::WorkingFolder;
use crate::cluster::{Cluster, Generation, Publication, State, StoredFile};
use crate::error::{ClusterTrouble, Error, Result};

/// How often an index is opened again that is written meanwhile, or whose files a node lacks.
const ATTEMPTS: usize = 5;

/// How long is waited for a node: it notices within seconds that it was cut off.
const PAUSE: Duration = Duration::from_secs(1);

/// Where an index lies.
pub(super) struct Place {
    /// Its name, as the user typed it: a folder, or the address of a cluster.
    pub(super) address: PathBuf,
    /// The folder with its files.
    pub(super) folder: PathBuf,
    pub(super) copy: Option<WorkingCopy>,
}

/// A copy of the files of an index in a cluster.
pub(super) struct WorkingCopy {
    pub(super) cluster: Cluster,
    /// The generation that was copied; `None` if there is none yet.
    state: Option<State>,
    /// Removes the files when the index is closed.
    _folder: WorkingFolder,
}

impl Place {
    /// Returns the place of this name, with the files of the index.
    ///
    /// # Errors
    ///
    /// Fails if the cluster does not answer, or if its files are damaged. A folder without an index is
    /// none.
    pub(super) fn open(name: &Path) -> Result<Self> {
        let Some(cluster) = Cluster::at(name) else {
            return Ok(Self { address: name.to_owned(), folder: name.to_owned(), copy: None });
        };
        let cluster = cluster?;
        let create = |source| Error::Io { action: "create", path: std::env::temp_dir(), source };
        let working = WorkingFolder::new().map_err(create)?;
        let folder = working.files();
        let state = download(&cluster, &folder)?;
        let copy = Some(WorkingCopy { cluster, state, _folder: working });
        Ok(Self { address: name.to_owned(), folder, copy })
    }

    /// Returns the same to write an index; in a cluster, room for one is made if there is none.
    ///
    /// # Errors
    ///
    /// Fails as [`Place::open`] does.
    pub(super) fn open_for_writing(name: &Path) -> Result<Self> {
        let place = Self::open(name)?;
        if let Some(copy) = &place.copy {
            copy.cluster.create()?;
        }
        Ok(place)
    }

    /// Returns an error over the files of the index as one over the index: a copy of them in a temporary
    /// folder means nothing to the user.
    pub(super) fn renamed(&self, error: Error) -> Error {
        let rename = |dir: PathBuf| if dir == self.folder { self.address.clone() } else { dir };
        match error {
            Error::Damaged { dir, what } => Error::Damaged { dir: rename(dir), what },
            Error::OtherFormat { dir, found, expected } => {
                Error::OtherFormat { dir: rename(dir), found, expected }
            }
            Error::OtherDictionary { dir, found, expected } => {
                Error::OtherDictionary { dir: rename(dir), found, expected }
            }
            other => other,
        }
    }

    /// Returns whether a manifest is still that of the index.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be read.
    pub(super) fn is_current(&self, manifest: &Manifest) -> Result<bool> {
        if let Some(WorkingCopy { cluster, state, .. }) = &self.copy {
            let files =
                |state: &Option<State>| state.as_ref().map(|it| it.generation.files.clone());
            return Ok(files(&cluster.state()?) == files(state));
        }
        let is_same = |now: &Manifest| {
            let Manifest { generation, ledger_hash, .. } = manifest;
            (now.generation, &now.ledger_hash) == (*generation, ledger_hash)
        };
        Ok(read_manifest(&self.folder)?.as_ref().is_some_and(is_same))
    }
}

impl Place {
    /// Returns a folder of reports as it is remembered: with this machine, if others may have folders too.
    pub(super) fn placed(&self, root: &Root) -> Root {
        let own = || self.copy.as_ref().map(|_| machine_name());
        Root { machine: root.machine.clone().or_else(own), ..root.clone() }
    }

    /// Makes the files in the folder the index, unless another machine was faster: in a folder they are.
    /// Sections of reports with numbers below `cleared` that no generation has are removed afterwards.
    ///
    /// # Errors
    ///
    /// Fails if the cluster does not take them; the index then remains as it was.
    pub(super) fn publish(&self, manifest: &Manifest, cleared: u64) -> Result<Publication> {
        let Some(WorkingCopy { cluster, state, .. }) = &self.copy else {
            return Ok(Publication::Done);
        };
        let names = names(&self.folder).into_iter().filter(|name| !name.starts_with('.'));
        let names: Vec<String> = names.collect();
        let last = state.as_ref().map(|state| &state.generation);
        let known = last.map(|last| last.files.as_slice()).unwrap_or_default();
        let files = cluster.upload(&self.folder, &names, known)?;
        let new = Generation {
            number: manifest.generation,
            // Those who read the generation before this one still find all its sections.
            oldest: last.map_or(manifest.generation, |last| last.number),
            files,
            before: known.to_vec(),
            sections: manifest.sections,
            cleared: self.cleared().max(cleared),
        };
        let publication = cluster.publish(&new, state.as_ref())?;
        if publication == Publication::Done {
            self.remove_old_files(&new.files);
        }
        Ok(publication)
    }

    /// Removes the files that neither this generation has nor the one before it.
    fn remove_old_files(&self, now: &[StoredFile]) {
        let Some(WorkingCopy { cluster, state: Some(last), .. }) = &self.copy else { return };
        let last = &last.generation;
        let is_old = |file: &&StoredFile| !now.contains(file) && !last.files.contains(file);
        let old: Vec<StoredFile> = last.before.iter().filter(is_old).cloned().collect();
        // What fails costs room and nothing else.
        drop(cluster.remove_files(&old));
    }

    /// Copies the files again that the cluster has now.
    ///
    /// # Errors
    ///
    /// Fails as [`Place::open`] does.
    pub(super) fn copy_again(&mut self) -> Result<()> {
        if let Some(WorkingCopy { cluster, state, .. }) = &mut self.copy {
            *state = download(cluster, &self.folder)?;
        }
        Ok(())
    }

    /// Returns below which numbers of reports a rebuild has removed all sections that no generation had.
    pub(super) fn cleared(&self) -> u64 {
        let state = self.copy.as_ref().and_then(|copy| copy.state.as_ref());
        state.map_or(0, |state| state.generation.cleared)
    }

    /// Removes the sections of reports from a cluster. What fails costs room and nothing else: nobody asks
    /// for these sections.
    pub(super) fn remove_sections(&self, reports: &[(u64, u64)]) {
        if let Some(copy) = self.copy.as_ref().filter(|_| !reports.is_empty()) {
            drop(copy.cluster.remove_sections(reports));
        }
    }
}

/// Returns the name of this machine: `CHABAO_MACHINE`, or its name in the network.
pub(crate) fn machine_name() -> String {
    let given = std::env::var("CHABAO_MACHINE").ok().filter(|name| !name.is_empty());
    given.unwrap_or_else(own_name)
}

#[cfg(unix)]
fn own_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn own_name() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_else(|_| "this machine".to_owned())
}

/// Copies the files of an index into a folder, and returns which generation that is.
fn download(cluster: &Cluster, dir: &Path) -> Result<Option<State>> {
    let mut attempts = 0;
    loop {
        let Some(state) = cluster.state()? else { return Ok(None) };
        attempts += 1;
        match cluster.download(&state.generation.files, dir) {
            Ok(()) => {
                cluster.check()?;
                return Ok(Some(state));
            }
            // Files of generations before the last are removed.
            Err(error) => {
                let now = cluster.state()?;
                let is_other =
                    now.is_none_or(|now| now.generation.number != state.generation.number);
                // A node that was cut off lacks what was written meanwhile, until it notices.
                let trouble = match &error {
                    Error::Cluster { trouble, .. } => Some(*trouble),
                    _ => None,
                };
                let is_lack = trouble == Some(ClusterTrouble::Damaged);
                if !(is_other || is_lack) || attempts == ATTEMPTS {
                    return Err(error);
                }
                if !is_other {
                    thread::sleep(PAUSE);
                }
            }
        }
    }
}

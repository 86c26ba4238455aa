//! Which reports would leave the index although nobody has seen that they are gone.
//!
//! A drive that is not connected leaves a folder behind, mostly an empty one, and a folder that may not
//! be listed looks empty. The reports that such a folder held are not gone, so the run stops, unless it
//! was said that they are to leave the index. Where another disk is mounted is remembered; where the
//! system does not tell, an empty folder has to do.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use super::roots::Roots;
use crate::error::{Error, Result};
use crate::index::{LastCommit, Root, is_below};

/// The fewest reports that a folder inside of one that was named must have lost at once to look like a
/// drive that is not connected: people remove a single report and leave its folder.
const FEWEST: usize = 2;

/// Checks that the reports of the last time that were not found this time are gone.
///
/// `found` says of the name of a file whether it was found, and whether it is a report; `unreachable`
/// are the names of files and folders that the system did not hand over.
///
/// # Errors
///
/// Fails if a folder that held reports has none now, is empty, cannot be read, or was another disk.
pub(super) fn check_losses(
    last: &LastCommit,
    roots: &Roots,
    unreachable: &[String],
    found: &HashMap<&str, bool>,
) -> Result<()> {
    let is_known = |root: &&Root| last.roots.iter().any(|known| known.name == root.name);
    for root in roots.remembered.iter().filter(is_known) {
        let held = last.reports.iter().filter(|report| root.names(report)).count();
        if held > 0 && !found.iter().any(|(file, is_report)| *is_report && root.names(file)) {
            return Err(Error::Emptied { folder: root.name.clone(), reports: held });
        }
    }
    for folder in last.roots.iter().flat_map(|root| &root.disks) {
        let is_mounted = || roots.remembered.iter().any(|root| root.disks.contains(folder));
        let is_left = |report: &&String| roots.remembered.iter().any(|root| root.names(report));
        let is_lost = |report: &&String| {
            (folder == "." || is_below(report, folder))
                && is_left(report)
                && !found.contains_key(report.as_str())
        };
        let missing = last.reports.iter().filter(is_lost).count();
        if missing > 0 && !is_mounted() {
            return Err(Error::DiskGone { folder: folder.clone(), reports: missing });
        }
    }
    for folder in unreachable {
        // They are kept, unless the index is built anew.
        let is_lost = |report: &&String| {
            is_below(report, folder) && found.get(report.as_str()) != Some(&true)
        };
        let missing = last.reports.iter().filter(is_lost).count();
        if missing > 0 {
            return Err(Error::Emptied { folder: folder.clone(), reports: missing });
        }
    }
    let mut emptied: BTreeMap<String, usize> = BTreeMap::new();
    let mut folders = HashMap::new();
    for report in last.reports.iter().filter(|report| !found.contains_key(report.as_str())) {
        let mut places = roots.remembered.iter().zip(&roots.places);
        let Some((root, place)) = places.find(|(root, _)| root.names(report)) else { continue };
        let folder = root.below(report).and_then(|below| below.rsplit_once('/'));
        let folder = folder.map(|(folder, _)| folder).unwrap_or_default();
        let empty: &mut Option<String> = folders
            .entry((&root.name, folder))
            .or_insert_with(|| empty_folder(root, &place.path, folder));
        if let Some(empty) = empty {
            *emptied.entry(empty.clone()).or_default() += 1;
        }
    }
    match emptied.into_iter().find(|(_, reports)| *reports >= FEWEST) {
        Some((folder, reports)) => Err(Error::Emptied { folder, reports }),
        None => Ok(()),
    }
}

/// Returns the name of the folder that holds nothing, of those on the way from `root` to `below` the
/// last that is there; `None` if that one holds something.
fn empty_folder(root: &Root, place: &Path, below: &str) -> Option<String> {
    let mut path = place.join(below);
    let mut name = below;
    while !path.is_dir() {
        name = name.rsplit_once('/').map_or("", |it| it.0);
        path = if name.is_empty() { PathBuf::from(place) } else { place.join(name) };
        if name.is_empty() && !path.is_dir() {
            return None;
        }
    }
    // What is hidden is not read either: `.DS_Store`, `.Trash`.
    let is_hidden = |item: fs::DirEntry| item.file_name().as_encoded_bytes().starts_with(b".");
    let is_empty = fs::read_dir(&path).ok()?.flatten().all(is_hidden);
    let whole = match (root.name.as_str(), name) {
        (root, "") => root.to_owned(),
        (".", name) => name.to_owned(),
        (root, name) => format!("{root}/{name}"),
    };
    is_empty.then_some(whole)
}

//! Which folders are indexed: those that were named, and those that the index is made of already.
//!
//! A command never decides by itself what is to become of a folder: reports leave the index with their
//! folder only if that was asked for, and a folder that is not where it was is an error.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::Options;
use crate::discover::{Place, name_prefix, reaches};
use crate::error::{Error, Result};
use crate::index::{LastCommit, Root, machine_name};

/// The folders and files of a run.
#[derive(Debug)]
pub(super) struct Roots {
    /// As they are remembered.
    pub(super) remembered: Vec<Root>,
    /// As they are searched, in the same order.
    pub(super) places: Vec<Place>,
    /// The names of those of the last time whose reports are no longer indexed.
    pub(super) dropped: Vec<String>,
}

/// A folder that was named.
struct Named {
    /// Its full path.
    path: PathBuf,
    /// Its path as it is shown.
    shown: String,
    /// Which of the remembered folders it is.
    known: Option<usize>,
}

impl Roots {
    /// Chooses the folders for the index in `dir`, which was made of those of `last`.
    ///
    /// # Errors
    ///
    /// Fails if a folder does not exist, if none is known, and if the index is made of others than are
    /// named and nothing was said about these.
    pub(super) fn choose(dir: &Path, options: &Options, last: &LastCommit) -> Result<Self> {
        let index = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
        let typed = options.roots.iter().chain(&options.added);
        let named: Vec<Named> =
            typed.map(|path| Named::new(path, &index, last)).collect::<Result<_>>()?;
        if named.is_empty() && last.roots.is_empty() {
            if last.is_lost {
                return Err(Error::FoldersUnknown { dir: dir.to_owned() });
            }
            return Err(Error::NothingToIndex);
        }
        let mut located = Vec::new();
        for (at, root) in last.roots.iter().enumerate() {
            located.push(match named.iter().find(|named| named.known == Some(at)) {
                Some(named) => Ok(named.path.clone()),
                None => locate(root, &index, &last.reports),
            });
        }
        if !options.roots.is_empty() && !options.replace && !contain_all(&named, &located) {
            return Err(Error::OtherFolders {
                dir: dir.to_owned(),
                known: last.roots.iter().map(|root| root.name.clone()).collect(),
                are_some: named.iter().all(|named| named.known.is_some()),
                named: named.into_iter().map(|named| named.shown).collect(),
            });
        }
        let mut chosen: Vec<(String, PathBuf)> = Vec::new();
        let mut left_out = Vec::new();
        for (at, (root, place)) in last.roots.iter().zip(located).enumerate() {
            if options.replace && !named.iter().any(|named| named.known == Some(at)) {
                left_out.push((&root.name, place));
            } else {
                chosen.push((root.name.clone(), place?));
            }
        }
        for Named { path, shown, .. } in named.into_iter().filter(|named| named.known.is_none()) {
            if !chosen.iter().any(|(_, place)| is_same(place, &path)) {
                chosen.push((new_name(&chosen, shown, &path), path));
            }
        }
        let is_reached = |path: &PathBuf| chosen.iter().any(|(_, place)| reaches(place, path));
        let dropped =
            left_out.into_iter().filter(|(_, place)| !place.as_ref().is_ok_and(is_reached));
        let dropped = dropped.map(|(name, _)| name.clone()).collect();
        let remembered = chosen
            .iter()
            .map(|(name, path)| Root::new(name.clone(), path.clone(), &index))
            .collect();
        let places = chosen.into_iter().map(|(name, path)| Place { name, path }).collect();
        Ok(Self { remembered, places, dropped })
    }
}

/// Returns the folders of the index at `from`, which has these `reports`, as one at `to` remembers them.
///
/// Those of this machine are where they are found now, or where they lay if they are not connected.
pub(super) fn moved(
    roots: &[Root],
    reports: &BTreeSet<String>,
    from: &Path,
    to: &Path,
) -> Vec<Root> {
    let whole = |dir: &Path| dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let (from, to) = (whole(from), whole(to));
    let is_own = |root: &Root| root.machine.as_ref().is_none_or(|it| *it == machine_name());
    let moved = |root: &Root| {
        if !is_own(root) {
            return root.clone();
        }
        let lay = || root.path.clone().unwrap_or_else(|| PathBuf::from(&root.name));
        let path = locate(root, &from, reports).unwrap_or_else(|_| lay());
        Root { disks: root.disks.clone(), ..Root::new(root.name.clone(), path, &to) }
    };
    roots.iter().map(moved).collect()
}

impl Roots {
    /// Remembers at which folders other disks are mounted.
    pub(super) fn with_disks(mut self, disks: &BTreeSet<String>) -> Self {
        for root in &mut self.remembered {
            root.disks = disks.iter().filter(|disk| root.names(disk)).cloned().collect();
        }
        self
    }
}

impl Named {
    fn new(typed: &Path, index: &Path, last: &LastCommit) -> Result<Self> {
        let failed = |source| Error::Io { action: "read", path: typed.to_owned(), source };
        // A folder that cannot be listed holds nothing that could be compared with what it held.
        match fs::metadata(typed) {
            Ok(meta) if meta.is_dir() => fs::read_dir(typed).map(drop).map_err(failed)?,
            Ok(_) => {}
            Err(source) => return Err(failed(source)),
        }
        let path = full_path(typed);
        let is_known = |root: &Root| places_of(root, index).any(|place| is_same(&place, &path));
        let known = last.roots.iter().position(is_known);
        Ok(Self { path, shown: shown_path(typed), known })
    }
}

/// Returns the name of a folder that is new among those `chosen`: as it was typed, or its full path if
/// files of another folder may have such names.
fn new_name(chosen: &[(String, PathBuf)], typed: String, path: &Path) -> String {
    let is_taken = chosen.iter().any(|(name, _)| overlap(name, &typed));
    let is_nested = |place: &Path| path.starts_with(place) || place.starts_with(path);
    let is_part_of_one = chosen.iter().any(|(_, place)| is_nested(place));
    if is_taken && !is_part_of_one { name_prefix(path) } else { typed }
}

/// Returns whether the folders that are named contain all that are remembered: then it makes no
/// difference whether they are added to these or replace them.
fn contain_all(named: &[Named], located: &[Result<PathBuf>]) -> bool {
    let is_reached = |place: &PathBuf| named.iter().any(|named| reaches(&named.path, place));
    located.iter().all(|place| place.as_ref().is_ok_and(is_reached))
}

/// Returns where a folder lies that is remembered.
///
/// It may lie where it lay, or, if it was moved together with the index, where it is as seen from the
/// index. If there are folders in both places, the one counts that holds reports of the index.
fn locate(root: &Root, index: &Path, reports: &BTreeSet<String>) -> Result<PathBuf> {
    let mut places: Vec<PathBuf> = Vec::new();
    for place in places_of(root, index).filter(|place| place.exists()) {
        if !places.iter().any(|known| is_same(known, &place)) {
            places.push(place);
        }
    }
    let lay = root.path.clone().unwrap_or_else(|| PathBuf::from(&root.name));
    let is_where_it_lay = places.first().is_some_and(|place| is_same(place, &lay));
    if !(places.len() == 1 && is_where_it_lay) {
        places.retain(|place| holds_one(root, place, reports));
    }
    match &places[..] {
        [place] => {
            if place.is_dir() {
                let failed = |source| Error::Io { action: "read", path: place.clone(), source };
                fs::read_dir(place).map_err(failed)?;
            }
            Ok(place.clone())
        }
        [] => Err(Error::FolderGone { name: root.name.clone(), path: lay }),
        [..] => Err(Error::SeveralPlaces { name: root.name.clone(), places }),
    }
}

/// Returns the places where a folder may lie, that where it lay first.
pub(super) fn places_of(root: &Root, index: &Path) -> impl Iterator<Item = PathBuf> {
    let along = root.from_index.as_ref().map(|way| cleaned(&index.join(way)));
    // Formats before 4 have only what was typed, mostly in the folder that contains the index.
    let typed = root.path.is_none().then(|| PathBuf::from(&root.name));
    let typed = typed.into_iter().flat_map(|typed| {
        let beside = index.parent().map(|above| above.join(&typed));
        [Some(typed), beside].into_iter().flatten().map(|path| full_path(&path))
    });
    root.path.clone().into_iter().chain(along).chain(typed)
}

/// Returns whether one of the `reports` lies in the folder at `place`; also if it has none.
fn holds_one(root: &Root, place: &Path, reports: &BTreeSet<String>) -> bool {
    let mut of_root = reports.iter().filter_map(|report| root.below(report)).peekable();
    of_root.peek().is_none()
        || of_root.any(|below| {
            let file = below.split("!/").next().unwrap_or(below);
            if file.is_empty() { place.exists() } else { place.join(file).exists() }
        })
}

/// Returns whether two paths lead to the same file or folder.
fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// Returns whether one of two names contains the other.
fn overlap(one: &str, other: &str) -> bool {
    let root = |name: &str| Root::new(name.to_owned(), PathBuf::new(), Path::new(""));
    let is_relative = |name: &str| !name.starts_with('/');
    let contains = |outer: &str, inner: &str| match outer {
        "." => is_relative(inner),
        _ => root(outer).names(inner),
    };
    contains(one, other) || contains(other, one)
}

/// Returns the full path of a file or folder. Links are followed, except that of the last name: it may
/// lead somewhere else tomorrow, and whoever named it means that.
fn full_path(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let whole = || absolute.canonicalize().unwrap_or_else(|_| absolute.clone());
    if absolute.components().next_back() == Some(Component::ParentDir) {
        return whole();
    }
    match (absolute.parent().map(Path::canonicalize), absolute.file_name()) {
        (Some(Ok(above)), Some(name)) => above.join(name),
        _ => whole(),
    }
}

/// Returns a path without `..`.
fn cleaned(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            clean.pop();
        } else {
            clean.push(part);
        }
    }
    clean
}

/// Returns the path of a folder as it is shown and stored: `data/` and `./data` are `data`.
fn shown_path(root: &Path) -> String {
    let path = name_prefix(root);
    if path.is_empty() { ".".to_owned() } else { path }
}

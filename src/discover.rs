//! Folders → files, in one order, with nothing dropped silently.
//!
//! Every entry below the folders ends in one of four lists: files to be read, archives that cannot be
//! read, things that are not reports (emblems, programs, what a browser saves next to a page), and
//! problems. The files in zip archives are classified in the same way by [`MemberKinds`]. A picture
//! that is as large as a page, and is not one of the pictures of a web site, may be a scan.
//! Ignored without a word are hidden entries (whose names begin with `.` or `~$`, or are `__MACOSX`),
//! tables of corrections (`corrections.csv`), and `README` files, which describe folders. Links are
//! followed; a link back to a folder above it ends there, and a file reached twice is listed once.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::extract::{decode_file_name, is_xml_document, picture};
use members::FolderKind;
use names::{
    is_about_reports, is_hidden, is_not_report, is_other_archive, is_package_mark, is_page,
    is_picture, is_site_folder, pages_of,
};

mod members;
mod names;

pub(crate) use members::{MemberKind, MemberKinds};
pub(crate) use names::is_table_of_corrections;

/// A file that may be a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FoundFile {
    /// The name of the folder that was searched, and the path below it, with `/` between folders. Unique in one search. A name that is not UTF-8 is decoded as GB18030; if that
    /// fails, odd bytes are shown as `\xE9`.
    pub name: String,
    /// The path below the folder that was searched, written the same way; the name of the file if
    /// the user gave the file itself.
    pub below: String,
    /// Which of the folders that were searched it lies in.
    pub root: usize,
    /// The path for opening the file.
    pub path: PathBuf,
}

/// A folder to be searched, or a single file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The name, with which the names of its files begin; `.` for nothing.
    pub name: String,
    /// The path for opening it.
    pub path: PathBuf,
}

/// A file or folder that could not be accessed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct InaccessiblePath {
    /// The name, formed as that of a file is.
    pub name: String,
    /// What is wrong, as a sentence for the user.
    pub reason: String,
}

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Discovery {
    /// The files to be read, by name.
    pub files: Vec<FoundFile>,
    /// The archives of other kinds than zip, by name.
    pub archives: Vec<FoundFile>,
    /// The number of files that are clearly not reports.
    pub not_reports: usize,
    /// What could not be accessed, by path.
    pub problems: Vec<InaccessiblePath>,
    /// The names of the folders at which another disk is mounted.
    pub disks: BTreeSet<String>,
}

/// Searches folders or single files for reports; `except` are folders to leave out, such as an index
/// among the reports.
///
/// A file that is reached through several of the folders has the name that the first of them gives it;
/// it belongs to the innermost one.
///
/// A file given by the user is read whatever its name; in folders, files whose ending is that of
/// something else are not read. A file with an unknown ending (报告.12月) is: its content decides.
/// So does that of an XML file, which may be a document of Word.
#[must_use]
pub(crate) fn discover(places: &[Place], except: &[PathBuf]) -> Discovery {
    let except: HashSet<PathBuf> =
        except.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut search = Search { found: Discovery::default(), except, linked: places.len() > 1 };
    for (at, place) in places.iter().enumerate() {
        search.walk(at, place);
    }
    search.finish()
}

/// Returns whether a search of `outer` finds what is in `inner`, or `inner` itself if it is a file.
#[must_use]
pub(crate) fn reaches(outer: &Path, inner: &Path) -> bool {
    let (Ok(outer), Ok(inner)) = (outer.canonicalize(), inner.canonicalize()) else {
        return outer == inner;
    };
    let Ok(way) = inner.strip_prefix(&outer) else { return false };
    let mut path = outer;
    way.components().all(|step| {
        path.push(step);
        let name = step.as_os_str();
        let is_skipped = if path.is_dir() {
            kind_of_folder(&path) != FolderKind::Usual
        } else {
            is_about_reports(name) || is_not_report(&readable(name))
        };
        !is_skipped && !is_hidden(name)
    })
}

/// A search in progress.
struct Search {
    found: Discovery,
    except: HashSet<PathBuf>,
    /// Whether a file may have been reached twice.
    linked: bool,
}

impl Search {
    /// Walks through everything in `place`, which has the number `at`.
    fn walk(&mut self, at: usize, place: &Place) {
        let root = place.path.as_path();
        let mut entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
        // Of the folder above the place and of all folders on the way down.
        let mut disks = vec![root.canonicalize().ok().and_then(|root| disk_of(root.parent()?))];
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.add_problem(place, &error);
                    continue;
                }
            };
            self.linked |= entry.path_is_symlink();
            let inside = entry.depth() > 0;
            if entry.file_type().is_dir() {
                let disk = disk_of(entry.path());
                disks.truncate(entry.depth() + 1);
                if disks.last() != Some(&disk) {
                    self.found.disks.insert(place.name_of(entry.path()));
                }
                disks.push(disk);
                if inside && !self.is_entered(place, &entry) {
                    entries.skip_current_dir();
                }
                continue;
            }
            if inside && (is_hidden(entry.file_name()) || is_about_reports(entry.file_name())) {
                continue;
            }
            if !entry.file_type().is_file() {
                self.found.not_reports += 1;
                continue;
            }
            self.add_file(at, place, entry);
        }
    }

    /// Returns whether the files in a folder are looked at one by one.
    fn is_entered(&mut self, place: &Place, entry: &DirEntry) -> bool {
        if is_hidden(entry.file_name()) || self.is_excepted(entry) {
            return false;
        }
        match kind_of_folder(entry.path()) {
            FolderKind::Usual => return true,
            FolderKind::SavedWithPage => self.found.not_reports += files_below(entry.path()),
            FolderKind::Package => {
                let (name, reason) = (place.name_of(entry.path()), UNPACKED.to_owned());
                self.found.problems.push(InaccessiblePath { name, reason });
            }
        }
        false
    }

    /// Adds one file to the list it belongs in.
    fn add_file(&mut self, at: usize, place: &Place, entry: DirEntry) {
        let inside = entry.depth() > 0;
        let last = readable(entry.file_name());
        let below = match entry.path().strip_prefix(&place.path) {
            Ok(below) if inside => joined("", below),
            _ => last.clone(),
        };
        let name = place.name_of(entry.path());
        let file = FoundFile { name, below, root: at, path: entry.into_path() };
        if is_other_archive(&last) {
            self.found.archives.push(file);
        } else if inside && is_no_report(&last, &file.path, &place.path) {
            self.found.not_reports += 1;
        } else {
            self.found.files.push(file);
        }
    }

    /// Returns whether `entry` is a folder to be left out.
    fn is_excepted(&self, entry: &DirEntry) -> bool {
        let listed = |path: PathBuf| self.except.contains(&path);
        !self.except.is_empty() && entry.path().canonicalize().is_ok_and(listed)
    }

    /// Adds a problem. A link that leads back loses nothing and is not a problem.
    fn add_problem(&mut self, place: &Place, error: &walkdir::Error) {
        if error.loop_ancestor().is_some() {
            return;
        }
        let reason = match error.io_error().map(io::Error::kind) {
            Some(io::ErrorKind::NotFound) => "there is no such file or folder",
            Some(io::ErrorKind::PermissionDenied) => "permission denied",
            _ => "it cannot be read",
        };
        let name = place.name_of(error.path().unwrap_or(&place.path));
        self.found.problems.push(InaccessiblePath { name, reason: reason.to_owned() });
    }

    /// Sorts what was found and removes duplicates.
    fn finish(mut self) -> Discovery {
        let found = &mut self.found;
        if self.linked {
            found.files = without_duplicates(std::mem::take(&mut found.files));
            found.archives = without_duplicates(std::mem::take(&mut found.archives));
        }
        found.files.sort();
        found.archives.sort();
        found.problems.sort();
        found.problems.dedup();
        let mut names = HashSet::new();
        for file in &mut found.files {
            make_unique(&mut file.name, &mut names);
        }
        self.found
    }
}

impl Place {
    /// Returns the name of what lies at `path`, the place itself or below it.
    pub(crate) fn name_of(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.path).unwrap_or(Path::new(""));
        if below.as_os_str().is_empty() {
            return self.name.clone();
        }
        let before = if self.name == "." { "" } else { &self.name };
        joined(before, below)
    }
}

/// Returns the files, each once: with the name that the first place gives it, in the innermost place.
fn without_duplicates(mut files: Vec<FoundFile>) -> Vec<FoundFile> {
    files.sort_by(|one, other| (one.root, &one.name).cmp(&(other.root, &other.name)));
    let mut seen: HashMap<PathBuf, usize> = HashMap::new();
    let mut kept: Vec<FoundFile> = Vec::new();
    for file in files {
        let path = file.path.canonicalize().unwrap_or_else(|_| file.path.clone());
        let at = *seen.entry(path).or_insert(kept.len());
        match kept.get_mut(at) {
            None => kept.push(file),
            Some(first) if first.root != file.root && file.below.len() < first.below.len() => {
                (first.root, first.below) = (file.root, file.below);
            }
            Some(_) => {}
        }
    }
    kept
}

/// Why the parts of an office document are not read.
pub(crate) const UNPACKED: &str =
    "the parts of an office document that was unpacked: pack them into one file again";

/// Returns whether the file called `name` is clearly no report.
fn is_no_report(name: &str, path: &Path, root: &Path) -> bool {
    if is_picture(name) {
        return is_of_site(path, root) || !is_large(path);
    }
    is_not_report(name) && !is_document_in_xml(path)
}

/// How many bytes of an XML file are looked at: enough for its first element with its names of
/// namespaces.
const HEAD: u64 = 4096;

/// Returns whether a file with the ending of XML is a document of an office program: nearly all
/// others are data.
fn is_document_in_xml(path: &Path) -> bool {
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xml")) {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && is_xml_document(&head)
}

/// Returns the disk that a folder lies on; `None` if the system does not tell.
#[cfg(unix)]
fn disk_of(folder: &Path) -> Option<u64> {
    std::fs::metadata(folder).ok().map(|meta| std::os::unix::fs::MetadataExt::dev(&meta))
}

/// Returns the disk that a folder lies on; `None` if the system does not tell.
#[cfg(not(unix))]
fn disk_of(_: &Path) -> Option<u64> {
    None
}

/// Returns the kind of a folder, judged by the files in it and beside it.
fn kind_of_folder(folder: &Path) -> FolderKind {
    let name = folder.file_name().map(readable).unwrap_or_default();
    if pages_of(&name).iter().any(|page| folder.with_file_name(page).is_file()) {
        return FolderKind::SavedWithPage;
    }
    if names_in(folder).any(|name| is_package_mark(&name)) {
        return FolderKind::Package;
    }
    FolderKind::Usual
}

/// Returns whether a picture belongs to a web page: it is in a folder for pictures of a web site, next
/// to a page. `root` is the folder that is searched.
fn is_of_site(picture: &Path, root: &Path) -> bool {
    let folders = picture.ancestors().skip(1).take_while(|folder| *folder != root);
    folders.into_iter().any(|folder| {
        let name = folder.file_name().map(readable).unwrap_or_default();
        let beside = folder.parent().filter(|_| is_site_folder(&name));
        beside.is_some_and(|beside| names_in(beside).any(|name| is_page(&name)))
    })
}

/// Returns whether the picture at `path` is large enough for a page; one that cannot be opened is
/// reported when it is read.
fn is_large(path: &Path) -> bool {
    File::open(path).map_or(true, |file| picture::is_page(BufReader::new(file)))
}

/// Returns the names of what is in a folder.
fn names_in(folder: &Path) -> impl Iterator<Item = String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| readable(&entry.file_name()))
}

/// Returns the number of files in a folder and the folders in it.
fn files_below(folder: &Path) -> usize {
    let entries = WalkDir::new(folder).into_iter().flatten();
    entries.filter(|entry| entry.file_type().is_file()).count()
}

/// Returns the name of a file or folder as text.
fn readable(name: &OsStr) -> String {
    decode_file_name(name.as_encoded_bytes())
}

/// Returns what precedes the names found under `root`: its path as given, with `/` between folders
/// and none at the end; empty for the working folder.
#[must_use]
pub(crate) fn name_prefix(root: &Path) -> String {
    let parts: Vec<String> = root
        .components()
        .filter(|part| !matches!(part, std::path::Component::CurDir))
        .map(|part| readable(part.as_os_str()))
        .collect();
    parts.join("/").replace("//", "/")
}

/// Returns `prefix` and the parts of `below`, separated by `/`.
fn joined(prefix: &str, below: &Path) -> String {
    let mut name = prefix.to_owned();
    for part in below.components() {
        if !name.is_empty() && !name.ends_with('/') {
            name.push('/');
        }
        name.push_str(&readable(part.as_os_str()));
    }
    name
}

/// Adds a number to `name` if it is already among `names`, and adds it to them.
pub(crate) fn make_unique(name: &mut String, names: &mut HashSet<String>) {
    let mut candidate = name.clone();
    let mut count = 1;
    while !names.insert(candidate.clone()) {
        count += 1;
        candidate = format!("{name} ({count})");
    }
    *name = candidate;
}

#[cfg(test)]
mod tests;

//! The file that a report was read from, as it lies in its folder or its archive today.
//!
//! A file is handed over only if its bytes are those that were indexed, which the hash in the index shows,
//! and only if it lies in an indexed folder, wherever links lead.

use std::fs::{self, File};
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use super::item::INTO;
use super::roots::places_of;
use crate::error::Result;
use crate::extract::archive::{Archive, Budget};
use crate::extract::{LARGEST_FILE, decode_file_name};
use crate::index::{IndexReader, Root, hash_of, machine_name};

/// A file of a report.
#[derive(Debug)]
pub(crate) struct Original {
    /// Its last name.
    pub(crate) name: String,
    /// The hash of its bytes.
    pub(crate) hash: String,
    pub(crate) bytes: Vec<u8>,
}

/// Why there is no file to hand over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Missing {
    /// The report does not have so many files.
    NoSuchPart,
    /// The index does not have its hash.
    Unknown,
    /// It lies on another machine.
    OtherMachine,
    /// It is not where it was.
    Gone,
    /// It cannot be read.
    Unreadable,
    /// A link in its path leads out of the indexed folder.
    Outside,
    /// It is not what was indexed.
    Changed,
}

/// Returns a file of the report with this number: that which leads it or, from 1, one of those that are
/// joined to it, in the order of their paths.
///
/// # Errors
///
/// Fails if the index is damaged; why the file cannot be handed over is no error.
pub(crate) fn original(
    reader: &IndexReader,
    number: u64,
    part: usize,
) -> Result<std::result::Result<Original, Missing>> {
    let report = reader.guard(|| reader.report(number))?;
    let (path, hash) = match part.checked_sub(1) {
        None => (report.path, report.hash),
        Some(at) => match reader.catalog()?.joined_to(&report.path).nth(at) {
            // Indexes that were written before do not have it.
            Some(joined) if joined.hash.is_empty() => return Ok(Err(Missing::Unknown)),
            Some(joined) => (joined.path.to_string(), joined.hash.to_string()),
            None => return Ok(Err(Missing::NoSuchPart)),
        },
    };
    let index = reader.dir().canonicalize().unwrap_or_else(|_| reader.dir().to_owned());
    Ok(find(&reader.manifest().roots, &index, &path, &hash))
}

/// Returns the file of this path with this hash. A folder may have been moved with its index, so it is
/// looked for in each place where its folder may lie; of several reasons, the last one says most.
fn find(
    roots: &[Root],
    index: &Path,
    path: &str,
    hash: &str,
) -> std::result::Result<Original, Missing> {
    let mut missing = Missing::OtherMachine;
    for root in roots {
        let is_here = root.machine.as_ref().is_none_or(|it| *it == machine_name());
        let Some(below) = root.below(path).filter(|_| is_here) else { continue };
        missing = missing.max(Missing::Gone);
        for place in places_of(root, index) {
            match read(&place, below) {
                Ok(bytes) if hash_of(&bytes) == hash => {
                    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
                    return Ok(Original { name, hash: hash.to_owned(), bytes });
                }
                Ok(_) => missing = missing.max(Missing::Changed),
                Err(reason) => missing = missing.max(reason),
            }
        }
    }
    Err(missing)
}

/// Returns the bytes of the file `below` a folder, or of a member of an archive below it.
fn read(place: &Path, below: &str) -> std::result::Result<Vec<u8>, Missing> {
    let (file, member) = on_disk(place, below)?;
    let within = |it: &Path| it.canonicalize().map_err(|_| Missing::Gone);
    if !within(&file)?.starts_with(within(place)?) {
        return Err(Missing::Outside);
    }
    let opened = File::open(&file).map_err(|_| Missing::Unreadable)?;
    let length = opened.metadata().map_err(|_| Missing::Unreadable)?.len();
    if !member.is_empty() {
        let archive = BufReader::new(opened);
        return of_member(archive, member, &mut Budget::for_size(length));
    }
    if length > LARGEST_FILE as u64 {
        // Nothing as large was ever indexed.
        return Err(Missing::Changed);
    }
    let mut bytes = Vec::new();
    let most = LARGEST_FILE as u64;
    opened.take(most).read_to_end(&mut bytes).map_err(|_| Missing::Unreadable)?;
    Ok(bytes)
}

/// Returns the path of a file, and the path that follows it if it is an archive.
fn on_disk<'a>(place: &Path, below: &'a str) -> std::result::Result<(PathBuf, &'a str), Missing> {
    let cuts = below.match_indices(INTO).map(|(at, _)| (at, at + INTO.len()));
    for (end, after) in std::iter::once((below.len(), below.len())).chain(cuts) {
        let (file, member) = (below.get(..end), below.get(after..));
        let found = resolve(place, file.unwrap_or_default());
        if let (Some(path), Some(member)) = (found.filter(|path| path.is_file()), member) {
            return Ok((path, member));
        }
    }
    Err(Missing::Gone)
}

/// Returns the path of what has this name below a folder. Names that are not UTF-8 were decoded.
fn resolve(place: &Path, below: &str) -> Option<PathBuf> {
    let mut path = place.to_owned();
    for name in below.split('/').filter(|name| !name.is_empty()) {
        if matches!(name, "." | "..") {
            return None;
        }
        let same = path.join(name);
        if same.symlink_metadata().is_ok() {
            path = same;
            continue;
        }
        let entries = fs::read_dir(&path).ok()?.flatten();
        let is_it = |it: &fs::DirEntry| decode_file_name(it.file_name().as_encoded_bytes()) == name;
        path = entries.into_iter().find(is_it)?.path();
    }
    Some(path)
}

/// Returns the bytes of a file in an archive, or in an archive in it.
fn of_member(
    reader: impl Read + Seek,
    name: &str,
    budget: &mut Budget,
) -> std::result::Result<Vec<u8>, Missing> {
    let mut archive = Archive::open(reader).map_err(|_| Missing::Changed)?;
    let members = archive.members();
    let rest = |member: &str| match name.strip_prefix(member)? {
        "" => Some(""),
        rest => rest.strip_prefix(INTO),
    };
    let found = members.iter().find_map(|member| Some((member, rest(&member.name)?)));
    let Some((member, rest)) = found else { return Err(Missing::Changed) };
    let bytes = archive.read(member, budget).map_err(|_| Missing::Changed)?;
    if rest.is_empty() { Ok(bytes) } else { of_member(Cursor::new(bytes), rest, budget) }
}

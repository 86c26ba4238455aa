//! The files in zip archives, read as if they lay in a folder: `archive.zip!/2023/某县.docx`.
//!
//! An archive is never unpacked to disk and is never in memory as a whole, except for an archive
//! within another one. An archive and all that are in it share one limit on what they expand to.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::beside::{Beside, Surroundings, folder_of, is_page, names_beside};
use super::item::{INTO, Job, io_reason};
use crate::discover::{FoundFile, MemberKind, MemberKinds, UNPACKED, make_unique};
use crate::extract::archive::{Archive, Budget, Member};
use crate::extract::{Format, Unreadable, picture};

/// The number of archives that may be nested. People pack a folder of packed folders; what goes
/// deeper is made to do harm.
const MAX_DEPTH: usize = 3;

/// Why archives of other kinds than zip are not read.
pub(super) const OTHER_ARCHIVE: &str =
    "an archive of this kind is not read: unpack it, or pack it as zip";

/// The files in archives, one archive after the other, in the order of their names.
pub(super) struct ArchiveFiles {
    archives: std::vec::IntoIter<FoundFile>,
    /// The archive that is read, and the ones in it down to that whose files come next.
    open: Vec<Open>,
    /// What the outermost of them may still expand to.
    budget: Budget,
    /// The names that are taken.
    names: HashSet<String>,
    /// The number of files so far that are clearly not reports.
    not_reports: usize,
}

/// Bytes of an archive, on disk or in memory.
trait Bytes: Read + Seek + Send {}
impl<R: Read + Seek + Send> Bytes for R {}

/// An archive that is open.
struct Open {
    file: FoundFile,
    archive: Archive<Box<dyn Bytes>>,
    /// The files that come next, those that lead reports first.
    members: std::vec::IntoIter<Member>,
    /// All files.
    by_name: HashMap<String, Member>,
    kinds: MemberKinds,
    /// Whether no file of it has been met.
    is_empty: bool,
}

impl ArchiveFiles {
    /// Returns the files in `archives`, none of them with a name out of `names`.
    pub(super) fn new(archives: Vec<FoundFile>, names: HashSet<String>) -> Self {
        Self {
            archives: archives.into_iter(),
            open: Vec::new(),
            budget: Budget::for_size(0),
            names,
            not_reports: 0,
        }
    }

    /// Returns the number of files so far that are clearly not reports.
    pub(super) fn not_reports(&self) -> usize {
        self.not_reports
    }

    /// Opens an archive in a folder. Returns what is to be done instead if its files are not read.
    fn open_file(&mut self, file: FoundFile) -> Option<Job> {
        let opened = match fs::File::open(&file.path) {
            Ok(opened) => opened,
            Err(error) => return Some(Job::Unreachable(file, io_reason(&error))),
        };
        self.budget = Budget::for_size(opened.metadata().map_or(0, |meta| meta.len()));
        match open(Box::new(BufReader::new(opened))) {
            Ok(mut archive) => {
                // Documents are zip files too.
                if archive.is_document() {
                    return Some(Job::File(file));
                }
                self.push(file, archive);
                None
            }
            Err(reason) if begins_as_zip(&file.path) => {
                Some(Job::Refused(file, reason.to_string()))
            }
            // It is an archive by its name only.
            Err(_) => Some(Job::File(file)),
        }
    }

    /// Opens an archive in an archive. Returns what is to be done instead if its files are not read.
    fn open_member(&mut self, file: FoundFile, bytes: Vec<u8>) -> Option<Job> {
        if self.open.len() >= MAX_DEPTH {
            return Some(Job::Refused(file, Unreadable::Archive.to_string()));
        }
        match open(Box::new(Cursor::new(bytes))) {
            Ok(archive) => {
                self.push(file, archive);
                None
            }
            Err(reason) => Some(Job::Refused(file, reason.to_string())),
        }
    }

    fn push(&mut self, file: FoundFile, mut archive: Archive<Box<dyn Bytes>>) {
        let mut members = archive.members();
        let kinds = MemberKinds::new(members.iter().map(|member| member.name.as_str()));
        let by_name: HashMap<String, Member> =
            members.iter().map(|member| (member.name.clone(), member.clone())).collect();
        let surroundings = Surroundings::new(members.iter().map(|member| member.name.as_str()));
        members.sort_by_key(|member| !surroundings.may_lead(&member.name));
        let members = members.into_iter();
        self.open.push(Open { file, archive, members, by_name, kinds, is_empty: true });
    }

    /// Returns what is to be done for a file of the innermost archive, if anything.
    fn member(&mut self, member: &Member) -> Option<Job> {
        let innermost = self.open.last_mut()?;
        let kind = innermost.kinds.kind(&member.name);
        if kind == MemberKind::Hidden {
            return None;
        }
        innermost.is_empty = false;
        if kind == MemberKind::NotReport {
            self.not_reports += 1;
            return None;
        }
        let mut name = format!("{}{INTO}{}", innermost.file.name, member.name);
        make_unique(&mut name, &mut self.names);
        let below = format!("{}{INTO}{}", innermost.file.below, member.name);
        let root = innermost.file.root;
        let file = FoundFile { name, below, root, path: PathBuf::from(&member.name) };
        match kind {
            MemberKind::OtherArchive => return Some(Job::Refused(file, OTHER_ARCHIVE.to_owned())),
            MemberKind::Package => return Some(Job::Refused(file, UNPACKED.to_owned())),
            _ => {}
        }
        match innermost.archive.read(member, &mut self.budget) {
            Ok(bytes) if kind == MemberKind::Picture && !picture::is_page_in(&bytes) => {
                self.not_reports += 1;
                None
            }
            Ok(bytes) if Format::from_bytes(&bytes) == Some(Format::Zip) => {
                self.open_member(file, bytes)
            }
            Ok(bytes) => {
                let beside = innermost.beside(member, &bytes, &mut self.budget);
                Some(Job::Member(file, Arc::new(bytes), beside))
            }
            Err(reason) => Some(Job::Refused(file, reason.to_string())),
        }
    }

    /// Closes the innermost archive. Returns what is to be done if it had no files.
    fn close(&mut self) -> Option<Job> {
        let closed = self.open.pop()?;
        closed.is_empty.then(|| Job::Refused(closed.file, Unreadable::EmptyArchive.to_string()))
    }

    /// Closes all archives that are open, since they expand to too much.
    fn give_up(&mut self) -> Option<Job> {
        // Of the innermost, the file whose turn it is was taken out already.
        let unread = 1 + self.open.iter().map(|open| open.members.len()).sum::<usize>();
        let outermost = self.open.drain(..).next()?;
        Some(Job::Refused(outermost.file, self.budget.reason(unread).to_string()))
    }
}

impl Open {
    /// Returns the files beside a page of the archive to which it refers.
    fn beside(&mut self, page: &Member, bytes: &[u8], budget: &mut Budget) -> Vec<Beside> {
        if !is_page(&page.name) {
            return Vec::new();
        }
        let Self { archive, by_name, .. } = self;
        let path = |name: &str| format!("{}{name}", folder_of(&page.name));
        let found = names_beside(&page.name, bytes, |name| by_name.contains_key(&path(name)));
        let beside = found.into_iter().map(|(kind, name, label)| {
            let member = by_name.get(&path(&name));
            // One that cannot be read is refused when its own turn comes.
            let bytes = member.and_then(|it| archive.read(it, budget).ok()).map(Arc::new);
            Beside { kind, name, label, path: None, bytes }
        });
        beside.filter(|file| file.bytes.is_some()).collect()
    }
}

impl Iterator for ArchiveFiles {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            let job = match self.open.last_mut().map(|open| open.members.next()) {
                None => {
                    let file = self.archives.next()?;
                    self.open_file(file)
                }
                Some(None) => self.close(),
                Some(Some(_)) if self.budget.is_spent() => self.give_up(),
                Some(Some(member)) => self.member(&member),
            };
            if job.is_some() {
                return job;
            }
        }
    }
}

fn open(bytes: Box<dyn Bytes>) -> Result<Archive<Box<dyn Bytes>>, Unreadable> {
    Archive::open(bytes)
}

/// Returns whether the file at `path` begins as zip archives do.
fn begins_as_zip(path: &Path) -> bool {
    let mut start = [0; 4];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == *b"PK\x03\x04"
}

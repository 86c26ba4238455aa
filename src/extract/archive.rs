//! Zip archives, read in place: the files in them, with the names that people gave them.
//!
//! Chinese Windows writes names in GBK without saying so, which most programs show as `╓╪╟∞╩╨`. The
//! limit on what an archive expands to counts the bytes that were read, not the sizes that the
//! archive declares.

use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use super::decode_file_name;
use super::format::ZipKind;
use super::unreadable::unless_it_panics;
use super::{LARGEST_FILE, Unreadable};

/// The most bytes that the files of one archive may expand to together, however small it is.
const MOST: u64 = 1 << 30;

/// The most that an archive may expand to, as a multiple of its size. Deflated text reaches 10;
/// archives that reach a thousand are made to do harm.
const MOST_TIMES: u64 = 100;

/// What an archive, and the archives in it, may still expand to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    most: u64,
    left: u64,
}

impl Budget {
    /// Returns the budget of an archive of `size` bytes.
    #[must_use]
    pub fn for_size(size: u64) -> Self {
        let most = size.saturating_mul(MOST_TIMES).max(MOST);
        Self { most, left: most }
    }

    /// Returns whether nothing is left of it.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Returns the reason for the `unread` files of an archive that came after it was spent.
    #[must_use]
    pub fn reason(&self, unread: usize) -> Unreadable {
        Unreadable::ArchiveTooLarge { most: self.most, unread }
    }
}

/// An open zip archive.
pub struct Archive<R> {
    zip: ZipArchive<R>,
}

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The path in the archive, with `/` between folders.
    pub name: String,
    /// The index in the archive.
    index: usize,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens the archive in `reader`.
    ///
    /// # Errors
    ///
    /// Fails if it is damaged or not a zip archive.
    pub fn open(reader: R) -> Result<Self, Unreadable> {
        let zip = unless_it_panics(|| ZipArchive::new(reader).map_err(|error| reason(&error)))?;
        Ok(Self { zip })
    }

    /// Returns the files of the archive, sorted by name, without folders.
    #[must_use]
    pub fn members(&mut self) -> Vec<Member> {
        let mut members = Vec::new();
        for index in 0..self.zip.len() {
            // An entry that cannot be read is reported when its file is read.
            let Ok(file) = self.zip.by_index_raw(index) else { continue };
            let name = decode_file_name(file.name_raw()).replace('\\', "/");
            if !name.ends_with('/') && !file.is_dir() {
                members.push(Member { name, index });
            }
        }
        members.sort_by(|left, right| left.name.cmp(&right.name));
        members
    }

    /// Returns whether the archive is one document: those of office programs are zip files too.
    #[must_use]
    pub fn is_document(&mut self) -> bool {
        unless_it_panics(|| Ok(ZipKind::from_archive(&mut self.zip)))
            .is_ok_and(|kind| kind != ZipKind::Files)
    }

    /// Returns the bytes of one file, which `budget` pays for.
    ///
    /// # Errors
    ///
    /// Fails if the file is damaged, needs a password, uses an unsupported compression, or expands
    /// beyond the limit of a file or the budget.
    pub fn read(&mut self, member: &Member, budget: &mut Budget) -> Result<Vec<u8>, Unreadable> {
        unless_it_panics(|| self.bytes(member, budget))
    }

    fn bytes(&mut self, member: &Member, budget: &mut Budget) -> Result<Vec<u8>, Unreadable> {
        let file = self.zip.by_index(member.index).map_err(|error| reason(&error))?;
        let most = budget.left.min(LARGEST_FILE as u64);
        let mut bytes = Vec::new();
        // One byte beyond the limit shows that there is more.
        let read = file.take(most + 1).read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        budget.left = budget.left.saturating_sub(length);
        if length > most {
            return Err(Unreadable::TooMuch { most: LARGEST_FILE });
        }
        read.map_err(|_| Unreadable::Damaged("its bytes in the archive cannot be unpacked"))?;
        Ok(bytes)
    }
}

const CUT_SHORT: Unreadable = Unreadable::Damaged("the archive cannot be read");

/// Translates an error of the zip reader.
fn reason(error: &ZipError) -> Unreadable {
    match error {
        ZipError::InvalidPassword => Unreadable::Locked,
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => {
            Unreadable::Locked
        }
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            Unreadable::Damaged("its compression is not supported: unpack the archive")
        }
        _ => CUT_SHORT,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::testing::{damaged, sample};

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn opened(bytes: Vec<u8>) -> Result<Archive<Cursor<Vec<u8>>>, Unreadable> {
        Archive::open(Cursor::new(bytes))
    }

    fn names(bytes: Vec<u8>) -> Vec<String> {
        opened(bytes).unwrap().members().into_iter().map(|member| member.name).collect()
    }

    #[test]
    fn files_come_by_name_and_whole() {
        let bytes = archive(&[("云岫县/2.txt", b"two"), ("a\\1.txt", b"one"), ("b/", b"")]);
        assert_eq!(names(bytes.clone()), ["a/1.txt", "云岫县/2.txt"]);
        let mut archive = opened(bytes).unwrap();
        let members = archive.members();
        let mut budget = Budget::for_size(0);
        let mut read = |member| archive.read(member, &mut budget).unwrap();
        let read: Vec<_> = members.iter().map(&mut read).collect();
        assert_eq!(read, [b"one", b"two"]);
    }

    #[test]
    #[ignore = "needs ../shared"]
    fn names_are_those_people_gave() {
        for name in ["gbknames.zip", "utf8names.zip"] {
            let names = names(sample(name));
            assert!(names.iter().any(|name| name.starts_with("重庆市/")), "{names:?}");
            assert!(names.iter().all(|name| !name.contains(['╓', '\u{fffd}'])), "{names:?}");
        }
    }

    #[test]
    fn a_budget_is_spent_and_pays_for_nothing_more() {
        let zeros = vec![0; 8 << 20];
        let mut archive = opened(archive(&[("a.txt", &zeros), ("b.txt", b"one")])).unwrap();
        let mut budget = Budget { most: 1 << 20, left: 1 << 20 };
        let members = archive.members();
        assert!(archive.read(&members[0], &mut budget).is_err());
        assert!(budget.is_spent());
        assert_eq!(
            budget.reason(2).to_string(),
            "too large: its files expand to more than 1 MB; 2 of them were not read"
        );
    }

    #[test]
    fn damaged_archives_lose_only_what_is_damaged() {
        let bytes = archive(&[("a.txt", &b"one".repeat(50)), ("b.txt", &b"two".repeat(50))]);
        let mut whole = 0;
        for copy in damaged(&bytes) {
            let Ok(mut archive) = opened(copy) else { continue };
            for member in archive.members() {
                whole += usize::from(archive.read(&member, &mut Budget::for_size(0)).is_ok());
            }
        }
        assert!(whole > 20, "{whole}");
        assert_eq!(opened(b"PK\x03\x04....".to_vec()).err(), Some(CUT_SHORT));
    }
}

//! Files whose bytes are checked when they are read.
//!
//! Behind the bytes of a file stands a table with a checksum for each of its pages. A page is compared
//! with its checksum when something on it is read for the first time, so that a damaged byte is an
//! error and never another answer, and a question costs no more than the pages it touches. tantivy
//! has one checksum for each file: to check it, the whole file has to be read.
//!
//! ```text
//! the bytes │ a CRC-32 for each page │ their number (8 bytes) │ CRC-32 of the table │ mark
//! ```

use std::fmt;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use crc32fast::Hasher;
use tantivy::HasLen;
use tantivy::directory::{AntiCallToken, FileHandle, OwnedBytes, TerminatingWrite};

/// The bytes of a page: checking one takes 2 µs, and the table is a 4,000th of the file.
const PAGE: usize = 16 << 10;

/// The bytes of a checksum.
const SUM: usize = 4;

/// The last bytes of every file.
const MARK: [u8; 4] = *b"chb4";

/// The bytes behind the table: the number of bytes, the checksum of the table, the mark.
const TAIL: usize = 8 + SUM + MARK.len();

/// A file that is not what was written, as the cause of an [`io::Error`].
#[derive(Debug)]
pub(super) struct DamagedFile {
    /// Its name.
    pub(super) name: String,
}

impl DamagedFile {
    /// Returns the error for the file `name`.
    pub(super) fn error(name: &str) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, Self { name: name.to_owned() })
    }
}

impl fmt::Display for DamagedFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "not what was written: `{}`", self.name)
    }
}

impl std::error::Error for DamagedFile {}

/// Writes a file, and the table behind it.
pub(super) struct PagedWriter {
    file: Box<dyn TerminatingWrite + Send + Sync>,
    table: Vec<u8>,
    page: Hasher,
    len: usize,
}

impl PagedWriter {
    /// Returns a writer that writes to `file`, which is empty.
    pub(super) fn new(file: Box<dyn TerminatingWrite + Send + Sync>) -> Self {
        Self { file, table: Vec::new(), page: Hasher::new(), len: 0 }
    }

    fn close_page(&mut self) {
        let sum = std::mem::take(&mut self.page).finalize();
        self.table.extend(sum.to_le_bytes());
    }
}

impl Write for PagedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        let mut rest = bytes.get(..written).unwrap_or_default();
        while !rest.is_empty() {
            let room = PAGE - self.len % PAGE;
            let (now, later) = rest.split_at(room.min(rest.len()));
            self.page.update(now);
            self.len += now.len();
            if self.len.is_multiple_of(PAGE) {
                self.close_page();
            }
            rest = later;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for PagedWriter {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        if !self.len.is_multiple_of(PAGE) {
            self.close_page();
        }
        self.table.extend((self.len as u64).to_le_bytes());
        let sum = crc32fast::hash(&self.table);
        self.table.extend(sum.to_le_bytes());
        self.table.extend(MARK);
        self.file.write_all(&self.table)?;
        self.file.terminate_ref(token)
    }
}

/// A file that was written by [`PagedWriter`], open for reading.
pub(super) struct PagedFile {
    name: String,
    /// The whole file, its table included.
    bytes: OwnedBytes,
    len: usize,
    /// A bit for each page: whether it has been checked.
    checked: Vec<AtomicU64>,
}

impl PagedFile {
    /// Opens a file and checks its table; the rest is checked when it is read.
    ///
    /// # Errors
    ///
    /// Fails if the table is not what was written.
    pub(super) fn open(name: &str, bytes: OwnedBytes) -> io::Result<Self> {
        let len = table_of(&bytes).ok_or_else(|| DamagedFile::error(name))?;
        let checked = (0..len.div_ceil(PAGE).div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        Ok(Self { name: name.to_owned(), bytes, len, checked })
    }

    fn check(&self, page: usize) -> io::Result<()> {
        let (word, bit) = (self.checked.get(page / 64), 1 << (page % 64));
        if word.is_some_and(|word| word.load(Ordering::Relaxed) & bit != 0) {
            return Ok(());
        }
        let from = page * PAGE;
        let sum_at = self.len + page * SUM;
        let bytes = self.bytes.get(from..self.len.min(from + PAGE)).unwrap_or_default();
        let written = self.bytes.get(sum_at..sum_at + SUM);
        if written != Some(&crc32fast::hash(bytes).to_le_bytes()) {
            return Err(DamagedFile::error(&self.name));
        }
        if let Some(word) = word {
            word.fetch_or(bit, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// Returns the number of bytes before the table, if the table is what was written.
fn table_of(file: &[u8]) -> Option<usize> {
    let (before, mark) = file.split_last_chunk::<4>()?;
    let (before, sum) = before.split_last_chunk::<SUM>()?;
    let (_, len) = before.split_last_chunk::<8>()?;
    let len = usize::try_from(u64::from_le_bytes(*len)).ok()?;
    let pages = len.div_ceil(PAGE);
    let is_whole = len.checked_add(pages * SUM + TAIL)? == file.len();
    let table = before.get(len..)?;
    let is_written = is_whole && *mark == MARK && sum == &crc32fast::hash(table).to_le_bytes();
    is_written.then_some(len)
}

impl HasLen for PagedFile {
    fn len(&self) -> usize {
        self.len
    }
}

impl FileHandle for PagedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        // A place outside of the file comes from a damaged number in another one.
        if range.start > range.end || range.end > self.len {
            return Err(DamagedFile::error(&self.name));
        }
        if !range.is_empty() {
            (range.start / PAGE..range.end.div_ceil(PAGE)).try_for_each(|page| self.check(page))?;
        }
        Ok(self.bytes.slice(range))
    }
}

impl fmt::Debug for PagedFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PagedFile({}, {} bytes)", self.name, self.len)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Vec<u8>>>);

    impl Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            // As a full pipe does, it takes a part at a time.
            let taken = bytes.len().min(PAGE - 1000);
            self.0.lock().unwrap().extend(bytes.iter().take(taken));
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl TerminatingWrite for Memory {
        fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
            Ok(())
        }
    }

    fn written(bytes: &[u8]) -> Vec<u8> {
        let memory = Memory::default();
        let mut writer = PagedWriter::new(Box::new(memory.clone()));
        writer.write_all(bytes).unwrap();
        writer.terminate().unwrap();
        memory.0.lock().unwrap().clone()
    }

    fn bytes(len: usize) -> Vec<u8> {
        (0..len).map(|at| u8::try_from((at * at + at / 251) % 256).unwrap()).collect()
    }

    #[test]
    fn files_of_any_length_are_read_back_as_written() {
        for len in [0, 1, 100, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, 70 * PAGE + 5] {
            let bytes = bytes(len);
            let file = PagedFile::open("a.idx", OwnedBytes::new(written(&bytes))).unwrap();
            assert_eq!(file.len(), len);
            for range in [0..len, 0..0, len / 2..len, len / 3..len / 2, len..len] {
                let read = file.read_bytes(range.clone()).unwrap();
                assert_eq!(&*read, bytes.get(range).unwrap());
            }
            assert!(file.read_bytes(0..len + 1).is_err());
        }
    }

    #[test]
    fn a_damaged_page_is_an_error_and_the_others_are_read() {
        let bytes = bytes(3 * PAGE + 100);
        let mut whole = written(&bytes);
        *whole.get_mut(PAGE + 7).unwrap() ^= 0x10;
        let file = PagedFile::open("a.idx", OwnedBytes::new(whole)).unwrap();
        for (range, is_read) in [
            (0..PAGE, true),
            (0..PAGE + 1, false),
            (PAGE + 9..PAGE + 10, false),
            (2 * PAGE..3 * PAGE + 100, true),
            (0..3 * PAGE, false),
        ] {
            let read = file.read_bytes(range.clone());
            assert_eq!(read.is_ok(), is_read, "{range:?}");
            let reason = read.err().map(|error| error.to_string());
            assert!(reason.is_none_or(|it| it == "not what was written: `a.idx`"));
        }
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let bytes = bytes(300);
        let whole = written(&bytes);
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut flipped = whole.clone();
                *flipped.get_mut(at).unwrap() ^= 1 << bit;
                let file = PagedFile::open("a.idx", OwnedBytes::new(flipped));
                assert!(file.and_then(|file| file.read_bytes(0..300)).is_err(), "{at} {bit}");
            }
            let cut = whole.get(..at).unwrap().to_vec();
            assert!(PagedFile::open("a.idx", OwnedBytes::new(cut)).is_err(), "{at}");
        }
    }
}

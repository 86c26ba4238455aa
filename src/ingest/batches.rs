//! Batches: so many files at a time that all cores are busy and memory does not fill.

use std::fs;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ScopedJoinHandle};

use rayon::prelude::*;

use super::read::{FileOutcome, FileReader};
use crate::discover::FoundFile;
use crate::error::Result;

/// The bytes and the files of a batch: enough to keep all cores busy, and little enough for two
/// batches to stay in memory next to the index.
const BATCH_BYTES: u64 = 32 << 20;
const BATCH_FILES: usize = 512;

/// The size of a batch that is being filled.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BatchSize {
    bytes: u64,
    files: usize,
}

impl BatchSize {
    /// Adds a file and returns whether the batch is full.
    pub(super) fn add(&mut self, bytes: u64) -> bool {
        self.bytes += bytes;
        self.files += 1;
        self.bytes >= BATCH_BYTES || self.files >= BATCH_FILES
    }
}

/// Reads the files batch by batch and hands each batch to `take`, while the next one is read.
///
/// # Errors
///
/// Fails if `take` fails.
pub(super) fn read_in_batches(
    files: &[FoundFile],
    reader: &FileReader<'_>,
    mut take: impl FnMut(&[FoundFile], Vec<FileOutcome>) -> Result<()>,
) -> Result<()> {
    let batches = batches(files);
    // After a failure nobody waits for the batch that is being read.
    let has_failed = AtomicBool::new(false);
    let read_file = |file: &FoundFile| {
        if has_failed.load(Ordering::Relaxed) {
            return FileOutcome::Unchanged;
        }
        reader.read_file(file)
    };
    let read = |batch: &[FoundFile]| -> Vec<FileOutcome> {
        reader.pool.install(|| batch.par_iter().map(read_file).collect())
    };
    thread::scope(|scope| {
        let mut reading = batches.first().map(|first| scope.spawn(|| read(first)));
        for (at, batch) in batches.iter().enumerate() {
            let done = reading.take().map(ScopedJoinHandle::join);
            reading = batches.get(at + 1).map(|next| scope.spawn(|| read(next)));
            match done {
                Some(Ok(done)) => {
                    take(batch, done).inspect_err(|_| has_failed.store(true, Ordering::Relaxed))?;
                }
                Some(Err(panic)) => resume_unwind(panic),
                None => {}
            }
        }
        Ok(())
    })
}

/// Cuts the files into batches.
fn batches(files: &[FoundFile]) -> Vec<&[FoundFile]> {
    let mut batches = Vec::new();
    let (mut from, mut size) = (0, BatchSize::default());
    for (at, file) in files.iter().enumerate() {
        if size.add(fs::metadata(&file.path).map_or(0, |meta| meta.len())) {
            batches.extend(files.get(from..=at));
            (from, size) = (at + 1, BatchSize::default());
        }
    }
    batches.extend(files.get(from..).filter(|rest| !rest.is_empty()));
    batches
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn batches_joined_are_all_files() {
        for count in [0, 1, BATCH_FILES - 1, BATCH_FILES, BATCH_FILES + 1, 3 * BATCH_FILES] {
            let file = |at: usize| FoundFile {
                name: format!("{at}.txt"),
                below: format!("{at}.txt"),
                root: 0,
                path: PathBuf::from("not there"),
            };
            let files: Vec<FoundFile> = (0..count).map(file).collect();
            let batches = batches(&files);
            assert_eq!(batches.len(), count.div_ceil(BATCH_FILES), "{count}");
            assert_eq!(batches.concat(), files, "{count}");
        }
    }

    #[test]
    fn a_batch_is_full_by_bytes_or_by_files() {
        let mut size = BatchSize::default();
        assert!(!size.add(BATCH_BYTES - 1));
        assert!(size.add(1));
        let mut size = BatchSize::default();
        let full = (0..BATCH_FILES).map(|_| size.add(0)).position(|is_full| is_full);
        assert_eq!(full, Some(BATCH_FILES - 1));
    }
}

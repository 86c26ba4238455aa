//! The folder of an index as tantivy uses it.
//!
//! It differs from tantivy's own folder in five points:
//!
//! - Every file carries checksums that are compared as it is read (`paged_file`); so does `meta.json`,
//!   as its first entry.
//! - New files have the permissions that the user's umask gives.
//! - There are no locks. Writers hold the lock of `files`; readers need none, and so an index on a
//!   read-only disk, or of another user, can be read. A file that goes away while an index is opened
//!   is noticed there ([`super::read::IndexReader::open`]).
//! - tantivy's list of the files it has written is not kept: the names of files say what they are, and
//!   what no commit needs is removed by its name (`files`).
//! - A new index is *staged*: until it is published, its `meta.json` is only in memory. So it can be
//!   built among the files of an old index, which stays as it is until one rename replaces it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

use super::files::{MANAGED, META, seal, unseal};
use super::paged_file::{DamagedFile, PagedFile, PagedWriter};

/// The folder of an index.
#[derive(Clone, Debug)]
pub(super) struct IndexDirectory {
    dir: PathBuf,
    files: MmapDirectory,
    /// The index that is staged; `None` if it is that on disk.
    staged: Option<Staged>,
}

/// An index that is staged.
#[derive(Clone, Debug)]
pub(super) struct Staged(Arc<Mutex<State>>);

#[derive(Debug)]
enum State {
    /// Its `meta.json` is in memory; `None` before it is written for the first time.
    InMemory(Option<Vec<u8>>),
    /// What is written goes to disk.
    Published,
}

impl Staged {
    /// Makes the next `meta.json` that is written the one on disk.
    pub(super) fn publish(&self) {
        *self.state() = State::Published;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl IndexDirectory {
    /// Returns the folder of the index in `dir`.
    ///
    /// # Errors
    ///
    /// Fails if there is no such folder.
    pub(super) fn open(dir: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self { dir: dir.to_owned(), files: MmapDirectory::open(dir)?, staged: None })
    }

    /// Returns the folder for a new index in `dir`, and what publishes it.
    ///
    /// # Errors
    ///
    /// Fails if there is no such folder.
    pub(super) fn stage(dir: &Path) -> Result<(Self, Staged), OpenDirectoryError> {
        let staged = Staged(Arc::new(Mutex::new(State::InMemory(None))));
        Ok((Self { staged: Some(staged.clone()), ..Self::open(dir)? }, staged))
    }

    /// Calls `with` if `path` is the `meta.json` of an index that is staged.
    fn in_memory<T>(&self, path: &Path, with: impl FnOnce(&mut Option<Vec<u8>>) -> T) -> Option<T> {
        let staged = self.staged.as_ref().filter(|_| path == Path::new(META))?;
        match &mut *staged.state() {
            State::InMemory(meta) => Some(with(meta)),
            State::Published => None,
        }
    }
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = self.files.get_file_handle(path)?;
        let open = || PagedFile::open(&path.to_string_lossy(), file.read_bytes(0..file.len())?);
        match open() {
            Ok(file) => Ok(Arc::new(file)),
            Err(error) => Err(OpenReadError::wrap_io_error(error, path.to_owned())),
        }
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = self.files.open_write(path)?;
        let file = file
            .into_inner()
            .map_err(|error| OpenWriteError::wrap_io_error(error.into_error(), path.to_owned()))?;
        Ok(BufWriter::new(Box::new(PagedWriter::new(file))))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let missing = || OpenReadError::FileDoesNotExist(path.to_owned());
        if let Some(meta) = self.in_memory(path, |meta| meta.clone()) {
            return meta.ok_or_else(missing);
        }
        if path == Path::new(MANAGED) {
            return Err(missing());
        }
        let bytes = self.files.atomic_read(path)?;
        if path == Path::new(META) {
            return unseal(&bytes).ok_or_else(|| {
                OpenReadError::wrap_io_error(DamagedFile::error(META), path.to_owned())
            });
        }
        Ok(bytes)
    }

    fn atomic_write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let is_in_memory = self.in_memory(path, |meta| *meta = Some(bytes.to_vec())).is_some();
        if is_in_memory || path == Path::new(MANAGED) {
            return Ok(());
        }
        if path == Path::new(META) {
            return replace(&self.dir.join(path), &seal(bytes));
        }
        replace(&self.dir.join(path), bytes)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        match self.in_memory(path, |meta| meta.is_some()) {
            Some(exists) => Ok(exists),
            None => self.files.exists(path),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

/// Replaces a file in one step: whoever reads it sees the old bytes or the new ones.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Only whoever holds the lock of the index writes, so the name is not taken.
    let new = path.with_file_name(format!(".{}.new", name.trim_start_matches('.')));
    let write = || {
        let mut file = File::create(&new)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        fs::rename(&new, path)
    };
    write().inspect_err(|_| drop(fs::remove_file(&new)))
}

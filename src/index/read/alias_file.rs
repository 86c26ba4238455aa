//! The user's table of aliases: a file in the folder of the index, or another one that is named.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::aliases::Aliases;
use crate::error::{Error, Result};
use crate::index::files::{ALIASES, hash_of, io_error};

/// The user's table as it was when it was read.
pub(super) struct AliasFile {
    path: PathBuf,
    /// Whether the file was named, so that it has to be there.
    is_named: bool,
    pub(super) aliases: Aliases,
}

impl AliasFile {
    /// Reads the table `named`, or else the one in the folder of the index, if there is one.
    ///
    /// # Errors
    ///
    /// Fails if the named table is missing, if a table cannot be read, or at a bad entry in it.
    pub(super) fn read(dir: &Path, named: Option<&Path>) -> Result<Self> {
        let path = named.map_or_else(|| dir.join(ALIASES), Path::to_owned);
        let is_named = named.is_some();
        let bad = |source| Error::Aliases { path: path.clone(), source };
        let aliases = match text_of(&path, is_named)? {
            Some(text) => Aliases::with_table(&text).map_err(bad)?,
            None => Aliases::default(),
        };
        Ok(Self { path, is_named, aliases })
    }

    /// Returns the path of the table, if it was named.
    pub(super) fn named(&self) -> Option<&Path> {
        self.is_named.then_some(self.path.as_path())
    }

    /// Returns whether the file is as it was when it was read.
    ///
    /// # Errors
    ///
    /// Fails as [`AliasFile::read`] does.
    pub(super) fn is_same(&self) -> Result<bool> {
        Ok(text_of(&self.path, self.is_named)?.as_deref() == self.aliases.table_text())
    }

    /// Returns a value that changes with the table; empty without one.
    pub(super) fn version(&self) -> String {
        self.aliases.table_text().map_or_else(String::new, |text| hash_of(text.as_bytes()))
    }
}

/// Reads a table; `None` if there is none and none has to be there.
fn text_of(path: &Path, has_to_be_there: bool) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !has_to_be_there => Ok(None),
        Err(error) => Err(io_error("read", path, error)),
    }
}

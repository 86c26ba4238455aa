//! A file that gets an answer: it is written beside its place and renamed at the end, so that there is
//! the whole answer under its name, or what was there before.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use chabao::Error;

/// A file that is being written.
pub(super) struct OutputFile {
    /// The path as the user typed it.
    typed: PathBuf,
    out: BufWriter<File>,
    /// The name that it has until it is whole, and the one it gets; none if it has its name already,
    /// as a device or a pipe.
    rename: Option<[PathBuf; 2]>,
}

impl OutputFile {
    /// Begins to write the file at `path`.
    pub(super) fn create(path: &Path) -> anyhow::Result<Self> {
        Ok(Self::begin(path).map_err(|source| not_written(path, source))?)
    }

    fn begin(path: &Path) -> io::Result<Self> {
        let typed = path.to_owned();
        let before = fs::metadata(path).ok();
        if before.as_ref().is_some_and(|it| !it.is_file()) {
            let out = BufWriter::new(File::options().write(true).open(path)?);
            return Ok(Self { typed, out, rename: None });
        }
        // A link stays one: what it leads to is replaced.
        let place = if before.is_some() { fs::canonicalize(path)? } else { typed.clone() };
        let name = place.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_string_lossy();
        let partial = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let out = BufWriter::new(File::create(&partial)?);
        let file = Self { typed, out, rename: Some([partial.clone(), place]) };
        if let Some(permissions) = before.map(|it| -> Permissions { it.permissions() }) {
            fs::set_permissions(&partial, permissions)?;
        }
        Ok(file)
    }

    /// Returns the folder of the file.
    pub(super) fn folder(&self) -> &Path {
        let place = self.rename.as_ref().map_or(&self.typed, |[_, place]| place);
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
        folder.unwrap_or(Path::new("."))
    }

    /// Writes text.
    pub(super) fn put(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(self.write_all(text.as_bytes()).map_err(|source| not_written(&self.typed, source))?)
    }

    /// Returns what an error means for the file: that an answer cannot be written is about it.
    pub(super) fn failure(&self, error: Error) -> Error {
        match error {
            Error::NotWritten { source } => not_written(&self.typed, source),
            other => other,
        }
    }

    /// Gives the file its name, now that it is whole.
    pub(super) fn finish(mut self) -> anyhow::Result<()> {
        let renamed = self.out.flush().and_then(|()| match &self.rename {
            Some([partial, place]) => fs::rename(partial, place),
            None => Ok(()),
        });
        renamed.map_err(|source| not_written(&self.typed, source))?;
        self.rename = None;
        Ok(())
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for OutputFile {
    /// Removes what is not whole.
    fn drop(&mut self) {
        if let Some([partial, _]) = &self.rename {
            // If it cannot be removed either, nothing can be done.
            drop(fs::remove_file(partial));
        }
    }
}

fn not_written(path: &Path, source: io::Error) -> Error {
    Error::Io { action: "write", path: path.to_owned(), source }
}

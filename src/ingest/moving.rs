//! Moving an index: everything in it is taken over by another one, and no file is read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::progress::{Event, Summary};
use super::roots;
use crate::error::{Error, Result};
use crate::index::{IndexReader, IndexWriter};

/// Writes a new index at `to` that contains what the one at `from` contains.
///
/// # Errors
///
/// Fails if there is none at `from`, or one that cannot be read, and if there is one at `to`.
pub(super) fn take_over(from: &Path, to: &Path, emit: &mut dyn FnMut(Event)) -> Result<Summary> {
    let reader = IndexReader::open(from).map_err(|error| match error {
        Error::NoIndex { dir } => Error::NothingToMove { dir },
        other => other,
    })?;
    let mut writer = open_new(to, reader.user_dictionary())?;
    if reader.aliases().table_text().is_some() {
        let table = from.join("aliases.toml");
        let message = format!(
            "`{}` is not part of the index and stays where it is: name it with `--alias-table`",
            table.display()
        );
        emit(Event::Warning { message });
    }
    let catalog = reader.catalog()?;
    let reports = catalog.reports().len();
    emit(Event::Found { files: reports });
    writer.take_over(&reader, |files| emit(Event::Read { files }))?;
    emit(Event::Writing);
    let paths: BTreeSet<String> = catalog.reports().iter().map(|it| it.path.to_string()).collect();
    let roots = roots::moved(&reader.manifest().roots, &paths, from, to);
    let unreadable = catalog.unreadable().iter();
    let skipped: BTreeMap<String, String> =
        unreadable.map(|file| (file.path.clone(), file.reason.clone())).collect();
    Ok(Summary {
        manifest: writer.commit(&roots)?,
        added: reports,
        changed: 0,
        unchanged: 0,
        removed: 0,
        known_troubles: skipped.len(),
        skipped,
        scans: 0,
        not_reports: 0,
        dropped_roots: Vec::new(),
    })
}

/// Prepares a new index at `to`.
fn open_new(to: &Path, dictionary: Option<&str>) -> Result<IndexWriter> {
    let is_there = || Error::IndexThere { dir: to.to_owned() };
    match IndexWriter::open(to, dictionary.map(str::to_owned), false) {
        Ok(writer) if writer.has_commit() => Err(is_there()),
        // It is one, of another release or with another dictionary.
        Err(Error::OtherFormat { .. } | Error::OtherDictionary { .. }) => Err(is_there()),
        opened => opened,
    }
}

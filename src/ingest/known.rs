//! What the last commit knew of each file, and what its report is and was called.

use std::collections::{HashMap, HashSet};

use super::beside::JoinedFile;
use super::item::INTO;
use crate::discover::Discovery;
use crate::index::{KnownFile, is_below, report_id};

/// The files of the last commit, and the files that were found now.
pub(super) struct KnownFiles {
    files: HashMap<String, KnownFile>,
    found: HashSet<String>,
    /// The names of the files with the same content, and of the file with an id. Empty unless there
    /// are corrections: nothing else asks for them.
    by_content: HashMap<String, Vec<String>>,
    by_id: HashMap<String, String>,
}

/// What a report is and was called.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) ids: Vec<String>,
    /// The paths at which it lay before.
    pub(super) paths: Vec<String>,
}

impl KnownFiles {
    /// Returns the files of the last commit; those that were `found` are there now, and so are those in
    /// folders that could not be searched.
    pub(super) fn new(files: HashMap<String, KnownFile>, found: &Discovery) -> Self {
        let is_hidden =
            |name: &&String| found.problems.iter().any(|problem| is_below(name, &problem.name));
        let hidden = files.keys().filter(is_hidden).map(|name| file_of(name).to_owned());
        let found = found.files.iter().map(|file| file.name.clone()).chain(hidden).collect();
        Self { files, found, by_content: HashMap::new(), by_id: HashMap::new() }
    }

    /// Makes it possible to ask for names.
    pub(super) fn with_names(mut self) -> Self {
        for (name, file) in &self.files {
            let Some((id, earlier)) = &file.report else { continue };
            self.by_content.entry(file.key.content.clone()).or_default().push(name.clone());
            for id in earlier.ids().chain([id]) {
                self.by_id.insert(id.clone(), name.clone());
            }
        }
        self.by_content.values_mut().for_each(|names| names.sort());
        self
    }

    /// Returns what is known of a file.
    pub(super) fn get(&self, name: &str) -> Option<&KnownFile> {
        self.files.get(name)
    }

    /// Returns the files that were joined to the report that the file called `name` led.
    pub(super) fn joined_to(&self, name: &str) -> Vec<JoinedFile> {
        let is_joined = |file: &KnownFile| file.joined_to.as_deref() == Some(name);
        let joined = self.files.iter().filter(|(_, file)| is_joined(file)).map(|(path, file)| {
            JoinedFile { path: path.clone(), content: file.key.content.clone() }
        });
        let mut joined: Vec<JoinedFile> = joined.collect();
        joined.sort();
        joined
    }

    /// Returns the hash of the content that a file had.
    pub(super) fn content_of(&self, name: &str) -> &str {
        self.files.get(name).map_or("", |file| file.key.content.as_str())
    }

    /// Returns whether a file is there, or the archive that it was in.
    pub(super) fn is_there(&self, name: &str) -> bool {
        self.found.contains(file_of(name))
    }

    /// Returns whether the report with this id lay in another file, which is still there.
    pub(super) fn lies_elsewhere(&self, id: &str, name: &str) -> bool {
        self.by_id.get(id).is_some_and(|other| other != name && self.is_there(other))
    }

    /// Returns what the report in a file with this content is and was called. If the content is that of
    /// a file that is gone, the file was moved.
    pub(super) fn names_of(&self, name: &str, content: &str) -> Names {
        let mut names = Names { ids: vec![report_id(content)], paths: Vec::new() };
        let moved = self.by_content.get(content).into_iter().flatten();
        let moved = moved.filter(|other| *other != name && !self.is_there(other));
        for other in [name].into_iter().chain(moved.map(String::as_str)) {
            let Some(file) = self.files.get(other) else { continue };
            if let Some((id, earlier)) = &file.report {
                names.ids.extend(earlier.ids().chain([id]).cloned());
                names.paths.extend(earlier.paths.iter().cloned());
            }
            names.paths.push(other.to_owned());
        }
        names.paths.retain(|path| path != name);
        names
    }
}

/// Returns the name of the file that is `name`, or the archive that it is in.
fn file_of(name: &str) -> &str {
    name.split(INTO).next().unwrap_or(name)
}

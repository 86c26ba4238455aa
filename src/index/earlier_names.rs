//! What reports were called before, so that links, citations and corrections find a report after its
//! file was moved, or its text was changed.

use serde::{Deserialize, Serialize};

/// The earlier names of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EarlierNames {
    /// Other ids of the same content: those of files that are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) same_content: Vec<String>,
    /// The ids of the contents that were changed into this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) other_content: Vec<String>,
    /// The paths at which its file lay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) paths: Vec<String>,
}

impl EarlierNames {
    /// Returns whether the report has always had the names that it has.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the ids.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &String> {
        self.same_content.iter().chain(&self.other_content)
    }

    /// Adds the names of a report that is gone and had the same content.
    pub(crate) fn add_same_content(&mut self, id: &str, path: &str, earlier: &Self) {
        add(&mut self.same_content, earlier.same_content.iter().chain([&id.to_owned()]));
        add(&mut self.other_content, &earlier.other_content);
        add(&mut self.paths, earlier.paths.iter().chain([&path.to_owned()]));
    }

    /// Adds the names of a report that is gone and was changed into this one.
    pub(crate) fn add_other_content(&mut self, id: &str, path: &str, earlier: &Self) {
        add(&mut self.other_content, earlier.ids().chain([&id.to_owned()]));
        add(&mut self.paths, earlier.paths.iter().chain([&path.to_owned()]));
    }

    /// Removes the names that the report has now.
    pub(crate) fn remove_current(&mut self, id: &str, path: &str) {
        self.same_content.retain(|it| it != id);
        self.other_content.retain(|it| it != id);
        self.paths.retain(|it| it != path);
    }
}

/// Adds those of `names` that are not in `list` yet.
fn add<'a>(list: &mut Vec<String>, names: impl IntoIterator<Item = &'a String>) {
    for name in names {
        if !list.contains(name) {
            list.push(name.clone());
        }
    }
}

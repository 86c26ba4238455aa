//! The folders and files that an index is made of, remembered so that they mean the same from anywhere.
//!
//! A folder has a *name*, which the names of its reports begin with: it stays what the user typed first,
//! wherever later commands are called from. Where it lies is remembered twice: as a full path, and as
//! the way from the index, so that an index and its reports can be moved together, on a drive that has
//! another letter tomorrow. Formats before 4 have only the name.

use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

/// A folder or file that an index is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub(crate) struct Root {
    /// The name: as typed first, `/` between folders, `.` for the working folder.
    pub(crate) name: String,
    /// The full path; `None` in formats before 4.
    #[serde(with = "any_path")]
    pub(crate) path: Option<PathBuf>,
    /// The path from the folder of the index, if both are below one folder.
    #[serde(with = "any_path")]
    pub(crate) from_index: Option<PathBuf>,
    /// The names of the folders in it, or its own, at which another disk was mounted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) disks: Vec<String>,
    /// The machine that it lies on, if the index is in a cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) machine: Option<String>,
}

/// What manifests of all formats have.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Name(String),
    Places {
        name: String,
        #[serde(default, with = "any_path")]
        path: Option<PathBuf>,
        #[serde(default, with = "any_path")]
        from_index: Option<PathBuf>,
        #[serde(default)]
        disks: Vec<String>,
        #[serde(default)]
        machine: Option<String>,
    },
}

impl From<Stored> for Root {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Name(name) => {
                Self { name, path: None, from_index: None, disks: Vec::new(), machine: None }
            }
            Stored::Places { name, path, from_index, disks, machine } => {
                Self { name, path, from_index, disks, machine }
            }
        }
    }
}

impl Root {
    /// Returns the root of this name at `path`, for the index in `index`. Both are full paths without
    /// links.
    pub(crate) fn new(name: String, path: PathBuf, index: &Path) -> Self {
        let from_index = way(index, &path);
        Self { name, path: Some(path), from_index, disks: Vec::new(), machine: None }
    }

    /// Returns whether a file of this name, or in an archive of this name, is one of this folder's.
    pub(crate) fn names(&self, file: &str) -> bool {
        self.below(file).is_some()
    }

    /// Returns the name of a file without that of the folder; empty if they are the same.
    pub(crate) fn below<'a>(&self, file: &'a str) -> Option<&'a str> {
        if self.name == "." {
            return Some(file);
        }
        let rest = file.strip_prefix(&self.name).filter(|_| is_below(file, &self.name))?;
        Some(rest.strip_prefix('/').unwrap_or(rest))
    }
}

/// Returns whether a file of this name is, or lies below, the file, folder or archive `outer`.
pub(crate) fn is_below(name: &str, outer: &str) -> bool {
    name.strip_prefix(outer).is_some_and(|rest| {
        rest.is_empty() || rest.starts_with('/') || rest.starts_with("!/") || outer.ends_with('/')
    })
}

/// Returns the way from one folder to another through the last folder above both; `None` if that is the
/// top of a disk, which is never moved.
fn way(from: &Path, to: &Path) -> Option<PathBuf> {
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let is_below_one = from.components().take(common).any(|it| matches!(it, Component::Normal(_)));
    let up = from.components().skip(common).map(|_| Component::ParentDir);
    is_below_one.then(|| up.chain(to.components().skip(common)).collect())
}

/// Paths as text; those that are not UTF-8 as bytes.
mod any_path {
    use std::path::PathBuf;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Any {
        Text(String),
        Bytes(Vec<u8>),
    }

    #[expect(clippy::ref_option, reason = "serde calls it with a reference to the field")]
    pub(super) fn serialize<S: Serializer>(
        path: &Option<PathBuf>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let any = path.as_ref().map(|path| match path.to_str() {
            Some(text) => Any::Text(text.to_owned()),
            None => Any::Bytes(path.as_os_str().as_encoded_bytes().to_vec()),
        });
        any.serialize(to)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Option<PathBuf>, D::Error> {
        Ok(Option::<Any>::deserialize(from)?.map(|any| match any {
            Any::Text(text) => PathBuf::from(text),
            Any::Bytes(bytes) => from_bytes(bytes),
        }))
    }

    #[cfg(unix)]
    fn from_bytes(bytes: Vec<u8>) -> PathBuf {
        use std::os::unix::ffi::OsStringExt as _;
        std::ffi::OsString::from_vec(bytes).into()
    }

    #[cfg(not(unix))]
    fn from_bytes(bytes: Vec<u8>) -> PathBuf {
        String::from_utf8_lossy(&bytes).into_owned().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_leads_through_the_last_folder_above_both() {
        for (index, folder, expected) in [
            ("/media/a/index", "/media/a/reports", Some("../reports")),
            ("/home/u/books/index", "/home/u/data/2023", Some("../../data/2023")),
            ("/home/u", "/home/u/reports", Some("reports")),
            ("/home/u/reports/index", "/home/u/reports", Some("..")),
            ("/srv/index", "/data/reports", None),
        ] {
            let root = Root::new("r".to_owned(), PathBuf::from(folder), Path::new(index));
            assert_eq!(root.from_index.as_deref(), expected.map(Path::new), "{index} {folder}");
        }
    }

    #[test]
    fn files_are_named_after_their_folder() {
        for (root, file, expected) in [
            ("reports", "reports/2023.txt", Some("2023.txt")),
            ("reports", "reports2/2023.txt", None),
            ("reports", "reports", Some("")),
            (".", "2023.txt", Some("2023.txt")),
            ("/", "/2023.txt", Some("2023.txt")),
            ("a.zip", "a.zip!/2023.txt", Some("!/2023.txt")),
            ("../data", "../data/a/2023.txt", Some("a/2023.txt")),
        ] {
            let root = Root::from(Stored::Name(root.to_owned()));
            assert_eq!(root.below(file), expected, "{root:?} {file}");
        }
    }

    #[test]
    fn roots_of_every_format_are_read_back() {
        let root = Root::new("r".to_owned(), "/a/b/r".into(), Path::new("/a/b/index"));
        let json = serde_json::to_string(&root).unwrap();
        assert_eq!(json, r#"{"name":"r","path":"/a/b/r","from_index":"../r"}"#);
        assert_eq!(serde_json::from_str::<Root>(&json).unwrap(), root);
        let before: Root = serde_json::from_str("\"reports\"").unwrap();
        assert_eq!((before.name.as_str(), before.path, before.from_index), ("reports", None, None));
    }

    #[cfg(unix)]
    #[test]
    fn paths_that_are_not_utf8_are_read_back() {
        use std::os::unix::ffi::OsStrExt as _;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"/a/\xB1\xA8")).to_owned();
        let root = Root::new("/a/报".to_owned(), path, Path::new("/b"));
        let json = serde_json::to_string(&root).unwrap();
        assert_eq!(serde_json::from_str::<Root>(&json).unwrap(), root);
    }
}

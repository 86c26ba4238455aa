//! The files beside a page that may belong to its report: a frame, an attached file, further pages.
//!
//! Of a report in several files one leads, a page, and the others are joined to it. The page is read
//! with the files beside it to which it refers, and the reader says which of them it joined
//! ([`crate::extract::Extracted::joined`]). Pages that may lead are therefore read before all other
//! files, and a file that was joined is no report of its own. The ledger names the file that it is
//! joined to, whose key covers the content of both.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::discover::FoundFile;
use crate::extract::{Reference, ReferenceKind, references};
use crate::index::{hash_of, hash_of_reader};

/// The largest page that is searched for references, in bytes: pages of reports have some 100 kB.
const LARGEST_PAGE: u64 = 8 << 20;

/// The most files beside a page that are read with it.
const MOST: usize = 30;

/// The most pages of one text.
const MOST_PAGES: u32 = 50;

/// The endings of pages.
const PAGES: &str = "html htm shtml shtm xhtml mht mhtml asp aspx jsp php";

/// What browsers add to the name of a page for the folder of what they save with it.
const FOLDERS: [&str; 4] = ["_files", ".files", "_文件", ".文件"];

/// What stands around the number of a further page in its name.
const NUMBERED: [[&str; 2]; 5] = [["_", ""], ["-", ""], ["(", ")"], [" (", ")"], ["（", "）"]];

/// A file beside a page, to which the page refers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Beside {
    pub(super) kind: ReferenceKind,
    /// Its path below the folder of the page.
    pub(super) name: String,
    /// What the page calls it.
    pub(super) label: String,
    /// The path for opening it; `None` for a file in an archive.
    pub(super) path: Option<PathBuf>,
    /// Its bytes, if it is not to be opened.
    #[serde(skip)]
    pub(super) bytes: Option<Arc<Vec<u8>>>,
}

impl Beside {
    /// Returns the hash of its bytes.
    fn content_hash(&self) -> io::Result<String> {
        match (&self.bytes, &self.path) {
            (Some(bytes), _) => Ok(hash_of(bytes)),
            (None, Some(path)) => hash_of_reader(File::open(path)?),
            (None, None) => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Returns the path of the file as that of `page` is written.
    pub(super) fn path_by(&self, page: &str) -> String {
        format!("{}{}", page.split_at(page.len() - last(page).len()).0, self.name)
    }
}

/// A file that is joined to the report which another one leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct JoinedFile {
    /// Its path, written as that of the other.
    pub(super) path: String,
    /// The hash of its bytes; empty if they are not known.
    pub(super) content: String,
}

impl Beside {
    /// Returns the file as one that is joined to `page`.
    pub(super) fn joined_to(&self, page: &str) -> JoinedFile {
        let content = self.content_hash().unwrap_or_default();
        JoinedFile { path: self.path_by(page), content }
    }
}

/// Returns a value that changes with the files beside a page, empty if there are none.
pub(super) fn hash_of_all(beside: &[Beside]) -> String {
    let mut hash = String::new();
    for file in beside {
        // One that cannot be opened is read as one that is not there.
        let content = file.content_hash().unwrap_or_default();
        let _ = write!(hash, "\n{} {content}", file.name);
    }
    hash
}

/// The names of the files that were found.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    names: HashSet<String>,
    /// The folders with files that are no pages, in them or in a folder in them.
    with_documents: HashSet<String>,
}

impl Surroundings {
    /// Returns the surroundings of files with these names.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut found = Self::default();
        for name in names {
            found.names.insert(name.to_owned());
            if !is_page(name) {
                let folder = folder_of(name);
                let above = folder_of(folder.trim_end_matches('/'));
                for folder in [folder, above] {
                    if !found.with_documents.contains(folder) {
                        found.with_documents.insert(folder.to_owned());
                    }
                }
            }
        }
        found
    }

    /// Returns whether there is a file with this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Returns whether the file called `name` is to be read before files that may be part of its
    /// report: it is a page, and not a further page of one.
    pub(super) fn may_lead(&self, name: &str) -> bool {
        is_page(name) && !self.is_further(name)
    }

    /// Returns whether the name is that of the page after another one: `1_2.html` beside `1.html` or
    /// `1_1.html`.
    fn is_further(&self, name: &str) -> bool {
        let (stem, ending) = split_ending(name);
        NUMBERED.iter().any(|[open, close]| {
            let Some(inner) = stem.strip_suffix(close) else { return false };
            let digits = inner.bytes().rev().take_while(u8::is_ascii_digit).count();
            let (before, number) = inner.split_at(inner.len() - digits);
            let Some(base) = before.strip_suffix(open) else { return false };
            let Some(number) = number.parse::<u32>().ok().filter(|it| *it <= MOST_PAGES) else {
                return false;
            };
            let earlier = |number: u32| self.has(&format!("{base}{open}{number}{close}{ending}"));
            self.has(&format!("{base}{ending}")) || number.checked_sub(1).is_some_and(earlier)
        })
    }

    /// Returns whether a file or a further page may lie beside a page in a folder.
    fn may_have_beside(&self, file: &FoundFile) -> bool {
        let (stem, ending) = split_ending(&file.name);
        let numbered = |[open, close]: &[&str; 2]| {
            [1, 2].iter().any(|number| self.has(&format!("{stem}{open}{number}{close}{ending}")))
        };
        let is_first = || first_of_series(&file.name).is_some();
        self.with_documents.contains(folder_of(&file.name))
            || NUMBERED.iter().any(numbered)
            || is_first()
            || folders_of(&file.path).any(|folder| folder.is_dir())
    }

    /// Returns the files beside a page in a folder to which it refers.
    pub(super) fn beside(&self, file: &FoundFile) -> Vec<Beside> {
        let is_small = || fs::metadata(&file.path).is_ok_and(|meta| meta.len() <= LARGEST_PAGE);
        if !is_page(&file.name) || !is_small() {
            return Vec::new();
        }
        let Ok(bytes) = fs::read(&file.path) else { return Vec::new() };
        // Most pages have nothing beside them, and need not be parsed to learn that.
        if !self.may_have_beside(file) && !has_frames(&bytes) {
            return Vec::new();
        }
        let folder = file.path.parent().unwrap_or(Path::new(""));
        let found = names_beside(&file.name, &bytes, |name| folder.join(name).is_file());
        let beside = found.into_iter().map(|(kind, name, label)| {
            let path = Some(folder.join(&name));
            Beside { kind, name, label, path, bytes: None }
        });
        beside.collect()
    }
}

/// Returns whether a page has elements that show other pages.
fn has_frames(page: &[u8]) -> bool {
    let is_frame = |rest: &[u8]| {
        let begins =
            |tag: &[u8]| rest.get(..tag.len()).is_some_and(|it| it.eq_ignore_ascii_case(tag));
        begins(b"iframe") || begins(b"frame")
    };
    page.split(|byte| *byte == b'<').skip(1).any(is_frame)
}

/// Returns the folders in which a browser saves what belongs to the page at `path`.
fn folders_of(path: &Path) -> impl Iterator<Item = PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_owned();
    FOLDERS.iter().map(move |ending| {
        let mut name = stem.clone();
        name.push(ending);
        path.with_file_name(name)
    })
}

/// Returns the files beside the page called `name` to which its `bytes` refer, with what the page
/// calls them; `is_there` tells whether its folder has a file.
pub(super) fn names_beside(
    name: &str,
    bytes: &[u8],
    is_there: impl Fn(&str) -> bool,
) -> Vec<(ReferenceKind, String, String)> {
    let own = last(name);
    let (stem, _) = split_ending(own);
    let mut found: Vec<(ReferenceKind, String, String)> = Vec::new();
    let mut add = |kind: ReferenceKind, name: String, label: &str| {
        let is_new = found.iter().all(|(_, known, _)| *known != name);
        if name != own && is_new && found.len() < MOST {
            found.push((kind, name, label.to_owned()));
        }
    };
    let all = if bytes.len() as u64 > LARGEST_PAGE { Vec::new() } else { references(bytes, name) };
    for Reference { kind, paths } in &all {
        let in_folders = paths.iter().flat_map(|path| {
            FOLDERS.iter().map(move |ending| format!("{stem}{ending}/{}", last(path)))
        });
        let places = paths.iter().cloned().chain(in_folders);
        let label = paths.last().map_or("", String::as_str);
        match kind {
            ReferenceKind::Page => {}
            kind => {
                if let Some(name) = { places }.find(|name| is_there(name)) {
                    add(*kind, name, label);
                }
            }
        }
    }
    if all.iter().any(|it| it.kind == ReferenceKind::Page) {
        for name in further_pages(own, &is_there) {
            add(ReferenceKind::Page, name, "");
        }
    }
    found
}

/// Returns the names of the pages after the one called `own`, in order.
fn further_pages(own: &str, is_there: &impl Fn(&str) -> bool) -> Vec<String> {
    let (stem, ending) = split_ending(own);
    for [open, close] in NUMBERED {
        let name = |base: &str, number: u32| format!("{base}{open}{number}{close}{ending}");
        // The first page has no number, and the second has 1 or 2; or the first has 1.
        let (base, from) = match first_of_series(own) {
            Some((base, [first, last])) if (first, last) == (open, close) => {
                if is_there(&format!("{base}{ending}")) {
                    continue;
                }
                (base, 2)
            }
            _ => (stem, if is_there(&name(stem, 1)) { 1 } else { 2 }),
        };
        let numbers = (from..=MOST_PAGES).map(|number| name(base, number));
        let pages: Vec<String> = numbers.take_while(|name| is_there(name)).collect();
        if !pages.is_empty() {
            return pages;
        }
    }
    Vec::new()
}

/// Returns the beginning of a name that ends in the number 1, and what stands around the number.
fn first_of_series(name: &str) -> Option<(&str, [&'static str; 2])> {
    let (stem, _) = split_ending(last(name));
    NUMBERED.into_iter().find_map(|around| {
        let [open, close] = around;
        let base = stem.strip_suffix(close)?.strip_suffix('1')?.strip_suffix(open)?;
        (!base.is_empty()).then_some((base, around))
    })
}

/// Returns whether the file called `name` is a page by its ending.
pub(super) fn is_page(name: &str) -> bool {
    let ending = last(name).rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        PAGES.split_ascii_whitespace().any(|it| it.eq_ignore_ascii_case(ending))
    })
}

/// Returns the last step of a path.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Returns the folder of a path with the `/` after it.
pub(super) fn folder_of(path: &str) -> &str {
    path.split_at(path.len() - last(path).len()).0
}

/// Splits the ending, with its dot, from a path.
fn split_ending(path: &str) -> (&str, &str) {
    let length = last(path).rsplit_once('.').map_or(0, |(_, ending)| ending.len() + 1);
    path.split_at(path.len() - length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_lead_are_told_from_those_after_them() {
        let names = [
            "a/1.html",
            "a/1_1.html",
            "a/1_2.html",
            "a/p_1.htm",
            "a/p_2.htm",
            "b/1_2.html",
            "c.docx",
        ];
        let surroundings = Surroundings::new(names.into_iter());
        let leads: Vec<&str> = names.into_iter().filter(|it| surroundings.may_lead(it)).collect();
        assert_eq!(leads, ["a/1.html", "a/p_1.htm", "b/1_2.html"]);
    }

    #[test]
    fn what_a_page_refers_to_is_found_beside_it_under_every_name() {
        let pager = "<a href=x.html>下一页</a>";
        let link = "<a href=\"/u/1.pdf\">云岫县报告.pdf</a>";
        let table = [
            (link, "1.pdf", "File 1.pdf"),
            (link, "云岫县报告.pdf", "File 云岫县报告.pdf"),
            (link, "t_files/1.pdf", "File t_files/1.pdf"),
            (link, "2.pdf", ""),
            ("<iframe src=\"./t_files/a.html\">", "t_files/a.html;a.html", "Frame t_files/a.html"),
            (pager, "t_2.html;t_3.html;t_5.html", "Page t_2.html; Page t_3.html"),
            (pager, "t_1.html;t_2.html", "Page t_1.html; Page t_2.html"),
            (pager, "t (2).html", "Page t (2).html"),
            ("<p>2</p>", "t_2.html", ""),
        ];
        for (page, there, expected) in table {
            let is_there = |name: &str| there.split(';').any(|it| it == name);
            let page = format!("<html><body>{page}</body></html>");
            let found = names_beside("a/t.html", page.as_bytes(), is_there);
            let shown: Vec<String> =
                found.iter().map(|(kind, name, _)| format!("{kind:?} {name}")).collect();
            assert_eq!(shown.join("; "), expected, "{page} {there}");
        }
    }
}

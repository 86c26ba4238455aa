//! The files in an archive, judged by their paths.

use std::collections::HashSet;
use std::ffi::OsStr;

use super::names::{
    is_about_reports, is_hidden, is_not_report, is_other_archive, is_package_mark, is_page,
    is_picture, is_site_folder, pages_of,
};

/// What a file in an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MemberKind {
    /// It may be a report.
    File,
    /// It is a picture, and a page if it is large enough.
    Picture,
    /// It is an archive that cannot be read.
    OtherArchive,
    /// It is part of an unpacked office document, which it represents.
    Package,
    /// It is clearly not a report.
    NotReport,
    /// It is ignored without a word.
    Hidden,
}

/// What a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FolderKind {
    /// Files may lie in it.
    Usual,
    /// A browser saved it together with a page.
    SavedWithPage,
    /// It is an office document that was unpacked.
    Package,
}

/// The paths in an archive, with `/` between folders, by which its files are judged.
pub(crate) struct MemberKinds {
    /// All of them.
    paths: HashSet<String>,
    /// The folders that are office documents.
    packages: HashSet<String>,
    /// The folders in which web pages lie.
    with_pages: HashSet<String>,
}

impl MemberKinds {
    /// Returns the kinds of the files of an archive.
    pub(crate) fn new<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        let mut kinds =
            Self { paths: HashSet::new(), packages: HashSet::new(), with_pages: HashSet::new() };
        for path in paths {
            let (folder, name) = split(path);
            // At the top it would make the archive a document.
            if is_package_mark(name) && !folder.is_empty() {
                kinds.packages.insert(folder.to_owned());
            }
            if is_page(name) {
                kinds.with_pages.insert(folder.to_owned());
            }
            kinds.paths.insert(path.to_owned());
        }
        kinds
    }

    /// Returns the kind of the file at `path`.
    pub(crate) fn kind(&self, path: &str) -> MemberKind {
        let (folder, name) = split(path);
        let is_in_hidden = path.split('/').any(|step| is_hidden(OsStr::new(step)));
        if is_in_hidden || is_about_reports(OsStr::new(name)) {
            return MemberKind::Hidden;
        }
        if is_package_mark(name) && self.packages.contains(folder) {
            return MemberKind::Package;
        }
        if is_other_archive(name) {
            return MemberKind::OtherArchive;
        }
        let belongs_elsewhere = folders(path).any(|folder| {
            let (above, own) = split(folder);
            let is_of_site = is_site_folder(own) && self.with_pages.contains(above);
            self.folder(folder) != FolderKind::Usual || (is_picture(name) && is_of_site)
        });
        if belongs_elsewhere || is_not_report(name) {
            return MemberKind::NotReport;
        }
        if is_picture(name) { MemberKind::Picture } else { MemberKind::File }
    }

    fn folder(&self, folder: &str) -> FolderKind {
        if self.packages.contains(folder) {
            return FolderKind::Package;
        }
        let (above, own) = split(folder);
        let is_there = |page: &String| match above {
            "" => self.paths.contains(page),
            above => self.paths.contains(&format!("{above}/{page}")),
        };
        let is_saved = pages_of(own).iter().any(is_there);
        if is_saved { FolderKind::SavedWithPage } else { FolderKind::Usual }
    }
}

/// Splits a path into the folder, empty at the top, and the name.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Returns the folders around the file at `path`.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_archives_are_classified_as_those_of_folders() {
        let table = [
            ("2023/某县.docx", MemberKind::File),
            ("无名", MemberKind::File),
            ("更多/2022.zip", MemberKind::File),
            ("更多/2022.RAR", MemberKind::OtherArchive),
            ("扫描/1.png", MemberKind::Picture),
            ("images/1.jpg", MemberKind::NotReport),
            ("图集/images/1.jpg", MemberKind::Picture),
            ("a/.DS_Store", MemberKind::Hidden),
            ("__MACOSX/2023/某县.docx", MemberKind::Hidden),
            ("README.txt", MemberKind::Hidden),
            ("钥匙.pem", MemberKind::NotReport),
            ("页.html", MemberKind::File),
            ("页_files/1.jpg", MemberKind::NotReport),
            ("页_files/框.html", MemberKind::NotReport),
            ("别_files/1.jpg", MemberKind::Picture),
            ("站/页.htm", MemberKind::File),
            ("站/images/1.jpg", MemberKind::NotReport),
            ("站/images/附件.docx", MemberKind::File),
            ("旧/[Content_Types].xml", MemberKind::Package),
            ("旧/word/document.xml", MemberKind::NotReport),
            ("旧/word/说明.txt", MemberKind::NotReport),
        ];
        let kinds = MemberKinds::new(table.iter().map(|(path, _)| *path));
        for (path, expected) in table {
            assert_eq!(kinds.kind(path), expected, "{path}");
        }
    }
}

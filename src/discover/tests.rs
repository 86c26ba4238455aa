//! Searches in scratch folders.

use std::ffi::OsStr;
use std::fs;

use super::*;

/// Searches folders under their own paths.
fn search(roots: &[PathBuf], except: &[PathBuf]) -> Discovery {
    let place = |path: &PathBuf| Place { name: name_prefix(path), path: path.clone() };
    discover(&roots.iter().map(place).collect::<Vec<_>>(), except)
}

/// Makes a folder with the files `names` in it, each with a few words.
fn folder(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for name in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
        fs::write(path, "一、概况\n").expect("a file");
    }
    folder
}

/// Returns the names of the files found, without the scratch folder before them.
fn names_of<'a>(found: &'a Discovery, folder: &tempfile::TempDir) -> Vec<&'a str> {
    let before = format!("{}/", folder.path().display());
    let short = |name: &'a str| name.strip_prefix(&before).unwrap_or(name);
    found.files.iter().map(|file| short(&file.name)).collect()
}

#[test]
fn every_entry_ends_in_one_of_four_lists() {
    let folder = folder(&[
        "b/2023.txt",
        "b/2022.md",
        "a.TXT",
        "无名",
        "报告.12月",
        "b/旧.doc",
        "c.pdf",
        "图.jpg",
        "d.rar",
        "页.htm",
        "页_files/a.html",
        "页_files/b/c.js",
        "别_files/d.html",
        "b/x.css",
        "corrections.csv",
        "b/README.md",
        ".git/config.txt",
        ".hidden.txt",
        "~$旧.docx",
    ]);
    let found = search(&[folder.path().to_owned()], &[]);
    assert_eq!(
        names_of(&found, &folder),
        [
            "a.TXT",
            "b/2022.md",
            "b/2023.txt",
            "b/旧.doc",
            "c.pdf",
            "别_files/d.html",
            "报告.12月",
            "无名",
            "页.htm"
        ]
    );
    let archives: Vec<&str> = found.archives.iter().map(|file| file.below.as_str()).collect();
    assert_eq!(archives, ["d.rar"]);
    assert_eq!((found.not_reports, found.problems.len()), (4, 0));
}

#[test]
fn a_file_given_by_the_user_is_read_whatever_its_name() {
    let folder = folder(&[".hidden.txt", "README.md", "a.log", "b.rar"]);
    let roots: Vec<PathBuf> =
        [".hidden.txt", "README.md", "a.log", "b.rar"].map(|name| folder.path().join(name)).into();
    let found = search(&roots, &[]);
    assert_eq!((found.files.len(), found.archives.len()), (3, 1));
    let found = search(&[folder.path().join("a.log")], &[]);
    assert_eq!(names_of(&found, &folder), ["a.log"]);
}

#[test]
fn pictures_count_if_they_are_as_large_as_pages_and_belong_to_no_site() {
    let names = ["扫描.png", "页.html", "images/1.jpg", "别/images/1.jpg", "别/徽.png"];
    let folder = folder(&names);
    for name in ["扫描.png", "images/1.jpg", "别/images/1.jpg"] {
        fs::write(folder.path().join(name), vec![0; 100_000]).expect("a file");
    }
    let found = search(&[folder.path().to_owned()], &[]);
    assert_eq!(names_of(&found, &folder), ["别/images/1.jpg", "扫描.png", "页.html"]);
    assert_eq!(found.not_reports, 2);
}

#[test]
fn an_office_document_that_was_unpacked_is_one_problem() {
    let folder = folder(&["a.txt", "旧/[Content_Types].xml", "旧/word/document.xml", "旧/x/y.txt"]);
    let found = search(&[folder.path().to_owned()], &[]);
    assert_eq!(names_of(&found, &folder), ["a.txt"]);
    let problems: Vec<&str> = found.problems.iter().map(|it| it.reason.as_str()).collect();
    assert_eq!((problems, found.not_reports), (vec![UNPACKED], 0));
}

#[test]
fn several_folders_give_several_prefixes_and_no_file_twice() {
    let folder = folder(&["甲/1.txt", "乙/1.txt"]);
    let roots = ["甲", "乙", "."].map(|name| folder.path().join(name));
    let found = search(&roots, &[]);
    assert_eq!(found.files.len(), 2);
    assert!(found.files.iter().all(|file| file.name.ends_with("/1.txt")), "{found:?}");
}

#[test]
fn a_missing_folder_is_a_problem() {
    let folder = folder(&[]);
    let missing = folder.path().join("没有");
    let found = search(std::slice::from_ref(&missing), &[]);
    let reason = "there is no such file or folder".to_owned();
    assert_eq!(found.problems, [InaccessiblePath { name: name_prefix(&missing), reason }]);
}

#[test]
fn a_folder_to_be_left_out_is_left_out() {
    let folder = folder(&["index/words.txt", "a.txt"]);
    let found = search(&[folder.path().to_owned()], &[folder.path().join("index")]);
    assert_eq!(names_of(&found, &folder), ["a.txt"]);
}

#[cfg(unix)]
#[test]
fn loops_of_links_end_and_a_file_reached_twice_is_listed_once() {
    use std::os::unix::fs::symlink;
    let folder = folder(&["a/1.txt"]);
    symlink(folder.path(), folder.path().join("a/up")).expect("a link");
    symlink(folder.path().join("a/1.txt"), folder.path().join("b.txt")).expect("a link");
    symlink(folder.path().join("gone"), folder.path().join("c.txt")).expect("a link");
    let found = search(&[folder.path().to_owned()], &[]);
    assert_eq!(names_of(&found, &folder), ["a/1.txt"]);
    let problems: Vec<&str> = found.problems.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(problems, [name_prefix(&folder.path().join("c.txt"))]);
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf8_stay_openable_and_unique() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[]);
    let odd: [&[u8]; 4] =
        [b"\xB1\xA8\xB8\xE6.txt", "报告.txt".as_bytes(), b"\xFF.txt", b"a\nb.txt"];
    for name in odd {
        fs::write(folder.path().join(OsStr::from_bytes(name)), "一").expect("a file");
    }
    let found = search(&[folder.path().to_owned()], &[]);
    assert_eq!(names_of(&found, &folder), ["\\xFF.txt", "a\nb.txt", "报告.txt", "报告.txt (2)"]);
    for file in &found.files {
        assert!(fs::read(&file.path).is_ok(), "{file:?}");
    }
}

#[test]
fn a_file_in_two_folders_has_its_name_from_the_first_and_belongs_to_the_innermost() {
    let folder = folder(&["报/c/1.txt", "报/2.txt"]);
    for (order, expected) in [
        (["a", "b"], "a/2.txt 2.txt, a/c/1.txt 1.txt"),
        (["b", "a"], "a/2.txt 2.txt, b/1.txt 1.txt"),
    ] {
        let places = order.map(|name| Place {
            name: name.to_owned(),
            path: folder.path().join(if name == "a" { "报" } else { "报/c" }),
        });
        let found = discover(&places, &[]);
        let files = found.files.iter().map(|file| format!("{} {}", file.name, file.below));
        assert_eq!(files.collect::<Vec<_>>().join(", "), expected);
    }
}

#[test]
fn a_folder_is_reached_unless_something_on_the_way_is_left_out() {
    let folder =
        folder(&["甲/乙/1.txt", "甲/.丙/1.txt", "甲/页.html", "甲/页_files/1.txt", "甲/a.log"]);
    let path = |below: &str| folder.path().join(below);
    for (outer, inner, expected) in [
        ("甲", "甲", true),
        ("甲", "甲/乙", true),
        ("甲", "甲/乙/1.txt", true),
        ("甲/乙", "甲", false),
        ("甲", "甲/.丙", false),
        ("甲", "甲/页_files", false),
        ("甲", "甲/a.log", false),
        ("甲/乙/1.txt", "甲/乙/1.txt", true),
        ("甲/没有", "甲", false),
    ] {
        assert_eq!(reaches(&path(outer), &path(inner)), expected, "{outer} {inner}");
    }
}

#[test]
fn xml_is_a_report_only_if_it_is_a_document() {
    let folder = folder(&["data.xml"]);
    let document = "<?xml version='1.0'?>\n<w:wordDocument xmlns:w='x'><w:body/></w:wordDocument>";
    for (name, content) in [("word.XML", document), ("map.xml", "<?xml version='1.0'?><urlset/>")] {
        fs::write(folder.path().join(name), content).expect("a file");
    }
    let found = search(&[folder.path().to_owned()], &[]);
    assert_eq!(names_of(&found, &folder), ["word.XML"]);
    assert_eq!(found.not_reports, 2);
}

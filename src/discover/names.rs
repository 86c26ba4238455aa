//! What the name of a file or folder says before it is opened.

use std::ffi::OsStr;

/// Endings of files that are not reports: pictures, sound, programs and their data, the files of
/// saved web pages, and those of an index.
const NOT_REPORTS: &str = "
    aac avi bak bat bin bmp c cfg class cpp css csv dat db dll dmg eot exe fast fieldnorm flv gif h
    ico idx ini iso jar java jpeg jpg js json jsonl lnk lock log m4a map mov mp3 mp4 msi o otf pos
    png ppt pptx psd py pyc rs sh so sqlite store svg swf term tif tiff tmp toml torrent tsv ttf url
    wav webm webp wmv woff woff2 xml yaml yml
";

/// Endings of archives of other kinds than zip: they are not read, and the user is told.
const OTHER_ARCHIVES: &str = "7z arj bz2 gz lzh rar tar tgz xz zst";

/// Names of files that describe the reports around them.
const ABOUT_REPORTS: &str = "readme.md readme.txt readme";

/// Names of tables that correct the reports around them.
const CORRECTIONS: &str = "corrections.csv corrections.tsv corrections.txt corrections.xlsx";

/// Returns whether an entry of this name is hidden, or left behind by an office program or a packer.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    bytes.starts_with(b".") || bytes.starts_with(b"~$") || bytes == b"__MACOSX"
}

/// Returns whether a file of this name describes or corrects the reports around it.
pub(super) fn is_about_reports(name: &OsStr) -> bool {
    is_one_of(name, ABOUT_REPORTS) || is_table_of_corrections(name)
}

/// Returns whether a file of this name is a table that corrects the reports around it.
pub(crate) fn is_table_of_corrections(name: &OsStr) -> bool {
    is_one_of(name, CORRECTIONS)
}

fn is_one_of(name: &OsStr, names: &str) -> bool {
    names.split_ascii_whitespace().any(|it| name.eq_ignore_ascii_case(it))
}

/// Returns whether the ending of `name` is that of something other than a report.
pub(super) fn is_not_report(name: &str) -> bool {
    ends_in_one_of(name, NOT_REPORTS)
}

/// Returns whether the ending of `name` is that of an archive that is not read.
pub(super) fn is_other_archive(name: &str) -> bool {
    ends_in_one_of(name, OTHER_ARCHIVES)
}

fn ends_in_one_of(name: &str, endings: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        endings.split_ascii_whitespace().any(|it| it.eq_ignore_ascii_case(ending))
    })
}

/// Returns the name, without its ending, of the page whose pictures and scripts a browser saved in a
/// folder of this name: `某县_files` and `某县.files` lie next to `某县.html`.
pub(super) fn page_of(folder: &str) -> Option<&str> {
    let mut endings = ["_files", ".files", "_文件", ".文件"].into_iter();
    endings.find_map(|ending| folder.strip_suffix(ending)).filter(|page| !page.is_empty())
}

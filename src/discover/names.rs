//! What the name of an entry of a folder tells before it is opened.

use std::ffi::OsStr;

/// Endings of files that hold no report: pictures, sound, programs and their data, the files of
/// pages saved from the web, and those of an index.
const NOT_REPORTS: &[&str] = &[
    "7z",
    "aac",
    "avi",
    "bak",
    "bat",
    "bin",
    "bmp",
    "c",
    "cfg",
    "class",
    "cpp",
    "css",
    "csv",
    "dat",
    "db",
    "dll",
    "dmg",
    "eot",
    "exe",
    "fast",
    "fieldnorm",
    "flv",
    "gif",
    "gz",
    "h",
    "ico",
    "idx",
    "ini",
    "iso",
    "jar",
    "java",
    "jpeg",
    "jpg",
    "js",
    "json",
    "jsonl",
    "lnk",
    "lock",
    "log",
    "m4a",
    "map",
    "mov",
    "mp3",
    "mp4",
    "msi",
    "o",
    "otf",
    "pos",
    "png",
    "ppt",
    "pptx",
    "psd",
    "py",
    "pyc",
    "rar",
    "rs",
    "sh",
    "so",
    "sqlite",
    "store",
    "svg",
    "swf",
    "tar",
    "term",
    "tgz",
    "tif",
    "tiff",
    "tmp",
    "toml",
    "torrent",
    "tsv",
    "ttf",
    "url",
    "wav",
    "webm",
    "webp",
    "wmv",
    "woff",
    "woff2",
    "xml",
    "xz",
    "yaml",
    "yml",
    "zst",
];

/// Returns `name` as text: as it is, else from GB18030 (zip files made on Chinese Windows), else
/// with the bytes that are no UTF-8 written out.
pub(super) fn readable(name: &OsStr) -> String {
    if let Some(name) = name.to_str() {
        return name.to_owned();
    }
    let bytes = name.as_encoded_bytes();
    let (decoded, had_errors) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    if !had_errors {
        return decoded.into_owned();
    }
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            out.push_str("\\x");
            for half in [byte >> 4, byte & 15] {
                let digit = char::from_digit(u32::from(half), 16).unwrap_or('0');
                out.push(digit.to_ascii_uppercase());
            }
        }
    }
    out
}

/// Returns whether an entry of this name is hidden, or a trace that an office program or a packer
/// leaves.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    bytes.starts_with(b".") || bytes.starts_with(b"~$") || bytes == b"__MACOSX"
}

/// Returns whether a file of this name is about the reports beside it and none itself.
pub(super) fn is_about_reports(name: &OsStr) -> bool {
    let names = ["corrections.csv", "readme.md", "readme.txt", "readme"];
    names.iter().any(|about| name.eq_ignore_ascii_case(about))
}

/// Returns whether the ending of `name` stands for something that is no report.
pub(super) fn is_not_report(name: &str) -> bool {
    let Some((_, ending)) = name.rsplit_once('.') else { return false };
    let ending = ending.to_ascii_lowercase();
    NOT_REPORTS.contains(&ending.as_str())
}

//! Everything that is said is said in both languages.

use std::collections::BTreeSet;
use std::io;

use super::errors::Audience;
use super::leaks::english_words;
use crate::aliases::Aliases;
use crate::error::{ClusterTrouble, Error};
use crate::extract::Unreadable;
use crate::query::{CodebookError, Query};
use crate::report::{Fact, Language, Level, Note, Source, Year};

/// Checks a sentence in both languages.
#[track_caller]
fn check(english: &str, chinese: &str) {
    assert!(
        !english.trim().is_empty() && english.is_ascii() || english.contains('甲'),
        "{english}"
    );
    assert!(!chinese.is_ascii(), "{english}: {chinese}");
    assert_eq!(english_words(chinese), [""; 0], "{english}: {chinese}");
}

/// Every trouble of a cluster.
const TROUBLES: [ClusterTrouble; 13] = [
    ClusterTrouble::Settings,
    ClusterTrouble::Unreachable,
    ClusterTrouble::Tls,
    ClusterTrouble::Credentials,
    ClusterTrouble::Forbidden,
    ClusterTrouble::Silent,
    ClusterTrouble::Busy,
    ClusterTrouble::Incomplete,
    ClusterTrouble::ReadOnly,
    ClusterTrouble::Release,
    ClusterTrouble::Unsafe,
    ClusterTrouble::Damaged,
    ClusterTrouble::Refused,
];

/// Returns an error of every kind about the index, its folders and its cluster.
fn errors_about_index() -> Vec<Error> {
    let (text, dir) = (|| "甲".to_owned(), || std::path::PathBuf::from("甲"));
    let source = || io::Error::from(io::ErrorKind::NotFound);
    let aliases = Aliases::with_table("[[same]]\nterms = [\"甲\"]\n").unwrap_err();
    let mut errors = vec![
        Error::NoIndex { dir: dir() },
        Error::NoIndex { dir: "opensearch+http://h:9200/r".into() },
        Error::NothingToMove { dir: dir() },
        Error::IndexThere { dir: dir() },
        Error::NotAnIndex { dir: dir() },
        Error::OtherFormat { dir: dir(), found: "format 4".to_owned(), expected: 5 },
        Error::OtherDictionary { dir: dir(), found: text(), expected: text() },
        Error::Damaged { dir: dir(), what: "its file `a.json` is missing".to_owned() },
        Error::Locked { dir: dir() },
        Error::Locked { dir: "opensearch+http://h:9200/r".into() },
        Error::ClusterAddress { address: text(), what: "`x` is no port".to_owned() },
        Error::Overtaken { address: text() },
        Error::NoReports { paths: vec![text(), text()] },
        Error::NothingToIndex,
        Error::FoldersUnknown { dir: dir() },
        Error::FolderGone { name: text(), path: dir() },
        Error::FolderElsewhere { name: text(), machine: text() },
        Error::RebuildElsewhere { name: text(), machine: text() },
        Error::SeveralPlaces { name: text(), places: vec![dir(), dir()] },
        Error::Emptied { folder: text(), reports: 1 },
        Error::DiskGone { folder: text(), reports: 2 },
        Error::Aliases { path: dir(), source: aliases },
        Error::Listen { address: text(), source: source() },
        Error::Unguarded { address: text() },
        Error::NotWritten { source: source() },
    ];
    for are_some in [true, false] {
        let (known, named) = (vec![text()], vec![text()]);
        errors.push(Error::OtherFolders { dir: dir(), known, named, are_some });
    }
    for action in ["read", "write", "create", "start", "write a temporary file in"] {
        errors.push(Error::Io { action, path: dir(), source: source() });
    }
    errors.extend(TROUBLES.map(|trouble| Error::Cluster {
        address: text(),
        trouble,
        reason: "http://h:9200: connection refused, after 3 tries".to_owned(),
    }));
    errors
}

/// Returns an error of every kind about what was asked.
fn errors_about_request() -> Vec<Error> {
    let text = || "甲".to_owned();
    let mut errors = vec![
        Error::from("(甲".parse::<Query>().unwrap_err()),
        Error::NoTerm,
        Error::UnknownReport { name: text() },
        Error::AmbiguousReport { name: text(), count: 2, examples: vec![text(), text()] },
        Error::UnknownSection { report: text(), section: text() },
        Error::UnreadableFile { path: text(), reason: Unreadable::Scan.to_string() },
        Error::UnknownColumn { column: text(), columns: Vec::new() },
        Error::UnknownColumn { column: text(), columns: vec![text()] },
        Error::UnknownQuotation { report: text(), quotation: text() },
        Error::AmbiguousRegion { name: text(), candidates: vec![text(), text()] },
        Error::AmbiguousAgency { name: text(), candidates: vec![text(), text()] },
        Error::BadCursor { cursor: text() },
        Error::OldCursor,
        Error::BadContextGroup { written: text() },
        Error::SameRowsAndColumns { name: text() },
        Error::TooManyCells { rows: 1, columns: 2, most: 3 },
        Error::WorkbookFull { rows: 1, is_in_memory: true },
        Error::WorkbookFull { rows: 1, is_in_memory: false },
    ];
    for (level, nearest) in [(None, vec![text()]), (Some(Level::County), Vec::new())] {
        errors.push(Error::UnknownRegion { name: text(), level, nearest });
    }
    errors.extend(codebook_errors().map(Error::Codebook));
    errors
}

fn codebook_errors() -> [CodebookError; 8] {
    [
        CodebookError::Unreadable(Unreadable::Empty),
        CodebookError::Misread,
        CodebookError::NoQueries { line: 1 },
        CodebookError::BadToml { line: 1 },
        CodebookError::Empty,
        CodebookError::TooMany { most: 100 },
        CodebookError::WithQuery,
        CodebookError::TooLong { characters: 2_000, most: 1_000 },
    ]
}

#[test]
fn every_error_has_its_sentence_and_its_hint_in_both_languages() {
    let errors = errors_about_index().into_iter().chain(errors_about_request());
    let mut codes = BTreeSet::new();
    for error in errors {
        codes.insert(error.code());
        let [english, chinese] = [Language::English, Language::Chinese].map(Audience::CommandLine);
        check(&error.message(english), &error.message(chinese));
        match [english, chinese].map(|audience| error.hint(audience)) {
            [None, None] => {}
            [Some(english), Some(chinese)] => {
                assert_ne!(english, chinese);
                assert_eq!(english_words(&chinese), [""; 0], "{chinese}");
            }
            hints => panic!("{hints:?}"),
        }
    }
    // A dictionary is read from a file alone.
    codes.insert("dictionary");
    let source = include_str!("../../error.rs");
    let all = source.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next());
    let all = all.filter(|code| !code.contains(' ') && *code != "cluster").collect::<BTreeSet<_>>();
    assert_eq!(codes, all);
}

#[test]
fn every_note_is_a_sentence_in_both_languages() {
    let text = || "甲".to_owned();
    let notes = [
        Note::NoTitle,
        Note::NoAgency,
        Note::Anonymised { name: text() },
        Note::NoRegion,
        Note::AmbiguousRegion { candidates: vec![text()] },
        Note::NoYear,
        Note::AmbiguousYear { candidates: Year::new(2021).into_iter().collect() },
        Note::Cleared { fact: Fact::Year.column().to_owned(), source: Source::Corrections },
        Note::NoHeadings,
        Note::Replaced { characters: 2 },
        Note::Recognised { program: "tesseract".to_owned() },
        Note::PagesWithoutText { pages: vec![1, 2] },
        Note::Damaged,
        Note::EmbeddedUnread { documents: 2 },
        Note::BadCorrection { reason: "`x` is not a date such as 2023-12-18".to_owned() },
    ];
    for (at, note) in notes.iter().enumerate() {
        let place = match note {
            Note::NoTitle => 0,
            Note::NoAgency => 1,
            Note::Anonymised { .. } => 2,
            Note::NoRegion => 3,
            Note::AmbiguousRegion { .. } => 4,
            Note::NoYear => 5,
            Note::AmbiguousYear { .. } => 6,
            Note::Cleared { .. } => 7,
            Note::NoHeadings => 8,
            Note::Replaced { .. } => 9,
            Note::Recognised { .. } => 10,
            Note::PagesWithoutText { .. } => 11,
            Note::Damaged => 12,
            Note::EmbeddedUnread { .. } => 13,
            Note::BadCorrection { .. } => 14,
        };
        assert_eq!(place, at);
        check(&note.text(Language::English), &note.text(Language::Chinese));
    }
}

#[test]
fn every_trouble_of_a_query_is_told_in_chinese() {
    for line in [
        "",
        "(甲",
        "甲)",
        "(甲)乙",
        "\"甲",
        "甲\"乙\"",
        "\"\"",
        "甲 OR",
        "甲 NOT",
        "AND 甲",
        "()",
        "、",
        "年度:",
        "年度:火星",
        "地区:",
        "部分:无",
        "类型:无",
        "级别:无",
        "成文:无",
        "发布:无",
        "网址:a b",
        "甲 NEAR 乙",
        "甲 NEAR/9999 乙",
        "NEAR/5 甲",
        "同句:",
        "同句:(年度:2023)",
        "同句:(-甲)",
        "全篇:(全篇:(甲 乙))",
        "~ 甲",
        "~甲*",
        "*",
        "甲*、",
        "/甲/",
        "甲~2",
        "甲^2",
        "+甲",
        "[甲 TO 乙]",
        "甲 && 乙",
        "甲 || 乙",
        "!甲",
        "--甲",
        "甲 - 乙",
        "甲 XOR 乙",
        "@甲.txt",
        "标签:甲",
        "年度>2020",
    ] {
        let Err(error) = line.parse::<Query>() else { continue };
        let error = Error::from(error);
        let chinese = error.message(Audience::CommandLine(Language::Chinese));
        // The lines below the sentence are the query.
        let sentence = chinese.lines().next().unwrap_or_default();
        assert_eq!(english_words(sentence), [""; 0], "{line}: {sentence}");
        let hint = error.hint(Audience::CommandLine(Language::Chinese)).unwrap();
        let words: Vec<String> =
            english_words(&hint).into_iter().filter(|word| !line.contains(word)).collect();
        assert_eq!(words, [""; 0], "{line}: {hint}");
    }
}

//! Ingests small folders and reads back what was reported.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::extract::Unreadable;
use crate::index::IndexReader;

/// A scratch folder with reports, and an index next to them.
struct Scratch(tempfile::TempDir);

impl Scratch {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let scratch = Self(tempfile::tempdir().expect("a scratch folder"));
        for (name, bytes) in files {
            scratch.write(name, bytes);
        }
        scratch
    }

    fn reports(&self) -> PathBuf {
        self.0.path().join("reports")
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.reports().join(name);
        fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// Ingests and returns the events, the scratch folder left out of paths, with the summary.
    fn ingest(&self, options: &Options) -> (Vec<String>, Result<Summary>) {
        let mut events = Vec::new();
        let index = self.0.path().join("index");
        let summary = ingest(&index, options, |event| events.push(self.told(event)));
        (events, summary)
    }

    fn ingest_all(&self) -> (Vec<String>, Result<Summary>) {
        self.ingest(&Options { roots: vec![self.reports()], ..Options::default() })
    }

    fn told(&self, event: Event) -> String {
        let told = match event {
            Event::Found { files } => format!("found {files}"),
            Event::Read { files } => format!("read {files}"),
            Event::Warning { message } => format!("warning {message}"),
            Event::Skipped { path, reason } => format!("skipped {path}: {reason}"),
            Event::Writing => "writing".to_owned(),
        };
        told.replace(&format!("{}/", self.0.path().display()), "")
    }
}

fn report(year: u16) -> String {
    format!(
        "云岫县司法局{year}年法治政府建设工作报告\n一、主要举措和成效\n\
         全年审查规范性文件{year}件。\n二、存在的不足\n执法力量不足。\n"
    )
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file in an archive");
        writer.write_all(bytes).expect("bytes in an archive");
    }
    writer.finish().expect("an archive").into_inner()
}

/// The counts of a summary: added, changed, unchanged, removed, skipped, not reports.
fn counts(summary: &Summary) -> [usize; 6] {
    let Summary { added, changed, unchanged, removed, skipped, not_reports, .. } = summary;
    [*added, *changed, *unchanged, *removed, skipped.len(), *not_reports]
}

#[test]
fn events_come_in_order_and_agree_with_the_summary() {
    let scratch = Scratch::new(&[
        ("2022.txt", report(2022).as_bytes()),
        ("2023.txt", report(2023).as_bytes()),
        ("空.txt", b""),
        ("公章.png", b"\x89PNG"),
        ("旧.rar", b"Rar!"),
        ("corrections.csv", "path,year\n没有.txt,2012\n".as_bytes()),
    ]);
    let (events, summary) = scratch.ingest_all();
    assert_eq!(
        events,
        [
            "found 3",
            "read 1",
            "read 2",
            "read 3",
            "warning `reports/corrections.csv`: line 2: no file `没有.txt`",
            "skipped reports/旧.rar: an archive of this kind is not read: unpack it, or pack it as \
             zip",
            "skipped reports/空.txt: the file is empty",
            "writing",
        ]
    );
    let summary = summary.unwrap();
    assert_eq!(counts(&summary), [2, 0, 0, 0, 2, 1]);
    assert_eq!((summary.manifest.reports, summary.manifest.unreadable), (2, 2));
}

#[test]
fn only_what_changed_is_read_again() {
    let scratch = Scratch::new(&[
        ("a.txt", report(2021).as_bytes()),
        ("b.txt", report(2022).as_bytes()),
        ("c.txt", report(2023).as_bytes()),
        ("空.txt", b""),
    ]);
    assert_eq!(counts(&scratch.ingest_all().1.unwrap()), [3, 0, 0, 0, 1, 0]);
    let unchanged = scratch.ingest_all().1.unwrap();
    assert_eq!(counts(&unchanged), [0, 0, 3, 0, 1, 0]);
    assert_eq!(unchanged.manifest.generation, 1);

    scratch.write("a.txt", report(2020).as_bytes());
    scratch.write("b.txt", b"\0\0");
    fs::remove_file(scratch.reports().join("c.txt")).unwrap();
    scratch.write("d.txt", report(2024).as_bytes());
    let changed = scratch.ingest_all().1.unwrap();
    // `b.txt` can no longer be read and `c.txt` is gone.
    assert_eq!(counts(&changed), [1, 1, 0, 2, 2, 0]);
    assert_eq!(changed.manifest.generation, 2);
}

#[test]
fn a_correction_changes_only_the_report_it_is_for() {
    let scratch =
        Scratch::new(&[("a.txt", report(2021).as_bytes()), ("b.txt", report(2022).as_bytes())]);
    scratch.ingest_all().1.unwrap();
    scratch.write("corrections.csv", "path,year\na.txt,2011\n".as_bytes());
    let (events, summary) = scratch.ingest_all();
    assert_eq!(counts(&summary.unwrap()), [0, 1, 1, 0, 0, 0]);
    assert!(!events.iter().any(|event| event.starts_with("warning")), "{events:?}");
}

#[test]
fn archives_are_read_after_the_files_and_may_be_nested() {
    let mut nested = archive(&[("1.txt", report(2001).as_bytes())]);
    for year in 2002..=2004 {
        let file = format!("{year}.txt");
        let report = report(year);
        nested = archive(&[(file.as_str(), report.as_bytes()), ("内.zip", &nested)]);
    }
    let scratch = Scratch::new(&[
        ("全.zip", &nested),
        ("无名", &archive(&[("2010.txt", report(2010).as_bytes()), ("图.png", b"")])),
        ("假.zip", report(2011).as_bytes()),
        ("坏.zip", b"PK\x03\x04...."),
    ]);
    let (events, summary) = scratch.ingest_all();
    let summary = summary.unwrap();
    assert_eq!(
        events,
        [
            "found 4",
            "read 4",
            &format!("skipped reports/全.zip!/内.zip!/内.zip!/内.zip: {}", Unreadable::Archive),
            "skipped reports/坏.zip: damaged: the archive cannot be read",
            "writing",
        ]
    );
    assert_eq!(counts(&summary), [5, 0, 0, 0, 2, 1]);
}

#[test]
fn roots_are_those_of_the_last_time_if_none_are_given() {
    let scratch = Scratch::new(&[
        ("甲/1.txt", report(2021).as_bytes()),
        ("乙/2.txt", report(2022).as_bytes()),
    ]);
    let (events, summary) = scratch.ingest(&Options::default());
    assert!(matches!(summary, Err(Error::NothingToIndex)), "{events:?}");
    let both = ["甲", "乙"].map(|name| scratch.reports().join(name)).to_vec();
    let summary = scratch.ingest(&Options { roots: both, ..Options::default() }).1.unwrap();
    assert_eq!(counts(&summary), [2, 0, 0, 0, 0, 0]);
    let summary = scratch.ingest(&Options::default()).1.unwrap();
    assert_eq!(counts(&summary), [0, 0, 2, 0, 0, 0]);
    let one = vec![scratch.reports().join("甲")];
    let mut options = Options { roots: one, ..Options::default() };
    let refused = scratch.ingest(&options).1;
    assert!(matches!(refused, Err(Error::OtherFolders { .. })), "{refused:?}");
    options.replace = true;
    let summary = scratch.ingest(&options).1.unwrap();
    assert_eq!(counts(&summary), [0, 0, 1, 1, 0, 0]);
    assert_eq!(summary.dropped_roots, [scratch.reports().join("乙").display().to_string()]);
}

#[test]
fn an_index_is_not_written_if_nothing_can_be_read() {
    let scratch = Scratch::new(&[("空.txt", b"")]);
    let (events, summary) = scratch.ingest_all();
    assert_eq!(events, ["found 1", "read 1", "skipped reports/空.txt: the file is empty"]);
    assert!(matches!(summary, Err(Error::NoReports { .. })));
    let missing = vec![scratch.reports().join("没有")];
    let (events, summary) = scratch.ingest(&Options { roots: missing, ..Options::default() });
    assert!(matches!(summary, Err(Error::Io { action: "read", .. })), "{events:?}");
    assert!(events.is_empty(), "{events:?}");
}

#[test]
fn a_dictionary_that_cannot_be_used_stops_everything() {
    let scratch = Scratch::new(&[("a.txt", report(2021).as_bytes())]);
    scratch.write("words.dict", "法律顾问 often\n".as_bytes());
    let dictionary = Some(scratch.reports().join("words.dict"));
    let options = Options { roots: vec![scratch.reports()], dictionary, ..Options::default() };
    let (events, summary) = scratch.ingest(&options);
    assert!(matches!(summary, Err(Error::Dictionary { .. })), "{events:?}");
    assert!(events.is_empty() && !scratch.0.path().join("index").exists(), "{events:?}");
}

#[test]
fn a_reader_that_has_its_catalog_outlives_two_further_commits() {
    let scratch = Scratch::new(&[("a.txt", report(2021).as_bytes())]);
    scratch.ingest_all().1.unwrap();
    let index = scratch.0.path().join("index");
    let (prepared, unprepared) = (IndexReader::open(&index).unwrap(), IndexReader::open(&index));
    prepared.catalog().unwrap();
    for year in [2022, 2023] {
        scratch.write("a.txt", report(year).as_bytes());
        scratch.ingest_all().1.unwrap();
    }
    let [kept] = prepared.catalog().unwrap().reports() else { panic!("there is one report") };
    let stored = prepared.guard(|| prepared.report(kept.number)).unwrap();
    assert_eq!(stored.facts.year.unwrap().value.to_string(), "2021");
    let error = unprepared.unwrap().catalog().unwrap_err();
    assert!(error.to_string().contains("its file `ledger-1.jsonl` is missing"), "{error}");
    assert!(prepared.newer().unwrap().is_some());
}

//! Folders that change are the same changes of both indexes, and whoever opened an index before reads
//! on.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, thread};

use chabao::Error;
use chabao::analysis::mentions;
use chabao::index::IndexReader;
use chabao::search::{FacetBy, GroupBy, Request, search};

use crate::both::{Both, difference, json};
use crate::nodes::Cluster;
use crate::served::{Server, encoded};
use crate::texts;
use crate::world::{World, report};

/// How long a server may take to open what was written: it looks twice a second.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is asked after each change. The last finds nothing before a report is added.
const QUERIES: [&str; 7] = [
    "法律顾问",
    "三项制度",
    "法律顾问 NEAR/20 聘请",
    "聘请*顾问",
    "年度:2023 法",
    "-法律顾问",
    "新增的一份",
];

/// What is asked of servers.
const PAGE: &str = "/api/v1/mentions?by=report&q=";

/// One change of the folder of reports.
type Change = fn(&Path);

/// Each with a word that the summary of the run after it has.
const CHANGES: [(&str, Change, &str); 9] = [
    ("nothing", |_| {}, "(0 added, 0 changed, 9 unchanged, 0 removed)"),
    (
        "a report is written anew",
        |folder| {
            write(folder, "2021.txt", &report(2021, "法律顾问审查合同，聘请一名顾问。"));
        },
        "(0 added, 1 changed, 8 unchanged, 0 removed)",
    ),
    (
        "a report is added",
        |folder| {
            write(folder, "新/2024.txt", &report(2024, "新增的一份：聘请法律顾问。"));
        },
        "(1 added, 0 changed, 9 unchanged, 0 removed)",
    ),
    (
        "a report is removed",
        |folder| {
            fs::remove_file(folder.join("2022.txt")).unwrap();
        },
        "(0 added, 0 changed, 9 unchanged, 1 removed)",
    ),
    (
        "the year of a report is corrected",
        |folder| {
            write(folder, "corrections.csv", "path,year\n2021.txt,2019\n");
        },
        "(0 added, 1 changed, 8 unchanged, 0 removed)",
    ),
    (
        "a copy is added",
        |folder| {
            fs::copy(folder.join("more/1.txt"), folder.join("more/copy.txt")).unwrap();
        },
        "(1 added, 0 changed, 9 unchanged, 0 removed)",
    ),
    (
        "the original of a copy is removed",
        |folder| {
            fs::remove_file(folder.join("more/1.txt")).unwrap();
        },
        "(0 added, 0 changed, 9 unchanged, 1 removed)",
    ),
    (
        "a report is moved and another is added",
        |folder| {
            fs::rename(folder.join("more/2.txt"), folder.join("more/moved.txt")).unwrap();
            write(folder, "2025.txt", &report(2025, "落实三项制度。"));
        },
        "added",
    ),
    ("nothing again", |_| {}, "(0 added, 0 changed, 10 unchanged, 0 removed)"),
];

pub(crate) fn are_the_same(cluster: &mut Cluster) {
    let world = World::new();
    for (year, text) in [
        (2021, "聘请法律顾问3名。落实“三项”制度。"),
        (2022, "双随机、一公开监管全覆盖。三项制度落实到位。"),
        (2023, "法律顾问审查合同12份，法律顾问参加会议4次。"),
    ] {
        world.report(&format!("reports/{year}.txt"), &report(year, text));
    }
    let mut dice = crate::dice::Dice::new(47);
    for at in 0..6 {
        world.report(&format!("reports/more/{at}.txt"), &texts::report(&mut dice, at));
    }
    let both = Both::new(cluster, "changes", world, &["reports"]);
    let servers = both.servers();
    let first = both.readers();
    for (what, change, summary) in CHANGES {
        let before = both.readers();
        let page_before = page(&servers[0]);
        assert_eq!(page(&servers[1]), page_before, "before {what}");
        change(&both.world.path("reports"));
        let said = both.index(&["reports"]);
        assert!(said.contains(summary), "{what}: {said}");

        // A reader that was open answers from what it had opened; so does a server until it opens
        // the new index, and never from a part of both.
        //
        // Hits are left out: their scores are weighted by the sections that the cluster holds now,
        // which are also those of the new index. No count depends on that.
        compare(&before, 0, &format!("opened before {what}"));
        let after = both.readers();
        compare(&after, 100, &format!("after {what}"));
        let is_changed = !what.starts_with("nothing");
        for (before, after) in before.iter().zip(&after) {
            let generations = [before, after].map(|reader| reader.manifest().generation);
            assert_eq!(generations[0] != generations[1], is_changed, "{what}: {generations:?}");
            assert_eq!(before.newer().unwrap().is_some(), is_changed, "{what}");
        }
        let page_after = new_page(&servers[0], &page_before, is_changed);
        let begun = Instant::now();
        loop {
            let now = page(&servers[1]);
            if now == page_after {
                break;
            }
            assert_eq!(now, page_before, "{what}");
            assert!(begun.elapsed() < PATIENCE, "the server does not read what is new: {what}");
            thread::sleep(Duration::from_millis(100));
        }
    }
    // What was opened many generations ago is whole or refused.
    for query in QUERIES {
        let request = Request { limit: 0, ..Request::read(query).unwrap() };
        let [local, remote] = first.each_ref().map(|reader| search(reader, &request));
        match remote {
            Err(Error::Overtaken { .. }) => {}
            remote => assert_eq!(difference(&[json(local), json(remote)]), None, "{query}"),
        }
    }
}

/// Compares the answers of two readers to all questions.
#[track_caller]
fn compare(readers: &[IndexReader; 2], limit: usize, when: &str) {
    for query in QUERIES {
        let request = Request { limit, ..Request::read(query).unwrap() };
        let pair = readers.each_ref().map(|reader| answers(reader, &request));
        assert_eq!(difference(&pair), None, "{query} {when}");
    }
}

fn answers(reader: &IndexReader, request: &Request) -> String {
    let facets = vec![FacetBy::Year, FacetBy::Region];
    let parts = [
        json(search(reader, &Request { facets, ..request.clone() })),
        json(mentions(reader, request, GroupBy::Report)),
        json(request.clone().kwic().answer(reader)),
    ];
    parts.join("\n")
}

/// Returns what a server answers of the last change.
fn page(server: &Server) -> String {
    let answer = server.get(&format!("{PAGE}{}", encoded("法律顾问 OR 三项制度 OR 法治")));
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

/// Returns what a server answers once it has opened what is new.
fn new_page(server: &Server, before: &str, is_changed: bool) -> String {
    let begun = Instant::now();
    loop {
        let now = page(server);
        if !is_changed || now != before {
            return now;
        }
        assert!(begun.elapsed() < PATIENCE, "{now}");
        thread::sleep(Duration::from_millis(100));
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

//! Indexing again reads only what changed, and ends where a fresh index would.

use std::fs;

use chabao::analysis::{Reports, Status};
use chabao::index::IndexReader;
use chabao::ingest::{Options, ingest};
use chabao::search::{Answer, Mode, Request, Results, search};
use expect_test::expect;

use crate::corpus::files;
use crate::world::{World, report};

fn year_of(world: &World, path: &str) -> Option<u16> {
    let Reports { reports } = world.json(&["reports"]);
    let row = reports.into_iter().find(|row| row.path == path).unwrap();
    row.facts.year.map(chabao::report::Year::get)
}

fn generation(world: &World) -> u64 {
    let status: Status = world.json(&["status"]);
    status.generation
}

#[test]
fn only_what_changed_is_read_again() {
    let world = World::with_three_reports();
    let index = world.listing("index");
    // Nothing changed: nothing is written.
    expect![[r#"
        exit: 0
        stdout:
        3 reports in 9 sections (0 added, 0 changed, 3 unchanged, 0 removed)
        3 notes about missing or ambiguous facts: see `chabao reports --notes`
        0 files could not be read
    "#]]
    .assert_eq(&world.run(["index", "reports"]));
    assert_eq!(world.listing("index"), index);
    // Without a folder, those of the last time.
    world.report("reports/2022.txt", &report(2022, "聘请公职律师1名。"));
    expect![[r#"
        exit: 0
        stdout:
        3 reports in 9 sections (0 added, 1 changed, 2 unchanged, 0 removed)
        3 notes about missing or ambiguous facts: see `chabao reports --notes`
        0 files could not be read
    "#]]
    .assert_eq(&world.run(["index"]));
    expect![[r#"
        exit: 0
        stdout:
        公职律师 · exact (精确): 1 of 3 reports (33.3%) mentions it: 1 mention in 1 section; …

        report (报告)     region  reports  held  mentions  years
        reports/2022.txt  未识别        1     1         1  2022

        reports/2022.txt
           聘请【公职律师】1名。
    "#]]
    .assert_eq(&world.run(["mentions", "公职律师", "--by", "report"]));
    assert_eq!(generation(&world), 2);
    // A new one, one that is gone, one under another name.
    world.report("reports/2024.txt", &report(2024, "公职律师2名。"));
    fs::remove_file(world.path("reports/2021.txt")).unwrap();
    fs::rename(world.path("reports/2023.txt"), world.path("reports/二〇二三.txt")).unwrap();
    expect![[r#"
        exit: 0
        stdout:
        3 reports in 9 sections (2 added, 0 changed, 1 unchanged, 2 removed)
        3 notes about missing or ambiguous facts: see `chabao reports --notes`
        0 files could not be read
    "#]]
    .assert_eq(&world.run(["index", "reports"]));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · exact (精确): 1 of 3 reports (33.3%) mentions it: 2 mentions in 1 section; …

        1. 云岫县司法局2023年法治政府建设工作报告
           2023 · 地区未识别 · 举措和成效 · 一、主要举措和成效
           【法律顾问】审查合同12份，【法律顾问】参加会议4次。
           reports/二〇二三.txt
    "#]]
    .assert_eq(&world.run(["search", "法律顾问"]));
    // Another folder in its place.
    world.report("others/2020.txt", &report(2020, "依法行政。"));
    expect![[r#"
        exit: 0
        stdout:
        1 report in 3 sections (1 added, 0 changed, 0 unchanged, 3 removed)
        1 note about missing or ambiguous facts: see `chabao reports --notes`
        0 files could not be read
        stderr:
        chabao: warning: `reports` is no longer indexed: it was not named this time
        chabao: to try next:
          chabao search 依法行政  the passages that mention it
          chabao serve            search in a browser
    "#]]
    .assert_eq(&world.run(["index", "--replace", "others"]));
    // A file that can no longer be read.
    world.report_bytes("others/2020.txt", b"\0\0\0\0");
    expect![[r#"
        exit: 2
        stderr:
        chabao: warning: skipped `others/2020.txt`: not text: byte 0 is NUL
        chabao: error: no report found in `others`
        hint: name a folder that contains reports: `chabao index FOLDER`
    "#]]
    .assert_eq(&world.run(["index", "others"]));
    world.report("others/2019.txt", &report(2019, "依法行政。"));
    expect![[r#"
        exit: 2
        stdout:
        1 report in 3 sections (1 added, 0 changed, 0 unchanged, 1 removed)
        1 note about missing or ambiguous facts: see `chabao reports --notes`
        1 file could not be read
        stderr:
        chabao: warning: skipped `others/2020.txt`: not text: byte 0 is NUL
        chabao: to try next:
          chabao search 依法行政  the passages that mention it
          chabao serve            search in a browser
    "#]]
    .assert_eq(&world.run(["index", "others"]));
}

#[test]
fn corrections_and_front_matter_win_without_touching_the_report() {
    let world = World::with_three_reports();
    let text = fs::read(world.path("reports/2021.txt")).unwrap();
    assert_eq!(year_of(&world, "reports/2021.txt"), Some(2021));
    world.report("reports/corrections.csv", "path,year,region\n2021.txt,2018,重庆市巴南区\n");
    expect![[r#"
        exit: 0
        stdout:
        3 reports in 9 sections (0 added, 1 changed, 2 unchanged, 0 removed)
        2 notes about missing or ambiguous facts: see `chabao reports --notes`
        0 files could not be read
    "#]]
    .assert_eq(&world.run(["index", "reports"]));
    assert_eq!(year_of(&world, "reports/2021.txt"), Some(2018));
    assert!(world.data(["mentions", "三项制度"]).contains("重庆市 › 巴南区"));
    assert_eq!(fs::read(world.path("reports/2021.txt")).unwrap(), text);
    // Unusable corrections are reported, and the facts stay as they were found.
    world.report("reports/corrections.csv", "path,year\n2021.txt,五年\n2031.txt,2031\n");
    expect![[r#"
        exit: 0
        stdout:
        3 reports in 9 sections (0 added, 1 changed, 2 unchanged, 0 removed)
        4 notes about missing or ambiguous facts: see `chabao reports --notes`
        0 files could not be read
        stderr:
        chabao: warning: `reports/corrections.csv`: line 2: `五年` is not a year between 1949 and 2099
        chabao: warning: `reports/corrections.csv`: line 3: no file `2031.txt`
    "#]]
    .assert_eq(&world.run(["index", "reports"]));
    assert_eq!(year_of(&world, "reports/2021.txt"), Some(2021));
    expect![[r#"
        exit: 0
        stdout:
        reports/2021.txt  r2d21ffaa032f
           2021 · 地区未识别 · 云岫县司法局 · 3 sections
           云岫县司法局2021年法治政府建设工作报告
           note: no region found
           note: correction not used: `五年` is not a year between 1949 and 2099
        1 report, 1 with notes
    "#]]
    .assert_eq(&world.run(["reports", "--notes", "--year", "2021"]));
    world.report("reports/corrections.csv", "文件,年\n2021.txt,2018\n");
    expect![[r#"
        exit: 0
        stderr:
        chabao: warning: `reports/corrections.csv`: line 1: column `文件` is none of path, title, agency, region, year, date, published, kind, number, index and url
        chabao: warning: `reports/corrections.csv`: line 1: column `年` is none of path, title, agency, region, year, date, published, kind, number, index and url
        chabao: warning: `reports/corrections.csv`: line 1: no column is named `path`
    "#]].assert_eq(&world.run(["index", "reports", "--quiet"]));
    fs::remove_file(world.path("reports/corrections.csv")).unwrap();
    let text = format!("---\n年度: 2016\n---\n{}", report(2021, "依法行政。"));
    world.report("reports/2021.txt", &text);
    world.index(["reports"]);
    assert_eq!(year_of(&world, "reports/2021.txt"), Some(2016));
}

#[test]
fn a_dictionary_of_the_user_stays_with_the_index() {
    let world = World::with_three_reports();
    world.report("words.txt", "# 本地词\n智慧卫监 900\n审查合同\n");
    let told = world.run(["index", "reports", "--dict", "words.txt"]);
    let message = "was built with another dictionary or other folding rules (";
    assert!(told.starts_with("exit: 2\n") && told.contains(message), "{told}");
    expect!["hint: build it again with `chabao index --rebuild --index index`, and with `--dict FILE` for a dictionary of your own"].assert_eq(told.lines().last().unwrap());
    let told = world.run(["index", "reports", "--dict", "words.txt", "--rebuild"]);
    assert!(told.starts_with("exit: 0"), "{told}");
    // It goes on to be used without being named.
    assert!(world.run(["index"]).contains("3 unchanged"));
    assert!(world.run(["search", "审查合同", "--words"]).starts_with("exit: 0"));
    let status: Status = world.json(&["status"]);
    assert!(status.user_dictionary);
    world.report("words.txt", "智慧卫监 很多\n");
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: dictionary `words.txt`: line 1: the frequency `很多` is not a whole number
        hint: write one word a line, optionally with its frequency: `智慧卫监 900`
    "#]]
    .assert_eq(&world.run(["index", "--dict", "words.txt", "--rebuild"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: cannot read `nowhere.txt`: there is no such file or folder
    "#]]
    .assert_eq(&world.run(["index", "--dict", "nowhere.txt"]));
    // The index is as it was.
    assert!(world.run(["search", "审查合同", "--words"]).starts_with("exit: 0"));
}

/// Returns the answers to a few questions, scores included.
fn answers(world: &World, index: &str) -> Vec<Answer<Results>> {
    let reader = IndexReader::open(&world.path(index)).unwrap();
    let ask = |(query, mode): (&str, Mode)| {
        let request = Request { mode, limit: 1000, ..Request::new(query.parse().unwrap()) };
        search(&reader, &request).unwrap()
    };
    [
        ("法治", Mode::Exact),
        ("三项制度", Mode::Exact),
        ("三项制度 OR 法律顾问", Mode::Exact),
        ("的", Mode::Exact),
        ("的 三项制度", Mode::Exact),
        ("行政 -年度:2023", Mode::Exact),
        ("怎样聘请法律顾问", Mode::Words),
    ]
    .into_iter()
    .map(ask)
    .collect()
}

#[test]
fn an_index_brought_up_to_date_answers_like_a_fresh_one() {
    let world = World::with_samples();
    let options = Options { roots: vec![world.path("data")], ..Options::default() };
    let update = |index: &str| ingest(&world.path(index), &options, |_| {}).unwrap();
    let all = files(&world.path("data/invented"));
    // A third of the reports after the others, then some gone and others changed.
    for (at, (_, path)) in all.iter().enumerate().filter(|(at, _)| at % 3 == 0) {
        fs::rename(path, world.path(format!("{at}.kept"))).unwrap();
    }
    update("grown");
    for (at, (_, path)) in all.iter().enumerate().filter(|(at, _)| at % 3 == 0) {
        fs::rename(world.path(format!("{at}.kept")), path).unwrap();
    }
    update("grown");
    for (at, (_, path)) in all.iter().enumerate() {
        match at % 4 {
            0 => fs::remove_file(path).unwrap(),
            1 => fs::write(path, report(2022, "三项制度与法律顾问。")).unwrap(),
            _ => {}
        }
    }
    let summary = update("grown");
    assert!(summary.removed > 2 && summary.changed > 2 && summary.unchanged > 2, "{summary:?}");
    update("fresh");
    let reader = IndexReader::open(&world.path("grown")).unwrap();
    let fresh = IndexReader::open(&world.path("fresh")).unwrap();
    assert_eq!(reader.manifest().sections, fresh.manifest().sections);
    assert_eq!(reader.manifest().characters, fresh.manifest().characters);
    assert_eq!(answers(&world, "grown"), answers(&world, "fresh"));
}

/// Returns the id and the path of every report, by path.
fn ids(world: &World) -> Vec<(String, String)> {
    let Reports { reports } = world.json(&["reports"]);
    reports.into_iter().map(|row| (row.id, row.path)).collect()
}

/// Returns the path of the report that has this id, or had it.
fn path_of(world: &World, id: &str) -> String {
    let shown: serde_json::Value = world.json(&["show", id]);
    shown["report"]["path"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_report_keeps_its_id_where_it_is_moved_copied_and_changed() {
    let world = World::with_three_reports();
    fs::create_dir(world.path("收集")).unwrap();
    fs::rename(world.path("reports"), world.path("收集/reports")).unwrap();
    fs::remove_dir_all(world.path("index")).unwrap();
    world.index(["收集"]);
    let before = ids(&world);
    let id = |year: usize| before[year - 2021].0.clone();
    for (id, _) in &before {
        assert!(id.starts_with('r') && id.len() == 13, "{id}");
    }
    // The folder gets another name.
    fs::rename(world.path("收集/reports"), world.path("收集/历年报告")).unwrap();
    world.index::<&str>([]);
    let moved: Vec<(String, String)> =
        before.iter().map(|(id, path)| (id.clone(), path.replace("reports", "历年报告"))).collect();
    assert_eq!(ids(&world), moved);

    // A copy takes the place of the file if that goes.
    let of_2021 = fs::read(world.path("收集/历年报告/2021.txt")).unwrap();
    let copy = "收集/历年报告/2021副本.txt";
    world.report_bytes(copy, &of_2021);
    world.index::<&str>([]);
    assert_eq!(ids(&world), moved);
    fs::remove_file(world.path("收集/历年报告/2021.txt")).unwrap();
    world.index::<&str>([]);
    assert_eq!(path_of(&world, &id(2021)), copy);

    // A changed text has another id, and the old one leads to it, also after a rebuild.
    world.report(
        "收集/历年报告/2022.txt",
        &report(2022, "双随机、一公开监管全覆盖。三项制度落实得好。"),
    );
    world.index::<&str>([]);
    for _ in 0..2 {
        assert!(ids(&world).iter().all(|(other, _)| *other != id(2022)));
        assert_eq!(path_of(&world, &id(2022)), "收集/历年报告/2022.txt");
        assert_eq!(path_of(&world, &id(2021)), copy);
        world.index(["--rebuild"]);
    }
    // Another report at the same path is another report.
    world.report("收集/历年报告/2023.txt", "采购清单\n一、物资\n口罩一箱。\n");
    world.index::<&str>([]);
    let unknown = world.run(["show", &id(2023)]);
    assert!(unknown.contains("no report"), "{unknown}");
}

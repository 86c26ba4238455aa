//! A report that is indexed twice is counted once; a changed one is kept as a version.

use std::fs;

use chabao::analysis::{Coverage, Mentions, Reports, Status, Trend, mentions};
use chabao::index::IndexReader;
use chabao::ingest::{Options, ingest};
use chabao::query::{Condition, Query, Years};
use chabao::search::{Answer, FacetBy, Ground, GroupBy, Mode, Request, Results, search};
use expect_test::expect;

use crate::corpus::{files, samples};
use crate::dice::Dice;
use crate::world::World;

/// Returns a report of an invented county, long enough to be distinguished from others.
fn report(year: u16, holders: u16) -> String {
    format!(
        "云岫县司法局{year}年法治政府建设工作报告\n\n一、主要举措和成效\n\
         （一）把住制度关口。全年审查规范性文件14件、重大行政决策9件，提出意见57条，采纳率95%。\n\
         （二）规范行政执法。落实三项制度，全县持证执法人员{holders}人，组织培训6期，抽查案卷120宗。\n\
         （三）办好行政复议。收到复议申请73件，受理68件，审结61件，调解和解22件，纠错率11.5%。\n\
         （四）聘好法律顾问。聘请法律顾问12名，审查合同86份，列席会议31次，出具意见书44份。\n\n\
         二、存在的不足\n执法力量不足，乡镇综合执法队人均承担事项较多；台账更新滞后。\n\n\
         云岫县司法局\n{}年1月15日\n",
        year + 1
    )
}

/// Returns the text with its lines broken as on pages.
fn on_pages(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        for part in line.chars().collect::<Vec<_>>().chunks(24) {
            out.extend(part);
            out.push('\n');
        }
    }
    out.replace("（三）", "- 1 -\n（三）")
}

fn with_a_copy() -> World {
    let world = World::new();
    world.report("reports/2022.txt", &report(2022, 540));
    world.report("reports/2023.txt", &report(2023, 561));
    world.report("reports/网站/2023年报告.txt", &on_pages(&report(2023, 561)));
    world
}

#[test]
fn a_report_held_twice_is_counted_once() {
    let world = with_a_copy();
    expect![[r#"
        exit: 0
        stdout:
        2 reports in 14 sections (3 added, 0 changed, 0 unchanged, 0 removed)
        1 copy not counted: see `chabao reports`
        2 notes about missing or ambiguous facts: see `chabao reports --notes`
        0 files could not be read
        stderr:
        chabao: to try next:
          chabao search 三项制度  the passages that mention it
          chabao serve            search in a browser
    "#]]
    .assert_eq(&world.run(["index", "reports"]));
    expect![[r#"
        exit: 0
        stdout:
        三项制度 · exact (精确): 2 of 2 reports (100%) mention it: 2 mentions in 2 sections; 1 copy not counted; …

        report (报告)     region  reports  held  mentions  years
        reports/2022.txt  未识别        1     1         1  2022
        reports/2023.txt  未识别        1     1         1  2023

        reports/2022.txt
           落实【三项制度】，全县持证执法人员540人，组织培训6期，抽查案卷120宗。

        reports/2023.txt
           落实【三项制度】，全县持证执法人员561人，组织培训6期，抽查案卷120宗。
    "#]]
    .assert_eq(&world.run(["mentions", "三项制度", "--by", "report"]));
    expect![[r#"
        exit: 0
        stdout:
        三项制度 · exact (精确): 2 of 2 reports (100%) mention it: 2 mentions in 2 sections; 1 copy not counted; …

        1. 云岫县司法局2023年法治政府建设工作报告
           2023 · 地区未识别 · 举措和成效 · 一、主要举措和成效 › （二）规范行政执法
           落实【三项制度】，全县持证执法人员561人，组织培训6期，抽查案卷120宗。
           reports/2023.txt

        1 of 2 sections listed: `--page 2` or `--limit` for more
    "#]]
    .assert_eq(&world.run(["search", "三项制度", "--limit", "1"]));
    expect![[r#"
        exit: 0
        stdout:
        14 sections of 2 reports; 1 copy not counted; …

        year (年度)  reports  sections
        2022               1         7
        2023               1         7
    "#]]
    .assert_eq(&world.run(["facets", "--by", "year"]));
    expect![[r#"
        exit: 0
        stdout:
        reports/2022.txt  rd79268d18e2a
           2022 · 地区未识别 · 云岫县司法局 · 7 sections
           云岫县司法局2022年法治政府建设工作报告
           note: no region found
        reports/2023.txt  r4dffd3034599
           2023 · 地区未识别 · 云岫县司法局 · 7 sections
           云岫县司法局2023年法治政府建设工作报告
           note: no region found
           copy: reports/网站/2023年报告.txt
        2 reports, 2 with notes
    "#]]
    .assert_eq(&world.run(["reports"]));
    expect![[r#"
        exit: 0
        stdout:
        path,title,agency,region,year,date,published,kind,number,index,url,id,agency_as_written,agency_kind,department,province,prefecture,county,code,sections,notes,sources,copies,versions
        reports/2023.txt,云岫县司法局2023年法治政府建设工作报告,云岫县司法局,,2023,2024-01-15,,法治政府建设年度报告,,,,r4dffd3034599,云岫县司法局,部门,司法局,,,,,7,no region found,agency: title; date: sign-off; kind: title; title: title; year: title,reports/网站/2023年报告.txt,
        stderr:
        chabao: counted over 1 report; 1 copy not counted; …
    "#]].assert_eq(&world.run(["reports", "--year", "2023", "--format", "csv"]));
    expect![[r#"
        exit: 0
        stdout:
        reports/2023.txt  r4dffd3034599
           2023 · 地区未识别 · 云岫县司法局 · 7 sections
           云岫县司法局2023年法治政府建设工作报告
           note: no region found
           copy: reports/网站/2023年报告.txt
           date signed: 2024-01-15

           outline
             1  (before the first heading)  [其他]
             2  一、主要举措和成效  [举措和成效]
             3    （一）把住制度关口  [举措和成效]
             4    （二）规范行政执法  [举措和成效]
             5    （三）办好行政复议  [举措和成效]
             6    （四）聘好法律顾问  [举措和成效]
             7  二、存在的不足  [不足和原因]
        stderr:
        chabao: `reports/网站/2023年报告.txt` is a copy of `reports/2023.txt`, which is shown
    "#]]
    .assert_eq(&world.run(["show", "网站/2023年报告.txt", "--outline"]));
    // Both have 2023 in their names, and both are the same report.
    let told = world.run(["show", "2023", "--outline"]);
    assert!(told.starts_with("exit: 0\nstdout:\nreports/2023.txt"), "{told}");
    assert!(!told.contains("is a copy of"), "{told}");
    let status = world.run(["status"]);
    assert!(status.contains("reports     2\nnot counted 1 copy\nsections    "), "{status}");
    assert!(world.run(["status", "--verify"]).starts_with("exit: 0"));
    let status: Status = world.json(&["status"]);
    assert_eq!((status.reports, status.copies, status.older_versions), (2, 1, 0));
}

#[test]
fn the_ground_tells_the_copies_that_the_filters_let_through() {
    let world = with_a_copy();
    world.index(["reports"]);
    for (year, reports, copies) in [("2022", 1, 0), ("2023", 1, 1), ("2022-2023", 2, 1)] {
        let expected = Ground { reports, copies, ..Ground::default() };
        let found: Answer<Results> = world.json(&["search", "三项制度", "--year", year]);
        assert_eq!(found.ground, expected, "{year}");
        assert_eq!(found.body.counts.reports, reports, "{year}");
        let found: Answer<Mentions> = world.json(&["mentions", "三项制度", "--year", year]);
        assert_eq!(found.ground, expected, "{year}");
        assert_eq!(found.body.rows.iter().map(|row| row.held).sum::<u64>(), reports, "{year}");
    }
}

#[test]
fn copies_and_versions_come_and_go_without_reading_the_others_again() {
    let world = with_a_copy();
    world.index(["reports"]);
    // The one that was counted is gone: its copy is counted.
    fs::rename(world.path("reports/2023.txt"), world.path("kept")).unwrap();
    let told = world.run(["index", "reports"]);
    assert!(told.contains("2 reports in"), "{told}");
    assert!(told.contains("(0 added, 0 changed, 2 unchanged, 1 removed)"), "{told}");
    assert!(!told.contains("not counted"), "{told}");
    assert!(world.data(["mentions", "三项制度", "--by", "report"]).contains("网站/2023年报告.txt"));
    // It is there again.
    fs::rename(world.path("kept"), world.path("reports/2023.txt")).unwrap();
    let told = world.run(["index", "reports"]);
    assert!(told.contains("1 copy not counted"), "{told}");
    // One of the two is changed in one figure: two versions, and nothing shows which is newer.
    world.report("reports/网站/2023年报告.txt", &on_pages(&report(2023, 562)));
    let told = world.run(["index", "reports"]);
    assert!(told.contains("1 older version not counted"), "{told}");
    let Reports { reports } = world.json(&["reports", "--year", "2023"]);
    let [row] = &reports[..] else { panic!("{reports:?}") };
    assert_eq!((row.copies.len(), row.versions.len()), (0, 1));
    let listed = world.data(["reports", "--year", "2023"]);
    assert!(listed.contains("(2024-01-15; no date says which is newer)"), "{listed}");
    // The same report with a later day.
    let later = report(2023, 562).replace("2024年1月15日", "2024年3月1日");
    world.report("reports/网站/2023年报告.txt", &later);
    world.index(["reports"]);
    expect![[r#"
        exit: 0
        stdout:
        reports/网站/2023年报告.txt  r1ec645a4c217
           2023 · 地区未识别 · 云岫县司法局 · 7 sections
           云岫县司法局2023年法治政府建设工作报告
           note: no region found
           older version: reports/2023.txt (2024-01-15)
        1 report, 1 with notes
    "#]]
    .assert_eq(&world.run(["reports", "--year", "2023"]));
    expect![[r#"
        exit: 1
        stdout:
        持证执法人员561人 · exact (精确): 0 of 2 reports (0%) mention it: 0 mentions in 0 sections; 1 older version not counted; …
        nothing found; nearest: by words, 6 mentions in 2 sections of 2 reports
        stderr:
        hint: by words: `chabao search '持证执法人员561人' --words`
    "#]].assert_eq(&world.run(["search", "持证执法人员561人"]));
    expect![[r#"
        exit: 0
        stdout:
        reports/2023.txt  r4dffd3034599
           2023 · 地区未识别 · 云岫县司法局 · 7 sections
           云岫县司法局2023年法治政府建设工作报告
           note: no region found
           date signed: 2024-01-15

           outline
             1  (before the first heading)  [其他]
             2  一、主要举措和成效  [举措和成效]
             3    （一）把住制度关口  [举措和成效]
             4    （二）规范行政执法  [举措和成效]
             5    （三）办好行政复议  [举措和成效]
             6    （四）聘好法律顾问  [举措和成效]
             7  二、存在的不足  [不足和原因]
        stderr:
        chabao: `reports/2023.txt` is an older version; counted is `reports/网站/2023年报告.txt`
    "#]]
    .assert_eq(&world.run(["show", "reports/2023.txt", "--outline"]));
    assert!(
        world.data(["search", "持证执法人员562人"]).contains("1 of 2 reports (50.0%) mentions it")
    );
    // All versions are counted on request.
    let told = world.data(["search", "持证执法人员561人", "--versions"]);
    assert!(told.contains("1 of 3 reports (33.3%)"), "{told}");
    assert!(told.contains("; 1 older version among the reports; all files"), "{told}");
    let table: Answer<Mentions> =
        world.json(&["mentions", "三项制度", "--versions", "--year", "2023"]);
    assert_eq!((table.ground.reports, table.ground.older_versions), (2, 1));
    assert_eq!(table.body.rows.iter().map(|row| row.reports).sum::<u64>(), 2);
    let facets: Answer<Results> = world.json(&["facets", "--versions"]);
    assert_eq!((facets.body.counts.reports, facets.ground.reports), (3, 3));
    let table: Answer<Coverage> = world.json(&["coverage", "三项制度", "--versions"]);
    assert_eq!((table.ground.reports, table.ground.older_versions), (3, 1));
    let trend: Trend = world.json(&["trend", "三项制度", "--versions"]);
    assert_eq!((trend.series[0].ground.reports, trend.series[0].body.total.figures.held), (3, 3));
    // A data set with older versions says which version is counted for each.
    let row = |path: &str| -> serde_json::Value {
        let lines = world.data(["export", "reports", "--versions"]);
        let mut rows = lines.lines().map(|line| serde_json::from_str(line).unwrap());
        rows.find(|row: &serde_json::Value| row["path"] == path).unwrap()
    };
    let newest = row("reports/网站/2023年报告.txt");
    assert_eq!(newest["newer"], serde_json::Value::Null);
    assert_eq!(row("reports/2023.txt")["newer"], newest["id"]);
    assert_eq!(world.data(["export", "reports"]).lines().count(), 2);
    let drawing = world.data(["trend", "三项制度", "--versions", "--format", "svg"]);
    assert!(drawing.contains("；其中 1 份是旧版；所有文件均可读取"), "{drawing}");
    // And another year's is another report.
    world.report("reports/网站/2023年报告.txt", &report(2024, 561));
    let told = world.run(["index", "reports"]);
    assert!(told.contains("3 reports in") && !told.contains("not counted"), "{told}");
}

#[test]
fn fingerprints_that_are_damaged_stop_the_next_indexing() {
    let world = with_a_copy();
    world.index(["reports"]);
    fs::write(world.path("index/fingerprints-1.bin"), "").unwrap();
    world.report("reports/2021.txt", &report(2021, 530));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: the index at `index` is damaged: not what was written: `fingerprints-1.bin`
        hint: build it again with `chabao index --rebuild --index index`
    "#]]
    .assert_eq(&world.run(["index", "reports"]));
    fs::remove_file(world.path("index/fingerprints-1.bin")).unwrap();
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: the index at `index` is damaged: its file `fingerprints-1.bin` is missing
        hint: build it again with `chabao index --rebuild --index index`
    "#]]
    .assert_eq(&world.run(["status", "--verify"]));
    // Searching does not need them.
    assert!(world.run(["search", "三项制度"]).starts_with("exit: 0"));
    assert_eq!(world.run(["index", "reports", "--quiet", "--rebuild"]), "exit: 0\n");
    let names: Vec<String> = world.listing("index").into_iter().map(|(name, _)| name).collect();
    assert!(names.contains(&"fingerprints-2.bin".to_owned()), "{names:?}");
    assert!(!names.contains(&"fingerprints-1.bin".to_owned()), "{names:?}");
}

/// Returns the answers to many questions, without their ground.
fn answers(reader: &IndexReader) -> Vec<(Answer<Results>, Vec<Answer<Mentions>>)> {
    let [county, agency, part] =
        [FacetBy::County, FacetBy::Agency, FacetBy::Part].map(GroupBy::Facet);
    let groups = [county, agency, part, GroupBy::Report];
    let mut all = Vec::new();
    for (query, mode) in [
        ("三项制度", Mode::Exact),
        ("的", Mode::Exact),
        ("法律顾问 OR 三项制度", Mode::Exact),
        ("行政 -标题:报告", Mode::Exact),
        ("标题:报告", Mode::Exact),
        ("双随机、一公开", Mode::Strict),
        ("怎样聘请法律顾问", Mode::Words),
    ] {
        for filters in [Vec::new(), vec![Condition::Year(Years::parse("2022-2023").unwrap())]] {
            let query: Query = query.parse().unwrap();
            let (limit, facets) = (1000, FacetBy::ALL.to_vec());
            let request = Request { mode, limit, facets, filters, ..Request::new(query) };
            let mut found = search(reader, &request).unwrap();
            found.ground.copies = 0;
            let table = |by| {
                let mut table = mentions(reader, &request, by).unwrap();
                table.ground.copies = 0;
                table
            };
            // Each table in words mode loads jieba anew; one is enough.
            let groups = if mode == Mode::Words { &groups[..1] } else { &groups[..] };
            all.push((found, groups.iter().copied().map(table).collect()));
        }
    }
    all
}

#[test]
fn an_index_with_copies_answers_like_one_without() {
    let world = World::with_samples();
    // The same files once more under another folder, in the order of a dice and in steps.
    let all = files(&samples());
    let roots = vec![world.path("data"), world.path("further")];
    fs::create_dir(world.path("further")).unwrap();
    let options = Options { roots, ..Options::default() };
    let mut dice = Dice::new(3);
    let mut steps: Vec<_> = all.iter().map(|file| (dice.below(3), file)).collect();
    steps.sort();
    for step in 0..3 {
        for (_, (below, path)) in steps.iter().filter(|(at, _)| *at == step) {
            world.report_bytes(format!("further/{below}"), &fs::read(path).unwrap());
        }
        ingest(&world.path("grown"), &options, |_| {}).unwrap();
    }
    ingest(&world.path("fresh"), &options, |_| {}).unwrap();
    let alone = Options { roots: vec![world.path("data")], ..Options::default() };
    ingest(&world.path("alone"), &alone, |_| {}).unwrap();
    let [grown, fresh, alone] =
        ["grown", "fresh", "alone"].map(|name| IndexReader::open(&world.path(name)).unwrap());
    let manifest = grown.manifest();
    assert_eq!((manifest.reports, manifest.copies.len()), (22, 22));
    assert_eq!(manifest.sections, alone.manifest().sections);
    assert_eq!(answers(&grown), answers(&alone));
    assert_eq!(answers(&fresh), answers(&alone));
}

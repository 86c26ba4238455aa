//! Facts that users correct: every one of them, and the table of reports as the table to correct.

use std::collections::BTreeMap;
use std::fs;

use chabao::analysis::Reports;
use chabao::report::{ReportKind, Source};
use expect_test::expect;

use crate::world::{World, report};

/// Returns the reports with their facts.
fn held(world: &World) -> Reports {
    world.json(&["reports"])
}

/// Returns the table of reports as it is written.
fn table(world: &World) -> String {
    world.data(["reports", "--format", "csv"])
}

/// Returns the rows of the table of reports, each by the names of its columns.
fn rows(world: &World) -> Vec<BTreeMap<String, String>> {
    let text = table(world);
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

#[test]
fn every_fact_can_be_corrected_and_counted_by() {
    let world = World::with_three_reports();
    world.report(
        "reports/corrections.csv",
        "路径,类型,发布日期,文号,索引号,网址\n2021.txt,执法,2022/1/5,云府发〔2022〕1号,11500000/2022-1,http://example.gov.cn/1.htm\n",
    );
    let open = format!("---\nkind: open-information\n---\n{}", report(2022, "公开各类信息。"));
    world.report("reports/2022.txt", &open);
    world.index(["reports"]);
    let held = held(&world);
    let [first, second, third] = &held.reports[..] else { panic!("{held:?}") };
    assert_eq!(first.facts.kind, Some(ReportKind::Enforcement));
    assert_eq!(first.facts.published.map(|date| date.to_string()).as_deref(), Some("2022-01-05"));
    assert_eq!(first.facts.document_number.as_deref(), Some("云府发〔2022〕1号"));
    assert_eq!(first.facts.index_number.as_deref(), Some("11500000/2022-1"));
    assert_eq!(first.facts.url.as_deref(), Some("http://example.gov.cn/1.htm"));
    assert_eq!(first.sources["kind"].source, Source::Corrections);
    assert_eq!(second.facts.kind, Some(ReportKind::OpenInformation));
    assert_eq!(second.sources["kind"].source, Source::FrontMatter);
    // Whatever the third is taken for, a user may take it back.
    world.report("reports/corrections.csv", "path,kind\n2021.txt,执法\n2023.txt,-\n");
    world.index(["reports"]);
    assert_eq!(third.path, "reports/2023.txt");
    expect![[r#"
        exit: 0
        stdout:
        9 sections of 3 reports; …

        kind (类型)           reports  sections
        政府信息公开年度报告        1         3
        行政执法报告                1         3
        未识别                      1         3
    "#]]
    .assert_eq(&world.run(["facets", "--by", "kind"]));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · exact (精确): 3 mentions in 2 sections of 2 of 2 reports; …

        kind (类型)   reports  held  mentions  years
        行政执法报告        1     1         1  2021
        未识别              1     1         2  2023

        行政执法报告
           聘请【法律顾问】3名。落实“三项”制度。

        未识别
           【法律顾问】审查合同12份，【法律顾问】参加会议4次。
    "#]]
    .assert_eq(&world.run([
        "mentions",
        "法律顾问",
        "--by",
        "kind",
        "--kind",
        "enforcement,未识别",
    ]));
    expect![[r#"
        exit: 0
        stdout:
        类型:政府信息公开年度报告 公开 · exact (精确): 1 mention in 1 section of 1 of 1 report; …

        year (年度)  reports  sections  mentions
        2022               1         1         1

        kind (类型)           reports  sections  mentions
        政府信息公开年度报告        1         1         1
    "#]]
    .assert_eq(&world.run(["facets", "类型:信息公开 公开", "--by", "kind,year"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: invalid value '年度报告' for '--kind <KIND>': write one of 法治政府建设年度报告 (rule-of-law), 政府信息公开年度报告 (open-information), 行政执法报告 (enforcement), 政府工作报告 (government-work), 述法报告 (duties), 解读 (explanation), 方案 (plan), 其他 (other), or 未识别
        hint: see `chabao --help`
    "#]].assert_eq(&world.run(["search", "法", "--kind", "年度报告"]));
}

#[test]
fn the_table_of_reports_can_be_given_back_as_it_is() {
    let world = World::with_samples();
    world.index(["data"]);
    let before = held(&world);
    let written = table(&world);
    let in_gbk = encoding_rs::GB18030.encode(&written).0.into_owned();
    for (what, bytes) in [
        ("as it is", written.clone().into_bytes()),
        ("with a mark at its beginning", format!("\u{feff}{written}").into_bytes()),
        ("with the line ends of Windows", written.replace('\n', "\r\n").into_bytes()),
        ("in GBK", in_gbk),
    ] {
        world.report_bytes("data/corrections.csv", &bytes);
        assert_eq!(world.run(["index", "data", "--quiet"]), "exit: 0\n", "{what}");
        assert_eq!(held(&world), before, "{what}");
    }
    // The folder by another name.
    world.report("data/corrections.csv", &written);
    assert_eq!(world.run(["index", "./data", "--quiet", "--rebuild"]), "exit: 0\n");
    world.report("data/corrections.csv", &table(&world));
    world.index(["./data"]);
}

#[test]
fn what_is_changed_in_the_table_changes_alone() {
    let world = World::with_samples();
    fs::remove_file(world.path("data/corrections.csv")).unwrap();
    world.index(["data"]);
    let mut expected = held(&world);
    let mut rows = rows(&world);
    let row = rows.iter_mut().find(|row| row["path"] == "data/digests/巴南.txt").unwrap();
    row.insert("year".to_owned(), "2018".to_owned());
    let mut writer = csv::Writer::from_path(world.path("data/corrections.csv")).unwrap();
    writer.write_record(rows[0].keys()).unwrap();
    for row in &rows {
        writer.write_record(row.values()).unwrap();
    }
    writer.flush().unwrap();
    world.index(["data"]);
    let held = held(&world);
    let is_changed = |path: &str| path == "data/digests/巴南.txt";
    let report = expected.reports.iter_mut().find(|report| is_changed(&report.path)).unwrap();
    report.facts.year = chabao::report::Year::new(2018);
    let told = held.reports.iter().find(|report| is_changed(&report.path)).unwrap();
    assert_eq!(told.sources["year"].source, Source::Corrections);
    report.sources.insert("year".to_owned(), told.sources["year"]);
    assert_eq!(held, expected);
}

#[test]
fn corrected_facts_are_given_back_as_they_were_corrected() {
    let world = World::with_three_reports();
    world.report(
        "reports/corrections.csv",
        "path,agency,region,year,date\n\
         2021.txt,酉阳县市监局,,,\n\
         2022.txt,-,辽宁省 › 沈阳市 › 东陵区,无,2022-12-31\n\
         2023.txt,县市监局,巴南,2020,-\n",
    );
    world.index(["reports"]);
    let before = held(&world);
    let shown: Vec<String> = rows(&world)
        .iter()
        .map(|row| ["agency", "region", "year", "date"].map(|name| row[name].as_str()).join(" | "))
        .collect();
    assert_eq!(
        shown,
        [
            "酉阳土家族苗族自治县市场监督管理局 | 重庆市 › 酉阳土家族苗族自治县 | 2021 | ",
            "- | 辽宁省 › 沈阳市 › 东陵区 | - | 2022-12-31",
            "巴南区市场监督管理局 | 重庆市 › 巴南区 | 2020 | -",
        ]
    );
    world.report("reports/corrections.csv", &table(&world));
    world.index(["reports"]);
    assert_eq!(held(&world), before);
}

#[test]
fn one_table_serves_several_folders() {
    let world = World::with_three_reports();
    world.report("others/2020.txt", &report(2020, "依法行政。"));
    world.index(["reports", "others"]);
    let before = held(&world);
    let written = table(&world).replace("云岫县司法局,,2020,", "云岫县司法局,,2019,");
    world.report("reports/corrections.csv", &written);
    world.index(["reports", "others"]);
    let held = held(&world);
    assert_eq!(held.reports[0].facts.year.map(chabao::report::Year::get), Some(2019));
    assert_eq!(held.reports[1..], before.reports[1..]);
}

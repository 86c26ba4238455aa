//! Facts that users correct: every one of them, and the table of reports as the table to correct.

use std::collections::BTreeMap;
use std::fs;

use chabao::analysis::Reports;
use chabao::report::ReportKind;
use expect_test::expect;

use crate::files::xlsx;
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
    assert_eq!(first.sources["kind"].source.key(), "corrections");
    assert_eq!(second.facts.kind, Some(ReportKind::OpenInformation));
    assert_eq!(second.sources["kind"].source.key(), "front-matter");
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
        法律顾问 · exact (精确): 2 of 2 reports (100%) mention it: 3 mentions in 2 sections; …

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
        类型:政府信息公开年度报告 公开 · exact (精确): 1 of 1 report (100%) mentions it: 1 mention in 1 section; …

        year (年度)  reports  held  sections  mentions
        2022               1     1         1         1

        kind (类型)           reports  held  sections  mentions
        政府信息公开年度报告        1     1         1         1
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
        ("without the characters that GBK lacks", written.replace('›', "?").into_bytes()),
        ("with semicolons", with_delimiter(&written, b';').into_bytes()),
        ("with tabs", with_delimiter(&written, b'\t').into_bytes()),
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
    assert_eq!(told.sources["year"].source.key(), "corrections");
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

/// Returns a table with another character between its fields.
fn with_delimiter(table: &str, delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    for record in
        csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes()).records()
    {
        writer.write_record(&record.unwrap()).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn tables_are_read_whatever_program_wrote_them() {
    let year_of = |name: &str, bytes: &[u8]| {
        let world = World::with_three_reports();
        world.report_bytes(format!("reports/{name}"), bytes);
        let said = world.run(["index", "--quiet"]);
        let year = held(&world).reports[0].facts.year;
        (year.map(chabao::report::Year::get), said)
    };
    let sheet = xlsx("路径\t年度\n2021.txt\t2019\n").unwrap();
    for (name, bytes) in [
        ("Corrections.csv", "路径,年度\r\n2021.txt,2019\r\n".as_bytes()),
        ("CORRECTIONS.CSV", "\u{feff}路径;年度\r\n2021.txt;2019\r\n".as_bytes()),
        ("corrections.txt", "路径\t年度\r\n2021.txt\t2019\r\n".as_bytes()),
        ("corrections.xlsx", &sheet),
    ] {
        assert_eq!(year_of(name, bytes), (Some(2019), "exit: 0\n".to_owned()), "{name}");
    }
    // Lines are counted as a spreadsheet does, also with the line ends of Windows.
    let (_, said) = year_of("corrections.csv", "path,year\r\n\r\n2021.txt,5000\r\n".as_bytes());
    assert!(said.contains("line 3: `5000` is not a year"), "{said}");
    let (_, said) = year_of("corrections.xlsx", b"PK\x03\x04....");
    assert!(said.contains("corrections.xlsx`: not used: "), "{said}");
    // A program read UTF-8 as GBK: one warning says so.
    let misread = encoding_rs::GBK.decode("云岫县司法局".as_bytes()).0.into_owned();
    let table = format!("path,agency\n2021.txt,{misread}\n2022.txt,{misread}\n");
    let (_, said) = year_of("corrections.csv", table.as_bytes());
    assert_eq!(said.matches("warning").count(), 1, "{said}");
    assert!(said.contains("its Chinese was damaged"), "{said}");
}

#[test]
fn every_name_of_a_fact_that_is_shown_is_read() {
    use chabao::report::{Fact, Language};
    for fact in Fact::ALL {
        for name in [fact.key(), fact.label(Language::Chinese), fact.label(Language::English)] {
            let (_, problems) = chabao::parse::Corrections::parse(&format!("path,{name}\n"));
            assert_eq!(problems, [""; 0], "{name}");
        }
    }
}

#[test]
fn corrections_follow_a_report_that_was_moved() {
    let year = |world: &World, path: &str| {
        let row = held(world).reports.into_iter().find(|row| row.path == path).unwrap();
        (row.facts.year.map(chabao::report::Year::get), row.id)
    };
    let world = World::new();
    for year in 2021..=2023 {
        world.report(&format!("reports/{year}/a.txt"), &report(year, "依法行政。"));
    }
    world.report("reports/corrections.csv", "path,year\n2021/a.txt,2011\n");
    world.index(["reports"]);
    let id = year(&world, "reports/2021/a.txt").1;
    // The folder gets another name: the table still holds for the report, and says where it lies.
    fs::rename(world.path("reports/2021"), world.path("reports/2021年")).unwrap();
    let said = "`reports/corrections.csv`: line 2: `2021/a.txt` lies at `reports/2021年/a.txt` now";
    for _ in 0..2 {
        let run = world.run(["index", "--quiet"]);
        assert!(run.contains(said), "{run}");
        assert_eq!(year(&world, "reports/2021年/a.txt"), (Some(2011), id.clone()));
    }
    // By its id, in an index that never saw it elsewhere.
    let table = format!("id,path,year\n{id},2021/a.txt,2012\n");
    world.report("reports/corrections.csv", &table);
    fs::remove_dir_all(world.path("index")).unwrap();
    assert!(world.run(["index", "reports", "--quiet"]).contains(said));
    assert_eq!(year(&world, "reports/2021年/a.txt").0, Some(2012));
    // Another report at the path is not corrected in its place.
    fs::create_dir(world.path("reports/2021")).unwrap();
    fs::rename(world.path("reports/2023/a.txt"), world.path("reports/2021/a.txt")).unwrap();
    world.report("reports/2023/a.txt", &report(2020, "依法行政。"));
    world.run(["index", "--quiet"]);
    assert_eq!(year(&world, "reports/2021年/a.txt").0, Some(2012));
    assert_eq!(year(&world, "reports/2021/a.txt").0, Some(2023));
}

#[test]
fn of_two_tables_that_correct_one_report_the_first_is_used_and_the_other_said() {
    let world = World::with_three_reports();
    world.report("reports/corrections.csv", "path,year\n2021.txt,2011\n");
    let sheet = xlsx("path\tyear\n2021.txt\t2012\n2022.txt\t2012\n").unwrap();
    world.report_bytes("reports/corrections.xlsx", &sheet);
    let said = world.run(["index", "--quiet"]);
    let expected = "`reports/corrections.xlsx`: line 2: not used: `2021.txt` is corrected in \
                    `reports/corrections.csv` too";
    assert!(said.contains(expected) && said.matches("warning").count() == 1, "{said}");
    let years: Vec<_> = held(&world).reports.into_iter().map(|row| row.facts.year).collect();
    let years: Vec<u16> = years.into_iter().flatten().map(chabao::report::Year::get).collect();
    assert_eq!(years, [2011, 2012, 2023]);
}

#[test]
fn tables_of_the_program_are_no_reports() {
    let world = World::with_three_reports();
    let count = world.run(["search", "法律顾问", "--limit", "1"]);
    for (name, arguments) in [
        ("table.xlsx", &["reports", "--format", "csv"][..]),
        ("hits.xlsx", &["search", "法律顾问", "--format", "csv"]),
        ("counties.xlsx", &["mentions", "法律顾问", "--format", "csv"]),
    ] {
        let table = world.data(arguments.iter().copied());
        world.report_bytes(format!("reports/{name}"), &xlsx(&with_tabs(&table)).unwrap());
    }
    world.report_bytes("reports/corrections.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let said = world.run(["index", "--quiet"]);
    assert_eq!(said.matches("a table that chabao wrote, not a report").count(), 3, "{said}");
    assert!(said.contains("corrections.xls`: not used: ") && said.contains("save it as"), "{said}");
    let again = world.run(["search", "法律顾问", "--limit", "1"]);
    assert_eq!(again.replace("3 files could not be read", "…"), count);
}

/// Returns a table with tabs between its fields and no quotation marks.
fn with_tabs(table: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let row = |record: csv::StringRecord| {
        let cells: Vec<String> =
            record.iter().map(|cell| cell.replace(['\n', '<', '&'], " ")).collect();
        cells.join("\t")
    };
    reader.records().map(|record| row(record.unwrap()) + "\n").collect::<Vec<_>>().concat()
}

//! Panels: the concepts of a codebook, counted next to each other.

use std::collections::BTreeMap;

use expect_test::expect;
use serde_json::Value;

use crate::shared::shared;
use crate::world::World;

/// Returns a folder with reports of two known counties and an unknown one, none for 2022, indexed, and
/// a codebook.
fn world() -> World {
    let world = World::new();
    let report = |place: &str, year: u16, told: &str| {
        format!(
            "{place}司法局{year}年法治政府建设工作报告\n\n一、主要举措和成效\n{told}\n\n\
             二、存在的不足\n执法力量不足。\n"
        )
    };
    for (name, place, year, told) in [
        ("1", "河南省卢氏县", 2020, "聘请法律顾问3名。落实三项制度。"),
        ("2", "河南省卢氏县", 2021, "普法宣传12场。"),
        ("3", "重庆市酉阳县", 2021, "法律顾问审查合同8份，公职律师参加会议。"),
        ("4", "重庆市酉阳县", 2023, "法律顾问全覆盖，政府法律顾问服务到村。"),
        ("5", "云岫县", 2023, "普法宣传20场。"),
    ] {
        world.report(&format!("reports/{name}.txt"), &report(place, year, told));
    }
    world.report("codebook.csv", CODEBOOK);
    world.index(["reports"]);
    world
}

/// The second concept has overlapping queries, the last one is no query.
const CODEBOOK: &str = "\
label,query,note
三项制度,三项制度,
律师,法律顾问,两行
律师,政府法律顾问 OR 公职律师,
普法,普法,
坏,(普法,
";

#[test]
fn each_concept_is_a_column() {
    let world = world();
    expect![[r#"
        exit: 0
        stdout:
        15 sections of 5 reports; …
        line 6 of the codebook: `(普法`: left out, since the query cannot be read: bracket at character 1 is never closed
        cells: mentions; `0` a report, but no mention; `.` no report

        county (县)           in                 held  三项制度  律师  普法
        卢氏县                河南省 › 三门峡市     2         1     1     1
        酉阳土家族苗族自治县  重庆市                2         0     4     0
        未识别                                      1         0     0     1
        total                                       5         1     5     2

        三项制度: 三项制度
        律师: 法律顾问 OR 政府法律顾问 OR 公职律师
        普法: 普法
    "#]].assert_eq(&world.run(["panel", "codebook.csv"]));
    expect![[r#"
        exit: 0
        stdout:
        6 sections of 2 reports; …
        line 6 of the codebook: `(普法`: left out, since the query cannot be read: bracket at character 1 is never closed
        cells: state

        county (县)  in                 year (年度)  held  三项制度             律师                 普法
        卢氏县       河南省 › 三门峡市  2020            1  mentions it          mentions it          does not mention it
        卢氏县       河南省 › 三门峡市  2021            1  does not mention it  does not mention it  mentions it
        total                                           2  mentions it          mentions it          mentions it

        三项制度: 三项制度
        律师: 法律顾问 OR 政府法律顾问 OR 公职律师
        普法: 普法
    "#]].assert_eq(&world.run([
        "panel",
        "codebook.csv",
        "--by",
        "county,year",
        "--measure",
        "state",
        "--region",
        "河南省",
    ]));
    expect![[r#"
        exit: 0
        stdout:
        value,province,prefecture,county,code,held,三项制度,律师,普法
        2020,,,,,1,100,100,0
        2021,,,,,2,0,50,50
        2022,,,,,0,,,
        2023,,,,,2,0,50,50
        stderr:
        chabao: 15 sections of 5 reports; …
        chabao: line 6 of the codebook: `(普法`: left out, since the query cannot be read: bracket at character 1 is never closed
    "#]].assert_eq(&world.run([
        "panel",
        "codebook.csv",
        "--by",
        "year",
        "--measure",
        "share",
        "--format",
        "csv",
    ]));
}

#[test]
fn a_concept_with_a_condition_of_its_own_says_so_in_every_form() {
    let world = world();
    world.report("own.csv", "概念,查询\n某年,年度:2021 普法\n普法,普法\n");
    let sentence =
        "某年: counted over 2 of 5 reports: the others do not meet the condition in its query";
    for form in ["text", "csv", "jsonl"] {
        for by in ["county", "county,year"] {
            let said = world.run(["panel", "own.csv", "--by", by, "--format", form]);
            assert!(said.contains(sentence), "{form}: {said}");
            assert!(!said.contains("普法: counted over 5 of"), "{form}: {said}");
        }
    }
    let panel: Value = world.json(&["panel", "own.csv"]);
    let remarks = panel["remarks"].as_array().unwrap();
    let own: Vec<&Value> =
        remarks.iter().filter(|it| it["remark"]["kind"] == "own-condition").collect();
    assert_eq!(own.len(), 1, "{remarks:?}");
    assert_eq!(own[0]["remark"]["reports"], panel["concepts"][0]["ground"]["reports"]);
    assert_eq!(own[0]["remark"]["of"], panel["ground"]["reports"]);
}

#[test]
fn a_report_that_does_not_meet_the_condition_of_a_concept_is_not_said_to_be_missing() {
    let world = world();
    world.report("own.csv", "概念,查询\n某年,年度:2021 普法\n普法,普法\n");
    let states = |command: &[&str]| -> Vec<String> {
        let all = [command, &["--codebook", "own.csv", "--format", "csv"]].concat();
        let output = world.data(all);
        let mut rows = csv::Reader::from_reader(output.as_bytes());
        let at = rows.headers().unwrap().iter().position(|it| it == "state").unwrap();
        let rows = rows.records().map(Result::unwrap).filter(|row| &row[0] == "某年");
        rows.map(|row| row[at].to_owned()).collect()
    };
    // There are reports for 2020, 2021 and 2023, and none for 2022.
    let trend = states(&["trend", "--by", "year"]);
    assert_eq!(trend, ["left-out", "mentions", "not-held", "left-out"]);
    let panel: Value = world.json(&["panel", "own.csv", "--by", "year"]);
    let of_panel =
        panel["rows"].as_array().unwrap().iter().map(|row| row["cells"][0]["state"].clone());
    assert_eq!(of_panel.collect::<Vec<_>>(), trend);
    // A county whose only reports are of other years is not in the table at all; a year between is.
    world.report("own.csv", "概念,查询\n某年,(年度:2020 OR 年度:2023) 普法\n");
    let coverage = states(&["coverage", "--rows", "province"]);
    assert_eq!(coverage.iter().filter(|it| *it == "left-out").count(), 2, "{coverage:?}");
    let said = world.run(["coverage", "--codebook", "own.csv", "--rows", "province"]);
    assert!(said.contains("`-` no report meets the condition"), "{said}");
    for command in ["trend", "coverage", "mentions"] {
        let all: Value = world.json(&[command, "--codebook", "own.csv"]);
        let answers = all["series"].as_array().or(all["concepts"].as_array()).unwrap();
        let remarks = answers[0]["remarks"].as_array().unwrap();
        let own = remarks.iter().find(|it| it["kind"] == "own-condition").unwrap();
        assert_eq!((&own["reports"], &own["of"]), (&3.into(), &5.into()), "{command}");
    }
}

#[test]
fn the_concepts_of_the_program_find_what_they_are_about_and_no_more() {
    // A concept, what it finds, with the number of mentions, and what it does not find.
    const TOLD: [(&str, &str, u64, &str); 12] = [
        ("不足和原因", "执法工作存在一些不足", 1, "资金不足"),
        ("党委领导", "召开全面依法治县委员会会议", 1, "依法治理"),
        ("公众参与和论证", "开展风险评估后作出重大决策", 1, "开展地质灾害风险评估"),
        ("执法体制改革", "向乡镇赋权二十项", 1, "为企业赋权赋能"),
        ("重点领域执法", "查处安全生产违法案件", 1, "召开安全生产例会"),
        ("三项制度", "落实执法全过程记录制度", 1, "落实值班制度"),
        ("执法人员管理", "组织执法人员参加培训", 1, "组织厨师培训"),
        ("案卷评查", "开展案卷交叉评查", 1, "配合人大执法检查"),
        ("信访法治化", "推动信访工作法治化", 1, "县信访局、县司法局参加"),
        ("审计和纪检监督", "接受审计监督", 1, "县审计局参加"),
        ("领导干部学法", "组织宪法专题学习", 1, "组织党史专题学习"),
        ("法治督察和考核", "开展法治建设督察", 1, "配合环保督察"),
    ];
    let world = World::new();
    for (at, (_, found, _, other)) in TOLD.iter().enumerate() {
        for (kind, told) in [("found", found), ("other", other)] {
            let title = format!("云岫县第{at}局2023年法治政府建设工作报告");
            let text = format!("{title}\n\n一、概况\n{told}。\n");
            world.report(&format!("reports/{at:02}-{kind}.txt"), &text);
        }
    }
    world.index(["reports"]);
    let csv = world.data(["panel", "outline", "--by", "report", "--format", "csv"]);
    let mut table = csv::Reader::from_reader(csv.as_bytes());
    let header = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    for (at, (concept, found, mentions, other)) in TOLD.iter().enumerate() {
        let column = header.iter().position(|it| it == *concept).unwrap();
        let figure = |kind: &str| {
            let row =
                rows.iter().find(|row| row[0].ends_with(&format!("{at:02}-{kind}.txt"))).unwrap();
            row[column].parse::<u64>().unwrap()
        };
        assert_eq!(figure("found"), *mentions, "{concept}: {found}");
        assert_eq!(figure("other"), 0, "{concept}: {other}");
    }
}

#[test]
fn the_codebook_of_the_program_is_not_read_in_another_way() {
    let world = World::with_samples();
    world.index(["data"]);
    let kinds = |codebook: &str| -> Vec<String> {
        let panel: Value = world.json(&["panel", codebook]);
        let remarks = panel["remarks"].as_array().unwrap().iter();
        remarks.map(|it| it["remark"]["kind"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert!(!kinds("outline").contains(&"read-as".to_owned()));
    // Lines of one's own are.
    world.report("own.csv", "概念,查询\n两者,法律顾问、三项制度\n执法,执法\n");
    assert!(kinds("own.csv").contains(&"read-as".to_owned()));
}

#[test]
fn with_the_year_each_concept_is_a_row() {
    let world = world();
    expect![[r#"
        exit: 0
        stdout:
        15 sections of 5 reports; …
        line 6 of the codebook: `(普法`: left out, since the query cannot be read: bracket at character 1 is never closed

        county (县)  in                 year (年度)  concept   held  reports  sections  mentions  characters  per 10,000  state
        卢氏县       河南省 › 三门峡市  2020         三项制度     1        1         1         1          68      147.06  mentions it
        卢氏县       河南省 › 三门峡市  2020         律师         1        1         1         1          68      147.06  mentions it
        卢氏县       河南省 › 三门峡市  2020         普法         1        0         0         0          68        0.00  does not mention it
        卢氏县       河南省 › 三门峡市  2021         三项制度     1        0         0         0          60        0.00  does not mention it
        卢氏县       河南省 › 三门峡市  2021         律师         1        0         0         0          60        0.00  does not mention it
        卢氏县       河南省 › 三门峡市  2021         普法         1        1         1         1          60      166.67  mentions it
        卢氏县       河南省 › 三门峡市  2022         三项制度     0                                                       no report
        卢氏县       河南省 › 三门峡市  2022         律师         0                                                       no report
        卢氏县       河南省 › 三门峡市  2022         普法         0                                                       no report

        3 of 12 rows listed: `--page 2` or `--limit` for more

        三项制度: 三项制度
        律师: 法律顾问 OR 政府法律顾问 OR 公职律师
        普法: 普法
    "#]].assert_eq(&world.run([
        "panel",
        "codebook.csv",
        "--by",
        "county,year",
        "--limit",
        "3",
    ]));
    expect![[r#"
        exit: 0
        stdout:
        concept,value,province,prefecture,county,code,year,state,held,reports,share,sections,mentions,characters,mentions_per_10000
        三项制度,河南省,河南省,,,410000,2020,mentions,1,1,100,1,1,68,147.06
        律师,河南省,河南省,,,410000,2020,mentions,1,1,100,1,1,68,147.06
        普法,河南省,河南省,,,410000,2020,no-mention,1,0,0,0,0,68,0
        三项制度,河南省,河南省,,,410000,2021,no-mention,1,0,0,0,0,60,0
        律师,河南省,河南省,,,410000,2021,no-mention,1,0,0,0,0,60,0
        普法,河南省,河南省,,,410000,2021,mentions,1,1,100,1,1,60,166.67
        三项制度,重庆市,重庆市,,,500000,2020,not-held,0,0,,0,0,0,
        律师,重庆市,重庆市,,,500000,2020,not-held,0,0,,0,0,0,
        普法,重庆市,重庆市,,,500000,2020,not-held,0,0,,0,0,0,
        三项制度,重庆市,重庆市,,,500000,2021,no-mention,1,0,0,0,0,72,0
        律师,重庆市,重庆市,,,500000,2021,mentions,1,1,100,1,2,72,277.78
        普法,重庆市,重庆市,,,500000,2021,no-mention,1,0,0,0,0,72,0
        stderr:
        chabao: 9 sections of 3 reports; …
        chabao: line 6 of the codebook: `(普法`: left out, since the query cannot be read: bracket at character 1 is never closed
    "#]].assert_eq(&world.run([
        "panel",
        "codebook.csv",
        "--by",
        "province,year",
        "--year",
        "2020-2021",
        "--format",
        "csv",
    ]));
    expect![[r#"
        exit: 0
        stdout:
        {"concept":"三项制度","value":"卢氏县","region":{"province":"河南省","prefecture":"三门峡市","county":"卢氏县","code":"411224"},"year":"2020","state":"mentions","held":1,"reports":1,"share":100.0,"sections":1,"mentions":1,"characters":68,"mentions_per_10000":147.06}
        {"concept":"律师","value":"卢氏县","region":{"province":"河南省","prefecture":"三门峡市","county":"卢氏县","code":"411224"},"year":"2020","state":"mentions","held":1,"reports":1,"share":100.0,"sections":1,"mentions":1,"characters":68,"mentions_per_10000":147.06}
        {"concept":"普法","value":"卢氏县","region":{"province":"河南省","prefecture":"三门峡市","county":"卢氏县","code":"411224"},"year":"2020","state":"no-mention","held":1,"reports":0,"share":0.0,"sections":0,"mentions":0,"characters":68,"mentions_per_10000":0.0}
        stderr:
        chabao: 15 sections of 5 reports; …
        chabao: line 6 of the codebook: `(普法`: left out, since the query cannot be read: bracket at character 1 is never closed
        chabao: 1 of 12 rows listed
    "#]].assert_eq(&world.run([
        "panel",
        "codebook.csv",
        "--by",
        "county,year",
        "--limit",
        "1",
        "--format",
        "jsonl",
    ]));
}

/// Returns the figures of a panel: by concept, group and year.
fn figures_of(panel: &Value) -> BTreeMap<(String, String, String), [u64; 5]> {
    let concepts = panel["concepts"].as_array().unwrap();
    let mut figures = BTreeMap::new();
    for row in panel["rows"].as_array().unwrap() {
        for (concept, cell) in concepts.iter().zip(row["cells"].as_array().unwrap()) {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let key = (text(&concept["label"]), text(&row["value"]), text(&row["year"]));
            figures.insert(key, counts(cell));
        }
    }
    figures
}

fn counts(cell: &Value) -> [u64; 5] {
    ["held", "reports", "sections", "mentions", "characters"].map(|name| number(cell, name))
}

/// Returns a number; of mentions that are not counted, since the query has no term, 0.
fn number(cell: &Value, name: &str) -> u64 {
    let is_absent = name == "mentions" && cell[name].is_null();
    if is_absent { 0 } else { cell[name].as_u64().unwrap() }
}

#[test]
fn the_figures_are_those_of_the_other_tables() {
    let world = World::with_samples();
    world.index(["data"]);
    // A concept with a condition has another ground than the others.
    let queries = [
        ("律师", "法律顾问 OR 公职律师 OR 县政府法律顾问"),
        ("三项", "三项制度"),
        ("两者", "三项制度 法律顾问"),
        ("除外", "行政执法 -三项制度"),
        ("某年", "年度:2023 法律顾问"),
        ("标题", "标题:不足"),
        ("没有", "不存在的词"),
    ];
    let lines: Vec<String> =
        queries.iter().map(|(label, query)| format!("{label},\"{query}\"\n")).collect();
    world.report("codebook.csv", &format!("概念,查询\n{}", lines.concat()));
    for (filters, mode) in [
        (&[][..], &[][..]),
        (&["--region", "重庆市,河南省"], &[]),
        (&["--year", "2021-2023"], &["--strict"]),
        (&["--part", "举措和成效"], &["--words"]),
    ] {
        let flags = [filters, mode].concat();
        for by in ["county", "agency", "report", "year", "part", "province"] {
            let command = ["panel", "codebook.csv", "--by", by];
            let panel: Value = world.json(&[&command[..], &flags].concat());
            let figures = figures_of(&panel);
            for (label, query) in queries {
                let of_total = panel["concepts"].as_array().unwrap().iter();
                let concept = of_total.clone().find(|it| it["label"] == label).unwrap();
                if by != "report" {
                    check_trend(&world, (label, query), by, &flags, &figures, concept);
                }
            }
            if by == "year" {
                continue;
            }
            let by = format!("{by},year");
            let panel: Value =
                world.json(&[&["panel", "codebook.csv", "--by", &by][..], &flags].concat());
            for (label, query) in queries {
                check_coverage(&world, (label, query), &by, &flags, &figures_of(&panel));
            }
        }
    }
}

fn check_trend(
    world: &World,
    (label, query): (&str, &str),
    by: &str,
    flags: &[&str],
    figures: &BTreeMap<(String, String, String), [u64; 5]>,
    concept: &Value,
) {
    let arguments = [&["trend", query, "--by", by, "--format", "json"][..], flags].concat();
    let output = world.command(&arguments).output().unwrap();
    let trend: Value = serde_json::from_slice(&output.stdout).unwrap();
    let series = &trend["series"][0];
    assert_eq!(counts(&series["total"]), counts(&concept["total"]), "{label} {by} {flags:?}");
    assert_eq!(series["ground"], concept["ground"], "{label} {by} {flags:?}");
    for row in series["rows"].as_array().unwrap() {
        let key = (label.to_owned(), row["value"].as_str().unwrap().to_owned(), String::new());
        assert_eq!(figures.get(&key), Some(&counts(row)), "{key:?} {flags:?}");
    }
}

fn check_coverage(
    world: &World,
    (label, query): (&str, &str),
    by: &str,
    flags: &[&str],
    figures: &BTreeMap<(String, String, String), [u64; 5]>,
) {
    let rows = by.split(',').next().unwrap();
    let arguments =
        [&["coverage", query, "--rows", rows, "--columns", "year", "--format", "json"], flags]
            .concat();
    let output = world.command(&arguments).output().unwrap();
    let coverage: Value = serde_json::from_slice(&output.stdout).unwrap();
    let columns = coverage["columns"].as_array().unwrap();
    let mut checked = 0;
    for row in coverage["rows"].as_array().unwrap() {
        for (column, cell) in columns.iter().zip(row["cells"].as_array().unwrap()) {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let key = (label.to_owned(), text(&row["value"]), text(&column["value"]));
            let [held, reports, _, mentions, _] = figures[&key];
            let expected = ["held", "reports", "mentions"].map(|name| number(cell, name));
            assert_eq!([held, reports, mentions], expected, "{key:?} {flags:?}");
            checked += 1;
        }
    }
    assert!(checked > 0 || coverage["ground"]["reports"] == 0, "{label} {by} {flags:?}");
}

#[test]
fn every_form_has_the_same_figures() {
    let world = world();
    let panel: Value = world.json(&["panel", "codebook.csv", "--by", "county,year"]);
    let figures = figures_of(&panel);
    let csv = world.data(["panel", "codebook.csv", "--by", "county,year", "--format", "csv"]);
    let mut of_csv = BTreeMap::new();
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |at: usize| cells[at].parse::<u64>().unwrap();
        let key = (cells[0].to_owned(), cells[1].to_owned(), cells[6].to_owned());
        of_csv.insert(key, [number(8), number(9), number(11), number(12), number(13)]);
    }
    assert_eq!(of_csv, figures);
    let lines = world.data(["panel", "codebook.csv", "--by", "county,year", "--format", "jsonl"]);
    let mut of_lines = BTreeMap::new();
    for line in lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let text = |name: &str| line[name].as_str().unwrap().to_owned();
        of_lines.insert((text("concept"), text("value"), text("year")), counts(&line));
    }
    assert_eq!(of_lines, figures);
    let text = world.data(["panel", "codebook.csv", "--by", "county,year"]);
    for ((concept, ..), [held, reports, sections, mentions, _]) in &figures {
        let row = |line: &str| {
            let numbers: Vec<u64> =
                line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            line.contains(concept.as_str())
                && (*held == 0
                    || numbers.windows(4).any(|it| it == [*held, *reports, *sections, *mentions]))
        };
        assert!(text.lines().any(row), "{concept} {held} {reports}: {text}");
    }
}

#[test]
fn an_overlap_of_two_queries_of_a_concept_is_counted_once() {
    let world = world();
    let panel: Value = world.json(&["panel", "codebook.csv", "--by", "report"]);
    // 政府法律顾问 is one mention, not two; the report has another one of 法律顾问.
    let figures = figures_of(&panel);
    let of_report = &figures[&("律师".to_owned(), "reports/4.txt".to_owned(), String::new())];
    assert_eq!(of_report[..4], [1, 1, 1, 2]);
    assert_eq!(panel["concepts"][1]["query"], "法律顾问 OR 政府法律顾问 OR 公职律师");
}

#[test]
fn codebooks_are_read_in_every_encoding_and_troubles_are_told() {
    let world = world();
    let whole = world.run(["panel", "codebook.csv"]);
    let (gbk, ..) = encoding_rs::GBK.encode(CODEBOOK);
    world.report_bytes("gbk.csv", &gbk);
    let wide: Vec<u8> =
        format!("\u{feff}{CODEBOOK}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    world.report_bytes("wide.csv", &wide);
    world.report(
        "codebook.toml",
        "[[concept]]\nlabel = \"三项制度\"\nquery = \"三项制度\"\n[[concept]]\nlabel = \"律师\"\n\
         queries = [\"法律顾问\", \"政府法律顾问 OR 公职律师\"]\n[[concept]]\nlabel = \"普法\"\n\
         query = \"普法\"\n[[concept]]\nlabel = \"坏\"\nquery = \"(普法\"\n",
    );
    for name in ["gbk.csv", "wide.csv"] {
        assert_eq!(world.run(["panel", name]), whole, "{name}");
    }
    let toml = world.run(["panel", "codebook.toml"]);
    assert_eq!(toml.replace("line 12", "line 6"), whole);
    world.report("terms.txt", "三项制度\n法律顾问\n");
    world.report("empty.csv", "label,query\n");
    for (name, expected) in [
        (
            "terms.txt",
            expect![[r#"
            exit: 2
            stderr:
            chabao: error: `terms.txt`: line 1 of the codebook names no column `query`
            hint: name the columns in the first line, as in `label,query,note`, with a concept in each line below
        "#]],
        ),
        (
            "empty.csv",
            expect![[r#"
            exit: 2
            stderr:
            chabao: error: `empty.csv`: the codebook has no concepts
            hint: name the columns in the first line, as in `label,query,note`, with a concept in each line below
        "#]],
        ),
        (
            "none.csv",
            expect![[r#"
            exit: 2
            stderr:
            chabao: error: cannot read the codebook `none.csv`: there is no such file or folder
        "#]],
        ),
        (
            "reports",
            expect![[r#"
            exit: 2
            stderr:
            chabao: error: cannot read the codebook `reports`: is a directory
        "#]],
        ),
    ] {
        expected.assert_eq(&world.run(["panel", name]));
    }
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: `--by` takes one group, or one and the year: `--by county,year`
    "#]]
    .assert_eq(&world.run(["panel", "codebook.csv", "--by", "year,county"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: rows and columns are both `year`
        hint: choose different ones, as in `--rows county --columns year`
    "#]]
    .assert_eq(&world.run(["panel", "codebook.csv", "--by", "year,year"]));
}

#[test]
fn the_codebook_of_the_program_is_tried_without_a_file() {
    let world = world();
    let printed = world.data(["panel", "outline", "--print"]);
    world.report("own.csv", &printed);
    let own = world.data(["panel", "own.csv", "--format", "json"]);
    assert_eq!(world.data(["panel", "outline", "--format", "json"]), own);
    let panel: Value = serde_json::from_str(&own).unwrap();
    assert!(panel["concepts"].as_array().unwrap().len() >= 30);
    // One of its concepts has aliases, and says so; nobody typed the others.
    let remarks = panel["remarks"].as_array().unwrap();
    let kinds: Vec<&Value> = remarks.iter().map(|it| &it["remark"]["kind"]).collect();
    assert_eq!(kinds, ["with-aliases"], "{remarks:?}");
}

#[test]
fn a_codebook_among_the_reports_is_no_report() {
    let world = world();
    world.report("reports/codebook.csv", CODEBOOK);
    world.index(["reports"]);
    let status: Value = world.json(&["status"]);
    assert_eq!(status["reports"], 5);
}

#[test]
#[ignore = "needs ../shared"]
fn five_concepts_over_published_reports() {
    let world = World::new();
    world.report("codebook.csv", CODEBOOK);
    let reports = shared("reports");
    world.index([reports.to_str().unwrap()]);
    let panel: Value = world.json(&["panel", "codebook.csv", "--by", "county,year"]);
    let figures = figures_of(&panel);
    assert_eq!(panel["ground"]["reports"], 5);
    let found = |concept: &str| {
        figures.iter().filter(|((label, ..), _)| label == concept).map(|(_, it)| it[1]).sum::<u64>()
    };
    assert_eq!((found("三项制度"), found("律师")), (5, 3));
    let outline: Value = world.json(&["panel", "outline", "--by", "report"]);
    // Every concept of the outline is found in some report or in none, and every report is a row.
    assert_eq!(outline["rows"].as_array().unwrap().len(), 5);
    let mentioned = outline["concepts"].as_array().unwrap().iter();
    assert!(mentioned.filter(|it| it["total"]["reports"] != 0).count() > 15);
}

#[test]
fn a_trend_has_a_series_for_each_concept() {
    let world = world();
    expect![[r#"
        exit: 0
        stdout:
        line 6 of the codebook: `(普法`: left out, since the query cannot be read: bracket at character 1 is never closed

        三项制度 · exact (精确): 1 of 5 reports (20.0%) mentions it: 1 mention in 1 section; …

        year (年度)  held  reports  sections  mentions  characters  per 10,000     share
        2020            1        1         1         1          68      147.06  100.00 %  ████████████████████
        2021            2        0         0         0         132        0.00    0.00 %
        2022            0                                                                 no report
        2023            2        0         0         0         128        0.00    0.00 %
        total           5        1         1         1         328       30.49   20.00 %  ████

        律师 (法律顾问 OR 政府法律顾问 OR 公职律师) · exact (精确): 3 of 5 reports (60.0%) mention it: 5 mentions in 3 sections; …
        sections with “法律顾问” or “政府法律顾问” or “公职律师”

        year (年度)  held  reports  sections  mentions  characters  per 10,000     share
        2020            1        1         1         1          68      147.06  100.00 %  ████████████████████
        2021            2        1         1         2         132      151.52   50.00 %  ██████████
        2022            0                                                                 no report
        2023            2        1         1         2         128      156.25   50.00 %  ██████████
        total           5        3         3         5         328      152.44   60.00 %  ████████████

        普法 · exact (精确): 2 of 5 reports (40.0%) mention it: 2 mentions in 2 sections; …

        year (年度)  held  reports  sections  mentions  characters  per 10,000    share
        2020            1        0         0         0          68        0.00   0.00 %
        2021            2        1         1         1         132       75.76  50.00 %  ██████████
        2022            0                                                                no report
        2023            2        1         1         1         128       78.13  50.00 %  ██████████
        total           5        2         2         2         328       60.98  40.00 %  ████████

        reports that mention it, per cent:

        year (年度)   三项制度       律师       普法
        2020          100.00 %   100.00 %     0.00 %
        2021            0.00 %    50.00 %    50.00 %
        2022         no report  no report  no report
        2023            0.00 %    50.00 %    50.00 %
        total          20.00 %    60.00 %    40.00 %
    "#]].assert_eq(&world.run(["trend", "--codebook", "codebook.csv"]));
    expect![[r#"
        exit: 0
        stdout:
        term,year,code,state,held,reports,share,sections,mentions,characters,mentions_per_10000
        三项制度,2021,,no-mention,2,0,0,0,0,132,0
        律师,2021,,mentions,2,1,50,1,2,132,151.52
        普法,2021,,mentions,2,1,50,1,1,132,75.76
        stderr:
        chabao: 三项制度: 0 of 2 reports (0%) mention it: 0 mentions in 0 sections; …
        chabao: 律师: 1 of 2 reports (50.0%) mentions it: 2 mentions in 1 section; …
        chabao: 普法: 1 of 2 reports (50.0%) mentions it: 1 mention in 1 section; …
        chabao: line 6 of the codebook: `(普法`: left out, since the query cannot be read: bracket at character 1 is never closed
        chabao: 律师: sections with “法律顾问” or “政府法律顾问” or “公职律师”
    "#]].assert_eq(&world.run([
        "trend",
        "--codebook",
        "codebook.csv",
        "--year",
        "2021-2022",
        "--format",
        "csv",
    ]));
    let svg = world.data(["trend", "--codebook", "codebook.csv", "--format", "svg"]);
    for text in ["“律师”", "法律顾问 OR 政府法律顾问 OR 公职律师", "概念表第 6 行"]
    {
        assert!(svg.contains(text), "{text}: {svg}");
    }
}

/// The queries of the concepts of the codebook, each as one.
const QUERIES: [(&str, &str); 3] =
    [("三项制度", "三项制度"), ("律师", "法律顾问 OR 政府法律顾问 OR 公职律师"), ("普法", "普法")];

#[test]
fn a_series_of_a_concept_is_that_of_its_query() {
    let world = world();
    for flags in [&[][..], &["--by", "county"], &["--region", "河南省", "--by", "agency"]] {
        let trend: Value =
            world.json(&[&["trend", "--codebook", "codebook.csv"][..], flags].concat());
        assert_eq!(trend["remarks"][0]["kind"], "codebook");
        for (at, (label, query)) in QUERIES.into_iter().enumerate() {
            let single: Value = world.json(&[&["trend", query][..], flags].concat());
            let (mut series, single) = (trend["series"][at].clone(), &single["series"][0]);
            assert_eq!(series.as_object_mut().unwrap().remove("concept").unwrap(), label);
            for part in ["query", "mode", "filters", "ground", "counts", "total", "rows", "lists"] {
                assert_eq!(series[part], single[part], "{label} {part} {flags:?}");
            }
        }
    }
}

#[test]
fn a_query_beside_a_codebook_is_refused() {
    let world = world();
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: `三项制度` and `--codebook` cannot be asked for together
        hint: leave out one of them, or add a line for `三项制度` to the codebook
    "#]]
    .assert_eq(&world.run(["trend", "三项制度", "--codebook", "codebook.csv"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: the following required arguments were not provided:
          <TERM>...

        Usage: chabao trend <TERM>...
        hint: see `chabao --help`
    "#]]
    .assert_eq(&world.run(["trend"]));
}

/// Returns the lines of CSV of each query, without the names of the columns.
fn lines_of_queries(world: &World, command: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    for (label, query) in QUERIES {
        let arguments = [&[command[0], query], &command[1..], &["--format", "csv"]].concat();
        let output = world.command(arguments).output().unwrap();
        let table = String::from_utf8(output.stdout).unwrap();
        lines.extend(table.lines().skip(1).map(|line| format!("{label},{line}")));
    }
    lines
}

#[test]
fn mentions_and_coverage_of_a_concept_are_those_of_its_query() {
    let world = world();
    for command in [
        &["mentions"][..],
        &["mentions", "--absent"],
        &["mentions", "--by", "report", "--region", "河南省"],
        &["mentions", "--limit", "1"],
        &["coverage"],
        &["coverage", "--rows", "province", "--columns", "part"],
    ] {
        let of_codebook = [command, &["--codebook", "codebook.csv"]].concat();
        let table = world.data([&of_codebook[..], &["--format", "csv"]].concat());
        assert!(table.starts_with("concept,"), "{table}");
        let rows: Vec<&str> = table.lines().skip(1).collect();
        assert_eq!(rows, lines_of_queries(&world, command), "{command:?}");
        assert!(rows.len() > 2, "{command:?}");

        let lines = world.data([&of_codebook[..], &["--format", "jsonl"]].concat());
        let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let first = |row: &str| row.split(',').take(2).collect::<Vec<_>>().join(",");
        let of_lines: Vec<String> = lines
            .map(|line| {
                let value = line.get("row").unwrap_or(&line["value"]);
                format!("{},{}", line["concept"].as_str().unwrap(), value.as_str().unwrap())
            })
            .collect();
        assert_eq!(of_lines, rows.iter().map(|row| first(row)).collect::<Vec<_>>());

        let answer: Value = world.json(&of_codebook);
        assert_eq!(answer["remarks"][0]["kind"], "codebook");
        for ((label, query), concept) in
            QUERIES.into_iter().zip(answer["concepts"].as_array().unwrap())
        {
            let arguments = [&[command[0], query], &command[1..], &["--format", "json"]].concat();
            let output = world.command(arguments).output().unwrap();
            let mut single: Value = serde_json::from_slice(&output.stdout).unwrap();
            let mut concept = concept.clone();
            assert_eq!(concept.as_object_mut().unwrap().remove("concept").unwrap(), label);
            // A typed query can be read in other ways; one that joins several lines cannot.
            for answer in [&mut single, &mut concept] {
                answer.as_object_mut().unwrap().remove("remarks");
            }
            assert_eq!(concept, single, "{label} {command:?}");
        }
    }
}

#[test]
fn mentions_and_coverage_are_listed_concept_by_concept() {
    let world = world();
    let codebook = ["--codebook", "codebook.csv", "--region", "河南省"];
    expect![[r#"
        exit: 0
        stdout:
        line 6 of the codebook: `(普法`: left out, since the query cannot be read: bracket at character 1 is never closed

        三项制度 · exact (精确): 1 of 2 reports (50.0%) mentions it: 1 mention in 1 section; …

        county (县)  region                             reports  held  mentions  years
        卢氏县       河南省 › 三门峡市 › 卢氏县 411224        1     2         1  2020

        卢氏县
           落实【三项制度】。

        律师 (法律顾问 OR 政府法律顾问 OR 公职律师) · exact (精确): 1 of 2 reports (50.0%) mentions it: 1 mention in 1 section; …
        sections with “法律顾问” or “政府法律顾问” or “公职律师”

        county (县)  region                             reports  held  mentions  years
        卢氏县       河南省 › 三门峡市 › 卢氏县 411224        1     2         1  2020

        卢氏县
           聘请【法律顾问】3名。落实三项制度。

        普法 · exact (精确): 1 of 2 reports (50.0%) mentions it: 1 mention in 1 section; …

        county (县)  region                             reports  held  mentions  years
        卢氏县       河南省 › 三门峡市 › 卢氏县 411224        1     2         1  2021

        卢氏县
           【普法】宣传12场。
    "#]].assert_eq(&world.run([&["mentions"], &codebook[..]].concat()));
    expect![[r#"
        exit: 1
        stdout:
        line 6 of the codebook: `(普法`: left out, since the query cannot be read: bracket at character 1 is never closed

        三项制度 · exact (精确): 1 of 2 reports (50.0%) mentions it: 1 mention in 1 section; …

        every county with a report mentions it

        律师 (法律顾问 OR 政府法律顾问 OR 公职律师) · exact (精确): 1 of 2 reports (50.0%) mentions it: 1 mention in 1 section; …
        sections with “法律顾问” or “政府法律顾问” or “公职律师”

        every county with a report mentions it

        普法 · exact (精确): 1 of 2 reports (50.0%) mentions it: 1 mention in 1 section; …

        every county with a report mentions it
    "#]].assert_eq(&world.run([&["mentions", "--absent"], &codebook[..]].concat()));
    expect![[r#"
        exit: 0
        stdout:
        line 6 of the codebook: `(普法`: left out, since the query cannot be read: bracket at character 1 is never closed

        三项制度 · exact (精确): 1 of 2 reports (50.0%) mentions it: 1 mention in 1 section; …
        cells: mentions; `0` a report, but no mention; `.` no report; reports: `2/3` 2 of 3 mention it

        county (县)  in                 2020  2021  mentions  reports
        卢氏县       河南省 › 三门峡市     1     0         1      1/2
        mentions                           1     0         1
        reports                          1/1   0/1                1/2

        律师 (法律顾问 OR 政府法律顾问 OR 公职律师) · exact (精确): 1 of 2 reports (50.0%) mentions it: 1 mention in 1 section; …
        sections with “法律顾问” or “政府法律顾问” or “公职律师”
        cells: mentions; `0` a report, but no mention; `.` no report; reports: `2/3` 2 of 3 mention it

        county (县)  in                 2020  2021  mentions  reports
        卢氏县       河南省 › 三门峡市     1     0         1      1/2
        mentions                           1     0         1
        reports                          1/1   0/1                1/2

        普法 · exact (精确): 1 of 2 reports (50.0%) mentions it: 1 mention in 1 section; …
        cells: mentions; `0` a report, but no mention; `.` no report; reports: `2/3` 2 of 3 mention it

        county (县)  in                 2020  2021  mentions  reports
        卢氏县       河南省 › 三门峡市     0     1         1      1/2
        mentions                           0     1         1
        reports                          0/1   1/1                1/2
    "#]].assert_eq(&world.run([&["coverage"], &codebook[..]].concat()));
    expect![[r#"
        exit: 0
        stdout:
        concept,row,province,prefecture,county,code,column,column_code,state,reports,held,mentions
        三项制度,卢氏县,河南省,三门峡市,卢氏县,411224,2020,,mentions,1,1,1
        三项制度,卢氏县,河南省,三门峡市,卢氏县,411224,2021,,no-mention,0,1,0
        三项制度,卢氏县,河南省,三门峡市,卢氏县,411224,2022,,not-held,0,0,0
        三项制度,卢氏县,河南省,三门峡市,卢氏县,411224,2023,,not-held,0,0,0
        律师,卢氏县,河南省,三门峡市,卢氏县,411224,2020,,mentions,1,1,1
        律师,卢氏县,河南省,三门峡市,卢氏县,411224,2021,,no-mention,0,1,0
        律师,卢氏县,河南省,三门峡市,卢氏县,411224,2022,,not-held,0,0,0
        律师,卢氏县,河南省,三门峡市,卢氏县,411224,2023,,not-held,0,0,0
        普法,卢氏县,河南省,三门峡市,卢氏县,411224,2020,,no-mention,0,1,0
        普法,卢氏县,河南省,三门峡市,卢氏县,411224,2021,,mentions,1,1,1
        普法,卢氏县,河南省,三门峡市,卢氏县,411224,2022,,not-held,0,0,0
        普法,卢氏县,河南省,三门峡市,卢氏县,411224,2023,,not-held,0,0,0
        stderr:
        chabao: 三项制度: 1 of 5 reports (20.0%) mentions it: 1 mention in 1 section; …
        chabao: 律师: 3 of 5 reports (60.0%) mention it: 5 mentions in 3 sections; …
        chabao: 普法: 2 of 5 reports (40.0%) mention it: 2 mentions in 2 sections; …
        chabao: line 6 of the codebook: `(普法`: left out, since the query cannot be read: bracket at character 1 is never closed
        chabao: 1 of 3 rows listed
        chabao: 律师: sections with “法律顾问” or “政府法律顾问” or “公职律师”
    "#]].assert_eq(
        &world.run([&["coverage", "--limit", "1", "--format", "csv"], &codebook[..2]].concat()),
    );
    for command in ["mentions", "coverage"] {
        let refused = world.run([command, "三项制度", "--codebook", "codebook.csv"]);
        let message = "`三项制度` and `--codebook` cannot be asked for together\nhint: leave out";
        assert!(refused.contains(message), "{refused}");
    }
}

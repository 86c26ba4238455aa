//! How the query line is read on the command line: terms with a minus, lists, and what is said of
//! lines that could mean something else.

use chabao::search::{Answer, Remark, Results};
use expect_test::expect;

use crate::world::{World, report};

/// Returns a folder with reports in which terms stand in one section, in two, and alone.
fn world() -> World {
    let world = World::new();
    for (name, measures) in [
        ("云岫县司法局", "聘请法律顾问3名，培训公职律师2名。落实“三项”制度。"),
        ("石燕县司法局", "聘请法律顾问2名。\n\n三、队伍建设\n培训公职律师1名"),
        ("鹿鸣县教育局", "法律顾问审查合同12份。三项制度落实到位"),
        ("鹿鸣县财政局", "收到复议申请3件"),
    ] {
        let text = report(2023, measures).replace("云岫县司法局", name);
        world.report(&format!("reports/{name}.txt"), &text);
    }
    world.index(["reports"]);
    world
}

/// Runs the program and returns the lines without passages and without the order of hits.
fn said(world: &World, arguments: &[&str]) -> String {
    let told = world.run(arguments);
    let is_passage = |line: &&str| {
        let is_hit = line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(". ");
        line.is_empty() || is_hit || line.starts_with("   ") && !line.starts_with("    ")
    };
    let kept: Vec<&str> = told.lines().filter(|line| !is_passage(line)).collect();
    kept.join("\n") + "\n"
}

#[test]
fn a_term_with_a_minus_is_excluded_and_flags_are_flags() {
    let world = world();
    for arguments in
        [&["法律顾问", "-公职律师"][..], &["法律顾问", "－公职律师"], &["法律顾问 -公职律师"]]
    {
        let answer: Answer<Results> = world.json(&[&["search"], arguments].concat());
        assert_eq!(answer.body.counts.reports, 2, "{arguments:?}");
        assert_eq!(answer.question.query_text(), "法律顾问 -公职律师");
    }
    let all: Answer<Results> = world.json(&["search", "-法律顾问", "--limit", "1"]);
    assert_eq!((all.body.counts.sections, all.body.hits.len()), (10, 1));
    expect![[r#"
        exit: 0
        stdout:
        -法律顾问 · exact (精确): 4 of 4 reports (100%) meet the query, in 10 sections; …
        sections without “法律顾问”; in one report as a whole, `全篇:(-法律顾问)`: 1 report
        county (县)  region  reports  held  years
        未识别       未识别        4     4  2023
        未识别
        stderr:
        hint: this lists who has a section without it; who has a report and does not mention it: `chabao mentions TERM --absent`
    "#]].assert_eq(&said(&world, &["mentions", "--", "-法律顾问"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: unexpected argument '--lmit' found
          tip: a similar argument exists: '--limit'
        Usage: chabao search --limit <N> <QUERY>...
        hint: see `chabao --help`
    "#]]
    .assert_eq(&said(&world, &["search", "法律顾问", "--lmit", "5"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: there is no flag `-GDP`
        hint: flags begin with `--`; to exclude a term write `NOT GDP`
    "#]]
    .assert_eq(&said(&world, &["search", "法律顾问", "-GDP"]));
}

#[test]
fn the_unit_and_the_next_wider_one_are_said() {
    let world = world();
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 公职律师 · exact (精确): 1 of 4 reports (25.0%) mentions it: 2 mentions in 1 section; …
        sections with “法律顾问” and “公职律师”; in one report as a whole, `全篇:(法律顾问 公职律师)`: 2 reports
    "#]]
    .assert_eq(&said(&world, &["search", "法律顾问 公职律师"]));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 -公职律师 · exact (精确): 2 of 4 reports (50.0%) mention it: 2 mentions in 2 sections; …
        sections with “法律顾问” and without “公职律师”; in one report as a whole, `全篇:(法律顾问 -公职律师)`: 1 report
    "#]]
    .assert_eq(&said(&world, &["search", "法律顾问 -公职律师"]));
    let conditions = ["search", "(法律顾问 OR 复议) 公职律师 年度:2023", "--agency", "云岫县"];
    let answer: Answer<Results> = world.json(&conditions);
    let query = "(法律顾问 OR 复议) 公职律师".to_owned();
    assert_eq!(answer.remarks, [Remark::InOneSection { query, in_one_report: Some(1) }]);
    for single in ["法律顾问", "年度:2023 法律顾问", "法律顾问 标题:司法局"] {
        let answer: Answer<Results> = world.json(&["search", single, "--limit", "9"]);
        assert_eq!(answer.remarks, [], "{single}");
    }
}

#[test]
fn what_a_line_could_mean_is_said_with_counts() {
    let world = world();
    let lines = [
        "“三项”制度",
        "三项制度。",
        "法律顾问/公职律师",
        "法律顾问 or 公职律师",
        "法律\n顾问",
        "（复议）",
    ];
    let said: Vec<String> = lines.iter().map(|line| said(&world, &["search", line])).collect();
    expect![[r#"
        exit: 0
        stdout:
        三项制度 · exact (精确): 2 of 4 reports (50.0%) mention it: 2 mentions in 2 sections; …
        read as one term; apart: `三项 制度`, 4 mentions in 2 sections of 2 reports
        stderr:
        hint: for the other reading: `chabao search '三项 制度'`

        exit: 0
        stdout:
        三项制度。 · exact (精确): 1 of 4 reports (25.0%) mentions it: 1 mention in 1 section; …
        the marks at its ends are part of the term; without them: `三项制度`, 2 mentions in 2 sections of 2 reports
        stderr:
        hint: for the other reading: `chabao search '三项制度'`

        exit: 1
        stdout:
        法律顾问/公职律师 · exact (精确): 0 of 4 reports (0%) mention it: 0 mentions in 0 sections; …
        read as one term; apart: `法律顾问 公职律师`, 2 mentions in 1 section of 1 report; `法律顾问 OR 公职律师`, 5 mentions in 4 sections of 3 reports
        nothing found; nearest: by words, 2 mentions in 1 section of 1 report
        stderr:
        hint: for the other reading: `chabao search '法律顾问 公职律师'`
        hint: for the other reading: `chabao search '法律顾问 OR 公职律师'`
        hint: by words: `chabao search '法律顾问/公职律师' --words`

        exit: 1
        stdout:
        法律顾问 or 公职律师 · exact (精确): 0 of 4 reports (0%) mention it: 0 mentions in 0 sections; …
        sections with “法律顾问”, “or” and “公职律师”; in one report as a whole, `全篇:(法律顾问 or 公职律师)`: 0 reports
        every word was searched for; with an operator: `法律顾问 OR 公职律师`, 5 mentions in 4 sections of 3 reports
        nothing found; nearest: without or, 2 mentions in 1 section of 1 report; by words, 2 mentions in 1 section of 1 report; alone: `公职律师`, 2 mentions in 2 sections of 2 reports; alone: `法律顾问`, 3 mentions in 3 sections of 3 reports
        stderr:
        hint: for the other reading: `chabao search '法律顾问 OR 公职律师'`
        hint: without or: `chabao search '法律顾问 公职律师'`
        hint: by words: `chabao search '法律顾问 or 公职律师' --words`
        hint: alone: `chabao search '公职律师'`
        hint: alone: `chabao search '法律顾问'`

        exit: 0
        stdout:
        法律顾问 · exact (精确): 3 of 4 reports (75.0%) mention it: 3 mentions in 3 sections; …
        the line break was left out; apart: `法律 顾问`, 6 mentions in 3 sections of 3 reports
        stderr:
        hint: for the other reading: `chabao search '法律 顾问'`

        exit: 0
        stdout:
        复议 · exact (精确): 1 of 4 reports (25.0%) mentions it: 1 mention in 1 section; …
        the brackets group; as characters: `"（复议）"`, 0 mentions in 0 sections of 0 reports
    "#]].assert_eq(&said.join("\n"));
    let trend = world.run(["trend", "法律顾问/公职律师", "--year", "2023", "--strict"]);
    assert!(
        trend.contains("`chabao trend '法律顾问 OR 公职律师' --strict --year '2023'`"),
        "{trend}"
    );
}

#[test]
fn values_are_separated_as_people_write_them() {
    let world = world();
    for arguments in [
        &["法律顾问", "--agency", "云岫，石燕"][..],
        &["法律顾问", "--agency=云岫、石燕"],
        &["法律顾问", "--agency", "云岫；石燕;"],
        &["法律顾问 机关:云岫，石燕"],
        &["法律顾问 单位：云岫、石燕"],
    ] {
        let told = world.run([&["facets", "--by", "year，part"], arguments].concat());
        assert!(told.contains("2 of 2 reports (100%)"), "{arguments:?}: {told}");
    }
    let told = world.run(["search", "法律顾问", "--year", "2021，五"]);
    assert!(told.contains("invalid value '五' for '--year <YEARS>'"), "{told}");
}

#[test]
fn reports_are_found_by_what_is_known_of_them() {
    let world = World::new();
    for name in ["1", "2", "3", "4"] {
        world.report(&format!("reports/{name}.txt"), "情况说明\n\n落实三项制度。\n");
    }
    let table = "path,agency,date,published,number,url\n\
        1.txt,云岫县人民政府,2024-01-05,2024-01-30,云府发〔2024〕第3号,https://www.YunXiu.gov.cn/zwgk/1.html\n\
        2.txt,云岫县司法局,2024-01-31,2024-03-01,云司文[2024]13号,\"http://sfj.yunxiu.gov.cn/art/2,1.html\"\n\
        3.txt,柳堤街道办事处,2023-12-31,,,http://www.liudi.gov.cn\n\
        4.txt,,,,,\n";
    world.report("reports/corrections.csv", table);
    world.index(["reports"]);
    let paths = |answer: &serde_json::Value| {
        let hits = answer["hits"].as_array().unwrap().iter();
        let mut paths: Vec<&str> =
            hits.map(|hit| hit["report"]["path"].as_str().unwrap()).collect();
        paths.sort_unstable();
        paths.concat().replace("reports/", "").replace(".txt", "")
    };
    for (flag, value, expected) in [
        ("日期 date", "2024-01", "12"),
        ("日期 date", "2024年1月1日至2月", "12"),
        ("日期 date", "..2024-01-05", "13"),
        ("日期 date", "2024-01-06..", "2"),
        ("日期 date", "２０２３", "3"),
        ("日期 date", "2023,2024-01-31", "23"),
        ("日期 date", "未识别", "4"),
        ("发布 published", "2024-01-30..2024-03-01", "12"),
        ("发布 published", "二〇二四年三月一日", "2"),
        ("发布 published", "unknown", "34"),
        ("文号 number", "（2024）", "12"),
        ("文号 number", "〔2024〕3号", "1"),
        ("文号 number", "云府发[2024年]第3号", "1"),
        ("文号 number", "3号", "12"),
        ("文号 number", "未识别", "34"),
        ("网址 url", "yunxiu.GOV.cn", "12"),
        ("网址 url", "HTTP://www.yunxiu.gov.cn/", "1"),
        ("网址 url", "art/2,1.html", "2"),
        ("网址 url", "www.liudi.gov.cn/", "3"),
        ("网址 url", "未识别", "4"),
        ("级别 level", "政府", "1"),
        ("级别 level", "department", "2"),
        ("级别 level", "乡镇,政府", "13"),
        ("级别 level", "未识别", "4"),
    ] {
        let (field, flag) = flag.split_once(' ').unwrap();
        let line = format!("{field}:{value}");
        let written: serde_json::Value = world.json(&["search", "三项制度", &line]);
        assert_eq!(paths(&written), expected, "{line}");
        let flag = format!("--{flag}={value}");
        let given: serde_json::Value = world.json(&["search", "三项制度", &flag]);
        assert_eq!(paths(&given), expected, "{flag}");
        assert_eq!(given["ground"]["reports"], expected.len(), "{flag}");
    }
    let levels = world.data(["facets", "--by", "level", "--format", "csv"]);
    let rows: Vec<&str> = levels.lines().skip(1).collect();
    assert_eq!(rows.len(), 4, "{levels}");
    for (row, level) in rows.iter().zip(["政府", "部门", "乡镇街道", "未识别"]) {
        assert!(row.contains(level), "{levels}");
    }
}

#[test]
fn a_value_that_no_report_can_have_is_an_error_with_a_hint() {
    let world = world();
    let hint = |arguments: &[&str]| {
        let told = world.run(arguments);
        assert!(told.starts_with("exit: 2"), "{told}");
        told.lines()
            .find(|line| line.contains("hint:") || line.contains("invalid value"))
            .unwrap()
            .to_owned()
    };
    for (line, expected) in [
        ("日期:去年", "write 2024-01-30, 2024-01, 2024, 2024-01..2024-03, 2024-01.. or 未识别"),
        ("发布:2024-02-30", "write 2024-01-30"),
        ("级别:县级", "政府 (government), 部门 (department), 乡镇街道 (town), 其他 (other)"),
        ("网址:*.gov.cn", "write a host"),
        ("https://www.gov.cn/a", "the nearest field is `网址:`"),
        ("签署日期:2024", "the nearest field is `日期:`"),
        ("日期>=2024-01", "2024-01.."),
    ] {
        let told = hint(&["search", line]);
        assert!(told.contains(expected), "{line}: {told}");
    }
    for (flag, expected) in [
        ("--date=去年", "write 2024-01-30"),
        ("--level=县级", "`省:`"),
        ("--url=a b", "write a host"),
    ] {
        let told = hint(&["search", "法律", flag]);
        assert!(told.contains(expected), "{flag}: {told}");
    }
}

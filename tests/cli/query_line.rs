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
        -法律顾问 · exact (精确): 0 mentions in 10 sections of 4 of 4 reports; …
        in one section: not 法律顾问; in one report as a whole: 1 report
        county (县)  region  reports  held  mentions  years
        未识别       未识别        4     4         0  2023
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
        法律顾问 公职律师 · exact (精确): 2 mentions in 1 section of 1 of 4 reports; …
        in one section: 法律顾问 and 公职律师; in one report as a whole: 2 reports
    "#]]
    .assert_eq(&said(&world, &["search", "法律顾问 公职律师"]));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 -公职律师 · exact (精确): 2 mentions in 2 sections of 2 of 4 reports; …
        in one section: 法律顾问 and not 公职律师; in one report as a whole: 1 report
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
        三项制度 · exact (精确): 2 mentions in 2 sections of 2 of 4 reports; …
        read as one term; apart: `三项 制度`, 4 mentions in 2 sections of 2 reports
        stderr:
        hint: for the other reading: `chabao search '三项 制度'`

        exit: 0
        stdout:
        三项制度。 · exact (精确): 1 mention in 1 section of 1 of 4 reports; …
        the marks at its ends are part of the term; without them: `三项制度`, 2 mentions in 2 sections of 2 reports
        stderr:
        hint: for the other reading: `chabao search '三项制度'`

        exit: 1
        stdout:
        法律顾问/公职律师 · exact (精确): 0 mentions in 0 sections of 0 of 4 reports; …
        read as one term; apart: `法律顾问 公职律师`, 2 mentions in 1 section of 1 report; `法律顾问 OR 公职律师`, 5 mentions in 4 sections of 3 reports
        stderr:
        hint: cut the query into words with `--words`
        hint: for the other reading: `chabao search '法律顾问 公职律师'`
        hint: for the other reading: `chabao search '法律顾问 OR 公职律师'`

        exit: 1
        stdout:
        法律顾问 or 公职律师 · exact (精确): 0 mentions in 0 sections of 0 of 4 reports; …
        in one section: 法律顾问 and `or` and 公职律师; in one report as a whole: 0 reports
        every word was searched for; with an operator: `法律顾问 OR 公职律师`, 5 mentions in 4 sections of 3 reports
        stderr:
        chabao: 法律顾问 alone: 3 mentions in 3 sections of 3 reports
        chabao: or alone: 0 mentions in 0 sections of 0 reports
        chabao: 公职律师 alone: 2 mentions in 2 sections of 2 reports
        hint: cut the query into words with `--words`
        hint: for the other reading: `chabao search '法律顾问 OR 公职律师'`

        exit: 0
        stdout:
        法律顾问 · exact (精确): 3 mentions in 3 sections of 3 of 4 reports; …
        the line break was left out; apart: `法律 顾问`, 6 mentions in 3 sections of 3 reports
        stderr:
        hint: for the other reading: `chabao search '法律 顾问'`

        exit: 0
        stdout:
        复议 · exact (精确): 1 mention in 1 section of 1 of 4 reports; …
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
        assert!(told.contains(" of 2 of 2 reports"), "{arguments:?}: {told}");
    }
    let told = world.run(["search", "法律顾问", "--year", "2021，五"]);
    assert!(told.contains("invalid value '五' for '--year <YEARS>'"), "{told}");
}

//! What the program says when a query cannot be read, and when nothing is found.

use std::io::Read;
use std::process::Stdio;

use expect_test::expect;

use crate::world::{World, report};

#[test]
#[expect(clippy::too_many_lines, reason = "a table of queries and what is said of them")]
fn queries_that_cannot_be_read_are_told_with_the_place() {
    let world = World::new();
    let long = "法".repeat(2001);
    let deep = format!("{}法{}", "(".repeat(51), ")".repeat(51));
    let queries = [
        "年度:2023 \"乡村振兴 粮食产量",
        "ａ 'b",
        "",
        " \u{3000}",
        "、",
        "三项 “ ”",
        "''",
        "三项制度) 法律",
        "(三项制度 法律",
        "三项制度 OR",
        "三项 或 )",
        "AND 三项",
        "三项 与",
        "()",
        "| 法",
        "-",
        "法律 非",
        "年度: 2023",
        "年度:二三",
        "部分:附件",
        "机关:“”",
        "法律 NEAR 顾问",
        "法律 NEAR/5000 顾问",
        "法律 邻近/20",
        "年度:2023 NEAR/20 顾问",
        "法律 NEAR/20 -顾问",
        "法律 BEFORE/20 (顾问 聘请)",
        "同句:法律 NEAR/20 顾问",
        "法律NEAR/20顾问",
        "法律 /SEN 顾问",
        "同句: 法律",
        "同句:(法律 年度:2023)",
        "同段:(法律 OR -顾问)",
        "全篇:(法律 全篇:顾问)",
        "同句:(法律 同段:顾问)",
        "~(法律 顾问)",
        "~法?顾问",
        "法律 ?*",
        "法律)?顾问",
        "法律%",
        "法律~2",
        &deep,
        &long,
    ];
    let told: Vec<String> = queries
        .iter()
        .map(|query| {
            world.run(["search", "--", query]).replace("exit: 2\nstderr:\nchabao: error: ", "")
        })
        .collect();
    expect![[r#"
        quotation mark at character 9 is never closed
            年度:2023 "乡村振兴 粮食产量
                      ^
        hint: close it to search for the exact phrase, or remove it

        quotation mark at character 3 is never closed
            ａ 'b
               ^
        hint: close it to search for the exact phrase, or remove it

        the query is empty
        hint: type a term: `chabao search 三项制度`

        the query is empty
        hint: type a term: `chabao search 三项制度`

        nothing is left to search for: blanks, quotation marks, book-title marks, 、 and · are ignored
            、
            ^
        hint: to search for the characters: `chabao search "'、'"`

        nothing is left to search for: blanks, quotation marks, book-title marks, 、 and · are ignored
            三项 “ ”
                 ^
        hint: to search for the characters: `chabao search '"三项 “ ”"'`

        there is nothing between the quotation marks
            ''
            ^
        hint: type a term; to search for the characters: `chabao search "‘''’"`

        bracket at character 5 closes nothing
            三项制度) 法律
                    ^
        hint: remove it; to search for the characters: `chabao search '"三项制度)" 法律'`

        bracket at character 1 is never closed
            (三项制度 法律
            ^
        hint: close it; to search for the characters: `chabao search '"(三项制度" 法律'`

        OR needs a term after it
            三项制度 OR
                     ^
        hint: add a term or remove it; to search for the characters: `chabao search '三项制度 "OR"'`

        OR needs a term after it
            三项 或 )
                 ^
        hint: add a term or remove it; to search for the characters: `chabao search '"三项 或 )"'`

        AND needs a term on each side
            AND 三项
            ^
        hint: remove it: all terms of a query have to occur anyway; to search for the characters: `chabao search '"AND" 三项'`

        AND needs a term on each side
            三项 与
                 ^
        hint: remove it: all terms of a query have to occur anyway; to search for the characters: `chabao search '三项 "与"'`

        a term is missing here
            ()
             ^
        hint: add one, or remove the operator or the brackets; to search for the characters: `chabao search '"()"'`

        a term is missing here
            | 法
            ^
        hint: add one, or remove the operator or the brackets; to search for the characters: `chabao search '"|" 法'`

        `-` has no term right after it
            -
            ^
        hint: to exclude a term write `-` right before it, as in `-法律顾问`; to search for the characters: `chabao search '"-"'`

        NOT needs a term after it
            法律 非
                 ^
        hint: add a term or remove it; to search for the characters: `chabao search '法律 "非"'`

        a value is missing after the colon
            年度: 2023
            ^^^^^^^^^^
        hint: write it without a blank: `年度:2021-2023`, `机关:卫生健康`; to search for the characters: `chabao search '"年度: 2023"'`

        `二三` is not a year or a range of years
            年度:二三
                 ^
        hint: write 2023, 2021-2023, 2021- or 未识别; to search for the characters: `chabao search '"年度:二三"'`

        `附件` is not one of the parts
            部分:附件
                 ^
        hint: write one of 举措和成效 (measures), 不足和原因 (shortcomings), 第一责任人履职 (leadership), 下一年安排 (next-year), 其他 (other); to search for the characters: `chabao search '"部分:附件"'`

        the value is empty
            机关:“”
                 ^
        hint: write characters of the name, or `=` and the whole name; to search for the characters: `chabao search '"机关:“”"'`

        NEAR needs a number
            法律 NEAR 顾问
                 ^
        hint: write the most characters between the two after a slash: `A NEAR/20 B`; to search for the characters: `chabao search '法律 "NEAR" 顾问'`

        the number of NEAR is larger than 1000
            法律 NEAR/5000 顾问
                 ^
        hint: write a smaller number, or `同段:(A B)` for one paragraph; to search for the characters: `chabao search '法律 "NEAR/5000" 顾问'`

        NEAR needs a term on each side
            法律 邻近/20
                 ^
        hint: write `A NEAR/20 B`; to search for the characters: `chabao search '法律 "邻近/20"'`

        NEAR cannot stand beside a condition
            年度:2023 NEAR/20 顾问
            ^^^^^^^^^
        hint: write the condition apart, with a blank: `年度:2023 A NEAR/20 B`; to search for the characters: `chabao search '"年度:2023" NEAR/20 顾问'`

        NEAR cannot stand beside NOT
            法律 NEAR/20 -顾问
                         ^^^^^
        hint: put the nearness in brackets: `-(A NEAR/20 B)`, or exclude a term apart: `A NEAR/20 B -C`; to search for the characters: `chabao search '法律 NEAR/20 "-顾问"'`

        BEFORE cannot stand beside several terms that all have to occur
            法律 BEFORE/20 (顾问 聘请)
                           ^^^^^^^^^^^
        hint: write each by itself: `A BEFORE/20 C B BEFORE/20 C`, or alternatives in brackets: `(A OR B) BEFORE/20 C`; to search for the characters: `chabao search '法律 BEFORE/20 "(顾问 聘请)"'`

        NEAR cannot stand beside a scope
            同句:法律 NEAR/20 顾问
            ^^^^^^^^^
        hint: put the nearness inside the scope: `同句:(A NEAR/20 B)`; to search for the characters: `chabao search '"同句:法律" NEAR/20 顾问'`

        NEAR is inside a word
            法律NEAR/20顾问
                ^
        hint: put blanks around it: `A NEAR/20 B`; to search for the characters: `chabao search '"法律NEAR/20顾问"'`

        `/SEN` is not an operator here
            法律 /SEN 顾问
                 ^^^^
        hint: write `A NEAR/20 B` for at most 20 characters between two terms, `A BEFORE/20 B` for A first, and `同句:(A B)` or `同段:(A B)` for one sentence or paragraph; to search for the characters: `chabao search '法律 "/SEN" 顾问'`

        a term or brackets are missing after `同句:`
            同句: 法律
            ^^^^^^^^^^
        hint: write what stands together in brackets, without a blank: `同句:(A B)`; to search for the characters: `chabao search '"同句: 法律"'`

        a condition cannot stand inside `同句:`
            同句:(法律 年度:2023)
                       ^^^^^^^^^
        hint: write it outside the brackets: `年度:2023 同句:(A B)`; to search for the characters: `chabao search '"同句:(法律 年度:2023)"'`

        every alternative in `同段:` needs a term that has to occur
            同段:(法律 OR -顾问)
                 ^^^^^^^^^^^^^^^
        hint: add a term: `同句:(A -B)`; for sections without a term write `-B` by itself; to search for the characters: `chabao search '"同段:(法律 OR -顾问)"'`

        `全篇:` cannot stand inside `全篇:`
            全篇:(法律 全篇:顾问)
                       ^
        hint: leave the inner one out: what is in the outer one is about the report; to search for the characters: `chabao search '"全篇:(法律 全篇:顾问)"'`

        `同段:` cannot stand inside `同句:`
            同句:(法律 同段:顾问)
                       ^
        hint: put the wider one around the narrower: `同段:(同句:(A B) C)`; to search for the characters: `chabao search '"同句:(法律 同段:顾问)"'`

        `~` needs a term right after it
            ~(法律 顾问)
            ^^^^^^^^^^^^
        hint: write it before each term: `~三项制度 ~卫健委`; to search for the characters: `chabao search '"~(法律 顾问)"'`

        `~` cannot stand before a term with `*` or `?`
            ~法?顾问
            ^
        hint: leave one of them out; to search for the characters: `chabao search '"~法?顾问"'`

        `*` and `?` need other characters beside them
            法律 ?*
                 ^
        hint: write characters beside them, as in `聘请*法律顾问`; to search for the characters: `chabao search '法律 "?*"'`

        `*` and `?` cannot stand in a word with quotation marks or single brackets
            法律)?顾问
            ^
        hint: leave the marks and brackets out; to search for the characters: `chabao search '"法律)?顾问"'`

        `%` is not a wildcard here
            法律%
                ^
        hint: leave it out: a term is also found inside longer words; in a term, `?` stands for one character and `*` for any number within a sentence, as in `聘请*法律顾问`; to search for the characters: `chabao search '"法律%"'`

        `~` does not find similar or near terms here
            法律~2
                ^
        hint: write `~` before a term for its other names, as in `~卫健委`; for two terms near each other `A NEAR/20 B`; to search for the characters: `chabao search '"法律~2"'`

        the brackets are nested too deeply
            ((…法…))
                                                              ^
        hint: write the query with fewer brackets; to search for the characters: `chabao search '"((…法…))"'`

        the query has 2001 characters, more than 2000
        hint: search for a shorter passage
    "#]].assert_eq(
        &told.join("\n").replace(&"(".repeat(51), "((…").replace(&")".repeat(51), "…))"),
    );
}

#[test]
fn a_term_of_words_that_vanish_is_told_from_every_command() {
    let world = World::with_three_reports();
    for command in ["search", "mentions", "facets"] {
        let told = world.run([command, "、"]);
        assert!(told.starts_with("exit: 2\nstderr:\nchabao: error: nothing is left"), "{told}");
    }
    expect![[r#"
        exit: 0
        stdout:
        '、' · exact (精确): 3 of 3 reports (100%) mention it: 7 mentions in 6 sections; …

        1. 云岫县司法局2022年法治政府建设工作报告
           2022 · 地区未识别 · 举措和成效 · 一、主要举措和成效
           一【、】主要举措和成效
           双随机【、】一公开监管全覆盖。三项制度落实到位。
           reports/2022.txt

        2. 云岫县司法局2023年法治政府建设工作报告
           2023 · 地区未识别 · 不足和原因 · 二、存在的不足
           二【、】存在的不足
           执法力量不足。
           reports/2023.txt

        3. 云岫县司法局2022年法治政府建设工作报告
           2022 · 地区未识别 · 不足和原因 · 二、存在的不足
           二【、】存在的不足
           执法力量不足。
           reports/2022.txt

        4. 云岫县司法局2021年法治政府建设工作报告
           2021 · 地区未识别 · 不足和原因 · 二、存在的不足
           二【、】存在的不足
           执法力量不足。
           reports/2021.txt

        5. 云岫县司法局2021年法治政府建设工作报告
           2021 · 地区未识别 · 举措和成效 · 一、主要举措和成效
           一【、】主要举措和成效
           聘请法律顾问3名。落实“三项”制度。
           reports/2021.txt

        6. 云岫县司法局2023年法治政府建设工作报告
           2023 · 地区未识别 · 举措和成效 · 一、主要举措和成效
           一【、】主要举措和成效
           法律顾问审查合同12份，法律顾问参加会议4次。
           reports/2023.txt
    "#]]
    .assert_eq(&world.run(["search", "'、'"]));
}

#[test]
fn nothing_found_is_told_with_what_else_to_try() {
    let world = World::with_three_reports();
    expect![[r#"
        exit: 1
        stdout:
        乡村振兴 · exact (精确): 0 of 3 reports (0%) mention it: 0 mentions in 0 sections; …
        stderr:
        hint: check how it is written, or ask with a shorter term
    "#]]
    .assert_eq(&world.run(["search", "乡村振兴"]));
    expect![[r#"
        exit: 1
        stdout:
        法律顾问 乡村振兴 · exact (精确): 0 of 3 reports (0%) mention it: 0 mentions in 0 sections; …
        sections with “法律顾问” and “乡村振兴”; in one report as a whole, `全篇:(法律顾问 乡村振兴)`: 0 reports
        nothing found; nearest: without 乡村振兴, 3 mentions in 2 sections of 2 reports
        stderr:
        hint: without 乡村振兴: `chabao search '法律顾问'`
    "#]]
    .assert_eq(&world.run(["search", "法律顾问 乡村振兴"]));
    expect![[r#"
        exit: 1
        stdout:
        法律顾问 双随机 · strict (严格): 0 of 3 reports (0%) mention it: 0 mentions in 0 sections; …
        sections with “法律顾问” and “双随机”; in one report as a whole, `全篇:(法律顾问 双随机)`: 0 reports
        nothing found; nearest: without 法律顾问, 1 mention in 1 section of 1 report; without 双随机, 3 mentions in 2 sections of 2 reports
        stderr:
        hint: without 法律顾问: `chabao search '双随机' --strict`
        hint: without 双随机: `chabao search '法律顾问' --strict`
    "#]]
    .assert_eq(&world.run(["search", "法律顾问 双随机", "--strict"]));
    expect![[r#"
        exit: 1
        stdout:
        乡村振兴粮食产量 · words (分词): 0 of 3 reports (0%) mention it: 0 mentions in 0 sections; …
        the query was cut into words: 乡村, 振兴, 粮食产量
        stderr:
        hint: check how it is written, or ask with a shorter term
    "#]]
    .assert_eq(&world.run(["search", "乡村振兴粮食产量", "--words"]));
    expect![[r#"
        exit: 0
        stdout:
        三项制度 · exact (精确): 2 of 3 reports (66.7%) mention it: 2 mentions in 2 sections; …

        nothing on this page: all entries are on the pages before it
    "#]]
    .assert_eq(&world.run(["search", "三项制度", "--page", "9"]));
    expect![[r#"
        exit: 1
        stdout:
        乡村振兴 · exact (精确): 0 of 3 reports (0%) mention it: 0 mentions in 0 sections; …
        stderr:
        hint: check how it is written, or ask with a shorter term
    "#]]
    .assert_eq(&world.run(["mentions", "乡村振兴", "--by", "year"]));
    expect![[r#"
        exit: 1
        stdout:
        云岫县 · exact (精确): 3 of 3 reports (100%) mention it: 3 mentions in 3 sections; …

        every report mentions it
    "#]]
    .assert_eq(&world.run(["mentions", "云岫县", "--by", "report", "--absent"]));
    expect![[r#"
        exit: 1
        stdout:
        乡村振兴 · exact (精确): 0 of 3 reports (0%) mention it: 0 mentions in 0 sections; …

        year (年度)  reports  held  sections  mentions
        2021               0     1         0         0
        2022               0     1         0         0
        2023               0     1         0         0
        stderr:
        hint: check how it is written, or ask with a shorter term
    "#]]
    .assert_eq(&world.run(["facets", "乡村振兴"]));
    expect![[r#"
        exit: 1
        stdout:
        0 reports, 0 with notes
    "#]]
    .assert_eq(&world.run(["reports", "--year", "1999"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: no report is from a region `无此县`
        hint: see those of the reports with `chabao facets --by region`
    "#]]
    .assert_eq(&world.run(["search", "三项制度", "--region", "无此县"]));
}

#[test]
fn a_division_that_nobody_knows_is_an_error_everywhere() {
    let world = World::new();
    for (year, place) in [(2021, "河南省卢氏县"), (2022, "重庆市酉阳县")] {
        let text = report(year, "落实三项制度。").replace("云岫县", place);
        world.report(&format!("reports/{year}.txt"), &text);
    }
    world.report("codebook.csv", "label,query\n三项,三项制度 县:火星\n");
    world.index(["reports"]);
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: no report is from a county `火星`
        hint: see those of the reports with `chabao facets --by county`
    "#]]
    .assert_eq(&world.run(["search", "三项制度", "--county", "火星"]));
    let whole = world.run(["search", "三项制度", "--county", "火星"]);
    for command in ["mentions", "coverage", "trend", "facets", "kwic", "collocates", "search"] {
        assert_eq!(world.run([command, "三项制度 县:火星"]), whole, "{command}");
        assert_eq!(world.run([command, "三项制度", "--county", "火星"]), whole, "{command}");
    }
    for arguments in [
        &["reports", "--county", "火星"][..],
        &["export", "reports", "--county", "火星"],
        &["export", "sections", "县:火星"],
        &["export", "mentions", "三项制度 县:火星"],
        &["cite", "--query", "三项制度 县:火星"],
        &["why", "2021", "三项制度 -县:火星"],
        &["panel", "codebook.csv"],
        &["panel", "outline", "--county", "火星"],
        &["mentions", "--codebook", "codebook.csv"],
    ] {
        assert_eq!(world.run(arguments), whole, "{arguments:?}");
    }
    // Each level, and what is typed instead.
    for (typed, expected) in [
        (
            "省:火星",
            "no report is from a province `火星` | see those of the reports with `chabao facets --by province`",
        ),
        (
            "市:三门山市",
            "no report is from a prefecture `三门山市` | write `三门峡市`, or see those of the reports with `chabao facets --by prefecture`",
        ),
        (
            "县:泸氏县",
            "no report is from a county `泸氏县` | write `卢氏县`, or see those of the reports with `chabao facets --by county`",
        ),
        (
            "县:三门峡市",
            "no report is from a county `三门峡市` | write `市:三门峡市`, or see those of the reports with `chabao facets --by county`",
        ),
        ("县:卢氏x", "no report is from a county `卢氏x` | write `卢氏县`"),
        (
            "地区:火星",
            "no report is from a region `火星` | see those of the reports with `chabao facets --by region`",
        ),
        ("机关:=司法局@火星", "no report is from a region `火星` | see"),
        ("机关:=司法局@999999", "no report is from a region `999999` | see"),
    ] {
        let said = world.run(["search", &format!("三项制度 {typed}")]);
        let said = said.replace("exit: 2\nstderr:\nchabao: error: ", "").replace("\nhint: ", " | ");
        assert!(said.starts_with(expected), "{typed}: {said}");
    }
    // A division that is known has no report; that is an answer.
    for known in ["县:城口县", "县:未识别", "县:三门峡市本级", "省:山西", "市:411100"]
    {
        let said = world.run(["search", &format!("三项制度 {known}")]);
        assert!(said.contains("of 0 reports"), "{known}: {said}");
    }
}

#[test]
fn what_cannot_be_shown_is_told() {
    let world = World::with_three_reports();
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: no report `酉阳` in the index
        hint: list the reports with `chabao reports`
    "#]]
    .assert_eq(&world.run(["show", "酉阳"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: `reports` matches 3 reports, among them `reports/2021.txt`, `reports/2022.txt`, `reports/2023.txt`
        hint: give the whole path, or the id that `chabao reports` shows
    "#]].assert_eq(&world.run(["show", "reports"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: `reports/2023.txt` has no section `附件`
        hint: see its outline with `chabao show reports/2023.txt`
    "#]]
    .assert_eq(&world.run(["show", "2023", "--section", "附件"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: bracket at character 1 is never closed
            (法
            ^
        hint: close it; to search for the characters: `chabao search '"(法"'`
    "#]]
    .assert_eq(&world.run(["show", "2023", "--highlight", "(法"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: invalid value '五' for '--year <YEARS>': write 2023, 2021-2023, 2021- or 未识别
        hint: see `chabao --help`
    "#]]
    .assert_eq(&world.run(["search", "三项制度", "--year", "五"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: invalid value '附件' for '--part <PART>': write one of 举措和成效 (measures), 不足和原因 (shortcomings), 第一责任人履职 (leadership), 下一年安排 (next-year), 其他 (other)
        hint: see `chabao --help`
    "#]].assert_eq(&world.run(["search", "三项制度", "--part", "附件"]));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let world = World::with_samples();
    world.data(["search", "法治"]);
    let arguments = ["search", "的", "--limit", "10000", "--format", "json"];
    let mut child =
        world.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 1];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(world.told(&output), "exit: 0\n");
}

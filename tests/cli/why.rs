//! Whether a query finds a report, and why; and how a query was understood.

use expect_test::expect;
use serde_json::Value;

use crate::world::{World, report};

/// Returns reports of which one has its terms in two sections, one is a copy and one is a scan.
fn world() -> World {
    let world = World::new();
    let told = "聘请法律顾问3名，审查合同12份。";
    let text = report(2021, told).replace("执法力量不足", "公职律师不足，复议案件多");
    world.report("reports/2021.txt", &text);
    world.report("reports/again/2021.txt", &text);
    world.report("reports/2022.txt", &report(2022, "落实三项制度。公职律师与法律顾问列席会议。"));
    world.report_bytes("reports/scan.pdf", b"%PDF-1.4\nbroken");
    drop(world.command(["index", "reports", "--quiet"]).output().unwrap());
    world
}

#[test]
fn the_clause_that_keeps_a_report_out_is_named() {
    let world = world();
    // Each is met, but in different sections.
    expect![[r#"
        exit: 1
        stdout:
        reports/2021.txt  r209f706ebe21
        法律顾问 公职律师 · exact (精确): not found: no section meets all clauses

        clauses
           met      法律顾问 (1 mention in section 2)
           met      公职律师 (1 mention in section 3)

        nearest: section 2 · 一、主要举措和成效
           met: 法律顾问
           not met: 公职律师
           聘请【法律顾问】3名，审查合同12份。
    "#]]
    .assert_eq(&world.run(["why", "reports/2021.txt", "法律顾问 公职律师"]));
    // One is not met at all.
    expect![[r#"
        exit: 1
        stdout:
        reports/2021.txt  r209f706ebe21
        法律顾问 (三项制度 OR 双随机) -复议 · exact (精确): not found: a clause is not met

        clauses
           met      法律顾问 (1 mention in section 2)
           not met  三项制度 OR 双随机
              not met  三项制度
              not met  双随机
           met      -复议 (2 sections: 1, 2)
              met      复议 (1 mention in section 3)

        nearest: section 2 · 一、主要举措和成效
           met: 法律顾问, -复议
           not met: 三项制度 OR 双随机
           聘请【法律顾问】3名，审查合同12份。
    "#]]
    .assert_eq(&world.run(["why", "reports/2021.txt", "法律顾问 (三项制度 OR 双随机) -复议"]));
    // A filter leaves it out.
    expect![[r#"
        exit: 1
        stdout:
        reports/2021.txt  r209f706ebe21
        法律顾问 · exact (精确): not found: a filter leaves it out

        filters
           not met  年度:2022-2023: 2021 (0 sections)
           met      机关:司法局: 云岫县司法局 (3 sections)

        clauses
           met      法律顾问 (1 mention in section 2)

        nearest: section 2 · 一、主要举措和成效
           met: 法律顾问
           聘请【法律顾问】3名，审查合同12份。
    "#]]
    .assert_eq(&world.run([
        "why",
        "reports/2021.txt",
        "法律顾问",
        "--year",
        "2022-2023",
        "--agency",
        "司法局",
    ]));
}

#[test]
fn parts_of_a_whole_report_are_judged_for_it_as_a_whole() {
    let world = world();
    expect![[r#"
        exit: 1
        stdout:
        reports/2021.txt  r209f706ebe21
        全篇:(法律顾问 -复议) · exact (精确): not found: a clause is not met

        clauses
           not met  全篇:(法律顾问 -复议)
              met      法律顾问 (1 mention in section 2)
              not met  全篇:(-复议)
                 met      复议 (1 mention in section 3)
    "#]]
    .assert_eq(&world.run(["why", "reports/2021.txt", "全篇:(法律顾问 -复议)"]));
    for query in ["全篇:(法律顾问 -复议)", "全篇:((法律顾问 OR 双随机) (公职律师 -复议))"]
    {
        let output = world.command(["why", "reports/2021.txt", query, "--format", "json"]).output();
        let check: Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
        let clause = &check["clauses"][0];
        let is_met = |clause: &Value| !clause["found"].as_array().unwrap().is_empty();
        assert!(!is_met(clause), "{query}");
        let parts = clause["parts"].as_array().unwrap();
        assert!(!parts.iter().all(is_met), "a part that is not met is named: {query}");
    }
}

#[test]
fn a_report_that_is_found_says_where() {
    let world = world();
    expect![[r#"
        exit: 0
        stdout:
        reports/2022.txt  re0cf225e9c28
        法律顾问 公职律师 年度:2022 · exact (精确): found

        clauses
           met      法律顾问 (1 mention in section 2)
           met      公职律师 (1 mention in section 2)
           met      年度:2022: 2022 (3 sections: 1, 2, 3)

        met as a whole in section 2
    "#]]
    .assert_eq(&world.run(["why", "reports/2022.txt", "法律顾问 公职律师 年度:2022"]));
    let check: Value = world.json(&["why", "reports/2022.txt", "法律顾问 公职律师 年度:2022"]);
    let search: Value = world.json(&["search", "法律顾问 公职律师", "--year", "2022"]);
    assert_eq!(check["verdict"], "found");
    assert_eq!(check["found"][0]["mentions"], search["counts"]["mentions"]);
}

#[test]
fn a_report_that_is_not_counted_says_so() {
    let world = world();
    expect![[r#"
        exit: 1
        stdout:
        reports/again/2021.txt  r7bc1bad887f2
        法律顾问 · exact (精确): not counted: it is a copy
           counted is reports/2021.txt

        clauses
           met      法律顾问 (1 mention in section 2)

        met as a whole in section 2
    "#]]
    .assert_eq(&world.run(["why", "reports/again/2021.txt", "法律顾问"]));
    expect![[r#"
        exit: 1
        stdout:
        reports/scan.pdf
        法律顾问 · exact (精确): not found: the file could not be read
           damaged: its objects cannot be found
    "#]]
    .assert_eq(&world.run(["why", "scan.pdf", "法律顾问"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: no report `reports/1999.txt` in the index
        hint: list the reports with `chabao reports`
    "#]]
    .assert_eq(&world.run(["why", "reports/1999.txt", "法律顾问"]));
}

#[test]
fn a_verdict_agrees_with_a_search() {
    let world = world();
    for query in
        ["法律顾问", "公职律师 法律顾问", "法律顾问 -合同", "合同 OR 会议", "不足 部分:不足"]
    {
        for file in ["reports/2021.txt", "reports/2022.txt"] {
            let search = world.command(["search", query, "--format", "json"]).output().unwrap();
            let search: Value = serde_json::from_slice(&search.stdout).unwrap();
            let hits = search["hits"].as_array().unwrap().iter();
            let hits: u64 = hits.filter(|hit| hit["report"]["path"] == file).count() as u64;
            let check = world.command(["why", file, query, "--format", "json"]).output().unwrap();
            let is_found = check.status.code() == Some(0);
            let check: Value = serde_json::from_slice(&check.stdout).unwrap();
            assert_eq!(check["found"].as_array().unwrap().len() as u64, hits, "{file} {query}");
            assert_eq!(is_found, hits > 0, "{file} {query}");
            assert_eq!(check["nearest"].is_null(), is_found, "{file} {query}");
        }
    }
}

#[test]
fn every_command_explains_how_a_query_is_understood() {
    let world = World::with_three_reports();
    let asked = ["法律顾问 “三项”制度", "--year", "2021-2022", "--explain"];
    let mut told = Vec::new();
    for command in [&["search"][..], &["mentions"], &["coverage"], &["trend"], &["facets"]] {
        let output = world.command(command.iter().chain(&asked)).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let lines = said.lines().filter(|line| !line.starts_with("hint: "));
        told.push(lines.collect::<Vec<_>>().join("\n") + "\n");
    }
    expect![[r#"
        chabao: read as `法律顾问 三项制度`, exact (精确), among 年度:2021-2022
        chabao: searched for (and 法律顾问 三项制度)
        chabao: exact (精确): 2 mentions in 1 section of 1 report
        chabao: strict (严格): 2 mentions in 1 section of 1 report
        chabao: words (分词): 2 mentions in 1 section of 1 report
        chabao: `法律顾问` by itself, searched for 法律顾问: 1 mention in 1 section of 1 report (exact, strict, words)
        chabao: `三项制度` by itself, searched for 三项制度: 2 mentions in 2 sections of 2 reports (exact, words); 1 mention in 1 section of 1 report (strict)
    "#]]
    .assert_eq(&told[0]);
    assert!(told.iter().all(|it| *it == told[0]), "{told:#?}");
    // JSON has the same, and only if it is asked for.
    let commands = [
        &["search"][..],
        &["mentions"],
        &["coverage"],
        &["trend"],
        &["facets"],
        &["kwic"],
        &["collocates"],
    ];
    for command in commands {
        let json = |words: &[&str]| {
            let output = world.command(command.iter().chain(words)).output().unwrap();
            let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
            answer.get("series").map_or(answer.clone(), |series| series[0].clone())
        };
        let mut explained = json(&[&asked[..], &["--format", "json"]].concat());
        let explanation = explained.as_object_mut().unwrap().remove("explanation").unwrap();
        assert_eq!(explained, json(&[&asked[..3], &["--format", "json"]].concat()), "{command:?}");
        let of_line = |line: &str| told[0].contains(line);
        assert!(of_line(&format!("searched for {}\n", explanation["plan"].as_str().unwrap())));
        for clause in explanation["clauses"].as_array().unwrap() {
            let [query, plan] = ["query", "plan"].map(|it| clause[it].as_str().unwrap());
            let mentions = &clause["counts"]["exact"]["mentions"];
            let line = format!("`{query}` by itself, searched for {plan}: {mentions} mention");
            assert!(of_line(&line), "{line}");
        }
        for mode in ["exact", "strict", "words"] {
            assert_eq!(explanation["counts"][mode]["mentions"], 2, "{command:?}");
        }
    }
    let why = world.run(["why", "2021", "法律顾问", "--explain"]);
    assert!(why.contains("chabao: read as `法律顾问`"), "{why}");
}

#[test]
fn every_kind_of_clause_is_explained() {
    let world = world();
    let query =
        "(法律顾问 OR 公职律师) -复议 同句:(~三项制度 公职律师) OR 聘请 NEAR/5 顾问 年度:2021-";
    expect![[r#"
        chabao: read as `((法律顾问 OR 公职律师) -复议 同句:(~三项制度 公职律师)) OR ((聘请 NEAR/5 顾问) 年度:2021-)`, exact (精确)
        chabao: searched for (or (and (or 法律顾问 公职律师) (not 复议) sentence[(and (or 三项制度 行政执法公示制度 执法全过程记录制度 重大执法决定法制审核制度 重大行政执法决定法制审核制度) 公职律师)]) (and (near/5 聘请 顾问) year?))
        chabao: exact (精确): 1 mention in 1 section of 1 report
        chabao: strict (严格): 1 mention in 1 section of 1 report
        chabao: words (分词): 1 mention in 1 section of 1 report
        chabao: `(法律顾问 OR 公职律师) -复议 同句:(~三项制度 公职律师)` by itself, searched for (and (or 法律顾问 公职律师) (not 复议) sentence[(and (or 三项制度 行政执法公示制度 执法全过程记录制度 重大执法决定法制审核制度 重大行政执法决定法制审核制度) 公职律师)]): 0 mentions in 0 sections of 0 reports (exact, strict, words)
        chabao:   `法律顾问 OR 公职律师` by itself, searched for (or 法律顾问 公职律师): 4 mentions in 3 sections of 2 reports (exact, strict, words)
        chabao:     `法律顾问` by itself, searched for 法律顾问: 2 mentions in 2 sections of 2 reports (exact, strict, words)
        chabao:     `公职律师` by itself, searched for 公职律师: 2 mentions in 2 sections of 2 reports (exact, strict, words)
        chabao:   `-复议` by itself, searched for (not 复议): 5 sections of 2 reports (exact, strict, words)
        chabao:     `复议` by itself, searched for 复议: 1 mention in 1 section of 1 report (exact, strict, words)
        chabao:   `同句:(~三项制度 公职律师)` by itself, searched for sentence[(and (or 三项制度 行政执法公示制度 执法全过程记录制度 重大执法决定法制审核制度 重大行政执法决定法制审核制度) 公职律师)]: 0 mentions in 0 sections of 0 reports (exact, strict, words)
        chabao:     `~三项制度` by itself, searched for (or 三项制度 行政执法公示制度 执法全过程记录制度 重大执法决定法制审核制度 重大行政执法决定法制审核制度): 1 mention in 1 section of 1 report (exact, strict, words)
        chabao:     `公职律师` by itself, searched for 公职律师: 2 mentions in 2 sections of 2 reports (exact, strict, words)
        chabao: `(聘请 NEAR/5 顾问) 年度:2021-` by itself, searched for (near/5 聘请 顾问): 1 mention in 1 section of 1 report (exact, strict, words)
        chabao:   `聘请 NEAR/5 顾问` by itself, searched for (near/5 聘请 顾问): 1 mention in 1 section of 1 report (exact, strict, words)
        chabao:     `聘请` by itself, searched for 聘请: 1 mention in 1 section of 1 report (exact, strict, words)
        chabao:     `顾问` by itself, searched for 顾问: 2 mentions in 2 sections of 2 reports (exact, strict, words)
        chabao:   `年度:2021-` by itself: 6 sections of 2 reports (exact, strict, words)
        hint: for the other reading: `chabao search '((法律顾问 OR 公职律师) -复议 同句:("~三项制度" 公职律师)) OR ((聘请 NEAR/5 顾问) 年度:2021-)'`
    "#]].assert_eq(&stderr(&world, &["search", query, "--explain"]));
    // Each clause finds what it finds when it is asked for alone, in each mode.
    let answer = json(&world, &["search", query, "--explain"]);
    check_clauses(&world, &answer["explanation"]["clauses"], 0);
}

/// Compares clauses with what searches for them find.
fn check_clauses(world: &World, clauses: &Value, depth: usize) {
    let clauses = clauses.as_array().unwrap();
    assert!(depth > 0 || clauses.len() == 2, "{clauses:?}");
    for clause in clauses {
        for (mode, flags) in
            [("exact", &[][..]), ("strict", &["--strict"]), ("words", &["--words"])]
        {
            let query = clause["query"].as_str().unwrap();
            let alone = json(world, &[&["search", query], flags].concat());
            assert_eq!(clause["counts"][mode], alone["counts"], "{query} {mode}");
        }
        check_clauses(world, &clause["clauses"], depth + 1);
    }
}

fn json(world: &World, arguments: &[&str]) -> Value {
    let output = world.command([arguments, &["--format", "json"]].concat()).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn stderr(world: &World, arguments: &[&str]) -> String {
    String::from_utf8(world.command(arguments).output().unwrap().stderr).unwrap()
}

#[test]
fn a_codebook_is_explained_by_concept() {
    let world = world();
    world.report("codebook.csv", "label,query\n律师,法律顾问\n律师,公职律师\n三项,三项制度\n");
    let panel = stderr(&world, &["panel", "codebook.csv", "--explain"]);
    expect![[r#"
        chabao: `律师`: read as `法律顾问 OR 公职律师`, exact (精确)
        chabao: searched for (or 法律顾问 公职律师)
        chabao: exact (精确): 4 mentions in 3 sections of 2 reports
        chabao: strict (严格): 4 mentions in 3 sections of 2 reports
        chabao: words (分词): 4 mentions in 3 sections of 2 reports
        chabao: `法律顾问` by itself, searched for 法律顾问: 2 mentions in 2 sections of 2 reports (exact, strict, words)
        chabao: `公职律师` by itself, searched for 公职律师: 2 mentions in 2 sections of 2 reports (exact, strict, words)
        chabao: `三项`: read as `三项制度`, exact (精确)
        chabao: searched for 三项制度
        chabao: exact (精确): 1 mention in 1 section of 1 report
        chabao: strict (严格): 1 mention in 1 section of 1 report
        chabao: words (分词): 1 mention in 1 section of 1 report
    "#]].assert_eq(&panel);
    for command in ["panel", "mentions", "coverage", "trend"] {
        let codebook: &[&str] =
            if command == "panel" { &["codebook.csv"] } else { &["--codebook", "codebook.csv"] };
        for format in ["text", "json", "csv"] {
            let asked = [&[command], codebook, &["--explain", "--format", format]].concat();
            let said = stderr(&world, &asked);
            assert!(said.starts_with(&panel), "{asked:?}: {said}");
        }
    }
    let panel = json(&world, &["panel", "codebook.csv", "--explain"]);
    for concept in panel["concepts"].as_array().unwrap() {
        let found = json(&world, &["search", concept["query"].as_str().unwrap()]);
        assert_eq!(concept["explanation"]["counts"]["exact"], found["counts"], "{concept}");
    }
    let plain = json(&world, &["panel", "codebook.csv"]);
    assert!(plain["concepts"][0].get("explanation").is_none());
}

#[test]
fn the_nearest_questions_find_what_they_say() {
    let world = world();
    for (query, flags, expected) in [
        ("法律顾问 公职律师 合同", &[][..], "clause clause scope alone"),
        ("双随机监管", &[], ""),
        ("行政执法公示制度 公职律师", &["--year", "2021"], "clause"),
        ("三项制度", &["--year", "2021"], "filter"),
        ("“三项”制度", &["--strict"], "folded"),
    ] {
        let arguments = [&["search", query, "--format", "json"], flags].concat();
        let answer = world.command(&arguments).output().unwrap();
        assert_eq!(answer.status.code(), Some(1), "{query}");
        let answer: Value = serde_json::from_slice(&answer.stdout).unwrap();
        let remarks = answer["remarks"].as_array().unwrap().iter();
        let others = remarks.filter(|it| it["kind"] == "nearest").map(|it| &it["others"]);
        let others: Vec<Value> = others.flat_map(|it| it.as_array().unwrap().clone()).collect();
        let kinds: Vec<&str> = others.iter().map(|it| it["relaxation"].as_str().unwrap()).collect();
        let kinds: Vec<&str> = kinds.into_iter().filter(|it| *it != "words").collect();
        assert_eq!(kinds.join(" "), expected, "{query}");
        assert!(others.len() <= 5);
        let sections = |it: &Value| it["counts"]["sections"].as_u64().unwrap();
        assert!(others.is_sorted_by_key(sections), "{query}: {others:?}");
        assert!(others.iter().all(|it| sections(it) > 0), "{query}");
    }
}

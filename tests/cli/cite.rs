//! `chabao cite`: entries for lists of references.

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::world::{World, report};

fn check(told: &str, expected: &Expect) {
    expected.assert_eq(told);
}

/// Returns a folder with a report on the web, one with a hostile title, and one of which hardly
/// anything is known.
fn world() -> World {
    let world = World::new();
    let front = "---\nurl: https://sf.yunxiu.example/a?x=1&b=%7B\nnumber: 云司〔2024〕5号\n\
                 published: 2024-01-20\n---\n";
    world.report(
        "reports/1.txt",
        &format!("{front}{}", report(2023, "落实三项制度。三项制度落实到位。")),
    );
    let hostile = "---\ntitle: 石燕县{司法局}} 100% \"报告\" ER  - \\x\nyear: 2022\n---\n";
    world.report("reports/2.txt", &format!("{hostile}一、概况\n落实三项制度。\n"));
    world.report("reports/3.txt", "情况说明\n\n全年办理复议12件。\n");
    world.index(["reports"]);
    world
}

#[test]
fn a_report_is_cited_by_its_name_in_every_form() {
    let world = world();
    let cite = |form: &str| {
        world.run(["cite", "reports/1.txt", "--format", form, "--cited", "2026-11-25"])
    };
    check(
        &cite("gbt"),
        &expect![[r#"
        exit: 0
        stdout:
        云岫县司法局. 云岫县司法局2023年法治政府建设工作报告: 云司〔2024〕5号[R/OL]. (2024-01-20)[2026-11-25]. https://sf.yunxiu.example/a?x=1&b=%7B.
    "#]],
    );
    check(
        &cite("gbt-2025"),
        &expect![[r#"
        exit: 0
        stdout:
        云岫县司法局. 云岫县司法局2023年法治政府建设工作报告：云司〔2024〕5号[R/OL]. 2024-01-20. https://sf.yunxiu.example/a?x=1&b=%7B.
    "#]],
    );
    check(
        &cite("bibtex"),
        &expect![[r#"
        exit: 0
        stdout:
        @techreport{r82389e7ea96e,
          author = {{云岫县司法局}},
          title = {{云岫县司法局2023年法治政府建设工作报告}},
          institution = {云岫县司法局},
          number = {云司〔2024〕5号},
          year = {2024},
          date = {2024-01-20},
          url = {https://sf.yunxiu.example/a?x=1&b=%7B},
          urldate = {2026-11-25},
          langid = {chinese}
        }
    "#]],
    );
    check(
        &cite("ris").replace('\r', ""),
        &expect![[r#"
        exit: 0
        stdout:
        TY  - RPRT
        ID  - r82389e7ea96e
        AU  - 云岫县司法局
        TI  - 云岫县司法局2023年法治政府建设工作报告
        SN  - 云司〔2024〕5号
        PY  - 2024
        DA  - 2024/01/20/
        LA  - zh-CN
        UR  - https://sf.yunxiu.example/a?x=1&b=%7B
        Y2  - 2026/11/25/
        ER  - 
    "#]],
    );
    check(
        &cite("csl-json"),
        &expect![[r#"
        exit: 0
        stdout:
        [
          {
            "id": "r82389e7ea96e",
            "type": "report",
            "title": "云岫县司法局2023年法治政府建设工作报告",
            "author": [
              {
                "literal": "云岫县司法局"
              }
            ],
            "number": "云司〔2024〕5号",
            "issued": {
              "date-parts": [
                [
                  2024,
                  1,
                  20
                ]
              ]
            },
            "URL": "https://sf.yunxiu.example/a?x=1&b=%7B",
            "accessed": {
              "date-parts": [
                [
                  2026,
                  11,
                  25
                ]
              ]
            },
            "language": "zh-CN"
          }
        ]
    "#]],
    );
}

#[test]
fn the_reports_that_a_query_finds_are_cited_once_each_by_path() {
    let world = world();
    let cited = |more: &[&str]| {
        let arguments = ["cite", "--cited", "2026-11-25"].iter().chain(more);
        world.run(arguments)
    };
    check(
        &cited(&["--query", "三项制度"]),
        &expect![[r#"
        exit: 0
        stdout:
        云岫县司法局. 云岫县司法局2023年法治政府建设工作报告: 云司〔2024〕5号[R/OL]. (2024-01-20)[2026-11-25]. https://sf.yunxiu.example/a?x=1&b=%7B.
        石燕县{司法局}} 100% "报告" ER - \x[2022年度][R].
        stderr:
        chabao: counted over 3 reports; …
    "#]],
    );
    check(
        &cited(&["--query", "三项制度", "--year", "2022", "--format", "bibtex"]),
        &expect![[r#"
            exit: 0
            stdout:
            @techreport{rf0c8e75f13d3,
              title = {{石燕县\textbraceleft{}司法局\textbraceright{}\textbraceright{} 100\% "报告" ER - \textbackslash{}x[2022年度]}},
              langid = {chinese}
            }
            stderr:
            chabao: counted over 1 report; …
        "#]],
    );
    check(
        &cited(&["--limit", "1"]),
        &expect![[r#"
        exit: 0
        stdout:
        云岫县司法局. 云岫县司法局2023年法治政府建设工作报告: 云司〔2024〕5号[R/OL]. (2024-01-20)[2026-11-25]. https://sf.yunxiu.example/a?x=1&b=%7B.
        stderr:
        chabao: counted over 3 reports; …
        chabao: 1 of 3 reports listed
    "#]],
    );
    check(
        &cited(&["--query", "查无此词"]),
        &expect![[r#"
        exit: 1
        stderr:
        chabao: counted over 3 reports; …
        hint: cut the query into words with `--words`
    "#]],
    );
    check(
        &cited(&["查无此报告"]),
        &expect![[r#"
        exit: 2
        stderr:
        chabao: error: no report `查无此报告` in the index
        hint: list the reports with `chabao reports`
    "#]],
    );
    // Two names of one report are one entry.
    check(
        &cited(&["reports/3.txt", "3.txt"]),
        &expect![[r#"
        exit: 0
        stdout:
        [报告][R].
    "#]],
    );
    let items: Value = serde_json::from_str(&world.data(["cite", "--format", "csl-json"])).unwrap();
    let ids: Vec<&str> =
        items.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    let keys = world.data(["cite", "--format", "bibtex"]);
    assert!(ids.len() == 3 && ids.iter().all(|id| keys.contains(&format!("@techreport{{{id},"))));
    assert_eq!(
        world.data(["cite", "--format", "csl-json", "--limit", "0"]),
        world.data(["cite", "--format", "csl-json"])
    );
}

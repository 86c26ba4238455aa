//! Hits grouped by report: the same in text, JSON and tables.

use std::fmt::Write as _;

use expect_test::expect;

use crate::world::World;

/// Returns a folder with reports of an invented county, indexed: the report of 2021 has five sections with a
/// mention, that of 2022 one with four, that of 2023 none, and that of 2024 two.
fn world() -> World {
    let world = World::new();
    for (year, mentions) in [
        (2021, [1, 1, 1, 1, 1]),
        (2022, [0, 4, 0, 0, 0]),
        (2023, [0, 0, 0, 0, 0]),
        (2024, [0, 1, 1, 0, 0]),
    ] {
        let mut text = format!("云岫县司法局{year}年法治政府建设工作报告\n");
        for (mentions, number) in mentions.into_iter().zip(["一", "二", "三", "四", "五"]) {
            let told = "法律顾问参加会议。".repeat(mentions);
            let _ = write!(text, "\n{number}、第{number}项工作\n{told}其他工作有序推进。\n");
        }
        world.report(&format!("reports/{year}.txt"), &text);
    }
    world.index(["reports"]);
    world
}

#[test]
fn each_report_is_listed_once_with_its_best_passages() {
    let world = world();
    let run = |more: &[&str]| world.data([&["search", "法律顾问", "--by-report"], more].concat());
    expect![[r#"
        法律顾问 · exact (精确): 3 of 4 reports (75.0%) mention it: 11 mentions in 8 sections; all files could be read

        1. 云岫县司法局2024年法治政府建设工作报告
           2024 · 地区未识别 · 2 sections, 2 mentions
           reports/2024.txt
           - 其他 · 二、第二项工作
             【法律顾问】参加会议。其他工作有序推进。
           - 其他 · 三、第三项工作
             【法律顾问】参加会议。其他工作有序推进。

        2. 云岫县司法局2022年法治政府建设工作报告
           2022 · 地区未识别 · 1 section, 4 mentions
           reports/2022.txt
           - 其他 · 二、第二项工作
             【法律顾问】参加会议。【法律顾问】参加会议。【法律顾问】参加会议。【法律顾问】参加会议。其他工作有序推进。

        3. 云岫县司法局2021年法治政府建设工作报告
           2021 · 地区未识别 · 5 sections, 5 mentions
           reports/2021.txt
           - 其他 · 一、第一项工作
             【法律顾问】参加会议。其他工作有序推进。
           - 其他 · 二、第二项工作
             【法律顾问】参加会议。其他工作有序推进。
           - 其他 · 三、第三项工作
             【法律顾问】参加会议。其他工作有序推进。
           - and 2 more sections
    "#]].assert_eq(&run(&["--sort", "newest"]));
    expect![[r#"
        法律顾问 · 精确：4 份报告中有 3 份提及（75.0%），共 8 节、11 处；所有文件均可读取

        1. 云岫县司法局2021年法治政府建设工作报告
           2021 · 地区未识别 · 5 节、5 处
           reports/2021.txt
           - 其他 · 一、第一项工作
             【法律顾问】参加会议。其他工作有序推进。
           - 其他 · 二、第二项工作
             【法律顾问】参加会议。其他工作有序推进。
           - 其他 · 三、第三项工作
             【法律顾问】参加会议。其他工作有序推进。
           - 另有 2 节

        共 3 份报告，此处列出 1 份报告；看下一页用 `--page 2`，多列一些用 `--limit`
    "#]]
    .assert_eq(&run(&["--sort", "mentions", "--limit", "1", "--lang", "zh"]));
    expect![[r#"
        法律顾问 · exact (精确): 3 of 4 reports (75.0%) mention it: 11 mentions in 8 sections; all files could be read

        3. 云岫县司法局2021年法治政府建设工作报告
           2021 · 地区未识别 · 5 sections, 5 mentions
           reports/2021.txt
           - 其他 · 一、第一项工作
             【法律顾问】参加会议。其他工作有序推进。
           - 其他 · 二、第二项工作
             【法律顾问】参加会议。其他工作有序推进。
           - 其他 · 三、第三项工作
             【法律顾问】参加会议。其他工作有序推进。
           - and 2 more sections

        1 of 3 reports listed
    "#]].assert_eq(&run(&["--limit", "2", "--page", "2"]));
}

#[test]
fn tables_have_all_sections_of_each_report_in_the_order_of_the_reports() {
    let world = world();
    for sort in ["relevance", "newest", "oldest", "mentions"] {
        for limit in ["0", "1", "2"] {
            let asked = ["search", "法律顾问", "--by-report", "--sort", sort, "--limit", limit];
            let json: serde_json::Value =
                serde_json::from_str(&world.data(asked.iter().chain(&["--format", "json"])))
                    .unwrap();
            let mut expected = Vec::new();
            for report in json["reports"].as_array().unwrap() {
                let sections = report["sections"].as_u64().unwrap();
                let path = report["report"]["path"].as_str().unwrap();
                expected.extend((0..sections).map(|_| path.to_owned()));
            }
            let lines = world.data(asked.iter().chain(&["--format", "jsonl"]));
            let rows: Vec<serde_json::Value> =
                lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            let paths: Vec<&str> =
                rows.iter().map(|row| row["report"]["path"].as_str().unwrap()).collect();
            assert_eq!(paths, expected, "{sort} {limit}");
            let best = json["reports"][0]["hits"][0]["passage"]["text"].as_str();
            assert_eq!(rows[0]["passage"]["text"].as_str(), best, "{sort} {limit}");
            let csv = world.data(asked.iter().chain(&["--format", "csv"]));
            assert_eq!(csv.lines().count(), expected.len() + 1, "{sort} {limit}");
        }
    }
}

#[test]
fn the_totals_are_those_of_the_list_of_sections() {
    let world = world();
    let json = |more: &[&str]| -> serde_json::Value {
        let asked = [&["search", "法律顾问", "--format", "json"], more].concat();
        serde_json::from_str(&world.data(asked)).unwrap()
    };
    let (flat, grouped) = (json(&[]), json(&["--by-report", "--facet", "year"]));
    for field in ["counts", "ground", "query", "mode", "remarks"] {
        assert_eq!(flat[field], grouped[field], "{field}");
    }
    assert_eq!(grouped["counts"], serde_json::json!({"reports": 3, "sections": 8, "mentions": 11}));
    assert_eq!(grouped["lists"]["reports"]["total"], 3);
    assert_eq!(grouped["facets"], json(&["--facet", "year"])["facets"]);
}

//! What readers need to know about an answer, in every command and every format.

use serde_json::Value;

use crate::world::{World, report};

/// The commands that answer a question.
const COMMANDS: [&[&str]; 5] =
    [&["search"], &["mentions"], &["coverage"], &["trend"], &["facets", "--by", "year"]];

/// Returns what a command prints to standard output and standard error.
fn printed(world: &World, command: &[&str], arguments: &[&str]) -> (String, String) {
    let output = world.command(command.iter().chain(arguments)).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{command:?} {arguments:?}");
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Returns the kinds of remarks of a JSON answer; those of a trend belong to its series.
fn remark_kinds(json: &str) -> Vec<String> {
    let answer: Value = serde_json::from_str(json).unwrap();
    let answer = answer.get("series").map_or(&answer, |series| &series[0]);
    let remarks = answer["remarks"].as_array().unwrap();
    remarks.iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_format_says_that_words_were_loosened() {
    const TOLD: &str =
        "no section contains all 4 words: sections with at least 3 of them are counted\n";
    let world = World::with_three_reports();
    let asked = ["法律顾问落实双随机监管", "--words"];
    for command in COMMANDS {
        let (text, _) = printed(&world, command, &asked);
        assert!(text.contains(TOLD), "{command:?}: {text}");
        let (table, told) = printed(&world, command, &[&asked[..], &["--format", "csv"]].concat());
        assert!(!table.contains(" words"), "{command:?}: {table}");
        assert!(told.contains(TOLD) && told.contains(" 3 reports;"), "{command:?}: {told}");
        let (json, _) = printed(&world, command, &[&asked[..], &["--format", "json"]].concat());
        let kinds = remark_kinds(&json);
        assert!(kinds.starts_with(&["read-as-words".into(), "words-loosened".into()]), "{kinds:?}");
    }
    let (svg, _) = printed(&world, &["trend"], &[&asked[..], &["--format", "svg"]].concat());
    assert!(svg.contains("没有一节同时含有全部 4 个词，凡含其中至少 3 个词的节均计入。"), "{svg}");
}

#[test]
fn every_format_says_which_former_divisions_were_included() {
    const TOLD: &str = "region 两江新区 includes the former 渝北区\n";
    let world = World::new();
    for (agency, year) in [("渝北区司法局", 2017), ("两江新区司法局", 2026)] {
        let text =
            format!("重庆市{agency}{year}年法治政府建设工作报告\n一、主要工作\n依法行政。\n");
        world.report(&format!("reports/{year}.txt"), &text);
    }
    world.index(["reports"]);
    let asked = ["依法行政", "--region", "两江新区"];
    for command in COMMANDS {
        let (text, _) = printed(&world, command, &asked);
        assert!(text.contains(TOLD), "{command:?}: {text}");
        let (table, told) = printed(&world, command, &[&asked[..], &["--format", "csv"]].concat());
        assert!(!table.contains("former") && told.contains(TOLD), "{command:?}: {told}");
        let (json, _) = printed(&world, command, &[&asked[..], &["--format", "json"]].concat());
        assert!(remark_kinds(&json).contains(&"former-included".to_owned()), "{json}");
    }
    let (svg, _) = printed(&world, &["trend"], &[&asked[..], &["--format", "svg"]].concat());
    assert!(svg.contains("两江新区包含已并入的渝北区"), "{svg}");
}

#[test]
fn every_ground_says_what_was_not_counted() {
    let world = World::new();
    let long = "审查规范性文件14件、重大行政决策9件，提出意见57条，采纳率95%。落实三项制度，\
                抽查案卷120宗，组织培训6期。聘请法律顾问12名，列席会议31次，出具意见书44份。";
    for (file, day) in [("reports/甲.txt", 15), ("reports/乙.txt", 15), ("reports/丙.txt", 18)] {
        let changed =
            if day == 18 { "收到复议申请73件。" } else { "收到复议申请61件。" };
        let text = report(2023, &format!("{long}{changed}"));
        world.report(file, &format!("{text}\n云岫县司法局\n2024年1月{day}日\n"));
    }
    world.index(["reports"]);
    for command in COMMANDS {
        for (versions, expected) in [
            (&[][..], "1 report; 1 copy and 1 older version not counted; 0 files could"),
            (&["--versions"], "2 reports, 1 older version among them; 1 copy not counted; 0 files"),
        ] {
            let asked = [&["法律顾问"], versions].concat();
            let (text, _) = printed(&world, command, &asked);
            assert!(text.contains(expected), "{command:?}: {text}");
            let (_, told) = printed(&world, command, &[&asked[..], &["--format", "csv"]].concat());
            assert!(told.contains(expected), "{command:?}: {told}");
        }
    }
}

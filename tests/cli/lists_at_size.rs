//! Long lists: what is complete, what is left out, and how to go on; and tables for spreadsheets.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use crate::world::{World, report};

/// Returns a folder with this many reports of one invented county, each with five sections about
/// 三项制度.
fn world(reports: u16) -> World {
    let world = World::new();
    for at in 0..reports {
        let mut text = format!("云岫县司法局{}年法治政府建设工作报告\n", 2000 + at);
        for section in 0..5 {
            let _ = write!(text, "一、第{section}项工作\n落实三项制度，检查{at}次{section}件。\n");
        }
        world.report(&format!("reports/{at:02}.txt"), &text);
    }
    world.index(["reports"]);
    world
}

/// Returns standard output and standard error of a command that finds something.
fn printed(world: &World, command: &str) -> (String, String) {
    let output = world.command(command.split(' ')).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{command}: {}", world.told(&output));
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// The lists of the commands: the arguments, the name of the list, and how many entries it has in 15
/// reports, as JSON and as a table.
const LISTS: [(&str, &str, usize, usize); 9] = [
    ("search 三项制度", "hits", 75, 75),
    ("kwic 三项制度 --sort right", "rows", 75, 75),
    ("mentions 三项制度 --by report", "rows", 15, 15),
    ("mentions 审查 --by year --absent", "absent", 15, 15),
    ("coverage 三项制度 --rows report --columns part", "rows", 15, 15),
    ("trend 三项制度", "rows", 15, 15),
    ("facets 三项制度 --by year", "year", 15, 15),
    ("facets --by year", "year", 15, 15),
    ("reports", "reports", 15, 15),
];

#[test]
fn tables_are_complete_unless_a_limit_is_asked_for_and_then_say_so() {
    let world = world(15);
    for (command, list, entries, lines) in LISTS {
        for (format, header) in [("csv", 1), ("jsonl", 0)] {
            let (table, told) = printed(&world, &format!("{command} --format {format}"));
            assert_eq!(table.lines().count(), header + lines, "{command}: {table}");
            assert!(!told.contains("listed"), "{command}: {told}");
            let (first, told) = printed(&world, &format!("{command} --format {format} --limit 4"));
            assert_eq!(first.lines().count(), header + 4, "{command}: {first}");
            assert!(table.starts_with(&first), "{command}");
            assert!(told.contains(&format!("4 of {entries} ")), "{command}: {told}");
            let (last, _) =
                printed(&world, &format!("{command} --format {format} --limit 4 --page 2"));
            assert_eq!(last.lines().last(), table.lines().nth(header + 7), "{command}");
        }
        let (all, _) = printed(&world, &format!("{command} --format jsonl --limit 0"));
        for line in all.lines() {
            assert!(serde_json::from_str::<Value>(line).unwrap().is_object(), "{line}");
        }
        // Text says what was left out, and how to see it.
        let (text, _) = printed(&world, &format!("{command} --limit 4"));
        let left_out = format!("\n4 of {entries} ");
        assert!(text.contains(&left_out) && text.contains("`--page 2`"), "{list}: {text}");
    }
}

#[test]
fn json_says_which_part_of_a_list_it_has_and_how_to_go_on() {
    let world = world(15);
    for (command, list, entries, _) in LISTS {
        let mut cursor = String::new();
        let mut met = 0;
        for page in 1..=entries.div_ceil(7) {
            let asked = format!("{command} --format json --limit 7{cursor}");
            let answer: Value = serde_json::from_str(&printed(&world, &asked).0).unwrap();
            let answer = answer.get("series").map_or(&answer, |series| &series[0]);
            let part = &answer["lists"][list];
            let listed = (entries - met).min(7);
            assert_eq!(
                (&part["page"], &part["limit"], &part["listed"], &part["total"]),
                (&page.into(), &7.into(), &listed.into(), &entries.into()),
                "{asked}"
            );
            let rows = answer.get(list).unwrap_or_else(|| &answer["facets"][list]);
            assert_eq!(rows.as_array().unwrap().len(), listed, "{asked}");
            let clipped = answer["remarks"].as_array().unwrap().iter();
            let clipped = clipped.filter(|it| it["kind"] == "clipped" && it["list"] == list);
            assert_eq!(clipped.count(), 1, "{asked}");
            met += listed;
            cursor =
                part["next"].as_str().map(|next| format!(" --cursor {next}")).unwrap_or_default();
            assert_eq!(cursor.is_empty(), met == entries, "{asked}");
        }
    }
    // A cursor is of one state of the index.
    let answer: Value =
        serde_json::from_str(&printed(&world, "reports --format json --limit 7").0).unwrap();
    let cursor = answer["lists"]["reports"]["next"].as_str().unwrap().to_owned();
    world.report("reports/new.txt", &report(2031, "三项制度。"));
    world.index(["reports"]);
    assert_eq!(
        world.run(["reports", "--limit", "7", "--cursor", &cursor]),
        "exit: 2\nstderr:\nchabao: error: the index was written since this list was begun\n\
         hint: begin again, without `--cursor`\n"
    );
    assert_eq!(
        world.run(["reports", "--cursor", "x"]),
        "exit: 2\nstderr:\nchabao: error: `x` is no cursor\nhint: give the `next` of an answer, or \
         `--page N`\n"
    );
}

#[test]
fn a_table_for_a_spreadsheet_has_a_mark_and_no_formulas() {
    let world = World::new();
    let title = "=云岫县司法局2023年法治政府建设工作报告";
    world.report("reports/+甲.txt", "一、主要举措和成效\n落实三项制度。\n");
    let corrections = format!("path,title,agency\n+甲.txt,{title},@云岫县司法局\n");
    world.report("reports/corrections.csv", &corrections);
    world.index(["reports"]);
    let (table, _) = printed(&world, "search 三项制度 --format csv");
    for cell in [",'=云岫县", ",'@云岫县"] {
        assert!(table.contains(cell), "{table}");
    }
    assert!(!table.starts_with('\u{feff}'));
    let (marked, _) = printed(&world, "search 三项制度 --format csv --bom");
    assert_eq!(marked, format!("\u{feff}{table}"));
    let (raw, _) = printed(&world, "search 三项制度 --format csv --raw");
    assert!(raw.contains(",=云岫县") && raw.contains(",@云岫县") && !raw.contains(",'"), "{raw}");
    // JSON Lines have no formulas to be run.
    let (lines, _) = printed(&world, "search 三项制度 --format jsonl");
    assert!(lines.contains(&format!("\"{title}\"")), "{lines}");
    // The table of reports can be given back as corrections as it is.
    let (reports, _) = printed(&world, "reports --format csv --bom");
    assert!(reports.contains("'=云岫县"), "{reports}");
    let (before, _) = printed(&world, "reports --format csv --raw");
    world.report("reports/corrections.csv", &reports);
    world.index(["reports"]);
    let (again, _) = printed(&world, "reports --format csv --raw");
    assert_eq!(again.lines().next(), before.lines().next());
    assert!(
        again.contains(&format!(",{title},")) && again.contains("title: corrections"),
        "{again}"
    );
    for flag in ["--bom", "--raw"] {
        let told = world.run(["reports", flag]);
        let expected = format!("`{flag}` goes only with `--format csv`");
        assert!(told.contains(&expected), "{told}");
    }
}

#[test]
fn a_facet_with_many_values_says_that_it_has_more() {
    let world = World::new();
    for at in 0..310 {
        let agency = format!("云岫县{}镇人民政府", numbered(at));
        let text = format!("{agency}2023年法治政府建设工作报告\n一、工作\n检查{at}次。\n");
        world.report(&format!("reports/{at}.txt"), &text);
    }
    world.index(["reports"]);
    let (text, _) = printed(&world, "facets --by agency");
    assert!(text.contains("\n300 of 310 agency rows listed: `--page 2` or `--limit`"), "{text}");
    let (all, _) = printed(&world, "facets --by agency --limit 0");
    let names: BTreeSet<&str> = all.lines().filter(|line| line.starts_with("云岫县")).collect();
    assert_eq!(names.len(), 310, "{all}");
    assert_eq!(printed(&world, "facets --by agency --format csv").0.lines().count(), 311);
}

/// Returns a number as a name of two characters.
fn numbered(at: usize) -> String {
    let name = |at: usize| "青石白沙红柳黄泥绿竹金银铜铁锡".chars().nth(at % 15).unwrap();
    [at / 225, at / 15 % 15, at % 15].map(name).iter().collect()
}

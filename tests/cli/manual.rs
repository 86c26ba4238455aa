//! The pages of `chabao help` say what the program does.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use expect_test::expect;
use serde_json::{Map, Value};

use crate::files::WRITERS;
use crate::world::{World, report};

/// A column as the page on data sets describes it.
struct Documented {
    name: String,
    kind: String,
    null: String,
    example: String,
}

/// Returns a chapter as it is written.
fn chapter(key: &str, language: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/manual");
    fs::read_to_string(folder.join(format!("{key}.{language}.md"))).unwrap()
}

/// Returns the tables of a page.
fn tables(page: &str) -> Vec<Vec<Documented>> {
    let mut tables: Vec<Vec<Documented>> = Vec::new();
    for line in page.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        match cells.as_slice() {
            ["column" | "列", ..] => tables.push(Vec::new()),
            [name, kind, null, example, _] if name.starts_with('`') => {
                let plain = |cell: &str| cell.trim_matches('`').to_owned();
                let table = tables.last_mut().unwrap();
                let (name, example) = (plain(name), plain(example));
                let (kind, null) = ((*kind).to_owned(), (*null).to_owned());
                table.push(Documented { name, kind, null, example });
            }
            _ => {}
        }
    }
    tables
}

/// Returns the samples, and what they lack: a report with every fact, one without any, an older
/// version, and a report with pages.
fn world() -> World {
    let world = World::with_samples();
    world.report(
        "data/网页.txt",
        "---\npublished: 2024-01-20\nindex: 000014349/2024-00012\n\
         url: http://www.yunxiu.example/2024/1.html\n---\n\
         云岫县司法局2023年法治政府建设工作报告\n一、主要举措和成效\n聘请法律顾问。\n",
    );
    world.report("data/附记.txt", "---\nkind: -\n---\n今天没有会议。\n");
    let newest = std::fs::read_to_string(world.path("data/invented/云岫县/2023.txt")).unwrap();
    let older = newest.replace("561", "560");
    world.report("data/旧版.txt", &format!("---\ndate: 2023-12-31\n---\n{older}"));
    let pdf = WRITERS.iter().find(|writer| writer.ending == "pdf").unwrap();
    let paged = (pdf.write)(&report(2021, "聘请法律顾问。")).unwrap();
    world.report_bytes("data/版式.pdf", &paged);
    world.index(["data"]);
    world
}

/// Returns a value as the page prints an example.
fn printed(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace('\n', "⏎"),
        Value::Array(texts) => {
            texts.iter().map(|text| text.as_str().unwrap()).collect::<Vec<_>>().join(" › ")
        }
        other => other.to_string(),
    }
}

#[test]
fn the_page_on_data_sets_has_every_column_and_no_other() {
    let world = world();
    let rows = |arguments: &[&str]| -> Vec<Map<String, Value>> {
        let lines = world.data(["export"].iter().chain(arguments).chain(&["--versions"]));
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let data = [
        ("reports", rows(&["reports"]), rows(&["reports", "法律顾问"])),
        ("sections", rows(&["sections"]), rows(&["sections", "法律顾问"])),
        ("mentions", Vec::new(), rows(&["mentions", "法律顾问"])),
    ];
    for language in ["en", "zh"] {
        let page = chapter("data", language);
        let tables = tables(&page);
        let [reports, common, sections, mentions] = tables.as_slice() else { panic!("{language}") };
        let documented = [vec![reports], vec![common, sections], vec![common, mentions]];
        for ((name, all, found), tables) in data.iter().zip(documented) {
            let table = world.data(["export", name, "法律顾问", "--format", "csv", "--versions"]);
            let header: Vec<&str> = table.lines().next().unwrap().split(',').collect();
            let columns: Vec<&Documented> = tables.into_iter().flatten().collect();
            let names: Vec<&str> = columns.iter().map(|it| it.name.as_str()).collect();
            assert_eq!(names, header, "{language} {name}");
            for column in columns {
                check(column, all, found, &format!("{language} {name} {}", column.name));
            }
        }
    }
}

/// Compares the values of a column with what is documented: without a query, and with one.
fn check(
    column: &Documented,
    all: &[Map<String, Value>],
    found: &[Map<String, Value>],
    what: &str,
) {
    let values = |rows: &[Map<String, Value>]| -> Vec<Value> {
        rows.iter().map(|row| row[&column.name].clone()).collect()
    };
    let (all, found) = (values(all), values(found));
    for value in all.iter().chain(&found).filter(|value| !value.is_null()) {
        let is_of_kind = match column.kind.as_str() {
            "text" | "文本" => value.is_string(),
            "integer" | "整数" => value.is_u64(),
            "day" | "日期" => value.as_str().is_some_and(|day| day.len() == 10),
            "list" | "列表" => value.is_array(),
            other => panic!("{what}: {other}"),
        };
        assert!(is_of_kind, "{what}: {value}");
    }
    let has_null = all.iter().chain(&found).any(Value::is_null);
    match column.null.as_str() {
        "never" | "不会为空" => assert!(!has_null, "{what}"),
        "without a query" | "没有检索式时" => {
            assert!(all.iter().all(Value::is_null) && !found.iter().any(Value::is_null), "{what}");
        }
        "if not known"
        | "未识别时"
        | "if it is counted itself"
        | "本身计入时"
        | "without fixed pages"
        | "文件不分页时" => {
            // A kind is found for every text, or a user says that it is unknown.
            let is_sure = all.is_empty() || column.name.starts_with("kind_");
            assert!(has_null || is_sure, "{what}");
        }
        other => panic!("{what}: {other}"),
    }
    let is_met = all.iter().chain(&found).any(|value| printed(value) == column.example);
    assert!(is_met, "{what}: no row has `{}`", column.example);
}

#[test]
fn the_pages_on_data_sets_have_the_same_recipes() {
    let blocks = |language: &str| -> BTreeMap<String, String> {
        let page = chapter("data", language);
        let mut blocks = BTreeMap::new();
        let mut pieces = page.split("```");
        let mut title = String::new();
        while let (Some(text), Some(block)) = (pieces.next(), pieces.next()) {
            title = text
                .rsplit("### ")
                .next()
                .filter(|_| text.contains("### "))
                .map_or(title, |it| it.lines().next().unwrap().to_owned());
            let (head, code) = block.split_once('\n').unwrap();
            // What the program prints depends on the language.
            if head != "console" {
                blocks.insert(format!("{title} {head}"), code.to_owned());
            }
        }
        blocks
    };
    let english = blocks("en");
    assert_eq!(english, blocks("zh"));
    assert_eq!(english.len(), 11, "{:?}", english.keys());
}

#[test]
fn help_is_about_a_command_or_a_page() {
    let world = World::new();
    assert_eq!(world.data(["help"]), world.data(["--help"]));
    assert_eq!(world.data(["help", "export"]), world.data(["export", "--help"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: there is no command `exports`, and no chapter beside `start`, `query`, `modes`, `counts`, `tables`, `data`, `cite`, `formats`, `facts`, `corrections`, `files`, `server`, `api`, `cluster`
    "#]]
    .assert_eq(&world.run(["help", "exports"]));
}

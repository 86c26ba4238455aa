//! Data sets: their columns are documented, their rows are what a search counts, and what is in a row
//! is what other commands say.

use std::collections::BTreeMap;

use chabao::analysis::{self, Reports, ShownReport};
use chabao::index::IndexReader;
use chabao::present::{Table, TableForm};
use chabao::search::{Answer, Counts, Mode, Request, Results, search};
use expect_test::expect;
use serde_json::{Map, Value};

use crate::dice::Dice;
use crate::served::{Server, encoded};
use crate::world::{World, report};

type Row = Map<String, Value>;

/// The data sets.
const DATA: [&str; 3] = ["reports", "sections", "mentions"];

/// Returns the arguments of an export; mentions are of a term.
fn export<'a>(data: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let term = (data == "mentions").then_some("法治");
    ["export", data].into_iter().chain(term).chain(more.iter().copied()).collect()
}

/// Returns the rows of JSON Lines.
fn rows(lines: &str) -> Vec<Row> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns a table as JSON Lines.
fn lines(table: Table<'_>) -> String {
    let mut lines = Vec::new();
    table.write(TableForm::Jsonl, &mut lines).unwrap();
    String::from_utf8(lines).unwrap()
}

/// Returns a field that is text.
fn text<'a>(row: &'a Row, column: &str) -> &'a str {
    row[column].as_str().unwrap_or_else(|| panic!("{column} in {row:?}"))
}

/// Returns a field that is a number.
fn number(row: &Row, column: &str) -> usize {
    usize::try_from(row[column].as_u64().unwrap_or_else(|| panic!("{column} in {row:?}"))).unwrap()
}

#[test]
fn each_form_has_the_same_columns_and_values() {
    let world = World::with_samples();
    world.index(["data"]);
    expect![[r#"
        reports: id,path,hash,title,title_source,title_certainty,agency,agency_source,agency_certainty,region,region_source,region_certainty,year,year_source,year_certainty,date,date_source,date_certainty,published,published_source,published_certainty,kind,kind_source,kind_certainty,document_number,document_number_source,document_number_certainty,index_number,index_number_source,index_number_certainty,url,url_source,url_certainty,agency_as_written,agency_kind,department,province,province_code,prefecture,prefecture_code,county,county_code,code,sections,characters,notes,newer,sections_found,mentions
        sections: id,path,title,agency,year,kind,date,published,url,province,province_code,prefecture,prefecture_code,county,county_code,code,section,depth,heading_path,part,page,characters,mentions,text
        mentions: id,path,title,agency,year,kind,date,published,url,province,province_code,prefecture,prefecture_code,county,county_code,code,section,depth,heading_path,part,page,ordinal,start,end,form,left,mention,right
    "#]]
    .assert_eq(
        &DATA
            .map(|data| {
                let table = world.data(export(data, &["--format", "csv"]));
                format!("{data}: {}\n", table.lines().next().unwrap())
            })
            .concat(),
    );
    for data in DATA {
        let lines = world.data(export(data, &[]));
        let table = world.data(export(data, &["--format", "csv", "--raw"]));
        let mut table = csv::Reader::from_reader(table.as_bytes());
        let header = table.headers().unwrap().clone();
        let mut read = 0;
        for (row, line) in rows(&lines).iter().zip(lines.lines()) {
            // Also in this order.
            let places: Vec<usize> =
                header.iter().map(|name| line.find(&format!("\"{name}\":")).unwrap()).collect();
            assert!(places.is_sorted(), "{line}");
            assert_eq!(row.len(), header.len());
            let cells = table.records().next().unwrap().unwrap();
            for (name, cell) in header.iter().zip(&cells) {
                let list = |texts: &Vec<Value>| {
                    let texts: Vec<&str> = texts.iter().map(|it| it.as_str().unwrap()).collect();
                    texts.join(if name == "notes" { "; " } else { " › " })
                };
                let expected = match &row[name] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    Value::Number(number) => number.to_string(),
                    Value::Array(texts) => list(texts),
                    other => panic!("{name}: {other}"),
                };
                assert_eq!(cell, expected, "{name}");
            }
            read += 1;
        }
        assert!(read > 20 && table.records().next().is_none(), "{data}: {read}");
    }
}

#[test]
fn reports_have_the_facts_of_the_list_of_reports() {
    let world = World::with_samples();
    world.index(["data"]);
    let listed: Value = world.json(&["reports"]);
    let exported = rows(&world.data(["export", "reports"]));
    let listed = listed["reports"].as_array().unwrap();
    assert_eq!(exported.len(), listed.len());
    for (row, listed) in exported.iter().zip(listed) {
        let listed = listed.as_object().unwrap();
        for (name, value) in listed {
            match name.as_str() {
                "joined" | "copies" | "versions" => {}
                "sources" => {
                    for (fact, origin) in value.as_object().unwrap() {
                        for part in ["source", "certainty"] {
                            assert_eq!(row[&format!("{fact}_{part}")], origin[part], "{fact}");
                        }
                    }
                    let known = |name: &str| name.ends_with("_source") && !row[name].is_null();
                    let sources = row.keys().filter(|name| known(name)).count();
                    assert_eq!(sources, value.as_object().unwrap().len());
                }
                "region" => {
                    for name in ["province", "prefecture", "county", "code"] {
                        assert_eq!(row[name], value[name], "{name}");
                    }
                    let codes = ["county_code", "prefecture_code", "province_code"];
                    let smallest = codes.into_iter().find(|name| !row[*name].is_null());
                    assert_eq!(row["code"], smallest.map_or(Value::Null, |it| row[it].clone()));
                }
                name => assert_eq!(row[name], *value, "{name}"),
            }
        }
        let shown: ShownReport = world.json(&["show", text(row, "id")]);
        let characters = shown.sections.iter().map(|section| section.text.chars().count());
        assert_eq!(number(row, "characters"), characters.sum::<usize>());
        // The hash is that of the bytes of the file.
        let bytes = std::fs::read(world.path(text(row, "path"))).unwrap();
        assert!(blake3::hash(&bytes).to_hex().starts_with(text(row, "hash")));
        assert_eq!(text(row, "hash").len(), 32);
    }
}

#[test]
fn sections_have_the_text_that_is_shown() {
    let world = World::with_samples();
    world.index(["data"]);
    let mut of_report: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let exported = rows(&world.data(["export", "sections"]));
    let places: Vec<(&str, usize)> =
        exported.iter().map(|row| (text(row, "path"), number(row, "section"))).collect();
    assert!(places.is_sorted());
    for row in &exported {
        of_report.entry(text(row, "id").to_owned()).or_default().push(row.clone());
    }
    for (id, rows) in of_report {
        let shown: ShownReport = world.json(&["show", &id]);
        assert_eq!(rows.len(), shown.sections.len());
        for ((row, section), place) in rows.iter().zip(&shown.sections).zip(1..) {
            assert_eq!(text(row, "text"), section.text);
            assert_eq!(text(row, "part"), section.part.to_string());
            assert_eq!(row["heading_path"], Value::from(section.heading_path.clone()));
            assert_eq!(number(row, "section"), place);
            assert_eq!(number(row, "depth"), section.heading_path.len());
            assert_eq!(number(row, "characters"), section.text.chars().count());
        }
    }
}

#[test]
fn offsets_cut_the_mention_out_of_the_text() {
    let world = World::with_samples();
    world.index(["data"]);
    let sections = rows(&world.data(["export", "sections"]));
    let place = |row: &Row| (text(row, "id").to_owned(), number(row, "section"));
    let texts: BTreeMap<(String, usize), Vec<char>> =
        sections.iter().map(|row| (place(row), text(row, "text").chars().collect())).collect();
    for (query, mode) in [
        ("双随机一公开 OR 三项制度", "--words"),
        ("双随机一公开 OR 三项制度 OR 随机", "--strict"),
        ("'、' OR 的", "--versions"),
    ] {
        let arguments = ["export", "mentions", query, mode, "--left", "7", "--right", "0"];
        let mentions = rows(&world.data(arguments));
        assert!(mentions.len() > 10, "{query}: {}", mentions.len());
        let mut last = (String::new(), 0, 0, 0);
        for row in &mentions {
            let characters = &texts[&place(row)];
            let (start, end) = (number(row, "start"), number(row, "end"));
            let cut = |from: usize, to: usize| characters[from..to].iter().collect::<String>();
            assert_eq!(text(row, "mention"), cut(start, end));
            assert_eq!(text(row, "left"), cut(start.saturating_sub(7), start));
            assert_eq!(text(row, "right"), "");
            let folded = chabao::text::Folded::new(text(row, "mention")).text;
            assert_eq!(text(row, "form"), folded);
            let ordinal = number(row, "ordinal");
            let next = (text(row, "path").to_owned(), number(row, "section"), ordinal, start);
            assert!(next > last, "{next:?} after {last:?}");
            if ordinal > 1 {
                assert_eq!(ordinal, last.2 + 1);
            }
            last = next;
        }
    }
}

/// Returns a random query line.
fn line(dice: &mut Dice, depth: usize) -> String {
    const TERMS: &[&str] = &[
        "三项制度",
        "法律顾问",
        "顾问",
        "执法",
        "执法人员",
        "的",
        "一",
        "1,",
        "双随机一公开",
        "'、'",
        "'双随机、一公开'",
        "培训",
        "查无此词",
        "年度:2022-",
        "部分:不足",
        "标题:法治",
        "法律顾问 NEAR/20 聘请",
        "执法 BEFORE/9 (培训 OR 人员)",
        "同句:(执法 培训)",
        "同段:(法律顾问 OR 执法)",
        "全篇:(法律顾问 -培训)",
        "聘*顾问",
        "执?人员",
        "~三项制度",
    ];
    if depth == 0 {
        return format!("({})", dice.pick(TERMS));
    }
    let less = dice.below(depth);
    let (left, right) = (line(dice, less), line(dice, depth - 1));
    match dice.below(4) {
        0 | 1 => format!("({left} OR {right})"),
        2 => format!("({left} {right})"),
        _ => format!("({right} -({}))", dice.pick(TERMS)),
    }
}

#[test]
fn there_are_as_many_rows_as_are_counted() {
    let world = World::with_samples();
    // An older version, a copy, and a second segment.
    let text = std::fs::read_to_string(world.path("data/invented/云岫县/2023.txt")).unwrap();
    world.report("data/invented/云岫县/2023 旧.txt", &text.replace("561", "560"));
    world.report("data/copy.txt", &text);
    world.index(["data"]);
    world.report("data/云岫/2024.txt", &report(2024, "执法、执法人员培训，三项制度。"));
    world.index(["data"]);
    let mut dice = Dice::new(11);
    let mut found = Counts::default();
    for versions in [false, true] {
        let reader = IndexReader::open(&world.path("index")).unwrap();
        let reader = if versions { reader.with_older_versions().unwrap() } else { reader };
        for _ in 0..150 {
            let line = line(&mut dice, 3);
            let mode = dice.pick(&[Mode::Exact, Mode::Exact, Mode::Strict, Mode::Words]);
            let Ok(request) = Request::read(&line) else { panic!("{line}") };
            let request = Request { mode, ..request };
            let counts = search(&reader, &request).unwrap().body.counts;
            let (answer, table) = request.report_data(&reader).unwrap();
            assert_eq!(answer.body, counts, "{line}");
            let reports = rows(&lines(table));
            let (answer, table) = request.section_data(&reader).unwrap();
            assert_eq!(answer.body, counts, "{line}");
            let sections = rows(&lines(table));
            let sum = |rows: &[Row], column| -> usize {
                rows.iter().map(|row| number(row, column)).sum()
            };
            assert_eq!(reports.len() as u64, counts.reports, "{line}");
            assert_eq!(sections.len() as u64, counts.sections, "{line}");
            for (rows, column, expected) in [
                (&reports, "sections_found", counts.sections),
                (&reports, "mentions", counts.mentions),
                (&sections, "mentions", counts.mentions),
            ] {
                assert_eq!(sum(rows, column) as u64, expected, "{line} {column}");
            }
            match request.mention_data(&reader, [3, 3]) {
                Ok((answer, table)) => {
                    assert_eq!(answer.body, counts, "{line}");
                    let mentions = lines(table).lines().count() as u64;
                    assert_eq!(mentions, counts.mentions, "{line} {mode}");
                }
                Err(error) => {
                    assert_eq!((error.code(), counts.mentions), ("no-term", 0), "{line}");
                }
            }
            found.sections += counts.sections;
        }
    }
    assert!(found.sections > 5_000, "{found:?}");
}

#[test]
fn what_was_counted_is_said_beside_the_data() {
    let world = World::with_three_reports();
    for (arguments, expected) in [
        (
            &[
                "export",
                "mentions",
                "法律顾问",
                "-三项制度",
                "--format",
                "csv",
                "--left",
                "2",
                "--right",
                "2",
            ][..],
            expect![[r#"
                exit: 0
                stdout:
                id,path,title,agency,year,kind,date,published,url,province,province_code,prefecture,prefecture_code,county,county_code,code,section,depth,heading_path,part,page,ordinal,start,end,form,left,mention,right
                r738fbad8b052,reports/2023.txt,云岫县司法局2023年法治政府建设工作报告,云岫县司法局,2023,法治政府建设年度报告,,,,,,,,,,,2,1,一、主要举措和成效,举措和成效,,1,10,14,法律顾问,"效
                ",法律顾问,审查
                r738fbad8b052,reports/2023.txt,云岫县司法局2023年法治政府建设工作报告,云岫县司法局,2023,法治政府建设年度报告,,,,,,,,,,,2,1,一、主要举措和成效,举措和成效,,2,22,26,法律顾问,份，,法律顾问,参加
                stderr:
                chabao: 1 of 3 reports (33.3%) mentions it: 2 mentions in 1 section; …
                chabao: sections with “法律顾问” and without “三项制度”; in one report as a whole, `全篇:(法律顾问 -三项制度)`: 1 report
            "#]],
        ),
        (
            &["export", "sections", "年度:2023", "--part", "不足", "--format", "csv"],
            expect![[r#"
                exit: 0
                stdout:
                id,path,title,agency,year,kind,date,published,url,province,province_code,prefecture,prefecture_code,county,county_code,code,section,depth,heading_path,part,page,characters,mentions,text
                r738fbad8b052,reports/2023.txt,云岫县司法局2023年法治政府建设工作报告,云岫县司法局,2023,法治政府建设年度报告,,,,,,,,,,,3,1,二、存在的不足,不足和原因,,16,0,"二、存在的不足
                执法力量不足。
                "
                stderr:
                chabao: 1 of 1 report (100%) meets the query, in 1 section; …
                chabao: read as a condition; as text: `"年度:2023"`, 0 mentions in 0 sections of 0 reports
            "#]],
        ),
        (
            &["export", "reports", "查无此词", "--format", "csv"],
            expect![[r#"
                exit: 1
                stdout:
                id,path,hash,title,title_source,title_certainty,agency,agency_source,agency_certainty,region,region_source,region_certainty,year,year_source,year_certainty,date,date_source,date_certainty,published,published_source,published_certainty,kind,kind_source,kind_certainty,document_number,document_number_source,document_number_certainty,index_number,index_number_source,index_number_certainty,url,url_source,url_certainty,agency_as_written,agency_kind,department,province,province_code,prefecture,prefecture_code,county,county_code,code,sections,characters,notes,newer,sections_found,mentions
                stderr:
                chabao: 0 of 3 reports (0%) mention it: 0 mentions in 0 sections; …
                hint: check how it is written, or ask with a shorter term
            "#]],
        ),
        (
            &["export", "reports", "--year", "1999"],
            expect![[r#"
                exit: 1
                stderr:
                chabao: 0 sections of 0 reports; …
                chabao: no reports match the filters
                hint: see what the index contains with `chabao facets --by year,region,agency`
            "#]],
        ),
        (
            &["export", "mentions"],
            expect![[r#"
                exit: 2
                stderr:
                chabao: error: there is no term whose mentions could be listed
                hint: say what to find, as in `三项制度 年度:2021-2023`, or see the sections with `chabao search`
            "#]],
        ),
        (
            &["export", "mentions", "年度:2023"],
            expect![[r#"
                exit: 2
                stderr:
                chabao: error: there is no term whose mentions could be listed
                hint: say what to find, as in `三项制度 年度:2021-2023`, or see the sections with `chabao search`
            "#]],
        ),
        (
            &["export", "sections", "法治", "--left", "4"],
            expect![[r#"
                exit: 2
                stderr:
                chabao: error: `--left` goes only with `export mentions`
            "#]],
        ),
        (
            &["export", "sections", "--bom"],
            expect![[r#"
                exit: 2
                stderr:
                chabao: error: `--bom` goes only with `--format csv`
            "#]],
        ),
    ] {
        expected.assert_eq(&world.run(arguments));
    }
}

#[test]
fn without_a_query_there_is_everything_that_passes_the_filters() {
    let world = World::with_samples();
    world.index(["data"]);
    let listed: Answer<Reports> = world.json(&["reports", "--year", "2023"]);
    let found: Answer<Results> = world.json(&["facets", "--year", "2023"]);
    let reports = rows(&world.data(["export", "reports", "--year", "2023"]));
    let sections = rows(&world.data(["export", "sections", "--year", "2023"]));
    assert_eq!(reports.len(), listed.body.reports.len());
    assert_eq!(sections.len() as u64, found.body.counts.sections);
    assert!(reports.iter().chain(&sections).all(|row| row["mentions"].is_null()));
    let reader = IndexReader::open(&world.path("index")).unwrap();
    let whole = analysis::status(&reader).unwrap();
    assert_eq!(world.data(["export", "sections"]).lines().count() as u64, whole.sections);
}

#[test]
fn the_server_sends_what_the_command_line_writes() {
    let world = World::with_samples();
    world.index(["data"]);
    let server = Server::start(world.command(["serve", "--listen", "127.0.0.1:0"]));
    let query = format!("q={}&year=2023", encoded("法律顾问"));
    for (data, more, flags) in [
        ("reports", "", &["export", "reports", "法律顾问", "--year", "2023"][..]),
        (
            "sections",
            "&format=csv",
            &["export", "sections", "法律顾问", "--year", "2023", "--format", "csv"],
        ),
        (
            "mentions",
            "&left=3&right=0",
            &["export", "mentions", "法律顾问", "--year", "2023", "--left", "3", "--right", "0"],
        ),
    ] {
        let answer = server.get(&format!("/api/v1/export/{data}?{query}{more}"));
        assert_eq!(answer.body, world.data(flags), "{data}");
        let ground = &answer.headers["chabao-ground"];
        assert!(
            ground.starts_with("5 of 8 reports (62.5%) mention it: 23 mentions in 8 sections"),
            "{ground}"
        );
    }
    let everything = server.get("/api/v1/export/sections");
    assert_eq!(everything.body, world.data(["export", "sections"]));
    for (address, code) in [
        ("mentions", "parameter"),
        ("mentions?q=%E5%B9%B4%E5%BA%A6%3A2023", "no-term"),
        ("reports?left=3", "parameter"),
        ("sections?format=json", "parameter"),
    ] {
        let answer = server.get(&format!("/api/v1/export/{address}"));
        assert_eq!(answer.status, 400, "{address}");
        assert!(answer.body.contains(&format!("\"code\": \"{code}\"")), "{}", answer.body);
    }
}

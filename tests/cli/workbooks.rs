//! Tables as workbooks have every figure of the CSV and the JSON, with its type; and answers go whole
//! into files, or not at all.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read as _};
#[cfg(unix)]
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use calamine::{Data, ExcelDateTime, Range, Reader as _, Xlsx};
use serde_json::Value;

use crate::corpus::say;
use crate::files::xlsx;
use crate::served::{Server, encoded};
use crate::world::{World, report};

/// Every command that has a table, with the name of the sheet.
const COMMANDS: [(&str, &str); 15] = [
    ("search 三项制度", "hits"),
    ("mentions 法律顾问", "mentions"),
    ("mentions 法律顾问 --absent", "absent"),
    ("mentions 三项制度 --by year", "mentions"),
    ("coverage 法律顾问", "coverage"),
    ("coverage 法律顾问 --rows province --measure reports", "coverage"),
    ("trend 三项制度 法律顾问", "trend"),
    ("facets 三项制度 --by year,part,county", "facets"),
    ("reports", "reports"),
    ("reports --why digests/定襄.txt", "why"),
    ("panel outline", "panel"),
    ("panel outline --by year --measure mentions", "panel"),
    ("export reports", "reports"),
    ("export sections 三项制度", "sections"),
    ("export mentions 三项制度", "mentions"),
];

/// The columns whose cells are numbers wherever something is known.
const NUMBERS: [&str; 16] = [
    "score",
    "year",
    "reports",
    "held",
    "mentions",
    "sections",
    "share",
    "characters",
    "mentions_per_10000",
    "weight",
    "ordinal",
    "start",
    "end",
    "depth",
    "section",
    "sections_found",
];

/// Returns the words of a command.
fn words(command: &str) -> Vec<&str> {
    command.split(' ').collect()
}

/// Returns what a command prints.
fn printed(world: &World, command: &str, more: &[&str]) -> Vec<u8> {
    let output = world.command(words(command).iter().chain(more)).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{command}: {}", world.told(&output));
    output.stdout
}

fn opened(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// Returns a sheet of a workbook.
fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    opened(bytes.to_vec()).worksheet_range(name).unwrap()
}

/// Returns the rows of CSV with its head.
fn csv_rows(text: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Returns a cell as CSV prints it, and checks its type.
fn as_printed(cell: &Data, head: &str) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => {
            let is_number = NUMBERS.contains(&head) && text != "未识别";
            assert!(!is_number, "`{text}` in {head} is text");
            text.clone()
        }
        Data::Float(number) if head == "share" => ((number * 10_000.0).round() / 100.0).to_string(),
        Data::Float(number) => number.to_string(),
        Data::DateTime(day) => {
            assert!(["date", "published"].contains(&head), "{head}");
            day_as_printed(*day)
        }
        other => panic!("{other:?} in {head}"),
    }
}

fn day_as_printed(day: ExcelDateTime) -> String {
    let (year, month, day, ..) = day.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// Returns the day on which a workbook says that it was made.
fn day_of(bytes: &[u8]) -> String {
    let about = sheet(bytes, "说明");
    let Data::DateTime(day) = about.rows().next_back().unwrap()[1] else { panic!("{about:?}") };
    day_as_printed(day)
}

/// Checks that a sheet has the cells of CSV.
fn check_cells(range: &Range<Data>, csv: &[Vec<String>], what: &str) {
    let (head, rows) = csv.split_first().unwrap();
    let heads: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(&heads, head, "{what}");
    assert_eq!(range.height(), csv.len(), "{what}");
    for (cells, expected) in range.rows().skip(1).zip(rows) {
        for ((cell, head), expected) in cells.iter().zip(head).zip(expected) {
            assert_eq!(&as_printed(cell, head), expected, "{what}: {head}");
        }
    }
}

/// Returns the field of a row of JSON that a column has.
fn field<'a>(row: &'a Value, head: &str) -> Option<&'a Value> {
    let object = row.as_object()?;
    let inner = || {
        ["region", "report", "section", "clue", "columns"].iter().filter_map(|it| object.get(*it))
    };
    object.get(head).or_else(|| inner().find_map(|inner| field(inner, head)))
}

/// Returns a field as CSV prints it; `None` if it is an object, or a list of words of its own.
fn field_as_printed(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64()?.to_string(),
        // A passage has a sign at an end that cuts a sentence.
        Value::Object(object) => {
            let sign = |end| if object[end] == true { "…" } else { "" };
            let text = object.get("text")?.as_str()?;
            format!("{}{text}{}", sign("begins_inside"), sign("ends_inside"))
        }
        Value::Bool(_) | Value::Array(_) => return None,
    })
}

#[test]
fn a_workbook_has_every_cell_of_the_csv_and_the_json_with_its_type() {
    let world = World::with_samples();
    world.index(["data"]);
    let mut compared = 0;
    for (command, name) in COMMANDS {
        let csv = csv_rows(&printed(&world, command, &["--format", "csv", "--raw"]));
        assert!(csv.len() > 1, "{command}");
        assert_eq!(printed(&world, command, &["--output", "table.xlsx"]), b"");
        let file = fs::read(world.path("table.xlsx")).unwrap();
        assert_eq!(opened(file.clone()).sheet_names(), [name, "说明"], "{command}");
        check_cells(&sheet(&file, name), &csv, command);
        // The rows of one that goes to standard output are in memory until it is written.
        let piped = printed(&world, command, &["--format", "xlsx"]);
        check_cells(&sheet(&piped, name), &csv, command);

        let lines = String::from_utf8(printed(&world, command, &["--format", "jsonl"])).unwrap();
        let range = sheet(&file, name);
        assert_eq!(lines.lines().count(), range.height() - 1, "{command}");
        for (cells, line) in range.rows().skip(1).zip(lines.lines()) {
            let line: Value = serde_json::from_str(line).unwrap();
            for (cell, head) in cells.iter().zip(&csv[0]) {
                // The kind of an agency is a word for people in tables, and a key in JSON.
                let field = field(&line, head).filter(|_| head != "agency_kind");
                let Some(expected) = field.and_then(field_as_printed) else { continue };
                let cell = as_printed(cell, head);
                // The table of reports says of a fact that a user cleared that it is.
                assert!(cell == expected || cell == "-", "{command}: {head}: {cell} {line}");
                compared += 1;
            }
        }
    }
    assert!(compared > 2_000, "{compared}");
}

#[test]
fn in_chinese_a_workbook_has_chinese_heads_and_states_and_the_same_figures() {
    let world = World::with_samples();
    world.index(["data"]);
    // Concepts keep their own names, whatever they are.
    let is_english = |head: &str| {
        head.is_ascii() && head.contains(|it: char| it.is_ascii_lowercase()) && head != "ID"
    };
    let mut states = 0;
    let further = [
        ("corpus", "corpus"),
        ("kwic 法律顾问", "kwic"),
        ("kwic 法律顾问 --group left", "kwic"),
        ("collocates 法律顾问", "collocates"),
    ];
    for (command, name) in COMMANDS.into_iter().chain(further) {
        let english = printed(&world, command, &["--format", "xlsx"]);
        let chinese = printed(&world, command, &["--format", "xlsx", "--lang", "zh"]);
        let [title, about]: [String; 2] = opened(chinese.clone()).sheet_names().try_into().unwrap();
        assert_eq!((is_english(&title), about.as_str()), (false, "说明"), "{command}");
        let (english, chinese) = (sheet(&english, name), sheet(&chinese, &title));
        assert_eq!(english.get_size(), chinese.get_size(), "{command}");
        for (head, cell) in
            english.rows().next().unwrap().iter().zip(chinese.rows().next().unwrap())
        {
            assert!(!is_english(&cell.to_string()), "{command}: {head} is {cell}");
        }
        let heads: Vec<String> =
            english.rows().next().unwrap().iter().map(ToString::to_string).collect();
        for (before, after) in english.rows().zip(chinese.rows()).skip(1) {
            for ((before, after), head) in before.iter().zip(after).zip(&heads) {
                match head.as_str() {
                    "state" => {
                        assert!(!is_english(&after.to_string()), "{command}: {before} is {after}");
                        states += 1;
                    }
                    "notes" | "sources" if command.starts_with("reports") => {
                        let is_empty =
                            (before.to_string().is_empty(), after.to_string().is_empty());
                        assert!(matches!(is_empty, (true, true) | (false, false)));
                        assert!(!is_english(&after.to_string()), "{command}: {before} is {after}");
                    }
                    _ => assert_eq!(before, after, "{command}: {head}"),
                }
            }
        }
    }
    assert!(states > 30, "{states}");
}

#[test]
fn a_list_of_reports_in_chinese_can_be_filled_in_and_corrects_them() {
    let world = World::with_samples();
    world.index(["data"]);
    fs::remove_file(world.path("data/corrections.csv")).unwrap();
    let list = printed(&world, "reports", &["--format", "xlsx", "--lang", "zh"]);
    let lines = sheet(&list, "报告");
    let text = |cell: &Data| match cell {
        Data::DateTime(day) => day_as_printed(*day),
        other => other.to_string(),
    };
    let line = |cells: &[Data]| cells.iter().map(text).collect::<Vec<_>>().join("\t");
    let mut rows = lines.rows();
    let head = line(rows.next().unwrap());
    let is_unknown = |cells: &&[Data]| line(cells).contains("未能确定地区");
    let unknown = line(rows.find(is_unknown).expect("a report without a region"));
    let region = head.split('\t').position(|it| it == "地区").unwrap();
    let mut filled: Vec<&str> = unknown.split('\t').collect();
    filled[region] = "云阳县";
    let table = format!("{head}\n{}\n", filled.join("\t"));
    world.report_bytes("data/corrections.xlsx", &xlsx(&table).unwrap());
    let said = world.run(["index", "data"]);
    assert!(!said.contains("warning"), "{said}");
    let found = world.data(["reports", "--region", "云阳县", "--format", "csv"]);
    assert_eq!(csv_rows(found.as_bytes()).len(), 2, "{found}");
}

#[test]
fn the_second_sheet_says_what_was_asked_and_counted() {
    let world = World::with_three_reports();
    let command = "coverage 三项制度 -查无此词 --year 2021-2023 --rows agency --format xlsx";
    let output = world.command(words(command)).output().unwrap();
    let lines: Vec<Vec<String>> = sheet(&output.stdout, "说明")
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    let line = |name: &str| -> Vec<&[String]> {
        let named = lines.iter().filter(|line| line[0].starts_with(name));
        named.map(|line| &line[1..]).collect()
    };
    assert_eq!(line("检索式")[0][0], "三项制度 -查无此词");
    assert_eq!(line("匹配方式")[0], ["精确", "exact"]);
    assert_eq!(line("限定条件")[0][0], "年度:2021-2023");
    let ground =
        "2 of 3 reports (66.7%) mention it: 2 mentions in 2 sections; all files could be read";
    let chinese = "3 份报告中有 2 份提及（66.7%），共 2 节、2 处；所有文件均可读取";
    assert_eq!(line("统计范围")[0], [chinese, ground]);
    // What is said at the terminal is all there.
    let said = String::from_utf8(output.stderr).unwrap();
    let told = |text: &str| lines.iter().any(|line| line[2] == text);
    for sentence in said.lines().filter_map(|line| line.strip_prefix("chabao: ")) {
        assert!(told(sentence), "{sentence}: {lines:?}");
    }
    assert!(said.contains("without “查无此词”; in one report as a whole"), "{said}");
    assert_eq!(line("行数")[0][0], "3");
    let states: Vec<&str> = line("状态").iter().map(|state| state[0].as_str()).collect();
    assert_eq!(states, ["mentions", "no-mention", "not-held", "left-out"]);
    assert_eq!(line("索引版次")[0][0], "1");
    assert_eq!(line("程序")[0][0], concat!("chabao ", env!("CARGO_PKG_VERSION")));
    assert!(*day_of(&output.stdout) > *"2025");
}

#[test]
fn the_same_answer_has_the_same_bytes() {
    let world = World::with_three_reports();
    let made = || {
        world.data(["coverage", "三项制度", "--output", "table.xlsx"]);
        fs::read(world.path("table.xlsx")).unwrap()
    };
    let (first, second) = (made(), made());
    assert!(first == second || day_of(&first) != day_of(&second));
}

/// Returns a part of a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn states_have_colours_and_the_head_stays_in_view_and_filters() {
    let world = World::new();
    world.report("reports/1.txt", &report(2021, "三项制度。"));
    world.report("reports/2.txt", &report(2023, "普法。"));
    world.index(["reports"]);
    world.data(["coverage", "三项制度", "-o", "table.xlsx"]);
    let bytes = fs::read(world.path("table.xlsx")).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    let look = |state: &str| {
        let (before, _) = sheet.split_once(&format!("<t>{state}</t>")).unwrap();
        let (_, look) = before.rsplit_once(" s=\"").unwrap();
        look.split('"').next().unwrap().to_owned()
    };
    let looks = ["mentions", "no-mention", "not-held"].map(look);
    assert!(looks[0] != looks[1] && looks[1] != looks[2] && looks[0] != looks[2], "{looks:?}");
    for sign in ["<pane ySplit=\"1\"", "<autoFilter ref=\"A1:K4\"/>", "numberStoredAsText=\"1\""] {
        assert!(sheet.contains(sign), "{sign}: {sheet}");
    }
    let names = part(&bytes, "docProps/core.xml");
    let day = day_of(&bytes);
    assert!(names.contains(&format!(">{day}T00:00:00Z<")), "no time of the clock: {names}");
}

/// Returns what a cell of a sheet is filled with, and its text or number.
fn filled(bytes: &[u8], sheet: &str, cell: &str) -> (String, String) {
    let xml = part(bytes, &format!("xl/worksheets/{sheet}.xml"));
    let (_, after) = xml.split_once(&format!("<c r=\"{cell}\"")).unwrap();
    let (attributes, after) = after.split_once('>').unwrap();
    let look =
        attributes.split_once(" s=\"").map_or("0", |(_, look)| look.split('"').next().unwrap());
    let content = if attributes.ends_with('/') { "" } else { after.split_once("</c>").unwrap().0 };
    let styles = part(bytes, "xl/styles.xml");
    let (_, looks) = styles.split_once("<cellXfs").unwrap();
    let look = looks.split("<xf ").nth(look.parse::<usize>().unwrap() + 1).unwrap();
    let (_, fill) = look.split_once("fillId=\"").unwrap();
    let fill: usize = fill.split('"').next().unwrap().parse().unwrap();
    let fill = styles.split("<fill>").nth(fill + 1).unwrap().split_once("</fill>").unwrap().0;
    (fill.to_owned(), content.replace("<v>", "").replace("</v>", ""))
}

#[test]
fn a_wide_table_says_the_state_of_each_figure_by_its_colour() {
    let world = World::new();
    world.report("reports/1.txt", &report(2021, "三项制度。"));
    world.report("reports/2.txt", &report(2023, "普法。"));
    world.report("codebook.csv", "概念,查询\n三项,三项制度\n某年,年度:2021 普法\n");
    world.index(["reports"]);
    for (measure, one) in
        [("mentions", "1"), ("share", "1"), ("reports", "1"), ("sections", "1"), ("per-10000", "")]
    {
        world.data(["panel", "codebook.csv", "--by", "year", "--measure", measure, "-o", "t.xlsx"]);
        let bytes = fs::read(world.path("t.xlsx")).unwrap();
        let about = sheet(&bytes, "说明");
        // The legend is on the second sheet, a line for each state.
        let legend = |state: &str| {
            let is_of = |row: &&[Data]| row[2].to_string().ends_with(&format!("; {state}"));
            let at = about.rows().position(|row| is_of(&row)).unwrap() + 1;
            filled(&bytes, "sheet2", &format!("B{at}")).0
        };
        let states =
            ["mentions it", "does not mention it", "no report", "no report meets the condition"];
        let fills = states.map(legend);
        assert!((0..4).all(|at| !fills[..at].contains(&fills[at])), "{fills:?}");
        // Years are rows, 2021 to 2023; the concepts are the seventh and the eighth column.
        for (cell, state, expected) in [
            ("G2", 0, Some(one)),
            ("G3", 2, Some("")),
            ("G4", 1, Some("0")),
            ("H2", 1, Some("0")),
            ("H3", 2, Some("")),
            ("H4", 3, Some("")),
        ] {
            let (fill, content) = filled(&bytes, "sheet1", cell);
            assert_eq!(fill, fills[state], "{measure}: {cell}");
            let expected = expected.filter(|expected| !(expected.is_empty() && state == 0));
            assert_eq!(content, expected.unwrap_or(&content), "{measure}: {cell}");
        }
    }
}

#[test]
fn no_text_of_a_workbook_is_a_formula_and_a_text_that_is_cut_says_so() {
    let world = World::new();
    let titles = ["=1+1", "+86", "-5.2%", "@SUM(A1)", "＝１", "\t=1", "_x0041_"];
    let mut corrections = String::from("path,title\n");
    for (at, title) in titles.iter().enumerate() {
        world.report(&format!("reports/{at}.txt"), "一、主要举措\n落实三项制度。\n");
        let _ = writeln!(corrections, "{at}.txt,\"{title}号报告\"");
    }
    world.report("reports/corrections.csv", &corrections);
    world
        .report("reports/long.txt", &format!("一、主要举措\n{}\n", "法律顾问审查。".repeat(6_000)));
    world.index(["reports"]);
    for command in ["export sections", "reports"] {
        let told = world.run(words(command).into_iter().chain(["-o", "table.xlsx"]));
        let bytes = fs::read(world.path("table.xlsx")).unwrap();
        let sheet_xml = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(!sheet_xml.contains("<f>") && !sheet_xml.contains("<f "), "{command}");
        let name = words(command).last().copied().unwrap();
        let range = sheet(&bytes, name);
        let cells: Vec<String> = range.rows().flatten().map(ToString::to_string).collect();
        for title in titles {
            // The title is stored without white space around it.
            let title = format!("{}号报告", title.trim());
            assert!(cells.contains(&title), "{command}: {title}");
        }
        let cut: Vec<&String> =
            cells.iter().filter(|cell| cell.ends_with("……【截断 cut】")).collect();
        let warning = "chabao: warning: 1 text has more than the 32,767 characters that a workbook \
                       holds in a cell and was cut; CSV and JSON Lines have all of them\n";
        assert_eq!(told.contains(warning), name == "sections", "{told}");
        assert_eq!(cut.len(), usize::from(name == "sections"), "{command}");
        assert!(cut.iter().all(|cell| cell.chars().count() == 32_767));
    }
}

#[test]
fn the_ending_of_a_file_says_its_format() {
    let world = World::with_three_reports();
    let written = |arguments: &[&str]| {
        let told = world.run(["trend", "三项制度"].iter().chain(arguments));
        assert!(!told.contains("stdout:"), "{told}");
        fs::read(world.path(arguments[1])).unwrap()
    };
    let starts: [(&str, &[u8]); 7] = [
        ("a.csv", b"term,year,"),
        ("a.XLSX", b"PK\x03\x04"),
        ("a.json", b"{\n"),
        ("a.jsonl", b"{\"term\""),
        ("a.svg", b"<svg "),
        ("a.txt", "三项制度".as_bytes()),
        ("a", "三项制度".as_bytes()),
    ];
    for (file, start) in starts {
        assert!(written(&["-o", file]).starts_with(start), "{file}");
    }
    assert!(written(&["-o", "b", "--format", "csv"]).starts_with(b"term,year,"));
    assert!(written(&["-o", "b.txt", "--format", "csv"]).starts_with(b"term,year,"));
    // `-` is standard output.
    assert!(world.data(["trend", "三项制度", "-o", "-"]).starts_with("三项制度"));
    for (arguments, expected) in [
        (
            ["-o", "b.xlsx", "--format", "csv"],
            "chabao: error: the format is csv, and the file is named as xlsx\n\
             hint: name it `.csv`, or leave out `--format csv`\n",
        ),
        (
            ["-o", "b.csv", "--format", "xlsx"],
            "chabao: error: the format is xlsx, and the file is named as csv\n\
             hint: name it `.xlsx`, or leave out `--format xlsx`\n",
        ),
        (
            ["-o", "nowhere/b.csv", "--format", "csv"],
            "chabao: error: cannot write `nowhere/b.csv`: there is no such file or folder\n",
        ),
    ] {
        let told = world.run(["search", "三项制度"].iter().chain(&arguments));
        assert!(told.starts_with("exit: 2\n") && told.ends_with(expected), "{told}");
    }
    assert!(!world.path("b.xlsx").exists() && !world.path("b.csv").exists());
}

#[test]
fn no_text_is_written_to_a_file_that_is_named_as_another_form() {
    let world = World::with_three_reports();
    let plain = "name it `.txt` or `.json`";
    let entries = "name it `.txt`, `.bib`, `.ris` or `.json`";
    let tables = "name it `.txt`, `.json`, `.jsonl`, `.csv` or `.xlsx`";
    for (command, ending, expected) in [
        ("why 2023 三项制度", "xlsx", plain),
        ("why 2023 三项制度", "CSV", plain),
        ("show 2023", "jsonl", plain),
        ("status", "parquet", plain),
        ("cite 2023", "xlsx", entries),
        ("cite --query 三项制度", "pdf", entries),
        ("cite --query 三项制度 --format bibtex", "csv", entries),
        ("search 三项制度", "pdf", tables),
        ("search 三项制度", "svg", tables),
        ("search 三项制度 --format csv", "parquet", tables),
        ("trend 三项制度", "docx", "name it `.txt`, `.json`, `.jsonl`, `.csv`, `.xlsx` or `.svg`"),
        ("export sections", "json", "name it `.jsonl`, `.csv` or `.xlsx`"),
        ("panel outline --print", "xlsx", "name it `.csv`"),
        ("help query", "json", "name it `.txt`"),
        ("index reports", "csv", "name it `.txt`"),
    ] {
        let file = format!("a.{ending}");
        let told = world.run(words(command).into_iter().chain(["-o", &file]));
        let ending = ending.to_lowercase();
        let message = format!("the file is named as {ending}, which this command does not write");
        let expected = format!("exit: 2\nstderr:\nchabao: error: {message}\nhint: {expected}\n");
        assert_eq!(told, expected, "{command}");
        assert!(!world.path(&file).exists());
    }
    for (command, file, start) in [
        ("why 2023 法律顾问", "w.json", "{\n"),
        ("show 2023 --outline", "s.md", ""),
        ("cite 2023", "c.bib", "@"),
        ("cite 2023", "c.ris", "TY  - "),
        ("cite 2023", "c.json", "[\n"),
        ("panel outline --print", "o.csv", "label,"),
        ("search 三项制度 --format csv", "t.txt", "score,"),
    ] {
        let told = world.run(words(command).into_iter().chain(["-o", file]));
        assert!(told.starts_with("exit: 0\n") && !told.contains("stdout:"), "{command}: {told}");
        let written = fs::read_to_string(world.path(file)).unwrap();
        assert!(!written.is_empty() && written.starts_with(start), "{command}: {written}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_whole_stays_what_it_was() {
    let world = World::new();
    for at in 0..40u16 {
        let text =
            format!("第{at}号检查{}。", "落实三项制度，聘请法律顾问".repeat(usize::from(at) + 1));
        world.report(&format!("reports/{at}.txt"), &report(1990 + at % 30, &text));
    }
    world.index(["reports"]);
    fs::create_dir(world.path("out")).unwrap();
    for file in ["table.xlsx", "table.csv", "text.txt"] {
        let place = world.path("out").join(file);
        fs::write(&place, "as it was").unwrap();
        // Files may have 4 blocks and no more, which is an error as that of a full disk.
        let program = env!("CARGO_BIN_EXE_chabao");
        let line = format!(
            "trap '' XFSZ; ulimit -f 4; exec {program} export sections 三项制度 -o out/{file} --format {}",
            if file == "text.txt" { "jsonl" } else { &file[6..] }
        );
        let mut limited = Command::new("sh");
        limited.args(["-c", &line]).current_dir(world.path("")).env("CHABAO_LANG", "en");
        let told = world.told(&limited.output().unwrap());
        let expected = format!("chabao: error: cannot write `out/{file}`: file too large\n");
        assert!(told.starts_with("exit: 2\n") && told.contains(&expected), "{told}");
        assert_eq!(fs::read_to_string(&place).unwrap(), "as it was");
    }
    assert_eq!(fs::read_dir(world.path("out")).unwrap().count(), 3);
    // A device is written to as it is.
    let told = world.run(["reports", "--format", "csv", "-o", "/dev/null"]);
    assert!(told.starts_with("exit: 0\n"), "{told}");
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    // A link stays one, and the file keeps who may read it.
    symlink("out/table.csv", world.path("link.csv")).unwrap();
    let only_mine = fs::Permissions::from_mode(0o600);
    fs::set_permissions(world.path("out/table.csv"), only_mine).unwrap();
    world.data(["reports", "-o", "link.csv"]);
    assert!(fs::symlink_metadata(world.path("link.csv")).unwrap().is_symlink());
    assert!(fs::read_to_string(world.path("out/table.csv")).unwrap().starts_with("path,title,"));
    let mode = fs::metadata(world.path("out/table.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn a_workbook_is_not_shown_in_a_terminal() {
    let world = World::with_three_reports();
    let line = format!("{} search 三项制度 --format xlsx", env!("CARGO_BIN_EXE_chabao"));
    let mut script = Command::new("script");
    script.args(["-qec", &line, "/dev/null"]).current_dir(world.path("")).env("CHABAO_LANG", "en");
    let Ok(output) = script.output() else {
        return say("skipped: there is no `script` to make a terminal with");
    };
    let told = String::from_utf8_lossy(&output.stdout).replace('\r', "");
    let expected = "chabao: error: a workbook cannot be shown in a terminal\n\
                    hint: write it to a file with `--output FILE.xlsx`\n";
    assert_eq!(told, expected);
}

#[test]
fn the_server_gives_the_same_workbooks() {
    let world = World::with_samples();
    world.index(["data"]);
    let server = Server::start(world.command(["serve", "--listen", "127.0.0.1:0"]));
    let query = encoded("法律顾问");
    for (path, name) in [
        (format!("search?q={query}"), "hits"),
        (format!("mentions?q={query}"), "mentions"),
        (format!("mentions?q={query}&absent"), "absent"),
        (format!("coverage?q={query}&year=2021-2023"), "coverage"),
        (format!("trend?q={query}&by=province"), "trend"),
        (format!("facets?q={query}&by=year,part"), "facets"),
        ("reports?notes".to_owned(), "reports"),
    ] {
        let separator = if path.contains('?') { "&" } else { "?" };
        let get = |form: &str| server.get(&format!("/api/v1/{path}{separator}format={form}"));
        let (csv, workbook) = (get("csv&raw"), get("xlsx&lang=en"));
        assert_eq!((csv.status, workbook.status), (200, 200), "{path}");
        check_cells(&sheet(&workbook.bytes, name), &csv_rows(csv.body.as_bytes()), &path);
        let headers = &workbook.headers;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        assert_eq!(headers["content-type"], kind);
        let plain = format!("attachment; filename=\"chabao-{name}.xlsx\"");
        let query = if path.contains("q=") { format!("-{query}") } else { String::new() };
        // The day follows.
        let named = format!("{plain}; filename*=UTF-8''chabao-{name}{query}-20");
        assert!(headers["content-disposition"].starts_with(&named), "{path}: {headers:?}");
        for header in ["chabao-ground", "chabao-remarks"] {
            assert_eq!(headers[header], csv.headers[header], "{path}");
        }
        let lines: Vec<String> = sheet(&workbook.bytes, "说明")
            .rows()
            .map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"))
            .collect();
        assert!(lines.iter().any(|line| line.contains(&headers["chabao-ground"])), "{lines:?}");
    }
}

#[test]
fn libreoffice_reads_a_workbook_as_the_csv() {
    let is_required = std::env::var_os("CHABAO_OFFICE").is_some();
    if !is_required && Command::new("soffice").arg("--version").output().is_err() {
        return say("skipped: there is no LibreOffice to open a workbook with");
    }
    let world = World::with_samples();
    world.index(["data"]);
    for (command, name) in [("coverage 法律顾问", "coverage"), ("reports", "reports")] {
        let file = format!("{name}.xlsx");
        printed(&world, command, &["-o", &file]);
        // Commas, double quotation marks, UTF-8; the first sheet; cells as they are shown.
        let form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false";
        let home = format!("-env:UserInstallation=file://{}", world.path("office").display());
        let output = Command::new("soffice")
            .args([&home, "--headless", "--convert-to", form, "--outdir", "read", &file])
            .current_dir(world.path(""))
            .output()
            .unwrap();
        let read = fs::read(world.path(format!("read/{name}.csv")));
        let read = csv_rows(&read.unwrap_or_else(|_| panic!("{output:?}")));
        let csv = csv_rows(&printed(&world, command, &["--format", "csv", "--raw"]));
        assert_eq!(read, csv, "{command}");
    }
    assert!(Path::new(&world.path("office")).is_dir());
}

#[test]
fn lines_before_a_csv_say_what_the_second_sheet_says_and_their_number_skips_them() {
    let world = World::with_samples();
    world.index(["data"]);
    for (command, _) in COMMANDS {
        let plain = String::from_utf8(printed(&world, command, &["--format", "csv"])).unwrap();
        let explained = printed(&world, command, &["--format", "csv", "--about"]);
        let explained = String::from_utf8(explained).unwrap();
        let first = explained.lines().next().unwrap();
        let number = first.split("skip = ").nth(1).unwrap();
        let number = number.split(|c: char| !c.is_ascii_digit()).next().unwrap();
        let skipped: usize = number.parse().unwrap();
        let about: String = explained.split_inclusive('\n').take(skipped).collect();
        assert!(about.lines().all(|line| line.starts_with("# ")), "{command}: {about}");
        assert_eq!(explained.strip_prefix(&about), Some(plain.as_str()), "{command}");
        // The sheet says in addition how the workbook looks and when it was made.
        let sheet = sheet(&printed(&world, command, &["--format", "xlsx"]), "说明");
        let sheet: Vec<Vec<String>> =
            sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        for line in csv_rows(about.as_bytes()).into_iter().skip(1) {
            let name = line[0].trim_start_matches("# ");
            let text = |cell: &String| cell.replace('\n', " ");
            let is_there = sheet.iter().any(|row| {
                let cells = row[1..].iter().map(text).filter(|cell| !cell.is_empty());
                row[0] == name && cells.eq(line[1..].iter().filter(|it| !it.is_empty()).cloned())
            });
            assert!(is_there, "{command}: {line:?}: {sheet:?}");
        }
    }
    let refused = world.run(["search", "法律顾问", "--about"]);
    assert!(refused.contains("`--about` goes only with `--format csv`"), "{refused}");
}

//! What readers need to know about an answer, in every command and every format.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chabao::report::Language;
use chabao::search::Remark;
use serde_json::Value;

use crate::served::{Connection, Server, encoded};
use crate::world::{World, report};

/// The commands that answer a question.
const COMMANDS: [&[&str]; 7] = [
    &["search"],
    &["mentions"],
    &["coverage"],
    &["trend"],
    &["facets", "--by", "year"],
    &["kwic"],
    &["collocates", "--least", "1"],
];

/// Returns what a command prints to standard output and standard error.
fn printed(world: &World, command: &[&str], arguments: &[&str]) -> (String, String) {
    let output = world.command(command.iter().chain(arguments)).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{command:?} {arguments:?}");
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Questions that need a remark: the query, and the conditions and the rest as flags and as
/// parameters.
const QUESTIONS: [(&str, &[(&str, &str)]); 11] = [
    ("法律顾问落实双随机监管", &[("mode", "words")]),
    ("法律顾问", &[("region", "两江新区")]),
    ("法律顾问", &[("agency", "=市中区司法局")]),
    ("法律顾问", &[("region", "cq")]),
    ("法律顾问 -公职律师", &[]),
    ("法律顾问|公职律师", &[]),
    ("法律顾问", &[("limit", "1")]),
    ("双随机监管", &[("aliases", "1")]),
    ("法律顾问 -卫健委", &[("aliases", "1")]),
    ("法律顾问", &[("sample", "1")]),
    ("法律顾问", &[("least", "1")]),
];

/// Returns the kind of a remark, as in JSON. Whoever adds a kind adds a question that needs it.
fn kind(remark: &Remark) -> &'static str {
    match remark {
        Remark::FormerIncluded { .. } => "former-included",
        Remark::SharedName { .. } => "shared-name",
        Remark::NameRead { .. } => "name-read",
        Remark::WithAliases { .. } => "with-aliases",
        Remark::ExcludedWithAliases { .. } => "excluded-with-aliases",
        Remark::WithoutAliases { .. } => "without-aliases",
        Remark::ReadAsWords { .. } => "read-as-words",
        Remark::WordsLoosened { .. } => "words-loosened",
        Remark::ReadAs { .. } => "read-as",
        Remark::InOneSection { .. } => "in-one-section",
        Remark::Nearest { .. } => "nearest",
        Remark::Sampled { .. } => "sampled",
        Remark::NearMentions { .. } => "near-mentions",
        Remark::Clipped { .. } => "clipped",
        Remark::OwnCondition { .. } => unreachable!("only those of concepts have it"),
        Remark::CutCells { .. } => unreachable!("only a workbook cuts texts"),
        Remark::ShortQuotations { .. }
        | Remark::UnclosedQuotations { .. }
        | Remark::QuotationPieces { .. } => {
            unreachable!("only a file with quotations has them")
        }
        Remark::Codebook { .. } => "codebook",
        Remark::OfConcept { .. } => "of-concept",
    }
}

/// The number of kinds, without the one of answers that found nothing.
const KINDS: usize = 15;

/// Returns reports that every one of the questions finds something in.
fn world_of_remarks() -> World {
    let world = World::new();
    for (folder, agency, year, told) in [
        ("四川省内江市市中区", "市中区司法局", 2022, "审查合同"),
        ("四川省乐山市市中区", "市中区司法局", 2022, "列席会议"),
        ("重庆市", "重庆市渝北区司法局", 2017, "代理诉讼"),
        ("重庆市", "重庆市两江新区司法局", 2026, "起草文件"),
    ] {
        let text = format!(
            "{agency}{year}年法治政府建设工作报告\n一、主要工作\n聘请法律顾问{told}，落实双随机抽查。\n二、不足\n\
             公职律师不多。\n"
        );
        world.report(&format!("reports/{folder}/{agency}{year}.txt"), &text);
    }
    world.index(["reports"]);
    world
}

/// Returns the remarks of a JSON answer; those of a trend are those of its series.
fn remarks_of(json: &str) -> Vec<Remark> {
    let answer: Value = serde_json::from_str(json).unwrap();
    let answer = answer.get("series").map_or(&answer, |series| &series[0]);
    serde_json::from_value(answer["remarks"].clone()).unwrap()
}

/// Returns the answer of a command in a form: standard output and standard error.
fn answered(
    world: &World,
    command: &[&str],
    query: &str,
    flags: &[(&str, &str)],
    form: &str,
) -> [String; 2] {
    let mut arguments: Vec<String> = command.iter().map(ToString::to_string).collect();
    for (flag, value) in flags {
        match *flag {
            "mode" => arguments.push(format!("--{value}")),
            "aliases" => arguments.push("--aliases".to_owned()),
            flag => arguments.extend([format!("--{flag}"), (*value).to_owned()]),
        }
    }
    arguments.extend(["--format".to_owned(), form.to_owned()]);
    arguments.extend((!query.is_empty()).then(|| query.to_owned()));
    let output = world.command(&arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", world.told(&output));
    [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn every_remark_is_in_every_form_of_every_answer() {
    let world = world_of_remarks();
    let server = Server::start(world.command(["serve", "--listen", "127.0.0.1:0"]));
    let mut connection = Connection::to(&server.address);
    let commands: [&[&str]; 8] = [
        &["search"],
        &["mentions"],
        &["coverage"],
        &["trend"],
        &["facets"],
        &["reports"],
        &["kwic"],
        &["collocates"],
    ];
    let mut met = BTreeSet::new();
    for (query, flags) in QUESTIONS {
        for command in commands {
            let is_list = command == ["reports"];
            if is_list && flags.iter().all(|(flag, _)| ["mode", "aliases"].contains(flag)) {
                continue;
            }
            // Only mentions are drawn, and only what stands near them has to be frequent.
            let is_for =
                |flag: &str, name: &str| flags.iter().any(|it| it.0 == flag) == (command == [name]);
            if !is_for("least", "collocates")
                || flags[..].iter().any(|it| it.0 == "sample") && command != ["kwic"]
            {
                continue;
            }
            let query = if is_list { "" } else { query };
            let asked = format!("{command:?} {query} {flags:?}");
            let [json, _] = answered(&world, command, query, flags, "json");
            let remarks = remarks_of(&json);
            assert!(!remarks.is_empty(), "{asked}: {json}");
            met.extend(remarks.iter().map(kind));
            let [text, _] = answered(&world, command, query, flags, "text");
            let [_, with_csv] = answered(&world, command, query, flags, "csv");
            let [_, with_lines] = answered(&world, command, query, flags, "jsonl");
            // Of the two lists of mentions, a table has one.
            let of_table =
                |it: &&Remark| !matches!(it, Remark::Clipped { list, .. } if list == "absent");
            for remark in remarks.iter().filter(of_table) {
                let sentence = remark.text(Language::English);
                for (form, told) in [("text", &text), ("csv", &with_csv), ("jsonl", &with_lines)] {
                    assert!(
                        told.contains(&sentence),
                        "{asked} as {form}: {sentence} is not in {told}"
                    );
                }
            }
            let mut address = format!("?q={}", encoded(query));
            for (flag, value) in flags {
                let _ = write!(address, "&{flag}={}", encoded(value));
            }
            let address = address.replace("?q=&", "?");
            for form in ["csv", "jsonl"] {
                let path = format!("/api/v1/{}{address}&format={form}", command[0]);
                let table = connection.get(&path);
                let told: Vec<Remark> =
                    serde_json::from_str(&table.headers["chabao-remarks"]).unwrap();
                let expected: Vec<Remark> = remarks.iter().filter(of_table).cloned().collect();
                assert_eq!(told, expected, "{path}");
            }
            let chinese = remarks.iter().map(|remark| remark.text(Language::Chinese));
            if command == ["trend"] {
                let [drawing, _] = answered(&world, command, query, flags, "svg");
                // Lines of a drawing are short.
                let drawing: String =
                    drawing.split(['<', '>']).filter(|it| !it.contains('=')).collect();
                for sentence in chinese.clone() {
                    let begin: String = sentence.chars().take(12).collect();
                    assert!(drawing.contains(&begin), "{asked}: {begin} is not in {drawing}");
                }
            }
            // On pages, links to other pages say that a list is not whole, and the sentence of the query
            // that it is met in one section.
            let is_apart =
                |it: &&Remark| !matches!(it, Remark::InOneSection { in_one_report: None, .. });
            let on_pages = remarks.iter().filter(is_apart);
            let on_pages: Vec<String> = on_pages.map(|it| it.text(Language::Chinese)).collect();
            let pages = [("search", "/"), ("coverage", "/coverage"), ("trend", "/trend")];
            let page = pages.iter().find(|(name, _)| command == [*name]);
            if let Some((_, path)) = page.filter(|_| flags.iter().all(|it| it.0 != "limit")) {
                let page = connection.get(&format!("{path}{address}&lang=zh")).body;
                for sentence in on_pages {
                    let escaped = sentence.replace('"', "&quot;");
                    assert!(page.contains(&escaped), "{path}{address}: {escaped} is not in {page}");
                }
            }
        }
    }
    met.extend(remarks_of_a_codebook(&world).iter().map(kind));
    assert_eq!(met.len(), KINDS, "{met:?}");
}

/// Returns the remarks on a codebook, which are in every form of its panel.
fn remarks_of_a_codebook(world: &World) -> Vec<Remark> {
    let codebook = "label,query\n甲,法律顾问|公职律师\n乙,法律顾问 -公职律师\n丙,(\n";
    world.report("codebook.csv", codebook);
    let command: &[&str] = &["panel", "codebook.csv"];
    let [json, _] = answered(world, command, "", &[], "json");
    let remarks = remarks_of(&json);
    for form in ["text", "csv", "jsonl"] {
        let told = answered(world, command, "", &[], form).concat();
        for sentence in remarks.iter().map(|remark| remark.text(Language::English)) {
            assert!(told.contains(&sentence), "as {form}: {sentence} is not in {told}");
        }
    }
    remarks
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
            (&[][..], "; 1 copy and 1 older version not counted; all files could"),
            (&["--versions"], "; 1 older version among the reports; 1 copy not counted; all files"),
        ] {
            let asked = [&["法律顾问"], versions].concat();
            let (text, _) = printed(&world, command, &asked);
            assert!(text.contains(expected), "{command:?}: {text}");
            let (_, told) = printed(&world, command, &[&asked[..], &["--format", "csv"]].concat());
            assert!(told.contains(expected), "{command:?}: {told}");
        }
    }
}

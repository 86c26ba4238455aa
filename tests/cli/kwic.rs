//! The concordance has a row for each mention that is counted, in the report's own characters; sorting,
//! groups, samples and collocates agree with a naive recount.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use chabao::query::Query;
use chabao::search::{Mode, Request, search};
use chabao::text::Folded;
use expect_test::expect;
use jieba_rs::Jieba;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::corpus::{Corpus, Held, published, samples};
use crate::dice::Dice;
use crate::world::World;

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| Corpus::of(&[samples()]));

const TERMS: &[&str] = &[
    "三项制度",
    "法律顾问",
    "行政复议",
    "法治",
    "执法",
    "的",
    "。",
    "制度",
    "执法三项制度",
    "双随机一公开",
    "'双随机、一公开'",
    "'、'",
    "1,",
    "查无此词",
    "年度:2023",
    "标题:法治",
    "聘请*法律顾问",
    "法?顾问",
    "法律顾问 NEAR/20 聘请",
    "执法 BEFORE/6 培训",
    "同句:(行政 复议)",
    "同段:(执法 -培训)",
    "全篇:(三项制度 法律顾问)",
    "~三项制度",
];

/// Returns a random query line.
fn line(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 {
        return dice.pick(TERMS).to_owned();
    }
    let [one, other] = [0; 2].map(|_| line(dice, depth - 1));
    match dice.below(5) {
        0 => format!("({one}) ({other})"),
        1 | 2 => format!("({one}) OR ({other})"),
        3 => format!("({one}) -({other})"),
        _ => one,
    }
}

/// Returns the section with this report and number.
fn section<'c>(corpus: &'c Corpus, path: &str, number: u64) -> &'c Held {
    let of_report: Vec<&Held> = corpus.sections.iter().filter(|it| it.path == path).collect();
    of_report[usize::try_from(number).unwrap() - 1]
}

/// What a test needs of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    path: String,
    section: u64,
    first: usize,
    end: usize,
    left: String,
    right: String,
}

/// Returns all rows of an answer; each is checked against the text of its section.
fn rows(request: &Request, order: &str) -> Vec<Row> {
    let kwic = request.clone().kwic().with_context(12, 15).sorted_by(order);
    let answer = kwic.answer(&CORPUS.reader).unwrap();
    let row = |row: &_| checked(&CORPUS, row, 12, 15);
    let rows: Vec<Row> = serde_json::to_value(&answer.body.rows)
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(row)
        .collect();
    assert_eq!(answer.body.counts.mentions, rows.len() as u64);
    rows
}

/// Returns a row after checking that it shows the text of its section.
fn checked(corpus: &Corpus, row: &Value, left: usize, right: usize) -> Row {
    let text = |name: &str| row[name].as_str().unwrap().to_owned();
    let path = row["report"]["path"].as_str().unwrap().to_owned();
    let number = row["section_number"].as_u64().unwrap();
    let at = |end: &str| usize::try_from(row[end].as_u64().unwrap()).unwrap();
    let characters = at("start")..at("end");
    let held = section(corpus, &path, number);
    let all: Vec<char> = held.text.chars().collect();
    let piece = |range: Range<usize>| all[range].iter().collect::<String>();
    assert_eq!(text("mention"), piece(characters.clone()));
    assert_eq!(text("left"), piece(characters.start.saturating_sub(left)..characters.start));
    assert_eq!(text("right"), piece(characters.end..all.len().min(characters.end + right)));
    assert_eq!(row["section"]["heading_path"], serde_json::to_value(&held.heading_path).unwrap());
    Row {
        path,
        section: number,
        first: characters.start,
        end: characters.end,
        left: text("left"),
        right: text("right"),
    }
}

fn request(line: &str, mode: Mode) -> Request {
    let rows = Request::all(Vec::new()).rows;
    Request { mode, rows, ..Request::read(line).unwrap() }
}

#[test]
fn there_is_a_row_for_each_mention_of_any_query_in_order_of_place() {
    let mut dice = Dice::new(11);
    let mut with_rows = 0;
    for at in 0..400 {
        let line = line(&mut dice, 1 + at % 3);
        let Ok(query) = line.parse::<Query>() else { continue };
        let mode = dice.pick(&[Mode::Exact, Mode::Exact, Mode::Strict, Mode::Words]);
        let asked = Request { mode, query: Some(query), line: None, ..request("法治", mode) };
        // Not every term has characters that are compared in every mode.
        let Ok(found) = search(&CORPUS.reader, &Request { limit: 0, ..asked.clone() }) else {
            continue;
        };
        let rows = rows(&asked, "place");
        assert_eq!(rows.len() as u64, found.body.counts.mentions, "{line} {mode}");
        let place = |row: &Row| (row.path.clone(), row.section, row.first);
        assert!(rows.is_sorted_by(|a, b| place(a) < place(b)), "{line}");
        let sections: BTreeSet<(&str, u64)> =
            rows.iter().map(|it| (it.path.as_str(), it.section)).collect();
        let with_mentions = sections.len() as u64;
        assert!(with_mentions <= found.body.counts.sections, "{line}");
        with_rows += usize::from(!rows.is_empty());
    }
    assert!(with_rows > 120, "{with_rows}");
}

#[test]
fn rows_of_a_term_are_the_places_that_a_scan_finds() {
    for term in ["法律顾问", "执法", "的", "。"] {
        let mut scanned = 0;
        for held in &CORPUS.sections {
            scanned += held.folded.occurrences(term).len();
        }
        assert_eq!(rows(&request(term, Mode::Exact), "place").len(), scanned, "{term}");
    }
}

#[test]
fn rows_are_sorted_outwards_from_the_mention_and_ties_by_place() {
    let folded = |text: &str| Folded::new(text).text;
    for term in ["法律顾问", "制度", "执法 OR 行政执法"] {
        let asked = request(term, Mode::Exact);
        let by_place = rows(&asked, "place");
        for order in Request::kwic_orders() {
            let sorted = rows(&asked, order);
            let key = |row: &Row| -> String {
                let facts = &section(&CORPUS, &row.path, row.section).facts;
                match order {
                    // Twelve characters are shown on the left, of which all are compared.
                    "left" => folded(&row.left).chars().rev().take(10).collect(),
                    "right" => folded(&row.right).chars().take(10).collect(),
                    "year" => facts
                        .year
                        .as_ref()
                        .map_or("未识别".to_owned(), |it| it.value.to_string()),
                    _ => String::new(),
                }
            };
            assert!(sorted.is_sorted_by_key(key), "{term} {order}");
            let mut again = sorted.clone();
            again.sort();
            let mut expected = by_place.clone();
            expected.sort();
            assert_eq!(again, expected, "{term} {order}");
            if matches!(order, "year" | "region" | "agency") {
                let place = |row: &Row| by_place.iter().position(|it| it == row);
                let value = |row: &Row| {
                    let facts = &section(&CORPUS, &row.path, row.section).facts;
                    match order {
                        "year" => facts.year.as_ref().map(|it| it.value.to_string()),
                        "region" => facts.region.as_ref().map(|it| it.value.to_string()),
                        _ => facts.agency.as_ref().map(|it| it.value.canonical.clone()),
                    }
                };
                for pair in sorted.windows(2) {
                    let is_tie = value(&pair[0]) == value(&pair[1]);
                    assert!(!is_tie || place(&pair[0]) < place(&pair[1]), "{order}: {pair:?}");
                    assert!(is_tie || value(&pair[0]).is_some(), "{order}: unknown ones are last");
                }
            }
        }
    }
}

/// The mentions, sections and reports of a group.
type Group = (u64, BTreeSet<(String, u64)>, BTreeSet<String>);

#[test]
fn groups_count_the_rows_that_they_lead_to() {
    let barrier = |c: &char| "。；：！？，\n".contains(*c);
    for (group, width) in [("left:1", 1), ("left", 2), ("left:3", 3)] {
        let asked = request("法律顾问 OR 制度", Mode::Exact);
        let mut naive: BTreeMap<String, Group> = BTreeMap::new();
        for row in rows(&asked, "place") {
            let held = section(&CORPUS, &row.path, row.section);
            let before: String = held.text.chars().take(row.first).collect();
            let folded: Vec<char> = Folded::new(&before).text.chars().rev().collect();
            let mut near = String::new();
            for at in 0..width {
                let wide = match folded.get(at).copied().unwrap_or('\n') {
                    ',' => '，',
                    ';' => '；',
                    ':' => '：',
                    '!' => '！',
                    '?' => '？',
                    other => other,
                };
                near.insert(0, if wide == '\n' { '↵' } else { wide });
                if barrier(&wide) {
                    break;
                }
            }
            let counted = naive.entry(format!("{near}_")).or_default();
            counted.0 += 1;
            counted.1.insert((row.path.clone(), row.section));
            counted.2.insert(row.path);
        }
        let kwic = || asked.clone().kwic().with_context(12, 15);
        let answer = kwic().grouped_by(group).unwrap().answer(&CORPUS.reader).unwrap();
        let groups = &answer.body.groups;
        assert!(groups.is_sorted_by(|a, b| (b.mentions, &a.context) < (a.mentions, &b.context)));
        let counted: BTreeMap<String, (u64, u64, u64)> = groups
            .iter()
            .map(|it| (it.context.clone(), (it.mentions, it.sections, it.reports)))
            .collect();
        let naive: BTreeMap<String, (u64, u64, u64)> = naive
            .into_iter()
            .map(|(name, (mentions, sections, reports))| {
                (name, (mentions, sections.len() as u64, reports.len() as u64))
            })
            .collect();
        assert_eq!(counted, naive, "{group}");
        for it in groups.iter().take(8) {
            let only = kwic().grouped_by(group).unwrap().with_only(Some(&it.context));
            let only = only.answer(&CORPUS.reader).unwrap();
            assert_eq!(only.body.rows.len() as u64, it.mentions, "{group} {}", it.context);
            assert!(only.body.groups.is_empty());
            // The name says how long the context is, unless a mark ended it.
            let named = kwic().with_only(Some(&it.context)).answer(&CORPUS.reader).unwrap();
            let is_whole = it.context.chars().count() == width + 1;
            assert!(!is_whole || named.body.rows == only.body.rows, "{group} {}", it.context);
        }
    }
}

#[test]
fn a_sample_is_drawn_from_all_mentions_and_is_the_same_again() {
    let asked = request("制度", Mode::Exact);
    let all = rows(&asked, "place");
    let drawn = |size: u64, seed: u64, order: &str| -> Vec<Row> {
        let kwic = asked.clone().kwic().with_context(12, 15).with_sample(size, seed);
        let answer = kwic.sorted_by(order).answer(&CORPUS.reader).unwrap();
        assert_eq!(answer.body.counts.mentions, all.len() as u64);
        let rows = serde_json::to_value(&answer.body.rows).unwrap();
        rows.as_array().unwrap().iter().map(|row| checked(&CORPUS, row, 12, 15)).collect()
    };
    let ten = drawn(10, 7, "place");
    assert_eq!(ten, drawn(10, 7, "place"));
    assert_eq!(ten.len(), 10);
    assert_ne!(ten, drawn(10, 8, "place"));
    let place = |row: &Row| all.iter().position(|it| it == row).unwrap();
    assert!(ten.is_sorted_by(|a, b| place(a) < place(b)));
    let larger = drawn(25, 7, "place");
    assert!(ten.iter().all(|row| larger.contains(row)));
    let mut sorted = drawn(10, 7, "right");
    sorted.sort_by_key(place);
    assert_eq!(sorted, ten);
    assert_eq!(drawn(1_000_000, 7, "place"), all);
}

/// What a naive recount of collocates counts: near, all, and of each word both and its reports.
#[derive(Default)]
struct Recount {
    near: u64,
    all: u64,
    words: BTreeMap<String, (u64, u64, BTreeSet<String>)>,
}

/// Counts what stands within `window` units of a term, sentence by sentence.
fn recount(term: &str, window: usize, run: usize, cut: &dyn Fn(&str) -> Vec<String>) -> Recount {
    let mut counted = Recount::default();
    for held in &CORPUS.sections {
        let is_end = |c: char| matches!(c, '。' | ';' | '!' | '?' | '\n');
        for sentence in held.folded.text.split(is_end) {
            // Each unit with the number of mentions before it and the number of units so far.
            let mut units: Vec<(usize, String)> = Vec::new();
            let pieces: Vec<&str> = sentence.split(term).collect();
            for (piece, text) in pieces.iter().enumerate() {
                units.extend(cut(text).into_iter().map(|unit| (piece, unit)));
            }
            let is_word = |unit: &(usize, String)| unit.1.chars().any(char::is_alphanumeric);
            let words: Vec<usize> = (0..units.len()).filter(|&at| is_word(&units[at])).collect();
            let mut near = vec![false; units.len()];
            for mention in 1..pieces.len() {
                let behind =
                    words.iter().position(|&at| units[at].0 >= mention).unwrap_or(words.len());
                for place in behind.saturating_sub(window)..words.len().min(behind + window) {
                    near[words[place]] = true;
                }
            }
            for at in 0..units.len() {
                let Some(run) = units.get(at..at + run) else { break };
                let is_run = run.iter().all(|it| is_word(it) && it.0 == run[0].0);
                if !is_run {
                    continue;
                }
                let is_near = (at..at + run.len()).all(|at| near[at]);
                let word: String = run.iter().map(|it| it.1.as_str()).collect();
                let entry = counted.words.entry(word).or_default();
                counted.all += 1;
                entry.1 += 1;
                if is_near {
                    counted.near += 1;
                    entry.0 += 1;
                    entry.2.insert(held.path.clone());
                }
            }
        }
    }
    counted
}

#[test]
fn collocates_are_those_of_a_naive_recount() {
    let characters = |text: &str| text.chars().map(String::from).collect::<Vec<String>>();
    let mut jieba = Jieba::new();
    for word in include_str!("../../src/segment/domain.txt").lines().map(str::trim) {
        let mut columns = word.split_whitespace();
        if let Some(word) = columns.next().filter(|it| !it.starts_with('#')) {
            let frequency = columns.next().map(|it| it.parse().unwrap());
            jieba.add_word(&Folded::new(word).text, frequency, None);
        }
    }
    let words = |text: &str| -> Vec<String> {
        jieba.cut(text, true).into_iter().map(|it| it.word.to_owned()).collect()
    };
    for (unit, window, run) in
        [("word", 5, 1), ("word", 2, 1), ("1", 10, 1), ("2", 10, 2), ("3", 4, 3)]
    {
        let cut: &dyn Fn(&str) -> Vec<String> = if unit == "word" { &words } else { &characters };
        let naive = recount("法律顾问", window, run, cut);
        let asked = request("法律顾问", Mode::Exact).collocates().with_unit(unit).with_least(2);
        let asked = asked.with_window(Some(window), Some(window));
        let answer = asked.answer(&CORPUS.reader).unwrap();
        let body = &answer.body;
        assert_eq!((body.near, body.all), (naive.near, naive.all), "{unit}");
        let mut expected: Vec<String> = Vec::new();
        for (word, (near, total, _)) in &naive.words {
            // More often than elsewhere: near / all near > rest / all the rest.
            let [near_rest, rest] = [naive.all - naive.near, total - near];
            if *near >= 2 && near * near_rest > rest * naive.near {
                expected.push(word.clone());
            }
        }
        let mut listed: Vec<String> = body.rows.iter().map(|row| row.text.clone()).collect();
        assert!(listed.len() > 3, "{unit}: {listed:?}");
        listed.sort();
        assert_eq!(listed, expected, "{unit}");
        for row in &body.rows {
            let (near, total, reports) = &naive.words[&row.text];
            let counts = (row.observed, row.total, row.reports);
            assert_eq!(counts, (*near, *total, reports.len() as u64), "{unit} {}", row.text);
        }
        assert!(body.rows.is_sorted_by(|a, b| a.log_likelihood >= b.log_likelihood), "{unit}");
    }
}

#[test]
fn every_form_has_the_same_rows() {
    let world = World::with_samples();
    world.index(["data"]);
    for flags in [&["--sort", "left"][..], &["--only", "聘请_"], &["--sample", "9"]] {
        let arguments: Vec<&str> = ["kwic", "法律顾问"].iter().chain(flags).copied().collect();
        let all: Vec<&str> = arguments.iter().chain(&["--limit", "0"]).copied().collect();
        let json: Value = world.json(&all);
        let rows = json["rows"].as_array().unwrap();
        let lines = world.data(arguments.iter().chain(&["--format", "jsonl"]));
        let lines: Vec<Value> = lines.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
        assert_eq!(&lines, rows, "{flags:?}");
        let table = world.data(arguments.iter().chain(&["--format", "csv"]));
        let mut csv = csv::Reader::from_reader(table.as_bytes());
        let csv: Vec<BTreeMap<String, String>> = csv.deserialize().map(Result::unwrap).collect();
        assert_eq!(csv.len(), rows.len());
        for (cells, row) in csv.iter().zip(rows) {
            let left = row["left"].as_str().unwrap().replace('\n', "↵").replace('\t', " ");
            assert_eq!(
                (&cells["left"], cells["mention"].as_str()),
                (&left, row["mention"].as_str().unwrap())
            );
            assert_eq!(cells["id"], row["report"]["id"].as_str().unwrap());
            for place in ["start", "end"] {
                assert_eq!(cells[place], row[place].to_string());
            }
        }
        let text = world.data(&all);
        let marked: Vec<&str> = text.lines().filter(|line| line.contains('【')).collect();
        assert_eq!(marked.len(), rows.len(), "{text}");
        for (line, row) in marked.iter().zip(rows) {
            let (before, _) = line.split_once('【').unwrap();
            assert_eq!(before.width(), 40, "{line}");
            assert!(line.ends_with(row["report"]["id"].as_str().unwrap()), "{line}");
        }
        // Page by page, the same.
        let mut paged = Vec::new();
        for page in 1..=rows.len().div_ceil(4) {
            let page = page.to_string();
            let page: Vec<&str> =
                arguments.iter().chain(&["--limit", "4", "--page", &page]).copied().collect();
            let json: Value = world.json(&page);
            paged.extend(json["rows"].as_array().unwrap().iter().cloned());
        }
        assert_eq!(&paged, rows, "{flags:?}");
    }
    for command in [&["kwic", "法律顾问", "--group", "left"][..], &["collocates", "法律顾问"]]
    {
        let all: Vec<&str> = command.iter().chain(&["--limit", "0"]).copied().collect();
        let json: Value = world.json(&all);
        let list = if command[0] == "kwic" { "groups" } else { "rows" };
        let lines = world.data(command.iter().chain(&["--format", "jsonl"]));
        let lines: Vec<Value> = lines.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
        assert_eq!(&lines, json[list].as_array().unwrap());
        let csv = world.data(command.iter().chain(&["--format", "csv"]));
        assert_eq!(csv.lines().count(), lines.len() + 1);
    }
}

#[test]
fn mentions_are_listed_with_what_stands_around_them() {
    let world = World::with_three_reports();
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · exact (精确): 2 of 3 reports (66.7%) mention it: 3 mentions in 2 sections; …

         和成效↵聘请【法律顾问】3名。落实“三项            2021 · 地区未识别 · 云岫县司法局 · 一、主要举措和成效 · r2d21ffaa032f
         举措和成效↵【法律顾问】审查合同12份，            2023 · 地区未识别 · 云岫县司法局 · 一、主要举措和成效 · r738fbad8b052
          合同12份，【法律顾问】参加会议4次。↵            2023 · 地区未识别 · 云岫县司法局 · 一、主要举措和成效 · r738fbad8b052
    "#]].assert_eq(&world.run(["kwic", "法律顾问", "--left", "6", "--right", "8"]));
    expect![[r#"
        exit: 0
        stdout:
        三项制度 · exact (精确): 2 of 3 reports (66.7%) mention it: 2 mentions in 2 sections; …

        覆盖。【三项制度】落实到          2022 · 地区未识别 · 云岫县司法局 · 一、主要举措和成效 · r7df2aee9c3e5

        1 of 2 rows listed: `--page 2` or `--limit` for more
    "#]].assert_eq(&world.run([
        "kwic",
        "三项制度",
        "--left",
        "3",
        "--right",
        "3",
        "--sort",
        "left",
        "--limit",
        "1",
    ]));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · exact (精确): 2 of 3 reports (66.7%) mention it: 3 mentions in 2 sections; …

        context  mentions  sections  reports
         ↵_审查         1         1        1
         请_3名         1         1        1
        ，_参加         1         1        1
    "#]]
    .assert_eq(&world.run(["kwic", "法律顾问", "--group", "left:1,right"]));
    expect![[r#"
        exit: 0
        stdout:
        left,mention,right,year,agency,province,prefecture,county,code,heading_path,part,title,kind,date,published,url,id,path,section,start,end,page
        一、主要举措和成效↵,法律顾问,审查合同12份，法律顾问参加会议4次。↵,2023,云岫县司法局,,,,,一、主要举措和成效,举措和成效,云岫县司法局2023年法治政府建设工作报告,法治政府建设年度报告,,,,r738fbad8b052,reports/2023.txt,2,10,14,
        主要举措和成效↵法律顾问审查合同12份，,法律顾问,参加会议4次。↵,2023,云岫县司法局,,,,,一、主要举措和成效,举措和成效,云岫县司法局2023年法治政府建设工作报告,法治政府建设年度报告,,,,r738fbad8b052,reports/2023.txt,2,22,26,
        stderr:
        chabao: 2 of 3 reports (66.7%) mention it: 3 mentions in 2 sections; …
        chabao: a random sample: 2 of 3 mentions, drawn with seed 1; the same index and seed draw the same
    "#]].assert_eq(&world.run([
        "kwic",
        "法律顾问",
        "--sample",
        "2",
        "--format",
        "csv",
    ]));
    expect![[r#"
        exit: 0
        stdout:
        法律顾问 · exact (精确): 2 of 3 reports (66.7%) mention it: 3 mentions in 2 sections; …
        only words that stand at most 5 words before or 5 after a mention, in the same sentence, at least 1 time: 11 of 80 words

        collocate  near  expected  in all  reports  log-likelihood  log ratio
        12            1      0.14       1        1            4.05       3.65
        3             1      0.14       1        1            4.05       3.65
        4             1      0.14       1        1            4.05       3.65

        3 of 11 rows listed: `--page 2` or `--limit` for more
    "#]].assert_eq(&world.run([
        "collocates",
        "法律顾问",
        "--least",
        "1",
        "--limit",
        "3",
    ]));
}

#[test]
fn what_cannot_be_listed_is_said() {
    let world = World::with_three_reports();
    expect![[r#"
        exit: 1
        stdout:
        年度:2023 · exact (精确): 1 of 1 report (100%) meets the query, in 3 sections; …
        read as a condition; as text: `"年度:2023"`, 0 mentions in 0 sections of 0 reports
        stderr:
        hint: the query has no term to list the mentions of; see the sections with `chabao search`
    "#]]
    .assert_eq(&world.run(["kwic", "年度:2023"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: `left:x` is nothing that mentions can be grouped by
        hint: write the side, and how many characters or `word`: `left`, `right:3`, `left:word`, `left:2,right:2`
    "#]].assert_eq(&world.run(["kwic", "法律顾问", "--group", "left:x"]));
    expect![[r#"
        exit: 1
        stdout:
        法律顾问 · exact (精确): 2 of 3 reports (66.7%) mention it: 3 mentions in 2 sections; …
        stderr:
        hint: no mention is in this group: see all groups without `--only`
    "#]]
    .assert_eq(&world.run(["kwic", "法律顾问", "--group", "left", "--only", "甲_"]));
    expect![[r#"
        exit: 1
        stdout:
        查无此词 · exact (精确): 0 of 3 reports (0%) mention it: 0 mentions in 0 sections; …
        stderr:
        hint: check how it is written, or ask with a shorter term
    "#]]
    .assert_eq(&world.run(["kwic", "查无此词"]));
    expect![[r#"
        exit: 1
        stdout:
        查无此词 · exact (精确): 0 of 3 reports (0%) mention it: 0 mentions in 0 sections; …
        only words that stand at most 5 words before or 5 after a mention, in the same sentence, at least 3 times: 0 of 83 words
        stderr:
        hint: check how it is written, or ask with a shorter term
    "#]].assert_eq(&world.run(["collocates", "查无此词"]));
    expect![[r#"
        exit: 1
        stdout:
        法律顾问 · exact (精确): 2 of 3 reports (66.7%) mention it: 3 mentions in 2 sections; …
        only words that stand at most 5 words before or 5 after a mention, in the same sentence, at least 50 times: 11 of 80 words

        nothing stands near it at least 50 times and more often than elsewhere
    "#]].assert_eq(&world.run(["collocates", "法律顾问", "--least", "50"]));
    for command in [&["collocates"][..], &["export", "mentions"]] {
        for query in ["年度:2023", "-法律"] {
            let told = world.run(command.iter().chain(&[query]));
            let expected = "exit: 2\nstderr:\n\
                 chabao: error: there is no term whose mentions could be listed\n\
                 hint: say what to find, as in `三项制度 年度:2021-2023`, or see the sections with `chabao search`\n";
            assert_eq!(told, expected, "{command:?} {query}");
        }
    }
    let told = world.run(["kwic", "-法律"]);
    assert!(told.contains("hint: the query has no term to list the mentions of"), "{told}");
    let told = world.run(["kwic", "法律顾问", "--sample", "0"]);
    assert!(
        told.starts_with("exit: 2\n") && told.contains("hint: write a whole number from 1 on"),
        "{told}"
    );
}

#[test]
#[ignore = "needs ../shared"]
fn published_reports_have_a_row_for_each_mention() {
    let corpus = Corpus::of(&[published()]);
    for term in ["法律顾问", "三项制度", "行政处罚 OR 处罚", "执法 -培训", "的"]
    {
        let asked = request(term, Mode::Exact);
        let found = search(&corpus.reader, &asked).unwrap().body.counts;
        for order in Request::kwic_orders() {
            let kwic = asked.clone().kwic().with_context(30, 30).sorted_by(order);
            let answer = kwic.answer(&corpus.reader).unwrap();
            let rows = serde_json::to_value(&answer.body.rows).unwrap();
            let rows = rows.as_array().unwrap();
            assert_eq!(rows.len() as u64, found.mentions, "{term}");
            for row in rows {
                checked(&corpus, row, 30, 30);
            }
        }
        let grouped = asked.clone().kwic().grouped_by("left:word").unwrap();
        let groups = grouped.answer(&corpus.reader).unwrap().body.groups;
        assert_eq!(groups.iter().map(|it| it.mentions).sum::<u64>(), found.mentions, "{term}");
    }
    let near = request("法律顾问", Mode::Exact).collocates().answer(&corpus.reader).unwrap();
    assert!(near.body.rows.iter().all(|row| row.log_likelihood > 0.0 && row.log_ratio > 0.0));
}

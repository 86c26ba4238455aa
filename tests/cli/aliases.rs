//! Terms that are searched for with their aliases.

use std::fs;

use expect_test::expect;
use serde_json::Value;

use crate::dice::Dice;
use crate::world::{World, report};

/// Returns reports of one county that name a department and a system in several ways.
fn world() -> World {
    let world = World::new();
    for (year, told) in [
        (2020, "县卫健委落实行政执法公示制度。卫健委配合。"),
        (2021, "县卫健局抽查案卷。落实三项制度。"),
        (2022, "县卫生健康委员会完善执法全过程记录制度；县卫生健康委落实责任。"),
        (2023, "县司法局聘请法律顾问，落实“三项”制度和行政执法公示制度。"),
    ] {
        world.report(&format!("reports/{year}.txt"), &report(year, told));
    }
    world.index(["reports"]);
    world
}

/// Returns the counts of a JSON answer: mentions, sections, reports.
fn counts(world: &World, arguments: &[&str]) -> [u64; 3] {
    let answer: Value = world.json(&[&["search"], arguments].concat());
    ["mentions", "sections", "reports"].map(|it| answer["counts"][it].as_u64().unwrap())
}

#[test]
fn the_answer_says_which_alias_was_found_how_often() {
    let world = world();
    expect![[r#"
        exit: 0
        stdout:
        ~卫健委 · exact (精确): 3 of 4 reports (75.0%) mention it: 5 mentions in 3 sections; …
        卫健委 with its aliases: 卫健委, 2 mentions in 1 report; 卫生健康委员会, 1 mention in 1 report; 卫生健康委, 1 mention in 1 report; 卫健局, 1 mention in 1 report; not found: 卫生健康局

        1. 云岫县司法局2020年法治政府建设工作报告
           2020 · 地区未识别 · 举措和成效 · 一、主要举措和成效
           县【卫健委】落实行政执法公示制度。【卫健委】配合。
           reports/2020.txt

        2. 云岫县司法局2021年法治政府建设工作报告
           2021 · 地区未识别 · 举措和成效 · 一、主要举措和成效
           县【卫健局】抽查案卷。落实三项制度。
           reports/2021.txt

        3. 云岫县司法局2022年法治政府建设工作报告
           2022 · 地区未识别 · 举措和成效 · 一、主要举措和成效
           县【卫生健康委员会】完善执法全过程记录制度；县【卫生健康委】落实责任。
           reports/2022.txt
    "#]].assert_eq(&world.run(["search", "卫健委", "--aliases", "--sort", "oldest"]));
    // A department is not searched for under other names unless this is asked for.
    assert_eq!(counts(&world, &["卫健委"]), [2, 1, 1]);
    // 卫生健康委 inside 卫生健康委员会 is one mention.
    assert_eq!(counts(&world, &["卫健委", "--aliases"]), [5, 3, 3]);
    let words = ["卫健委", "--aliases", "--words"];
    assert_eq!(counts(&world, &words), [5, 3, 3], "aliases are not cut into words");
    assert_eq!(counts(&world, &["三项制度", "--aliases"]), [5, 4, 4]);
    assert_eq!(counts(&world, &["三项制度", "--aliases", "--strict"]), [4, 4, 4]);
    assert_eq!(counts(&world, &["执法", "-卫健委", "--aliases"]), [5, 5, 4]);
}

#[test]
fn counts_of_aliases_add_up_to_the_mentions_of_what_was_found() {
    let world = world();
    for query in ["卫健委", "三项制度", "卫健委 OR 三项制度", "卫健委 三项制度"]
    {
        for filter in [&[][..], &["--year", "2021-2022"]] {
            let answer: Value = world.json(&[&["search", query, "--aliases"], filter].concat());
            let remarks = answer["remarks"].as_array().unwrap().iter();
            let spellings = remarks.filter_map(|remark| remark["spellings"].as_array()).flatten();
            let sum: u64 = spellings.map(|it| it["mentions"].as_u64().unwrap()).sum();
            assert_eq!(answer["counts"]["mentions"], sum, "{query} {filter:?}: {answer}");
            assert!(sum > 0, "{query}");
        }
    }
}

/// The names of a department, of which one lies inside another.
const NAMES: [&str; 5] = ["卫健委", "卫生健康委", "卫生健康委员会", "卫健局", "卫生健康局"];

/// Returns reports of random names, each with the text of the section that has them.
fn random_reports() -> (World, Vec<String>) {
    let world = World::new();
    let mut dice = Dice::new(7);
    let mut texts = Vec::new();
    for year in 2016..2024 {
        let told: String = (0..40)
            .map(|_| match dice.below(9) {
                at @ 0..5 => NAMES[at],
                5 => "处罚",
                6 => "。",
                7 => "复议",
                _ => "，落实",
            })
            .collect();
        world.report(&format!("reports/{year}.txt"), &report(year, &told));
        texts.push(told);
    }
    world.index(["reports"]);
    (world, texts)
}

/// Returns the spellings of a remark: each with its reports and mentions.
fn spellings(answer: &Value) -> Vec<(String, u64, u64)> {
    let remarks = answer["remarks"].as_array().unwrap().iter();
    let spellings = remarks.filter_map(|remark| remark["spellings"].as_array()).flatten();
    let number = |it: &Value, name: &str| it[name].as_u64().unwrap();
    let spelling = |it: &Value| {
        let term = it["term"].as_str().unwrap().trim_matches('\'').to_owned();
        (term, number(it, "reports"), number(it, "mentions"))
    };
    spellings.map(spelling).collect()
}

/// Returns the places of a name that are not inside a longer one, in characters.
fn places(text: &str, name: &str) -> Vec<(usize, usize)> {
    let characters = |bytes: usize| text[..bytes].chars().count();
    let all = |name: &str| -> Vec<(usize, usize)> {
        let found = text.match_indices(name);
        found.map(|(at, it)| (characters(at), characters(at + it.len()))).collect()
    };
    let longer = NAMES.iter().filter(|it| it.len() > name.len() && it.contains(name));
    let longer: Vec<(usize, usize)> = longer.flat_map(|it| all(it)).collect();
    let is_inside = |&(from, to): &(usize, usize)| {
        longer.iter().any(|&(start, end)| start <= from && to <= end)
    };
    all(name).into_iter().filter(|place| !is_inside(place)).collect()
}

/// Returns the number of stretches from a place of one list to one of the other, or the other way round
/// too, with at most `within` characters between: the shortest, from left to right, without overlap.
fn stretches([one, other]: [&[(usize, usize)]; 2], within: usize, is_ordered: bool) -> u64 {
    let mut found = Vec::new();
    for &a in one {
        for &b in other {
            let (first, second) = if a.0 < b.0 { (a, b) } else { (b, a) };
            let is_right_way = !is_ordered || first == a;
            if is_right_way && first.1 <= second.0 && second.0 - first.1 <= within {
                found.push((first.0, second.1));
            }
        }
    }
    let all = found.clone();
    let is_shortest = |&(from, to): &(usize, usize)| {
        !all.iter().any(|&(start, end)| (start, end) != (from, to) && from <= start && end <= to)
    };
    found.retain(is_shortest);
    found.sort_unstable();
    let (mut count, mut free) = (0, 0);
    for (from, to) in found {
        if from >= free {
            count += 1;
            free = to;
        }
    }
    count
}

#[test]
fn each_spelling_is_counted_as_if_it_were_the_only_one() {
    /// Counts the mentions of a name in a text.
    type Naive<'a> = &'a dyn Fn(&str, &str) -> u64;

    let (world, texts) = random_reports();
    let in_sentences = |text: &str, name: &str, is_met: &dyn Fn(&str) -> bool| -> u64 {
        let sentences = text.split('。').filter(|it| is_met(it));
        sentences.map(|sentence| places(sentence, name).len() as u64).sum()
    };
    let near = |text: &str, name: &str, other: &str, within: usize, is_ordered: bool| {
        let (own, other) = (places(text, name), places(text, other));
        stretches(if is_ordered { [&other, &own] } else { [&own, &other] }, within, is_ordered)
    };
    let cases: [(&str, Naive<'_>); 8] = [
        ("~卫健委 处罚", &|text, name| places(text, name).len() as u64),
        ("~卫健委 (处罚 NEAR/40 复议)", &|text, name| places(text, name).len() as u64),
        ("~卫健委 NEAR/4 处罚", &|text, name| near(text, name, "处罚", 4, false)),
        ("~'卫健委' NEAR/4 处罚", &|text, name| near(text, name, "处罚", 4, false)),
        ("处罚 BEFORE/9 ~卫健委", &|text, name| near(text, name, "处罚", 9, true)),
        ("同句:(~卫健委 复议)", &|text, name| {
            in_sentences(text, name, &|it| it.contains("复议") && !places(it, name).is_empty())
        }),
        ("同句:(~卫健委 -复议)", &|text, name| {
            in_sentences(text, name, &|it| !it.contains("复议"))
        }),
        ("同句:((~卫健委 复议) OR 处罚)", &|text, name| {
            in_sentences(text, name, &|it| it.contains("复议") || it.contains("处罚"))
        }),
    ];
    for (query, naive) in cases {
        let found = spellings(&world.json(&["search", query]));
        assert_eq!(found.len(), NAMES.len(), "{query}");
        for (name, reports, mentions) in found {
            let counts: Vec<u64> = texts.iter().map(|text| naive(text, &name)).collect();
            let expected =
                (counts.iter().filter(|it| **it > 0).count() as u64, counts.iter().sum());
            assert_eq!((reports, mentions), expected, "{query} {name}");
            assert!(mentions > 0, "{query} {name}");
        }
    }
}

#[test]
fn counts_of_aliases_add_up_within_scopes() {
    let (world, _) = random_reports();
    for query in [
        "~卫健委",
        "~'卫健委'",
        "同句:~卫健委",
        "同段:~卫健委",
        "同句:~'卫健委'",
        "全篇:~卫健委",
        "~卫健委 同句:(~卫健委)",
    ] {
        let answer: Value = world.json(&["search", query]);
        let sum: u64 = spellings(&answer).iter().map(|(_, _, mentions)| mentions).sum();
        assert_eq!(answer["counts"]["mentions"], sum, "{query}: {}", answer["remarks"]);
        assert!(sum > 0, "{query}");
    }
    // Mentions of other terms are not those of aliases.
    let counts = |query: &str| -> Value {
        let answer: Value = world.json(&["search", query]);
        let mut remarks = answer["remarks"].as_array().unwrap().iter();
        remarks.find_map(|it| it.get("spellings")).unwrap().clone()
    };
    assert_eq!(counts("~卫健委 OR 同句:(处罚 复议)"), counts("~卫健委"));
}

#[test]
fn every_command_takes_aliases_and_the_query_is_printed_as_it_was_asked() {
    let world = world();
    for command in ["search", "mentions", "coverage", "facets"] {
        let answer: Value = world.json(&[command, "卫健委", "--aliases"]);
        assert_eq!(answer["query"], "~卫健委", "{command}");
        let remark = &answer["remarks"][0];
        assert_eq!(remark["kind"], "with-aliases", "{command}: {answer}");
        assert_eq!(remark["spellings"][0]["term"], "卫健委");
        assert_eq!(remark["spellings"][0]["mentions"], 2);
    }
    let trend: Value = world.json(&["trend", "卫健委", "法律顾问", "--aliases"]);
    assert_eq!(trend["series"][0]["remarks"][0]["kind"], "with-aliases");
    assert_eq!(trend["series"][1]["remarks"][0]["terms"][0], "法律顾问");
}

#[test]
fn a_term_without_aliases_is_searched_for_as_it_is_and_the_answer_says_so() {
    let world = world();
    expect![[r#"
        exit: 1
        stdout:
        ~法律顾问 -~三项制度 · exact (精确): 0 of 4 reports (0%) mention it: 0 mentions in 0 sections; …
        三项制度 is excluded with its aliases: 行政执法公示制度, 执法全过程记录制度, 重大执法决定法制审核制度, 重大行政执法决定法制审核制度
        no aliases known: 法律顾问
        sections with “法律顾问” or its other names and without “三项制度” or its other names; in one report as a whole, `全篇:(~法律顾问 -~三项制度)`: 0 reports
        nothing found; nearest: without -~三项制度, 1 mention in 1 section of 1 report
        stderr:
        hint: without -~三项制度: `chabao search '~法律顾问'`
    "#]].assert_eq(&world.run(["search", "法律顾问 -三项制度", "--aliases"]));
}

#[test]
fn a_table_in_the_folder_of_the_index_adds_aliases_and_outlives_a_rebuild() {
    let world = world();
    let table = "remove = [\"三项制度\"]\n\n[[same]]\nterms = [\"法律顾问\", \"案卷\"]\n";
    fs::write(world.path("index/aliases.toml"), table).unwrap();
    assert_eq!(counts(&world, &["法律顾问", "--aliases"]), [2, 2, 2]);
    assert_eq!(counts(&world, &["三项制度", "--aliases"]), [2, 2, 2]);
    world.index(["--rebuild"]);
    assert_eq!(counts(&world, &["法律顾问", "--aliases"]), [2, 2, 2]);
    // Another table takes its place.
    world.report("other.toml", "[[whole]]\nterm = \"落实\"\nparts = [\"配合\"]\n");
    let other = ["--alias-table", "other.toml"];
    assert_eq!(counts(&world, &[&other[..], &["落实", "--aliases"]].concat()), [5, 4, 4]);
    assert_eq!(counts(&world, &[&other[..], &["法律顾问", "--aliases"]].concat()), [1, 1, 1]);
    assert_eq!(counts(&world, &[&other[..], &["三项制度", "--aliases"]].concat()), [5, 4, 4]);
    // A folder with nothing but a table in it becomes an index.
    fs::create_dir(world.path("new")).unwrap();
    fs::write(world.path("new/aliases.toml"), table).unwrap();
    world.index(["--index", "new", "reports"]);
    assert_eq!(counts(&world, &["--index", "new", "法律顾问", "--aliases"]), [2, 2, 2]);
}

#[test]
fn a_bad_table_is_an_error_with_its_line() {
    let world = world();
    let table = "[[same]]\nterms = [\"法律顾问\", \"案卷\"]\n\n[[same]]\nterms = [\"公职律师\"]\n";
    fs::write(world.path("index/aliases.toml"), table).unwrap();
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: table of aliases `index/aliases.toml`: line 4: a group has two terms or more
        hint: write groups of terms: `[[same]]` and `terms = ["卫监", "卫生监督"]`, or `[[whole]]` with a `term` and its `parts`
    "#]].assert_eq(&world.run(["search", "法律顾问"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: cannot read `none.toml`: there is no such file or folder
    "#]]
    .assert_eq(&world.run(["search", "法律顾问", "--alias-table", "none.toml"]));
}

//! Random queries over random reports, among them what is rare and awkward: both engines give the same
//! answer to each.

use std::fmt::Write as _;
use std::fs;

use chabao::analysis::{mentions, trend};
use chabao::index::IndexReader;
use chabao::search::{FacetBy, GroupBy, Mode, Request, search};

use crate::both::{Both, assert_none, difference, json};
use crate::dice::Dice;
use crate::nodes::Cluster;
use crate::queries::{ALIAS_TABLE, Asked, Maker};
use crate::texts;
use crate::world::World;

/// How many random queries are asked.
const ROUNDS: usize = 600;

/// How long the longest section is, in characters.
const LONG: usize = 200_000;

/// Terms of the awkward texts: forms that overlap themselves, characters beyond 16 bits, marks alone, and
/// one character.
const AWKWARD: [&str; 18] = [
    "人人",
    "人人人",
    "人",
    "00",
    "000",
    "0",
    "𬱖",
    "𬱖𠮷",
    "人𬱖",
    "𠮷",
    "，",
    "。",
    "人，",
    "法法",
    "甲",
    "１００",
    "万",
    "🙂",
];

/// Queries over the awkward texts in which places matter.
const AWKWARD_QUERIES: [&str; 26] = [
    "人人 OR 人人人",
    "人人 -人人人",
    "人人人 OR 人人人人",
    "(人人 NEAR/0 人人)",
    "(人 BEFORE/2 𬱖)",
    "(人人 NEAR/8 00)",
    "同句:(人人 00)",
    "同段:(𬱖 00)",
    "同节:(𬱖 人)",
    "全篇:(𬱖 甲)",
    "𬱖?",
    "?𠮷",
    "人*𬱖",
    "0?0",
    "人??人",
    "'𬱖'",
    "'，'",
    "'“”'",
    "'人人'",
    "'、、'",
    "~20 OR 00",
    "甲 OR 乙",
    "-人人",
    "-(人 OR 0)",
    "标题:甲 OR 人人",
    "部分:不足 人",
];

pub(crate) fn queries_agree(cluster: &mut Cluster) {
    let mut dice = Dice::new(43);
    let both = Both::new(cluster, "random", world(&mut dice), &["reports"]);
    // What is added and taken away later makes several segments, with holes.
    for at in 40..52 {
        let text = texts::report(&mut dice, at);
        both.world.report(&format!("reports/{at}.txt"), &text);
    }
    for at in [3, 17, 30] {
        fs::remove_file(both.world.path(format!("reports/{at}.txt"))).unwrap();
    }
    both.index(&["reports"]);
    let table = both.world.path("aliases.toml");
    fs::write(&table, ALIAS_TABLE).unwrap();
    let open = || both.readers_with(Some(&table));
    let newest = open();
    let all = open().map(|reader| reader.with_older_versions().unwrap());
    let manifest = newest[0].manifest();
    assert!(manifest.copies.len() >= 4 && manifest.older_versions.len() >= 3, "{manifest:?}");

    let (mut differing, mut partial) = (Vec::new(), 0);
    for round in 0..ROUNDS + 3 * AWKWARD_QUERIES.len() {
        let mode = [Mode::Exact, Mode::Strict, Mode::Words][round % 3];
        let line = match round.checked_sub(ROUNDS) {
            Some(at) => AWKWARD_QUERIES[at / 3].to_owned(),
            None => random_line(&mut dice, round, mode == Mode::Words),
        };
        let request = Request::read(&line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let is_aliased = round / 3 % 4 == 3;
        let query = request.query.map(|it| if is_aliased { it.with_aliases() } else { it });
        let request = Request { query, mode, limit: usize::MAX, ..request };
        let by = [FacetBy::Year, FacetBy::Region, FacetBy::Part][round / 3 % 3];
        let readers = if round / 9 % 3 == 2 { &all } else { &newest };
        let pair = readers.each_ref().map(|reader| answers(reader, &request, by));
        if let Some(difference) = difference(&pair) {
            differing.push(format!("{line} ({mode}, with aliases: {is_aliased}):\n{difference}"));
        }
        let sections = search(&readers[0], &Request { limit: 0, ..request });
        let sections = sections.map_or(0, |found| found.body.counts.sections);
        partial += usize::from(0 < sections && sections < readers[0].manifest().sections);
    }
    assert_none(&differing, ROUNDS + 3 * AWKWARD_QUERIES.len());
    assert!(partial > ROUNDS / 2, "only {partial} find some sections and not others");
}

/// Returns a random query as it is typed.
fn random_line(dice: &mut Dice, round: usize, of_words: bool) -> String {
    let mut maker = Maker { dice, of_words };
    let asked = match round % 5 {
        0 => Asked::Report(Box::new(maker.asked(1 + round % 3, 2))),
        _ => maker.asked(1 + round % 3, 3),
    };
    if !round.is_multiple_of(4) {
        return asked.typed();
    }
    // Half of its terms are those of the awkward texts.
    let awkward = dice.pick(&AWKWARD);
    let other = dice.pick(&AWKWARD);
    let first = dice.pick(&[true, false]);
    let changed = asked.map(false, &|leaf, _| match leaf {
        Asked::Term(text) if (text.len() % 2 == 0) == first => Asked::Term(awkward.to_owned()),
        Asked::Strict(_) => Asked::Strict(other.to_owned()),
        _ => leaf.clone(),
    });
    changed.typed()
}

/// Returns all that an index answers to a request.
fn answers(reader: &IndexReader, request: &Request, by: FacetBy) -> String {
    let facets = vec![FacetBy::Year, FacetBy::County, FacetBy::Level];
    let parts = [
        json(search(reader, &Request { facets, limit: 60, ..request.clone() })),
        json(trend(reader, std::slice::from_ref(request), by)),
        json(mentions(reader, request, GroupBy::Facet(FacetBy::Agency))),
        json(request.clone().kwic().answer(reader)),
    ];
    parts.join("\n")
}

/// Writes random reports, some of them twice or in an older version, some without year or region, and
/// awkward ones.
fn world(dice: &mut Dice) -> World {
    let world = World::new();
    let write = |name: &str, text: &str| world.report(&format!("reports/{name}.txt"), text);
    for at in 0..40 {
        let text = texts::report(dice, at);
        write(&at.to_string(), &text);
        match at {
            0..4 => write(&format!("copy-{at}"), &text),
            // The same report with a sentence more.
            4..8 => write(&format!("version-{at}"), &version(&text)),
            8..11 => write(&format!("no-year-{at}"), &without_year(&text)),
            _ => {}
        }
    }
    let report = |place: &str, sections: &[&str]| {
        let mut text = format!("{place}司法局2023年度法治政府建设情况报告\n\n");
        for (heading, section) in ["一、甲", "二、存在的不足", "三、丙"].iter().zip(sections)
        {
            let _ = write!(text, "{heading}\n{section}\n\n");
        }
        text
    };
    write("one-character", &report("甲地县", &["人", "0", "𬱖"]));
    write("empty", &report("乙地县", &["", "", ""]));
    write("marks", &report("丙地县", &["，。！、", "“”‘’《》", "……；？！、、。，"]));
    write(
        "overlapping",
        &report(
            "丁地县",
            &["人人人人。人人，人人人。", "00 000 0000，100、200。", "人人00人人人00"],
        ),
    );
    write(
        "planes",
        &report("戊地县", &["𬱖𠮷𬱖人𬱖，法𬱖", "🙂人🙂🙂00🙂", "𠮷𠮷𠮷。人人𠮷法治𬱖"]),
    );
    let mut long = String::new();
    let mut len = 0;
    while len < LONG {
        let piece = if dice.below(40) == 0 {
            dice.pick(&["法律顾问", "人人人人", "00", "𬱖", "行政执法", "聘请", "。", "\n"])
        } else {
            dice.pick(&["云岫", "溪沟", "石桥，", "林", "青山"])
        };
        long.push_str(piece);
        len += piece.chars().count();
    }
    write("long", &report("己地县", &["开展工作。", &long, "人人"]));
    world
}

/// Returns a later version of a report.
fn version(text: &str) -> String {
    text.replacen("开展工作。", "开展工作。全年聘请顾问。", 1)
}

/// Returns a report whose year is not known.
fn without_year(text: &str) -> String {
    ["2021年度", "2022年度", "2023年度"]
        .iter()
        .fold(text.to_owned(), |text, it| text.replace(it, ""))
}

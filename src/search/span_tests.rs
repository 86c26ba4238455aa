//! Patterns, nearness and scopes: what is found, and that the index and the text agree on it.

use super::matches::mention_ranges;
use super::plan::Plan;
use super::small_index::{SmallIndex, report_text};
use super::{Mode, Request, search};
use crate::query::{Query, Scope, Term};
use crate::testing::Dice;

fn term(text: &str) -> Query {
    Query::Term(match text.strip_prefix('\'') {
        Some(written) => Term::strict(written),
        None if text.contains(['*', '?']) => Term::pattern(text),
        None => Term::folded(text),
    })
}

fn near(left: Query, within: u32, ordered: bool, right: Query) -> Query {
    Query::Near { within, ordered, left: Box::new(left), right: Box::new(right) }
}

fn within(scope: Scope, inner: Query) -> Query {
    Query::Within(scope, Box::new(inner))
}

fn not(inner: Query) -> Query {
    Query::Not(Box::new(inner))
}

/// Returns the mentions of a query in a text, with `|` between them.
fn marked(query: &Query, text: &str) -> String {
    let plan = Plan::new(Some(query), Mode::Exact, &[], None).unwrap();
    let ranges = mention_ranges(text, &plan.needles).into_iter();
    ranges.map(|range| text.get(range).unwrap()).collect::<Vec<_>>().join("|")
}

#[test]
fn the_shortest_stretches_are_marked() {
    let near = |a: &str, n: u32, b: &str| near(term(a), n, false, term(b));
    let before = |a: &str, n: u32, b: &str| self::near(term(a), n, true, term(b));
    for (query, text, expected) in [
        (near("聘请", 5, "顾问"), "聘请了法律顾问。", "聘请了法律顾问"),
        (near("顾问", 5, "聘请"), "聘请了法律顾问。", "聘请了法律顾问"),
        (before("顾问", 5, "聘请"), "聘请了法律顾问。", ""),
        (near("聘请", 2, "顾问"), "聘请了法律顾问。", ""),
        (near("聘请", 3, "顾问"), "聘请“了”、法 律顾问。", "聘请“了”、法 律顾问"),
        (near("甲", 9, "乙"), "甲甲乙", "甲乙"),
        (near("甲", 9, "乙"), "甲乙甲", "甲乙"),
        (near("甲", 9, "乙"), "甲乙乙甲", "甲乙|乙甲"),
        (near("甲", 0, "乙"), "甲。乙", ""),
        (near("甲", 1, "乙"), "甲。乙", "甲。乙"),
        (near("甲", 1, "乙"), "甲\n乙", "甲\n乙"),
        (near("法律顾问", 9, "顾问"), "法律顾问", ""),
        (near("法律顾问", 9, "顾问"), "法律顾问，顾问", "法律顾问，顾问"),
        (near("甲", 9, "甲"), "甲", ""),
        (near("甲", 9, "甲"), "甲和甲", "甲和甲"),
        (self::near(near("甲", 1, "乙"), 1, false, term("丙")), "甲x乙y丙", "甲x乙y丙"),
        (self::near(near("甲", 1, "乙"), 0, false, term("丙")), "甲x乙y丙", ""),
        (
            self::near(Query::any(vec![term("聘"), term("聘请")]), 0, false, term("顾问")),
            "聘请顾问",
            "聘请顾问",
        ),
        (near("'、", 0, "公开"), "双随机、一、公开", "、公开"),
        // Marks that folding ignores stand one behind the other as well.
        (before("'”", 0, "'、"), "“甲”、乙", "”、"),
        (before("'、", 0, "'”"), "“甲”、乙", ""),
        (near("'、", 9, "'、"), "甲、乙", ""),
        (near("'甲”", 9, "'”、"), "“甲”、乙", ""),
        (near("甲", 3, "'”、"), "“甲”、乙甲", "甲”、"),
    ] {
        assert_eq!(marked(&query, text), expected, "{query} {text}");
    }
}

#[test]
fn patterns_stay_within_a_sentence() {
    for (pattern, text, expected) in [
        ("聘请*法律顾问", "聘请了三名法律顾问。", "聘请了三名法律顾问"),
        ("聘请*法律顾问", "聘请法律顾问", "聘请法律顾问"),
        ("聘请*法律顾问", "聘请甲，聘请乙为法律顾问", "聘请乙为法律顾问"),
        ("聘请*法律顾问", "聘请甲。法律顾问", ""),
        ("聘请*法律顾问", "聘请甲；法律顾问", ""),
        ("聘请*法律顾问", "聘请甲，法律顾问", "聘请甲，法律顾问"),
        ("聘请*法律顾问", "聘请甲\n法律顾问", ""),
        ("法?顾问", "法律顾问，法顾问，法制顾问", "法律顾问|法制顾问"),
        ("法?顾问", "法。顾问", ""),
        ("法?", "法律。办法。", "法律"),
        ("法?", "有法", ""),
        ("法??", "法律", ""),
        ("?法", "司法", "司法"),
        ("?法", "法", ""),
        ("??法", "行政“执”法", "政“执”法"),
        ("甲*乙*丙", "甲1乙2甲3乙4丙", "甲3乙4丙"),
        ("甲*乙*丙", "甲1丙2乙", ""),
        ("甲*乙", "甲乙甲乙", "甲乙|甲乙"),
        ("甲?乙*丙", "甲1乙丙，甲2乙丙", "甲1乙丙|甲2乙丙"),
        ("和和*法", "和和和法", "和和法"),
        ("甲*", "甲乙", "甲"),
        ("三项*度", "“三项”制度", "三项”制度"),
    ] {
        assert_eq!(marked(&term(pattern), text), expected, "{pattern} {text}");
    }
}

#[test]
fn sentences_and_paragraphs_meet_a_query_as_sections_do() {
    let and = |queries: &[Query]| Query::all(queries.to_vec());
    let or = |queries: &[Query]| Query::any(queries.to_vec());
    let sentence = |query: Query| within(Scope::Sentence, query);
    let paragraph = |query: Query| within(Scope::Paragraph, query);
    let [a, b, c] = ["甲", "乙", "丙"].map(term);
    for (query, text, expected) in [
        (sentence(and(&[a.clone(), b.clone()])), "甲。乙甲。乙", "乙|甲"),
        (sentence(and(&[a.clone(), b.clone()])), "甲。乙", ""),
        (paragraph(and(&[a.clone(), b.clone()])), "甲。乙\n甲", "甲|乙"),
        (sentence(and(&[a.clone(), not(b.clone())])), "甲乙。甲丙。", "甲"),
        (sentence(or(&[and(&[a.clone(), b.clone()]), c.clone()])), "甲。丙。甲乙。", "丙|甲|乙"),
        (
            paragraph(and(&[sentence(and(&[a.clone(), b.clone()])), c.clone()])),
            "甲乙。丙。甲\n甲乙。",
            "甲|乙|丙",
        ),
        (sentence(near(a.clone(), 9, false, b.clone())), "甲。乙。甲1乙。", "甲1乙"),
        (sentence(near(a.clone(), 9, false, b.clone())), "甲乙。甲1乙", "甲乙|甲1乙"),
        (sentence(near(a.clone(), 9, false, b.clone())), "乙。甲1甲乙", "甲乙"),
        (paragraph(near(a.clone(), 9, false, b.clone())), "甲\n乙2甲。乙", "乙2甲"),
        (sentence(near(a.clone(), 9, false, or(&[b.clone(), c.clone()]))), "甲。乙1甲1丙", "乙1甲"),
        (sentence(a.clone()), "甲。乙", "甲"),
        (sentence(and(&[a.clone(), term("'“乙”")])), "甲乙。甲“乙”", "甲|“乙”"),
        (sentence(and(&[term("三项制度"), term("制度")])), "三项制度。制度", "三项制度"),
    ] {
        assert_eq!(marked(&query, text), expected, "{query} {text}");
    }
}

/// Returns a query of any form but those about reports.
fn any_query(dice: &mut Dice, depth: usize) -> Query {
    let two = |dice: &mut Dice| vec![any_query(dice, depth - 1), any_query(dice, depth - 1)];
    match if depth == 0 { 0 } else { dice.below(6) } {
        1 => Query::all(two(dice)),
        2 => Query::any(two(dice)),
        3 => {
            let scope = dice.pick(&[Scope::Sentence, Scope::Paragraph, Scope::Section]);
            within(scope, unit_query(dice, depth - 1))
        }
        _ => span_query(dice, depth),
    }
}

/// Returns a query that can stand in a sentence.
fn unit_query(dice: &mut Dice, depth: usize) -> Query {
    match if depth == 0 { 0 } else { dice.below(4) } {
        1 => Query::all(vec![unit_query(dice, depth - 1), unit_query(dice, depth - 1)]),
        2 => Query::any(vec![unit_query(dice, depth - 1), unit_query(dice, depth - 1)]),
        3 => Query::all(vec![span_query(dice, depth - 1), not(unit_query(dice, depth - 1))]),
        _ => span_query(dice, depth),
    }
}

/// Returns a query that can stand beside NEAR.
fn span_query(dice: &mut Dice, depth: usize) -> Query {
    const TERMS: [&str; 17] = [
        "法治",
        "行政",
        "政府",
        "执法",
        "治政",
        "法治政府",
        "法?行政",
        "行政*执法",
        "法治*政府",
        "法",
        "'“法治”",
        "行政。",
        "m",
        "²",
        "'㎡",
        ".",
        "..",
    ];
    match if depth == 0 { 0 } else { dice.below(4) } {
        1 => {
            let (left, right) = (span_query(dice, depth - 1), span_query(dice, depth - 1));
            let (n, ordered) = (u32::try_from(dice.below(8)).unwrap(), dice.below(2) == 0);
            near(left, n, ordered, right)
        }
        2 => Query::any(vec![span_query(dice, depth - 1), span_query(dice, depth - 1)]),
        _ => term(dice.pick(&TERMS)),
    }
}

#[test]
fn the_index_counts_what_is_marked_in_the_text() {
    // Of ㎡ and … folding makes several characters.
    const PIECES: [&str; 14] = [
        "法治",
        "行政",
        "政府",
        "执法",
        "法",
        "。",
        "，",
        "“法治”",
        "\n",
        "；",
        "、",
        "和",
        "㎡",
        "……",
    ];
    let mut dice = Dice::new(11);
    let mut text = || {
        let mut text = String::new();
        for _ in 0..20 + dice.below(60) {
            text.push_str(dice.pick(&PIECES));
        }
        text
    };
    let texts: Vec<String> =
        (0..8).map(|_| report_text("云岫县司法局", 2023, &text(), &text())).collect();
    let paths: Vec<String> = (0..8).map(|at| format!("{at}.txt")).collect();
    let reports: Vec<(&str, String)> = paths.iter().map(String::as_str).zip(texts).collect();
    let index = SmallIndex::new(&reports, None);
    let mut found = 0;
    for round in 0..1_500 {
        let query = any_query(&mut dice, round % 4);
        let request = Request { limit: usize::MAX, ..Request::new(query.clone()) };
        let plan = Plan::new(Some(&query), Mode::Exact, &[], None).unwrap();
        let counts = search(&index.reader, &request).unwrap().body.counts;
        let mut mentions = 0;
        let hits = search(&index.reader, &request).unwrap().body.hits;
        assert_eq!(hits.len() as u64, counts.sections, "{query}");
        let mut sections = std::collections::BTreeSet::new();
        let scan = super::count::Prepared::new(&index.reader, &request).unwrap();
        let scan = scan.scan(&index.reader).unwrap();
        for (segment, at) in index.reader.segments().iter().zip(0..) {
            scan.open(segment, at)
                .unwrap()
                .for_each(false, |section| {
                    sections.insert(section.address);
                    Ok(())
                })
                .unwrap();
            for doc in 0..segment.max_doc() {
                let address = crate::index::SectionAddress { segment: at, doc };
                let text = index.reader.section(address).unwrap().text;
                let marked = mention_ranges(&text, &plan.needles).len() as u64;
                if sections.contains(&address) {
                    assert!(marked > 0, "{query} in {text}");
                    mentions += marked;
                } else if matches!(
                    query,
                    Query::Near { .. }
                        | Query::Within(Scope::Sentence | Scope::Paragraph, _)
                        | Query::Term(_)
                ) {
                    assert_eq!(marked, 0, "{query} in {text}");
                }
            }
        }
        assert_eq!(counts.mentions, mentions, "{query}");
        found += u64::from(mentions > 0);
    }
    assert!(found > 300, "{found}");
}

#[test]
fn a_report_meets_a_query_as_a_whole() {
    let reports = [
        ("1.txt", report_text("云岫县司法局", 2022, "法治。", "行政。")),
        ("2.txt", report_text("云岫县司法局", 2023, "法治行政。", "执法。")),
        ("3.txt", report_text("云岫县卫健局", 2023, "法治。", "执法。")),
    ];
    let index = SmallIndex::new(&reports, None);
    let whole = |query: Query| within(Scope::Report, query);
    let [a, b] = ["法治。", "行政"].map(term);
    let law = term("法治");
    let both = Query::all(vec![a.clone(), b.clone()]);
    for (query, reports, sections, mentions) in [
        (whole(both.clone()), 1, 2, 2),
        (whole(Query::all(vec![law.clone(), b.clone()])), 2, 5, 6),
        (whole(Query::all(vec![term("执法"), not(b.clone())])), 1, 1, 1),
        (not(whole(b.clone())), 1, 3, 0),
        (Query::all(vec![whole(both), term("不足")]), 1, 1, 2),
        (
            whole(Query::all(vec![
                within(Scope::Sentence, Query::all(vec![term("法治"), b.clone()])),
                term("执法"),
            ])),
            1,
            2,
            3,
        ),
    ] {
        let found = search(&index.reader, &Request::new(query.clone())).unwrap().body.counts;
        assert_eq!(
            (found.reports, found.sections, found.mentions),
            (reports, sections, mentions),
            "{query}"
        );
    }
}

//! Exactness: a search finds what a plain scan of the folded text finds.

use std::path::Path;

use super::{Mode, Request, find_hits, search};
use crate::extract::PageFacts;
use crate::index::{FileKey, IndexReader, IndexWriter, Root, hash_of};
use crate::parse;
use crate::query::{Query, Term};
use crate::report::Report;
use crate::testing::Dice;
use crate::text::{Folded, fold_term};

/// Returns a report with few different characters, so that every short term occurs in many places.
fn report(dice: &mut Dice) -> Report {
    let characters = ["法", "治", "法治", "政府", "行政", "执法", "。", "，", "“", "\n", "1", "a"];
    let mut text = String::from("一、工作\n");
    for _ in 0..60 + dice.below(200) {
        text.push_str(dice.pick(&characters));
    }
    parse::report(&text, &PageFacts::default(), "甲县/2023.txt", None)
}

fn commit(dir: &Path, reports: &[(String, Report)], changed: usize) {
    let mut writer = IndexWriter::open(dir, None, false).unwrap();
    for (at, (path, report)) in reports.iter().enumerate() {
        if at < changed || writer.keep(path).is_none() {
            writer.add(path, FileKey::new(&hash_of(path.as_bytes()), ""), report.clone()).unwrap();
        }
    }
    writer.commit(&[Root::new("甲".to_owned(), "甲".into(), dir)]).unwrap();
}

/// Returns sections and mentions of `form` by a plain scan.
fn scan(reports: &[(String, Report)], form: &str) -> (u64, u64) {
    let (mut sections, mut mentions) = (0, 0);
    for (_, report) in reports {
        for section in &report.sections {
            let text = report.body.get(section.text.clone()).unwrap();
            let found = Folded::new(text).occurrences(form).len() as u64;
            sections += u64::from(found > 0);
            mentions += found;
        }
    }
    (sections, mentions)
}

#[test]
fn every_part_of_every_section_is_found_as_often_as_a_scan_finds_it() {
    let dir = tempfile::TempDir::new().unwrap();
    let mut dice = Dice::new(7);
    let mut reports: Vec<(String, Report)> =
        (0..12).map(|at| (format!("{at}.txt"), report(&mut dice))).collect();
    commit(dir.path(), &reports, 0);
    // Some are changed, some removed, some added, which makes segments with deleted documents.
    for (_, changed) in reports.iter_mut().take(3) {
        *changed = report(&mut dice);
    }
    reports.truncate(10);
    reports.extend((20..23).map(|at| (format!("{at}.txt"), report(&mut dice))));
    commit(dir.path(), &reports, 3);

    let reader = IndexReader::open(dir.path()).unwrap();
    let sections: u64 = reports.iter().map(|(_, report)| report.sections.len() as u64).sum();
    assert_eq!(reader.manifest().sections, sections);
    for (_, report) in &reports {
        let characters: Vec<char> = Folded::new(&report.body).text.chars().collect();
        for len in 1..=7 {
            let start = dice.below(characters.len() - len);
            let form: String = characters.get(start..start + len).unwrap().iter().collect();
            // A comma at the edge of a number has two forms.
            if fold_term(&form) != [form.as_str()] {
                continue;
            }
            let request = Request {
                mode: Mode::Exact,
                limit: 0,
                ..Request::new(Query::Term(Term::folded(&form)))
            };
            let counts = search(&reader, &request).unwrap().body.counts;
            assert_eq!((counts.sections, counts.mentions), scan(&reports, &form), "{form}");
        }
    }
}

#[test]
fn all_hits_are_those_of_a_search_without_a_limit() {
    let dir = tempfile::TempDir::new().unwrap();
    let mut dice = Dice::new(11);
    let reports: Vec<(String, Report)> =
        (0..30).map(|at| (format!("{at}.txt"), report(&mut dice))).collect();
    commit(dir.path(), &reports, 0);
    let reader = IndexReader::open(dir.path()).unwrap();
    let asked = |limit, offset| Request {
        limit,
        offset,
        ..Request::new(Query::Term(Term::folded("法治")))
    };
    let found = search(&reader, &asked(1000, 0)).unwrap();
    assert!(found.body.hits.len() > 10, "{}", found.body.hits.len());
    let (results, hits) = find_hits(&reader, &asked(usize::MAX, 0)).unwrap();
    assert_eq!((results.lists["hits"].limit, &results.lists["hits"].next), (None, &None));
    assert_eq!((results.body.counts, results.ground), (found.body.counts, found.ground));
    let hits: Vec<_> = hits.map(Result::unwrap).collect();
    assert_eq!(hits, found.body.hits);
    assert_eq!(search(&reader, &asked(2, 3)).unwrap().body.hits[..], found.body.hits[3..5]);
}

#[test]
fn a_cursor_leads_through_a_list_until_the_index_is_written() {
    let dir = tempfile::TempDir::new().unwrap();
    let mut dice = Dice::new(5);
    let reports: Vec<(String, Report)> =
        (0..9).map(|at| (format!("{at}.txt"), report(&mut dice))).collect();
    commit(dir.path(), &reports, 0);
    let reader = IndexReader::open(dir.path()).unwrap();
    let all = Request { limit: usize::MAX, ..Request::new("法治".parse().unwrap()) };
    let all = search(&reader, &all).unwrap().body.hits;
    let mut request = Request { limit: 4, ..Request::new("法治".parse().unwrap()) };
    let mut hits = Vec::new();
    let last = loop {
        let answer = search(&reader, &request).unwrap();
        let page = answer.lists["hits"].clone();
        assert_eq!((page.total, page.limit), (all.len() as u64, Some(4)));
        assert_eq!(
            (page.listed, page.page),
            (answer.body.hits.len() as u64, 1 + hits.len() as u64 / 4)
        );
        hits.extend(answer.body.hits);
        let Some(next) = page.next else { break request };
        request.start_at(&reader, &next).unwrap();
    };
    assert!(all.len() > 8, "{}", all.len());
    assert_eq!(hits, all);
    let cursor = |reader: &IndexReader, text: &str| {
        last.clone().start_at(reader, text).map_err(|error| error.code())
    };
    let good = format!("{}-4", reader.manifest().version());
    assert_eq!(cursor(&reader, &good), Ok(()));
    for bad in ["", "4", "x-y", &format!("{good}x"), "-", "甲-乙"] {
        assert_eq!(cursor(&reader, bad), Err("bad-cursor"), "{bad}");
    }
    assert_eq!(cursor(&reader, "0123456789ab-4"), Err("old-cursor"));
}

#[test]
fn what_is_found_within_reports_is_what_a_search_counts_in_them() {
    use super::ReportQuery;

    let dir = tempfile::TempDir::new().unwrap();
    let mut dice = Dice::new(23);
    let reports: Vec<(String, Report)> =
        (0..8).map(|at| (format!("{at}.txt"), report(&mut dice))).collect();
    commit(dir.path(), &reports, 0);
    let reader = IndexReader::open(dir.path()).unwrap();
    let numbers: Vec<u64> = (0..8).collect();
    for (query, mode, is_one_term) in [
        ("法治政府", Mode::Exact, true),
        ("法", Mode::Exact, true),
        ("'“法'", Mode::Exact, true),
        ("政府", Mode::Strict, true),
        ("法治 -行政执法", Mode::Exact, true),
        ("法 OR 法治", Mode::Exact, true),
        ("(法治 政府) OR 法", Mode::Exact, false),
        ("行政执法与法治政府", Mode::Words, false),
        ("标题:工作 法治", Mode::Exact, true),
        ("年度:2022", Mode::Exact, false),
    ] {
        let request = Request { mode, ..Request::new(query.parse().unwrap()) };
        let counts = search(&reader, &request).unwrap().body.counts;
        let within = ReportQuery::new(&reader, &request).unwrap();
        let found = within.mentions(&numbers).unwrap();
        let mentions: u64 = found.values().map(|&count| u64::from(count)).sum();
        assert_eq!((found.len() as u64, mentions), (counts.sections, counts.mentions), "{query}");
        for (&(number, place), &count) in found.iter().filter(|_| is_one_term) {
            let sections = reader.guard(|| reader.sections_of(number)).unwrap();
            let address = sections[usize::try_from(place).unwrap()];
            let text = reader.guard(|| reader.section(address)).unwrap().text;
            assert_eq!(within.marks(&text).len(), count as usize, "{query}: {text}");
        }
    }
}

/// Returns the occurrences of a form in a folded text that one counts who reads from left to right.
fn read_off(text: &[char], form: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + form.len() <= text.len() {
        let is_here = &text[at..at + form.len()] == form;
        if is_here {
            found.push((at, at + form.len()));
        }
        at += if is_here { form.len() } else { 1 };
    }
    found
}

/// Counts by hand: every occurrence of every term, without those that lie inside another one.
fn recount(text: &str, terms: &[String]) -> u64 {
    let text: Vec<char> = Folded::new(text).text.chars().collect();
    let mut all: Vec<(usize, usize)> = Vec::new();
    for term in terms {
        for form in fold_term(term) {
            all.extend(read_off(&text, &form.chars().collect::<Vec<char>>()));
        }
    }
    all.sort_unstable();
    all.dedup();
    let lies_in = |a: &(usize, usize), b: &(usize, usize)| a != b && b.0 <= a.0 && a.1 <= b.1;
    all.iter().filter(|it| !all.iter().any(|other| lies_in(it, other))).count() as u64
}

#[test]
fn a_mention_inside_another_one_is_not_counted_again() {
    let dir = tempfile::TempDir::new().unwrap();
    let mut dice = Dice::new(31);
    let reports: Vec<(String, Report)> =
        (0..20).map(|at| (format!("{at}.txt"), report(&mut dice))).collect();
    commit(dir.path(), &reports, 0);
    let reader = IndexReader::open(dir.path()).unwrap();
    let pieces = ["法", "治", "政", "府", "行", "法治", "政府", "行政", "执法", "1", "a"];
    let mut nested = 0;
    for round in 0..600 {
        // Each term is new, a part of one before, or one before with something added.
        let mut terms: Vec<String> = Vec::new();
        for _ in 0..2 + dice.below(4) {
            let mut term: Vec<char> = match terms.len() {
                0 => Vec::new(),
                some => terms[dice.below(some)].chars().collect(),
            };
            if term.len() > 1 && dice.below(2) == 0 {
                let from = dice.below(term.len());
                term = term[from..=from + dice.below(term.len() - from)].to_vec();
            } else {
                (0..=dice.below(2)).for_each(|_| term.extend(dice.pick(&pieces).chars()));
            }
            terms.push(term.into_iter().collect());
        }
        let joined = if round % 3 == 0 { " " } else { " OR " };
        let text = terms.join(joined);
        let is_found = |text: &str| {
            let folded = Folded::new(text).text;
            let mut each = terms.iter().map(|term| folded.contains(term.as_str()));
            if round % 3 == 0 { each.all(|it| it) } else { each.any(|it| it) }
        };
        let (mut sections, mut mentions, mut single) = (0, 0, 0);
        for (_, report) in &reports {
            for section in &report.sections {
                let text = report.body.get(section.text.clone()).unwrap();
                if is_found(text) {
                    sections += 1;
                    mentions += recount(text, &terms);
                    single +=
                        terms.iter().map(|it| recount(text, std::slice::from_ref(it))).sum::<u64>();
                }
            }
        }
        nested += u64::from(mentions < single);
        let request = Request { limit: 1000, ..Request::new(text.parse().unwrap()) };
        let found = search(&reader, &request).unwrap().body;
        assert_eq!((found.counts.sections, found.counts.mentions), (sections, mentions), "{text}");
    }
    assert!(nested > 100, "{nested}");
}

#[test]
fn terms_as_written_and_folded_terms_count_a_place_once() {
    let texts = ["落实“三项制度”、三项制度。三项“制度”", "执法三项制度，双随机、一公开"];
    let reports: Vec<(String, Report)> = texts
        .iter()
        .map(|text| parse::report(text, &PageFacts::default(), "甲.txt", None))
        .zip(0..)
        .map(|(report, at)| (format!("{at}.txt"), report))
        .collect();
    let dir = tempfile::TempDir::new().unwrap();
    commit(dir.path(), &reports, 0);
    let reader = IndexReader::open(dir.path()).unwrap();
    for (query, mode, expected) in [
        ("三项制度", Mode::Exact, 4),
        ("'三项制度'", Mode::Exact, 3),
        ("'三项制度' OR 三项制度", Mode::Exact, 4),
        ("'“三项制度”' OR 三项制度", Mode::Exact, 4),
        ("'“三项制度”' OR '三项制度'", Mode::Exact, 3),
        ("'、' OR 双随机一公开", Mode::Exact, 2),
        ("三项制度 OR 执法三项制度", Mode::Strict, 3),
        ("落实“三项制度”", Mode::Strict, 1),
        ("“三项制度”", Mode::Strict, 1),
        ("\"三项制度\"", Mode::Strict, 3),
        ("三项“制度”", Mode::Strict, 1),
        ("落实三项制度", Mode::Strict, 0),
        ("双随机、一公开", Mode::Strict, 1),
        ("三项 OR 制度", Mode::Exact, 8),
    ] {
        let request = Request { mode, ..Request::new(query.parse().unwrap()) };
        let counts = search(&reader, &request).unwrap().body.counts;
        assert_eq!(counts.mentions, expected, "{query}");
    }
}

#[test]
fn terms_as_written_are_found_as_a_scan_of_the_original_finds_them() {
    let pieces =
        ["法", "治", "顾", "顧", "1", "１", ",", "，", "-", "—", "(", "（", "、", "“", " ", "234"];
    let dir = tempfile::TempDir::new().unwrap();
    let mut dice = Dice::new(43);
    let text = |dice: &mut Dice| -> String {
        let words = (0..dice.below(90)).map(|_| dice.pick(&pieces)).collect::<String>();
        format!("一、工作\n法{words}治\n")
    };
    let reports: Vec<(String, Report)> = (0..25)
        .map(|at| {
            let report = parse::report(&text(&mut dice), &PageFacts::default(), "甲.txt", None);
            (format!("{at}.txt"), report)
        })
        .collect();
    commit(dir.path(), &reports, 0);
    let reader = IndexReader::open(dir.path()).unwrap();
    let mut found = 0;
    for round in 0..1500 {
        let len = 1 + round % 4;
        let term: String = (0..len).map(|_| dice.pick(&pieces)).collect();
        let (mut sections, mut mentions) = (0, 0);
        for (_, report) in &reports {
            for section in &report.sections {
                let text = report.body.get(section.text.clone()).unwrap();
                let count = text.matches(term.as_str()).count() as u64;
                sections += u64::from(count > 0);
                mentions += count;
            }
        }
        let request = Request { limit: 3, ..Request::new(Query::Term(Term::strict(&term))) };
        let counts = search(&reader, &request).unwrap().body.counts;
        assert_eq!((counts.sections, counts.mentions), (sections, mentions), "{term:?}");
        found += u64::from(mentions > 0);
    }
    assert!((500..1400).contains(&found), "{found}");
}

//! Hits grouped by report: they equal a plain grouping of the list of all hits.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::small_index::SmallIndex;
use super::{Answer, Hit, Mode, ReportHits, Request, Results, SectionHit, Sort, find_hits, search};
use crate::query::{Condition, ConditionKey};
use crate::testing::Dice;
use crate::text::Folded;

/// What is searched for.
const TERM: &str = "法治";

/// Returns a report of several sections with few different sentences, so that many have the same score.
fn report(dice: &mut Dice, at: usize) -> (String, String) {
    let sentences = ["推进法治建设。", "法治政府，法治社会。", "行政执法规范。", "政府工作有序。"];
    let headings =
        ["一、主要举措和成效", "二、存在的不足和原因", "三、下一年度安排", "四、其他工作"];
    let agency = format!("云岫县第{at}司法所");
    let mut text = match dice.below(5) {
        0 => format!("{agency}关于法治工作的情况\n"),
        year => format!("{agency}{}年法治政府建设工作报告\n", 2019 + year),
    };
    for heading in headings {
        let sentences: String = (0..=dice.below(3)).map(|_| dice.pick(&sentences)).collect();
        let _ = write!(text, "\n{heading}\n{sentences}\n");
    }
    (format!("{:02}.txt", (at * 7) % 40), text)
}

fn index() -> SmallIndex {
    let mut dice = Dice::new(23);
    let reports: Vec<(String, String)> = (0..40).map(|at| report(&mut dice, at)).collect();
    let reports: Vec<(&str, String)> =
        reports.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    SmallIndex::new(&reports, None)
}

/// Groups the list of all hits: reports in the order in which it has them first; in the order of mentions,
/// those with the most come first.
fn grouped(index: &SmallIndex, request: &Request) -> Vec<ReportHits> {
    let all = Request { limit: usize::MAX, offset: 0, by_report: false, ..request.clone() };
    let mut reports: Vec<ReportHits> = Vec::new();
    for hit in search(&index.reader, &all).unwrap().body.hits {
        let Hit { score, report, section, section_number, mentions, page, passage } = hit;
        let at = reports.iter().position(|it| it.report == report).unwrap_or(reports.len());
        if at == reports.len() {
            reports.push(ReportHits { report, sections: 0, mentions: 0, hits: Vec::new() });
        }
        // Each section is shorter than a passage.
        reports[at].mentions += Folded::new(&passage.text).occurrences(TERM).len() as u64;
        reports[at].sections += 1;
        let hit = SectionHit { score, section, section_number, mentions, page, passage };
        reports[at].hits.push(hit);
    }
    if request.sort == Sort::Mentions {
        reports.sort_by_key(|it| Reverse(it.mentions));
    }
    reports
}

/// Returns reports with at most three sections of each.
fn cut(reports: &[ReportHits]) -> Vec<ReportHits> {
    let cut = |it: &ReportHits| ReportHits {
        hits: it.hits.iter().take(3).cloned().collect(),
        ..it.clone()
    };
    reports.iter().map(cut).collect()
}

fn requests() -> Vec<Request> {
    let part = Condition::read(ConditionKey::Part, "举措和成效").unwrap();
    let mut requests = Vec::new();
    for sort in Sort::ALL {
        for (query, mode) in [
            (TERM, Mode::Exact),
            (TERM, Mode::Strict),
            (TERM, Mode::Words),
            ("法治 -执法", Mode::Exact),
        ] {
            for filters in [vec![], vec![part.clone()]] {
                let asked = Request::new(query.parse().unwrap());
                requests.push(Request { sort, mode, filters, by_report: true, ..asked });
            }
        }
    }
    requests
}

#[test]
fn reports_come_in_the_order_of_their_best_sections_and_are_paged() {
    let index = index();
    for request in requests() {
        let asked = format!("{:?} {:?} {:?}", request.query, request.mode, request.sort);
        let expected = grouped(&index, &request);
        assert!(expected.len() > 20, "{asked}: {}", expected.len());
        let flat = Request { by_report: false, ..request.clone() };
        let flat = search(&index.reader, &flat).unwrap();
        let mut paged = Vec::new();
        let mut next = Request { limit: 7, ..request.clone() };
        loop {
            let Answer { body, lists, ground, .. } = search(&index.reader, &next).unwrap();
            let Results { counts, hits, reports, .. } = body;
            assert_eq!((counts, ground), (flat.body.counts, flat.ground), "{asked}");
            assert!(hits.is_empty() && !lists.contains_key("hits"), "{asked}");
            let (reports, list) = (reports.unwrap(), &lists["reports"]);
            assert_eq!(
                (list.total, list.listed),
                (counts.reports, reports.len() as u64),
                "{asked}"
            );
            paged.extend(reports);
            let Some(cursor) = &list.next else { break };
            next.start_at(&index.reader, cursor).unwrap();
        }
        assert_eq!(paged, cut(&expected), "{asked}");
        let sections: u64 = expected.iter().map(|it| it.sections).sum();
        assert_eq!(sections, flat.body.counts.sections, "{asked}");
        let mentions: u64 = expected.iter().map(|it| it.mentions).sum();
        assert_eq!(mentions, flat.body.counts.mentions, "{asked}");
    }
}

#[test]
fn a_table_has_all_sections_of_each_report() {
    let index = index();
    for request in requests() {
        let expected = grouped(&index, &request);
        for (limit, offset) in [(usize::MAX, 0), (5, 3)] {
            let asked = Request { limit, offset, ..request.clone() };
            let (answer, hits) = find_hits(&index.reader, &asked).unwrap();
            assert!(answer.body.reports.is_none() && answer.body.hits.is_empty());
            let mut reports: BTreeMap<String, u64> = BTreeMap::new();
            let listed: Vec<_> = hits
                .map(|hit| {
                    let Hit { score, report, section, section_number, mentions, page, passage } =
                        hit.unwrap();
                    *reports.entry(report.path).or_default() += 1;
                    SectionHit { score, section, section_number, mentions, page, passage }
                })
                .collect();
            let wanted: Vec<&ReportHits> = expected.iter().skip(offset).take(limit).collect();
            let sections: Vec<_> = wanted.iter().flat_map(|it| it.hits.clone()).collect();
            assert_eq!(listed, sections);
            let counts: BTreeMap<String, u64> =
                wanted.iter().map(|it| (it.report.path.clone(), it.sections)).collect();
            assert_eq!(reports, counts);
        }
    }
}

#[test]
fn nothing_found_or_wanted_is_an_empty_list() {
    let index = index();
    let asked = |term: &str| Request { by_report: true, ..Request::new(term.parse().unwrap()) };
    let none = search(&index.reader, &asked("不存在")).unwrap().body;
    assert_eq!((none.reports, none.counts.reports), (Some(Vec::new()), 0));
    let counts = search(&index.reader, &Request { limit: 0, ..asked(TERM) }).unwrap().body;
    assert!(counts.reports == Some(Vec::new()) && counts.counts.reports > 20);
    let behind = search(&index.reader, &Request { offset: 100, ..asked(TERM) }).unwrap().body;
    assert_eq!((behind.reports, behind.counts), (Some(Vec::new()), counts.counts));
}

//! Tables over a small index, as a person would count them.

use super::*;
use crate::query::Query;
use crate::search::count::walk;
use crate::search::request::Request;
use crate::search::small_index::{SmallIndex, report_text};

const YEAR: GroupBy = GroupBy::Facet(FacetBy::Year);
const PART: GroupBy = GroupBy::Facet(FacetBy::Part);
const AGENCY: GroupBy = GroupBy::Facet(FacetBy::Agency);

/// Two reports mention 三项制度: one in one part, the other in two.
fn index() -> SmallIndex {
    let (lushi, qiaoxi) = ("河南省三门峡市卢氏县司法局", "河北省石家庄市桥西区司法局");
    let reports = [
        ("1.txt", report_text(lushi, 2020, "落实三项制度，三项制度。", "力量不足。")),
        ("2.txt", report_text(lushi, 2023, "落实三项制度。", "三项制度不足。")),
        ("3.txt", report_text(qiaoxi, 2023, "落实工作。", "力量不足。")),
    ];
    SmallIndex::new(&reports, None)
}

fn table<'a>(index: &'a SmallIndex, filter: &str, collector: TableCollector<'a>) -> Matrix {
    let filters = match filter.parse() {
        Ok(Query::Condition(condition)) => vec![condition],
        _ => Vec::new(),
    };
    let request = Request { filters, ..Request::new("三项制度".parse().unwrap()) };
    walk(&index.reader, &request, collector, |matrix, _| Ok(matrix)).unwrap().body
}

/// Prints reports found, reports counted over, and mentions.
fn counts(tally: Tally) -> String {
    format!("{}/{} ×{}", tally.found.reports, tally.reports, tally.found.mentions)
}

fn printed(entries: &[AxisEntry], by: GroupBy) -> Vec<String> {
    let one = |entry: &AxisEntry| format!("{} {}", entry.group.label(by), counts(entry.tally));
    entries.iter().map(one).collect()
}

#[test]
fn reports_count_once_in_every_row_and_in_every_part_that_they_have() {
    let index = index();
    let matrix = table(&index, "", TableCollector::new(YEAR, Some(PART)));
    assert_eq!(counts(matrix.total), "2/3 ×4");
    assert_eq!(printed(&matrix.rows, YEAR), ["2020 1/1 ×2", "2023 1/2 ×2"]);
    let parts = ["举措和成效 2/3 ×3", "不足和原因 1/3 ×1", "其他 0/3 ×0"];
    assert_eq!(printed(&matrix.columns, PART), parts);
    let cells = |row: &AxisEntry| {
        let cells = matrix.columns.iter().map(|column| counts(matrix.cell(row, column)));
        cells.collect::<Vec<_>>().join(", ")
    };
    let cells: Vec<String> = matrix.rows.iter().map(cells).collect();
    assert_eq!(cells, ["1/1 ×2, 0/1 ×0, 0/1 ×0", "1/2 ×1, 1/2 ×1, 0/2 ×0"]);
}

#[test]
fn characters_are_those_of_all_sections_whether_sections_are_counted_in_runs_or_not() {
    let index = index();
    let by_year = table(&index, "", TableCollector::new(YEAR, None));
    let by_part = table(&index, "", TableCollector::new(PART, None));
    let sum = |rows: &[AxisEntry]| rows.iter().map(|row| row.tally.characters).sum::<u64>();
    let all = index.reader.manifest().characters;
    assert!(all > 0);
    assert_eq!((by_year.total.characters, by_part.total.characters), (all, all));
    assert_eq!((sum(&by_year.rows), sum(&by_part.rows)), (all, all));
}

#[test]
fn a_facet_does_not_follow_its_own_filter_and_the_others_do() {
    let index = index();
    let years = table(&index, "年度:2023", TableCollector::for_facet(FacetBy::Year, true));
    assert_eq!(printed(&years.rows, YEAR), ["2020 1/1 ×2", "2023 1/2 ×2"]);
    let agencies = table(&index, "年度:2023", TableCollector::for_facet(FacetBy::Agency, true));
    assert_eq!(
        printed(&agencies.rows, AGENCY),
        ["河北省石家庄市桥西区司法局 0/1 ×0", "河南省三门峡市卢氏县司法局 1/1 ×2"]
    );
    let found = table(&index, "年度:2023", TableCollector::for_facet(FacetBy::Year, false));
    assert_eq!(printed(&found.rows, YEAR), ["2020 1/0 ×2", "2023 1/0 ×2"]);
}

#[test]
fn entries_have_the_region_that_all_of_their_reports_are_in() {
    let index = index();
    for (by, expected) in [
        (YEAR, vec![None, None]),
        (AGENCY, vec![Some("河北省 › 石家庄市 › 桥西区"), Some("河南省 › 三门峡市 › 卢氏县")]),
    ] {
        let mut regions: Vec<Option<String>> = Vec::new();
        for row in table(&index, "", TableCollector::new(by, None)).rows {
            regions.push(row.region.map(|region| region.path()));
        }
        assert_eq!(regions.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn years_have_no_gaps_and_other_groups_are_as_they_are() {
    let index = index();
    let groups = |by: GroupBy| -> Vec<String> {
        let matrix = table(&index, "", TableCollector::new(by, None));
        let groups = groups_without_gaps(by, matrix.rows.iter()).into_iter();
        groups.map(|group| group.label(by)).collect()
    };
    assert_eq!(groups(YEAR), ["2020", "2021", "2022", "2023"]);
    assert_eq!(groups(PART), ["举措和成效", "不足和原因", "其他"]);
    assert_eq!(groups_without_gaps(YEAR, [].iter()).len(), 0);
}

#[test]
fn novelty_is_that_of_the_report_then_of_its_parts() {
    let mut seen = SeenReports::default();
    for (report, part, expected) in [
        (7, Some(0), Novelty::Report),
        (7, Some(0), Novelty::Nothing),
        (7, Some(1), Novelty::Part),
        (8, Some(1), Novelty::Report),
        (7, Some(1), Novelty::Nothing),
        // The largest number of a part is not the smallest of the next report.
        (7, Some(PARTS - 1), Novelty::Part),
        (8, Some(0), Novelty::Part),
        (9, None, Novelty::Report),
        (9, None, Novelty::Nothing),
    ] {
        assert_eq!(seen.add(report, part), expected, "{report} {part:?}");
    }
    let is_new = |novelty: Novelty| (novelty.is_new_for(YEAR), novelty.is_new_for(PART));
    let all = [Novelty::Nothing, Novelty::Part, Novelty::Report].map(is_new);
    assert_eq!(all, [(false, false), (false, true), (true, true)]);
}

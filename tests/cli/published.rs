//! The five published reports: facts, outlines and the three answers.
//!
//! They are not part of the repository: their files are named by their first three digits, and no
//! sentence of theirs is quoted here.

use std::collections::BTreeMap;
use std::fs;

use chabao::analysis::{Mentions, Reports, ShownReport};
use chabao::parse::clean;
use chabao::report::Part;
use chabao::search::{Answer, FacetBy, Results};

use crate::corpus::{files, published};
use crate::shared::{first_two_lines, shared};
use crate::world::World;

/// Returns a folder with the published reports, indexed.
fn world() -> World {
    let world = World::new();
    for (name, path) in files(&published()) {
        world.report_bytes(format!("reports/{name}"), &fs::read(path).unwrap());
    }
    world.index(["reports"]);
    world
}

/// Returns the first three digits of a report's file name.
fn digits(path: &str) -> &str {
    &path["reports/".len()..][..3]
}

#[test]
#[ignore = "needs ../shared"]
fn facts_are_those_that_a_reader_finds() {
    let world = world();
    let Reports { reports } = world.json(&["reports"]);
    let expected = [
        ("000", "X县卫生健康局", "", "", 2021, false),
        (
            "001",
            "酉阳土家族苗族自治县卫生健康委员会",
            "重庆市 › 酉阳土家族苗族自治县",
            "500242",
            2023,
            true,
        ),
        ("002", "卢氏县卫生健康委员会", "河南省 › 三门峡市 › 卢氏县", "411224", 2024, false),
        ("003", "重庆市巴南区卫生健康委员会", "重庆市 › 巴南区", "500113", 2021, true),
        ("004", "定襄县卫生健康和体育局", "山西省 › 忻州市 › 定襄县", "140921", 2023, true),
    ];
    assert_eq!(reports.len(), expected.len());
    for (report, (file, agency, region, code, year, has_title)) in reports.iter().zip(expected) {
        assert_eq!(digits(&report.path), file);
        assert_eq!(report.facts.agency.as_deref(), Some(agency), "{file}");
        assert_eq!(report.facts.region.path(), region, "{file}");
        assert_eq!(report.facts.region.code.as_deref().unwrap_or_default(), code, "{file}");
        assert_eq!(report.facts.year.map(chabao::report::Year::get), Some(year), "{file}");
        let title = has_title.then(|| {
            let path = shared("reports").join(report.path.rsplit('/').next().unwrap());
            first_two_lines(&fs::read_to_string(path).unwrap())
        });
        assert_eq!(report.facts.title, title, "{file}");
        for fact in ["agency", "year"] {
            assert!(report.sources.contains_key(fact), "{file}: where is {fact} from?");
        }
    }
    assert_eq!(reports[2].facts.agency_as_written.as_deref(), Some("卢氏县卫健委"));
    assert_eq!(reports[4].facts.date.unwrap().to_string(), "2023-12-18");
    assert!(reports[0].notes.iter().any(|note| note.contains("anonymised")), "{:?}", reports[0]);
}

#[test]
#[ignore = "needs ../shared"]
fn the_counties_that_mention_a_term_and_those_that_do_not_are_told_apart() {
    let world = world();
    let mentions: Answer<Mentions> = world.json(&["mentions", "法律顾问"]);
    let rows: Vec<(&str, u64, u64, u16)> = mentions
        .body
        .rows
        .iter()
        .map(|row| (row.value.as_str(), row.reports, row.held, row.years[0].get()))
        .collect();
    assert_eq!(
        rows,
        [("定襄县", 1, 1, 2023), ("卢氏县", 1, 1, 2024), ("酉阳土家族苗族自治县", 1, 1, 2023)]
    );
    let absent: Vec<&str> = mentions.body.absent.iter().map(|row| row.value.as_str()).collect();
    assert_eq!(absent, ["巴南区", "未识别"]);
    assert_eq!((mentions.ground.reports, mentions.ground.unreadable), (5, 0));
    let told = world.data(["mentions", "法律顾问", "--absent"]);
    assert!(told.contains("\n巴南区") && told.contains("\n未识别"), "{told}");
    assert!(!told.contains("酉阳"), "{told}");
}

#[test]
#[ignore = "needs ../shared"]
fn every_report_says_the_three_systems_and_broken_lines_are_found() {
    let world = world();
    let found: Answer<Results> =
        world.json(&["search", "三项制度", "--facet", "year", "--limit", "100"]);
    let years: BTreeMap<&str, u64> = found.body.facets[&FacetBy::Year]
        .iter()
        .map(|row| (row.value.as_str(), row.reports))
        .collect();
    assert_eq!(years, BTreeMap::from([("2021", 2), ("2023", 2), ("2024", 1)]));
    assert_eq!((found.body.counts.reports, found.ground.reports), (5, 5));
    for term in ["双随机一公开", "依法依规"] {
        let found: Answer<Results> = world.json(&["search", term, "--limit", "100"]);
        assert!(found.body.hits.iter().any(|hit| digits(&hit.report.path) == "004"), "{term}");
    }
    for character in ["法", "县", "X", "，"] {
        let found: Answer<Results> = world.json(&["search", character]);
        assert!(found.body.counts.mentions > 0, "{character}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn sections_have_their_statutory_parts_and_make_up_the_whole_body() {
    let world = world();
    let part_of = |file: &str, heading: &str| -> Part {
        let shown: ShownReport = world.json(&["show", file]);
        let mut sections = shown.sections.iter();
        let top = |path: &[String]| path.first().is_some_and(|top| top.starts_with(heading));
        sections
            .find(|section| top(&section.heading_path))
            .unwrap_or_else(|| panic!("{heading} in {file}"))
            .part
    };
    assert_eq!(part_of("001", "二、存在的主要问题"), Part::Shortcomings);
    assert_eq!(part_of("001", "三、2024年主要工作思路"), Part::NextYear);
    assert_eq!(part_of("000", "二、党政主要负责人"), Part::Leadership);
    assert_eq!(part_of("002", "3、"), Part::NextYear);
    for (name, path) in files(&published()) {
        let shown: ShownReport = world.json(&["show", &name]);
        let body: String = shown.sections.iter().map(|section| section.text.as_str()).collect();
        assert_eq!(body, clean(&fs::read_to_string(path).unwrap()), "{name}");
    }
}

//! The bytes and the elements of the page with all counties of the country.

use std::collections::BTreeSet;

use maud::html;

use crate::analysis::{Cell, Coverage, CoverageColumn, CoverageRow, State};
use crate::gazetteer::Gazetteer;
use crate::present::About;
use crate::query::Query;
use crate::report::{AgencyKind, Language, Level, Part, Region, RegionView, ReportKind};
use crate::search::{Answer, FacetBy, FacetRow, Results};
use crate::web::http::encoding::Encoding;
use crate::web::http::params::{Params, Unknown};
use crate::web::pages::cite;
use crate::web::pages::layout::PageContext;
use crate::web::pages::query_form::with_question;
use crate::web::state::ServerOptions;
use crate::web::testing::{Site, report};

use super::provinces::Provinces;
use super::rows::Rows;
use super::view::{PARAMETERS, View};

/// The most bytes of a page, without compression.
const MOST_BYTES: usize = 200_000;

/// The most bytes of a page on the wire.
const MOST_PACKED: usize = 60_000;

/// The most elements of a page.
const MOST_ELEMENTS: usize = 2_200;

/// Returns the counts of a cell, in turn of every kind.
fn cell(number: u64, held: u64) -> Cell {
    let reports = number % (held + 1);
    let mentions = if reports == 0 { 0 } else { reports + number * 7 % 1500 };
    let state = if reports == 0 { State::NoMention } else { State::Mentions };
    Cell { state, reports, held, mentions: Some(mentions) }
}

/// Returns an answer over these years with a row for every county of the country, of three reports a
/// year.
fn every_county(years: std::ops::Range<u16>) -> Answer<Coverage> {
    let title = "河南省三门峡市卢氏县司法局2021年法治政府建设工作报告";
    let site = Site::new(&[("1.txt", &report(title, "法律顾问。"))], ServerOptions::default());
    let table = site.get("/api/v1/coverage?q=法律顾问").json();
    let mut answer: Answer<Coverage> = serde_json::from_value(table).unwrap();
    let gazetteer = Gazetteer::shared();
    let counties = gazetteer.nodes().map(|node| gazetteer.region(node));
    let counties = counties.filter(|region| region.county.is_some());
    let len = years.len() as u64;
    answer.body.rows = counties
        .zip(0..)
        .map(|(region, number)| CoverageRow {
            value: region.down_to(Level::County).smallest().unwrap().name.clone(),
            region: Some(RegionView::from(&region)),
            // Every fifth does not mention it at all.
            total: cell(if number % 5 == 0 { 0 } else { number % 30 + 1 }, 3 * len),
            cells: (0..len).map(|year| cell(number + year, 3)).collect(),
        })
        .collect();
    let total = cell(5, 3 * answer.body.rows.len() as u64);
    answer.body.columns =
        years.map(|year| CoverageColumn { value: year.to_string(), region: None, total }).collect();
    answer.ground.reports = 3 * len * answer.body.rows.len() as u64;
    answer
}

/// Returns the values of the sidebar of that answer, of which its lists have a part: every county, and
/// thousands of agencies.
fn every_facet(answer: &Answer<Coverage>, query: Option<Query>) -> Answer<Results> {
    let gazetteer = Gazetteer::shared();
    let row = |value: String, divisions: Region| FacetRow {
        value,
        region: Some(RegionView::from(&divisions)).filter(|_| !divisions.is_empty()),
        divisions,
        reports: 1_234,
        held: 5_678,
        sections: 9_876,
        mentions: 54_321,
    };
    let plain = |value: &str| row(value.to_owned(), Region::default());
    let counties = gazetteer.nodes().map(|node| gazetteer.region(node));
    let agencies = (0..3_000).map(|at| plain(&format!("云岫县第{at}农业农村局")));
    let facets = [
        (FacetBy::Year, answer.body.columns.iter().map(|year| plain(&year.value)).collect()),
        (FacetBy::Region, counties.map(|region| row(region.to_string(), region)).collect()),
        (FacetBy::Part, Part::ALL.map(|it| plain(it.label(Language::Chinese))).to_vec()),
        (FacetBy::Level, AgencyKind::ALL.map(|it| plain(it.label(Language::Chinese))).to_vec()),
        (FacetBy::Agency, agencies.collect()),
        (FacetBy::Kind, ReportKind::ALL.map(|it| plain(it.label(Language::Chinese))).to_vec()),
    ];
    let counts = answer.body.counts;
    let mut found = answer.clone().map(|_| Results {
        counts,
        facets: facets.into(),
        hits: Vec::new(),
        reports: None,
    });
    found.question.query = query;
    found
}

/// Checks that every province can be jumped to, if the rows are in their order.
fn check_beginnings(
    question: &str,
    coverage: &crate::Result<Answer<Coverage>>,
    language: Language,
) {
    let rows = &coverage.as_ref().expect("it was made").body;
    let context = PageContext::in_language(language);
    let at = |page: usize| {
        let address = format!("{question}&page={page}");
        Params::read(Some(&address), &with_question(PARAMETERS), Unknown::Ignored).unwrap()
    };
    let params = at(1);
    let query: Option<Query> = params.query().unwrap();
    let beginnings = Rows::new(&View::new(&context, &params, query.as_ref()), rows).beginnings;
    if question.contains("order=") {
        assert!(beginnings.is_empty());
        return;
    }
    assert!(beginnings.len() > 25, "{beginnings:?}");
    for (name, page) in beginnings {
        let params = at(page);
        let shown = Rows::new(&View::new(&context, &params, query.as_ref()), rows).shown;
        let is_of = |row: &&CoverageRow| {
            row.region.as_ref().and_then(|region| region.province.as_ref()) == Some(&name)
        };
        assert!(shown.iter().any(is_of), "{name} is not on page {page}");
    }
}

#[test]
fn a_page_of_the_counties_of_the_country_is_light() {
    let long = "q=聘请法律顾问 OR ".to_owned() + &"重大行政决策合法性审查 ".repeat(5);
    for (years, question, language) in [
        (2013..2026, "q=法律顾问", Language::Chinese),
        (2013..2026, "q=法律顾问", Language::English),
        (2013..2026, "", Language::Chinese),
        (2013..2026, "q=法律顾问&mode=strict&state=no-mention&level=政府", Language::Chinese),
        (2013..2026, "q=法律顾问&order=least", Language::English),
        (2023..2026, "q=法律顾问", Language::Chinese),
        (1986..2026, "q=法律顾问", Language::Chinese),
        (2013..2026, &long, Language::Chinese),
    ] {
        let coverage: crate::Result<Answer<Coverage>> = Ok(every_county(years));
        let answer = coverage.as_ref().expect("it was made");
        assert!(answer.body.rows.len() >= 2832);
        let provinces = Provinces::from_rows(answer).unwrap();
        let context = PageContext::in_language(language);
        let params = Params::read(Some(question), &with_question(PARAMETERS), Unknown::Ignored);
        let facets = every_facet(answer, params.unwrap().query().unwrap());
        let (mut shown, mut last) = (BTreeSet::new(), 1);
        for number in 1.. {
            let address = format!("{question}&page={number}");
            let params = Params::read(Some(&address), &with_question(PARAMETERS), Unknown::Ignored);
            let params = params.unwrap();
            let query: Option<Query> = params.query().unwrap();
            let view = View::new(&context, &params, query.as_ref());
            let rows = Rows::new(&view, &answer.body);
            last = rows.last();
            shown.extend(rows.shown.iter().map(|row| std::ptr::from_ref(*row)));
            // The pages are as large as one another: a few of them suffice.
            if number < 3 || number == last {
                let about = About::of_nothing("coverage");
                let about = about.with_answer(answer, Some(answer.body.counts));
                let cited = Some(cite::count(&context, about));
                let page =
                    super::whole(&view, (None, &html! {}, cited), (&provinces, &facets), &coverage);
                let elements = page.matches('<').count() - page.matches("</").count();
                let (bytes, at) = (page.len(), format!("{question} {language:?} {number}"));
                assert!(bytes <= MOST_BYTES, "{at}: {bytes}");
                assert!(elements <= MOST_ELEMENTS, "{at}: {elements} elements");
                let (_, packed) = Encoding::Gzip.pack(page.into_bytes());
                assert!(packed.len() <= MOST_PACKED, "{at}: {} on the wire", packed.len());
            }
            if number == last {
                assert_eq!(shown.len(), rows.all, "every row is on one of the pages");
                break;
            }
        }
        assert!(last > 1);
        check_beginnings(question, &coverage, language);
    }
}

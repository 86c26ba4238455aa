//! The bytes of the page with all counties of the country.

use std::collections::BTreeSet;

use maud::html;

use crate::analysis::{Cell, Coverage, CoverageColumn, CoverageRow, State};
use crate::gazetteer::Gazetteer;
use crate::query::Query;
use crate::report::{Language, Level, RegionView};
use crate::search::Answer;
use crate::web::http::params::{Params, Unknown};
use crate::web::pages::layout::PageContext;
use crate::web::pages::query_form::with_question;
use crate::web::state::ServerOptions;
use crate::web::testing::{Site, report};

use super::provinces::Provinces;
use super::rows::Rows;
use super::view::{PARAMETERS, View};

/// The most bytes of a page, without compression.
const MOST_BYTES: usize = 200_000;

/// Returns the counts of a cell, in turn of every kind.
fn cell(number: u64, held: u64) -> Cell {
    let reports = number % (held + 1);
    let mentions = if reports == 0 { 0 } else { reports + number * 7 % 1500 };
    let state = if reports == 0 { State::NoMention } else { State::Mentions };
    Cell { state, reports, held, mentions }
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

#[test]
fn a_page_of_the_counties_of_the_country_has_at_most_200_kb() {
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
                let bytes = super::whole(&view, (None, &html! {}), &provinces, &coverage).len();
                assert!(bytes <= MOST_BYTES, "{question} {language:?} {number}: {bytes}");
            }
            if number == last {
                assert_eq!(shown.len(), rows.all, "every row is on one of the pages");
                break;
            }
        }
        assert!(last > 1);
    }
}

//! The pages collected for development, with the facts that a reader finds in them.

#![expect(clippy::print_stderr, reason = "scores are for the eye")]

use super::facts_of;
use crate::agencies::AgencyName;
use crate::extract::PageFacts;
use crate::report::{AgencyKind, ReportKind};
use crate::testing::pages;

/// A collected page, and the facts that a reader finds in it.
struct Expected {
    id: String,
    text: String,
    url: String,
    agency: String,
    region: Vec<String>,
    year: Option<u64>,
    published: Option<String>,
    title: Option<String>,
    kind: ReportKind,
}

fn collected() -> Vec<Expected> {
    let read = |page: &serde_json::Value| {
        let text = |key: &str| page[key].as_str().unwrap_or_default().to_owned();
        let region = ["prov", "city", "county"].map(text);
        Expected {
            id: text("id"),
            text: format!("{}\n{}\n{}", text("head"), text("body"), text("tail")),
            url: text("url"),
            agency: text("agency"),
            region: region.into_iter().filter(|name| !name.is_empty()).collect(),
            year: page["year"].as_u64(),
            published: page["pub"].as_str().map(str::to_owned),
            title: page["title"].as_str().map(str::to_owned),
            kind: match text("doctype").as_str() {
                "fz" => ReportKind::RuleOfLaw,
                "xxgk" => ReportKind::OpenInformation,
                "jiedu" => ReportKind::Explanation,
                "fa" => ReportKind::Plan,
                _ => ReportKind::Other,
            },
        }
    };
    pages().iter().map(read).collect()
}

/// Returns what kind of body an agency of the collected pages is, and which department, by its full
/// name: there are governments and departments among them.
fn kind_of_agency(agency: &str) -> (AgencyKind, Option<String>) {
    if agency.ends_with("人民政府") {
        return (AgencyKind::Government, None);
    }
    let name = AgencyName::from_line(agency).unwrap();
    let places: usize = name.places.iter().map(|place| place.written.len()).sum();
    (AgencyKind::Department, agency.get(places..).map(str::to_owned))
}

/// How many of the collected pages have each fact right.
#[derive(Debug, Default)]
struct Scores {
    region: usize,
    unknown: usize,
    year: usize,
    day: usize,
    title: usize,
    agency: usize,
    agency_kind: usize,
    department: usize,
    kind: usize,
}

/// Compares what is found on one page with what is right; returns what is wrong.
fn compare(page: &Expected, scores: &mut Scores) -> Vec<String> {
    let given = PageFacts { url: Some(page.url.clone()), ..PageFacts::default() };
    let found = facts_of(&page.text, &given, "page.txt").facts;
    let names: Vec<String> = found
        .region
        .iter()
        .flat_map(|fact| fact.value.divisions())
        .map(|division| division.name.clone())
        .collect();
    let simple = |text: &str| text.chars().map(crate::text::simplified).collect::<String>();
    let year = found.year.map(|fact| u64::from(fact.value.get()));
    let title = found.title.map(|fact| simple(&fact.value));
    let agency = found.agency.map(|fact| fact.value).unwrap_or_default();
    let kind = found.kind.map(|fact| fact.value);
    let days = [found.published, found.date].map(|day| day.map(|day| day.value.to_string()));
    let mut wrong = Vec::new();
    let mut count = |is_right: bool, score: &mut usize, what: String| {
        if is_right { *score += 1 } else { wrong.push(what) }
    };
    let known = names == page.region;
    count(known, &mut scores.region, format!("region {names:?}"));
    count(year == page.year, &mut scores.year, format!("year {year:?}"));
    let day = page.published.is_none() && days[0].is_none() || days.contains(&page.published);
    count(day, &mut scores.day, format!("published, signed {days:?}"));
    count(title == page.title, &mut scores.title, format!("title {title:?}"));
    count(agency.canonical == page.agency, &mut scores.agency, format!("agency {agency:?}"));
    if !page.agency.is_empty() {
        let (agency_kind, department) = kind_of_agency(&page.agency);
        count(
            agency.kind == agency_kind,
            &mut scores.agency_kind,
            format!("kind of agency {:?}", agency.kind),
        );
        let wanted = department == agency.department;
        count(wanted, &mut scores.department, format!("department {:?}", agency.department));
    }
    count(kind == Some(page.kind), &mut scores.kind, format!("kind {kind:?}"));
    scores.unknown += usize::from(names.is_empty() && !page.region.is_empty());
    wrong
}

#[test]
#[ignore = "needs ../shared"]
fn collected_pages_are_read_as_well_as_ever() {
    let pages = collected();
    let mut scores = Scores::default();
    for page in &pages {
        let wrong = compare(page, &mut scores);
        if !wrong.is_empty() {
            eprintln!("{}: {}", page.id, wrong.join(", "));
        }
    }
    let wrong_region = pages.len() - scores.region - scores.unknown;
    let named = pages.iter().filter(|page| !page.agency.is_empty()).count();
    eprintln!(
        "{} pages, {named} with an agency, {wrong_region} wrong regions: {scores:?}",
        pages.len()
    );
    // Measured; they may only rise. Only the host gives the region of three pages.
    assert!(wrong_region == 0, "{wrong_region} wrong regions");
    assert!(scores.region >= pages.len(), "{} regions", scores.region);
    assert!(scores.year >= pages.len(), "{} years", scores.year);
    assert!(scores.day >= pages.len(), "{} days", scores.day);
    assert!(scores.title + 1 >= pages.len(), "{} titles", scores.title);
    assert!(scores.agency + 2 >= pages.len(), "{} agencies", scores.agency);
    assert!(scores.agency_kind + 1 >= named, "{} kinds of agencies", scores.agency_kind);
    assert!(scores.department + 1 >= named, "{} departments", scores.department);
    // Three beginnings do not say their kind.
    assert!(scores.kind + 3 >= pages.len(), "{} kinds", scores.kind);
}

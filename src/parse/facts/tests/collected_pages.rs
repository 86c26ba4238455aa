//! The pages collected for development, with the facts that a reader finds in them.

#![expect(clippy::print_stderr, reason = "scores are for the eye")]

use super::facts_of;
use crate::agencies::AgencyName;
use crate::extract::PageFacts;
use crate::report::{AgencyKind, Facts, Language, ReportKind};
use crate::testing::pages;

/// A collected page.
struct Page {
    id: String,
    text: String,
    url: String,
    /// The facts that a reader finds in it, as text; those that it does not say are absent.
    facts: [Option<String>; FACTS.len()],
    /// Whether the reader looked for the day of signing and the number of the document too.
    is_complete: bool,
}

/// The facts that are compared, with the most misses, and the most misses that are wrong values
/// rather than unknown ones. Measured; both may only fall.
const FACTS: [(&str, usize, usize); 10] = [
    ("region", 0, 0),
    ("year", 1, 0),
    ("title", 1, 0),
    ("published", 0, 0),
    ("signed", 0, 0),
    ("number", 0, 0),
    // One page names its agency in its address alone.
    ("agency", 1, 0),
    ("kind of agency", 1, 0),
    ("department", 1, 0),
    // Three beginnings do not say their kind.
    ("kind", 3, 0),
];

fn collected() -> Vec<Page> {
    let read = |page: &serde_json::Value| {
        let text = |key: &str| page[key].as_str().unwrap_or_default().to_owned();
        let given = |key: &str| Some(text(key)).filter(|value| !value.is_empty());
        let region = ["prov", "city", "county"].map(text);
        let region: Vec<String> = region.into_iter().filter(|name| !name.is_empty()).collect();
        let (agency_kind, department) = kind_of_agency(&text("agency"));
        let kind = match text("doctype").as_str() {
            "fz" => Some(ReportKind::RuleOfLaw),
            "xxgk" => Some(ReportKind::OpenInformation),
            "jiedu" => Some(ReportKind::Explanation),
            "fa" => Some(ReportKind::Plan),
            "gwork" => Some(ReportKind::GovernmentWork),
            _ => None,
        };
        Page {
            id: text("id"),
            text: format!("{}\n{}\n{}", text("head"), text("body"), text("tail")),
            url: text("url"),
            facts: [
                Some(region.join(" › ")).filter(|region| !region.is_empty()),
                page["year"].as_u64().map(|year| year.to_string()),
                given("title").as_deref().map(simple),
                given("pub"),
                given("date"),
                given("number"),
                given("agency"),
                agency_kind.map(|kind| kind.label(Language::Chinese).to_owned()),
                department,
                kind.map(|kind| kind.to_string()),
            ],
            is_complete: page.get("number").is_some(),
        }
    };
    pages().iter().map(read).collect()
}

/// Returns what kind of body an agency of the collected pages is, and which department, by its full
/// name.
fn kind_of_agency(agency: &str) -> (Option<AgencyKind>, Option<String>) {
    if agency.is_empty() {
        return (None, None);
    }
    if agency.ends_with("办事处")
        || agency.ends_with("乡人民政府")
        || agency.ends_with("镇人民政府")
    {
        return (Some(AgencyKind::Town), None);
    }
    if agency.ends_with("人民政府") {
        return (Some(AgencyKind::Government), None);
    }
    if agency.ends_with("管理委员会") || agency.ends_with("法院") {
        return (Some(AgencyKind::Other), None);
    }
    let name = AgencyName::from_line(agency).unwrap();
    let places: usize = name.places.iter().map(|place| place.written.len()).sum();
    (Some(AgencyKind::Department), agency.get(places..).map(str::to_owned))
}

fn simple(text: &str) -> String {
    text.chars().map(crate::text::simplified).collect()
}

/// Returns the facts that are compared, as text.
fn compared(found: Facts) -> [Option<String>; FACTS.len()] {
    let agency = found.agency.map(|fact| fact.value);
    let kind = found.kind.map(|fact| fact.value).filter(|kind| *kind != ReportKind::Other);
    [
        found.region.map(|fact| fact.value.to_string()),
        found.year.map(|fact| fact.value.to_string()),
        found.title.map(|fact| simple(&fact.value)),
        found.published.map(|fact| fact.value.to_string()),
        found.date.map(|fact| fact.value.to_string()),
        found.document_number.map(|fact| fact.value),
        agency.as_ref().map(|agency| agency.canonical.clone()),
        agency.as_ref().map(|agency| agency.kind.label(Language::Chinese).to_owned()),
        agency.and_then(|agency| agency.department),
        kind.map(|kind| kind.to_string()),
    ]
}

/// Compares one fact of `page`; returns `None` if it is right, and otherwise whether a wrong value was
/// found rather than none.
fn miss(page: &Page, at: usize, found: &[Option<String>; FACTS.len()]) -> Option<bool> {
    let (expected, own) = (&page.facts[at], &found[at]);
    let is_right = match FACTS[at].0 {
        // On the first pages the reader noted one day, whichever it was.
        "published" if !page.is_complete => {
            expected.is_none() || found[at..at + 2].contains(expected)
        }
        "signed" | "number" if !page.is_complete => true,
        _ => expected == own,
    };
    (!is_right).then_some(own.is_some())
}

#[test]
#[ignore = "needs ../shared"]
fn collected_pages_are_read_as_well_as_ever() {
    let pages = collected();
    let (mut misses, mut wrong) = ([0; FACTS.len()], [0; FACTS.len()]);
    for page in &pages {
        let given = PageFacts { url: Some(page.url.clone()), ..PageFacts::default() };
        let found = compared(facts_of(&page.text, &given, "page.txt").facts);
        for (at, (fact, ..)) in FACTS.iter().enumerate() {
            let Some(is_wrong) = miss(page, at, &found) else { continue };
            misses[at] += 1;
            wrong[at] += usize::from(is_wrong);
            let verdict = if is_wrong { "wrong" } else { "unknown" };
            let (found, expected) = (&found[at], &page.facts[at]);
            eprintln!("{}: {fact} {verdict}: {found:?}, not {expected:?}", page.id);
        }
    }
    for (at, (fact, most_misses, most_wrong)) in FACTS.into_iter().enumerate() {
        let (right, wrong) = (pages.len() - misses[at], wrong[at]);
        eprintln!("{fact}: {right} of {} right, {wrong} wrong", pages.len());
        assert!(misses[at] <= most_misses, "{fact}: {} misses", misses[at]);
        assert!(wrong <= most_wrong, "{fact}: {wrong} wrong");
    }
}

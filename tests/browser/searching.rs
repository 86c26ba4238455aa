//! Searching, narrowing, going on and reading, as one does with a mouse.

use std::collections::BTreeSet;

use crate::page::{Key, Page};
use crate::served::encoded;

/// The address of a search.
pub(crate) fn search(term: &str) -> String {
    format!("/?q={}", encoded(term))
}

/// The link to the title of each hit.
const HITS: &str = ".hits > li h3 a";

/// The sentence about what was found.
const GROUND: &str = ".ground p";

pub(crate) fn a_query_finds_passages_and_marks_it(page: &Page) {
    page.open("/");
    page.fill("#q", "三项制度");
    page.press(Key::Enter);
    page.wait_until("document.querySelector('.hits')");
    assert_eq!(page.path(), "/?q=三项制度&mode=exact");
    let found = page.site.api(&format!("search?q={}", encoded("三项制度")));
    let ground = page.text(GROUND);
    for count in ["reports", "sections", "mentions"] {
        assert!(ground.contains(&found["counts"][count].to_string()), "{count} in {ground}");
    }
    assert!(ground.contains(&found["ground"]["reports"].to_string()), "{ground}");
    assert_eq!(page.count(HITS), 10);
    let marked = page.texts(".hits mark");
    // Quotation marks inside a term are no part of it.
    let is_it = |text: &String| text.replace(['“', '”'], "") == "三项制度";
    assert!(marked.len() >= 10 && marked.iter().all(is_it), "{marked:?}");
}

pub(crate) fn a_facet_narrows_to_as_many_reports_as_it_said(page: &Page) {
    page.open(&search("三项制度"));
    let year = ".facets a[href*='&year=2023']";
    let said: u64 = page.ask(
        "+document.querySelector(arguments[0]).querySelector('.count').innerText.match(/(\\d+)\\//)[1]",
        &[year.into()],
    );
    let found = page.site.api(&format!("search?q={}&year=2023", encoded("三项制度")));
    assert_eq!(found["counts"]["reports"], said);
    page.click(year);
    page.wait_until("location.search.includes('year=2023')");
    assert!(page.text(GROUND).contains(&format!("有 {said} 份提及")), "{}", page.text(GROUND));
    // It is removed again among the conditions.
    page.click(".chosen a");
    page.wait_until("!location.search.includes('year')");
    assert_eq!(page.count(".chosen a"), 0);
}

pub(crate) fn pages_of_hits_lead_on_and_back(page: &Page) {
    page.open(&search("三项制度"));
    let found = page.site.api(&format!("search?q={}&limit=200", encoded("三项制度")));
    let sections = found["counts"]["sections"].as_u64().unwrap();
    assert!(sections > 20, "three pages: {sections}");
    let mut seen = BTreeSet::new();
    let mut last = 1;
    loop {
        let links: Vec<String> = page
            .ask("[...document.querySelectorAll(arguments[0])].map(it => it.href)", &[HITS.into()]);
        let first: u64 = page.eval("document.querySelector('.hits').start");
        assert_eq!(first, seen.len() as u64 + 1, "hits are numbered on");
        seen.extend(links);
        if page.count("a[rel=next]") == 0 {
            break;
        }
        page.click("a[rel=next]");
        last += 1;
        page.wait_until(&format!("location.search.includes('page={last}')"));
    }
    assert_eq!(seen.len() as u64, sections, "each section stands on one page");
    page.click("a[rel=prev]");
    page.wait_until(&format!("location.search.includes('page={}')", last - 1));
}

pub(crate) fn a_hit_leads_to_its_place_in_the_report(page: &Page) {
    page.open(&search("法律顾问"));
    let title = page.text(HITS);
    page.click(HITS);
    page.wait_until("location.pathname.startsWith('/reports/')");
    assert_eq!(page.text("h1"), title);
    assert!(page.texts("article mark").iter().any(|it| it == "法律顾问"));
    // The paragraph that the address names is in sight, and the mark is in it.
    page.wait_until("document.querySelector(':target')");
    page.wait_until("document.querySelector(':target').getBoundingClientRect().top < innerHeight");
    assert!(page.count(":target mark") > 0);
}

pub(crate) fn the_way_back_leads_to_the_same_place_of_the_same_list(page: &Page) {
    page.open(&format!("{}&sort=newest", search("三项制度")));
    page.click("a[rel=next]");
    page.wait_until("location.search.includes('page=2')");
    let (list, titles) = (page.texts(GROUND), page.texts(HITS));
    page.click(".hits > li:nth-child(3) h3 a");
    page.wait_until("location.pathname.startsWith('/reports/')");
    assert_eq!(page.text("h1"), titles[2]);
    page.click("nav.back a[data-way=back]");
    page.wait_until("location.pathname == '/'");
    assert!(page.path().contains("sort=newest") && page.path().contains("page=2"));
    assert_eq!((page.texts(GROUND), page.texts(HITS)), (list, titles));
    assert_eq!(page.eval::<String>("location.hash"), "#hit-13");
    page.wait_until("document.querySelector(':target').getBoundingClientRect().top < innerHeight");
}

pub(crate) fn the_rest_of_the_reports_is_listed_with_the_query_kept(page: &Page) {
    page.open(&search("法律顾问"));
    let found = page.site.api(&format!("search?q={}", encoded("法律顾问")));
    let count = |path: &str| found.pointer(path).and_then(serde_json::Value::as_u64).unwrap();
    let absent = count("/ground/reports") - count("/counts/reports");
    page.click(".rest a");
    page.wait_until("location.search.includes('absent=1')");
    assert_eq!(page.text("#results"), format!("这 {absent} 份没有提及“法律顾问”"));
    assert_eq!(page.eval::<String>("document.querySelector('#q').value"), "法律顾问");
    assert_eq!(page.count(".reports > li") as u64, absent.min(10));
    page.click(".reports a");
    page.wait_until("document.querySelector('details.why[open]')");
}

pub(crate) fn a_query_that_cannot_be_read_can_be_mended(page: &Page) {
    page.open_refused(&search("三项制度 ("));
    assert_eq!(page.text("h1"), "检索式无法读取");
    assert!(page.text("pre").contains('^'), "the place is marked: {}", page.text("pre"));
    assert_eq!(page.eval::<String>("document.querySelector('#q').value"), "三项制度 (");
    page.fill("#q", "三项制度");
    page.click("form[role=search] button[type=submit]");
    page.wait_until("document.querySelector('.hits')");
    page.open(&search("查无此词"));
    assert!(page.text("main").contains("没有找到"));
}

pub(crate) fn everything_works_without_script(page: &Page) {
    page.run_scripts(false);
    page.open("/");
    page.fill("#q", "三项制度");
    page.click("form[role=search] button[type=submit]");
    page.wait_until("document.querySelector('.hits')");
    // The driver takes what is folded for unseen, although the style shows it beside the answer.
    page.run("document.querySelector('.facets a[href*=\"&year=2023\"]').click()");
    page.wait_until("location.search.includes('year=2023')");
    let narrowed = page.text(GROUND);
    for (place, path) in [("哪些地方提及", "/coverage"), ("历年变化", "/trend")] {
        page.follow(place);
        page.wait_until(&format!("location.pathname == '{path}'"));
        assert!(page.path().contains("q=三项制度") && page.path().contains("year=2023"));
        assert!(page.text(GROUND).contains(narrowed.split('，').next().unwrap()), "{path}");
    }
    page.open(&search("三项制度"));
    page.click(HITS);
    page.wait_until("location.pathname.startsWith('/reports/')");
    assert!(page.count("article mark") > 0 && page.count("nav a[href^='#']") > 0);
}

pub(crate) fn nothing_is_fetched_from_elsewhere(page: &Page) {
    let report = page.site.api("reports")["reports"][0]["id"].as_str().unwrap().to_owned();
    for path in ["/", "/coverage", "/trend", &format!("/reports/{report}")] {
        page.open(path);
        let fetched: Vec<String> =
            page.eval("performance.getEntriesByType('resource').map(it => it.name)");
        let own = format!("http://{}/", page.site.address());
        let is_own = |name: &String| name.starts_with(&own) || name.starts_with("data:");
        assert!(fetched.len() > 1 && fetched.iter().all(is_own), "{path}: {fetched:?}");
    }
}

//! Reading a report: from hit to hit with keys, along its outline, and to be quoted.

use crate::page::{DESK, Key, PHONE, Page};
use crate::searching::search;
use crate::site::Site;

/// Opens the report with the most mentions of a term, and returns how many there are.
fn open_report(page: &Page, term: &str) -> u64 {
    let query = search(term);
    let found = page.site.api(&format!("search{}&sort=mentions", query.trim_start_matches('/')));
    let report = found["hits"][0]["report"]["id"].as_str().unwrap();
    page.open(&format!("/reports/{report}{}", query.trim_start_matches('/')));
    page.wait_until("document.querySelector('.hit-bar:not([hidden])')");
    page.eval("+document.querySelector('.hit-bar').dataset.all")
}

/// The line that says which hit is shown.
const PLACE: &str = ".hit-bar .place";

pub(crate) fn keys_lead_from_hit_to_hit(page: &Page) {
    let all = open_report(page, "法律顾问");
    assert!(all > 3, "{all} hits");
    assert_eq!(page.count("article mark:not(.uncounted)") as u64, all);
    for at in 1..=2 {
        page.write("n");
        page.wait_until(&format!("location.hash == '#h{at}'"));
        assert_eq!(page.text(PLACE), format!("第 {at} 处，共 {all} 处"));
    }
    page.write("p");
    page.wait_until("location.hash == '#h1'");
    page.wait_until("document.querySelector('#h1').getBoundingClientRect().top < innerHeight");
    // Before the first comes the last.
    page.write("p");
    page.wait_until(&format!("location.hash == '#h{all}'"));
    // Letters that are typed into a field are letters.
    page.run("document.querySelector('#within').scrollIntoView({ block: 'center', behavior: 'instant' })");
    page.click("#within");
    page.write("n");
    assert_eq!(page.eval::<String>("document.querySelector('#within').value"), "法律顾问n");
    assert_eq!(page.eval::<String>("location.hash"), format!("#h{all}"));
}

pub(crate) fn keys_lead_from_result_to_result(page: &Page) {
    page.open(&search("三项制度"));
    let titles = page.texts(".hits > li h3 a");
    page.click(".hits > li h3 a");
    page.wait_until("location.search.includes('&hit=1&')");
    assert_eq!(page.count("nav.back a[rel=prev]"), 0, "nothing is before the first");
    for (hit, title) in titles.iter().enumerate().take(3).skip(1) {
        page.write("j");
        page.wait_until(&format!("location.search.includes('&hit={}&')", hit + 1));
        assert_eq!(page.text("h1"), *title);
        page.wait_until("document.querySelector(':target')");
    }
    page.write("k");
    page.wait_until("location.search.includes('&hit=2&')");
    page.write("u");
    page.wait_until("location.pathname == '/' && location.hash == '#hit-2'");
}

/// Whether an element is on the screen as a whole.
fn is_in_sight(page: &Page, selector: &str) -> bool {
    page.ask(
        "(box => box.height > 0 && box.top >= 0 && box.bottom <= innerHeight)(
            document.querySelector(arguments[0]).getBoundingClientRect())",
        &[selector.into()],
    )
}

pub(crate) fn the_ways_on_are_in_sight_where_a_hit_is_opened(page: &Page) {
    for screen in [DESK, PHONE] {
        page.sit_at(screen);
        page.open(&search("法律顾问"));
        page.click(".hits > li:nth-child(2) h3 a");
        page.wait_until("document.querySelector('.hit-bar:not([hidden])')");
        page.wait_until("document.querySelector(':target mark.current')");
        let all: u64 = page.eval("+document.querySelector('.hit-bar').dataset.all");
        let at: String = page.eval("document.querySelector('mark.current').id.slice(1)");
        assert_eq!(page.text(PLACE), format!("第 {at} 处，共 {all} 处"));
        let found = page
            .site
            .api(search("法律顾问").trim_start_matches('/').replacen('?', "search?", 1).as_str());
        let hits = &found["counts"]["sections"];
        assert_eq!(page.text("nav.back .count"), format!("第 2 节，共 {hits} 节"));
        for way in ["[data-way=back]", "[rel=prev]", "[rel=next]", "[data-step='1']", ".copy-link"]
        {
            assert!(is_in_sight(page, &format!(".reader-bar {way}")), "{way}");
        }
        // Two lines at most: what is read is below.
        let height: f64 = page.eval("document.querySelector('.reader-bar').offsetHeight");
        assert!(height < 90.0, "{height}");
    }
    page.sit_at(DESK);
}

pub(crate) fn a_link_is_copied_without_the_way_to_it(page: &Page) {
    page.open(&search("法律顾问"));
    page.click(".hits h3 a");
    page.wait_until("document.querySelector('.copy-link:not([hidden])')");
    let write = "navigator.clipboard.writeText";
    page.run(&format!("{write} = async text => {{ window.written = text; }}"));
    page.click(".copy-link");
    page.wait_until("window.written");
    let written: String = page.eval("window.written");
    for name in ["from", "hit", "index", "lang"] {
        assert!(!written.contains(&format!("{name}=")), "{written}");
    }
    assert!(
        written.contains("?q=") && written.contains("at=p") && written.contains("#p"),
        "{written}"
    );
    page.wait_until("document.querySelector('.toast').textContent == '已复制'");
    // A browser that refuses shows the text, selected; so it does with an entry to cite.
    page.run(&format!(
        "{write} = async () => {{ throw new Error(); }}; document.execCommand = () => false"
    ));
    let selected =
        "(it => it.value.slice(it.selectionStart, it.selectionEnd))(document.activeElement)";
    page.click(".copy-link");
    page.wait_until("document.querySelector('dialog.copy-by-hand[open]')");
    assert_eq!(page.eval::<String>(selected), written);
    page.press(Key::Escape);
    page.wait_until("!document.querySelector('dialog')");
    let button = "document.querySelector('[data-copy=cite-current]')";
    page.run(&format!("{button}.closest('details').open = true"));
    page.run(&format!("{button}.scrollIntoView({{ block: 'center', behavior: 'instant' }})"));
    page.click("[data-copy=cite-current]");
    page.wait_until("document.querySelector('dialog.copy-by-hand[open]')");
    let entry: String = page.eval("document.querySelector('#cite-current').value");
    assert_eq!(page.eval::<String>(selected), entry);
    page.press(Key::Escape);
}

pub(crate) fn a_fact_is_mended_from_its_report(page: &Page) {
    open_report(page, "法律顾问");
    page.run("document.querySelector('details.about').open = true");
    assert!(!page.eval::<bool>("document.querySelector('details.correction').open"));
    page.click(".record a[href='#correction'], .notes a[href='#correction']");
    page.wait_until("document.querySelector('details.correction').open");
    page.run("navigator.clipboard.writeText = async text => { window.written = text; }");
    page.click("[data-copy=correction-row]");
    page.wait_until("window.written");
    let id: String = page.eval("location.pathname.split('/').pop()");
    assert!(page.eval::<String>("window.written").contains(&format!(",{id},")));
}

pub(crate) fn the_outline_leads_to_the_sections(page: &Page) {
    open_report(page, "法律顾问");
    let sections = page.count("nav.outline li li > a:first-of-type");
    assert!(sections > 3, "{sections}");
    let last = "nav.outline > details > ol > li:last-child li:last-child > a:first-of-type";
    let name = page.text(last);
    page.click(last);
    page.wait_until("document.querySelector(':target')");
    page.wait_until("document.querySelector(':target').getBoundingClientRect().top < innerHeight");
    let shown: String = page.eval("document.querySelector(':target').innerText");
    assert!(shown.contains(name.trim_end_matches('…')), "{name} in {shown}");
}

pub(crate) fn the_reports_own_characters_are_shown(page: &Page) {
    open_report(page, "法律顾问");
    let path: String = page.eval("location.pathname");
    let report = page.site.api(path.trim_start_matches('/'));
    let whole: String = report["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|section| section["text"].as_str().unwrap().chars())
        .filter(|c| !c.is_whitespace())
        .collect();
    // Only the text of the report is copied.
    let shown: String = page.eval(
        "[...document.querySelectorAll('article.report .line')].map(it => {
            const line = it.cloneNode(true);
            line.querySelectorAll('.here, .part, noscript').forEach(other => other.remove());
            return line.textContent;
        }).join('').replaceAll(/\\s/g, '')",
    );
    assert_eq!(shown, whole);
}

pub(crate) fn a_quotation_has_the_pages_that_it_is_printed_on(page: &Page) {
    let site = Site::of_pages();
    let reports = site.api("reports");
    let id = reports["reports"][0]["id"].as_str().unwrap();
    page.go(&format!("http://{}/reports/{id}", site.address()));
    page.wait_until("document.querySelector('button[data-quote]:not([hidden])')");
    page.run(
        "window.copied = '';
         navigator.clipboard.writeText = async (text) => { window.copied = text; };
         window.quote = (range) => {
             getSelection().removeAllRanges();
             getSelection().addRange(range);
             const section = range.startContainer.parentElement.closest('section');
             section.querySelector('button[data-quote]').click();
         };",
    );
    // The second page begins within the paragraph.
    let begins = "document.querySelector('.line .printed[data-printed=\"2\"]')";
    assert!(page.eval::<String>(&format!("{begins}.href")).ends_with("/original#page=2"));
    for (from, to, expected) in [
        ("previousSibling, 0", "previousSibling, 4", "[R]: 1."),
        ("previousSibling, 3", "nextSibling, 2", "[R]: 1-2."),
        ("nextSibling, 0", "nextSibling, 4", "[R]: 2."),
    ] {
        page.run(&format!(
            "const mark = {begins}; const range = document.createRange();
             range.setStart(mark.{from}); range.setEnd(mark.{to}); window.quote(range);"
        ));
        page.wait_until("window.copied");
        let copied: String = page.eval("window.copied");
        assert!(copied.lines().rev().nth(1).unwrap().ends_with(expected), "{copied}");
        page.run("window.copied = '';");
    }
}

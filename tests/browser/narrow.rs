//! What an answer can be narrowed to, beside the answer or folded above it.

use std::fs;

use tempfile::TempDir;

use crate::page::{DESK, PHONE, Page, Screen};
use crate::searching::search;
use crate::served::encoded;
use crate::site::Site;

/// A screen with room for a wide table and its sidebar.
const WIDE: Screen = Screen(1440, 900);

/// The pages with a sidebar.
const PAGES: [&str; 5] = ["/", "/coverage", "/trend", "/kwic", "/panel"];

/// Whether the values of the sidebar are seen.
const IS_SEEN: &str = "document.querySelector('#narrow .row').checkVisibility({ contentVisibilityAuto: true }) \
    && document.querySelector('#narrow .row').getBoundingClientRect().height > 0";

pub(crate) fn the_filters_stand_beside_the_answer_or_folded_above_it(page: &Page) {
    let question = search("三项制度");
    for runs in [true, false] {
        page.run_scripts(runs);
        for (screen, tables, texts) in
            [(WIDE, true, true), (DESK, false, true), (PHONE, false, false)]
        {
            page.sit_at(screen);
            for path in PAGES {
                page.open(&format!("{path}{}", question.trim_start_matches('/')));
                let is_table = ["/coverage", "/kwic", "/panel"].contains(&path);
                let is_beside = if is_table { tables } else { texts };
                assert_eq!(page.eval::<bool>(IS_SEEN), is_beside, "{path} {screen:?} {runs}");
                if is_beside {
                    let [left, right]: [f64; 2] = page.eval(
                        "['#narrow', '#found'].map(it =>
                            document.querySelector(it).getBoundingClientRect().left)",
                    );
                    assert!(left + 200.0 < right, "{path} {screen:?}: {left} {right}");
                    continue;
                }
                page.click("#narrow summary");
                page.wait_until(IS_SEEN);
                page.click("#narrow a[href*='&year=2023']");
                page.wait_until("location.search.includes('year=2023')");
                assert!(page.count(".chosen a") > 0);
                assert_eq!(page.eval::<String>("location.pathname"), path);
                // What was unfolded stays so where the page is not loaded again.
                if runs && path != "/panel" {
                    page.wait_until(IS_SEEN);
                }
            }
        }
    }
}

pub(crate) fn a_table_stays_usable_beside_the_filters(page: &Page) {
    page.sit_at(WIDE);
    page.open(&format!("/coverage?q={}", encoded("三项制度")));
    let [table, whole, screen]: [u32; 3] = page.eval(
        "[Math.ceil(document.querySelector('.matrix').getBoundingClientRect().right),
          document.scrollingElement.scrollWidth, document.documentElement.clientWidth]",
    );
    assert!(table <= screen, "the table ends on the screen: {table}");
    assert_eq!(whole, screen);
    // The tabulator comes to the filters first, and one step leads past them.
    page.run("document.querySelector('#narrow .skip').focus()");
    page.press(crate::page::Key::Enter);
    page.wait_until("location.hash == '#found'");
    page.press(crate::page::Key::Tab);
    assert!(page.eval::<bool>("document.activeElement.closest('#found') !== null"));
}

/// Returns a server over a report of each of many counties.
fn large_site() -> Site {
    /// More than can be unfolded in place.
    const COUNTIES: usize = 170;
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join("counties");
    fs::create_dir(&folder).unwrap();
    let divisions = include_str!("../../src/gazetteer/divisions.tsv").lines();
    let counties = divisions.filter_map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
        [code, "3", province, prefecture, county, _, "cur", ..] if code.starts_with("51") => {
            Some((code, format!("{province}{prefecture}{county}")))
        }
        _ => None,
    });
    for (code, county) in counties.take(COUNTIES) {
        let text =
            format!("{county}司法局2023年法治政府建设工作报告\n\n一、主要举措\n聘请法律顾问。\n");
        fs::write(folder.join(format!("{code}.txt")), text).unwrap();
    }
    Site::over(dir, &[folder])
}

pub(crate) fn regions_are_unfolded_without_narrowing(page: &Page) {
    let site = large_site();
    let address = format!("http://{}/coverage?q={}", site.address(), encoded("法律顾问"));
    for runs in [true, false] {
        page.run_scripts(runs);
        page.sit_at(WIDE);
        page.go(&address);
        let ground = page.text(".ground p");
        assert_eq!(page.count(".tree .row"), 1, "the province alone");
        // The driver takes what is folded for unseen, although the style shows it.
        page.run("document.querySelector('.tree a.arrow').click()");
        page.wait_until("location.search.includes('open=510000')");
        page.wait_until("document.querySelectorAll('.tree .row').length > 5");
        let arrow = "document.activeElement.id == 'open-510000'";
        if runs {
            assert!(page.eval::<bool>(arrow), "the arrow keeps the focus");
        }
        assert_eq!(page.texts("#open-510000"), ["收起四川省"]);
        page.click("#open-510100");
        page.wait_until("location.search.includes('open=510100')");
        page.wait_until("document.querySelector('.tree a.row[href*=\"county=5101\"]')");
        assert_eq!((page.text(".ground p"), page.count(".chosen a")), (ground, 0));
        // On a telephone the tree is seen too: it was asked for.
        page.sit_at(PHONE);
        let address: String = page.eval("location.href");
        page.go(&address);
        page.wait_until(IS_SEEN);
        let width: u32 = page.eval("document.scrollingElement.scrollWidth");
        assert_eq!(width, PHONE.0);
        page.click(".tree a.row[href*='county=5101']");
        page.wait_until("location.search.includes('county=5101')");
        assert!(!page.path().contains("open="), "{}", page.path());
        assert_eq!(page.count(".tree .row[aria-current]"), 1);
    }
}

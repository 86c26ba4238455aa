//! The concordance: sorted by a click, grouped, and every mention one click from its place.

use crate::page::{Key, Page};
use crate::served::encoded;

/// The address of a concordance.
fn kwic(term: &str) -> String {
    format!("/kwic?q={}", encoded(term))
}

/// The mentions.
const MENTIONS: &str = ".kwic tbody .node a";

pub(crate) fn a_click_sorts_and_a_shared_link_shows_the_same(page: &Page) {
    let found = page.site.api(&format!("kwic?q={}", encoded("法律顾问")));
    page.open(&kwic("法律顾问"));
    assert_eq!(page.count(MENTIONS) as u64, found["counts"]["mentions"].as_u64().unwrap());
    let by_place = page.texts(".kwic tbody .left");
    page.click(".kwic th a[data-sort=left]");
    page.wait_until("location.search.includes('sort=left')");
    page.wait_until("document.querySelector('th.left[aria-sort=ascending]')");
    let sorted = page.texts(".kwic tbody .left");
    assert_ne!(sorted, by_place);
    let asked = page.site.api(&format!("kwic?q={}&sort=left", encoded("法律顾问")));
    let rows = asked["rows"].as_array().unwrap();
    assert_eq!(sorted.len(), rows.len());
    for (shown, row) in sorted.iter().zip(rows) {
        let left = row["left"].as_str().unwrap().replace('\n', "↵");
        assert_eq!(shown.trim(), left.trim());
    }
    let address = page.path();
    page.open("/");
    page.open(&address);
    assert_eq!(page.texts(".kwic tbody .left"), sorted);
    // A sample is the same whenever it is opened.
    let sample = format!("{}&sample=5&seed=3", kwic("法律顾问"));
    page.open(&sample);
    let drawn = page.texts(".kwic tbody .right");
    assert_eq!(drawn.len(), 5);
    assert!(page.text(".remark").contains("随机抽样"));
    page.open(&sample);
    assert_eq!(page.texts(".kwic tbody .right"), drawn);
}

pub(crate) fn a_mention_leads_to_its_place_in_the_report(page: &Page) {
    page.open(&kwic("法律顾问"));
    // The second mention of a section: it is not the first mark of its paragraph.
    let right: String = page.eval("document.querySelectorAll('.kwic tbody .right')[1].textContent");
    page.run(&format!("document.querySelectorAll('{MENTIONS}')[1].click()"));
    page.wait_until("location.pathname.startsWith('/reports/')");
    page.wait_until("document.querySelector('article mark.current')");
    assert_eq!(page.count("article mark.current"), 1);
    let behind: String = page.eval(
        "(mark => {
            const range = document.createRange();
            range.setStartAfter(mark);
            range.setEndAfter(mark.closest('.line'));
            return range.toString();
        })(document.querySelector('article mark.current'))",
    );
    let right = right.split('↵').next().unwrap().trim_end();
    assert!(behind.starts_with(right), "{right} / {behind}");
    page.wait_until(
        "(box => box.top >= 0 && box.bottom <= innerHeight)(
            document.querySelector('article mark.current').getBoundingClientRect())",
    );
    assert!(page.text(".hit-bar .place").contains("第 2 处"), "{}", page.text(".hit-bar .place"));
    page.write("n");
    page.wait_until("document.querySelector('article mark.current').id == 'h3'");
    // Without script the mention is the current one too.
    page.run_scripts(false);
    page.open(&kwic("法律顾问"));
    page.click(MENTIONS);
    page.run_scripts(true);
    assert_eq!(page.count("article mark.current"), 1);
}

pub(crate) fn groups_and_collocates_lead_on(page: &Page) {
    page.open(&kwic("法律顾问"));
    page.click(".tabs a[href*='group=left']");
    page.wait_until("document.querySelector('.groups .context a')");
    let (context, count) = (page.text(".groups .context a"), page.text(".groups td.number"));
    page.click(".groups .context a");
    page.wait_until("location.search.includes('only=')");
    page.wait_until(&format!("document.querySelectorAll('{MENTIONS}').length == {count}"));
    assert!(context.ends_with("法律顾问"), "{context}");
    page.click(".tabs a[href*='collocates=1']");
    page.wait_until("document.querySelector('main h2, main .groups')");
    let found = page.site.api(&format!("collocates?q={}", encoded("法律顾问")));
    let first = found["rows"][0]["text"].as_str().unwrap();
    assert_eq!(page.text(".groups tbody th a"), first);
    page.click(".groups tbody th a");
    page.wait_until("location.pathname == '/'");
    assert!(page.count(".hits mark") > 0);
}

pub(crate) fn keys_sort_and_go_from_mention_to_mention(page: &Page) {
    page.open(&kwic("法律顾问"));
    page.write("r");
    page.wait_until("location.search.includes('sort=right')");
    page.wait_until("document.querySelector('th.right[aria-sort=ascending]')");
    page.run("document.activeElement.blur()");
    page.write("j");
    let first: bool =
        page.eval(&format!("document.activeElement == document.querySelector('{MENTIONS}')"));
    assert!(first, "the first mention has the focus");
    page.press(Key::Enter);
    page.wait_until("location.pathname.startsWith('/reports/')");
}

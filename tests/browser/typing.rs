//! What the script adds: suggestions while one types, answers that come into the page, keys.

use crate::page::{Key, Page};
use crate::searching::search;

/// What is suggested.
const OPTIONS: &str = "#suggestions [role=option]";

pub(crate) fn a_query_line_suggests_how_to_go_on(page: &Page) {
    page.open("/");
    page.click("#q");
    page.write("法律");
    page.wait_until("document.querySelector('#suggestions [role=option]')");
    let offered = page.texts(OPTIONS);
    assert!(offered.iter().any(|it| it.contains("法律顾问")), "{offered:?}");
    assert_eq!(page.eval::<String>("document.querySelector('#q').ariaExpanded"), "true");
    page.press(Key::Down);
    let active = "document.getElementById(document.querySelector('#q')
        .getAttribute('aria-activedescendant'))";
    let chosen: String = page.eval(&format!("{active}.querySelector('.text').innerText"));
    let said: String = page.eval(&format!("{active}.querySelector('.count').innerText"));
    page.press(Key::Enter);
    page.wait_until("document.querySelector('.hits')");
    assert!(page.path().contains(&format!("q={chosen}")), "{chosen}: {}", page.path());
    // The suggestion said how many reports mention it.
    let reports = said.split_whitespace().next().unwrap();
    let ground = page.text(".ground p");
    assert!(ground.contains(&format!("有 {reports} 份提及")), "{said}: {ground}");
    // Escape closes the list and leaves the line.
    page.click("#q");
    page.write("顾");
    page.press(Key::Escape);
    page.wait_until("document.querySelector('#q').ariaExpanded != 'true'");
}

pub(crate) fn regions_are_found_by_their_sound(page: &Page) {
    page.open("/");
    page.click("#q");
    page.write("lushi");
    page.wait_until("document.querySelector('#suggestions [role=option]')");
    assert!(page.text(OPTIONS).contains("卢氏县"), "{}", page.text(OPTIONS));
    page.press(Key::Down);
    page.press(Key::Enter);
    page.wait_until("document.querySelector('.hits')");
    assert!(page.text(".ground p").starts_with("1 份报告"), "{}", page.text(".ground p"));
}

pub(crate) fn an_input_method_is_left_alone(page: &Page) {
    page.open("/");
    page.click("#q");
    page.run(
        "const line = document.querySelector('#q');
        line.dispatchEvent(new CompositionEvent('compositionstart'));
        line.value = 'fa lü';
        line.dispatchEvent(new InputEvent('input', { isComposing: true }));
        line.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true }));",
    );
    let asked = "performance.getEntriesByType('resource').filter(it => it.name.includes('suggest'))
        .map(it => decodeURIComponent(it.name))";
    page.run(
        "const line = document.querySelector('#q');
        line.value = '法律';
        line.setSelectionRange(2, 2);
        line.dispatchEvent(new CompositionEvent('compositionend'));",
    );
    page.wait_until("document.querySelector('#suggestions [role=option]')");
    let asked: Vec<String> = page.eval(asked);
    assert!(asked.len() == 1 && asked[0].ends_with("q=法律"), "{asked:?}");
}

pub(crate) fn answers_come_into_the_page_and_back_leads_back(page: &Page) {
    page.open(&search("三项制度"));
    page.run("window.kept = 1");
    let before = page.text(".ground p");
    page.click(".facets a[href*='&year=2023']");
    page.wait_until("location.search.includes('year=2023')");
    page.wait_until("document.querySelector('.chosen a')");
    let narrowed = page.text(".ground p");
    assert_ne!(narrowed, before);
    page.click(".modes input[value=words]");
    page.wait_until("location.search.includes('mode=words')");
    page.wait_until("document.querySelector('.read-as').innerText.includes('分词')");
    page.run("history.back()");
    page.wait_until("!location.search.includes('mode=words')");
    page.run("history.back()");
    page.wait_until("!location.search.includes('year=2023')");
    page.wait_until("!document.querySelector('.chosen a')");
    assert_eq!(page.text(".ground p"), before);
    assert_eq!(page.eval::<u32>("window.kept"), 1, "the page was never loaded anew");
}

pub(crate) fn keys_lead_over_the_search_page(page: &Page) {
    page.open(&search("三项制度"));
    page.write("j");
    assert_eq!(page.eval::<String>("document.activeElement.innerText"), page.text(".hits h3 a"));
    page.write("/");
    assert_eq!(page.eval::<String>("document.activeElement.id"), "q");
    // What is typed into a field is text.
    page.write("j");
    assert_eq!(page.eval::<String>("document.querySelector('#q').value"), "三项制度j");
    page.press(Key::Escape);
    page.run("document.activeElement.blur()");
    page.write("?");
    page.wait_until("document.querySelector('dialog[open]')");
    assert!(page.text("dialog").contains("下一条结果"));
    assert!(page.text("dialog").contains("法律顾问 NEAR/20 聘请"));
    let help = "document.querySelector('dialog a').getAttribute('href')";
    assert_eq!(page.eval::<String>(help), "/help");
    // They are switched off, and stay so.
    page.click("dialog input[type=checkbox]");
    page.press(Key::Escape);
    page.wait_until("!document.querySelector('dialog[open]')");
    page.open(&search("三项制度"));
    page.write("j");
    assert_eq!(page.eval::<String>("document.activeElement.localName"), "body");
}

pub(crate) fn a_page_stays_when_the_connection_is_lost(page: &Page) {
    page.open(&search("三项制度"));
    let (path, hits) = (page.path(), page.count(".hits > li"));
    page.connect(false);
    for link in [".facets a[href*='&year=2023']", ".hits > li h3 a"] {
        page.click(link);
        page.wait_until("document.querySelector('main .lost[role=alert]')");
        assert_eq!((page.path(), page.count(".hits > li")), (path.clone(), hits), "{link}");
    }
    page.connect(true);
    page.click(".facets a[href*='&year=2023']");
    page.wait_until("location.search.includes('year=2023')");
    assert_eq!(page.count(".lost"), 0);
}

pub(crate) fn a_page_says_that_the_index_was_written_since(page: &Page) {
    page.open(&search("三项制度"));
    assert!(page.text(".index-day").starts_with("数据截至 20"), "{}", page.text(".index-day"));
    page.run("document.querySelector('main').dataset.index = 'that of before'");
    page.click(".facets a[href*='&year=2023']");
    page.wait_until("document.querySelector('main .notice.fixed[role=status]')");
    assert!(page.text(".notice.fixed").starts_with("数据已更新"), "{}", page.text(".notice.fixed"));
    // It is in sight wherever a reader lands, until it is closed.
    page.run("scrollTo({ top: 600, behavior: 'instant' })");
    let seen: bool = page.eval(
        "(box => box.height > 0 && box.bottom <= innerHeight && box.top >= 0)(
            document.querySelector('.notice.fixed').getBoundingClientRect())",
    );
    assert!(seen);
    page.click(".notice.fixed .close");
    page.wait_until("!document.querySelector('.notice.fixed')");
}

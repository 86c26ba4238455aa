//! Chinese first, English for those whose browser asks for it, and a switch that is remembered.

use crate::page::Page;
use crate::searching::search;

pub(crate) fn the_browser_chooses_the_language_and_the_reader_another(page: &Page) {
    let language = || page.eval::<String>("document.documentElement.lang");
    let query = search("三项制度");
    for (asked, shown) in
        [("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"), ("en-GB", "en"), ("fr", "zh-Hans")]
    {
        page.speak(asked);
        page.open(&query);
        assert_eq!(language(), shown, "{asked}");
    }
    // The switch keeps the question, and is remembered against what the browser asks for.
    page.follow("English");
    page.wait_until("document.documentElement.lang == 'en'");
    assert!(page.path().starts_with("/?q=三项制度"), "{}", page.path());
    assert!(page.text(".ground").contains("mentions in"));
    page.open("/coverage");
    assert_eq!(language(), "en");
    page.follow("中文");
    page.wait_until("document.documentElement.lang == 'zh-Hans'");
    // The reports are Chinese in either, and say so.
    page.open(&format!("{query}&lang=en"));
    assert_eq!(page.eval::<String>("document.querySelector('.hits blockquote').lang"), "zh");
    assert_eq!(page.eval::<String>("document.querySelector('.hits h3 a').lang"), "zh");
}

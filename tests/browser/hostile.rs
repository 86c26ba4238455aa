//! Reports that are full of markup: they stay text, and were they not, the policy of the server
//! would hold.

use crate::page::Page;
use crate::searching::search;
use crate::site::{HOSTILE, HOSTILE_TERM};

pub(crate) fn reports_stay_text_wherever_they_stand(page: &Page) {
    let found = page
        .site
        .api(search(HOSTILE_TERM).trim_start_matches('/').replacen('?', "search?", 1).as_str());
    let report = &found["hits"][0]["report"];
    let id = report["id"].as_str().unwrap();
    let query = search(HOSTILE_TERM);
    let question = query.trim_start_matches('/');
    for path in [
        query.clone(),
        search("\"<script>window.hacked=1\""),
        format!("/coverage{question}"),
        format!("/coverage{question}&rows=agency&columns=kind"),
        format!("/trend{question}"),
        format!("/reports/{id}{question}"),
    ] {
        page.open(&path);
        let added: Vec<String> = page.eval(
            "[...document.querySelectorAll('img, iframe, b, [onerror], [onclick], script')]
                .filter(it => it.localName != 'script' || it.getAttribute('src') != '/script.js')
                .concat([...document.links].filter(it => !it.protocol.startsWith('http')))
                .map(it => it.outerHTML)",
        );
        assert!(added.is_empty(), "{path}: {added:#?}");
        assert_eq!(page.eval::<String>("typeof window.hacked"), "undefined", "{path}");
        let shown: String = page.eval("document.body.innerText");
        if path.starts_with("/reports/") {
            for told in [HOSTILE, "<img src=x onerror=alert(4)>&\"'.txt"] {
                assert!(shown.contains(told), "{told} is shown as it is written: {shown}");
            }
            let times = shown.matches(HOSTILE).count();
            assert!(times > 4, "in title, facts, heading and text: {times}");
        }
    }
    // What one reads in a list can be followed to the report.
    page.open(&query);
    assert!(page.text(".hits h3").contains(HOSTILE), "{}", page.text(".hits h3"));
    page.click(".hits h3 a");
    page.wait_until("location.pathname.startsWith('/reports/')");
    assert!(page.text("h1").contains(HOSTILE));
}

pub(crate) fn the_policy_of_the_server_holds(page: &Page) {
    page.open("/");
    // What a hole would let in: the browser refuses to run it, and says so.
    page.run(
        "const script = document.createElement('script');
        script.textContent = 'window.hacked = 6';
        document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<p style=\"position:fixed\">');",
    );
    assert_eq!(page.eval::<String>("typeof window.hacked"), "undefined");
    assert_eq!(page.eval::<String>("getComputedStyle(document.body.lastChild).position"), "static");
    let told = page.troubles();
    let is_policy = |line: &String| line.contains("Content Security Policy");
    assert!(told.iter().all(is_policy), "{told:#?}");
    for directive in ["script-src 'self'", "style-src 'self'"] {
        assert!(told.iter().any(|line| line.contains(directive)), "{told:#?}");
    }
}

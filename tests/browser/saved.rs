//! What a reader keeps: in the browser alone, with its count then and now, taken away and brought back.

use serde_json::json;

use crate::page::Page;
use crate::searching::search;

/// Keeps a query of the search page.
fn keep(page: &Page, query: &str) {
    page.open(&search(query));
    page.click("form.search .star");
    page.wait_until("document.querySelector('form.search .star').ariaPressed == 'true'");
    // The count comes after the star is filled.
    page.wait_until("JSON.parse(localStorage['chabao-saved'])[0].then");
}

pub(crate) fn a_query_is_kept_with_its_count_then_and_now(page: &Page) {
    keep(page, "三项制度");
    let found = page.site.api("search?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6&limit=1");
    let (reports, held) = (&found["counts"]["reports"], &found["ground"]["reports"]);
    let figures = format!("{reports}/{held} 份 · {} 处", found["counts"]["mentions"]);
    page.open("/saved");
    page.wait_until("document.querySelector('#saved tbody td:nth-child(4)').innerText != '…'");
    assert_eq!(page.texts("#saved tbody a"), ["三项制度"]);
    let cells = page.texts("#saved tbody td");
    assert_eq!(cells[1], figures);
    assert_eq!(cells[2], format!("{figures}（未变）"));
    // A count of another day.
    page.run(
        "const kept = JSON.parse(localStorage['chabao-saved']);
         kept[0].then.reports -= 1;
         localStorage['chabao-saved'] = JSON.stringify(kept);",
    );
    page.open("/saved");
    page.wait_until("document.querySelector('#saved tbody td:nth-child(4)').innerText != '…'");
    assert!(page.texts("#saved tbody td")[2].ends_with("（+1 份，+0 处）"));
    page.follow("三项制度");
    page.wait_until("document.querySelector('form.search .star')?.ariaPressed == 'true'");
    assert_eq!(page.path(), "/?q=三项制度");
    page.open("/saved");
    page.click("#saved button");
    page.wait_until("!document.querySelector('#saved table')");
    assert_eq!(page.eval::<String>("localStorage['chabao-saved']"), "[]");
    assert_eq!(page.eval::<String>("document.activeElement.localName"), "h1");
}

pub(crate) fn a_passage_is_kept_and_compared_with_its_report(page: &Page) {
    page.open(&search("三项制度"));
    page.click("ol.hits .star");
    let title = page.text("ol.hits h3");
    page.open("/saved");
    page.wait_until(
        "document.querySelector('.kept-passages p:last-child').innerText.includes('原文未变')",
    );
    assert_eq!(page.text(".kept-passages h3"), title);
    page.run(
        "const kept = JSON.parse(localStorage['chabao-saved']);
         kept[0].text += '另有一句';
         localStorage['chabao-saved'] = JSON.stringify(kept);",
    );
    page.open("/saved");
    page.wait_until(
        "document.querySelector('.kept-passages p:last-child').innerText.includes('原文已改动')",
    );
    page.click(".kept-passages h3 a");
    page.wait_until("document.querySelector('article.report .star')");
    // The bar of the hits may lie over it.
    page.run("document.querySelector('article.report section .star').click()");
    page.open("/saved");
    assert_eq!(page.count(".kept-passages li"), 2);
    page.wait_until(
        "document.querySelector('.kept-passages p:last-child').innerText.includes('原文未变')",
    );
}

pub(crate) fn a_mention_and_a_codebook_are_kept_with_their_pages(page: &Page) {
    let question = search("三项制度");
    let question = question.trim_start_matches('/');
    page.open(&format!("/kwic{question}&sort=right"));
    page.click(".kwic tbody .star");
    let title: String = page.eval("document.querySelector('.kwic tbody .node a').title");
    // The same mention is kept in whatever order it stands.
    page.open(&format!("/kwic{question}&sort=right&limit=10"));
    assert_eq!(page.count(".kwic .star[aria-pressed=true]"), 1);
    // A query is kept on each page, which it leads back to.
    for path in ["/coverage", "/trend", "/kwic", "/panel"] {
        page.open(&format!("{path}{question}&year=2023&page=1"));
        page.click("form.search .star");
        page.wait_until("JSON.parse(localStorage['chabao-saved'])[0].then");
    }
    page.open("/panel?codebook=outline&by=province");
    page.click("form.search .star");
    page.wait_until("JSON.parse(localStorage['chabao-saved'])[0].then");
    page.open("/saved");
    page.wait_until("![...document.querySelectorAll('#saved td')].some(it => it.innerText == '…')");
    let addresses: Vec<String> = page.eval(
        "[...document.querySelectorAll('#saved tbody a')].map(it => decodeURIComponent(it.pathname + it.search))",
    );
    let expected = ["/panel", "/kwic", "/trend", "/coverage"]
        .map(|path| format!("{path}?q=三项制度&year=2023"));
    assert_eq!(addresses[0], "/panel?codebook=outline&by=province");
    assert_eq!(addresses[1..], expected);
    let cells = page.texts("#saved tbody td");
    let now: Vec<&String> = cells.iter().skip(2).step_by(4).collect();
    let (of_codebook, of_queries) = now.split_first().unwrap();
    assert!(of_codebook.contains("个概念") && of_codebook.ends_with("（未变）"), "{of_codebook}");
    assert!(
        of_queries.iter().all(|it| *it == of_queries[0] && it.ends_with("（未变）")),
        "{now:?}"
    );
    assert_eq!(page.text(".kept-passages h3"), title);
    page.wait_until(
        "document.querySelector('.kept-passages p:last-child').innerText.includes('原文未变')",
    );
}

pub(crate) fn what_is_kept_is_taken_away_and_brought_back(page: &Page) {
    keep(page, "三项制度");
    page.open("/saved");
    page.run(
        "window.taken = [];
         const made = URL.createObjectURL;
         URL.createObjectURL = (blob) => { blob.text().then((it) => taken.push(it)); return made(blob); };
         HTMLAnchorElement.prototype.click = () => {};",
    );
    page.click("[data-take=json]");
    page.wait_until("taken.length == 1");
    page.click("[data-take=csv]");
    page.wait_until("taken.length == 2");
    let csv: String = page.eval("taken[1]");
    assert!(csv.starts_with("kind,title,") && csv.contains("query,三项制度,"), "{csv}");
    let file: String = page.eval("taken[0]");
    page.run("localStorage.removeItem('chabao-saved')");
    page.open("/saved");
    assert_eq!(page.count("#saved table"), 0);
    let bring = "(text => {
        const field = document.querySelector('.saved-tools input');
        const data = new DataTransfer();
        data.items.add(new File([text], 'kept.json'));
        field.files = data.files;
        field.dispatchEvent(new Event('change'));
        return true;
    })(arguments[0])";
    page.ask::<bool>(bring, &[json!(file)]);
    page.wait_until("document.querySelector('#saved tbody a')?.innerText == '三项制度'");
    // A file may have been written by anybody.
    let hostile = json!([
        {"kind": "query", "path": "javascript:alert(1)", "title": "甲", "about": "", "text": "", "day": "2026-11-28"},
        {"kind": "query", "path": "//elsewhere.example/", "title": "乙", "about": "", "text": "", "day": "2026-11-28"},
        {"kind": "query", "path": "/?q=1", "title": "<b>丙</b>", "about": "", "text": "", "day": "2026-11-28"},
    ]);
    page.ask::<bool>(bring, &[json!(hostile.to_string())]);
    page.wait_until("document.querySelectorAll('#saved tbody tr').length == 2");
    assert_eq!(page.texts("#saved tbody a")[1], "<b>丙</b>");
}

pub(crate) fn without_script_the_page_says_that_it_needs_it(page: &Page) {
    page.run_scripts(false);
    page.open("/saved");
    assert!(page.text("main .notice").contains("需要 JavaScript"));
    page.run_scripts(true);
    page.open("/saved");
    assert_eq!(page.count("main .notice"), 0);
    assert!(page.text("#saved").contains('☆'));
}

//! The page of a concordance as it is answered, without script.

use scraper::{Html, Selector};

use crate::web::state::ServerOptions;
use crate::web::testing::{Site, report};

fn site() -> Site {
    let told = "聘请法律顾问3名。\n聘请法律顾问3名。\n建立法律顾问制度，法律顾问参与审查。";
    Site::new(
        &[
            ("1.txt", &report("河南省卢氏县司法局2021年法治政府建设工作报告", told)),
            ("2.txt", &report("云岫县司法局2023年法治政府建设工作报告", "<b>聘请</b>法律顾问。")),
        ],
        ServerOptions::default(),
    )
}

/// 法律顾问.
const TERM: &str = "q=%E6%B3%95%E5%BE%8B%E9%A1%BE%E9%97%AE";

/// Returns the texts of what a selector finds.
fn texts(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    Html::parse_document(page).select(&selector).map(|it| it.text().collect()).collect()
}

/// Returns the addresses of links.
fn links(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let page = Html::parse_document(page);
    page.select(&selector).filter_map(|it| it.attr("href").map(str::to_owned)).collect()
}

#[test]
fn every_mention_leads_to_its_own_mark() {
    let site = site();
    let page = site.get(&format!("/kwic?{TERM}")).body;
    let urls = links(&page, ".kwic td.node a");
    assert_eq!(urls.len(), 5, "{page}");
    let mut hits = Vec::new();
    for (url, right) in urls.iter().zip(texts(&page, ".kwic td.right")) {
        let (address, anchor) = url.split_once('#').unwrap();
        let report = site.get(address).body;
        let html = Html::parse_document(&report);
        let selector = Selector::parse("article a.place").unwrap();
        let places: Vec<_> = html.select(&selector).collect();
        let [place] = places[..] else { panic!("{} places: {url}", places.len()) };
        assert_eq!(place.attr("id"), Some(anchor));
        let hit = place.attr("data-hit").unwrap().to_owned();
        let marks = texts(&report, &format!("article mark#h{hit}.current"));
        assert_eq!(marks, ["法律顾问"], "{url}");
        // What stands behind the mark is what the row shows.
        let at = report.find(&format!("id=\"h{hit}\"")).unwrap();
        let behind: String =
            texts(&report.split_at(at).1.replacen(&format!("id=\"h{hit}\""), "", 1), "*").concat();
        let begin: String = right.chars().take_while(|c| *c != '↵').take(3).collect();
        assert!(behind.contains(&format!("法律顾问{begin}")), "{begin}: {behind}");
        hits.push((address.split('?').next().unwrap().to_owned(), hit));
    }
    let unique: std::collections::BTreeSet<_> = hits.iter().collect();
    assert_eq!(unique.len(), 5, "each has its own mark, equal paragraphs too: {hits:?}");
}

#[test]
fn a_mention_that_is_gone_leads_to_its_section() {
    let site = site();
    let page = site.get(&format!("/kwic?{TERM}")).body;
    let url = links(&page, ".kwic td.node a").remove(0);
    let (address, anchor) = url.split_once('#').unwrap();
    let (paragraph, rest) = anchor.split_at(9);
    let gone = address.replace(paragraph, "p00000000");
    let report = site.get(&gone).body;
    assert_eq!(texts(&report, &format!("p.gone[id='p00000000{rest}']")).len(), 1, "{gone}");
    // Without the query the place is there, and no match.
    let plain = address.split('?').next().unwrap();
    let at = address.split("at=").nth(1).unwrap();
    let report = site.get(&format!("{plain}?at={at}")).body;
    assert_eq!(texts(&report, "article a.place:not([data-hit])").len(), 1);
}

#[test]
fn heads_sort_and_tabs_group_without_script() {
    let site = site();
    let page = site.get(&format!("/kwic?{TERM}&sample=4")).body;
    assert_eq!(texts(&page, ".kwic td.node").len(), 4);
    for url in links(&page, ".kwic thead a") {
        assert!(url.contains("sample=4"), "{url}");
        let sorted = site.get(&url).body;
        assert_eq!(texts(&sorted, ".kwic td.node").len(), 4, "{url}");
        assert_eq!(texts(&sorted, "th[aria-sort=ascending]").len(), 1, "{url}");
    }
    let tabs = links(&page, "nav.tabs a");
    assert_eq!(tabs.len(), 5);
    let groups = site.get(&format!("/kwic?{TERM}&group=left:2")).body;
    let names = texts(&groups, ".groups .context");
    let counts = texts(&groups, ".groups td.number");
    assert_eq!((names[0].as_str(), counts[0].as_str()), ("聘请法律顾问", "2"), "{names:?}");
    for (url, count) in links(&groups, ".groups .context a").iter().zip(counts.chunks(3)) {
        let rows = texts(&site.get(url).body, ".kwic td.node").len();
        assert_eq!(rows.to_string(), count[0], "{url}");
    }
    let near = site.get(&format!("/kwic?{TERM}&collocates=1&least=1&window=2")).body;
    assert!(texts(&near, "main p").concat().contains("前 2 词、后 2 词"), "{near}");
    assert!(!texts(&near, ".groups tbody tr").is_empty());
    for url in links(&near, ".downloads a").iter().chain(&links(&page, ".downloads a")) {
        // A workbook is no text.
        if !url.contains("format=xlsx") {
            assert_eq!(site.get(url).status, 200, "{url}");
        }
    }
}

#[test]
fn text_stays_text_and_a_page_without_mentions_says_so() {
    let site = site();
    let page = site.get(&format!("/kwic?{TERM}&lang=en")).body;
    assert!(page.contains("&lt;b&gt;") && !page.contains("<b>聘请"), "{page}");
    for (query, expected) in [
        ("", "输入一个词"),
        ("q=%E6%97%A0", "没有一份报告提及"),
        ("q=%E5%B9%B4%E5%BA%A6:2023", "没有可以逐条列出的词"),
        ("q=%E5%B9%B4%E5%BA%A6:2023&collocates=1", "没有可以逐条列出的词"),
        ("q=(", "这里缺一个词"),
    ] {
        let page = site.get(&format!("/kwic?{query}"));
        assert!(page.body.contains(expected), "{query}: {}", page.body);
    }
}

#[test]
fn a_row_leads_back_to_just_its_list() {
    let site = site();
    let asked = format!("/kwic?{TERM}&year=2021&sort=right&left=5&limit=10&open=410000");
    let list = site.get(&asked).body;
    let rows = texts(&list, ".kwic td.right");
    assert_eq!(rows.len(), 4, "{list}");
    for (url, number) in links(&list, ".kwic td.node a").iter().zip(1..) {
        let report = site.get(url.split('#').next().unwrap()).body;
        let [back] = &links(&report, "a[data-way=back]")[..] else { panic!("{report}") };
        let (address, place) = back.split_once('#').unwrap();
        assert_eq!(place, format!("hit-{number}"));
        assert_eq!(links(&list, &format!("#{place} td.node a")), std::slice::from_ref(url));
        assert!(!address.contains("open="), "{address}");
        let again = site.get(address).body;
        assert_eq!(texts(&again, ".kwic td.right"), rows, "{address}");
        assert!(texts(&report, "a[data-way=back]")[0].contains("回到语境"));
        // A mention is no hit of a search.
        assert_eq!(links(&report, "a[rel=next], a[rel=prev]"), [""; 0]);
        assert!(!again.contains("本页不认识") && !again.contains("数据已"), "{again}");
    }
}

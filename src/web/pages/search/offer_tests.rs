//! What is offered if nothing is found, and if the question cannot be answered.

use scraper::{ElementRef, Html, Selector};

use super::tests::{asked, reports, site};

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect()
}

#[test]
fn every_offer_says_what_it_finds_and_finds_something() {
    let site = site();
    let mut offers = 0;
    for address in [
        asked("火星移民"),
        asked("法律顾问！"),
        asked("三项制度/法律顾问"),
        asked("三项制度 不存在"),
        format!("{}&year=1999", asked("法律顾问")),
        format!("{}&year=2021&year=1999&part=不足和原因", asked("法律顾问")),
        format!("{}&mode=strict", asked("三項制度")),
        format!("{}&mode=words", asked("火星移民")),
    ] {
        let page = Html::parse_document(&site.get(&address).body);
        let heading = select(&page, "h2#results").into_iter().map(words).collect::<String>();
        assert!(heading.starts_with("没有"), "{address}: {heading}");
        assert!(select(&page, ".facets, .to-facets").is_empty(), "{address}");
        let mut links = Vec::new();
        for item in select(&page, ".found li:has(a)") {
            let link = item.select(&Selector::parse("a").unwrap()).next().unwrap();
            let link = link.value().attr("href").unwrap();
            let said = words(item);
            let found = reports(&site.get(link).body);
            assert!(
                found > 0 && said.contains(&format!("{found} 份报告")),
                "{address}: {said} {link}"
            );
            links.push(link.to_owned());
        }
        offers += links.len();
        links.sort();
        let all = links.len();
        links.dedup();
        assert_eq!(links.len(), all, "{address}: an offer stands there twice");
        // What is offered with a link is not said above too.
        let remarks = select(&page, "p.remark").into_iter().map(words).collect::<String>();
        assert!(!remarks.contains("份报告、"), "{address}: {remarks}");
    }
    assert!(offers >= 5, "{offers}");
}

#[test]
fn errors_offer_what_helps() {
    let site = site();
    let offers = |address: &str| {
        let page = site.get(address);
        assert!(page.status.is_client_error(), "{address}: {page:?}");
        let page = Html::parse_document(&page.body);
        let link = |it: ElementRef<'_>| (words(it), it.value().attr("href").unwrap().to_owned());
        select(&page, "main > p a, main > ul.try a").into_iter().map(link).collect::<Vec<_>>()
    };
    let names = |address: &str| offers(address).into_iter().map(|it| it.0).collect::<Vec<_>>();
    let help = "检索式的写法";
    let unlike = "/?q=a&region=%E7%81%AB%E6%98%9F";
    assert_eq!(names(unlike), ["所收的全部地区", help]);
    for (name, address) in [("卢式县", "/?q=制度&county=卢式县"), ("卢式县", "/?q=制度+县:卢式县")]
    {
        let offered = offers(address);
        assert_eq!(offered[0].0, "卢氏县", "{offered:?}");
        let page = site.get(&offered[0].1);
        assert!(page.status.is_success() && reports(&page.body) > 0, "{offered:?}");
        assert!(!page.body.contains(name), "{address}");
    }
    // Without what cannot be used, something has to be left of the question.
    let long = "长".repeat(501);
    assert_eq!(names(&format!("/?q={long}")), [help]);
    assert_eq!(names(&format!("/?q={long}&mode=strict")), [help]);
    let narrowed = offers(&format!("/?q={long}&year=2021"));
    assert_eq!(narrowed[0], ("去掉这一项，检索其余条件".to_owned(), "/?year=2021".to_owned()));
    let broken_year = offers("/?q=制度&year=abc");
    assert_eq!(broken_year[0].0, "去掉这一项，检索其余条件");
    let gone = Html::parse_document(&site.get("/nowhere").body);
    let said: Vec<String> = select(&gone, "main > *").into_iter().map(words).collect();
    assert_eq!(said, ["没有这个页面", "去检索"]);
}

//! Pages for everyone: what WCAG 2.2 AA asks, as far as programs can tell.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::{env, fs};

use serde::Deserialize;
use serde_json::json;

use crate::look::kinds_of_pages;
use crate::page::{DESK, Medium, PHONE, Page, Scheme};
use crate::searching::search;
use crate::skip;

/// Returns every page with its whole address, those that say what is wrong and the one that asks
/// for the token among them.
fn every_page(page: &Page, closed: &str) -> Vec<String> {
    let mut paths = kinds_of_pages(page);
    paths.extend(["/nowhere".to_owned(), search("三项制度 (")]);
    let mut addresses: Vec<String> =
        paths.iter().map(|path| format!("http://{}{path}", page.site.address())).collect();
    addresses.push(format!("http://{closed}/"));
    addresses
}

pub(crate) fn every_page_has_a_heading_a_language_and_names_for_its_controls(page: &Page) {
    let closed = page.site.closed_server();
    for language in ["zh-CN", "en"] {
        page.speak(language);
        for address in every_page(page, &closed.address) {
            page.go(&address);
            assert_eq!(page.count("h1"), 1, "{address}");
            assert!(!page.eval::<String>("document.querySelector('h1').textContent").is_empty());
            assert_eq!(page.count("html[lang]"), 1, "{address}");
            let title: String = page.eval("document.title");
            assert!(title.ends_with("查报") && title.chars().count() > 4, "{address}: {title}");
            let nameless: Vec<String> = page.eval(
                "[...document.querySelectorAll('a, button, input, select, nav, aside, table')]
                    .filter(it => it.type != 'hidden' && it.checkVisibility())
                    .filter(it => !(it.labels?.length || it.ariaLabel || it.caption
                        || it.hasAttribute('aria-labelledby') || (it.innerText ?? it.textContent).trim()
                        && !it.matches('nav, aside, table')))
                    .map(it => it.outerHTML.slice(0, 200))",
            );
            assert!(nameless.is_empty(), "{address}: {nameless:#?}");
            let twice: Vec<String> = page.eval(
                "[...document.querySelectorAll('[id]')].map(it => it.id)
                    .filter((id, at, all) => all.indexOf(id) != at)",
            );
            assert!(twice.is_empty(), "{address}: ids that stand twice: {twice:?}");
        }
    }
    page.refusals();
}

/// A rule of axe-core that was broken.
#[derive(Deserialize)]
struct Broken {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    html: String,
    failure_summary: String,
}

pub(crate) fn axe_finds_nothing(page: &Page) {
    let axe = axe();
    let closed = page.site.closed_server();
    // It does find violations.
    page.open("/");
    page.run("document.body.append(document.createElement('button'))");
    let found = broken(page, &axe);
    assert!(found.iter().any(|broken| broken.id == "button-name"), "a button has no name");
    // Each rule with the first place that breaks it, and the number of places.
    let mut told: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for screen in [DESK, PHONE] {
        for scheme in [Scheme::Light, Scheme::Dark] {
            page.sit_at(screen);
            page.look(Medium::Screen, scheme);
            for address in every_page(page, &closed.address) {
                page.go(&address);
                for broken in broken(page, &axe) {
                    let place = format!("{address} {screen:?} {scheme:?}");
                    let first = || (first_of(&broken, &place), 0);
                    told.entry(broken.id.clone()).or_insert_with(first).1 += 1;
                }
            }
        }
    }
    page.refusals();
    let lines: Vec<String> = told
        .values()
        .map(|(told, pages)| format!("{told}\n  and so on, on {pages} pages"))
        .collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

/// Returns the script of axe-core.
fn axe() -> String {
    let Some(path) = env::var_os("CHABAO_AXE") else {
        skip("no axe-core: `npm install axe-core` and name its axe.min.js by CHABAO_AXE")
    };
    let read = fs::read_to_string(&path);
    read.unwrap_or_else(|error| panic!("CHABAO_AXE: {}: {error}", path.display()))
}

/// Returns the rules of WCAG 2.2 AA that axe-core finds broken on the page.
fn broken(page: &Page, axe: &str) -> Vec<Broken> {
    page.run(axe);
    let tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    let options = json!({ "runOnly": tags, "resultTypes": ["violations"] });
    page.ask("axe.run(document, arguments[0]).then(it => it.violations)", &[options])
}

/// Returns what is wrong with the first elements that break a rule.
fn first_of(broken: &Broken, place: &str) -> String {
    let Broken { id, help, nodes } = broken;
    let count = nodes.len();
    let mut told = format!("{place}\n  {id}: {help} ({count} times)");
    for Node { html, failure_summary } in nodes.iter().take(3) {
        let _ = write!(told, "\n    {html}\n    {}", failure_summary.replace('\n', " "));
    }
    told
}

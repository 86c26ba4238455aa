//! How pages look: on telephones, in the dark, on paper.

use chabao::extract::extract;
use serde::Deserialize;

use crate::page::{Medium, NARROWEST, PHONE, Page, Scheme, Screen};
use crate::searching::search;
use crate::served::encoded;

/// Returns a page of every kind.
pub(crate) fn kinds_of_pages(page: &Page) -> Vec<String> {
    let query = search("三项制度");
    let question = query.trim_start_matches('/');
    let found = page.site.api(&format!("search{question}"));
    let report = found["hits"][0]["report"]["id"].as_str().unwrap();
    vec![
        "/".to_owned(),
        query.clone(),
        format!("{query}&year=2023&part=%E4%B8%8D%E8%B6%B3"),
        search("查无此词"),
        format!("/coverage{question}"),
        format!("/trend{question}"),
        "/panel".to_owned(),
        "/panel?codebook=outline&by_year=true".to_owned(),
        format!("/panel{question}"),
        format!("/kwic{question}"),
        format!("/kwic{question}&group=left:2"),
        format!("/kwic{question}&collocates=1"),
        format!("/reports/{report}{question}"),
        "/help".to_owned(),
        "/help/query".to_owned(),
        "/help/data".to_owned(),
        "/corpus".to_owned(),
        "/corpus?note=no-region".to_owned(),
        "/saved".to_owned(),
    ]
}

pub(crate) fn nothing_is_cut_off_on_a_telephone(page: &Page) {
    for screen in [PHONE, NARROWEST] {
        page.sit_at(screen);
        for path in kinds_of_pages(page) {
            page.open(&path);
            let width: u32 = page.eval("document.scrollingElement.scrollWidth");
            assert_eq!(width, screen.0, "{path} has to be moved sideways: {:?}", too_wide(page));
        }
    }
}

/// Returns what sticks out of the screen, for the message.
fn too_wide(page: &Page) -> Vec<String> {
    page.eval(
        "[...document.querySelectorAll('body *')]
            .filter(it => it.getBoundingClientRect().right > innerWidth + 1)
            .filter(it => !it.closest('.scroll'))
            .map(it => `${it.localName}.${it.className} ${it.getBoundingClientRect().right}`)
            .slice(0, 10)",
    )
}

/// A control with its size in CSS pixels.
#[derive(Debug, Deserialize)]
struct Control {
    #[expect(dead_code, reason = "messages tell it")]
    name: String,
    width: f64,
    height: f64,
}

pub(crate) fn controls_are_large_enough_to_be_hit(page: &Page) {
    /// The least width and height of a control (WCAG 2.2, 2.5.8). What is smaller and stands apart
    /// is let off there; axe-core looks at that.
    const LEAST: f64 = 24.0;
    page.sit_at(PHONE);
    for path in kinds_of_pages(page) {
        page.open(&path);
        let controls: Vec<Control> = page.eval(
            "[...document.querySelectorAll('button, input, select, summary, header a, .pages a')]
                .filter(it => it.type != 'hidden' && it.checkVisibility())
                .map(it => it.closest('label') ?? it)
                .map(it => [it.innerText || it.value || it.id, it.getBoundingClientRect()])
                .map(([name, box]) => ({ name, width: box.width, height: box.height }))",
        );
        assert!(controls.len() > 4, "{path}: {controls:?}");
        for control in controls {
            let is_large = control.width >= LEAST && control.height >= LEAST;
            assert!(is_large, "{path}: {control:?}");
        }
    }
}

/// Returns the luminance of a colour of the first element (WCAG 2.2), from 0 to 1.
fn luminance(page: &Page, selector: &str, property: &str) -> f64 {
    let colour: String = page.ask(
        "getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]",
        &[selector.into(), property.into()],
    );
    let numbers = colour.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_end_matches(')');
    let parts: Vec<f64> = numbers.split(", ").map(|part| part.parse().unwrap()).collect();
    let [red, green, blue] = parts[..] else { panic!("{property} is {colour}") };
    let linear = |part: f64| {
        let part = part / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

pub(crate) fn dark_is_dark_and_light_is_light(page: &Page) {
    for path in kinds_of_pages(page) {
        for scheme in [Scheme::Light, Scheme::Dark] {
            page.look(Medium::Screen, scheme);
            page.open(&path);
            let ground = luminance(page, "body", "backgroundColor");
            let text = luminance(page, "body", "color");
            let is_so = match scheme {
                Scheme::Light => ground > 0.85 && text < 0.1,
                Scheme::Dark => ground < 0.03 && text > 0.6,
            };
            assert!(is_so, "{path} {scheme:?}: {text} on {ground}");
        }
    }
}

/// The width of a sheet of A4 across, in CSS pixels, without its margins.
const SHEET: u32 = 1047;

pub(crate) fn tables_fit_a_sheet_with_their_heads_and_totals(page: &Page) {
    let table = |more: &str| format!("/coverage?q={}{more}", encoded("法律顾问"));
    for path in [table(""), table("&columns=part"), table("&rows=year&columns=county")] {
        page.look(Medium::Paper, Scheme::Light);
        page.sit_at(Screen(SHEET, 720));
        page.open(&path);
        let wide: [u32; 2] = page.eval(
            "[document.querySelector('.matrix table').getBoundingClientRect().right, innerWidth]
                .map(Math.ceil)",
        );
        assert!(wide[0] <= wide[1], "{path}: {wide:?}");
        page.look(Medium::Screen, Scheme::Light);
        page.open(&path);
        let [head, total]: [String; 2] = page.eval(
            "[...document.querySelectorAll('.matrix thead tr, .matrix tfoot tr:last-child')]
                .map(row => row.lastElementChild.innerText.trim())",
        );
        let paper = extract(&page.print(), "table.pdf").unwrap().text;
        // The reader of PDFs joins the cells of a line.
        let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let paper = plain(&paper);
        assert!(paper.contains(&plain(&head)) && paper.contains(&plain(&total)), "{path}: {paper}");
    }
}

pub(crate) fn paper_has_no_controls(page: &Page) {
    // Somebody who prints at night has white paper all the same.
    page.look(Medium::Paper, Scheme::Dark);
    for path in kinds_of_pages(page) {
        page.open(&path);
        let shown: Vec<String> = page.eval(
            "[...document.querySelectorAll('button, input, select, header nav, .language, .skip')]
                .filter(it => it.type != 'hidden' && it.checkVisibility())
                .map(it => it.outerHTML)",
        );
        assert!(shown.is_empty(), "{path}: {shown:#?}");
        assert!(luminance(page, "body", "color") < 0.1, "{path}: the text is black");
        let ground = luminance(page, "body", "backgroundColor");
        assert!(ground > 0.9, "{path}: the paper is white");
    }
    page.open(&search("三项制度"));
    assert!(page.count(".hits mark") > 0 && page.text(".ground").contains("份提及"));
}

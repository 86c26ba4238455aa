//! Everything with the keyboard alone: in order, in sight, and past what every page repeats.

use serde::Deserialize;

use crate::look::kinds_of_pages;
use crate::page::{Key, Page};
use crate::searching::search;

/// What can have the focus, of which of a group of radio buttons one does: in the order of the page.
const STOPS: &str = "[...document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
    .filter(it => it.tabIndex >= 0 && !it.disabled && it.checkVisibility())
    .filter(it => it.type != 'radio' || it.checked)";

/// What has the focus and how it looks.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Focused {
    /// Its place among the stops.
    at: i64,
    #[expect(dead_code, reason = "messages tell it")]
    html: String,
    outline: String,
    outline_width: String,
    /// Whether part of it is visible: on the screen, and not covered.
    is_seen: bool,
}

#[track_caller]
fn focused(page: &Page) -> Focused {
    page.eval(&format!(
        "(() => {{
            const it = document.activeElement;
            const style = getComputedStyle(it.closest('label') ?? it);
            const own = getComputedStyle(it);
            const outlined = own.outlineStyle != 'none' ? own : style;
            const boxes = [...it.getClientRects()];
            const over = box => document.elementFromPoint(
                box.left + box.width / 2, box.top + box.height / 2);
            return {{
                at: {STOPS}.indexOf(it),
                html: it.outerHTML.slice(0, 200),
                outline: outlined.outlineStyle,
                outlineWidth: outlined.outlineWidth,
                isSeen: boxes.some(box => it == over(box) || it.contains(over(box))),
            }};
        }})()"
    ))
}

pub(crate) fn the_tabulator_reaches_everything_in_order(page: &Page) {
    for path in kinds_of_pages(page) {
        page.open(&path);
        let stops: i64 = page.eval(&format!("{STOPS}.length"));
        assert!(stops > 5, "{path}: {stops} stops");
        for at in 0..stops {
            page.press(Key::Tab);
            let focused = focused(page);
            assert_eq!(focused.at, at, "{path}: {focused:?}");
        }
    }
}

pub(crate) fn what_has_the_focus_is_seen(page: &Page) {
    for path in kinds_of_pages(page) {
        page.open(&path);
        let stops: i64 = page.eval(&format!("{STOPS}.length"));
        // There and back: what sticks to the top of the screen must not cover it.
        for key in [Key::Tab, Key::BackTab] {
            for _ in 0..stops.min(40) {
                page.press(key);
                let focused = focused(page);
                if focused.at < 0 {
                    break;
                }
                let width = focused.outline_width.trim_end_matches("px").parse::<f64>().unwrap();
                assert!(focused.outline != "none" && width >= 2.0, "{path} {key:?}: {focused:?}");
                assert!(focused.is_seen, "{path} {key:?}: it is covered: {focused:?}");
            }
        }
    }
}

pub(crate) fn the_skip_link_leads_to_the_content(page: &Page) {
    page.open(&search("三项制度"));
    page.press(Key::Tab);
    assert_eq!(page.eval::<String>("document.activeElement.innerText"), "跳到正文");
    let seen: bool = page.eval(
        "(box => box.width > 24 && box.height > 24 && box.top >= 0)(
            document.activeElement.getBoundingClientRect())",
    );
    assert!(seen, "it is shown while it has the focus");
    page.press(Key::Enter);
    page.wait_until("document.activeElement.localName == 'main'");
    page.press(Key::Tab);
    assert_eq!(page.eval::<String>("document.activeElement.id"), "q");
}

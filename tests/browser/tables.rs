//! Tables and charts: who mentions a term, where and when, and how that changes over the years.

use crate::page::{Key, Page};
use crate::searching::search;
use crate::served::encoded;

/// The sentence about what was found.
const GROUND: &str = ".ground p";

pub(crate) fn a_cell_of_the_matrix_opens_its_passages(page: &Page) {
    let question = search("三项制度");
    page.open(&format!("/coverage{}", question.trim_start_matches('/')));
    // The first cell with mentions: it says how many.
    let cell = "table tbody td a[href*='year=']";
    let said: String = page.text(cell);
    let (before, _) = said.split_once(" 次").unwrap();
    let mentions: u64 = before.trim_start_matches("提及").trim().parse().unwrap();
    page.click(cell);
    page.wait_until("location.pathname == '/'");
    assert!(page.text(GROUND).contains(&format!("、{mentions} 处")), "{}", page.text(GROUND));
    assert!(page.count(".hits mark") > 0);
    // The condition is shown, with a link that removes it.
    assert!(page.count(".chosen a") >= 2);
}

pub(crate) fn the_figure_of_the_cells_can_be_chosen_and_stays(page: &Page) {
    let question = search("法律顾问");
    page.open(&format!("/coverage{}&rows=year&columns=part", question.trim_start_matches('/')));
    let cell = "table tbody td a";
    assert!(page.text(cell).contains(" 份"), "{}", page.text(cell));
    for (measure, sign) in [("share", "%"), ("mentions", " 次"), ("reports", " 份")] {
        page.click(&format!(".switch a[href*='measure={measure}']"));
        page.wait_until(&format!("location.search.includes('measure={measure}')"));
        // What is read out says what reports do; then comes the figure.
        let said = page.text(cell);
        let figure = said.trim_start_matches("提及").trim().lines().next().unwrap();
        assert!(said.starts_with("提及") && figure.ends_with(sign), "{measure}: {said}");
    }
    page.click(".switch a[href*='scale=fixed']");
    page.wait_until("location.search.includes('scale=fixed')");
    assert_eq!(page.texts(".table .legend .level-1"), ["≤ 20%"]);
    // Another table of the page shows the same.
    page.run("document.querySelector('select[name=rows]').value = 'level'");
    page.click("form.search button[type=submit]");
    page.wait_until("location.search.includes('rows=level')");
    assert!(page.path().contains("measure=reports") && page.path().contains("scale=fixed"));
}

pub(crate) fn concepts_are_typed_and_their_cells_open_the_passages(page: &Page) {
    page.open("/panel");
    page.fill("textarea", "律师: 法律顾问 OR 公职律师");
    page.click("form:has(textarea) button[type=submit]");
    page.wait_until("document.querySelector('table')");
    // What was typed is in the address: whoever gets the link sees the same.
    let address: String = page.eval("location.href");
    let table: String = page.text("table tbody");
    page.go(&address);
    assert_eq!(page.text("table tbody"), table);
    let cell = "table tbody td a";
    let mentions: u64 = page.text(cell).trim().parse().unwrap();
    page.click(cell);
    page.wait_until("location.pathname == '/'");
    assert!(page.text(GROUND).contains(&format!("、{mentions} 处")), "{}", page.text(GROUND));
}

pub(crate) fn a_tile_of_the_map_opens_its_province(page: &Page) {
    page.open(&format!("/coverage?q={}", encoded("三项制度")));
    let tile = ".tiles a[href*='province=500000']";
    let label: String = page.ask(
        "(it => it.ariaLabel ?? it.innerText)(document.querySelector(arguments[0]))",
        &[tile.into()],
    );
    let found = page.site.api(&format!("search?q={}&province=500000", encoded("三项制度")));
    let (reports, held) = (&found["counts"]["reports"], &found["ground"]["reports"]);
    assert!(label.contains(&reports.to_string()) && label.contains(&held.to_string()), "{label}");
    page.click(tile);
    page.wait_until("location.pathname == '/'");
    let told = format!("{held} 份报告中有 {reports} 份提及");
    assert!(page.text(GROUND).contains(&told), "{}", page.text(GROUND));
}

pub(crate) fn the_drawing_of_a_trend_can_be_taken_away(page: &Page) {
    page.open(&format!("/trend?q={}&with={}", encoded("三项制度"), encoded("法律顾问")));
    // One drawing for the desk and one for the telephone, of which one is shown.
    let shown: usize = page.eval(
        "[...document.querySelectorAll('figure svg[role=img]')].filter(it => it.checkVisibility())
            .length",
    );
    assert_eq!((shown, page.count("figure svg[role=img] > title")), (1, 2));
    assert_eq!(page.count("main table"), 1);
    let drawn: Vec<String> = page
        .eval("[...document.querySelectorAll('figure svg text')].map(it => it.textContent.trim())");
    let held = page.site.api("facets");
    for year in held["facets"]["year"].as_array().unwrap() {
        let year = year["value"].as_str().unwrap();
        assert!(year == "未识别" || drawn.iter().any(|text| text == year), "{year}: {drawn:?}");
    }
    let kind: String = page.eval(
        "fetch(document.querySelector(\"a[href*='format=svg']\").href)
            .then(it => it.headers.get('content-type'))",
    );
    assert_eq!(kind, "image/svg+xml; charset=utf-8");
}

pub(crate) fn arrows_go_from_figure_to_figure(page: &Page) {
    page.open("/coverage?rows=agency");
    let stops = "document.querySelectorAll('.matrix a[href]:not([tabindex=\"-1\"])').length";
    assert!(page.count(".matrix a[href]") > 20);
    assert_eq!(page.eval::<usize>(stops), 1, "the tabulator stops once in the table");
    page.run("document.querySelector('.matrix a[tabindex=\"0\"]').focus()");
    let place = "(it => [it.parentElement.rowIndex, it.cellIndex])(
        document.activeElement.closest('th, td'))";
    let [row, _]: [i64; 2] = page.eval(place);
    page.press(Key::Down);
    let [below, column]: [i64; 2] = page.eval(place);
    assert!(below > row, "{row} {below}");
    assert!(column > 0);
    assert_eq!(page.eval::<usize>(stops), 1);
    let focused = "document.activeElement.tabIndex";
    assert_eq!(page.eval::<i64>(focused), 0);
}

pub(crate) fn a_table_is_ordered_and_narrowed_in_place(page: &Page) {
    page.open(&format!("/trend?q={}&by=agency", encoded("三项制度")));
    let figures = "[...document.querySelectorAll('#figures tbody tr')]
        .map(row => Number(row.cells[1].innerText.replaceAll(',', '')))";
    page.follow("所收报告");
    page.wait_until("document.querySelector('#figures th[aria-sort=descending]')");
    let falling: Vec<u64> = page.eval(figures);
    assert!(falling.len() > 2 && falling.is_sorted_by(|a, b| a >= b), "{falling:?}");
    // The focus stays where it was, and so does what is on the screen.
    let focused = "document.activeElement.closest('th')?.getAttribute('aria-sort')";
    assert_eq!(page.eval::<String>(focused), "descending");
    let [top, bottom, screen]: [f64; 3] = page.eval(
        "(box => [box.top, box.bottom, innerHeight])(
            document.activeElement.getBoundingClientRect())",
    );
    // The page is scrolled by whole pixels.
    assert!(top >= 0.0 && bottom <= screen + 1.0, "{top} {bottom} {screen}");
    let first: String = page.text("#figures tbody th bdi");
    page.fill("#figures input[name=name]", &first);
    page.run("document.querySelector('#figures .only-named').requestSubmit()");
    page.wait_until("new URLSearchParams(location.search).has('name')");
    let named = page.texts("#figures tbody th bdi");
    assert!(named.iter().all(|name| name.contains(&first)));
    assert_eq!(page.text("#figures .only-named .count"), format!("{} 行", named.len()));
    assert_eq!(page.eval::<String>("document.activeElement.name"), "name");
}

pub(crate) fn a_line_that_is_pointed_at_stands_out(page: &Page) {
    page.open(&format!("/trend?q={}&with={}", encoded("三项制度"), encoded("法律顾问")));
    let opacity =
        "getComputedStyle(document.querySelector('.chart .wide .stroke-series-1')).opacity";
    assert_eq!(page.eval::<String>(opacity), "1");
    page.run("document.querySelector('a[data-series=\"2\"]').focus({ focusVisible: true })");
    assert_eq!(page.eval::<String>(opacity), "0.18");
}

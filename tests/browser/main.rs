//! The pages as people meet them: a Chromium without a window that searches, narrows, reads and
//! prints, over the program itself.
//!
//! One browser and one server serve all tests, one after the other; each test begins with an empty
//! page and ends with a look at what the browser complained about. They run with `cargo test`
//! if `chromium` and `chromedriver` are installed (on Debian: `apt install chromium
//! chromium-driver`). Otherwise they say so and are counted as ignored. Variables:
//!
//! - `CHABAO_BROWSER=required`: it is a failure that there is none
//! - `CHABAO_AXE=…/axe.min.js`: axe-core of Deque, with which `accessibility` looks at the pages
//!
//! To add a test, write a function of a `Page` that panics if something is wrong, and name it in
//! the list below. A test that fails leaves a screenshot; its message says where. `cargo test --test
//! browser look` runs those whose name contains `look`.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails at once")]

mod accessibility;
mod concordance;
mod driver;
#[path = "../files.rs"]
mod files;
mod hostile;
mod keyboard;
mod language;
mod look;
mod narrow;
mod page;
mod pictures;
mod png;
mod reading;
mod saved;
#[expect(dead_code, reason = "the tests of the program look at more of it")]
#[path = "../served.rs"]
mod served;
mod searching;
mod site;
mod tables;
mod typing;

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use libtest_mimic::{Arguments, Completion, Failed, Trial};

use driver::Driver;
use page::Page;
use site::Site;

type Test = fn(&Page);

macro_rules! tests {
    ($($module:ident::$name:ident,)*) => {
        [$((concat!(stringify!($module), "::", stringify!($name)), $module::$name as Test),)*]
    };
}

/// Every test with its name. One that is forgotten here is a function that nobody uses, which the
/// compiler tells.
const TESTS: &[(&str, Test)] = &tests![
    searching::a_query_finds_passages_and_marks_it,
    searching::a_facet_narrows_to_as_many_reports_as_it_said,
    searching::pages_of_hits_lead_on_and_back,
    searching::a_hit_leads_to_its_place_in_the_report,
    searching::the_way_back_leads_to_the_same_place_of_the_same_list,
    searching::the_rest_of_the_reports_is_listed_with_the_query_kept,
    searching::a_query_that_cannot_be_read_can_be_mended,
    searching::everything_works_without_script,
    searching::nothing_is_fetched_from_elsewhere,
    typing::a_query_line_suggests_how_to_go_on,
    typing::regions_are_found_by_their_sound,
    typing::an_input_method_is_left_alone,
    typing::answers_come_into_the_page_and_back_leads_back,
    typing::keys_lead_over_the_search_page,
    typing::a_page_stays_when_the_connection_is_lost,
    typing::a_page_says_that_the_index_was_written_since,
    language::the_browser_chooses_the_language_and_the_reader_another,
    narrow::the_filters_stand_beside_the_answer_or_folded_above_it,
    narrow::a_table_stays_usable_beside_the_filters,
    narrow::regions_are_unfolded_without_narrowing,
    look::nothing_is_cut_off_on_a_telephone,
    look::controls_are_large_enough_to_be_hit,
    look::dark_is_dark_and_light_is_light,
    look::paper_has_no_controls,
    look::tables_fit_a_sheet_with_their_heads_and_totals,
    keyboard::the_tabulator_reaches_everything_in_order,
    keyboard::what_has_the_focus_is_seen,
    keyboard::the_skip_link_leads_to_the_content,
    reading::keys_lead_from_hit_to_hit,
    reading::keys_lead_from_result_to_result,
    reading::the_ways_on_are_in_sight_where_a_hit_is_opened,
    reading::a_link_is_copied_without_the_way_to_it,
    reading::a_fact_is_mended_from_its_report,
    reading::the_outline_leads_to_the_sections,
    reading::the_reports_own_characters_are_shown,
    reading::a_quotation_has_the_pages_that_it_is_printed_on,
    tables::a_cell_of_the_matrix_opens_its_passages,
    tables::the_figure_of_the_cells_can_be_chosen_and_stays,
    tables::concepts_are_typed_and_their_cells_open_the_passages,
    tables::a_tile_of_the_map_opens_its_province,
    tables::the_drawing_of_a_trend_can_be_taken_away,
    tables::arrows_go_from_figure_to_figure,
    tables::a_table_is_ordered_and_narrowed_in_place,
    tables::a_line_that_is_pointed_at_stands_out,
    concordance::a_click_sorts_and_a_shared_link_shows_the_same,
    concordance::a_mention_leads_to_its_place_in_the_report,
    concordance::groups_and_collocates_lead_on,
    concordance::keys_sort_and_go_from_mention_to_mention,
    saved::a_query_is_kept_with_its_count_then_and_now,
    saved::a_passage_is_kept_and_compared_with_its_report,
    saved::a_mention_and_a_codebook_are_kept_with_their_pages,
    saved::what_is_kept_is_taken_away_and_brought_back,
    saved::without_script_the_page_says_that_it_needs_it,
    hostile::reports_stay_text_wherever_they_stand,
    hostile::the_policy_of_the_server_holds,
    accessibility::every_page_has_a_heading_a_language_and_names_for_its_controls,
    accessibility::axe_finds_nothing,
];

/// Not tests: what they make is asked for by name, with `--ignored`.
const MADE: &[(&str, Test)] = &tests![pictures::the_readme_shows_the_pages,];

/// What the tests share, once the first has asked for it.
enum Shared {
    NotAsked,
    Ready(Box<(Driver, Site)>),
    /// There is none, for this reason.
    Missing(String),
}

/// What a test unwinds with that cannot be run here, for this reason.
struct Skipped(String);

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // There is one browser, and it has one page.
    arguments.test_threads = Some(1);
    let shared = Arc::new(Mutex::new(Shared::NotAsked));
    let trial = |&(name, test): &(&'static str, Test)| {
        let shared = shared.clone();
        Trial::ignorable_test(name, move || run(&mut shared.lock().unwrap(), name, test))
    };
    let made = MADE.iter().map(trial).map(|it| it.with_ignored_flag(true));
    let conclusion = libtest_mimic::run(&arguments, TESTS.iter().map(trial).chain(made).collect());
    // The browser and the server end here, whatever the tests did.
    let shared = std::mem::replace(&mut *shared.lock().unwrap(), Shared::NotAsked);
    if let Shared::Missing(reason) = shared
        && !is_required()
    {
        say(&format!("skipped: {reason}; no page was looked at"));
    }
    conclusion.exit_code()
}

fn run(shared: &mut Shared, name: &str, test: Test) -> Result<Completion, Failed> {
    if matches!(shared, Shared::NotAsked) {
        *shared = match Driver::start() {
            Ok(driver) => Shared::Ready(Box::new((driver, Site::new()))),
            Err(reason) => Shared::Missing(format!("{reason} ({INSTALL})")),
        };
    }
    let (driver, site) = match shared {
        Shared::Ready(ready) => (&ready.0, &ready.1),
        Shared::Missing(reason) if is_required() => return Err(reason.as_str().into()),
        _ => return Ok(Completion::ignored()),
    };
    let looked = catch_unwind(AssertUnwindSafe(|| {
        let page = Page::new(driver, site);
        test(&page);
        let troubles = page.troubles();
        assert!(troubles.is_empty(), "the browser complained: {troubles:#?}");
    }));
    let Err(why) = looked else { return Ok(Completion::Completed) };
    if let Some(Skipped(reason)) = why.downcast_ref() {
        let reason = reason.as_str();
        let ignored = || Completion::ignored_with(reason);
        return if is_required() { Err(reason.into()) } else { Ok(ignored()) };
    }
    let said = why.downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| why.downcast_ref().copied()).unwrap_or_default();
    let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name.replace("::", "-") + ".png");
    let drawn = catch_unwind(AssertUnwindSafe(|| driver.picture(&picture)));
    let seen = drawn.map_or("the browser is gone".into(), |()| picture.display().to_string());
    Err(format!("{said}\nwhat was to be seen: {seen}").into())
}

/// What to do if there is no browser.
const INSTALL: &str = "on Debian `apt install chromium chromium-driver` brings both";

/// Returns whether it is a failure that something the tests need is not there.
fn is_required() -> bool {
    env::var_os("CHABAO_BROWSER").is_some_and(|value| value == "required")
}

/// Ends a test that cannot be run here; it is counted as ignored, or as failed where everything is
/// required.
fn skip(reason: &str) -> ! {
    resume_unwind(Box::new(Skipped(reason.to_owned())))
}

/// Prints a line for the person who runs the tests.
#[expect(clippy::print_stderr, reason = "tests say what they skipped")]
fn say(line: &str) {
    eprintln!("{line}");
}

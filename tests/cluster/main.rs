//! chabao over a real cluster: OpenSearch, three nodes on this machine.
//!
//! One cluster serves all tests, one after the other; after each it is made whole again. They run
//! with `cargo test` if there is Java 17 and `ensure_cluster` of `.ci/tools` has brought OpenSearch
//! below `target` (`bash -c '. .ci/tools; ensure_cluster'`). Otherwise they say so and are counted as
//! ignored; with `CHABAO_CLUSTER=required` that is a failure.
//!
//! To add a test, write a function of a `Cluster` that panics if something is wrong, and name it in
//! the list below. `cargo test --test cluster nodes` runs those whose name contains `nodes`.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails at once")]

mod both;
mod changes;
mod commands;
#[path = "../console.rs"]
mod console;
#[expect(dead_code, clippy::string_slice, reason = "the tests of the program use all of it")]
#[path = "../cli/corpus.rs"]
mod corpus;
mod failing_nodes;
mod full;
#[expect(dead_code, reason = "the tests of the program use all of it")]
#[path = "../dice.rs"]
mod dice;
#[expect(dead_code, reason = "benchmarks look at more of it")]
#[path = "../benches/generator.rs"]
mod generator;
mod guarded;
mod judged;
mod killed_runs;
mod launch;
mod machines;
#[path = "../moved.rs"]
mod moved;
mod moving;
mod nodes;
mod pages;
mod readers;
mod reports;
mod requests;
#[expect(dead_code, reason = "the tests of the program use all of it")]
#[path = "../cli/reference/queries.rs"]
mod queries;
mod random;
#[expect(dead_code, reason = "the tests of the program look at more of it")]
#[path = "../served.rs"]
mod served;
#[expect(dead_code, reason = "the tests of the program use all of it")]
#[path = "../shared.rs"]
mod shared;
mod smoke;
#[path = "../cli/reference/texts.rs"]
mod texts;
#[path = "../benches/words.rs"]
mod words;
#[expect(dead_code, reason = "the tests of the program use all of it")]
#[path = "../cli/world.rs"]
mod world;

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use libtest_mimic::{Arguments, Completion, Failed, Trial};

use nodes::Cluster;

type Test = fn(&mut Cluster);

/// Every test with its name. One that is forgotten here is a function that nobody uses, which the
/// compiler tells.
const TESTS: &[(&str, Test)] = &[
    ("nodes_that_are_killed_or_stopped_are_missed_and_come_back", smoke::nodes_come_back),
    ("unit_tests_of_the_requests", requests::unit_tests),
    ("every_command_says_what_it_says_of_an_index_in_a_folder", commands::say_the_same),
    ("examples_of_the_manual_are_what_a_cluster_answers", commands::say_what_the_manual_shows),
    ("judged_queries_find_the_same_in_the_same_order", judged::queries_agree),
    (
        "judged_queries_and_hard_terms_agree_over_300_reports",
        judged::queries_agree_over_more_reports,
    ),
    ("random_queries_find_the_same", random::queries_agree),
    ("changes_of_folders_are_the_same_changes_of_both_indexes", changes::are_the_same),
    ("pages_and_the_api_answer_the_same", pages::are_the_same),
    ("searches_while_nodes_are_killed_are_right_or_errors", failing_nodes::killed),
    ("a_shard_that_is_lost_makes_every_count_an_error", failing_nodes::lost_shard),
    ("searches_while_nodes_are_cut_off_are_right_or_errors", failing_nodes::cut_off),
    ("a_node_that_comes_back_with_what_it_had_counts_nothing_short", failing_nodes::stale),
    ("a_node_that_is_killed_during_a_run_loses_and_doubles_nothing", failing_nodes::killed_in_run),
    (
        "a_node_that_is_cut_off_during_a_run_loses_and_doubles_nothing",
        failing_nodes::cut_off_in_run,
    ),
    ("a_run_that_is_killed_leaves_the_last_good_state", killed_runs::killed),
    ("a_run_that_is_killed_first_leaves_no_index", killed_runs::killed_first),
    ("a_full_disk_is_an_error_and_leaves_the_index_as_it_was", full::disk),
    ("a_node_with_little_memory_gets_everything_once", full::memory),
    ("two_machines_read_into_one_index_at_once", machines::at_once),
    ("one_folder_is_not_read_twice_into_an_index", machines::same_folder),
    ("a_server_answers_from_one_generation_while_others_are_published", readers::overtaken),
    ("a_cluster_behind_tls_lets_those_in_who_say_who_they_are", guarded::cluster),
    ("a_section_that_somebody_removed_is_missed_by_every_count", readers::robbed),
    ("parts_of_a_shard_that_are_searched_at_once_are_refused", readers::unsafe_search),
    ("an_index_is_moved_into_a_cluster_and_back_and_answers_as_before", moving::there_and_back),
];

/// What the tests share, once the first has asked for it.
enum Shared {
    NotAsked,
    Ready(Box<Cluster>),
    /// There is none, for this reason.
    Missing(String),
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // There is one cluster, and tests kill its nodes.
    arguments.test_threads = Some(1);
    let shared = Arc::new(Mutex::new(Shared::NotAsked));
    let trial = |&(name, test): &(&'static str, Test)| {
        let shared = shared.clone();
        Trial::ignorable_test(name, move || run(&mut shared.lock().unwrap(), test))
    };
    let conclusion = libtest_mimic::run(&arguments, TESTS.iter().map(trial).collect());
    // The nodes end here, whatever the tests did.
    let shared = std::mem::replace(&mut *shared.lock().unwrap(), Shared::NotAsked);
    if let Shared::Missing(reason) = shared
        && !is_required()
    {
        say(&format!("skipped: {reason}; no cluster was asked"));
    }
    conclusion.exit_code()
}

fn run(shared: &mut Shared, test: Test) -> Result<Completion, Failed> {
    let tried = catch_unwind(AssertUnwindSafe(|| {
        if matches!(shared, Shared::NotAsked) {
            *shared = match Cluster::start(3, &[]) {
                Ok(cluster) => Shared::Ready(Box::new(cluster)),
                Err(reason) => Shared::Missing(format!("{reason} ({INSTALL})")),
            };
        }
        let Shared::Ready(cluster) = shared else { return };
        test(cluster);
        cluster.mend();
    }));
    match (tried, &*shared) {
        (Ok(()), Shared::Ready(_)) => Ok(Completion::Completed),
        (Ok(()), Shared::Missing(reason)) if is_required() => Err(reason.as_str().into()),
        (Ok(()), _) => Ok(Completion::ignored()),
        (Err(why), _) => {
            // What it left is for nobody: the next test begins with nodes of its own.
            *shared = Shared::NotAsked;
            let said = why.downcast_ref::<String>().map(String::as_str);
            Err(said.or_else(|| why.downcast_ref().copied()).unwrap_or_default().into())
        }
    }
}

/// What to do if there is no cluster.
const INSTALL: &str = "`bash -c '. .ci/tools; ensure_cluster'` brings all of it";

/// Returns whether it is a failure that there is no cluster.
fn is_required() -> bool {
    env::var_os("CHABAO_CLUSTER").is_some_and(|value| value == "required")
}

/// Prints a line for the person who runs the tests.
#[expect(clippy::print_stderr, reason = "tests say what they skipped and measured")]
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}

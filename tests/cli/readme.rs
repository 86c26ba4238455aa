//! The README and the manual are true: every `$ chabao …` in them prints the output shown.
//!
//! Set `UPDATE_README=1` to write the outputs, then read the difference.

use std::fs;
use std::path::Path;

use crate::console::{Example, arguments, blocks};
use crate::world::World;

/// Runs a command of the README and returns what a terminal shows: warnings first, then data.
fn run(world: &World, command: &str) -> String {
    let output = world.command(arguments(command)).output().unwrap();
    String::from_utf8([output.stderr, output.stdout].concat()).unwrap()
}

#[test]
fn every_output_in_the_readme_is_what_the_program_prints() {
    let world = World::with_samples();
    world.index(["data"]);
    check_outputs(&world, "README.md", 5);
    for page in ["query.en.md", "query.zh.md"] {
        check_outputs(&world, &format!("src/manual/{page}"), 3);
    }
}

/// Checks the outputs of a page, which shows at least so many.
fn check_outputs(world: &World, page: &str, least: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let readme = fs::read_to_string(&path).unwrap();
    // A text in it is verified.
    if let Some((_, draft)) = readme.split_once("```markdown\n") {
        world.report("draft.md", draft.split("```").next().unwrap());
    }
    let mut pieces = blocks(&readme);
    let mut examples = 0;
    for block in pieces.iter_mut().skip(1).step_by(2) {
        let example = Example::read(block);
        let printed = run(world, &example.command);
        examples += 1;
        if std::env::var_os("UPDATE_README").is_some() {
            *block = format!("$ {}\n{printed}", example.command);
        } else {
            assert_eq!(example.output, printed, "$ {}", example.command);
        }
    }
    assert!(examples >= least, "{page} shows what the program does");
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, pieces.concat()).unwrap();
    }
}

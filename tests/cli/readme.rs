//! The README and the manual are true: every `$ chabao …` in them prints the output shown.
//!
//! Set `UPDATE_README=1` to write the outputs, then read the difference.

use std::fs;
use std::path::Path;

use crate::world::World;

/// One command of the README with its output.
struct Example {
    command: String,
    output: String,
}

/// Returns the README cut at its console blocks: text, block, text, … , text.
fn blocks(readme: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut is_inside = false;
    for line in readme.split_inclusive('\n') {
        let fence = line.trim_end();
        if !is_inside && fence == "```console" {
            pieces.last_mut().unwrap().push_str(line);
            pieces.push(String::new());
            is_inside = true;
        } else if is_inside && fence == "```" {
            pieces.push(line.to_owned());
            is_inside = false;
        } else {
            pieces.last_mut().unwrap().push_str(line);
        }
    }
    pieces
}

fn example(block: &str) -> Example {
    let (command, output) = block.split_once('\n').expect("a command line");
    let command = command.strip_prefix("$ ").expect("a command begins with `$ `");
    Example { command: command.to_owned(), output: output.to_owned() }
}

/// Runs a command of the README and returns what a terminal shows: warnings first, then data.
fn run(world: &World, command: &str) -> String {
    let words = words(command);
    let (program, arguments) = words.split_first().expect("a command line");
    assert_eq!(program, "chabao", "{command}");
    let output = world.command(arguments).output().unwrap();
    String::from_utf8([output.stderr, output.stdout].concat()).unwrap()
}

/// Returns the words of a command as a shell cuts it; `'…'` is one word.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, piece) in command.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(piece.to_owned());
        } else {
            words.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    words
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
        let example = example(block);
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

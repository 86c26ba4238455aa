//! The README and the manual are true: every `$ chabao …` in them prints the output shown. A Chinese
//! chapter shows what those see whose locale is Chinese.
//!
//! Set `UPDATE_README=1` to write the outputs, then read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use crate::console::{Example, arguments, blocks};
use crate::world::World;

/// Returns the README and all chapters, in one order.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let chapters = fs::read_dir(root.join("src/manual")).unwrap().map(|it| it.unwrap().path());
    let mut pages: Vec<PathBuf> =
        chapters.filter(|path| path.extension().is_some_and(|it| it == "md")).collect();
    pages.push(root.join("README.md"));
    pages.sort();
    pages
}

/// Runs a command and returns what a terminal shows: warnings first, then data.
fn run(world: &World, command: &str, language: &str) -> String {
    let mut command = world.command(arguments(command));
    let output = command.env("CHABAO_LANG", language).output().unwrap();
    String::from_utf8([output.stderr, output.stdout].concat()).unwrap()
}

#[test]
fn every_output_in_the_readme_and_the_manual_is_what_the_program_prints() {
    let world = World::with_samples();
    world.index(["data"]);
    let mut commands: [Vec<String>; 2] = Default::default();
    for page in pages() {
        let is_chinese = page.to_string_lossy().ends_with(".zh.md");
        let language = if is_chinese { "zh" } else { "en" };
        let checked = check_outputs(&world, &page, language);
        if !page.ends_with("README.md") {
            commands[usize::from(is_chinese)].extend(checked);
        }
    }
    let [english, chinese] = commands;
    assert!(english.len() > 25, "{english:?}");
    assert_eq!(english, chinese, "the chapters show the same commands in both languages");
}

/// Checks the outputs of a page and returns its commands.
fn check_outputs(world: &World, path: &Path, language: &str) -> Vec<String> {
    let is_update = std::env::var_os("UPDATE_README").is_some();
    let page = fs::read_to_string(path).unwrap();
    // A text in it is verified.
    if let Some((_, draft)) = page.split_once("```markdown\n") {
        world.report("draft.md", draft.split("```").next().unwrap());
    }
    let mut pieces = blocks(&page);
    let mut commands = Vec::new();
    for block in pieces.iter_mut().skip(1).step_by(2) {
        let example = Example::read(block);
        let printed = run(world, &example.command, language);
        if is_update {
            *block = format!("$ {}\n{printed}", example.command);
        } else {
            assert_eq!(example.output, printed, "{}: $ {}", path.display(), example.command);
        }
        commands.push(example.command);
    }
    if is_update {
        fs::write(path, pieces.concat()).unwrap();
    }
    commands
}

//! Rules for the sources: modules are ordered, files do not use each other in circles, libraries are
//! used only where they belong, the public interface is small, and names say something.

mod circles;
mod door;
mod tokens;
mod tree;

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use tree::{Tree, files_below, paths};

static TREE: LazyLock<Tree> = LazyLock::new(Tree::read);

#[test]
fn a_module_uses_only_those_above_it() {
    let tree = &*TREE;
    let order = tree.order();
    assert!(order.len() > 10, "{order:?}");
    let place = |name: &String| order.iter().position(|it| it == name);
    let mut wrong = Vec::new();
    for module in tree.modules.values() {
        let Some(own) = module.path.first().and_then(place) else { continue };
        for (target, written) in tree.uses(module) {
            let written_in = written.strip_prefix("crate::").and_then(|it| it.split("::").next());
            let tops = [target.first().cloned(), written_in.map(str::to_owned)];
            let is_below = |name: &String| place(name).is_some_and(|it| it > own);
            if tops.iter().flatten().any(is_below) {
                wrong.push(format!("{} uses {written}", module.file));
            }
        }
    }
    assert!(wrong.is_empty(), "uses what comes below:\n{}", wrong.join("\n"));
}

#[test]
fn files_use_each_other_in_one_direction() {
    let tree = &*TREE;
    let circles = circles::find(tree);
    assert!(circles.is_empty(), "{} circles:\n{}", circles.len(), circles.join("\n"));
}

/// The modules in which each library may be used.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("aho_corasick", &["parse"]),
    ("anstream", &["cli", "main"]),
    ("anyhow", &["cli", "main"]),
    ("axum", &["web"]),
    ("base64", &["cluster"]),
    ("blake3", &["cluster", "index", "ingest", "segment", "web"]),
    ("calamine", &["extract"]),
    ("cfb", &["extract"]),
    ("chardetng", &["extract"]),
    ("clap", &["cli"]),
    ("crc32fast", &["index"]),
    ("csv", &["cli", "extract", "present"]),
    ("ego_tree", &["extract"]),
    ("encoding_rs", &["extract"]),
    ("flate2", &["extract", "gazetteer", "region", "web"]),
    ("form_urlencoded", &["web"]),
    ("hyper", &["web"]),
    ("hyper_util", &["web"]),
    ("imagesize", &["extract"]),
    ("indicatif", &["cli"]),
    ("jieba_rs", &["segment"]),
    ("maud", &["web"]),
    ("pinyin", &["text"]),
    ("postcard", &["index"]),
    ("quick_xml", &["extract"]),
    ("rustc_hash", &["analysis", "extract", "index", "parse", "search"]),
    ("rust_xlsxwriter", &["present"]),
    ("rustix", &["index", "ingest"]),
    ("scraper", &["extract"]),
    ("tantivy", &["index", "search"]),
    ("terminal_size", &["cli"]),
    ("tokio", &["web"]),
    ("toml", &["aliases", "query"]),
    ("unicode_width", &["present", "query"]),
    ("unpdf", &["extract"]),
    ("ureq", &["cluster"]),
    ("utoipa", &["analysis", "index", "report", "search", "web"]),
    ("walkdir", &["discover", "ingest"]),
    ("zip", &["extract"]),
];

#[test]
fn libraries_are_named_only_where_they_belong() {
    let tree = &*TREE;
    let mut wrong = BTreeSet::new();
    let mut met = BTreeSet::new();
    for module in tree.modules.values() {
        let top = module.path.first().map_or("lib", String::as_str);
        for path in paths(&module.tokens) {
            let Some((library, homes)) = LIBRARIES.iter().find(|(it, _)| *it == path[0]) else {
                continue;
            };
            // A module of its own may have the name of a library.
            if tree.resolve(&module.path, &path).is_some() {
                continue;
            }
            met.insert((*library).to_owned());
            if !homes.contains(&top) {
                wrong.insert(format!("{} names {library}", module.file));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let unused: Vec<&str> =
        LIBRARIES.iter().map(|it| it.0).filter(|it| !met.contains(*it)).collect();
    assert!(unused.is_empty(), "named nowhere, to be taken out of the list: {unused:?}");
}

#[test]
fn every_file_says_what_it_is() {
    for module in TREE.modules.values() {
        assert!(module.source.starts_with("//! "), "{} has no module doc", module.file);
    }
}

#[test]
fn public_functions_have_names_that_say_something() {
    const EMPTY: [&str; 8] =
        ["of", "told", "shown", "stands", "held", "name", "english", "chinese"];
    let mut wrong = Vec::new();
    for module in TREE.modules.values() {
        for at in (0..module.tokens.len()).filter(|&at| module.tokens[at].is("fn")) {
            let before: Vec<_> = module.tokens[..at].iter().rev().take(3).collect();
            let qualifiers = before.iter().take_while(|it| it.is("const") || it.is("async"));
            let is_public = before.get(qualifiers.count()).is_some_and(|it| it.is("pub"));
            let name = module.tokens[at + 1].name().unwrap_or_default();
            if is_public && EMPTY.contains(&name) {
                wrong.push(format!("{}: {name}", module.file));
            }
        }
    }
    assert!(wrong.is_empty(), "{} functions:\n{}", wrong.len(), wrong.join("\n"));
}

/// The most public names. What the program and the tests use is public, and not much more: this
/// figure only falls.
const MOST_NAMES: usize = 60;

#[test]
fn the_door_is_small_and_has_one_entrance_for_each_name() {
    let tree = &*TREE;
    let names = door::names(tree);
    let twice = door::twice(&names);
    assert!(twice.is_empty(), "{} by several paths:\n{}", twice.len(), twice.join("\n"));
    let list = || names.iter().map(|it| it.path.join("::")).collect::<Vec<_>>().join("\n");
    assert!(names.len() <= MOST_NAMES, "{} public names:\n{}", names.len(), list());
}

#[test]
fn nothing_outside_the_repository_is_read_but_by_tests_that_say_so() {
    let folder = ["..", "shared"].join("/");
    for file in files_below("src").into_iter().chain(files_below("tests")) {
        let name = file.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("below").to_owned();
        if name.ends_with("tests/shared.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a source file");
        let ignored = format!("#[ignore = \"needs {folder}\"]");
        let is_said = |line: &str| line.trim() == ignored || line.trim().starts_with("//");
        let names_it =
            |line: &str| ["/", "\""].iter().any(|it| line.contains(&(folder.clone() + it)));
        let wrong = text.lines().find(|line| names_it(line) && !is_said(line));
        assert_eq!(wrong, None, "{}", name.display());
    }
}

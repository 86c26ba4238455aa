//! The public names of the library: what a program that depends on it can use.

use std::collections::BTreeMap;

use crate::tokens::Token;
use crate::tree::{Module, Names, Tree};

/// A name at the door.
pub(crate) struct Public {
    /// The path by which it is used.
    pub(crate) path: Names,
    /// The module that declares it, and its name there.
    pub(crate) declared: Names,
}

/// Returns every public item that can be named from outside, by each path; modules are not counted.
pub(crate) fn names(tree: &Tree) -> Vec<Public> {
    let mut found = Vec::new();
    collect(tree, &tree.modules[&Vec::new()], &Vec::new(), &mut found);
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn collect(tree: &Tree, module: &Module, outside: &Names, found: &mut Vec<Public>) {
    for item in items(&module.tokens) {
        let with = |path: &Names| [path.clone(), vec![item.clone()]].concat();
        found.push(Public { path: with(outside), declared: with(&module.path) });
    }
    for (name, &is_public) in &module.modules {
        let below = [module.path.clone(), vec![name.clone()]].concat();
        if let Some(inner) = tree.modules.get(&below).filter(|_| is_public) {
            collect(tree, inner, &[outside.clone(), vec![name.clone()]].concat(), found);
        }
    }
    for import in module.imports.iter().filter(|it| it.is_public) {
        let Some((target, rest)) = tree.resolve(&module.path, &import.path) else {
            panic!("{} exports `{}`, which is not found", module.file, import.path.join("::"));
        };
        let path = [outside.clone(), vec![import.name.clone()]].concat();
        if !rest.is_empty() {
            found.push(Public { path, declared: [target, rest].concat() });
        } else if import.name == "*" {
            collect(tree, &tree.modules[&target], outside, found);
        } else {
            collect(tree, &tree.modules[&target], &path, found);
        }
    }
}

/// Returns the names that are declared `pub` at the top of a file.
fn items(tokens: &[Token]) -> Vec<String> {
    const KEYWORDS: [&str; 8] =
        ["struct", "enum", "fn", "const", "static", "trait", "type", "union"];
    let mut depth = 0;
    let mut found = Vec::new();
    let mut is_in_macro = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Mark("{" | "(" | "[") => {
                // The braces of `named! { … }` at the top contain items too.
                let is_macro = depth == 0
                    && token.is("{")
                    && at > 1
                    && tokens[at - 1].is("!")
                    && tokens[at - 2].name().is_some();
                is_in_macro.push(is_macro);
                depth += usize::from(!is_macro);
            }
            Token::Mark("}" | ")" | "]") => {
                depth -= usize::from(!is_in_macro.pop().unwrap_or(false));
            }
            Token::Name(name) if name == "pub" && depth == 0 => {
                let rest: Vec<&str> =
                    tokens[at + 1..].iter().take(4).filter_map(Token::name).collect();
                let keyword = rest.iter().position(|it| KEYWORDS.contains(it));
                let is_plain = !tokens.get(at + 1).is_some_and(|it| it.is("("));
                let is_near = keyword.is_some_and(|at| at < 2);
                if let (true, true, Some(keyword)) = (is_plain, is_near, keyword) {
                    let mut name = rest.get(keyword + 1).copied().unwrap_or_default();
                    if name == "fn" {
                        name = rest.get(keyword + 2).copied().unwrap_or_default();
                    }
                    found.push(name.to_owned());
                }
            }
            _ => {}
        }
    }
    found
}

/// Returns a line for each item that has several paths, and for each name that several items have.
pub(crate) fn twice(names: &[Public]) -> Vec<String> {
    let mut by_item: BTreeMap<&Names, Vec<String>> = BTreeMap::new();
    let mut by_name: BTreeMap<&String, Vec<String>> = BTreeMap::new();
    for name in names {
        by_item.entry(&name.declared).or_default().push(name.path.join("::"));
        let last = name.path.last().expect("a name");
        by_name.entry(last).or_default().push(name.path.join("::"));
    }
    let several = |paths: Vec<String>| (paths.len() > 1).then(|| paths.join(" = "));
    let mut lines: Vec<String> = by_item.into_values().filter_map(several).collect();
    lines.extend(by_name.into_values().filter_map(several));
    lines.sort();
    lines.dedup();
    lines
}

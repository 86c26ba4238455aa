//! The modules of the package: their files, what each imports and declares, and which file a path
//! leads to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::tokens::{Token, all_tokens, end_of_cfg_test, tokens};

/// The path of a module, such as `["search", "hits"]`; empty for the root of the crate.
pub(crate) type Names = Vec<String>;

/// A module that is a file.
pub(crate) struct Module {
    /// Its path.
    pub(crate) path: Names,
    /// Its file, below `src`.
    pub(crate) file: String,
    /// What is in the file.
    pub(crate) source: String,
    /// Its code, without tests.
    pub(crate) tokens: Vec<Token>,
    /// What it imports.
    pub(crate) imports: Vec<Import>,
    /// The modules that it declares, each with whether it is part of the public interface.
    pub(crate) modules: BTreeMap<String, bool>,
}

/// One name that a `use` brings into a module.
pub(crate) struct Import {
    /// Whether it is exported with `pub use`.
    pub(crate) is_public: bool,
    /// Whether other modules of the crate can name it through this one.
    pub(crate) is_exported: bool,
    /// The name it has here; `*` for all.
    pub(crate) name: String,
    /// Its path as it is written.
    pub(crate) path: Names,
}

/// All modules of the library and the program, by path. The program's begin with `cli`.
pub(crate) struct Tree {
    pub(crate) modules: BTreeMap<Names, Module>,
}

/// Returns the folder of the sources.
fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Returns every source file below a folder of the package, sorted.
pub(crate) fn files_below(folder: &str) -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).expect("a folder") {
            let path = item.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

impl Tree {
    /// Reads all modules; those for tests and the build script are left out.
    pub(crate) fn read() -> Self {
        let mut modules = BTreeMap::new();
        let mut only_tests = BTreeSet::new();
        for path in files_below("src") {
            let source = fs::read_to_string(&path).expect("a source file");
            let below = path.strip_prefix(src()).expect("below src");
            let names = names_of(below);
            for name in test_modules(&source) {
                only_tests.insert([names.clone(), vec![name]].concat());
            }
            let tokens = tokens(&source);
            let module = Module {
                file: below.to_string_lossy().into_owned(),
                imports: imports(&tokens),
                modules: declared(&tokens),
                tokens,
                source,
                path: names.clone(),
            };
            modules.insert(names, module);
        }
        let is_left_out = |path: &Names| {
            path.last().is_some_and(|name| name == "build")
                || (1..=path.len()).any(|len| only_tests.contains(&path[..len]))
        };
        modules.retain(|path, _| !is_left_out(path));
        Self { modules }
    }

    /// Returns the modules of the root in the order of `lib.rs`.
    pub(crate) fn order(&self) -> Vec<String> {
        let root = &self.modules[&Vec::new()];
        let code = root.tokens.windows(3);
        let declared = code.filter(|it| it[0].is("mod") && it[2].is(";"));
        declared.filter_map(|it| it[1].name()).map(str::to_owned).collect()
    }

    /// Returns the module and the rest of the path that `path`, written in module `from`, leads to:
    /// imports are followed. `None` if it leads out of the crate.
    pub(crate) fn resolve(&self, from: &Names, path: &[String]) -> Option<(Names, Names)> {
        self.resolve_at(from, path, 0)
    }

    fn resolve_at(&self, from: &Names, path: &[String], depth: usize) -> Option<(Names, Names)> {
        let (first, rest) = path.split_first()?;
        let (mut here, mut rest) = match first.as_str() {
            "crate" => (Vec::new(), rest),
            "self" => (from.clone(), rest),
            "super" => (from[..from.len().checked_sub(1)?].to_vec(), rest),
            // The program names the library by its name.
            "chabao" if from.first().is_some_and(|it| it == "cli") => (Vec::new(), rest),
            _ => (from.clone(), path),
        };
        while rest.first().is_some_and(|it| it == "super") {
            here.pop()?;
            rest = &rest[1..];
        }
        let is_local = rest.len() == path.len();
        let Some(name) = rest.first() else { return Some((here, Vec::new())) };
        let module = self.modules.get(&here)?;
        let import = module.imports.iter().find(|it| it.name == *name);
        let below = [here.clone(), vec![name.clone()]].concat();
        // At the end of a path an imported function comes before a module of the same name.
        let is_module = rest.len() > 1 || import.is_none();
        if is_module && self.modules.contains_key(&below) {
            let inner: Names = [vec!["self".to_owned()], rest[1..].to_vec()].concat();
            return self.resolve_at(&below, &inner, depth);
        }
        match import {
            Some(import) if depth < 8 => {
                let whole: Names = [import.path.clone(), rest[1..].to_vec()].concat();
                self.resolve_at(&here, &whole, depth + 1)
            }
            _ if is_local && !declares(module, name) => None,
            _ => Some((here, rest.to_vec())),
        }
    }

    /// Returns the modules that a module uses, each with one path that leads there, as written.
    /// What it only exports again is left out.
    pub(crate) fn uses(&self, module: &Module) -> BTreeMap<Names, String> {
        let mut used = BTreeMap::new();
        let exported = module.imports.iter().filter(|it| it.is_exported);
        let exported: BTreeSet<&Names> = exported.map(|it| &it.path).collect();
        for path in paths(&module.tokens) {
            if exported.contains(&path) {
                continue;
            }
            if let Some((target, _)) = self.resolve(&module.path, &path)
                && target != module.path
                && self.modules.contains_key(&target)
            {
                used.entry(target).or_insert_with(|| path.join("::"));
            }
        }
        used
    }
}

/// Returns the module path of a file below `src`.
fn names_of(below: &Path) -> Names {
    let text = below.with_extension("").to_string_lossy().into_owned();
    let mut names: Names = text.split('/').map(str::to_owned).collect();
    if names.last().is_some_and(|name| name == "mod") {
        names.pop();
    }
    match names.as_slice() {
        [name] if name == "lib" => Vec::new(),
        _ => names,
    }
}

/// Returns the modules that a file declares for tests alone.
fn test_modules(source: &str) -> Vec<String> {
    let tokens = all_tokens(source);
    let ends = (0..tokens.len()).filter_map(|at| end_of_cfg_test(&tokens, at));
    let name = |end: usize| {
        let rest = &tokens[end..];
        let at = rest.iter().take(8).position(|it| it.is("mod"))?;
        rest.get(at + 1)?.name().map(str::to_owned)
    };
    ends.filter_map(name).collect()
}

/// Returns whether a module declares an item, a variant or a macro of this name.
fn declares(module: &Module, name: &str) -> bool {
    const KEYWORDS: [&str; 9] =
        ["fn", "struct", "enum", "trait", "type", "const", "static", "mod", "macro_rules"];
    let code = module.tokens.windows(3);
    code.into_iter().any(|it| {
        let is_keyword = KEYWORDS.iter().any(|keyword| it[0].is(keyword));
        is_keyword && (it[1].is(name) || it[1].is("!") && it[2].is(name))
    })
}

/// Returns the modules that a file declares, each with whether it is public.
fn declared(tokens: &[Token]) -> BTreeMap<String, bool> {
    let mut found = BTreeMap::new();
    for (at, it) in tokens.windows(3).enumerate() {
        if let [Token::Name(keyword), Token::Name(name), Token::Mark(";")] = it
            && keyword == "mod"
        {
            let is_public = at > 0 && tokens[at - 1].is("pub");
            // `#[doc(hidden)]`: what is public for the examples and tests of this package alone.
            let before = tokens[..at.saturating_sub(1)].iter().rev();
            let is_hidden = before.zip(["]", ")", "hidden", "(", "doc", "[", "#"]);
            let is_hidden = is_hidden.filter(|(token, text)| token.is(text)).count() == 7;
            found.insert(name.clone(), is_public && !is_hidden);
        }
    }
    found
}

/// Returns what a file imports.
fn imports(tokens: &[Token]) -> Vec<Import> {
    let mut found = Vec::new();
    for (at, _) in tokens.iter().enumerate().filter(|(_, token)| token.is("use")) {
        let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
        let is_public = before(1).is_some_and(|it| it.is("pub"));
        // `pub(crate) use` and `pub(super) use`.
        let is_exported = is_public
            || before(1).is_some_and(|it| it.is(")")) && before(4).is_some_and(|it| it.is("pub"));
        // `use<…>` in a type is no import.
        if tokens.get(at + 1).is_some_and(|it| it.is("<")) {
            continue;
        }
        let mut end = at + 1;
        let mut names = Vec::new();
        read_tree(tokens, &mut end, &mut Vec::new(), &mut names);
        for (path, name) in names {
            found.push(Import { is_public, is_exported, name, path });
        }
    }
    found
}

/// Reads a tree such as `a::{b, c::{self, d as e}}`, with its paths and the names they have here.
fn read_tree(
    tokens: &[Token],
    at: &mut usize,
    above: &mut Names,
    found: &mut Vec<(Names, String)>,
) {
    let depth = above.len();
    loop {
        match tokens.get(*at) {
            Some(Token::Name(name)) if name == "as" => {
                let name = tokens[*at + 1].name().unwrap_or("_").to_owned();
                found.last_mut().expect("a path before `as`").1 = name;
                *at += 2;
            }
            Some(Token::Name(name)) => {
                *at += 1;
                if name != "self" || above.is_empty() {
                    above.push(name.clone());
                }
                if !tokens.get(*at).is_some_and(|it| it.is("::")) {
                    found.push((above.clone(), above.last().expect("a name").clone()));
                }
            }
            Some(Token::Mark("*")) => {
                *at += 1;
                found.push((above.clone(), "*".to_owned()));
            }
            Some(Token::Mark("::")) => *at += 1,
            Some(Token::Mark("{")) => {
                *at += 1;
                while !tokens.get(*at).is_none_or(|it| it.is("}")) {
                    read_tree(tokens, at, &mut above.clone(), found);
                    if tokens.get(*at).is_some_and(|it| it.is(",")) {
                        *at += 1;
                    }
                }
                *at += 1;
            }
            _ => break,
        }
    }
    above.truncate(depth);
}

/// Returns every path in the code, imports written out.
pub(crate) fn paths(tokens: &[Token]) -> Vec<Names> {
    let mut found: Vec<Names> = imports(tokens).into_iter().map(|it| it.path).collect();
    let mut at = 0;
    while at < tokens.len() {
        let starts = tokens[at].name().is_some()
            && (at == 0 || !tokens[at - 1].is("::"))
            && tokens.get(at + 1).is_some_and(|it| it.is("::"));
        if !starts {
            at += 1;
            continue;
        }
        let mut path = Vec::new();
        while let Some(name) = tokens.get(at).and_then(Token::name) {
            path.push(name.to_owned());
            at += 1;
            if !tokens.get(at).is_some_and(|it| it.is("::")) {
                break;
            }
            at += 1;
        }
        // Of `a::Type::new` the path up to the type matters.
        let is_type = |name: &String| name.starts_with(char::is_uppercase);
        let end = path.iter().position(is_type).map_or(path.len(), |at| at + 1);
        path.truncate(end);
        found.push(path);
    }
    found
}

//! chabao (查报): full-text search and exact counts over Chinese government reports.
//!
//! The modules stand in the order of the flow, and each uses only those above it:
//!
//! | module | what it does |
//! |---|---|
//! | [`report`] | the vocabulary: report, section, part, year, note; plain data |
//! | [`text`] | folding with a map back to the original, numerals |
//! | [`region`] | the gazetteer: names → province, prefecture, county |
//! | [`agencies`] | names of agencies: abbreviated, in full, by kind |
//! | [`extract`] | bytes → text, one file for each format and one for encodings |
//! | [`discover`] | folders → files, in one order |
//! | [`parse`] | text → report: debris, outline, parts, facts, corrections |
//! | [`segment`] | folded text → words: jieba and the terms of the field |
//! | [`query`] | the query line ⇄ a query as a value |
//! | [`error`] | every error and what the user can do |
//! | [`index`] | the index on disk: manifest, schema, analyzer, writer, reader |
//! | [`ingest`] | folders → index; events out, summary back |
//! | [`search`] | query + index → counts, facets, passages |
//! | [`analysis`] | who mentions a term, who does not, and when; what is held |
//! | [`present`] | answers as text, JSON, CSV and drawings |
//! | [`web`] | pages and an API over HTTP |
//!
//! Nothing here prints or ends the program.
//!
//! ```
//! use chabao::{index::IndexReader, ingest, search};
//!
//! let dir = tempfile::tempdir()?;
//! let (reports, index) = (dir.path().join("reports"), dir.path().join("index"));
//! std::fs::create_dir(&reports)?;
//! std::fs::write(
//!     reports.join("1.txt"),
//!     "卢氏县司法局关于2023年法治政府建设情况的报告\n一、主要工作\n落实“三项”制度。\n",
//! )?;
//!
//! let options = ingest::Options { roots: vec![reports], ..Default::default() };
//! ingest::ingest(&index, &options, |_| {})?;
//!
//! let request = search::Request::new("三项制度".parse()?);
//! let results = search::search(&IndexReader::open(&index)?, &request)?;
//! assert_eq!(results.counts.sections, 1);
//! assert_eq!(results.hits[0].section.heading_path, ["一、主要工作"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod report;
pub mod text;
pub mod region;
pub mod agencies;
pub mod extract;
pub mod discover;
pub mod parse;
pub mod segment;
pub mod query;
pub mod error;
pub mod index;
pub mod ingest;
pub mod search;
pub mod analysis;
pub mod present;
pub mod web;

#[cfg(test)]
mod testing;

pub use error::{Error, Result};

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Returns the source files of a module: `name.rs` and everything in the folder `name`.
    fn files_of(module: &str) -> Vec<PathBuf> {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = vec![src.join(format!("{module}.rs"))];
        let mut folders = vec![src.join(module)];
        while let Some(folder) = folders.pop() {
            for item in fs::read_dir(folder).into_iter().flatten().flatten() {
                if item.path().is_dir() {
                    folders.push(item.path());
                } else {
                    files.push(item.path());
                }
            }
        }
        files.retain(|file| file.extension().is_some_and(|it| it == "rs") && file.is_file());
        files
    }

    /// Returns the modules of the library in the order of this file.
    fn modules() -> Vec<&'static str> {
        let lines = include_str!("lib.rs").lines();
        lines.filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect()
    }

    /// Returns the code of a file without comments and tests.
    fn code(file: &Path) -> String {
        let text = fs::read_to_string(file).expect("a source file");
        let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        before_tests.lines().filter(is_code).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_module_uses_only_those_above_it() {
        let modules = modules();
        assert!(modules.len() > 10, "{modules:?}");
        for (at, module) in modules.iter().enumerate() {
            let files = files_of(module);
            assert!(!files.is_empty(), "no files of {module}");
            for file in files {
                let code = code(&file);
                for below in modules.iter().skip(at + 1) {
                    let uses = code.contains(&format!("crate::{below}::"));
                    assert!(!uses, "{} uses {below}, which stands below it", file.display());
                }
            }
        }
    }

    #[test]
    fn libraries_are_named_only_where_they_belong() {
        let binary = ["main", "cli"];
        for module in modules().into_iter().chain(binary) {
            for file in files_of(module) {
                let code = code(&file);
                for (library, homes) in [
                    ("tantivy", &["index", "search"][..]),
                    ("jieba_rs", &["segment"]),
                    ("clap", &["cli"]),
                    ("anyhow", &["cli"]),
                    ("axum", &["web"]),
                    ("hyper", &["web"]),
                    ("maud", &["web"]),
                    ("tokio", &["web"]),
                ] {
                    let named = code.contains(&format!("{library}::"));
                    let is_home = homes.contains(&module);
                    assert!(!named || is_home, "{} names {library}", file.display());
                }
            }
        }
    }
}

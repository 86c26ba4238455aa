//! chabao (查报): full-text search and exact counts over Chinese government reports.
//!
//! The modules stand in the order of the flow, and each uses only those above it:
//!
//! | module | what it does |
//! |---|---|
//! | [`text`] | folding with a map back to the original, numerals |
//! | [`report`] | the vocabulary: report, section, part, year, note; plain data |
//! | [`gazetteer`] | the table of divisions: names → province, prefecture, county |
//! | `agencies` | names of agencies: abbreviated, in full, by kind |
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
//! assert_eq!(results.body.counts.sections, 1);
//! assert_eq!(results.body.hits[0].section.heading_path, ["一、主要工作"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod text;
pub mod report;
pub mod gazetteer;
mod agencies;
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

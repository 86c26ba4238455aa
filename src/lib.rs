//! chabao (查报): full-text search and exact counts over Chinese government reports.
//!
//! Files become text, text becomes reports, reports become an index, and every question is answered
//! from the index with exact counts. The modules are listed in this order; each uses only those
//! above it.
//!
//! | module | what it does |
//! |---|---|
//! | `text` | folding with a map back to the original, numerals |
//! | [`report`] | the vocabulary: report, section, part, year, note; plain data |
//! | `gazetteer` | the table of divisions: names → province, prefecture, county |
//! | `agencies` | names of agencies: abbreviated, in full, by kind |
//! | `extract` | bytes → text, one room for each family of formats |
//! | `discover` | folders → files, in one order |
//! | `parse` | text → report: debris, outline, parts, facts, corrections |
//! | `segment` | folded text → words: jieba and the terms of the field |
//! | [`query`] | the query line ⇄ a query as a value |
//! | `aliases` | other names of what a term names |
//! | `error` | every error, by what the user can do |
//! | `cluster` | an index in a cluster of OpenSearch: sections, files and generations over HTTP |
//! | [`index`] | the index on disk: manifest, ledger, schema, writer, reader |
//! | [`ingest`] | folders → index; events out, summary back |
//! | [`search`] | query + index → counts, facets, passages |
//! | [`analysis`] | which reports mention a term, which do not, and when; which reports there are |
//! | [`present`] | answers as text, JSON, CSV and charts |
//! | `manual` | the chapters of the manual, compiled in |
//! | [`web`] | pages and an API over HTTP |
//!
//! Public are the modules that a program needs to build an index, to ask, and to show the answers.
//! The steps between (those without a link) are no part of the interface, even where the examples in
//! their docs and the tests of this package can see them.
//!
//! Nothing here prints or ends the process.
//!
//! ```
//! use chabao::query::{Condition, ConditionKey};
//! use chabao::search::{FacetBy, GroupBy, Request};
//! use chabao::{analysis, index::IndexReader, ingest, search};
//!
//! let dir = tempfile::tempdir()?;
//! let (reports, index) = (dir.path().join("reports"), dir.path().join("index"));
//! std::fs::create_dir(&reports)?;
//! std::fs::write(
//!     reports.join("1.txt"),
//!     "卢氏县司法局关于2023年法治政府建设情况的报告\n一、主要工作\n落实“三项”制度。\n",
//! )?;
//! let options = ingest::Options { roots: vec![reports], ..Default::default() };
//! ingest::ingest(&index, &options, |_| {})?;
//! let reader = IndexReader::open(&index)?;
//!
//! // Which sections of 2021 to 2023 contain the term, in whatever quotation marks?
//! let mut request = Request::new("三项制度".parse()?);
//! request.filters.push(Condition::read(ConditionKey::Year, "2021-2023")?);
//! let found = search::search(&reader, &request)?;
//! assert_eq!((found.ground.reports, found.body.counts.sections), (1, 1));
//! assert_eq!(found.body.hits[0].section.heading_path, ["一、主要工作"]);
//!
//! // Which counties mention it, and which have a report and do not?
//! let counties = analysis::mentions(&reader, &request, GroupBy::Facet(FacetBy::County))?;
//! assert_eq!(counties.body.rows[0].value, "卢氏县");
//! assert!(counties.body.absent.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[doc(hidden)]
pub mod text;
pub mod report;
mod gazetteer;
mod agencies;
#[doc(hidden)]
pub mod extract;
mod discover;
#[doc(hidden)]
pub mod parse;
mod segment;
pub mod query;
mod aliases;
mod error;
mod cluster;
pub mod index;
pub mod ingest;
pub mod search;
pub mod analysis;
pub mod present;
mod manual;
pub mod web;

#[cfg(test)]
mod testing;

pub use error::{Error, Result};

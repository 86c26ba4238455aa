//! What the readers of office formats share.
//!
//! - [`package`]: zip files of parts, with limits on what they expand to;
//! - [`xml`]: XML as a stream of elements and characters;
//! - [`flow`]: paragraphs, cells, rows and boxes → lines of text;
//! - [`numbers`]: the numbers of lists, as the program that wrote the file shows them;
//! - [`fields`]: what a field shows that has no result.

pub(crate) mod fields;
pub(crate) mod flow;
pub(crate) mod numbers;
pub(crate) mod package;
pub(crate) mod xml;

/// How deep a file may nest: elements of XML, groups of RTF. Word itself nests tables 60 deep at
/// most, each of them five elements, and the readers here go on without recursion.
pub(crate) const DEEPEST: usize = 1000;

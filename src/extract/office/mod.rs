//! What the readers of office formats share.
//!
//! - [`package`]: zip files of parts, with limits on what they expand to;
//! - [`xml`]: XML as a stream of elements and characters;
//! - [`flow`]: paragraphs, cells, rows and boxes → lines of text;
//! - [`line_builder`]: the same for formats that say only where each of them ends;
//! - [`list_numbers`]: the numbers of lists, as the program that wrote the file shows them;
//! - [`fields`]: what a field shows that has no result.

pub(super) mod doc;
pub(super) mod docx;
mod fields;
mod flow;
mod gb2312;
mod limits;
mod line_builder;
mod list_numbers;
pub(super) mod odt;
pub(super) mod package;
pub(super) mod rtf;
pub(super) mod sheet;
pub(super) mod xml;

#[cfg(test)]
mod tests;

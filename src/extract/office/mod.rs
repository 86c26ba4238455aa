//! Documents of office programs.
//!
//! - [`docx`], [`doc`], [`odt`], [`rtf`], [`sheet`]: the formats;
//! - [`flat`]: the same in one XML file;
//! - [`package`]: files of parts;
//! - [`xml`]: XML as a stream of elements and characters;
//! - `flow`: paragraphs, cells, rows and boxes → lines of text;
//! - `line_builder`: the same for formats that mark only the ends of these;
//! - `list_numbers`, `number_format`: automatic numbers of lists;
//! - `fields`: fields without a stored result;
//! - [`symbols`]: characters of symbol fonts, raised digits;
//! - `gb2312`: Chinese in files without an encoding;
//! - `limits`: what no report needs.

pub(super) mod doc;
pub(super) mod docx;
mod fields;
pub(super) mod flat;
mod flow;
mod gb2312;
mod limits;
mod line_builder;
mod list_numbers;
mod number_format;
pub(super) mod odt;
pub(super) mod package;
pub(super) mod rtf;
pub(super) mod sheet;
pub(super) mod symbols;
pub(super) mod xml;

#[cfg(test)]
mod tests;

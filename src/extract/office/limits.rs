//! Limits on files of office programs.

/// The most bytes that the parts of one file may expand to together.
///
/// The text of the longest known report takes 2 MB of XML; a file with a hundred times as much is
/// not a report.
pub(crate) const MOST_EXPANDED: usize = 256 << 20;

/// The deepest nesting of XML elements or RTF groups. Word nests tables up to 60 deep, each of five
/// elements; the readers here do not use recursion.
pub(crate) const DEEPEST: usize = 1000;

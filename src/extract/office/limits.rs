//! Limits on files of office programs.

/// How many bytes all parts of a file that are read may expand to; one part may take them all.
///
/// The text of the longest report known takes 2 MB of XML with its markup; a hundred times as much
/// is no report.
pub(crate) const MOST_EXPANDED: usize = 256 << 20;

/// How deep a file may nest: elements of XML, groups of RTF. Word itself nests tables 60 deep at
/// most, each of them five elements, and the readers here go on without recursion.
pub(crate) const DEEPEST: usize = 1000;

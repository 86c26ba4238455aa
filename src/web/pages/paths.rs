//! The addresses of pages and of what they load.

use crate::manual::Chapter;

/// The style of all pages.
pub(in crate::web) const STYLE: &str = "/style.css";

/// The script of all pages.
pub(in crate::web) const SCRIPT: &str = "/script.js";

/// The search page.
pub(in crate::web) const SEARCH: &str = "/";

/// The description of the search for browsers.
pub(in crate::web) const OPENSEARCH: &str = "/opensearch.xml";

/// The page that shows which counties mention a term.
pub(super) const COVERAGE: &str = "/coverage";

/// The page that shows how much a term is mentioned over the years.
pub(super) const TREND: &str = "/trend";

/// The page that leads to the chapters of the manual.
pub(super) const HELP: &str = "/help";

/// The page that counts many concepts next to each other.
pub(super) const PANEL: &str = "/panel";

/// The page that says what the index holds.
pub(super) const CORPUS: &str = "/corpus";

/// The page of the queries and passages that a reader keeps.
pub(super) const SAVED: &str = "/saved";

/// The entries of reports for lists of references, in the API.
pub(super) const CITATIONS: &str = "/api/v1/citations";

/// The page that lists every mention.
pub(super) const KWIC: &str = "/kwic";

/// Returns the path of the page of a chapter of the manual.
pub(super) fn help_path(chapter: Chapter) -> String {
    format!("{HELP}/{}", chapter.key())
}

/// The file that a report was read from.
pub(in crate::web) const ORIGINAL: &str = "/reports/{id}/original";

/// Returns the path of that file.
pub(super) fn original_path(id: &str) -> String {
    ORIGINAL.replace("{id}", id)
}

/// Returns the path of the page of a report.
pub(super) fn report_path(id: &str) -> String {
    format!("/reports/{id}")
}

/// The anchor of the first mark in a report.
pub(super) const FIRST_MARK: &str = "h1";

/// Before the number of a hit in the anchor of its place in the list.
pub(super) const HIT_ANCHOR: &str = "hit-";

/// Returns the path that leads to the place of a hit in its report.
pub(super) fn hit_path(number: usize) -> String {
    format!("/hits/{number}")
}

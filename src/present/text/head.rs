//! The first lines of an answer: what was asked, what was found, and remarks.

use super::style::{BOLD, Style, one_line};
use crate::report::Language;
use crate::search::{Answer, Remark};

/// Returns the question, what was `found`, and a line for each remark. The remark that a list was
/// clipped belongs at its end instead.
pub(super) fn head<T>(answer: &Answer<T>, found: &str, style: Style) -> String {
    let found = match &answer.question.query {
        Some(query) => {
            let question = format!("{} · {}", one_line(&query.to_string()), answer.question.mode);
            format!("{}: {found}\n", style.wrap(BOLD, &question))
        }
        None => format!("{found}\n"),
    };
    let remarks = answer.remarks.iter().filter(|it| !matches!(it, Remark::Clipped { .. }));
    let remarks = remarks.map(|remark| one_line(&remark.text(Language::English)) + "\n");
    std::iter::once(found).chain(remarks).collect()
}

//! The first lines of an answer: what was asked, what was found, and remarks.

use super::style::{BOLD, Style, one_line};
use crate::present::words::mode_title;
use crate::report::Language;
use crate::search::{Answer, Remark};

/// Returns the question, what was `found`, and a line for each remark. The remark that a list was
/// clipped belongs at its end instead.
pub(super) fn head<T>(answer: &Answer<T>, found: &str, style: Style) -> String {
    let found = match &answer.question.query {
        Some(query) => {
            let query = match answer.question.concept_in_words() {
                Some((label, query)) => {
                    style.pick(format!("{label} ({query})"), format!("{label}（{query}）"))
                }
                None => query.to_string(),
            };
            let mode = mode_title(answer.question.mode, style.language);
            let question = style.wrap(BOLD, &format!("{} · {mode}", one_line(&query)));
            format!("{question}{}{found}\n", style.pick(": ", "："))
        }
        None => format!("{found}\n"),
    };
    std::iter::once(found).chain(remark_lines(&answer.remarks, style.language)).collect()
}

impl Remark {
    /// Returns a line for each of the remarks on a codebook.
    #[must_use]
    pub fn lines(remarks: &[Self], language: Language) -> String {
        remark_lines(remarks, language).collect()
    }
}

/// Returns a line for each remark, except those that belong to the end of a list.
pub(super) fn remark_lines(remarks: &[Remark], language: Language) -> impl Iterator<Item = String> {
    let remarks = remarks.iter().filter(|it| !matches!(it, Remark::Clipped { .. }));
    remarks.map(move |remark| one_line(&remark.text(language)) + "\n")
}

/// Returns the end of a list: that it is not whole, and how to see more; empty if it is.
pub(super) fn foot<T>(answer: &Answer<T>, list: &str, style: Style) -> String {
    let is_own = |it: &&Remark| matches!(it, Remark::Clipped { list: of, .. } if of == list);
    let (Some(remark), Some(page)) = (answer.remarks.iter().find(is_own), answer.lists.get(list))
    else {
        return String::new();
    };
    if page.listed == 0 {
        return style
            .pick(
                "\nnothing on this page: all entries are on the pages before it\n",
                "\n这一页没有内容，全部条目都在前面各页\n",
            )
            .to_owned();
    }
    let more = match page.next {
        Some(_) => {
            let next = page.page + 1;
            style.pick(
                format!(": `--page {next}` or `--limit` for more"),
                format!("；看下一页用 `--page {next}`，多列一些用 `--limit`"),
            )
        }
        None => String::new(),
    };
    format!("\n{}{more}\n", remark.text(style.language))
}

//! What is told where there is no table, or not all of one.

use maud::{Markup, html};

use super::View;
use super::labels::axis;
use super::links::parted;
use super::matrix::MOST_COLUMNS;
use crate::analysis::Coverage;
use crate::error::Error;
use crate::search::{FacetBy, GroupBy, Mode};
use crate::web::http::parameters;

impl View<'_> {
    /// Returns that nothing mentions it, and what to try.
    pub(super) fn nothing(&self) -> Markup {
        let context = self.context;
        let words = self
            .address
            .without(parameters::MODE.name, |_| true)
            .and(parameters::MODE.name, "words");
        html! {
            p.notice {
                (context.pick(
                    "None of the reports held mentions it; below stands of whom reports are held.",
                    "收有的报告一份都没有提及；下面列出收有报告的地方。",
                ))
                @if self.params.mode() != Mode::Words {
                    " " a href=(words.written()) { (context.pick("Search for the words instead", "改用分词检索")) }
                }
            }
        }
    }

    /// Returns that there are more columns than are shown, and how all would be.
    pub(super) fn too_wide(&self, coverage: &Coverage) -> Markup {
        let context = self.context;
        let more = coverage.columns.len().saturating_sub(MOST_COLUMNS);
        let turned = parted(&self.address, self.columns, self.rows);
        let told = match context.pick("en", "zh") {
            "zh" => format!("只列出前 {MOST_COLUMNS} 列，另有 {more} 列未列出；合计包括所有的列。"),
            _ => format!(
                "Only the first {MOST_COLUMNS} columns are shown, {more} more are not; totals are \
                 those of all."
            ),
        };
        html! {
            @if more > 0 {
                p.notice {
                    (told) " "
                    // Reports are no columns: there are too many of them.
                    @if self.rows != GroupBy::Report { a href=(turned.written()) { (context.pick("Turn rows and columns around", "行列互换")) } }
                }
            }
        }
    }

    /// Returns why there is no table, and which there could be.
    pub(super) fn refused(&self, error: &Error) -> Markup {
        let context = self.context;
        let year = GroupBy::Facet(FacetBy::Year);
        let (why, rows, columns) = match error {
            Error::TooManyCells { .. } => (
                context.pick(
                    "The table would be too large: narrow it down, or choose other rows or columns.",
                    "表格太大，无法显示。请缩小范围，或换一种行、列。",
                ),
                GroupBy::Facet(FacetBy::Province),
                year,
            ),
            _ => (
                context.pick(
                    "Rows and columns are the same: choose another of either.",
                    "行和列相同，列不成表。请换一种行或列。",
                ),
                self.rows,
                if self.rows == year { GroupBy::Facet(FacetBy::Part) } else { year },
            ),
        };
        let other = parted(&self.address, rows, columns);
        html! {
            div.problem role="alert" {
                p { (why) }
                p { a href=(other.written()) { (axis(context, rows)) " × " (axis(context, columns)) } }
            }
        }
    }
}

//! What is told where there is no table, or not all of one.

use maud::{Markup, html};

use super::super::super::ask;
use super::View;
use super::links::parted;
use super::matrix::MOST_COLUMNS;
use super::words::axis;
use crate::analysis::Coverage;
use crate::error::Error;
use crate::search::{FacetBy, GroupBy, Mode};

impl View<'_> {
    /// Returns that nothing mentions it, and what to try.
    pub(super) fn nothing(&self) -> Markup {
        let here = self.here;
        let words = self.address.without(ask::MODE.name, |_| true).and(ask::MODE.name, "words");
        html! {
            p.notice {
                (here.say(
                    "收有的报告一份都没有提及；下面列出收有报告的地方。",
                    "None of the reports held mentions it; below stands of whom reports are held.",
                ))
                @if self.asked.mode() != Mode::Words {
                    " " a href=(words.written()) { (here.say("改用分词检索", "Search for the words instead")) }
                }
            }
        }
    }

    /// Returns that there are more columns than are shown, and how all would be.
    pub(super) fn too_wide(&self, coverage: &Coverage) -> Markup {
        let here = self.here;
        let more = coverage.columns.len().saturating_sub(MOST_COLUMNS);
        let turned = parted(&self.address, self.columns, self.rows);
        let told = match here.say("zh", "en") {
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
                    @if self.rows != GroupBy::Report { a href=(turned.written()) { (here.say("行列互换", "Turn rows and columns around")) } }
                }
            }
        }
    }

    /// Returns why there is no table, and which there could be.
    pub(super) fn refused(&self, error: &Error) -> Markup {
        let here = self.here;
        let year = GroupBy::Facet(FacetBy::Year);
        let (why, rows, columns) = match error {
            Error::TooManyCells { .. } => (
                here.say(
                    "表格太大，无法显示。请缩小范围，或换一种行、列。",
                    "The table would be too large: narrow it down, or choose other rows or columns.",
                ),
                GroupBy::Facet(FacetBy::Province),
                year,
            ),
            _ => (
                here.say(
                    "行和列相同，列不成表。请换一种行或列。",
                    "Rows and columns are the same: choose another of either.",
                ),
                self.rows,
                if self.rows == year { GroupBy::Facet(FacetBy::Part) } else { year },
            ),
        };
        let other = parted(&self.address, rows, columns);
        html! {
            div.problem role="alert" {
                p { (why) }
                p { a href=(other.written()) { (axis(here, rows)) " × " (axis(here, columns)) } }
            }
        }
    }
}

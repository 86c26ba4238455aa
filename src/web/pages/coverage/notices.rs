//! Notices if there is no table, or only a part of one.

use maud::{Markup, html};

use super::labels::axis;
use super::links::with_axes;
use super::matrix::MOST_COLUMNS;
use super::view::View;
use crate::analysis::Coverage;
use crate::error::Error;
use crate::report::Language;
use crate::search::{FacetBy, GroupBy, Mode};
use crate::text::grouped;
use crate::web::http::parameters;

impl View<'_> {
    /// Says that nothing mentions it, and what to try.
    pub(super) fn nothing(&self) -> Markup {
        let context = self.context;
        let words = self.address.set(parameters::MODE.name, Mode::Words.key());
        html! {
            p.notice {
                @if self.form.has_mentions {
                    (context.pick(
                        "No report mentions it. The places that have reports are listed below.",
                        "收录的报告一份都没有提及；下面列出收有报告的地方。",
                    ))
                } @else {
                    (context.pick(
                        "No report meets the query. The places that have reports are listed below.",
                        "收录的报告没有一份符合；下面列出收有报告的地方。",
                    ))
                }
                @if self.form.has_mentions && self.params.mode() != Mode::Words {
                    " " a href=(words.to_url()) { (context.pick("Search by words", "按词语检索")) }
                }
            }
        }
    }

    /// Says that there are more columns than the table shows, and how to see all.
    pub(super) fn too_wide(&self, coverage: &Coverage) -> Markup {
        let context = self.context;
        let more = coverage.columns.len().saturating_sub(MOST_COLUMNS);
        let turned = with_axes(&self.address, self.columns, self.rows);
        let left_out = grouped(more);
        let sentence = match context.language {
            Language::Chinese => {
                format!("只列出前 {MOST_COLUMNS} 列，另有 {left_out} 列未列出；合计包括所有的列。")
            }
            Language::English => format!(
                "Only the first {MOST_COLUMNS} columns are shown, {left_out} more are not; totals \
                 include all."
            ),
        };
        html! {
            @if more > 0 {
                p.notice {
                    (sentence) " "
                    // Reports cannot be columns: there are too many.
                    @if self.rows != GroupBy::Report { a href=(turned.to_url()) { (context.pick("Swap rows and columns", "行列互换")) } }
                }
            }
        }
    }

    /// Says why there is no table, and which table there could be.
    pub(super) fn refused(&self, error: &Error) -> Markup {
        let context = self.context;
        let year = GroupBy::Facet(FacetBy::Year);
        let (why, rows, columns) = match error {
            Error::TooManyCells { .. } => (
                context.pick(
                    "The table is too large: add conditions, or choose other rows or columns.",
                    "表格太大，无法显示。请缩小范围，或换一种行、列。",
                ),
                GroupBy::Facet(FacetBy::Province),
                year,
            ),
            _ => (
                context.pick(
                    "Rows and columns are the same: change one of them.",
                    "行和列相同，无法列表。请换一种行或列。",
                ),
                self.rows,
                if self.rows == year { GroupBy::Facet(FacetBy::Part) } else { year },
            ),
        };
        let other = with_axes(&self.address, rows, columns);
        html! {
            div.problem role="alert" {
                p { (why) }
                p { a href=(other.to_url()) { (axis(context, rows)) " × " (axis(context, columns)) } }
            }
        }
    }
}

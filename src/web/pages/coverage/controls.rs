//! What the table can be turned to: other rows and columns, one state, another page, a file.

use maud::{Markup, html};

use super::View;
use super::labels::{axis, is_unknown, silent_ones};
use super::links::parted;
use super::rows::{MOST_ROWS, Rows, is_of};
use crate::analysis::{Coverage, State};
use crate::search::{FacetBy, GroupBy};
use crate::web::http::choices::RowOrder;
use crate::web::http::parameters::{self, Parameter};
use crate::web::pages::address::Address;

/// What columns are offered to stand for: groups of which there are few.
const COLUMNS: [FacetBy; 4] = [FacetBy::Year, FacetBy::Part, FacetBy::Province, FacetBy::Kind];

impl View<'_> {
    /// Returns what stands in the form beside the query: rows, columns and the order of the rows.
    pub(super) fn options(&self) -> Markup {
        let context = self.context;
        let order = self.params.row_order();
        let (most, least) = if self.has_query {
            (
                context.pick("most mentions first", "提及最多的在前"),
                context.pick("lowest share first", "提及比例最低的在前"),
            )
        } else {
            (
                context.pick("most reports first", "报告最多的在前"),
                context.pick("fewest reports first", "报告最少的在前"),
            )
        };
        let orders = RowOrder::ALL.map(|order| {
            let label = match order {
                RowOrder::Table => order.label(context.language),
                RowOrder::Most => most,
                RowOrder::Least => least,
            };
            (order.key(), label)
        });
        let of = |by: GroupBy| (by.key(), axis(context, by));
        let rows: Vec<_> = GroupBy::all().map(of).collect();
        let others = Some(self.columns).filter(|by| !COLUMNS.map(GroupBy::Facet).contains(by));
        let columns: Vec<_> =
            COLUMNS.into_iter().map(GroupBy::Facet).chain(others).map(of).collect();
        html! {
            (select(&parameters::ROWS, context.pick("Rows", "行"), &rows, self.rows.key()))
            (select(&parameters::COLUMNS, context.pick("Columns", "列"), &columns, self.columns.key()))
            (select(&parameters::ORDER, context.pick("Order", "排序"), &orders, order.key()))
        }
    }

    /// Returns the state to which the rows are narrowed.
    pub(super) fn state(&self) -> Option<State> {
        self.params.state().filter(|_| self.has_query)
    }

    /// Returns the address of the rows of one state, or of all.
    pub(super) fn tab(&self, state: Option<State>) -> String {
        let all = self.address.without(parameters::STATE.name, |_| true);
        let address = match state {
            Some(state) => all.and(parameters::STATE.name, state.key()),
            None => all,
        };
        format!("{}#table", address.written())
    }

    /// Returns links to the rows of each state.
    pub(super) fn tabs(&self, coverage: &Coverage) -> Markup {
        let context = self.context;
        let tabs = [
            (None, context.pick("All", "全部")),
            (Some(State::Mentions), context.pick("Mention it", "有提及")),
            (Some(State::NoMention), silent_ones(context, self.rows)),
        ];
        // That of no one group may be among both, and is no county.
        let known = || coverage.rows.iter().filter(|row| !is_unknown(row));
        let is_chosen = |state| (state == self.state()).then_some("true");
        html! {
            nav.tabs aria-label=(context.pick("Rows by whether they mention it", "按是否提及筛选行")) {
                @for (state, label) in tabs {
                    a href=(self.tab(state)) aria-current=[is_chosen(state)] {
                        (label) " "
                        span.count { (known().filter(|row| is_of(row, state)).count()) }
                    }
                }
            }
        }
    }

    /// Returns links to the pages of rows.
    pub(super) fn pages(&self, rows: &Rows) -> Markup {
        let context = self.context;
        let to = |page: usize| {
            let address = self.address.and(parameters::PAGE.name, &page.to_string());
            format!("{}#table", address.written())
        };
        let (page, all) = (rows.page, rows.all);
        let (first, last) = ((page - 1) * MOST_ROWS + 1, all.min(page * MOST_ROWS));
        let told = match context.pick("en", "zh") {
            "zh" => format!("共 {all} 行，第 {first}–{last} 行"),
            _ => format!("Rows {first}–{last} of {all}"),
        };
        html! {
            @if rows.last() > 1 {
                nav.pages aria-label=(context.pick("Pages", "分页")) {
                    @if page > 1 { a rel="prev" href=(to(page - 1)) { (context.pick("Previous", "上一页")) } }
                    span { (told) }
                    @if page < rows.last() { a rel="next" href=(to(page + 1)) { (context.pick("Next", "下一页")) } }
                }
            }
        }
    }

    /// Returns links to the same answer for spreadsheets and programs.
    pub(super) fn downloads(&self) -> Markup {
        let context = self.context;
        let is_question = |name: &str| {
            parameters::contains(parameters::QUESTION, name)
                || parameters::contains(parameters::FILTERS, name)
        };
        let of = |path: &str| self.address.to_page(path, is_question);
        let csv = |address: &Address| address.and(parameters::FORMAT.name, "csv").written();
        let table = parted(&of("/api/v1/coverage"), self.rows, self.columns);
        let mentions = of("/api/v1/mentions").and(parameters::BY_GROUP.name, self.rows.key());
        let silent = mentions.and(parameters::ABSENT.name, "true");
        let held = of("/api/v1/reports").without(parameters::MODE.name, |_| true);
        html! {
            p.downloads.no-print {
                (context.pick("Download", "下载"))
                @if self.has_query {
                    a href=(csv(&table)) download { (context.pick("the whole table, CSV", "整张表 CSV")) }
                    a href=(table.written()) { (context.pick("the whole table, JSON", "整张表 JSON")) }
                    a href=(csv(&mentions)) download { (context.pick("those that mention it, CSV", "有提及的 CSV")) }
                    a href=(csv(&silent)) download { (context.pick("those that do not, CSV", "没有提及的 CSV")) }
                } @else {
                    a href=(csv(&held)) download { (context.pick("the reports, CSV", "报告清单 CSV")) }
                    a href=(held.written()) { (context.pick("the reports, JSON", "报告清单 JSON")) }
                }
            }
        }
    }
}

fn select(parameter: &Parameter, label: &str, options: &[(&str, &str)], chosen: &str) -> Markup {
    html! {
        label {
            (label)
            select name=(parameter.name) {
                @for (value, name) in options {
                    option value=(value) selected[*value == chosen] { (name) }
                }
            }
        }
    }
}

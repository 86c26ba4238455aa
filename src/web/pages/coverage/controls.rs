//! What the table can be turned to: other rows and columns, one state, another page, a file.

use maud::{Markup, html};

use super::super::super::ask::{self, Parameter};
use super::super::address::Address;
use super::View;
use super::links::parted;
use super::rows::{MOST_ROWS, Rows, is_of};
use super::words::{axis, is_unknown, silent_ones};
use crate::analysis::{Coverage, State};
use crate::search::{FacetBy, GroupBy};

/// What columns are offered to stand for: groups of which there are few.
const COLUMNS: [FacetBy; 4] = [FacetBy::Year, FacetBy::Part, FacetBy::Province, FacetBy::Kind];

impl View<'_> {
    /// Returns what stands in the form beside the query: rows, columns and the order of the rows.
    pub(super) fn options(&self) -> Markup {
        let here = self.here;
        let order = self.asked.one(&ask::ORDER).unwrap_or("table");
        let (most, least) = if self.has_query {
            (
                here.say("提及最多的在前", "most mentions first"),
                here.say("提及比例最低的在前", "lowest share first"),
            )
        } else {
            (
                here.say("报告最多的在前", "most reports first"),
                here.say("报告最少的在前", "fewest reports first"),
            )
        };
        let orders = [("table", here.say("默认", "default")), ("most", most), ("least", least)];
        let of = |by: GroupBy| (by.key(), axis(here, by));
        let rows: Vec<_> = GroupBy::all().map(of).collect();
        let others = Some(self.columns).filter(|by| !COLUMNS.map(GroupBy::Facet).contains(by));
        let columns: Vec<_> =
            COLUMNS.into_iter().map(GroupBy::Facet).chain(others).map(of).collect();
        html! {
            (select(&ask::ROWS, here.say("行", "Rows"), &rows, self.rows.key()))
            (select(&ask::COLUMNS, here.say("列", "Columns"), &columns, self.columns.key()))
            (select(&ask::ORDER, here.say("排序", "Order"), &orders, order))
        }
    }

    /// Returns the state to which the rows are narrowed.
    pub(super) fn state(&self) -> Option<State> {
        let named = self.asked.one(&ask::STATE).filter(|_| self.has_query)?;
        [State::Mentions, State::NoMention].into_iter().find(|state| state.key() == named)
    }

    /// Returns the address of the rows of one state, or of all.
    pub(super) fn tab(&self, state: Option<State>) -> String {
        let all = self.address.without(ask::STATE.name, |_| true);
        let address = match state {
            Some(state) => all.and(ask::STATE.name, state.key()),
            None => all,
        };
        format!("{}#table", address.written())
    }

    /// Returns links to the rows of each state.
    pub(super) fn tabs(&self, coverage: &Coverage) -> Markup {
        let here = self.here;
        let tabs = [
            (None, here.say("全部", "All")),
            (Some(State::Mentions), here.say("有提及", "Mention it")),
            (Some(State::NoMention), silent_ones(here, self.rows)),
        ];
        // That of no one group may be among both, and is no county.
        let known = || coverage.rows.iter().filter(|row| !is_unknown(row));
        let is_chosen = |state| (state == self.state()).then_some("true");
        html! {
            nav.tabs aria-label=(here.say("按是否提及筛选行", "Rows by whether they mention it")) {
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
        let here = self.here;
        let to = |page: usize| {
            let address = self.address.and(ask::PAGE.name, &page.to_string());
            format!("{}#table", address.written())
        };
        let (page, all) = (rows.page, rows.all);
        let (first, last) = ((page - 1) * MOST_ROWS + 1, all.min(page * MOST_ROWS));
        let told = match here.say("zh", "en") {
            "zh" => format!("共 {all} 行，第 {first}–{last} 行"),
            _ => format!("Rows {first}–{last} of {all}"),
        };
        html! {
            @if rows.last() > 1 {
                nav.pages aria-label=(here.say("分页", "Pages")) {
                    @if page > 1 { a rel="prev" href=(to(page - 1)) { (here.say("上一页", "Previous")) } }
                    span { (told) }
                    @if page < rows.last() { a rel="next" href=(to(page + 1)) { (here.say("下一页", "Next")) } }
                }
            }
        }
    }

    /// Returns links to the same answer for spreadsheets and programs.
    pub(super) fn downloads(&self) -> Markup {
        let here = self.here;
        let is_question = |name: &str| {
            let mut asked = [&ask::Q, &ask::MODE].into_iter().chain(ask::FILTERS.iter().copied());
            asked.any(|parameter| parameter.name == name)
        };
        let of = |path: &str| self.address.to_page(path, is_question);
        let csv = |address: &Address| address.and(ask::FORMAT.name, "csv").written();
        let table = parted(&of("/api/v1/coverage"), self.rows, self.columns);
        let mentions = of("/api/v1/mentions").and(ask::BY_GROUP.name, self.rows.key());
        let silent = mentions.and(ask::ABSENT.name, "true");
        let held = of("/api/v1/reports").without(ask::MODE.name, |_| true);
        html! {
            p.downloads.no-print {
                (here.say("下载", "Download"))
                @if self.has_query {
                    a href=(csv(&table)) download { (here.say("整张表 CSV", "the whole table, CSV")) }
                    a href=(table.written()) { (here.say("整张表 JSON", "the whole table, JSON")) }
                    a href=(csv(&mentions)) download { (here.say("有提及的 CSV", "those that mention it, CSV")) }
                    a href=(csv(&silent)) download { (here.say("没有提及的 CSV", "those that do not, CSV")) }
                } @else {
                    a href=(csv(&held)) download { (here.say("报告清单 CSV", "the reports, CSV")) }
                    a href=(held.written()) { (here.say("报告清单 JSON", "the reports, JSON")) }
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

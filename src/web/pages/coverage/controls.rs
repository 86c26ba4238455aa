//! What the table can be changed to: other rows and columns, one state, another page, a file.

use maud::{Markup, html};

use super::figure::FigureForm;
use super::labels::{axis, is_unknown, non_mentions_title};
use super::links::with_axes;
use super::rows::{Rows, is_in_state};
use super::tile_grid::short_name;
use super::view::View;
use crate::analysis::{Coverage, Measure, State};
use crate::search::{Answer, FacetBy, GroupBy};
use crate::text::grouped;
use crate::web::http::choices::{RowOrder, Scale};
use crate::web::http::parameters::{self, Parameter};
use crate::web::pages::address::Address;
use crate::web::pages::fragments::{Download, LinkLook, TableSize, downloads, hidden_inputs, link};
use crate::web::pages::listing::{Entry, Pages, pages_of};
use crate::web::pages::query_form::instead_of_query;

/// The choices for columns: facets with few values.
const COLUMNS: [FacetBy; 5] =
    [FacetBy::Year, FacetBy::Part, FacetBy::Province, FacetBy::Level, FacetBy::Kind];

impl View<'_> {
    /// Returns the fields of the form: rows, columns and the order of the rows.
    pub(super) fn options(&self) -> Markup {
        let context = self.context;
        let order = self.params.row_order();
        let (most, least) = if self.has_query && self.form.has_mentions {
            (
                context.pick("most mentions first", "提及最多的在前"),
                context.pick("lowest share first", "提及比例最低的在前"),
            )
        } else if self.has_query {
            (
                context.pick("most reports that meet it first", "符合最多的在前"),
                context.pick("lowest share first", "符合比例最低的在前"),
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
            (hidden_inputs(self.of_page, [&parameters::CELL_MEASURE, &parameters::SCALE].into_iter()))
            (instead_of_query(context, self.of_page))
        }
    }

    /// Returns links to the rows in each state.
    pub(super) fn tabs(&self, coverage: &Coverage) -> Markup {
        let context = self.context;
        // The row of unknown groups is not one county, and may be in both states.
        let known = || coverage.rows.iter().filter(|row| !is_unknown(row));
        let is_chosen = |state| (state == self.state()).then_some("true");
        let count = |state| known().filter(|row| is_in_state(row, state)).count();
        let has_mentions = self.form.has_mentions;
        let silent =
            non_mentions_title(context, self.rows, has_mentions, count(Some(State::NoMention)));
        let labelled = |state, label: &str| format!("{label} {}", grouped(count(state)));
        let found = if has_mentions {
            context.pick("Mention it:", "有提及：")
        } else {
            context.pick("Meet the query:", "有符合的：")
        };
        let about = if has_mentions {
            context.pick("Rows by whether they mention it", "按是否提及筛选行")
        } else {
            context.pick("Rows by whether they meet the query", "按是否符合筛选行")
        };
        let tabs = [
            (None, labelled(None, context.pick("All:", "全部："))),
            (Some(State::Mentions), labelled(Some(State::Mentions), found)),
            (Some(State::NoMention), silent),
        ];
        html! {
            nav.tabs aria-label=(about) {
                @for (state, label) in tabs {
                    a href=(self.state_url(state)) aria-current=[is_chosen(state)] { (label) }
                }
            }
        }
    }

    /// Returns links to the same table with another figure first in its cells, and with other shades.
    pub(super) fn switch(&self) -> Markup {
        let context = self.context;
        let is_shown = |it: &Measure| self.form.has_mentions || *it != Measure::Mentions;
        let choice = |measure: Measure| {
            let (name, is_chosen) =
                (FigureForm::name(context, measure), measure == self.form.measure);
            self.choice("table", (&parameters::CELL_MEASURE, measure.key()), name, is_chosen)
        };
        html! {
            p.switch.no-print {
                span { (context.pick("Show ", "单元格：")) }
                @for measure in Measure::OF_CELLS.into_iter().filter(is_shown) { (choice(measure)) }
                @if self.form.measure != Measure::Mentions { (self.scales("table")) }
            }
        }
    }

    /// Returns links to the same page with other shades of shares, on the map and in the table. `section` is
    /// where they lead to.
    pub(super) fn scales(&self, section: &str) -> Markup {
        let (context, chosen) = (self.context, self.of_page.scale());
        let choice = |scale: Scale| {
            let (name, is_chosen) = (scale.label(context.language), scale == chosen);
            self.choice(section, (&parameters::SCALE, scale.key()), name, is_chosen)
        };
        html! {
            span { (context.pick("Shades ", "颜色分级：")) }
            @for scale in Scale::ALL { (choice(scale)) }
        }
    }

    /// Returns a choice of a switch: what is chosen is no link.
    fn choice(
        &self,
        section: &str,
        (parameter, key): (&Parameter, &str),
        label: &str,
        is_chosen: bool,
    ) -> Markup {
        let url = format!("{}#{section}", self.address.set(parameter.name, key).to_url());
        html! {
            @if is_chosen { strong aria-current="true" { (label) } }
            @else { (link(self.context, &url, LinkLook::default(), &html! { (label) })) }
        }
    }

    /// Returns links to the pages on which the rows of each province, or of each prefecture of one, begin;
    /// nothing if all rows are on one page.
    pub(super) fn beginnings(&self, rows: &Rows) -> Markup {
        let context = self.context;
        let first = rows.shown.first().and_then(|row| row.region.as_ref());
        let is_here = |name: &String| {
            let divisions = first.map(|region| [&region.province, &region.prefecture]);
            divisions.into_iter().flatten().flatten().any(|it| it == name)
        };
        html! {
            @if rows.last() > 1 && rows.beginnings.len() > 1 {
                nav.beginnings.no-print aria-label=(context.pick("Jump to", "跳到")) {
                    span.label aria-hidden="true" { (context.pick("Jump to", "跳到")) }
                    @for (name, page) in &rows.beginnings {
                        " " a href=(self.page_url(*page)) lang="zh"
                            aria-current=[is_here(name).then_some("true")] { (short_name(name)) }
                    }
                }
            }
        }
    }

    /// Returns the URL of a page of rows.
    fn page_url(&self, page: usize) -> String {
        let address = self.address.and(parameters::PAGE.name, &page.to_string());
        format!("{}#table", address.to_url())
    }

    /// Returns links to the previous and the next page of rows.
    pub(super) fn paging(&self, rows: &Rows) -> Markup {
        let pages = Pages { page: rows.page, on_page: rows.on_page, all: rows.all };
        pages_of(self.context, &self.address, "table", pages, Entry::Row)
    }

    /// Returns links to the same answer for spreadsheets and programs.
    pub(super) fn files(&self, answer: &Answer<Coverage>) -> Markup {
        let context = self.context;
        let is_question = |name: &str| {
            parameters::contains(parameters::QUESTION, name)
                || parameters::contains(parameters::CONCEPTS, name)
                || parameters::contains(parameters::FILTERS, name)
        };
        let api = |path: &str| self.address.to_page(path, is_question);
        let limit = &parameters::ROW_LIMIT;
        // The files have all concepts.
        let rows = answer.body.rows.len() * self.concepts;
        let cells = rows * answer.body.columns.len();
        let size = |entries, rows, texts| TableSize { entries, rows, texts };
        let files = if self.has_query {
            let table = with_axes(&api("/api/v1/coverage"), self.rows, self.columns);
            let mentions = api("/api/v1/mentions").and(parameters::BY_GROUP.name, self.rows.key());
            let non_mentions = mentions.and(parameters::ABSENT.name, "true");
            let whole_table = context.pick("One row for each cell", "长表");
            let (found, not_found) = if self.form.has_mentions {
                (context.pick("Those that mention it", "有提及的"), "没有提及的")
            } else {
                (context.pick("Those that meet the query", "有符合的"), "没有符合的")
            };
            let not_found = context.pick("Those that do not", not_found);
            let list = |label, api: &Address| {
                let mut files = Download::table(label, api, limit, size(rows, rows, 8));
                // JSON has both lists at once.
                files.truncate(2);
                files
            };
            // It is of the concept that the page shows, by its query.
            let question = [parameters::QUESTION, parameters::FILTERS].concat();
            let matrix = Address::with_values("/api/v1/coverage", self.params, &question);
            let matrix = with_axes(&matrix, self.rows, self.columns);
            let matrix = matrix.and(parameters::MATRIX_MEASURE.name, self.form.measure.key());
            let columns = answer.body.columns.len();
            let shown = context.pick("Table as shown", "表格（如图）");
            let rows_of_matrix = answer.body.rows.len();
            let size_of_matrix = size(rows_of_matrix, rows_of_matrix * (columns + 4), 1);
            let mut files = Download::table(shown, &matrix, limit, size_of_matrix);
            // JSON is the same for both tables.
            files.truncate(2);
            files.insert(1, Download::explained(shown, &matrix));
            files.extend(Download::table(whole_table, &table, limit, size(rows, cells, 6)));
            files.extend(list(found, &mentions));
            files.extend(list(not_found, &non_mentions));
            files
        } else {
            let reports = api("/api/v1/reports")
                .without(parameters::MODE.name, |_| true)
                .without(parameters::ALIASES.name, |_| true);
            let held = usize::try_from(answer.ground.reports).unwrap_or(usize::MAX);
            let list = context.pick("The reports", "报告清单");
            Download::table(list, &reports, &parameters::REPORT_LIMIT, size(held, held, 25))
        };
        downloads(context, context.pick("Download", "下载"), &files)
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

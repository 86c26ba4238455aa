//! Long tables on a page: only the rows with a name, in the order of one of their columns, page by page.
//!
//! All of it is in the address, so that it works without script and can be shared.

use maud::{Markup, html};

use super::address::Address;
use super::fragments::{counted_in, paging};
use super::layout::PageContext;
use crate::text::grouped;
use crate::web::http::choices::RowOrder;
use crate::web::http::parameters::{self, LAST_PAGE, LONGEST_VALUE, Parameter};
use crate::web::http::params::Params;

/// The choice of rows of a table.
pub(super) struct Listing<'a> {
    context: &'a PageContext,
    params: &'a Params,
    /// The address of the page, without the number of the page of rows.
    address: Address,
    /// The id of the section that the table is in.
    section: &'static str,
}

/// The rows of a page.
pub(super) struct Rows<T> {
    pub(super) shown: Vec<T>,
    /// The number of rows on all pages.
    pub(super) all: usize,
    page: usize,
    on_page: usize,
}

impl<'a> Listing<'a> {
    /// Returns the choice that a request makes. `address` is that of its page.
    pub(super) fn new(
        context: &'a PageContext,
        params: &'a Params,
        address: &Address,
        section: &'static str,
    ) -> Self {
        let address = address.without(parameters::PAGE.name, |_| true);
        Self { context, params, address, section }
    }

    /// Returns whether a row with these names is wanted.
    pub(super) fn is_named(&self, names: &[&str]) -> bool {
        let Some(wanted) = self.params.value(&parameters::NAME) else { return true };
        let wanted: Vec<&str> = wanted.split_whitespace().collect();
        wanted.iter().all(|wanted| names.iter().any(|name| name.contains(wanted)))
    }

    /// Returns the column by which rows are ordered, and whether the largest figure comes first.
    fn column(&self) -> Option<(&str, bool)> {
        let key = self.params.value(&parameters::OF)?;
        match self.params.row_order() {
            RowOrder::Table => None,
            RowOrder::Most => Some((key, true)),
            RowOrder::Least => Some((key, false)),
        }
    }

    /// Returns these rows of the page, of `all`, if nothing has to be narrowed or ordered.
    pub(super) fn page<T>(&self, shown: Vec<T>, all: usize, on_page: usize) -> Rows<T> {
        Rows { shown, all, page: self.params.page(), on_page }
    }

    /// Returns the rows of the page. `figure` is that of a row in a column; a row without one comes last,
    /// and so do those for which `is_last` holds.
    pub(super) fn rows<T>(
        &self,
        mut rows: Vec<T>,
        on_page: usize,
        figure: impl Fn(&T, &str) -> Option<f64>,
        is_last: impl Fn(&T) -> bool,
    ) -> Rows<T> {
        self.order(&mut rows, figure);
        rows.sort_by_key(|row| is_last(row));
        let (all, on_page) = (rows.len(), on_page.max(1));
        let page = self.params.page().min(all.div_ceil(on_page).max(1));
        let shown = rows.into_iter().skip((page - 1) * on_page).take(on_page).collect();
        Rows { shown, all, page, on_page }
    }

    /// Puts rows into the order of a column, if one is wanted. Returns whether it is.
    pub(super) fn order<T>(
        &self,
        rows: &mut [T],
        figure: impl Fn(&T, &str) -> Option<f64>,
    ) -> bool {
        let Some((key, is_falling)) = self.column() else { return false };
        rows.sort_by(|a, b| match (figure(a, key), figure(b, key)) {
            (Some(a), Some(b)) if is_falling => b.total_cmp(&a),
            (Some(a), Some(b)) => a.total_cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        true
    }

    fn url(&self, address: &Address) -> String {
        format!("{}#{}", address.to_url(), self.section)
    }

    /// Returns the head of a column, which orders the rows by it: the largest figure first, then the
    /// smallest, then as they are. `series` is the number of the line in the chart that it is of.
    pub(super) fn head(&self, key: &str, name: &Markup, series: Option<usize>) -> Markup {
        let (address, sign) = match self.column().filter(|(of, _)| *of == key) {
            None => (self.ordered(RowOrder::Most, key), ""),
            Some((_, true)) => (self.ordered(RowOrder::Least, key), " ▾"),
            Some((_, false)) => (self.unordered(), " ▴"),
        };
        let title = self.context.pick("Sort by this column", "按此列排序");
        html! {
            th.number.sorted scope="col" aria-sort=[self.sorted(key)] {
                // A page that was posted has no address that could be ordered.
                @if self.context.is_posted() { (name) }
                @else {
                    a href=(self.url(&address)) title=(title) data-series=[series.map(|at| at + 1)] {
                        (name) span aria-hidden="true" { (sign) }
                    }
                }
            }
        }
    }

    /// Returns the head of the column of names, which orders the rows by them: from the first letter, then
    /// from the last, then as they are.
    pub(super) fn name_head(&self, key: &str, name: &Markup) -> Markup {
        let (address, sign) = match self.column().filter(|(of, _)| *of == key) {
            None => (self.ordered(RowOrder::Least, key), ""),
            Some((_, false)) => (self.ordered(RowOrder::Most, key), " ▴"),
            Some((_, true)) => (self.unordered(), " ▾"),
        };
        let title = self.context.pick("Sort by name", "按名称（拼音）排序");
        html! {
            th.sorted scope="col" aria-sort=[self.sorted(key)] {
                @if self.context.is_posted() { (name) }
                @else { a href=(self.url(&address)) title=(title) { (name) span aria-hidden="true" { (sign) } } }
            }
        }
    }

    /// Returns the link that orders the rows by a column whose name leads elsewhere. `name` is read out.
    pub(super) fn sort_link(&self, key: &str, name: &str) -> Markup {
        let (address, sign) = match self.column().filter(|(of, _)| *of == key) {
            None => (self.ordered(RowOrder::Most, key), "⇅"),
            Some((_, true)) => (self.ordered(RowOrder::Least, key), "▾"),
            Some((_, false)) => (self.unordered(), "▴"),
        };
        let label =
            self.context.language.pick(format!("Sort by {name}"), format!("按“{name}”排序"));
        html! {
            a.sort-link href=(self.url(&address)) aria-label=(label) { (sign) }
        }
    }

    /// Returns how the rows are ordered by a column, if they are.
    pub(super) fn sorted(&self, key: &str) -> Option<&'static str> {
        let (_, is_falling) = self.column().filter(|(of, _)| *of == key)?;
        Some(if is_falling { "descending" } else { "ascending" })
    }

    /// Returns the address of the table in its own order.
    fn unordered(&self) -> Address {
        let plain = self.address.without(parameters::OF.name, |_| true);
        plain.without(parameters::ORDER.name, |_| true)
    }

    /// Returns the address of the table in the order of a column.
    fn ordered(&self, order: RowOrder, key: &str) -> Address {
        self.unordered().and(parameters::ORDER.name, order.key()).and(parameters::OF.name, key)
    }

    /// Returns the field that narrows the table to rows with a name, of which there are so many.
    pub(super) fn name_field(&self, rows: usize) -> Markup {
        let context = self.context;
        let others = self.address.without(parameters::NAME.name, |_| true);
        let named = self.params.value(&parameters::NAME);
        let label = context.pick("Only rows named", "只看名称含");
        html! {
            @if !context.is_posted() {
                form.only-named.no-print method="get" action=(format!("{}#{}", others.path(), self.section)) data-list=(self.section) {
                    (others.hidden_inputs())
                    label {
                        span { (label) } " "
                        input type="search" name=(parameters::NAME.name) value=(named.unwrap_or_default())
                            maxlength=(LONGEST_VALUE) autocomplete="off" spellcheck="false" size="12";
                    }
                    button.small type="submit" { (context.pick("Filter", "筛选")) }
                    @if named.is_some() {
                        span.count { (counted_in(context, rows, "row", "行")) }
                        a href=(self.url(&others)) { (context.pick("All rows", "全部行")) }
                    }
                }
            }
        }
    }

    /// Returns links to the other pages of rows.
    pub(super) fn paging<T>(&self, rows: &Rows<T>) -> Markup {
        let pages = Pages { page: rows.page, on_page: rows.on_page, all: rows.all };
        pages_of(self.context, &self.address, self.section, pages, Entry::Row)
    }
}

/// What a list is cut into pages of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    Row,
    Section,
    Report,
}

/// The pages of a list.
#[derive(Clone, Copy)]
pub(super) struct Pages {
    /// The number of this page.
    pub(super) page: usize,
    /// The number of entries on a full page.
    pub(super) on_page: usize,
    /// The number of entries on all pages.
    pub(super) all: usize,
}

impl Pages {
    /// Returns the number of the last page.
    fn last(self) -> usize {
        self.all.div_ceil(self.on_page.max(1)).clamp(1, LAST_PAGE)
    }

    /// Returns which entries this page has.
    fn position(self, context: &PageContext, entry: Entry) -> String {
        let Self { page, on_page, all } = self;
        let [first, end] = [(page - 1) * on_page + 1, all.min(page * on_page)].map(grouped);
        let all = grouped(all);
        let (english, chinese) = match entry {
            Entry::Row => ("Rows", "行"),
            Entry::Section => ("Sections", "节"),
            Entry::Report => ("Reports", "份"),
        };
        context.language.pick(
            format!("{english} {first}–{end} of {all}"),
            format!("共 {all} {chinese}，第 {first}–{end} {chinese}"),
        )
    }
}

/// Returns the choice of how many entries a page has; `chosen` of them now.
pub(super) fn page_size(context: &PageContext, parameter: &Parameter, chosen: usize) -> Markup {
    let chosen = chosen.to_string();
    html! {
        label {
            (context.pick("Per page", "每页"))
            select name=(parameter.name) {
                @for number in parameter.kind.choices().unwrap_or_default() {
                    option value=(number) selected[number == chosen] { (number) }
                }
            }
        }
    }
}

/// Returns links to the previous and the next page of a list and, of more than a few, a field for the
/// number of another one. `section` is the id of what the list is in.
pub(super) fn pages_of(
    context: &PageContext,
    address: &Address,
    section: &str,
    pages: Pages,
    entry: Entry,
) -> Markup {
    /// Of so many pages, each is a step or two away.
    const FEW: usize = 3;
    let (page, last) = (pages.page, pages.last());
    let fragment = if section.is_empty() { String::new() } else { format!("#{section}") };
    let others = address.without(parameters::PAGE.name, |_| true);
    let url = |page: usize| {
        format!("{}{fragment}", others.and(parameters::PAGE.name, &page.to_string()).to_url())
    };
    let go_to = html! {
        @if last > FEW && !context.is_posted() {
            form.go-to method="get" action=(format!("{}{fragment}", others.path())) {
                (others.hidden_inputs())
                label {
                    span { (context.pick("Page", "第")) } " "
                    input type="number" name=(parameters::PAGE.name) value=(page) min="1" max=(last) required;
                    " " span { (context.language.pick(format!("of {}", grouped(last)), format!("/ {} 页", grouped(last)))) }
                }
                button.small type="submit" { (context.pick("Go", "转到")) }
            }
        }
    };
    paging(context, (page, last), &pages.position(context, entry), url, &go_to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;
    use crate::web::http::params::Unknown;

    const KNOWN: [&parameters::Parameter; 4] =
        [&parameters::NAME, &parameters::ORDER, &parameters::OF, &parameters::PAGE];

    /// Returns the names of the rows that an address shows, two on a page.
    fn shown(address: &str) -> (Vec<&'static str>, usize) {
        let context = PageContext::in_language(Language::Chinese);
        let Ok(params) = Params::read(Some(address), &KNOWN, Unknown::Refused) else {
            panic!("{address}")
        };
        let listing = Listing::new(&context, &params, &Address::to("/t"), "table");
        let rows =
            [("甲县", Some(3.0)), ("乙县", None), ("未识别", Some(9.0)), ("丙县", Some(5.0))];
        let rows = rows.into_iter().filter(|(name, _)| listing.is_named(&[name])).collect();
        let figure = |row: &(&str, Option<f64>), key: &str| row.1.filter(|_| key == "share");
        let rows = listing.rows(rows, 2, figure, |row| row.0 == "未识别");
        (rows.shown.iter().map(|(name, _)| *name).collect(), rows.all)
    }

    #[test]
    fn rows_are_narrowed_ordered_and_paged() {
        for (address, expected, all) in [
            ("", ["甲县", "乙县"].as_slice(), 4),
            ("page=2", &["丙县", "未识别"], 4),
            ("page=9", &["丙县", "未识别"], 4),
            ("order=most&of=share", &["丙县", "甲县"], 4),
            ("order=least&of=share", &["甲县", "丙县"], 4),
            // A row without a figure comes behind all others, and the unknown last.
            ("order=most&of=share&page=2", &["乙县", "未识别"], 4),
            ("order=most&of=nothing", &["甲县", "乙县"], 4),
            ("name=丙", &["丙县"], 1),
            ("name=县", &["甲县", "乙县"], 3),
            ("name=戊", &[], 0),
        ] {
            assert_eq!(shown(address), (expected.to_vec(), all), "{address}");
        }
    }
}

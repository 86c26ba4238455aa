//! The conditions of a question: what a row of a table or a facet value narrows it to, and how those
//! that were chosen are shown.

use maud::{Markup, html};

use super::address::Address;
use super::fragments::{LinkLook, link};
use super::html_text::clean;
use super::layout::PageContext;
use super::paths::{SEARCH, report_path};
use crate::present::{OWN_AGENCIES, OWN_AGENCIES_VALUE};
use crate::query::{Condition, Query};
use crate::report::RegionView;
use crate::search::{FacetBy, Mode, Remark, agency_value, with_names_of};
use crate::web::http::parameters::{self, FILTERS, Parameter};
use crate::web::http::params::Params;

/// Returns the condition that matches exactly the reports counted in a row, column or cell of a
/// table: the parameter and its value. `region` is that of the row.
pub(super) fn condition_of(
    by: FacetBy,
    value: &str,
    region: Option<&RegionView>,
) -> (&'static Parameter, String) {
    let key = region.and_then(|region| {
        let smallest = [&region.county, &region.prefecture, &region.province];
        let name = smallest.into_iter().flatten().next()?;
        Some(format!("{}{name}", region.code.as_deref()?))
    });
    let division = |of_own_agencies: bool| match &key {
        Some(key) if of_own_agencies => format!("{key}{OWN_AGENCIES_VALUE}"),
        Some(key) => key.clone(),
        None => value.to_owned(),
    };
    match by {
        FacetBy::Year => (&parameters::YEAR, value.to_owned()),
        FacetBy::Part => (&parameters::PART, value.to_owned()),
        FacetBy::Kind => (&parameters::KIND, value.to_owned()),
        FacetBy::Level => (&parameters::LEVEL, value.to_owned()),
        FacetBy::Agency => (&parameters::AGENCY, format!("={}", agency_value(value, region))),
        FacetBy::Province => (&parameters::PROVINCE, division(false)),
        FacetBy::Prefecture => (&parameters::PREFECTURE, division(value.ends_with(OWN_AGENCIES))),
        FacetBy::County => (&parameters::COUNTY, division(value.ends_with(OWN_AGENCIES))),
        // The smallest division that is known: a county, or the agencies of a larger one itself.
        FacetBy::Region => {
            let of_own_agencies = region.is_some_and(|region| region.county.is_none());
            (&parameters::COUNTY, division(of_own_agencies))
        }
    }
}

/// Returns whether an address can contain the value: a comma would split it.
pub(super) fn is_one_value(value: &str) -> bool {
    !value.contains([',', '，']) && value.chars().count() <= parameters::LONGEST_VALUE
}

/// Returns the address of a page that asks what this page asks: the same query, or another one, compared in
/// the same way, with aliases if these are asked for. Without the conditions.
pub(super) fn asking(path: impl Into<String>, params: &Params, query: Option<&str>) -> Address {
    let address = Address::with_values(path, params, parameters::QUESTION)
        .without(parameters::MODE.name, |mode| mode == Mode::Exact.key());
    match query {
        None => address,
        Some("") => address.without(parameters::Q.name, |_| true),
        Some(query) => address.set(parameters::Q.name, query),
    }
}

/// Returns the address of a report in which what this page asks for, or another query, is marked.
pub(super) fn marked_in(report_id: &str, params: &Params, query: Option<&str>) -> Address {
    let parts = params.values(&parameters::PART);
    parts.fold(asking(report_path(report_id), params, query), |address, part| {
        address.and(parameters::PART.name, part)
    })
}

/// Returns the address of a report with the way back to the list that leads to it, in which it may be an
/// entry with a number. The way is left out if no address has room for it.
pub(super) fn with_way_back(report: Address, list: &Address, entry: Option<usize>) -> Address {
    let address = report.and(parameters::FROM.name, &list.to_short_url());
    let address = match entry {
        Some(number) => address.and(parameters::HIT.name, &number.to_string()),
        None => address,
    };
    // The link has the place of the passage too.
    if address.to_url().len() > parameters::LONGEST_ADDRESS / 2 { report } else { address }
}

/// Returns the address of a page of a list, from which links to reports lead back to it. `list` is that of
/// its first page; `mark` is that of the index.
pub(super) fn page_of_list(list: &Address, page: usize, mark: Option<&str>) -> Address {
    let list = match page {
        ..=1 => list.clone(),
        _ => list.and(parameters::PAGE.name, &page.to_string()),
    };
    match mark {
        Some(mark) => list.and(parameters::INDEX.name, mark),
        None => list,
    }
}

/// Returns the address of the search for what this page asks for, or for another query, with the conditions
/// of the page.
pub(super) fn search(params: &Params, query: Option<&str>) -> Address {
    let values =
        FILTERS.iter().flat_map(|filter| params.values(filter).map(|it| (filter.name, it)));
    values.fold(asking(SEARCH, params, query), |address, (name, value)| address.and(name, value))
}

/// Returns the address of the hits of a search or, if `is_absent`, of the list of the reports that the query
/// does not find.
pub(super) fn listing(address: &Address, is_absent: bool) -> Address {
    let hits = address.without(parameters::NOT_FOUND.name, |_| true);
    if is_absent { hits.and(parameters::NOT_FOUND.name, "1") } else { hits }
}

/// A row or a column of a table: what it is by, its value, and its region.
pub(super) type Line<'a> = (FacetBy, &'a str, Option<&'a RegionView>);

/// Returns the address of the search that finds exactly what lines of a table count together: each
/// replaces the conditions of the page on the same fact, of which only one has to be met. `None` if an
/// address cannot contain the query or the name of a line.
pub(super) fn passages(
    params: &Params,
    query: Option<&str>,
    lines: &[Line<'_>],
) -> Option<Address> {
    let line = |&(by, value, region): &Line<'_>| condition_of(by, value, region);
    let lines: Vec<(&Parameter, String)> = lines.iter().map(line).collect();
    let is_long = query.is_some_and(|query| query.chars().count() > parameters::LONGEST_QUERY);
    if is_long || lines.iter().any(|(_, value)| !is_one_value(value)) {
        return None;
    }
    let all = search(params, query);
    let others = lines.iter().fold(all, |it, (parameter, _)| it.without(parameter.name, |_| true));
    Some(lines.iter().fold(others, |it, (parameter, value)| it.and(parameter.name, value)))
}

/// Returns whether the question has a condition.
pub(super) fn is_narrowed(params: &Params) -> bool {
    FILTERS.iter().any(|parameter| params.value(parameter).is_some())
}

/// A value of a condition of the question, and the address without it.
struct Chip {
    label: &'static str,
    value: String,
    without: Address,
}

impl Chip {
    /// Returns the chip of a condition. A name that was typed in letters or in one character has the name
    /// that it was read as before it.
    fn new(
        context: &PageContext,
        remarks: &[Remark],
        condition: &Condition,
        without: Address,
    ) -> Self {
        let key = condition.key();
        let typed = key.readable(&condition.value());
        let value = match with_names_of(remarks, condition) {
            Some(read) => {
                let read = key.readable(&read.value());
                context.language.pick(format!("{read} ({typed})"), format!("{read}（{typed}）"))
            }
            None => typed,
        };
        Self { label: key.label(context.language), value, without }
    }
}

/// Returns the conditions beside the query, then those in its line, each value by itself. What cannot be
/// read is no chip; the page says so.
fn chips(
    context: &PageContext,
    params: &Params,
    address: &Address,
    remarks: &[Remark],
) -> Vec<Chip> {
    let beside = FILTERS.iter().flat_map(|parameter| {
        params.values(parameter).filter_map(|value| {
            let condition = Condition::read(parameter.condition(), value).ok()?;
            let without = address.without(parameter.name, |it| it == value);
            Some(Chip::new(context, remarks, &condition, without))
        })
    });
    let query = params.query().ok().flatten();
    let Some(query) = query.filter(|_| address.has_any(parameters::Q.name)) else {
        return beside.collect();
    };
    beside.chain(written(context, &query, address, remarks)).collect()
}

/// Returns the conditions in a query line. Without one of them, the line has the rest of the query in
/// canonical form.
fn written(
    context: &PageContext,
    query: &Query,
    address: &Address,
    remarks: &[Remark],
) -> Vec<Chip> {
    let (conditions, rest) = query.conditions_and_rest();
    let values: Vec<Vec<&Query>> = conditions.iter().map(|it| values_of(it)).collect();
    let without = |gone: &Query| {
        let left = values.iter().map(|values| {
            let left = values.iter().filter(|value| !std::ptr::eq(**value, gone));
            left.map(|value| (*value).clone()).collect::<Vec<Query>>()
        });
        let left = left.filter(|values| !values.is_empty()).map(Query::any);
        let left: Vec<Query> = left.chain(rest.iter().copied().cloned()).collect();
        let others = address.without(parameters::Q.name, |_| true);
        if left.is_empty() {
            return others;
        }
        others.and(parameters::Q.name, &Query::all(left).to_string())
    };
    let chip = |value: &&Query| match value {
        Query::Condition(condition) => Some(Chip::new(context, remarks, condition, without(value))),
        _ => None,
    };
    values.iter().flatten().filter_map(chip).collect()
}

/// Returns the values of a condition, of which one has to be met, each as a condition.
fn values_of(condition: &Query) -> Vec<&Query> {
    match condition {
        Query::Or(values) => values.iter().collect(),
        single => vec![single],
    }
}

/// Returns the conditions of the question as they were read; each link removes one value. `remarks` are
/// those of the answer.
pub(super) fn chosen(
    context: &PageContext,
    params: &Params,
    address: &Address,
    remarks: &[Remark],
) -> Markup {
    let chips = chips(context, params, address, remarks);
    let about = context.pick("Conditions: follow a link to remove one", "已选条件，点按取消");
    html! {
        @if !chips.is_empty() {
            ul.chosen aria-label=(about) {
                @for Chip { label, value, without } in chips {
                    li {
                        @let name = html! {
                            span aria-hidden="true" { "× " } (label) " " bdi lang="zh" { (clean(&value)) }
                        };
                        (link(context, &without.to_url(), LinkLook::default(), &name))
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_condition_that_lets_through_just_its_reports() {
        let region = |prefecture: Option<&str>, county: Option<&str>, code: &str| RegionView {
            province: Some("河南省".to_owned()),
            prefecture: prefecture.map(str::to_owned),
            county: county.map(str::to_owned),
            code: Some(code.to_owned()),
        };
        let lushi = region(Some("三门峡市"), Some("卢氏县"), "411224");
        let sanmenxia = region(Some("三门峡市"), None, "411200");
        for (by, value, region, expected) in [
            (FacetBy::Year, "2023", None, "year=2023"),
            (FacetBy::Year, "未识别", None, "year=未识别"),
            (FacetBy::County, "卢氏县", Some(&lushi), "county=411224卢氏县"),
            (FacetBy::County, "三门峡市（本级）", Some(&sanmenxia), "county=411200三门峡市本级"),
            (FacetBy::County, "未识别", Some(&RegionView::default()), "county=未识别"),
            (FacetBy::Prefecture, "三门峡市", Some(&sanmenxia), "prefecture=411200三门峡市"),
            (FacetBy::Region, "河南省 › 三门峡市 › 卢氏县", Some(&lushi), "county=411224卢氏县"),
            (FacetBy::Region, "河南省 › 三门峡市", Some(&sanmenxia), "county=411200三门峡市本级"),
            (FacetBy::Region, "未识别", None, "county=未识别"),
            (FacetBy::Agency, "云岫县司法局", None, "agency==云岫县司法局"),
        ] {
            let (parameter, value) = condition_of(by, value, region);
            assert_eq!(format!("{}={value}", parameter.name), expected);
        }
    }
}

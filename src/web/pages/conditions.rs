//! The conditions of a question: what a row of a table or a facet value narrows it to, and how those
//! that were chosen are shown.

use maud::{Markup, html};

use super::address::Address;
use super::fragments::link;
use super::html_text::clean;
use super::layout::PageContext;
use super::paths::{SEARCH, report_path};
use crate::gazetteer::Gazetteer;
use crate::report::{Division, RegionView};
use crate::search::{FacetBy, Mode, agency_value};
use crate::web::http::parameters::{self, FILTERS, Parameter};
use crate::web::http::params::Params;

/// Behind the name of a division in a row of its own agencies, which are above the level of the
/// other rows.
pub(super) const OWN_AGENCIES: &str = "（本级）";

/// Behind the value of a division in an address, for the same.
pub(super) const OWN_AGENCIES_VALUE: &str = "本级";

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

/// Returns the address of the search for what this page asks for, or for another query, with the conditions
/// of the page.
pub(super) fn search(params: &Params, query: Option<&str>) -> Address {
    let values =
        FILTERS.iter().flat_map(|filter| params.values(filter).map(|it| (filter.name, it)));
    values.fold(asking(SEARCH, params, query), |address, (name, value)| address.and(name, value))
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

/// Returns the chosen conditions; each link removes one.
pub(super) fn chosen(context: &PageContext, params: &Params, address: &Address) -> Markup {
    let conditions: Vec<(&str, &Parameter, &str)> = FILTERS
        .iter()
        .flat_map(|parameter| {
            let label = parameter.condition().label(context.language);
            params.values(parameter).map(move |value| (label, *parameter, value))
        })
        .collect();
    let about = context.pick("Conditions: follow a link to remove one", "已选条件，点按取消");
    html! {
        @if !conditions.is_empty() {
            ul.chosen aria-label=(about) {
                @for (label, parameter, value) in conditions {
                    @let without = address.without(parameter.name, |it| it == value);
                    li {
                        @let name = html! {
                            span aria-hidden="true" { "× " } (label) " "
                            bdi lang="zh" { (clean(&readable(parameter, value))) }
                        };
                        (link(context, &without.to_url(), (None, None), &name))
                    }
                }
            }
        }
    }
}

/// Returns a value as people read it: the name of a division for its code, an agency without the
/// `=` that asks for its whole name.
fn readable(parameter: &Parameter, value: &str) -> String {
    if parameter.name == parameters::AGENCY.name {
        let value = value.trim_start_matches(['=', '＝']);
        let name_and_place = value.split_once('@').and_then(|(name, code)| {
            let gazetteer = Gazetteer::shared();
            let region = gazetteer.region(gazetteer.by_code(code)?);
            Some(format!("{name}（{region}）"))
        });
        return name_and_place.unwrap_or_else(|| value.to_owned());
    }
    let divisions =
        [&parameters::PROVINCE, &parameters::PREFECTURE, &parameters::COUNTY, &parameters::REGION];
    if parameters::contains(&divisions, parameter.name) {
        readable_division(value).unwrap_or_else(|| value.to_owned())
    } else {
        value.to_owned()
    }
}

/// Returns the name of a division that is written with its code: `411200三门峡市本级` is 三门峡市（本级）.
fn readable_division(value: &str) -> Option<String> {
    let (value, suffix) = match value.strip_suffix(OWN_AGENCIES_VALUE) {
        Some(value) => (value, OWN_AGENCIES),
        None => (value, ""),
    };
    let Division { code, name } = Division::from_key(value)?;
    let gazetteer = Gazetteer::shared();
    let known = || gazetteer.by_code(&code).map_or(&*code, |node| gazetteer.node(node).name);
    let name = if name.is_empty() { known() } else { &name };
    Some(format!("{name}{suffix}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_shown_as_people_read_them() {
        for (parameter, value, expected) in [
            (&parameters::COUNTY, "411224", "卢氏县"),
            (&parameters::COUNTY, "411200本级", "三门峡市（本级）"),
            (&parameters::COUNTY, "411200三门峡市本级", "三门峡市（本级）"),
            (&parameters::COUNTY, "210112东陵区", "东陵区"),
            (&parameters::COUNTY, "未识别", "未识别"),
            (&parameters::REGION, "重庆市", "重庆市"),
            (&parameters::REGION, "500000", "重庆市"),
            (&parameters::COUNTY, "999999", "999999"),
            (&parameters::AGENCY, "=云岫县司法局", "云岫县司法局"),
            (
                &parameters::AGENCY,
                "=市中区司法局@511002",
                "市中区司法局（四川省 › 内江市 › 市中区）",
            ),
            (&parameters::AGENCY, "=市中区司法局@未识别", "市中区司法局@未识别"),
            (&parameters::AGENCY, "411224", "411224"),
            (&parameters::YEAR, "2021-2023", "2021-2023"),
        ] {
            assert_eq!(readable(parameter, value), expected);
        }
    }

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

//! What every page that asks begins with: the query line, the conditions that were chosen, and what
//! was counted over which ground.

use maud::{Markup, html};

use crate::gazetteer::Gazetteer;
use crate::present::{ground_in_words, remark_text};
use crate::report::RegionView;
use crate::search::{Counts, FacetBy, Ground, Mode, Remark};
use crate::web::http::parameters::{self, Parameter};
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;

/// What a question can be narrowed by, each with its parameter.
pub(super) const CONDITIONS: [(FacetBy, &Parameter); 8] = [
    (FacetBy::Year, &parameters::YEAR),
    (FacetBy::Region, &parameters::REGION),
    (FacetBy::Province, &parameters::PROVINCE),
    (FacetBy::Prefecture, &parameters::PREFECTURE),
    (FacetBy::County, &parameters::COUNTY),
    (FacetBy::Part, &parameters::PART),
    (FacetBy::Agency, &parameters::AGENCY),
    (FacetBy::Kind, &parameters::KIND),
];

/// Returns the condition that lets through just the reports that a row (or column, or cell) of a
/// table counts: the parameter and its value. `region` is where the row sits, as answers tell it.
pub(super) fn condition_of(
    by: FacetBy,
    value: &str,
    region: Option<&RegionView>,
) -> (&'static Parameter, String) {
    let code_and_name = region.and_then(|region| {
        let smallest = [&region.county, &region.prefecture, &region.province];
        let name = smallest.into_iter().flatten().next()?;
        Some(format!("{}{name}", region.code.as_deref()?))
    });
    let coded = |is_above: bool| match &code_and_name {
        Some(step) if is_above => format!("{step}本级"),
        Some(step) => step.clone(),
        None => value.to_owned(),
    };
    match by {
        FacetBy::Year => (&parameters::YEAR, value.to_owned()),
        FacetBy::Part => (&parameters::PART, value.to_owned()),
        FacetBy::Kind => (&parameters::KIND, value.to_owned()),
        FacetBy::Agency => (&parameters::AGENCY, format!("={value}")),
        FacetBy::Province => (&parameters::PROVINCE, coded(false)),
        FacetBy::Prefecture => (&parameters::PREFECTURE, coded(value.ends_with("（本级）"))),
        FacetBy::County => (&parameters::COUNTY, coded(value.ends_with("（本级）"))),
        // The smallest division that is known: a county, or one above it by itself.
        FacetBy::Region => {
            let is_above = region.is_some_and(|region| region.county.is_none());
            (&parameters::COUNTY, coded(is_above))
        }
    }
}

/// Returns whether a value can be written as one of a parameter: several are parted at commas.
pub(super) fn is_one_value(value: &str) -> bool {
    !value.contains([',', '，']) && value.chars().count() <= parameters::LONGEST_VALUE
}

/// Returns all parameters of a page: query, mode and conditions, then its own.
pub(super) fn with_question(own: &[&'static Parameter]) -> Vec<&'static Parameter> {
    [parameters::QUESTION, parameters::FILTERS, own].concat()
}

/// Returns the address of a page with these of the values that are asked.
pub(super) fn address_of(params: &Params, path: &str, parameters: &[&Parameter]) -> Address {
    let mut address = Address::to(path);
    for parameter in parameters {
        for value in params.values(parameter) {
            address = address.and(parameter.name, value);
        }
    }
    address
}

/// Returns the search line of the page at `path`, which keeps what the page is narrowed to. `more`
/// stands below it, inside the form.
pub(super) fn form(context: &PageContext, params: &Params, path: &str, more: &Markup) -> Markup {
    let modes = [(Mode::Exact, "exact"), (Mode::Words, "words"), (Mode::Strict, "strict")];
    html! {
        form.search role="search" method="get" action=(path) {
            div.line {
                label.unseen for="q" { (context.pick("Query", "检索式")) }
                input id="q" name="q" type="search" value=(params.value(&parameters::Q).unwrap_or_default())
                    maxlength=(parameters::LONGEST_QUERY) autocomplete="off" autocapitalize="off"
                    spellcheck="false" enterkeyhint="search"
                    placeholder=(context.pick("such as 三项制度 法律顾问", "例如：三项制度 法律顾问"));
                button type="submit" { (context.pick("Search", "检索")) }
            }
            div.options {
                fieldset.modes {
                    legend.unseen { (context.pick("How terms are matched", "匹配方式")) }
                    @for (mode, value) in modes {
                        label {
                            input type="radio" name="mode" value=(value) checked[params.mode() == mode];
                            span { (mode_name(context, mode)) }
                        }
                    }
                }
                (more)
            }
            @for (_, parameter) in CONDITIONS {
                @for value in params.values(parameter) {
                    input type="hidden" name=(parameter.name) value=(value);
                }
            }
        }
    }
}

/// Returns what was found and what it was counted over, with the way to the files that could not
/// be read; without a query what is held. `read_as` is
/// the query as it was understood.
pub(super) fn ground(
    context: &PageContext,
    counts: Counts,
    ground: Ground,
    read_as: Option<(&str, Mode)>,
) -> Markup {
    let sentence = ground_in_words(counts, ground, read_as.is_some(), context.language);
    html! {
        div.ground {
            p {
                (sentence)
                @if ground.unreadable > 0 {
                    " " a.no-print href="/#unreadable" { (context.pick("Which?", "哪些？")) }
                }
            }
            @if let Some((query, mode)) = read_as {
                p.read-as {
                    (context.pick("read as: ", "检索式读作：")) code lang="zh" { (clean(query)) }
                    " · " (mode_name(context, mode))
                }
            }
        }
    }
}

/// Returns the name of a way of matching.
fn mode_name(context: &PageContext, mode: Mode) -> &'static str {
    match mode {
        Mode::Exact => context.pick("exact", "精确"),
        Mode::Strict => context.pick("strict", "严格"),
        Mode::Words => context.pick("words", "分词"),
    }
}

/// Returns what one has to know to read the answer rightly. That a list is only a part of what was
/// found is said where it ends.
pub(super) fn remarks(context: &PageContext, remarks: &[Remark]) -> Markup {
    html! {
        @for remark in remarks.iter().filter(|it| !matches!(it, Remark::Clipped { .. })) {
            p.remark { (clean(&remark_text(remark, context.language))) }
        }
    }
}

/// Returns a value as people read it: the name of a division for its code, an agency without the
/// sign that its whole name is meant.
fn shown(parameter: &Parameter, value: &str) -> String {
    if parameter.name == parameters::AGENCY.name {
        return value.trim_start_matches(['=', '＝']).to_owned();
    }
    let is_division =
        [&parameters::PROVINCE, &parameters::PREFECTURE, &parameters::COUNTY, &parameters::REGION]
            .iter()
            .any(|it| it.name == parameter.name);
    let Some((code, rest)) = value.split_at_checked(6).filter(|_| is_division) else {
        return value.to_owned();
    };
    let name = rest.trim_end_matches("本级");
    let gazetteer = Gazetteer::shared();
    let known = || gazetteer.by_code(code).map(|node| gazetteer.node(node).name);
    let name = match name {
        _ if !code.bytes().all(|byte| byte.is_ascii_digit()) => return value.to_owned(),
        "" => known().unwrap_or(code),
        name => name,
    };
    let own = if rest.ends_with("本级") { "（本级）" } else { "" };
    format!("{name}{own}")
}

/// Returns what the page is narrowed to; each link takes one condition off.
pub(super) fn chosen(context: &PageContext, params: &Params, address: &Address) -> Markup {
    let conditions: Vec<(&str, &Parameter, &str)> = CONDITIONS
        .iter()
        .flat_map(|&(by, parameter)| {
            let name = by.label(context.language);
            params.values(parameter).map(move |value| (name, parameter, value))
        })
        .collect();
    html! {
        @if !conditions.is_empty() {
            ul.chosen aria-label=(context.pick("Conditions: follow a link to take one off", "已选条件，点按取消")) {
                @for (name, parameter, value) in conditions {
                    @let without = address.without(parameter.name, |it| it == value);
                    li { a href=(without.written()) { span aria-hidden="true" { "× " } (name) " " bdi lang="zh" { (clean(&shown(parameter, value))) } } }
                }
            }
        }
    }
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
            (&parameters::AGENCY, "411224", "411224"),
            (&parameters::YEAR, "2021-2023", "2021-2023"),
        ] {
            assert_eq!(shown(parameter, value), expected);
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

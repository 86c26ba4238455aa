//! What every page that asks begins with: the query line, the conditions that were chosen, and what
//! was counted over which ground.

use maud::{Markup, html};

use super::super::ask::{self, Asked, Parameter};
use super::address::Address;
use super::frame::Here;
use super::passage::clean;
use crate::present::{ground_in_chinese, ground_sentence};
use crate::search::{Counts, FacetBy, Ground, Mode, RegionView};

/// What a question can be narrowed by, each with its parameter.
pub(super) const CONDITIONS: [(FacetBy, &Parameter); 8] = [
    (FacetBy::Year, &ask::YEAR),
    (FacetBy::Region, &ask::REGION),
    (FacetBy::Province, &ask::PROVINCE),
    (FacetBy::Prefecture, &ask::PREFECTURE),
    (FacetBy::County, &ask::COUNTY),
    (FacetBy::Part, &ask::PART),
    (FacetBy::Agency, &ask::AGENCY),
    (FacetBy::Kind, &ask::KIND),
];

/// Returns the condition that lets through just the reports that a row (or column, or cell) of a
/// table counts: the parameter and its value. `region` is where the row sits, as answers tell it.
pub(super) fn condition_of(
    by: FacetBy,
    value: &str,
    region: Option<&RegionView>,
) -> (&'static Parameter, String) {
    let code = region.and_then(|region| region.code.as_deref());
    let coded = |is_above: bool| match code {
        Some(code) if is_above => format!("{code}本级"),
        Some(code) => code.to_owned(),
        None => value.to_owned(),
    };
    match by {
        FacetBy::Year => (&ask::YEAR, value.to_owned()),
        FacetBy::Part => (&ask::PART, value.to_owned()),
        FacetBy::Kind => (&ask::KIND, value.to_owned()),
        FacetBy::Agency => (&ask::AGENCY, format!("={value}")),
        FacetBy::Province => (&ask::PROVINCE, coded(false)),
        FacetBy::Prefecture => (&ask::PREFECTURE, coded(value.ends_with("（本级）"))),
        FacetBy::County => (&ask::COUNTY, coded(value.ends_with("（本级）"))),
        // The smallest division that is known: a county, or one above it by itself.
        FacetBy::Region => {
            let is_above = region.is_some_and(|region| region.county.is_none());
            (&ask::COUNTY, coded(is_above))
        }
    }
}

/// Returns the address of a page with these of the values that are asked.
pub(super) fn address_of(asked: &Asked, path: &str, parameters: &[&Parameter]) -> Address {
    let mut address = Address::to(path);
    for parameter in parameters {
        for value in asked.all(parameter) {
            address = address.and(parameter.name, value);
        }
    }
    address
}

/// Returns the search line of the page at `path`, which keeps what the page is narrowed to. `more`
/// stands below it, inside the form.
pub(super) fn form(here: &Here, asked: &Asked, path: &str, more: &Markup) -> Markup {
    let modes = [
        (Mode::Exact, "exact", here.say("精确", "exact")),
        (Mode::Words, "words", here.say("分词", "words")),
        (Mode::Strict, "strict", here.say("严格", "strict")),
    ];
    html! {
        form.search role="search" method="get" action=(path) {
            div.line {
                label.unseen for="q" { (here.say("检索式", "Query")) }
                input id="q" name="q" type="search" value=(asked.one(&ask::Q).unwrap_or_default())
                    maxlength=(ask::LONGEST_QUERY) autocomplete="off" autocapitalize="off"
                    spellcheck="false" enterkeyhint="search"
                    placeholder=(here.say("例如：三项制度 法律顾问", "such as 三项制度 法律顾问"));
                button type="submit" { (here.say("检索", "Search")) }
            }
            div.options {
                fieldset.modes {
                    legend.unseen { (here.say("匹配方式", "How terms are matched")) }
                    @for (mode, value, name) in modes {
                        label {
                            input type="radio" name="mode" value=(value) checked[asked.mode() == mode];
                            span { (name) }
                        }
                    }
                }
                (more)
            }
            @for (_, parameter) in CONDITIONS {
                @for value in asked.all(parameter) {
                    input type="hidden" name=(parameter.name) value=(value);
                }
            }
        }
    }
}

/// Returns what was found and what it was counted over; without a query what is held. `read_as` is
/// the query as it was understood.
pub(super) fn ground(
    here: &Here,
    counts: Counts,
    ground: Ground,
    read_as: Option<(&str, Mode)>,
) -> Markup {
    let sentence = match (here.say("zh", "en"), read_as) {
        ("en", Some(_)) => ground_sentence(counts, ground),
        ("en", None) => english_held(counts, ground),
        _ => ground_in_chinese(counts, ground, read_as.is_some()),
    };
    html! {
        div.ground role="status" {
            p { (sentence) }
            @if let Some((query, mode)) = read_as {
                p.read-as {
                    (here.say("检索式读作：", "read as: ")) code lang="zh" { (clean(query)) }
                    " · " (mode)
                }
            }
        }
    }
}

fn english_held(counts: Counts, ground: Ground) -> String {
    let (held, unreadable, sections) = (ground.reports, ground.unreadable, counts.sections);
    let beside = crate::present::not_counted(ground);
    format!(
        "{held} reports held, {sections} sections{beside}; {unreadable} files could not be read"
    )
}

/// Returns what the page is narrowed to; each link takes one condition off.
pub(super) fn chosen(here: &Here, asked: &Asked, address: &Address) -> Markup {
    let conditions: Vec<(&str, &Parameter, &str)> = CONDITIONS
        .iter()
        .flat_map(|&(by, parameter)| {
            let name = here.language.say(by.chinese(), by.name());
            asked.all(parameter).map(move |value| (name, parameter, value))
        })
        .collect();
    html! {
        @if !conditions.is_empty() {
            ul.chosen aria-label=(here.say("已选条件，点按取消", "Conditions: follow a link to take one off")) {
                @for (name, parameter, value) in conditions {
                    @let without = address.without(parameter.name, |it| it == value);
                    li { a href=(without.written()) { span aria-hidden="true" { "× " } (name) " " bdi lang="zh" { (clean(value)) } } }
                }
            }
        }
    }
}

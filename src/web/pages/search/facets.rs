//! What an answer can be narrowed to, each with its count: years as a histogram, regions as a tree,
//! parts, agencies and kinds as lists. Counts follow the query and the other conditions.

use maud::{Markup, html};

use super::{View, tree};
use crate::report::Language;
use crate::report::UNKNOWN;
use crate::search::{FacetBy, FacetRow};
use crate::web::http::parameters::{self, Parameter};
use crate::web::pages::html_text::clean;
use crate::web::pages::query_form::{CONDITIONS, condition_of, is_one_value};

/// What is counted by, in the order of the page.
pub(super) const ALL: [FacetBy; 5] =
    [FacetBy::Year, FacetBy::Region, FacetBy::Part, FacetBy::Agency, FacetBy::Kind];

/// How many agencies are listed: there can be thousands, and a page of its own has them all.
const MOST_AGENCIES: usize = 12;

/// Returns everything that the answer can be narrowed to.
pub(super) fn aside(view: &View<'_>) -> Markup {
    let context = view.context;
    html! {
        aside.facets id="narrow" aria-label=(context.pick("Narrow down", "筛选")) {
            p.quiet {
                @if view.request.query.is_some() {
                    (context.pick("Counts are reports that the query finds", "数字为符合检索式的报告数"))
                } @else {
                    (context.pick("Counts are reports", "数字为报告数"))
                }
            }
            @if rows_of(view, FacetBy::Year).is_empty() {
                section { h2 { (context.pick("Year", "年度")) } (range_of_years(view)) }
            }
            @for by in ALL {
                @let rows = rows_of(view, by);
                @let least = if by == FacetBy::Kind { 2 } else { 1 };
                @if rows.len() >= least {
                    section {
                        h2 { (context.pick(title(by), by.label(Language::Chinese))) }
                        @match by {
                            FacetBy::Year => (years(view, rows)),
                            FacetBy::Region => (tree::of(view, rows)),
                            FacetBy::Agency => (agencies(view, rows)),
                            _ => (list(view, by, rows)),
                        }
                    }
                }
            }
        }
    }
}

fn title(by: FacetBy) -> &'static str {
    match by {
        FacetBy::Year => "Year",
        FacetBy::Part => "Part",
        FacetBy::Agency => "Agency",
        FacetBy::Kind => "Kind",
        _ => "Region",
    }
}

fn rows_of<'a>(view: &'a View<'_>, by: FacetBy) -> &'a [FacetRow] {
    view.results.body.facets.get(&by).map(Vec::as_slice).unwrap_or_default()
}

/// Returns the years as bars, gaps between them shown, and a field for a range of years.
fn years(view: &View<'_>, rows: &[FacetRow]) -> Markup {
    let counts: Vec<(String, u64)> = with_gaps(rows);
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    html! {
        ul.year-bars {
            @for (year, count) in &counts {
                li { (year_row(view, year, *count, most)) }
            }
        }
        (range_of_years(view))
    }
}

/// Returns each year from the first to the last with its count, and those that are not known.
fn with_gaps(rows: &[FacetRow]) -> Vec<(String, u64)> {
    let known: Vec<(u16, u64)> =
        rows.iter().filter_map(|row| Some((row.value.parse().ok()?, row.reports))).collect();
    let count = |year: u16| known.iter().find(|(it, _)| *it == year).map_or(0, |(_, count)| *count);
    let mut all = Vec::new();
    if let (Some((first, _)), Some((last, _))) = (known.first(), known.last()) {
        all.extend((*first..=*last).map(|year| (year.to_string(), count(year))));
    }
    let unknown = rows.iter().filter(|row| row.value.parse::<u16>().is_err());
    all.extend(unknown.map(|row| (row.value.clone(), row.reports)));
    all
}

fn year_row(view: &View<'_>, year: &str, count: u64, most: u64) -> Markup {
    // Bars are drawn in thousandths of the longest.
    let width = (count * 1000).div_ceil(most);
    let inside = html! {
        span.name lang="zh" { (year) }
        svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
            rect width=(width) height="10" {}
        }
        span.count { (count) }
    };
    let is_chosen = view.address.has(parameters::YEAR.name, year);
    html! {
        @if count == 0 && !is_chosen {
            span.row { (inside) }
        } @else {
            a.row href=(toggled(view, &parameters::YEAR, year)) aria-current=[is_chosen.then_some("true")] { (inside) }
        }
    }
}

/// Returns a form that narrows the answer to a range of years.
fn range_of_years(view: &View<'_>) -> Markup {
    let context = view.context;
    let kept = [&parameters::Q, &parameters::MODE, &parameters::SORT].into_iter();
    let kept = kept.chain(CONDITIONS.iter().map(|(_, parameter)| *parameter));
    html! {
        form.range method="get" action=(crate::web::pages::SEARCH) {
            @for parameter in kept.filter(|parameter| parameter.name != parameters::YEAR.name) {
                @for value in view.params.values(parameter) {
                    input type="hidden" name=(parameter.name) value=(value);
                }
            }
            label {
                span.unseen { (context.pick("Range of years", "年度区间")) }
                input type="text" name=(parameters::YEAR.name) placeholder="2021-2023" inputmode="numeric"
                    autocomplete="off" size="9" maxlength="20";
            }
            button.small type="submit" { (context.pick("Only these", "限定年度")) }
        }
    }
}

/// Returns the agencies with the most reports, and the way to all of them.
fn agencies(view: &View<'_>, rows: &[FacetRow]) -> Markup {
    let few = rows.get(..MOST_AGENCIES.min(rows.len())).unwrap_or_default();
    let is_table = |name: &str| name != parameters::SORT.name && name != parameters::AGENCY.name;
    let all = view
        .address
        .to_page(crate::web::pages::COVERAGE, is_table)
        .and(parameters::ROWS.name, "agency");
    html! {
        (list(view, FacetBy::Agency, few))
        @if rows.len() > few.len() {
            p { a href=(all.written()) { (view.context.pick("All agencies", "全部机关")) } }
        }
    }
}

fn list(view: &View<'_>, by: FacetBy, rows: &[FacetRow]) -> Markup {
    html! {
        ul.values {
            @for row in rows {
                @let (parameter, value) = condition_of(by, &row.value, row.region.as_ref());
                li { (value_row(view, parameter, &value, &row.value, row.reports)) }
            }
        }
    }
}

/// Returns one value with its count; the link narrows the answer to it, or takes that off.
pub(super) fn value_row(
    view: &View<'_>,
    parameter: &Parameter,
    value: &str,
    name: &str,
    count: u64,
) -> Markup {
    let is_chosen = view.address.has(parameter.name, value);
    let inside = html! {
        span.name lang="zh" { bdi { (clean(name)) } }
        span.count { (count) }
    };
    html! {
        @if is_one_value(value) {
            a.row href=(toggled(view, parameter, value)) aria-current=[is_chosen.then_some("true")] { (inside) }
        } @else {
            span.row { (inside) }
        }
    }
}

/// The parameters of the tree of regions.
const REGIONS: [&Parameter; 4] =
    [&parameters::REGION, &parameters::PROVINCE, &parameters::PREFECTURE, &parameters::COUNTY];

/// Returns the address with the condition, or without it where it is chosen. Wider conditions on the
/// same fact, such as a range of years or the province of a county, give way, so that the count beside
/// the link is what it leads to; a further value adds its count to those that are chosen.
fn toggled(view: &View<'_>, parameter: &Parameter, value: &str) -> String {
    if view.address.has(parameter.name, value) {
        return view.address.without(parameter.name, |it| it == value).written();
    }
    let mut address = view.address.clone();
    if parameter.name == parameters::YEAR.name {
        address = address.without(parameter.name, |it| it.parse::<u16>().is_err() && it != UNKNOWN);
    } else if parameter.name == parameters::AGENCY.name {
        address = address.without(parameter.name, |it| !it.starts_with('='));
    } else if REGIONS.iter().any(|it| it.name == parameter.name) {
        for other in REGIONS.iter().filter(|it| it.name != parameter.name) {
            address = address.without(other.name, |_| true);
        }
    }
    address.and(parameter.name, value).written()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_go_on_without_gaps() {
        let row = |value: &str, reports| FacetRow {
            value: value.to_owned(),
            region: None,
            divisions: crate::report::Region::default(),
            reports,
            sections: reports,
            mentions: reports,
        };
        let rows = [row("2019", 2), row("2022", 1), row("未识别", 3)];
        let shown: Vec<String> =
            with_gaps(&rows).iter().map(|(year, count)| format!("{year} {count}")).collect();
        assert_eq!(shown, ["2019 2", "2020 0", "2021 0", "2022 1", "未识别 3"]);
        assert_eq!(with_gaps(&[]), []);
    }
}

//! What an answer can be narrowed to, with counts: years as a histogram, regions as a tree, parts,
//! levels, agencies and kinds as lists. Counts follow the query and the other conditions.

use maud::{Markup, html};

use super::facet_value::{toggled, value_row};
use super::regions;
use super::view::View;
use crate::search::{FacetBy, FacetRow};
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::pages::conditions::condition_of;
use crate::web::pages::fragments::hidden_inputs;
use crate::web::pages::paths::{COVERAGE, SEARCH};
use crate::web::pages::query_form::with_question;

/// What is counted by, in the order of the page.
pub(super) const FACETS: [FacetBy; 6] =
    [FacetBy::Year, FacetBy::Region, FacetBy::Part, FacetBy::Level, FacetBy::Agency, FacetBy::Kind];

/// The most agencies in the list: there may be thousands; another page lists all.
const MOST_AGENCIES: usize = 12;

/// Returns all facets.
pub(super) fn aside(view: &View<'_>) -> Markup {
    let context = view.context;
    html! {
        aside.facets id="narrow" aria-label=(context.pick("Narrow down", "筛选")) {
            p.quiet {
                @if view.request.query.is_some() {
                    (context.pick("Number of reports that match the query", "数字为符合检索式的报告数"))
                } @else {
                    (context.pick("Number of reports", "数字为报告数"))
                }
            }
            @if rows_of(view, FacetBy::Year).is_empty() {
                section { h2 { (FacetBy::Year.label(context.language)) } (range_of_years(view)) }
            }
            @for by in FACETS {
                @let rows = rows_of(view, by);
                @let least = if matches!(by, FacetBy::Kind | FacetBy::Level) { 2 } else { 1 };
                @if rows.len() >= least {
                    section {
                        h2 { (by.label(context.language)) }
                        @match by {
                            FacetBy::Year => (years(view, rows)),
                            FacetBy::Region => (regions::tree(view, rows)),
                            FacetBy::Agency => (agencies(view, rows)),
                            _ => (list(view, by, rows)),
                        }
                    }
                }
            }
        }
    }
}

fn rows_of<'a>(view: &'a View<'_>, by: FacetBy) -> &'a [FacetRow] {
    view.results.body.facets.get(&by).map(Vec::as_slice).unwrap_or_default()
}

/// Returns the years as bars, including those without reports in between, and a field for a range of
/// years.
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

/// Returns every year from the first to the last with its count, then the reports without a year.
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
    // The unit is a thousandth of the longest bar.
    let width = (count * 1000).div_ceil(most);
    let inside = html! {
        span.name lang="zh" { (year) }
        svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
            rect width=(width) height="10" {}
        }
        span.count { (grouped(count)) }
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
    let kept = with_question(&[&parameters::SORT]).into_iter();
    let kept = kept.filter(|parameter| parameter.name != parameters::YEAR.name);
    html! {
        form.range method="get" action=(SEARCH) {
            (hidden_inputs(view.params, kept))
            label {
                span.unseen { (context.pick("Range of years", "年度区间")) }
                input type="text" name=(parameters::YEAR.name) placeholder="2021-2023" inputmode="numeric"
                    autocomplete="off" size="9" maxlength="20";
            }
            button.small type="submit" { (context.pick("Show only these", "限定年度")) }
        }
    }
}

/// Returns the agencies with the most reports, and a link to all agencies.
fn agencies(view: &View<'_>, rows: &[FacetRow]) -> Markup {
    let few = rows.get(..MOST_AGENCIES.min(rows.len())).unwrap_or_default();
    let is_table = |name: &str| name != parameters::SORT.name && name != parameters::AGENCY.name;
    let all = view.address.to_page(COVERAGE, is_table).and(parameters::ROWS.name, "agency");
    html! {
        (list(view, FacetBy::Agency, few))
        @if rows.len() > few.len() {
            p { a href=(all.to_url()) { (view.context.pick("All agencies", "全部机关")) } }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_year_in_between_is_listed() {
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

//! What an answer can be narrowed to, with counts: years as a histogram, regions as a tree, parts,
//! levels, agencies and kinds as lists. Counts follow the query and the other conditions; with a query
//! each stands within the number of reports that it was counted over.

use std::cmp::Reverse;

use maud::{Markup, html};

use super::facet_value::{self, Share, value_row};
use super::{FACETS, Narrow, regions};
use crate::report::UNKNOWN;
use crate::search::{FacetBy, FacetRow};
use crate::web::http::parameters;
use crate::web::pages::conditions::condition_of;
use crate::web::pages::html_text::clean;
use crate::web::pages::paths::COVERAGE;

/// The most agencies in the list: there may be thousands; another page lists all.
const MOST_AGENCIES: usize = 12;

/// Returns all facets.
pub(super) fn facets(narrow: &Narrow<'_>) -> Markup {
    let context = narrow.context;
    html! {
        p.quiet { (clean(&narrow.counted())) }
        div.lists {
            @if rows_of(narrow, FacetBy::Year).is_empty() {
                section { h2 { (FacetBy::Year.label(context.language)) } (range_of_years(narrow)) }
            }
            @for by in FACETS.into_iter().filter(|&by| is_counted(narrow, by)) {
                @let rows = rows_of(narrow, by);
                @let least = if matches!(by, FacetBy::Kind | FacetBy::Level) { 2 } else { 1 };
                @if rows.len() >= least {
                    section {
                        h2 { (by.label(context.language)) }
                        @match by {
                            FacetBy::Year => (years(narrow, rows)),
                            FacetBy::Region => (regions::tree(narrow, rows)),
                            FacetBy::Agency => (agencies(narrow, &listed(narrow, by, rows))),
                            _ => (list(narrow, by, &listed(narrow, by, rows))),
                        }
                    }
                }
            }
        }
    }
}

/// Returns whether a facet counts the reports that are listed: unless one part is asked for, a report without
/// a mention in a part may have some in another, and is not listed.
fn is_counted(narrow: &Narrow<'_>, by: FacetBy) -> bool {
    !narrow.is_absent || by != FacetBy::Part || narrow.address.has_any(parameters::PART.name)
}

/// Returns the values of a list in its order. Beside the reports that the query does not find, those with
/// the most of them come first, and a value of none is left out unless it is chosen.
fn listed<'r>(narrow: &Narrow<'_>, by: FacetBy, rows: &'r [FacetRow]) -> Vec<&'r FacetRow> {
    if !narrow.is_absent {
        return rows.iter().collect();
    }
    let absent = |row: &FacetRow| row.held.saturating_sub(row.reports);
    let is_chosen = |row: &FacetRow| {
        let (parameter, value) = condition_of(by, &row.value, row.region.as_ref());
        facet_value::is_chosen(narrow, parameter, &value)
    };
    let mut listed: Vec<&FacetRow> =
        rows.iter().filter(|row| absent(row) > 0 || is_chosen(row)).collect();
    listed.sort_by_key(|row| Reverse(absent(row)));
    listed
}

fn rows_of<'a>(narrow: &'a Narrow<'_>, by: FacetBy) -> &'a [FacetRow] {
    narrow.results.body.facets.get(&by).map(Vec::as_slice).unwrap_or_default()
}

/// Returns the years as bars, including those without reports in between, and a field for a range of
/// years.
fn years(narrow: &Narrow<'_>, rows: &[FacetRow]) -> Markup {
    let shares: Vec<(String, Share)> = with_gaps(rows);
    let most = shares.iter().map(|(_, share)| share.held).max().unwrap_or(0);
    html! {
        ul.year-bars {
            @for (year, share) in &shares {
                li { (facet_value::row(narrow, (&parameters::YEAR, year), year, *share, most)) }
            }
        }
        (range_of_years(narrow))
    }
}

/// Returns every year from the first to the last with its counts, then the reports without a year.
fn with_gaps(rows: &[FacetRow]) -> Vec<(String, Share)> {
    let known: Vec<(u16, Share)> =
        rows.iter().filter_map(|row| Some((row.value.parse().ok()?, Share::of_row(row)))).collect();
    let share = |year: u16| known.iter().find(|(it, _)| *it == year).map(|(_, share)| *share);
    let mut all = Vec::new();
    if let (Some((first, _)), Some((last, _))) = (known.first(), known.last()) {
        let years = *first..=*last;
        all.extend(years.map(|year| (year.to_string(), share(year).unwrap_or_default())));
    }
    let unknown = rows.iter().filter(|row| row.value.parse::<u16>().is_err());
    all.extend(unknown.map(|row| (row.value.clone(), Share::of_row(row))));
    all
}

/// Returns a form that narrows the page to a range of years.
fn range_of_years(narrow: &Narrow<'_>) -> Markup {
    let context = narrow.context;
    let others = narrow.address.without(parameters::YEAR.name, |_| true);
    // Single years are ticked.
    let is_range =
        |(written, _): &(&str, _)| written.parse::<u16>().is_err() && *written != UNKNOWN;
    let range = facet_value::years(narrow).find(is_range).map_or("", |(written, _)| written);
    html! {
        // The address of a page that was posted has no room for its codebook.
        @if !context.is_posted() {
            form.range method="get" action=(others.path()) {
                (others.hidden_inputs())
                label {
                    span.unseen { (context.pick("Range of years", "年度区间")) }
                    input type="text" name=(parameters::YEAR.name) placeholder="2021-2023" inputmode="numeric"
                        value=(range) autocomplete="off" size="9" maxlength="20";
                }
                button.small type="submit" { (context.pick("Apply", "应用")) }
            }
        }
    }
}

/// Returns the agencies with the most reports, and a link to all agencies.
fn agencies(narrow: &Narrow<'_>, rows: &[&FacetRow]) -> Markup {
    let few = rows.get(..MOST_AGENCIES.min(rows.len())).unwrap_or_default();
    let kept = [parameters::QUESTION, parameters::CONCEPTS, parameters::FILTERS].concat();
    let is_kept = |name: &str| name != parameters::AGENCY.name && parameters::contains(&kept, name);
    let all = narrow.address.to_page(COVERAGE, is_kept).and(parameters::ROWS.name, "agency");
    html! {
        (list(narrow, FacetBy::Agency, few))
        @if rows.len() > few.len() {
            p { a href=(all.to_url()) { (narrow.context.pick("All agencies", "全部机关")) } }
        }
    }
}

fn list(narrow: &Narrow<'_>, by: FacetBy, rows: &[&FacetRow]) -> Markup {
    html! {
        ul.values {
            @for row in rows {
                @let (parameter, value) = condition_of(by, &row.value, row.region.as_ref());
                li { (value_row(narrow, parameter, &value, &row.value, Share::of_row(row))) }
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
            held: reports + 1,
            sections: reports,
            mentions: reports,
        };
        let rows = [row("2019", 2), row("2022", 1), row("未识别", 3)];
        let shown: Vec<String> = with_gaps(&rows)
            .iter()
            .map(|(year, it)| format!("{year} {}/{}", it.reports, it.held))
            .collect();
        assert_eq!(shown, ["2019 2/3", "2020 0/0", "2021 0/0", "2022 1/2", "未识别 3/4"]);
        assert_eq!(with_gaps(&[]), []);
    }
}

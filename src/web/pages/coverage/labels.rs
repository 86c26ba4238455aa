//! What rows and columns are called.

use maud::{Markup, html};

use super::tile_grid::short_name;
use crate::analysis::CoverageRow;
use crate::present::OWN_AGENCIES;
use crate::report::{Language, RegionView, UNKNOWN};
use crate::search::{FacetBy, GroupBy};
use crate::text::{capitalized, grouped};
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;

/// The names of the totals of a row in addresses, as columns to order by.
pub(super) const TOTALS: [&str; 2] = ["mentions", "reports"];

/// Returns whether a row counts the reports whose group is not known, which are not one group.
pub(super) fn is_unknown(row: &CoverageRow) -> bool {
    row.value == UNKNOWN
}

/// Returns whether a row counts a division's own agencies, which are above the level of the other
/// rows.
pub(super) fn is_of_own_agencies(rows: GroupBy, row: &CoverageRow) -> bool {
    is_own_agencies(rows, &row.value)
}

/// Returns whether the row with this value counts a division's own agencies.
pub(super) fn is_own_agencies(rows: GroupBy, value: &str) -> bool {
    let has_levels = matches!(rows, GroupBy::Facet(FacetBy::County | FacetBy::Prefecture));
    has_levels && value.ends_with(OWN_AGENCIES)
}

/// Returns whether a row has reports that do not mention it, and none that does. The row of unknown
/// groups may have both. A year in between may be in the table without any report.
pub(super) fn does_not_mention(row: &CoverageRow) -> bool {
    let is_left = row.total.reports < row.total.held;
    is_left && (row.total.reports == 0 || is_unknown(row))
}

/// Returns the value of a row or column as pages show it.
pub(super) fn name(context: &PageContext, value: &str) -> Markup {
    html! {
        @if value == UNKNOWN {
            (context.pick("unknown", "未识别"))
        } @else {
            bdi lang="zh" { (clean(value)) }
        }
    }
}

/// Returns the divisions that contain the division of a row with this value: 河南 三门峡市.
pub(in crate::web::pages) fn containing_divisions(
    region: Option<&RegionView>,
    value: &str,
) -> String {
    let Some(region) = region else { return String::new() };
    let own = value.strip_suffix(OWN_AGENCIES).unwrap_or(value);
    let province = region.province.as_deref().filter(|name| *name != own).map(short_name);
    let others = [&region.prefecture, &region.county].into_iter().flatten().map(String::as_str);
    let others = others.filter(|name| *name != own);
    province.into_iter().chain(others).collect::<Vec<_>>().join(" ")
}

/// Returns the name of what each row or column is.
pub(super) fn axis(context: &PageContext, by: GroupBy) -> &'static str {
    by.label(context.language)
}

/// Returns what each row is: with its Chinese measure word, and in English for one and for several.
pub(super) fn unit_of(by: GroupBy) -> (&'static str, &'static str, &'static str) {
    let GroupBy::Facet(by) = by else { return ("份报告", "report", "reports") };
    match by {
        FacetBy::Year => ("个年度", "year", "years"),
        FacetBy::Region => ("个地区", "region", "regions"),
        FacetBy::Province => ("个省", "province", "provinces"),
        FacetBy::Prefecture => ("个市", "prefecture", "prefectures"),
        FacetBy::County => ("个县", "county", "counties"),
        FacetBy::Agency => ("个机关", "agency", "agencies"),
        FacetBy::Level => ("个级别", "level", "levels"),
        FacetBy::Part => ("个部分", "part", "parts"),
        FacetBy::Kind => ("类报告", "kind", "kinds"),
    }
}

/// Returns the title of the rows that have reports and do not mention it, with their number.
pub(super) fn non_mentions_title(
    context: &PageContext,
    by: GroupBy,
    has_mentions: bool,
    count: usize,
) -> String {
    let (measure, _, many) = unit_of(by);
    let (number, noun) = (grouped(count), measure.trim_start_matches(['个', '份', '类']));
    match (context.language, by, has_mentions) {
        // Every part is one that reports have.
        (Language::Chinese, GroupBy::Facet(FacetBy::Part), true) => {
            format!("未提及的部分：{number} 个")
        }
        (Language::Chinese, GroupBy::Facet(FacetBy::Part), false) => {
            format!("不符合的部分：{number} 个")
        }
        (Language::Chinese, GroupBy::Report, true) => format!("未提及的报告：{number} 份"),
        (Language::Chinese, GroupBy::Report, false) => format!("不符合的报告：{number} 份"),
        (Language::Chinese, GroupBy::Facet(_), true) => {
            format!("有报告但未提及的{noun}：{number} 个")
        }
        (Language::Chinese, GroupBy::Facet(_), false) => {
            format!("有报告但不符合的{noun}：{number} 个")
        }
        (Language::English, GroupBy::Report, true) => {
            format!("Reports without a mention: {number}")
        }
        (Language::English, GroupBy::Report, false) => {
            format!("Reports that do not meet the query: {number}")
        }
        (Language::English, GroupBy::Facet(_), true) => {
            format!("{} with reports but no mention: {number}", capitalized(many))
        }
        (Language::English, GroupBy::Facet(_), false) => {
            format!("{} with reports that do not meet the query: {number}", capitalized(many))
        }
    }
}

//! What rows and columns are called, and how many of them mention a term.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::View;
use super::tiles::short_name;
use crate::analysis::{Cell, Coverage, CoverageColumn, CoverageRow};
use crate::present::counted;
use crate::report::Language;
use crate::report::UNKNOWN;
use crate::search::{FacetBy, GroupBy};
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;

/// Behind the name of a division in whose row the agencies stand that are above the others.
const ABOVE: &str = "（本级）";

/// Returns whether a row stands for reports of which the group is not known: it is no one group.
pub(super) fn is_unknown(row: &CoverageRow) -> bool {
    row.value == UNKNOWN
}

/// Returns whether a row stands for agencies above the level that rows stand for.
fn is_above(rows: GroupBy, row: &CoverageRow) -> bool {
    let has_levels = matches!(rows, GroupBy::Facet(FacetBy::County | FacetBy::Prefecture));
    has_levels && row.value.ends_with(ABOVE)
}

/// Returns whether a row holds reports that do not mention it, and stands for nobody who does. Years
/// between others stand in tables also where nothing is held of them.
pub(super) fn is_silent(row: &CoverageRow) -> bool {
    let is_left = row.total.reports < row.total.held;
    is_left && (row.total.reports == 0 || is_unknown(row))
}

/// Returns the value of a row or column as it is shown.
pub(super) fn name(context: &PageContext, value: &str) -> Markup {
    html! {
        @if value == UNKNOWN {
            (context.pick("not known", "未识别"))
        } @else {
            bdi lang="zh" { (clean(value)) }
        }
    }
}

/// Returns the divisions that a row lies in, without its own: 河南 三门峡市.
pub(super) fn above(row: &CoverageRow) -> String {
    let Some(region) = &row.region else { return String::new() };
    let own = row.value.strip_suffix(ABOVE).unwrap_or(&row.value);
    let province = region.province.as_deref().filter(|name| *name != own).map(short_name);
    let others = [&region.prefecture, &region.county].into_iter().flatten().map(String::as_str);
    let others = others.filter(|name| *name != own);
    province.into_iter().chain(others).collect::<Vec<_>>().join(" ")
}

/// Returns the name of what rows or columns stand for.
pub(super) fn axis(context: &PageContext, by: GroupBy) -> &'static str {
    by.label(context.language)
}

/// Returns what those rows are called that hold reports and do not mention it.
pub(super) fn silent_ones(context: &PageContext, by: GroupBy) -> &'static str {
    match by {
        GroupBy::Report => context.pick("Do not mention it", "没有提及"),
        GroupBy::Facet(_) => {
            context.pick("Reports held, none mentions it", "收有报告，一份都没有提及")
        }
    }
}

/// Returns what a row stands for: how it is counted in Chinese, and its name in English, for one and
/// for several.
fn unit(by: GroupBy) -> (&'static str, &'static str, &'static str) {
    let GroupBy::Facet(by) = by else { return ("份报告", "report", "reports") };
    match by {
        FacetBy::Year => ("个年度", "year", "years"),
        FacetBy::Region => ("个地区", "region", "regions"),
        FacetBy::Province => ("个省", "province", "provinces"),
        FacetBy::Prefecture => ("个市", "prefecture", "prefectures"),
        FacetBy::County => ("个县", "county", "counties"),
        FacetBy::Agency => ("个机关", "agency", "agencies"),
        FacetBy::Part => ("个部分", "part", "parts"),
        FacetBy::Kind => ("类报告", "kind", "kinds"),
    }
}

/// How many rows there are, those that stand for what they are named by.
struct Tally {
    rows: usize,
    mention: usize,
    /// Of which a report is held in every column that is known.
    complete: usize,
    above: usize,
}

impl Tally {
    fn of(by: GroupBy, coverage: &Coverage) -> Self {
        let mut tally = Self { rows: 0, mention: 0, complete: 0, above: 0 };
        for row in coverage.rows.iter().filter(|row| !is_unknown(row) && row.total.held > 0) {
            if is_above(by, row) {
                tally.above += 1;
                continue;
            }
            let mut known = coverage.columns.iter().zip(&row.cells);
            let is_held =
                |(column, cell): (&CoverageColumn, &Cell)| column.value == UNKNOWN || cell.held > 0;
            tally.rows += 1;
            tally.mention += usize::from(row.total.reports > 0);
            tally.complete += usize::from(known.all(is_held));
        }
        tally
    }
}

/// Returns how many rows there are and how many mention it, each sort of rows by itself: what is
/// published as a number of counties must be counties.
pub(super) fn summary(view: &View, coverage: &Coverage) -> String {
    let unknown = coverage.rows.iter().find(|row| is_unknown(row)).map(|row| row.total);
    let tally = Tally::of(view.rows, coverage);
    let is_by_year = view.columns == GroupBy::Facet(FacetBy::Year);
    match view.context.pick("en", "zh") {
        "zh" => chinese(view, &tally, unknown, is_by_year),
        _ => english(view, &tally, unknown, is_by_year),
    }
}

fn chinese(view: &View, tally: &Tally, unknown: Option<Cell>, is_by_year: bool) -> String {
    let Tally { rows, mention, complete, above } = *tally;
    let (silent, gaps) = (rows - mention, rows - complete);
    let (unit, ..) = unit(view.rows);
    let mut text = match (view.rows, view.has_query) {
        (GroupBy::Report, true) => {
            format!("{rows} 份报告：{mention} 份有提及，{silent} 份没有提及")
        }
        (GroupBy::Report, false) => format!("{rows} 份报告"),
        (_, true) => {
            format!("{rows} {unit}收有报告：{mention} {unit}有提及，{silent} {unit}一份都没有提及")
        }
        (_, false) if is_by_year => {
            format!("{rows} {unit}收有报告：{complete} {unit}各年度都有，{gaps} {unit}有缺年")
        }
        (_, false) => format!("{rows} {unit}收有报告"),
    };
    if above > 0 {
        let _ = write!(text, "；另有 {above} 行是上级省、市的本级机关");
    }
    if let Some(Cell { held, reports, .. }) = unknown {
        let _ = write!(text, "；另有 {held} 份报告的{}未识别", view.rows.label(Language::Chinese));
        if view.has_query {
            let _ = write!(text, "，其中 {reports} 份提及");
        }
    }
    text + "。"
}

fn english(view: &View, tally: &Tally, unknown: Option<Cell>, is_by_year: bool) -> String {
    let Tally { rows, mention, complete, above } = *tally;
    let (_, one, many) = unit(view.rows);
    let (silent, gaps) = (rows - mention, rows - complete);
    let rows = format!("{rows} {}", if rows == 1 { one } else { many });
    let mut text = match (view.rows, view.has_query) {
        (GroupBy::Report, true) => format!("{rows}: {mention} mention it, {silent} do not"),
        (GroupBy::Report, false) => rows,
        (_, true) => {
            format!("Reports of {rows} are held: {mention} mention it, {silent} do not at all")
        }
        (_, false) if is_by_year => format!(
            "Reports of {rows} are held: {complete} of them for every year, {gaps} with years missing"
        ),
        (_, false) => format!("Reports of {rows} are held"),
    };
    if above > 0 {
        let rows = counted(above as u64, "row");
        let _ = write!(text, "; besides, {rows} of agencies above that level");
    }
    if let Some(Cell { held, reports, .. }) = unknown {
        let held = counted(held, "report");
        let _ = write!(text, "; of {held} the {one} is not known");
        if view.has_query {
            let _ = write!(text, ", {reports} mention it");
        }
    }
    text + "."
}

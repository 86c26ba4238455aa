//! How many rows mention a term, in a sentence.

use std::fmt::Write as _;

use super::labels::{is_of_own_agencies, is_unknown};
use super::view::View;
use crate::analysis::{Cell, Coverage, CoverageColumn};
use crate::present::counted;
use crate::report::Language;
use crate::report::UNKNOWN;
use crate::search::{FacetBy, GroupBy};
use crate::text::grouped;

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

/// The numbers of rows that have reports, without those of unknown groups.
struct Tally {
    rows: usize,
    /// Rows that mention it.
    mention: usize,
    /// Rows that have a report in every column, without that of the unknown.
    complete: usize,
    /// Rows of a division's own agencies, which are not among `rows`.
    own_agencies: usize,
}

impl Tally {
    fn new(by: GroupBy, coverage: &Coverage) -> Self {
        let mut tally = Self { rows: 0, mention: 0, complete: 0, own_agencies: 0 };
        for row in coverage.rows.iter().filter(|row| !is_unknown(row) && row.total.held > 0) {
            if is_of_own_agencies(by, row) {
                tally.own_agencies += 1;
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

/// Returns how many rows there are and how many mention it. Rows of different kinds are counted
/// separately: what somebody publishes as a number of counties has to be counties.
pub(super) fn summary(view: &View, coverage: &Coverage) -> String {
    let unknown = coverage.rows.iter().find(|row| is_unknown(row)).map(|row| row.total);
    let tally = Tally::new(view.rows, coverage);
    let is_by_year = view.columns == GroupBy::Facet(FacetBy::Year);
    match view.context.language {
        Language::Chinese => chinese(view, &tally, unknown, is_by_year),
        Language::English => english(view, &tally, unknown, is_by_year),
    }
}

fn chinese(view: &View, tally: &Tally, unknown: Option<Cell>, is_by_year: bool) -> String {
    let Tally { rows, mention, complete, own_agencies } = *tally;
    let [silent, gaps] = [rows - mention, rows - complete].map(grouped);
    let [rows, mention, complete] = [rows, mention, complete].map(grouped);
    let (unit, ..) = unit_of(view.rows);
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
    if own_agencies > 0 {
        let _ = write!(text, "；另有 {} 行是省、市的本级机关", grouped(own_agencies));
    }
    if let Some(Cell { held, reports, .. }) = unknown {
        let (held, by) = (grouped(held), view.rows.label(Language::Chinese));
        let _ = write!(text, "；另有 {held} 份报告的{by}未识别");
        if view.has_query {
            let _ = write!(text, "，其中 {} 份提及", grouped(reports));
        }
    }
    text + "。"
}

fn english(view: &View, tally: &Tally, unknown: Option<Cell>, is_by_year: bool) -> String {
    let Tally { rows, mention, complete, own_agencies } = *tally;
    let (_, one, many) = unit_of(view.rows);
    let (silent, gaps) = (rows - mention, rows - complete);
    let verb =
        |number: usize, one: &'static str, many: &'static str| if number == 1 { one } else { many };
    let have = verb(rows, "has", "have");
    let answer = format!(
        "{} {} it, {} {} not",
        grouped(mention),
        verb(mention, "mentions", "mention"),
        grouped(silent),
        verb(silent, "does", "do")
    );
    let rows = format!("{} {}", grouped(rows), verb(rows, one, many));
    let [complete, gaps] = [complete, gaps].map(grouped);
    let mut text = match (view.rows, view.has_query) {
        (GroupBy::Report, true) => format!("{rows}: {answer}"),
        (GroupBy::Report, false) => rows,
        (_, true) => {
            format!("{rows} {have} reports: {answer}")
        }
        (_, false) if is_by_year => {
            format!("{rows} {have} reports: {complete} for every year, {gaps} with years missing")
        }
        (_, false) => format!("{rows} {have} reports"),
    };
    if own_agencies > 0 {
        let rows = counted(own_agencies as u64, "row");
        let _ = write!(text, "; another {rows} are provincial or prefectural agencies");
    }
    if let Some(Cell { held, reports, .. }) = unknown {
        let held = counted(held, "report");
        let _ = write!(text, "; {held} have no known {one}");
        if view.has_query {
            let _ = write!(text, ", of which {} mention it", grouped(reports));
        }
    }
    text + "."
}

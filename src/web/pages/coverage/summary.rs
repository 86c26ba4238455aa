//! How many rows mention a term, in a sentence.

use std::fmt::Write as _;

use super::labels::{is_of_own_agencies, is_unknown, unit_of};
use super::view::View;
use crate::analysis::{Cell, Coverage, CoverageColumn};
use crate::present::counted;
use crate::report::Language;
use crate::report::UNKNOWN;
use crate::search::{FacetBy, GroupBy};
use crate::text::grouped;

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

/// How many of them mention it.
enum HowMany {
    All,
    None,
    Some,
}

impl Tally {
    fn how_many(&self) -> HowMany {
        match self.mention {
            mention if mention == self.rows => HowMany::All,
            0 => HowMany::None,
            _ => HowMany::Some,
        }
    }
}

fn chinese(view: &View, tally: &Tally, unknown: Option<Cell>, is_by_year: bool) -> String {
    let how_many = tally.how_many();
    let Tally { rows, mention, complete, own_agencies } = *tally;
    let [silent, gaps] = [rows - mention, rows - complete].map(grouped);
    let [rows, mention, complete] = [rows, mention, complete].map(grouped);
    let (unit, ..) = unit_of(view.rows);
    let verb = view.form.verb(view.context);
    let not = if view.form.has_mentions { "未" } else { "不" };
    let held = match view.rows {
        GroupBy::Report => format!("{rows} 份报告"),
        GroupBy::Facet(FacetBy::Part) => format!("报告分 {rows} {unit}"),
        GroupBy::Facet(_) => format!("收有 {rows} {unit}的报告"),
    };
    let mut text = match (view.has_query, how_many) {
        (true, HowMany::All) => format!("{held}，全部有{verb}"),
        (true, HowMany::None) => format!("{held}，都没有{verb}"),
        // A report has itself, and a part is one that reports have.
        (true, HowMany::Some) if view.rows == GroupBy::Report => {
            format!("{held}：{mention} 份{verb}，{silent} 份{not}{verb}")
        }
        (true, HowMany::Some) if view.rows == GroupBy::Facet(FacetBy::Part) => {
            format!("{held}：{mention} {unit}有{verb}，{silent} {unit}{not}{verb}")
        }
        (true, HowMany::Some) => {
            format!("{held}：{mention} {unit}有{verb}，{silent} {unit}有报告但{not}{verb}")
        }
        (false, _) if is_by_year && view.rows != GroupBy::Report => {
            format!("{held}：{complete} {unit}各年度都有，{gaps} {unit}有缺年")
        }
        (false, _) => held,
    };
    if own_agencies > 0 {
        let _ = write!(text, "；另有 {} 行是省、市的本级机关", grouped(own_agencies));
    }
    if let Some(Cell { held, reports, .. }) = unknown {
        let (held, by) = (grouped(held), view.rows.label(Language::Chinese));
        let _ = write!(text, "；另有 {held} 份报告的{by}未识别");
        if view.has_query {
            let _ = write!(text, "，其中 {} 份{verb}", grouped(reports));
        }
    }
    text + "。"
}

fn english(view: &View, tally: &Tally, unknown: Option<Cell>, is_by_year: bool) -> String {
    let how_many = tally.how_many();
    let Tally { rows, mention, complete, own_agencies } = *tally;
    let (_, one, many) = unit_of(view.rows);
    let (silent, gaps) = (rows - mention, rows - complete);
    let is_one = |number: usize| number == 1;
    let noun = |number: usize| if is_one(number) { one } else { many };
    // What a query without a term finds meets it.
    let [verbs, verb_one, thing] = if view.form.has_mentions {
        ["mention", "mentions", "it"]
    } else {
        ["meet", "meets", "the query"]
    };
    let verb = |number: usize| if is_one(number) { verb_one } else { verbs };
    let have = if is_one(rows) { "has" } else { "have" };
    let does = if is_one(silent) { "does" } else { "do" };
    let counted_rows = format!("{} {}", grouped(rows), noun(rows));
    let mut text = match (view.has_query, how_many) {
        (true, HowMany::All) if is_one(rows) => {
            format!("{counted_rows} {have} reports, and {verb_one} {thing}")
        }
        (true, HowMany::All) => format!("{counted_rows} {have} reports, and all {verbs} {thing}"),
        (true, HowMany::None) => {
            format!("{counted_rows} {have} reports, and none {verb_one} {thing}")
        }
        (true, HowMany::Some) => format!(
            "{} {} {} {thing}, {} {does} not",
            grouped(mention),
            noun(mention),
            verb(mention),
            grouped(silent),
        ),
        (false, _) if view.rows == GroupBy::Report => counted_rows,
        (false, _) if is_by_year => format!(
            "{counted_rows} {have} reports: {} for every year, {} with years missing",
            grouped(complete),
            grouped(gaps)
        ),
        (false, _) => format!("{counted_rows} {have} reports"),
    };
    if own_agencies > 0 {
        let rows = counted(own_agencies as u64, "row");
        let are = if is_one(own_agencies) { "is" } else { "are" };
        let _ = write!(text, "; another {rows} {are} provincial or prefectural agencies");
    }
    if let Some(Cell { held, reports, .. }) = unknown {
        let have = if held == 1 { "has" } else { "have" };
        let held = counted(held, "report");
        let _ = write!(text, "; {held} {have} no known {one}");
        if view.has_query {
            let verb = if reports == 1 { verb_one } else { verbs };
            let _ = write!(text, " ({} of them {verb} {thing})", grouped(reports));
        }
    }
    text + "."
}

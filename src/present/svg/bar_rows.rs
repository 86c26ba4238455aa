//! Which rows of a trend have bars, and the notes about them.

use std::cmp::Ordering;

use super::chart::{Chart, FEW};
use super::figures::Measure;
use crate::report::{Language, UNKNOWN};
use crate::search::FacetBy;

/// The most bars drawn. With more, a chart is only a long table.
const MOST_BARS: usize = 40;

/// The rows that are not drawn.
#[derive(Clone, Copy, Default)]
pub(super) struct LeftOut {
    rows: usize,
    /// Those of them that have the same values as the last row drawn.
    ties: usize,
}

/// Returns the rows to draw, in order, and what is left out of them.
///
/// They are ranked by the first measure, then by the second, then by the number of reports, then as in the
/// table, and the first ones are drawn: what is drawn is what the notes say.
pub(super) fn chosen_rows(chart: &Chart<'_>) -> (Vec<usize>, LeftOut) {
    let Some(first) = chart.series().first() else { return (Vec::new(), LeftOut::default()) };
    let reports = |at: usize| {
        let rows = chart.series().iter().filter_map(|it| it.body.rows.get(at));
        rows.map(|row| row.figures.held).max().unwrap_or_default()
    };
    let is_known = |at: &usize| first.body.rows.get(*at).is_some_and(|row| row.value != UNKNOWN);
    let (mut known, unknown): (Vec<usize>, Vec<usize>) =
        (0..first.body.rows.len()).partition(is_known);
    let mut left_out = LeftOut::default();
    if !is_in_order(chart.by) {
        let measures = chart.measures();
        let values = |at: usize| -> Vec<f64> {
            let row = first.body.rows.get(at);
            let value = |measure: &Measure| row.and_then(|row| measure.value(row)).unwrap_or(-1.0);
            measures.iter().map(value).collect()
        };
        let falling = |a: usize, b: usize| {
            let pairs = values(b).into_iter().zip(values(a));
            pairs
                .map(|(b, a)| b.total_cmp(&a))
                .find(|order| order.is_ne())
                .unwrap_or(Ordering::Equal)
        };
        // Equal ones stay in the order of the table.
        known.sort_by(|&a, &b| falling(a, b).then(reports(b).cmp(&reports(a))));
        let rest = known.split_off(known.len().min((MOST_BARS / chart.series().len()).max(1)));
        let last = known.last().copied();
        let is_tie = |at: &&usize| last.is_some_and(|last| falling(last, **at).is_eq());
        left_out = LeftOut { rows: rest.len(), ties: rest.iter().filter(is_tie).count() };
    }
    (known.into_iter().chain(unknown).collect(), left_out)
}

/// Returns whether the rows have an order of their own, which ranking would hide.
fn is_in_order(by: FacetBy) -> bool {
    matches!(by, FacetBy::Part | FacetBy::Kind | FacetBy::Level)
}

/// Returns the notes: the order, hollow bars, and what is not drawn.
pub(super) fn bar_notes(chart: &Chart<'_>, groups: &[usize], left_out: LeftOut) -> Vec<String> {
    let order = order_note(chart);
    let mut rows =
        chart.series().iter().flat_map(|it| groups.iter().filter_map(|&at| it.body.rows.get(at)));
    let hollow = chart.say(
        "空心条：只有 1–2 份报告，比例说明不了多少。",
        "Hollow: only one or two reports, so the figure says little.",
    );
    let is_weak = rows.any(|row| (1..=FEW).contains(&row.figures.held));
    let of_terms = [(true, order), (is_weak, hollow.to_owned())].into_iter();
    let of_terms = of_terms.filter(|(is_said, _)| *is_said && chart.has_query);
    let of_terms = of_terms.map(|(_, note)| note);
    of_terms.chain(not_drawn(chart, groups, left_out)).collect()
}

/// Returns the note on the order of the bars and on the figures beside the shares.
fn order_note(chart: &Chart<'_>) -> String {
    let (verb, has_mentions) = (chart.verb(), chart.has_mentions());
    let in_counts = match chart.language() {
        Language::Chinese => format!("{verb}的份数/所收份数。"),
        Language::English if has_mentions => "reports that mention it / all reports.".to_owned(),
        Language::English => "reports that meet the query / all reports.".to_owned(),
    };
    if is_in_order(chart.by) {
        return chart.say("比例之后：", "After each share: ").to_owned() + &in_counts;
    }
    let begin = match chart.series().len() {
        1 => chart.say("按比例从高到低排列，", "Ranked by share, "),
        _ => chart
            .say("按第一个检索式的比例从高到低排列，", "Ranked by the share of the first query, "),
    };
    let ties = if has_mentions {
        chart.say(
            "比例相同的每万字提及次数多者在前；其后为",
            "equal shares by mentions per 10,000 characters; after it: ",
        )
    } else {
        chart.say(
            "比例相同的报告多者在前；其后为",
            "equal shares by the number of reports; after it: ",
        )
    };
    format!("{begin}{ties}{in_counts}")
}

/// Returns how many rows are not drawn, if any, and how many of them are equal to the last one drawn.
fn not_drawn(chart: &Chart<'_>, groups: &[usize], left_out: LeftOut) -> Option<String> {
    let first = chart.series().first()?;
    let is_known = |at: &&usize| first.body.rows.get(**at).is_some_and(|row| row.value != UNKNOWN);
    let (drawn, by) = (groups.iter().filter(is_known).count(), chart.by.label(Language::Chinese));
    let LeftOut { rows, ties } = left_out;
    let all = drawn + rows;
    let measure = match (chart.has_query, chart.has_mentions()) {
        (true, true) => chart.say("比例和每万字次数都", "share and the rate"),
        (true, false) => chart.say("比例", "share"),
        (false, _) => chart.say("报告数和字数都", "number of reports and of characters"),
    };
    let note = match chart.language() {
        Language::Chinese => {
            let equal = match ties {
                0 => String::new(),
                some => format!("，其中 {some} 个与画出的最后一个{measure}相同"),
            };
            format!(
                "画出 {all} 个{by}中排在最前的 {drawn} 个；{rows} 个未画出{equal}。表格文件（CSV）中有全部。"
            )
        }
        Language::English => {
            let equal = match ties {
                0 => String::new(),
                some => format!(", {some} of them with the {measure} of the last one drawn"),
            };
            format!(
                "The first {drawn} of {all} are drawn; {rows} are not{equal}. The table (CSV) has all."
            )
        }
    };
    (rows > 0).then_some(note)
}

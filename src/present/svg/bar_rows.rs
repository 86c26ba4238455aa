//! Which rows of a trend have bars, and the notes about them.

use super::chart::{Chart, FEW};
use crate::report::{Language, UNKNOWN};
use crate::search::FacetBy;

/// The most bars drawn. With more, a chart is only a long table.
const MOST_BARS: usize = 40;

/// Returns the rows to draw, in order, and the number of others.
///
/// If there are too many, those with the most reports are drawn: that choice does not depend on what
/// was found.
pub(super) fn chosen_rows(chart: &Chart<'_>) -> (Vec<usize>, usize) {
    let Some(first) = chart.series().first() else { return (Vec::new(), 0) };
    let reports = |at: usize| {
        let rows = chart.series().iter().filter_map(|it| it.body.rows.get(at));
        rows.map(|row| row.held).max().unwrap_or_default()
    };
    let is_known = |at: &usize| first.body.rows.get(*at).is_some_and(|row| row.value != UNKNOWN);
    let (mut known, unknown): (Vec<usize>, Vec<usize>) =
        (0..first.body.rows.len()).partition(is_known);
    let all = known.len();
    if !is_in_order(chart.by) {
        // Equal ones stay in the order of the table.
        known.sort_by_key(|&at| std::cmp::Reverse(reports(at)));
        known.truncate((MOST_BARS / chart.series().len()).max(1));
        let [measure, _] = chart.measures();
        let value =
            |at: usize| first.body.rows.get(at).and_then(|row| measure.value(row)).unwrap_or(-1.0);
        known.sort_by(|&a, &b| value(b).total_cmp(&value(a)).then(reports(b).cmp(&reports(a))));
    }
    let left_out = all - known.len();
    (known.into_iter().chain(unknown).collect(), left_out)
}

/// Returns whether the rows have an order of their own, which ranking would hide.
fn is_in_order(by: FacetBy) -> bool {
    matches!(by, FacetBy::Part | FacetBy::Kind)
}

/// Returns the notes: the order, hollow bars, and what is not drawn.
pub(super) fn bar_notes(chart: &Chart<'_>, groups: &[usize], left_out: usize) -> Vec<String> {
    let order = match (is_in_order(chart.by), chart.series().len()) {
        (true, _) => chart.say(
            "比例之后：提及的份数/所收份数。",
            "After each share: reports that mention it / all reports.",
        ),
        (false, 1) => chart.say(
            "按比例从高到低排列；其后为提及的份数/所收份数。",
            "Ranked by share; after it: reports that mention it / all reports.",
        ),
        (false, _) => chart.say(
            "按第一个检索式的比例从高到低排列；其后为提及的份数/所收份数。",
            "Ranked by the share of the first query; after it: reports that mention it / all reports.",
        ),
    };
    let mut rows =
        chart.series().iter().flat_map(|it| groups.iter().filter_map(|&at| it.body.rows.get(at)));
    let hollow = chart.say(
        "空心条：只有 1–2 份报告，比例说明不了多少。",
        "Hollow: only one or two reports, so the figure says little.",
    );
    let is_weak = rows.any(|row| (1..=FEW).contains(&row.held));
    let of_terms = [(true, order), (is_weak, hollow)].into_iter();
    let of_terms = of_terms.filter(|(is_said, _)| *is_said && chart.has_query);
    let of_terms = of_terms.map(|(_, note)| note.to_owned());
    of_terms.chain(not_drawn(chart, groups, left_out)).collect()
}

/// Returns how many rows are not drawn, if any.
fn not_drawn(chart: &Chart<'_>, groups: &[usize], left_out: usize) -> Option<String> {
    let first = chart.series().first()?;
    let is_known = |at: &&usize| first.body.rows.get(**at).is_some_and(|row| row.value != UNKNOWN);
    let (drawn, by) = (groups.iter().filter(is_known).count(), chart.by.label(Language::Chinese));
    let note = match chart.language() {
        Language::Chinese => {
            format!("只画出所收报告最多的 {drawn} 个{by}，另有 {left_out} 个未画出。")
        }
        Language::English => {
            format!("Only the {drawn} with the most reports are drawn; {left_out} more are not.")
        }
    };
    (left_out > 0).then_some(note)
}

//! The lines of a page that consist of labels and values.

use super::boilerplate::{is_buttons, is_clock};
use super::lines::Line;
use crate::extract::label_line;
use crate::extract::labels::Label;

/// The labels in some lines of a page.
#[derive(Debug, Default)]
pub(super) struct PageLabels {
    /// The labels that have a value.
    pub(super) labels: Vec<Label>,
    /// For each line, whether labels or values were taken from it.
    pub(super) taken: Vec<bool>,
}

/// Returns the labels in `lines`, except those whose values are buttons or clocks.
pub(super) fn harvest(lines: &[Line]) -> PageLabels {
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let harvest = label_line::harvest(&texts, is_clock, is_buttons);
    let shows_day = |value: &str| value.contains("星期") || value.contains("农历");
    let labels = harvest.labels.into_iter().filter_map(|(number, found)| {
        let value = texts.get(number)?.get(found.value)?.replace('\t', " ");
        let (word, name) = (found.label.word, found.label.name);
        (!is_buttons(&value) && !shows_day(&value)).then_some(Label { name, word, value })
    });
    PageLabels { labels: labels.collect(), taken: harvest.taken }
}

/// Returns whether `text` is a line of labels.
pub(super) fn is_label_line(text: &str) -> bool {
    label_line::labels_in_line(text).is_some()
}

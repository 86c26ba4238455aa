//! Concepts as people type them: `label: query` in each line, or a query by itself.

use super::concept::Builder;
use crate::query::condition_key::ConditionKey;
use crate::query::scope::Scope;

/// Returns the concepts of lines.
pub(super) fn concepts<'t>(lines: impl IntoIterator<Item = &'t str>) -> Builder {
    let mut builder = Builder::default();
    for (line, number) in lines.into_iter().zip(1..) {
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() {
            continue;
        }
        let (label, query) = label_and_query(line);
        builder.add(number, label, query, "");
    }
    builder
}

/// Returns the label and the query of a line. A query without a label is its own. What stands before
/// the colon is no label if it is the name of a field or a scope.
fn label_and_query(line: &str) -> (&str, &str) {
    let cut = line.split_once([':', '：']);
    let Some((label, query)) = cut.map(|(label, query)| (label.trim(), query.trim())) else {
        return (line, line);
    };
    let is_of_query = ConditionKey::from_field(label).is_some()
        || Scope::ALL.iter().any(|scope| is_scope(*scope, label))
        // A colon in quotation marks or behind an operator belongs to the query.
        || label.contains(['"', '\'', '“', '「', '(', '（', ' ', '\u{3000}', '~', '-']);
    if is_of_query || label.is_empty() || query.is_empty() { (line, line) } else { (label, query) }
}

fn is_scope(scope: Scope, name: &str) -> bool {
    use crate::report::Language::{Chinese, English};
    let names = [scope.key(), scope.label(English), scope.label(Chinese)];
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

//! Front matter: lines at the top of a report's own file that give its facts.

use super::{Overrides, Target, columns_listed};
use crate::report::Note;

/// Splits front matter from `text`: a first line `---`, lines `key: value`, a closing line `---`.
///
/// Returns what it says, the text after it, and notes about lines that cannot be used. Without front
/// matter, or if it is not closed, the whole text is returned.
pub(in crate::parse) fn split_front_matter(text: &str) -> (Overrides, &str, Vec<Note>) {
    let none = || (Overrides::default(), text, Vec::new());
    let Some((lines, rest)) = fenced(text) else { return none() };
    let mut overrides = Overrides::default();
    let mut notes = Vec::new();
    for line in lines {
        let is_comment = line.trim().is_empty() || line.trim_start().starts_with('#');
        let is_continued = line.starts_with([' ', '\t', '-']);
        if is_comment || is_continued {
            continue;
        }
        let Some((key, value)) = line.split_once([':', '：']) else { return none() };
        if key.chars().count() > 20 || key.contains(['，', '。', '、']) {
            return none();
        }
        let target = Target::from_name(key).ok_or_else(|| {
            let (key, facts) = (key.trim(), columns_listed());
            format!("`{key}` is not a fact of a report; those are {facts}")
        });
        let result = target.and_then(|target| overrides.set(target, unquoted(value)));
        notes.extend(result.err().map(|reason| Note::BadCorrection { reason }));
    }
    (overrides, rest, notes)
}

/// The most lines of front matter.
const MOST_LINES: usize = 100;

/// Returns the lines between two fences at the top of `text`, and what follows them.
fn fenced(text: &str) -> Option<(Vec<&str>, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut end = first.len();
    let mut inner = Vec::new();
    for line in lines.take(MOST_LINES) {
        end += line.len();
        if line.trim_end() == "---" {
            return Some((inner, text.get(end..)?));
        }
        inner.push(line.trim_end());
    }
    None
}

/// Returns `value` without the quotation marks that YAML allows around it.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inner = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark);
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

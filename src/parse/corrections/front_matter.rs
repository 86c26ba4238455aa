//! Front matter: lines at the top of a report's own file that give its facts.

use super::{Overrides, Target, columns_listed};
use crate::report::Note;

/// Splits front matter from `text`: a first line `---`, lines `key: value`, a closing line `---`.
///
/// Returns what it says, the text after it, and notes about lines that cannot be used. Front matter of
/// other programs, in YAML or in TOML (`+++`), says nothing about the report and is no text either.
/// Without front matter, or if it is not closed, the whole text is returned.
pub(in crate::parse) fn split_front_matter(text: &str) -> (Overrides, &str, Vec<Note>) {
    let none = || (Overrides::default(), text, Vec::new());
    if let Some((lines, rest)) = fenced(text, "+++") {
        let is_toml = lines.iter().all(|line| is_toml(line));
        return if is_toml { (Overrides::default(), rest, Vec::new()) } else { none() };
    }
    let Some((lines, rest)) = fenced(text, "---") else { return none() };
    let mut entries = Vec::new();
    for line in lines {
        let is_comment = line.trim().is_empty() || line.trim_start().starts_with('#');
        let is_continued = line.starts_with([' ', '\t', '-', ']', '}']);
        if is_comment || is_continued {
            continue;
        }
        let Some((key, value)) = line.split_once([':', '：']) else { return none() };
        if key.chars().count() > LONGEST_KEY || key.contains(['，', '。', '、']) {
            return none();
        }
        entries.push((key, value));
    }
    let is_own = entries.iter().any(|(key, _)| Target::from_name(key).is_some());
    // A line such as 各位代表： between two rules is text; programs use keys in letters.
    if !is_own && entries.iter().any(|(key, _)| is_key_of_program(key)) {
        return (Overrides::default(), rest, Vec::new());
    }
    let mut overrides = Overrides::default();
    let mut notes = Vec::new();
    for (key, value) in entries {
        let target = Target::from_name(key).ok_or_else(|| {
            let (key, facts) = (key.trim(), columns_listed());
            format!("`{key}` is not a fact of a report; those are {facts}")
        });
        let result = target.and_then(|target| overrides.set(target, unquoted(value)));
        notes.extend(result.err().map(|reason| Note::BadCorrection { reason }));
    }
    (overrides, rest, notes)
}

/// The most characters of a key.
const LONGEST_KEY: usize = 40;

/// Returns whether `key` is one that programs use: layout, og:title, "tags".
fn is_key_of_program(key: &str) -> bool {
    let key = unquoted(key);
    !key.is_empty()
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-. ".contains(&byte))
}

/// Returns whether `line` can be one of TOML: an entry, a table, a comment, or the rest of a list.
fn is_toml(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.contains('=') || line.starts_with(['#', '[', ']', '{', '}', '"', '\''])
}

/// The most lines of front matter.
const MOST_LINES: usize = 100;

/// Returns the lines between two lines of `bar` at the top of `text`, and what follows them. YAML may end
/// with three dots too.
fn fenced<'t>(text: &'t str, bar: &str) -> Option<(Vec<&'t str>, &'t str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != bar {
        return None;
    }
    let mut end = first.len();
    let mut inner = Vec::new();
    for line in lines.take(MOST_LINES) {
        end += line.len();
        let words = line.trim_end();
        if words == bar || (bar == "---" && words == "...") {
            return Some((inner, text.get(end..)?));
        }
        inner.push(words);
    }
    None
}

/// Returns `value` without the quotation marks that YAML allows around it.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inner = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark);
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

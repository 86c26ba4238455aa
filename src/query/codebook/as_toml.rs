//! A codebook as TOML: an entry `[[concept]]` for each concept.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::CodebookError;
use super::concept::{Builder, CodebookFault};
use super::table::Column;

/// The name of the entries.
const ENTRY: &str = "concept";

/// Returns whether a text is a codebook in TOML and not a table.
pub(super) fn is_toml(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start_matches('\u{feff}').trim_start();
        line.strip_prefix("[[").is_some_and(|name| name.trim_start().starts_with(ENTRY))
    })
}

/// Returns the concepts of a text.
///
/// # Errors
///
/// Fails if it is not valid TOML.
pub(super) fn concepts(text: &str) -> Result<Builder, CodebookError> {
    let text = text.trim_start_matches('\u{feff}');
    let line = |at: usize| 1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count() as u64;
    let document = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        CodebookError::BadToml { line: line(at) }
    })?;
    let mut builder = Builder::default();
    for (name, value) in document.get_ref() {
        let DeValue::Array(entries) = value.get_ref() else {
            builder.note(line(name.span().start), CodebookFault::UnknownColumn, name.get_ref());
            continue;
        };
        if name.get_ref() != ENTRY {
            builder.note(line(name.span().start), CodebookFault::UnknownColumn, name.get_ref());
            continue;
        }
        for entry in entries {
            add_entry(&mut builder, entry, &line);
        }
    }
    Ok(builder)
}

/// Adds one concept.
fn add_entry(builder: &mut Builder, entry: &Spanned<DeValue<'_>>, line: &impl Fn(usize) -> u64) {
    let first = line(entry.span().start);
    let DeValue::Table(table) = entry.get_ref() else {
        return builder.note(first, CodebookFault::NoText, "");
    };
    let (mut label, mut note) = (String::new(), String::new());
    let mut queries: Vec<(u64, String)> = Vec::new();
    for (name, value) in table {
        let at = line(value.span().start);
        match Column::from_name(name.get_ref()) {
            None => builder.note(at, CodebookFault::UnknownColumn, name.get_ref()),
            Some(Column::Label) => label = one_text(builder, at, value),
            Some(Column::Note) => note = one_text(builder, at, value),
            Some(Column::Query) => match value.get_ref() {
                DeValue::Array(several) => {
                    for query in several {
                        let at = line(query.span().start);
                        queries.push((at, one_text(builder, at, query)));
                    }
                }
                _ => queries.push((at, one_text(builder, at, value))),
            },
        }
    }
    if queries.is_empty() {
        return builder.note(first, CodebookFault::NoQuery, &label);
    }
    // Two entries with one label are likely a mistake; the queries of one entry are not.
    if builder.concepts.last().is_some_and(|last| last.label == label.trim()) {
        builder.note(first, CodebookFault::RepeatedLabel, &label);
    }
    for (at, query) in queries {
        builder.add(at, &label, &query, &note);
    }
}

/// Returns a value that is text; notes that it is not.
fn one_text(builder: &mut Builder, line: u64, value: &Spanned<DeValue<'_>>) -> String {
    if let DeValue::String(text) = value.get_ref() {
        return text.as_ref().to_owned();
    }
    builder.note(line, CodebookFault::NoText, "");
    String::new()
}

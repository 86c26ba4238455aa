//! A codebook as a table with columns.

use super::CodebookError;
use super::concept::{Builder, CodebookFault};
use crate::extract::TableRow;
use crate::text::unescape_formula;

/// A column of a codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Label,
    Query,
    Note,
}

impl Column {
    /// Returns the column with this name, or the key in TOML.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_lowercase().as_str() {
            "label" | "concept" | "概念" | "名称" => Some(Self::Label),
            "query" | "queries" | "查询" | "检索式" => Some(Self::Query),
            "note" | "notes" | "说明" | "备注" => Some(Self::Note),
            _ => None,
        }
    }
}

/// Returns whether the first row names the columns of a codebook.
pub(super) fn has_columns(rows: &[TableRow]) -> bool {
    let first = rows.iter().find(|row| !is_blank(row));
    first.is_some_and(|row| {
        row.cells.iter().any(|name| Column::from_name(name) == Some(Column::Query))
    })
}

/// Returns the concepts of a table.
///
/// # Errors
///
/// Fails if it is empty, and if its first row names no column of queries.
pub(super) fn concepts(rows: &[TableRow]) -> Result<Builder, CodebookError> {
    let mut builder = Builder::default();
    let mut rows = rows.iter().filter(|row| !is_blank(row));
    let Some(first) = rows.next() else { return Err(CodebookError::Empty) };
    let columns = columns(first, &mut builder);
    let place = |column| columns.iter().position(|it| *it == Some(column));
    let Some(query) = place(Column::Query) else {
        return Err(CodebookError::NoQueries { line: first.line });
    };
    let (label, note) = (place(Column::Label), place(Column::Note));
    for row in rows {
        let cell = |at: usize| row.cells.get(at).map_or("", |cell| unescape_formula(cell.trim()));
        let query = cell(query);
        if row.cells.len() > columns.len() {
            builder.note(row.line, CodebookFault::TooManyFields, &row.cells.join(","));
        }
        // Without a column of labels, a query is its own.
        let label = label.map_or(query, cell);
        builder.add(row.line, label, query, note.map_or("", cell));
    }
    Ok(builder)
}

fn is_blank(row: &TableRow) -> bool {
    row.cells.iter().all(|cell| cell.trim().is_empty())
}

/// Returns what each column is, each kind at most once.
fn columns(first: &TableRow, builder: &mut Builder) -> Vec<Option<Column>> {
    let mut columns: Vec<Option<Column>> = Vec::new();
    for name in &first.cells {
        let column = Column::from_name(name);
        let is_repeated = column.is_some() && columns.contains(&column);
        if is_repeated {
            builder.note(first.line, CodebookFault::RepeatedColumn, name);
        } else if column.is_none() && !name.trim().is_empty() {
            builder.note(first.line, CodebookFault::UnknownColumn, name);
        }
        columns.push(column.filter(|_| !is_repeated));
    }
    columns
}

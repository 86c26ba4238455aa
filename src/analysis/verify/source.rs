//! The quotations of a file in any format that is read, or those in a column of a table.

use super::quotations::{Found, Quotations, quotations_in, unquoted};
use crate::error::{Error, Result};
use crate::extract::{Format, TableRow, decode, extract, rows_of_text, spreadsheet_rows};

/// The names of the column of quotations, as far as they are known.
const COLUMNS: [&str; 8] =
    ["quotation", "quote", "passage", "引文", "引用", "摘录", "原文", "text"];

/// The names of columns that say where a quotation is from.
const SOURCES: [&str; 8] = ["id", "编号", "report", "报告", "title", "标题", "source", "出处"];

/// Returns the quotations of a file. Of a table (CSV or xlsx) they are the cells of `column`, or of one
/// with a name that is known.
///
/// # Errors
///
/// Fails if the file cannot be read, and if the table has no such column.
pub(super) fn quotations_of(name: &str, bytes: &[u8], column: Option<&str>) -> Result<Quotations> {
    if let Some(rows) = rows(name, bytes)? {
        return of_table(name, &rows, column);
    }
    if let Some(column) = column {
        return Err(Error::UnknownColumn { column: column.to_owned(), columns: Vec::new() });
    }
    let is_text =
        Format::from_bytes(bytes).is_none() && Format::from_name(name) != Some(Format::Html);
    if is_text {
        let decoded = decode(bytes).map_err(|reason| unreadable(name, &reason))?;
        return Ok(quotations_in(&decoded.text, true));
    }
    let read = extract(bytes, name).map_err(|reason| unreadable(name, &reason))?;
    Ok(quotations_in(&read.text, false))
}

fn unreadable(name: &str, reason: &impl ToString) -> Error {
    Error::UnreadableFile { path: name.to_owned(), reason: reason.to_string() }
}

/// Returns the rows of a table; `None` if the file is none.
fn rows(name: &str, bytes: &[u8]) -> Result<Option<Vec<TableRow>>> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if Format::from_bytes(bytes) == Some(Format::Xlsx) {
        let rows = spreadsheet_rows(bytes).transpose();
        return rows.map_err(|reason| unreadable(name, &reason));
    }
    if !matches!(ending.as_deref(), Some("csv" | "tsv")) {
        return Ok(None);
    }
    let decoded = decode(bytes).map_err(|reason| unreadable(name, &reason))?;
    Ok(Some(rows_of_text(&decoded.text)))
}

fn of_table(name: &str, rows: &[TableRow], column: Option<&str>) -> Result<Quotations> {
    let Some((head, rows)) = rows.split_first() else {
        return Err(unreadable(name, &"there is no text in it"));
    };
    let names: Vec<String> = head.cells.iter().map(|it| it.trim().to_lowercase()).collect();
    let place = |wanted: &str| names.iter().position(|name| *name == wanted.to_lowercase());
    let quoted = match column {
        Some(column) => place(column),
        None => COLUMNS.into_iter().find_map(place),
    };
    let Some(quoted) = quoted else {
        let column = column.unwrap_or("quotation").to_owned();
        return Err(Error::UnknownColumn { column, columns: head.cells.clone() });
    };
    let sources: Vec<usize> = SOURCES.into_iter().filter_map(place).collect();
    let found = rows.iter().filter_map(|row| {
        let cell = |at: &usize| row.cells.get(*at).map(|it| it.trim()).filter(|it| !it.is_empty());
        let text = unquoted(cell(&quoted)?).to_owned();
        // A cell is a whole title.
        let beside: Vec<String> =
            sources.iter().filter_map(cell).map(|it| format!("《{it}》{it}")).collect();
        Some(Found { line: row.line, text, beside: [beside.join("\n"), String::new()] })
    });
    Ok(Quotations { found: found.collect(), unclosed: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_a_table_has_quotations() {
        let read = |name: &str, text: &str, column| {
            let found = quotations_of(name, text.as_bytes(), column).map(|it| it.found);
            let line = |it: Found| format!("{}:{}<{}>", it.line, it.text, it.beside[0]);
            match found {
                Ok(found) => found.into_iter().map(line).collect::<Vec<_>>().join("|"),
                Err(error) => error.to_string(),
            }
        };
        for (name, text, column, expected) in [
            (
                "a.csv",
                "id,引文\nr1,“落实制度”\n,\nr2,甲",
                None,
                "2:落实制度<《r1》r1>|4:甲<《r2》r2>",
            ),
            ("a.tsv", "note\t标题\n甲\t某报告\n", Some("Note"), "2:甲<《某报告》某报告>"),
            (
                "a.csv",
                "a,b\n1,2\n",
                None,
                "the table has no column `quotation`: its columns are `a`, `b`",
            ),
            (
                "a.csv",
                "a,b\n1,2\n",
                Some("c"),
                "the table has no column `c`: its columns are `a`, `b`",
            ),
            ("a.txt", "甲“乙”", Some("c"), "there is no column `c`: the file is no table"),
            ("a.txt", "甲“乙”", None, "1:乙<>"),
            ("a.html", "<html><body><p>甲“乙丙”丁</p></body></html>", None, "1:乙丙<丁>"),
            (
                "a.pdf",
                "%PDF-1.7",
                None,
                "`a.pdf` cannot be read: damaged: its objects cannot be found",
            ),
        ] {
            assert_eq!(read(name, text, column), expected, "{text}");
        }
    }
}

//! The rows of a table that a user keeps, such as corrections or a codebook: a spreadsheet, or a text
//! that any program wrote.

use super::{
    Format, TableRow, Unreadable, check_size, office, unless_it_panics, was_misread_as_gbk,
};

/// Returns the rows of the first sheet of a spreadsheet (xlsx); `None` if `bytes` may be a text.
///
/// # Errors
///
/// Fails if the file is something else, damaged, needs a password or is too large.
#[must_use]
pub fn spreadsheet_rows(bytes: &[u8]) -> Option<Result<Vec<TableRow>, Unreadable>> {
    match Format::from_bytes(bytes)? {
        Format::Text | Format::Markdown => None,
        Format::Xlsx => Some(
            check_size(bytes.len() as u64)
                .and_then(|()| unless_it_panics(|| office::sheet::first_sheet(bytes))),
        ),
        _ => Some(Err(Unreadable::OtherKind {
            what: "neither a text nor a spreadsheet in the new format",
            remedy: ": save it as csv or xlsx",
        })),
    }
}

/// Returns the rows of a table whose fields are separated by commas, semicolons or tabs.
#[must_use]
pub fn rows_of_text(text: &str) -> Vec<TableRow> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let records: Result<Vec<csv::StringRecord>, _> = reader.records().collect();
    let records = records.expect("UTF-8 in memory is read, whatever the length of its records");
    let mut lines = LineCounter { text: text.as_bytes(), at: 0, line: 1 };
    let row = |record: csv::StringRecord| TableRow {
        line: lines.line_of(&record),
        cells: record.iter().map(str::to_owned).collect(),
    };
    let is_instruction = |row: &TableRow| row.cells.concat().starts_with("sep=");
    records.into_iter().map(row).filter(|row| row.line > 1 || !is_instruction(row)).collect()
}

/// Counts lines as an editor does: empty ones too, whatever ends them. The reader of CSV counts neither
/// the empty lines before a record nor the ends of lines of Windows as one.
struct LineCounter<'a> {
    text: &'a [u8],
    /// The number of bytes that were counted.
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    /// Returns the number of the line in which a record begins. Records are asked for in order.
    fn line_of(&mut self, record: &csv::StringRecord) -> u64 {
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        while let Some(&byte) = self.text.get(self.at) {
            let is_end = matches!(byte, b'\n' | b'\r');
            if self.at >= start && !is_end {
                break;
            }
            let is_half = byte == b'\r' && self.text.get(self.at + 1) == Some(&b'\n');
            self.line += u64::from(is_end && !is_half);
            self.at += 1;
        }
        self.line
    }
}

/// Returns what separates the fields: that which cuts the first line with several names into most
/// fields. Excel writes semicolons in countries with a decimal comma, and tabs as "Unicode text".
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("sep="));
    let count =
        |delimiter: u8| first.unwrap_or_default().bytes().filter(|&b| b == delimiter).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

/// Returns whether the Chinese of a table was lost since a program read UTF-8 as GBK: turned back into
/// the bytes of GBK, most of its words are UTF-8.
#[must_use]
pub fn is_misread(rows: &[TableRow]) -> bool {
    let words = rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.is_ascii());
    let (mut all, mut misread) = (0, 0);
    for word in words {
        all += 1;
        misread += usize::from(was_misread_as_gbk(word));
    }
    misread * 2 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_whatever_separates_their_fields() {
        let expected =
            [(1, vec!["path", "year"]), (2, vec!["a.txt", "2021"]), (4, vec!["b,c", "2022"])];
        for text in [
            "path,year\na.txt,2021\n\n\"b,c\",2022\n",
            "\u{feff}path;year\r\na.txt;2021\r\n\r\nb,c;2022\r\n",
            "path\tyear\r\n a.txt \t2021\r\n\r\n\"b,c\"\t2022",
        ] {
            let rows = rows_of_text(text);
            let rows: Vec<(u64, Vec<&str>)> = rows
                .iter()
                .map(|row| (row.line, row.cells.iter().map(String::as_str).collect()))
                .collect();
            assert_eq!(rows, expected, "{text:?}");
        }
        let rows = rows_of_text("sep=;\npath;year\n");
        assert_eq!((rows.len(), rows[0].line), (1, 2));
    }

    #[test]
    fn a_table_whose_chinese_was_lost_is_recognised() {
        let table = |text: &str| rows_of_text(&format!("path,title\na.txt,{text}\n"));
        assert!(is_misread(&table("娉曟不鏀垮簻寤鸿")));
        for title in ["法治政府建设", "a", "一"] {
            assert!(!is_misread(&table(title)), "{title}");
        }
    }
}

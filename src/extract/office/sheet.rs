//! Spreadsheets: each row is a paragraph, with its cells separated by tabs; sheets come in order.
//!
//! Hidden sheets and rows without words are left out. Numbers are written as Excel shows them in a
//! cell that is wide enough: percentages, dates as 2023-12-18, at most 15 digits.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{
    Data, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError,
};

use super::flow;
use super::limits::MOST_EXPANDED;
use super::package::{Package, with_usual_names};
use super::xml::{Event, Xml};
use crate::extract::unreadable::MOST_TEXT;
use crate::extract::{Extracted, Format, TableRow, Unreadable};

/// The most empty cells that are kept between two others. A file can put two words 16,000 columns
/// apart in each of a million rows.
const WIDEST_GAP: u32 = 64;

/// The most columns of a table that users keep: that of all reports has some thirty.
const WIDEST_TABLE: usize = 1000;

/// The most cells that the old format may span in all sheets: its reader keeps empty ones too, at
/// some 30 bytes each. A full sheet has 16 million, a report some thousands.
const MOST_CELLS: u64 = 8_000_000;

/// Returns the text of a file of Excel since 2007.
///
/// # Errors
///
/// Fails if the file is damaged, needs a password, or expands to more than any report.
pub(in crate::extract) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let mut book = open(bytes)?;
    let mut text = String::new();
    for name in visible_sheets(book.sheets_metadata()) {
        rows(cells(&mut book, &name)?, &mut text);
    }
    finished(Format::Xlsx, text)
}

/// Returns the rows of the first visible sheet of a file of Excel since 2007.
///
/// # Errors
///
/// Fails as [`read`] does.
pub(in crate::extract) fn first_sheet(bytes: &[u8]) -> Result<Vec<TableRow>, Unreadable> {
    let mut book = open(bytes)?;
    let Some(name) = visible_sheets(book.sheets_metadata()).into_iter().next() else {
        return Ok(Vec::new());
    };
    let mut cells = cells(&mut book, &name)?;
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    let rows = cells.chunk_by(|(left, ..), (right, ..)| left == right).map(|row| {
        let line = row.first().map_or(0, |(number, ..)| u64::from(*number) + 1);
        let mut table_row = TableRow { line, cells: Vec::new() };
        for (_, column, text) in row {
            let column = usize::try_from(*column).unwrap_or(usize::MAX);
            if column < WIDEST_TABLE {
                table_row.cells.resize(table_row.cells.len().max(column), String::new());
                table_row.cells.push(text.clone());
            }
        }
        table_row
    });
    Ok(rows.collect())
}

/// A file of Excel since 2007.
type Book<'a> = Xlsx<Cursor<Cow<'a, [u8]>>>;

/// A cell with its row and its column, counted from 0.
type PlacedCell = (u32, u32, String);

/// Opens a file of Excel since 2007.
fn open(bytes: &[u8]) -> Result<Book<'_>, Unreadable> {
    Package::open(bytes)?.measure()?;
    Xlsx::new(Cursor::new(with_usual_names(bytes)?)).map_err(|error| refused(&error))
}

/// Returns the cells of a sheet.
fn cells(book: &mut Book<'_>, sheet: &str) -> Result<Vec<PlacedCell>, Unreadable> {
    let mut cells = Vec::new();
    // Many cells may refer to one text.
    let mut length = 0;
    let mut reader = book.worksheet_cells_reader(sheet).map_err(|error| refused(&error))?;
    while let Some((cell, style)) =
        reader.next_cell_with_style_id().map_err(|error| refused(&error))?
    {
        let format = reader.styles().get(style).and_then(|it| it.number_format.as_ref());
        let code = format.map_or("", |format| format.format_code.as_str());
        let (row, column) = cell.get_position();
        let words = written(&Data::from(cell.get_value().clone()), code);
        length += words.len();
        if length > MOST_TEXT {
            return Err(Unreadable::TooMuchText);
        }
        cells.push((row, column, words));
    }
    Ok(cells)
}

/// Returns the text of a file of Excel before 2007; `book` is its stream of cells.
///
/// # Errors
///
/// Fails if the file is damaged, needs a password, or spans more cells than any report.
pub(crate) fn read_old(bytes: &[u8], book: &[u8]) -> Result<Extracted, Unreadable> {
    if span(book) > MOST_CELLS {
        return Err(Unreadable::TooMuch { most: MOST_EXPANDED });
    }
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Unreadable::Locked,
        _ => Unreadable::Damaged("its sheets cannot be read"),
    })?;
    let mut text = String::new();
    for name in visible_sheets(book.sheets_metadata()) {
        let Ok(range) = book.worksheet_range(&name) else {
            return Err(Unreadable::Damaged("its sheets cannot be read"));
        };
        let at = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let cells = range
            .used_cells()
            .map(|(row, column, value)| (at(row), at(column), written(value, "")))
            .collect();
        rows(cells, &mut text);
    }
    finished(Format::Xls, text)
}

/// Returns the text of sheets of Excel 2003 in one XML file.
///
/// # Errors
///
/// Fails if its XML is damaged.
pub(super) fn read_xml_2003(text: &str) -> Result<Extracted, Unreadable> {
    let mut out = String::new();
    let mut cells = Vec::new();
    let (mut row, mut column, mut across) = (0_u32, 0_u32, 0_u32);
    let mut xml = Xml::new(text);
    while let Some(event) = xml.next()? {
        match event {
            Event::Open(element) => match element.name() {
                "Worksheet" => (row, cells) = (0, Vec::new()),
                "Row" => {
                    row = element.number("Index").unwrap_or(row.saturating_add(1));
                    (column, across) = (0, 0);
                }
                "Cell" => {
                    let next = column.saturating_add(across).saturating_add(1);
                    column = element.number("Index").unwrap_or(next);
                    across = element.number("MergeAcross").unwrap_or(0);
                }
                "Data" => cells.push((row, column.saturating_sub(1), xml.text()?)),
                "Comment" => xml.skip()?,
                "Visible" if xml.text()?.starts_with("SheetHidden") => cells.clear(),
                _ => {}
            },
            Event::Close(name) if name == "Worksheet" => {
                rows(std::mem::take(&mut cells), &mut out);
            }
            Event::Close(_) | Event::Text(_) => {}
        }
    }
    Ok(Extracted::from_text(Format::Xml, out))
}

/// The columns of the tables that this program writes.
const OWN_COLUMNS: &str = "path title agency region year id code province prefecture county sections \
                           reports mentions facet value score held state";

/// How many of them make a table one of its own: no report has as many English words above a table.
const MANY_OWN: usize = 4;

/// Returns the text of a spreadsheet, unless it is a table that this program wrote: what it says was
/// counted already.
fn finished(format: Format, text: String) -> Result<Extracted, Unreadable> {
    let first = text.lines().next().unwrap_or_default();
    let is_own = |cell: &&str| OWN_COLUMNS.split_ascii_whitespace().any(|own| own == cell.trim());
    if first.split('\t').filter(is_own).count() >= MANY_OWN {
        return Err(Unreadable::OwnTable);
    }
    Ok(Extracted::from_text(format, text))
}

/// Returns the names of the visible sheets of cells.
fn visible_sheets(sheets: &[calamine::Sheet]) -> Vec<String> {
    let is_shown = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    };
    sheets.iter().filter(is_shown).map(|sheet| sheet.name.clone()).collect()
}

/// Returns why the new format was refused.
fn refused(error: &XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Locked,
        _ => Unreadable::Damaged("its sheets cannot be read"),
    }
}

/// Writes cells, each with its row and column, to `out`, one row per line.
fn rows(mut cells: Vec<PlacedCell>, out: &mut String) {
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    for row in cells.chunk_by(|(left, ..), (right, ..)| left == right) {
        let mut line: Vec<Vec<String>> = Vec::new();
        let mut next = 0;
        for (_, column, text) in row {
            for _ in 0..column.saturating_sub(next).min(WIDEST_GAP) {
                line.push(Vec::new());
            }
            next = column.saturating_add(1);
            line.push(text.lines().map(str::to_owned).collect());
        }
        for line in flow::row(line) {
            out.push_str(&line);
            out.push('\n');
        }
    }
}

/// Writes a value as Excel shows it in the number format `code`.
fn written(value: &Data, code: &str) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(value) => number(*value, code),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(day) => date(day),
        Data::DateTimeIso(day) => day.trim_end_matches("T00:00:00").replace('T', " "),
        Data::String(_) | Data::DurationIso(_) | Data::Error(_) | Data::Empty => value.to_string(),
    }
}

/// Writes a number, as a percentage with the decimals of the format if it is one.
fn number(value: f64, code: &str) -> String {
    let first = code.split(';').next().unwrap_or_default();
    if first.ends_with('%') {
        let decimals = first.split_once('.').map_or(0, |(_, after)| after.len().saturating_sub(1));
        return format!("{:.*}%", decimals.min(15), value * 100.0);
    }
    // Excel keeps 15 digits: 0.1 + 0.2 is 0.3.
    let rounded = format!("{value:.14e}").parse().unwrap_or(value);
    if rounded == 0.0 { "0".to_owned() } else { format!("{rounded}") }
}

/// Writes a date, a date with its time, or a duration.
fn date(value: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    let clock = if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    };
    if value.is_duration() {
        return number(value.as_f64() * 24.0, "");
    }
    if value.as_f64().abs() < 1.0 {
        return clock;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {clock}") }
}

/// Returns how many cells the sheets of an old file span, each from its first to its last row and
/// column, according to its records ([MS-XLS] 2.3).
fn span(book: &[u8]) -> u64 {
    let word = |at: usize| -> Option<u64> {
        let bytes = book.get(at..at.checked_add(2)?)?;
        Some(u64::from(u16::from_le_bytes(bytes.try_into().ok()?)))
    };
    let (mut at, mut total) = (0_usize, 0_u64);
    let mut sheet: Option<(u64, u64)> = None;
    while let (Some(kind), Some(length)) = (word(at), word(at.saturating_add(2))) {
        // FORMULA, NUMBER, LABEL, BOOLERR, RK, LABELSST, RSTRING, MULRK: row, column, value.
        if matches!(kind, 0x06 | 0x203 | 0x204 | 0x205 | 0x27E | 0xFD | 0xD6 | 0xBD) {
            let row = word(at.saturating_add(4)).unwrap_or(0);
            let mut column = word(at.saturating_add(6)).unwrap_or(0);
            if kind == 0xBD {
                column += length / 6;
            }
            let (rows, columns) = sheet.unwrap_or((0, 0));
            sheet = Some((rows.max(row + 1), columns.max(column + 1)));
        }
        // BOF starts the next sheet.
        if kind == 0x809
            && let Some((rows, columns)) = sheet.take()
        {
            total += rows * columns;
        }
        at = at.saturating_add(4).saturating_add(usize::try_from(length).unwrap_or(0));
    }
    total + sheet.map_or(0, |(rows, columns)| rows * columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::office::package::packed;
    use crate::testing::sample;

    /// Returns an xlsx file with these cells in a visible sheet, and a hidden sheet.
    fn book(rows: &str) -> Vec<u8> {
        let head = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        packed(&[
            (
                "_rels/.rels",
                &format!(
                    "<Relationships><Relationship Id='rId1' \
                Type='{kind}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                &format!(
                    "<workbook {head}><sheets>\
                <sheet name='乙' sheetId='1' state='hidden' r:id='rId2'/>\
                <sheet name='甲' sheetId='2' r:id='rId1'/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                &format!(
                    "<Relationships>\
                <Relationship Id='rId1' Type='{kind}/worksheet' Target='worksheets/sheet1.xml'/>\
                <Relationship Id='rId2' Type='{kind}/worksheet' Target='worksheets/sheet2.xml'/>\
                <Relationship Id='rId3' Type='{kind}/styles' Target='styles.xml'/>\
                </Relationships>"
                ),
            ),
            (
                "xl/styles.xml",
                &format!(
                    "<styleSheet {head}><cellXfs count='4'>\
                <xf numFmtId='0'/><xf numFmtId='10' applyNumberFormat='1'/>\
                <xf numFmtId='14' applyNumberFormat='1'/><xf numFmtId='9' applyNumberFormat='1'/>\
                </cellXfs></styleSheet>"
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                &format!("<worksheet {head}><sheetData>{rows}</sheetData></worksheet>"),
            ),
            (
                "xl/worksheets/sheet2.xml",
                &format!(
                    "<worksheet {head}><sheetData><row r='1'>\
                <c r='A1' t='inlineStr'><is><t>藏</t></is></c></row></sheetData></worksheet>"
                ),
            ),
        ])
    }

    #[test]
    fn a_row_is_a_line_and_numbers_look_as_in_excel() {
        let cell = |place: &str, text: &str| {
            format!("<c r='{place}' t='inlineStr'><is><t>{text}</t></is></c>")
        };
        let rows = [
            "<row r='1'>".to_owned(), cell("A1", "单位&amp;"), cell("C1", "件数"), cell("D1", ""), "</row>".to_owned(),
            "<row r='3'>".to_owned(), cell("A3", "甲"), "<c r='B3'><v>128</v></c><c r='C3'><v>0.30000000000000004</v></c>".to_owned(), "</row>".to_owned(),
            "<row r='4'><c r='A4' s='1'><v>0.9512</v></c><c r='B4' s='2'><v>45278</v></c><c r='C4' s='3'><v>0.5</v></c><c r='D4' t='b'><v>1</v></c></row>".to_owned(),
            "<row r='5'>".to_owned(), cell("A5", "独"), "</row>".to_owned(),
            "<row r='6'>".to_owned(), cell("A6", "左"), cell("XFD6", "右"), "</row>".to_owned(),
        ]
        .concat();
        let text = read(&book(&rows)).expect("a whole file").text;
        let far = "\t".repeat(65);
        let expected =
            format!("单位&\t\t件数\n甲\t128\t0.3\n95.12%\t2023-12-18\t50%\tTRUE\n独\n左{far}右\n");
        assert_eq!(text, expected);
    }

    #[test]
    fn days_and_times_are_written_out() {
        let kind = calamine::ExcelDateTimeType::DateTime;
        for (value, expected) in
            [(45278.0, "2023-12-18"), (45278.5, "2023-12-18 12:00"), (0.25, "06:00")]
        {
            assert_eq!(date(&ExcelDateTime::new(value, kind, false)), expected);
        }
    }

    #[test]
    fn an_old_file_that_spans_too_much_is_refused() {
        let record = |row: u16, column: u16| {
            let mut bytes = vec![0xFD, 0, 10, 0];
            bytes.extend(row.to_le_bytes());
            bytes.extend(column.to_le_bytes());
            bytes.extend([0; 6]);
            bytes
        };
        let begin = vec![9, 8, 0, 0];
        let book = [begin.clone(), record(1, 2), begin, record(0, 0)].concat();
        assert_eq!(span(&book), 7);
        let reason = read_old(&[], &record(65535, 255)).expect_err("too many");
        assert_eq!(reason, Unreadable::TooMuch { most: MOST_EXPANDED });
    }

    #[test]
    #[ignore = "needs ../shared"]
    fn the_samples_are_read_or_refused() {
        let text = read(&sample("t.xlsx")).expect("a sample").text;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[1].ends_with("\t128\t2023年12月18日"), "{text}");
        assert!(lines[2].ends_with("\t3.5"), "{text}");
        assert!(matches!(read(&sample("bad.xlsx")), Err(Unreadable::Damaged(_))));
    }
}

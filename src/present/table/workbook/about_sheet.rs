//! The sheet 说明: what was asked, what was counted over, what to know to read the table rightly,
//! and when and by what it was made.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::failure::translate;
use super::looks::Looks;
use super::sheet::{States, TableSheet};
use super::values::{fitted, in_workbooks};
use crate::analysis::State;
use crate::error::Result;
use crate::present::table::about::About;
use crate::present::words::AboutLine;
use crate::report::Date;
use crate::report::Language::{Chinese, English};

/// The name of the sheet.
const NAME: &str = "说明";

/// The widths of its columns, in digits.
const WIDTHS: [u16; 3] = [30, 60, 60];

/// Writes the sheet about a table that was made on this day.
pub(super) fn write(
    sheet: &mut Worksheet,
    about: &About,
    table: &TableSheet,
    day: Option<Date>,
) -> Result<()> {
    Lines::begin(sheet).and_then(|mut lines| lines.write(about, table, day)).map_err(translate)
}

/// Returns what a cell with a figure has in a state.
fn figure_of(state: State) -> &'static str {
    match state {
        State::Mentions => "1, 2, …",
        State::NoMention => "0",
        State::NotHeld | State::LeftOut => "（空白 empty）",
    }
}

/// What the library returns.
type Written<T> = std::result::Result<T, XlsxError>;

/// The lines of the sheet.
struct Lines<'a> {
    sheet: &'a mut Worksheet,
    looks: Looks,
    row: u32,
}

impl<'a> Lines<'a> {
    fn begin(sheet: &'a mut Worksheet) -> Written<Self> {
        sheet.set_name(NAME)?;
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        Ok(Self { sheet, looks: Looks::new(), row: 0 })
    }

    fn write(&mut self, about: &About, table: &TableSheet, day: Option<Date>) -> Written<()> {
        for (line, chinese, english) in about.lines() {
            self.line(line, &chinese, &english)?;
        }
        self.number(AboutLine::Rows, f64::from(table.rows()))?;
        match table.states() {
            States::None => {}
            States::Words => State::ALL.into_iter().try_for_each(|it| self.state(it, it.key()))?,
            States::Figures => {
                State::ALL.into_iter().try_for_each(|it| self.state(it, figure_of(it)))?;
            }
        }
        let Some(made) = day.and_then(in_workbooks) else { return Ok(()) };
        self.title(AboutLine::Day)?;
        let look = self.looks.day.clone().set_align(FormatAlign::Left);
        self.sheet.write_datetime_with_format(self.row - 1, 1, &made, &look)?;
        Ok(())
    }

    /// Writes the name of a line, and goes to the next.
    fn title(&mut self, line: AboutLine) -> Written<()> {
        self.sheet.write_string_with_format(self.row, 0, line.title(), &self.looks.head)?;
        self.row += 1;
        Ok(())
    }

    /// Writes a line with its text in Chinese and in English, or with one that is the same in both.
    fn line(&mut self, line: AboutLine, chinese: &str, english: &str) -> Written<()> {
        self.title(line)?;
        for (column, text) in [(1, chinese), (2, english)] {
            if !text.is_empty() {
                self.text(column, text, &self.looks.wrapped.clone())?;
            }
        }
        Ok(())
    }

    /// Says how cells look in a state, and what it means.
    fn state(&mut self, state: State, shown: &str) -> Written<()> {
        self.title(AboutLine::State)?;
        self.text(1, shown, &self.looks.state(state).clone())?;
        let meaning = format!("{}; {}", state.label(Chinese), state.label(English));
        self.text(2, &meaning, &self.looks.wrapped.clone())
    }

    fn number(&mut self, line: AboutLine, number: f64) -> Written<()> {
        self.title(line)?;
        let look = self.looks.plain.clone().set_align(FormatAlign::Left);
        self.sheet.write_number_with_format(self.row - 1, 1, number, &look)?;
        Ok(())
    }

    fn text(&mut self, column: u16, text: &str, look: &Format) -> Written<()> {
        self.sheet.write_string_with_format(self.row - 1, column, fitted(text), look)?;
        Ok(())
    }
}

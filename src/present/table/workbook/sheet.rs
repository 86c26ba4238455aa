//! The sheet of the table: a head that stays in view and filters, and rows below it.

use std::borrow::Cow;

use rust_xlsxwriter::{ExcelDateTime, IgnoreError, Worksheet};

use super::failure::translate;
use super::looks::{Looks, WIDEST, column_width, text_width};
use super::values::{MOST_CHARACTERS, fitted, in_workbooks, number, part};
use crate::analysis::State;
use crate::error::{Error, Result};
use crate::present::table::cell::Cell;
use crate::report::Language;
use crate::search::Remark;

/// The most rows of a sheet below its head.
const MOST_ROWS: u32 = 1_048_575;

/// The rows whose cells a column is fitted to.
const FITTED: u32 = 500;

/// The memory that a workbook may take that is not written to a file, in bytes: a table of all counties
/// and thirteen years takes 70 MB, and one of hits 4 kB for each.
const MOST_MEMORY: usize = 96 << 20;

/// What a cell takes in memory until the workbook is written, in bytes, and what one with a text takes in
/// addition to it. Measured: of 400,000 cells with 13 texts of 60 bytes a row it is 300 with the text,
/// and half of that if most are numbers or short.
const OF_A_CELL: usize = 120;
const OF_A_TEXT: usize = 120;

/// How the cells of a sheet say the state of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum States {
    /// They do not.
    None,
    /// By its word and its colour.
    Words,
    /// By a figure, or its absence, and the colour.
    Figures,
}

/// What was written to the sheet.
pub(super) struct TableSheet {
    looks: Looks,
    language: Language,
    header: Vec<String>,
    /// The width of the widest cell of each column.
    widths: Vec<usize>,
    rows: u32,
    /// The cells whose text was cut.
    cut: u64,
    /// How cells say the state of a group.
    states: States,
    /// The memory that the rows take, if they are not in a file.
    memory: Option<usize>,
}

impl TableSheet {
    /// Writes the head of the sheet.
    pub(super) fn begin(
        sheet: &mut Worksheet,
        (name, language): (&str, Language),
        header: &[Cow<'static, str>],
        is_in_memory: bool,
    ) -> Result<Self> {
        let looks = Looks::new();
        sheet.set_name(name).map_err(translate)?;
        sheet.set_freeze_panes(1, 0).map_err(translate)?;
        let header: Vec<String> =
            header.iter().map(|column| language.head(column).into_owned()).collect();
        for (column, name) in (0..).zip(&header) {
            sheet.set_column_format(column, &looks.plain).map_err(translate)?;
            sheet
                .write_string_with_format(0, column, fitted(name), &looks.head)
                .map_err(translate)?;
        }
        Ok(Self {
            looks,
            language,
            widths: vec![0; header.len()],
            header,
            rows: 0,
            cut: 0,
            states: States::None,
            memory: is_in_memory.then_some(0),
        })
    }

    /// Writes a row.
    ///
    /// # Errors
    ///
    /// Fails if there is no place for it in a sheet, or in memory.
    pub(super) fn add_row(&mut self, sheet: &mut Worksheet, cells: &[Cell]) -> Result<()> {
        if self.rows == MOST_ROWS {
            return Err(Error::WorkbookFull { rows: self.rows, is_in_memory: false });
        }
        if self.memory.is_some_and(|memory| memory > MOST_MEMORY) {
            return Err(Error::WorkbookFull { rows: self.rows, is_in_memory: true });
        }
        self.rows += 1;
        for (column, cell) in cells.iter().enumerate() {
            let taken = self.add_cell(sheet, column, cell)?;
            if let Some(memory) = &mut self.memory {
                *memory += taken;
            }
        }
        Ok(())
    }

    /// Writes a cell and returns the memory that it takes, in bytes.
    fn add_cell(&mut self, sheet: &mut Worksheet, column: usize, cell: &Cell) -> Result<usize> {
        if let Cell::Figure(state, figure) = cell {
            return self.add_figure(sheet, column, (*state, figure));
        }
        let (row, looks) = (self.rows, &self.looks);
        let at = u16::try_from(column).expect("tables have a few dozen columns");
        let (written, width) = match typed(cell, self.language) {
            Typed::Nothing => return Ok(0),
            Typed::Number(number) => {
                (sheet.write_number(row, at, number), number.to_string().len())
            }
            Typed::Part(part) => {
                (sheet.write_number_with_format(row, at, part, &looks.percent), "100.00%".len())
            }
            Typed::Day(day) => {
                (sheet.write_datetime_with_format(row, at, &day, &looks.day), "2023-12-18".len())
            }
            Typed::State(state) => {
                self.states = States::Words;
                let english = state.key();
                let word = self.language.pick(english, state.label(Language::Chinese));
                let look = looks.state(state);
                (sheet.write_string_with_format(row, at, word, look), text_width(word))
            }
            Typed::Text(text) => return self.add_text(sheet, column, at, &text),
        };
        written.map_err(translate)?;
        self.fit(column, width);
        Ok(OF_A_CELL)
    }

    /// Writes a figure, or its absence, with the colour of its state. Returns the memory that it takes, in
    /// bytes.
    fn add_figure(
        &mut self,
        sheet: &mut Worksheet,
        column: usize,
        (state, figure): (State, &Cell),
    ) -> Result<usize> {
        self.states = States::Figures;
        let at = u16::try_from(column).expect("tables have a few dozen columns");
        let (row, look) = (self.rows, self.looks.state(state));
        let (written, width) = match typed(figure, self.language) {
            Typed::Number(number) => {
                let width = number.to_string().len();
                (sheet.write_number_with_format(row, at, number, look), width)
            }
            Typed::Part(part) => {
                let look = look.clone().set_num_format("0.00%");
                (sheet.write_number_with_format(row, at, part, &look), "100.00%".len())
            }
            _ => (sheet.write_blank(row, at, look), 0),
        };
        written.map_err(translate)?;
        self.fit(column, width);
        Ok(OF_A_CELL)
    }

    /// Writes a text and returns the memory that it takes, in bytes.
    fn add_text(
        &mut self,
        sheet: &mut Worksheet,
        column: usize,
        at: u16,
        text: &str,
    ) -> Result<usize> {
        let (row, held, width) = (self.rows, fitted(text), text_width(text));
        self.cut += u64::from(matches!(held, Cow::Owned(_)));
        let taken = OF_A_CELL + OF_A_TEXT + held.len() + held.len() / 10;
        let written = if width > WIDEST || held.contains('\n') {
            sheet.write_string_with_format(row, at, held, &self.looks.wrapped)
        } else {
            sheet.write_string(row, at, held)
        };
        written.map_err(translate)?;
        self.fit(column, width);
        Ok(taken)
    }

    /// Makes a column as wide as one of its first cells.
    fn fit(&mut self, column: usize, width: usize) {
        if let Some(widest) = self.widths.get_mut(column).filter(|_| self.rows <= FITTED) {
            *widest = width.max(*widest);
        }
    }

    /// Sets what depends on all rows.
    pub(super) fn end(&self, sheet: &mut Worksheet) -> Result<()> {
        for (column, (head, widest)) in (0..).zip(self.header.iter().zip(&self.widths)) {
            let width = column_width(head, *widest);
            sheet.set_column_width(column, width).map_err(translate)?;
        }
        let Some(last) = self.header.len().checked_sub(1).and_then(|it| u16::try_from(it).ok())
        else {
            return Ok(());
        };
        sheet.autofilter(0, 0, self.rows, last).map_err(translate)?;
        // Codes of divisions are text, and no mistake.
        let numbers_as_text = IgnoreError::NumberStoredAsText;
        sheet.ignore_error_range(0, 0, self.rows, last, numbers_as_text).map_err(translate)?;
        Ok(())
    }

    /// Returns how cells say the state of a group.
    pub(super) fn states(&self) -> States {
        self.states
    }

    /// Returns the memory that the rows take, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.memory.unwrap_or(0)
    }

    /// Returns the number of rows below the head.
    pub(super) fn rows(&self) -> u32 {
        self.rows
    }

    /// Returns what to say of cells that do not have all of their text.
    pub(super) fn cut_remark(&self) -> Option<Remark> {
        let most = MOST_CHARACTERS as u64;
        (self.cut > 0).then_some(Remark::CutCells { cells: self.cut, most })
    }
}

/// A cell as the sheet has it.
enum Typed<'a> {
    Nothing,
    Number(f64),
    /// A part of 1.
    Part(f64),
    Day(ExcelDateTime),
    State(State),
    Text(Cow<'a, str>),
}

/// Returns a cell as the sheet has it: what a workbook cannot hold as a number or a day is text.
fn typed(cell: &Cell, language: Language) -> Typed<'_> {
    let typed = match cell {
        Cell::Text(text) | Cell::Number(text) | Cell::Percent(text) if text.is_empty() => {
            return Typed::Nothing;
        }
        Cell::Text(_) => None,
        Cell::InWords(words) => return Typed::Text(Cow::Owned(words.text(language))),
        Cell::Number(text) => number(text).map(Typed::Number),
        Cell::Percent(text) => number(text).map(|it| Typed::Part(part(it))),
        Cell::Day(day) => in_workbooks(*day).map(Typed::Day),
        Cell::State(state) => Some(Typed::State(*state)),
        Cell::Figure(_, figure) => return typed(figure, language),
    };
    typed.unwrap_or_else(|| Typed::Text(cell.printed(true)))
}

//! Tables as workbooks (XLSX), for Excel, WPS and LibreOffice.
//!
//! The first sheet is the table, with cells that keep their types; in English its head is that of the CSV,
//! in Chinese heads, states and notes are Chinese. The second
//! says what was asked, what was counted over and when. Apart from that day, the same answer has the
//! same bytes.
//!
//! Where the rows are until the workbook is written is up to whoever asks for it: in memory, up to a
//! limit, or in a file of a folder. On Linux that file never has a name, so that nothing remains of
//! it however the program ends; elsewhere its name is removed as soon as it is open.
//!
//! - `sheet`: the sheet of the table
//! - `about_sheet`: the sheet 说明
//! - `looks`: what cells look like, and how wide columns are
//! - `values`: numbers, days and texts as workbooks have them
//! - `failure`: errors and panics of the library, translated into what the user can do

mod about_sheet;
mod failure;
mod looks;
mod sheet;
mod values;

use std::borrow::Cow;
use std::io::Write;
use std::path::PathBuf;

use rust_xlsxwriter::{DocProperties, Workbook as Book, Worksheet};

use super::about::About;
use super::cell::Cell;
use crate::error::Result;
use crate::report::{Date, Language};
use crate::search::Remark;
use failure::{guard, translate};
use sheet::TableSheet;
use values::in_workbooks;

/// A workbook that has the rows of a table and is to be written.
pub(crate) struct Workbook {
    book: Book,
    sheet: TableSheet,
    about: About,
}

impl Workbook {
    /// Returns a workbook without rows. With `scratch`, the rows are kept in a file in this folder.
    ///
    /// # Errors
    ///
    /// Fails if there can be no file in the folder.
    pub(super) fn new(
        about: About,
        header: &[Cow<'static, str>],
        scratch: Option<PathBuf>,
        language: Language,
    ) -> Result<Self> {
        let mut book = Book::new();
        let is_in_memory = scratch.is_none();
        if let Some(folder) = scratch {
            book.set_tempdir(folder).map_err(translate)?;
            book.add_worksheet_with_constant_memory().map_err(translate)?;
        } else {
            book.add_worksheet();
        }
        let named = (language.sheet(about.name), language);
        let sheet = TableSheet::begin(first(&mut book)?, named, header, is_in_memory)?;
        Ok(Self { book, sheet, about })
    }

    /// Returns what one has to know of the table.
    pub(crate) fn about(&self) -> &About {
        &self.about
    }

    /// Returns the memory that the rows take until they are written, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.sheet.memory()
    }

    /// Adds a row.
    ///
    /// # Errors
    ///
    /// Fails if there is no place for it.
    pub(super) fn add_row(&mut self, cells: &[Cell]) -> Result<()> {
        let Self { book, sheet, .. } = self;
        guard(|| sheet.add_row(first(book)?, cells))
    }

    /// Says what has to be said once all rows are there, and returns it.
    pub(crate) fn finish(&mut self) -> Option<Remark> {
        let remark = self.sheet.cut_remark()?;
        self.about.add_remark(remark.clone());
        Some(remark)
    }

    /// Writes the workbook. Returns what one has to know of it.
    ///
    /// # Errors
    ///
    /// Fails if `out` cannot be written.
    pub(crate) fn save(mut self, out: impl Write + Send) -> Result<Option<Remark>> {
        let remark = self.finish();
        let Self { book, sheet, about } = &mut self;
        sheet.end(first(book)?)?;
        let day = Date::today();
        about_sheet::write(book.add_worksheet(), about, sheet, day)?;
        book.set_properties(&properties(about, day));
        guard(|| book.save_to_writer(out).map_err(translate))?;
        Ok(remark)
    }
}

fn first(book: &mut Book) -> Result<&mut Worksheet> {
    book.worksheet_from_index(0).map_err(translate)
}

/// Returns the properties of the document. The library takes the time of the clock for the time at
/// which it was made: here it is the day, as in the workbook itself.
fn properties(about: &About, day: Option<Date>) -> DocProperties {
    let title = format!("{} {}", about.name, about.query());
    let made = day.and_then(in_workbooks).unwrap_or_default();
    DocProperties::new().set_title(title.trim()).set_author("chabao").set_creation_datetime(&made)
}

//! Tables that are written row by row: as CSV, as JSON Lines or as a workbook.

use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::about::About;
use super::cell::{Cell, Cells, TableRow, csv_line, csv_row};
use super::workbook::Workbook;
use crate::error::{Error, Result};
use crate::report::Language;
use crate::search::Remark;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableForm {
    /// CSV, with a line for the names of the columns.
    Csv {
        /// Whether a byte order mark comes first. Excel takes a table without one for GBK.
        bom: bool,
        /// Whether lines before the table say what was asked and what was counted over. Each begins with
        /// `#`, and the first says how many there are.
        about: bool,
        /// Whether cells are as they are. If not, a cell of text that a spreadsheet would run as a
        /// formula has a `'` before it.
        raw: bool,
    },
    /// JSON Lines: an object for each row, with the names of the JSON answer.
    Jsonl,
    /// A workbook (XLSX): numbers and days with their types, and a sheet that says what was counted.
    Xlsx {
        /// The language of the heads and of the states; in English they are those of CSV.
        language: Language,
    },
}

/// A table. Its rows are read while it is written, so it may be of any length.
pub struct Table<'a> {
    header: Vec<Cow<'static, str>>,
    rows: Box<dyn Iterator<Item = Result<Box<dyn TableRow + 'a>>> + 'a>,
    about: About,
    scratch: Option<PathBuf>,
}

impl<'a> Table<'a> {
    /// Returns the table of these rows under these columns.
    pub(crate) fn new<R: TableRow + 'a>(
        about: About,
        header: impl IntoIterator<Item = impl Into<Cow<'static, str>>>,
        rows: impl Iterator<Item = Result<R>> + 'a,
    ) -> Self {
        let rows = rows.map(|row| row.map(|row| -> Box<dyn TableRow + 'a> { Box::new(row) }));
        let header = header.into_iter().map(Into::into).collect();
        Self { header, rows: Box::new(rows), about, scratch: None }
    }

    /// Returns the tables of the concepts of a codebook, which have the same columns, one after the
    /// other: a first column says which concept a row is of. `remarks` are on the codebook. `None` if
    /// there is no table.
    #[must_use]
    pub fn by_concept(tables: Vec<Self>, remarks: &[Remark]) -> Option<Self> {
        let first = tables.first()?;
        let concept = Cow::Borrowed("concept");
        let header = std::iter::once(concept).chain(first.header.iter().cloned()).collect();
        let about = first.about.without_answers(remarks);
        let (abouts, rows): (Vec<About>, Vec<_>) =
            tables.into_iter().map(|table| (table.about, table.rows)).unzip();
        let labels: Vec<String> = abouts.iter().map(About::term).collect();
        let rows = labels.into_iter().zip(rows).flat_map(|(concept, rows)| {
            rows.map(move |row| {
                let concept = concept.clone();
                row.map(|row| -> Box<dyn TableRow + 'a> { Box::new(OfConcept { concept, row }) })
            })
        });
        let about = about.with_concepts(abouts);
        Some(Self { header, rows: Box::new(rows), about, scratch: None })
    }

    /// Keeps the rows of a workbook in a file without a name in this folder until it is written, and
    /// not in memory: it may be as long as a workbook can be.
    #[must_use]
    pub fn with_scratch(mut self, folder: &Path) -> Self {
        self.scratch = Some(folder.to_owned());
        self
    }

    /// Returns what one has to know of the table.
    pub(crate) fn about(&self) -> &About {
        &self.about
    }

    /// Says at which address the same table is.
    pub(crate) fn with_address(mut self, address: String) -> Self {
        self.about = self.about.with_address(address);
        self
    }

    /// Returns what the table was counted over and what one has to know to read it, as sentences.
    #[must_use]
    pub fn notes(&self, language: Language) -> Vec<String> {
        self.about.sentences(language)
    }

    /// Writes the table. Returns what one has to know of the way it is written.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged, if `out` cannot be written, and if a workbook cannot hold the
    /// table.
    pub fn write(self, form: TableForm, mut out: impl Write + Send) -> Result<Option<Remark>> {
        match form {
            TableForm::Csv { bom, about, raw } => {
                let mark = if bom { "\u{FEFF}" } else { "" };
                let about = if about { self.about.to_csv(raw) } else { String::new() };
                put(&mut out, &format!("{mark}{about}{}", csv_line(&self.header)))?;
                for row in self.rows {
                    put(&mut out, &csv_row(&row?.cells(), raw))?;
                }
            }
            TableForm::Jsonl => {
                for row in self.rows {
                    put(&mut out, &row?.to_json())?;
                }
            }
            TableForm::Xlsx { language } => return self.into_workbook(language)?.save(out),
        }
        Ok(None)
    }

    /// Reads all rows into a workbook.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged, and if a workbook cannot hold the table.
    pub(crate) fn into_workbook(self, language: Language) -> Result<Workbook> {
        let mut workbook = Workbook::new(self.about, &self.header, self.scratch, language)?;
        for row in self.rows {
            workbook.add_row(&row?.cells())?;
        }
        Ok(workbook)
    }
}

/// A row of the table of a concept.
struct OfConcept<'a> {
    concept: String,
    row: Box<dyn TableRow + 'a>,
}

impl Cells for OfConcept<'_> {
    fn cells(&self) -> Vec<Cell> {
        let concept = std::iter::once(self.concept.as_str().into());
        concept.chain(self.row.cells()).collect()
    }
}

impl TableRow for OfConcept<'_> {
    fn to_json(&self) -> String {
        let concept = Value::from(self.concept.as_str());
        let row = self.row.to_json();
        // Every row is an object, and has a value.
        format!("{{\"concept\":{concept},{}", row.strip_prefix('{').unwrap_or(&row))
    }
}

fn put(out: &mut impl Write, text: &str) -> Result<()> {
    out.write_all(text.as_bytes()).map_err(|source| Error::NotWritten { source })
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::super::cell::{Cell, Cells};
    use super::*;

    #[derive(Serialize)]
    struct Row {
        quote: &'static str,
        weight: f64,
    }

    impl Cells for Row {
        fn cells(&self) -> Vec<Cell> {
            vec![self.quote.into(), Cell::number(Some(self.weight))]
        }
    }

    #[test]
    fn formulas_are_kept_from_spreadsheets_and_numbers_stay_numbers() {
        let written = |form| {
            let rows = [("=1+1", -5.2), ("-5.2%", 1.0), ("a,\"b\"", 0.5)];
            let rows = rows.map(|(quote, weight)| Ok(Row { quote, weight }));
            let about = About::of_nothing("rows");
            let table = Table::new(about, ["quote", "weight"], rows.into_iter());
            let mut out = Vec::new();
            table.write(form, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        for (form, expected) in [
            (
                TableForm::Csv { bom: false, about: false, raw: false },
                "quote,weight\n'=1+1,-5.2\n'-5.2%,1\n\"a,\"\"b\"\"\",0.5\n",
            ),
            (
                TableForm::Csv { bom: true, about: false, raw: true },
                "\u{FEFF}quote,weight\n=1+1,-5.2\n-5.2%,1\n\"a,\"\"b\"\"\",0.5\n",
            ),
            (
                TableForm::Jsonl,
                "{\"quote\":\"=1+1\",\"weight\":-5.2}\n{\"quote\":\"-5.2%\",\"weight\":1.0}\n\
                 {\"quote\":\"a,\\\"b\\\"\",\"weight\":0.5}\n",
            ),
        ] {
            assert_eq!(written(form), expected);
        }
    }

    #[test]
    fn a_workbook_has_as_many_rows_as_its_sheet_and_says_so_if_there_are_more() {
        use Language::English;
        let table = |rows: u32| {
            let rows = (0..rows).map(|_| Ok(Row { quote: "", weight: 1.0 }));
            Table::new(About::of_nothing("rows"), ["quote", "weight"], rows)
        };
        let folder = tempfile::tempdir().unwrap();
        assert!(table(1_048_575).with_scratch(folder.path()).into_workbook(English).is_ok());
        let error =
            table(1_048_576).with_scratch(folder.path()).into_workbook(English).err().unwrap();
        let message = "the table has more than the 1,048,575 rows that a workbook holds";
        assert_eq!(error.to_string(), message);
        // The file with the rows has no name, or is gone.
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        // In memory there is a place for fewer.
        let error = table(1_048_576).into_workbook(English).err().unwrap();
        let Error::WorkbookFull { rows, is_in_memory: true } = error else { panic!("{error}") };
        assert!((500_000..1_000_000).contains(&rows), "{rows}");
    }
}

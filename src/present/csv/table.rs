//! Tables that are written row by row, as CSV or as JSON Lines.

use super::row::{TableRow, csv_row};
use crate::error::Result;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableForm {
    /// CSV, with a line for the names of the columns.
    Csv {
        /// Whether a byte order mark comes first. Excel takes a table without one for GBK.
        bom: bool,
        /// Whether cells are as they are. If not, a cell of text that a spreadsheet would run as a
        /// formula has a `'` before it.
        raw: bool,
    },
    /// JSON Lines: an object for each row, with the names of the JSON answer.
    Jsonl,
}

/// A table. Its rows are read while it is written, so it may be of any length.
pub struct Table<'a> {
    header: Vec<&'static str>,
    rows: Box<dyn Iterator<Item = Result<Box<dyn TableRow + 'a>>> + 'a>,
}

impl<'a> Table<'a> {
    /// Returns the table of these rows under these columns.
    pub(crate) fn new<R: TableRow + 'a>(
        header: impl IntoIterator<Item = &'static str>,
        rows: impl Iterator<Item = Result<R>> + 'a,
    ) -> Self {
        let rows = rows.map(|row| row.map(|row| -> Box<dyn TableRow + 'a> { Box::new(row) }));
        Self { header: header.into_iter().collect(), rows: Box::new(rows) }
    }

    /// Returns the table as text, in pieces of a line or more.
    ///
    /// # Errors
    ///
    /// A piece fails if the index is damaged.
    pub fn write(self, form: TableForm) -> impl Iterator<Item = Result<String>> + 'a {
        let head = match form {
            TableForm::Csv { bom, .. } => {
                let mark = if bom { "\u{FEFF}" } else { "" };
                Some(Ok(format!("{mark}{}", csv_row(self.header))))
            }
            TableForm::Jsonl => None,
        };
        let rows = self.rows.map(move |row| {
            row.map(|row| match form {
                TableForm::Csv { raw, .. } => row.to_csv(raw),
                TableForm::Jsonl => row.to_json(),
            })
        });
        head.into_iter().chain(rows)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::super::row::{Cell, Cells};
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
            let table = Table::new(["quote", "weight"], rows.into_iter());
            table.write(form).collect::<Result<String>>().unwrap()
        };
        for (form, expected) in [
            (
                TableForm::Csv { bom: false, raw: false },
                "quote,weight\n'=1+1,-5.2\n'-5.2%,1\n\"a,\"\"b\"\"\",0.5\n",
            ),
            (
                TableForm::Csv { bom: true, raw: true },
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
}

//! Choices that only the server offers.

use crate::report::named::named;

named! {
    /// The form of an answer of the API.
    #[derive(Default)]
    pub(in crate::web) enum Format {
        /// For programs.
        #[default]
        Json => "json", "JSON", "JSON";
        /// JSON Lines: for programs, an object for each row.
        Jsonl => "jsonl", "JSON Lines", "JSON Lines";
        /// For spreadsheets and programs.
        Csv => "csv", "CSV", "CSV";
        /// A workbook.
        Xlsx => "xlsx", "XLSX", "XLSX";
        /// A drawing.
        Svg => "svg", "SVG", "SVG";
    }
}

named! {
    /// The order of the rows of a table.
    #[derive(Default)]
    pub(in crate::web) enum RowOrder {
        /// Divisions by code, everything else by name.
        #[default]
        Table => "table", "default", "默认";
        /// The most mentions first; without a query the most reports.
        Most => "most", "most first", "从多到少";
        /// The lowest share of reports first; without a query the fewest reports.
        Least => "least", "least first", "从少到多";
    }
}

named! {
    /// What the shades of a table of shares show.
    #[derive(Default)]
    pub(in crate::web) enum Scale {
        /// The range of the shares that there are.
        #[default]
        Fit => "fit", "range of the data", "按数据范围";
        /// Steps of a fifth: tables of different questions can be compared.
        Fixed => "fixed", "steps of 20%", "固定 20%";
    }
}

//! What there is to know of a table as lines before it in CSV.
//!
//! Each begins with `#`. Line breaks in queries and remarks become blanks, so that readers can skip the
//! number of lines that the first one gives.

use super::about::About;
use super::cell::{Cell, csv_row};

impl About {
    /// Returns the lines, in Chinese and in English.
    pub(super) fn to_csv(&self, is_raw: bool) -> String {
        let lines = self.lines();
        let all = lines.len() + 1;
        let head = [
            "# 说明 (about)".to_owned(),
            format!(
                "以下至表头前共 {all} 行是说明；读取时跳过：R 用 skip = {all}，pandas 用 skiprows = {all}"
            ),
            format!(
                "{all} lines before the head of the table; skip them: skip = {all} in R, skiprows = {all} in pandas"
            ),
        ];
        let lines = lines
            .into_iter()
            .map(|(line, chinese, english)| [format!("# {}", line.title()), chinese, english]);
        let row =
            |cells: [String; 3]| csv_row(&cells.map(|text| Cell::Text(on_one_line(&text))), is_raw);
        std::iter::once(head).chain(lines).map(row).collect()
    }
}

/// Returns text without the ends of its lines.
fn on_one_line(text: &str) -> String {
    text.split(['\n', '\r']).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

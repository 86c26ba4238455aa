//! Columns that line up in a terminal, where a Chinese character is two cells wide.

use unicode_width::UnicodeWidthStr;

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// Returns text filled up with blanks to so many cells of the terminal.
pub(super) fn filled(text: &str, width: usize) -> String {
    text.to_owned() + &fill(text, width)
}

fn fill(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(text.width()))
}

/// Returns rows under a header, two blanks between columns; the last column is not filled up.
pub(super) fn table(header: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = header.iter().map(|(name, _)| name.width()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let titles: Vec<String> = header.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut out = String::new();
    for row in std::iter::once(&titles).chain(rows) {
        let mut line = String::new();
        for (at, (cell, (_, align))) in row.iter().zip(header).enumerate() {
            let width = widths.get(at).copied().unwrap_or(0);
            if at > 0 {
                line.push_str("  ");
            }
            match align {
                Align::Left => line.push_str(&filled(cell, width)),
                Align::Right => line.extend([&fill(cell, width), cell.as_str()]),
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_columns_line_up() {
        let header = [("county", Align::Left), ("reports", Align::Right)];
        let rows =
            [vec!["卢氏县".to_owned(), "1".to_owned()], vec!["x".to_owned(), "12".to_owned()]];
        assert_eq!(table(&header, &rows), "county  reports\n卢氏县        1\nx            12\n");
    }
}

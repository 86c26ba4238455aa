//! Cells that a spreadsheet would run as a formula.
//!
//! Excel, WPS and LibreOffice run a cell that begins with one of a few signs, wherever the table
//! comes from (OWASP, "CSV Injection"). A `'` before it makes it text. The rule can be undone, so
//! that a table that was written, edited and read again says what it said.

use std::borrow::Cow;

/// The signs that begin a formula, in both widths: Chinese and Japanese spreadsheets accept either.
const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The mark that makes a cell text.
const MARK: char = '\'';

/// Returns a cell as a table has it: with `'` before it if a spreadsheet would run it.
///
/// ```
/// use chabao::text::escape_formula;
/// assert_eq!(escape_formula("=1+1"), "'=1+1");
/// assert_eq!(escape_formula("-5.2%，低于上年"), "'-5.2%，低于上年");
/// assert_eq!(escape_formula("下降-5.2%"), "下降-5.2%");
/// assert_eq!(escape_formula("-"), "-");
/// ```
#[must_use]
pub fn escape_formula(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("{MARK}{text}")) } else { Cow::Borrowed(text) }
}

/// Returns the cell that [`escape_formula`] made into `text`.
///
/// ```
/// use chabao::text::{escape_formula, unescape_formula};
/// for text in ["=1+1", "'=1+1", "'quoted'", "-", "　-5.2%"] {
///     assert_eq!(unescape_formula(&escape_formula(text)), text);
/// }
/// ```
#[must_use]
pub fn unescape_formula(text: &str) -> &str {
    text.strip_prefix(MARK).filter(|_| is_formula(text)).unwrap_or(text)
}

/// Returns whether a spreadsheet would run a cell, as it is or after its marks and the white space
/// before it were removed. A sign alone is no formula: `-` says that a fact is not known.
fn is_formula(text: &str) -> bool {
    let is_before =
        |c: char| c == MARK || c == '\u{FEFF}' || c.is_whitespace() && !SIGNS.contains(&c);
    let mut core = text.trim_start_matches(is_before).chars();
    core.next().is_some_and(|first| SIGNS.contains(&first)) && core.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_marked_and_comes_back() {
        for (text, is_run) in [
            ("=cmd|' /C calc'!A0", true),
            ("+86 0351", true),
            ("-5.2%", true),
            ("@SUM(A1)", true),
            ("\t=1", true),
            ("\r=1", true),
            ("\n1", true),
            ("＝１＋１", true),
            ("－５", true),
            (" =1", true),
            ("　　-5.2%", true),
            ("'=1", true),
            ("''=1", true),
            ("", false),
            ("-", false),
            ("－", false),
            ("'", false),
            ("'三项制度'", false),
            ("2021-2023", false),
            ("第=号", false),
        ] {
            let cell = escape_formula(text);
            assert_eq!(cell != text, is_run, "{text}");
            assert_eq!(unescape_formula(&cell), text);
        }
    }
}

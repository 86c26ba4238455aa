//! Page numbers on lines of their own.

/// The form of a page number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageNumber {
    /// A number alone, which may be anything: 3, 3/9.
    Bare(u32),
    /// A number with dashes on both sides or with words: — 3 —, 第3页, Page 3 of 9.
    Dressed(u32),
}

impl PageNumber {
    /// Returns the number.
    #[must_use]
    pub fn get(self) -> u32 {
        let (Self::Bare(number) | Self::Dressed(number)) = self;
        number
    }
}

/// Returns the page number that `line` consists of; `None` if it can be anything else.
///
/// ```
/// use chabao::text::{PageNumber, page_number};
/// assert_eq!(page_number("— 3 —"), Some(PageNumber::Dressed(3)));
/// assert_eq!(page_number("第 1 页 共 9 页"), Some(PageNumber::Dressed(1)));
/// assert_eq!(page_number("12"), Some(PageNumber::Bare(12)));
/// assert_eq!(page_number("2023年"), None);
/// ```
#[must_use]
pub fn page_number(line: &str) -> Option<PageNumber> {
    // 40 bytes: the longest form is 第 100 页 共 100 页 with its blanks.
    if line.len() > 40 {
        return None;
    }
    let close: String = line.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
    let inner = close.trim_matches(is_dash);
    let is_framed = close.starts_with(is_dash) && close.ends_with(is_dash);
    let (inner, has_words) = match ["第", "page", "p."].iter().find_map(|it| inner.strip_prefix(it))
    {
        Some(rest) => (rest, true),
        None => (inner, false),
    };
    let (number, rest) = figure(inner)?;
    let (rest, has_words) = match rest.strip_prefix('页') {
        Some(rest) => (rest, true),
        // 第3条 and 第3 are not page numbers; Page 3 is one.
        None if has_words && close.contains('第') => return None,
        None => (rest, has_words),
    };
    let is_dressed = is_framed || has_words;
    if rest.is_empty() {
        return Some(if is_dressed {
            PageNumber::Dressed(number)
        } else {
            PageNumber::Bare(number)
        });
    }
    // The number of pages.
    let rest = if is_dressed { rest.trim_start_matches(is_dash) } else { rest };
    let marks = ["/共", "共", "，共", ",共", "/", "of"];
    let total = marks.iter().find_map(|mark| rest.strip_prefix(mark))?;
    let (total, rest) = figure(total)?;
    let is_page = matches!(rest, "" | "页") && (1..=total).contains(&number);
    let is_dressed = is_dressed || rest == "页";
    let number = if is_dressed { PageNumber::Dressed(number) } else { PageNumber::Bare(number) };
    is_page.then_some(number)
}

/// Splits off the number at the start of `text`. Page numbers have at most four digits.
fn figure(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (figure, rest) = text.split_at_checked(digits)?;
    Some((figure.parse().ok().filter(|_| digits <= 4)?, rest))
}

/// Returns `character` in half width and lower case.
fn plain(character: char) -> char {
    match character {
        '０'..='９' | '／' | '－' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        _ => character.to_ascii_lowercase(),
    }
}

/// Returns whether `character` is a dash, or is used as one.
fn is_dash(character: char) -> bool {
    matches!(character, '-' | '—' | '–' | '―' | '─' | '·' | '•' | '~' | '～' | '_' | '|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_read_in_every_form() {
        let bare = |number| Some(PageNumber::Bare(number));
        let dressed = |number| Some(PageNumber::Dressed(number));
        let table = [
            ("3", bare(3)),
            ("１２", bare(12)),
            ("1/9", bare(1)),
            ("— 3 —", dressed(3)),
            ("- 12 -", dressed(12)),
            ("—３—", dressed(3)),
            ("· 4 ·", dressed(4)),
            ("-3-", dressed(3)),
            ("第1页", dressed(1)),
            ("第 1 页 共 9 页", dressed(1)),
            ("第1页/共9页", dressed(1)),
            ("第1页，共9页", dressed(1)),
            ("1/9页", dressed(1)),
            ("— 第1页 —", dressed(1)),
            ("Page 3 of 9", dressed(3)),
            ("9/1", None),
            ("-3", bare(3)),
            ("2023-12", None),
            ("第3条", None),
            ("第3", None),
            ("第一页", None),
            ("3.", None),
            ("12345", None),
            ("2023年", None),
            ("1,234", None),
            ("共9页", None),
            ("———", None),
            ("", None),
        ];
        for (line, expected) in table {
            assert_eq!(page_number(line), expected, "{line}");
        }
    }
}

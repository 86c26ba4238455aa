//! Finds the title, the addressee and the sign-off among the paragraphs of a report. It only changes
//! how they are aligned.

use super::line::{Line, Look};
use crate::analysis::ReportRow;

/// The number of lines at the beginning that may be part of the title.
const MOST_BEFORE: usize = 6;

/// The most lines of a title.
const MOST_OF_TITLE: usize = 4;

/// The most lines of a sign-off: agency, day, and another agency.
const MOST_OF_SIGN_OFF: usize = 3;

/// The longest line of a sign-off, in characters.
const LONGEST_SIGN_OFF: usize = 30;

/// The longest line with an addressee, in characters.
const LONGEST_ADDRESS: usize = 30;

/// Finds the title, the document number and the addressee among the lines before the first heading.
pub(super) fn find_title(text: &str, lines: &mut [Line], report: &ReportRow) {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let shown = |line: &Line| bare(text.get(line.bytes.clone()).unwrap_or_default());
    let wanted = report.facts.title.as_deref().map(bare).unwrap_or_default();
    let number = report.facts.document_number.as_deref().map(bare);
    for line in lines.iter_mut().take(MOST_BEFORE) {
        if number.as_ref().is_some_and(|number| shown(line) == *number) {
            line.look = Look::Number;
        }
    }
    let mut behind = 0;
    'from: for from in 0..lines.len().min(MOST_BEFORE) {
        let mut joined = String::new();
        for to in from..lines.len().min(from + MOST_OF_TITLE) {
            joined.push_str(&lines.get(to).map(shown).unwrap_or_default());
            if joined == wanted && !wanted.is_empty() {
                behind = to + 1;
                lines.iter_mut().take(behind).skip(from).for_each(|line| line.look = Look::Title);
                break 'from;
            }
        }
    }
    if let Some(line) = lines.iter_mut().skip(behind).find(|line| line.is_plain()) {
        let first = shown(line);
        if first.ends_with(['：', ':']) && first.chars().count() <= LONGEST_ADDRESS {
            line.look = Look::Address;
        }
    }
}

/// Finds who signed the report and when among its last lines, without the heading of the section.
pub(super) fn find_sign_off(text: &str, lines: &mut [Line], has_heading: bool) {
    let first = usize::from(has_heading).max(1);
    let mut from = lines.len();
    for (at, line) in lines.iter().enumerate().skip(first).rev().take(MOST_OF_SIGN_OFF) {
        let shown = text.get(line.bytes.clone()).unwrap_or_default().trim();
        if !line.is_plain() || !is_sign_off(shown) {
            break;
        }
        from = at;
    }
    lines.iter_mut().skip(from).for_each(|line| line.look = Look::SignOff);
}

/// Returns whether a line at the end of a report is an agency or a day and nothing else.
fn is_sign_off(line: &str) -> bool {
    const ENDINGS: &str = "局委会府办处厅部院室心所队日";
    let names_one = line.ends_with(|last: char| ENDINGS.contains(last));
    let is_sentence = line.contains(['。', '；', '：', '，', '、', '？', '！', '（']);
    names_one && !is_sentence && line.chars().count() <= LONGEST_SIGN_OFF
}

#[cfg(test)]
mod tests {
    use super::is_sign_off;

    #[test]
    fn a_sign_off_names_an_agency_or_a_day() {
        for (line, expected) in [
            ("酉阳自治县卫生健康委员会", true),
            ("2024年1月12日", true),
            ("二〇二四年一月十二日", true),
            ("（二）按照县委安排抓好法治工作", false),
            ("加强培训，配齐人员队", false),
            ("谢谢大家", false),
            ("", false),
        ] {
            assert_eq!(is_sign_off(line), expected, "{line}");
        }
    }
}

//! What paragraphs at the beginning and the end of a report are by their look: the title, whom it is
//! for, who signed it. It tells where on the line they stand and nothing else.

use super::text::Line;
use crate::analysis::ReportRow;

/// The most lines at the beginning among which the title is looked for.
const MOST_BEFORE: usize = 6;

/// The most lines that a title has.
const MOST_OF_TITLE: usize = 4;

/// The most lines at the end that sign a report: agency, day, and one more agency.
const MOST_OF_SIGN_OFF: usize = 3;

/// The longest line of a sign-off, in characters.
const LONGEST_SIGN_OFF: usize = 30;

/// The longest line that says whom a report is for, in characters.
const LONGEST_ADDRESS: usize = 30;

/// Finds the title, the number and whom the report is for among the lines before the first heading.
pub(super) fn of_beginning(text: &str, lines: &mut [Line], report: &ReportRow) {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let shown = |line: &Line| bare(text.get(line.bytes.clone()).unwrap_or_default());
    let wanted = report.title.as_deref().map(bare).unwrap_or_default();
    let number = report.document_number.as_deref().map(bare);
    for line in lines.iter_mut().take(MOST_BEFORE) {
        if number.as_ref().is_some_and(|number| shown(line) == *number) {
            line.stand_as_number();
        }
    }
    let mut behind = 0;
    'from: for from in 0..lines.len().min(MOST_BEFORE) {
        let mut joined = String::new();
        for to in from..lines.len().min(from + MOST_OF_TITLE) {
            joined.push_str(&lines.get(to).map(shown).unwrap_or_default());
            if joined == wanted && !wanted.is_empty() {
                behind = to + 1;
                lines.iter_mut().take(behind).skip(from).for_each(Line::stand_as_title);
                break 'from;
            }
        }
    }
    if let Some(line) = lines.iter_mut().skip(behind).find(|line| line.is_plain()) {
        let first = shown(line);
        if first.ends_with(['：', ':']) && first.chars().count() <= LONGEST_ADDRESS {
            line.stand_as_address();
        }
    }
}

/// Finds who signed the report, and when, among its last lines; the heading of the section is none.
pub(super) fn of_end(text: &str, lines: &mut [Line], has_heading: bool) {
    let first = usize::from(has_heading).max(1);
    let mut from = lines.len();
    for (at, line) in lines.iter().enumerate().skip(first).rev().take(MOST_OF_SIGN_OFF) {
        let shown = text.get(line.bytes.clone()).unwrap_or_default().trim();
        if !line.is_plain() || !is_sign_off(shown) {
            break;
        }
        from = at;
    }
    lines.iter_mut().skip(from).for_each(Line::stand_as_sign_off);
}

/// Returns whether a line at the end of a report names an agency or a day, and nothing else.
fn is_sign_off(line: &str) -> bool {
    let names_one =
        ["局", "委", "会", "府", "办", "处", "厅", "部", "院", "室", "心", "所", "队", "日"]
            .iter()
            .any(|ending| line.ends_with(ending));
    let says_something = line.contains(['。', '；', '：', '，', '、', '？', '！', '（']);
    names_one && !says_something && line.chars().count() <= LONGEST_SIGN_OFF
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

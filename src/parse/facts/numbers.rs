//! The number of a document and the index number under which it was published.
//!
//! The number of a document (金政发〔2025〕12号, GB/T 9704) is on a line of its own near the title, or
//! after a label; the text cites numbers of other papers. Brackets and digits are written in one
//! form, so that one number is one value.

use super::clues::Clues;
use super::header::{Header, HeaderLabel};
use super::normalized::Normalized;
use crate::extract::LabelName;
use crate::report::{Fact, Source, Sourced};
use crate::text::is_han;

/// The most characters of the issuer's short name before the year: 国家卫生健康委办公厅函.
const LONGEST_ISSUER: usize = 14;

/// Returns the number of the document that labels or lines of `header` give; `head` is the beginning
/// of the report.
pub(super) fn document_number(
    header: &Header,
    head: &Normalized,
    clues: &mut Clues,
) -> Option<Sourced<String>> {
    let mut found = Vec::new();
    for label in header.labels.iter().filter(|label| label.name == LabelName::Number) {
        let Some(number) = whole_number(&label.value) else { continue };
        let place = (label.source, label.place.as_str());
        clues.add(Fact::DocumentNumber, &*number, place, 8.0, &label.quote());
        found.push(Sourced::stated(number, label.source));
    }
    let own_lines = header.lines(head).into_iter().map(|(_, line)| (line, "near the title", 5.0));
    // Encyclopedias and sites put an introduction between the title and the paper itself.
    let lines = head.lines();
    let before_headings = lines.iter().take_while(|line| !head.get(line).starts_with("一、"));
    let later = before_headings.map(|line| (line.clone(), "line above the text", 4.0));
    for (line, place, weight) in own_lines.chain(later) {
        let Some(number) = whole_number(head.get(&line)) else { continue };
        let is_known = |it: &Sourced<String>| it.value == number && it.source == Source::Opening;
        if !found.iter().any(is_known) {
            let place = (Source::Opening, place);
            clues.add(Fact::DocumentNumber, &*number, place, weight, head.get(&line));
            found.push(Sourced::stated(number, Source::Opening));
        }
    }
    found.into_iter().next()
}

/// Returns `line` without the name of the person who signs, before or after the number: GB/T 9704 puts
/// it on the same line.
fn without_signatory(line: &str) -> &str {
    let label = "签发人";
    let Some(at) = line.find(label) else { return line };
    let (before, rest) = line.split_at(at);
    if !before.trim().is_empty() {
        return before;
    }
    // A name has four characters at most, and a blank follows it.
    let rest = rest.trim_start_matches(label).trim_start_matches([':', ' ']);
    rest.split_once(' ').map_or(line, |(_, number)| number)
}

/// Reads all of `text` as the number of a document. Brackets around it and the name of the person who
/// signs are allowed.
fn whole_number(text: &str) -> Option<String> {
    let text = without_signatory(text).trim().trim_start_matches('(');
    let (issuer, rest) = text.split_once(['[', '('])?;
    let issuer = issuer.trim();
    let count = issuer.chars().count();
    if !(2..=LONGEST_ISSUER).contains(&count) || !issuer.chars().all(is_han) {
        return None;
    }
    let year = rest.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = rest.get(4..)?.trim_start_matches('年').strip_prefix([']', ')'])?.trim_start();
    let rest = rest.strip_prefix('第').unwrap_or(rest);
    let (number, after) = rest.split_once('号')?;
    let number = number.trim();
    let counts =
        (1..=5).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let after = after.trim_start_matches([')', ' ']);
    let ends = after.trim_matches(['|', ' ']).is_empty();
    let dated = matches!(year.get(..2), Some("19" | "20"));
    (counts && ends && dated).then(|| format!("{issuer}〔{year}〕{number}号"))
}

/// Returns the index number that labels give.
pub(super) fn index_number(labels: &[HeaderLabel], clues: &mut Clues) -> Option<Sourced<String>> {
    let mut first = None;
    for label in labels.iter().filter(|label| label.name == LabelName::Index) {
        let Some(number) = leading_index_number(&label.value) else { continue };
        let place = (label.source, label.place.as_str());
        clues.add(Fact::IndexNumber, number, place, 8.0, &label.quote());
        first.get_or_insert_with(|| Sourced::stated(number.to_owned(), label.source));
    }
    first
}

/// Returns the index number that `value` begins with: the number of an agency has nine characters,
/// that of a paper four or more.
fn leading_index_number(value: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let end = value.find(|c| !is_part(c)).unwrap_or(value.len());
    let number = value.split_at(end).0.trim_end_matches(['-', '/', '.', '_']);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (digits >= 4 && number.len() >= 6).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::super::title;
    use super::*;
    use crate::extract::PageFacts;

    fn shown(text: &str) -> String {
        let head = Normalized::new(text, 0, 1500);
        let title = title::find(&head, text);
        let header = Header::new(&PageFacts::default(), &head, title.as_ref());
        let mut clues = Clues::default();
        let number = document_number(&header, &head, &mut clues);
        let index = index_number(&header.labels, &mut clues);
        let show = |fact: Option<Sourced<String>>| fact.map_or("-".to_owned(), |fact| fact.value);
        format!("{} {}", show(number), show(index))
    }

    #[test]
    fn numbers_are_read_from_labels_and_beside_the_title() {
        for (header, expected) in [
            ("", "- -"),
            ("甲政发〔2024〕3号", "甲政发〔2024〕3号 -"),
            ("甲政发﹝２０２４﹞３号", "甲政发〔2024〕3号 -"),
            ("（甲政发[2024]第3号）", "甲政发〔2024〕3号 -"),
            ("甲政发〔2024〕3号 签发人：乙", "甲政发〔2024〕3号 -"),
            ("甲政发〔2024〕3号签发人：乙 丙", "甲政发〔2024〕3号 -"),
            ("甲政发〔2024〕3号 | 签发人：乙丙 |", "甲政发〔2024〕3号 -"),
            ("签发人：乙丙　　甲政发〔2024〕3号", "甲政发〔2024〕3号 -"),
            (
                "甲縣關於工作的報告是甲縣發布的報告。\n甲政發〔2024〕3號 簽發人：乙",
                "甲政发〔2024〕3号 -",
            ),
            ("发文字号：甲政办函(2024)12号", "甲政办函〔2024〕12号 -"),
            ("文　　号：无", "- -"),
            ("字号：大 中 小", "- -"),
            (
                "索引号：11500242MB1/2024-00005 文号：甲府〔2024〕9号",
                "甲府〔2024〕9号 11500242MB1/2024-00005",
            ),
            ("索 引 号 | 002564328/2024 |", "- 002564328/2024"),
            ("索引号：", "- -"),
            ("按照甲政发〔2024〕3号的要求", "- -"),
            ("甲政发〔2024〕3号文件", "- -"),
        ] {
            let text = format!(
                "{header}\n甲县财政局关于落实乙政发〔2022〕7号文件情况的报告\n\n根据丙政发〔2023〕8号，现报告。\n"
            );
            assert_eq!(shown(&text), expected, "{header}");
        }
    }
}

//! The number of a document and the index number it was made public under.
//!
//! The number of a document (金政发〔2025〕12号, GB/T 9704) stands on a line of its own near the title
//! or after a label; what the text cites are numbers of other papers. Brackets and digits are
//! written in one way, so that one number is one value.

use std::ops::Range;

use super::clues::Clues;
use super::header::HeaderLabel;
use super::normalized::Normalized;
use crate::extract::LabelName;
use crate::report::{Fact, Source, Sourced};
use crate::text::is_han;

/// The most characters of the issuer's short name before the year: 国家卫生健康委办公厅函.
const LONGEST_ISSUER: usize = 14;

/// Returns the number of the document that labels or the lines of `head` before byte `end` give;
/// `title` are the lines of its title.
pub(super) fn document_number(
    labels: &[HeaderLabel],
    head: &Normalized,
    end: usize,
    title: &Range<usize>,
    clues: &mut Clues,
) -> Option<Sourced<String>> {
    let mut found = Vec::new();
    for label in labels.iter().filter(|label| label.name == LabelName::Number) {
        let Some(number) = whole_number(&label.value) else { continue };
        let (source, place) = (label.source, label.place.clone());
        clues.add(Fact::DocumentNumber, &*number, (source, &place), 8.0, &label.quote());
        found.push(Sourced::stated(number, source));
    }
    for (at, line) in head.lines().into_iter().enumerate() {
        if line.start >= end || title.contains(&at) {
            continue;
        }
        let Some(number) = whole_number(head.get(&line)) else { continue };
        let place = (Source::Opening, "beside the title");
        clues.add(Fact::DocumentNumber, &*number, place, 5.0, head.get(&line));
        found.push(Sourced::stated(number, Source::Opening));
    }
    found.into_iter().next()
}

/// Reads `text` as the number of a document and nothing else but brackets around it and the name of
/// the person who signs beside it.
fn whole_number(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('(');
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
    let ends = after.is_empty() || after.starts_with("签发人");
    let dated = matches!(year.get(..2), Some("19" | "20"));
    (counts && ends && dated).then(|| format!("{issuer}〔{year}〕{number}号"))
}

/// Returns the index number that labels give.
pub(super) fn index_number(labels: &[HeaderLabel], clues: &mut Clues) -> Option<Sourced<String>> {
    let labels = labels.iter().filter(|label| label.name == LabelName::Index);
    let found = labels.filter_map(|label| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
        let end = label.value.find(|c| !plain(c)).unwrap_or(label.value.len());
        let number = label.value.get(..end)?.trim_end_matches(['-', '/', '.', '_']);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        // The number of an agency has nine characters, that of a paper four or more.
        if digits < 4 || number.len() < 6 {
            return None;
        }
        let place = label.place.clone();
        clues.add(Fact::IndexNumber, number, (label.source, &place), 8.0, &label.quote());
        Some(Sourced::stated(number.to_owned(), label.source))
    });
    let all: Vec<Sourced<String>> = found.collect();
    all.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::super::header::{end_of_header, header_labels};
    use super::super::title;
    use super::*;
    use crate::extract::PageFacts;

    fn shown(text: &str) -> String {
        let head = Normalized::new(text, 0, 1500);
        let title = title::find(&head, text).map_or(0..0, |title| title.lines);
        let end = end_of_header(&head, title.end);
        let labels = header_labels(&PageFacts::default(), &head, end);
        let mut clues = Clues::default();
        let number = document_number(&labels, &head, end, &title, &mut clues);
        let index = index_number(&labels, &mut clues);
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

//! Finds the quotations in a text: what stands in “…”, 「…」, 『…』, ‘…’ or "…", and blocks of lines that
//! begin with `>`.
//!
//! Marks inside a quotation belong to it. A quotation may go on over the end of a line or paragraph: the
//! next one then begins with the mark again, as GB/T 15834—2011 prescribes, or has the closing mark
//! before another opening one.

use crate::text::cut;

/// A quotation in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The number of the line in which it begins, counted from 1.
    pub(super) line: u64,
    /// Its text, without the marks around it.
    pub(super) text: String,
    /// What stands beside it and may say where it is from: behind it, then before it.
    pub(super) beside: [String; 2],
}

/// The opening marks and the closing mark of each.
const MARKS: [(char, char); 6] =
    [('“', '”'), ('「', '」'), ('『', '』'), ('‘', '’'), ('"', '"'), ('＂', '＂')];

/// The most lines that a quotation without a mark at their beginnings goes on: a mark that is never
/// closed must not take in the rest of the text.
const MOST_LINES: usize = 12;

/// The quotations of a text, and the lines in which a mark is opened that is never closed.
#[derive(Debug, Default)]
pub(super) struct Quotations {
    pub(super) found: Vec<Found>,
    pub(super) unclosed: Vec<u64>,
}

/// Returns the quotations of a text. With `has_blocks`, lines that begin with `>` are quotations.
pub(super) fn quotations_in(text: &str, has_blocks: bool) -> Quotations {
    let lines: Vec<&str> = text.lines().collect();
    let mut quotations = Quotations::default();
    let mut at = 0;
    while at < lines.len() {
        let block = lines.iter().skip(at).take_while(|line| has_blocks && is_block(line)).count();
        if block > 0 {
            quotations.found.push(block_at(&lines, at, block));
            at += block;
            continue;
        }
        at += scan(&lines, at, has_blocks, &mut quotations);
    }
    quotations
}

fn is_block(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// Returns the quotation in `count` lines from `at` on that begin with `>`. A last line that begins with
/// a dash says where it is from.
fn block_at(lines: &[&str], at: usize, count: usize) -> Found {
    let inner =
        |line: &&str| line.trim_start_matches(['>', ' ', '\t', '\u{3000}']).trim_end().to_owned();
    let mut quoted: Vec<String> = lines.iter().skip(at).take(count).map(inner).collect();
    let is_source = |line: &String| line.starts_with(['—', '―', '–']) || line.starts_with("--");
    let source = quoted.pop_if(|line| quoted_has_more(count) && is_source(line));
    let after = lines.get(at + count..).unwrap_or_default();
    let next = after.iter().find(|line| !line.trim().is_empty());
    let next =
        next.filter(|line| line.trim_start().starts_with(['—', '―', '–', '（', '(', '[', '［']));
    let before = lines.iter().take(at).rev().find(|line| !line.trim().is_empty());
    let behind = source.into_iter().chain(next.map(|line| (*line).to_owned()));
    let beside = [
        behind.collect::<Vec<_>>().join("\n"),
        before.map(|line| (*line).to_owned()).unwrap_or_default(),
    ];
    let text = quoted.join("\n");
    Found { line: at as u64 + 1, text: unquoted(text.trim()).to_owned(), beside }
}

fn quoted_has_more(count: usize) -> bool {
    count > 1
}

/// Returns a text without the quotation marks around the whole of it.
pub(super) fn unquoted(text: &str) -> &str {
    let trimmed = text.trim();
    for (open, close) in MARKS {
        let inner = trimmed.strip_prefix(open).and_then(|it| it.strip_suffix(close));
        if let Some(inner) = inner.filter(|it| !it.contains(open)) {
            return inner;
        }
    }
    trimmed
}

/// An open quotation.
struct Open {
    marks: (char, char),
    line: usize,
    text: String,
    /// How many marks of its kind are open inside it.
    depth: usize,
}

/// Reads the line `at`, and those over which a quotation in it goes on; returns their number.
fn scan(lines: &[&str], at: usize, has_blocks: bool, quotations: &mut Quotations) -> usize {
    let first = quotations.found.len();
    let mut open: Option<Open> = None;
    let mut outside = vec![String::new()];
    let mut read = 0;
    loop {
        let number = at + read;
        let mut line = lines.get(number).copied().unwrap_or_default();
        if let Some(quotation) = &mut open {
            quotation.text.push('\n');
            line = line.trim_start();
            // A paragraph inside a quotation begins with the mark again.
            line = line.strip_prefix(quotation.marks.0).unwrap_or(line);
        }
        read += 1;
        for character in line.chars() {
            let Some(quotation) = &mut open else {
                let marks = MARKS.into_iter().find(|marks| marks.0 == character);
                let is_apostrophe = character == '’';
                match marks.filter(|_| !is_apostrophe) {
                    Some(marks) => {
                        open = Some(Open { marks, line: number, text: String::new(), depth: 0 });
                    }
                    None => outside.last_mut().expect("one is there").push(character),
                }
                continue;
            };
            let (opening, closing) = quotation.marks;
            if character == closing && quotation.depth == 0 {
                let (line, text) = (quotation.line as u64 + 1, std::mem::take(&mut quotation.text));
                quotations.found.push(Found { line, text, beside: Default::default() });
                outside.push(String::new());
                open = None;
                continue;
            }
            quotation.depth += usize::from(character == opening);
            quotation.depth -= usize::from(character == closing);
            quotation.text.push(character);
        }
        let Some(quotation) = &open else { break };
        if !goes_on(lines, number, quotation, has_blocks) {
            give_up(open.take(), quotations);
            break;
        }
    }
    let last = outside.len() - 1;
    for (place, found) in quotations.found.iter_mut().skip(first).enumerate() {
        let outside = |at: usize| outside.get(at).map(String::as_str).unwrap_or_default();
        let (brackets, rest) = leading_brackets(outside(place + 1));
        let behind = if brackets.is_empty() && place + 1 == last { rest } else { brackets };
        let before = outside(place);
        let before = if place == 0 { before } else { leading_brackets(before).1 };
        found.beside = [behind.to_owned(), before.to_owned()];
    }
    read
}

/// Splits off the brackets with which a text begins. Behind a quotation they say where it is from; what
/// follows them belongs to the next one.
fn leading_brackets(text: &str) -> (&str, &str) {
    const PAIRS: [(char, char); 5] =
        [('（', '）'), ('(', ')'), ('[', ']'), ('［', '］'), ('〔', '〕')];
    let begin = text.trim_start_matches(['。', '，', '；', ',', '.', ' ']);
    let pair = PAIRS.into_iter().find(|(open, _)| begin.starts_with(*open));
    let Some((_, close)) = pair else { return ("", text) };
    let Some(end) = begin.find(close) else { return ("", text) };
    begin.split_at(end + close.len_utf8())
}

/// Returns whether a quotation that is open at the end of a line goes on in the next one.
fn goes_on(lines: &[&str], number: usize, open: &Open, has_blocks: bool) -> bool {
    let (opening, closing) = open.marks;
    let so_far = number - open.line;
    let mut rest = lines.iter().skip(number + 1).take(MOST_LINES.saturating_sub(so_far));
    let next = lines.iter().skip(number + 1).find(|line| !line.trim().is_empty());
    if opening != closing && next.is_some_and(|line| line.trim_start().starts_with(opening)) {
        // Each paragraph begins with the mark; one of them has to end with it.
        return lines.iter().skip(number + 1).take(MOST_LINES * 4).any(|it| it.contains(closing));
    }
    for line in rest.by_ref() {
        if has_blocks && is_block(line) || opening == closing && line.trim().is_empty() {
            return false;
        }
        let marks = line.chars().find(|&it| it == opening || it == closing);
        if let Some(mark) = marks {
            return mark == closing;
        }
    }
    false
}

/// Says that a mark is never closed. Quotations that are whole inside are kept.
fn give_up(open: Option<Open>, quotations: &mut Quotations) {
    let Some(Open { marks, line, text, .. }) = open else { return };
    quotations.unclosed.push(line as u64 + 1);
    let mut rest = text.as_str();
    while let Some(from) = rest.find(marks.0) {
        let inner = cut(rest, from + marks.0.len_utf8()..);
        let Some(to) = inner.find(marks.1) else { return };
        let text = cut(inner, ..to).to_owned();
        quotations.found.push(Found { line: line as u64 + 1, text, beside: Default::default() });
        rest = cut(inner, to + marks.1.len_utf8()..);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_found_in_whatever_marks() {
        for (text, expected, unclosed) in [
            ("文中说“落实制度”，又说「聘请顾问」。", "1:落实制度|1:聘请顾问", vec![]),
            ("甲\"乙\"丙\"丁\"", "1:乙|1:丁", vec![]),
            ("“落实“三项”制度”", "1:落实“三项”制度", vec![]),
            ("“落实‘三项’制度”", "1:落实‘三项’制度", vec![]),
            ("甲\n“第一段。\n“第二段。”丁", "2:第一段。\n第二段。", vec![]),
            ("甲“乙\n丙”丁", "1:乙\n丙", vec![]),
            ("甲“乙\n丙“丁”", "2:丁", vec![1]),
            ("甲“乙“丙”\n丁", "1:丙", vec![1]),
            ("甲\"乙\n\n丙", "", vec![1]),
            ("甲\n> 第一行，\n> 第二行。\n> ——某报告\n乙", "2:第一行，\n第二行。", vec![]),
            (">“整段引文。”", "1:整段引文。", vec![]),
            ("没有", "", vec![]),
        ] {
            let quotations = quotations_in(text, true);
            let found = quotations.found.iter().map(|it| format!("{}:{}", it.line, it.text));
            assert_eq!(found.collect::<Vec<_>>().join("|"), expected, "{text}");
            assert_eq!(quotations.unclosed, unclosed, "{text}");
        }
    }

    #[test]
    fn what_stands_beside_is_kept() {
        let beside = |text: &str| quotations_in(text, true).found.remove(0).beside;
        for (text, behind, before) in [
            ("据《某报告》，“落实制度”（r1）。另“又一句”", "（r1）", "据《某报告》，"),
            ("“落实制度”，据《某报告》“又一句”", "", ""),
            ("“落实制度”，见《某报告》。", "，见《某报告》。", ""),
            ("县里说：\n\n> 落实制度。\n\n（《某报告》）\n又", "（《某报告》）", "县里说："),
            ("> 落实制度。\n> ——某报告\n\n又", "——某报告", ""),
        ] {
            assert_eq!(beside(text), [behind, before], "{text}");
        }
    }
}

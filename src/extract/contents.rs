//! Tables of contents: the headings of a report with the pages they are on.
//!
//! They are left out, since every heading would be found and counted twice. Formats that mark a table
//! of contents leave it out themselves; here it is known by its lines.

use rustc_hash::FxHashMap;

/// The words above a table of contents, without blanks.
const TITLES: [&str; 5] = ["目录", "目錄", "目次", "Contents", "CONTENTS"];

/// The fewest entries under such words: a report has more than one heading.
const FEWEST_UNDER_TITLE: usize = 2;

/// The fewest entries with leaders that are a table of contents by themselves.
const FEWEST_ALONE: usize = 3;

/// What separates an entry from its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leader {
    /// A row of dots.
    Dots,
    /// Blanks or a tab, as between the cells of a table too.
    Blanks,
}

/// Returns whether `line` is a heading followed by a page number, with dots, blanks or a tab between.
pub(super) fn is_entry(line: &str) -> bool {
    leader(line).is_some()
}

/// Returns `text` without its table of contents; each line ends with a line feed.
///
/// With `is_known`, its entries are out already, and the words above it go too.
pub(super) fn without_contents(text: &str, is_known: bool) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut belongs = lines_of_contents(&lines);
    if is_known && let Some(at) = lines.iter().position(|line| is_title(line)) {
        belongs.insert(at, true);
        belongs.remove(at + 1);
    }
    let mut out = String::with_capacity(text.len());
    for (line, _) in lines.iter().zip(belongs).filter(|(_, belongs)| !belongs) {
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Returns, for each of `lines`, whether it belongs to a table of contents.
///
/// Under the words 目录, an entry is a line with a page, or one that comes again further down.
pub(super) fn lines_of_contents(lines: &[&str]) -> Vec<bool> {
    let mut belongs = vec![false; lines.len()];
    let mut last: FxHashMap<String, usize> = FxHashMap::default();
    let has_title = lines.iter().any(|line| is_title(line));
    if has_title {
        last.extend(lines.iter().enumerate().map(|(at, line)| (close(line), at)));
    }
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let titled = is_title(line);
        let start = at + usize::from(titled);
        let is_part = |at: usize, line: &str| {
            let comes_again = || last.get(&close(line)).is_some_and(|&last| last > at);
            match leader(line) {
                Some(Leader::Dots) => true,
                Some(Leader::Blanks) => titled,
                None => titled && comes_again(),
            }
        };
        let (mut end, mut count) = (start, 0);
        for (at, line) in lines.iter().enumerate().skip(start) {
            if is_part(at, line) {
                count += 1;
                end = at + 1;
            } else if !line.trim().is_empty() {
                break;
            }
        }
        let fewest = if titled { FEWEST_UNDER_TITLE } else { FEWEST_ALONE };
        if count >= fewest {
            belongs.iter_mut().take(end).skip(at).for_each(|belongs| *belongs = true);
        }
        at = end.max(at + 1);
    }
    belongs
}

/// Returns whether `line` is the words above a table of contents.
fn is_title(line: &str) -> bool {
    // 40 bytes: 目录 may be spread over some blanks.
    line.len() <= 40 && TITLES.contains(&close(line).as_str())
}

/// Returns `line` without blanks.
fn close(line: &str) -> String {
    line.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Returns what separates a heading from the page at the end of `line`; `None` if it has none.
fn leader(line: &str) -> Option<Leader> {
    let line = line.trim_end();
    let closed = line.trim_end_matches(['）', ')', '-', '—', '页', ' ']);
    let words = closed.trim_end_matches(|it: char| it.is_ascii_digit());
    let digits = closed.len() - words.len();
    if !(1..=4).contains(&digits) {
        return None;
    }
    let open = words.trim_end_matches(['（', '(', '-', '—', '第', ' ']);
    let heading = open.trim_end_matches(|it: char| is_dot(it) || it.is_whitespace());
    let between = words.get(heading.len()..)?;
    let dots: usize = between.chars().filter(|&it| is_dot(it)).map(weight).sum();
    let blanks = between.chars().filter(|it| it.is_whitespace()).count();
    let names = heading.chars().any(|it| matches!(it, '\u{3400}'..='\u{9fff}'));
    match () {
        () if !names => None,
        // One … may end a sentence that breaks off before a number.
        () if dots >= 4 => Some(Leader::Dots),
        () if between.contains('\t') || blanks > 1 => Some(Leader::Blanks),
        () => None,
    }
}

/// Returns whether leaders are made of `character`.
fn is_dot(character: char) -> bool {
    matches!(character, '.' | '．' | '·' | '・' | '•' | '…' | '‥' | '⋯' | '_')
}

/// Returns how many dots `character` has.
fn weight(character: char) -> usize {
    match character {
        '…' | '⋯' => 3,
        '‥' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_contents_are_left_out_and_other_tables_stay() {
        let body = "一、主要举措\n甲。\n二、存在不足\n乙。\n";
        let table = [
            ("目  录\n一、主要举措\t1\n二、存在不足\t2\n", ""),
            ("目录\n\n一、主要举措……………1\n二、存在不足……………12\n", ""),
            ("目 录\n一、主要举措\n二、存在不足\n", ""),
            ("一、主要举措......1\n（一）组织……（2）\n二、存在不足·······- 3 -\n", ""),
            ("指标\t12\n数值\t13\n件数\t14\n", "指标\t12\n数值\t13\n件数\t14\n"),
            ("目录\n一、只此一行\t1\n本县\n", "目录\n一、只此一行\t1\n本县\n"),
            ("编制目录12\n办理案件35\n", "编制目录12\n办理案件35\n"),
            ("一、甲……1\n二、乙……2\n", "一、甲……1\n二、乙……2\n"),
        ];
        for (contents, kept) in table {
            let text = format!("题名\n{contents}{body}");
            assert_eq!(without_contents(&text, false), format!("题名\n{kept}{body}"), "{contents}");
        }
        assert_eq!(without_contents("题名\n目 录\n甲。\n", true), "题名\n甲。\n");
    }
}

//! Markdown → the text it shows, so that headings and paragraphs read as in any other report.
//!
//! Marks are removed, words never: `## 一、概况` becomes 一、概况, `**强调**` becomes 强调, `[文件](address)`
//! becomes 文件, and the cells of a table row are separated by tabs. What may not be a mark is kept.
//! Front matter (between two lines of `---` or `+++` at the very top) stays as it is.

use std::borrow::Cow;

use super::leftovers::entity;

/// Returns the text of the Markdown `source`, line by line.
pub(super) fn text(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let (front, rest) = split_front_matter(source);
    out.push_str(front);
    let shown = without_comments(rest);
    let mut fence: Option<&str> = None;
    let mut before_blank = true;
    for line in shown.lines() {
        if let Some(mark) = fence_at(line) {
            match fence {
                Some(open) if closes(mark, open, line) => fence = None,
                Some(_) => push_line(&mut out, line),
                None => fence = Some(mark),
            }
            continue;
        }
        if fence.is_some() {
            push_line(&mut out, line);
            continue;
        }
        let bare = block(line);
        let under = !before_blank && is_rule(bare, &['=', '-']);
        if under || is_rule_of_three(bare) || is_table_rule(bare) {
            continue;
        }
        match cells(bare) {
            Some(row) => inline(&row, &mut out),
            None => inline(heading(bare), &mut out),
        }
        out.push('\n');
        before_blank = bare.is_empty();
    }
    out
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// Splits `source` after its front matter, in YAML or TOML, which may be empty.
fn split_front_matter(source: &str) -> (&str, &str) {
    let mut length = 0;
    let mut bar = "";
    for (at, line) in source.split_inclusive('\n').enumerate() {
        let words = line.trim_end();
        if at == 0 {
            if !matches!(words, "---" | "+++") {
                break;
            }
            bar = words;
        }
        length += line.len();
        if at > 0 && (words == bar || (bar == "---" && words == "...")) {
            return source.split_at_checked(length).unwrap_or(("", source));
        }
    }
    ("", source)
}

/// Returns the run of marks with which `line` opens or closes a block of code.
fn fence_at(line: &str) -> Option<&str> {
    let start = line.trim_start();
    let mark = start.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let (marks, _) = start.split_at(start.len() - start.trim_start_matches(mark).len());
    (marks.len() >= 3).then_some(marks)
}

/// Returns whether `line`, with the marks `close`, closes the block of code that `open` opens: the same
/// mark, as many, and nothing else.
fn closes(close: &str, open: &str, line: &str) -> bool {
    close.starts_with(open) && line.trim() == close
}

/// Returns `source` without comments (`<!-- … -->`), which Markdown does not show. Those in code are text,
/// and so is one that is never closed.
fn without_comments(source: &str) -> Cow<'_, str> {
    let (start, end) = ("<!--", "-->");
    if !source.contains(start) {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    let mut fence: Option<&str> = None;
    let mut rest = source;
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.find('\n').map_or(rest.len(), |at| at + 1));
        let mark = fence_at(line);
        fence = match (fence, mark) {
            (Some(open), Some(mark)) if closes(mark, open, line) => None,
            (None, mark) => mark,
            (open, _) => open,
        };
        let comment = if fence.is_none() && mark.is_none() { comment_in(line) } else { None };
        let Some(at) = comment else {
            out.push_str(line);
            rest = after;
            continue;
        };
        let (before, comment) = rest.split_at(at);
        out.push_str(before);
        let Some(length) = comment.find(end) else {
            out.push_str(comment);
            break;
        };
        (_, rest) = comment.split_at(length + end.len());
    }
    Cow::Owned(out)
}

/// Returns the byte of `line` where a comment begins that is not in code: `` `<!--` ``.
fn comment_in(line: &str) -> Option<usize> {
    let mut found = line.match_indices("<!--").map(|(at, _)| at);
    found.find(|at| line.split_at(*at).0.matches('`').count().is_multiple_of(2))
}

/// Removes the marks of quotations and lists from the start of `line`, and blanks from both ends.
fn block(line: &str) -> &str {
    let mut rest = line.trim();
    while let Some(quoted) = rest.strip_prefix('>') {
        rest = quoted.trim_start();
    }
    let item = ["- ", "* ", "+ "].iter().find_map(|bullet| rest.strip_prefix(bullet));
    let Some(item) = item.filter(|_| !is_rule_of_three(rest)) else { return rest };
    let item = item.trim_start();
    let task = ["[ ] ", "[x] ", "[X] "].iter().find_map(|task| item.strip_prefix(task));
    task.map_or(item, str::trim_start)
}

/// Removes the marks of a heading: one to six `#` and a blank at the start, any `#` at the end.
fn heading(line: &str) -> &str {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    if !(1..=6).contains(&level)
        || !(words.is_empty() || words.starts_with([' ', '\t', '\u{3000}']))
    {
        return line;
    }
    let words = words.trim();
    let closed = words.trim_end_matches('#');
    if closed.ends_with([' ', '\t']) { closed.trim_end() } else { words }
}

/// Returns whether `line` is two or more of one of `marks` and nothing else.
fn is_rule(line: &str, marks: &[char]) -> bool {
    marks.iter().any(|&mark| line.len() > 1 && line.chars().all(|character| character == mark))
}

/// Returns whether `line` is a horizontal rule: three or more of `-`, `*` or `_`, with any blanks.
fn is_rule_of_three(line: &str) -> bool {
    ['-', '*', '_'].iter().any(|&mark| {
        line.matches(mark).count() > 2
            && line.chars().all(|character| character == mark || character == ' ')
    })
}

/// Returns whether `line` separates the head of a table from its rows.
fn is_table_rule(line: &str) -> bool {
    line.contains('|')
        && line.contains("--")
        && line.chars().all(|character| matches!(character, '|' | '-' | ':' | ' '))
}

/// Returns the cells of a table row separated by tabs, `None` if `line` is not a table row.
fn cells(line: &str) -> Option<String> {
    let row = line.strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    Some(cells.join("\t"))
}

/// Appends `line` to `out` without the marks of emphasis, code, links, pictures and escapes.
fn inline(line: &str, out: &mut String) {
    let mut rest = line;
    let mut before = None;
    while let Some(character) = rest.chars().next() {
        let after = rest.split_at(character.len_utf8()).1;
        if character == '&'
            && let Some((words, length)) = entity(after)
        {
            out.push_str(&words);
            before = out.chars().next_back();
            rest = after.split_at(length).1;
            continue;
        }
        let taken = match character {
            '\\' => escaped(after),
            '*' | '_' | '~' | '`' => emphasised(rest, character, before),
            '[' => link(rest),
            '!' => link(after),
            '<' => line_break(rest),
            _ => None,
        };
        let Some(Taken { words, rest: remaining, nested }) = taken else {
            out.push(character);
            before = Some(character);
            rest = after;
            continue;
        };
        // Marks nest only a few levels deep, and each level is shorter than the one around it.
        if nested {
            inline(words, out);
        } else {
            out.push_str(words);
        }
        before = out.chars().next_back();
        rest = remaining;
    }
}

/// The words inside a mark, and the text after it.
struct Taken<'a> {
    words: &'a str,
    rest: &'a str,
    nested: bool,
}

/// Reads the character after a backslash, if it can be a mark.
fn escaped(after: &str) -> Option<Taken<'_>> {
    let first = after.chars().next().filter(char::is_ascii_punctuation)?;
    let (words, rest) = after.split_at_checked(first.len_utf8())?;
    Some(Taken { words, rest, nested: false })
}

/// How many bytes are searched for the end of a mark: some 200 Chinese characters, more than anyone
/// emphasizes. The limit keeps the time for a line of nothing but marks linear.
const AHEAD: usize = 600;

/// Returns the start of `text` that is searched for the end of a mark.
fn ahead(text: &str) -> &str {
    let mut starts = (AHEAD - 3..=AHEAD).rev().map(|length| text.get(..length));
    starts.find_map(|start| start).unwrap_or(text)
}

/// Reads `**words**`, `*words*`, `__words__`, `_words_`, `~~words~~` or `` `words` `` at the start
/// of `text`. Marks next to ASCII letters and digits (5*8*2, a_b_c) are not emphasis.
fn emphasised(text: &str, mark: char, before: Option<char>) -> Option<Taken<'_>> {
    let width = text.chars().take(4).take_while(|&next| next == mark).count();
    let inside = text.get(width..)?;
    let allowed = if mark == '~' { 2..=2 } else { 1..=3 };
    if !allowed.contains(&width) || before.is_some_and(|before| before.is_ascii_alphanumeric()) {
        return None;
    }
    let fence = text.get(..width)?;
    let length = ahead(inside).find(fence)?;
    let words = inside.get(..length)?;
    let rest = inside.get(length + width..)?;
    let loose = words.is_empty() || words.trim() != words;
    let runs_on =
        rest.starts_with(mark) || rest.starts_with(|next: char| next.is_ascii_alphanumeric());
    (!loose && !runs_on).then_some(Taken { words, rest, nested: mark != '`' })
}

/// Reads `[words](address)` at the start of `text`.
fn link(text: &str) -> Option<Taken<'_>> {
    let inside = text.strip_prefix('[')?;
    let (words, rest) = inside.split_at_checked(ahead(inside).find(']')?)?;
    let address = rest.strip_prefix("](")?;
    let end = ahead(address).find(')')?;
    Some(Taken { words, rest: address.get(end + 1..)?, nested: true })
}

/// Reads `<br>` as the end of a line.
fn line_break(text: &str) -> Option<Taken<'_>> {
    let tags = ["<br>", "<br/>", "<br />", "<BR>"];
    let rest = tags.iter().find_map(|tag| text.strip_prefix(tag))?;
    Some(Taken { words: "\n", rest, nested: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Dice;

    #[test]
    fn marks_go_and_words_stay() {
        let table = [
            ("# 一、概况", "一、概况"),
            ("### （一）学法 ###", "（一）学法"),
            ("#标签#", "#标签#"),
            ("####### 七", "####### 七"),
            ("# C#", "C#"),
            ("**一、概况**", "一、概况"),
            ("***一***、*概况*", "一、概况"),
            ("__一__、_概况_", "一、概况"),
            ("~~旧~~新", "旧新"),
            ("`代码`", "代码"),
            ("5*8*2 和 a_b_c", "5*8*2 和 a_b_c"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("a ** b", "a ** b"),
            ("[通知](http://a.example/b)印发", "通知印发"),
            ("![图](a.png)", "图"),
            ("[**通知**](a)", "通知"),
            ("〔2023〕[1]号", "〔2023〕[1]号"),
            ("1\\. 学法", "1. 学法"),
            ("\\*重要\\*", "*重要*"),
            ("- 学法", "学法"),
            ("  * [x] 学法", "学法"),
            ("> > 引文", "引文"),
            ("1. 学法", "1. 学法"),
            ("| 县 | 件 |", "县\t件"),
            ("甲<br>乙", "甲\n乙"),
            ("&nbsp;甲&amp;乙", "\u{a0}甲&乙"),
        ];
        for (source, expected) in table {
            assert_eq!(text(source), format!("{expected}\n"), "{source}");
        }
    }

    #[test]
    fn lines_that_only_draw_are_left_out() {
        let source = "题名\n====\n\n甲\n\n---\n\n* * *\n| a | b |\n|---|:-:|\n```rust\n*b*\n```\n";
        assert_eq!(text(source), "题名\n\n甲\n\n\na\tb\n*b*\n");
    }

    #[test]
    fn comments_are_no_text_outside_code() {
        for (source, expected) in [
            ("甲<!-- 注 -->乙", "甲乙\n"),
            ("甲\n<!-- 注\n\n# 注\n-->\n乙", "甲\n\n乙\n"),
            ("<!-- 一 -->甲<!-- 二 --><!-- 三 -->乙", "甲乙\n"),
            ("```\n<!-- 注 -->\n```\n甲", "<!-- 注 -->\n甲\n"),
            ("~~~\n```\n<!-- 注 -->\n~~~\n甲<!-- 注 -->", "```\n<!-- 注 -->\n甲\n"),
            ("`<!-- 注 -->`和<!-- 注 -->乙", "<!-- 注 -->和乙\n"),
            ("甲<!-- 没有结束\n乙", "甲<!-- 没有结束\n乙\n"),
            ("<!--\n```\n-->\n甲<!-- ` -->乙", "\n甲乙\n"),
            ("<!---->甲<!-- -- -->乙-->", "甲乙-->\n"),
        ] {
            assert_eq!(text(source), expected, "{source}");
        }
    }

    #[test]
    fn front_matter_is_passed_through() {
        let source = "---\nyear: 2023\nnote: \"*a*\"\n---\n# 题名\n";
        assert_eq!(text(source), "---\nyear: 2023\nnote: \"*a*\"\n---\n题名\n");
        assert_eq!(text("+++\nt = '*a*'\n+++\n*甲*\n"), "+++\nt = '*a*'\n+++\n甲\n");
        assert_eq!(text("---\nt: '*a*'\n...\n*甲*\n"), "---\nt: '*a*'\n...\n甲\n");
        assert_eq!(text("甲\n\n---\n"), "甲\n\n");
    }

    #[test]
    fn no_word_is_lost_in_any_mix_of_marks() {
        let marks =
            ["*", "**", "_", "`", "[", "](", ")", "!", "\\", "#", "- ", "\n", "~~", "|", " "];
        let words = ["学法", "用法", "2023年", "甲", "乙"];
        let mut dice = Dice::new(11);
        for _ in 0..2000 {
            let mut source = String::new();
            for _ in 0..dice.below(20) {
                source.push_str(dice.pick(&marks));
                source.push_str(dice.pick(&words));
            }
            // Addresses of links are the only words that are removed, so the mix has none.
            let source = source.replace("](", "] (");
            let han = |text: &str| -> String { text.chars().filter(|c| !c.is_ascii()).collect() };
            assert_eq!(han(&text(&source)), han(&source), "{source:?}");
        }
    }
}

//! What pages and databases leave in texts that were exported from them.
//!
//! A text field of a database has `<br>`, `<p>` and `&nbsp;`, or a literal `\n` for each line; a form
//! that took one line has 　　 between the paragraphs. They are read as what they stand for, where it
//! is clear that they stand for it: a known element, a known entity with its semicolon, several `\n`
//! that are no part of a word, several blanks of a paragraph's width after stops. All else is text.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// Returns `text` with paragraphs and characters in place of what was left of them.
pub(super) fn read(text: String) -> String {
    let text = lines_of_escapes(text);
    let text = if text.contains('<') { without_tags(&text) } else { text };
    let text = entities(&text).into_owned();
    paragraphs_of_line(text)
}

/// The least number of literal `\n` that are the ends of lines: one can be anything.
const FEWEST_ESCAPES: usize = 2;

/// Returns `text` with lines in place of literal `\n`, if these are clearly the ends of its lines: there
/// are more of them than of real ones, and no word follows them (`C:\new`).
fn lines_of_escapes(text: String) -> String {
    let escapes = || text.match_indices("\\n");
    let count = escapes().count();
    let is_in_path = |(at, _): (usize, &str)| {
        text.get(at + 2..).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    let lines = text.trim().matches('\n').count();
    if count < FEWEST_ESCAPES || lines >= count || escapes().any(is_in_path) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let read = escape(after);
        out.push(read.map_or('\\', |(character, _)| character));
        rest = after.split_at(read.map_or(0, |(_, length)| length)).1;
    }
    out.push_str(rest);
    out
}

/// Returns the character that `after`, which follows a backslash, stands for, and its length.
fn escape(after: &str) -> Option<(char, usize)> {
    let found = match after.chars().next()? {
        'r' if after.starts_with("r\\n") => ('\n', 3),
        'n' | 'r' => ('\n', 1),
        't' => ('\t', 1),
        mark @ ('"' | '\'' | '/' | '\\') => (mark, 1),
        'u' => (char::from_u32(u32::from_str_radix(after.get(1..5)?, 16).ok()?)?, 5),
        _ => return None,
    };
    Some(found)
}

/// Elements that begin and end a line.
const BLOCKS: &str = "p br div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd tr table tbody thead hr section article center \
     blockquote pre";

/// Other elements that are read as what is in them.
const INLINE: &str = "span font b strong i em u s a img sup sub o:p td th small big ins del label body html input col \
     colgroup ucapcontent";

/// Elements whose content is no text, with their end tags.
const HIDDEN: [(&str, &str); 4] = [
    ("script", "</script>"),
    ("style", "</style>"),
    ("SCRIPT", "</SCRIPT>"),
    ("STYLE", "</STYLE>"),
];

/// The most bytes of a tag: pictures are written into some.
const LONGEST_TAG: usize = 4000;

/// The least number of tags of lines in a text that was a page; a text can speak of one.
const FEWEST_BLOCKS: usize = 2;

/// Returns `text` without tags and comments, with the lines that the tags make, if it clearly was a page.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut absent = Vec::new();
    let mut blocks = 0;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let Some((read, length)) = tag(after, &mut absent) else {
            out.push('<');
            rest = after;
            continue;
        };
        blocks += usize::from(read == "\n");
        out.push_str(read);
        rest = after.split_at(length).1;
    }
    if blocks < FEWEST_BLOCKS {
        return text.to_owned();
    }
    out.push_str(rest);
    out
}

/// Returns the byte after the next `ending` in `text`. Endings that do not occur are kept in `absent`, so
/// that a text of nothing but beginnings is not searched for each of them.
fn end_of(text: &str, ending: &'static str, absent: &mut Vec<&'static str>) -> Option<usize> {
    if absent.contains(&ending) {
        return None;
    }
    let end = text.find(ending).map(|at| at + ending.len());
    if end.is_none() {
        absent.push(ending);
    }
    end
}

/// Reads the tag, or the comment, whose `<` precedes `after`; returns what stands for it in the text, and
/// its length.
fn tag(after: &str, absent: &mut Vec<&'static str>) -> Option<(&'static str, usize)> {
    if after.starts_with("!--") {
        return end_of(after, "-->", absent).map(|end| ("", end));
    }
    let bare = after.strip_prefix('/').unwrap_or(after);
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == ':';
    let name = bare.split(|c| !is_name(c)).next()?;
    let rest = bare.get(name.len()..)?;
    if !rest.starts_with(['>', '/', ' ', '\t', '\n', '\r']) {
        return None;
    }
    let end = rest.bytes().take(LONGEST_TAG).position(|byte| matches!(byte, b'>' | b'<'))?;
    rest.get(end..)?.strip_prefix('>')?;
    let length = after.len() - rest.len() + end + 1;
    let lower = name.to_ascii_lowercase();
    let is_one_of = |words: &str| words.split(' ').any(|word| word == lower);
    if let Some((_, close)) = HIDDEN.iter().find(|(hidden, _)| *hidden == name) {
        let end = end_of(after.get(length..)?, close, absent).unwrap_or(0);
        return Some(("", length + end));
    }
    if is_one_of("td th") && after.starts_with('/') {
        return Some(("\t", length));
    }
    if is_one_of(BLOCKS) {
        return Some(("\n", length));
    }
    is_one_of(INLINE).then_some(("", length))
}

/// Returns `text` with the characters that entities stand for. Some exports write `&` itself as an
/// entity: `&amp;nbsp;`.
fn entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let twice = after.strip_prefix("amp;").and_then(|inner| Some((entity(inner)?, 4)));
        let Some(((words, length), skipped)) = twice.or_else(|| Some((entity(after)?, 0))) else {
            out.push('&');
            rest = after;
            continue;
        };
        out.push_str(&words);
        rest = after.split_at(skipped + length).1;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The most bytes of an entity after `&`.
const LONGEST_ENTITY: usize = 32;

/// Returns the characters of the entity whose `&` precedes `after`, and its length. Only a space is one
/// without its semicolon, as browsers read it too.
pub(super) fn entity(after: &str) -> Option<(Cow<'static, str>, usize)> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let end = after.bytes().take(LONGEST_ENTITY).take_while(is_part).count();
    let name = after.get(..end)?;
    if !after.split_at(end).1.starts_with(';') {
        return after.starts_with("nbsp").then_some((Cow::Borrowed("\u{a0}"), "nbsp".len()));
    }
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(|words| (Cow::Borrowed(words), end + 1));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    let character = char::from_u32(code.ok()?).filter(|it| !it.is_control() || *it == '\n')?;
    Some((Cow::Owned(character.to_string()), end + 1))
}

/// The least number of characters of a line that holds several paragraphs.
const LEAST_LINE: usize = 80;

/// The least width of the blanks between two paragraphs, in half characters: two characters.
const LEAST_BLANKS: usize = 4;

/// The least number of blanks between paragraphs in a line, and of those that follow a stop.
const FEWEST_BLANKS: (usize, usize) = (3, 2);

/// Returns `text` with each paragraph of a line of several on a line of its own.
fn paragraphs_of_line(text: String) -> String {
    if !text.lines().any(|line| line.len() >= LEAST_LINE * 3 && !borders(line).is_empty()) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        let mut start = 0;
        for border in borders(line) {
            out.push_str(line.get(start..border).unwrap_or_default());
            out.push('\n');
            start = border;
        }
        out.push_str(line.get(start..).unwrap_or_default());
    }
    out
}

/// Returns the bytes of `line` where the blanks between its paragraphs begin; none if it is one
/// paragraph.
fn borders(line: &str) -> Vec<usize> {
    let words = line.trim_end();
    let mut found = Vec::new();
    let mut after_stops = 0;
    let mut blanks: Option<(usize, usize)> = None;
    for (at, character) in words.char_indices() {
        if character.is_whitespace() && character != '\t' {
            let wide = if character == '\u{3000}' { 2 } else { 1 };
            blanks = Some(blanks.map_or((at, wide), |(start, width)| (start, width + wide)));
            continue;
        }
        let Some((start, width)) = blanks.take() else { continue };
        let before = words.split_at(start).0;
        if start == 0 || width < LEAST_BLANKS {
            continue;
        }
        after_stops += usize::from(before.ends_with(['。', '！', '？', '；', '：', '”', ':']));
        found.push(start);
    }
    let (fewest, fewest_after_stops) = FEWEST_BLANKS;
    let is_several = words.chars().count() >= LEAST_LINE
        && found.len() >= fewest
        && after_stops >= fewest_after_stops;
    if is_several { found } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_read_where_they_are_clear() {
        for (text, expected) in [
            ("&nbsp;&nbsp;一、概况", "\u{a0}\u{a0}一、概况"),
            ("&ldquo;三项&rdquo;制度&hellip;&#12288;&#x4E00;", "“三项”制度…\u{3000}一"),
            ("&nbsp&nbsp概况&amp;nbsp;&amp;ldquo;甲&amp;rdquo;", "\u{a0}\u{a0}概况\u{a0}“甲”"),
            ("a=1&copy=2&times=3 R&D AT&amp;T &不是;", "a=1&copy=2&times=3 R&D AT&T &不是;"),
            ("&#0;&#xD800;&#99999999;&unknown;", "&#0;&#xD800;&#99999999;&unknown;"),
            ("甲<br>乙<BR/>丙<br />丁", "甲\n乙\n丙\n丁"),
            ("<p style=\"text-indent:2em\">甲</p><p>乙</p>", "\n甲\n\n乙\n"),
            ("<br><span>甲</span><strong>乙</strong><o:p></o:p><br>", "\n甲乙\n"),
            ("<table><tr><td>甲</td><td>乙</td></tr></table>", "\n\n甲\t乙\t\n\n"),
            ("<p>甲<!-- 注 --><style>p{}</style><script>a<b</script>乙</p>", "\n甲乙\n"),
            ("甲<script>alert(1)</script>乙<br>", "甲<script>alert(1)</script>乙<br>"),
            (
                "p<0.05，a<b，<甲>，<法>，1<2>0，<pre，<p",
                "p<0.05，a<b，<甲>，<法>，1<2>0，<pre，<p",
            ),
            ("甲\\n乙\\n\\t丙\\\"丁", "甲\n乙\n\t丙\"丁"),
            ("甲\\r\\n乙\\r\\n丙\\u3000丁", "甲\n乙\n丙\u{3000}丁"),
            ("C:\\new\\notes", "C:\\new\\notes"),
            ("甲\\n乙", "甲\\n乙"),
            ("甲\\n乙\\n丙\n丁\n戊\n", "甲\\n乙\\n丙\n丁\n戊\n"),
        ] {
            assert_eq!(read(text.to_owned()), expected, "{text}");
        }
    }

    #[test]
    fn paragraphs_of_one_line_are_told_apart() {
        let sentence = "全年审查合同文本三十八份，聘请法律顾问三名，组织专题培训四次，成效明显。";
        let whole =
            ["云岫县司法局报告", sentence, "一、主要举措", sentence, sentence, "云岫县司法局"];
        for between in [
            "\u{3000}\u{3000}",
            "    ",
            "\u{a0}\u{a0}\u{a0}\u{a0}",
            "\u{2003}\u{2003}\u{3000}\u{3000}",
        ] {
            let lines = read(whole.join(between));
            let lines: Vec<&str> = lines.lines().map(str::trim).collect();
            assert_eq!(lines, whole, "{between:?}");
        }
        for line in [
            whole.join("\u{3000}"),
            format!("{sentence}\u{3000}\u{3000}{sentence}"),
            "云岫县司法局\u{3000}\u{3000}李云\u{3000}\u{3000}王明\u{3000}\u{3000}赵清".repeat(4),
        ] {
            assert_eq!(read(line.clone()), line);
        }
    }
}

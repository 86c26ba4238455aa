//! The part of Markdown in which the chapters are written, as blocks.
//!
//! Headings, paragraphs, lists of one level, tables, blocks of code; in a line code, bold text and links.
//! A line break is a blank, except between two Chinese characters. Whatever else Markdown knows is no
//! part of a chapter, which a test keeps.

/// What a chapter consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading of level 1 to 3.
    Heading {
        level: u8,
        text: Vec<Span>,
    },
    Paragraph(Vec<Span>),
    List {
        is_numbered: bool,
        items: Vec<Vec<Span>>,
    },
    Table {
        head: Vec<Vec<Span>>,
        rows: Vec<Vec<Vec<Span>>>,
    },
    Code(String),
}

/// A run of characters in a line that have one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) is_bold: bool,
    pub(crate) form: Form,
}

/// What a span is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Code,
    /// A link to this address.
    Link(String),
}

impl Block {
    /// Reads a text in Markdown.
    pub(crate) fn all(text: &str) -> Vec<Self> {
        let mut lines = text.lines().peekable();
        let mut blocks = Vec::new();
        while let Some(line) = lines.next() {
            // What a line begins with says what it is, and how far it goes.
            let mut rest = |goes_on: fn(&str) -> bool| {
                let mut all = vec![line];
                while let Some(next) = lines.next_if(|next| goes_on(next)) {
                    all.push(next);
                }
                all
            };
            blocks.push(if let Some((level, title)) = heading(line) {
                Block::Heading { level, text: spans(title) }
            } else if line.starts_with("```") {
                let code = rest(|next| next != "```");
                lines.next();
                Block::Code(code.get(1..).unwrap_or_default().join("\n"))
            } else if line.starts_with('|') {
                table(&rest(|next| next.starts_with('|')))
            } else if bullet(line).is_some() {
                let lines = rest(|next| bullet(next).is_some() || next.starts_with("  "));
                Block::List { is_numbered: false, items: items(&lines, bullet) }
            } else if numbered(line).is_some() {
                let lines = rest(|next| numbered(next).is_some() || next.starts_with("  "));
                Block::List { is_numbered: true, items: items(&lines, numbered) }
            } else if line.is_empty() {
                continue;
            } else {
                Block::Paragraph(spans(&joined(&rest(goes_on_with))))
            });
        }
        blocks
    }
}

/// Returns whether a line goes on with the paragraph above it.
fn goes_on_with(line: &str) -> bool {
    let begins = line.starts_with("```") || heading(line).is_some() || bullet(line).is_some();
    !line.is_empty() && !begins
}

/// Returns the characters of spans.
pub(crate) fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// Returns the level and the text of a heading.
fn heading(line: &str) -> Option<(u8, &str)> {
    let marks = [(1, "# "), (2, "## "), (3, "### ")];
    marks.into_iter().find_map(|(level, mark)| Some((level, line.strip_prefix(mark)?)))
}

/// Reads a table: its head, the line between, its rows.
fn table(lines: &[&str]) -> Block {
    let cells = |line: &&str| -> Vec<Vec<Span>> {
        line.trim_matches('|').split('|').map(|cell| spans(cell.trim())).collect()
    };
    Block::Table {
        head: lines.first().map(cells).unwrap_or_default(),
        rows: lines.iter().skip(2).map(cells).collect(),
    }
}

/// Returns the text of a line that begins an item of a list.
fn bullet(line: &str) -> Option<&str> {
    line.strip_prefix("- ")
}

/// Returns the text of a line that begins an item of a numbered list.
fn numbered(line: &str) -> Option<&str> {
    // A line that begins with the point is none.
    let is_number = line.starts_with(|c: char| c.is_ascii_digit());
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix(". ").filter(|_| is_number)
}

/// Reads the items of a list, which begin as `text` says; other lines go on with the item before.
fn items(lines: &[&str], text: fn(&str) -> Option<&str>) -> Vec<Vec<Span>> {
    let mut items: Vec<Vec<&str>> = Vec::new();
    for line in lines {
        match (text(line), items.last_mut()) {
            (Some(text), _) => items.push(vec![text]),
            (None, Some(item)) => item.push(line.trim_start()),
            (None, None) => items.push(vec![line]),
        }
    }
    items.iter().map(|item| spans(&joined(item))).collect()
}

/// Joins the lines of a paragraph. Between Chinese characters a line break is no blank.
fn joined(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let is_latin = |c: Option<char>| c.is_none_or(|c| c.is_ascii());
        let is_apart = is_latin(text.chars().last()) || is_latin(line.chars().next());
        if !text.is_empty() && is_apart {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// Reads code, bold text and links in a line. A mark that is never closed is a character.
fn spans(line: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let (mut rest, mut is_bold) = (line, false);
    while !rest.is_empty() {
        let (text, form, after) = if let Some((code, after)) = between(rest, "`", "`") {
            (code, Form::Code, after)
        } else if let Some((text, address, after)) = link(rest) {
            (text, Form::Link(address.to_owned()), after)
        } else if let Some(after) = rest.strip_prefix("**")
            && (is_bold || after.contains("**"))
        {
            (is_bold, rest) = (!is_bold, after);
            continue;
        } else {
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let end = rest.get(first..).and_then(|it| it.find(['`', '[', '*']));
            let (text, after) = rest.split_at(end.map_or(rest.len(), |end| first + end));
            (text, Form::Text, after)
        };
        match spans.last_mut() {
            Some(last) if (&last.form, last.is_bold) == (&form, is_bold) && form == Form::Text => {
                last.text += text;
            }
            _ => spans.push(Span { text: text.to_owned(), is_bold, form }),
        }
        rest = after;
    }
    spans
}

/// Returns the text and the address of a link, and what follows it.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (label, after) = between(text, "[", "](")?;
    let (address, after) = after.split_once(')')?;
    Some((label, address, after))
}

/// Splits a text that begins with `open` at the next `close`: returns the text between them and the rest.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<(&'t str, &'t str)> {
    text.strip_prefix(open)?.split_once(close)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manual::Chapter;
    use crate::report::Language;

    /// Returns what in a text means something in Markdown and is not read here.
    fn unknown(text: &str) -> Vec<String> {
        let mut unknown = Vec::new();
        let mut is_code = false;
        for line in text.lines() {
            is_code ^= line.starts_with("```");
            if is_code || line == "```" {
                continue;
            }
            let begins =
                ["####", "> ", "* ", "+ ", "    ", "\t", "~~~", "===", "---", "***", "- -"];
            let inner = line.trim_start();
            let is_nested =
                inner.len() < line.len() && (bullet(inner).or(numbered(inner))).is_some();
            let is_pressed = line.starts_with('#') && heading(line).is_none();
            if begins.iter().any(|it| line.starts_with(it)) || is_nested || is_pressed {
                unknown.push(line.to_owned());
            }
            if line.ends_with("  ") || line.ends_with('\\') {
                unknown.push(format!("{line}: a forced line break"));
            }
        }
        for block in Block::all(text) {
            let (lines, is_even) = match block {
                Block::Heading { text, .. } | Block::Paragraph(text) => (vec![text], true),
                Block::List { items, .. } => (items, true),
                Block::Table { head, rows } => {
                    let is_even = rows.iter().all(|row| row.len() == head.len());
                    ([vec![head], rows].concat().concat(), is_even)
                }
                Block::Code(_) => continue,
            };
            if !is_even {
                unknown.push(format!("{}: rows of other lengths", plain(&lines.concat())));
            }
            for span in lines.concat().into_iter().filter(|span| span.form != Form::Code) {
                let is_mark = |c| "*_`[]<>\\~|".contains(c);
                let is_image = span.text.contains("![") || span.text.ends_with('!');
                let is_entity = span.text.contains('&') && span.text.contains(';');
                if span.text.contains(is_mark) || is_entity || is_image {
                    unknown.push(span.text);
                }
            }
        }
        unknown
    }

    #[test]
    fn chapters_have_no_form_that_is_not_read() {
        for text in [
            "#### a",
            "> a",
            "* a",
            "+ a",
            "    a",
            "- a\n  - b",
            "a\n---",
            "a\n===",
            "~~~\na\n~~~",
            "*a*",
            "_a_",
            "**a",
            "`a",
            "[a]",
            "<b>",
            "&nbsp;",
            "a  \nb",
            "a\\*b",
            "~~a~~",
            "![a](b)",
            "#a",
            "|a|b|\n|---|---|\n|c|",
        ] {
            assert!(!unknown(text).is_empty(), "{text}");
        }
        for chapter in Chapter::ALL {
            for language in Language::ALL {
                let unknown = unknown(chapter.text(language));
                assert_eq!(unknown, [""; 0], "{}.{}.md", chapter.key(), language.key());
            }
        }
    }

    #[test]
    fn lines_are_read_as_spans() {
        let read = |line: &str| -> String {
            let told = |span: Span| {
                let weight = if span.is_bold { "bold " } else { "" };
                format!("[{weight}{:?} {}]", span.form, span.text)
            };
            spans(line).into_iter().map(told).collect()
        };
        for (line, expected) in [
            ("甲 `a*b` 乙", "[Text 甲 ][Code a*b][Text  乙]"),
            ("**甲`a`**乙", "[bold Text 甲][bold Code a][Text 乙]"),
            ("见[甲](https://a.example)。", "[Text 见][Link(\"https://a.example\") 甲][Text 。]"),
            ("**甲 `b [c]", "[Text **甲 `b [c]]"),
            ("", ""),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }
}

//! The chapters of the manual as HTML.
//!
//! They are written for a terminal and for GitHub too, in the part of Markdown that is read here:
//! headings, paragraphs, lists of one level, tables, blocks of code; in a line code and bold text. A line
//! break is a blank, except between two Chinese characters.

use maud::{Markup, html};

use super::super::paths::help_path;
use crate::manual::Chapter;

/// Renders a text in Markdown.
pub(super) fn blocks(text: &str) -> Markup {
    let mut lines = text.lines().peekable();
    let mut rendered = Vec::new();
    // Tables are named by the heading above them.
    let mut heading = "";
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            heading = line.trim_start_matches(['#', ' ']);
        }
        // What a line begins with says what it is, and how far it goes.
        let mut rest = |goes_on: fn(&str) -> bool| {
            let mut all = vec![line];
            while let Some(next) = lines.next_if(|next| goes_on(next)) {
                all.push(next);
            }
            all
        };
        rendered.push(if let Some(title) = line.strip_prefix("### ") {
            html! { h3 { (inline(title)) } }
        } else if let Some(title) = line.strip_prefix("## ") {
            html! { h2 id=(anchor(title)) { (inline(title)) } }
        } else if let Some(title) = line.strip_prefix("# ") {
            html! { h1 { (inline(title)) } }
        } else if line.starts_with("```") {
            let code = rest(|next| next != "```");
            lines.next();
            html! { pre tabindex="0" { code { (code.get(1..).unwrap_or_default().join("\n")) } } }
        } else if line.starts_with('|') {
            table(&rest(|next| next.starts_with('|')), heading)
        } else if bullet(line).is_some() {
            let lines = rest(|next| bullet(next).is_some() || next.starts_with("  "));
            html! { ul { (items(&lines, bullet)) } }
        } else if numbered(line).is_some() {
            let lines = rest(|next| numbered(next).is_some() || next.starts_with("  "));
            html! { ol { (items(&lines, numbered)) } }
        } else if line.is_empty() {
            html! {}
        } else {
            html! { p { (inline(&joined(&rest(|next| !next.is_empty())))) } }
        });
    }
    html! { @for block in rendered { (block) } }
}

/// Returns the headings of the second level.
pub(super) fn headings(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter_map(move |line| {
        is_code ^= line.starts_with("```");
        line.strip_prefix("## ").filter(|_| !is_code)
    })
}

/// Returns the part of a text from a heading of the second level to the next one.
pub(super) fn section<'a>(text: &'a str, title: &str) -> Option<&'a str> {
    let start = text.find(&format!("\n## {title}\n"))? + 1;
    let rest = text.get(start..)?;
    Some(rest.find("\n## ").and_then(|end| rest.get(..end)).unwrap_or(rest))
}

/// Returns what a link to a heading names.
pub(super) fn anchor(title: &str) -> String {
    let is_kept = |c: char| c.is_alphanumeric();
    title.split(|c| !is_kept(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// Renders a table: its head, the line between, its rows.
fn table(lines: &[&str], name: &str) -> Markup {
    let cells = |line: &str| -> Vec<String> {
        let line = line.trim_matches('|');
        line.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let head = lines.first().map(|line| cells(line)).unwrap_or_default();
    html! {
        div.wide {
            table aria-label=(name) {
                thead { tr { @for cell in head { th scope="col" { (inline(&cell)) } } } }
                tbody {
                    @for line in lines.iter().skip(2) {
                        tr { @for cell in cells(line) { td { (inline(&cell)) } } }
                    }
                }
            }
        }
    }
}

/// Returns the text of a line that begins an item of a list.
fn bullet(line: &str) -> Option<&str> {
    line.strip_prefix("- ")
}

/// Returns the text of a line that begins an item of a numbered list.
fn numbered(line: &str) -> Option<&str> {
    line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(". ").filter(|_| {
        // A line that begins with the point is none.
        line.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Renders the items of a list, which begin as `text` says; other lines go on with the item before.
fn items(lines: &[&str], text: fn(&str) -> Option<&str>) -> Markup {
    let mut items: Vec<Vec<&str>> = Vec::new();
    for line in lines {
        match (text(line), items.last_mut()) {
            (Some(text), _) => items.push(vec![text]),
            (None, Some(item)) => item.push(line.trim_start()),
            (None, None) => items.push(vec![line]),
        }
    }
    html! { @for item in items { li { (inline(&joined(&item))) } } }
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

/// Renders code and bold text in a line. The command that shows a chapter is a link to it.
fn inline(text: &str) -> Markup {
    let bold = |text: &str| {
        html! {
            @for (at, piece) in text.split("**").enumerate() {
                @if at % 2 == 1 { strong { (piece) } } @else { (piece) }
            }
        }
    };
    let code = |code: &str| {
        let chapter = code.strip_prefix("chabao help ").and_then(Chapter::from_key);
        html! {
            @if let Some(chapter) = chapter {
                a href=(help_path(chapter)) { code { (code) } }
            } @else {
                code { (code) }
            }
        }
    };
    html! {
        @for (at, piece) in text.split('`').enumerate() {
            @if at % 2 == 1 { (code(piece)) } @else { (bold(piece)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_rendered() {
        for (text, expected) in [
            ("# 甲\n\n乙\n丙 `a<b`\n", "<h1>甲</h1><p>乙丙 <code>a&lt;b</code></p>"),
            ("## A b（c）\n### d", "<h2 id=\"A-b-c\">A b（c）</h2><h3>d</h3>"),
            ("1. a\n2. b\n   c", "<ol><li>a</li><li>b c</li></ol>"),
            ("- **甲**\n  b\n- c", "<ul><li><strong>甲</strong> b</li><li>c</li></ul>"),
            ("```sh\na\n\nb\n```\nc", "<pre tabindex=\"0\"><code>a\n\nb</code></pre><p>c</p>"),
            (
                "`chabao help query` `chabao help search`",
                "<p><a href=\"/help/query\"><code>chabao help query</code></a> \
                 <code>chabao help search</code></p>",
            ),
            (
                "## 丙\n| a | b |\n|---|---|\n| `甲` | 乙 |",
                "<h2 id=\"丙\">丙</h2><div class=\"wide\"><table aria-label=\"丙\"><thead><tr><th scope=\"col\">a</th>\
                 <th scope=\"col\">b</th></tr></thead><tbody><tr><td><code>甲</code></td><td>乙</td>\
                 </tr></tbody></table></div>",
            ),
        ] {
            assert_eq!(blocks(text).into_string(), expected);
        }
        let titles: Vec<&str> = headings("# a\n## b\n```sh\n## c\n```\n## d").collect();
        assert_eq!(titles, ["b", "d"]);
    }
}

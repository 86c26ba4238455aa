//! The pages of the manual.
//!
//! They are written for a terminal and for GitHub too, in the part of Markdown that is read here:
//! headings, paragraphs, lists of one level, tables, blocks of code; in a line code and bold text.

use maud::{Markup, html};

use super::layout::PageContext;

/// Returns the page of the query line.
pub(super) fn query_page(context: &PageContext) -> String {
    let text = context
        .pick(include_str!("../../manual/query.en.md"), include_str!("../../manual/query.zh.md"));
    let body = html! { article.manual { (blocks(text)) } };
    context.page(context.pick("The query line", "检索式"), &body)
}

/// Renders a text in Markdown.
fn blocks(text: &str) -> Markup {
    let mut lines = text.lines().peekable();
    let mut rendered = Vec::new();
    while let Some(line) = lines.next() {
        // What a line begins with says what it is, and how far it goes.
        let mut rest = |goes_on: fn(&str) -> bool| {
            let mut all = vec![line];
            while let Some(next) = lines.next_if(|next| goes_on(next)) {
                all.push(next);
            }
            all
        };
        rendered.push(if let Some(title) = line.strip_prefix("## ") {
            html! { h2 { (inline(title)) } }
        } else if let Some(title) = line.strip_prefix("# ") {
            html! { h1 { (inline(title)) } }
        } else if line.starts_with("```") {
            let code = rest(|next| next != "```");
            lines.next();
            html! { pre { code { (code.get(1..).unwrap_or_default().join("\n")) } } }
        } else if line.starts_with('|') {
            table(&rest(|next| next.starts_with('|')))
        } else if line.starts_with("- ") {
            list(&rest(|next| next.starts_with("- ") || next.starts_with("  ")))
        } else if line.is_empty() {
            html! {}
        } else {
            html! { p { (inline(&joined(&rest(|next| !next.is_empty())))) } }
        });
    }
    html! { @for block in rendered { (block) } }
}

/// Renders a table: its head, the line between, its rows.
fn table(lines: &[&str]) -> Markup {
    let cells = |line: &str| -> Vec<String> {
        let line = line.trim_matches('|');
        line.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let head = lines.first().map(|line| cells(line)).unwrap_or_default();
    html! {
        div.wide {
            table {
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

/// Renders a list; lines that are indented go on with the item before.
fn list(lines: &[&str]) -> Markup {
    let mut items: Vec<Vec<&str>> = Vec::new();
    for line in lines {
        match (line.strip_prefix("- "), items.last_mut()) {
            (Some(text), _) => items.push(vec![text]),
            (None, Some(item)) => item.push(line.trim_start()),
            (None, None) => items.push(vec![line]),
        }
    }
    html! { ul { @for item in items { li { (inline(&joined(&item))) } } } }
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

/// Renders code and bold text in a line.
fn inline(text: &str) -> Markup {
    let bold = |text: &str| {
        html! {
            @for (at, piece) in text.split("**").enumerate() {
                @if at % 2 == 1 { strong { (piece) } } @else { (piece) }
            }
        }
    };
    html! {
        @for (at, piece) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (piece) } } @else { (bold(piece)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;

    #[test]
    fn markdown_is_rendered() {
        for (text, expected) in [
            ("# 甲\n\n乙\n丙 `a<b`\n", "<h1>甲</h1><p>乙丙 <code>a&lt;b</code></p>"),
            ("- **甲**\n  b\n- c", "<ul><li><strong>甲</strong> b</li><li>c</li></ul>"),
            ("```sh\na\n\nb\n```\nc", "<pre><code>a\n\nb</code></pre><p>c</p>"),
            (
                "| a | b |\n|---|---|\n| `甲` | 乙 |",
                "<div class=\"wide\"><table><thead><tr><th scope=\"col\">a</th>\
                 <th scope=\"col\">b</th></tr></thead><tbody><tr><td><code>甲</code></td><td>乙</td>\
                 </tr></tbody></table></div>",
            ),
        ] {
            assert_eq!(blocks(text).into_string(), expected);
        }
    }

    #[test]
    fn the_page_of_the_query_line_has_every_form_in_both_languages() {
        for language in [Language::English, Language::Chinese] {
            let page = query_page(&PageContext::in_language(language));
            for form in ["NEAR/20", "BEFORE/20", "同句:", "同段:", "同节:", "全篇:", "~三项制度"]
            {
                assert!(page.contains(form), "{form}");
            }
            for key in crate::query::ConditionKey::ALL {
                let field = format!("{}:", key.label(Language::Chinese));
                assert!(
                    page.contains(&field) && page.contains(&format!("{}:", key.key())),
                    "{field}"
                );
            }
            assert!(!page.contains("**") && !page.contains("```"), "{page}");
        }
    }
}

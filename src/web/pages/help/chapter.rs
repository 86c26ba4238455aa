//! The chapters of the manual as HTML.

use maud::{Markup, html};

use super::super::paths::help_path;
use crate::manual::{Block, Chapter, Form, Span, plain};

/// Renders blocks of a chapter.
pub(super) fn rendered(blocks: &[Block]) -> Markup {
    // Tables are named by the heading above them.
    let mut name = String::new();
    let mut rendered = Vec::new();
    for block in blocks {
        rendered.push(match block {
            Block::Heading { level, text } => {
                name = plain(text);
                match level {
                    1 => html! { h1 { (inline(text)) } },
                    2 => html! { h2 id=(anchor(&name)) { (inline(text)) } },
                    _ => html! { h3 { (inline(text)) } },
                }
            }
            Block::Paragraph(text) => html! { p { (inline(text)) } },
            Block::List { is_numbered: false, items } => html! { ul { (list(items)) } },
            Block::List { is_numbered: true, items } => html! { ol { (list(items)) } },
            Block::Table { head, rows } => table(head, rows, &name),
            Block::Code(code) => html! { pre tabindex="0" { code { (code) } } },
        });
    }
    html! { @for block in rendered { (block) } }
}

/// Returns the headings of the second level.
pub(super) fn headings(blocks: &[Block]) -> impl Iterator<Item = String> {
    blocks.iter().filter_map(|block| match block {
        Block::Heading { level: 2, text } => Some(plain(text)),
        _ => None,
    })
}

/// Returns the blocks from a heading of the second level to the next one.
pub(super) fn section<'a>(blocks: &'a [Block], title: &str) -> &'a [Block] {
    let is_heading = |block: &Block| matches!(block, Block::Heading { level: 2, .. });
    let is_start = |block: &Block| {
        is_heading(block) && headings(std::slice::from_ref(block)).any(|it| it == title)
    };
    let Some(start) = blocks.iter().position(is_start) else { return &[] };
    let rest = blocks.get(start..).unwrap_or_default();
    let end = rest.iter().skip(1).position(is_heading).map_or(rest.len(), |end| end + 1);
    rest.get(..end).unwrap_or_default()
}

/// Returns what a link to a heading names.
pub(super) fn anchor(title: &str) -> String {
    let is_kept = |c: char| c.is_alphanumeric();
    title.split(|c| !is_kept(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

fn table(head: &[Vec<Span>], rows: &[Vec<Vec<Span>>], name: &str) -> Markup {
    html! {
        div.wide {
            table aria-label=(name) {
                thead { tr { @for cell in head { th scope="col" { (inline(cell)) } } } }
                tbody { @for row in rows { tr { @for cell in row { td { (inline(cell)) } } } } }
            }
        }
    }
}

fn list(items: &[Vec<Span>]) -> Markup {
    html! { @for item in items { li { (inline(item)) } } }
}

/// Renders code, bold text and links in a line. The command that shows a chapter is a link to it.
fn inline(spans: &[Span]) -> Markup {
    let run = |span: &Span| match &span.form {
        Form::Text => html! { (span.text) },
        Form::Link(address) => html! { a href=(address) { (span.text) } },
        Form::Code => {
            let chapter = span.text.strip_prefix("chabao help ").and_then(Chapter::from_key);
            let address = chapter.map(help_path);
            html! {
                @if let Some(address) = address {
                    a href=(address) { code { (span.text) } }
                } @else {
                    code { (span.text) }
                }
            }
        }
    };
    html! {
        @for span in spans {
            @if span.is_bold { strong { (run(span)) } } @else { (run(span)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;

    fn html_of(text: &str) -> String {
        rendered(&Block::all(text)).into_string()
    }

    #[test]
    fn markdown_is_rendered() {
        for (text, expected) in [
            ("# 甲\n\n乙\n丙 `a<b`\n", "<h1>甲</h1><p>乙丙 <code>a&lt;b</code></p>"),
            ("## A b（c）\n### d", "<h2 id=\"A-b-c\">A b（c）</h2><h3>d</h3>"),
            ("1. a\n2. b\n   c", "<ol><li>a</li><li>b c</li></ol>"),
            ("- **甲**\n  b\n- c", "<ul><li><strong>甲</strong> b</li><li>c</li></ul>"),
            ("[a](https://a.example)", "<p><a href=\"https://a.example\">a</a></p>"),
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
            assert_eq!(html_of(text), expected);
        }
    }

    #[test]
    fn a_section_ends_at_the_next_heading_of_its_level() {
        let blocks = Block::all("# a\n## b\nc\n### d\ne\n```sh\n## f\n```\n## g\nh");
        assert_eq!(headings(&blocks).collect::<Vec<_>>(), ["b", "g"]);
        assert_eq!(rendered(section(&blocks, "g")).into_string(), "<h2 id=\"g\">g</h2><p>h</p>");
        assert_eq!(section(&blocks, "b").len(), 5);
        assert!(section(&blocks, "d").is_empty());
        let all = Chapter::Query.blocks(Language::English);
        assert!(headings(&all).all(|title| section(&all, &title).len() > 1));
    }
}

//! The chapters for people at a terminal.

use super::Chapter;
use super::line::Line;
use super::markdown::{Block, Span};
use super::text_table::table;
use crate::present::Style;

/// The blanks before all that is not a heading, and those before code.
const INDENT: &str = "  ";
const CODE_INDENT: &str = "    ";

impl Style {
    /// Returns the chapter of the manual with this key or title, in lines of at most `width` cells. Wider
    /// are code and what cannot be broken, such as an address.
    #[must_use]
    pub fn chapter(self, topic: &str, width: usize) -> Option<String> {
        let chapter = Chapter::from_key(topic).or_else(|| Chapter::from_label(topic))?;
        Some(self.blocks(&chapter.blocks(self.language), width))
    }

    fn blocks(self, blocks: &[Block], width: usize) -> String {
        let mut lines: Vec<String> = Vec::new();
        let mut is_below_heading = true;
        for block in blocks {
            if !is_below_heading {
                lines.push(String::new());
            }
            is_below_heading = matches!(block, Block::Heading { level: 2.., .. });
            let room = width - INDENT.len();
            lines.extend(match block {
                Block::Heading { level, text } => {
                    let indent = if *level > 2 { INDENT } else { "" };
                    Line::new(self, text).bold().hanging(width, indent, indent)
                }
                Block::Paragraph(text) => Line::new(self, text).hanging(width, INDENT, INDENT),
                Block::List { is_numbered, items } => self.list(items, *is_numbered, width),
                Block::Table { head, rows } => {
                    let cells = |row: &Vec<Vec<Span>>| -> Vec<Line> {
                        row.iter().map(|cell| Line::new(self, cell)).collect()
                    };
                    let head: Vec<Line> = cells(head).into_iter().map(Line::bold).collect();
                    let rows: Vec<Vec<Line>> = rows.iter().map(cells).collect();
                    indented(table(&head, &rows, room, self.pick(": ", "：")), INDENT)
                }
                Block::Code(code) => {
                    indented(code.lines().map(str::to_owned).collect(), CODE_INDENT)
                }
            });
        }
        lines.join("\n") + "\n"
    }

    fn list(self, items: &[Vec<Span>], is_numbered: bool, width: usize) -> Vec<String> {
        let digits = items.len().to_string().len();
        let mark = |at: usize| {
            let mark = if is_numbered { format!("{:>digits$}. ", at + 1) } else { "- ".to_owned() };
            INDENT.to_owned() + &mark
        };
        let lines = items.iter().enumerate().map(|(at, item)| {
            let first = mark(at);
            Line::new(self, item).hanging(width, &first, &" ".repeat(first.len()))
        });
        lines.collect::<Vec<_>>().concat()
    }
}

/// Returns lines with an indent; empty lines stay empty.
fn indented(lines: Vec<String>, indent: &str) -> Vec<String> {
    let indented = |line: String| if line.is_empty() { line } else { format!("{indent}{line}") };
    lines.into_iter().map(indented).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{BOLD, CODE};
    use crate::report::Language;

    const PLAIN: Style = Style { language: Language::Chinese, colour: false };

    /// Returns the lines of a text that are neither code nor a word that cannot break, without colours.
    fn printed(style: Style, chapter: Chapter, width: usize) -> Vec<String> {
        let blocks = chapter.blocks(style.language);
        let prose: Vec<Block> =
            blocks.into_iter().filter(|block| !matches!(block, Block::Code(_))).collect();
        let text = style.blocks(&prose, width);
        let text = ["\u{1b}[0m", BOLD, CODE].iter().fold(text, |text, code| text.replace(code, ""));
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn no_line_of_a_chapter_is_wider_than_the_terminal() {
        for (chapter, language, colour, width) in Chapter::ALL.into_iter().flat_map(|chapter| {
            let all = Language::ALL.into_iter().flat_map(|it| [(it, false), (it, true)]);
            let all: Vec<_> = all.collect();
            let wide = [50, 66, 80, 100].into_iter();
            wide.flat_map(move |width| {
                all.clone().into_iter().map(move |(a, b)| (chapter, a, b, width))
            })
        }) {
            for line in printed(Style { language, colour }, chapter, width) {
                let longest = line.split(' ').map(Style::cells).max().unwrap_or_default();
                let is_address = longest + 6 > width && line.contains('/');
                assert!(
                    Style::cells(&line) <= width || is_address,
                    "{} {width}: {line}",
                    chapter.key()
                );
                let begins = line.trim_start().chars().next();
                assert!(!begins.is_some_and(|c| "。，、）；”".contains(c)), "{line}");
                assert!(!line.ends_with(['（', '“', '《']), "{line}");
            }
        }
    }

    #[test]
    fn chapters_are_printed_as_text() {
        let text = "# 甲\n\n乙 `a b` **丙**，见[丁](https://d.example)。\n\n## 戊\n\n1. 己\n2. 庚庚庚庚庚庚庚庚庚庚庚庚庚\n\n\
                    ### 辛\n\n- a\n- b\n  c\n\n```sh\nchabao\n\n# x\n```\n\n[壬](#壬)\n";
        let blocks = Block::all(text);
        expect_test::expect![[r"
            甲

              乙 `a b` 丙，见丁
              （https://d.example）。

            戊
              1. 己
              2. 庚庚庚庚庚庚庚庚庚
                 庚庚庚庚

              辛
              - a
              - b c

                chabao

                # x

              壬
        "]]
        .assert_eq(&PLAIN.blocks(&blocks, 24));
        let coloured = Style { colour: true, ..PLAIN }.blocks(&blocks, 60);
        assert!(
            coloured.starts_with("\u{1b}[1m甲\u{1b}[0m\n\n  乙 \u{1b}[36ma b\u{1b}[0m \u{1b}[1m丙")
        );
    }

    #[test]
    fn tables_are_aligned_then_wrapped_then_lists() {
        let text = "# 表\n\n| 键 | 作用 |\n|---|---|\n| `/` | 到检索框，从页面的任何地方，不论在做什么 |\n| `j` `k` | 下一条 |\n";
        let blocks = Block::all(text);
        let printed = |width| PLAIN.blocks(&blocks, width);
        expect_test::expect![[r"
            表

              键       作用
              -------  ----------------------------------------
              `/`      到检索框，从页面的任何地方，不论在做什么
              `j` `k`  下一条

            表

              键       作用
              -------  -----------------------------
              `/`      到检索框，从页面的任何地方，
                       不论在做什么
              `j` `k`  下一条

            表

              - `/`：到检索框，
                从页面的任何地
                方，不论在做什么
              - `j` `k`：下一条
        "]]
        .assert_eq(&[60, 40, 20].map(printed).join("\n"));
    }
}

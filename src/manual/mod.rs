//! The manual: what a user has to know, in chapters, each in Chinese and in English.
//!
//! The chapters are compiled in: `chabao help TOPIC` prints them, and the pages have them below `/help`.
//! A new one is a row here and its two files.
//!
//! - `markdown`: the part of Markdown in which they are written
//! - `text`, `text_table`, `line`: the chapters for people at a terminal; `web::pages::help` has them as HTML,
//!   where `` `chabao help TOPIC` `` is a link

mod line;
mod markdown;
mod text;
mod text_table;

use crate::report::Language;
use crate::report::named::named;
pub(crate) use markdown::{Block, Form, Span, plain};

/// Declares the chapters: `Variant => "key", "English title", "中文标题";`. The texts are in
/// `key.en.md` and `key.zh.md`.
macro_rules! chapters {
    ($($variant:ident => $key:literal, $english:literal, $chinese:literal;)+) => {
        named! {
            /// A chapter of the manual.
            pub(crate) enum Chapter {
                $($variant => $key, $english, $chinese;)+
            }
        }

        impl Chapter {
            /// Returns its text, in Markdown, which begins with its title.
            fn text(self, language: Language) -> &'static str {
                match self {
                    $(Self::$variant => language.pick(
                        include_str!(concat!($key, ".en.md")),
                        include_str!(concat!($key, ".zh.md")),
                    ),)+
                }
            }
        }
    };
}

chapters! {
    Start => "start", "The first minute", "入门";
    Query => "query", "The query line", "检索式";
    Modes => "modes", "What a match is", "匹配方式";
    Counts => "counts", "What a count is", "一个数是怎样数出来的";
    Tables => "tables", "Tables", "表格与导出";
    Data => "data", "Data sets", "数据集";
    Cite => "cite", "Citing and verifying", "引用与核对";
    Formats => "formats", "What is read", "读取哪些文件";
    Facts => "facts", "What is known of a report", "报告信息";
    Corrections => "corrections", "Corrections", "更正";
    Files => "files", "Files, variables, exit codes", "文件、变量与退出码";
    Server => "server", "Pages and server", "网页与服务器";
    Api => "api", "For programs", "接口";
    Cluster => "cluster", "An index in a cluster", "集群中的索引";
}

impl Language {
    /// Returns the chapters of the manual in their order, each with its key and its title.
    pub fn chapters(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        Chapter::ALL.into_iter().map(move |chapter| (chapter.key(), chapter.label(self)))
    }
}

impl Chapter {
    /// Returns its blocks, the first of which is its title.
    pub(crate) fn blocks(self, language: Language) -> Vec<Block> {
        Block::all(self.text(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::Style;

    #[test]
    fn every_chapter_begins_with_its_title_and_is_found_by_key_and_title() {
        for language in Language::ALL {
            let style = Style { language, colour: false };
            for (key, title) in language.chapters() {
                let text = style.chapter(key, 80).unwrap();
                assert_eq!(text.lines().next(), Some(title), "{key}");
                assert_eq!(style.chapter(title, 80), Some(text));
            }
            assert_eq!(style.chapter("no such chapter", 80), None);
        }
    }

    #[test]
    fn chapters_name_only_chapters_that_there_are() {
        for chapter in Chapter::ALL {
            for language in Language::ALL {
                for rest in chapter.text(language).split("chabao help ").skip(1) {
                    let named: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
                    let is_command =
                        named.is_empty() || ["search", "index"].contains(&named.as_str());
                    assert!(
                        is_command || Chapter::from_key(&named).is_some(),
                        "{}.{}: {named}",
                        chapter.key(),
                        language.key()
                    );
                }
            }
        }
    }
}

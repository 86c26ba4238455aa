//! What an error says to those who meet it, and what they can do.
//!
//! The English sentence of an error is its `Display`; the Chinese one is in `chinese_errors`, and what
//! can be done at a command line in `command_hints`. Hints name commands to those at a command line,
//! addresses to programs, and neither to readers of a page.

use super::chinese_errors::{chinese_message, page_cluster};
use super::command_hints::{codebook_hint, command_line_hint, example, in_backticks, or_one_of};
use super::troubles::query_hint;
use crate::error::{ClusterTrouble, Error};
use crate::report::{Language, Level};

/// Who is told of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Who runs `chabao` in a terminal.
    CommandLine(Language),
    /// A program that asks over HTTP; in English.
    Api,
    /// A reader of a page.
    Page(Language),
}

impl Error {
    /// Returns what went wrong, without its causes.
    ///
    /// Those who ask a server are not told what is wrong with its index: the sentence names folders of
    /// its machine.
    #[must_use]
    pub fn message(&self, audience: Audience) -> String {
        match audience {
            Audience::CommandLine(Language::English) => self.to_string(),
            Audience::CommandLine(Language::Chinese) => chinese_message(self),
            Audience::Api | Audience::Page(Language::English) => {
                if is_about_request(self) {
                    self.to_string()
                } else {
                    "the index cannot be read".to_owned()
                }
            }
            Audience::Page(Language::Chinese) => page_message(self),
        }
    }

    /// Returns what can be done about an error, if anything can.
    #[must_use]
    pub fn hint(&self, audience: Audience) -> Option<String> {
        match audience {
            Audience::CommandLine(language) => command_line_hint(self, language),
            Audience::Api => Some(api_hint(self)),
            Audience::Page(Language::English) => Some(english_page_hint(self)),
            Audience::Page(Language::Chinese) => Some(chinese_hint(self)),
        }
    }
}

/// Returns whether an error is about what was asked, not about the index.
#[must_use]
pub(crate) fn is_about_request(error: &Error) -> bool {
    matches!(
        error,
        Error::Query(_)
            | Error::NoTerm
            | Error::Codebook(_)
            | Error::UnknownReport { .. }
            | Error::UnknownRegion { .. }
            | Error::AmbiguousRegion { .. }
            | Error::AmbiguousAgency { .. }
            | Error::BadCursor { .. }
            | Error::OldCursor
            | Error::BadContextGroup { .. }
            | Error::SameRowsAndColumns { .. }
            | Error::TooManyCells { .. }
            | Error::WorkbookFull { .. }
    )
}

/// Returns what went wrong, to a reader of a page: what is wrong with the index is only for those who
/// run the server.
fn page_message(error: &Error) -> String {
    match error {
        Error::UnknownReport { .. } => "没有这份报告，它可能已移走或改名".to_owned(),
        Error::Cluster { trouble, .. } => page_cluster(*trouble).to_owned(),
        Error::Overtaken { .. } => "检索期间索引已更新".to_owned(),
        error if is_about_request(error) => chinese_message(error),
        _ => "索引无法读取".to_owned(),
    }
}

fn api_hint(error: &Error) -> String {
    match error {
        Error::Query(error) => {
            let for_empty = "type a term, such as 三项制度";
            query_hint(error, Language::English, for_empty, in_backticks)
        }
        Error::NoTerm => "say what to find: `q=三项制度`".to_owned(),
        Error::UnknownReport { .. } => "see the reports at `/api/v1/reports`".to_owned(),
        Error::UnknownRegion { level, nearest, .. } => {
            let by = level.map_or("region", Level::key);
            or_one_of(
                nearest,
                &format!("see those of the reports at `/api/v1/facets?by={by}`"),
                Language::English,
            )
        }
        Error::AmbiguousRegion { candidates, .. } => {
            format!("name one of them, as in `{}`, or give its code", example(candidates))
        }
        Error::AmbiguousAgency { candidates, .. } => {
            format!("name one of them, as in `{}`", example(candidates))
        }
        Error::Codebook(error) => codebook_hint(error, Language::English).to_owned(),
        Error::BadCursor { .. } => "give the `next` of an answer, or `page=2`".to_owned(),
        Error::OldCursor => "begin again, without `cursor`".to_owned(),
        Error::BadContextGroup { .. } => {
            "write the side, and how many characters or `word`: `left`, `right:3`, `left:word`, \
             `left:2,right:2`"
                .to_owned()
        }
        Error::SameRowsAndColumns { .. } => "choose another group for `columns`".to_owned(),
        Error::TooManyCells { .. } => {
            "choose larger groups, or fewer reports with `region` or `year`".to_owned()
        }
        Error::WorkbookFull { .. } => {
            "take `format=csv`, or fewer rows at once with `limit` and `page`".to_owned()
        }
        _ => "the server has printed on its terminal what is wrong with it".to_owned(),
    }
}

fn english_page_hint(error: &Error) -> String {
    let hint = match error {
        Error::NoTerm => "say what to find, as in 三项制度",
        Error::UnknownReport { .. } => "find it from the search page",
        Error::UnknownRegion { nearest, .. } if !nearest.is_empty() => {
            return format!("write {}, or check the name", nearest.join(" or "));
        }
        Error::UnknownRegion { .. } => "no region has a name like it: see those of the reports",
        Error::BadCursor { .. } | Error::OldCursor => "begin again at the first page",
        Error::SameRowsAndColumns { .. } => "choose another group for rows or columns",
        Error::TooManyCells { .. } => "choose larger groups, or fewer regions or years",
        Error::WorkbookFull { .. } => "take CSV, or fewer regions or years",
        _ => return api_hint(error),
    };
    hint.to_owned()
}

fn chinese_hint(error: &Error) -> String {
    match error {
        Error::Query(error) => {
            query_hint(error, Language::Chinese, "输入一个词，例如 三项制度", str::to_owned)
        }
        Error::NoTerm => "请输入要找的词，例如 三项制度".to_owned(),
        Error::UnknownReport { .. } => "请从检索页查找".to_owned(),
        Error::UnknownRegion { nearest, .. } if !nearest.is_empty() => {
            format!("名称相近的有：{}", nearest.join("、"))
        }
        Error::UnknownRegion { .. } => "没有名称相近的地区，请看所收的地区".to_owned(),
        Error::AmbiguousRegion { candidates, .. } => {
            format!("请写明是哪一个，如“{}”，或写代码", example(candidates))
        }
        Error::AmbiguousAgency { candidates, .. } => {
            format!("请写明是哪一个，如“{}”", example(candidates))
        }
        Error::Codebook(error) => codebook_hint(error, Language::Chinese).to_owned(),
        Error::BadCursor { .. } | Error::OldCursor => "请从第一页重新开始".to_owned(),
        Error::BadContextGroup { .. } => {
            "请写明哪一侧、几个字或词：left、right:3、left:word、left:2,right:2".to_owned()
        }
        Error::SameRowsAndColumns { .. } => "请给行或列换一种分组".to_owned(),
        Error::TooManyCells { .. } => "请换更大的分组，或限定地区、年度".to_owned(),
        Error::WorkbookFull { .. } => "请改用 CSV，或限定地区、年度".to_owned(),
        Error::Cluster { trouble: ClusterTrouble::Silent | ClusterTrouble::Busy, .. }
        | Error::Overtaken { .. } => "请稍后再试".to_owned(),
        _ => "原因已在服务器的终端上说明".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_the_index_is_told_at_the_command_line_alone() {
        let error = Error::NoIndex { dir: "/srv/reports/index".into() };
        assert_eq!(
            error.message(Audience::CommandLine(Language::English)),
            "no index at `/srv/reports/index`"
        );
        for audience in
            [Audience::Api, Audience::Page(Language::English), Audience::Page(Language::Chinese)]
        {
            let told = error.message(audience) + &error.hint(audience).unwrap_or_default();
            assert!(!told.contains("/srv"), "{audience:?}: {told}");
            assert!(!told.contains("--"), "{audience:?}: {told}");
        }
        let error = Error::UnknownReport { name: "甲".to_owned() };
        for language in Language::ALL {
            let hint = error.hint(Audience::Page(language)).unwrap();
            assert!(!hint.contains('`'), "{hint}");
        }
    }

    #[test]
    fn a_query_that_cannot_be_read_is_marked_in_both_languages() {
        let error = Error::from("(三项".parse::<crate::query::Query>().unwrap_err());
        for language in Language::ALL {
            let message = error.message(Audience::Page(language));
            assert!(message.ends_with("\n    (三项\n    ^"), "{message}");
        }
        let hint = error.hint(Audience::Page(Language::Chinese));
        assert_eq!(hint.as_deref(), Some("补上右括号；要检索这些字符本身：\"(三项\""));
    }
}

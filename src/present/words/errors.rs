//! What an error says to those who meet it, and what they can do.
//!
//! The English sentence of an error is its `Display`. Here are the Chinese one, and the hints: they
//! name commands to those at a command line, addresses to programs, and neither to readers of a
//! page.

use super::commands::{as_command, as_word};
use super::troubles::{chinese_trouble, query_hint};
use crate::cluster::Cluster;
use crate::error::{ClusterTrouble, Error};
use crate::query::CodebookError;
use crate::report::{Language, Level};
use crate::text::grouped;

/// Who is told of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Who runs `chabao` in a terminal; in English.
    CommandLine,
    /// A program that asks over HTTP; in English.
    Api,
    /// A reader of a page.
    Page(Language),
}

/// Returns what went wrong.
///
/// Those who ask a server are not told what is wrong with its index: the sentence names folders of
/// its machine.
#[must_use]
pub(crate) fn message(error: &Error, audience: Audience) -> String {
    match audience {
        Audience::CommandLine => error.to_string(),
        Audience::Api | Audience::Page(Language::English) => {
            if is_about_request(error) {
                error.to_string()
            } else {
                "the index cannot be read".to_owned()
            }
        }
        Audience::Page(Language::Chinese) => chinese_message(error),
    }
}

impl Error {
    /// Returns what can be done about an error, if anything can.
    #[must_use]
    pub fn hint(&self, audience: Audience) -> Option<String> {
        match audience {
            Audience::CommandLine => command_line_hint(self),
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

/// How a table of aliases is written.
const TABLE_OF_ALIASES: &str = "write groups of terms: `[[same]]` and `terms = [\"卫监\", \"卫生监督\"]`, or \
                                `[[whole]]` with a `term` and its `parts`";

fn command_line_hint(error: &Error) -> Option<String> {
    let hint = match error {
        Error::NoIndex { .. }
        | Error::NothingToMove { .. }
        | Error::IndexThere { .. }
        | Error::NotAnIndex { .. }
        | Error::OtherDictionary { .. }
        | Error::OtherFormat { .. }
        | Error::Damaged { .. }
        | Error::Locked { .. } => return index_hint(error),
        Error::NoReports { .. } => {
            "name a folder that contains reports: `chabao index FOLDER`".to_owned()
        }
        Error::NothingToIndex => "name the folder: `chabao index FOLDER`".to_owned(),
        Error::FoldersUnknown { dir } => {
            format!(
                "name them: `chabao index --rebuild --index {} FOLDER`",
                as_word(&dir.display().to_string())
            )
        }
        Error::OtherFolders { .. }
        | Error::FolderGone { .. }
        | Error::SeveralPlaces { .. }
        | Error::FolderElsewhere { .. }
        | Error::RebuildElsewhere { .. }
        | Error::DiskGone { .. }
        | Error::Emptied { .. } => return folder_hint(error),
        Error::Dictionary { .. } => {
            "write one word a line, optionally with its frequency: `智慧卫监 900`".to_owned()
        }
        Error::Aliases { .. } => TABLE_OF_ALIASES.to_owned(),
        Error::Listen { .. } => "name another address with `--listen 127.0.0.1:7879`".to_owned(),
        Error::Unguarded { .. } => {
            "ask for a token with `--token-file FILE`, or open them to everyone with `--public`"
                .to_owned()
        }
        Error::Query(error) => {
            let for_empty = "type a term: `chabao search 三项制度`";
            query_hint(error, Language::English, for_empty, |line| as_command("search", line, ""))
        }
        Error::NoTerm => "say what to find, as in `三项制度 年度:2021-2023`, or see the sections with `chabao search`".to_owned(),
        Error::UnknownReport { .. } => "list the reports with `chabao reports`".to_owned(),
        Error::AmbiguousReport { .. } => {
            "give the whole path, or the id that `chabao reports` shows".to_owned()
        }
        Error::UnknownSection { report, .. } => {
            format!("see its outline with `chabao show {report}`")
        }
        Error::UnreadableFile { .. } => {
            "save it as text, Markdown, docx or PDF with text".to_owned()
        }
        Error::UnknownColumn { .. } => {
            "name the one with the quotations: `--column NAME`".to_owned()
        }
        Error::UnknownQuotation { .. } => {
            "see which report has it: write it into a file, and `chabao cite --verify FILE`"
                .to_owned()
        }
        Error::UnknownRegion { level, nearest, .. } => {
            let by = level.map_or("region", Level::key);
            or_one_of(nearest, &format!("see those of the reports with `chabao facets --by {by}`"))
        }
        Error::AmbiguousRegion { candidates, .. } => {
            format!("name one of them, as in `{}`, or give its code", example(candidates))
        }
        Error::AmbiguousAgency { candidates, .. } => {
            format!("name one of them, as in `{}`", example(candidates))
        }
        Error::Codebook(error) => codebook_hint(error, Language::English).to_owned(),
        Error::BadCursor { .. } => "give the `next` of an answer, or `--page N`".to_owned(),
        Error::OldCursor => "begin again, without `--cursor`".to_owned(),
        Error::BadContextGroup { .. } => {
            "write the side, and how many characters or `word`: `left`, `right:3`, `left:word`, \
             `left:2,right:2`"
                .to_owned()
        }
        Error::SameRowsAndColumns { .. } => {
            "choose different ones, as in `--rows county --columns year`".to_owned()
        }
        Error::TooManyCells { .. } => {
            "choose larger groups, as in `--columns year`, or fewer reports with `--region` or \
             `--year`"
                .to_owned()
        }
        Error::WorkbookFull { is_in_memory, .. } => workbook_hint(*is_in_memory).to_owned(),
        Error::ClusterAddress { .. } => CLUSTER_ADDRESS.to_owned(),
        Error::Cluster { trouble, .. } => cluster_hint(*trouble).to_owned(),
        Error::Overtaken { .. } => "run it again".to_owned(),
        Error::Io { .. } | Error::NotWritten { .. } => return None,
    };
    Some(hint)
}

/// How the address of an index in a cluster is written.
const CLUSTER_ADDRESS: &str = "write `opensearch+https://HOST:9200/NAME`, with a NAME in lower case; \
                               several hosts with commas between; a user in the environment: \
                               `CHABAO_CLUSTER_USER` and `CHABAO_CLUSTER_PASSWORD`";

/// Returns what to do about a cluster.
fn cluster_hint(trouble: ClusterTrouble) -> &'static str {
    match trouble {
        ClusterTrouble::Settings => {
            "set `CHABAO_CLUSTER_USER` and `CHABAO_CLUSTER_PASSWORD`, or `CHABAO_CLUSTER_TOKEN`; a \
             certificate authority of your own in `CHABAO_CLUSTER_CA`"
        }
        ClusterTrouble::Unreachable => {
            "check host and port, and whether its nodes run: `curl HOST:9200`; several hosts may be \
             named, with commas between"
        }
        ClusterTrouble::Tls => {
            "write `https` if it speaks TLS and `http` if it does not; name the file of its \
             certificate authority: `CHABAO_CLUSTER_CA=ca.pem`"
        }
        ClusterTrouble::Credentials => {
            "set `CHABAO_CLUSTER_USER` and `CHABAO_CLUSTER_PASSWORD`, or `CHABAO_CLUSTER_TOKEN`"
        }
        ClusterTrouble::Forbidden => {
            "give the user the rights to read, and for `chabao index` to create and write, the indices \
             `NAME-sections`, `NAME-files` and `NAME-state`"
        }
        ClusterTrouble::Silent | ClusterTrouble::Busy => {
            "try again when it has less to do; `chabao status` shows its nodes"
        }
        ClusterTrouble::Incomplete => {
            "start the missing nodes, or restore a snapshot; `chabao status` shows its shards"
        }
        ClusterTrouble::ReadOnly => {
            "free disk space or add nodes: the block is then lifted by itself, or by \
             `\"index.blocks.read_only_allow_delete\": null` in the settings of the index; then run it \
             again"
        }
        ClusterTrouble::Release => "use OpenSearch, or Elasticsearch from 7.2 to 8.11",
        ClusterTrouble::Unsafe => "set it back as it was made",
        ClusterTrouble::Damaged => {
            "restore a snapshot of its indices, or build it again with `chabao index --rebuild`"
        }
        ClusterTrouble::Refused => "the log of the cluster says more",
    }
}

/// Returns what to do about an index that is not there, or not as it should be.
fn index_hint(error: &Error) -> Option<String> {
    Some(match error {
        Error::NoIndex { dir } if Cluster::is_address(dir) => format!(
            "build one with `chabao index FOLDER --index {0}`, or move one there with `chabao index --from \
             DIR --index {0}`",
            as_word(&dir.display().to_string())
        ),
        Error::NoIndex { .. } => {
            "build one with `chabao index FOLDER`, or name another with `--index DIR`".to_owned()
        }
        Error::NothingToMove { .. } => {
            "name the index that is to be moved: `chabao index --from DIR --index ADDRESS`"
                .to_owned()
        }
        Error::IndexThere { .. } => {
            "move it under another name with `--index`; an index is never replaced by another one"
                .to_owned()
        }
        Error::NotAnIndex { .. } => "name an empty or new folder with `--index DIR`".to_owned(),
        Error::OtherDictionary { dir, .. } => format!(
            "build it again with `chabao index --rebuild --index {}`, and with `--dict FILE` for a \
             dictionary of your own",
            as_word(&dir.display().to_string())
        ),
        Error::OtherFormat { dir, .. } | Error::Damaged { dir, .. } => {
            format!(
                "build it again with `chabao index --rebuild --index {}`",
                as_word(&dir.display().to_string())
            )
        }
        Error::Locked { dir } if Cluster::is_address(dir) => {
            "wait until it is done, then run it again".to_owned()
        }
        Error::Locked { .. } => {
            "wait until it is done, or build into another folder with `--index DIR`".to_owned()
        }
        _ => return None,
    })
}

/// Returns what to do about folders that are not as the index knows them.
fn folder_hint(error: &Error) -> Option<String> {
    Some(match error {
        Error::OtherFolders { dir, named, are_some, .. } => {
            let dir = as_word(&dir.display().to_string());
            let named: Vec<String> = named.iter().map(|it| as_word(it)).collect();
            let named = named.join(" ");
            if *are_some {
                return Some(format!(
                    "`chabao index --index {dir}` reads all its folders again; to leave the others out: \
                     `chabao index --index {dir} --replace {named}`"
                ));
            }
            format!(
                "add it with `chabao index --index {dir} --add {named}`, or let it replace the others \
                 with `chabao index --index {dir} --replace {named}`"
            )
        }
        Error::FolderGone { .. } => "connect its drive; or, if it was moved, name all folders as \
                                     they are now: `chabao index --replace FOLDER`"
            .to_owned(),
        Error::SeveralPlaces { places, .. } => {
            let place = places.first().map(|place| place.display().to_string());
            format!("name the one that is meant: `chabao index {}`", place.unwrap_or_default())
        }
        Error::FolderElsewhere { .. } => {
            "give it another name there or here; if both are the same \
                                          machine, set `CHABAO_MACHINE` to one name"
                .to_owned()
        }
        Error::RebuildElsewhere { .. } => {
            "build a new index under another name: each machine with its own folders".to_owned()
        }
        Error::DiskGone { .. } => "connect it; if its reports are to leave the index, add \
                                   `--allow-empty`"
            .to_owned(),
        Error::Emptied { .. } => "connect its drive, or make it readable; if its reports are to \
                                  leave the index, add `--allow-empty`"
            .to_owned(),
        _ => return None,
    })
}

/// Returns what to do about a table that no workbook holds.
fn workbook_hint(is_in_memory: bool) -> &'static str {
    if is_in_memory {
        "write it to a file with `--output FILE.xlsx`, or take `--format csv`"
    } else {
        "take `--format csv`, or fewer rows at once with `--limit` and `--page`"
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
            or_one_of(nearest, &format!("see those of the reports at `/api/v1/facets?by={by}`"))
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

/// Returns a hint to write one of these names or else to do something.
fn or_one_of(names: &[String], or_else: &str) -> String {
    if names.is_empty() {
        return or_else.to_owned();
    }
    let names: Vec<String> = names.iter().map(|name| in_backticks(name)).collect();
    format!("write {}, or {or_else}", names.join(" or "))
}

fn in_backticks(text: &str) -> String {
    format!("`{text}`")
}

fn english_page_hint(error: &Error) -> String {
    let hint = match error {
        Error::NoTerm => "say what to find, as in 三项制度",
        Error::UnknownReport { .. } => "find it from the search page",
        Error::UnknownRegion { nearest, .. } if !nearest.is_empty() => {
            return format!("write {}, or check the name", nearest.join(" or "));
        }
        Error::UnknownRegion { .. } => "check the name of the region",
        Error::BadCursor { .. } | Error::OldCursor => "begin again at the first page",
        Error::SameRowsAndColumns { .. } => "choose another group for rows or columns",
        Error::TooManyCells { .. } => "choose larger groups, or fewer regions or years",
        Error::WorkbookFull { .. } => "take CSV, or fewer regions or years",
        _ => return api_hint(error),
    };
    hint.to_owned()
}

/// Returns the first of several regions that a name may mean.
fn example(candidates: &[String]) -> &str {
    candidates.first().map_or("", String::as_str)
}

fn chinese_message(error: &Error) -> String {
    match error {
        Error::Query(error) => chinese_trouble(error.trouble()) + &error.marked(),
        Error::NoTerm => "没有可列出提及的检索词".to_owned(),
        Error::UnknownReport { .. } => "没有这份报告，它可能已移走或改名".to_owned(),
        Error::UnknownRegion { name, level, .. } => {
            let level = level.map_or("地区", |it| it.label(Language::Chinese));
            format!("没有收录“{name}”的报告，也没有叫这个名字的{level}")
        }
        Error::AmbiguousRegion { name, candidates }
        | Error::AmbiguousAgency { name, candidates } => {
            format!("“{name}”可能是{}", candidates.join("或"))
        }
        Error::Codebook(error) => chinese_codebook(error),
        Error::BadCursor { cursor } => format!("“{cursor}”不是翻页标记"),
        Error::OldCursor => "列表翻页期间索引已更新".to_owned(),
        Error::BadContextGroup { written } => format!("不能按“{written}”分组"),
        Error::SameRowsAndColumns { .. } => "行和列是同一种分组".to_owned(),
        Error::TooManyCells { rows, columns, .. } => {
            format!("{} 行、{} 列的表太大", grouped(rows), grouped(columns))
        }
        Error::WorkbookFull { rows, .. } => {
            format!("表太大，工作簿只容得下前 {} 行", grouped(rows))
        }
        Error::Cluster { trouble, .. } => chinese_cluster(*trouble).to_owned(),
        Error::Overtaken { .. } => "检索期间索引已更新".to_owned(),
        _ => "索引无法读取".to_owned(),
    }
}

/// Returns what is the matter with a cluster, for readers of a page.
fn chinese_cluster(trouble: ClusterTrouble) -> &'static str {
    match trouble {
        ClusterTrouble::Unreachable | ClusterTrouble::Tls => "检索集群无法连接",
        ClusterTrouble::Silent | ClusterTrouble::Busy => "检索集群繁忙，未能按时答复",
        ClusterTrouble::Incomplete => {
            "检索集群有节点停止工作，数据不全；为保证计数准确，不给出结果"
        }
        ClusterTrouble::Settings
        | ClusterTrouble::Credentials
        | ClusterTrouble::Forbidden
        | ClusterTrouble::ReadOnly
        | ClusterTrouble::Release
        | ClusterTrouble::Unsafe
        | ClusterTrouble::Damaged
        | ClusterTrouble::Refused => "索引无法读取",
    }
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
        Error::UnknownRegion { .. } => "请检查地区名称".to_owned(),
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

/// Returns why a codebook cannot be used.
fn chinese_codebook(error: &CodebookError) -> String {
    match error {
        CodebookError::Unreadable(_) => "概念表无法读取".to_owned(),
        CodebookError::Misread => "概念表中的汉字已损坏：有程序把 UTF-8 当作 GBK 打开过".to_owned(),
        CodebookError::NoQueries { line } => format!("概念表第 {line} 行没有名为“查询”的列"),
        CodebookError::BadToml { line } => format!("概念表第 {line} 行不是有效的 TOML"),
        CodebookError::Empty => "概念表中没有概念".to_owned(),
        CodebookError::Useless(problem) => {
            format!("概念表没有一行可用；第 {} 行：{}", problem.line, problem.in_chinese())
        }
        CodebookError::TooMany { most } => format!("概念超过 {most} 个"),
        CodebookError::WithQuery => "检索式和概念表不能同时使用".to_owned(),
        CodebookError::TooLong { characters, most } => {
            format!("概念表的检索式共 {} 字，超过 {} 字", grouped(*characters), grouped(*most))
        }
    }
}

/// Returns what can be done about a codebook.
fn codebook_hint(error: &CodebookError, language: Language) -> &'static str {
    let (english, chinese) = match error {
        CodebookError::Unreadable(_) | CodebookError::Misread => {
            ("save the table as CSV in UTF-8, or as xlsx", "请另存为 UTF-8 编码的 CSV，或存为 xlsx")
        }
        CodebookError::WithQuery => (
            "leave out one of them, or add the query to the codebook",
            "请清空其中一个，或把检索式写进概念表",
        ),
        CodebookError::TooMany { .. } | CodebookError::TooLong { .. } => {
            ("divide it into several", "请分成几个概念表")
        }
        CodebookError::BadToml { .. } => (
            "write `[[concept]]`, and below it `label = \"…\"` and `queries = [\"…\"]`",
            "每个概念写 [[concept]]，下面写 label = \"…\" 和 queries = [\"…\"]",
        ),
        CodebookError::NoQueries { .. } | CodebookError::Empty | CodebookError::Useless(_) => (
            "name the columns in the first line, as in `label,query,note`, with a concept in each line below",
            "第一行写列名：概念,查询,说明；以下每行一个概念",
        ),
    };
    language.pick(english, chinese)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_the_index_is_told_at_the_command_line_alone() {
        let error = Error::NoIndex { dir: "/srv/reports/index".into() };
        assert_eq!(message(&error, Audience::CommandLine), "no index at `/srv/reports/index`");
        for audience in
            [Audience::Api, Audience::Page(Language::English), Audience::Page(Language::Chinese)]
        {
            let told = message(&error, audience) + &error.hint(audience).unwrap_or_default();
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
            let message = message(&error, Audience::Page(language));
            assert!(message.ends_with("\n    (三项\n    ^"), "{message}");
        }
        let hint = error.hint(Audience::Page(Language::Chinese));
        assert_eq!(hint.as_deref(), Some("补上右括号；要检索这些字符本身：\"(三项\""));
    }
}

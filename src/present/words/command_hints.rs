//! What can be done about an error at a command line, in both languages, and parts of hints that other
//! readers get too.

use std::path::Path;

use super::commands::{as_command, as_word};
use super::troubles::query_hint;
use crate::cluster::Cluster;
use crate::error::{ClusterTrouble, Error};
use crate::query::CodebookError;
use crate::report::{Language, Level};

/// Returns what can be done about an error, if anything can.
pub(super) fn command_line_hint(error: &Error, language: Language) -> Option<String> {
    let (english, chinese) = match error {
        Error::Query(error) => {
            let for_empty = language.pick(
                "type a term: `chabao search 三项制度`",
                "输入一个词：`chabao search 三项制度`",
            );
            let quote = |line: &str| as_command("search", line, "");
            return Some(query_hint(error, language, for_empty, quote));
        }
        Error::UnknownRegion { level, nearest, .. } => {
            let by = level.map_or("region", Level::key);
            let or_else = language.pick(
                format!("see those of the reports with `chabao facets --by {by}`"),
                format!("用 `chabao facets --by {by}` 查看收有哪些"),
            );
            return Some(or_one_of(nearest, &or_else, language));
        }
        Error::AmbiguousRegion { candidates, .. } => {
            let example = example(candidates);
            return Some(language.pick(
                format!("name one of them, as in `{example}`, or give its code"),
                format!("请写明是哪一个，如“{example}”，或写代码"),
            ));
        }
        Error::AmbiguousAgency { candidates, .. } => {
            let example = example(candidates);
            return Some(language.pick(
                format!("name one of them, as in `{example}`"),
                format!("请写明是哪一个，如“{example}”"),
            ));
        }
        Error::UnknownSection { report, .. } => {
            return Some(language.pick(
                format!("see its outline with `chabao show {report}`"),
                format!("用 `chabao show {report}` 查看目录"),
            ));
        }
        Error::Codebook(error) => return Some(codebook_hint(error, language).to_owned()),
        Error::Cluster { trouble, .. } => cluster_hint(*trouble),
        Error::WorkbookFull { is_in_memory: true, .. } => (
            "write it to a file with `--output FILE.xlsx`, or take `--format csv`",
            "请用 `--output FILE.xlsx` 写入文件，或改用 `--format csv`",
        ),
        Error::WorkbookFull { .. } => (
            "take `--format csv`, or fewer rows at once with `--limit` and `--page`",
            "请改用 `--format csv`，或用 `--limit` 和 `--page` 分批取",
        ),
        Error::Io { .. } | Error::NotWritten { .. } => return None,
        error => match plain_hint(error) {
            Some(hint) => hint,
            None => return index_hint(error, language).or_else(|| folder_hint(error, language)),
        },
    };
    Some(language.pick(english, chinese).to_owned())
}

/// Returns what to do about an error whose hint is the same whatever it is about, in English and in
/// Chinese.
fn plain_hint(error: &Error) -> Option<(&'static str, &'static str)> {
    Some(match error {
        Error::NoReports { .. } => (
            "name a folder that contains reports: `chabao index FOLDER`",
            "请指明放报告的文件夹：`chabao index 文件夹`",
        ),
        Error::NothingToIndex => {
            ("name the folder: `chabao index FOLDER`", "请指明文件夹：`chabao index 文件夹`")
        }
        Error::Dictionary { .. } => (
            "write one word a line, optionally with its frequency: `智慧卫监 900`",
            "每行写一个词，可附词频：`智慧卫监 900`",
        ),
        Error::Aliases { .. } => (
            "write groups of terms: `[[same]]` and `terms = [\"卫监\", \"卫生监督\"]`, or `[[whole]]` \
             with a `term` and its `parts`",
            "按组写：`[[same]]` 和 `terms = [\"卫监\", \"卫生监督\"]`，或 `[[whole]]` 加 `term` 和 `parts`",
        ),
        Error::Listen { .. } => (
            "name another address with `--listen 127.0.0.1:7879`",
            "请用 `--listen 127.0.0.1:7879` 换一个地址",
        ),
        Error::Unguarded { .. } => (
            "ask for a token with `--token-file FILE`, or open them to everyone with `--public`",
            "用 `--token-file FILE` 设置口令，或用 `--public` 对所有人开放",
        ),
        Error::NoTerm => (
            "say what to find, as in `三项制度 年度:2021-2023`, or see the sections with `chabao search`",
            "请写明要找的词，如 `三项制度 年度:2021-2023`，或用 `chabao search` 查看各节",
        ),
        Error::UnknownReport { .. } => {
            ("list the reports with `chabao reports`", "用 `chabao reports` 列出所有报告")
        }
        Error::AmbiguousReport { .. } => (
            "give the whole path, or the id that `chabao reports` shows",
            "请写完整路径，或写 `chabao reports` 列出的编号",
        ),
        Error::UnreadableFile { .. } => (
            "save it as text, Markdown, docx or PDF with text",
            "请另存为文本、Markdown、docx 或带文字的 PDF",
        ),
        Error::UnknownColumn { .. } => (
            "name the one with the quotations: `--column NAME`",
            "请指明引文所在的列：`--column 列名`",
        ),
        Error::UnknownQuotation { .. } => (
            "see which report has it: write it into a file, and `chabao cite --verify FILE`",
            "要查它见于哪份报告，请写入文件，再用 `chabao cite --verify FILE`",
        ),
        Error::BadCursor { .. } => (
            "give the `next` of an answer, or `--page N`",
            "请用上一次结果中的 `next`，或用 `--page N`",
        ),
        Error::OldCursor => ("begin again, without `--cursor`", "请去掉 `--cursor`，从头开始"),
        Error::BadContextGroup { .. } => (
            "write the side, and how many characters or `word`: `left`, `right:3`, `left:word`, \
             `left:2,right:2`",
            "请写明哪一侧、几个字或词：`left`、`right:3`、`left:word`、`left:2,right:2`",
        ),
        Error::SameRowsAndColumns { .. } => (
            "choose different ones, as in `--rows county --columns year`",
            "请换成不同的分组，如 `--rows county --columns year`",
        ),
        Error::TooManyCells { .. } => (
            "choose larger groups, as in `--columns year`, or fewer reports with `--region` or \
             `--year`",
            "请换更大的分组，如 `--columns year`，或用 `--region`、`--year` 限定范围",
        ),
        Error::ClusterAddress { .. } => (
            "write `opensearch+https://HOST:9200/NAME`, with a NAME in lower case; several hosts with \
             commas between; a user in the environment: `CHABAO_CLUSTER_USER` and \
             `CHABAO_CLUSTER_PASSWORD`",
            "写成 `opensearch+https://HOST:9200/NAME`，NAME 用小写；多台主机用逗号隔开；用户写在环境变量 \
             `CHABAO_CLUSTER_USER` 和 `CHABAO_CLUSTER_PASSWORD` 中",
        ),
        Error::Overtaken { .. } => ("run it again", "请再运行一次"),
        _ => return None,
    })
}

/// Returns what to do about a cluster, in English and in Chinese.
fn cluster_hint(trouble: ClusterTrouble) -> (&'static str, &'static str) {
    match trouble {
        ClusterTrouble::Settings => (
            "set `CHABAO_CLUSTER_USER` and `CHABAO_CLUSTER_PASSWORD`, or `CHABAO_CLUSTER_TOKEN`; a \
             certificate authority of your own in `CHABAO_CLUSTER_CA`",
            "请设置 `CHABAO_CLUSTER_USER` 和 `CHABAO_CLUSTER_PASSWORD`，或 `CHABAO_CLUSTER_TOKEN`；\
             自己的证书机构写在 `CHABAO_CLUSTER_CA`",
        ),
        ClusterTrouble::Unreachable => (
            "check host and port, and whether its nodes run: `curl HOST:9200`; several hosts may be \
             named, with commas between",
            "请检查主机和端口，以及节点是否在运行：`curl HOST:9200`；可写多台主机，用逗号隔开",
        ),
        ClusterTrouble::Tls => (
            "write `https` if it speaks TLS and `http` if it does not; name the file of its \
             certificate authority: `CHABAO_CLUSTER_CA=ca.pem`",
            "用 TLS 的写 `https`，不用的写 `http`；用 `CHABAO_CLUSTER_CA=ca.pem` 指明证书机构的文件",
        ),
        ClusterTrouble::Credentials => (
            "set `CHABAO_CLUSTER_USER` and `CHABAO_CLUSTER_PASSWORD`, or `CHABAO_CLUSTER_TOKEN`",
            "请设置 `CHABAO_CLUSTER_USER` 和 `CHABAO_CLUSTER_PASSWORD`，或 `CHABAO_CLUSTER_TOKEN`",
        ),
        ClusterTrouble::Forbidden => (
            "give the user the rights to read, and for `chabao index` to create and write, the indices \
             `NAME-sections`, `NAME-files` and `NAME-state`",
            "请给用户读取 `NAME-sections`、`NAME-files` 和 `NAME-state` 的权限；`chabao index` 还要有建立和\
             写入的权限",
        ),
        ClusterTrouble::Silent | ClusterTrouble::Busy => (
            "try again when it has less to do; `chabao status` shows its nodes",
            "请等它空闲一些再试；用 `chabao status` 查看节点",
        ),
        ClusterTrouble::Incomplete => (
            "start the missing nodes, or restore a snapshot; `chabao status` shows its shards",
            "请启动缺少的节点，或恢复快照；用 `chabao status` 查看分片",
        ),
        ClusterTrouble::ReadOnly => (
            "free disk space or add nodes: the block is then lifted by itself, or by \
             `\"index.blocks.read_only_allow_delete\": null` in the settings of the index; then run it \
             again",
            "请腾出磁盘空间或增加节点：只读限制会自动解除，也可在索引设置中写 \
             `\"index.blocks.read_only_allow_delete\": null` 解除；然后再运行一次",
        ),
        ClusterTrouble::Release => (
            "use OpenSearch, or Elasticsearch from 7.2 to 8.11",
            "请用 OpenSearch，或 7.2 至 8.11 版的 Elasticsearch",
        ),
        ClusterTrouble::Unsafe => ("set it back as it was made", "请改回建立时的设置"),
        ClusterTrouble::Damaged => (
            "restore a snapshot of its indices, or build it again with `chabao index --rebuild`",
            "请恢复它的快照，或用 `chabao index --rebuild` 重建",
        ),
        ClusterTrouble::Refused => ("the log of the cluster says more", "详细情况见集群的日志"),
    }
}

/// Returns what to do about an index that is not there, or not as it should be.
fn index_hint(error: &Error, language: Language) -> Option<String> {
    let (english, chinese) = match error {
        Error::NoIndex { dir } if Cluster::is_address(dir) => {
            let dir = as_word(&dir.display().to_string());
            return Some(language.pick(
                format!(
                    "build one with `chabao index FOLDER --index {dir}`, or move one there with \
                     `chabao index --from DIR --index {dir}`"
                ),
                format!(
                    "用 `chabao index 文件夹 --index {dir}` 建立，或用 `chabao index --from DIR --index \
                     {dir}` 把已有的移过去"
                ),
            ));
        }
        Error::NoIndex { .. } => (
            "build one with `chabao index FOLDER`, or name another with `--index DIR`",
            "用 `chabao index 文件夹` 建立，或用 `--index DIR` 指明另一个",
        ),
        Error::NothingToMove { .. } => (
            "name the index that is to be moved: `chabao index --from DIR --index ADDRESS`",
            "请指明要移动的索引：`chabao index --from DIR --index ADDRESS`",
        ),
        Error::IndexThere { .. } => (
            "move it under another name with `--index`; an index is never replaced by another one",
            "请用 `--index` 换一个名称；索引不会被另一个索引替换",
        ),
        Error::NotAnIndex { .. } => (
            "name an empty or new folder with `--index DIR`",
            "请用 `--index DIR` 指明空的或新的文件夹",
        ),
        Error::OtherDictionary { dir, .. } => {
            let rebuild = rebuild(dir);
            return Some(language.pick(
                format!(
                    "build it again with {rebuild}, and with `--dict FILE` for a dictionary of your own"
                ),
                format!("用 {rebuild} 重建；自己的词典用 `--dict FILE` 指明"),
            ));
        }
        Error::OtherFormat { dir, .. } | Error::Damaged { dir, .. } => {
            let rebuild = rebuild(dir);
            return Some(
                language
                    .pick(format!("build it again with {rebuild}"), format!("用 {rebuild} 重建")),
            );
        }
        Error::Locked { dir } if Cluster::is_address(dir) => {
            ("wait until it is done, then run it again", "请等它写完，再运行一次")
        }
        Error::Locked { .. } => (
            "wait until it is done, or build into another folder with `--index DIR`",
            "请等它写完，或用 `--index DIR` 建在另一个文件夹",
        ),
        _ => return None,
    };
    Some(language.pick(english, chinese).to_owned())
}

/// Returns the command that builds an index again, in backticks.
fn rebuild(dir: &Path) -> String {
    format!("`chabao index --rebuild --index {}`", as_word(&dir.display().to_string()))
}

/// Returns what to do about folders that are not as the index knows them.
fn folder_hint(error: &Error, language: Language) -> Option<String> {
    let (english, chinese) = match error {
        Error::FoldersUnknown { dir } => {
            let dir = as_word(&dir.display().to_string());
            return Some(language.pick(
                format!("name them: `chabao index --rebuild --index {dir} FOLDER`"),
                format!("请指明文件夹：`chabao index --rebuild --index {dir} 文件夹`"),
            ));
        }
        Error::OtherFolders { dir, named, are_some, .. } => {
            let index = format!("`chabao index --index {}", as_word(&dir.display().to_string()));
            let named: Vec<String> = named.iter().map(|it| as_word(it)).collect();
            let named = named.join(" ");
            return Some(match are_some {
                true => language.pick(
                    format!(
                        "{index}` reads all its folders again; to leave the others out: {index} \
                         --replace {named}`"
                    ),
                    format!(
                        "{index}` 会重读所有文件夹；不要其他文件夹时，用 {index} --replace {named}`"
                    ),
                ),
                false => language.pick(
                    format!(
                        "add it with {index} --add {named}`, or let it replace the others with {index} \
                         --replace {named}`"
                    ),
                    format!(
                        "用 {index} --add {named}` 添加，或用 {index} --replace {named}` 替换原来的"
                    ),
                ),
            });
        }
        Error::SeveralPlaces { places, .. } => {
            let place = places.first().map(|place| place.display().to_string()).unwrap_or_default();
            return Some(language.pick(
                format!("name the one that is meant: `chabao index {place}`"),
                format!("请指明是哪一个：`chabao index {place}`"),
            ));
        }
        Error::FolderGone { .. } => (
            "connect its drive; or, if it was moved, name all folders as they are now: `chabao index \
             --replace FOLDER`",
            "请接上磁盘；如果文件夹移动过，请按现在的位置指明所有文件夹：`chabao index --replace 文件夹`",
        ),
        Error::FolderElsewhere { .. } => (
            "give it another name there or here; if both are the same machine, set `CHABAO_MACHINE` to \
             one name",
            "请给其中一个改名；如果是同一台机器，请把 `CHABAO_MACHINE` 设为同一个名称",
        ),
        Error::RebuildElsewhere { .. } => (
            "build a new index under another name: each machine with its own folders",
            "请换一个名称建立新索引：每台机器索引自己的文件夹",
        ),
        Error::DiskGone { .. } => (
            "connect it; if its reports are to leave the index, add `--allow-empty`",
            "请接上磁盘；要把其中的报告移出索引，请加 `--allow-empty`",
        ),
        Error::Emptied { .. } => (
            "connect its drive, or make it readable; if its reports are to leave the index, add \
             `--allow-empty`",
            "请接上磁盘，或恢复读取权限；要把其中的报告移出索引，请加 `--allow-empty`",
        ),
        _ => return None,
    };
    Some(language.pick(english, chinese).to_owned())
}

/// Returns a hint to write one of these names or else to do something.
pub(super) fn or_one_of(names: &[String], or_else: &str, language: Language) -> String {
    if names.is_empty() {
        return or_else.to_owned();
    }
    let names: Vec<String> = names.iter().map(|name| in_backticks(name)).collect();
    language.pick(
        format!("write {}, or {or_else}", names.join(" or ")),
        format!("名称相近的有 {}；{or_else}", names.join("、")),
    )
}

pub(super) fn in_backticks(text: &str) -> String {
    format!("`{text}`")
}

/// Returns the first of several regions that a name may mean.
pub(super) fn example(candidates: &[String]) -> &str {
    candidates.first().map_or("", String::as_str)
}

/// Returns what can be done about a codebook.
pub(super) fn codebook_hint(error: &CodebookError, language: Language) -> &'static str {
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

//! What went wrong, in Chinese.

use super::troubles::chinese_trouble;
use crate::error::{ClusterTrouble, Error};
use crate::query::CodebookError;
use crate::report::Language::Chinese;
use crate::text::grouped;

/// Returns what went wrong, without its causes.
pub(super) fn chinese_message(error: &Error) -> String {
    match error {
        Error::Query(error) => chinese_trouble(error.trouble()) + &error.marked(),
        Error::NoTerm => "没有可列出提及的检索词".to_owned(),
        Error::UnknownReport { name } => format!("索引中没有报告“{name}”"),
        Error::AmbiguousReport { name, count, examples } => {
            format!("“{name}”对应 {} 份报告，其中有{}", grouped(*count as u64), quoted(examples))
        }
        Error::UnknownSection { report, section } => format!("“{report}”中没有“{section}”这一节"),
        Error::UnreadableFile { path, reason } => {
            format!("“{path}”无法读取：{}", Chinese.sentence(reason))
        }
        Error::UnknownColumn { column, columns } if columns.is_empty() => {
            format!("没有“{column}”列：文件不是表格")
        }
        Error::UnknownColumn { column, columns } => {
            format!("表中没有“{column}”列，有的列是{}", quoted(columns))
        }
        Error::UnknownQuotation { report, quotation } => {
            format!("“{report}”中没有引文“{quotation}”")
        }
        Error::UnknownRegion { name, level, .. } => {
            let level = level.map_or("地区", |it| it.label(Chinese));
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
        error => about_index(error),
    }
}

/// Returns what is wrong with the index, its folders or its cluster, or with files.
fn about_index(error: &Error) -> String {
    match error {
        Error::NoIndex { dir } | Error::NothingToMove { dir } => {
            format!("“{}”处没有索引", dir.display())
        }
        Error::IndexThere { dir } => format!("“{}”处已有索引", dir.display()),
        Error::NotAnIndex { dir } => {
            format!("“{}”不是索引，也不是空文件夹，没有写入任何内容", dir.display())
        }
        Error::OtherFormat { dir, found, expected } => {
            let found = Chinese.sentence(found);
            format!("“{}”处的索引是{found}，本程序只读格式 {expected}", dir.display())
        }
        Error::OtherDictionary { dir, found, expected } => format!(
            "“{}”处的索引是用另一部词典或另一套字形规则建立的（{found}，不是 {expected}）",
            dir.display()
        ),
        Error::Damaged { dir, what } => {
            format!("“{}”处的索引已损坏：{}", dir.display(), Chinese.sentence(what))
        }
        Error::Locked { dir } => format!("另一个 `chabao index` 正在写入“{}”", dir.display()),
        Error::ClusterAddress { address, what } => {
            format!("“{address}”不是集群中索引的地址：{}", Chinese.sentence(what))
        }
        Error::Cluster { address, trouble, reason } => {
            format!("“{address}”处的集群{}：{}", of_cluster(*trouble), Chinese.sentence(reason))
        }
        Error::Overtaken { address } => {
            format!("在此期间，另一个 `chabao index` 写入了“{address}”")
        }
        Error::Io { action, path, .. } => {
            format!("无法{}“{}”", Chinese.sentence(action), path.display())
        }
        Error::NotWritten { .. } => "结果无法写出".to_owned(),
        Error::Dictionary { path, .. } => format!("词典“{}”", path.display()),
        Error::Aliases { path, .. } => format!("别名表“{}”", path.display()),
        Error::Listen { address, .. } => format!("无法监听“{address}”"),
        Error::Unguarded { address } => {
            format!("别的机器也能访问“{address}”，报告会对所有人公开")
        }
        error => about_folders(error),
    }
}

/// Returns what is wrong with the folders of an index.
fn about_folders(error: &Error) -> String {
    match error {
        Error::NoReports { paths } => format!("在{}中没有找到报告", quoted(paths)),
        Error::NothingToIndex => "没有指明文件夹，不知道要索引什么".to_owned(),
        Error::FoldersUnknown { dir } => {
            format!("从“{}”处的索引已看不出它由哪些文件夹建成", dir.display())
        }
        Error::OtherFolders { dir, known, named, .. } => {
            format!("“{}”处的索引由{}建成，而不是{}", dir.display(), quoted(known), quoted(named))
        }
        Error::FolderGone { name, path } => {
            format!("索引的文件夹“{name}”已不在“{}”", path.display())
        }
        Error::FolderElsewhere { name, machine } => {
            format!("索引中，机器“{machine}”也有名为“{name}”的文件夹")
        }
        Error::RebuildElsewhere { name, machine } => {
            format!("索引的文件夹“{name}”在机器“{machine}”上")
        }
        Error::SeveralPlaces { name, places } => {
            let places: Vec<String> =
                places.iter().map(|path| format!("“{}”", path.display())).collect();
            format!("索引的文件夹“{name}”可能在{}", places.join("或"))
        }
        Error::Emptied { folder, reports } => {
            format!("“{folder}”原有 {} 份报告，现在一份也没有", grouped(*reports as u64))
        }
        Error::DiskGone { folder, reports } => format!(
            "“{folder}”处的磁盘没有接上，索引中有 {} 份报告在上面",
            grouped(*reports as u64)
        ),
        other => other.to_string(),
    }
}

/// Returns names in quotation marks.
fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join("、")
}

/// Returns what is the matter with a cluster.
fn of_cluster(trouble: ClusterTrouble) -> &'static str {
    match trouble {
        ClusterTrouble::Settings => "无法访问",
        ClusterTrouble::Unreachable => "连接不上",
        ClusterTrouble::Tls => "无法通过 TLS 连接",
        ClusterTrouble::Credentials => "不接受这个用户或令牌",
        ClusterTrouble::Forbidden => "不允许这样做",
        ClusterTrouble::Silent => "没有按时答复",
        ClusterTrouble::Busy => "太忙",
        ClusterTrouble::Incomplete => "数据不全，有一部分查不到",
        ClusterTrouble::ReadOnly => "磁盘已满，不能写入",
        ClusterTrouble::Release => "版本不适用",
        ClusterTrouble::Unsafe => "可能计数有误",
        ClusterTrouble::Damaged => "中的索引已损坏",
        ClusterTrouble::Refused => "拒绝了请求",
    }
}

/// Returns what is the matter with a cluster, for readers of a page.
pub(super) fn page_cluster(trouble: ClusterTrouble) -> &'static str {
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

/// Returns why a codebook cannot be used.
fn chinese_codebook(error: &CodebookError) -> String {
    match error {
        CodebookError::Unreadable(reason) => {
            format!("概念表无法读取：{}", Chinese.sentence(&reason.to_string()))
        }
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

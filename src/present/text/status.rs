//! What the index contains and what it was built from.

use std::fmt::Write as _;

use super::style::{Style, one_line};
use super::table::filled;
use crate::analysis::Status;
use crate::present::words::{FILES, NODES, REPLICAS, copies_and_versions, counted};
use crate::text::grouped;

/// The width of the names of rows, in cells of the terminal.
const NAMES: usize = 12;

impl Status {
    /// Returns what the index contains and what it was built from.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let mut out = String::new();
        let mut row = |english: &str, chinese: &str, value: String| {
            let name = filled(style.pick(english, chinese), NAMES);
            let _ = writeln!(out, "{name}{}", one_line(&value));
        };
        let format = self.format;
        row(
            "index",
            "索引",
            style.pick(
                format!("{} (format {format})", self.index),
                format!("{}（格式 {format}）", self.index),
            ),
        );
        row("folders", "文件夹", self.roots.join(style.pick(", ", "、")));
        row("reports", "报告", grouped(self.reports));
        let others = copies_and_versions(self.copies, self.older_versions, style.language);
        if let Some(others) = others {
            row("not counted", "未计入", others);
        }
        if self.joined > 0 {
            let files = style.counted(self.joined, FILES);
            row(
                "joined",
                "并入",
                style.pick(
                    format!("{files} joined to reports that other files lead"),
                    format!("{files}，内容属于其他文件打头的报告"),
                ),
            );
        }
        row("sections", "节", grouped(self.sections));
        row("characters", "字数", grouped(self.characters));
        row("unreadable", "无法读取", grouped(self.unreadable.len()));
        row("notes", "说明", grouped(self.notes));
        for (english, chinese, value) in self.storage_rows(style) {
            row(english, chinese, value);
        }
        let dictionary = if self.user_dictionary {
            style.pick("built in, and one of the user", "内置，并有用户词典")
        } else {
            style.pick("built in", "内置")
        };
        let fingerprint = style.pick(", fingerprint ", "，指纹 ");
        row("dictionary", "词典", format!("{dictionary}{fingerprint}{}", self.fingerprint));
        let times = grouped(self.generation);
        row("written", "写入", style.pick(counted(self.generation, "time"), format!("{times} 次")));
        for file in &self.unreadable {
            let (path, reason) = (one_line(&file.path), style.language.sentence(&file.reason));
            let _ = writeln!(out, "   {path}{}{}", style.pick(": ", "："), one_line(&reason));
        }
        out
    }
    /// Returns the rows about where the index is stored: name in English and Chinese, and value.
    fn storage_rows(&self, style: Style) -> Vec<(&'static str, &'static str, String)> {
        let bytes = grouped(self.bytes);
        let Some(cluster) = &self.cluster else {
            let size = style.pick(format!("{bytes} bytes"), format!("{bytes} 字节"));
            return vec![("on disk", "占用", size)];
        };
        let files = style.pick(
            format!("{bytes} bytes, copied when it is opened"),
            format!("{bytes} 字节，打开索引时复制"),
        );
        let nodes = style.counted(cluster.nodes, NODES);
        let (name, release, status) = (&cluster.name, &cluster.release, &cluster.status);
        let state = style.pick(
            format!("{name}: {release}, {nodes}, {status}"),
            format!("{name}：{release}，{nodes}，状态 {status}"),
        );
        let missing = match (cluster.unassigned, grouped(cluster.unassigned)) {
            (0, _) => String::new(),
            (_, some) => {
                style.pick(format!(", {some} on no node"), format!("，{some} 个不在任何节点上"))
            }
        };
        let (shards, replicas) = (cluster.shards, style.counted(cluster.replicas, REPLICAS));
        let shards = style.pick(
            format!("{shards}, each with {replicas}{missing}"),
            format!("{shards} 个，各有 {replicas}{missing}"),
        );
        let (sections, bytes) = (grouped(cluster.sections), grouped(cluster.bytes));
        let stored = style.pick(
            format!("{sections} sections, {bytes} bytes on all nodes"),
            format!("{sections} 节，各节点合计 {bytes} 字节"),
        );
        vec![
            ("files", "文件", files),
            ("cluster", "集群", state),
            ("shards", "分片", shards),
            ("stored", "存储", stored),
        ]
    }
}

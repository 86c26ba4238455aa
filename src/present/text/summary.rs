//! What `chabao index` did.

use super::style::Style;
use crate::ingest::Summary;
use crate::present::words::{FILES, NOTES, REPORTS, SECTIONS, copies_and_versions};
use crate::text::grouped;

impl Summary {
    /// Returns what became of the files when the index was written.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let manifest = &self.manifest;
        let (reports, sections) =
            (style.counted(manifest.reports, REPORTS), style.counted(manifest.sections, SECTIONS));
        let [added, changed, unchanged, removed] =
            [self.added, self.changed, self.unchanged, self.removed].map(grouped);
        let mut out = style.pick(
            format!(
                "{reports} in {sections} ({added} added, {changed} changed, {unchanged} unchanged, \
                 {removed} removed)\n"
            ),
            format!(
                "{reports}，{sections}（新增 {added} 份，更新 {changed} 份，未变 {unchanged} 份，移除 \
                 {removed} 份）\n"
            ),
        );
        let (copies, older) = (manifest.copies.len(), manifest.older_versions.len());
        if let Some(others) = copies_and_versions(copies, older, style.language) {
            out.push_str(&style.pick(
                format!("{others} not counted: see `chabao reports`\n"),
                format!("另有 {others}未计入，见 `chabao reports`\n"),
            ));
        }
        if manifest.joined > 0 {
            let files = style.counted(manifest.joined, FILES);
            out.push_str(&style.pick(
                format!("{files} joined to a report that another file leads\n"),
                format!("{files}并入了其他文件打头的报告\n"),
            ));
        }
        let notes = style.counted(manifest.notes, NOTES);
        out.push_str(&style.pick(
            format!("{notes} about missing or ambiguous facts: see `chabao reports --notes`\n"),
            format!("{notes}（要素缺失或有疑问），见 `chabao reports --notes`\n"),
        ));
        let files = style.counted(self.skipped.len() as u64, FILES);
        out.push_str(&style.pick(format!("{files} could not be read"), format!("{files}无法读取")));
        let others = self.not_reports as u64;
        if others > 0 {
            let are = if others == 1 { "is not a report" } else { "are not reports" };
            let files = style.counted(others, FILES);
            out.push_str(&style.pick(
                format!("; {files} skipped that {are}"),
                format!("；{files}不是报告，已跳过"),
            ));
        }
        out.push('\n');
        out
    }

    /// Returns how many files could not be read that could not be read before either, if there are
    /// any.
    #[must_use]
    pub fn known_troubles_in_words(&self, style: Style) -> Option<String> {
        let files = style.counted(self.known_troubles as u64, FILES);
        let sentence = style.pick(
            format!("{files} could not be read, as before: see `chabao status`"),
            format!("{files}仍然无法读取，见 `chabao status`"),
        );
        (self.known_troubles > 0).then_some(sentence)
    }
}

//! The names of what a workbook says of its table.

use crate::report::Language;
use crate::report::named::named;

named! {
    /// What a line of the sheet 说明 says.
    pub(crate) enum AboutLine {
        /// The query, as it was read.
        Query => "query", "query as read", "检索式";
        /// One of the concepts that were counted.
        Concept => "concept", "concept", "概念";
        /// What the query looks for.
        Reading => "reading", "meaning", "含义";
        /// How terms were matched.
        Mode => "mode", "matching", "匹配方式";
        /// The conditions beside the query.
        Filters => "filters", "filters", "限定条件";
        /// What it is about that asks no question.
        Subject => "subject", "about", "对象";
        /// What was found, and what was counted over.
        Ground => "ground", "counted over", "统计范围";
        /// What to know to read the table rightly.
        Remark => "remark", "note", "说明";
        /// The number of rows.
        Rows => "rows", "rows", "行数";
        /// What a state means.
        State => "state", "state", "状态";
        /// How often the index was written.
        Generation => "generation", "index generation", "索引版次";
        /// The day on which the index was written.
        Written => "written", "index written on", "索引日期";
        /// The address of the table.
        Address => "address", "address", "网址";
        /// How its count is cited.
        Citation => "citation", "cite this count", "引用此数";
        /// The program with its version.
        Program => "program", "program", "程序";
        /// The day on which the table was made.
        Day => "day", "day", "生成日期";
    }
}

impl AboutLine {
    /// Returns the name in both languages: `检索式 (query, as read)`.
    pub(crate) fn title(self) -> String {
        format!("{} ({})", self.label(Language::Chinese), self.label(Language::English))
    }
}

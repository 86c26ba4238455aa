//! Lines of labels and values: the table of metadata and the line under the headline.
//!
//! Sites write `[ 索引号 ] 值`, `索 引 号 | 值 |`, `标签：值` several times in a line, label and
//! value in cells or on lines of their own, and names glued before the first label. Only known
//! labels are read, so that no sentence of a report is taken for one.

use std::ops::Range;

use super::labels::{LabelWord, is_blank};
use crate::text::cut;

/// The most characters of a value; what is longer is text.
const LONGEST: usize = 200;

/// The most letters before the first label of a line: the name and address of the site, or of a
/// bureau.
const LONGEST_NAME: usize = 40;

/// A label in a line, and the bytes of the line that are its value; empty if it has none.
#[derive(Clone, Debug)]
pub(crate) struct LineLabel {
    pub(crate) label: LabelWord,
    pub(crate) value: Range<usize>,
}

/// A label found in a line.
struct LabelStart {
    label: LabelWord,
    /// The byte where it starts, and where its value starts.
    at: usize,
    value: usize,
    /// Whether a colon, a bracket or the border of a cell follows it.
    is_marked: bool,
}

/// Returns the labels of `line` with their values; `None` if it is not a line of labels.
pub(crate) fn labels_in_line(line: &str) -> Option<Vec<LineLabel>> {
    if line.chars().nth(4 * LONGEST).is_some() {
        return None;
    }
    let mut starts: Vec<LabelStart> = Vec::new();
    let mut at = 0;
    while let Some(character) = line.get(at..).and_then(|rest| rest.chars().next()) {
        match label_at(line, at, !starts.is_empty()) {
            Some(start) => {
                at = start.value;
                starts.push(start);
            }
            None => at += character.len_utf8(),
        }
    }
    let first = starts.first()?;
    let (before, _) = line.split_at(first.at);
    let letters = before.chars().filter(|it| it.is_alphanumeric()).count();
    if letters > LONGEST_NAME
        || before.contains(['。', '，', '；'])
        || (starts.iter().all(|start| start.label.is_common) && letters > 0)
    {
        return None;
    }
    let mut labels = Vec::with_capacity(starts.len());
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).map_or(line.len(), |next| next.at);
        let value = value_within(line, start.value..end.max(start.value));
        let words = cut(line, value.clone());
        if words.chars().count() > LONGEST || (words.contains('。') && starts.len() < 2) {
            return None;
        }
        labels.push(LineLabel { label: start.label, value });
    }
    let is_bare =
        starts.len() == 1 && !first.is_marked && labels.iter().all(|it| it.value.is_empty());
    (!is_bare || first.label.is_distinct()).then_some(labels)
}

/// Returns the label that starts at byte `at` of `line`, if what surrounds it is what surrounds
/// labels. `has_others` says whether labels precede it in the line.
fn label_at(line: &str, at: usize, has_others: bool) -> Option<LabelStart> {
    let (before, rest) = line.split_at(at);
    let (label, length) = LabelWord::at(rest)?;
    let is_free = !before.ends_with(char::is_alphanumeric);
    let opened = before.trim_end().strip_suffix(['[', '【', '［', '〔']);
    let (words, after) = rest.split_at(length);
    let mut after = after.trim_start_matches(is_blank);
    let has_figure = after.starts_with(|it: char| it.is_ascii_alphanumeric() || it == '〔');
    let mut is_apart = after.len() + words.len() < rest.len();
    let closed = after.strip_prefix([']', '】', '］', '〕']).filter(|_| opened.is_some());
    if let Some(inner) = closed {
        after = inner.trim_start_matches(is_blank);
        is_apart = after.len() < inner.len();
    }
    let colon = after.strip_prefix(['：', ':', '﹕', '∶']);
    let cell = after.strip_prefix(['\t', '|', '｜']);
    let is_distinct = label.is_distinct();
    let is_known = !label.is_common || has_others;
    // 发布日期 2024-01-05, 索引号11500…: no colon, but what follows is not a word. A common word
    // glued to the value before it is a label if a colon follows.
    let fits = closed.is_some()
        || (colon.is_some() && (is_free || is_distinct || has_others))
        || (is_free && cell.is_some() && is_known)
        || (is_free && is_distinct && (after.is_empty() || has_figure || (is_apart && has_others)))
        || (is_free && has_figure && is_count(label.word));
    let is_marked = closed.is_some() || colon.is_some() || cell.is_some();
    // A border may follow a colon: 索引号： | 1150 |
    let inside =
        colon.map(|it| it.trim_start_matches(is_blank).strip_prefix(['|', '｜']).unwrap_or(it));
    let value = line.len() - inside.or(cell).unwrap_or(after).len();
    let start = opened.map_or(at, str::len);
    fits.then_some(LabelStart { label, at: start, value, is_marked })
}

/// Returns whether nothing but a count is a value of the label `word`.
fn is_count(word: &str) -> bool {
    ["次数", "量", "数", "阅读", "点击"].iter().any(|end| word.ends_with(end))
}

/// Returns the bytes of the value within the bytes `range` of `line`, without what sets it off from
/// its neighbours.
fn value_within(line: &str, range: Range<usize>) -> Range<usize> {
    let is_blank = |it: char| it.is_whitespace() || matches!(it, '\u{200b}' | '\u{feff}');
    let is_border = |it: char| is_blank(it) || matches!(it, '|' | '｜');
    let raw = cut(line, range.clone());
    let trimmed = raw.trim_start_matches(is_blank);
    // The next cell belongs to this label's empty one.
    if trimmed.starts_with(['|', '｜']) {
        return range.start..range.start;
    }
    let trimmed = trimmed.trim_end_matches(is_border);
    // The bracket of the next label, or one that closed this one.
    let trimmed = trimmed.trim_end_matches(['[', '【', '［', '(', '（']).trim_matches(is_border);
    let trimmed = trimmed.trim_start_matches([']', '】', '］', ':', '：']).trim_matches(is_border);
    let count = |marks: [char; 2]| trimmed.matches(marks).count();
    let mut end = trimmed;
    if count(['[', '［']) == 0 {
        end = end.trim_end_matches([']', '］']);
    }
    if count(['【', '】']) == 1 {
        end = end.trim_end_matches('】');
    }
    if count(['(', '（']) == 0 {
        end = end.trim_end_matches([')', '）']);
    }
    let value = end.trim_matches(is_border);
    let start = range.start + raw.find(value).expect("the value is cut from the line");
    start..start + value.len()
}

/// The labels of several lines.
#[derive(Debug, Default)]
pub(crate) struct Harvest {
    /// The labels that have a value, with the number of the line it is on.
    pub(crate) labels: Vec<(usize, LineLabel)>,
    /// For each line, whether labels or their values were taken from it.
    pub(crate) taken: Vec<bool>,
}

/// Reads the labels of `lines`. The value of a label alone on its line is on the next one, unless
/// `is_noise`. Lines that `is_clock` are passed over.
pub(crate) fn harvest(
    lines: &[&str],
    is_clock: impl Fn(&str) -> bool,
    is_noise: impl Fn(&str) -> bool,
) -> Harvest {
    let mut harvest = Harvest { labels: Vec::new(), taken: vec![false; lines.len()] };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let labels = if is_clock(line) { None } else { labels_in_line(line) };
        let Some(mut labels) = labels else {
            at += 1;
            continue;
        };
        let (mut value_line, mut used) = (at, 1);
        if let [only] = labels.as_mut_slice()
            && only.value.is_empty()
            && let Some(next) = lines.get(at + 1)
            && labels_in_line(next).is_none()
            && suits(only.label.word, next.trim())
            && !is_noise(next)
        {
            let start = next.len() - next.trim_start().len();
            only.value = start..start + next.trim().len();
            (value_line, used) = (at + 1, 2);
        }
        harvest.taken.iter_mut().skip(at).take(used).for_each(|taken| *taken = true);
        labels.retain(|label| !label.value.is_empty());
        harvest.labels.extend(labels.into_iter().map(|label| (value_line, label)));
        at += used;
    }
    harvest
}

/// Returns whether `value` on a line of its own can be the value of the label `word`.
fn suits(word: &str, value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let length = value.chars().count();
    if is_count(word) {
        return digits == length;
    }
    if word.ends_with("日期") || word.ends_with("时间") {
        return digits >= 4 && length <= 40;
    }
    length <= 40 && !value.contains(['。', '，', '；']) && !value.ends_with("报告")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints the labels and values of a line as `标签=值`.
    fn read(line: &str) -> Option<String> {
        let labels = labels_in_line(line)?;
        let written: Vec<String> = labels
            .iter()
            .map(|it| format!("{}={}", it.label.word, line.get(it.value.clone()).unwrap()))
            .collect();
        Some(written.join("; "))
    }

    #[test]
    fn every_shape_of_labels_is_read() {
        let table = [
            (
                "发布时间：2024-01-05 来源：县卫健局 浏览次数：123",
                "发布时间=2024-01-05; 来源=县卫健局; 浏览次数=123",
            ),
            ("[ 索引号 ]\t1150/2024-1\t[ 发文字号 ]", "索引号=1150/2024-1; 发文字号="),
            ("[ 主题分类 ] 卫生 [ 发布日期 ] 2024-01-05", "主题分类=卫生; 发布日期=2024-01-05"),
            ("索 引 号 | 1162/2025-4 | 主题分类 | 云政发 |", "索引号=1162/2025-4; 主题分类=云政发"),
            (
                "发文字号 | 云政发〔2025〕33号 | 制发机构 | |",
                "发文字号=云政发〔2025〕33号; 制发机构=",
            ),
            ("索引号：\t1150\t发布机构：\t云岫县司法局", "索引号=1150; 发布机构=云岫县司法局"),
            ("区司法局发布时间：2024-01-05 10:20", "发布时间=2024-01-05 10:20"),
            (
                "来源: 云岫县司法局  时间: 2023-02-16 17:34:30",
                "来源=云岫县司法局; 时间=2023-02-16 17:34:30",
            ),
            ("【发布日期：2024-01-05】【来源：县局】", "发布日期=2024-01-05; 来源=县局"),
            (
                "云岫县人民政府门户网站  www.yunxiu.gov.cn      发布时间:2025-03-31",
                "发布时间=2025-03-31",
            ),
            ("发布日期 2024-01-05", "发布日期=2024-01-05"),
            ("索引号11500111MB1/2024", "索引号=11500111MB1/2024"),
            (
                "发布日期：2024年01月05日 信息来源：县局 浏览次数：",
                "发布日期=2024年01月05日; 信息来源=县局; 浏览次数=",
            ),
            ("（责任编辑：李云）", "责任编辑=李云"),
            ("作者： 点击数：", "作者=; 点击数="),
            ("索引号：", "索引号="),
            ("发布机构", "发布机构="),
            (
                "成文日期　2024年1月30日　发布日期　2024年2月19日",
                "成文日期=2024年1月30日; 发布日期=2024年2月19日",
            ),
        ];
        for (line, expected) in table {
            assert_eq!(read(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn sentences_are_not_labels() {
        for line in [
            "",
            "全年发布时间表12份，来源：各乡镇上报。",
            "一是严格审核：对规范性文件逐件审查。",
            "时间紧、任务重",
            "来源",
            "主题教育扎实开展",
            "云岫县司法局关于2023年法治政府建设情况的报告",
            "（二）标题：无",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}

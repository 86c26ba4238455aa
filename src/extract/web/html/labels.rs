//! Lines of labels and values: the table of metadata and the line under the headline.
//!
//! Sites write `[ 索引号 ] 值`, `索 引 号 | 值 |`, `标签：值` several times in a line, label and
//! value in cells or on lines of their own, and names glued before the first label. Only labels
//! that are known are read, so that no sentence of a report is taken for one.

use super::boilerplate::{is_buttons, is_clock};
use super::lines::Line;

/// The labels that are read. Those of one length come in no order: the longest that fits is taken.
const LABELS: [&str; 92] = [
    "信息提供日期",
    "公开责任部门",
    "服务对象分类",
    "信息公开类别",
    "信息分类名称",
    "文件有效性",
    "发布机构名称",
    "发文机关名称",
    "信息索引号",
    "统一登记号",
    "规范性文件编号",
    "规范性文件登记号",
    "索引号",
    "索取号",
    "登记号",
    "统一编号",
    "发文字号",
    "发文文号",
    "文件编号",
    "文件字号",
    "文件文号",
    "公文文号",
    "文号",
    "文件号",
    "公文编号",
    "发布机构",
    "发布单位",
    "发布部门",
    "发布机关",
    "发布者",
    "发布人",
    "发文机关",
    "发文机构",
    "发文单位",
    "发文部门",
    "制发机构",
    "制发机关",
    "制发单位",
    "公开机构",
    "公开单位",
    "公开部门",
    "责任部门",
    "责任单位",
    "所属机构",
    "供稿单位",
    "发布日期",
    "发布时间",
    "成文日期",
    "成文时间",
    "生成日期",
    "生成时间",
    "发文日期",
    "发文时间",
    "印发日期",
    "公开日期",
    "公开时间",
    "更新日期",
    "更新时间",
    "上传时间",
    "录入时间",
    "签发日期",
    "生效日期",
    "实施日期",
    "失效日期",
    "失效时间",
    "废止日期",
    "时间",
    "日期",
    "主题分类",
    "体裁分类",
    "组配分类",
    "题材分类",
    "信息分类",
    "公文种类",
    "文种",
    "主题词",
    "关键词",
    "有效性",
    "效力状态",
    "信息来源",
    "文章来源",
    "稿件来源",
    "内容来源",
    "来源",
    "作者",
    "责任编辑",
    "浏览次数",
    "浏览量",
    "阅读次数",
    "点击数",
    "点击次数",
    "访问次数",
];

/// Further labels, read only beside others or with a colon; each is a common word.
const COMMON: [&str; 20] = [
    "编辑",
    "审核",
    "校对",
    "责编",
    "点击量",
    "阅读量",
    "阅读",
    "点击",
    "访问量",
    "名称",
    "标题",
    "信息名称",
    "文件名称",
    "主题",
    "字号",
    "字体",
    "公开方式",
    "公开范围",
    "公开形式",
    "内容概述",
];

/// The characters that labels begin with.
const FIRST: &str =
    "信公服文发规索登统制责所供成生印更上录签实失废时日主体组题关有效来稿内作浏阅点访编审校名标字";

/// Labels under which nothing but a count stands.
fn is_count(label: &str) -> bool {
    ["次数", "量", "数", "阅读", "点击"].iter().any(|it| label.ends_with(it))
}

/// The most characters a value has; what is longer is text.
const LONGEST: usize = 200;

/// A label and the value it has; the value may be empty.
pub(super) type Pair = (String, String);

/// The most letters that may stand before the first label of a line: the name and address of the
/// site, or of a bureau.
const LONGEST_NAME: usize = 40;

/// A label that was found in a line.
struct Found {
    label: &'static str,
    /// Where it starts and where its value starts, in characters.
    start: usize,
    value: usize,
    /// Whether a colon, a bracket or a line between cells follows it.
    marked: bool,
}

/// Returns the labels of `line` with their values, `None` where it is no line of labels.
pub(super) fn parse(line: &str) -> Option<Vec<Pair>> {
    let characters: Vec<char> = line.chars().collect();
    if characters.len() > 4 * LONGEST {
        return None;
    }
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        match find(&characters, at, found.last()) {
            Some(label) => {
                at = label.value.max(at + 1);
                found.push(label);
            }
            None => at += 1,
        }
    }
    let first = found.first()?;
    let before = text(&characters, 0, first.start);
    let letters = before.chars().filter(|it| it.is_alphanumeric()).count();
    let common = |found: &Found| COMMON.contains(&found.label);
    if letters > LONGEST_NAME
        || before.contains(['。', '，', '；'])
        || (found.iter().all(common) && letters > 0)
    {
        return None;
    }
    let mut pairs = Vec::new();
    for (number, label) in found.iter().enumerate() {
        let end = found.get(number + 1).map_or(characters.len(), |next| next.start);
        let value = value(&text(&characters, label.value, end));
        if value.chars().count() > LONGEST || (value.contains('。') && found.len() < 2) {
            return None;
        }
        pairs.push((label.label.to_owned(), value));
    }
    let bare = found.len() == 1 && !first.marked && pairs.iter().all(|(_, value)| value.is_empty());
    (!bare || is_distinct(first.label)).then_some(pairs)
}

/// Returns whether `label` is so long or rare that a line of it alone is a label.
fn is_distinct(label: &str) -> bool {
    label.chars().count() >= 3 && !COMMON.contains(&label)
}

/// Returns the label that starts at `at`, where one does and is followed as labels are.
fn find(characters: &[char], at: usize, before: Option<&Found>) -> Option<Found> {
    let (label, mut end) = label_at(characters, at)?;
    let previous = at.checked_sub(1).and_then(|at| characters.get(at)).copied();
    let bracketed = previous_mark(characters, at).is_some_and(|it| "[【［〔".contains(it));
    let free = previous.is_none_or(|it| !it.is_alphanumeric());
    while characters.get(end).is_some_and(|it| it.is_whitespace() && *it != '\t') {
        end += 1;
    }
    let next = characters.get(end).copied();
    let closed = bracketed && next.is_some_and(|it| "]】］〕".contains(it));
    if closed {
        end += 1;
        while characters.get(end).is_some_and(|it| it.is_whitespace() && *it != '\t') {
            end += 1;
        }
    }
    let colon = characters.get(end).is_some_and(|it| "：:﹕∶".contains(*it));
    let cell = characters.get(end).is_some_and(|it| "\t|｜".contains(*it));
    let last = end >= characters.len();
    let distinct = is_distinct(label);
    let known = !COMMON.contains(&label) || before.is_some();
    // 发布日期 2024-01-05, 索引号11500…: no colon, but what follows is no word.
    let figure = next.is_some_and(|it| it.is_ascii_alphanumeric() || it == '〔');
    let blank = end > at && characters.get(end - 1).is_some_and(|it| it.is_whitespace());
    let fits = closed
        || (colon && (free || distinct))
        || (free && cell && known)
        || (free && distinct && (last || figure || (blank && before.is_some())))
        || (free && figure && is_count(label));
    let value = if colon || cell { end + 1 } else { end };
    let start = if bracketed { at.saturating_sub(1) } else { at };
    fits.then_some(Found { label, start, value, marked: closed || colon || cell })
}

/// Returns the last character before `at` that is not white space.
fn previous_mark(characters: &[char], at: usize) -> Option<char> {
    characters.get(..at)?.iter().rev().find(|it| !it.is_whitespace()).copied()
}

/// Returns the longest label whose characters stand at `at`, with where it ends; blanks between
/// its characters do not count.
fn label_at(characters: &[char], at: usize) -> Option<(&'static str, usize)> {
    if characters.get(at).is_none_or(|it| !FIRST.contains(*it)) {
        return None;
    }
    let fit = |label: &'static str| {
        let mut end = at;
        for wanted in label.chars() {
            while characters.get(end).is_some_and(|it| it.is_whitespace() && *it != '\t') {
                end += 1;
            }
            if characters.get(end) != Some(&wanted) {
                return None;
            }
            end += 1;
        }
        Some((label, end))
    };
    LABELS.iter().chain(&COMMON).filter_map(|label| fit(label)).max_by_key(|(_, end)| *end)
}

/// Returns the characters from `start` to `end` as a string.
fn text(characters: &[char], start: usize, end: usize) -> String {
    characters.get(start..end).unwrap_or_default().iter().collect()
}

/// Returns `value` without what sets it off from its neighbours.
fn value(value: &str) -> String {
    let blank = |it: char| it.is_whitespace() || matches!(it, '|' | '｜' | '\u{200b}' | '\u{feff}');
    let trimmed = value.trim_matches(blank);
    // The bracket of the next label, or one that closed this one.
    let trimmed = trimmed.trim_end_matches(['[', '【', '［', '(', '（']).trim_matches(blank);
    let trimmed = trimmed.trim_start_matches([']', '】', '］', ':', '：']).trim_matches(blank);
    let open = |marks: [char; 2]| trimmed.matches(marks).count();
    let trimmed =
        if open(['[', '［']) == 0 { trimmed.trim_end_matches([']', '］']) } else { trimmed };
    let trimmed = if open(['【', '】']) == 1 { trimmed.trim_end_matches('】') } else { trimmed };
    let trimmed =
        if open(['(', '（']) == 0 { trimmed.trim_end_matches([')', '）']) } else { trimmed };
    trimmed.trim_matches(blank).replace('\t', " ")
}

/// What lines of labels tell.
#[derive(Debug, Default)]
pub(super) struct Harvest {
    /// The labels with the values they have.
    pub(super) pairs: Vec<Pair>,
    /// Which of the lines hold labels or their values.
    pub(super) taken: Vec<bool>,
}

/// Reads the labels of `lines`; a label alone on its line has its value on the next.
pub(super) fn harvest(lines: &[Line]) -> Harvest {
    let mut harvest = Harvest { pairs: Vec::new(), taken: vec![false; lines.len()] };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let parsed = if is_clock(&line.text) { None } else { parse(&line.text) };
        let Some(mut pairs) = parsed else {
            at += 1;
            continue;
        };
        let mut used = 1;
        if let [(label, value)] = pairs.as_mut_slice()
            && value.is_empty()
            && let Some(next) = lines.get(at + 1)
            && parse(&next.text).is_none()
            && suits(label, next.text.trim())
            && !is_buttons(&next.text)
        {
            next.text.trim().clone_into(value);
            used = 2;
        }
        harvest.taken.iter_mut().skip(at).take(used).for_each(|taken| *taken = true);
        harvest.pairs.extend(pairs);
        at += used;
    }
    let clock = |value: &str| value.contains("星期") || value.contains("农历");
    harvest.pairs.retain(|(_, value)| !value.is_empty() && !is_buttons(value) && !clock(value));
    harvest
}

/// Returns whether `value` can stand under `label` on a line of its own.
fn suits(label: &str, value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let length = value.chars().count();
    if is_count(label) {
        return digits == length;
    }
    if label.ends_with("日期") || label.ends_with("时间") {
        return digits >= 4 && length <= 40;
    }
    length <= 40 && !value.contains(['。', '，', '；']) && !value.ends_with("报告")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a line and writes its labels and values as `标签=值`.
    fn read(line: &str) -> Option<String> {
        let pairs = parse(line)?;
        let written: Vec<String> =
            pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
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
    fn labels_are_looked_up_by_their_first_character() {
        for label in LABELS.iter().chain(&COMMON) {
            assert!(label.chars().next().is_some_and(|it| FIRST.contains(it)), "{label}");
        }
    }

    #[test]
    fn sentences_are_no_labels() {
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

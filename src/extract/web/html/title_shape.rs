//! What the title of a paper looks like as a line of text: how it begins and ends.
//!
//! The search for facts reads titles more closely; here it is decided which lines of a page may be
//! one at all.

use std::sync::LazyLock;

use super::word_list::words;

/// The last words of titles of official papers.
static ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    words(
        "报告 报告书 情况 总结 汇报 通报 年报 小结 综述 公报 白皮书 解读 通知 公告 通告 意见 方案 规划 计划 要点 \
        决定 办法 规定 细则 条例 公示 函 批复 纪要 说明 打算 安排 思路",
    )
});

/// The last characters of the names of agencies and of divisions.
const NAMES: &str = "局委府厅会院部办室心队处所社团县区市州盟旗镇乡省行署组站司道";

/// How the part of a title begins that follows the name of its agency.
static TOPICS: LazyLock<Vec<&str>> =
    LazyLock::new(|| words("关于 法治 法制 依法 推进 贯彻 落实 年度 工作 政府信息公开"));

/// How the names of sites and columns end.
static PLACES_OF_SITE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    words("网站 网 门户 平台 频道 专栏 专题 栏目 目录 首页 公开 公开内容 公开指南 人民政府 政府")
});

/// The most characters of a name.
const LONGEST_NAME: usize = 40;

/// Returns `text` without white space: titles are spread over the line, 情 况 报 告.
fn squeezed(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

/// Returns whether `text` ends like a title, apart from a remark in brackets: （征求意见稿）.
pub(super) fn ends_as_title(text: &str) -> bool {
    let text = squeezed(text);
    let text = text.as_str();
    let inner = text.strip_suffix(['）', ')']);
    let bare = inner.and_then(|inner| inner.get(..inner.rfind(['（', '('])?)).unwrap_or(text);
    ENDINGS.iter().any(|ending| bare.trim_end().ends_with(ending))
}

/// Returns whether `text` says what it is about, as the name of a column does not: it has a year, or
/// 关于.
pub(super) fn is_specific(text: &str) -> bool {
    let text = squeezed(text);
    text.contains("关于")
        || text.match_indices('年').any(|(at, _)| ends_in_year(text.split_at(at).0))
}

/// Returns whether the last four characters of `text` are digits.
fn ends_in_year(text: &str) -> bool {
    let is_digit = |it: char| it.is_numeric() || "〇○零一二三四五六七八九Ｏ".contains(it);
    let last = text.trim_end().chars().rev();
    last.take_while(|it| is_digit(*it)).take(4).count() == 4
}

/// Returns whether `text` can only be the title of a paper.
pub(super) fn is_title(text: &str) -> bool {
    let sentence = ['。', '，', '；', '：', ':', '？'];
    let numbered = text.trim_start().starts_with(['一', '二', '三', '（', '(', '第']);
    !numbered && ends_as_title(text) && is_specific(text) && !text.contains(sentence)
}

/// Returns whether `text` is the name of an agency or of a division.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().filter(|it| !it.is_whitespace()).count();
    let plain = text.chars().all(|it| it.is_alphabetic() || it.is_whitespace() || it == '、');
    (2..=LONGEST_NAME).contains(&count) && plain && text.ends_with(|it| NAMES.contains(it))
}

/// Returns whether `text` is the name of a site or a column of it.
pub(super) fn is_place_of_site(text: &str) -> bool {
    PLACES_OF_SITE.iter().any(|ending| text.trim_end().ends_with(ending))
}

/// Returns whether a title that was broken over two lines can go on with `lower` after `upper`.
pub(super) fn continues(upper: &str, lower: &str) -> bool {
    let lower = lower.trim();
    let apart = lower.starts_with(['（', '(', '〔', '【', '—', '－', '-', '《']);
    if apart || ends_as_title(upper) {
        return false;
    }
    let count = |text: &str| text.chars().filter(|it| it.is_alphanumeric()).count();
    let year: String = lower.chars().filter(|it| !it.is_whitespace()).take(4).collect();
    let topic = TOPICS.iter().any(|topic| lower.starts_with(topic)) || ends_in_year(&year);
    (is_name(upper) && (topic || is_name(lower)))
        || (is_specific(upper) && ends_as_title(lower))
        || (ends_as_title(lower) && count(lower) < SHORTEST && count(upper) >= SHORTEST)
}

/// The marks between the title of a paper and the names of a site in `<title>`.
const SEPARATORS: &str = "_|｜-—–－·>»丨";

/// Returns the `<title>` of a page without the names of the site and its columns, if it has the title of
/// a paper.
pub(super) fn without_site(title: &str) -> &str {
    let is_cut = |it: char| SEPARATORS.contains(it) || it.is_whitespace();
    let mut own = title.trim_matches(is_cut);
    let rests = own.match_indices(is_cut).map(|(at, cut)| own.split_at(at + cut.len()));
    let mut rest = rests.filter(|(before, rest)| {
        let before = before.trim_end_matches(is_cut);
        let last = before.rsplit(is_cut).next().unwrap_or(before);
        is_title(rest) && !is_specific(before) && !continues(last, rest)
    });
    own = rest.next_back().map_or(own, |(_, rest)| rest);
    let starts = own.match_indices(is_cut).map(|(at, _)| own.split_at(at));
    let mut starts = starts.filter(|(start, rest)| is_title(start) && !ends_as_title(rest));
    starts.next().map_or(own, |(start, _)| start)
}

/// The fewest characters of a title that is whole.
const SHORTEST: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_papers_are_told_from_columns_and_headings() {
        let table = [
            ("云岫县司法局关于2023年度法治政府建设情况的报告", true),
            ("云岫县２０２３年法治政府建设年度报告（公开版）", true),
            ("云岫县人民政府二〇二三年法治政府建设年度报告", true),
            ("关于印发云岫县普法要点的通知", true),
            ("法治政府建设年度报告", false),
            ("云岫县人民政府门户网站", false),
            ("云 岫 县 司 法 局 关 于 2 0 2 3 年 工 作 情 况 的 报 告", true),
            ("一、2023年法治政府建设工作情况", false),
            ("（一）关于机构改革情况", false),
            ("2023年，我局认真落实有关决定", false),
            ("现将2023年工作情况报告如下：", false),
        ];
        for (text, expected) in table {
            assert_eq!(is_title(text), expected, "{text}");
        }
    }

    #[test]
    fn the_site_is_no_part_of_the_title_of_a_paper() {
        let title = "云岫县司法局关于2023年度法治政府建设情况的报告";
        for (text, expected) in [
            (format!("{title}_云岫县人民政府"), title),
            (format!("{title} - 法治政府 - 云岫县人民政府门户网站"), title),
            (format!("云岫县人民政府门户网站 {title}"), title),
            (format!("云岫县人民政府-法治政府建设年报-{title}"), title),
            (
                "云岫县司法局 关于2023年度工作情况的报告".to_owned(),
                "云岫县司法局 关于2023年度工作情况的报告",
            ),
            ("云岫县2021-2025年规划 网站".to_owned(), "云岫县2021-2025年规划"),
            ("法治政府建设年报_云岫县人民政府".to_owned(), "法治政府建设年报_云岫县人民政府"),
            ("首页-云岫县".to_owned(), "首页-云岫县"),
        ] {
            assert_eq!(without_site(&text), expected, "{text}");
        }
    }

    #[test]
    fn lines_of_a_broken_title_are_told_from_other_lines() {
        let table = [
            ("云岫县教育局", "关于2021年度法治政府建设情况的报告", true),
            ("云岫县教育局", "2021年度法治政府建设情况的报告", true),
            ("中共云岫县委员会", "云岫县人民政府", true),
            ("云岫县司法局2023年法治政府", "建设年度报告", true),
            ("云岫县人民政府关于2023年法治政府建设", "情况的报告", true),
            ("云岫县人民政府", "云岫县司法局关于2023年法治政府建设情况的报告", false),
            ("云岫县教育局关于2021年度工作情况的报告", "2021年工作总结", false),
            ("云岫县教育局关于2021年度工作的", "（2022年1月5日）", false),
            ("政务公开", "关于2021年度法治政府建设情况的报告", false),
        ];
        for (upper, lower, expected) in table {
            assert_eq!(continues(upper, lower), expected, "{upper} {lower}");
        }
    }
}

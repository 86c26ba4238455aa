//! Texts that are about reports and are none: papers, examination questions, chapters of yearbooks,
//! news, notices that ask for reports, rules, and lists of reports.
//!
//! They have the words of reports, and agencies and years that are not theirs. No single word tells
//! them: a report mentions conferences and yearbooks too. So the signs of each genre are added up, and
//! what only a report's own words say (现将…报告如下, 我局) is subtracted.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashSet;

use super::date::{dates, years};
use super::kind_of_title::is_about_a_report;
use super::normalized::Normalized;
use super::quotes::quote;
use crate::text::{contains_any, ends_with_any, starts_with_any};

/// What a text is that is about reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Genre {
    /// A paper, or an article that analyses.
    Study,
    /// A question of an examination.
    Exam,
    /// A chapter of a yearbook.
    Yearbook,
    /// News of a meeting or of a report.
    News,
    /// A notice, which asks for reports.
    Notice,
    /// A statute or rules.
    Rules,
    /// A list of reports.
    List,
}

/// The genre of a text, and the words that show it best.
#[derive(Clone, Debug)]
pub(super) struct FoundGenre {
    pub(super) genre: Genre,
    pub(super) quote: String,
}

impl Genre {
    /// Returns the genre in words, as the place of a clue.
    pub(super) fn place(self) -> &'static str {
        match self {
            Self::Study => "signs of a paper",
            Self::Exam => "signs of an examination",
            Self::Yearbook => "signs of a yearbook",
            Self::News => "signs of news",
            Self::Notice => "signs of a notice",
            Self::Rules => "signs of rules",
            Self::List => "signs of a list",
        }
    }

    /// Returns whether the text is of the agency and the year that its title names.
    pub(super) fn has_own_title(self) -> bool {
        matches!(self, Self::Notice)
    }
}

/// Words that are signs of a genre, and how much each line of them says. The weights were set by hand
/// on texts of each genre and on reports.
const SIGNS: [(Genre, f64, &str); 20] = [
    (
        Genre::Study,
        3.0,
        "中图分类号 文献标识码 基金项目 文章编号 DOI: doi: 作者简介 作者单位 收稿日期 参考文献 通讯作者",
    ),
    (Genre::Study, 2.0, "摘要: [摘要] 【摘要】 内容提要"),
    (Genre::Study, 1.0, "关键词: [关键词] 【关键词】"),
    (
        Genre::Study,
        2.0,
        "本文以 本文将 本文基于 本文认为 本文从 本文通过 本文选取 本文旨在 本研究 本文试图 本文梳理 本文拟",
    ),
    (
        Genre::Study,
        2.0,
        "研究表明 研究发现 实证分析 实证研究 文本分析 为研究对象 为样本 样本量 文献综述 有学者 学者认为 学界 \
         回归分析 研究方法",
    ),
    (
        Genre::Exam,
        3.0,
        "结合材料 结合上述材料 阅读材料 阅读下列材料 阅读下面材料 根据材料 根据上述材料 材料一 下列说法 下列选项 \
         下列表述 单选题 多选题 单项选择题 多项选择题 简答题 论述题 材料分析题 参考答案 【答案】 答案: 【解析】 本题考查",
    ),
    (Genre::Exam, 1.0, "谈谈 请简要 请分析 请说明 请回答 我们的启示 你的启示 你的认识 说明理由"),
    (Genre::News, 3.0, "本报讯 本网讯 本台讯 本刊讯"),
    (Genre::News, 2.0, "日电 日讯 通讯员 记者从 本报记者 (记者 全媒体记者 见习记者 记者: 新华社"),
    (Genre::News, 1.5, "日前 近日 据悉 据了解 昨日"),
    (
        Genre::News,
        2.0,
        "主持会议 主持召开 出席会议 参加会议 列席会议 会议由 并讲话 现场述法 逐一点评 作了点评 参加了会议 出席了会议",
    ),
    (
        Genre::News,
        1.5,
        "会上, 会议强调 会议指出 会议要求 会议认为 会议听取 会议审议 会议明确 与会人员 与会同志 强调指出",
    ),
    (Genre::News, 2.0, "新闻发布会 答记者问"),
    (Genre::Notice, 3.0, "通知如下 现将有关事项通知 现就有关事项通知 有关要求通知 特此通知"),
    (Genre::Notice, 2.0, "报送时间 报送要求 报送方式 报送内容 请于 务必于 前报送 报送至 报至"),
    (Genre::Notice, 1.0, "联系人: 电子邮箱: 邮箱: 联系电话:"),
    (Genre::Notice, 1.0, "按时报送 报送材料 请各 逾期"),
    (Genre::Yearbook, 3.0, "年鉴》 年鉴编辑 年鉴编纂 撰稿人 (撰稿: (供稿:"),
    (Genre::List, 1.0, "共有 上一页 下一页 尾页 首页"),
    (Genre::Rules, 1.0, "本规定 本办法 本条例 制定本"),
];

/// Words that only a report uses of itself, and how much they say against every genre.
const OWN: [(f64, &str); 3] = [
    (4.0, "报告如下 汇报如下 总结如下 情况如下 小结如下 报告于下 作如下报告 作如下汇报 向大会报告"),
    (
        1.5,
        "我局 我委 我县 我市 我区 我旗 我镇 我乡 我街道 我办 我厅 我中心 我院 我部 我单位 我省 我州 本机关 本单位 本局",
    ),
    (1.0, "一、总体情况 一、主要举措 一、工作开展情况 一、基本情况 一、主要做法 一、主要工作"),
];

/// A text with this much against every genre is a report: it says 现将…报告如下 and 我局.
const OWN_REPORT: f64 = 5.0;

/// The least sum of signs.
const ENOUGH: f64 = 2.5;

/// The least sum of signs of news: reports tell of conferences too.
const NEWS: f64 = 3.5;

/// The least sum of signs against a title that is one of a report.
const AGAINST_TITLE: f64 = 4.0;

/// Returns the genre of the text with the beginning `head` and the end `tail`, of which `title` may be
/// the title; `None` if it can be a report. `from` is the byte of the head after the title, and
/// `is_report` says that the title is one of a report.
pub(super) fn find(
    head: &Normalized,
    tail: &Normalized,
    title: Option<&str>,
    from: usize,
    is_report: bool,
) -> Option<FoundGenre> {
    let own = head.text.split_at(from).1;
    let present = WORDS.present(&[own, &tail.text]);
    let text = Text { head: &head.text, own, tail: &tail.text, title, present };
    let against = OWN.iter().filter(|(_, words)| text.first_of(words).is_some());
    let against: f64 = against.map(|(weight, _)| weight).sum();
    if against >= OWN_REPORT {
        return None;
    }
    let mut best: Option<(f64, FoundGenre)> = None;
    for genre in [
        Genre::Study,
        Genre::Exam,
        Genre::Yearbook,
        Genre::News,
        Genre::Notice,
        Genre::Rules,
        Genre::List,
    ] {
        // A report may be published with the news of it.
        if is_report && matches!(genre, Genre::News | Genre::List) {
            continue;
        }
        let (sum, quote) = text.signs(genre);
        let least = match genre {
            _ if is_report => AGAINST_TITLE,
            Genre::News => NEWS,
            _ => ENOUGH,
        };
        if sum - against >= least && best.as_ref().is_none_or(|(most, _)| sum > *most) {
            best = Some((sum, FoundGenre { genre, quote }));
        }
    }
    best.map(|(_, found)| found)
}

/// All words of [`SIGNS`] and [`OWN`], to be found in one pass: each report is searched for some two
/// hundred of them, and has a few.
struct Words {
    words: Vec<&'static str>,
    automaton: AhoCorasick,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists = SIGNS.iter().map(|(_, _, words)| *words).chain(OWN.iter().map(|(_, words)| *words));
    let words = lists.flat_map(|words| words.split(' ')).filter(|word| !word.is_empty());
    let words: Vec<&'static str> = words.collect();
    let automaton = AhoCorasick::new(&words).expect("the words are few and short");
    Words { words, automaton }
});

impl Words {
    /// Returns the words that occur in any of the texts.
    fn present(&self, texts: &[&str]) -> FxHashSet<&'static str> {
        let found = texts.iter().flat_map(|text| self.automaton.find_overlapping_iter(*text));
        found.filter_map(|found| self.words.get(found.pattern().as_usize()).copied()).collect()
    }
}

/// A text whose genre is looked for.
struct Text<'t> {
    head: &'t str,
    /// The head after the title.
    own: &'t str,
    tail: &'t str,
    title: Option<&'t str>,
    /// The words of [`SIGNS`] and [`OWN`] that occur after the title or at the end.
    present: FxHashSet<&'static str>,
}

impl Text<'_> {
    /// Returns the words around the first of `words`; titles of other papers do not count.
    fn first_of(&self, words: &str) -> Option<String> {
        let in_text = |text: &str, word: &str| {
            let is_own = |at: &usize| {
                let (before, _) = text.split_at(*at);
                before.rfind('《') <= before.rfind('》')
            };
            let at = text.match_indices(word).map(|(at, _)| at).find(is_own)?;
            Some(quote(text, &(at..at + word.len())))
        };
        let mut found = words.split(' ').filter(|word| self.present.contains(word));
        found.find_map(|word| in_text(self.own, word).or_else(|| in_text(self.tail, word)))
    }

    /// Returns the sum of the signs of `genre`, and the words of the weightiest.
    fn signs(&self, genre: Genre) -> (f64, String) {
        let words = SIGNS.iter().filter(|(of, ..)| *of == genre);
        let mut signs: Vec<(f64, String)> =
            words.filter_map(|(_, weight, words)| Some((*weight, self.first_of(words)?))).collect();
        signs.extend(match genre {
            Genre::Study => self.studied(),
            Genre::Exam => self.asked(),
            Genre::Yearbook => self.chronicled(),
            Genre::News => self.reported(),
            Genre::Rules => self.ruled(),
            Genre::List => self.listed(),
            Genre::Notice => {
                self.title.filter(|it| it.ends_with("通知")).map(|it| (3.0, it.to_owned()))
            }
        });
        let sum = signs.iter().map(|(weight, _)| weight).sum();
        let best = signs.into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
        (sum, best.map_or(String::new(), |(_, words)| words))
    }

    /// Returns the first lines that are not empty, at most `most`.
    fn lines(&self, most: usize) -> impl Iterator<Item = &str> {
        self.head.lines().map(str::trim).filter(|line| !line.is_empty()).take(most)
    }

    /// A title of a paper (…的文本分析, 论…) or of another text about a report (…报告的审议意见).
    fn studied(&self) -> Option<(f64, String)> {
        let ends = "研究 分析 探析 探究 思考 对策 路径 启示 综述 述评 评析 初探 浅析 之道 进路 困境 出路 反思 考察";
        let weigh = |line: &str| {
            let is_line = line.chars().count() <= 60 && !line.contains(['。', ';', ',', ':']);
            if is_line && is_about_a_report(line) {
                return Some((4.0, line.to_owned()));
            }
            let is_paper =
                ends_with_any(line, ends) || starts_with_any(line, "论 浅析 浅谈 试论 略论");
            (is_line && is_paper).then(|| (2.0, line.to_owned()))
        };
        self.title.and_then(weigh).or_else(|| self.lines(3).find_map(weigh))
    }

    /// A task: 运用…的知识, or four answers.
    fn asked(&self) -> Option<(f64, String)> {
        let at = self.own.find("运用")?;
        let rest = self.own.get(at..)?;
        let sentence = rest.split(['。', '\n']).next()?;
        if sentence.contains("知识") {
            return Some((2.0, quote(self.own, &(at..at + "运用".len()))));
        }
        let has_all = ["A.", "B.", "C.", "D."].iter().all(|answer| self.own.contains(answer));
        has_all.then(|| (2.0, "A. B. C. D.".to_owned()))
    }

    /// Entries (【…】…), or the name of the yearbook or its volume above the text.
    fn chronicled(&self) -> Option<(f64, String)> {
        let is_entry = |line: &&str| {
            let inner = line.strip_prefix('【').and_then(|rest| rest.split_once('】'));
            inner
                .is_some_and(|(name, text)| name.chars().count() <= 20 && text.chars().count() > 20)
        };
        let entries = self.head.lines().map(str::trim).filter(is_entry).count();
        let is_volume = |line: &&str| {
            let digits = line.trim_end_matches('卷');
            line.ends_with("年鉴") || (digits.len() < line.len() && !years(digits).is_empty())
        };
        let volume = self.lines(3).find(|line| line.chars().count() <= 30 && is_volume(line));
        let entries = match entries {
            0 | 1 => 0.0,
            2 | 3 => 2.0,
            _ => 3.0,
        };
        let of_volume = if volume.is_some() { 1.5 } else { 0.0 };
        let sum = entries + of_volume;
        (sum > 0.0).then(|| (sum, volume.unwrap_or("【…】").to_owned()))
    }

    /// A title that says what was held, or a first sentence with a day: 3月21日,…会召开.
    fn reported(&self) -> Option<(f64, String)> {
        let title = self.title.filter(|it| contains_any(it, "召开 举行 举办 听取 主持 出席"));
        if let Some(title) = title {
            return Some((2.5, title.to_owned()));
        }
        let verbs = "召开 举行 举办 发布 来到 莅临 带队 开展调研 赴 听取 审议 印发";
        let first = self.own.split('。').next()?;
        let day = first.match_indices('日').find(|(at, _)| {
            let (before, after) = (first.split_at(*at).0, first.split_at(at + '日'.len_utf8()).1);
            let (_, day) = before.rsplit_once('月').unwrap_or_default();
            let is_day = !day.is_empty() && day.bytes().all(|byte| byte.is_ascii_digit());
            is_day && after.starts_with([',', '上', '下']) && contains_any(after, verbs)
        });
        day.map(|(at, day)| (2.5, quote(first, &(at..at + day.len()))))
    }

    /// Articles: three lines that begin with 第…条.
    fn ruled(&self) -> Option<(f64, String)> {
        let is_article = |line: &&str| {
            let number = line.strip_prefix('第').and_then(|rest| rest.split_once('条'));
            number.is_some_and(|(number, _)| (1..=5).contains(&number.chars().count()))
        };
        let mut articles = self.head.lines().map(str::trim).filter(is_article);
        articles.nth(2).map(|line| (3.0, line.chars().take(20).collect()))
    }

    /// Four lines that are titles of reports.
    fn listed(&self) -> Option<(f64, String)> {
        let is_entry = |line: &&str| {
            let bare = dates(line).pop().map_or(*line, |(range, _)| line.split_at(range.start).0);
            let bare = bare.trim_end_matches([' ', '[', '(', '|', '.']);
            line.chars().count() <= 70
                && ends_with_any(bare, "报告 情况 总结 年报")
                && !years(bare).is_empty()
                && bare.chars().count() >= 10
        };
        let mut entries = self.own.lines().map(str::trim).filter(is_entry);
        entries.nth(3).map(|line| (3.0, line.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn genre(text: &str) -> Option<Genre> {
        let (head, tail) = (Normalized::new(text, 0, 1500), Normalized::default());
        find(&head, &tail, None, 0, false).map(|found| found.genre)
    }

    #[test]
    fn a_genre_needs_more_than_a_word_and_less_than_a_reports_own() {
        for (text, expected) in [
            (
                "摘要：以云岫县为例。\n关键词：法治政府；年报\n本文认为，报告应当公开。",
                Some(Genre::Study),
            ),
            (
                "阅读材料，回答问题。云岫县发布报告。运用法治政府的知识，谈谈认识。",
                Some(Genre::Exam),
            ),
            (
                "法治\n2022卷\n【概况】 云岫县推进法治政府建设，审查规范性文件二十四件，合同三十件。\n【普法】 云岫县开展宣传活动一百二十场，发放资料八千份，覆盖各乡镇。",
                Some(Genre::Yearbook),
            ),
            ("3月21日，云岫县召开会议。会上，县长强调报告工作。", Some(Genre::News)),
            ("各乡镇：\n现将报告工作有关事项通知如下：请于1月5日前报送。", Some(Genre::Notice)),
            (
                "第一条 为了规范报告，制定本办法。\n第二条 报告应当公开。\n第三条 报告于3月前公开。",
                Some(Genre::Rules),
            ),
            (
                "甲县2023年法治政府建设报告\n乙县2023年法治政府建设报告\n丙县2023年法治政府建设报告\n丁县2023年法治政府建设报告 2024-01-05",
                Some(Genre::List),
            ),
            (
                "根据《关于请于年底前报送报告的通知》，现将工作情况报告如下：\n3月21日召开会议，会上，县长强调。",
                None,
            ),
            ("我局编写年鉴，近日召开会议，会议强调学法。", None),
            ("2023年，云岫县坚持学法。\n一、主要举措\n召开会议。", None),
        ] {
            assert_eq!(genre(text), expected, "{text}");
        }
    }
}

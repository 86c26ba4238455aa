//! How much the words around the name of an agency say that it is the reporting one.

use std::ops::Range;

use crate::extract::LabelName;
use crate::text::{contains_any, ends_with_any, starts_with_any};

/// The words around a name in a text.
struct Surroundings<'t> {
    /// The line up to the name, and without the border of a label.
    line_before: &'t str,
    label: &'t str,
    /// The clause up to the name.
    clause: &'t str,
    /// The last characters of that clause.
    recent: &'t str,
    /// The first characters of the line after the name.
    next: &'t str,
    /// The clause from the name on.
    clause_after: &'t str,
}

/// The most characters before and after a name that are part of what is said about it.
const NEAR: usize = 12;

impl<'t> Surroundings<'t> {
    fn new(text: &'t str, range: &Range<usize>) -> Self {
        let (before, _) = text.split_at(range.start);
        let (_, after) = text.split_at(range.end);
        let line_before = before.rsplit('\n').next().unwrap_or(before);
        let line_after = after.split('\n').next().unwrap_or(after);
        let clause = line_before.rsplit(['。', ';', '.', ',']).next().unwrap_or(line_before);
        let near = clause.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
        let next = line_after.char_indices().nth(NEAR).map_or(line_after.len(), |(at, _)| at);
        Self {
            line_before,
            label: line_before.trim_end_matches([':', '|', ' ', ']', '】']),
            clause,
            recent: clause.split_at(near).1,
            next: line_after.split_at(next).0,
            clause_after: line_after.split(['。', ';', ',']).next().unwrap_or(line_after),
        }
    }

    /// Returns whether the name is part of the title of another paper: 《…》.
    fn is_quoted(&self) -> bool {
        self.line_before.rfind('《') > self.line_before.rfind('》')
    }

    fn follows(&self, words: &str) -> bool {
        ends_with_any(self.recent, words)
    }

    fn precedes(&self, words: &str) -> bool {
        starts_with_any(self.next, words)
    }
}

/// Words before a name that is not the reporting agency's: a superior's, a former name, an address.
const NOT_REPORTING: &str = "各 各县 各市 各区 各县区 各县市区 上级 原 地址 县委、 市委、 区委、 州委、 省委、 县委 市委 区委 省委 州委";

/// Words after a name that make it a superior's or a partner's, if one of [`LED`] precedes it.
const LEADS: &str = "领导 指导 支持 关心 部署 安排 印发 下发 授予 评为 要求 关于 帮助 转发";

/// Words before a name that go with [`LEADS`].
const LED: &str = "在 按照 根据 被 经 贯彻 落实 获 由 接受 据 受 结合 对照";

/// A rule: whether it applies, the weight it gives, and why.
type Rule = (fn(&Surroundings) -> bool, f64, &'static str);

/// The rules; the first that applies decides. The weights were set by hand on the collected pages.
const RULES: [Rule; 13] = [
    (|it| is_issuer_label(it.label), 5.0, "the label of an issuer precedes it"),
    (|it| is_origin_label(it.label), 1.5, "the page was taken from there"),
    (
        |it| it.follows(NOT_REPORTING) || it.recent.contains("地址"),
        0.0,
        "a superior, a former name, or an address",
    ),
    (
        |it| it.is_quoted() && it.precedes("关于 转发 印发 等"),
        0.3,
        "it issued the paper that is quoted: often a superior",
    ),
    (
        |it| it.is_quoted() && it.line_before.ends_with('《'),
        2.0,
        "a paper with its name is quoted: often its own",
    ),
    (|it| it.is_quoted(), 0.5, "the title of a paper contains it"),
    (
        |it| it.line_before.is_empty() && it.precedes(": 、 并"),
        0.3,
        "the report is addressed to it: 省人民政府：",
    ),
    (|it| speaks_in_its_name(it), 6.0, "the text says that it reports"),
    (|it| it.recent.ends_with('与') && it.next.contains("联系"), 2.5, "readers may contact it"),
    (
        |it| it.precedes("网站") && !it.recent.contains('在'),
        2.0,
        "its website publishes the report",
    ),
    (
        |it| contains_any(it.next, LEADS) && contains_any(it.recent, LED),
        0.3,
        "it leads or supports the reporting agency",
    ),
    (|it| begins_clause(it) && it.precedes("门户网站"), 1.0, "its portal publishes the report"),
    (|it| begins_clause(it), 4.0, "it is the subject of a clause"),
];

/// The weight of a name to which no rule applies: it is mentioned.
const MENTIONED: f64 = 0.6;

/// Returns how much the words around the name at `range` say that it is the reporting agency's.
pub(super) fn mention_weight(text: &str, range: &Range<usize>) -> f64 {
    let surroundings = Surroundings::new(text, range);
    let rule = RULES.iter().find(|(applies, ..)| applies(&surroundings));
    rule.map_or(MENTIONED, |(_, weight, _)| *weight)
}

/// Returns whether `text` ends in the label of an issuer. 责任单位 is none within a text: it names
/// who has to do something.
fn is_issuer_label(text: &str) -> bool {
    let mut words = LabelName::Issuer.words().filter(|word| !word.contains("责任"));
    words.any(|word| text.ends_with(word))
}

fn is_origin_label(text: &str) -> bool {
    LabelName::Origin.words().any(|word| text.ends_with(word))
}

fn speaks_in_its_name(it: &Surroundings) -> bool {
    // 本报告按照要求,由甲局编制.
    let sentence = it.line_before.rsplit('。').next().unwrap_or(it.line_before);
    let is_writer = it.recent.ends_with('由')
        && contains_any(it.clause_after, "编制 编写 撰写")
        && contains_any(sentence, "本报告 本年度报告 本年报");
    is_writer
        || it.follows("现将 现就 本报告由 代表")
        || (it.recent.contains("现将") && !it.recent.contains('《'))
}

fn begins_clause(it: &Surroundings) -> bool {
    // 县司法局牵头: a report says so of those it gives tasks to.
    it.clause.trim().is_empty() && !it.precedes("、 和 等 与 牵头 负责 配合 应当 要")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_applies_gives_the_weight() {
        for (text, weight) in [
            ("发布机构：甲局", 5.0),
            ("任务的责任单位：甲局", 0.6),
            ("来源：甲局", 1.5),
            ("各甲局", 0.0),
            ("按照《甲局关于报送的通知》", 0.3),
            ("执行《甲局方案》", 2.0),
            ("执行《乙县甲局方案》", 0.5),
            ("甲局：", 0.3),
            ("现将甲局情况报告如下", 6.0),
            ("本报告按照要求，由甲局结合有关数据编制。", 6.0),
            ("全年工作方案由甲局编制。", 0.6),
            ("由甲局组织，编制方案", 0.6),
            ("请与甲局联系", 2.5),
            ("可在乙县查阅，甲局网站公开", 2.0),
            ("在甲局的指导下", 0.3),
            ("甲局门户网站", 1.0),
            ("2023年，甲局坚持", 4.0),
            ("甲局牵头，各乡镇配合", 0.6),
            ("会同甲局开展", 0.6),
        ] {
            let text = text.replace('，', ",").replace('：', ":");
            let start = text.find('甲').unwrap();
            assert!(
                (mention_weight(&text, &(start..start + "甲局".len())) - weight).abs() < 1e-9,
                "{text}"
            );
        }
    }
}

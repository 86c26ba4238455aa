//! The words by which headings show their part, and where in a heading they are.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::text::{contains_any, starts_with_any};

/// What a word in a heading speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// Something is lacking.
    Wanting,
    /// 问题, which can also be solved or be a guide.
    Problem,
    /// What comes next.
    Next,
    /// A plan, past or future.
    Plan,
    /// The duty of 第一责任人.
    Leader,
    /// What was done.
    Done,
    /// An opinion or a proposal.
    Opinion,
}

/// The words that speak for a part, anywhere in a heading.
const SIGNS: [(Sign, &str); 7] = [
    (Sign::Wanting, "不足 短板 弱项 薄弱 差距 困难 面临的挑战 难点 瓶颈"),
    (Sign::Problem, "问题"),
    (
        Sign::Next,
        "下一 下步 下年 下阶段 明年 来年 新一年 今后 未来 谋划 打算 努力方向 改进方向 改进措施 \
         改进举措 整改措施 整改方向 展望 设想",
    ),
    (Sign::Plan, "计划 安排 思路 重点 要点 主要任务 工作目标 目标任务 任务目标 工作任务"),
    (
        Sign::Leader,
        "第一责任人 党政主要负责 党政主要领导 党政负责人 主要负责人履 主要负责同志履 \
         主要领导履 述法",
    ),
    (Sign::Done, "举措 措施 成效 成果 成绩 成就 做法 亮点 经验 特色 回顾 总结 进展 情况 主要工作"),
    (Sign::Opinion, "意见 建议"),
];

/// How headings begin that belong to no part.
const OTHERS: &str = "\
    其他 其它 意见 建议 附件 附表 基本情况 基本概况 概况 总体情况 总体概况 单位概况 \
    单位基本情况 机构 指导思想 总体要求 工作依据 名词解释";

/// Verbs with which headings about work begin.
const VERBS: &str = "\
    加强 强化 健全 完善 推进 落实 严格 规范 提升 提高 深化 持续 坚持 扎实 加大 加快 优化 推动 \
    全面 切实 依法 着力 聚焦 突出 创新 积极 深入 压实 夯实 履行 抓好 抓实 狠抓 贯彻 开展 注重 \
    构建 建立 紧扣 围绕 高度重视 认真 大力 统筹 筑牢 以 学习 党建 领导 组织 稳步 有序 不断 \
    科学 多措并举 转变 打造 营造 增强";

/// Words before the topic of a heading.
const LEADS: &str = "\
    年度 年 全年 上年 本年 本 主要 目前 当前 现阶段 存在 面临 工作中 工作 的 上 我局 我委 我县 \
    我区 我市 以来";

/// Returns whether a heading with this topic belongs to no part.
pub(super) fn begins_other(topic: &str) -> bool {
    starts_with_any(topic, OTHERS)
}

/// Returns whether a heading with this topic is about work.
pub(super) fn begins_work(topic: &str) -> bool {
    starts_with_any(topic, VERBS)
}

/// Returns `heading` from its topic on: without a year, 本, 主要, 目前 and the like before it.
pub(super) fn topic(heading: &str) -> &str {
    let is_digit = |it: char| it.is_ascii_digit() || matches!(it, '０'..='９');
    let mut rest = heading;
    while let Some(shorter) = rest
        .strip_prefix(is_digit)
        .or_else(|| LEADS.split(' ').find_map(|lead| rest.strip_prefix(lead)))
    {
        rest = shorter;
    }
    rest
}

/// The bytes of a heading where the first word of each kind begins.
#[derive(Default)]
pub(super) struct PartWords {
    pub(super) wanting: Option<usize>,
    pub(super) next: Option<usize>,
    pub(super) plan: Option<usize>,
    pub(super) leader: Option<usize>,
    pub(super) done: Option<usize>,
    pub(super) opinion: Option<usize>,
    /// Whether the measures named may be future ones: 举措 and 措施 do not say when.
    pub(super) may_be_ahead: bool,
}

impl PartWords {
    /// Finds the words in `heading`, which ends with `topic`.
    pub(super) fn find(heading: &str, topic: &str) -> Self {
        let mut words = Self::default();
        let lead = heading.len() - topic.len();
        for (at, _) in heading.char_indices() {
            let (before, rest) = heading.split_at(at);
            let Some((word, sign)) = sign_at(rest) else { continue };
            let (_, after) = rest.split_at(word.len());
            let place = match sign {
                Sign::Wanting if is_mended(before, after) => continue,
                Sign::Problem if !is_problem(before, after, at <= lead) => continue,
                Sign::Plan if is_object(word, before, after) => continue,
                // 谋划 at the beginning is a verb: work, and not a plan of work.
                Sign::Next if word == "谋划" && at == 0 => continue,
                Sign::Wanting | Sign::Problem => &mut words.wanting,
                Sign::Next => &mut words.next,
                Sign::Plan => &mut words.plan,
                Sign::Leader => &mut words.leader,
                Sign::Opinion => &mut words.opinion,
                Sign::Done => {
                    words.may_be_ahead |= matches!(word, "举措" | "措施");
                    &mut words.done
                }
            };
            place.get_or_insert(at);
        }
        words
    }
}

/// Returns the word of [`SIGNS`] that `text` begins with.
fn sign_at(text: &str) -> Option<(&'static str, Sign)> {
    // Most characters of a heading begin none.
    static BY_FIRST: OnceLock<HashMap<char, Vec<(&str, Sign)>>> = OnceLock::new();
    let by_first = BY_FIRST.get_or_init(|| {
        let mut table: HashMap<char, Vec<(&str, Sign)>> = HashMap::new();
        for (sign, words) in SIGNS {
            for word in words.split_whitespace() {
                let first = word.chars().next().expect("words are not empty");
                table.entry(first).or_default().push((word, sign));
            }
        }
        table
    });
    let words = by_first.get(&text.chars().next()?)?;
    words.iter().copied().find(|(word, _)| text.starts_with(word))
}

/// Returns whether what is lacking between `before` and `after` is being remedied, or is not a
/// shortcoming of the agency: 补齐短板, 困难群众.
fn is_mended(before: &str, after: &str) -> bool {
    let verbs = ['补', '解', '克', '弥', '缩', '扶', '助', '强', '破', '攻', '帮'];
    before.chars().rev().take(4).any(|near| verbs.contains(&near))
        || after.starts_with(['群', '职', '家', '人', '企', '学', '户'])
}

/// Returns whether `word` between `before` and `after` is the object of work and not a plan of it:
/// 聚焦重点任务, 安排部署.
fn is_object(word: &str, before: &str, after: &str) -> bool {
    match word {
        "重点" => starts_with_any(before, "聚焦 突出 紧扣 围绕 抓住 把握 抓好 狠抓 紧盯 加强"),
        "安排" => after.starts_with("部署"),
        _ => false,
    }
}

/// Returns whether 问题 between `before` and `after` is a shortcoming; `leads` says that nothing but a
/// year or 主要 precedes it.
fn is_problem(before: &str, after: &str, leads: bool) -> bool {
    let is_solved = starts_with_any(after, "导向 整改 解决 台账 线索 化解 处置 清单");
    let is_planned = contains_any(after, "措施 方向 计划 打算 思路");
    if is_solved && !is_planned {
        return false;
    }
    let is_listed = starts_with_any(after, "和 及 与 、 不足");
    let is_object = contains_any(before, "解决 整改 破解 处理 化解 聚焦 针对 治理");
    leads || before.contains("存在") || before.ends_with("主要") || (is_listed && !is_object)
}

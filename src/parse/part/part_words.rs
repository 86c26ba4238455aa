//! The words by which headings tell their part, and where in a heading they stand.

use std::borrow::Cow;

/// What a word in a heading speaks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Wanting,
    Problem,
    Next,
    Plan,
    Leader,
    Done,
    Opinion,
}

/// Words that speak for a part, wherever in a heading they stand.
const SIGNS: &[(&str, Sign)] = &[
    ("不足", Sign::Wanting),
    ("短板", Sign::Wanting),
    ("弱项", Sign::Wanting),
    ("薄弱", Sign::Wanting),
    ("差距", Sign::Wanting),
    ("困难", Sign::Wanting),
    ("面临的挑战", Sign::Wanting),
    ("难点", Sign::Wanting),
    ("瓶颈", Sign::Wanting),
    ("问题", Sign::Problem),
    ("下一", Sign::Next),
    ("下步", Sign::Next),
    ("下年", Sign::Next),
    ("下阶段", Sign::Next),
    ("明年", Sign::Next),
    ("来年", Sign::Next),
    ("新一年", Sign::Next),
    ("今后", Sign::Next),
    ("未来", Sign::Next),
    ("谋划", Sign::Next),
    ("打算", Sign::Next),
    ("努力方向", Sign::Next),
    ("改进方向", Sign::Next),
    ("改进措施", Sign::Next),
    ("改进举措", Sign::Next),
    ("整改措施", Sign::Next),
    ("整改方向", Sign::Next),
    ("展望", Sign::Next),
    ("设想", Sign::Next),
    ("计划", Sign::Plan),
    ("安排", Sign::Plan),
    ("思路", Sign::Plan),
    ("重点", Sign::Plan),
    ("要点", Sign::Plan),
    ("主要任务", Sign::Plan),
    ("工作目标", Sign::Plan),
    ("目标任务", Sign::Plan),
    ("任务目标", Sign::Plan),
    ("工作任务", Sign::Plan),
    ("第一责任人", Sign::Leader),
    ("党政主要负责", Sign::Leader),
    ("党政主要领导", Sign::Leader),
    ("党政负责人", Sign::Leader),
    ("主要负责人履", Sign::Leader),
    ("主要负责同志履", Sign::Leader),
    ("主要领导履", Sign::Leader),
    ("述法", Sign::Leader),
    ("举措", Sign::Done),
    ("措施", Sign::Done),
    ("成效", Sign::Done),
    ("成果", Sign::Done),
    ("成绩", Sign::Done),
    ("成就", Sign::Done),
    ("做法", Sign::Done),
    ("亮点", Sign::Done),
    ("经验", Sign::Done),
    ("特色", Sign::Done),
    ("回顾", Sign::Done),
    ("总结", Sign::Done),
    ("进展", Sign::Done),
    ("情况", Sign::Done),
    ("主要工作", Sign::Done),
    ("意见", Sign::Opinion),
    ("建议", Sign::Opinion),
];

/// Beginnings of headings that belong to no part.
pub(super) const OTHERS: &[&str] = &[
    "其他",
    "其它",
    "意见",
    "建议",
    "附件",
    "附表",
    "基本情况",
    "基本概况",
    "概况",
    "总体情况",
    "总体概况",
    "单位概况",
    "单位基本情况",
    "机构",
    "指导思想",
    "总体要求",
    "工作依据",
    "名词解释",
];

/// Verbs that headings about work begin with.
pub(super) const VERBS: &[&str] = &[
    "加强",
    "强化",
    "健全",
    "完善",
    "推进",
    "落实",
    "严格",
    "规范",
    "提升",
    "提高",
    "深化",
    "持续",
    "坚持",
    "扎实",
    "加大",
    "加快",
    "优化",
    "推动",
    "全面",
    "切实",
    "依法",
    "着力",
    "聚焦",
    "突出",
    "创新",
    "积极",
    "深入",
    "压实",
    "夯实",
    "履行",
    "抓好",
    "抓实",
    "狠抓",
    "贯彻",
    "开展",
    "注重",
    "构建",
    "建立",
    "紧扣",
    "围绕",
    "高度重视",
    "认真",
    "大力",
    "统筹",
    "筑牢",
    "以",
    "学习",
    "党建",
    "领导",
    "组织",
    "稳步",
    "有序",
    "不断",
    "科学",
    "多措并举",
    "转变",
    "打造",
    "营造",
    "增强",
];

/// Where the first word of each kind stands in a heading, in bytes.
#[derive(Default)]
pub(super) struct Signs {
    pub(super) wanting: Option<usize>,
    pub(super) next: Option<usize>,
    pub(super) plan: Option<usize>,
    pub(super) leader: Option<usize>,
    pub(super) done: Option<usize>,
    pub(super) opinion: Option<usize>,
    /// Whether the measures named may be ahead: 举措 and 措施 say nothing of when.
    pub(super) ahead: bool,
}

impl Signs {
    /// Finds the words in `heading`, whose last part is `topic`.
    pub(super) fn of(heading: &str, topic: &str) -> Self {
        let mut signs = Self::default();
        let lead = heading.len() - topic.len();
        for (at, character) in heading.char_indices() {
            if !begins_sign(character) {
                continue;
            }
            let (before, rest) = heading.split_at_checked(at).unwrap_or_default();
            let Some((word, sign)) = SIGNS.iter().find(|(word, _)| rest.starts_with(word)) else {
                continue;
            };
            let after = rest.get(word.len()..).unwrap_or_default();
            let place = match sign {
                Sign::Wanting if is_mended(before, after) => continue,
                Sign::Problem if !is_problem(before, after, at <= lead) => continue,
                Sign::Plan if is_no_plan(word, before, after) => continue,
                // 谋划 that opens a heading is a verb: work, and no plan of work.
                Sign::Next if *word == "谋划" && at == 0 => continue,
                Sign::Wanting | Sign::Problem => &mut signs.wanting,
                Sign::Next => &mut signs.next,
                Sign::Plan => &mut signs.plan,
                Sign::Leader => &mut signs.leader,
                Sign::Opinion => &mut signs.opinion,
                Sign::Done => {
                    signs.ahead |= matches!(*word, "举措" | "措施");
                    &mut signs.done
                }
            };
            place.get_or_insert(at);
        }
        signs
    }
}

/// Returns whether a word of [`SIGNS`] begins with `character`; most characters end here.
fn begins_sign(character: char) -> bool {
    const FIRST: &str = "不短弱薄差困面难瓶问下明来新今未谋打努改整展设计安思重要目任工第党主述\
        举措成做亮经特回总进情意建";
    FIRST.contains(character)
}

/// Returns whether a want between `before` and `after` is one being mended, or no want of the
/// agency: 补齐短板, 困难群众.
fn is_mended(before: &str, after: &str) -> bool {
    let verbs = ['补', '解', '克', '弥', '缩', '扶', '助', '强', '破', '攻', '帮'];
    before.chars().rev().take(4).any(|near| verbs.contains(&near))
        || after.starts_with(['群', '职', '家', '人', '企', '学', '户'])
}

/// Returns whether `word` between `before` and `after` is the object of work and no plan of it:
/// 聚焦重点任务, 安排部署.
fn is_no_plan(word: &str, before: &str, after: &str) -> bool {
    let verbs = ["聚焦", "突出", "紧扣", "围绕", "抓住", "把握", "抓好", "狠抓", "紧盯", "加强"];
    match word {
        "重点" => verbs.iter().any(|verb| before.starts_with(verb)),
        "安排" => after.starts_with("部署"),
        _ => false,
    }
}

/// Returns whether 问题 between `before` and `after` is what is wanting; `leads` where nothing but
/// a year or 主要 stands before it.
fn is_problem(before: &str, after: &str, leads: bool) -> bool {
    let cures = ["导向", "整改", "解决", "台账", "线索", "化解", "处置", "清单"];
    let is_cured = cures.iter().any(|cure| after.starts_with(cure));
    let planned = ["措施", "方向", "计划", "打算", "思路"].iter().any(|plan| after.contains(plan));
    if is_cured && !planned {
        return false;
    }
    let listed = after.starts_with(['和', '及', '与', '、']) || after.starts_with("不足");
    let mended = ["解决", "整改", "破解", "处理", "化解", "聚焦", "针对", "治理"]
        .iter()
        .any(|verb| before.contains(verb));
    leads || before.contains("存在") || before.ends_with("主要") || (listed && !mended)
}

/// Returns `heading` from its topic on: without a year, 本, 主要, 目前 and the like before it.
pub(super) fn topic(heading: &str) -> &str {
    let leads = [
        "年度",
        "年",
        "全年",
        "上年",
        "本年",
        "本",
        "主要",
        "目前",
        "当前",
        "现阶段",
        "存在",
        "面临",
        "工作中",
        "工作",
        "的",
        "上",
        "我局",
        "我委",
        "我县",
        "我区",
        "我市",
        "以来",
    ];
    let mut rest = heading;
    while let Some(shorter) = rest
        .strip_prefix(|character: char| {
            character.is_ascii_digit() || matches!(character, '０'..='９')
        })
        .or_else(|| leads.iter().find_map(|lead| rest.strip_prefix(lead)))
    {
        rest = shorter;
    }
    rest
}

/// Traditional characters of the words here, in the order of [`SIMPLIFIED`].
const TRADITIONAL: &str = "問題舉責況劃點負領導黨結顧經驗進實強難績務標開謀設議見來計職補規嚴";
/// The simplified characters of [`TRADITIONAL`].
const SIMPLIFIED: &str = "问题举责况划点负领导党结顾经验进实强难绩务标开谋设议见来计职补规严";

/// Returns `heading` with the traditional characters of the words here made simplified; each takes
/// as many bytes as before.
pub(super) fn simplified(heading: &str) -> Cow<'_, str> {
    if !heading.contains(['問', '題', '舉', '責', '況', '劃', '點', '績', '進', '強', '實', '領'])
    {
        return Cow::Borrowed(heading);
    }
    let fold = |character: char| {
        let pair = TRADITIONAL.chars().zip(SIMPLIFIED.chars()).find(|(from, _)| *from == character);
        pair.map_or(character, |(_, to)| to)
    };
    Cow::Owned(heading.chars().map(fold).collect())
}

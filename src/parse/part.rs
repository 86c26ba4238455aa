//! Heading → statutory part: by its words, and where they are silent by its place.
//!
//! The regulation names four parts; reports word, order, join and split them freely. The rules, in
//! the order in which they are tried on the words of a heading:
//!
//! 1. 其他…, 意见建议, 基本情况 and the like are [`Part::Other`].
//! 2. What is wanting (存在问题, 不足, 短板, 薄弱环节) is [`Part::Shortcomings`], but not where it
//!    is being mended (补齐短板, 问题整改情况) or leads (问题导向).
//! 3. What comes next (下一步, 今后, 打算) is [`Part::NextYear`].
//! 4. 第一责任人 and 述法 are [`Part::Leadership`].
//! 5. Plans (计划, 思路, 重点) are [`Part::NextYear`] unless the heading reports on them (计划完成
//!    情况).
//! 6. Results and accounts (举措, 成效, 做法, …情况) are [`Part::Measures`].
//!
//! A heading that names two parts (存在问题及下一步打算) belongs to the one named first, and the
//! headings below it decide for themselves. Where no rule applies the place decides: a top heading
//! that begins with a verb of work (加强, 健全, 推进) before anything of rules 2 and 3 was seen
//! tells of work done, [`Part::Measures`]; after it, it may be either and is [`Part::Other`].

use std::borrow::Cow;

use crate::report::Part;

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
const OTHERS: &[&str] = &[
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
const VERBS: &[&str] = &[
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

/// What the words of a heading say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// It belongs to this part.
    Part(Part),
    /// It names plans, or measures, and nothing that says whether they are behind or ahead.
    Plans,
    /// See [`Told::Plans`].
    Measures,
    /// It speaks of work.
    Work,
    /// Nothing.
    Nothing,
}

/// Returns the part that the words of `heading` tell, `None` where they tell none by themselves.
///
/// `heading` is without its number.
///
/// ```
/// use chabao::parse::part;
/// use chabao::report::Part;
/// assert_eq!(part::of_words("存在的短板弱项"), Some(Part::Shortcomings));
/// assert_eq!(part::of_words("补齐短板，提升能力"), None);
/// ```
#[must_use]
pub fn of_words(heading: &str) -> Option<Part> {
    match told(heading) {
        Told::Part(part) => Some(part),
        Told::Plans => Some(Part::NextYear),
        Told::Measures => Some(Part::Measures),
        Told::Work | Told::Nothing => None,
    }
}

/// Reads the words of `heading`.
fn told(heading: &str) -> Told {
    let heading = simplified(heading);
    let topic = topic(&heading);
    if OTHERS.iter().any(|other| topic.starts_with(other)) {
        return Told::Part(Part::Other);
    }
    let signs = Signs::of(&heading, topic);
    let accounts = ["情况", "成效", "成果", "总结", "回顾", "亮点", "进展"]
        .iter()
        .any(|ending| heading.ends_with(ending));
    // The one named first wins where two are joined by 和 or 及; else the later is the topic:
    // 工作情况及存在问题 is an account, 工作情况中存在的问题 is not.
    let done_first = |other: usize| {
        signs.done.is_some_and(|done| {
            let between = heading.get(done..other).unwrap_or_default();
            between.contains(['和', '及', '与', '、', '暨'])
        })
    };
    let opened = match (signs.wanting, signs.next) {
        (Some(wanting), Some(next)) if next < wanting => Some((next, Part::NextYear)),
        (Some(wanting), _) => Some((wanting, Part::Shortcomings)),
        (None, Some(next)) => Some((next, Part::NextYear)),
        (None, None) => signs.leader.map(|leader| (leader, Part::Leadership)),
    };
    match opened {
        Some((at, _)) if done_first(at) => return Told::Part(Part::Measures),
        Some((_, part)) => return Told::Part(part),
        None => {}
    }
    if signs.plan.is_some() && !accounts {
        return if signs.done.is_some() && !signs.ahead { Told::Measures } else { Told::Plans };
    }
    if signs.opinion.is_some() && !accounts {
        return Told::Part(Part::Other);
    }
    match signs.done {
        Some(_) if accounts || !signs.ahead => Told::Part(Part::Measures),
        Some(_) => Told::Measures,
        None if VERBS.iter().any(|verb| topic.starts_with(verb)) => Told::Work,
        None => Told::Nothing,
    }
}

/// Where the first word of each kind stands in a heading, in bytes.
#[derive(Default)]
struct Signs {
    wanting: Option<usize>,
    next: Option<usize>,
    plan: Option<usize>,
    leader: Option<usize>,
    done: Option<usize>,
    opinion: Option<usize>,
    /// Whether the measures named may be ahead: 举措 and 措施 say nothing of when.
    ahead: bool,
}

impl Signs {
    /// Finds the words in `heading`, whose last part is `topic`.
    fn of(heading: &str, topic: &str) -> Self {
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
    matches!(
        character,
        '不' | '短'
            | '弱'
            | '薄'
            | '差'
            | '困'
            | '面'
            | '问'
            | '下'
            | '明'
            | '来'
            | '新'
            | '今'
            | '未'
            | '谋'
            | '打'
            | '努'
            | '改'
            | '整'
            | '展'
            | '设'
            | '计'
            | '安'
            | '思'
            | '重'
            | '目'
            | '任'
            | '工'
            | '第'
            | '党'
            | '主'
            | '述'
            | '举'
            | '措'
            | '成'
            | '做'
            | '亮'
            | '经'
            | '特'
            | '回'
            | '总'
            | '进'
            | '情'
            | '意'
            | '建'
    )
}

/// Returns whether a want between `before` and `after` is one being mended, or no want of the
/// agency: 补齐短板, 困难群众.
fn is_mended(before: &str, after: &str) -> bool {
    let verbs = ['补', '解', '克', '弥', '缩', '扶', '助', '强', '破', '攻', '帮'];
    before.chars().rev().take(4).any(|near| verbs.contains(&near))
        || after.starts_with(['群', '职', '家', '人', '企', '学', '户'])
}

/// Returns whether 问题 between `before` and `after` is what is wanting; `leads` where nothing but
/// a year or 主要 stands before it.
fn is_problem(before: &str, after: &str, leads: bool) -> bool {
    let remedies = ["导向", "整改", "解决", "台账", "线索", "化解", "处置", "清单"];
    let remedied = remedies.iter().any(|remedy| after.starts_with(remedy));
    let planned = ["措施", "方向", "计划", "打算", "思路"].iter().any(|plan| after.contains(plan));
    if remedied && !planned {
        return false;
    }
    let listed = after.starts_with(['和', '及', '与', '、']) || after.starts_with("不足");
    let mended = ["解决", "整改", "破解", "处理", "化解", "聚焦", "针对", "治理"]
        .iter()
        .any(|verb| before.contains(verb));
    leads || before.contains("存在") || before.ends_with("主要") || (listed && !mended)
}

/// Returns `heading` from its topic on: without a year, 本, 主要, 目前 and the like before it.
fn topic(heading: &str) -> &str {
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

/// Returns `heading` with the traditional characters that the words here are written with made
/// simplified; each takes as many bytes as before.
fn simplified(heading: &str) -> Cow<'_, str> {
    let pairs = [
        ('問', '问'),
        ('題', '题'),
        ('舉', '举'),
        ('責', '责'),
        ('況', '况'),
        ('劃', '划'),
        ('點', '点'),
        ('負', '负'),
        ('領', '领'),
        ('導', '导'),
        ('黨', '党'),
        ('結', '结'),
        ('顧', '顾'),
        ('經', '经'),
        ('驗', '验'),
        ('進', '进'),
        ('實', '实'),
        ('強', '强'),
        ('險', '险'),
        ('難', '难'),
        ('弱', '弱'),
        ('績', '绩'),
        ('務', '务'),
        ('標', '标'),
        ('開', '开'),
        ('謀', '谋'),
        ('設', '设'),
        ('議', '议'),
        ('見', '见'),
        ('來', '来'),
        ('計', '计'),
        ('職', '职'),
        ('兩', '两'),
        ('補', '补'),
        ('規', '规'),
        ('嚴', '严'),
    ];
    let fold = |character: char| {
        pairs.iter().find(|(from, _)| *from == character).map_or(character, |(_, to)| *to)
    };
    if heading.contains(['問', '題', '舉', '責', '況', '劃', '點', '績', '進', '強', '實', '領'])
    {
        return Cow::Owned(heading.chars().map(fold).collect());
    }
    Cow::Borrowed(heading)
}

/// Tells the parts of the headings of one report, in their order.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// Whether a top heading stood before this one.
    begun: bool,
    /// Whether a top heading of shortcomings or of the next year stood before this one.
    turned: bool,
}

impl Parts {
    /// Returns the part of the top `heading` (without its number), which follows those asked
    /// about before.
    pub(crate) fn top(&mut self, heading: &str) -> Part {
        let part = match told(heading) {
            Told::Part(part) => part,
            Told::Plans if self.begun => Part::NextYear,
            Told::Measures if self.turned => Part::NextYear,
            Told::Plans | Told::Measures => Part::Measures,
            Told::Work if !self.turned => Part::Measures,
            Told::Work | Told::Nothing => Part::Other,
        };
        self.begun = true;
        self.turned |= matches!(part, Part::Shortcomings | Part::NextYear);
        part
    }
}

/// The longest heading, in bytes, that may leave the part of the heading above it for what is
/// wanting or for what comes next: 20 characters. A longer one is a sentence.
const LONGEST_TURN: usize = 60;

/// Returns the part of a `heading` (without its number) below one that belongs to `parent`.
///
/// It is the same part unless the heading clearly says otherwise: 第一责任人 below what was done, or
/// a short heading whose topic itself is what is wanting or what comes next.
pub(crate) fn below(heading: &str, parent: Part) -> Part {
    let heading = simplified(heading);
    let topic = topic(&heading);
    let signs = Signs::of(&heading, topic);
    let is_short = heading.len() <= LONGEST_TURN && !heading.contains(['，', '。', ',']);
    let leads = |place: Option<usize>| {
        let lead = heading.len() - topic.len();
        place.is_some_and(|at| at <= lead + "有的".len())
    };
    let says_wanting = leads(signs.wanting) || {
        let has = heading.contains("存在") && signs.wanting.is_some();
        has && ["问题", "不足", "短板", "原因", "困难", "弱项", "环节", "差距"]
            .iter()
            .any(|ending| heading.ends_with(ending))
    };
    if is_short && says_wanting && heading.len() > topic.len() {
        return Part::Shortcomings;
    }
    if is_short && leads(signs.next) {
        return Part::NextYear;
    }
    let open = matches!(parent, Part::Measures | Part::Other);
    if open && signs.leader.is_some() { Part::Leadership } else { parent }
}

/// Returns the part that the beginning of a paragraph tells, in a report without headings.
pub(crate) fn of_opening(paragraph: &str) -> Option<Part> {
    let end = paragraph.char_indices().nth(60).map_or(paragraph.len(), |(at, _)| at);
    let start = paragraph.get(..end)?;
    let opening = start.split(['。', '；', '：']).next()?;
    let next = ["下一步", "下步", "下一年", "下阶段", "下一阶段", "今后", "明年"];
    if next.iter().any(|word| opening.starts_with(word)) {
        return Some(Part::NextYear);
    }
    let (_, wanting) = opening.split_once("存在")?;
    let words = ["问题", "不足", "差距", "短板", "薄弱"];
    let told = words.iter().any(|word| wanting.contains(word)) && !opening.contains("整改");
    told.then_some(Part::Shortcomings)
}

#[cfg(test)]
mod tests;

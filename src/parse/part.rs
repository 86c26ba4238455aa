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
//! headings below it decide for themselves. Where the words are silent or say not when, the place
//! of a top heading decides, by whether shortcomings or the next year were spoken of before it:
//!
//! - a verb of work (加强, 健全, 推进) before them tells of work done, [`Part::Measures`]; after them
//!   it may be either and is [`Part::Other`];
//! - 举措 and 措施 before them were taken, [`Part::Measures`]; after them they will be,
//!   [`Part::NextYear`];
//! - a plan (工作重点) in the very first heading is the one reported on, [`Part::Measures`].

mod part_words;

use part_words::{OTHERS, Signs, VERBS, simplified, topic};

use crate::report::Part;

/// What the words of a heading say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// It belongs to this part.
    Part(Part),
    /// It names plans, and nothing that says whether they are behind or ahead.
    Plans,
    /// It names measures, and nothing that says whether they are behind or ahead.
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

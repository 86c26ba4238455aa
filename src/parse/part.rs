//! Heading → statutory part: by its words, and if they do not say, by its position.
//!
//! The regulation names four parts; reports word, order, join and split them freely. The rules, in
//! the order in which they are tried on the words of a heading:
//!
//! 1. 其他…, 意见建议, 基本情况 and the like are [`Part::Other`].
//! 2. What is lacking (存在问题, 不足, 短板, 薄弱环节) is [`Part::Shortcomings`], unless it is being
//!    remedied (补齐短板, 问题整改情况) or is a guide (问题导向).
//! 3. What comes next (下一步, 今后, 打算) is [`Part::NextYear`].
//! 4. 第一责任人 and 述法 are [`Part::Leadership`].
//! 5. Plans (计划, 思路, 重点) are [`Part::NextYear`], unless the heading reports on them (计划完成
//!    情况).
//! 6. Results and accounts (举措, 成效, 做法, …情况) are [`Part::Measures`].
//!
//! A heading that names two parts (存在问题及下一步打算) belongs to the first of them, and the headings
//! below it are read for themselves. If the words of a top heading do not decide, its position does:
//! whether a heading of shortcomings or of the next year precedes it.
//!
//! - A verb of work (加强, 健全, 推进) before them is work done, [`Part::Measures`]. After them it can be
//!   either and is [`Part::Other`].
//! - 举措 and 措施 before them were taken, [`Part::Measures`]; after them they will be,
//!   [`Part::NextYear`].
//! - A plan (工作重点) in the very first heading is the one reported on, [`Part::Measures`].

mod part_words;

use std::borrow::Cow;

use part_words::{PartWords, begins_other, begins_work, topic};

use crate::report::Part;
use crate::text::{contains_any, ends_with_any, simplified, starts_with_any};

/// What the words of a heading say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// It belongs to this part.
    Part(Part),
    /// It names plans, but not whether they are past or future.
    Plans,
    /// It names measures, but not whether they are past or future.
    Measures,
    /// It speaks of work.
    Work,
    /// The words do not say.
    Unclear,
}

/// Returns the part that the words of `heading` (without its number) give by themselves: 存在的短板弱项
/// is shortcomings, 补齐短板，提升能力 is not.
pub(super) fn part_of_words(heading: &str) -> Option<Part> {
    match Meaning::of_heading(heading) {
        Meaning::Part(part) => Some(part),
        Meaning::Plans => Some(Part::NextYear),
        Meaning::Measures => Some(Part::Measures),
        Meaning::Work | Meaning::Unclear => None,
    }
}

/// Words with which headings that give an account end.
const ACCOUNTS: &str = "情况 成效 成果 总结 回顾 亮点 进展";

impl Meaning {
    /// Reads the words of `heading`.
    fn of_heading(heading: &str) -> Self {
        let heading = in_simplified(heading);
        let topic = topic(&heading);
        if begins_other(topic) {
            return Self::Part(Part::Other);
        }
        let words = PartWords::find(&heading, topic);
        if let Some((at, part)) = first_of_others(&words) {
            let part = if joins_account(&heading, words.done, at) { Part::Measures } else { part };
            return Self::Part(part);
        }
        let is_account = ends_with_any(&heading, ACCOUNTS);
        if words.plan.is_some() && !is_account {
            let has_result = words.done.is_some() && !words.may_be_ahead;
            return if has_result { Self::Measures } else { Self::Plans };
        }
        if words.opinion.is_some() && !is_account {
            return Self::Part(Part::Other);
        }
        match words.done {
            Some(_) if is_account || !words.may_be_ahead => Self::Part(Part::Measures),
            Some(_) => Self::Measures,
            None if begins_work(topic) => Self::Work,
            None => Self::Unclear,
        }
    }
}

/// Returns the part named first of shortcomings and the next year, or else leadership, with the byte
/// where it is named.
fn first_of_others(words: &PartWords) -> Option<(usize, Part)> {
    match (words.wanting, words.next) {
        (Some(wanting), Some(next)) if next < wanting => Some((next, Part::NextYear)),
        (Some(wanting), _) => Some((wanting, Part::Shortcomings)),
        (None, Some(next)) => Some((next, Part::NextYear)),
        (None, None) => words.leader.map(|leader| (leader, Part::Leadership)),
    }
}

/// Returns whether `heading` joins an account, at byte `done`, to what it names at byte `other`.
///
/// The one named first counts if the two are joined by 和 or 及; otherwise the later is the topic:
/// 工作情况及存在问题 is an account, 工作情况中存在的问题 is not.
fn joins_account(heading: &str, done: Option<usize>, other: usize) -> bool {
    let between = done.and_then(|done| heading.get(done..other));
    between.is_some_and(|between| between.contains(['和', '及', '与', '、', '暨']))
}

/// Determines the parts of the top headings of one report, in their order.
#[derive(Debug, Default)]
pub(super) struct TopParts {
    /// Whether there was a top heading.
    has_begun: bool,
    /// Whether there was a top heading of shortcomings or of the next year.
    has_turned: bool,
}

impl TopParts {
    /// Returns the part of the next top `heading` (without its number).
    pub(super) fn next(&mut self, heading: &str) -> Part {
        let part = match Meaning::of_heading(heading) {
            Meaning::Part(part) => part,
            Meaning::Plans if self.has_begun => Part::NextYear,
            Meaning::Measures if self.has_turned => Part::NextYear,
            Meaning::Plans | Meaning::Measures => Part::Measures,
            Meaning::Work if !self.has_turned => Part::Measures,
            Meaning::Work | Meaning::Unclear => Part::Other,
        };
        self.has_begun = true;
        self.has_turned |= matches!(part, Part::Shortcomings | Part::NextYear);
        part
    }
}

/// The longest heading, in bytes, that can leave the part of the heading above it for shortcomings
/// or for the next year: 20 characters. A longer one is a sentence.
const LONGEST_TURN: usize = 60;

/// Words with which headings about shortcomings end.
const WANTS: &str = "问题 不足 短板 原因 困难 弱项 环节 差距";

/// Returns the part of a `heading` (without its number) below one that belongs to `parent`.
///
/// It is the same part unless the heading clearly says otherwise: 第一责任人 below what was done, or a
/// short heading whose topic itself is what is lacking or what comes next.
pub(super) fn part_below(heading: &str, parent: Part) -> Part {
    let heading = in_simplified(heading);
    let topic = topic(&heading);
    let words = PartWords::find(&heading, topic);
    let is_short = heading.len() <= LONGEST_TURN && !heading.contains(['，', '。', ',']);
    let lead = heading.len() - topic.len();
    let leads = |place: Option<usize>| place.is_some_and(|at| at <= lead + "有的".len());
    let names_want =
        words.wanting.is_some() && heading.contains("存在") && ends_with_any(&heading, WANTS);
    if is_short && lead > 0 && (leads(words.wanting) || names_want) {
        return Part::Shortcomings;
    }
    if is_short && leads(words.next) {
        return Part::NextYear;
    }
    let is_open = matches!(parent, Part::Measures | Part::Other);
    if is_open && words.leader.is_some() { Part::Leadership } else { parent }
}

/// The number of characters of a paragraph that are its opening.
const OPENING: usize = 60;

/// Returns the part that the beginning of a paragraph gives, in a report without headings.
pub(super) fn part_of_opening(paragraph: &str) -> Option<Part> {
    let end = paragraph.char_indices().nth(OPENING).map_or(paragraph.len(), |(at, _)| at);
    let (start, _) = paragraph.split_at(end);
    let opening = start.split(['。', '；', '：']).next()?;
    if starts_with_any(opening, "下一步 下步 下一年 下阶段 下一阶段 今后 明年") {
        return Some(Part::NextYear);
    }
    let (_, wanting) = opening.split_once("存在")?;
    let names_want = contains_any(wanting, "问题 不足 差距 短板 薄弱");
    (names_want && !opening.contains("整改")).then_some(Part::Shortcomings)
}

/// Returns `heading` in simplified characters, if it has some of the traditional ones that headings
/// of parts have.
fn in_simplified(heading: &str) -> Cow<'_, str> {
    let signs = ['問', '題', '舉', '責', '況', '劃', '點', '績', '進', '強', '實', '領'];
    if !heading.contains(signs) {
        return Cow::Borrowed(heading);
    }
    Cow::Owned(heading.chars().map(simplified).collect())
}

#[cfg(test)]
mod tests;

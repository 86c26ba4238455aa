//! What was found and over what it was counted, in one sentence.

use std::fmt::Write as _;

use super::counts::{counted, percent};
use crate::index::Versions;
use crate::query::Query;
use crate::report::Language;
use crate::search::{Counts, Ground};
use crate::text::grouped;

impl Counts {
    /// Returns what was found of a query and over what it was counted; without one, what the index
    /// contains.
    ///
    /// ```
    /// use chabao::query::Query;
    /// use chabao::report::Language;
    /// use chabao::search::{Counts, Ground};
    /// let counts = Counts { reports: 3_000, sections: 4_000, mentions: 7_000 };
    /// let ground = Ground { reports: 5_000, copies: 1, ..Ground::default() };
    /// let query: Query = "法律顾问".parse().unwrap();
    /// assert_eq!(
    ///     counts.over(ground, Some(&query), Language::English),
    ///     "3,000 of 5,000 reports (60.0%) mention it: 7,000 mentions in 4,000 sections; \
    ///      1 copy not counted; all files could be read"
    /// );
    /// assert_eq!(
    ///     counts.over(ground, Some(&query), Language::Chinese),
    ///     "5,000 份报告中有 3,000 份提及（60.0%），共 4,000 节、7,000 处；另有 1 份重复未计入；\
    ///      所有文件均可读取"
    /// );
    /// ```
    #[must_use]
    pub fn over(self, ground: Ground, query: Option<&Query>, language: Language) -> String {
        let asked = match query {
            None => Asked::Nothing,
            // Reports can be found without a mention where one of several alternatives is a condition.
            Some(query) if !query.finds_mentions() => Asked::Condition,
            Some(_) if self.mentions == 0 && self.sections > 0 => Asked::Condition,
            Some(_) => Asked::Term,
        };
        match language {
            Language::English => in_english(self, ground, asked),
            Language::Chinese => in_chinese(self, ground, asked),
        }
    }
}

/// What reports are asked for.
#[derive(Clone, Copy)]
enum Asked {
    Nothing,
    /// They meet it, without a mention.
    Condition,
    /// They mention it.
    Term,
}

impl Ground {
    /// Returns over what a table was counted.
    #[must_use]
    pub fn in_words(self, language: Language) -> String {
        let (english, chinese) = (remainder(self), chinese_remainder(self));
        language.pick(
            format!("counted over {}{english}", counted(self.reports, "report")),
            format!("计入 {} 份报告{chinese}", grouped(self.reports)),
        )
    }
}

/// Returns the end of an English sentence about reports: which reports were not counted, and how
/// many files could not be read.
fn remainder(ground: Ground) -> String {
    let files = match ground.unreadable {
        0 => "all files could be read".to_owned(),
        unreadable => format!("{} could not be read", counted(unreadable, "file")),
    };
    format!("{}; {files}", not_counted(ground))
}

/// Returns `3 copies and 1 older version`; `None` if there are neither.
pub(crate) fn copies_and_versions(
    copies: u64,
    older_versions: u64,
    language: Language,
) -> Option<String> {
    if language == Language::Chinese {
        return chinese_others(copies, older_versions);
    }
    let copies = match copies {
        0 => None,
        1 => Some("1 copy".to_owned()),
        _ => Some(format!("{} copies", grouped(copies))),
    };
    let older_versions = (older_versions > 0).then(|| counted(older_versions, "older version"));
    let both: Vec<String> = copies.into_iter().chain(older_versions).collect();
    (!both.is_empty()).then(|| both.join(" and "))
}

/// Returns the part of an English sentence about the reports that were not counted:
/// `; 3 copies and 1 older version not counted`; empty if all were.
fn not_counted(ground: Ground) -> String {
    let (among, older_versions) = match (ground.versions, ground.older_versions) {
        (Versions::All, older @ 1..) => {
            (format!("; {} among the reports", counted(older, "older version")), 0)
        }
        (Versions::All, 0) => (String::new(), 0),
        (Versions::Newest, older) => (String::new(), older),
    };
    let others = copies_and_versions(ground.copies, older_versions, Language::English);
    let others = others.map_or_else(String::new, |others| format!("; {others} not counted"));
    among + &others
}

/// Returns `3 份重复、1 份旧版`; `None` if there are neither.
fn chinese_others(copies: u64, older_versions: u64) -> Option<String> {
    let named = [(copies, "重复"), (older_versions, "旧版")].into_iter();
    let some: Vec<String> = named
        .filter(|(number, _)| *number > 0)
        .map(|(number, name)| format!("{} 份{name}", grouped(number)))
        .collect();
    (!some.is_empty()).then(|| some.join("、"))
}

fn in_english(counts: Counts, ground: Ground, asked: Asked) -> String {
    let Counts { reports, sections, mentions } = counts;
    let (all, sections) = (counted(ground.reports, "report"), counted(sections, "section"));
    let (remainder, share) = (remainder(ground), share(reports, ground.reports));
    let (is_one, number) = (reports == 1, grouped(reports));
    match asked {
        Asked::Nothing => format!("{sections} of {all}{remainder}"),
        Asked::Condition => {
            let verb = if is_one { "meets" } else { "meet" };
            format!("{number} of {all}{share} {verb} the query, in {sections}{remainder}")
        }
        Asked::Term => {
            let verb = if is_one { "mentions" } else { "mention" };
            let mentions = counted(mentions, "mention");
            format!("{number} of {all}{share} {verb} it: {mentions} in {sections}{remainder}")
        }
    }
}

/// Returns ` (52.4%)`; nothing if there are no reports.
fn share(reports: u64, all: u64) -> String {
    if all == 0 { String::new() } else { format!(" ({})", percent(reports, all)) }
}

fn in_chinese(counts: Counts, ground: Ground, asked: Asked) -> String {
    let all = ground.reports;
    let share =
        if all == 0 { String::new() } else { format!("（{}）", percent(counts.reports, all)) };
    let Counts { reports, sections, mentions } = counts;
    let [all, reports, sections, mentions] = [all, reports, sections, mentions].map(grouped);
    let sentence = match asked {
        Asked::Nothing => format!("收有 {all} 份报告，{sections} 节"),
        Asked::Condition => format!("{all} 份报告中有 {reports} 份符合{share}，共 {sections} 节"),
        Asked::Term => {
            format!("{all} 份报告中有 {reports} 份提及{share}，共 {sections} 节、{mentions} 处")
        }
    };
    sentence + &chinese_remainder(ground)
}

/// Returns the end of a Chinese sentence about reports, as [`remainder`] does.
fn chinese_remainder(ground: Ground) -> String {
    let Ground { unreadable, copies, older_versions, versions, .. } = ground;
    let mut sentence = String::new();
    if older_versions > 0 && versions == Versions::All {
        let _ = write!(sentence, "；其中 {} 份是旧版", grouped(older_versions));
    }
    let uncounted = if versions == Versions::Newest { older_versions } else { 0 };
    if let Some(others) = chinese_others(copies, uncounted) {
        let _ = write!(sentence, "；另有 {others}未计入");
    }
    let _ = match unreadable {
        0 => write!(sentence, "；所有文件均可读取"),
        _ => write!(sentence, "；{} 个文件无法读取", grouped(unreadable)),
    };
    sentence
}

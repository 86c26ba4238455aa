//! What was found and over what it was counted, in one sentence.

use std::fmt::Write as _;

use super::counts::{counted, percent};
use crate::index::Versions;
use crate::report::Language;
use crate::search::{Counts, Ground};
use crate::text::grouped;

impl Counts {
    /// Returns what was found and over what it was counted; without a query, what the index contains.
    ///
    /// ```
    /// use chabao::report::Language;
    /// use chabao::search::{Counts, Ground};
    /// let counts = Counts { reports: 3_000, sections: 4_000, mentions: 7_000 };
    /// let ground = Ground { reports: 5_000, copies: 1, ..Ground::default() };
    /// assert_eq!(
    ///     counts.over(ground, true, Language::English),
    ///     "3,000 of 5,000 reports (60.0%) mention it: 7,000 mentions in 4,000 sections; \
    ///      1 copy not counted; all files could be read"
    /// );
    /// assert_eq!(
    ///     counts.over(ground, true, Language::Chinese),
    ///     "5,000 份报告中有 3,000 份提及（60.0%），共 4,000 节、7,000 处；另有 1 份重复未计入；\
    ///      所有文件均可读取"
    /// );
    /// ```
    #[must_use]
    pub fn over(self, ground: Ground, has_query: bool, language: Language) -> String {
        match language {
            Language::English => in_english(self, ground, has_query),
            Language::Chinese => in_chinese(self, ground, has_query),
        }
    }
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

fn in_english(counts: Counts, ground: Ground, has_query: bool) -> String {
    let Counts { reports, sections, mentions } = counts;
    let (all, sections) = (counted(ground.reports, "report"), counted(sections, "section"));
    let remainder = remainder(ground);
    if !has_query {
        return format!("{sections} of {all}{remainder}");
    }
    let share = share(reports, ground.reports);
    // A query without a term, such as a year, is met rather than mentioned.
    if mentions == 0 && counts.sections > 0 {
        let verb = if reports == 1 { "meets" } else { "meet" };
        return format!(
            "{} of {all}{share} {verb} the query, in {sections}{remainder}",
            grouped(reports)
        );
    }
    let verb = if reports == 1 { "mentions" } else { "mention" };
    let (mentions, reports) = (counted(mentions, "mention"), grouped(reports));
    format!("{reports} of {all}{share} {verb} it: {mentions} in {sections}{remainder}")
}

/// Returns ` (52.4%)`; nothing if there are no reports.
fn share(reports: u64, all: u64) -> String {
    if all == 0 { String::new() } else { format!(" ({})", percent(reports, all)) }
}

fn in_chinese(counts: Counts, ground: Ground, has_query: bool) -> String {
    let Counts { reports, sections, mentions } = counts;
    let all = ground.reports;
    let share = if all == 0 { String::new() } else { format!("（{}）", percent(reports, all)) };
    let mut sentence = match (has_query, mentions) {
        (false, _) => format!("收有 {} 份报告，{} 节", grouped(all), grouped(sections)),
        // A query without a term, such as a year, is met rather than mentioned.
        (true, 0) if sections > 0 => {
            format!(
                "{} 份报告中有 {} 份符合{share}，共 {} 节",
                grouped(all),
                grouped(reports),
                grouped(sections)
            )
        }
        (true, _) => {
            format!(
                "{} 份报告中有 {} 份提及{share}，共 {} 节、{} 处",
                grouped(all),
                grouped(reports),
                grouped(sections),
                grouped(mentions)
            )
        }
    };
    sentence.push_str(&chinese_remainder(ground));
    sentence
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

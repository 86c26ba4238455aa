//! What was found and over what it was counted, in one sentence.

use std::fmt::Write as _;

use super::counts::counted;
use crate::index::Versions;
use crate::search::{Counts, Ground};

/// Returns what was found and what it was counted over, in one sentence.
///
/// ```
/// use chabao::present::ground_sentence;
/// use chabao::search::{Counts, Ground};
/// let counts = Counts { reports: 3, sections: 4, mentions: 7 };
/// let ground = Ground { reports: 5, copies: 1, ..Ground::default() };
/// assert_eq!(
///     ground_sentence(counts, ground),
///     "7 mentions in 4 sections of 3 of 5 reports; 1 copy not counted; \
///      0 files could not be read"
/// );
/// ```
#[must_use]
pub fn ground_sentence(counts: Counts, ground: Ground) -> String {
    format!(
        "{} in {} of {} of {}{}; {} could not be read",
        counted(counts.mentions, "mention"),
        counted(counts.sections, "section"),
        counts.reports,
        counted(ground.reports, "report"),
        not_counted(ground),
        counted(ground.unreadable, "file"),
    )
}

/// Returns the same in Chinese; where there is no query, what is held.
///
/// ```
/// use chabao::present::ground_in_chinese;
/// use chabao::search::{Counts, Ground};
/// let counts = Counts { reports: 3, sections: 4, mentions: 7 };
/// let ground = Ground { reports: 5, copies: 1, ..Ground::default() };
/// assert_eq!(
///     ground_in_chinese(counts, ground, true),
///     "5 份报告中有 3 份提及，共 4 节、7 处；另有 1 份重复未计入；0 个文件无法读取"
/// );
/// ```
#[must_use]
pub fn ground_in_chinese(counts: Counts, ground: Ground, has_query: bool) -> String {
    let Counts { reports, sections, mentions } = counts;
    let Ground { reports: held, unreadable, copies, older_versions, versions } = ground;
    let mut sentence = match (has_query, mentions) {
        (false, _) => format!("收有 {held} 份报告，{sections} 节"),
        // What asks for no term, such as a year, is met and not mentioned.
        (true, 0) if sections > 0 => {
            format!("{held} 份报告中有 {reports} 份符合，共 {sections} 节")
        }
        (true, _) => {
            format!("{held} 份报告中有 {reports} 份提及，共 {sections} 节、{mentions} 处")
        }
    };
    let mut beside = Vec::new();
    if copies > 0 {
        beside.push(format!("{copies} 份重复"));
    }
    if older_versions > 0 && versions == Versions::Newest {
        beside.push(format!("{older_versions} 份旧版"));
    }
    if older_versions > 0 && versions == Versions::All {
        let _ = write!(sentence, "；其中 {older_versions} 份是旧版");
    }
    if !beside.is_empty() {
        let _ = write!(sentence, "；另有 {}未计入", beside.join("、"));
    }
    let _ = write!(sentence, "；{unreadable} 个文件无法读取");
    sentence
}

/// Returns what is held beside what was counted over, as a part of a sentence: `; 3 copies and 1
/// older version not counted`; nothing where all is counted.
#[must_use]
pub fn not_counted(ground: Ground) -> String {
    let beside_them = |older_versions: u64| {
        beside(ground.copies, older_versions)
            .map_or_else(String::new, |beside| format!("; {beside} not counted"))
    };
    match (ground.versions, ground.older_versions) {
        (Versions::Newest, older_versions) => beside_them(older_versions),
        (Versions::All, 0) => beside_them(0),
        (Versions::All, older_versions) => {
            let among = counted(older_versions, "older version");
            format!(", {among} among them{}", beside_them(0))
        }
    }
}

/// Returns `3 copies and 1 older version`; `None` where there are neither.
pub(crate) fn beside(copies: u64, older_versions: u64) -> Option<String> {
    let copies = (copies > 0)
        .then(|| if copies == 1 { "1 copy".to_owned() } else { format!("{copies} copies") });
    let older_versions = (older_versions > 0).then(|| counted(older_versions, "older version"));
    let both: Vec<String> = copies.into_iter().chain(older_versions).collect();
    (!both.is_empty()).then(|| both.join(" and "))
}

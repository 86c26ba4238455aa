//! Counts with their nouns, and shares.

use crate::report::Language;
use crate::search::Counts;
use crate::text::grouped;

/// What is counted: its noun in English, its measure word in Chinese.
pub(crate) type Noun = (&'static str, &'static str);

/// Reports.
pub(crate) const REPORTS: Noun = ("report", "份报告");
/// Sections of reports.
pub(crate) const SECTIONS: Noun = ("section", "节");
/// Mentions of a term.
pub(crate) const MENTIONS: Noun = ("mention", "处");
/// Files.
pub(crate) const FILES: Noun = ("file", "个文件");
/// Notes on facts.
pub(crate) const NOTES: Noun = ("note", "条说明");
/// Nodes of a cluster.
pub(crate) const NODES: Noun = ("node", "个节点");
/// Copies of a shard.
pub(crate) const REPLICAS: Noun = ("replica", "个副本");
/// Quotations of a file.
pub(crate) const QUOTATIONS: Noun = ("quotation", "处引文");

/// Returns `1 report`, `2,000 reports`.
#[must_use]
pub(crate) fn counted(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// Returns `2,000 reports`, `2,000 份报告`.
#[must_use]
pub(crate) fn counted_in(language: Language, number: u64, (english, chinese): Noun) -> String {
    match language {
        Language::English => counted(number, english),
        Language::Chinese => format!("{} {chinese}", grouped(number)),
    }
}

/// Returns a number out of all in per cent, with one decimal place; 0% and 100% only if it is none or all.
#[must_use]
pub(crate) fn percent(number: u64, all: u64) -> String {
    let (wide, whole) = (u128::from(number), u128::from(all.max(1)));
    match (wide * 2000 + whole) / (2 * whole) {
        _ if number == 0 => "0%".to_owned(),
        _ if number >= all => "100%".to_owned(),
        0 => "<0.1%".to_owned(),
        1000.. => ">99.9%".to_owned(),
        tenths => format!("{}.{}%", tenths / 10, tenths % 10),
    }
}

impl Counts {
    /// Returns what was found, without its ground. Of sections that are found without a mention there is no
    /// number of mentions.
    #[must_use]
    pub fn in_words(self, language: Language) -> String {
        let Self { reports, sections, mentions } = self;
        let is_met = mentions == 0 && sections > 0;
        match language {
            Language::English if is_met => {
                format!("{} of {}", counted(sections, "section"), counted(reports, "report"))
            }
            Language::Chinese if is_met => {
                format!("{} 份报告、{} 节", grouped(reports), grouped(sections))
            }
            Language::English => format!(
                "{} in {} of {}",
                counted(mentions, "mention"),
                counted(sections, "section"),
                counted(reports, "report")
            ),
            Language::Chinese => format!(
                "{} 份报告、{} 节、{} 处",
                grouped(reports),
                grouped(sections),
                grouped(mentions)
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_all_or_nothing_only_where_it_is() {
        for (number, all, expected) in [
            (0, 7, "0%"),
            (7, 7, "100%"),
            (1, 2, "50.0%"),
            (1, 3, "33.3%"),
            (2, 3, "66.7%"),
            (211, 223, "94.6%"),
            (1, 800, "0.1%"),
            (1, 3000, "<0.1%"),
            (2999, 3000, ">99.9%"),
            (u64::MAX - 1, u64::MAX, ">99.9%"),
        ] {
            assert_eq!(percent(number, all), expected, "{number} of {all}");
        }
    }
}

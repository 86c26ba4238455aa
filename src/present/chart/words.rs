//! What a drawing says, in Chinese and in English.

use super::figures::{Measure, grouped, share};
use crate::analysis::{Series, State, Trend, TrendRow};
use crate::present::human::{
    count, ground_in_chinese, ground_sentence, not_counted, words_sentence,
};
use crate::search::{Counts, FacetBy, Ground, Mode};

/// The language of a drawing. Terms, conditions and names of places are Chinese in either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

/// So many characters of a term stand in a title, and in all terms of it together.
const LONGEST_TERM: usize = 40;

impl Language {
    /// Returns the words of this language.
    pub(super) fn say(self, chinese: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }

    /// Returns the tag of the language.
    pub(super) fn tag(self) -> &'static str {
        self.say("zh-Hans", "en")
    }

    /// Returns the title: the terms and what they are compared over.
    pub(super) fn title(self, trend: &Trend, by: FacetBy) -> String {
        let terms: Vec<String> =
            trend.series.iter().map(|series| format!("“{}”", shortened(&series.term))).collect();
        let names = terms.join(self.say("", ", "));
        let names = match (self, terms.len(), names.chars().count()) {
            (_, 0 | 1, _) | (_, _, ..=LONGEST_TERM) => names,
            (Self::Chinese, count, _) => format!("{count} 个检索式"),
            (Self::English, count, _) => format!("{count} queries"),
        };
        match (self, by, is_of_all(trend)) {
            (Self::Chinese, _, true) => {
                format!("所收报告（按{}）", by.label(crate::report::Language::Chinese))
            }
            (Self::Chinese, FacetBy::Year, false) => format!("{names}历年提及情况"),
            (Self::Chinese, _, false) => {
                format!("{names}提及情况（按{}）", by.label(crate::report::Language::Chinese))
            }
            (Self::English, _, true) => format!("Reports held by {}", by.key()),
            (Self::English, FacetBy::Year, false) => format!("{names} over the years"),
            (Self::English, _, false) => format!("{names} by {}", by.key()),
        }
    }

    /// Returns how terms were matched.
    pub(super) fn mode(self, mode: Mode) -> &'static str {
        match mode {
            Mode::Exact => self.say("精确匹配", "exact matching"),
            Mode::Strict => self.say("严格匹配", "strict matching"),
            Mode::Words => self.say("分词匹配", "matching words"),
        }
    }

    /// Returns what was found and what it was counted over.
    pub(super) fn ground(self, counts: Counts, ground: Ground, has_query: bool) -> String {
        match (self, has_query) {
            (Self::Chinese, _) => ground_in_chinese(counts, ground, has_query),
            (Self::English, true) => ground_sentence(counts, ground),
            (Self::English, false) => format!(
                "{} held, {}{}; {} could not be read",
                count(ground.reports, "report"),
                count(counts.sections, "section"),
                not_counted(ground),
                count(ground.unreadable, "file"),
            ),
        }
    }

    /// Returns what is said where there is nothing to draw.
    pub(super) fn nothing(self) -> &'static str {
        self.say("没有可以画出的报告。", "No report can be drawn.")
    }

    /// Returns where the figures come from.
    pub(super) fn source(self) -> &'static str {
        self.say(
            "来源：所收报告全文，由查报（chabao）逐一计数。",
            "Source: the full text of the reports held, counted one by one with chabao (查报).",
        )
    }

    /// Returns a row in words: what is held, and what of it mentions the term.
    pub(super) fn row(self, row: &TrendRow, by: FacetBy, has_query: bool) -> String {
        let name = match (self, by) {
            (Self::Chinese, FacetBy::Year) if is_year(row) => format!("{}年", row.value),
            _ => row.value.clone(),
        };
        let (held, found) = (grouped(row.held), grouped(row.reports));
        let characters = grouped(row.characters);
        let (share, rate) = (share(row.reports, row.held), Measure::Rate.label(row, 2));
        match (self, row.state, has_query) {
            (Self::Chinese, State::NotHeld, _) => format!("{name}：无报告"),
            (Self::Chinese, _, false) => format!("{name}：{held} 份，{characters} 字"),
            (Self::Chinese, _, true) => {
                format!("{name}：{held} 份中 {found} 份提及（{share}），每万字 {rate} 次")
            }
            (Self::English, State::NotHeld, _) => format!("{name}: no report"),
            (Self::English, _, false) => format!("{name}: {held} reports, {characters} characters"),
            (Self::English, _, true) => {
                format!("{name}: {found} of {held} ({share}), {rate} per 10,000 characters")
            }
        }
    }

    /// Returns the figures of these rows in words.
    pub(super) fn told(self, trend: &Trend, by: FacetBy, rows: &[usize]) -> String {
        let has_query = !is_of_all(trend);
        let series = trend.series.iter().map(|series| {
            let ground = self.ground(series.counts, series.ground, has_query);
            let rows = rows.iter().filter_map(|&at| series.rows.get(at));
            let rows: Vec<String> = rows.map(|row| self.row(row, by, has_query)).collect();
            let rows = rows.join(self.say("；", "; "));
            let end = self.say("。", ".");
            if has_query {
                let colon = self.say("：", ": ");
                format!("{}{colon}{ground}{end}{rows}{end}", series.term)
            } else {
                format!("{ground}{end}{rows}{end}")
            }
        });
        series.collect::<Vec<_>>().join(self.say("", " "))
    }

    /// Returns how the words of loose questions were asked for, where not all had to be there.
    pub(super) fn words(self, trend: &Trend) -> Vec<String> {
        let loosened = trend.series.iter().filter_map(|series| {
            let asked = series.words.as_ref().filter(|asked| asked.least < asked.all)?;
            Some(match self {
                Self::Chinese => format!(
                    "“{}”共 {} 个词，计入含其中至少 {} 个词的节。",
                    shortened(&series.term),
                    asked.all,
                    asked.least
                ),
                Self::English => {
                    format!("“{}”: {}", shortened(&series.term), words_sentence(Some(asked)).trim())
                }
            })
        });
        loosened.collect()
    }

    /// Returns what is known of the reports whose year is not, which no axis has a place for.
    pub(super) fn unknown_years(self, trend: &Trend) -> Option<String> {
        let rows: Vec<(&Series, &TrendRow)> = trend
            .series
            .iter()
            .filter_map(|series| {
                let row = series.rows.iter().find(|row| !is_year(row) && row.held > 0)?;
                Some((series, row))
            })
            .collect();
        let (_, first) = rows.first()?;
        let held = grouped(first.held);
        let begin = match self {
            Self::Chinese => format!("未画入图中：年度未识别的报告 {held} 份"),
            Self::English => format!("Not drawn: {held} reports whose year is not known"),
        };
        let end = self.say("。", ".");
        if is_of_all(trend) {
            return Some(format!("{begin}{end}"));
        }
        let is_one_ground = rows.iter().all(|(_, row)| row.held == first.held);
        let found = rows.iter().map(|(series, row)| {
            let (found, held) = (grouped(row.reports), grouped(row.held));
            let term = match (self, rows.len()) {
                (Self::Chinese, 1) => String::new(),
                (Self::English, 1) => "it".to_owned(),
                _ => format!("“{}”", shortened(&series.term)),
            };
            match (self, is_one_ground) {
                (Self::Chinese, true) => format!("{term} {found} 份"),
                (Self::Chinese, false) => format!("{term} {found} 份（{held} 份中）"),
                (Self::English, true) => format!("{found} mention {term}"),
                (Self::English, false) => format!("{found} of {held} mention {term}"),
            }
        });
        let found: Vec<String> = found.collect();
        Some(match self {
            Self::Chinese => format!("{begin}，其中提及{}{end}", found.join("、")),
            Self::English => format!("{begin}; {}{end}", found.join(", ")),
        })
    }
}

/// Returns whether a row is a year, and so stands on the axis.
pub(super) fn is_year(row: &TrendRow) -> bool {
    row.value.parse::<u16>().is_ok()
}

/// Returns whether a trend is of all that is held, and of no term.
pub(super) fn is_of_all(trend: &Trend) -> bool {
    matches!(trend.series.as_slice(), [only] if only.term.is_empty())
}

/// Returns the beginning of a term that is too long for a title.
fn shortened(term: &str) -> String {
    if term.chars().count() <= LONGEST_TERM {
        return term.to_owned();
    }
    let kept: String = term.chars().take(LONGEST_TERM - 1).collect();
    format!("{kept}…")
}

//! The words of a chart, in Chinese and in English.

use super::chart::Chart;
use super::figures::Measure;
use super::rows::is_year;
use crate::analysis::{Series, State, TrendRow};
use crate::present::words::percent;
use crate::report::Language::{Chinese, English};
use crate::search::{Answer, FacetBy, Mode, Remark};
use crate::text::grouped;

/// The most characters of a term in a title, and of all its terms together.
const LONGEST_TERM: usize = 40;

impl Chart<'_> {
    /// Returns the title: the terms and what they are counted by.
    pub(super) fn title(&self) -> String {
        let terms: Vec<String> = self
            .trend
            .series
            .iter()
            .map(|series| format!("“{}”", shortened(&series.question.term())))
            .collect();
        let names = terms.join(self.say("", ", "));
        let names = match (self.language(), terms.len(), names.chars().count()) {
            (_, 0 | 1, _) | (_, _, ..=LONGEST_TERM) => names,
            (Chinese, count, _) => format!("{count} 个检索式"),
            (English, count, _) => format!("{count} queries"),
        };
        match (self.language(), self.by, self.has_query) {
            (Chinese, _, false) => format!("所收报告（按{}）", self.by.label(Chinese)),
            (Chinese, FacetBy::Year, true) => format!("{names}历年{}情况", self.verb()),
            (Chinese, _, true) => {
                format!("{names}{}情况（按{}）", self.verb(), self.by.label(Chinese))
            }
            (English, _, false) => format!("Reports by {}", self.by.key()),
            (English, FacetBy::Year, true) => format!("{names} over the years"),
            (English, _, true) => format!("{names} by {}", self.by.key()),
        }
    }

    /// Returns how terms were matched.
    pub(super) fn mode(&self, mode: Mode) -> &'static str {
        match mode {
            Mode::Exact => self.say("精确匹配", "exact matching"),
            Mode::Strict => self.say("严格匹配", "strict matching"),
            Mode::Words => self.say("分词匹配", "matching words"),
        }
    }

    /// Returns what was found and what it was counted over.
    pub(super) fn ground_of(&self, series: &Answer<Series>) -> String {
        series.body.counts.over(series.ground, series.question.query.as_ref(), self.language())
    }

    /// Returns what is said if there is nothing to draw.
    pub(super) fn nothing_to_draw(&self) -> &'static str {
        self.say("没有可以画出的报告。", "There are no reports to draw.")
    }

    /// Returns where the figures come from.
    pub(super) fn source(&self) -> &'static str {
        self.say(
            "来源：所收报告全文，由查报（chabao）逐一计数。",
            "Source: the full text of the reports, counted with chabao (查报).",
        )
    }

    /// Returns a row in words: its reports, and those that mention the term.
    pub(super) fn row_in_words(&self, row: &TrendRow) -> String {
        let name = match (self.language(), self.by) {
            (Chinese, FacetBy::Year) if is_year(row) => format!("{}年", row.value),
            _ => row.value.clone(),
        };
        let (held, found) = (grouped(row.figures.held), grouped(row.figures.reports));
        let characters = grouped(row.figures.characters);
        let (share, rate) =
            (percent(row.figures.reports, row.figures.held), Measure::Rate.label(row, 2));
        match (self.language(), row.figures.state, self.has_query) {
            (Chinese, State::NotHeld, _) => format!("{name}：无报告"),
            (Chinese, _, false) => format!("{name}：{held} 份，{characters} 字"),
            (Chinese, _, true) if row.figures.mentions.is_none() => {
                format!("{name}：{held} 份中 {found} 份符合（{share}）")
            }
            (Chinese, _, true) => {
                format!("{name}：{held} 份中 {found} 份提及（{share}），每万字 {rate} 次")
            }
            (English, State::NotHeld, _) => format!("{name}: no report"),
            (_, state @ State::LeftOut, _) => {
                let separator = self.say("：", ": ");
                format!("{name}{separator}{}", state.label(self.language()))
            }
            (English, _, false) => format!("{name}: {held} reports, {characters} characters"),
            (English, _, true) if row.figures.mentions.is_none() => {
                format!("{name}: {found} of {held} ({share})")
            }
            (English, _, true) => {
                format!("{name}: {found} of {held} ({share}), {rate} per 10,000 characters")
            }
        }
    }

    /// Returns the figures of these rows in words.
    pub(super) fn figures_in_words(&self, rows: &[usize]) -> String {
        let series = self.trend.series.iter().map(|series| {
            let ground = self.ground_of(series);
            let rows = rows.iter().filter_map(|&at| series.body.rows.get(at));
            let rows: Vec<String> = rows.map(|row| self.row_in_words(row)).collect();
            let rows = rows.join(self.say("；", "; "));
            let end = self.say("。", ".");
            if self.has_query {
                let colon = self.say("：", ": ");
                format!("{}{colon}{ground}{end}{rows}{end}", series.question.term())
            } else {
                format!("{ground}{end}{rows}{end}")
            }
        });
        series.collect::<Vec<_>>().join(self.say("", " "))
    }

    /// Returns the remarks about all terms and about each, with the query of a concept.
    pub(super) fn remarks(&self) -> Vec<String> {
        let (colon, end) = (self.say("：", ": "), self.say("。", "."));
        let of_all = self.trend.remarks.iter().map(|it| it.text(self.language()) + end);
        let mut remarks: Vec<String> = of_all.collect();
        for series in self.series() {
            if let Some((label, query)) = series.question.concept_in_words() {
                remarks.push(format!("“{}”{colon}{query}{end}", shortened(label)));
            }
            for remark in series.remarks.iter().filter(|it| !it.is_of_absent_text()) {
                let sentence = remark.text(self.language());
                // A remark about the filters is the same for all terms.
                let term = match remark {
                    Remark::FormerIncluded { .. }
                    | Remark::SharedName { .. }
                    | Remark::NameRead { .. } => String::new(),
                    _ => format!("“{}”{colon}", shortened(&series.question.term())),
                };
                let remark = format!("{term}{sentence}{end}");
                if !remarks.contains(&remark) {
                    remarks.push(remark);
                }
            }
        }
        remarks
    }

    /// Returns a note about the reports of unknown year, for which the axis has no place.
    pub(super) fn unknown_years(&self) -> Option<String> {
        let rows: Vec<(&Answer<Series>, &TrendRow)> = self
            .trend
            .series
            .iter()
            .filter_map(|series| {
                let row =
                    series.body.rows.iter().find(|row| !is_year(row) && row.figures.held > 0)?;
                Some((series, row))
            })
            .collect();
        let (_, first) = rows.first()?;
        let held = grouped(first.figures.held);
        let begin = match self.language() {
            Chinese => format!("未画入图中：年度未识别的报告 {held} 份"),
            English => format!("Not drawn: {held} reports of unknown year"),
        };
        let end = self.say("。", ".");
        if !self.has_query {
            return Some(format!("{begin}{end}"));
        }
        let is_one_ground = rows.iter().all(|(_, row)| row.figures.held == first.figures.held);
        let found = rows.iter().map(|(series, row)| {
            let (found, held) = (grouped(row.figures.reports), grouped(row.figures.held));
            let term = match (self.language(), rows.len()) {
                (Chinese, 1) => String::new(),
                (English, 1) => "it".to_owned(),
                _ => format!("“{}”", shortened(&series.question.term())),
            };
            match (self.language(), is_one_ground) {
                (Chinese, true) => format!("{term} {found} 份"),
                (Chinese, false) => format!("{term} {found} 份（{held} 份中）"),
                (English, true) => format!("{found} {} {term}", self.verb()),
                (English, false) => format!("{found} of {held} {} {term}", self.verb()),
            }
        });
        let found: Vec<String> = found.collect();
        Some(match self.language() {
            Chinese => format!("{begin}，其中{}{}{end}", self.verb(), found.join("、")),
            English => format!("{begin}; {}{end}", found.join(", ")),
        })
    }
}

/// Returns the beginning of a term that is too long for a title.
fn shortened(term: &str) -> String {
    if term.chars().count() <= LONGEST_TERM {
        return term.to_owned();
    }
    let kept: String = term.chars().take(LONGEST_TERM - 1).collect();
    format!("{kept}…")
}

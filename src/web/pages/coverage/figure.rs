//! What stands in a cell: how many of its reports mention it, which share that is, and how often, in
//! words that cannot be read as one number.

use maud::{Markup, html};

use crate::analysis::{Cell, Measure};
use crate::present::percent;
use crate::report::Language;
use crate::text::grouped;
use crate::web::pages::layout::PageContext;

/// How figures are shown: which comes first, and whether there are mentions: a query without a term, such
/// as `标题:普法`, is met and not mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FigureForm {
    pub(super) measure: Measure,
    pub(super) has_mentions: bool,
}

impl FigureForm {
    /// Returns the figures of a cell that has reports. What stands in `i` is for screen readers.
    pub(super) fn figures(self, context: &PageContext, cell: &Cell) -> Markup {
        let Cell { reports, held, mentions, .. } = *cell;
        let of = out_of(context, reports, held);
        let (first, second) = match (self.measure, mentions) {
            (Measure::Share, _) => (percent(reports, held), Some(of)),
            (Measure::Mentions, Some(mentions)) => {
                (times(context, mentions), (!cell.is_plain()).then_some(of))
            }
            (_, mentions) => {
                (of, mentions.filter(|it| *it > 0).map(|mentions| times(context, mentions)))
            }
        };
        html! {
            i { (self.verb(context)) " " } (first) @if let Some(second) = second { small { (second) } }
        }
    }

    /// Returns what reports do that are found.
    pub(super) fn verb(self, context: &PageContext) -> &'static str {
        if self.has_mentions {
            context.pick("mentioned in", "提及")
        } else {
            context.pick("met in", "符合")
        }
    }

    /// Returns the name of a figure in the switch.
    pub(super) fn name(context: &PageContext, measure: Measure) -> &'static str {
        match measure {
            Measure::Share => context.pick("share", "比例"),
            Measure::Mentions => context.pick("mentions", "次"),
            _ => context.pick("reports", "份"),
        }
    }

    /// Returns how a tile of the map is to be read.
    pub(super) fn map_explanation(self, context: &PageContext) -> &'static str {
        match (self.measure, self.has_mentions) {
            (Measure::Share, true) => context
                .pick("The share of the reports that mention it", "提及的报告占所收报告的比例"),
            (Measure::Share, false) => context
                .pick("The share of the reports that meet the query", "符合的报告占所收报告的比例"),
            (_, true) => {
                context.pick("Reports that mention it / held", "提及的报告数 / 所收报告数")
            }
            (_, false) => {
                context.pick("Reports that meet the query / held", "符合的报告数 / 所收报告数")
            }
        }
    }

    /// Returns how a cell is to be read.
    pub(super) fn explanation(self, context: &PageContext) -> &'static str {
        match (self.measure, self.has_mentions) {
            (Measure::Share, true) => context.pick(
                "A cell: the share of its reports that mention it; below, how many of how many",
                "单元格：提及的报告占所收报告的比例，下为提及份数/所收份数",
            ),
            (Measure::Share, false) => context.pick(
                "A cell: the share of its reports that meet the query; below, how many of how many",
                "单元格：符合的报告占所收报告的比例，下为符合份数/所收份数",
            ),
            (Measure::Mentions, _) => context.pick(
                "A cell: how often it is mentioned; below, in how many of its reports, if it has several",
                "单元格：提及次数；收有多份报告的，下为提及份数/所收份数",
            ),
            (_, true) => context.pick(
                "A cell: how many of its reports mention it; below, how often",
                "单元格：提及份数/所收份数，下为次数",
            ),
            (_, false) => context.pick(
                "A cell: how many of its reports meet the query",
                "单元格：符合份数/所收份数",
            ),
        }
    }
}

/// Returns `2/3 份`.
fn out_of(context: &PageContext, reports: u64, held: u64) -> String {
    let (reports, held) = (grouped(reports), grouped(held));
    context.language.pick(format!("{reports} of {held}"), format!("{reports}/{held} 份"))
}

/// Returns `5 次`.
fn times(context: &PageContext, mentions: u64) -> String {
    let number = grouped(mentions);
    match (context.language, mentions) {
        (Language::Chinese, _) => format!("{number} 次"),
        (Language::English, 1) => "1 time".to_owned(),
        (Language::English, _) => format!("{number} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::State;

    #[test]
    fn figures_are_words_that_cannot_be_read_as_one_number() {
        let cell = |reports, held, mentions| Cell {
            state: if reports == 0 { State::NoMention } else { State::Mentions },
            reports,
            held,
            mentions: Some(mentions),
        };
        let (chinese, english) = (
            PageContext::in_language(Language::Chinese),
            PageContext::in_language(Language::English),
        );
        for (measure, cell, in_chinese, in_english) in [
            (Measure::Reports, cell(2, 3, 5), "提及 2/3 份|5 次", "mentioned in 2 of 3|5 times"),
            (Measure::Reports, cell(0, 3, 0), "提及 0/3 份", "mentioned in 0 of 3"),
            (Measure::Reports, cell(1, 1, 1), "提及 1/1 份|1 次", "mentioned in 1 of 1|1 time"),
            (Measure::Share, cell(2, 3, 5), "提及 66.7%|2/3 份", "mentioned in 66.7%|2 of 3"),
            (Measure::Mentions, cell(2, 3, 5), "提及 5 次|2/3 份", "mentioned in 5 times|2 of 3"),
            (Measure::Mentions, cell(1, 1, 1200), "提及 1,200 次", "mentioned in 1,200 times"),
        ] {
            let form = FigureForm { measure, has_mentions: true };
            for (context, expected) in [(&chinese, in_chinese), (&english, in_english)] {
                let shown = form.figures(context, &cell).into_string();
                let shown = shown.replace("<i>", "").replace("</i>", "").replace("</small>", "");
                assert_eq!(shown.replace("<small>", "|"), expected);
            }
        }
        let met = FigureForm { measure: Measure::Reports, has_mentions: false };
        let cell = Cell { mentions: None, ..cell(2, 2, 0) };
        assert_eq!(met.figures(&chinese, &cell).into_string(), "<i>符合 </i>2/2 份");
    }
}

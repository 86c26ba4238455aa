//! Reports, sections and mentions, drawn: three reports, of which two mention a term.

use maud::{Markup, html};

use super::super::layout::PageContext;

/// The sections of each report, with the number of mentions in each.
const REPORTS: [&[usize]; 3] = [&[2, 0, 1], &[1, 0], &[0, 0]];

/// The width of a report, and the space to the next one.
const WIDTH: usize = 196;
const SPACE: usize = 26;

/// The height of a section, with the space to the next one.
const STEP: usize = 46;

/// Returns the drawing with its caption.
pub(super) fn counts_drawing(context: &PageContext) -> Markup {
    let sections = || REPORTS.iter().flat_map(|report| report.iter());
    let reports = REPORTS.iter().filter(|report| report.iter().any(|&it| it > 0)).count();
    let found = sections().filter(|&&mentions| mentions > 0).count();
    let mentions: usize = sections().sum();
    let all = REPORTS.len();
    let caption = context.language.pick(
        format!(
            "{reports} of {all} reports mention the term: {mentions} mentions in {found} sections. \
             The third is there and does not mention it."
        ),
        format!(
            "{all} 份报告中 {reports} 份提及，共 {found} 节、{mentions} 处；第三份有报告而未提及"
        ),
    );
    let most = REPORTS.iter().map(|report| report.len()).max().unwrap_or_default();
    let (width, height) = (REPORTS.len() * (WIDTH + SPACE) - SPACE + 4, most * STEP + 46);
    html! {
        figure.drawing {
            svg viewBox={ "0 0 " (width) " " (height) } role="img" aria-label=(caption) {
                @for (at, report) in REPORTS.iter().enumerate() {
                    g transform={ "translate(" (at * (WIDTH + SPACE) + 2) " 2)" } {
                        rect.report width=(WIDTH) height=(height - 4) rx="6" {}
                        text x="12" y="24" {
                            (context.pick("report", "报告")) " " (at + 1)
                        }
                        @for (place, &mentions) in report.iter().enumerate() {
                            g transform={ "translate(10 " (36 + place * STEP) ")" } {
                                rect.section width=(WIDTH - 20) height=(STEP - 8) rx="4" {}
                                text.small x="8" y="24" {
                                    (context.pick("section", "节")) " " (place + 1)
                                }
                                @for mention in 0..mentions {
                                    rect.mention x=(70 + mention * 50) y="11" width="42" height="16" rx="3" {}
                                }
                            }
                        }
                    }
                }
            }
            figcaption { (caption) }
        }
    }
}

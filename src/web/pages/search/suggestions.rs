//! What to try if nothing was found.

use maud::{Markup, html};

use super::view::View;
use crate::present::counted;
use crate::query::Condition;
use crate::report::Language;
use crate::search::{Mode, OtherReading, Question, Relaxation, RelaxedQuestion, Remark};
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::is_narrowed;
use crate::web::pages::html_text::clean;
use crate::web::pages::paths::SEARCH;

/// Returns what to try if there is nothing on the page.
pub(super) fn nothing(view: &View<'_>) -> Markup {
    let context = view.context;
    if view.results.body.counts.sections > 0 {
        let first = view.address.to_url();
        return html! {
            p { a href=(first) { (context.pick("All results are on earlier pages: back to page 1", "结果都在前面几页：回到第 1 页")) } }
        };
    }
    let others = view.address.without(parameters::MODE.name, |_| true);
    let bare =
        view.address.to_page(SEARCH, |name| parameters::contains(parameters::QUESTION, name));
    html! {
        h2 id="results" tabindex="-1" {
            @if view.results.ground.reports == 0 {
                (context.pick("No reports match these conditions", "没有符合这些条件的报告"))
            } @else {
                (context.pick("Nothing found", "没有找到"))
            }
        }
        @let nearest = nearest(view);
        @let has_words = nearest.iter().any(|it| it.relaxation == Relaxation::Words);
        @if !nearest.is_empty() {
            p { (context.pick("What is near finds something:", "相近的检索有结果：")) }
            ul.alone {
                @for other in nearest {
                    li {
                        a href=(relaxed_address(view, other).to_url()) {
                            (other.change_in_words(context.language))
                        }
                        " " bdi lang="zh" { (clean(&other.question.query_text())) }
                        " " span.count {
                            @if context.language == Language::English {
                                (counted(other.counts.reports, "report")) ", " (counted(other.counts.mentions, "mention"))
                            } @else {
                                (grouped(other.counts.reports)) " 份报告，" (grouped(other.counts.mentions)) " 处"
                            }
                        }
                    }
                }
            }
        }
        ul.try {
            @for other in other_readings(view) {
                @let link = view.address.set(parameters::Q.name, &other.query);
                li {
                    (context.pick("Search for ", "改为检索 "))
                    a lang="zh" href=(link.to_url()) { bdi { (clean(&other.query)) } }
                }
            }
            @match view.results.question.mode {
                Mode::Exact if has_words => {}
                Mode::Exact => li { a href=(others.and(parameters::MODE.name, "words").to_url()) { (context.pick("Search for the words instead", "改用分词检索")) } },
                Mode::Strict => li { a href=(others.to_url()) { (context.pick("Match exactly instead (ignores quotation marks, 、, 《》, script and width)", "改用精确检索（不区分引号、顿号、书名号、繁简、全半角）")) } },
                Mode::Words => li { (context.pick("Try fewer words, or others", "换几个词，或减少几个词")) },
            }
            @if is_narrowed(view.params) {
                li { a href=(bare.to_url()) { (context.pick("Remove all conditions and search all reports", "取消全部条件，在所有报告中检索")) } }
            }
        }
    }
}

/// Returns the nearest questions that find something.
fn nearest<'v>(view: &'v View<'_>) -> &'v [RelaxedQuestion] {
    let others = view.results.remarks.iter().find_map(|remark| match remark {
        Remark::Nearest { others } => Some(others.as_slice()),
        _ => None,
    });
    others.unwrap_or_default()
}

/// Returns the address of the page that asks another question.
fn relaxed_address(view: &View<'_>, other: &RelaxedQuestion) -> Address {
    let Question { mode, filters, .. } = &other.question;
    let mut address = view.address.set(parameters::Q.name, &other.question.query_text());
    for parameter in parameters::FILTERS {
        let is_kept = |filter: &Condition| filter.key().key() == parameter.name;
        if !filters.iter().any(is_kept) {
            address = address.without(parameter.name, |_| true);
        }
    }
    address = address.without(parameters::MODE.name, |_| true);
    if *mode == Mode::Exact { address } else { address.and(parameters::MODE.name, mode.key()) }
}

/// Returns the other readings of the query that find something.
fn other_readings<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v OtherReading> {
    let readings = view.results.remarks.iter().filter_map(|remark| match remark {
        Remark::ReadAs { others, .. } => Some(others),
        _ => None,
    });
    readings.flatten().filter(|other| other.counts.sections > 0)
}

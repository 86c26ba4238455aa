//! What to try if nothing was found.

use maud::{Markup, html};

use super::view::View;
use crate::error::Result;
use crate::present::counted;
use crate::report::Language;
use crate::search::{Mode, OtherReading, Remark, TermCount};
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::pages::conditions::is_narrowed;
use crate::web::pages::html_text::clean;
use crate::web::pages::paths::SEARCH;
use crate::web::snapshot::Snapshot;

/// Returns what to try if there is nothing on the page.
///
/// # Errors
///
/// Fails as a search does.
pub(super) fn nothing(view: &View<'_>, snapshot: &Snapshot) -> Result<Markup> {
    let context = view.context;
    if view.results.body.counts.sections > 0 {
        let first = view.address.to_url();
        return Ok(html! {
            p { a href=(first) { (context.pick("All results are on earlier pages: back to page 1", "结果都在前面几页：回到第 1 页")) } }
        });
    }
    let alone = view.request.count_terms(&snapshot.reader)?;
    let others = view.address.without(parameters::MODE.name, |_| true);
    let bare = view
        .address
        .to_page(SEARCH, |name| name == parameters::Q.name || name == parameters::MODE.name);
    Ok(html! {
        h2 id="results" tabindex="-1" {
            @if view.results.ground.reports == 0 {
                (context.pick("No reports match these conditions", "没有符合这些条件的报告"))
            } @else {
                (context.pick("Nothing found", "没有找到"))
            }
        }
        @if !alone.is_empty() {
            p { (context.pick("No section matches the whole query. Each term alone:", "没有一节符合整个检索式。逐词单独检索：")) }
            ul.alone {
                @for TermCount { term, query, counts } in &alone {
                    @let link = view.address.set(parameters::Q.name, &query.to_string());
                    li {
                        a lang="zh" href=(link.to_url()) { bdi { (clean(&term.to_string())) } }
                        " " span.count {
                            @if context.language == Language::English {
                                (counted(counts.reports, "report")) ", " (counted(counts.mentions, "mention"))
                            } @else {
                                (grouped(counts.reports)) " 份报告，" (grouped(counts.mentions)) " 处"
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
                Mode::Exact => li { a href=(others.and(parameters::MODE.name, "words").to_url()) { (context.pick("Search for the words instead", "改用分词检索")) } },
                Mode::Strict => li { a href=(others.to_url()) { (context.pick("Match exactly instead (ignores quotation marks, 、, 《》, script and width)", "改用精确检索（不区分引号、顿号、书名号、繁简、全半角）")) } },
                Mode::Words => li { (context.pick("Try fewer words, or others", "换几个词，或减少几个词")) },
            }
            @if is_narrowed(view.params) {
                li { a href=(bare.to_url()) { (context.pick("Remove all conditions and search all reports", "取消全部条件，在所有报告中检索")) } }
            }
        }
    })
}

/// Returns the other readings of the query that find something.
fn other_readings<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v OtherReading> {
    let readings = view.results.remarks.iter().filter_map(|remark| match remark {
        Remark::ReadAs { others, .. } => Some(others),
        _ => None,
    });
    readings.flatten().filter(|other| other.counts.sections > 0)
}

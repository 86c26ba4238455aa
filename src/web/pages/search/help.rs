//! What to try where nothing was found.

use maud::{Markup, html};

use super::{View, is_narrowed};
use crate::error::Result;
use crate::present::counted;
use crate::report::Language;
use crate::search::{self, Mode, TermCount};
use crate::web::http::parameters;
use crate::web::pages::html_text::clean;
use crate::web::snapshot::Snapshot;

/// Returns what to try where there is nothing on the page.
///
/// # Errors
///
/// Fails as a search does.
pub(super) fn nothing(view: &View<'_>, snapshot: &Snapshot) -> Result<Markup> {
    let context = view.context;
    if view.results.body.counts.sections > 0 {
        let first = view.address.written();
        return Ok(html! {
            p { a href=(first) { (context.pick("All that was found stands on the pages before: back to the first", "结果都在前面的页：回到第 1 页")) } }
        });
    }
    let alone = search::count_terms(&snapshot.reader, view.request)?;
    let others = view.address.without(parameters::MODE.name, |_| true);
    let bare = view.address.to_page(crate::web::pages::SEARCH, |name| {
        name == parameters::Q.name || name == parameters::MODE.name
    });
    Ok(html! {
        h2 id="results" tabindex="-1" {
            @if view.results.ground.reports == 0 {
                (context.pick("No report that is held meets the conditions", "没有符合这些条件的报告"))
            } @else {
                (context.pick("Nothing was found", "没有找到"))
            }
        }
        @if !alone.is_empty() {
            p { (context.pick("No section is found by all of it. Each term alone:", "没有一节符合。单独检索：")) }
            ul.alone {
                @for TermCount { term, query, counts } in &alone {
                    @let link = view.address.without(parameters::Q.name, |_| true).and(parameters::Q.name, &query.to_string());
                    li {
                        a lang="zh" href=(link.written()) { bdi { (clean(&term.to_string())) } }
                        " " span.count {
                            @if context.language == Language::English {
                                (counted(counts.reports, "report")) ", " (counted(counts.mentions, "mention"))
                            } @else {
                                (counts.reports) " 份报告，" (counts.mentions) " 处"
                            }
                        }
                    }
                }
            }
        }
        ul.try {
            @match view.results.question.mode {
                Mode::Exact => li { a href=(others.and(parameters::MODE.name, "words").written()) { (context.pick("Search for the words instead", "改用分词检索")) } },
                Mode::Strict => li { a href=(others.written()) { (context.pick("Compare in folded form instead", "改用精确检索（不区分引号、顿号、书名号、繁简、全半角）")) } },
                Mode::Words => li { (context.pick("Ask with fewer words, or with others", "换几个词，或减少词语")) },
            }
            @if is_narrowed(view) {
                li { a href=(bare.written()) { (context.pick("Take off all conditions, and search all reports", "取消全部条件，在所有报告中检索")) } }
            }
        }
    })
}

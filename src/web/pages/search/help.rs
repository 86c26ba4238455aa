//! What to try where nothing was found.

use maud::{Markup, html};

use super::super::super::ask;
use super::super::super::held::Held;
use super::super::language::Language;
use super::super::passage::clean;
use super::{View, is_narrowed};
use crate::error::Result;
use crate::present::counted;
use crate::search::{self, Mode, TermAlone};

/// Returns what to try where there is nothing on the page.
///
/// # Errors
///
/// Fails as a search does.
pub(super) fn nothing(view: &View<'_>, held: &Held) -> Result<Markup> {
    let here = view.here;
    if view.results.counts.sections > 0 {
        let first = view.address.written();
        return Ok(html! {
            p { a href=(first) { (here.say("结果都在前面的页：回到第 1 页", "All that was found stands on the pages before: back to the first")) } }
        });
    }
    let alone = search::terms_alone(&held.reader, view.request)?;
    let others = view.address.without(ask::MODE.name, |_| true);
    let bare = view
        .address
        .to_page(super::super::SEARCH, |name| name == ask::Q.name || name == ask::MODE.name);
    Ok(html! {
        h2 id="results" tabindex="-1" {
            @if view.results.ground.reports == 0 {
                (here.say("没有符合这些条件的报告", "No report that is held meets the conditions"))
            } @else {
                (here.say("没有找到", "Nothing was found"))
            }
        }
        @if !alone.is_empty() {
            p { (here.say("没有一节符合。单独检索：", "No section is found by all of it. Each term alone:")) }
            ul.alone {
                @for TermAlone { term, query, counts } in &alone {
                    @let link = view.address.without(ask::Q.name, |_| true).and(ask::Q.name, &query.to_string());
                    li {
                        a lang="zh" href=(link.written()) { bdi { (clean(&term.to_string())) } }
                        " " span.count {
                            @if here.language == Language::English {
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
            @match view.results.mode {
                Mode::Exact => li { a href=(others.and(ask::MODE.name, "words").written()) { (here.say("改用分词检索", "Search for the words instead")) } },
                Mode::Strict => li { a href=(others.written()) { (here.say("改用精确检索（不区分引号、顿号、书名号、繁简、全半角）", "Compare in folded form instead")) } },
                Mode::Words => li { (here.say("换几个词，或减少词语", "Ask with fewer words, or with others")) },
            }
            @if is_narrowed(view) {
                li { a href=(bare.written()) { (here.say("取消全部条件，在所有报告中检索", "Take off all conditions, and search all reports")) } }
            }
        }
    })
}

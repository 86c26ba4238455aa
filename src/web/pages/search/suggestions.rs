//! What to try if nothing was found.

use maud::{Markup, html};

use super::view::View;
use crate::error::Result;
use crate::present::{counted, is_about_request};
use crate::query::{Condition, Query};
use crate::report::Language;
use crate::search::{self, Mode, OtherReading, Question, Relaxation, RelaxedQuestion, Remark};
use crate::text::grouped;
use crate::web::http::parameters;
use crate::web::pages::address::Address;
use crate::web::pages::conditions::{is_narrowed, is_one_value};
use crate::web::pages::html_text::clean;
use crate::web::pages::paths::{HELP, SEARCH};
use crate::web::snapshot::Snapshot;

/// Returns what to try if there is nothing on the page.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(super) fn nothing(view: &View<'_>, snapshot: &Snapshot) -> Result<Markup> {
    let context = view.context;
    if view.results.body.counts.sections > 0 {
        let first = view.address.to_url();
        return Ok(html! {
            p { a href=(first) { (context.pick("There are no more results. Go to page 1", "后面没有结果了。回到第 1 页")) } }
        });
    }
    let named = named_by(view, snapshot)?;
    let others = view.address.without(parameters::MODE.name, |_| true);
    let bare =
        view.address.to_page(SEARCH, |name| parameters::contains(parameters::QUESTION, name));
    Ok(html! {
        h2 id="results" tabindex="-1" {
            @if view.results.ground.reports == 0 {
                (context.pick("No reports match these conditions", "没有符合这些条件的报告"))
            } @else {
                (context.pick("No results", "没有找到"))
            }
        }
        @let nearest = nearest(view);
        @let has_words = nearest.iter().any(|it| it.relaxation == Relaxation::Words);
        @if !nearest.is_empty() {
            p { (context.pick("These near queries have results:", "相近的检索有结果：")) }
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
            @for Named { what, address, reports } in &named {
                li {
                    (context.language.pick(
                        format!("“{}” is {}: ", clean(text_of(view)), what.0),
                        format!("“{}”是{}：", clean(text_of(view)), what.1),
                    ))
                    a href=(address.to_url()) {
                        @if context.language == Language::English {
                            "see its " (counted(*reports, "report"))
                        } @else {
                            "看它的 " (grouped(*reports)) " 份报告"
                        }
                    }
                }
            }
            @for other in other_readings(view) {
                @let link = view.address.set(parameters::Q.name, &other.query);
                li {
                    (context.pick("Search for ", "改为检索 "))
                    a lang="zh" href=(link.to_url()) { bdi { (clean(&other.query)) } }
                }
            }
            @match view.results.question.mode {
                Mode::Exact if has_words => {}
                Mode::Exact => li { a href=(others.and(parameters::MODE.name, "words").to_url()) { (context.pick("Search by words", "按词语检索")) } },
                Mode::Strict => li { a href=(others.to_url()) { (context.pick("Ignore punctuation and variant characters", "忽略标点、繁简和全半角再检索")) } },
                Mode::Words => li { (context.pick("Try fewer words, or others", "换几个词，或减少几个词")) },
            }
            @if is_narrowed(view.params) {
                li { a href=(bare.to_url()) { (context.pick("Remove all conditions and search all reports", "取消全部条件，在所有报告中检索")) } }
            }
        }
            p { a href=(HELP) { (context.pick("How queries are written", "检索式的写法")) } }
    })
}

/// The text that was typed, if it is one term.
fn text_of<'v>(view: &'v View<'_>) -> &'v str {
    match &view.request.query {
        Some(Query::Term(term)) => term.text(),
        _ => "",
    }
}

/// Something that has the name that was typed.
struct Named {
    /// What it is, in English and Chinese.
    what: (&'static str, &'static str),
    address: Address,
    reports: u64,
}

/// Returns the region and the agency that the only term of the query names: their reports need not mention
/// it.
fn named_by(view: &View<'_>, snapshot: &Snapshot) -> Result<Vec<Named>> {
    let text = text_of(view);
    let mut named = Vec::new();
    for (parameter, what, written) in [
        (&parameters::REGION, ("a region", "一个地区"), text.to_owned()),
        (&parameters::AGENCY, ("an agency", "一个机关"), format!("={text}")),
    ] {
        if text.is_empty() || !is_one_value(&written) {
            continue;
        }
        let Ok(condition) = Condition::read(parameter.condition(), &written) else { continue };
        let mut request = view.request.everything();
        request.filters.push(condition);
        request.limit = 0;
        request.facets.clear();
        let found = match search::search(&snapshot.reader, &request) {
            Err(error) if is_about_request(&error) => continue,
            found => found?.body.counts.reports,
        };
        let address = view.address.without(parameters::Q.name, |_| true);
        let address = address.and(parameter.name, &written);
        named.extend((found > 0).then_some(Named { what, address, reports: found }));
    }
    Ok(named)
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

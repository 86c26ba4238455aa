//! What to try if nothing was found.

use maud::{Markup, html};

use super::view::View;
use crate::error::Result;
use crate::present::{counted, is_about_request};
use crate::query::{Condition, Query, ReadAs};
use crate::report::Language;
use crate::search::{
    self, Counts, Mode, OtherReading, Question, Relaxation, RelaxedQuestion, Remark, Request,
};
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
    let bare = without_conditions(view, snapshot)?;
    let readings = other_readings(view).collect::<Vec<_>>();
    let is_loose = view.results.question.mode == Mode::Words;
    let has_more = !named.is_empty() || !readings.is_empty() || is_loose || bare.is_some();
    Ok(html! {
        h2 id="results" tabindex="-1" {
            @if view.results.ground.reports == 0 {
                (context.pick("No reports match these conditions", "没有符合这些条件的报告"))
            } @else {
                (context.pick("No results", "没有找到"))
            }
        }
        (near_queries(view))
        @if has_more {
            ul.try {
                @for one in &named { li { (one.offer(view)) } }
                @for (reading, other) in readings {
                    @let link = view.address.set(parameters::Q.name, &other.query);
                    li {
                        (reading.label(context.language))
                        (context.pick("; search for ", "；改为检索 "))
                        a lang="zh" href=(link.to_url()) { bdi { (clean(&other.query)) } }
                        " " (found(view, other.counts))
                    }
                }
                @if is_loose { li { (context.pick("Try fewer words, or others", "换几个词，或减少几个词")) } }
                @if let Some((address, counts)) = bare {
                    li {
                        a href=(address.to_url()) {
                            (context.pick("Remove all conditions and search all reports", "取消全部条件，在所有报告中检索"))
                        }
                        " " (found(view, counts))
                    }
                }
            }
        }
        p { a href=(HELP) { (context.pick("How queries are written", "检索式的写法")) } }
    })
}

/// Returns near queries that find something: in another mode, with aliases, without one of the things that
/// have to be met.
fn near_queries(view: &View<'_>) -> Markup {
    let (context, nearest) = (view.context, nearest(view));
    html! {
        @if !nearest.is_empty() {
            p { (context.pick("These near queries have results:", "相近的检索有结果：")) }
            ul.alone {
                @for other in nearest {
                    li {
                        a href=(relaxed_address(view, other).to_url()) {
                            (other.change_in_words(context.language))
                        }
                        " " bdi lang="zh" { (clean(&other.question.query_text())) }
                        " " (found(view, other.counts))
                    }
                }
            }
        }
    }
}

/// Returns how much an offered question finds.
fn found(view: &View<'_>, counts: Counts) -> Markup {
    html! {
        span.count {
            @if view.context.language == Language::English {
                (counted(counts.reports, "report")) ", " (counted(counts.mentions, "mention"))
            } @else {
                (grouped(counts.reports)) " 份报告，" (grouped(counts.mentions)) " 处"
            }
        }
    }
}

/// Returns the question without its conditions, with what it finds; `None` if it has none, if that finds
/// nothing, and if it is one of the near questions.
fn without_conditions(view: &View<'_>, snapshot: &Snapshot) -> Result<Option<(Address, Counts)>> {
    let is_near = |it: &RelaxedQuestion| it.question.filters.is_empty();
    let is_offered =
        nearest(view).iter().any(|it| it.relaxation == Relaxation::Filter && is_near(it));
    if !is_narrowed(view.params) || is_offered {
        return Ok(None);
    }
    let facets = Vec::new();
    let request = view.request.clone();
    let request =
        Request { filters: Vec::new(), facets, limit: 0, offset: 0, line: None, ..request };
    let counts = search::search(&snapshot.reader, &request)?.body.counts;
    let is_question = |name: &str| parameters::contains(parameters::QUESTION, name);
    Ok((counts.sections > 0).then(|| (view.address.to_page(SEARCH, is_question), counts)))
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

impl Named {
    /// Returns what has the name, and a link to its reports.
    fn offer(&self, view: &View<'_>) -> Markup {
        let Self { what, address, reports } = self;
        let (language, typed) = (view.context.language, clean(text_of(view)));
        html! {
            (language.pick(format!("“{typed}” is {}: ", what.0), format!("“{typed}”是{}：", what.1)))
            a href=(address.to_url()) {
                @if language == Language::English {
                    "see its " (counted(*reports, "report"))
                } @else {
                    "看它的 " (grouped(*reports)) " 份报告"
                }
            }
        }
    }
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

/// Returns the other readings of the query that find something, each with how it was read instead.
fn other_readings<'v>(view: &'v View<'_>) -> impl Iterator<Item = (ReadAs, &'v OtherReading)> {
    let readings = view.results.remarks.iter().filter_map(|remark| match remark {
        Remark::ReadAs { reading, others } => Some((*reading, others)),
        _ => None,
    });
    let each = readings.flat_map(|(reading, others)| others.iter().map(move |it| (reading, it)));
    each.filter(|(_, other)| other.counts.sections > 0)
}

/// Returns whether a remark is said by what is offered if nothing was found.
pub(super) fn is_offered(remark: &Remark) -> bool {
    match remark {
        Remark::Nearest { .. } => true,
        Remark::ReadAs { others, .. } => others.iter().any(|other| other.counts.sections > 0),
        _ => false,
    }
}

//! How much terms are mentioned over the years, or from place to place, against what is held: the
//! drawing, what can be taken away, and the figures.
//!
//! - `figures`: the tables
//! - `tests`: the page as it is answered

mod figures;
#[cfg(test)]
mod tests;

use maud::{Markup, PreEscaped, html};

use crate::analysis::{self, Trend};
use crate::error::Result;
use crate::present::{Drawing, Width, trend_as_svg};
use crate::query::Query;
use crate::report::Language;
use crate::search::{FacetBy, Mode};
use crate::web::http::parameters::{self, ParamType, Parameter};
use crate::web::http::params::Params;
use crate::web::pages::address::Address;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;
use crate::web::pages::query_form;
use crate::web::snapshot::Snapshot;

/// The parameters of the page, in addition to query, mode and conditions.
pub(super) const PARAMETERS: &[&Parameter] = &[&parameters::WITH, &parameters::BY_FACET];

/// On a desk the drawing of more years than these is not made smaller to fit, but scrolled.
const MOST_YEARS: usize = 24;

/// Returns the page: a trend of the query and of those beside it, or what is held where there is
/// none.
///
/// # Errors
///
/// Fails as a search does.
pub(super) fn page(
    context: &PageContext,
    params: &Params,
    query: Option<Query>,
    snapshot: &Snapshot,
) -> Result<String> {
    let by = by(params);
    let queries = query.into_iter().chain(params.further_queries()?);
    let mut requests: Vec<_> = queries.map(|query| params.request(Some(query))).collect();
    let has_query = !requests.is_empty();
    if !has_query {
        requests.push(params.request(None));
    }
    let trend = analysis::trend(&snapshot.reader, &requests, by)?;
    let address =
        query_form::address_of(params, super::TREND, &query_form::with_question(PARAMETERS));
    let heading = heading(context, by);
    let body = html! {
        h1.unseen { (heading) }
        (query_form::form(context, params, super::TREND, &fields(context, params)))
        (ground(context, &trend, has_query))
        (query_form::chosen(context, params, &address))
        @for series in &trend.series { (query_form::remarks(context, &series.remarks)) }
        (nothing(context, params, &trend, has_query))
        @if trend.series.iter().any(|series| !series.body.rows.is_empty()) {
            (drawing(context, params, &trend))
            (take_away(context, params, has_query))
            @for (series, term) in trend.series.iter().zip(terms(params)) {
                (figures::table(context, params, by, series, term))
            }
        }
    };
    let title = match terms(params).first().filter(|_| has_query) {
        Some(term) => format!("{term} · {heading}"),
        None => heading,
    };
    Ok(context.page(&title, &body))
}

/// Returns what a row stands for.
fn by(params: &Params) -> FacetBy {
    params.facet(&parameters::BY_FACET)
}

/// Returns the queries as they were typed; one that is empty where there are none.
fn terms(params: &Params) -> Vec<&str> {
    let terms: Vec<&str> =
        params.values(&parameters::Q).chain(params.values(&parameters::WITH)).collect();
    if terms.is_empty() { vec![""] } else { terms }
}

fn heading(context: &PageContext, by: FacetBy) -> String {
    match (context.language, by) {
        (_, FacetBy::Year) => context.pick("Over the years", "历年变化").to_owned(),
        (Language::Chinese, _) => format!("按{}比较", by.label(Language::Chinese)),
        (Language::English, _) => format!("By {}", by.key()),
    }
}

/// Returns what the form has beside the query: what is compared, and the queries beside the first.
/// A field that is emptied takes its query off, and one is always empty as long as there is room.
pub(super) fn fields(context: &PageContext, params: &Params) -> Markup {
    let address =
        query_form::address_of(params, super::TREND, &query_form::with_question(PARAMETERS));
    let beside: Vec<&str> = params.values(&parameters::WITH).collect();
    let ParamType::Queries { longest, most } = parameters::WITH.kind else { return html! {} };
    html! {
        label {
            (context.pick("by", "按"))
            select name="by" {
                @for one in FacetBy::ALL {
                    option value=(one.key()) selected[one == by(params)] {
                        (one.label(context.language))
                    }
                }
            }
        }
        fieldset.beside {
            legend { (context.pick("compare with", "对比")) }
            @for (term, at) in beside.iter().zip(1..) {
                @let without = address.without("with", |value| value == *term);
                span.one {
                    input type="search" name="with" value=(term) maxlength=(longest)
                        autocomplete="off" spellcheck="false"
                        aria-label={ (context.pick("query to compare with ", "对比的检索式 ")) (at) };
                    a.off href=(without.written()) {
                        span aria-hidden="true" { "×" }
                        span.unseen { (context.pick("take off: ", "去掉：")) (clean(term)) }
                    }
                }
            }
            @if beside.len() < most {
                input type="search" name="with" maxlength=(longest) autocomplete="off"
                    spellcheck="false" placeholder=(context.pick("one more query", "再加一个检索式"))
                    aria-label=(context.pick("one more query", "再加一个检索式"));
            }
        }
    }
}

/// Returns over what a term was counted; of several that stands with the figures of each.
fn ground(context: &PageContext, trend: &Trend, has_query: bool) -> Markup {
    let [only] = trend.series.as_slice() else { return html! {} };
    let query = only.question.query_text();
    let read_as = has_query.then_some((query.as_str(), only.question.mode));
    query_form::ground(context, only.body.counts, only.ground, read_as)
}

/// Returns what to try where nothing was found.
fn nothing(context: &PageContext, params: &Params, trend: &Trend, has_query: bool) -> Markup {
    let is_held = trend.series.iter().any(|series| series.ground.reports > 0);
    let is_found = trend.series.iter().any(|series| series.body.counts.reports > 0);
    let address =
        query_form::address_of(params, super::TREND, &query_form::with_question(PARAMETERS));
    let words = address.without("mode", |_| true).and("mode", "words");
    html! {
        @if !is_held {
            p { (context.pick("No report that is held meets these conditions.", "没有符合这些条件的报告。")) }
        } @else if has_query && !is_found {
            p {
                (context.pick("No report mentions it.", "没有报告提及。")) " "
                @if params.mode() != Mode::Words {
                    a href=(words.written()) {
                        (context.pick("Search for the words instead", "改用分词检索"))
                    }
                }
            }
        }
    }
}

/// Returns the drawing, once as it is taken away and once for telephones; the style shows one.
fn drawing(context: &PageContext, params: &Params, trend: &Trend) -> Markup {
    let language = context.language;
    let years = trend.series.first().map_or(0, |series| series.body.rows.len());
    let is_over_years = by(params) == FacetBy::Year;
    // On a telephone nothing is made smaller: it could not be read.
    let wide = ("wide", Width::Wide, is_over_years && years > MOST_YEARS);
    let narrow = ("narrow", Width::Narrow, is_over_years);
    html! {
        figure.chart {
            @for (name, width, is_long) in [wide, narrow] {
                @let drawing = Drawing { language, width };
                @let class = if is_long { format!("scroll {name} long") } else { format!("scroll {name}") };
                @let about = context.pick("picture, wider than the page", "图，可横向滚动");
                // What can be scrolled has to be reached with the keyboard.
                div class=(class) tabindex=[is_long.then_some("0")]
                    role=[is_long.then_some("group")] aria-label=[is_long.then_some(about)] {
                    (PreEscaped(trend_as_svg(trend, drawing)))
                }
            }
        }
    }
}

/// Returns links to the drawing and to the figures as files.
fn take_away(context: &PageContext, params: &Params, has_query: bool) -> Markup {
    let address = trend_address(params, has_query);
    let drawing = address.and("format", "svg").and("lang", context.pick("en", "zh"));
    let table = address.and("format", "csv");
    html! {
        p.take-away.no-print {
            @if has_query {
                a.button.small href=(drawing.written()) download {
                    (context.pick("Picture (SVG)", "下载图（SVG）"))
                }
            }
            a.button.small href=(table.written()) download {
                (context.pick("Table (CSV)", "下载表格（CSV）"))
            }
        }
    }
}

/// Returns where the API tells the same trend.
fn trend_address(params: &Params, has_query: bool) -> Address {
    let mut address = Address::to("/api/v1/trend");
    let names = [&parameters::Q].into_iter().chain([&parameters::WITH; 4]);
    for (term, name) in terms(params).iter().zip(names).filter(|_| has_query) {
        address = address.and(name.name, term);
    }
    let others = [&parameters::MODE, &parameters::BY_FACET]
        .into_iter()
        .chain(parameters::FILTERS.iter().copied());
    for parameter in others {
        for value in params.values(parameter) {
            address = address.and(parameter.name, value);
        }
    }
    address
}

//! How much terms are mentioned over the years, or from place to place, compared with the reports
//! there are: a drawing, files to download, and the figures.
//!
//! - `figures`: the table

mod figures;
#[cfg(test)]
mod tests;

use maud::{Markup, PreEscaped, html};

use super::address::Address;
use super::fragments::{Download, TableSize, downloads};
use super::html_text::clean;
use super::layout::PageContext;
use super::narrow::{self, Narrow, Room};
use super::paths::{PANEL, TREND};
use super::{cite, conditions, ground, query_form};
use crate::analysis::{self, Measure, Trend};
use crate::error::Result;
use crate::present::{Drawing, Width};
use crate::query::{Codebook, Query};
use crate::report::Language;
use crate::search::{FacetBy, Mode, Remark, Request};
use crate::web::http::choices::Format;
use crate::web::http::parameters::{self, ParamType, Parameter};
use crate::web::http::params::Params;
use crate::web::snapshot::Snapshot;

/// The parameters of the page, in addition to query, mode and conditions.
pub(super) const PARAMETERS: &[&Parameter] = &[
    &parameters::WITH,
    &parameters::BY_FACET,
    &parameters::CONCEPT,
    &parameters::CODEBOOK,
    &parameters::MEASURE,
    &parameters::FIT_AXIS,
    &parameters::NAME,
    &parameters::ORDER,
    &parameters::OF,
    &parameters::PAGE,
];

/// What the table shows of the answer, without which there is the same answer.
const OF_TABLE: [&Parameter; 5] = [
    &parameters::MEASURE,
    &parameters::NAME,
    &parameters::ORDER,
    &parameters::OF,
    &parameters::PAGE,
];

/// The most series of a drawing on the page: more lines cannot be told apart. The file has all.
const MOST_SERIES: usize = 10;

/// On a wide screen, a drawing of more years than this is scrolled instead of being made smaller.
const MOST_YEARS: usize = 24;

/// Returns the page: a trend of the query and the further queries or, without any, of all reports.
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
    let by = params.facet(&parameters::BY_FACET);
    let codebook = params.codebook()?;
    let facets = narrow::count(params, query.clone(), snapshot)?;
    let mut requests: Vec<Request> = if let Some(codebook) = &codebook {
        codebook.requests(&params.request(None))
    } else {
        let queries = query.into_iter().chain(params.further_queries()?);
        queries.map(|query| params.request(Some(query))).collect()
    };
    let has_query = !requests.is_empty();
    if !has_query {
        requests.push(params.request(None));
    }
    let mut trend = analysis::trend(&snapshot.reader, &requests, by)?;
    trend.remarks = codebook.as_ref().map(Codebook::remarks).unwrap_or_default();
    let terms = terms(params, &trend);
    let of_series: Vec<Remark> = trend.series.iter().flat_map(|it| it.remarks.clone()).collect();
    let address = address(params);
    let heading = heading(context, by);
    let sidebar = Narrow::new(context, params, &address, (&facets, Room::Text));
    let body = html! {
        h1.unseen { (heading) }
        (form(context, params))
        (ground_of(context, &trend, has_query))
        (cite::count(context, trend.to_table(&snapshot.reader).about().clone()))
        (conditions::chosen(context, params, &address, &of_series))
        (remarks(context, &trend, snapshot))
        (sidebar.beside(&answer(context, params, (&trend, &terms, has_query), &address)))
    };
    let first = trend.series.first().map(|series| series.question.term());
    let first = if codebook.is_some() { first } else { terms.first().cloned() };
    let title = match first.filter(|_| has_query) {
        Some(term) => format!("{term} · {heading}"),
        None => heading,
    };
    Ok(context.page(&title, &body))
}

/// Returns the drawing, the files and the table.
fn answer(
    context: &PageContext,
    params: &Params,
    (trend, terms, has_query): (&Trend, &[String], bool),
    address: &Address,
) -> Markup {
    let by = params.facet(&parameters::BY_FACET);
    html! {
        (nothing_found(context, params, trend, has_query))
        @if trend.series.iter().any(|series| !series.body.rows.is_empty()) {
            @if trend.series.len() > MOST_SERIES {
                p.notice { (too_many_series(context, trend)) " " (beside(context, params)) }
            } @else {
                (drawing(context, params, trend))
            }
            (files(context, params, trend, has_query))
            (figures::Table { context, params, by, trend, terms, address }.section())
        }
    }
}

/// Returns the address of the page.
fn address(params: &Params) -> Address {
    Address::with_values(TREND, params, &query_form::with_question(PARAMETERS))
}

/// Returns the queries as they were typed, or those of the concepts; an empty one if there are none.
fn terms(params: &Params, trend: &Trend) -> Vec<String> {
    let typed = params.values(&parameters::Q).chain(params.values(&parameters::WITH));
    let typed: Vec<String> = typed.map(str::to_owned).collect();
    if typed.is_empty() {
        return trend.series.iter().map(|series| series.question.query_text()).collect();
    }
    typed
}

/// Returns what readers have to know; of concepts, of which of them.
fn remarks(context: &PageContext, trend: &Trend, snapshot: &Snapshot) -> Markup {
    if trend.series.iter().any(|series| series.question.concept.is_some()) {
        return ground::remarks(context, &trend.to_table(&snapshot.reader).about().remarks);
    }
    html! { @for series in &trend.series { (ground::remarks(context, &series.remarks)) } }
}

/// Says why there is no drawing.
fn too_many_series(context: &PageContext, trend: &Trend) -> String {
    let series = trend.series.len();
    context.language.pick(
        format!("{series} lines cannot be told apart in a drawing; the file has all of them."),
        format!("{series} 条线在一张图上难以分辨，页面不画；下载的图中有全部。"),
    )
}

/// Returns a link to the table that has the concepts next to each other.
fn beside(context: &PageContext, params: &Params) -> Markup {
    let by = params.facet(&parameters::BY_FACET);
    let kept =
        [parameters::CONCEPTS, &[&parameters::MODE, &parameters::ALIASES], parameters::FILTERS];
    let panel = Address::with_values(PANEL, params, &kept.concat());
    let panel = panel.and(parameters::BY_GROUP.name, by.key());
    let panel = panel.and(parameters::MEASURE.name, Measure::Share.key());
    html! {
        a href=(panel.to_url()) { (context.pick("See them next to each other", "并排比较各概念")) }
    }
}

fn heading(context: &PageContext, by: FacetBy) -> String {
    match (context.language, by) {
        (_, FacetBy::Year) => context.pick("Over the years", "历年变化").to_owned(),
        (Language::Chinese, _) => format!("按{}比较", by.label(Language::Chinese)),
        (Language::English, _) => format!("By {}", by.key()),
    }
}

/// Returns the form of the page.
pub(super) fn form(context: &PageContext, params: &Params) -> Markup {
    query_form::form(context, params, TREND, &fields(context, params))
}

/// Returns the fields of the form: what is compared, and the further queries. A field that is emptied
/// removes its query; one empty field is left as long as there is room.
fn fields(context: &PageContext, params: &Params) -> Markup {
    let address = address(params);
    let by = params.facet(&parameters::BY_FACET);
    let further: Vec<&str> = params.values(&parameters::WITH).collect();
    let ParamType::Queries { longest, most } = parameters::WITH.kind else {
        unreachable!("the parameter takes several queries")
    };
    html! {
        label {
            (context.pick("by", "按"))
            select name=(parameters::BY_FACET.name) {
                @for one in FacetBy::ALL {
                    option value=(one.key()) selected[one == by] {
                        (one.label(context.language))
                    }
                }
            }
        }
        fieldset.beside {
            legend { (context.pick("compare with", "对比")) }
            @for (term, at) in further.iter().zip(1..) {
                @let without = address.without(parameters::WITH.name, |value| value == *term);
                span.one {
                    input type="search" name=(parameters::WITH.name) value=(term) maxlength=(longest)
                        autocomplete="off" spellcheck="false"
                        aria-label={ (context.pick("query to compare with ", "对比的检索式 ")) (at) };
                    a.off href=(without.to_url()) {
                        span aria-hidden="true" { "×" }
                        span.unseen { (context.pick("remove: ", "去掉：")) (clean(term)) }
                    }
                }
            }
            @if further.len() < most {
                input type="search" name=(parameters::WITH.name) maxlength=(longest) autocomplete="off"
                    spellcheck="false" placeholder=(context.pick("one more query", "再加一个检索式"))
                    aria-label=(context.pick("one more query", "再加一个检索式"));
            }
        }
        (query_form::instead_of_query(context, params))
    }
}

/// Returns what was found of a single term, and over what; of several, the drawing or the table says what
/// was found of each. If they have conditions of their own, it says over what too.
fn ground_of(context: &PageContext, trend: &Trend, has_query: bool) -> Markup {
    let [only] = trend.series.as_slice() else {
        let widest = trend.series.iter().map(|series| series.ground);
        let Some(widest) = widest.max_by_key(|ground| ground.reports) else { return html! {} };
        let noun = ("queries", "个检索式");
        return ground::ground_of_several(context, widest, trend.series.len(), noun);
    };
    let query = only.question.query.as_ref().filter(|_| has_query);
    let read_as = query.map(|query| (query, only.question.mode, only.remarks.as_slice()));
    ground::ground(context, only.body.counts, only.ground, read_as)
}

/// Returns what to try if nothing was found.
fn nothing_found(context: &PageContext, params: &Params, trend: &Trend, has_query: bool) -> Markup {
    let is_held = trend.series.iter().any(|series| series.ground.reports > 0);
    let is_found = trend.series.iter().any(|series| series.body.counts.reports > 0);
    let has_mentions = trend.series.iter().any(|series| series.question.has_mentions());
    let address = address(params);
    let words = address.set(parameters::MODE.name, Mode::Words.key());
    html! {
        @if !is_held {
            p { (context.pick("No reports match these conditions.", "没有符合这些条件的报告。")) }
        } @else if has_query && !is_found {
            p {
                @if has_mentions {
                    (context.pick("No report mentions it.", "没有一份报告提及。"))
                } @else {
                    (context.pick("No report meets the query.", "没有一份报告符合。"))
                }
                " "
                @if has_mentions && params.mode() != Mode::Words {
                    a href=(words.to_url()) {
                        (context.pick("Search by words", "按词语检索"))
                    }
                }
            }
        }
    }
}

/// Returns the drawing, once as it is downloaded and once for narrow screens; the style shows one.
fn drawing(context: &PageContext, params: &Params, trend: &Trend) -> Markup {
    let language = context.language;
    let years = trend.series.first().map_or(0, |series| series.body.rows.len());
    let is_over_years = params.facet(&parameters::BY_FACET) == FacetBy::Year;
    // On a narrow screen nothing is made smaller: it could not be read.
    let wide = ("wide", Width::Wide, is_over_years && years > MOST_YEARS);
    let narrow = ("narrow", Width::Narrow, is_over_years);
    let fits_shares = params.has(&parameters::FIT_AXIS);
    html! {
        (axis_switch(context, params, trend))
        figure.chart id=(CHART) {
            @for (name, width, is_long) in [wide, narrow] {
                @let drawing = Drawing { language, width, fits_shares };
                @let class = if is_long { format!("scroll {name} long") } else { format!("scroll {name}") };
                @let about = context.pick("Drawing, scrolls sideways", "图，可左右滚动");
                // What scrolls has to be reachable by keyboard.
                div class=(class) tabindex=[is_long.then_some("0")]
                    role=[is_long.then_some("group")] aria-label=[is_long.then_some(about)] {
                    (PreEscaped(trend.draw(drawing)))
                }
            }
        }
    }
}

/// The id of the drawing.
const CHART: &str = "chart";

/// Returns links to the drawing with an axis from 0 to 100, and with one that fits the shares: only over
/// years, since the length of a bar says nothing if it does not begin at 0.
fn axis_switch(context: &PageContext, params: &Params, trend: &Trend) -> Markup {
    let is_over_years = trend.by == FacetBy::Year;
    let has_query = trend.series.iter().any(|series| series.question.query.is_some());
    let from_zero = address(params).without(parameters::FIT_AXIS.name, |_| true);
    let fitted = from_zero.and(parameters::FIT_AXIS.name, "1");
    let choices = [
        (from_zero, context.pick("0 to 100%", "0—100%"), false),
        (fitted, context.pick("range of the data", "按数据范围"), true),
    ];
    html! {
        @if is_over_years && has_query {
            p.switch.no-print {
                span { (context.pick("Axis of shares ", "比例的纵轴：")) }
                @for (address, label, is_fitted) in choices {
                    @if is_fitted == params.has(&parameters::FIT_AXIS) {
                        strong aria-current="true" { (label) }
                    } @else {
                        a href=(format!("{}#{CHART}", address.to_url())) { (label) }
                    }
                }
            }
        }
    }
}

/// Returns links to the drawing and the figures as files.
fn files(context: &PageContext, params: &Params, trend: &Trend, has_query: bool) -> Markup {
    let api = Address::with_values("/api/v1/trend", params, &query_form::with_question(PARAMETERS));
    let api = OF_TABLE.iter().fold(api, |api, parameter| api.without(parameter.name, |_| true));
    let drawing = api.and(parameters::LANGUAGE.name, context.language.key());
    let api = api.without(parameters::FIT_AXIS.name, |_| true);
    let picture = context.pick("Chart", "图");
    let table = context.pick("Whole table", "整张表");
    let rows = trend.series.iter().map(|series| series.body.rows.len()).max().unwrap_or(0);
    let size = TableSize { entries: rows, rows: rows * trend.series.len(), texts: 3 };
    let mut files = Download::table(table, &api, &parameters::ROW_LIMIT, size);
    files.insert(1, Download::explained(table, &api));
    if has_query {
        files.insert(0, Download::new(picture, Format::Svg, &drawing));
    }
    downloads(context, context.pick("Download", "下载"), &files)
}

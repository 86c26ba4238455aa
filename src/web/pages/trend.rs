//! How much terms are mentioned over the years, or from place to place, against what is held: the
//! drawing, what can be taken away, and the figures.
//!
//! - `figures`: the tables
//! - `tests`: the page as it is answered

mod figures;
#[cfg(test)]
mod tests;

use maud::{Markup, PreEscaped, html};

use super::super::ask::{self, Asked, Parameter};
use super::super::held::Held;
use super::address::Address;
use super::frame::Here;
use super::language::Language;
use super::passage::clean;
use super::question;
use crate::analysis::{self, Trend};
use crate::error::Result;
use crate::present::{self, Drawing, Width, trend_as_svg};
use crate::query::Query;
use crate::search::{FacetBy, Mode};

/// What the page is asked.
pub(super) const PARAMETERS: &[&Parameter] = &[
    &ask::Q,
    &ask::WITH,
    &ask::MODE,
    &ask::BY_FACET,
    &ask::YEAR,
    &ask::REGION,
    &ask::PROVINCE,
    &ask::PREFECTURE,
    &ask::COUNTY,
    &ask::AGENCY,
    &ask::PART,
    &ask::KIND,
];

/// On a desk the drawing of more years than these is not made smaller to fit, but scrolled.
const MOST_YEARS: usize = 24;

/// Returns the page: a trend of the query and of those beside it, or what is held where there is
/// none.
///
/// # Errors
///
/// Fails as a search does.
pub(super) fn page(
    here: &Here,
    asked: &Asked,
    query: Option<Query>,
    held: &Held,
) -> Result<String> {
    let by = by(asked);
    let queries = query.into_iter().chain(asked.beside()?);
    let mut requests: Vec<_> = queries.map(|query| asked.request(Some(query))).collect();
    let has_query = !requests.is_empty();
    if !has_query {
        requests.push(asked.request(None));
    }
    let trend = analysis::trend(&held.reader, &requests, by)?;
    let address = question::address_of(asked, super::TREND, PARAMETERS);
    let heading = heading(here, by);
    let body = html! {
        h1.unseen { (heading) }
        (question::form(here, asked, super::TREND, &fields(here, asked)))
        (ground(here, &trend, has_query))
        (question::chosen(here, asked, &address))
        @for (request, series) in requests.iter().zip(&trend.series) {
            (question::asides(here, held, request, series.words.as_ref())?)
        }
        (nothing(here, asked, &trend, has_query))
        @if trend.series.iter().any(|series| !series.rows.is_empty()) {
            (drawing(here, asked, &trend))
            (take_away(here, asked, has_query))
            @for (series, term) in trend.series.iter().zip(terms(asked)) {
                (figures::table(here, asked, by, series, term))
            }
        }
    };
    let title = match terms(asked).first().filter(|_| has_query) {
        Some(term) => format!("{term} · {heading}"),
        None => heading,
    };
    Ok(here.page(&title, &body))
}

/// Returns what a row stands for.
fn by(asked: &Asked) -> FacetBy {
    asked.facet(&ask::BY_FACET).unwrap_or(FacetBy::Year)
}

/// Returns the queries as they were typed; one that is empty where there are none.
fn terms(asked: &Asked) -> Vec<&str> {
    let terms: Vec<&str> = asked.all(&ask::Q).chain(asked.all(&ask::WITH)).collect();
    if terms.is_empty() { vec![""] } else { terms }
}

fn heading(here: &Here, by: FacetBy) -> String {
    match (here.language, by) {
        (_, FacetBy::Year) => here.say("历年变化", "Over the years").to_owned(),
        (Language::Chinese, _) => format!("按{}比较", by.label(crate::report::Language::Chinese)),
        (Language::English, _) => format!("By {}", by.key()),
    }
}

/// Returns what the form has beside the query: what is compared, and the queries beside the first.
/// A field that is emptied takes its query off, and one is always empty as long as there is room.
pub(super) fn fields(here: &Here, asked: &Asked) -> Markup {
    let address = question::address_of(asked, super::TREND, PARAMETERS);
    let beside: Vec<&str> = asked.all(&ask::WITH).collect();
    let ask::Kind::Queries { longest, most } = ask::WITH.kind else { return html! {} };
    html! {
        label {
            (here.say("按", "by"))
            select name="by" {
                @for one in FacetBy::ALL {
                    option value=(one.key()) selected[one == by(asked)] {
                        (here.language.say(one.label(crate::report::Language::Chinese), one.key()))
                    }
                }
            }
        }
        fieldset.beside {
            legend { (here.say("对比", "compare with")) }
            @for (term, at) in beside.iter().zip(1..) {
                @let without = address.without("with", |value| value == *term);
                span.one {
                    input type="search" name="with" value=(term) maxlength=(longest)
                        autocomplete="off" spellcheck="false"
                        aria-label={ (here.say("对比的检索式 ", "query to compare with ")) (at) };
                    a.off href=(without.written()) {
                        span aria-hidden="true" { "×" }
                        span.unseen { (here.say("去掉：", "take off: ")) (clean(term)) }
                    }
                }
            }
            @if beside.len() < most {
                input type="search" name="with" maxlength=(longest) autocomplete="off"
                    spellcheck="false" placeholder=(here.say("再加一个检索式", "one more query"))
                    aria-label=(here.say("再加一个检索式", "one more query"));
            }
        }
    }
}

/// Returns over what a term was counted; of several that stands with the figures of each.
fn ground(here: &Here, trend: &Trend, has_query: bool) -> Markup {
    let [only] = trend.series.as_slice() else { return html! {} };
    let read_as = has_query.then_some((only.term.as_str(), only.mode));
    question::ground(here, only.counts, only.ground, read_as)
}

/// Returns what to try where nothing was found.
fn nothing(here: &Here, asked: &Asked, trend: &Trend, has_query: bool) -> Markup {
    let is_held = trend.series.iter().any(|series| series.ground.reports > 0);
    let is_found = trend.series.iter().any(|series| series.counts.reports > 0);
    let address = question::address_of(asked, super::TREND, PARAMETERS);
    let words = address.without("mode", |_| true).and("mode", "words");
    html! {
        @if !is_held {
            p { (here.say("没有符合这些条件的报告。", "No report that is held meets these conditions.")) }
        } @else if has_query && !is_found {
            p {
                (here.say("没有报告提及。", "No report mentions it.")) " "
                @if asked.mode() != Mode::Words {
                    a href=(words.written()) {
                        (here.say("改用分词检索", "Search for the words instead"))
                    }
                }
            }
        }
    }
}

/// Returns the drawing, once as it is taken away and once for telephones; the style shows one.
fn drawing(here: &Here, asked: &Asked, trend: &Trend) -> Markup {
    let conditions = asked.filters();
    let language = match here.language {
        Language::Chinese => present::Language::Chinese,
        Language::English => present::Language::English,
    };
    let years = trend.series.first().map_or(0, |series| series.rows.len());
    let is_over_years = by(asked) == FacetBy::Year;
    // On a telephone nothing is made smaller: it could not be read.
    let wide = ("wide", Width::Wide, is_over_years && years > MOST_YEARS);
    let narrow = ("narrow", Width::Narrow, is_over_years);
    html! {
        figure.chart {
            @for (name, width, is_long) in [wide, narrow] {
                @let drawing = Drawing { language, width, conditions: &conditions };
                @let class = if is_long { format!("scroll {name} long") } else { format!("scroll {name}") };
                @let about = here.say("图，可横向滚动", "picture, wider than the page");
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
fn take_away(here: &Here, asked: &Asked, has_query: bool) -> Markup {
    let address = trend_address(asked, has_query);
    let drawing = address.and("format", "svg").and("lang", here.say("zh", "en"));
    let table = address.and("format", "csv");
    html! {
        p.take-away.no-print {
            @if has_query {
                a.button.small href=(drawing.written()) download {
                    (here.say("下载图（SVG）", "Picture (SVG)"))
                }
            }
            a.button.small href=(table.written()) download {
                (here.say("下载表格（CSV）", "Table (CSV)"))
            }
        }
    }
}

/// Returns where the API tells the same trend.
fn trend_address(asked: &Asked, has_query: bool) -> Address {
    let mut address = Address::to("/api/v1/trend");
    let names = [&ask::Q].into_iter().chain([&ask::WITH; 4]);
    for (term, name) in terms(asked).iter().zip(names).filter(|_| has_query) {
        address = address.and(name.name, term);
    }
    let others = [&ask::MODE, &ask::BY_FACET].into_iter().chain(ask::FILTERS.iter().copied());
    for parameter in others {
        for value in asked.all(parameter) {
            address = address.and(parameter.name, value);
        }
    }
    address
}

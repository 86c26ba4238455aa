//! Pages that say what went wrong, with the form and the conditions of the question, so that it can be put
//! right.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::address::Address;
use super::conditions;
use super::html_text::clean;
use super::layout::PageContext;
use super::paths::{COVERAGE, HELP};
use crate::report::Language;
use crate::web::http::content::Content;
use crate::web::http::parameters;
use crate::web::http::params::Params;
use crate::web::http::problem::Problem;

/// Returns the page of a problem.
pub(in crate::web) fn problem_page(context: &PageContext, problem: &Problem) -> Response {
    let title = title(context, problem);
    // That there is nothing at an address needs no further words.
    let is_explained = problem.code == "not-found";
    let body = html! {
        h1 { (clean(&title)) }
        @if !is_explained { (explanation(context, problem)) }
        p { a href="/" { (context.pick("Go to the search", "去检索")) } }
    };
    let page = Content::Html(context.page(&title, &body));
    problem.with_headers((problem.status, page).into_response())
}

/// What can be used of a question.
pub(super) struct Usable<'a> {
    /// The form that it fills.
    pub(super) form: Markup,
    pub(super) params: &'a Params,
    /// The address of the page without what cannot be used.
    pub(super) address: Address,
    /// What stands above what is wrong.
    pub(super) before: Markup,
}

/// Returns the page of a question that cannot be answered, with its form and its conditions.
pub(super) fn unanswered(
    context: &PageContext,
    usable: &Usable<'_>,
    problem: &Problem,
) -> Response {
    let title = title(context, problem);
    let Usable { form, params, address, before } = usable;
    let query = params.value(&parameters::Q).unwrap_or_default();
    // A query that is too long stands in the form, and in no address.
    let is_too_long = query.chars().count() > parameters::LONGEST_QUERY;
    let address =
        &if is_too_long { address.without(parameters::Q.name, |_| true) } else { address.clone() };
    let is_asked = !query.is_empty() && !is_too_long;
    let is_left = problem.code == "parameter" && (is_asked || conditions::is_narrowed(params));
    let body = html! {
        (form)
        (conditions::chosen(context, params, address, &[]))
        (before)
        h1 { (clean(&title)) }
        (explanation(context, problem))
        (near_regions(context, problem, address))
        p {
            @if is_left {
                a href=(address.to_url()) { (context.pick("Search without it", "去掉这一项，检索其余条件")) } " · "
            }
            a href=(HELP) { (context.pick("How queries are written", "检索式的写法")) }
        }
    };
    let page = Content::Html(context.page(&title, &body));
    problem.with_headers((problem.status, page).into_response())
}

/// Returns the same question with the names that are like one of a region that nobody knows, and a link to
/// those of the reports.
fn near_regions(context: &PageContext, problem: &Problem, address: &Address) -> Markup {
    let near = problem.on_page.as_ref().and_then(|it| it.near.as_ref());
    let Some((name, near)) = near else { return html! {} };
    html! {
        ul.try {
            @for other in near {
                @if let Some(link) = with_region(address, name, other) {
                    li {
                        (context.pick("Search in ", "改为检索 "))
                        a lang="zh" href=(link.to_url()) { bdi { (clean(other)) } }
                    }
                }
            }
            li { a href=(COVERAGE) { (context.pick("All regions of the reports", "所收的全部地区")) } }
        }
    }
}

/// Returns the address with another region in the place of one: in a condition, or in the query line.
/// `None` if the name stands in neither, or if the other one is of another level.
fn with_region(address: &Address, name: &str, other: &str) -> Option<Address> {
    if other.contains(':') {
        return None;
    }
    let fields =
        [&parameters::REGION, &parameters::PROVINCE, &parameters::PREFECTURE, &parameters::COUNTY];
    if let Some(field) = fields.into_iter().find(|field| address.has(field.name, name)) {
        return Some(address.without(field.name, |it| it == name).and(field.name, other));
    }
    let query = address.value(parameters::Q.name)?;
    query.contains(name).then(|| address.set(parameters::Q.name, &query.replacen(name, other, 1)))
}

/// Returns a problem in a few words.
fn title(context: &PageContext, problem: &Problem) -> String {
    let title = match problem.status {
        StatusCode::BAD_REQUEST if problem.code == "query" => {
            context.pick("The query cannot be read", "检索式无法读取")
        }
        StatusCode::NOT_FOUND if problem.code == "not-found" => {
            context.pick("Page not found", "没有这个页面")
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            context.pick("The server is busy: try again", "服务器正忙，请稍后再试")
        }
        status if status.is_server_error() => context.pick("The server failed", "服务器出错"),
        // What is wrong is a sentence by itself.
        _ => return message(context, problem).1.to_owned(),
    };
    title.to_owned()
}

/// Returns what is wrong, and what can be done, in the language of the page if the problem has it; with the
/// language if that is another.
fn message<'p>(
    context: &PageContext,
    problem: &'p Problem,
) -> (Option<&'static str>, &'p str, Option<&'p str>) {
    let chinese = problem.chinese.as_ref().filter(|_| context.language == Language::Chinese);
    if let Some(chinese) = chinese {
        return (None, &chinese.message, chinese.hint.as_deref());
    }
    let on_page = problem.on_page.as_ref().and_then(|it| it.hint.as_ref());
    let hint = on_page.or(problem.hint.as_ref());
    (Some("en"), &problem.message, hint.map(String::as_str))
}

/// Returns what is wrong, unless the title says it, and what can be done.
fn explanation(context: &PageContext, problem: &Problem) -> Markup {
    let (lang, text, hint) = message(context, problem);
    let is_title = title(context, problem) == text;
    html! {
        div.problem role="alert" {
            div lang=[lang] {
                // The place in a query is marked in the line below it.
                @if is_title { span.unseen { (clean(text)) } }
                @else if text.contains('\n') { pre { (clean(text)) } }
                @else { p { (clean(text)) } }
                @if let Some(hint) = hint { p { (clean(hint)) } }
            }
        }
    }
}

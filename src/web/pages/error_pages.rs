//! Pages that say what went wrong, with the form and the conditions of the question, so that it can be put
//! right.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::address::Address;
use super::conditions;
use super::html_text::clean;
use super::layout::PageContext;
use super::paths::HELP;
use crate::report::Language;
use crate::web::http::content::Content;
use crate::web::http::params::Params;
use crate::web::http::problem::Problem;

/// Returns the page of a problem.
pub(in crate::web) fn problem_page(context: &PageContext, problem: &Problem) -> Response {
    let title = title(context, problem);
    let body = html! {
        h1 { (clean(&title)) }
        (explanation(context, problem))
        p { a href="/" { (context.pick("Back to the search", "回到检索")) } }
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
    let is_left = problem.code == "parameter" && address.to_url() != address.path();
    let body = html! {
        (form)
        (conditions::chosen(context, params, address, &[]))
        (before)
        h1 { (clean(&title)) }
        (explanation(context, problem))
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
    let hint = problem.page_hint.as_ref().or(problem.hint.as_ref());
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

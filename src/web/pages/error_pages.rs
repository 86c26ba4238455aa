//! Pages that say what went wrong.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::html_text::clean;
use super::layout::PageContext;
use crate::report::Language;
use crate::web::http::content::Content;
use crate::web::http::problem::Problem;

/// Returns the page of a problem.
pub(in crate::web) fn problem_page(context: &PageContext, problem: &Problem) -> Response {
    let title = title(context, problem);
    let body = html! {
        h1 { (title) }
        (explanation(context, problem))
        p { a href="/" { (context.pick("Back to the search", "回到检索")) } }
    };
    let page = Content::Html(context.page(title, &body));
    problem.with_headers((problem.status, page).into_response())
}

/// Returns the page of a query that cannot be read, with its form.
pub(super) fn unreadable_query(context: &PageContext, form: &Markup, problem: &Problem) -> String {
    let title = title(context, problem);
    let body = html! {
        (form)
        h1 { (title) }
        (explanation(context, problem))
    };
    context.page(title, &body)
}

/// Returns a problem in a few words.
fn title(context: &PageContext, problem: &Problem) -> &'static str {
    match problem.status {
        StatusCode::BAD_REQUEST if problem.code == "query" => {
            context.pick("The query cannot be read", "检索式无法读取")
        }
        StatusCode::NOT_FOUND => context.pick("Not found", "没有找到这个页面"),
        StatusCode::SERVICE_UNAVAILABLE => {
            context.pick("The server is busy: try again", "服务器正忙，请稍后再试")
        }
        status if status.is_server_error() => context.pick("The server failed", "服务器出错"),
        _ => context.pick("The request cannot be answered", "请求无法处理"),
    }
}

/// Returns what is wrong and what can be done, in the language of the page if the problem has it.
fn explanation(context: &PageContext, problem: &Problem) -> Markup {
    let chinese = problem.chinese.as_ref().filter(|_| context.language == Language::Chinese);
    let (lang, message, hint) = if let Some(chinese) = chinese {
        (None, &chinese.message, chinese.hint.as_ref())
    } else {
        let hint = problem.page_hint.as_ref().or(problem.hint.as_ref());
        (Some("en"), &problem.message, hint)
    };
    html! {
        div.problem role="alert" {
            div lang=[lang] {
                pre { (clean(message)) }
                @if let Some(hint) = hint { p { (clean(hint)) } }
            }
        }
    }
}

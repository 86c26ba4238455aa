//! Pages that tell what went wrong, and the one that asks for the token.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::report::Language;
use crate::web::http::content::Content;
use crate::web::http::problem::Problem;
use crate::web::pages::html_text::clean;
use crate::web::pages::layout::PageContext;

/// Returns the page of a problem.
pub(in crate::web) fn problem_page(context: &PageContext, problem: &Problem) -> Response {
    let title = in_short(context, problem);
    let body = html! {
        h1 { (title) }
        (told(context, problem))
        p { a href="/" { (context.pick("Back to the search", "回到检索")) } }
    };
    let page = Content::Html(context.page(title, &body));
    problem.with_headers((problem.status, page).into_response())
}

/// Returns the page of a query that cannot be read, with the form it was put with.
pub(super) fn refused(context: &PageContext, form: &Markup, problem: &Problem) -> String {
    let title = in_short(context, problem);
    let body = html! {
        (form)
        h1 { (title) }
        (told(context, problem))
    };
    context.page(title, &body)
}

/// Returns a problem in a few words of the language of the page.
pub(super) fn in_short(context: &PageContext, problem: &Problem) -> &'static str {
    match problem.status {
        StatusCode::BAD_REQUEST if problem.code == "query" => {
            context.pick("The query cannot be read", "检索式无法读取")
        }
        StatusCode::NOT_FOUND => context.pick("There is nothing here", "这里没有内容"),
        StatusCode::SERVICE_UNAVAILABLE => {
            context.pick("The server has too much to do: try again", "服务器正忙，请稍后再试")
        }
        status if status.is_server_error() => context.pick("The server failed", "服务器出错"),
        _ => context.pick("The request cannot be answered", "请求无法处理"),
    }
}

/// Returns what is wrong and what can be done, in Chinese too where the page is.
fn told(context: &PageContext, problem: &Problem) -> Markup {
    let chinese = problem.chinese.as_ref().filter(|_| context.language == Language::Chinese);
    html! {
        div.problem role="alert" {
            @if let Some(chinese) = chinese {
                pre { (clean(&chinese.message)) }
                p { (clean(&chinese.hint)) }
            } @else {
                div lang="en" {
                    pre { (clean(&problem.message)) }
                    @if let Some(hint) = &problem.hint { p { (clean(hint)) } }
                }
            }
        }
    }
}

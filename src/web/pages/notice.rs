//! Pages that tell what went wrong, and the one that asks for the token.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::super::answer::Content;
use super::super::problem::Problem;
use super::frame::Here;
use super::language::Language;
use super::passage::clean;

/// Returns the page of a problem.
pub(super) fn problem(here: &Here, problem: &Problem) -> Response {
    let title = in_short(here, problem);
    let body = html! {
        h1 { (title) }
        (told(here, problem))
        p { a href="/" { (here.say("回到检索", "Back to the search")) } }
    };
    let page = Content::Html(here.page(title, &body));
    problem.with_headers((problem.status, page).into_response())
}

/// Returns the page of a query that cannot be read, with the form it was put with.
pub(super) fn refused(here: &Here, form: &Markup, problem: &Problem) -> String {
    let title = in_short(here, problem);
    let body = html! {
        (form)
        h1 { (title) }
        (told(here, problem))
    };
    here.page(title, &body)
}

/// Returns a problem in a few words of the language of the page.
pub(super) fn in_short(here: &Here, problem: &Problem) -> &'static str {
    match problem.status {
        StatusCode::BAD_REQUEST if problem.code == "query" => {
            here.say("检索式无法读取", "The query cannot be read")
        }
        StatusCode::NOT_FOUND => here.say("这里没有内容", "There is nothing here"),
        StatusCode::SERVICE_UNAVAILABLE => {
            here.say("服务器正忙，请稍后再试", "The server has too much to do: try again")
        }
        status if status.is_server_error() => here.say("服务器出错", "The server failed"),
        _ => here.say("请求无法处理", "The request cannot be answered"),
    }
}

/// Returns what is wrong and what can be done, in Chinese too where the page is.
fn told(here: &Here, problem: &Problem) -> Markup {
    let chinese = problem.chinese.as_ref().filter(|_| here.language == Language::Chinese);
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

/// Returns the page that asks for the token.
pub(super) fn login(here: &Here, to: &str, status: StatusCode) -> Response {
    let title = here.say("请输入口令", "The token, please");
    let body = html! {
        h1 { (title) }
        form.login method="post" action=(super::LOGIN) {
            label for="token" { (here.say("口令", "Token")) }
            input id="token" name="token" type="password" autocomplete="current-password"
                maxlength="200" required;
            input type="hidden" name="to" value=(to);
            button type="submit" { (here.say("进入", "Log in")) }
        }
        p { (here.say(
            "口令由启动服务器的人设定（--token）。",
            "The one who started the server has set it (--token).",
        )) }
    };
    (status, Content::Html(here.page(title, &body))).into_response()
}

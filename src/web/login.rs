//! Logging in: the page that asks for the token, the cookie that proves it was known, and the way
//! back to where the visitor wanted to go.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State as FromState;
use axum::extract::rejection::BytesRejection;
use axum::http::header;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::html;

use super::http::access::{Access, LOGOUT, TOKEN_COOKIE, Token};
use super::http::content::Content;
use super::http::language;
use super::http::problem::Problem;
use super::pages::{PageContext, problem_page};
use super::state::ServerState;
use crate::report::Language;

/// The address of the login page.
pub(super) const LOGIN: &str = "/login";

/// Returns the routes of the login page.
pub(super) fn routes() -> Router<ServerState> {
    Router::new().route(LOGIN, get(login_page).post(log_in)).route(LOGOUT, post(log_out))
}

/// Removes the cookie of someone who is logged in.
async fn log_out() -> Response {
    let cookie = format!("{TOKEN_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    let cookie = HeaderValue::from_str(&cookie).expect("the cookie is ASCII");
    let to = HeaderValue::from_static(LOGIN);
    (StatusCode::SEE_OTHER, [(header::LOCATION, to), (header::SET_COOKIE, cookie)]).into_response()
}

async fn login_page(
    FromState(state): FromState<ServerState>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if !matches!(state.access(), Access::Token(_)) {
        return Redirect::to("/").into_response();
    }
    ask_for_token(language::of_request(&uri, &headers), "/", Asked::First)
}

async fn log_in(
    FromState(state): FromState<ServerState>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let language = language::of_request(&uri, &headers);
    let Access::Token(token) = state.access() else { return Redirect::to("/").into_response() };
    let Ok(body) = body else {
        let (status, hint) = (StatusCode::PAYLOAD_TOO_LARGE, "send the token alone");
        let problem = Problem::new(status, "too-long", "the body is longer than a token", hint)
            .in_chinese("提交的内容比口令长", "请只提交口令");
        return problem_page(&PageContext::in_language(language), &problem);
    };
    let pairs: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let field = |name: &str| pairs.iter().find(|(it, _)| it == name).map_or("", |(_, it)| it);
    if token.is(field("token").trim()) {
        return welcome(token, field("to"));
    }
    ask_for_token(language, field("to"), Asked::Again)
}

/// Why the token is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// The visitor came to log in.
    First,
    /// A page was asked for without the token.
    Needed,
    /// The token was wrong.
    Again,
}

/// Returns the page that asks for the token; `to` is the address to go on to.
pub(super) fn ask_for_token(language: Language, to: &str, asked: Asked) -> Response {
    let context = PageContext::in_language(language);
    let status = if asked == Asked::First { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
    let title = context.pick("Enter the access token", "请输入访问口令");
    let body = html! {
        h1 { (title) }
        @if asked == Asked::Again {
            p.problem role="alert" { (context.pick(
                "That is not the token. Check capitals and blanks, then enter it again.",
                "口令不对。请检查大小写和空格，再输入一次。",
            )) }
        }
        form.login method="post" action=(LOGIN) {
            label for="token" { (context.pick("Token", "口令")) }
            input id="token" name="token" type="password" autocomplete="current-password"
                maxlength="200" required;
            input type="hidden" name="to" value=(to);
            button type="submit" { (context.pick("Log in", "进入")) }
        }
        p { (context.pick(
            "The token was set by whoever started the server (--token).",
            "口令由启动服务器的人设定（--token）。",
        )) }
    };
    (status, Content::Html(context.page(title, &body))).into_response()
}

/// Answers someone who knows the token: sets the cookie and redirects to `to`.
pub(super) fn welcome(token: &Token, to: &str) -> Response {
    /// How long a browser keeps the cookie: thirty days, in seconds.
    const MAX_AGE: u32 = 30 * 24 * 60 * 60;
    let value = token.cookie();
    let cookie =
        format!("{TOKEN_COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={MAX_AGE}");
    let to = if is_local(to) { to } else { "/" };
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    let cookie = HeaderValue::from_str(&cookie).expect("the cookie is ASCII");
    (StatusCode::SEE_OTHER, [(header::LOCATION, to), (header::SET_COOKIE, cookie)]).into_response()
}

/// Returns the token in an address, and the address without it.
pub(super) fn token_in(path: &str, query: Option<&str>) -> Option<(String, String)> {
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(query?.as_bytes()).into_owned().collect();
    let token = pairs.iter().find(|(name, _)| name == "token")?.1.clone();
    let rest: Vec<&(String, String)> = pairs.iter().filter(|(name, _)| name != "token").collect();
    if rest.is_empty() {
        return Some((token, path.to_owned()));
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(rest.iter().map(|(name, value)| (name, value)));
    Some((token, format!("{path}?{}", query.finish())))
}

/// Returns whether an address stays on this server: `//host` and `/\host` lead elsewhere.
fn is_local(address: &str) -> bool {
    let Some(rest) = address.strip_prefix('/') else { return false };
    // Browsers remove blanks and line breaks from an address before they read it.
    !rest.starts_with(['/', '\\']) && rest.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_taken_out_of_the_address() {
        for (query, expected) in [
            ("q=a", None),
            ("token=x", Some(("x", "/"))),
            ("q=a%26b&token=x&page=2", Some(("x", "/?q=a%26b&page=2"))),
        ] {
            let found = token_in("/", Some(query));
            let found = found.as_ref().map(|(token, to)| (token.as_str(), to.as_str()));
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn nobody_is_sent_elsewhere() {
        for (to, expected) in [
            ("/?q=a", true),
            ("/", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("/\t/evil.example", false),
            ("", false),
        ] {
            assert_eq!(is_local(to), expected, "{to}");
        }
    }
}

//! The checks that every request has to pass, and the headers that every answer has.
//!
//! A page on another site can make a browser send requests to this server, by its name or, after DNS
//! rebinding, by another. So only known host names are answered, answers may only be read and framed
//! by the server's own pages, and nothing can be changed.

use std::net::IpAddr;

use axum::extract::{Request, State as FromState};
use axum::http::header::{self, HeaderName};
use axum::http::uri::Authority;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use super::api;
use super::http::access::{Access, LOGOUT, Token};
use super::http::language;
use super::http::parameters::LONGEST_ADDRESS;
use super::http::problem::Problem;
use super::login::{self, Asked, LOGIN, token_in};
use super::pages::{self, PageContext, problem_page};
use super::site;
use super::state::ServerState;

/// The most bytes of all headers of a request. Those of browsers have some hundred, cookies of other
/// programs on the same machine some thousand.
const MOST_HEADERS: usize = 16 << 10;

/// The headers of every answer: no script, style or picture from elsewhere, nothing inline, no frame
/// around it, and no referrer for the sites that links lead to.
const HEADERS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
         img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Why a request is not passed on.
enum Stopped {
    /// It cannot be answered.
    Problem(Box<Problem>),
    /// It has the token in its address: the answer is a cookie and the address without the token.
    Known(Token, String),
    /// It does not have the token.
    Stranger,
}

/// Passes a request on or answers it, and sets the headers of the answer.
pub(super) async fn check_request(
    FromState(state): FromState<ServerState>,
    request: Request,
    next: Next,
) -> Response {
    let language = language::of_request(request.uri(), request.headers());
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = match check(&state, &request) {
        Ok(()) => pass_on(&state, request, next).await,
        Err(Stopped::Known(token, to)) => login::welcome(&token, &to),
        Err(Stopped::Stranger) if !is_api => {
            let is_given = token_in(request.uri().path(), request.uri().query()).is_some();
            let asked = if is_given { Asked::Again } else { Asked::Needed };
            let to = request.uri().path_and_query().map_or("/", |it| it.as_str());
            login::ask_for_token(language, to, asked)
        }
        Err(Stopped::Stranger) => token_missing().into_response(),
        Err(Stopped::Problem(problem)) if !is_api => {
            problem_page(&PageContext::in_language(language), &problem)
        }
        Err(Stopped::Problem(problem)) => problem.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // The files of reports have a stricter policy.
        let header = headers.entry(HeaderName::from_static(name));
        header.or_insert(HeaderValue::from_static(value));
    }
    let stored = headers.entry(header::CACHE_CONTROL);
    stored.or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Passes a request on. One with a body may not take forever to send it.
async fn pass_on(state: &ServerState, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let time = state.limiter().time();
    let too_slow = |_| Problem::too_slow(time.as_secs()).into_response();
    timeout(time, next.run(request)).await.unwrap_or_else(too_slow)
}

/// Checks a request.
fn check(state: &ServerState, request: &Request) -> Result<(), Stopped> {
    let path = request.uri().path();
    let takes_body =
        [LOGIN, LOGOUT].contains(&path) || pages::takes_codebook(path) || api::takes_codebook(path);
    let stopped = |status, code, message: &str, hint: &str| {
        let mut problem = Problem::new(status, code, message, hint);
        problem.takes_body = takes_body;
        let chinese = match code {
            "method" => {
                ("这个服务器只接受 GET 和 HEAD，提交概念表时也接受 POST", "请用 GET 或 HEAD 请求")
            }
            "too-long" => ("请求太长", "请缩短检索式，或清除这个地址的 Cookie"),
            _ => ("服务器不接受这个主机名", "请用它监听的地址访问，或在启动时加上 --host 名称"),
        };
        Err(Stopped::Problem(Box::new(problem.in_chinese(chinese.0, chinese.1))))
    };
    let is_sent = request.method() == Method::POST && takes_body;
    if !matches!(*request.method(), Method::GET | Method::HEAD) && !is_sent {
        let message = "this server only answers GET and HEAD, and POST where a codebook is sent";
        let status = StatusCode::METHOD_NOT_ALLOWED;
        return stopped(status, "method", message, "use GET or HEAD");
    }
    if request.uri().to_string().len() > LONGEST_ADDRESS {
        let message = format!("the address is longer than {LONGEST_ADDRESS} bytes");
        return stopped(StatusCode::URI_TOO_LONG, "too-long", &message, "ask for less at once");
    }
    let sizes = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len());
    if sizes.sum::<usize>() > MOST_HEADERS {
        let message = format!("the headers have more than {MOST_HEADERS} bytes");
        let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
        return stopped(status, "too-long", &message, "clear the cookies of this address");
    }
    let Some(host) = host(request) else {
        let message = "the request does not say which host it is for";
        return stopped(StatusCode::BAD_REQUEST, "host", message, "send exactly one `Host` header");
    };
    if !is_known(&host, state.address(), state.hosts()) {
        let message = "this server does not answer to that host name";
        let hint = "use the address it listens on, or start it with `--host NAME`";
        return stopped(StatusCode::MISDIRECTED_REQUEST, "host", message, hint);
    }
    let Access::Token(token) = state.access() else { return Ok(()) };
    if let Some((given, to)) = token_in(request.uri().path(), request.uri().query()) {
        let is_right = token.is(&given);
        return Err(if is_right { Stopped::Known(token.clone(), to) } else { Stopped::Stranger });
    }
    let is_open =
        [LOGIN, pages::STYLE, pages::SCRIPT].contains(&path) || site::OPEN.contains(&path);
    if is_open || token.admits(request.headers()) { Ok(()) } else { Err(Stopped::Stranger) }
}

/// Returns the host that a request is for, without port, in lower case; `None` if there is none or more
/// than one.
fn host(request: &Request) -> Option<String> {
    let mut hosts = request.headers().get_all(header::HOST).into_iter();
    let first = hosts.next().map(|value| value.to_str().unwrap_or("?"));
    if hosts.next().is_some() {
        return None;
    }
    // A host in the address takes precedence over the header (RFC 9112, 3.2.2).
    let authority = request.uri().authority().map(Authority::as_str).or(first)?;
    let authority: Authority = authority.parse().ok()?;
    let host = authority.host().trim_end_matches('.').to_ascii_lowercase();
    (!host.is_empty() && !authority.as_str().contains('@')).then_some(host)
}

/// Returns whether the server answers to this host. Addresses of this machine are safe: only names can
/// be rebound.
fn is_known(host: &str, listening: IpAddr, names: &[String]) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = bare.parse::<IpAddr>() {
        return address.is_loopback() || listening.is_unspecified() || address == listening;
    }
    host == "localhost" || names.iter().any(|name| name.eq_ignore_ascii_case(host))
}

/// Returns the problem of a program without the token.
fn token_missing() -> Problem {
    let hint = "send `Authorization: Bearer TOKEN`";
    Problem::new(StatusCode::UNAUTHORIZED, "token", "this server requires a token", hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_names_are_answered() {
        let loopback = [127, 0, 0, 1].into();
        let lan = [192, 168, 1, 5].into();
        let every = [0, 0, 0, 0].into();
        for (host, listening, expected) in [
            ("localhost", loopback, true),
            ("127.0.0.1", loopback, true),
            ("[::1]", loopback, true),
            ("reports.example", loopback, true),
            ("192.168.1.5", loopback, false),
            ("192.168.1.5", lan, true),
            ("192.168.1.6", lan, false),
            ("192.168.1.6", every, true),
            ("evil.example", loopback, false),
            ("evil.example", every, false),
            ("localhost.evil.example", loopback, false),
            ("127.0.0.1.evil.example", every, false),
        ] {
            let names = ["Reports.example".to_owned()];
            assert_eq!(is_known(host, listening, &names), expected, "{host} on {listening}");
        }
    }

    #[test]
    fn the_host_is_the_one_that_is_named() {
        for (uri, headers, expected) in [
            ("/", &["localhost:7878"][..], Some("localhost")),
            ("/", &["[::1]:7878"], Some("[::1]")),
            ("/", &["LOCALHOST."], Some("localhost")),
            ("/", &[], None),
            ("/", &["localhost", "localhost"], None),
            ("/", &["localhost@evil.example"], None),
            ("/", &["文"], None),
            ("http://evil.example/", &["localhost"], Some("evil.example")),
        ] {
            let mut request = Request::builder().uri(uri);
            for host in headers {
                request =
                    request.header(header::HOST, HeaderValue::from_bytes(host.as_bytes()).unwrap());
            }
            let request = request.body(axum::body::Body::empty()).unwrap();
            assert_eq!(host(&request).as_deref(), expected, "{uri} {headers:?}");
        }
    }
}

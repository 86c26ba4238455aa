//! Why a request is not answered: a status, a code, a sentence and what can be done.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::content::json_type;
use super::warn::Warn;
use crate::error::Error;
use crate::present::{self, Audience};
use crate::report::Language;

/// Why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(in crate::web) struct Problem {
    /// The status of the answer.
    #[serde(skip)]
    pub(in crate::web) status: StatusCode,
    /// A short name of the kind of problem, the same in every release.
    pub(in crate::web) code: &'static str,
    /// What is wrong, as an English sentence. For a query that cannot be read, lines below it show
    /// the place.
    pub(in crate::web) message: String,
    /// What can be done.
    pub(in crate::web) hint: Option<String>,
    /// What pages say and offer instead.
    #[serde(skip)]
    pub(in crate::web) on_page: Option<Box<OnPage>>,
    /// The character of the query at which the problem begins, counted from 0.
    pub(in crate::web) at: Option<usize>,
    /// Whether the address takes a body, so that it can be asked with POST too.
    #[serde(skip)]
    pub(in crate::web) takes_body: bool,
    /// Message and hint in Chinese, for pages.
    #[serde(skip)]
    pub(in crate::web) chinese: Option<Box<Chinese>>,
}

/// What pages say and offer instead of the hint for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) struct OnPage {
    /// What a reader of an English page can do, if that is not the hint for programs.
    pub(in crate::web) hint: Option<String>,
    /// The name of a region that nobody knows, and the names that are like it.
    pub(in crate::web) near: Option<(String, Vec<String>)>,
}

/// A problem in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) struct Chinese {
    /// What is wrong.
    pub(in crate::web) message: String,
    /// What can be done.
    pub(in crate::web) hint: Option<String>,
}

impl Problem {
    /// Returns a problem with its English sentence and hint.
    pub(in crate::web) fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        let (message, hint) = (message.into(), Some(hint.into()));
        Self {
            status,
            code,
            message,
            hint,
            on_page: None,
            at: None,
            takes_body: false,
            chinese: None,
        }
    }

    /// Adds sentence and hint in Chinese.
    pub(in crate::web) fn in_chinese(
        mut self,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        let (message, hint) = (message.into(), Some(hint.into()));
        self.chinese = Some(Box::new(Chinese { message, hint }));
        self
    }

    /// Returns the problem of a parameter that cannot be used.
    pub(in crate::web) fn parameter(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "parameter", message, hint)
    }

    /// Returns the problem of an address that does not exist.
    pub(in crate::web) fn not_found() -> Self {
        let hint = "see what there is at `/api/v1/openapi.json`";
        Self::new(StatusCode::NOT_FOUND, "not-found", "there is nothing at this address", hint)
            .in_chinese("这个地址没有内容", "请从检索页开始")
    }

    /// Returns the problem of a server that gets more requests than it answers.
    pub(in crate::web) fn busy() -> Self {
        let message = "the server gets more requests at once than it can answer";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", message, "try again in a second")
            .in_chinese("同时进行的检索太多", "请稍等一秒再试")
    }

    /// Returns the problem of an answer that takes too long.
    pub(in crate::web) fn too_slow(seconds: u64) -> Self {
        let message = format!("there was no answer within {seconds} seconds");
        let hint = "ask for less at once, or try again later";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "too-slow", message, hint)
            .in_chinese(format!("{seconds} 秒内没有得出结果"), "请缩小检索范围，或稍后再试")
    }

    /// Returns the problem of a program that failed.
    pub(in crate::web) fn bug() -> Self {
        let message = "the program failed over this request";
        let hint = "this is a bug: please report it with the address you asked for";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "bug", message, hint)
            .in_chinese("程序处理这个请求时出错", "这是程序的缺陷，请连同网址一起反馈")
    }

    /// Returns the problem that an error of the library is to the client. An error of the index goes
    /// to the operator alone: it names folders of the machine.
    pub(in crate::web) fn from_error(error: &Error, warn: &Warn) -> Self {
        if !present::is_about_request(error) {
            warn.error(error);
        }
        let chinese = Audience::Page(Language::Chinese);
        Self {
            status: status(error),
            code: error.code(),
            message: error.message(Audience::Api),
            hint: error.hint(Audience::Api),
            on_page: Some(Box::new(OnPage {
                hint: error.hint(Audience::Page(Language::English)),
                near: match error {
                    Error::UnknownRegion { name, nearest, .. } => {
                        Some((name.clone(), nearest.clone()))
                    }
                    _ => None,
                },
            })),
            at: match error {
                Error::Query(query) => query.at(),
                _ => None,
            },
            takes_body: false,
            chinese: Some(Box::new(Chinese {
                message: error.message(chinese),
                hint: error.hint(chinese),
            })),
        }
    }

    /// Adds the headers that belong to the problem.
    pub(in crate::web) fn with_headers(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        match self.status {
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            StatusCode::METHOD_NOT_ALLOWED => {
                let allowed = if self.takes_body { "GET, HEAD, POST" } else { "GET, HEAD" };
                headers.insert(header::ALLOW, HeaderValue::from_static(allowed));
            }
            StatusCode::UNAUTHORIZED => {
                let bearer = HeaderValue::from_static("Bearer realm=\"chabao\"");
                headers.insert(header::WWW_AUTHENTICATE, bearer);
            }
            _ => {}
        }
        response
    }
}

/// Returns the status of an error of the library.
fn status(error: &Error) -> StatusCode {
    match error {
        Error::UnknownReport { .. } => StatusCode::NOT_FOUND,
        Error::OldCursor => StatusCode::CONFLICT,
        _ if present::is_about_request(error) => StatusCode::BAD_REQUEST,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = (self.status, [json_type()], present::json(&self)).into_response();
        self.with_headers(body)
    }
}

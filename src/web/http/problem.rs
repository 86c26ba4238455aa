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
    #[serde(skip)]
    pub(in crate::web) status: StatusCode,
    /// A short name of the kind of problem, the same in every release.
    pub(in crate::web) code: &'static str,
    /// What is wrong, as a sentence in English; for a query that cannot be read with the place
    /// marked under it.
    pub(in crate::web) message: String,
    /// What can be done.
    pub(in crate::web) hint: Option<String>,
    /// The character of the query the trouble begins at, counted from 0.
    pub(in crate::web) at: Option<usize>,
    /// The sentence and what can be done, in Chinese, for pages.
    #[serde(skip)]
    pub(in crate::web) chinese: Option<Box<Chinese>>,
}

/// A problem as Chinese pages tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) struct Chinese {
    /// What is wrong.
    pub(in crate::web) message: String,
    /// What can be done.
    pub(in crate::web) hint: String,
}

impl Problem {
    pub(in crate::web) fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        let (message, hint) = (message.into(), Some(hint.into()));
        Self { status, code, message, hint, at: None, chinese: None }
    }

    /// Returns the same with its sentence and what can be done in Chinese.
    pub(in crate::web) fn in_chinese(
        mut self,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        self.chinese = Some(Box::new(Chinese { message: message.into(), hint: hint.into() }));
        self
    }

    /// Returns the problem of a parameter that cannot be used.
    pub(in crate::web) fn parameter(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "parameter", message, hint)
    }

    /// Returns the problem of an address that nothing stands at.
    pub(in crate::web) fn nothing_here() -> Self {
        let hint = "see what there is at `/api/v1/openapi.json`";
        Self::new(StatusCode::NOT_FOUND, "not-found", "there is nothing at this address", hint)
            .in_chinese("这个地址没有内容", "请从检索页开始")
    }

    /// Returns the problem of a server that has enough to do.
    pub(in crate::web) fn busy() -> Self {
        let message = "more is being asked at once than this server answers";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", message, "ask again in a second")
            .in_chinese("同时进行的检索太多", "请稍等一秒再试")
    }

    /// Returns the problem of an answer that takes too long.
    pub(in crate::web) fn too_slow(seconds: u64) -> Self {
        let message = format!("there was no answer within {seconds} seconds");
        let hint = "ask for less at once, or again later";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "too-slow", message, hint)
            .in_chinese(format!("{seconds} 秒内没有得出结果"), "请缩小检索范围，或稍后再试")
    }

    /// Returns the problem of a program that is at fault.
    pub(in crate::web) fn bug() -> Self {
        let message = "the program failed over this request";
        let hint = "this is a bug: please report it with the address you asked for";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "bug", message, hint)
            .in_chinese("程序处理这个请求时出错", "这是程序的缺陷，请连同地址一起反馈")
    }

    /// Returns the problem that an error of the library is to the one who asked. What is wrong with
    /// the index is told only to the one who runs the server: it names folders of the machine.
    pub(in crate::web) fn from_error(error: &Error, warn: &Warn) -> Self {
        let status = match error {
            Error::UnknownReport { .. } => StatusCode::NOT_FOUND,
            _ if present::is_about_request(error) => StatusCode::BAD_REQUEST,
            _ => {
                warn(&error.to_string());
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        let message = |audience| present::message(error, audience);
        let hint = |audience| present::hint(error, audience).unwrap_or_default();
        let chinese = Audience::Page(Language::Chinese);
        let problem = Self::new(status, error.code(), message(Audience::Api), hint(Audience::Api))
            .in_chinese(message(chinese), hint(chinese));
        let at = if let Error::Query(query) = error { query.at() } else { None };
        Self { at, ..problem }
    }

    /// Adds the headers that belong to the problem.
    pub(in crate::web) fn with_headers(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        match self.status {
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            StatusCode::METHOD_NOT_ALLOWED => {
                headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
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

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = (self.status, [json_type()], present::json(&self)).into_response();
        self.with_headers(body)
    }
}

//! Why a request is not answered: a status, a code, a sentence and what can be done.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::content::json_type;
use super::warn::Warn;
use crate::error::Error;
use crate::present;

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
    /// the index is told to the one who runs the server alone: it names places of the machine.
    pub(in crate::web) fn from_error(error: &Error, warn: &Warn) -> Self {
        let (status, hint) = match error {
            Error::Query(query) => {
                let status = StatusCode::BAD_REQUEST;
                let told = Self::new(status, error.code(), error.to_string(), query.hint());
                let (message, hint) = query.chinese();
                return Self { at: query.at(), ..told.in_chinese(message, hint) };
            }
            Error::UnknownReport { .. } => {
                (StatusCode::NOT_FOUND, "see the reports at `/api/v1/reports`")
            }
            Error::UnknownRegion { .. } => {
                (StatusCode::BAD_REQUEST, "see the regions held at `/api/v1/facets?by=region`")
            }
            Error::SameRowsAndColumns { .. } => {
                (StatusCode::BAD_REQUEST, "name another group for `columns`")
            }
            Error::TooManyCells { .. } => (
                StatusCode::BAD_REQUEST,
                "name larger groups, or narrow it with `region` or `year`",
            ),
            _ => {
                warn(&error.to_string());
                let message = "the index cannot be read";
                let hint = "the server has told on its terminal what is wrong with it";
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                return Self::new(status, error.code(), message, hint)
                    .in_chinese("索引无法读取", "原因已在服务器的终端上说明");
            }
        };
        let told = Self::new(status, error.code(), error.to_string(), hint);
        match in_chinese(error) {
            Some((message, hint)) => told.in_chinese(message, hint),
            None => told,
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

/// Returns what an error of the library says, in Chinese, and what can be done.
fn in_chinese(error: &Error) -> Option<(String, &'static str)> {
    let (message, hint) = match error {
        Error::UnknownReport { .. } => {
            ("没有这份报告，它可能已移走或改名".to_owned(), "请从检索页查找")
        }
        Error::UnknownRegion { name } => {
            (format!("没有收录“{name}”的报告，也没有叫这个名字的地区"), "请检查地区名称")
        }
        Error::SameRowsAndColumns { .. } => {
            ("行和列是同一种分组".to_owned(), "请给行或列换一种分组")
        }
        Error::TooManyCells { rows, columns, .. } => {
            (format!("{rows} 行、{columns} 列的表太大"), "请换更大的分组，或限定地区、年度")
        }
        _ => return None,
    };
    Some((message, hint))
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = (self.status, [json_type()], present::json(&self)).into_response();
        self.with_headers(body)
    }
}

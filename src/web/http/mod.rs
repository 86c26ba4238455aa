//! What any server over HTTP needs, whatever it serves: who may ask, what may be asked, and how an
//! answer is sent.
//!
//! - `access`: who is answered
//! - `parameters`, `choices`, `conditions`: the table of parameters, and what their values may be
//! - `params`, `value`: the parameters of one request, parsed
//! - `language`: the language of a request
//! - `origin`: the name by which the server was asked
//! - `cache`: which answers the client has already
//! - `content`, `encoding`: an answer, its type, and how its bytes are sent
//! - `file`: what a browser may do with a file from outside
//! - `kept`: answers that are not made again
//! - `problem`: why there is none
//! - `limits`, `cost`, `room`: how much is done at once, for how long, and how much of it is unread
//! - `log`: the access log
//! - `warn`: messages for the operator

pub(super) mod access;
pub(super) mod cache;
pub(super) mod choices;
pub(super) mod content;
pub(super) mod cost;
pub(super) mod encoding;
pub(super) mod file;
pub(super) mod kept;
pub(super) mod language;
pub(super) mod limits;
pub(super) mod log;
pub(super) mod origin;
pub(super) mod parameters;
pub(super) mod params;
pub(super) mod problem;
pub(super) mod room;
pub(super) mod sent;
mod value;
pub(super) mod warn;

//! The index in a browser and for other programs: pages, an API, and what keeps both safe.
//!
//! A request passes these in turn:
//!
//! - `server`: connections, with limits on time, size and number; the end of the program
//! - `gate`: method, length, `Host`, token; the headers that every answer has
//! - `ask`: the parameters, named as the flags of the command line
//! - `work`: a thread of its own, a limit on time and on how many search at once
//! - `held`: the index, opened again when it was written
//! - `api` and `pages`: what is asked for
//! - `public`: what of it may leave the server
//! - `answer`: `ETag`, JSON, CSV as a stream
//!
//! ```no_run
//! use chabao::{index::IndexReader, web};
//!
//! let reader = IndexReader::open("index".as_ref())?;
//! let listener = web::listen("127.0.0.1:7878", &web::Access::Open)?;
//! let state = web::State::new(reader, web::Options::default(), |_warning| {})?;
//! web::run(listener, state)?;
//! # Ok::<(), chabao::Error>(())
//! ```

mod access;
mod answer;
mod api;
mod ask;
mod gate;
mod held;
mod pages;
mod problem;
mod public;
mod server;
mod state;
mod stream;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod work;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;

pub use access::{Access, Token};
pub use server::{listen, run, serve};
pub use state::{Limits, Options, State};

/// The most that is read of a body, in bytes: only the login form has one, with a token and the
/// address to go on to, which the limit on addresses holds below 8,000 characters.
const LONGEST_BODY: usize = 16 << 10;

/// Returns everything that is served, as a function from requests to answers.
pub fn router(state: &State) -> Router {
    Router::new()
        .merge(api::routes())
        .merge(pages::routes())
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(from_fn_with_state(state.clone(), gate::pass))
        .with_state(state.clone())
}

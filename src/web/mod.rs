//! The index in a browser and for other programs: pages, an API, and what keeps both safe.
//!
//! A request passes through these in turn:
//!
//! - `server`: connections, with limits on time, size and number; the shutdown
//! - `security`, `login`: method, length, `Host`, token; the headers that every answer has
//! - `api` and `pages`: the routes
//! - `http`: parameters, language, limits, caching, content types, problems
//! - `answer`, `stream`: an answer as a whole, and a table that is sent while it is written
//! - `original`: the files that reports were read from
//! - `site`: health, robots, and the search of browsers
//! - `connections`: which of them give way when there are too many
//! - `table_notes`: the headers of a table, with what it has no place for
//! - `snapshot`: the index, opened again after it was written
//! - `examples`: queries for the page of help, with what they find
//! - `redact`: removes paths of the machine
//!
//! ```no_run
//! use chabao::{index::IndexReader, web};
//!
//! let reader = IndexReader::open("index".as_ref())?;
//! let listener = web::Access::Open.listen("127.0.0.1:7878")?;
//! let state = web::ServerState::new(reader, web::ServerOptions::default(), |_warning| {})?;
//! state.run(listener)?;
//! # Ok::<(), chabao::Error>(())
//! ```

mod answer;
mod api;
mod connections;
mod examples;
mod http;
mod login;
mod original;
mod pages;
mod redact;
mod router;
mod security;
mod server;
mod site;
mod snapshot;
mod state;
mod stream;
mod table_notes;
#[cfg(test)]
mod load;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use http::access::{Access, Token};
pub use state::{ServerOptions, ServerState};

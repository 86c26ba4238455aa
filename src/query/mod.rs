//! The query as a value: read from the query line and printed back to it.
//!
//! The command line, requests and tests share it. It knows nothing of the index; what it means there
//! is worked out in [`crate::search`].
//!
//! - `tree`: the query; `scope`: its units; `term`, `span`, `asked`: its leaves
//! - `condition_key`: the one list of conditions; `condition`: how their values are read
//! - `line_breaks`: those that pasting brings; `scanner`: characters → words, marks and names of
//!   fields and scopes; `near`: operators of nearness; `pattern`: wildcards; `foreign`: operators of
//!   other query languages; `parse`: those → a query
//! - `readings`: what else a line could mean; `clauses`: what a query is made of
//! - `print`: a query → the query line
//! - `codebook`: lists of queries with labels
//! - `typing`: the word that is being typed
//! - `error`: why a query cannot be read, and where

mod asked;
mod clauses;
mod codebook;
mod condition;
mod condition_key;
mod error;
mod foreign;
mod line_breaks;
mod near;
mod parse;
mod pattern;
mod print;
mod readings;
mod scanner;
mod scope;
mod span;
mod term;
mod tree;
mod typing;

pub use asked::Asked;
pub(crate) use codebook::{Codebook, CodebookError, CodebookFault, CodebookProblem, Concept};
pub use condition::Condition;
pub use condition_key::ConditionKey;
pub(crate) use error::QueryError;
pub(crate) use error::{NearTrouble, ScopeTrouble, Trouble, Unmarked};
pub(crate) use foreign::Foreign;
pub(crate) use readings::{ReadAs, Reading, Worth, readings};
pub(crate) use scope::Scope;
pub(crate) use span::Days;
pub use span::Years;
pub use term::Term;
pub use tree::Query;
pub(crate) use typing::Typing;

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;

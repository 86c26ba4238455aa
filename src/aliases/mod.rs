//! Other names of what a term names, for terms that are typed with `~`.
//!
//! A table ships with the program, and a user's table adds to it; departments have their other names
//! from the table of offices. Aliases are looked up when something is asked: the index knows nothing
//! of them.
//!
//! - `table`: the table as it is written
//! - `lookup`: the aliases of a term
//! - `resolve`: a query with `~` → one without

mod lookup;
mod resolve;
mod table;

pub(crate) use lookup::Aliases;
pub(crate) use resolve::{AliasedTerm, Resolved};
pub(crate) use table::BadAliases;

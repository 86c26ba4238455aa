//! Writing an index: whole reports go in, segments come out, one commit makes them visible.

mod inversion;
mod analyzer;
mod builder;
mod workers;
mod writer;

pub use writer::{IndexWriter, KnownFile};

pub(crate) use analyzer::SHORTEST_WORD;

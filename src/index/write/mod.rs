//! Writing an index: whole reports go in, segments come out, one commit makes them visible.

mod inversion;
mod marks;
mod ends;
mod analyzer;
mod builder;
mod queue;
mod workers;
mod session;
mod succession;
mod last_commit;
mod foreign;
mod built_files;
mod writer;
mod moving;

pub(crate) use analyzer::SHORTEST_WORD;
pub(crate) use last_commit::LastCommit;
pub(crate) use writer::{IndexWriter, KnownFile};

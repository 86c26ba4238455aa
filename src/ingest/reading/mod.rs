//! Reading one file, where it can do no harm.
//!
//! Files come from anywhere, and the libraries that read them may panic, use memory without bound or
//! never end. The program therefore reads in processes of its own (`chabao read-files`), each with
//! limits on memory and time that it sets on itself; one that dies takes with it the file that it
//! read, and nothing else. Where the library is used without a program, files are read in threads of
//! this process, with a limit on time alone.
//!
//! - `request`: what is asked of a reader, and what it answers
//! - `one_file`: one file → its report, or the reason why there is none
//! - `limits`: how much memory and time one file may take
//! - `frames`: how requests and replies go through a pipe
//! - `child`: the process that reads
//! - `process`: such a process, seen from the one that asks
//! - `watch`: ends processes whose time is over
//! - `readers`: as many of them as files are read at the same time

mod child;
mod frames;
mod limits;
mod one_file;
mod process;
mod readers;
mod request;
mod watch;

pub(super) use child::read_files;
pub(super) use readers::Readers;
pub(super) use request::{Reply, Request};

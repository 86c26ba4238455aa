//! The process that reads files for another one.

use std::io::{self, Read, Write};
use std::sync::mpsc::sync_channel;
use std::thread;

use super::frames::{read_request, write_reply};
use super::limits::Limits;
use super::one_file::read;
use super::request::Request;

/// The stack of the thread that reads, in bytes: enough for deep nesting. Memory is used only as far
/// as the stack grows.
pub(super) const STACK: usize = 64 << 20;

/// Reads the files that `input` asks for and writes what they are to `output`: see
/// [`Options::read_files`](crate::ingest::Options::read_files).
pub(in crate::ingest) fn read_files(
    mut input: impl Read,
    mut output: impl Write + Send + 'static,
) -> io::Result<()> {
    Limits::for_size(0).set();
    let (send, requests) = sync_channel::<Request>(1);
    thread::Builder::new().stack_size(STACK).spawn(move || {
        for request in requests {
            Limits::for_size(request.size()).set();
            let reply = read(&request);
            if write_reply(&mut output, &reply).is_err() {
                break;
            }
        }
    })?;
    while let Some(request) = read_request(&mut input)? {
        if send.send(request).is_err() {
            break;
        }
    }
    Ok(())
}

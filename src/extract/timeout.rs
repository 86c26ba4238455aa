//! A limit on the time that one file may take.
//!
//! Formats that libraries read are read in a thread of their own, with a stack large enough for
//! deep nesting. A thread cannot be stopped from outside: one that exceeds the limit is abandoned,
//! and the program goes on without it.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use super::{Extracted, Format, Unreadable, extract};

/// The most time that one file may take. The slowest known report takes a twentieth of a second; on
/// two busy cores it may take ten times as long.
const LIMIT: Duration = Duration::from_secs(30);

/// The stack of a reading thread in bytes; memory is used only as far as the stack grows.
const STACK: usize = 64 << 20;

/// Returns the text of a file as [`extract`] does, within a time limit.
///
/// # Errors
///
/// Fails as [`extract`] does, and if reading does not end in time.
pub fn extract_with_timeout(bytes: &Arc<Vec<u8>>, name: &str) -> Result<Extracted, Unreadable> {
    let is_simple = match Format::from_bytes(bytes) {
        None => Format::from_name(name) != Some(Format::Html),
        Some(format) => format == Format::Zip,
    };
    if is_simple {
        return extract(bytes, name);
    }
    let (bytes, name) = (Arc::clone(bytes), name.to_owned());
    within(LIMIT, move || extract(&bytes, &name))
}

/// Runs `read` in a thread of its own.
fn within(
    limit: Duration,
    read: impl FnOnce() -> Result<Extracted, Unreadable> + Send + 'static,
) -> Result<Extracted, Unreadable> {
    let (send, receive) = sync_channel(1);
    let reading = thread::Builder::new().stack_size(STACK).spawn(move || {
        // Nobody is listening any more if the time is over.
        drop(send.send(read()));
    });
    if reading.is_err() {
        return Err(Unreadable::Failed);
    }
    match receive.recv_timeout(limit) {
        Ok(read) => read,
        Err(RecvTimeoutError::Timeout) => Err(Unreadable::TooSlow { seconds: limit.as_secs() }),
        Err(RecvTimeoutError::Disconnected) => Err(Unreadable::Failed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::unreadable::unless_it_panics;

    #[test]
    fn what_does_not_end_and_what_panics_are_told() {
        let short = Duration::from_millis(20);
        let hanging = within(short, || {
            thread::sleep(Duration::from_secs(2));
            Err(Unreadable::Empty)
        });
        assert_eq!(hanging, Err(Unreadable::TooSlow { seconds: 0 }));
        let tripped = within(LIMIT, || unless_it_panics(|| panic!("a reader tripped")));
        assert_eq!(tripped, Err(Unreadable::Failed));
    }

    #[test]
    fn what_is_read_is_what_is_read_without_guard() {
        for bytes in ["一、概况\n".as_bytes(), b"", b"%PDF-1.7", b"PK\x03\x04"] {
            let bytes = Arc::new(bytes.to_vec());
            assert_eq!(extract_with_timeout(&bytes, "a.txt"), extract(&bytes, "a.txt"));
        }
    }
}

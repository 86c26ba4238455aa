//! Reading under guard: a file that hangs or trips its reader must not take the others with it.
//!
//! Formats that libraries take apart are read by a thread of their own, with a limit on time and a
//! stack that deep nesting does not fill. A thread cannot be stopped from outside: one that
//! overruns its time is left behind, and the program goes on without it.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use super::{Extracted, Format, Unreadable, extract};

/// How long one file may take. The slowest report measured takes a twentieth of a second; two
/// cores that are busy otherwise may take ten times as long.
const LIMIT: Duration = Duration::from_secs(30);

/// The stack of a reading thread, in bytes; it takes memory only as far as it is used.
const STACK: usize = 64 << 20;

/// Returns the text of a file like [`extract`], within a limit of time.
///
/// # Errors
///
/// Fails where [`extract`] does, where reading does not end, and where a reader panics.
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
        // Nobody listens any more once the time is over.
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

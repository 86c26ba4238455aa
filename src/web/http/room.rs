//! Room for answers that are not read yet, and an answer that gives it back while it is sent.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Bytes;
use hyper::body::{Frame, SizeHint};
use tokio::sync::OwnedSemaphorePermit;

/// The bytes that a permit stands for: semaphores count in 32 bits.
const UNIT: usize = 1 << 10;

/// The size of a frame. The server asks for the next when the one before is on its way.
const FRAME: usize = 64 << 10;

/// Room for bytes that are not read yet, until it is dropped.
pub(in crate::web) struct Room {
    permit: OwnedSemaphorePermit,
}

impl Room {
    pub(super) fn new(permit: OwnedSemaphorePermit) -> Self {
        Self { permit }
    }

    /// Returns the number of permits for so many bytes.
    pub(super) fn units(bytes: usize) -> usize {
        bytes.div_ceil(UNIT)
    }

    /// Gives back what is not needed for so many bytes.
    fn shrink(&mut self, bytes: usize) {
        let over = self.permit.num_permits().saturating_sub(Self::units(bytes));
        drop(self.permit.split(over));
    }
}

/// A whole answer as a body.
pub(in crate::web) struct WholeBody {
    bytes: Bytes,
    room: Room,
}

impl WholeBody {
    pub(in crate::web) fn new(bytes: Bytes, room: Room) -> Self {
        Self { bytes, room }
    }
}

impl hyper::body::Body for WholeBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let this = &mut *self;
        this.room.shrink(this.bytes.len());
        if this.bytes.is_empty() {
            return Poll::Ready(None);
        }
        let frame = this.bytes.split_to(FRAME.min(this.bytes.len()));
        Poll::Ready(Some(Ok(Frame::data(frame))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.len() as u64)
    }
}

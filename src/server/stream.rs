//! A TCP connection that closes gracefully: a client that does not read is dropped after a timeout, and a client that is still
//! sending can read the response.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

use super::refusal::reason;
use crate::error::Code;

/// How long the rest of a request is read and discarded after the response.
const LINGER: Duration = Duration::from_secs(30);
/// How long the client may be silent meanwhile.
const SILENCE: Duration = Duration::from_secs(5);
/// How many bytes are discarded at most.
const LINGER_BYTES: usize = 128 * 1024 * 1024;

/// A flag with which the requests of a connection tell the connection about unread bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Unread(Arc<AtomicBool>);

impl Unread {
    /// Records that a request was answered before it had been read completely.
    pub(super) fn note(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Makes the response to a request that cannot be parsed, as bytes of HTTP.
pub(super) type Refuse = Arc<dyn Fn(Code) -> Option<Vec<u8>> + Send + Sync>;

/// A TCP connection with a deadline for writing and a lingering close.
///
/// Closing a connection with unread bytes resets it, and a client that sends its whole request before it reads would lose the
/// response. So after an early response only the writing side is closed, and incoming bytes are discarded until the client closes
/// too (like nginx's `lingering_close`).
pub(super) struct Stream {
    socket: TcpStream,
    unread: Unread,
    refuse: Refuse,
    /// The rest of a refusal that replaces hyper's own.
    refusal: Vec<u8>,
    /// How long a pending write may make no progress.
    patience: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
    lingering: Option<Lingering>,
}

#[derive(Debug)]
struct Lingering {
    until: Instant,
    silence: Pin<Box<Sleep>>,
    left: usize,
}

impl Stream {
    pub(super) fn new(socket: TcpStream, unread: Unread, patience: Duration, refuse: Refuse) -> Self {
        Self { socket, unread, refuse, refusal: Vec::new(), patience, stalled: None, lingering: None }
    }

    /// Writes a Problem instead of hyper's response to a head that it cannot parse. Returns `None` if these bytes are something
    /// else.
    fn refused(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Option<Poll<io::Result<usize>>> {
        if self.refusal.is_empty() {
            self.refusal = (self.refuse)(reason(bytes)?)?;
            // The rest of the head, or a body, may still arrive.
            self.unread.note();
        }
        while !self.refusal.is_empty() {
            let written = Pin::new(&mut self.socket).poll_write(cx, &self.refusal);
            match self.in_time(cx, written) {
                Poll::Ready(Ok(count)) if count > 0 => drop(self.refusal.drain(..count)),
                Poll::Ready(Ok(_)) => return Some(Poll::Ready(Err(io::ErrorKind::WriteZero.into()))),
                Poll::Ready(Err(error)) => return Some(Poll::Ready(Err(error))),
                Poll::Pending => return Some(Poll::Pending),
            }
        }
        Some(Poll::Ready(Ok(bytes.len())))
    }

    /// Returns the result of a write, or an error that ends the connection if there was no progress for too long.
    fn in_time<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let patience = self.patience;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not read its answer")))
    }

    /// Reads and discards what still arrives, within limits.
    fn linger(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let lingering = self.lingering.get_or_insert_with(|| Lingering {
            until: Instant::now() + LINGER,
            silence: Box::pin(sleep(SILENCE)),
            left: LINGER_BYTES,
        });
        let mut space = [0; 16 * 1024];
        loop {
            let mut rest = ReadBuf::new(&mut space);
            match Pin::new(&mut self.socket).poll_read(cx, &mut rest) {
                Poll::Ready(Ok(())) if !rest.filled().is_empty() => {
                    lingering.left = lingering.left.saturating_sub(rest.filled().len());
                    if lingering.left == 0 {
                        return Poll::Ready(());
                    }
                    let next = lingering.until.min(Instant::now() + SILENCE);
                    lingering.silence.as_mut().reset(next);
                }
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending => return lingering.silence.as_mut().poll(cx),
            }
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if let Some(refused) = self.refused(cx, bytes) {
            return refused;
        }
        let written = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.in_time(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let [only] = slices
            && let Some(refused) = self.refused(cx, only)
        {
            return refused;
        }
        let written = Pin::new(&mut self.socket).poll_write_vectored(cx, slices);
        self.in_time(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.lingering.is_none() {
            ready!(Pin::new(&mut self.socket).poll_shutdown(cx))?;
            if !self.unread.0.load(Ordering::Relaxed) {
                return Poll::Ready(Ok(()));
            }
        }
        ready!(self.linger(cx));
        Poll::Ready(Ok(()))
    }
}

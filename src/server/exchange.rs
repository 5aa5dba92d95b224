//! Passes one request from hyper to the endpoint, and its response back.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use http_body_util::BodyExt as _;
use http_body_util::combinators::BoxBody;
use hyper::body::{Body as _, Bytes, Frame, Incoming, SizeHint};
use poem::http::uri::Scheme;
use poem::http::{HeaderValue, header};
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Body, Endpoint, Request, RequestParts, Response};

use super::stream::Unread;
use crate::http::head::{Refused, admit};

/// How many bytes of an unread body are read before the response is sent, so that the connection can be reused.
const DRAINED: u64 = 64 * 1024;
/// How long that may take.
const DRAINING: Duration = Duration::from_millis(50);

/// The two addresses of a connection.
#[derive(Debug, Clone)]
pub(super) struct Ends {
    pub(super) here: LocalAddr,
    pub(super) caller: RemoteAddr,
}

/// Lets the endpoint answer a request. If its body has not been read by then, the rest is discarded: a small one before the
/// response, a large one after it, and then the connection is closed.
pub(super) async fn answer<E: Endpoint<Output = Response>>(
    endpoint: &E,
    request: hyper::Request<Incoming>,
    ends: Ends,
    unread: Unread,
) -> Result<hyper::Response<BoxBody<Bytes, io::Error>>, Infallible> {
    let refused = admit(&request).err();
    let (parts, body) = request.into_parts();
    // A client that waits for `100 Continue` has not sent its body, and need not if nobody reads it.
    let waits = parts.headers.contains_key(header::EXPECT);
    let parts = RequestParts::from((parts, ends.here, ends.caller, Scheme::HTTP));
    let body = (!body.is_end_stream()).then(|| Shared::new(body));
    let whole = body.as_ref().map_or_else(Body::empty, |body| BoxBody::new(body.clone()).into());
    let mut request = Request::from_parts(parts, whole);
    if let Some(code) = refused {
        request.set_data(Refused(code));
    }
    let mut response = endpoint.get_response(request).await;
    let whole = match body {
        Some(body) => body.is_end_stream() || (!waits && body.drained().await),
        None => true,
    };
    if refused.is_some() || !whole {
        unread.note();
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(hyper::Response::from(response).map(BoxBody::from))
}

/// A body whose rest can be read after the endpoint is done with it.
#[derive(Debug, Clone)]
struct Shared(Arc<Mutex<Arriving>>);

#[derive(Debug)]
struct Arriving {
    body: Incoming,
    /// Whether the end was read. A body of unknown length does not show its end before.
    ended: bool,
}

impl Shared {
    fn new(body: Incoming) -> Self {
        Self(Arc::new(Mutex::new(Arriving { body, ended: false })))
    }

    fn with<T>(&self, work: impl FnOnce(&mut Arriving) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads and discards the rest. Returns whether it was small enough and arrived in time.
    async fn drained(mut self) -> bool {
        if self.size_hint().lower() > DRAINED {
            return false;
        }
        let all = async {
            let mut left = DRAINED;
            while let Some(frame) = self.frame().await {
                let length = frame.ok()?.data_ref().map_or(0, |data| data.len() as u64);
                left = left.checked_sub(length)?;
            }
            Some(())
        };
        matches!(tokio::time::timeout(DRAINING, all).await, Ok(Some(())))
    }
}

impl hyper::body::Body for Shared {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let polled = self.with(|arriving| {
            let polled = Pin::new(&mut arriving.body).poll_frame(cx);
            arriving.ended |= matches!(polled, Poll::Ready(None));
            polled
        });
        polled.map_err(io::Error::other)
    }

    fn is_end_stream(&self) -> bool {
        self.with(|arriving| arriving.ended || arriving.body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.with(|arriving| arriving.body.size_hint())
    }
}

//! Reading request bodies, with limits on size and time for each body and a memory limit for all of them together.

use std::ops::Deref;
use std::time::Duration;

use futures_util::StreamExt as _;
use poem::http::header;
use poem::{Body, Request, RequestBody};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::Shared;
use crate::error::{Code, Error, Result};

/// The bytes of each body that do not count towards the common limit.
const FREE: usize = 64 * 1024;
/// The unit in which bytes are counted.
const STEP: usize = 16 * 1024;
/// The memory that all bodies may take together while they arrive, in steps, beside the free bytes. A single body that is larger
/// than this takes all of it.
const TOGETHER: usize = 64 * 1024 * 1024 / STEP;
/// How long a body waits until others have arrived.
const WAIT: Duration = Duration::from_secs(2);

static SPACE: Semaphore = Semaphore::const_new(TOGETHER);

/// A body that has arrived, with its share of the common memory. Dropping it returns the share.
#[derive(Debug)]
pub(crate) struct Arrived {
    bytes: Vec<u8>,
    _space: Space,
}

impl Deref for Arrived {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Reads the whole body, within the limits of size and time. Bytes beyond the size limit are not kept in memory.
///
/// # Errors
/// `body_too_large`, before anything is read if the request announces the length; `request_timeout`; `overloaded` when many large
/// bodies arrive at the same time; `json_invalid` when the body is cut off.
pub(crate) async fn read(request: &Request, shared: &Shared, body: &mut RequestBody) -> Result<Arrived> {
    let limit = shared.http.body_limit;
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if announced.and_then(|length| length.parse().ok()).is_some_and(|length: u64| length > limit as u64) {
        return Err(too_large(limit));
    }
    let body = body.take().map_err(Error::internal)?;
    let arrived = tokio::time::timeout(shared.http.body_timeout, collect(body, limit)).await;
    arrived.map_err(|_| Error::new(Code::REQUEST_TIMEOUT, "The body did not arrive in time."))?
}

fn too_large(limit: usize) -> Error {
    Error::new(Code::BODY_TOO_LARGE, format!("The body is larger than {limit} bytes."))
}

async fn collect(body: Body, limit: usize) -> Result<Arrived> {
    let mut chunks = body.into_bytes_stream();
    let (mut bytes, mut space) = (Vec::new(), Space::default());
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| {
            Error::new(Code::JSON_INVALID, "The body did not arrive whole.").caused_by(error)
        })?;
        if bytes.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        space.hold(bytes.len() + chunk.len()).await?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(Arrived { bytes, _space: space })
}

/// The share of the common memory that a body holds. Dropping it returns the share.
#[derive(Debug, Default)]
struct Space {
    steps: usize,
    held: Vec<SemaphorePermit<'static>>,
}

impl Space {
    /// Grows the share to this many bytes in total.
    async fn hold(&mut self, bytes: usize) -> Result<()> {
        let wanted = bytes.saturating_sub(FREE).div_ceil(STEP).min(TOGETHER);
        let more = wanted.saturating_sub(self.steps);
        if more > 0 {
            let count = u32::try_from(more).map_err(Error::internal)?;
            let place = tokio::time::timeout(WAIT, SPACE.acquire_many(count)).await;
            self.held.push(place.map_err(|_| Error::overloaded())?.map_err(Error::internal)?);
            self.steps = wanted;
        }
        Ok(())
    }
}

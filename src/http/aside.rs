//! Runs the work on large bodies outside the async runtime, one at a time, so that their senders do not delay other requests.

use std::time::Duration;

use poem::Request;
use tokio::sync::Semaphore;

use super::arrival::Arrived;
use super::deprecation::Seen;
use crate::error::{Error, Result};

/// The size of a body, in bytes, up to which the work runs inline, because it takes less than a millisecond.
const SMALL: usize = 32 * 1024;
/// How many large bodies are processed at once. Each takes milliseconds, and fifty times its size in memory or more, so they take
/// turns.
const PLACES: usize = 1;
/// How long a large body waits for its turn.
const WAIT: Duration = Duration::from_secs(5);

static LARGE: Semaphore = Semaphore::const_new(PLACES);

/// Runs `work` on the body of a request.
///
/// # Errors
/// The error of `work`; `overloaded` when a large body does not get its turn in time.
pub(crate) async fn aside<T: Send + 'static, E: From<Error> + Send + 'static>(
    request: &Request,
    bytes: Arrived,
    work: impl FnOnce(&[u8]) -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    let seen = Seen::of(request);
    let large = bytes.len() > SMALL;
    let work = move || {
        if let Some(seen) = seen {
            seen.note(&bytes);
        }
        work(&bytes)
    };
    if !large {
        return work();
    }
    let place = tokio::time::timeout(WAIT, LARGE.acquire()).await;
    let place = place.map_err(|_| Error::overloaded())?.map_err(Error::internal)?;
    let job = move || {
        // Held until the work is done, even if nobody waits for the result any more.
        let _place = place;
        work()
    };
    tokio::task::spawn_blocking(job).await.map_err(Error::internal)?
}

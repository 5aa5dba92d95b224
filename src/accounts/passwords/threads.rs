//! Threads for CPU-bound work: a few at a time, at a lower priority than the rest of the server.

use std::sync::Arc;
use std::thread::{self, available_parallelism};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::share::{Share, Shares};
use crate::error::{Error, Result};

/// How long a request waits for a place before it is told to come back. Who is refused must know within 100 ms, and finding the
/// user and answering take their part of it, above all on a busy machine.
const WAIT: Duration = Duration::from_millis(50);
/// How much the system prefers others to this work: enough that requests don't queue behind it, not so much that nobody can sign
/// in on a busy server. docs/PERFORMANCE.md has the measurements.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Places for twice as many threads as there are processors: half of them, which one network may have, use every processor. Clones share
/// them.
#[derive(Debug, Clone)]
pub(super) struct Threads {
    places: Arc<Semaphore>,
    shares: Arc<Shares>,
}

impl Threads {
    pub(super) fn new() -> Self {
        let places = 2 * available_parallelism().map_or(1, usize::from);
        Self { places: Arc::new(Semaphore::new(places)), shares: Arc::new(Shares::of(places)) }
    }

    /// Works on a thread that may block, if there is a place soon.
    ///
    /// # Errors
    /// `overloaded` when too many are waiting, or the share is used up; what the work fails with.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        share: &Share,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let place = async { Ok::<_, Error>((self.shares.hold(share).await?, self.place().await?)) };
        let place = tokio::time::timeout(WAIT, place).await;
        at_work(place.map_err(|_| Error::overloaded())??, work).await
    }

    /// The same, however long it takes until there is a place.
    ///
    /// # Errors
    /// What the work fails with.
    pub(super) async fn run_in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        at_work(self.place().await?, work).await
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit> {
        Arc::clone(&self.places).acquire_owned().await.map_err(Error::internal)
    }
}

/// Works at a place that was got.
///
/// The thread is new each time, which costs a ten-thousandth of what the work does. One of the runtime's would stay below the others
/// for good, since nobody but root may raise a thread again.
async fn at_work<T: Send + 'static>(
    place: impl Send + 'static,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let (tell, told) = oneshot::channel();
    let job = move || {
        give_way();
        let done = work();
        // The place is given back when the work is done, even if nobody waits for it any more.
        drop(place);
        let _ = tell.send(done);
    };
    thread::Builder::new().name("password".to_owned()).spawn(job).map_err(Error::internal)?;
    told.await.map_err(Error::internal)?
}

/// From now on this thread comes after others. Only Linux has that for a single thread; elsewhere it would be the whole server.
#[cfg(target_os = "linux")]
fn give_way() {
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::debug!(error = %error, "a thread keeps its priority");
    }
}

#[cfg(not(target_os = "linux"))]
fn give_way() {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[tokio::test]
    async fn who_can_not_be_served_soon_is_told_so() {
        let threads = Threads::new();
        let places = u32::try_from(threads.places.available_permits()).unwrap();
        let held = Arc::clone(&threads.places).acquire_many_owned(places).await;

        let error = threads.run(&Share::operator(), || Ok(())).await.unwrap_err();

        assert_eq!(error.code(), Code::OVERLOADED);
        drop(held);
        assert!(threads.run(&Share::operator(), || Ok(())).await.is_ok());
    }

    #[tokio::test]
    async fn who_can_wait_is_served_in_turn() {
        let threads = Threads::new();
        let places = u32::try_from(threads.places.available_permits()).unwrap();
        let held = Arc::clone(&threads.places).acquire_many_owned(places).await;

        let (done, ()) = tokio::join!(threads.run_in_turn(|| Ok(())), async {
            tokio::time::sleep(2 * WAIT).await;
            drop(held);
        });

        assert!(done.is_ok());
    }

    #[tokio::test]
    async fn work_that_panics_gives_its_place_back() {
        let threads = Threads::new();
        let places = threads.places.available_permits();

        let error = threads
            .run(&Share::operator(), || -> Result<()> { panic!("as the test wants it") })
            .await
            .unwrap_err();

        assert_eq!(error.code(), Code::INTERNAL);
        // The place is dropped with the closure, which may be a moment after the answer.
        let all = threads.places.acquire_many(u32::try_from(places).unwrap());
        assert!(tokio::time::timeout(Duration::from_secs(10), all).await.is_ok());
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn the_work_comes_after_others_and_nothing_else_does() {
        let own = || rustix::process::getpriority_process(None).map_err(Error::internal);
        let before = own().unwrap();

        let during = Threads::new().run(&Share::operator(), own).await.unwrap();

        assert_eq!(during, (before + NICENESS).min(19));
        assert_eq!(own().unwrap(), before);
    }
}

//! Threads for CPU-bound work: a few at a time, at a lower priority than the rest of the server.

use std::sync::Arc;
use std::thread::{self, available_parallelism};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::share::{Share, Shares};
use crate::error::{Error, Result};

/// How long a request waits for a place before it is refused. A refusal must arrive within 100 ms. Looking up the user and
/// sending the response take a part of that, especially on a busy machine.
const WAIT: Duration = Duration::from_millis(50);
/// The niceness of the threads. It is high enough that requests do not queue behind hashing, and low enough that users can still
/// sign in on a busy server. See docs/PERFORMANCE.md for the measurements.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Twice as many places as there are processors. One network can have half of them, which is enough to use every processor.
/// Clones share the places.
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

    /// Runs blocking work on its own thread, if a place becomes free soon.
    ///
    /// # Errors
    /// `overloaded` when too many requests are waiting, or the share is used up; the errors of `work`.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        share: &Share,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let place = async { Ok::<_, Error>((self.shares.hold(share).await?, self.place().await?)) };
        let place = tokio::time::timeout(WAIT, place).await;
        at_work(place.map_err(|_| Error::overloaded())??, work).await
    }

    /// Runs the work like [`Self::run`], but waits for a place as long as necessary.
    ///
    /// # Errors
    /// The errors of `work`.
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

/// Runs the work on a new thread and holds the place meanwhile.
///
/// A new thread costs a ten-thousandth of what the work does. A thread of the runtime's pool would keep its low priority for
/// good, because only root can raise the priority of a thread again.
async fn at_work<T: Send + 'static>(
    place: impl Send + 'static,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let (tell, told) = oneshot::channel();
    let job = move || {
        give_way();
        let done = work();
        // Release the place when the work is done, even if the caller is gone by then.
        drop(place);
        let _ = tell.send(done);
    };
    thread::Builder::new().name("password".to_owned()).spawn(job).map_err(Error::internal)?;
    told.await.map_err(Error::internal)?
}

/// Lowers the priority of the current thread. Only Linux can do this for a single thread; elsewhere, it would affect the whole
/// server.
#[cfg(target_os = "linux")]
fn give_way() {
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::debug!(error = %error, "the priority of a thread could not be lowered");
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
        // The place is dropped with the closure, which can be shortly after the result arrives.
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

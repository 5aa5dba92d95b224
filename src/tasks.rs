//! Background tasks: steps that repeat, and queues that are worked off.
//!
//! No other module starts a loop in the background, except for SQLite's writer thread (`db::writer`). A module that needs one has
//! a function that takes [`Tasks`] and starts it there. `serve` calls these functions, so all background work is listed in one
//! place, and nothing runs in a command or a test that did not ask for it.

mod failing;
mod queue;
mod stop;

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::error::{Error, Result};

pub use self::failing::{Duty, Failing};
pub use self::queue::Queue;
pub use self::stop::Stop;

/// The pause after a panic, so that work that panics immediately does not fill the log.
const AFTER_A_PANIC: Duration = Duration::from_secs(1);

/// The maximum pause after a failed step, however long its regular pause is.
const AFTER_A_FAILURE: Duration = Duration::from_secs(60);

/// Joins the outcomes of independent steps, so that a step that fails does not prevent the next one.
///
/// # Errors
/// The first failure. Its reason lists the causes of all failures.
pub fn all(outcomes: impl IntoIterator<Item = Result<()>>) -> Result<()> {
    let failures: Vec<Error> = outcomes.into_iter().filter_map(Result::err).collect();
    let mut reasons: Vec<String> = failures.iter().map(Error::reason).collect();
    reasons.dedup();
    match failures.into_iter().next() {
        None => Ok(()),
        Some(first) if reasons.len() == 1 => Err(first),
        Some(first) => Err(first.caused_by(reasons.join("; "))),
    }
}

/// The background tasks, in the order of their start. If dropped without [`Tasks::stop`], they are aborted.
#[derive(Debug, Default)]
pub struct Tasks {
    running: Vec<Task>,
    failing: Failing,
}

#[derive(Debug)]
struct Task {
    name: &'static str,
    stop: watch::Sender<bool>,
    work: JoinHandle<()>,
}

impl Tasks {
    /// Creates an empty set of tasks that records failing steps in `failing`.
    #[must_use]
    pub fn watched(failing: Failing) -> Self {
        Self { running: Vec::new(), failing }
    }

    /// Starts work on a clone of `state`. The work must end by itself when it is told to stop. A panic is logged, and the work is
    /// restarted a moment later. Must be called within a runtime.
    pub fn run<S, F>(
        &mut self,
        name: &'static str,
        state: &S,
        work: impl Fn(S, Stop) -> F + Send + Sync + 'static,
    ) where
        S: Clone + Send + Sync + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let (stop, asked) = watch::channel(false);
        let (state, asked) = (state.clone(), Stop::new(asked));
        let work = tokio::spawn(async move {
            let begin = || async { work(state.clone(), asked.clone()).await };
            while AssertUnwindSafe(begin()).catch_unwind().await.is_err() {
                tracing::error!(task.name = name, "a task panicked");
                if asked.clone().within(AFTER_A_PANIC).await {
                    return;
                }
            }
        });
        self.running.push(Task { name, stop, work });
    }

    /// Repeats a step on a clone of `state`, with a pause before each run. A step that fails or panics is logged with its cause
    /// and recorded, and runs again after the pause, or after a minute if the pause is longer. Must be called within a runtime.
    ///
    /// A step does one thing. Unrelated work belongs in a task of its own, so that neither keeps the other from running.
    pub fn every<S, F>(
        &mut self,
        name: &'static str,
        duty: Duty,
        pause: Duration,
        state: &S,
        step: impl Fn(S) -> F + Clone + Send + Sync + 'static,
    ) where
        S: Clone + Send + Sync + 'static,
        F: Future<Output = Result<()>> + Send + 'static,
    {
        let failing = self.failing.clone();
        self.run(name, state, move |state, mut stop| {
            let (step, failing) = (step.clone(), failing.clone());
            async move {
                let mut wait = pause;
                while !stop.within(wait).await {
                    let taken = AssertUnwindSafe(async { step(state.clone()).await }).catch_unwind().await;
                    let outcome = match taken {
                        Ok(done) => done.map_err(|error| error.reason()),
                        Err(_) => Err("it panicked".to_owned()),
                    };
                    wait = if outcome.is_ok() { pause } else { pause.min(AFTER_A_FAILURE) };
                    failing.note(name, duty, outcome);
                }
            }
        });
    }

    /// Returns the names of the tasks, in the order of their start.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        self.running.iter().map(|task| task.name).collect()
    }

    /// Stops the tasks one after another, the last one first, because it may need those before it. Each is told to stop and then
    /// waited for. Together they get no more time than the limit; a task that exceeds its share of the remaining time is aborted.
    pub async fn stop(self, limit: Duration) {
        let end = Instant::now() + limit;
        for (left, mut task) in (1..).zip(self.running).collect::<Vec<_>>().into_iter().rev() {
            task.stop.send_replace(true);
            let share = end.saturating_duration_since(Instant::now()) / left;
            if tokio::time::timeout(share, &mut task.work).await.is_err() {
                tracing::warn!(task.name = task.name, "a task did not stop in time and was abandoned");
            }
        }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.work.abort();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::error::Error;

    const LIMIT: Duration = Duration::from_secs(5);

    type Log = Arc<Mutex<Vec<String>>>;

    fn note(log: &Log, line: &str) {
        log.lock().unwrap().push(line.to_owned());
    }

    #[tokio::test]
    async fn tasks_stop_in_the_opposite_order_of_their_start_and_queues_are_empty_then() {
        let (mut tasks, log, queue) = (Tasks::default(), Log::default(), Queue::new(9));
        tasks.run("first", &(Arc::clone(&log), queue.clone()), async |(log, queue), mut stop| {
            while let Some(item) = queue.next(&mut stop).await {
                tokio::time::sleep(Duration::from_millis(10)).await;
                note(&log, item);
            }
            note(&log, "first");
        });
        tasks.run("second", &log, async |log, mut stop| {
            stop.asked().await;
            note(&log, "second");
        });
        for item in ["one", "two", "three"] {
            queue.offer(item).unwrap();
        }
        assert_eq!(tasks.names(), ["first", "second"]);

        tasks.stop(LIMIT).await;

        let log = log.lock().unwrap().clone();
        let at = |line: &str| log.iter().position(|logged| logged == line).unwrap();
        assert!(at("second") < at("first") && at("three") < at("first"), "{log:?}");
        assert_eq!(log.len(), 5, "{log:?}");
    }

    #[tokio::test]
    async fn a_step_that_fails_or_panics_is_not_the_last() {
        let (mut tasks, log) = (Tasks::default(), Log::default());
        tasks.every("steps", Duty::Safety, Duration::from_millis(1), &log, async |log| {
            note(&log, "step");
            let count = log.lock().unwrap().len();
            assert_ne!(count, 2, "as the test wants it");
            if count == 1 { Err(Error::internal("as the test wants it")) } else { Ok(()) }
        });

        // Waits until the task that panicked has restarted.
        while log.lock().unwrap().len() < 5 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }

        tasks.stop(LIMIT).await;
    }

    #[tokio::test]
    async fn a_task_that_does_not_end_is_given_up_and_those_before_it_are_still_asked() {
        let (mut tasks, log) = (Tasks::default(), Log::default());
        tasks.run("good", &log, async |log, mut stop| {
            stop.asked().await;
            note(&log, "ended");
        });
        tasks.run("deaf", &(), async |(), _| std::future::pending().await);

        tasks.stop(Duration::from_millis(200)).await;

        assert_eq!(*log.lock().unwrap(), ["ended"]);
    }
}

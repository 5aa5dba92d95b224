//! The steps that are failing at present, for `/readyz`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How long an ongoing failure is not logged again, unless its cause changes.
const QUIET: Duration = Duration::from_secs(60);

/// The purpose of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// The server must not be used while the step fails: for example, ended sessions would continue to work.
    Safety,
    /// The server can be used while the step fails.
    Upkeep,
}

/// The steps whose last run failed. Cheap to clone; clones share their state.
#[derive(Debug, Clone, Default)]
pub struct Failing(Arc<Mutex<BTreeMap<&'static str, Failure>>>);

#[derive(Debug)]
struct Failure {
    duty: Duty,
    cause: String,
    logged: Instant,
}

impl Failing {
    /// Returns the failing steps with this duty.
    #[must_use]
    pub fn of(&self, duty: Duty) -> Vec<&'static str> {
        self.known().iter().filter(|(_, failure)| failure.duty == duty).map(|(name, _)| *name).collect()
    }

    /// Records the outcome of a step, and logs it: a failure with its cause, and the first success after a failure.
    pub fn note(&self, name: &'static str, duty: Duty, outcome: Result<(), String>) {
        let mut known = self.known();
        let Err(cause) = outcome else {
            if known.remove(name).is_some() {
                tracing::info!(task.name = name, "a background step works again");
            }
            return;
        };
        let logged = known.get(name).filter(|failure| failure.cause == cause).map(|failure| failure.logged);
        let now = Instant::now();
        let quiet = logged.filter(|logged| now < *logged + QUIET);
        if quiet.is_none() {
            tracing::error!(task.name = name, error = cause, "a background step failed");
        }
        known.insert(name, Failure { duty, cause, logged: quiet.unwrap_or(now) });
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<&'static str, Failure>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_failing_until_it_succeeds() {
        let failing = Failing::default();
        let failed = || Err("as the test wants it".to_owned());

        failing.note("keys", Duty::Safety, failed());
        failing.note("keys", Duty::Safety, failed());
        failing.note("cleaning", Duty::Upkeep, failed());
        failing.note("sessions", Duty::Safety, Ok(()));

        assert_eq!((failing.of(Duty::Safety), failing.of(Duty::Upkeep)), (vec!["keys"], vec!["cleaning"]));
        failing.note("keys", Duty::Safety, Ok(()));
        assert_eq!(failing.of(Duty::Safety), Vec::<&str>::new());
    }
}

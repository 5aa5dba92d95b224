//! Rate limits for values that cannot be guessed: only failed attempts count.

use super::counted::Limits;
use crate::error::{Error, Policy, Result};
use crate::origin::Origin;
use crate::throttle::Bucket;

impl Limits {
    /// Runs `work`, a network's request with a value that cannot be guessed, unless too many such requests of that network have
    /// failed before. `wrong` decides whether an error counts as a failed attempt.
    ///
    /// # Errors
    /// `rate_limited`, and the errors of `work`.
    pub async fn guarded<T, E: From<Error>>(
        &self,
        policy: Policy,
        origin: &Origin,
        work: impl Future<Output = Result<T, E>>,
        wrong: impl FnOnce(&E) -> bool,
    ) -> Result<T, E> {
        let bucket = Bucket::of(&[&origin.network()]);
        if let Err(error) = self.throttle.check(policy, bucket).await {
            self.tell(&error, "", origin);
            return Err(error.into());
        }
        let result = work.await;
        if result.as_ref().is_err_and(wrong) {
            // Requests that ran at the same time may have exceeded the limit by now. The next request gets the error.
            drop(self.throttle.take(policy, bucket).await);
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::rules;
    use super::*;
    use crate::clock::{Clock, Instant};
    use crate::error::Code;
    use crate::throttle::Windows;

    #[tokio::test]
    async fn what_nobody_can_guess_is_counted_when_it_has_failed_however_many_are_on_their_way() {
        let windows = Windows::new(Clock::standing(Instant::EXAMPLE), rules::LIMITS.iter().copied());
        let limits = Limits::new(Arc::new(windows), |_, _, _| {});
        let origin = Origin::new(Some("203.0.113.1".parse().unwrap()), "", "test");
        let ask = |wrong: bool| {
            let work = async move {
                tokio::task::yield_now().await;
                if wrong { Err(Error::from(Code::TOKEN_INVALID)) } else { Ok(()) }
            };
            limits.guarded(rules::REFRESH, &origin, work, |_| true)
        };

        let good = futures_util::future::join_all((0..500).map(|_| ask(false))).await;
        for _ in 0..100 {
            assert_eq!(ask(true).await.unwrap_err().code(), Code::TOKEN_INVALID);
        }

        assert!(good.iter().all(Result::is_ok));
        assert_eq!(ask(false).await.unwrap_err().exceeded().unwrap().policy, rules::REFRESH);
    }
}

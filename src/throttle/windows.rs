//! Sliding-window rate limits in the memory of this process.
//!
//! The crate `governor` does not fit: it spends from a budget that refills, and cannot give back an attempt that succeeded, which
//! "successes don't count" requires. Here each bucket holds the times of its attempts, at most as many as its policy allows.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, ready};
use quick_cache::sync::Cache;

use super::counting::{Bucket, Taken, Throttle};
use crate::clock::Clock;
use crate::error::{Error, Policy, Result};

/// The most buckets that are kept for each policy; the least used ones are evicted first. A bucket takes about 200 bytes, and one
/// with a full window up to a kilobyte. Evicting a bucket takes 20,000 other buckets, but the sign-in limit of one network is a
/// hundred.
const BUCKETS: usize = 20_000;

/// The times of the attempts in one bucket, in microseconds since 1970, the oldest first.
type Window = Arc<Mutex<VecDeque<i64>>>;

/// The attempts, by policy and bucket.
pub struct Windows {
    clock: Clock,
    /// One cache for each policy, by name, so that a flood of one kind does not evict the buckets of another.
    policies: HashMap<&'static str, Cache<Bucket, Window>>,
    remembered: Cache<Bucket, ()>,
}

impl Windows {
    /// Creates empty windows for these policies.
    #[must_use]
    pub fn new(clock: Clock, policies: impl IntoIterator<Item = Policy>) -> Self {
        Self::with_buckets(clock, policies, BUCKETS)
    }

    fn with_buckets(clock: Clock, policies: impl IntoIterator<Item = Policy>, buckets: usize) -> Self {
        let policies = policies.into_iter().map(|policy| (policy.name, Cache::new(buckets))).collect();
        Self { clock, policies, remembered: Cache::new(buckets) }
    }

    /// Checks an attempt and returns its time if it is allowed. Counts it only if `count` is set.
    fn attempt(&self, policy: Policy, bucket: Bucket, count: bool) -> Result<i64> {
        let known = self
            .policies
            .get(policy.name)
            .map(|buckets| buckets.get_or_insert_with(&bucket, || Ok::<_, Infallible>(Window::default())));
        let window = match known {
            Some(Ok(window)) => window,
            Some(Err(never)) => match never {},
            None => return Err(Error::internal("a policy without windows")),
        };
        let mut times = window.lock().unwrap_or_else(PoisonError::into_inner);
        let (now, length) = (self.clock.now().micros(), i64::from(policy.window) * 1_000_000);
        while times.front().is_some_and(|oldest| oldest + length <= now) {
            times.pop_front();
        }
        match times.front() {
            Some(oldest) if times.len() >= policy.quota as usize => {
                let left = (oldest + length - now + 999_999) / 1_000_000;
                Err(Error::rate_limited(policy, u32::try_from(left).unwrap_or(policy.window)))
            }
            _ => {
                if count {
                    times.push_back(now);
                }
                Ok(now)
            }
        }
    }

    fn uncount(&self, Taken { policy, bucket, at }: Taken) {
        let Some(window) = self.policies.get(policy.name).and_then(|buckets| buckets.get(&bucket)) else {
            return;
        };
        let mut times = window.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = times.iter().rposition(|time| *time == at) {
            times.remove(place);
        }
    }
}

impl fmt::Debug for Windows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Windows").finish_non_exhaustive()
    }
}

impl Throttle for Windows {
    fn check(&self, policy: Policy, bucket: Bucket) -> BoxFuture<'_, Result<()>> {
        ready(self.attempt(policy, bucket, false).map(drop)).boxed()
    }

    fn take(&self, policy: Policy, bucket: Bucket) -> BoxFuture<'_, Result<Taken>> {
        ready(self.attempt(policy, bucket, true).map(|at| Taken { policy, bucket, at })).boxed()
    }

    fn give_back(&self, taken: Taken) -> BoxFuture<'_, ()> {
        self.uncount(taken);
        ready(()).boxed()
    }

    fn remember(&self, bucket: Bucket) -> BoxFuture<'_, ()> {
        self.remembered.insert(bucket, ());
        ready(()).boxed()
    }

    fn remembers(&self, bucket: Bucket) -> BoxFuture<'_, bool> {
        ready(self.remembered.get(&bucket).is_some()).boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Instant;

    const LOGIN: Policy = Policy::new("login", "Sign-ins.", 5, 900);
    const RESET: Policy = Policy::new("reset", "Resets.", 5, 3600);

    #[test]
    fn no_flood_of_keys_takes_more_than_its_share_of_memory() {
        let windows = Windows::with_buckets(Clock::standing(Instant::EXAMPLE), [LOGIN, RESET], 100);
        for number in 0..10_000 {
            windows.attempt(LOGIN, Bucket::of(&[&number.to_string()]), true).unwrap();
            windows.remembered.insert(Bucket::of(&[&number.to_string()]), ());
        }
        windows.attempt(RESET, Bucket::of(&["ada"]), true).unwrap();

        assert!(windows.policies["login"].len() <= 100);
        assert!(windows.remembered.len() <= 100);
        assert_eq!(windows.policies["reset"].len(), 1);
    }

    #[test]
    fn a_window_slides_and_holds_no_more_than_its_quota() {
        let clock = Clock::standing(Instant::EXAMPLE);
        let windows = Windows::new(clock.clone(), [LOGIN]);
        let bucket = Bucket::of(&["ada"]);
        let allowed: usize = (0..3600)
            .map(|_| {
                clock.advance(1);
                usize::from(windows.attempt(LOGIN, bucket, true).is_ok())
            })
            .sum();

        assert_eq!(allowed, 5 * 4);
        let window = windows.policies["login"].get(&bucket).unwrap();
        assert_eq!(window.lock().unwrap().len(), 5);
    }

    #[test]
    fn keys_of_other_parts_are_other_keys() {
        assert!(Bucket::of(&["ab", "c"]) != Bucket::of(&["a", "bc"]));
        assert!(Bucket::of(&["ab"]) == Bucket::of(&["ab"]));
    }
}

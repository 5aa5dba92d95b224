//! Counts attempts against the rate limits.

use std::fmt;
use std::sync::Arc;

use super::account::Account;
use super::rules;
use crate::error::{Error, Policy, Result};
use crate::origin::Origin;
use crate::throttle::{Bucket, Taken, Throttle};

/// A callback for refused attempts. It gets the policy, the name of the account (empty if there is none), and the origin.
type Hear = Arc<dyn Fn(Policy, &str, &Origin) + Send + Sync>;

/// The rate limits on attempts. Cheap to clone.
#[derive(Clone)]
pub struct Limits {
    pub(super) throttle: Arc<dyn Throttle>,
    hear: Hear,
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limits").field("throttle", &self.throttle).finish_non_exhaustive()
    }
}

impl Limits {
    /// Creates the limits. `throttle` counts the attempts, and `hear` is called for each refused one.
    pub fn new(
        throttle: Arc<dyn Throttle>,
        hear: impl Fn(Policy, &str, &Origin) + Send + Sync + 'static,
    ) -> Self {
        Self { throttle, hear: Arc::new(hear) }
    }

    /// Counts a sign-up.
    ///
    /// # Errors
    /// `rate_limited`.
    pub async fn sign_up(&self, origin: &Origin) -> Result<()> {
        self.take(&[(rules::SIGN_UP, Bucket::of(&[&origin.network()]))], "", origin).await.map(drop)
    }

    /// Counts a request for a password reset, by the name that was given: whether it belongs to anybody must make no difference.
    ///
    /// # Errors
    /// `rate_limited`.
    pub async fn reset(&self, named: &str, origin: &Origin) -> Result<()> {
        let account = Account::named(named).counted;
        let wanted = [
            (rules::RESET_ADDRESS, Bucket::of(&[&origin.network()])),
            (rules::RESET, Bucket::of(&[&account])),
        ];
        self.take(&wanted, named, origin).await.map(drop)
    }

    /// Remembers the network of this origin for an account, because its owner has proved to be there, by a sign-up or a password
    /// reset.
    pub async fn welcome(&self, account: &Account, origin: &Origin) {
        self.throttle.remember(known(&account.counted, &origin.network())).await;
    }

    /// Takes an attempt from every bucket, or from none.
    pub(super) async fn take(
        &self,
        wanted: &[(Policy, Bucket)],
        account: &str,
        origin: &Origin,
    ) -> Result<Vec<Taken>> {
        let mut taken = Vec::with_capacity(wanted.len());
        for (policy, bucket) in wanted {
            match self.throttle.take(*policy, *bucket).await {
                Ok(one) => taken.push(one),
                Err(error) => {
                    self.give_back(taken).await;
                    self.tell(&error, account, origin);
                    return Err(error);
                }
            }
        }
        Ok(taken)
    }

    /// Reports a refused attempt to the callback.
    pub(super) fn tell(&self, error: &Error, account: &str, origin: &Origin) {
        if let Some(exceeded) = error.exceeded() {
            (self.hear)(exceeded.policy, account, origin);
        }
    }

    pub(super) async fn give_back(&self, taken: Vec<Taken>) {
        for one in taken {
            self.throttle.give_back(one).await;
        }
    }
}

/// Returns the bucket that records that an account knows a network. It has three parts, and buckets of rate limits have at most
/// two, so they cannot collide.
pub(super) fn known(account: &str, network: &str) -> Bucket {
    Bucket::of(&["known", account, network])
}

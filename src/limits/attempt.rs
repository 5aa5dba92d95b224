//! A sign-in attempt whose outcome is not known yet.

use super::account::Account;
use super::counted::{Limits, known};
use super::rules;
use crate::error::{Code, Result};
use crate::origin::Origin;
use crate::throttle::{Bucket, Taken};

/// A sign-in attempt. It counts as failed until it is settled.
#[derive(Debug)]
#[must_use = "it counts as failed unless it succeeds or is taken back"]
pub struct Attempt {
    limits: Limits,
    taken: Vec<Taken>,
    known: Bucket,
}

impl Limits {
    /// Checks whether a network is allowed to try to sign in at all, before the user is looked up. Counts nothing.
    ///
    /// # Errors
    /// `rate_limited`.
    pub async fn may_login(&self, named: &str, origin: &Origin) -> Result<()> {
        let checked = self.throttle.check(rules::LOGIN_ADDRESS, Bucket::of(&[&origin.network()])).await;
        checked.inspect_err(|error| self.tell(error, named, origin))
    }

    /// Begins a sign-in to an account, and counts it.
    ///
    /// # Errors
    /// `rate_limited`.
    pub async fn login(&self, account: &Account, origin: &Origin) -> Result<Attempt> {
        let (Account { counted, named }, network) = (account, origin.network());
        let known = known(counted, &network);
        let mut wanted = vec![
            (rules::LOGIN_ADDRESS, Bucket::of(&[&network])),
            (rules::LOGIN, Bucket::of(&[counted, &network])),
        ];
        if !self.throttle.remembers(known).await {
            wanted.push((rules::LOGIN_ACCOUNT, Bucket::of(&[counted])));
        }
        let taken = self.take(&wanted, named, origin).await?;
        Ok(Attempt { taken, known, limits: self.clone() })
    }
}

impl Attempt {
    /// Settles the attempt by its result. An error with the code `wrong` counts as a failed attempt. Any other error is not the
    /// caller's fault, and does not count.
    ///
    /// # Errors
    /// The error of `result`.
    pub async fn settle<T>(self, result: Result<T>, wrong: Code) -> Result<T> {
        match &result {
            Ok(_) => self.succeeded().await,
            Err(error) if error.code() == wrong => {}
            Err(_) => self.withdraw().await,
        }
        result
    }

    /// Settles the attempt as successful: it does not count, and the account remembers the network from now on.
    pub async fn succeeded(self) {
        let Self { limits, taken, known } = self;
        limits.give_back(taken).await;
        limits.throttle.remember(known).await;
    }

    /// Withdraws the attempt, because it could not be checked for a reason on our side: it does not count.
    pub async fn withdraw(self) {
        self.limits.give_back(self.taken).await;
    }
}

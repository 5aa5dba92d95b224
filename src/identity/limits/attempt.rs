//! One sign-in, while it is not known how it ends.

use super::Limits;
use crate::error::{Code, Result};
use crate::throttle::{Key, Taken};

/// A sign-in that is counted as failed until it says otherwise.
#[derive(Debug)]
#[must_use = "it counts as failed unless it succeeds or is taken back"]
pub struct Attempt {
    pub(super) limits: Limits,
    pub(super) taken: Vec<Taken>,
    pub(super) known: Key,
}

impl Attempt {
    /// Decides by how it ended: `wrong` is the failure that counts, and any other is none of the caller's.
    ///
    /// # Errors
    /// What `result` has.
    pub async fn settle<T>(self, result: Result<T>, wrong: Code) -> Result<T> {
        match &result {
            Ok(_) => self.succeeded().await,
            Err(error) if error.code() == wrong => {}
            Err(_) => self.withdraw().await,
        }
        result
    }

    /// It succeeded: it does not count, and the account knows the network from now on.
    pub async fn succeeded(self) {
        let Self { limits, taken, known } = self;
        limits.give_back(taken).await;
        limits.throttle.remember(known).await;
    }

    /// It was not looked at, for reasons of ours: it does not count.
    pub async fn withdraw(self) {
        self.limits.give_back(self.taken).await;
    }
}

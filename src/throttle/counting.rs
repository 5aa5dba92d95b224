//! The trait that counts attempts, and its types.

use std::fmt;

use futures_util::future::BoxFuture;
use sha2::{Digest as _, Sha256};

use crate::error::{Policy, Result};

/// Whom a policy counts. A hash, so that no name is kept and none is longer than another.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bucket([u8; 32]);

impl Bucket {
    /// A bucket made of parts.
    #[must_use]
    pub fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            // With its length before it, so that what one part ends with can't be what the next begins with.
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bucket")
    }
}

/// One attempt that was counted.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// By which policy.
    pub policy: Policy,
    /// For whom.
    pub bucket: Bucket,
    /// When, in microseconds since 1970.
    pub at: i64,
}

/// What counts attempts. `Windows` does it in this process; something that many nodes share can take its place.
pub trait Throttle: fmt::Debug + Send + Sync {
    /// Whether an attempt would be let through; it is not counted.
    ///
    /// # Errors
    /// `rate_limited`, as [`Throttle::take`].
    fn check(&self, policy: Policy, bucket: Bucket) -> BoxFuture<'_, Result<()>>;

    /// Counts an attempt. One that is refused is not counted.
    ///
    /// # Errors
    /// `rate_limited`, with the seconds until the policy allows the next.
    fn take(&self, policy: Policy, bucket: Bucket) -> BoxFuture<'_, Result<Taken>>;

    /// Makes an attempt uncounted.
    fn give_back(&self, taken: Taken) -> BoxFuture<'_, ()>;

    /// Remembers something for a long time.
    fn remember(&self, bucket: Bucket) -> BoxFuture<'_, ()>;

    /// Whether it is remembered.
    fn remembers(&self, bucket: Bucket) -> BoxFuture<'_, bool>;
}

//! The trait that counts attempts, and its types.

use std::fmt;

use futures_util::future::BoxFuture;
use sha2::{Digest as _, Sha256};

use crate::error::{Policy, Result};

/// The key that a policy counts attempts by. It is a hash, so that no name is stored and all keys have the same length.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bucket([u8; 32]);

impl Bucket {
    /// Creates a bucket from its parts.
    #[must_use]
    pub fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            // Hash the length before each part, so that different parts that join to the same text make different buckets.
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

/// An attempt that was counted.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// The policy that counted it.
    pub policy: Policy,
    /// The bucket that it was counted in.
    pub bucket: Bucket,
    /// The time of the attempt, in microseconds since 1970.
    pub at: i64,
}

/// Counts attempts. `Windows` counts them in this process; an implementation that several servers share can replace it.
pub trait Throttle: fmt::Debug + Send + Sync {
    /// Checks whether an attempt would be allowed, without counting it.
    ///
    /// # Errors
    /// `rate_limited`, as with [`Throttle::take`].
    fn check(&self, policy: Policy, bucket: Bucket) -> BoxFuture<'_, Result<()>>;

    /// Counts an attempt. A refused attempt does not count.
    ///
    /// # Errors
    /// `rate_limited`, with the seconds until the policy allows the next attempt.
    fn take(&self, policy: Policy, bucket: Bucket) -> BoxFuture<'_, Result<Taken>>;

    /// Gives back an attempt, so that it no longer counts.
    fn give_back(&self, taken: Taken) -> BoxFuture<'_, ()>;

    /// Remembers a bucket for a long time.
    fn remember(&self, bucket: Bucket) -> BoxFuture<'_, ()>;

    /// Returns whether a bucket is remembered.
    fn remembers(&self, bucket: Bucket) -> BoxFuture<'_, bool>;
}

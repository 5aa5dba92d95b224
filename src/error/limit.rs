//! Rate-limit policies, and the error data of a limit that was exceeded.

/// A limit on the number of attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// The name; part of the contract.
    pub name: &'static str,
    /// What it counts, in a sentence.
    pub meaning: &'static str,
    /// The number of attempts in a window.
    pub quota: u32,
    /// The length of the window in seconds.
    pub window: u32,
}

impl Policy {
    /// Creates a policy. Declare policies with [`named!`](macro@crate::named).
    #[must_use]
    pub const fn new(name: &'static str, meaning: &'static str, quota: u32, window: u32) -> Self {
        Self { name, meaning, quota, window }
    }
}

/// A policy whose quota is used up for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exceeded {
    /// The policy.
    pub policy: Policy,
    /// The seconds until the next attempt is allowed; at least one.
    pub seconds: u32,
}

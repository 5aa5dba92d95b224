//! Rate-limit policies, and the error data of a limit that was exceeded.

/// How often something may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Its name; part of the contract.
    pub name: &'static str,
    /// What it counts, in a sentence.
    pub meaning: &'static str,
    /// How many attempts a window has.
    pub quota: u32,
    /// How long the window is, in seconds.
    pub window: u32,
}

impl Policy {
    /// A policy; [`named!`](macro@crate::named) writes them down.
    #[must_use]
    pub const fn new(name: &'static str, meaning: &'static str, quota: u32, window: u32) -> Self {
        Self { name, meaning, quota, window }
    }
}

/// A policy that allows nothing more for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exceeded {
    /// Which one.
    pub policy: Policy,
    /// After how many seconds it allows the next attempt; at least one.
    pub seconds: u32,
}

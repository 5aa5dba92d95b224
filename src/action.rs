//! The type of audited actions. Each part declares its own actions.

use std::fmt;

/// An action of the audit. The name is part of the contract and is never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    name: &'static str,
    meaning: &'static str,
}

impl Action {
    /// An action; [`named!`](macro@crate::named) writes them down.
    #[must_use]
    pub const fn new(name: &'static str, meaning: &'static str) -> Self {
        Self { name, meaning }
    }

    /// The name in the contract and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// What happened, in a sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        self.meaning
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

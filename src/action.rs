//! The type of audited actions. Each part declares its own actions.

use std::fmt;

/// An audited action. Its name is part of the contract and is never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    name: &'static str,
    meaning: &'static str,
}

impl Action {
    /// Creates an action. Declare actions with [`named!`](macro@crate::named).
    #[must_use]
    pub const fn new(name: &'static str, meaning: &'static str) -> Self {
        Self { name, meaning }
    }

    /// Returns the name in the contract and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Returns what happened, in a sentence.
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

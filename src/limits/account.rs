//! The account that attempts are counted for.

use crate::id::Id;
use crate::text::account;

/// The account that an attempt is counted for. A known account is identified by its user's id, so that all of its names and all
/// their spellings count together. A name that belongs to nobody is identified by its normalised key.
#[derive(Debug, Clone)]
pub struct Account {
    pub(super) counted: String,
    pub(super) named: String,
}

impl Account {
    /// Returns the account of a user, whichever name was given.
    #[must_use]
    pub fn of(user: Id, named: &str) -> Self {
        Self { counted: format!("user {user}"), named: named.to_owned() }
    }

    /// Returns the account of a name that belongs to no user, or that must be counted without revealing whether it does.
    #[must_use]
    pub fn named(named: &str) -> Self {
        Self { counted: format!("name {}", account::key(named)), named: named.to_owned() }
    }

    /// Returns the string that identifies the account.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.counted
    }
}

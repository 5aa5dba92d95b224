//! The account that attempts are counted for.

use crate::id::Id;
use crate::text::account;

/// An account, as attempts are counted: by its id once it is known, so that all names that lead to it and all spellings of them count
/// together; a name that nobody has by what it is compared as.
#[derive(Debug, Clone)]
pub struct Account {
    pub(super) counted: String,
    pub(super) named: String,
}

impl Account {
    /// A user's, whichever name was given.
    #[must_use]
    pub fn of(user: Id, named: &str) -> Self {
        Self { counted: format!("user {user}"), named: named.to_owned() }
    }

    /// That of a name which leads to no user, or where that must make no difference.
    #[must_use]
    pub fn named(named: &str) -> Self {
        Self { counted: format!("name {}", account::key(named)), named: named.to_owned() }
    }

    /// What distinguishes it from all others.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.counted
    }
}

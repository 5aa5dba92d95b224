//! Scopes for accounts.

use crate::caller::{Role, Scope};
use crate::named;

named! {
    /// The scopes for accounts.
    pub const SCOPES: Scope;

    /// Read and change your own account.
    PROFILE = "profile": Role::Viewer;
    /// Read all accounts.
    USERS_READ = "users:read": Role::Admin;
    /// Create, change and delete all accounts.
    USERS_WRITE = "users:write": Role::Admin;
}

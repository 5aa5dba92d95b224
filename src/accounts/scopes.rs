//! What tokens may be used for with accounts.

use crate::caller::{Role, Scope};
use crate::named;

named! {
    /// What tokens may be used for with accounts.
    pub const SCOPES: Scope;

    /// Read and change one's own account.
    PROFILE = "profile": Role::Viewer;
    /// Read everybody's account.
    USERS_READ = "users:read": Role::Admin;
    /// Create, change and delete everybody's account.
    USERS_WRITE = "users:write": Role::Admin;
}

//! Scopes for clients.

use crate::caller::{Role, Scope};
use crate::named;

named! {
    /// The scopes for clients.
    pub const SCOPES: Scope;

    /// Read, create, change and delete OAuth clients.
    CLIENTS_WRITE = "clients:write": Role::Admin;
}

//! Scopes for the audit log.

use crate::caller::{Role, Scope};
use crate::named;

named! {
    /// The scopes for the audit log.
    pub const SCOPES: Scope;

    /// Read the audit log.
    AUDIT_READ = "audit:read": Role::Admin;
}

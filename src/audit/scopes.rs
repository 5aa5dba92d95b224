//! Scopes for the audit log.

use crate::caller::{Role, Scope};
use crate::named;

named! {
    /// What tokens may be used for with the audit.
    pub const SCOPES: Scope;

    /// Read the audit log.
    AUDIT_READ = "audit:read": Role::Admin;
}

//! Error codes of audit events.

use crate::error::{Code, Kind};
use crate::named;

named! {
    /// The error codes of audit events.
    pub const CODES: Code;

    /// The audit event does not exist.
    AUDIT_EVENT_NOT_FOUND = "audit_event_not_found": Kind::NotFound, "Audit event not found";
}

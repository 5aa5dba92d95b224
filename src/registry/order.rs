//! The order of the names that the contract has had since the first release.
//!
//! The document, its enums and the pages keep this order, whichever part a name belongs to now. Names that are not listed here
//! follow in the order of the parts, so new names need no entry.

/// Error codes.
pub(super) const CODES: &[&str] = &[
    "credentials_invalid",
    "refresh_token_invalid",
    "own_account",
    "scopes_exceeded",
    "client_not_found",
    "user_not_found",
    "email_taken",
    "username_taken",
    "client_is_public",
    "last_admin",
    "reset_token_invalid",
];

/// Audited actions.
pub(super) const ACTIONS: &[&str] = &[
    "session.opened",
    "session.refused",
    "session.ended",
    "session.replayed",
    "user.created",
    "user.changed",
    "user.deleted",
    "password.changed",
    "password.reset_asked",
    "password.reset",
    "client.created",
    "client.changed",
    "client.deleted",
    "client.secret_rotated",
    "client.refused",
    "access.granted",
    "code.replayed",
    "key.rotated",
    "access.refused",
    "attempts.limited",
];

/// Returns the position of a name in such a list, or the position after its end if it is not listed.
pub(super) fn rank(names: &[&str], name: &str) -> usize {
    names.iter().position(|known| *known == name).unwrap_or(names.len())
}

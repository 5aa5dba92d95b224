//! The order in which the contract names what it has named from the first release on.
//!
//! The document, its lists of values and the pages keep that order, whichever part a name belongs to by now. A name that is not here
//! follows, in the order of the parts: nobody has to add any.

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

/// Where a name stands in such a list; behind it, if it is not there.
pub(super) fn rank(names: &[&str], name: &str) -> usize {
    names.iter().position(|known| *known == name).unwrap_or(names.len())
}

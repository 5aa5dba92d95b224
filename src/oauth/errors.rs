//! Codes of failures.

use crate::error::{Code, Kind};
use crate::named;

named! {
    /// What can go wrong with clients.
    pub const CODES: Code;

    /// A client may have no more scopes than the token with which it is made, changed or given a secret.
    SCOPES_EXCEEDED = "scopes_exceeded": Kind::Forbidden, "Scopes beyond one's own";
    /// There is no client with this id. The id is not its `clientId`.
    CLIENT_NOT_FOUND = "client_not_found": Kind::NotFound, "Client not found";
    /// A public client can't keep a secret, so it has none. Make it confidential first, if it can.
    CLIENT_IS_PUBLIC = "client_is_public": Kind::Conflict, "Client is public";
}

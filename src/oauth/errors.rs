//! Error codes of clients.

use crate::error::{Code, Kind};
use crate::named;

named! {
    /// The error codes of clients.
    pub const CODES: Code;

    /// The client has, or would have, scopes that your token does not have. You can only create, change or delete a client, or rotate its
    /// secret, with a token that has all of the client's scopes.
    SCOPES_EXCEEDED = "scopes_exceeded": Kind::Forbidden, "Scopes exceed those of the token";
    /// The client does not exist. Use its `id`, not its `clientId`.
    CLIENT_NOT_FOUND = "client_not_found": Kind::NotFound, "Client not found";
    /// The client is public and has no secret. Make it confidential first.
    CLIENT_IS_PUBLIC = "client_is_public": Kind::Conflict, "Client is public";
}

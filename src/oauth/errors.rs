//! Codes of failures.

use crate::error::{Code, Kind};
use crate::named;

named! {
    /// What can go wrong with clients.
    pub const CODES: Code;

    /// The client has, or would have, scopes that your token does not have. You can only create, change or delete a client, or rotate its
    /// secret, with a token that has all of the client's scopes.
    SCOPES_EXCEEDED = "scopes_exceeded": Kind::Forbidden, "Scopes exceed those of the token";
    /// There is no client with this id. The id is not its `clientId`.
    CLIENT_NOT_FOUND = "client_not_found": Kind::NotFound, "Client not found";
    /// A public client can't keep a secret, so it has none. Make it confidential first, if it can.
    CLIENT_IS_PUBLIC = "client_is_public": Kind::Conflict, "Client is public";
}

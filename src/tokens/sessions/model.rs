//! Domain types of sessions.

use futures_util::future::BoxFuture;

use crate::caller::{Caller, Role, Scopes, Subject};
use crate::db::Conn;
use crate::error::Result;
use crate::id::Id;

/// Looks up the role of a user. Accounts implement it, because this module does not know users.
pub trait Roles: std::fmt::Debug + Send + Sync {
    /// Returns the current role of a user, or `None` if the user does not exist or is inactive.
    fn present<'a>(&'a self, conn: &'a mut Conn, user: Id) -> BoxFuture<'a, Result<Option<Role>>>;
}

/// The details of a session to open.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The user or the client that the session belongs to.
    pub subject: Subject,
    /// The client that acts in the session, by its `client_id`.
    pub client: String,
    /// The scopes of the session's tokens.
    pub scopes: Scopes,
    /// Whether the session has refresh tokens. Without them, it lasts as long as its single access token.
    pub refreshable: bool,
}

/// A new session.
#[derive(Debug)]
pub struct Opened {
    /// The caller that its tokens identify.
    pub caller: Caller,
    /// The client that acts in the session, by its `client_id`.
    pub client: String,
    /// The first refresh token, if the session has refresh tokens.
    pub refresh: Option<String>,
}

/// An access token and the refresh token that gets the next one.
#[derive(Debug)]
pub struct Pair {
    /// The access token.
    pub access: String,
    /// The lifetime of the access token in seconds.
    pub expires_in: i64,
    /// The refresh token, if the session has refresh tokens.
    pub refresh: Option<String>,
    /// The scopes of the access token.
    pub scopes: Scopes,
}

/// A request to exchange a refresh token for the next pair.
#[derive(Debug, Clone)]
pub struct Renewal {
    /// The refresh token.
    pub token: String,
    /// The client that sends it, by its `client_id`.
    pub client: String,
    /// The scopes that tokens of this client can have. If absent, only the user's role limits them.
    pub allowed: Option<Scopes>,
    /// The requested scopes of the next access token; if absent, all that are allowed.
    pub wanted: Option<Scopes>,
}

/// The result of refreshing a session.
#[derive(Debug)]
pub enum Renewed {
    /// The refresh token was valid.
    Given(Pair),
    /// The request asked for more scopes than the session has. The token can still be used.
    Wider,
    /// The token is unknown, expired, already used or another client's, or its session has ended, or its user is gone or
    /// inactive.
    Refused,
}

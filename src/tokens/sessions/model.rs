//! Domain types of sessions.

use futures_util::future::BoxFuture;

use crate::caller::{Caller, Role, Scopes, Subject};
use crate::db::Conn;
use crate::error::Result;
use crate::id::Id;

/// Says which role a user has. Accounts do it: tokens know no users.
pub trait Roles: std::fmt::Debug + Send + Sync {
    /// The role of a user now; `None` if there is no such user, or an inactive one.
    fn present<'a>(&'a self, conn: &'a mut Conn, user: Id) -> BoxFuture<'a, Result<Option<Role>>>;
}

/// What a session is opened for.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Whose it is.
    pub subject: Subject,
    /// The client that acts in it, by the name that the protocol knows.
    pub client: String,
    /// What its tokens may be used for.
    pub scopes: Scopes,
    /// Whether it has refresh tokens; without, it lasts as long as its one access token.
    pub refreshable: bool,
}

/// A session that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Whom its tokens speak for.
    pub caller: Caller,
    /// The client.
    pub client: String,
    /// The first refresh token, if it has any.
    pub refresh: Option<String>,
}

/// An access token and the refresh token that gets the next one.
#[derive(Debug)]
pub struct Pair {
    /// The access token.
    pub access: String,
    /// Seconds for which it is good.
    pub expires_in: i64,
    /// The refresh token, if the session has any.
    pub refresh: Option<String>,
    /// What the access token may be used for.
    pub scopes: Scopes,
}

/// A refresh token, and who wants the next pair for it.
#[derive(Debug, Clone)]
pub struct Renewal {
    /// The refresh token.
    pub token: String,
    /// The client that sends it.
    pub client: String,
    /// What tokens of this client may have; without it, whatever its user may have.
    pub allowed: Option<Scopes>,
    /// What the next access token is to be used for; all of it unless given.
    pub wanted: Option<Scopes>,
}

/// What became of a refresh token.
#[derive(Debug)]
pub enum Renewed {
    /// It was good.
    Given(Pair),
    /// More was wanted than the session has. The token is not spent.
    Wider,
    /// It is none, or another client's, or was used before, or is too old, or its session or its user has gone.
    Refused,
}

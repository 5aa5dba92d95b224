//! Introspects and revokes tokens.

use super::super::credentials::Credentials;
use super::super::refusal::{Failed, Refusal, Refused};
use super::OAuth;
use crate::accounts::users;
use crate::caller::Caller;
use crate::db::Conn;
use crate::error::Result;
use crate::origin::Origin;
use crate::text::Username;
use crate::tokens::sessions;

/// The type of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenKind {
    /// An access token: its id, and when it was issued, as a Unix timestamp in seconds.
    Access(String, i64),
    /// A refresh token.
    Refresh,
}

/// The state of a valid token.
#[derive(Debug)]
pub struct Told {
    /// The subject, the session and the scopes of the token.
    pub caller: Caller,
    /// The client that the token was issued to.
    pub client: String,
    /// The user's username, or the e-mail address if there is none. `None` if the token belongs to a client.
    pub username: Option<String>,
    /// When the token expires, as a Unix timestamp in seconds.
    pub expires_at: i64,
    /// The type of the token.
    pub kind: TokenKind,
}

impl OAuth {
    /// Returns the state of a token (RFC 7662), or `None` if it is not active.
    ///
    /// # Errors
    /// `invalid_client`, also for a public client, because anybody could claim to be one; `rate_limited`.
    pub async fn introspect(
        &self,
        credentials: Credentials,
        token: String,
        origin: &Origin,
    ) -> Result<Option<Told>, Failed> {
        let work = async {
            let client = self.client(credentials, origin).await?;
            if !client.draft.confidential {
                let refused =
                    Refused::new(Refusal::InvalidClient, "Only confidential clients can introspect tokens.");
                self.note_refused(&client, "introspect", &refused, origin);
                return Err(refused.into());
            }
            Ok(self.look_up(token).await?)
        };
        self.counted(origin, work).await
    }

    /// Revokes a token (RFC 7009) by ending its session. A used or expired token ends its session too: a client that signs out
    /// cannot know whether a response with a newer token was lost. An unknown token counts as revoked.
    ///
    /// # Errors
    /// `invalid_client`; `unauthorized_client` if the token belongs to another client; `rate_limited`.
    pub async fn revoke(
        &self,
        credentials: Credentials,
        token: String,
        origin: &Origin,
    ) -> Result<(), Failed> {
        let work = async {
            let client = self.client(credentials, origin).await?;
            match self.session_of(token).await? {
                None => Ok(()),
                Some((caller, owner)) if owner == client.client_id => {
                    Ok(self.sessions.end(&caller, origin).await?)
                }
                Some(_) => {
                    let description = "The token belongs to another client.";
                    let refused = Refused::new(Refusal::UnauthorizedClient, description);
                    self.note_refused(&client, "revoke", &refused, origin);
                    Err(refused.into())
                }
            }
        };
        self.counted(origin, work).await
    }

    /// Returns the caller and the client of the session that a token belongs to, unless the session has ended.
    async fn session_of(&self, token: String) -> Result<Option<(Caller, String)>> {
        let known = self.access.recognise(&token).map(|token| (token.caller, token.client));
        let unit = async move |conn: &mut Conn| {
            let found = match known {
                Some(known) => Some(known),
                None => sessions::origin_of(conn, &token).await?,
            };
            match found {
                Some((caller, _)) if !sessions::lives(conn, caller.session).await? => Ok(None),
                found => Ok(found),
            }
        };
        self.app.db.read_latest(unit).await
    }

    async fn look_up(&self, token: String) -> Result<Option<Told>> {
        let (known, now) = (self.access.inspect(&token), self.app.clock.now());
        let unit = async move |conn: &mut Conn| {
            let (caller, client, expires_at, kind) = match known {
                // The session may have ended on another server a moment ago.
                Some(token) if !sessions::lives(conn, token.caller.session).await? => return Ok(None),
                Some(token) => (
                    token.caller,
                    token.client,
                    token.expires_at,
                    TokenKind::Access(token.id, token.issued_at),
                ),
                None => match sessions::holder(conn, &token, now).await? {
                    Some((caller, client, end)) => (caller, client, end.seconds(), TokenKind::Refresh),
                    None => return Ok(None),
                },
            };
            let username = match caller.user() {
                None => None,
                Some(user) => match users::find_by_id(conn, user).await? {
                    Some((user, _)) if user.draft.active => {
                        let name = user.draft.username.map(Username::into_string);
                        Some(name.unwrap_or_else(|| user.draft.email.into_string()))
                    }
                    // The tokens of a deleted or inactive user are not active.
                    _ => return Ok(None),
                },
            };
            Ok(Some(Told { caller, client, username, expires_at, kind }))
        };
        self.app.db.read_latest(unit).await
    }
}

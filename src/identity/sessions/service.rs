//! What can be done with sessions.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::store::{self, RefreshRow, SessionRow};
use crate::app::App;
use crate::caller::{Caller, Scopes};
use crate::clock::Instant;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::id::Id;
use crate::identity::access::AccessTokens;
use crate::identity::audit::{self, Action, Outcome};
use crate::identity::seal::{Seal, random};
use crate::identity::users;
use crate::origin::Origin;

/// How long a refresh token is good, in seconds: 30 days. A session lasts as long as somebody refreshes it.
const REFRESH_LIFETIME: i64 = 30 * 86_400;
/// How long a spent token still gives its successor, in seconds: the answer to its first use may have been lost.
const GRACE: i64 = 10;

/// An access token and the refresh token that gets the next one.
#[derive(Debug)]
pub struct Pair {
    /// The access token.
    pub access: String,
    /// The refresh token.
    pub refresh: String,
}

/// Sessions' use cases.
#[derive(Debug, Clone)]
pub struct Sessions {
    app: App,
    access: Arc<AccessTokens>,
    seal: Seal,
}

/// What became of a refresh token.
enum Refreshed {
    /// It was good: the caller, the client, and the next token.
    Next(Caller, String, String),
    /// It had been used before. This user's session has ended, if it had not yet.
    Replayed(Id, Id),
    /// It is none, or too old, or its session or its user has gone.
    Refused,
}

impl Sessions {
    /// The use cases on an app.
    #[must_use]
    pub fn new(app: App, access: Arc<AccessTokens>, seal: Seal) -> Self {
        Self { app, access, seal }
    }

    /// Opens a session, as part of a unit of work. Gives its caller and its first refresh token.
    ///
    /// # Errors
    /// When the database fails, or the machine gives no random numbers.
    pub async fn open(
        &self,
        conn: &mut Conn,
        user: Id,
        client: &str,
        scopes: Scopes,
    ) -> Result<(Caller, String)> {
        let now = self.app.wall.now();
        let caller = Caller { user, session: self.app.request_ids.next(), scopes };
        let expires_at = now.plus_seconds(REFRESH_LIFETIME);
        let session = SessionRow {
            id: caller.session,
            user_id: user,
            client: client.to_owned(),
            scope: scopes.to_string(),
            created_at: now,
            expires_at,
            ended_at: None,
        };
        store::insert(conn, &session).await?;
        let token = URL_SAFE_NO_PAD.encode(random::<32>()?);
        store::insert_token(conn, &row(&token, caller.session, expires_at)).await?;
        Ok((caller, token))
    }

    /// Signs an access token for a caller, to go with a refresh token.
    ///
    /// # Errors
    /// When it can't be signed.
    pub fn pair(&self, caller: &Caller, client: &str, refresh: String) -> Result<Pair> {
        Ok(Pair { access: self.access.sign(caller, client, self.app.request_ids.next())?, refresh })
    }

    /// Spends a refresh token and gives the next pair. Within ten seconds a spent one gives the same refresh token again; later, its use
    /// ends the session, for one of the two who have it is a thief (RFC 9700, 4.14).
    ///
    /// # Errors
    /// `refresh_token_invalid`.
    pub async fn refresh(&self, token: &str, origin: &Origin) -> Result<Pair> {
        let now = self.app.wall.now();
        let replay = audit::event(&self.app, Action::SessionReplayed, origin).outcome(Outcome::Refused);
        let next = URL_SAFE_NO_PAD.encode(self.seal.derive("refresh", token.as_bytes()));
        let token = token.to_owned();
        let unit = async move |conn: &mut Conn| {
            let refreshed = rotate(conn, &token, next, now).await?;
            if let Refreshed::Replayed(user, session) = &refreshed {
                audit::record(conn, replay.by(*user).on("session", *session)).await?;
            }
            Ok(refreshed)
        };
        match self.app.db.write(unit).await? {
            Refreshed::Next(caller, client, next) => self.pair(&caller, &client, next),
            Refreshed::Replayed(_, session) => {
                self.access.end([session]);
                Err(Code::RefreshTokenInvalid.into())
            }
            Refreshed::Refused => Err(Code::RefreshTokenInvalid.into()),
        }
    }

    /// Ends the caller's session: its tokens are good no more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end(&self, caller: &Caller, origin: &Origin) -> Result<()> {
        let (now, session) = (self.app.wall.now(), caller.session);
        let event =
            audit::event(&self.app, Action::SessionEnded, origin).by(caller.user).on("session", session);
        let unit = async move |conn: &mut Conn| {
            if store::end(conn, session, now).await? {
                audit::record(conn, event).await?;
            }
            Ok(())
        };
        self.app.db.write(unit).await?;
        self.access.end([session]);
        Ok(())
    }

    /// Learns from the database which sessions have ended, on whatever server.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn learn(&self) -> Result<()> {
        // Tokens of sessions that ended longer ago have expired.
        let since = self.app.wall.now().plus_seconds(-crate::identity::access::LIFETIME - 60);
        let ended =
            self.app.db.read(async move |conn: &mut Conn| store::ended_since(conn, since).await).await?;
        self.access.end(ended);
        Ok(())
    }

    /// Deletes sessions whose time is over. Gives their number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clean_up(&self) -> Result<usize> {
        let before = self.app.wall.now().plus_seconds(-86_400);
        self.app.db.write(async move |conn: &mut Conn| store::delete_expired(conn, before).await).await
    }
}

async fn rotate(conn: &mut Conn, token: &str, next: String, now: Instant) -> Result<Refreshed> {
    let hash = hash(token);
    let Some((refresh, session)) = store::find(conn, &hash).await? else { return Ok(Refreshed::Refused) };
    if session.ended_at.is_some() || refresh.expires_at <= now {
        return Ok(Refreshed::Refused);
    }
    // Rights are looked up anew, so a role that was taken is not kept alive by refreshing.
    let Some(allowed) = users::allowed(conn, session.user_id).await? else { return Ok(Refreshed::Refused) };
    if store::spend(conn, &hash, now).await? {
        store::insert_token(conn, &row(&next, session.id, now.plus_seconds(REFRESH_LIFETIME))).await?;
        store::extend(conn, session.id, now.plus_seconds(REFRESH_LIFETIME)).await?;
    } else {
        let spent_at = match refresh.spent_at {
            Some(moment) => Some(moment),
            // Somebody else spent it a moment ago, while this unit was at work.
            None => store::find(conn, &hash).await?.and_then(|(refresh, _)| refresh.spent_at),
        };
        if spent_at.is_none_or(|moment| moment.plus_seconds(GRACE) < now) {
            store::end(conn, session.id, now).await?;
            return Ok(Refreshed::Replayed(session.user_id, session.id));
        }
    }
    let scopes = Scopes::parse(&session.scope).and(allowed);
    Ok(Refreshed::Next(Caller { user: session.user_id, session: session.id, scopes }, session.client, next))
}

fn row(token: &str, session_id: Id, expires_at: Instant) -> RefreshRow {
    RefreshRow { hash: hash(token), session_id, expires_at, spent_at: None }
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

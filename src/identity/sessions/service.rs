//! What can be done with sessions.

mod rotate;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use self::rotate::{Rotated, rotate};
use super::store::{self, RefreshRow, SessionRow};
use crate::app::App;
use crate::audit::{self, Outcome};
use crate::caller::{Caller, Scopes, Subject};
use crate::clock::Instant;
use crate::db::Conn;
use crate::error::Result;
use crate::id::Id;
use crate::identity::access::{AccessTokens, LIFETIME};
use crate::identity::actions;
use crate::opaque;
use crate::origin::Origin;
use crate::seal::Seal;

/// How long a refresh token is good, in seconds: 30 days. A session lasts as long as somebody refreshes it.
const REFRESH_LIFETIME: i64 = 30 * 86_400;

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
    /// The refresh token, if the session has any.
    pub refresh: Option<String>,
    /// What the access token may be used for.
    pub scopes: Scopes,
}

/// A refresh token, and who wants the next pair for it.
#[derive(Debug)]
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

/// Sessions' use cases.
#[derive(Debug, Clone)]
pub struct Sessions {
    app: App,
    access: Arc<AccessTokens>,
    seal: Seal,
}

impl Sessions {
    /// The use cases on an app.
    #[must_use]
    pub fn new(app: App, access: Arc<AccessTokens>, seal: Seal) -> Self {
        Self { app, access, seal }
    }

    /// Opens a session, as part of a unit of work.
    ///
    /// # Errors
    /// When the database fails, or the machine gives no random numbers.
    pub async fn open(&self, conn: &mut Conn, opening: Opening) -> Result<Opened> {
        let Opening { subject, client, scopes, refreshable } = opening;
        let now = self.app.clock.now();
        let caller = Caller { subject, session: self.app.ids.next(), scopes: scopes.clone() };
        let expires_at = now.plus_seconds(if refreshable { REFRESH_LIFETIME } else { LIFETIME });
        let session = SessionRow {
            id: caller.session,
            subject: store::kind(subject).to_owned(),
            subject_id: subject.id(),
            client: client.clone(),
            scope: scopes.to_string(),
            created_at: now,
            expires_at,
            ended_at: None,
        };
        store::insert(conn, &session).await?;
        if !refreshable {
            return Ok(Opened { caller, client, refresh: None });
        }
        let token = opaque::make::<32>()?;
        store::insert_token(conn, &row(&token, caller.session, expires_at)).await?;
        Ok(Opened { caller, client, refresh: Some(token) })
    }

    /// Signs the first access token of a session.
    ///
    /// # Errors
    /// When it can't be signed.
    pub fn pair(&self, opened: Opened) -> Result<Pair> {
        let Opened { caller, client, refresh } = opened;
        let access = self.access.sign(&caller, &client, self.app.ids.next())?;
        Ok(Pair { access, refresh, scopes: caller.scopes })
    }

    /// Spends a refresh token and gives the next pair. Within ten seconds a spent one gives the same refresh token again; later, its use
    /// ends the session, for one of the two who have it is a thief (RFC 9700, 4.14).
    ///
    /// # Errors
    /// When the database fails, or the token can't be signed.
    pub async fn refresh(&self, renewal: Renewal, origin: &Origin) -> Result<Renewed> {
        let now = self.app.clock.now();
        let replay = audit::event(&self.app, actions::SESSION_REPLAYED, origin).outcome(Outcome::Refused);
        let registry = self.app.registry;
        let next = URL_SAFE_NO_PAD.encode(self.seal.derive("refresh", renewal.token.as_bytes()));
        let access = Arc::clone(&self.access);
        let unit = async move |conn: &mut Conn| -> Result<_> {
            let rotated = rotate(conn, renewal, next, now, registry).await?;
            if let Rotated::Replayed(user, session) = rotated {
                audit::record(conn, replay.by(user).on("session", session)).await?;
                conn.after_commit(move || access.end([session]));
            }
            Ok(rotated)
        };
        match self.app.db.write(unit).await? {
            Rotated::Next(opened) => self.pair(opened).map(Renewed::Given),
            Rotated::Wider => Ok(Renewed::Wider),
            Rotated::Replayed(..) | Rotated::Refused => Ok(Renewed::Refused),
        }
    }

    /// Ends the caller's session: its tokens are good no more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end(&self, caller: &Caller, origin: &Origin) -> Result<()> {
        let (now, session, access) = (self.app.clock.now(), caller.session, Arc::clone(&self.access));
        let event = audit::event(&self.app, actions::SESSION_ENDED, origin)
            .by(caller.subject.id())
            .on("session", session);
        let unit = async move |conn: &mut Conn| {
            if store::end(conn, session, now).await? {
                audit::record(conn, event).await?;
            }
            conn.after_commit(move || access.end([session]));
            Ok(())
        };
        self.app.db.write(unit).await
    }

    /// Learns from the database which sessions have ended, on whatever server.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn learn(&self) -> Result<()> {
        // Tokens of sessions that ended longer ago have expired.
        let since = self.app.clock.now().plus_seconds(-LIFETIME - 60);
        let ended = self
            .app
            .db
            .read_latest(async move |conn: &mut Conn| store::ended_since(conn, since).await)
            .await?;
        self.access.end(ended);
        Ok(())
    }

    /// Deletes sessions whose time is over. Gives their number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clean_up(&self) -> Result<usize> {
        let before = self.app.clock.now().plus_seconds(-86_400);
        self.app.db.write(async move |conn: &mut Conn| store::delete_expired(conn, before).await).await
    }
}

/// Who has a refresh token that is good: the session as its caller would have it, its client, and when the token ends.
///
/// # Errors
/// When the database fails.
pub(in crate::identity) async fn holder(
    conn: &mut Conn,
    token: &str,
    now: Instant,
) -> Result<Option<(Caller, String, Instant)>> {
    let found = store::find(conn, &opaque::kept(token)).await?;
    let good = |(refresh, session): &(RefreshRow, SessionRow)| {
        refresh.spent_at.is_none() && refresh.expires_at > now && session.ended_at.is_none()
    };
    Ok(found.filter(good).map(|(refresh, session)| {
        let caller = session.caller();
        (caller, session.client, refresh.expires_at)
    }))
}

fn row(token: &str, session_id: Id, expires_at: Instant) -> RefreshRow {
    RefreshRow { hash: opaque::kept(token), session_id, expires_at, spent_at: None }
}

//! Business rules and use cases for sessions.

mod rotate;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use self::rotate::{Rotated, rotate};
use super::model::{Opened, Opening, Pair, Renewal, Renewed, Roles};
use super::store::{self, RefreshRow, SessionRow};
use crate::app::App;
use crate::audit::{self, Outcome};
use crate::caller::Caller;
use crate::clock::Instant;
use crate::db::Conn;
use crate::error::Result;
use crate::opaque;
use crate::origin::Origin;
use crate::seal::Seal;
use crate::tokens::access::AccessTokens;
use crate::tokens::actions;
use crate::tokens::lifetime;

/// The use cases for sessions.
#[derive(Debug, Clone)]
pub struct Sessions {
    app: App,
    access: Arc<AccessTokens>,
    seal: Seal,
    roles: Arc<dyn Roles>,
}

impl Sessions {
    /// Creates the use cases for this app. `roles` looks up the current role of a user.
    #[must_use]
    pub fn new(app: App, access: Arc<AccessTokens>, seal: Seal, roles: Arc<dyn Roles>) -> Self {
        Self { app, access, seal, roles }
    }

    /// Opens a session, as part of a unit of work.
    ///
    /// # Errors
    /// When the database fails, or the machine gives no random numbers.
    pub async fn open(&self, conn: &mut Conn, opening: Opening) -> Result<Opened> {
        let Opening { subject, client, scopes, refreshable } = opening;
        let now = self.app.clock.now();
        let caller = Caller { subject, session: self.app.ids.next(), scopes: scopes.clone() };
        let expires_at = now.plus_seconds(if refreshable { lifetime::REFRESH } else { lifetime::ACCESS });
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
        store::insert_token(conn, &RefreshRow::new(&token, caller.session, expires_at)).await?;
        Ok(Opened { caller, client, refresh: Some(token) })
    }

    /// Signs the first access token of a session.
    ///
    /// # Errors
    /// When the token cannot be signed.
    pub fn pair(&self, opened: Opened) -> Result<Pair> {
        let Opened { caller, client, refresh } = opened;
        let access = self.access.sign(&caller, &client, self.app.ids.next())?;
        Ok(Pair { access, expires_in: self.access.life(), refresh, scopes: caller.scopes })
    }

    /// Exchanges a refresh token for the next pair. Within ten seconds, a used token returns the same successor again. A later
    /// use ends the session, because two parties have the token and one of them is a thief (RFC 9700, 4.14).
    ///
    /// # Errors
    /// When the database fails, or the token cannot be signed.
    pub async fn refresh(&self, renewal: Renewal, origin: &Origin) -> Result<Renewed> {
        let now = self.app.clock.now();
        let replay = audit::event(&self.app, actions::SESSION_REPLAYED, origin).outcome(Outcome::Refused);
        let refused = audit::event(&self.app, actions::SESSION_REFRESH_REFUSED, origin)
            .outcome(Outcome::Refused)
            .with("client", &renewal.client);
        let (registry, roles) = (self.app.registry, Arc::clone(&self.roles));
        let next = URL_SAFE_NO_PAD.encode(self.seal.derive("refresh", renewal.token.as_bytes()));
        let access = Arc::clone(&self.access);
        let unit = async move |conn: &mut Conn| -> Result<_> {
            let rotated = rotate(conn, &*roles, renewal, next, now, registry).await?;
            if let Rotated::Replayed(user, session) = rotated {
                audit::record(conn, replay.by(user).on("session", session)).await?;
                conn.after_commit(move || access.end([session]));
            } else if matches!(rotated, Rotated::Refused) {
                audit::record(conn, refused).await?;
            }
            Ok(rotated)
        };
        match self.app.db.write(unit).await? {
            Rotated::Next(opened) => self.pair(opened).map(Renewed::Given),
            Rotated::Wider => Ok(Renewed::Wider),
            Rotated::Replayed(..) | Rotated::Refused => Ok(Renewed::Refused),
        }
    }

    /// Ends the caller's session. Its tokens stop working.
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

    /// Loads the sessions that have ended, on any server, from the database.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn learn(&self) -> Result<()> {
        // The access tokens of sessions that ended earlier have expired.
        let since = self.app.clock.now().plus_seconds(-lifetime::ACCESS - 60);
        let ended = self
            .app
            .db
            .read_latest(async move |conn: &mut Conn| store::ended_since(conn, since).await)
            .await?;
        self.access.end(ended);
        Ok(())
    }
}

/// Deletes sessions that expired more than a day ago. Returns their number.
///
/// # Errors
/// When the database fails.
pub(crate) async fn clean_up(app: &App) -> Result<usize> {
    let before = app.clock.now().plus_seconds(-86_400);
    app.db.write(async move |conn: &mut Conn| store::delete_expired(conn, before).await).await
}

/// Returns the session of a refresh token, as a caller, and the session's client. Does so even if the token is used or expired,
/// or the session has ended.
///
/// # Errors
/// When the database fails.
pub(crate) async fn origin_of(conn: &mut Conn, token: &str) -> Result<Option<(Caller, String)>> {
    let found = store::find(conn, &opaque::kept(token)).await?;
    Ok(found.map(|(_, session)| (session.caller(), session.client)))
}

/// Returns the session of a valid refresh token, as a caller, the session's client, and when the token expires.
///
/// # Errors
/// When the database fails.
pub(crate) async fn holder(
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

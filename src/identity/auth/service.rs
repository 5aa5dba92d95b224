//! Signing in: the password, the session, the record of it.

use std::sync::Arc;

use crate::app::App;
use crate::caller::Caller;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::identity::audit::{self, Action, Event, Origin};
use crate::identity::passwords::Passwords;
use crate::identity::sessions::{Pair, Sessions};
use crate::identity::throttle::{self, Throttle};
use crate::identity::users::{self, User};

/// The client that the publisher's own apps are.
const FIRST_PARTY: &str = "first-party";

/// Who wants to sign in.
#[derive(Debug)]
pub struct Attempt {
    /// The e-mail address or the username, as it was given.
    pub name: String,
    /// The password.
    pub password: String,
}

/// The use cases of signing in and out.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The app.
    pub app: App,
    /// Sessions.
    pub sessions: Sessions,
    /// Passwords.
    pub passwords: Passwords,
    /// How many attempts are let through.
    pub throttle: Arc<dyn Throttle>,
}

impl SignIn {
    /// Signs somebody in.
    ///
    /// # Errors
    /// `credentials_invalid`, the same and as late for an unknown name as for a wrong password; `rate_limited`.
    pub async fn login(&self, attempt: Attempt, origin: Origin) -> Result<(Pair, User)> {
        let Attempt { name, password } = attempt;
        let permit = throttle::login(&*self.throttle, &name, &origin)?;
        let wanted = name.clone();
        let found = self.app.db.read(async move |conn: &mut Conn| users::find_by_login(conn, &wanted).await).await?;
        let (user, hash) = found.unzip();
        let verdict = self.passwords.verify(hash.as_ref(), &password).await?;
        let Some(user) = user.filter(|user| user.active && verdict.is_right()) else {
            permit.failed();
            let event = Event::of(Action::SessionRefused).by(&name).from(&origin);
            self.app.db.write(async move |conn: &mut Conn| audit::record(conn, event).await).await?;
            return Err(Code::CredentialsInvalid.into());
        };
        let renewed = if verdict.is_weak() { Some(self.passwords.hash(&password).await?) } else { None };
        let event = Event::of(Action::SessionOpened).actor(user.stamp.id).by(&name).from(&origin);
        let (id, scopes, sessions) = (user.stamp.id, user.role().scopes(), self.sessions.clone());
        let unit = async move |conn: &mut Conn| {
            if let Some(hash) = renewed {
                users::renew_hash(conn, id, &hash).await?;
            }
            audit::record(conn, event).await?;
            sessions.open(conn, id, FIRST_PARTY, scopes).await
        };
        let (caller, refresh) = self.app.db.write(unit).await?;
        Ok((self.sessions.pair(&caller, FIRST_PARTY, refresh)?, user))
    }

    /// Gives the next pair for a refresh token.
    ///
    /// # Errors
    /// `refresh_token_invalid`.
    pub async fn refresh(&self, token: &str) -> Result<Pair> {
        self.sessions.refresh(token).await
    }

    /// Ends the caller's session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn logout(&self, caller: &Caller, origin: Origin) -> Result<()> {
        self.sessions.end(caller, origin).await
    }
}

//! Use cases for signing in and out of the publisher's own apps. They open and end sessions and record that in the audit log.

use crate::accounts::passwords::{GivenPassword, Passwords};
use crate::accounts::users::User;
use crate::app::App;
use crate::audit;
use crate::caller::{Caller, Subject};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::limits::{Limits, rules};
use crate::origin::Origin;
use crate::signing_in::errors;
use crate::tokens::actions::SESSION_OPENED;
use crate::tokens::sessions::{Opening, Pair, Renewal, Renewed, Sessions};

/// The `client_id` of the publisher's own apps.
const FIRST_PARTY: &str = "first-party";

/// The credentials of a user who signs in.
#[derive(Debug)]
pub struct SignInRequest {
    /// The e-mail address or the username, as it was entered.
    pub name: String,
    /// The password.
    pub password: GivenPassword,
}

/// The use cases for signing in and out.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The app.
    pub app: App,
    /// Sessions.
    pub sessions: Sessions,
    /// Passwords.
    pub passwords: Passwords,
    /// The rate limits.
    pub limits: Limits,
}

impl SignIn {
    /// Signs a user in.
    ///
    /// # Errors
    /// `credentials_invalid`, which is the same and takes the same time for an unknown name and for a wrong password;
    /// `rate_limited`; `overloaded`.
    pub async fn login(&self, attempt: SignInRequest, origin: Origin) -> Result<(Pair, User)> {
        let name = attempt.name.clone();
        let proven = self.authenticate(attempt, &origin).await?;
        let (user, sessions, registry) = (proven.user.clone(), self.sessions.clone(), self.app.registry);
        let event = audit::event(&self.app, SESSION_OPENED, &origin).named(&name);
        let unit = async move |conn: &mut Conn| -> Result<_> {
            let (id, role) = proven.confirm(conn).await?;
            let scopes = registry.scopes_of(role);
            let client = FIRST_PARTY.to_owned();
            let opening = Opening { subject: Subject::User(id), client, scopes, refreshable: true };
            let opened = sessions.open(conn, opening).await?;
            audit::record(conn, event.by(id).on("session", opened.caller.session)).await?;
            Ok(opened)
        };
        Ok((self.sessions.pair(self.app.db.write(unit).await?)?, user))
    }

    /// Exchanges a refresh token for the next pair.
    ///
    /// # Errors
    /// `refresh_token_invalid`; `rate_limited`.
    pub async fn refresh(&self, token: &str, origin: &Origin) -> Result<Pair> {
        let client = FIRST_PARTY.to_owned();
        let renewal = Renewal { token: token.to_owned(), client, allowed: None, wanted: None };
        let work = async {
            match self.sessions.refresh(renewal, origin).await? {
                Renewed::Given(pair) => Ok(pair),
                Renewed::Wider | Renewed::Refused => Err(Error::from(errors::REFRESH_TOKEN_INVALID)),
            }
        };
        let wrong = |error: &Error| error.code() == errors::REFRESH_TOKEN_INVALID;
        self.limits.guarded(rules::REFRESH, origin, work, wrong).await
    }

    /// Ends the caller's session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn logout(&self, caller: &Caller, origin: &Origin) -> Result<()> {
        self.sessions.end(caller, origin).await
    }
}

//! Signing in: the password, the session, the record of it.

use crate::app::App;
use crate::caller::Caller;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::identity::audit::{self, Action, Outcome};
use crate::identity::passwords::{GivenPassword, PasswordHash, Passwords, Verdict};
use crate::identity::sessions::{Pair, Sessions};
use crate::identity::throttle::Limits;
use crate::identity::users::{self, User};
use crate::origin::Origin;

/// The client that the publisher's own apps are.
const FIRST_PARTY: &str = "first-party";

/// Who wants to sign in.
#[derive(Debug)]
pub struct Attempt {
    /// The e-mail address or the username, as it was given.
    pub name: String,
    /// The password.
    pub password: GivenPassword,
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
    pub limits: Limits,
}

impl SignIn {
    /// Signs somebody in.
    ///
    /// # Errors
    /// `credentials_invalid`, the same and as late for an unknown name as for a wrong password; `rate_limited`.
    pub async fn login(&self, attempt: Attempt, origin: Origin) -> Result<(Pair, User)> {
        let Attempt { name, password } = attempt;
        let attempt = self.limits.login(&name, &origin).await?;
        let (user, hash, verdict) = match self.look(&name, &password).await {
            Ok(found) => found,
            Err(error) => {
                // Our own failure is no wrong guess.
                attempt.withdraw().await;
                return Err(error);
            }
        };
        let (Some(user), Some(hash)) =
            (user.filter(|user| user.draft.active && verdict != Verdict::Wrong), hash)
        else {
            let event = audit::event(&self.app, Action::SessionRefused, &origin)
                .outcome(Outcome::Failed)
                .named(&name);
            self.app.db.write(async move |conn: &mut Conn| audit::record(conn, event).await).await?;
            return Err(Code::CredentialsInvalid.into());
        };
        let renewed = match verdict {
            Verdict::Outdated => Some(self.passwords.hash(password.reveal()).await?),
            Verdict::Right | Verdict::Wrong => None,
        };
        let (id, scopes, sessions) = (user.stamp.id, user.draft.role.scopes(), self.sessions.clone());
        let event = audit::event(&self.app, Action::SessionOpened, &origin).by(id).named(&name);
        let unit = async move |conn: &mut Conn| {
            if let Some(next) = renewed {
                users::renew_hash(conn, id, &hash, &next).await?;
            }
            let (caller, refresh) = sessions.open(conn, id, FIRST_PARTY, scopes).await?;
            audit::record(conn, event.on("session", caller.session)).await?;
            Ok((caller, refresh))
        };
        let (caller, refresh) = self.app.db.write(unit).await?;
        attempt.succeeded().await;
        Ok((self.sessions.pair(&caller, FIRST_PARTY, refresh)?, user))
    }

    /// Who has this name, and what the password is worth. Nobody takes as long as somebody.
    async fn look(
        &self,
        name: &str,
        password: &GivenPassword,
    ) -> Result<(Option<User>, Option<PasswordHash>, Verdict)> {
        let name = name.to_owned();
        let found =
            self.app.db.read(async move |conn: &mut Conn| users::find_by_login(conn, &name).await).await?;
        let (user, hash) = found.unzip();
        let verdict = self.passwords.verify(hash.as_ref(), password.reveal()).await?;
        Ok((user, hash, verdict))
    }

    /// Gives the next pair for a refresh token.
    ///
    /// # Errors
    /// `refresh_token_invalid`.
    pub async fn refresh(&self, token: &str, origin: &Origin) -> Result<Pair> {
        self.sessions.refresh(token, origin).await
    }

    /// Ends the caller's session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn logout(&self, caller: &Caller, origin: &Origin) -> Result<()> {
        self.sessions.end(caller, origin).await
    }
}

//! Verifies passwords for sign-in, the password grant and the authorization page.

use super::service::{SignIn, SignInRequest};
use crate::accounts::passwords::{PasswordHash, Share, Verdict};
use crate::accounts::users::{self, Hold, User};
use crate::audit::{self, Outcome};
use crate::caller::Role;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::limits::Account;
use crate::origin::Origin;
use crate::signing_in::actions;
use crate::signing_in::errors;

/// A user who has just given the right password.
#[derive(Debug, Clone)]
pub struct Proven {
    /// The user.
    pub user: User,
    hash: PasswordHash,
    renewed: Option<PasswordHash>,
}

impl SignIn {
    /// Verifies a user's password. For an unknown user, it takes the same time.
    ///
    /// # Errors
    /// `credentials_invalid`, which is the same for an unknown name, a wrong password and an inactive account; `rate_limited`;
    /// `overloaded`.
    pub async fn authenticate(&self, attempt: SignInRequest, origin: &Origin) -> Result<Proven> {
        self.limits.may_login(&attempt.name, origin).await?;
        let login = attempt.name.clone();
        let find = async move |conn: &mut Conn| users::find_by_login(conn, &login).await;
        let found = self.app.db.read_latest(find).await?;
        let account = match &found {
            Some((user, _)) => Account::of(user.stamp.id, &attempt.name),
            None => Account::named(&attempt.name),
        };
        let permit = self.limits.login(&account, origin).await?;
        let share = Share::of(&account, origin);
        permit.settle(self.compare(attempt, found, &share, origin).await, errors::CREDENTIALS_INVALID).await
    }

    async fn compare(
        &self,
        SignInRequest { name, password }: SignInRequest,
        found: Option<(User, PasswordHash)>,
        share: &Share,
        origin: &Origin,
    ) -> Result<Proven> {
        let hash = found.as_ref().map(|(_, hash)| hash);
        let verdict = self.passwords.verify(hash, password.reveal(), share).await?;
        let Some((user, hash)) = found.filter(|(user, _)| user.draft.active && verdict != Verdict::Wrong)
        else {
            let event = audit::event(&self.app, actions::SESSION_REFUSED, origin)
                .outcome(Outcome::Failed)
                .named(&name);
            self.app.db.write(async move |conn: &mut Conn| audit::record(conn, event).await).await?;
            return Err(errors::CREDENTIALS_INVALID.into());
        };
        let renewed = match verdict {
            Verdict::Outdated => Some(self.passwords.hash(password.reveal(), share).await?),
            Verdict::Right | Verdict::Wrong => None,
        };
        Ok(Proven { user, hash, renewed })
    }
}

impl Proven {
    /// Returns the user's id and current role. Call it in the unit of work that signs the user in: it locks the user's row until
    /// the unit of work ends.
    ///
    /// Verifying a password takes time. If the user was deactivated or got another password meanwhile, the sign-in fails.
    /// Otherwise, it could open a session that the deactivation or the new password does not end.
    ///
    /// # Errors
    /// `credentials_invalid`.
    pub async fn confirm(self, conn: &mut Conn) -> Result<(Id, Role)> {
        // If two sign-ins both locked the row in shared mode and then wanted to update its hash, they would deadlock.
        let hold = if self.renewed.is_some() { Hold::Alone } else { Hold::Shared };
        self.confirm_by(conn, hold).await
    }

    /// Returns the same, and locks the row exclusively, so that nobody else is signed in as this user before the unit of work
    /// ends.
    ///
    /// # Errors
    /// The errors of [`Proven::confirm`].
    pub async fn confirm_alone(self, conn: &mut Conn) -> Result<(Id, Role)> {
        self.confirm_by(conn, Hold::Alone).await
    }

    async fn confirm_by(self, conn: &mut Conn, hold: Hold) -> Result<(Id, Role)> {
        let Self { user, hash, renewed } = self;
        let id = user.stamp.id;
        let role = users::still_allowed(conn, id, &hash, hold).await?;
        let role = role.ok_or_else(|| Error::from(errors::CREDENTIALS_INVALID))?;
        if let Some(next) = renewed {
            users::renew_hash(conn, id, &hash, &next).await?;
        }
        Ok((id, role))
    }
}

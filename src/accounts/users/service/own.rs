//! Use cases of users on their own accounts.

use std::sync::Arc;

use super::super::model::{Profile, User};
use super::super::store;
use super::Users;
use crate::accounts::actions;
use crate::accounts::passwords::{GivenPassword, NewPassword, PasswordHash, Share, Verdict};
use crate::audit::{self, Outcome};
use crate::caller::Caller;
use crate::db::Conn;
use crate::error::{Code, Error, Fault, FaultCode, Result};
use crate::id::Id;
use crate::limits::Account;
use crate::origin::Origin;
use crate::tokens::sessions;
use crate::version::Guard;

impl Users {
    /// Returns the user that a token belongs to.
    ///
    /// # Errors
    /// `token_invalid` when the user does not exist any more or is inactive, or when the token belongs to a client on its own
    /// behalf.
    pub async fn me(&self, caller: &Caller) -> Result<User> {
        Ok(self.me_with_hash(caller).await?.0)
    }

    /// Changes the caller's own profile, to what `edit` makes of the current account.
    ///
    /// # Errors
    /// The errors of [`Users::me`]; `version_mismatch`, `username_taken`, `write_conflict`, and the errors of `edit`.
    pub async fn change_me<F>(&self, caller: &Caller, origin: &Origin, guard: Guard, edit: F) -> Result<User>
    where
        F: Fn(User) -> Result<Profile> + Send + Sync,
    {
        let edit = |current: User| {
            let draft = present(current.clone())?.draft;
            Ok(draft.with_profile(edit(current)?))
        };
        let own = own(caller)?;
        let event = audit::event(&self.app, actions::USER_CHANGED, origin).by(own);
        self.write(own, guard, Code::TOKEN_INVALID, event, edit).await
    }

    /// Changes the caller's password, and ends all of the caller's sessions except the current one.
    ///
    /// # Errors
    /// The errors of [`Users::me`]; `validation_failed` when the current password is wrong or the new one is too easy to guess;
    /// `rate_limited`, as for sign-ins.
    pub async fn change_password(
        &self,
        caller: Caller,
        origin: &Origin,
        current: GivenPassword,
        next: NewPassword,
    ) -> Result<()> {
        let own = own(&caller)?;
        let (user, hash) = self.me_with_hash(&caller).await?;
        // Somebody who has stolen a token must not be able to guess the password with it.
        let account = Account::of(own, user.draft.email.as_str());
        let share = Share::of(&account, origin);
        let attempt = self.limits.login(&account, origin).await?;
        match self.passwords.verify(Some(&hash), current.reveal(), &share).await {
            Ok(Verdict::Wrong) => {
                let event = audit::event(&self.app, actions::PASSWORD_CHANGE_REFUSED, origin);
                let event = event.outcome(Outcome::Failed).by(own).on("user", own);
                self.app.db.write(async move |conn: &mut Conn| audit::record(conn, event).await).await?;
                return Err(wrong());
            }
            Ok(Verdict::Right | Verdict::Outdated) => attempt.succeeded().await,
            Err(error) => {
                attempt.withdraw().await;
                return Err(error);
            }
        }
        let next = self.passwords.admit(&next, user.draft.known_words(), "/newPassword", &share).await?;
        let (now, access) = (self.app.clock.now(), Arc::clone(&self.access));
        let event = audit::event(&self.app, actions::PASSWORD_CHANGED, origin).by(own).on("user", own);
        let unit = async move |conn: &mut Conn| {
            if store::set_hash(conn, own, &hash, &next, Some(now)).await? {
                audit::record(conn, event).await?;
                let ended = sessions::end_all_of(conn, own, Some(caller.session), now).await?;
                conn.after_commit(move || access.end(ended));
                Ok(())
            } else {
                // The password was changed meanwhile, so the given one is not the current password any more.
                Err(wrong())
            }
        };
        self.app.db.write(unit).await
    }

    async fn me_with_hash(&self, caller: &Caller) -> Result<(User, PasswordHash)> {
        let id = own(caller)?;
        let found =
            self.app.db.read_latest(async move |conn: &mut Conn| store::with_hash(conn, id).await).await?;
        let (user, hash) = found.ok_or_else(|| Error::from(Code::TOKEN_INVALID))?;
        Ok((present(user)?, hash))
    }
}

/// Returns the caller's user id. A client on its own behalf has no account.
fn own(caller: &Caller) -> Result<Id> {
    caller.user().ok_or_else(|| Code::TOKEN_INVALID.into())
}

/// Returns the user, unless the account is inactive.
fn present(user: User) -> Result<User> {
    if user.draft.active { Ok(user) } else { Err(Code::TOKEN_INVALID.into()) }
}

fn wrong() -> Error {
    let fault = Fault::body("/currentPassword", FaultCode::WrongPassword, "is not the present password");
    Error::invalid(vec![fault])
}

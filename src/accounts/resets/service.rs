//! Business rules and use cases for password resets.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::store::{self, ResetRow};
use crate::accounts::actions;
use crate::accounts::errors;
use crate::accounts::passwords::{NewPassword, PasswordHash, Passwords, Share};
use crate::accounts::users::{User, find_by_email, find_by_id, hold_by_id, put_password};
use crate::app::App;
use crate::audit::{self, Outcome};
use crate::clock::Instant;
use crate::db::Conn;
use crate::error::{Error, Fault, FaultCode, Result};
use crate::limits::{Account, Limits, rules};
use crate::mail::{Mail, Mailer};
use crate::opaque;
use crate::origin::Origin;
use crate::text::{Email, WebUrl};
use crate::tokens::access::AccessTokens;

/// How long a token is valid, in microseconds: 30 minutes.
const LIFETIME: i64 = 30 * 60 * 1_000_000;

/// The use cases for password resets.
#[derive(Debug, Clone)]
pub struct Resets {
    app: App,
    passwords: Passwords,
    access: Arc<AccessTokens>,
    mailer: Mailer,
    limits: Limits,
    url: Option<WebUrl>,
}

impl Resets {
    /// Creates the use cases for this app. `url` is the page where users set a new password.
    #[must_use]
    pub fn new(
        app: App,
        passwords: Passwords,
        access: Arc<AccessTokens>,
        mailer: Mailer,
        limits: Limits,
        url: Option<WebUrl>,
    ) -> Self {
        Self { app, passwords, access, mailer, limits, url }
    }

    /// Sends a token to an address, if it belongs to a user who may sign in.
    ///
    /// Does not reveal whether it does. For an unknown address, a token is generated and stored too, but sent to nobody. The mail
    /// leaves after the commit, in a background task, so the response does not wait for it.
    ///
    /// # Errors
    /// `rate_limited`; when the database fails.
    pub async fn request(&self, email: Email, origin: &Origin) -> Result<()> {
        self.limits.reset(email.as_str(), origin).await?;
        let event = audit::event(&self.app, actions::PASSWORD_RESET_ASKED, origin).named(email.as_str());
        let token = opaque::make::<32>()?;
        let (hash, nobody, now) = (hash(&token), self.app.ids.next(), self.app.clock.now());
        let expires_at = Instant::from_micros(now.micros() + LIFETIME).map_err(Error::internal)?;
        let mailer = self.mailer.clone();
        let text = self.text(&token);
        let unit = async move |conn: &mut Conn| {
            let found = find_by_email(conn, &email).await?.filter(|(user, _)| user.draft.active);
            let user_id = found.as_ref().map_or(nobody, |(user, _)| user.stamp.id);
            let bond = found.as_ref().map_or_else(String::new, |(user, present)| bond(user, present));
            store::insert(conn, ResetRow { hash, user_id, bond, expires_at }, now).await?;
            audit::record(conn, event).await?;
            if let Some((user, _)) = found {
                let mail = Mail { to: user.draft.email, subject: "A new password", text };
                conn.after_commit(move || mailer.send(mail));
            }
            Ok(())
        };
        self.app.db.write(unit).await
    }

    /// Sets a new password with a token, and ends all of the user's sessions.
    ///
    /// # Errors
    /// `reset_token_invalid`, after which nothing has changed; `validation_failed` when the password is too easy to guess, after
    /// which the token is still valid; `rate_limited` after too many invalid tokens.
    pub async fn confirm(&self, token: &str, next: NewPassword, origin: &Origin) -> Result<()> {
        let wrong = |error: &Error| error.code() == errors::RESET_TOKEN_INVALID;
        let work = async {
            let done = self.set(token, next, origin).await;
            if done.as_ref().is_err_and(wrong) {
                let event = audit::event(&self.app, actions::PASSWORD_RESET_REFUSED, origin);
                let event = event.outcome(Outcome::Refused);
                self.app.db.write(async move |conn: &mut Conn| audit::record(conn, event).await).await?;
            }
            done
        };
        self.limits.guarded(rules::RESET_TOKEN, origin, work, wrong).await
    }

    async fn set(&self, token: &str, next: NewPassword, origin: &Origin) -> Result<()> {
        let (hash, now) = (hash(token), self.app.clock.now());
        let spent = hash.clone();
        let read = async move |conn: &mut Conn| {
            let Some(row) = store::find(conn, &hash, now).await? else { return Ok(None) };
            let found = find_by_id(conn, row.user_id).await?;
            Ok(found.filter(|found| fits(found, &row.bond)).map(|(user, _)| (user, row.bond)))
        };
        let (user, bound) = self.app.db.read_latest(read).await?.ok_or_else(invalid)?;
        let id = user.stamp.id;
        let event = audit::event(&self.app, actions::PASSWORD_RESET, origin).by(id).on("user", id);
        let account = Account::of(id, user.draft.email.as_str());
        let share = Share::of(&account, origin);
        let next = self.passwords.admit(&next, user.draft.known_words(), "/newPassword", &share).await?;
        let (now, access) = (self.app.clock.now(), Arc::clone(&self.access));
        let unit = async move |conn: &mut Conn| -> Result<()> {
            // Lock the user before the tokens, so that two requests with two tokens of one user cannot deadlock. The password or
            // the address may have changed since it was read.
            let same = hold_by_id(conn, id).await?.is_some_and(|found| fits(&found, &bound));
            // Of two requests with the same token, only one finds it.
            if !same || !store::spend(conn, &spent).await? {
                return Err(invalid());
            }
            store::delete_of(conn, id).await?;
            audit::record(conn, event).await?;
            let ended = put_password(conn, id, &next, now).await?.ok_or_else(invalid)?;
            conn.after_commit(move || access.end(ended));
            Ok(())
        };
        self.app.db.write(unit).await?;
        // Whoever reads the mail is the owner. The network becomes a known one, so that strangers cannot lock the owner out.
        self.limits.welcome(&account, origin).await;
        Ok(())
    }

    /// Returns the text of the mail with a token.
    fn text(&self, token: &str) -> String {
        let way = match &self.url {
            Some(url) => {
                let mark = if url.as_str().contains('?') { '&' } else { '?' };
                format!("Open this address:\n\n{url}{mark}token={token}")
            }
            None => format!("Your token is:\n\n{token}"),
        };
        format!(
            "Somebody, probably you, asked for a new password.\n\n{way}\n\nIt is good once, for half an hour. If it was not you, do \
             nothing: your password stays as it is.\n"
        )
    }
}

/// Returns the hash of a token, as text.
fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(opaque::kept(token))
}

/// Returns what a token is bound to: it becomes invalid when the address or the password changes.
fn bond(user: &User, present: &PasswordHash) -> String {
    hash(&format!("{} {}", user.draft.email.key(), present.as_str()))
}

/// Returns whether a token with this bond is still valid for a user.
fn fits((user, present): &(User, PasswordHash), bound: &str) -> bool {
    user.draft.active && bond(user, present) == bound
}

fn invalid() -> Error {
    Error::from(errors::RESET_TOKEN_INVALID).at(Fault::body(
        "/token",
        FaultCode::NotFound,
        "is not good any more",
    ))
}

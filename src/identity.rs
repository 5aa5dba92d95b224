//! Creates and connects the services that tokens, accounts, signing in and the OAuth server share.
//!
//! The other parts know only a [`Caller`] and its scopes.

mod secret;

use std::sync::Arc;
use std::time::Duration;

use crate::accounts::config::AccountsConfig;
use crate::accounts::passwords::Passwords;
use crate::accounts::resets::Resets;
use crate::accounts::users::{PresentRoles, Users};
use crate::app::App;
use crate::audit::{self, Notes, Outcome};
use crate::caller::Caller;
use crate::config::Config;
use crate::db::Db;
use crate::error::Result;
use crate::http::verify::{Denied, Verify};
use crate::limits::{self, Limits};
use crate::mail::Mailer;
use crate::oauth::clients::Clients;
use crate::oauth::server::{OAuth, authorize::AuthorizePage};
use crate::seal::Seal;
use crate::signing_in::SignIn;
use crate::tasks::{self, Duty, Tasks};
use crate::text::WebUrl;
use crate::throttle::Windows;
use crate::tokens;
use crate::tokens::access::AccessTokens;
use crate::tokens::config::TokensConfig;
use crate::tokens::keys::{Keys, SigningKey, service as key_service};
use crate::tokens::sessions::Sessions;

/// How often a server looks in the database for keys and sessions that others changed. A token of a session that ended elsewhere is
/// good for so long at most, and for the time that the look takes.
const LOOK: Duration = Duration::from_secs(2);

/// What they share; made once and handed down.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Access tokens.
    pub access: Arc<AccessTokens>,
    /// The keys that they are signed with.
    pub keys: Arc<Keys>,
    /// Sessions.
    pub sessions: Sessions,
    /// Passwords; what hashes them is one for the whole process.
    pub passwords: Passwords,
    /// Mail.
    pub mailer: Mailer,
    /// What was refused, on its way to the audit.
    pub notes: Notes,
    /// How often somebody may try.
    pub limits: Limits,
    reset_url: Option<WebUrl>,
    key_days: i64,
    seal: Seal,
    app: App,
}

impl Identity {
    /// Opens what the database has, and makes what is missing.
    ///
    /// # Errors
    /// When the database fails, there is no secret or another one than before, or mail has no way to leave.
    pub async fn open(app: &App) -> Result<Self> {
        let seal = secret::of(&app.config)?;
        let identity = Self::with(app, seal, Vec::new())?;
        identity.look().await?;
        Ok(identity)
    }

    /// The same with keys that are at hand, and a database that may be empty.
    ///
    /// # Errors
    /// When mail has no way to leave, or a value of the configuration is not allowed.
    pub fn with(app: &App, seal: Seal, keys: Vec<SigningKey>) -> Result<Self> {
        let keys = Arc::new(Keys::new(keys));
        // An issuer is an address (RFC 8414).
        let issuer = app.config.http.base_url();
        let config = app.config.section::<TokensConfig>()?;
        let access = AccessTokens::new(Arc::clone(&keys), app.clock.clone(), issuer);
        let access = Arc::new(access.lasting(config.access_seconds));
        let notes = Notes::new(app.db.clone());
        let accounts = app.config.section::<AccountsConfig>()?;
        Ok(Self {
            sessions: Sessions::new(app.clone(), Arc::clone(&access), seal.clone(), Arc::new(PresentRoles)),
            passwords: Passwords::new(accounts.bcrypt_cost),
            reset_url: accounts.reset_url,
            key_days: config.key_days,
            mailer: Mailer::new(&app.config.mail)?,
            limits: counted(app.clone(), notes.clone()),
            access,
            keys,
            notes,
            seal,
            app: app.clone(),
        })
    }

    /// Signing in and out.
    #[must_use]
    pub fn sign_in(&self) -> SignIn {
        SignIn {
            app: self.app.clone(),
            sessions: self.sessions.clone(),
            passwords: self.passwords.clone(),
            limits: self.limits.clone(),
        }
    }

    /// The use cases of forgotten passwords on an app.
    #[must_use]
    pub fn resets(&self, app: &App) -> Resets {
        Resets::new(
            app.clone(),
            self.passwords.clone(),
            Arc::clone(&self.access),
            self.mailer.clone(),
            self.limits.clone(),
            self.reset_url.clone(),
        )
    }

    /// Users' use cases on an app.
    #[must_use]
    pub fn users(&self, app: &App) -> Users {
        Users::new(app.clone(), self.passwords.clone(), Arc::clone(&self.access), self.limits.clone())
            .telling(self.mailer.clone(), self.notes.clone())
    }

    /// Users' use cases for a command, which nobody signs in to and nobody calls over a network. They need no secret.
    ///
    /// # Errors
    /// When a value of the configuration is not allowed.
    pub fn users_alone(app: &App) -> Result<Users> {
        let cost = app.config.section::<AccountsConfig>()?.bcrypt_cost;
        let keys = Arc::new(Keys::new(Vec::new()));
        let access = AccessTokens::new(keys, app.clock.clone(), app.config.http.base_url());
        let limits = counted(app.clone(), Notes::new(app.db.clone()));
        Ok(Users::new(app.clone(), Passwords::new(cost), Arc::new(access), limits))
    }

    /// Checks what [`Identity::open`] needs of the configuration, without changing anything.
    ///
    /// # Errors
    /// When there is no secret and no place to keep one, or mail has no way to leave.
    pub fn check(config: &Config) -> Result<()> {
        secret::find(config)?;
        Mailer::new(&config.mail)?;
        Ok(())
    }

    /// Checks that the secret opens the keys of a database, which need not have been migrated.
    ///
    /// # Errors
    /// When a key was sealed with another secret.
    pub async fn fits(db: &Db, config: &Config) -> Result<()> {
        key_service::fits(db, secret::find(config)?.as_ref()).await
    }

    /// Clients' use cases on an app.
    #[must_use]
    pub fn clients(&self, app: &App) -> Clients {
        Clients::new(app.clone(), Arc::clone(&self.access), self.notes.clone())
    }

    /// The token server.
    #[must_use]
    pub fn oauth(&self) -> OAuth {
        OAuth {
            app: self.app.clone(),
            sign_in: self.sign_in(),
            sessions: self.sessions.clone(),
            access: Arc::clone(&self.access),
            limits: self.limits.clone(),
            notes: self.notes.clone(),
        }
    }

    /// The page on which users let clients act for them.
    #[must_use]
    pub fn authorize_page(&self) -> AuthorizePage {
        AuthorizePage { oauth: self.oauth(), seal: self.seal.clone() }
    }

    /// Takes up what other servers, or a command, have changed: keys, and sessions that ended.
    ///
    /// # Errors
    /// When the database fails; what was known before stays.
    pub async fn look(&self) -> Result<()> {
        // In this order, and the second whatever became of the first.
        let (keys, sessions) = (self.learn_keys().await, self.sessions.learn().await);
        tasks::all([keys, sessions])
    }

    async fn learn_keys(&self) -> Result<()> {
        key_service::learn(&self.app, &self.seal, self.key_days, &self.keys).await
    }

    /// Starts what looks at the database again and again.
    pub fn watch(&self, tasks: &mut Tasks) {
        tasks.every("look for signing keys", Duty::Safety, LOOK, self, async |it| it.learn_keys().await);
        tasks.every("look for ended sessions", Duty::Safety, LOOK, &self.sessions, async |it| {
            it.learn().await
        });
    }

    /// Makes a new signing key; servers that run take it up by themselves. Gives its id.
    ///
    /// # Errors
    /// When the database fails, or there is no secret.
    pub async fn rotate(app: &App) -> Result<String> {
        key_service::rotate(app, &secret::of(&app.config)?).await
    }
}

/// Limits in this process; what they refuse is audited.
fn counted(app: App, notes: Notes) -> Limits {
    let windows = Arc::new(Windows::new(app.clock.clone(), app.registry.limits()));
    Limits::new(windows, move |policy, account, origin| {
        let event = audit::event(&app, limits::actions::ATTEMPTS_LIMITED, origin).outcome(Outcome::Refused);
        notes.note(event.named(account).with("policy", policy.name));
    })
}

impl Verify for Identity {
    fn verify(&self, token: &str) -> Result<Caller> {
        self.access.verify(token)
    }

    fn refused(&self, refusal: Denied) {
        let Denied { caller, wanted, operation, origin } = refusal;
        let event = audit::event(&self.app, tokens::actions::ACCESS_REFUSED, &origin)
            .outcome(Outcome::Refused)
            .by(caller.subject.id())
            .on("operation", operation)
            .with("scope", wanted.name());
        self.notes.note(event);
    }
}

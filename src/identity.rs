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
use crate::http::pages::KnownLogins;
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

/// How often a server checks the database for keys and sessions that other servers or commands have changed. A token of a session
/// that ended on another server stays valid for this long at most, plus the time of the check.
const LOOK: Duration = Duration::from_secs(2);

/// The shared services. Created once and passed down.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Access tokens.
    pub access: Arc<AccessTokens>,
    /// The keys that sign access tokens.
    pub keys: Arc<Keys>,
    /// Sessions.
    pub sessions: Sessions,
    /// The password hasher, which the whole process shares.
    pub passwords: Passwords,
    /// Mail.
    pub mailer: Mailer,
    /// The queue for audit events of refusals.
    pub notes: Notes,
    /// The rate limits.
    pub limits: Limits,
    reset_url: Option<WebUrl>,
    key_days: i64,
    seal: Seal,
    app: App,
}

impl Identity {
    /// Loads the secret, the keys and the ended sessions. Creates the secret's file and the first key if they do not exist.
    ///
    /// # Errors
    /// When the database fails, the secret is missing or different from before, or the mail settings are invalid.
    pub async fn open(app: &App) -> Result<Self> {
        let seal = secret::of(&app.config)?;
        let identity = Self::with(app, seal, Vec::new())?;
        identity.look().await?;
        Ok(identity)
    }

    /// Creates the services with the given keys. The database can be empty.
    ///
    /// # Errors
    /// When the mail settings or other settings are invalid.
    pub fn with(app: &App, seal: Seal, keys: Vec<SigningKey>) -> Result<Self> {
        let keys = Arc::new(Keys::new(keys));
        // An issuer is a URL (RFC 8414).
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

    /// Returns the use cases for signing in and out.
    #[must_use]
    pub fn sign_in(&self) -> SignIn {
        SignIn {
            app: self.app.clone(),
            sessions: self.sessions.clone(),
            passwords: self.passwords.clone(),
            limits: self.limits.clone(),
        }
    }

    /// Returns the use cases for password resets.
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

    /// Returns the use cases for users.
    #[must_use]
    pub fn users(&self, app: &App) -> Users {
        Users::new(app.clone(), self.passwords.clone(), Arc::clone(&self.access), self.limits.clone())
            .telling(self.mailer.clone(), self.notes.clone())
    }

    /// Returns the use cases for users for a command, which has no sign-ins and no requests. They need no secret.
    ///
    /// # Errors
    /// When a setting is invalid.
    pub fn users_alone(app: &App) -> Result<Users> {
        let cost = app.config.section::<AccountsConfig>()?.bcrypt_cost;
        let keys = Arc::new(Keys::new(Vec::new()));
        let access = AccessTokens::new(keys, app.clock.clone(), app.config.http.base_url());
        let limits = counted(app.clone(), Notes::new(app.db.clone()));
        Ok(Users::new(app.clone(), Passwords::new(cost), Arc::new(access), limits))
    }

    /// Checks the configuration that [`Identity::open`] needs, without changing anything.
    ///
    /// # Errors
    /// When there is no secret and no place to store one, or the mail settings are invalid.
    pub fn check(config: &Config) -> Result<()> {
        secret::find(config)?;
        Mailer::new(&config.mail)?;
        Ok(())
    }

    /// Checks that the secret opens the keys in a database, which need not have been migrated.
    ///
    /// # Errors
    /// When a key was sealed with another secret.
    pub async fn fits(db: &Db, config: &Config) -> Result<()> {
        key_service::fits(db, secret::find(config)?.as_ref()).await
    }

    /// Returns the use cases for clients.
    #[must_use]
    pub fn clients(&self, app: &App) -> Clients {
        Clients::new(app.clone(), Arc::clone(&self.access), self.notes.clone())
    }

    /// Returns the use cases of the authorization server.
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

    /// Returns the page where users authorize clients.
    #[must_use]
    pub fn authorize_page(&self, known: Option<KnownLogins>) -> AuthorizePage {
        AuthorizePage { oauth: self.oauth(), seal: self.seal.clone(), known }
    }

    /// Loads what other servers or commands have changed: keys, and sessions that ended.
    ///
    /// # Errors
    /// When the database fails. What was loaded before stays.
    pub async fn look(&self) -> Result<()> {
        // In this order. The second step runs even if the first one fails.
        let (keys, sessions) = (self.learn_keys().await, self.sessions.learn().await);
        tasks::all([keys, sessions])
    }

    async fn learn_keys(&self) -> Result<()> {
        key_service::learn(&self.app, &self.seal, self.key_days, &self.keys).await
    }

    /// Starts the tasks that check the database regularly.
    pub fn watch(&self, tasks: &mut Tasks) {
        tasks.every("look for signing keys", Duty::Safety, LOOK, self, async |it| it.learn_keys().await);
        tasks.every("look for ended sessions", Duty::Safety, LOOK, &self.sessions, async |it| {
            it.learn().await
        });
    }

    /// Creates a new signing key, which running servers load by themselves. Returns the id of the key.
    ///
    /// # Errors
    /// When the database fails, or there is no secret.
    pub async fn rotate(app: &App) -> Result<String> {
        key_service::rotate(app, &secret::of(&app.config)?).await
    }
}

/// Creates rate limits that are counted in this process. Refused attempts are recorded in the audit log.
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

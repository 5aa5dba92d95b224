//! Identity: who calls, and how they prove it.
//!
//! The other parts know a [`Caller`](crate::caller::Caller) and its scopes, and nothing of this.

pub mod access;
pub mod audit;
pub mod auth;
pub mod keys;
pub mod passwords;
pub mod secret;
pub mod sessions;
pub mod throttle;
pub mod users;
pub mod wellknown;

use std::sync::Arc;
use std::time::Duration;

use self::access::AccessTokens;
use self::keys::{Key, Keys, service as key_service};
use self::secret::Secret;
use self::sessions::Sessions;
use crate::app::App;
use crate::error::Result;

/// How often a server looks in the database for keys and sessions that others changed. A token of a session that ended elsewhere is
/// good for so long at most, and for the time that the look takes.
const LOOK: Duration = Duration::from_secs(2);
/// After how many looks old sessions are deleted: about an hour.
const LOOKS_PER_CLEANING: u32 = 1800;

/// What all of identity shares; made once and handed down.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Access tokens.
    pub access: Arc<AccessTokens>,
    /// The keys that they are signed with.
    pub keys: Arc<Keys>,
    /// Sessions.
    pub sessions: Sessions,
    secret: Secret,
    app: App,
}

impl Identity {
    /// Opens what the database has, and makes what is missing.
    ///
    /// # Errors
    /// When the database fails, or there is no secret, or another one than before.
    pub async fn open(app: &App) -> Result<Self> {
        let secret = Secret::of(&app.config)?;
        let keys = key_service::load(app, &secret, app.config.identity.key_days).await?;
        let identity = Self::with(app, secret, keys);
        identity.sessions.learn().await?;
        Ok(identity)
    }

    /// The same with keys that are at hand, and a database that may be empty.
    #[must_use]
    pub fn with(app: &App, secret: Secret, keys: Vec<Key>) -> Self {
        let keys = Arc::new(Keys::new(keys));
        // An issuer is an address (RFC 8414). Without a public one, the name says that it is none.
        let issuer = app.config.http.public_url.clone().unwrap_or_else(|| "http://imprint.invalid".to_owned());
        let access = Arc::new(AccessTokens::new(Arc::clone(&keys), app.wall.clone(), issuer));
        let sessions = Sessions::new(app.clone(), Arc::clone(&access), secret.clone());
        Self { access, keys, sessions, secret, app: app.clone() }
    }

    /// Takes up what other servers, or a command, have changed: keys, and sessions that ended.
    ///
    /// # Errors
    /// When the database fails; what was known before stays.
    pub async fn look(&self) -> Result<()> {
        let found = key_service::load(&self.app, &self.secret, self.app.config.identity.key_days).await?;
        key_service::take(&self.keys, found);
        self.sessions.learn().await
    }

    /// Looks again and again, for as long as the server runs.
    pub async fn watch(self) {
        for count in 1_u32.. {
            tokio::time::sleep(LOOK).await;
            if let Err(error) = self.look().await {
                let source = std::error::Error::source(&error).map(ToString::to_string);
                tracing::warn!(error = %error, error.source = source, "keys and sessions could not be looked at");
            }
            if count % LOOKS_PER_CLEANING == 0
                && let Err(error) = self.sessions.clean_up().await
            {
                tracing::warn!(error = %error, "old sessions could not be deleted");
            }
        }
    }

    /// Makes a new signing key; servers that run take it up.
    ///
    /// # Errors
    /// When the database fails, or there is no secret.
    pub async fn rotate(app: &App) -> Result<String> {
        key_service::rotate(app, &Secret::of(&app.config)?).await
    }
}

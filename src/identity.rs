//! Identity: who calls, and how they prove it.
//!
//! The other parts know a [`Caller`](crate::caller::Caller) and its scopes, and nothing of this.

pub mod access;
pub mod keys;
pub mod passwords;
pub mod resets;
mod sessions;
pub mod users;

use std::sync::Arc;

use self::access::AccessTokens;
use self::keys::{Key, Keys};
use self::passwords::Passwords;
use self::resets::Resets;
use self::users::Users;
use crate::app::App;
use crate::error::Result;
use crate::mail::Mailer;

/// What all of identity shares; made once and handed down.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Access tokens.
    pub access: Arc<AccessTokens>,
    /// Passwords; what hashes them is one for the whole process.
    pub passwords: Passwords,
    /// Mail.
    pub mailer: Mailer,
}

impl Identity {
    /// Signs with this private key (PKCS #8).
    ///
    /// # Errors
    /// When it is none, or mail has no way to leave.
    pub fn with_key(app: &App, pkcs8: &[u8]) -> Result<Self> {
        let keys = Arc::new(Keys::new(vec![Key::read(pkcs8)?]));
        let issuer = app.config.http.public_url.clone().unwrap_or_else(|| "http://imprint.local".to_owned());
        let access = Arc::new(AccessTokens::new(keys, app.wall.clone(), issuer));
        let passwords = Passwords::new(&app.config.identity);
        Ok(Self { access, passwords, mailer: Mailer::new(&app.config.mail)? })
    }

    /// The use cases of forgotten passwords on an app.
    #[must_use]
    pub fn resets(&self, app: &App) -> Resets {
        Resets::new(app.clone(), self.passwords.clone(), Arc::clone(&self.access), self.mailer.clone())
    }

    /// Users' use cases on an app.
    #[must_use]
    pub fn users(&self, app: &App) -> Users {
        Users::new(app.clone(), self.passwords.clone(), Arc::clone(&self.access))
    }
}

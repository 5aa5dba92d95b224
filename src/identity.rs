//! Identity: who calls, and how they prove it.
//!
//! The other parts know a [`Caller`](crate::caller::Caller) and its scopes, and nothing of this.

pub mod access;
pub mod keys;
pub mod passwords;
mod sessions;
pub mod users;

use std::sync::Arc;

use self::access::AccessTokens;
use self::keys::{Key, Keys};
use self::passwords::Passwords;
use self::users::Users;
use crate::app::App;
use crate::error::Result;

/// What all of identity shares; made once and handed down.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Access tokens.
    pub access: Arc<AccessTokens>,
    /// Passwords; what hashes them is one for the whole process.
    pub passwords: Passwords,
}

impl Identity {
    /// Signs with this private key (PKCS #8).
    ///
    /// # Errors
    /// When it is none.
    pub fn with_key(app: &App, pkcs8: &[u8]) -> Result<Self> {
        let keys = Arc::new(Keys::new(vec![Key::read(pkcs8)?]));
        let issuer = app.config.http.public_url.clone().unwrap_or_else(|| "http://imprint.local".to_owned());
        let access = Arc::new(AccessTokens::new(keys, app.wall.clone(), issuer));
        Ok(Self { access, passwords: Passwords::new(&app.config.identity) })
    }

    /// Users' use cases on an app.
    #[must_use]
    pub fn users(&self, app: &App) -> Users {
        Users::new(app.clone(), self.passwords.clone(), Arc::clone(&self.access))
    }
}

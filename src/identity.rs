//! Identity: who calls, and how they prove it.
//!
//! The other parts know a [`Caller`] and its scopes, and nothing of this.

pub mod access;
pub mod audit;
pub mod keys;
pub mod throttle;

use std::sync::Arc;

use self::access::AccessTokens;
use self::audit::{Action, Notes, Outcome};
use self::keys::{Key, Keys};
use self::throttle::{Limits, Windows};
use crate::app::App;
use crate::caller::Caller;
use crate::error::Result;
use crate::http::auth::{Refusal, Verify};

/// What all of identity shares; made once and handed down.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Access tokens.
    pub access: Arc<AccessTokens>,
    /// What was refused, on its way to the audit.
    pub notes: Notes,
    /// How often somebody may try.
    pub limits: Limits,
    app: App,
}

impl Identity {
    /// Signs with this private key (PKCS #8). Must be called where there is a runtime.
    ///
    /// # Errors
    /// When it is none.
    pub fn with_key(app: &App, pkcs8: &[u8]) -> Result<Self> {
        let keys = Arc::new(Keys::new(vec![Key::read(pkcs8)?]));
        let issuer = app.config.http.public_url.clone().unwrap_or_else(|| "http://imprint.local".to_owned());
        let access = Arc::new(AccessTokens::new(keys, app.wall.clone(), issuer));
        let notes = Notes::start(app.db.clone());
        let limits = limits(app.clone(), notes.clone());
        Ok(Self { access, limits, notes, app: app.clone() })
    }
}

/// Limits in this process; what they refuse is audited.
fn limits(app: App, notes: Notes) -> Limits {
    let windows = Arc::new(Windows::new(app.wall.clone()));
    Limits::new(windows, move |policy, account, origin| {
        let event = audit::event(&app, Action::AttemptsLimited, origin).outcome(Outcome::Refused);
        notes.note(event.named(account).with("policy", policy.name));
    })
}

impl Verify for Identity {
    fn verify(&self, token: &str) -> Result<Caller> {
        self.access.verify(token)
    }

    fn refused(&self, refusal: Refusal) {
        let Refusal { caller, wanted, operation, origin } = refusal;
        let event = audit::event(&self.app, Action::AccessRefused, &origin)
            .outcome(Outcome::Refused)
            .by(caller.user)
            .on("operation", operation)
            .with("scope", wanted.name());
        self.notes.note(event);
    }
}

//! Business rules and use cases of the authorization server.

pub(super) mod consent;
pub(super) mod grants;
pub(super) mod inspect;

use std::sync::Arc;

use super::credentials::Credentials;
use super::refusal::{Failed, Refusal, Refused};
use crate::app::App;
use crate::audit::{self, Notes, Outcome};
use crate::db::Conn;
use crate::error::Result;
use crate::limits::{Limits, rules};
use crate::oauth::actions;
use crate::oauth::clients::{self, Client};
use crate::origin::Origin;
use crate::signing_in::SignIn;
use crate::tokens::access::AccessTokens;
use crate::tokens::sessions::Sessions;

/// The use cases of the authorization server.
#[derive(Debug, Clone)]
pub struct OAuth {
    /// The app.
    pub app: App,
    /// Signing in, for the password grant and the authorization page.
    pub sign_in: SignIn,
    /// Sessions.
    pub sessions: Sessions,
    /// Access tokens.
    pub access: Arc<AccessTokens>,
    /// The rate limits.
    pub limits: Limits,
    /// The queue for audit events of refusals.
    pub notes: Notes,
}

impl OAuth {
    /// Authenticates a client.
    ///
    /// # Errors
    /// `invalid_client`, which is the same for an unknown client and for a wrong secret.
    async fn client(&self, credentials: Credentials, origin: &Origin) -> Result<Client, Failed> {
        let Credentials { client_id, secret } = credentials;
        let name = client_id.clone();
        let found = self
            .app
            .db
            .read_latest(async move |conn: &mut Conn| clients::find(conn, &client_id).await)
            .await?;
        let now = self.app.clock.now();
        let proved = found.filter(|(client, secrets)| match (&secret, client.draft.confidential) {
            (Some(secret), true) => secrets.accept(secret, now),
            (None, false) => true,
            _ => false,
        });
        let Some((client, _)) = proved else {
            let event = audit::event(&self.app, actions::CLIENT_REFUSED, origin).outcome(Outcome::Refused);
            self.notes.note(event.named(&name));
            return Err(Refusal::InvalidClient.into());
        };
        Ok(client)
    }

    /// Records in the audit log that a client was refused something. `what` is what the client requested.
    fn note_refused(&self, client: &Client, what: &str, refused: &Refused, origin: &Origin) {
        let event =
            audit::event(&self.app, actions::CLIENT_REQUEST_REFUSED, origin).outcome(Outcome::Refused);
        let event = event.by(client.stamp.id).with("client", &client.client_id).with("request", what);
        self.notes.note(event.with("error", refused.refusal));
    }

    /// Runs a client's request within the rate limit. A network that is refused too often has to wait.
    async fn counted<T>(
        &self,
        origin: &Origin,
        work: impl Future<Output = Result<T, Failed>>,
    ) -> Result<T, Failed> {
        let wrong = |failed: &Failed| {
            let refusal = if let Failed::Refused(refused) = failed { Some(refused.refusal) } else { None };
            // Every refusal that is audited also counts, so that nobody can flood the audit log.
            matches!(
                refusal,
                Some(
                    Refusal::InvalidClient
                        | Refusal::InvalidGrant
                        | Refusal::InvalidScope
                        | Refusal::UnauthorizedClient
                )
            )
        };
        self.limits.guarded(rules::TOKEN, origin, work, wrong).await
    }
}

/// Deletes codes that expired more than a day ago. Returns their number.
///
/// # Errors
/// When the database fails.
pub async fn clean_up(app: &App) -> Result<usize> {
    let before = app.clock.now().plus_seconds(-86_400);
    app.db.write(async move |conn: &mut Conn| super::codes::delete_expired(conn, before).await).await
}

//! Use cases of the authorization page: a user authorizes a client.

use super::super::codes::{self, Granted};
use super::super::refusal::{Failed, Refusal};
use super::OAuth;
use super::grants::asked;
use crate::audit;
use crate::caller::Scopes;
use crate::db::Conn;
use crate::error::Result;
use crate::oauth::actions;
use crate::oauth::clients::{self, Client};
use crate::origin::Origin;
use crate::signing_in::SignInRequest;

/// What a user is asked to say yes to.
#[derive(Debug)]
pub struct Consent {
    /// What was asked for by name; if nothing was, the least is asked for.
    pub wanted: Option<Scopes>,
    /// PKCE's challenge.
    pub challenge: String,
    /// Where the browser is sent, if that was said.
    pub redirect_uri: Option<String>,
}

impl OAuth {
    /// The client of this name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, client_id: &str) -> Result<Option<Client>> {
        let name = client_id.to_owned();
        let found =
            self.app.db.read_latest(async move |conn: &mut Conn| clients::find(conn, &name).await).await?;
        Ok(found.map(|(client, _)| client))
    }

    /// Takes a user's yes, with their password, and gives the code for the client.
    ///
    /// # Errors
    /// `credentials_invalid`, `rate_limited`, `overloaded`; `invalid_scope` if the user may do nothing of what is asked.
    pub async fn grant(
        &self,
        client: &Client,
        consent: Consent,
        attempt: SignInRequest,
        origin: &Origin,
    ) -> Result<String, Failed> {
        let event = audit::event(&self.app, actions::ACCESS_GRANTED, origin)
            .named(&attempt.name)
            .on("client", client.stamp.id);
        let proven = self.sign_in.authenticate(attempt, origin).await?;
        let (now, client, registry) = (self.app.clock.now(), client.clone(), self.app.registry);
        let unit = async move |conn: &mut Conn| -> Result<_, Failed> {
            let (user, role) = proven.confirm(conn).await?;
            let Consent { wanted, challenge, redirect_uri } = consent;
            if !clients::is_still(conn, &client).await? {
                return Err(Refusal::UnauthorizedClient.into());
            }
            let own = registry.scopes_of(role).and(&client.draft.scopes);
            let scopes = asked(&own, wanted.as_ref()).ok_or(Refusal::InvalidScope)?;
            audit::record(conn, event.by(user).with("scope", &scopes)).await?;
            let granted = Granted { client: client.client_id, user, redirect_uri, scopes, challenge };
            Ok(codes::make(conn, granted, now).await?)
        };
        self.app.db.write(unit).await
    }
}

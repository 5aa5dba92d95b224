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

/// What a user is asked to authorize.
#[derive(Debug)]
pub struct Consent {
    /// The requested scopes; `None` if the client named none, which means the minimum.
    pub wanted: Option<Scopes>,
    /// The PKCE code challenge.
    pub challenge: String,
    /// The `redirect_uri` of the request, if it was sent.
    pub redirect_uri: Option<String>,
}

impl OAuth {
    /// Returns the client with this `client_id`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, client_id: &str) -> Result<Option<Client>> {
        let name = client_id.to_owned();
        let found =
            self.app.db.read_latest(async move |conn: &mut Conn| clients::find(conn, &name).await).await?;
        Ok(found.map(|(client, _)| client))
    }

    /// Authorizes a client for a user, who signs in with a password. Returns the code for the client.
    ///
    /// # Errors
    /// `credentials_invalid`, `rate_limited`, `overloaded`; `invalid_scope` if the user can grant none of the requested scopes;
    /// `unauthorized_client` if the client has changed meanwhile.
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

//! Conversions between wire types and domain types of clients. Each one destructures the whole struct, so that no new field is
//! forgotten.

use super::super::model::{self, ClientDraft};
use super::super::secrets::ClientSecret;
use super::{OAuthClient, OAuthClientInput, OAuthClientWithSecret, ScopeName};
use crate::caller::Scopes;
use crate::contract::listed;
use crate::error::{Error, Result};
use crate::registry::Registry;
use crate::version::Stamp;

impl OAuthClientInput {
    /// Returns the draft, with only scopes that exist.
    ///
    /// # Errors
    /// `validation_failed` for each unknown scope, and the errors of [`ClientDraft::new`].
    pub fn draft(self, registry: Registry) -> Result<ClientDraft> {
        let Self { name, confidential, grants, redirect_uris, scopes } = self;
        let unknown = |(at, scope): (usize, &ScopeName)| {
            registry
                .scope(&scope.0)
                .is_none()
                .then(|| listed::fault(format!("/scopes/{at}"), listed::scopes(registry)))
        };
        let faults: Vec<_> = scopes.iter().enumerate().filter_map(unknown).collect();
        if !faults.is_empty() {
            return Err(Error::invalid(faults));
        }
        let asked: Scopes = scopes.iter().map(|scope| scope.0.as_str()).collect();
        let scopes = registry.scopes().filter(|scope| asked.has(*scope)).collect();
        ClientDraft::new(name, confidential, grants, redirect_uris.unwrap_or_default(), scopes)
    }
}

fn names(scopes: &Scopes) -> Vec<ScopeName> {
    scopes.names().map(ScopeName::of).collect()
}

/// Converts a client to its editable fields, to apply a patch to.
impl From<model::Client> for OAuthClientInput {
    fn from(client: model::Client) -> Self {
        let ClientDraft { name, confidential, grants, redirect_uris, scopes } = client.draft;
        Self { name, confidential, grants, redirect_uris: Some(redirect_uris), scopes: names(&scopes) }
    }
}

impl From<model::Client> for OAuthClient {
    fn from(client: model::Client) -> Self {
        let model::Client { stamp, client_id, draft, previous_expires_at } = client;
        let Stamp { id, version, created_at, updated_at } = stamp;
        let ClientDraft { name, confidential, grants, redirect_uris, scopes } = draft;
        Self {
            id,
            protocol_name: client_id,
            name,
            confidential,
            grants,
            redirect_uris,
            scopes: names(&scopes),
            previous_secret_expires_at: previous_expires_at,
            created_at,
            updated_at,
            version,
        }
    }
}

impl From<(model::Client, Option<ClientSecret>)> for OAuthClientWithSecret {
    fn from((client, secret): (model::Client, Option<ClientSecret>)) -> Self {
        let client_secret = secret.map(|secret| secret.reveal().to_owned());
        Self { client: client.into(), client_secret }
    }
}

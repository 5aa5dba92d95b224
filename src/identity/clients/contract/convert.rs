//! Between the wire and the domain. Every struct is taken apart in full, so that a new field can't be forgotten.

use super::super::model::{self, ClientDraft};
use super::super::secrets::ClientSecret;
use super::{Client, ClientWithSecret, NewClient};
use crate::error::{Error, Result};
use crate::version::Stamp;

impl TryFrom<NewClient> for ClientDraft {
    type Error = Error;

    fn try_from(client: NewClient) -> Result<Self> {
        let NewClient { name, confidential, grants, redirect_uris, scopes } = client;
        let redirect_uris = redirect_uris.unwrap_or_default();
        Self::new(name, confidential, grants, redirect_uris, scopes.into_iter().collect())
    }
}

/// What of a client can be edited, to lay a patch over.
impl From<model::Client> for NewClient {
    fn from(client: model::Client) -> Self {
        let ClientDraft { name, confidential, grants, redirect_uris, scopes } = client.draft;
        Self {
            name,
            confidential,
            grants,
            redirect_uris: Some(redirect_uris),
            scopes: scopes.iter().collect(),
        }
    }
}

impl From<model::Client> for Client {
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
            scopes: scopes.iter().collect(),
            previous_secret_expires_at: previous_expires_at,
            created_at,
            updated_at,
            version,
        }
    }
}

impl From<(model::Client, Option<ClientSecret>)> for ClientWithSecret {
    fn from((client, secret): (model::Client, Option<ClientSecret>)) -> Self {
        let client_secret = secret.map(|secret| secret.reveal().to_owned());
        Self { client: client.into(), client_secret }
    }
}
